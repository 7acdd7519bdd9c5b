//! 申込状況の表: 国保中央会 keeps the table of its seminar, as 介護保険最新情報 Vol.1310 prints it.

use super::past::Past;
use crate::{app::App, error::Error};
use app::paths;

const CENTRAL: &str = "chuokai";
/// As it is printed, with its three numbers that cannot be right.
const TABLE: &[u8] = include_bytes!("../../../../app/domain/src/event_tables/webinar_table.csv");

/// Everything of the story.
pub async fn begin(app: &App) -> Result<(), Error> {
    let past = Past::of(app);
    let mut central = past.person("central").await?;
    let read = central.upload(&paths::new_event_table(CENTRAL), &[], ("webinar_table.csv", TABLE)).await?;
    let id = read.split(['/', '?']).nth(4).and_then(|id| id.parse().ok());
    let id = id.ok_or(Error::Internal("the demonstration's table was not read"))?;
    let said = [
        ("version", "1"),
        ("title", "自治体向けセミナー 都道府県別申込数"),
        ("held_on", "令和6年6月26日"),
        ("source", "介護保険最新情報 Vol.1310"),
    ];
    central.post(&paths::edit_event_table(CENTRAL, id), &said).await?;
    Ok(())
}
