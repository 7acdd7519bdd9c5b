//! The list of applications as a table to save, narrowed and sorted like the list.

use super::{Pairs, lists::asked, queue_of};
use crate::{actor::Reader, app::App, clock::in_japan, error::Error, export::Saving};
use app::messages::subsidies::stage;
use axum::{extract::State, response::Response};
use domain::subsidies::{Queue, QueueColumn};
use store::{
    subsidies::queue::{self as lists, Line},
    views,
};
use tables::{Field, Kind, Table, Value};

/// Applications read at once.
const CHUNK: u64 = 500;

const FIELDS: [Field<Line>; 16] = [
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
    ("サービス", Kind::Text, |line| {
        line.services.iter().map(|service| service.name()).collect::<Vec<_>>().join("、").into()
    }),
    ("日常生活圏域", Kind::Text, |line| line.area.clone().into()),
    ("目印", Kind::Text, |line| line.flags.join("、").into()),
    ("不備数", Kind::Number, |line| Value::Number(i64::try_from(line.faults).unwrap_or(i64::MAX))),
    ("申請の方法", Kind::Text, |line| {
        if line.application.arrival.is_some() { "紙（代理入力）" } else { "オンライン" }.into()
    }),
    ("更新日時", Kind::Moment, |line| line.updated_at.into()),
];

/// Under which column of the list each of them stands; the number is always there.
const UNDER: [Option<QueueColumn>; 16] = [
    None,
    Some(QueueColumn::Received),
    Some(QueueColumn::Programme),
    Some(QueueColumn::Office),
    Some(QueueColumn::Office),
    Some(QueueColumn::Office),
    Some(QueueColumn::Office),
    Some(QueueColumn::Amount),
    Some(QueueColumn::Stage),
    Some(QueueColumn::Assignee),
    Some(QueueColumn::Services),
    Some(QueueColumn::Area),
    Some(QueueColumn::Flags),
    Some(QueueColumn::Faults),
    Some(QueueColumn::Office),
    Some(QueueColumn::Updated),
];

/// Every column, or those that the list shows, where the address asks for no others: a saved view is a table of its own.
fn fields(pairs: &Pairs, queue: &Queue) -> Vec<Field<Line>> {
    let shown_alone = pairs.iter().any(|(name, value)| name == "only" && value == "shown");
    let wanted = |under: Option<QueueColumn>| !shown_alone || under.is_none_or(|one| queue.look.shows(one));
    FIELDS.into_iter().zip(UNDER).filter(|(_, under)| wanted(*under)).map(|(field, _)| field).collect()
}

/// Every application of the list; that it was taken is kept.
pub async fn show(
    officer: Reader,
    State(app): State<App>,
    pairs: Pairs,
    saving: Saving,
) -> Result<Response, Error> {
    let queue = queue_of(&pairs);
    let tx = app.store.look(&officer.scope()).await?;
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
    saving.answer(&name, Table::of("申請の一覧", &fields(&pairs, &queue), &lines))
}
