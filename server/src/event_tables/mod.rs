//! 申込状況の表: read in, looked at, kept, taken away.

mod columns;
mod exporting;
mod reading;

use crate::{
    actor::{HouseClerk, Officer},
    app::App,
    error::Error,
    faster::Faster,
    page::{Page, see_other},
    posted::Posted,
    routing::Routes,
};
use app::{
    errors::differing,
    event_tables::{EventTableFormPage, EventTableLine, EventTablePage, EventTableView, EventTablesPage},
    messages::event_tables as words,
    paths,
};
use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use domain::{
    accounts::{Role, TenantKind},
    event_tables::{Details, Field, Reading, read_as},
    form::Typed,
    ids::EventTableId,
};
use elements::FormState;
use leptos::prelude::*;
use store::{
    Tx, accounts,
    event_tables::{self, Kept},
};

/// The routes.
pub(crate) fn routes(routes: Routes) -> Routes {
    routes
        .show("/t/{tenant}/event-tables", index)
        .upload("/t/{tenant}/event-tables/new", reading::new, reading::create)
        .show("/t/{tenant}/event-tables/{event_table}", show)
        .page("/t/{tenant}/event-tables/{event_table}/edit", edit, save)
        .page("/t/{tenant}/event-tables/{event_table}/columns", columns::edit, columns::save)
        .act("/t/{tenant}/event-tables/{event_table}/removal", remove)
        .show("/t/{tenant}/event-tables/{event_table}/export", exporting::show)
}

const EDIT: &str = "表の名前と出典を直す";

/// What an address may say.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
struct Asked {
    done: String,
}

impl Asked {
    fn words(&self) -> Option<String> {
        let words = match self.done.as_str() {
            "read" => "表を読み取りました。確かめて保存してください",
            "known" => "この表は、前に読み込んであります",
            "kept" => "保存しました",
            "chosen" => "列の読み取りを直して、計算し直しました",
            "forgotten" => "見出しから読み直しました",
            "removed" => "取り除きました。元に戻せます",
            "returned" => "元に戻しました",
            "deleted" => "消しました",
            _ => return None,
        };
        Some(words.to_owned())
    }
}

/// Every table of the house.
async fn index(
    officer: Officer,
    State(app): State<App>,
    Query(asked): Query<Asked>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&officer.scope()).await?;
    let line = |kept: Kept| EventTableLine {
        id: kept.id,
        title: kept.details.title,
        held_on: kept.details.held_on,
        source: kept.details.source,
        file_name: kept.file_name,
        kept_at: kept.kept_at,
        removed_at: kept.removed_at,
        created_at: kept.created_at,
    };
    let lines: Vec<_> = event_tables::all(&tx).await?.into_iter().map(line).collect();
    let (slug, may_write, done) = (officer.tenant.slug.clone(), officer.has(Role::Clerk), asked.words());
    let of_city = officer.tenant.kind == TenantKind::Municipality;
    Ok(page.ok("申込状況の表", move || view! { <EventTablesPage slug lines of_city may_write done/> }))
}

/// One of the house with what its cells say, or not there.
async fn found(tx: &Tx, id: EventTableId) -> Result<(Kept, Reading, domain::imports::Sheet), Error> {
    let (kept, sheet) = event_tables::find(tx, id).await?.ok_or(Error::NotFound)?;
    // It was read when it came in.
    let reading = read_as(&sheet, &kept.chosen).map_err(|_| Error::NotFound)?;
    Ok((kept, reading, sheet))
}

async fn view_of(tx: &Tx, officer: &Officer, id: EventTableId) -> Result<EventTableView, Error> {
    let (kept, reading, _) = found(tx, id).await?;
    let members = accounts::members(tx).await?;
    let by = members.into_iter().find(|member| member.account.id == kept.created_by);
    Ok(EventTableView {
        slug: officer.tenant.slug.clone(),
        id,
        version: kept.version,
        corrected: !kept.chosen.is_empty(),
        details: kept.details,
        file_name: kept.file_name,
        kept_at: kept.kept_at,
        removed_at: kept.removed_at,
        by: by.map_or_else(|| "前の担当の方".to_owned(), |member| format!("{}さん", member.account.name)),
        at: kept.created_at,
        table: reading.table,
        notes: reading.notes,
        may_write: officer.has(Role::Clerk),
        done: None,
    })
}

