//! What a segment can name of the house: its surveys with what can be chosen in them, its sessions, its mailings, the
//! bodies it knows, what came back in the lists of its campaigns.

use crate::error::Error;
use app::{messages::demos, when};
use chrono::{DateTime, Utc};
use domain::{
    ids::{ActivityId, DemoId, MailingId, SurveyId},
    mailings::StageName,
    offices::{Chosen, Mailed, Offered, Reached, Sessioned, Surveyed},
    surveys::{Kind, together},
};
use store::{
    Tx, associations,
    campaigns::{Activity, activities},
    demos::calendar,
    mailings, office_groups, surveys,
};

/// The most of each that are offered, the newest.
const MOST: usize = 50;
/// The most activities: each has a choice for each thing that can come back.
const MOST_ACTIVITIES: usize = 20;

/// Everything that can be chosen, and what came back in the list that a page leads from, however old it is.
pub(super) async fn all_with(tx: &Tx, from: &str) -> Result<Offered, Error> {
    // `replied:{activity}:{word}`, as in the value of a choice.
    let named = from.split(':').nth(1).and_then(|id| id.parse::<ActivityId>().ok());
    let mut offered = all(tx).await?;
    if let Some(id) = named
        && !offered.activities.iter().any(|one| one.what.activity() == id)
        && let Some(activity) = activities::find(tx, id).await?
    {
        offered.activities.extend(ways_back(&activity));
    }
    Ok(offered)
}

/// Everything that can be chosen.
pub(super) async fn all(tx: &Tx) -> Result<Offered, Error> {
    let bodies = associations::all(tx).await?.into_iter().filter(|kept| kept.put_away_at.is_none());
    Ok(Offered {
        surveys: of_surveys(tx).await?,
        sessions: of_sessions(tx).await?,
        mailings: of_mailings(tx).await?,
        activities: of_activities(tx).await?,
        groups: office_groups::all(tx)
            .await?
            .into_iter()
            .map(|kept| Chosen { what: kept.id, words: kept.text.name })
            .collect(),
        associations: bodies.map(|kept| Chosen { what: kept.id, words: kept.association.name }).collect(),
    })
}

async fn of_surveys(tx: &Tx) -> Result<Vec<Chosen<Surveyed>>, Error> {
    let mut offered = Vec::new();
    for survey in surveys::all(tx).await?.into_iter().take(MOST) {
        // Who answered one without a name is not known.
        if survey.anonymous || survey.current.is_none() {
            continue;
        }
        // What was chosen in an earlier version is offered as well.
        let versions = surveys::versions(tx, survey.id).await?;
        let asked = together(versions.iter().map(|version| &version.questionnaire));
        let id: SurveyId = survey.id;
        let title = format!("「{}」", survey.title);
        for what in
            [Surveyed::Answered { survey: id }, Surveyed::Not { survey: id }, Surveyed::Silent { survey: id }]
        {
            offered.push(Chosen { what, words: title.clone() });
        }
        for question in &asked.questions {
            if !matches!(question.kind, Kind::Single { .. } | Kind::Multiple { .. }) {
                continue;
            }
            offered.extend(question.choices().iter().map(|choice| Chosen {
                what: Surveyed::Chose {
                    survey: id,
                    question: question.id.to_string(),
                    choice: choice.id.to_string(),
                },
                words: format!("{title}の「{}」で「{}」", question.text, choice.text),
            }));
        }
    }
    Ok(offered)
}

async fn of_sessions(tx: &Tx) -> Result<Vec<Chosen<Sessioned>>, Error> {
    let mut dated: Vec<(DateTime<Utc>, DemoId, String)> = calendar::between(tx, (None, None))
        .await?
        .into_iter()
        .filter_map(|session| {
            let begins = session.stage.session()?.slot.starts_at();
            let place = demos::place(session.place().0);
            Some((begins, session.id, format!("{}のデモ・説明会（{place}）", when::moment(begins))))
        })
        .collect();
    dated.sort_by_key(|(begins, ..)| std::cmp::Reverse(*begins));
    let ways = |(_, session, words): (DateTime<Utc>, DemoId, String)| {
        [
            Sessioned::Invited { session },
            Sessioned::Registered { session },
            Sessioned::Attended { session },
            Sessioned::Absent { session },
        ]
        .map(|what| Chosen { what, words: words.clone() })
    };
    Ok(dated.into_iter().take(MOST).flat_map(ways).collect())
}

async fn of_mailings(tx: &Tx) -> Result<Vec<Chosen<Mailed>>, Error> {
    let sent = mailings::all(tx).await?.into_iter().filter(|mailing| {
        matches!(mailing.stage.name(), StageName::Sending | StageName::Paused | StageName::Sent)
    });
    let ways = |(mailing, words): (MailingId, String)| {
        [Mailed::Sent { mailing }, Mailed::Failed { mailing }, Mailed::Not { mailing }]
            .map(|what| Chosen { what, words: words.clone() })
    };
    let named = sent.map(|mailing| (mailing.id, format!("「{}」", mailing.text.subject)));
    Ok(named.take(MOST).flat_map(ways).collect())
}

/// What can have come back in the lists that were written down last.
async fn of_activities(tx: &Tx) -> Result<Vec<Chosen<Reached>>, Error> {
    let mut listed: Vec<Activity> = activities::all(tx).await?;
    listed.retain(|activity| activity.frozen.is_some());
    listed.sort_by_key(|activity| std::cmp::Reverse(activity.frozen.as_ref().map(|(at, _)| *at)));
    Ok(listed.iter().take(MOST_ACTIVITIES).flat_map(ways_back).collect())
}

/// What can have come back in the list of an activity; nothing where it has none.
fn ways_back(activity: &Activity) -> Vec<Chosen<Reached>> {
    let Some(channel) = activity.text.kind.channel() else { return Vec::new() };
    let words = format!("活動「{}」", activity.text.title);
    let ways = Reached::of(activity.id, channel).into_iter();
    ways.map(|what| Chosen { what, words: words.clone() }).collect()
}
