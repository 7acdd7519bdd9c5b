//! The list of the audit, narrowed by its address, and the same as a file.

use super::{chain, lines};
use crate::{actor::Administrator, app::App, error::Error, export::Saving, page::Page};
use app::{
    audit::{AuditPage, AuditView, EntryLine},
    messages::audit as words,
    when,
};
use axum::{
    extract::{Query, State},
    response::Response,
};
use domain::{
    audit::{Object, Question},
    form::Typed,
    tokyo,
};
use elements::FormState;
use leptos::prelude::*;
use store::{
    Tx, accounts,
    audit::{self, Wanted},
    events, views,
};
use tables::{Field, Kind, Table};

const TITLE: &str = "監査記録";
/// Lines on a page.
const PER_PAGE: u64 = 50;
/// The most lines of a file: what a spreadsheet program opens at once on an old PC.
const EXPORT_LIMIT: u64 = 20_000;

type Pairs = Query<Vec<(String, String)>>;

/// The list.
pub async fn show(
    administrator: Administrator,
    State(app): State<App>,
    Query(pairs): Pairs,
    page: Page,
) -> Result<Response, Error> {
    let typed = Typed::new(pairs);
    let done = (typed.get("done") == "verified").then_some("監査記録を検証しました。結果は下のとおりです。");
    let tx = app.store.read(&administrator.scope()).await?;
    match Question::parse(&typed, app.clock.today()) {
        Ok(question) => {
            let wanted = wanted(&tx, &question).await?;
            let total = audit::count(&tx, &wanted).await?;
            let last = total.div_ceil(PER_PAGE).max(1) - 1;
            let question = Question { page: question.page.min(last), ..question };
            let entries = audit::page(&tx, &wanted, question.page * PER_PAGE, PER_PAGE).await?;
            let view = AuditView {
                entries: lines::of(&tx, &administrator.tenant.slug, entries).await?,
                total,
                question,
                done,
                ..empty(&tx, &administrator).await?
            };
            Ok(page.ok(TITLE, move || view! { <AuditPage view form=FormState::filled(typed)/> }))
        }
        Err(errors) => {
            let errors = errors
                .iter()
                .map(|(field, problem)| (field.name(), words::problem(*field, problem)))
                .collect();
            let form = FormState::rejected(typed, errors);
            let view = empty(&tx, &administrator).await?;
            Ok(page.unprocessable(TITLE, move || view! { <AuditPage view form/> }))
        }
    }
}

async fn empty(tx: &Tx, administrator: &Administrator) -> Result<AuditView, Error> {
    let members = accounts::members(tx).await?;
    Ok(AuditView {
        slug: administrator.tenant.slug.clone(),
        chain: chain::state(tx).await?,
        events: events::count(tx).await?,
        people: members.into_iter().map(|member| (member.account.id, member.account.name)).collect(),
        question: Question::default(),
        entries: Vec::new(),
        total: 0,
        per_page: PER_PAGE,
        export_limit: EXPORT_LIMIT,
        done: None,
    })
}

/// What the store is asked for. A number that names nothing asks for nothing.
async fn wanted(tx: &Tx, question: &Question) -> Result<Wanted, Error> {
    let things = match question.object {
        None => None,
        Some(Object::Receipt(receipt)) => Some(match audit::by_receipt(tx, &receipt.to_string()).await? {
            Some(id) => audit::of_application(tx, id).await?,
            None => Vec::new(),
        }),
        Some(Object::Office(number)) => Some(match audit::by_office_number(tx, number.as_str()).await? {
            Some(id) => audit::of_office(tx, id).await?,
            None => Vec::new(),
        }),
    };
    Ok(Wanted {
        person: question.person,
        noun: question.noun.clone(),
        things,
        from: question.from.map(tokyo::start_of),
        until: question.to.and_then(|day| day.succ_opt()).map(tokyo::start_of),
    })
}

const FIELDS: [Field<(EntryLine, String)>; 7] = [
    ("番号", Kind::Number, |(line, _)| line.seq.into()),
    ("日時", Kind::Text, |(line, _)| when::local(line.at).format("%Y-%m-%d %H:%M:%S").to_string().into()),
    ("だれが", Kind::Text, |(line, _)| line.who.clone().into()),
    ("したこと", Kind::Text, |(line, _)| line.what.clone().into()),
    ("補足", Kind::Text, |(line, _)| line.details.clone().into()),
    ("対象", Kind::Text, |(line, _)| line.about.clone().map(|(words, _)| words).into()),
    ("種類", Kind::Text, |(_, kind)| kind.clone().into()),
];

/// The same lines as a file. Taking the names of all people out of the house is itself recorded.
pub async fn export(
    administrator: Administrator,
    State(app): State<App>,
    Query(pairs): Pairs,
    saving: Saving,
) -> Result<Response, Error> {
    let question = Question::parse(&Typed::new(pairs), app.clock.today()).map_err(|_| Error::NotFound)?;
    let tenant = &administrator.tenant;
    let tx = app.store.look(&administrator.scope()).await?;
    let entries = audit::page(&tx, &wanted(&tx, &question).await?, 0, EXPORT_LIMIT).await?;
    let kinds: Vec<String> = entries.iter().map(|entry| entry.kind.clone()).collect();
    let lines = lines::of(&tx, &tenant.slug, entries).await?;
    views::record(&tx, app.clock.id(), app.clock.now(), "audit", tenant.id.uuid(), "export").await?;
    tx.commit().await?;
    let lines: Vec<_> = lines.into_iter().zip(kinds).collect();
    let name = format!("監査記録_{}_{}", tenant.name, app.clock.today().format("%Y%m%d"));
    saving.answer(&name, Table::of("監査記録", &FIELDS, &lines))
}