/// One table.
async fn show(
    officer: Officer,
    State(app): State<App>,
    Path((_, id)): Path<(String, EventTableId)>,
    Query(asked): Query<Asked>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&officer.scope()).await?;
    let view = EventTableView { done: asked.words(), ..view_of(&tx, &officer, id).await? };
    let form = FormState::filled(view.details.fill());
    let title = view.details.title.clone();
    Ok(page.ok(&title, move || view! { <EventTablePage view form/> }))
}

/// What is said of it, to be corrected.
async fn edit(
    clerk: HouseClerk,
    State(app): State<App>,
    Path((slug, id)): Path<(String, EventTableId)>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&clerk.scope()).await?;
    let (kept, ..) = found(&tx, id).await?;
    let (form, version) = (FormState::filled(kept.details.fill()), kept.version);
    Ok(page.ok(EDIT, move || view! { <EventTableFormPage slug id version form/> }))
}

/// Keeps it with what is said of it, over the version that was seen.
async fn save(
    clerk: HouseClerk,
    State(app): State<App>,
    Path((slug, id)): Path<(String, EventTableId)>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let tx = app.store.write(&clerk.scope()).await?;
    let (kept, ..) = found(&tx, id).await?;
    let version = typed.version();
    let details = match Details::parse(&typed, app.clock.today()) {
        Ok(details) => details,
        Err(problems) => return rejected(&tx, &clerk, &kept, version, typed, &problems, &page).await,
    };
    if kept.removed_at.is_some() {
        return Err(conflict(&tx, &slug, &kept, Some(&details)).await?);
    }
    match event_tables::save(&tx, &kept, version, &details, app.clock.now()).await {
        Ok(()) => tx.commit().await?,
        Err(store::Error::Stale) => return Err(conflict(&tx, &slug, &kept, Some(&details)).await?),
        Err(error) => return Err(error.into()),
    }
    Ok(see_other(&format!("{}?done=kept", paths::event_table(&slug, id))))
}

/// The page that was sent, with what is wrong: that of the table while it is only looked at.
async fn rejected(
    tx: &Tx,
    clerk: &HouseClerk,
    kept: &Kept,
    version: i32,
    typed: Typed,
    problems: &[(Field, domain::event_tables::Problem)],
    page: &Page,
) -> Result<Response, Error> {
    let (slug, id) = (clerk.tenant.slug.clone(), kept.id);
    let form = FormState::rejected(typed, words::errors(problems));
    if kept.kept_at.is_some() {
        return Ok(page.unprocessable(EDIT, move || view! { <EventTableFormPage slug id version form/> }));
    }
    let view = EventTableView { version, ..view_of(tx, &clerk.0, id).await? };
    let title = view.details.title.clone();
    Ok(page.unprocessable(&title, move || view! { <EventTablePage view form/> }))
}

/// Takes it away, brings it back, or deletes what was only looked at or taken away; over the version that was seen.
async fn remove(
    clerk: HouseClerk,
    State(app): State<App>,
    Path((slug, id)): Path<(String, EventTableId)>,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let tx = app.store.write(&clerk.scope()).await?;
    let (kept, ..) = found(&tx, id).await?;
    let version = typed.version();
    let (now, here) = (app.clock.now(), paths::event_table(&slug, id));
    let is_kept = kept.kept_at.is_some() && kept.removed_at.is_none();
    let (done, to) = match typed.get("act") {
        // A table that is kept is taken away first.
        "delete" if is_kept => return Err(conflict(&tx, &slug, &kept, None).await?),
        "delete" => (
            event_tables::delete(&tx, &kept, version, now).await,
            format!("{}?done=deleted", paths::event_tables(&slug)),
        ),
        "return" => {
            (event_tables::put_away(&tx, &kept, version, false, now).await, format!("{here}?done=returned"))
        }
        _ => (event_tables::put_away(&tx, &kept, version, true, now).await, format!("{here}?done=removed")),
    };
    match done {
        Ok(()) => tx.commit().await?,
        Err(store::Error::Stale) => return Err(conflict(&tx, &slug, &kept, None).await?),
        Err(error) => return Err(error.into()),
    }
    Ok(see_other(&to))
}

async fn conflict(tx: &Tx, slug: &str, now: &Kept, mine: Option<&Details>) -> Result<Error, Error> {
    let differences = mine
        .map(|mine| differing(Field::ALL, Field::name, words::label, &now.details.fill(), &mine.fill()))
        .unwrap_or_default();
    let faster = Faster::last(tx, ("event_table", now.id.uuid())).await?.at(now.updated_at);
    let what = format!("申込状況の表「{}」", now.details.title);
    Ok(faster.conflict(what, "この表を変えました", differences, paths::event_table(slug, now.id)))
}
