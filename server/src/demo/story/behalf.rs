//! A paper of the story: it came by FAX the day before, and a clerk has entered half of it.

use super::{past::Past, register::OfficeOfStory};
use crate::error::Error;
use chrono::NaiveDate;
use domain::{ids::ProgrammeId, wareki::format_date};

/// Begins the entry; the paper came yesterday, or on the first day of the programme where that is today.
pub async fn begin(
    past: &Past,
    programme: ProgrammeId,
    office: &OfficeOfStory,
    opened: NaiveDate,
) -> Result<(), Error> {
    let today = past.app.clock.today();
    let arrived = format_date(today.pred_opt().unwrap_or(today).max(opened));
    let mut clerk = past.person("clerk").await?;
    let programme = programme.to_string();
    let typed = [("programme", programme.as_str()), ("way", "fax"), ("arrived_on", &arrived)];
    let paper = clerk.post(&format!("/t/midorino/behalf/offices/{}", office.id), &typed).await?;
    clerk.post(&format!("{paper}/office"), &[("office_correct", "yes")]).await?;
    Ok(())
}
