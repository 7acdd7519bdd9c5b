//! How sessions are prepared, taken in from the starter kit of a city: looked at first, then put in the place of one's own
//! plans over the versions that were seen.

use super::plans::faster;
use crate::{
    actor::FederationClerk,
    app::App,
    error::Error,
    page::{Page, see_other},
    posted::Upload,
};
use app::{
    demos::{PLACES, PLAN_FILE, PLAN_KIT, PlanKitContentPage, PlanKitPage, PlanKitView, version_field},
    messages::starting::plan_kit_error,
    paths,
};
use axum::{extract::State, response::Response};
use domain::{
    demos::{Place, Plan},
    form::Typed,
    kits::{Bundle, SessionPlanPart},
};
use elements::FormState;
use leptos::prelude::*;
use store::{Tx, demos::plans};

const TITLE: &str = "準備計画を取り込む";

/// Where a file is chosen.
pub async fn new(officer: FederationClerk, page: Page) -> Response {
    let slug = officer.tenant.slug.clone();
    page.ok(TITLE, move || view! { <PlanKitPage slug form=FormState::empty()/> })
}

/// Shows the plans of a file; and takes in those that were chosen.
pub async fn create(
    officer: FederationClerk,
    State(app): State<App>,
    page: Page,
    Upload { typed, files }: Upload,
) -> Result<Response, Error> {
    let again = typed.get(PLAN_KIT).to_owned();
    let sent = files.into_iter().find(|file| file.field == PLAN_FILE);
    let bytes = if again.is_empty() {
        sent.map(|file| file.bytes).unwrap_or_default()
    } else {
        again.clone().into_bytes()
    };
    let (from, part) = match Bundle::session_plan(&bytes) {
        Ok(read) => read,
        Err(error) => {
            let slug = officer.tenant.slug.clone();
            let form = FormState::rejected(Typed::default(), vec![(PLAN_FILE, plan_kit_error(&error))]);
            return Ok(page.unprocessable(TITLE, move || view! { <PlanKitPage slug form/> }));
        }
    };
    if again.is_empty() {
        let tx = app.store.read(&officer.scope()).await?;
        let all = part.plans().fold(Typed::default(), |typed, (place, _)| typed.with(PLACES, place.code()));
        return show(&tx, &officer, &page, (from, part), FormState::filled(all)).await;
    }
    let tx = app.store.write(&officer.scope()).await?;
    let chosen = |place: Place| typed.all(PLACES).any(|word| word == place.code());
    let taken: Vec<(Place, Plan)> =
        part.plans().filter(|(place, _)| chosen(*place)).map(|(place, plan)| (place, plan.clone())).collect();
    let Some((first, _)) = taken.first().cloned() else {
        let wrong = vec![(PLACES, "取り込む準備計画を1つ以上選んでください".to_owned())];
        return show(&tx, &officer, &page, (from, part), FormState::rejected(typed, wrong)).await;
    };
    let (slug, now) = (officer.tenant.slug.clone(), app.clock.now());
    for (place, plan) in &taken {
        let kept = plans::of(&tx, officer.tenant.id, *place).await?;
        if kept.plan == *plan {
            continue;
        }
        // A form without the version was made from none.
        let seen = typed.get(&version_field(*place)).parse().unwrap_or(-1);
        if seen != kept.version {
            return Err(faster(&tx, &slug, *place, &kept, plan).await?);
        }
        match plans::keep(&tx, *place, (plan, seen), officer.id(), now).await {
            Ok(()) => {}
            Err(store::Error::Stale) => return Err(faster(&tx, &slug, *place, &kept, plan).await?),
            Err(error) => return Err(error.into()),
        }
    }
    tx.commit().await?;
    Ok(see_other(&format!("{}?done=kept", paths::demo_plan(&slug, first))))
}

async fn show(
    tx: &Tx,
    officer: &FederationClerk,
    page: &Page,
    (from, part): (String, SessionPlanPart),
    form: FormState,
) -> Result<Response, Error> {
    let mut versions = Vec::new();
    for (place, _) in part.plans() {
        versions.push((place, plans::of(tx, officer.tenant.id, place).await?.version));
    }
    // What is sent again is what was understood: it is measured again as any file.
    let file =
        Bundle { from: from.clone(), session_plan: Some(part.clone()), ..Bundle::default() }.pack(None);
    let view = PlanKitView { slug: officer.tenant.slug.clone(), from, part, file, versions };
    let rejected = form.has_errors();
    let view = move || view! { <PlanKitContentPage view form/> };
    Ok(if rejected { page.unprocessable(TITLE, view) } else { page.ok(TITLE, view) })
}
