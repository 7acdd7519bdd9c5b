//! 補助制度: every officer reads the catalogue, 国保中央会 keeps it.

use super::Asked;
use crate::{
    actor::{CentralClerk, Officer},
    app::App,
    error::Error,
    faster::Faster,
    page::{Page, see_other},
    posted::Posted,
};
use app::{
    errors::differing,
    messages::schemes as words,
    paths,
    schemes::{SchemeFormPage, SchemeFormView, SchemeLine, SchemesPage, SchemesView},
};
use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use domain::{
    accounts::{Role, TenantKind},
    ids::SchemeId,
    prefecture::Prefecture,
    schemes::{Field, Scheme, SchemeForm},
    subsidies::ProgrammeState,
};
use elements::FormState;
use leptos::prelude::*;
use store::{
    Tx,
    schemes::{self, Kept},
    subsidies::programmes,
};

const NEW: &str = "補助制度を加える";
const EDIT: &str = "補助制度の登録を直す";

/// What the house may use now, and what is over.
pub async fn index(
    officer: Officer,
    State(app): State<App>,
    Query(Asked { done }): Query<Asked>,
    page: Page,
) -> Result<Response, Error> {
    let today = app.clock.today();
    let tx = app.store.read(&officer.scope()).await?;
    let kind = officer.tenant.kind;
    let home = prefecture_of(&officer);
    let may_write = kind == TenantKind::Central && officer.has(Role::Clerk);
    let (mut open, mut over, mut away) = (Vec::new(), Vec::new(), Vec::new());
    for Kept { id, scheme, put_away_at, version, .. } in schemes::every(&tx).await? {
        let list = match put_away_at {
            Some(_) => &mut away,
            None if !scheme.is_for(home) => continue,
            None if scheme.is_over(today) => &mut over,
            None => &mut open,
        };
        list.push(SchemeLine { id, scheme, version });
    }
    let published = |state: ProgrammeState| matches!(state, ProgrammeState::Published { .. });
    let municipality = kind == TenantKind::Municipality;
    let without_programme =
        municipality && !programmes::all(&tx).await?.iter().any(|programme| published(programme.state));
    let view = SchemesView {
        slug: officer.tenant.slug.clone(),
        open,
        over,
        away: if may_write { away } else { Vec::new() },
        without_programme,
        municipality,
        prefecture: kind == TenantKind::Prefecture,
        may_write,
        done: match done.as_str() {
            "added" => Some("制度を加えました"),
            "saved" => Some("登録を直しました"),
            "put-away" => Some("一覧から外しました"),
            "returned" => Some("一覧に戻しました"),
            _ => None,
        },
    };
    Ok(page.ok("国・都道府県の補助制度", move || view! { <SchemesPage view/> }))
}

/// The prefecture in which a house is, by its codes; none for 国保中央会, which is for all.
fn prefecture_of(officer: &Officer) -> Option<Prefecture> {
    match officer.tenant.kind {
        TenantKind::Central => None,
        TenantKind::Municipality | TenantKind::Federation | TenantKind::Prefecture => {
            Prefecture::parse(officer.tenant.codes.first()?.get(..2)?)
        }
    }
}

/// An empty form.
pub async fn new(clerk: CentralClerk, page: Page) -> Response {
    let view = SchemeFormView { slug: clerk.tenant.slug.clone(), editing: None, form: FormState::empty() };
    page.ok(NEW, move || view! { <SchemeFormPage view/> })
}

/// Adds one.
pub async fn create(
    clerk: CentralClerk,
    State(app): State<App>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let slug = clerk.tenant.slug.clone();
    let SchemeForm(scheme) = match SchemeForm::parse(&typed, app.clock.today()) {
        Ok(form) => form,
        Err(problems) => {
            let form = FormState::rejected(typed, words::errors(&problems));
            let view = SchemeFormView { slug, editing: None, form };
            return Ok(page.unprocessable(NEW, move || view! { <SchemeFormPage view/> }));
        }
    };
    let tx = app.store.write(&clerk.scope()).await?;
    schemes::add(&tx, app.clock.id(), &scheme, app.clock.now()).await?;
    tx.commit().await?;
    Ok(see_other(&format!("{}?done=added", paths::schemes(&slug))))
}

