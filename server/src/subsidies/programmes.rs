//! S17: programmes for officers: the list, one programme, the preview.

use super::{KEEPERS, count, guide, location};
use crate::{
    actor::{Officer, Reader},
    app::App,
    error::Error,
    export::Saving,
    faster::Faster,
    page::Page,
};
use app::{
    messages::subsidies::{Difference, programme_state},
    paths,
    subsidies::{Looks, ProgrammeLine, ProgrammePage, ProgrammeView, ProgrammesPage, Unsent, VersionLine},
};
use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use chrono::{NaiveDate, TimeDelta};
use domain::{
    form::Typed,
    ids::ProgrammeId,
    money::Yen,
    subsidies::{CLOSING_SOON, City, Desk, ProgrammeForm, Rules, StageName, receives},
};
use leptos::prelude::*;
use serde::Deserialize;
use store::{
    Tx,
    events::Recorded,
    initiatives::Initiative,
    subsidies::{
        applications, closing,
        programmes::{self, Programme},
    },
    tenants::Tenant,
};
use tables::{Field, Kind, Table};

/// What was just done, told once after a redirect.
#[derive(Debug, Deserialize)]
pub struct Done {
    done: Option<String>,
}

/// Every programme.
pub async fn index(officer: Reader, State(app): State<App>, page: Page) -> Result<Response, Error> {
    let tx = app.store.read(&officer.scope()).await?;
    let lines = lines(&tx).await?;
    let (slug, may_edit) = (officer.tenant.slug.clone(), may_edit(&officer));
    Ok(page.ok("補助事業", move || view! { <ProgrammesPage slug programmes=lines may_edit/> }))
}

const FIELDS: [Field<ProgrammeLine>; 7] = [
    ("補助事業", Kind::Text, |line| line.title.clone().into()),
    ("年度", Kind::Text, |line| line.fiscal_year.label().into()),
    ("状態", Kind::Text, |line| programme_state(line.state).into()),
    ("予算額（円）", Kind::Yen, |line| line.budget.into()),
    ("申請・決定済（円）", Kind::Yen, |line| line.reserved.into()),
    ("残り（円）", Kind::Yen, |line| line.budget.checked_sub(line.reserved).unwrap_or(Yen::ZERO).into()),
    ("審査中の件数", Kind::Number, |line| i64::try_from(line.open).unwrap_or(i64::MAX).into()),
];

/// Every programme as a table to save.
pub async fn export(officer: Reader, State(app): State<App>, saving: Saving) -> Result<Response, Error> {
    let tx = app.store.read(&officer.scope()).await?;
    let lines = lines(&tx).await?;
    drop(tx);
    let name = format!("補助事業の一覧_{}_{}", officer.tenant.name, app.clock.today());
    saving.answer(&name, Table::of("補助事業", &FIELDS, &lines))
}

async fn lines(tx: &Tx) -> Result<Vec<ProgrammeLine>, Error> {
    let mut lines = Vec::new();
    for programme in programmes::all(tx).await? {
        let counts = applications::counts(tx, programme.id).await?;
        lines.push(ProgrammeLine {
            id: programme.id,
            title: programme.title,
            fiscal_year: programme.fiscal_year,
            state: programme.state,
            budget: programme.budget,
            reserved: programme.reserved,
            open: count(&counts, StageName::is_open),
        });
    }
    Ok(lines)
}

