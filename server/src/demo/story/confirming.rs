//! A corporation of the story with a second person: what an office prepared waits for her to look at it.

use super::{applications, past::Past, register::OfficeOfStory};
use crate::{demo::seed::find, error::Error};
use domain::ids::ProgrammeId;

/// Her key among the people of the demonstration.
const CONFIRMER: &str = "confirmer";

/// The office adds her, says that she looks at applications and reports, prepares one, and asks.
pub async fn begin(past: &Past, programme: ProgrammeId, office: &OfficeOfStory) -> Result<(), Error> {
    let (_, confirmer) = find(&past.app, "midorino", CONFIRMER).await?;
    let (id, confirmer) = (office.id.to_string(), confirmer.to_string());
    let mut preparer = past.person(&office.speaker).await?;
    let colleague =
        [("name", "松本 光代"), ("email", "matsumoto@midorino-care.example.jp"), ("office", id.as_str())];
    preparer.post("/t/midorino/my/people", &colleague).await?;
    let (who, also) = (format!("confirmer-{id}"), format!("confirmed-{id}"));
    let named = [(who.as_str(), confirmer.as_str()), (also.as_str(), "report")];
    preparer.post(&format!("/t/midorino/my/offices/{id}/confirmers"), &named).await?;
    let own = applications::prepare(past, programme, office).await?;
    preparer.post(&format!("{own}/confirmation"), &[]).await?;
    past.work().await
}
