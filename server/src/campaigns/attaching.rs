//! What is made for an activity on a page elsewhere: a survey, a session that is asked for. The form carries the activity
//! along, what was made is attached to it in the same transaction, and the activity's page is gone on with.

use crate::error::Error;
use app::paths;
use chrono::{DateTime, Utc};
use domain::{campaigns::ActivityKind, form::Typed, ids::ActivityId};
use store::{
    Tx,
    campaigns::{self, Activity, Made, activities},
};

/// What the address of a form may say: the activity for which something is made.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub struct For {
    activity: String,
}

impl For {
    /// The form with what it carries along.
    pub fn carried(self, typed: Typed) -> Typed {
        if self.activity.is_empty() { typed } else { typed.with(paths::FOR_ACTIVITY, self.activity) }
    }
}

/// The activity that a form carries along, where it waits for something of its kind: it and its campaign are open, and it
/// has none yet. Whatever else the form says means none.
pub async fn waiting(tx: &Tx, typed: &Typed, kind: ActivityKind) -> Result<Option<Activity>, Error> {
    let Ok(id) = typed.get(paths::FOR_ACTIVITY).parse::<ActivityId>() else { return Ok(None) };
    let Some(activity) = activities::find(tx, id).await? else { return Ok(None) };
    let campaign = campaigns::find(tx, activity.campaign).await?;
    let open = activity.state.is_open() && campaign.is_some_and(|campaign| campaign.state.is_open());
    let has_one = activity.text.survey.is_some() || activity.text.session.is_some();
    Ok(Some(activity).filter(|activity| open && activity.text.kind == kind && !has_one))
}

/// Attaches what was made to the activity that the form carries along; the address of the activity's page, or none where no
/// activity waits for it. Who was faster with another one leaves what was made as it is.
pub async fn attach(
    tx: &Tx,
    slug: &str,
    typed: &Typed,
    (kind, made): (ActivityKind, Made),
    now: DateTime<Utc>,
) -> Result<Option<String>, Error> {
    let Some(activity) = waiting(tx, typed, kind).await? else { return Ok(None) };
    match campaigns::attach(tx, &activity, made, now).await {
        Ok(()) => {
            Ok(Some(format!("{}?done=attached", paths::activity(slug, activity.campaign, activity.id))))
        }
        Err(store::Error::Stale) => Ok(None),
        Err(error) => Err(error.into()),
    }
}
