//! 担当の割り振り: the rules, edited by whoever administers the house.

use super::conflict;
use crate::{
    actor::{Administrator, Officer},
    app::App,
    error::Error,
    page::{Page, see_other},
    posted::Posted,
};
use app::{
    messages::subsidies::{routing_problem, routing_terms},
    paths,
    settings::{RoutingFormPage, RoutingFormView, RoutingLine, RoutingPage, RoutingView},
};
use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use domain::{
    accounts::{Role, TenantKind},
    form::Typed,
    ids::{AccountId, RoutingRuleId},
    subsidies::RoutingTerms,
};
use elements::FormState;
use leptos::prelude::*;
use serde::Deserialize;
use std::collections::BTreeSet;
use store::{
    Tx, accounts,
    offices::{areas, counts_by_service},
    subsidies::{programmes, routing},
};

const TITLE: &str = "担当の割り振り";
const NEW: &str = "規則を追加する";
const EDIT: &str = "規則を直す";

/// What was just done, told once after a redirect.
#[derive(Debug, Deserialize)]
pub(super) struct Done {
    done: Option<String>,
}

/// Only a municipality receives applications.
fn municipal(administrator: &Administrator) -> Result<(), Error> {
    if administrator.tenant.kind == TenantKind::Municipality { Ok(()) } else { Err(Error::NotFound) }
}

/// Every rule, in order.
pub(super) async fn index(
    administrator: Administrator,
    State(app): State<App>,
    Query(Done { done }): Query<Done>,
    page: Page,
) -> Result<Response, Error> {
    municipal(&administrator)?;
    let tx = app.store.read(&administrator.scope()).await?;
    let titles = programmes::titles(&tx).await?;
    let able: BTreeSet<AccountId> = routing::loads(&tx).await?.into_keys().collect();
    let kept = routing::all(&tx).await?;
    let people: Vec<AccountId> = kept.iter().flat_map(|kept| kept.rule.terms.people.clone()).collect();
    let names = accounts::names_of(&tx, people).await?;
    let rules = kept
        .into_iter()
        .map(|kept| RoutingLine {
            id: kept.rule.id,
            programme: kept
                .rule
                .terms
                .programme
                .and_then(|id| titles.iter().find(|(one, _)| *one == id).map(|(_, title)| title.clone())),
            people: kept
                .rule
                .terms
                .people
                .iter()
                .map(|id| (names.get(id).cloned().unwrap_or_default(), able.contains(id)))
                .collect(),
            terms: kept.rule.terms,
        })
        .collect();
    let done = match done.as_deref() {
        Some("saved") => Some("規則を保存しました。これから届く申請に使います。"),
        Some("removed") => Some("規則を削除しました。"),
        Some(_) | None => None,
    };
    let view = RoutingView { slug: administrator.tenant.slug.clone(), rules, done };
    Ok(page.ok(TITLE, move || view! { <RoutingPage view/> }))
}

/// A form for a new rule.
pub(super) async fn new(
    administrator: Administrator,
    State(app): State<App>,
    page: Page,
) -> Result<Response, Error> {
    municipal(&administrator)?;
    let tx = app.store.read(&administrator.scope()).await?;
    let view = form(&tx, &administrator, None, FormState::empty()).await?;
    Ok(page.ok(NEW, move || view! { <RoutingFormPage view/> }))
}

/// Adds a rule, or says what is wrong.
pub(super) async fn create(
    administrator: Administrator,
    State(app): State<App>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    municipal(&administrator)?;
    let tx = app.store.write(&administrator.scope()).await?;
    let view = form(&tx, &administrator, None, FormState::empty()).await?;
    let terms = match read(&typed, &view) {
        Ok(terms) => terms,
        Err(errors) => {
            let view = RoutingFormView { form: FormState::rejected(typed, errors), ..view };
            return Ok(page.unprocessable(NEW, move || view! { <RoutingFormPage view/> }));
        }
    };
    routing::add(&tx, app.clock.id(), &terms, app.clock.now()).await?;
    tx.commit().await?;
    Ok(see_other(&format!("{}?done=saved", paths::routing(&administrator.tenant.slug))))
}

