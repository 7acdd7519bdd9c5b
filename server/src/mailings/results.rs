//! The result of a mailing as a table for spreadsheets, one line an office.

use super::load;
use crate::{actor::Reader, app::App, error::Error, export::Saving};
use app::messages::mailings::{outcome, reason};
use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::ids::MailingId;
use store::{
    mailings::{self, Line},
    views,
};
use tables::{Field, Kind, Table};

/// Offices read at once.
const CHUNK: u64 = 1_000;

const FIELDS: [Field<Line>; 7] = [
    ("事業所番号", Kind::Code, |line| line.number.to_string().into()),
    ("事業所名", Kind::Text, |line| line.name.clone().into()),
    ("メールアドレス", Kind::Text, |line| line.email.clone().into()),
    ("結果", Kind::Text, |line| outcome(line.outcome).into()),
    ("理由", Kind::Text, |line| reason(line.outcome, line.refusal).into()),
    ("メールサーバーの返事", Kind::Text, |line| line.answer.clone().into()),
    ("送信日時", Kind::Moment, |line| line.sent_at.into()),
];

/// The table, one line an office; that it was taken is kept, for there are addresses in it.
pub async fn show(
    reader: Reader,
    State(app): State<App>,
    Path((_, id)): Path<(String, MailingId)>,
    saving: Saving,
) -> Result<Response, Error> {
    let tx = app.store.look(&reader.scope()).await?;
    let (mailing, _) = load(&tx, id).await?;
    if mailing.stage.name().is_open() {
        return Err(Error::NotFound);
    }
    views::record(&tx, app.clock.id(), app.clock.now(), "mailing", id.uuid(), "recipients").await?;
    let mut lines = Vec::new();
    for page in 0.. {
        let more = mailings::lines(&tx, id, None, page, CHUNK).await?;
        let last = (more.len() as u64) < CHUNK;
        lines.extend(more);
        if last {
            break;
        }
    }
    tx.commit().await?;
    let name = format!("周知の結果_{}", mailing.text.subject);
    saving.answer(&name, Table::of("周知の結果", &FIELDS, &lines))
}