/// One programme.
pub async fn show(
    officer: Reader,
    State(app): State<App>,
    Path((slug, id)): Path<(String, ProgrammeId)>,
    Query(Done { done }): Query<Done>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&officer.scope()).await?;
    let programme = programmes::find(&tx, id).await?.ok_or(Error::NotFound)?;
    let rules = saved_rules(&officer, &programme)?;
    let counts = applications::counts(&tx, id).await?;
    let versions = programmes::versions(&tx, id)
        .await?
        .into_iter()
        .map(|version| VersionLine { number: version.number, published_at: version.published_at })
        .collect();
    let granted = applications::granted(&tx, id).await?;
    let done = match done.as_deref() {
        Some("saved") => Some("保存しました。内容を確かめて、公開してください。"),
        Some("published") => Some("公開しました。続けて、事業所に知らせてください。"),
        Some("closed") => Some("受付を終了しました。"),
        Some("copied") => Some("翌年度の下書きを作りました。内容を確かめて、公開してください。"),
        Some("reopened") => Some("受付を再開しました。"),
        Some(_) | None => None,
    };
    let public_address = app.public_address_of(&paths::guide(&slug, id));
    let view = ProgrammeView {
        slug,
        id,
        title: programme.title.clone(),
        state: programme.state,
        rules,
        edited: programme.is_edited(),
        budget: programme.budget,
        reserved: programme.reserved,
        granted,
        counts,
        unsent: unsent(&app, &tx, &programme).await?,
        versions,
        may_edit: may_edit(&officer),
        public_address,
        done: done.map(str::to_owned),
    };
    let title = programme.title;
    Ok(page.ok(&title, move || view! { <ProgrammePage programme=view/> }))
}

/// What applicants have not handed in, while reception goes on and nothing of it is an officer's.
async fn unsent(app: &App, tx: &Tx, programme: &Programme) -> Result<Option<Unsent>, Error> {
    let Some(current) = programme.current.as_ref().filter(|_| app.config.public_side) else {
        return Ok(None);
    };
    let (rules, now) = (&current.rules, app.clock.now());
    if receives(programme.state, rules, Yen::ZERO, programme.remaining(), now).is_err() {
        return Ok(None);
    }
    let window = rules.window_at(now).0;
    let (drafts, told) = closing::counts(tx, programme.id, window.opened()).await?;
    let from = window.closes.date() - TimeDelta::days(CLOSING_SOON);
    Ok((drafts > 0).then_some(Unsent { drafts, told, from: from.max(app.clock.today()) }))
}

/// The saved rules as everybody would see them.
pub async fn preview(
    officer: Reader,
    State(app): State<App>,
    Path((_, id)): Path<(String, ProgrammeId)>,
    Query(pairs): Query<Vec<(String, String)>>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&officer.scope()).await?;
    let programme = programmes::find(&tx, id).await?.ok_or(Error::NotFound)?;
    let rules = saved_rules(&officer, &programme)?;
    let guide = guide::view_of(&app, &tx, &officer.tenant, &programme, rules, Looks::Preview).await?;
    Ok(guide::answer(&page, guide, &Typed::new(pairs)))
}

/// The rules that the saved form says.
pub(super) fn saved_rules(officer: &Officer, programme: &Programme) -> Result<Rules, Error> {
    ProgrammeForm::parse(&programme.typed, &location(&officer.tenant))
        .map_err(|_| Error::Internal("a saved programme form does not read back"))
}

/// Somebody else saved or published meanwhile; what their rules say otherwise than those that were typed.
pub(super) async fn conflict(
    tx: &Tx,
    slug: &str,
    programme: &Programme,
    differences: Vec<Difference>,
) -> Result<Error, Error> {
    let differences =
        differences.into_iter().map(|one| (one.label, one.gone.join("、"), one.new.join("、"))).collect();
    let changes = |event: &Recorded| event.account.is_some() && event.kind.starts_with("programme.");
    let faster = Faster::of(tx, ("programme", programme.id.uuid()), changes).await?;
    let latest = paths::programme(slug, programme.id);
    Ok(faster.conflict(&programme.title, "この制度を保存しました", differences, latest))
}

fn may_edit(officer: &Officer) -> bool {
    KEEPERS.into_iter().any(|role| officer.has(role))
}

/// What a template takes from the municipality, and from what it rolls out on a day.
pub fn city(tenant: &Tenant, initiative: &Initiative, today: NaiveDate) -> City {
    let settings = &tenant.settings;
    City {
        location: location(tenant),
        desk: Desk {
            section: settings.department.clone(),
            phone: settings.phone.clone(),
            hours: settings.hours.clone(),
        },
        symbol: settings.document_prefix.clone(),
        sender: settings.head.clone(),
        licence: initiative.licence_on(today),
    }
}