/// The form filled with what is kept.
pub(super) async fn edit(
    administrator: Administrator,
    State(app): State<App>,
    Path((_, id)): Path<(String, RoutingRuleId)>,
    page: Page,
) -> Result<Response, Error> {
    municipal(&administrator)?;
    let tx = app.store.read(&administrator.scope()).await?;
    let kept = routing::find(&tx, id).await?.ok_or(Error::NotFound)?;
    let filled = FormState::filled(kept.rule.terms.fill());
    let view = form(&tx, &administrator, Some((id, kept.version)), filled).await?;
    Ok(page.ok(EDIT, move || view! { <RoutingFormPage view/> }))
}

/// Changes a rule from the version that was seen, or says what is wrong or that somebody was faster.
pub(super) async fn update(
    administrator: Administrator,
    State(app): State<App>,
    Path((slug, id)): Path<(String, RoutingRuleId)>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    municipal(&administrator)?;
    let tx = app.store.write(&administrator.scope()).await?;
    let kept = routing::find(&tx, id).await?.ok_or(Error::NotFound)?;
    let version = typed.version();
    let view = form(&tx, &administrator, Some((id, version)), FormState::empty()).await?;
    let terms = match read(&typed, &view) {
        Ok(terms) => terms,
        Err(errors) => {
            let view = RoutingFormView { form: FormState::rejected(typed, errors), ..view };
            return Ok(page.unprocessable(EDIT, move || view! { <RoutingFormPage view/> }));
        }
    };
    match routing::save(&tx, id, version, &terms, app.clock.now()).await {
        Ok(()) => tx.commit().await?,
        Err(store::Error::Stale) => {
            let words = |terms: &RoutingTerms| {
                let title = terms.programme.and_then(|id| {
                    view.programmes.iter().find(|(one, _)| *one == id).map(|(_, title)| title.as_str())
                });
                let people: Vec<_> = view
                    .people
                    .iter()
                    .filter(|(id, _)| terms.people.contains(id))
                    .map(|(_, name)| name.as_str())
                    .collect();
                format!("{}は、{}へ", routing_terms(terms, title), people.join("、"))
            };
            let differences = vec![("規則".to_owned(), words(&kept.rule.terms), words(&terms))];
            let what = "担当の割り振りの規則".to_owned();
            let latest = paths::routing_rule(&slug, id);
            return Err(conflict(
                &tx,
                "routing.changed",
                what,
                "この規則を変更しました",
                differences,
                latest,
            )
            .await?);
        }
        Err(error) => return Err(error.into()),
    }
    Ok(see_other(&format!("{}?done=saved", paths::routing(&slug))))
}

/// Puts a rule higher, or takes it away.
pub(super) async fn place(
    administrator: Administrator,
    State(app): State<App>,
    Path((slug, id)): Path<(String, RoutingRuleId)>,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    municipal(&administrator)?;
    let tx = app.store.write(&administrator.scope()).await?;
    let done = match typed.get("act") {
        "raise" => {
            routing::raise(&tx, id, app.clock.now()).await?;
            ""
        }
        "remove" => {
            routing::remove(&tx, id, app.clock.now()).await?;
            "?done=removed"
        }
        _ => "",
    };
    tx.commit().await?;
    Ok(see_other(&format!("{}{done}", paths::routing(&slug))))
}

async fn form(
    tx: &Tx,
    officer: &Officer,
    editing: Option<(RoutingRuleId, i32)>,
    form: FormState,
) -> Result<RoutingFormView, Error> {
    let people = accounts::members(tx).await?.into_iter();
    let people = people
        .filter(|member| member.account.disabled_at.is_none() && member.roles.has(Role::Clerk))
        .map(|member| (member.account.id, member.account.name))
        .collect();
    Ok(RoutingFormView {
        slug: officer.tenant.slug.clone(),
        editing,
        programmes: programmes::titles(tx).await?,
        services: counts_by_service(tx).await?.into_keys().collect(),
        areas: areas(tx).await?,
        people,
        form,
    })
}

fn read(typed: &Typed, view: &RoutingFormView) -> Result<RoutingTerms, Vec<(&'static str, String)>> {
    let programmes: Vec<_> = view.programmes.iter().map(|(id, _)| *id).collect();
    let people: Vec<_> = view.people.iter().map(|(id, _)| *id).collect();
    RoutingTerms::parse(typed, &programmes, &people).map_err(|problems| {
        problems.into_iter().map(|(field, problem)| (field.name(), routing_problem(field, problem))).collect()
    })
}
