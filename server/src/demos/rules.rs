//! 予約の決まり of a federation.

use super::{Done, differing};
use crate::{
    actor::FederationClerk,
    app::App,
    error::Error,
    faster::Faster,
    page::{Page, see_other},
    posted::Posted,
};
use app::{demos::RulesPage, messages::demos::rules_errors, paths};
use axum::{
    extract::{Query, State},
    response::Response,
};
use domain::demos::BookingRules;
use elements::FormState;
use leptos::prelude::*;
use store::demos::rules;

const TITLE: &str = "予約の決まり";

/// The rules, or the usual ones.
pub async fn show(
    officer: FederationClerk,
    State(app): State<App>,
    Query(Done { done }): Query<Done>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&officer.scope()).await?;
    let (rules, version) = rules::own(&tx).await?;
    let (slug, form) = (officer.tenant.slug.clone(), FormState::filled(rules.fill()));
    let done = done.is_some();
    Ok(page.ok(TITLE, move || view! { <RulesPage slug version form done/> }))
}

/// Keeps them.
pub async fn update(
    officer: FederationClerk,
    State(app): State<App>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let slug = officer.tenant.slug.clone();
    let tx = app.store.write(&officer.scope()).await?;
    let version = typed.version();
    let rules = match BookingRules::parse(&typed) {
        Ok(rules) => rules,
        Err(problems) => {
            let form = FormState::rejected(typed, rules_errors(&problems));
            return Ok(page.unprocessable(TITLE, move || view! { <RulesPage slug version form done=false/> }));
        }
    };
    match rules::set(&tx, &rules, version, app.clock.now()).await {
        Ok(()) => {
            tx.commit().await?;
            Ok(see_other(&format!("{}?done=saved", paths::demo_rules(&slug))))
        }
        Err(store::Error::Stale) => {
            let (now, _) = rules::own(&tx).await?;
            let house = tx.tenant()?.uuid();
            let faster = Faster::of(&tx, ("tenant", house), |event| event.kind == "demo-rules.set").await?;
            let places = differing::rules().chain(differing::hours());
            let differences = differing::fields(&now.fill(), &rules.fill(), places);
            Err(faster.conflict(TITLE, "予約の決まりを変えました", differences, paths::demo_rules(&slug)))
        }
        Err(error) => Err(error.into()),
    }
}
