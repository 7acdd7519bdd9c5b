//! The bodies of an occasion with who answers for them, and entering one that telephoned.

use super::{found, found_to_change, line, registering, told};
use crate::{
    actor::{Host, HostClerk},
    app::App,
    error::Error,
    export::Saving,
    page::{Page, see_other},
    posted::Posted,
};
use app::{
    messages::occasions::{body_kind, errors},
    occasions::{BodiesLine, BodiesPage, BodyFormPage, BodyFormView},
    paths,
};
use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::{accounts::Role, ids::OccasionId, occasions::BodyUse};
use elements::FormState;
use leptos::prelude::*;
use store::{
    occasions::{
        Kept,
        bodies::{self, Registered, Source},
    },
    views,
};
use tables::{Field, Kind, Table};

/// The bodies; that somebody looked is recorded.
pub async fn index(
    officer: Host,
    State(app): State<App>,
    Path((slug, id)): Path<(String, OccasionId)>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.look(&officer.scope()).await?;
    let kept = found(&tx, id).await?;
    let all = bodies::of_occasion(&tx, id).await?;
    let mut line = line::views(&tx, &kept, app.clock.now()).await?;
    views::record(&tx, app.clock.id(), app.clock.now(), "occasion", id.uuid(), "bodies").await?;
    tx.commit().await?;
    let lines = all
        .into_iter()
        .map(|one| BodiesLine {
            id: one.id,
            wait: line.remove(&one.id),
            prefecture: one.prefecture.name(),
            kind: one.kind,
            name: one.name,
            people: one.said.people,
            attended: one.attended,
            contact: (one.said.contact.name, one.said.contact.phone, one.said.contact.email),
            question: one.said.question,
        })
        .collect();
    let (title, keeps) = (kept.occasion.title, officer.has(Role::Clerk));
    Ok(page.ok("参加団体の一覧", move || view! { <BodiesPage slug id title lines keeps/> }))
}

const FIELDS: [Field<Registered>; 11] = [
    ("都道府県", Kind::Text, |one| one.prefecture.name().to_owned().into()),
    ("種類", Kind::Text, |one| body_kind(one.kind).into()),
    ("団体", Kind::Text, |one| one.name.clone().into()),
    ("状態", Kind::Text, |one| state(one).into()),
    ("申込み（人）", Kind::Number, |one| i64::from(one.said.people).into()),
    ("参加（人）", Kind::Number, |one| one.attended.map(i64::from).into()),
    ("担当者", Kind::Text, |one| one.said.contact.name.clone().into()),
    ("電話", Kind::Text, |one| one.said.contact.phone.clone().into()),
    ("メール", Kind::Text, |one| one.said.contact.email.clone().into()),
    ("質問", Kind::Text, |one| one.said.question.clone().into()),
    ("申込日時", Kind::Moment, |one| one.created_at.into()),
];

fn state(one: &Registered) -> &'static str {
    match one.wait {
        Some(wait) if wait.holds => "席を取り置き中",
        Some(_) => "キャンセル待ち",
        None => "申込み済み",
    }
}

/// The bodies as a table to save.
pub async fn export(
    officer: Host,
    State(app): State<App>,
    Path((_, id)): Path<(String, OccasionId)>,
    saving: Saving,
) -> Result<Response, Error> {
    let tx = app.store.look(&officer.scope()).await?;
    let title = found(&tx, id).await?.occasion.title;
    let all = bodies::of_occasion(&tx, id).await?;
    views::record(&tx, app.clock.id(), app.clock.now(), "occasion", id.uuid(), "bodies-saved").await?;
    tx.commit().await?;
    let name = format!("参加団体_{title}_{}", app.clock.today());
    saving.answer(&name, Table::of("参加団体", &FIELDS, &all))
}

/// The form for somebody who telephoned.
pub async fn new(
    officer: HostClerk,
    State(app): State<App>,
    Path((slug, id)): Path<(String, OccasionId)>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&officer.scope()).await?;
    let kept = found(&tx, id).await?;
    if kept.stage.registers(&kept.occasion, app.clock.now()).is_err() {
        return Ok(see_other(&paths::occasion(&slug, id)));
    }
    Ok(render(&page, slug, &kept, FormState::empty()))
}

/// Enters it.
pub async fn create(
    officer: HostClerk,
    State(app): State<App>,
    Path((slug, id)): Path<(String, OccasionId)>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let tx = app.store.write(&officer.scope()).await?;
    let kept = found_to_change(&tx, id).await?;
    if kept.stage.registers(&kept.occasion, app.clock.now()).is_err() {
        return Ok(see_other(&paths::occasion(&slug, id)));
    }
    let host = (&officer.tenant, &kept);
    match registering::register(&app, &tx, host, &typed, (&BodyUse::Told, Source::Told)).await? {
        Ok(made) => {
            tx.commit().await?;
            app.wake.notify_one();
            Ok(told(&slug, id, if made.is_placed() { "entered" } else { "waits" }))
        }
        Err(problems) => {
            drop(tx);
            Ok(render(&page, slug, &kept, FormState::rejected(typed, errors(&problems))))
        }
    }
}

fn render(page: &Page, slug: String, kept: &Kept, form: FormState) -> Response {
    let rejected = form.has_errors();
    let (title, left) = (kept.occasion.title.clone(), kept.left());
    let view = BodyFormView { slug, id: kept.id, title, left, form };
    let view = move || view! { <BodyFormPage view/> };
    let title = "受けた申込みを入力する";
    if rejected { page.unprocessable(title, view) } else { page.ok(title, view) }
}
