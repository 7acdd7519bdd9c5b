//! The result of a campaign as a table for spreadsheets, one line an office.

use super::load;
use crate::{actor::Reader, app::App, download, error::Error};
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
    let mut table =
        "\u{FEFF}事業所番号,事業所名,メールアドレス,結果,理由,メールサーバーの返事,送信日時\r\n".to_owned();
    for page in 0.. {
        let lines = campaigns::lines(&tx, id, None, page, CHUNK).await?;
        let last = (lines.len() as u64) < CHUNK;
        for line in lines {
            table.push_str(&row(line));
        }
        if last {
            break;
        }
    }
    tx.commit().await?;
    let name = format!("周知の結果_{}.csv", campaign.text.subject);
    Ok(download::file(&name, "text/csv; charset=utf-8", table.into_bytes()))
}

fn row(line: Line) -> String {
    let Line { id: _, office: _, number, name, email, outcome: ended, refusal, answer, sent_at } = line;
    let fields = [
        number.to_string(),
        name,
        email,
        outcome(ended).to_owned(),
        reason(ended, refusal).to_owned(),
        answer.unwrap_or_default(),
        sent_at.map(when::moment).unwrap_or_default(),
    ];
    format!("{}\r\n", fields.map(|text| field(&text)).join(","))
}

/// A field, quoted. What a spreadsheet would take for a formula begins with an apostrophe (ASVS 1.2.10).
fn field(text: &str) -> String {
    let formula = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    format!("\"{}{}\"", if formula { "'" } else { "" }, text.replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use super::field;

    #[test]
    fn a_name_is_neither_a_formula_nor_the_end_of_its_field() {
        assert_eq!(field("ひだまり"), "\"ひだまり\"");
        assert_eq!(field("=HYPERLINK(\"a\")"), "\"'=HYPERLINK(\"\"a\"\")\"");
        assert_eq!(field("-1,\r\n2"), "\"'-1,\r\n2\"");
    }
}