async fn found(tx: &Tx, id: SchemeId) -> Result<Kept, Error> {
    schemes::find(tx, id).await?.ok_or(Error::NotFound)
}

/// The form, filled from what stands.
pub async fn edit(
    clerk: CentralClerk,
    State(app): State<App>,
    Path((slug, id)): Path<(String, SchemeId)>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&clerk.scope()).await?;
    let kept = found(&tx, id).await?;
    let form = FormState::filled(SchemeForm::fill(&kept.scheme));
    let view = SchemeFormView { slug, editing: Some((id, kept.version)), form };
    Ok(page.ok(EDIT, move || view! { <SchemeFormPage view/> }))
}

/// Saves it over the version that was seen.
pub async fn update(
    clerk: CentralClerk,
    State(app): State<App>,
    Path((slug, id)): Path<(String, SchemeId)>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let tx = app.store.write(&clerk.scope()).await?;
    let kept = found(&tx, id).await?;
    let version = typed.version();
    let SchemeForm(scheme) = match SchemeForm::parse(&typed, app.clock.today()) {
        Ok(form) => form,
        Err(problems) => {
            let form = FormState::rejected(typed, words::errors(&problems));
            let view = SchemeFormView { slug, editing: Some((id, version)), form };
            return Ok(page.unprocessable(EDIT, move || view! { <SchemeFormPage view/> }));
        }
    };
    match schemes::save(&tx, id, version, &scheme, app.clock.now()).await {
        Ok(()) => tx.commit().await?,
        Err(store::Error::Stale) => return Err(conflict(&tx, &slug, &kept, Some(&scheme)).await?),
        Err(error) => return Err(error.into()),
    }
    Ok(see_other(&format!("{}?done=saved", paths::schemes(&slug))))
}

/// Takes one off the list, or brings it back, over the version that was seen. Twice is once.
pub async fn close(
    clerk: CentralClerk,
    State(app): State<App>,
    Path((slug, id)): Path<(String, SchemeId)>,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let tx = app.store.write(&clerk.scope()).await?;
    let kept = found(&tx, id).await?;
    let away = typed.get("act") != "return";
    let version = typed.version();
    match schemes::put_away(&tx, &Kept { version, ..kept.clone() }, away, app.clock.now()).await {
        Ok(()) => tx.commit().await?,
        Err(store::Error::Stale) => return Err(conflict(&tx, &slug, &kept, None).await?),
        Err(error) => return Err(error.into()),
    }
    let done = if away { "put-away" } else { "returned" };
    Ok(see_other(&format!("{}?done={done}", paths::schemes(&slug))))
}

async fn conflict(tx: &Tx, slug: &str, now: &Kept, mine: Option<&Scheme>) -> Result<Error, Error> {
    let fields = [
        Field::Name,
        Field::Runs,
        Field::Prefecture,
        Field::Takers,
        Field::PaysFor,
        Field::Amount,
        Field::EndsOn,
        Field::Next,
        Field::Source,
        Field::Url,
        Field::AsOf,
    ];
    let stands = SchemeForm::fill(&now.scheme);
    let differences = mine
        .map(|mine| differing(fields, Field::name, words::label, &stands, &SchemeForm::fill(mine)))
        .unwrap_or_default();
    let faster = Faster::by(tx, now.edited_by, now.edited_at).await?;
    let what = format!("補助制度「{}」", now.scheme.name);
    Ok(faster.conflict(what, "この制度の登録を変えました", differences, paths::edit_scheme(slug, now.id)))
}
