//! The list of participants, to print; looking at it is recorded.

use super::{Done, found, views};
use crate::{actor::Partner, app::App, error::Error, export::Saving, page::Page};
use app::{
    demos::{ParticipantLine, ParticipantsPage, ParticipantsView},
    paths,
};
use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use domain::{accounts::Role, demos::Reply, ids::DemoId};
use leptos::prelude::*;
use store::demos::registrations::{self, Registration};
use tables::{Field, Kind, Table};

const FIELDS: [Field<Registration>; 8] = [
    ("受付番号", Kind::Code, |one| one.code.to_string().into()),
    ("事業所・団体", Kind::Text, |one| one.office_name.clone().into()),
    ("代表の氏名", Kind::Text, |one| one.name.clone().into()),
    ("電話番号", Kind::Text, |one| one.phone.clone().into()),
    ("状況", Kind::Text, |one| standing(one).into()),
    ("申込み（人）", Kind::Number, |one| i64::from(one.people).into()),
    ("来た人数", Kind::Number, |one| one.attended.map(i64::from).into()),
    ("申込みのときの答え", Kind::Text, |one| Reply::in_words(&one.replies).into()),
];

/// How one stands in the list.
fn standing(one: &Registration) -> &'static str {
    match one.wait {
        Some(wait) if wait.holds => "キャンセル待ち（席を取り置き中）",
        Some(_) => "キャンセル待ち",
        None if one.is_walk_in() => "当日参加",
        None => "申込み",
    }
}

/// Everybody as a table to save, with who came without a registration; that it was taken is kept.
pub async fn export(
    officer: Partner,
    State(app): State<App>,
    Path((slug, id)): Path<(String, DemoId)>,
    saving: Saving,
) -> Result<Response, Error> {
    let tx = app.store.look(&officer.scope()).await?;
    let session = found(&tx, id).await?;
    if session.stage.session().is_none() {
        return Err(Error::Elsewhere(paths::demo_session(&slug, id)));
    }
    store::views::record(&tx, app.clock.id(), app.clock.now(), "demo", id.uuid(), "participants-saved")
        .await?;
    let all = registrations::of_session(&tx, id).await?;
    tx.commit().await?;
    let name = format!("参加者名簿_{}", views::about(&session));
    saving.answer(&name, Table::of("参加者名簿", &FIELDS, &all))
}

/// Everybody who is registered.
pub async fn show(
    officer: Partner,
    State(app): State<App>,
    Path((slug, id)): Path<(String, DemoId)>,
    Query(Done { done }): Query<Done>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.look(&officer.scope()).await?;
    let session = found(&tx, id).await?;
    if session.stage.session().is_none() {
        return Err(Error::Elsewhere(paths::demo_session(&slug, id)));
    }
    store::views::record(&tx, app.clock.id(), app.clock.now(), "demo", id.uuid(), "participants").await?;
    let all = registrations::of_session(&tx, id).await?;
    tx.commit().await?;
    let registered = views::registered(&all);
    let line = |one: &Registration| ParticipantLine {
        id: one.id,
        code: one.code.to_string(),
        office: one.office_name.clone(),
        name: one.name.clone(),
        phone: one.phone.clone(),
        silent: one.email.is_empty() && !one.is_walk_in(),
        people: one.people,
        offered: one.wait.is_some_and(|wait| wait.holds),
        came: one.attended.is_some(),
        replies: one.replies.clone(),
    };
    let participants = ParticipantsView {
        slug,
        id,
        about: format!("{}　{}", views::about(&session), views::location(&session)),
        registered,
        lines: all.iter().filter(|one| one.is_placed()).map(line).collect(),
        waiting: all.iter().filter(|one| one.wait.is_some()).map(line).collect(),
        may_act: officer.has(Role::Clerk) && session.stage.registers(app.clock.now()).is_ok(),
        done: match done.as_deref() {
            Some("entered") => Some("申込みを受け付けました。"),
            Some("waits") => Some("キャンセル待ちで受け付けました。"),
            Some("withdrawn") => Some("申込みを取り消しました。"),
            Some("changed") => Some("申込みを変更しました。"),
            Some("taken") => Some("参加に決めました。"),
            Some("switched") => Some("申込みを、この回に変えました。"),
            Some(_) | None => None,
        },
    };
    Ok(page.ok("参加者名簿", move || view! { <ParticipantsPage participants/> }))
}
