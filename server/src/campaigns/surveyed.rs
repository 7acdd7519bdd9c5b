//! What the offices of a list did with the survey that an activity before it asks: who has answered meanwhile need not be called,
//! and what is told on the telephone is typed in at once.

use crate::error::Error;
use app::{campaigns::OfSurvey, paths};
use domain::{
    campaigns::{Channel, Party},
    ids::OfficeId,
    surveys::{AnswerChannel, SurveyState},
};
use std::collections::BTreeMap;
use store::{
    Tx,
    campaigns::{Activity, activities},
    surveys::{self, Survey, invitations},
};

/// Of those of some offices that were asked; of none where no survey was asked before, or nobody may know who has answered.
pub(super) async fn of_offices(
    tx: &Tx,
    slug: &str,
    (activity, channel): (&Activity, Channel),
    offices: &[OfficeId],
    enters: bool,
) -> Result<BTreeMap<OfficeId, OfSurvey>, Error> {
    let Some(survey) = asked_before(tx, activity).await? else { return Ok(BTreeMap::new()) };
    let way = if channel == Channel::Phone { AnswerChannel::Phone } else { AnswerChannel::Paper };
    let asked = invitations::of_offices(tx, survey.id, offices).await?;
    let stands = asked.into_iter().filter_map(|one| {
        let stands = one.answered_on.map_or_else(
            || {
                let entry = paths::survey_entry_of(slug, survey.id, one.id);
                OfSurvey::Silent(enters.then(|| format!("{entry}&channel={}", way.code())))
            },
            OfSurvey::Answered,
        );
        Some((one.office?, stands))
    });
    Ok(stands.collect())
}

/// Of one.
pub(super) async fn of_party(
    tx: &Tx,
    slug: &str,
    list: (&Activity, Channel),
    party: Party,
    enters: bool,
) -> Result<Option<OfSurvey>, Error> {
    let Some(office) = party.office() else { return Ok(None) };
    Ok(of_offices(tx, slug, list, &[office], enters).await?.remove(&office))
}

/// The survey of the activity whose silent ones are asked again, however often.
async fn asked_before(tx: &Tx, activity: &Activity) -> Result<Option<Survey>, Error> {
    let mut follows = activity.follows;
    while let Some((earlier, _)) = follows {
        let Some(earlier) = activities::find(tx, earlier).await? else { return Ok(None) };
        if let Some(id) = earlier.text.survey {
            let survey = surveys::find(tx, id).await?;
            return Ok(survey.filter(|survey| !survey.anonymous && survey.state != SurveyState::Draft));
        }
        follows = earlier.follows;
    }
    Ok(None)
}
