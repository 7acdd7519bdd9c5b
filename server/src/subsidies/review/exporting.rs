//! The list of applications as a table to save, narrowed and sorted like the list.

use super::{Pairs, lists::asked, queue_of};
use crate::{actor::Reader, app::App, clock::in_japan, error::Error, export::Saving};
use app::messages::subsidies::stage;
use axum::{extract::State, response::Response};
use store::{
    subsidies::queue::{self as lists, Line},
    views,
};
use tables::{Field, Kind, Table};

/// Applications read at once.
const CHUNK: u64 = 500;

const FIELDS: [Field<Line>; 14] = [
    ("受付番号", Kind::Text, |line| line.application.receipt.map(|receipt| receipt.to_string()).into()),
    ("受付日", Kind::Date, |line| {
        line.application.clock(|at| in_japan(at).date_naive()).map(|clock| clock.received).into()
    }),
    ("補助事業", Kind::Text, |line| line.programme.clone().into()),
    ("事業所番号", Kind::Code, |line| line.office_number.clone().into()),
    ("事業所名", Kind::Text, |line| line.office.clone().into()),
    ("事業所名カナ", Kind::Text, |line| line.office_kana.clone().into()),
    ("法人名", Kind::Text, |line| line.corporation.clone().into()),
    ("申請額（円）", Kind::Yen, |line| line.application.amount.into()),
    ("状態", Kind::Text, |line| stage(line.application.stage.name()).into()),
    ("担当", Kind::Text, |line| line.assignee.clone().into()),
    ("日常生活圏域", Kind::Text, |line| line.area.clone().into()),
    ("目印", Kind::Text, |line| line.flags.join("、").into()),
    ("申請の方法", Kind::Text, |line| {
        if line.application.arrival.is_some() { "紙（代理入力）" } else { "オンライン" }.into()
    }),
    ("更新日時", Kind::Moment, |line| line.updated_at.into()),
];

/// Every application of the list; that it was taken is kept.
pub async fn show(
    officer: Reader,
    State(app): State<App>,
    pairs: Pairs,
    saving: Saving,
) -> Result<Response, Error> {
    let queue = queue_of(&pairs);
    let tx = app.store.write(&officer.scope()).await?;
    let mut lines = Vec::new();
    for page in 0.. {
        let at = queue.at(page);
        let more = lists::page(&tx, &asked(&app, &tx, &at, officer.id()).await?, CHUNK).await?;
        let last = (more.len() as u64) < CHUNK;
        lines.extend(more);
        if last {
            break;
        }
    }
    let tenant = &officer.tenant;
    views::record(&tx, app.clock.id(), app.clock.now(), "tenant", tenant.id.uuid(), "applications").await?;
    tx.commit().await?;
    let name = format!("申請の一覧_{}_{}", tenant.name, app.clock.today());
    saving.answer(&name, Table::of("申請の一覧", &FIELDS, &lines))
}
