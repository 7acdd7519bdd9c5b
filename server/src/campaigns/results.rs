//! The result of a campaign as a table for spreadsheets, one line an office.

use super::load;
use crate::{actor::Reader, app::App, error::Error, export};
use app::{
    messages::campaigns::{outcome, reason},
    when,
};
use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::{campaigns::StageName, ids::CampaignId};
use store::{
    campaigns::{self, Line},
    views,
};

/// Offices read at once.
const CHUNK: u64 = 1_000;

/// The table: UTF-8 with its mark, as Excel wants it (RFC 4180).
pub async fn show(
    reader: Reader,
    State(app): State<App>,
    Path((_, id)): Path<(String, CampaignId)>,
) -> Result<Response, Error> {
    let tx = app.store.write(&reader.scope()).await?;
    let (campaign, _) = load(&tx, id).await?;
    if campaign.stage.name() == StageName::Draft {
        return Err(Error::NotFound);
    }
    views::record(&tx, app.clock.id(), app.clock.now(), "campaign", id.uuid(), "recipients").await?;
    let heads =
        ["事業所番号", "事業所名", "メールアドレス", "結果", "理由", "メールサーバーの返事", "送信日時"];
    let mut rows = Vec::new();
    for page in 0.. {
        let lines = campaigns::lines(&tx, id, None, page, CHUNK).await?;
        let last = (lines.len() as u64) < CHUNK;
        rows.extend(lines.into_iter().map(row));
        if last {
            break;
        }
    }
    tx.commit().await?;
    let name = format!("周知の結果_{}.csv", campaign.text.subject);
    export::csv(&name, &heads, rows)
}

fn row(line: Line) -> Vec<String> {
    let Line { id: _, office: _, number, name, email, outcome: ended, refusal, answer, sent_at } = line;
    vec![
        number.to_string(),
        name,
        email,
        outcome(ended).to_owned(),
        reason(ended, refusal).to_owned(),
        answer.unwrap_or_default(),
        sent_at.map(when::moment).unwrap_or_default(),
    ]
}
