//! The federation confirms one of the candidates: what is taken is shown beforehand and refused by the rows themselves.

use super::{found, found_to_change, fresh, letters, sessions, told};
use crate::{
    actor::{FederationClerk, Partner},
    app::App,
    dispatches::following,
    error::Error,
    page::{Page, see_other},
    posted::Posted,
};
use app::{
    demos::{CandidateLine, ConfirmationPage, ConfirmationView, Offered},
    messages::demos::{confirmation_errors, wrong_stage},
    paths,
};
use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::{
    demos::{
        ConfirmationField, ConfirmationForm, ConfirmationProblem, Place, ResourceKind, Slot, StageName,
        first_quarter, next_free, plan, warnings,
    },
    form::Typed,
    ids::DemoId,
    working_days::WorkingCalendar,
};
use elements::FormState;
use leptos::prelude::*;
use store::{
    Tx,
    demos::{
        confirming::{ConfirmError, confirm},
        resources::{self, Resource, Taken, Use},
        sessions::Session,
    },
    tenants,
};

const TITLE: &str = "日時と機材を決める";
/// How many other dates are offered.
const OFFERED: usize = 3;
/// How many days around the candidates are looked at for other dates.
const AROUND: i64 = 70;

/// The candidates, with what is taken at each.
pub async fn show(
    officer: FederationClerk,
    State(app): State<App>,
    Path((slug, id)): Path<(String, DemoId)>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&officer.scope()).await?;
    let session = found(&tx, id).await?;
    if session.stage.name() != StageName::Requested {
        return Ok(see_other(&paths::demo_session(&slug, id)));
    }
    let filled =
        Typed::default().with(ConfirmationField::Capacity.name(), session.request.people.get().to_string());
    render(&app, &tx, &page, slug, &session, FormState::filled(filled)).await
}

/// Confirms one, or says what is in the way.
pub async fn create(
    officer: FederationClerk,
    State(app): State<App>,
    Path((slug, id)): Path<(String, DemoId)>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let tx = app.store.write(&officer.scope()).await?;
    let session = found_to_change(&tx, id).await?;
    fresh(&typed, &slug, &session)?;
    let among = resources::all(&tx).await?;
    let kinds: Vec<_> = among.iter().map(|one| (one.id, one.kind)).collect();
    let form = match ConfirmationForm::parse(&typed, &session.request, &kinds, app.clock.today()) {
        Ok(form) => form,
        Err(problems) => {
            let rejected = FormState::rejected(typed, confirmation_errors(&problems));
            return render(&app, &tx, &page, slug, &session, rejected).await;
        }
    };
    let calendar = WorkingCalendar::new(tenants::closed_days(&tx).await?);
    let plan = plan(form.slot.date, &calendar);
    let id_of = || app.clock.id();
    match confirm(&tx, &session, &form, &among, &plan, &id_of, app.clock.now()).await {
        Ok(confirmed) => {
            letters::confirmed(&app, &tx, &officer.tenant, &confirmed).await?;
            following::moved(&app, &tx, &officer.tenant, &confirmed).await?;
            tx.commit().await?;
            Ok(told(&slug, id, "confirmed"))
        }
        Err(ConfirmError::NotFree) => {
            // Nothing of it stays; what is taken now is read again.
            drop(tx);
            let tx = app.store.read(&officer.scope()).await?;
            let taken = around(&tx, &session).await?;
            let problems: Vec<_> = form
                .resources
                .iter()
                .filter_map(|id| among.iter().find(|one| one.id == *id))
                .filter(|one| !is_free(one, &form.slot, &taken))
                .map(|one| (ConfirmationField::of(one.kind), ConfirmationProblem::NotFree))
                .collect();
            let rejected = FormState::rejected(typed, confirmation_errors(&problems));
            render(&app, &tx, &page, slug, &session, rejected).await
        }
        Err(ConfirmError::Stage(why)) => {
            drop(tx);
            sessions::refused(&page, &app, &Partner(officer.0), id, wrong_stage(why)).await
        }
        Err(ConfirmError::Store(error)) => Err(error.into()),
    }
}

/// What is taken from a month before the first candidate to well after the last.
async fn around(tx: &Tx, session: &Session) -> Result<Vec<Taken>, Error> {
    let days: Vec<_> = session.request.candidates.iter().map(|slot| slot.date).collect();
    let (Some(first), Some(last)) = (days.iter().min(), days.iter().max()) else { return Ok(Vec::new()) };
    let until = *last + chrono::TimeDelta::days(AROUND);
    Ok(resources::taken(tx, first_quarter(*first)..first_quarter(until)).await?)
}

fn is_free(resource: &Resource, slot: &Slot, taken: &[Taken]) -> bool {
    let wanted = slot.quarters();
    !taken.iter().any(|one| {
        one.resource == resource.id && one.quarters.start < wanted.end && wanted.start < one.quarters.end
    })
}

async fn render(
    app: &App,
    tx: &Tx,
    page: &Page,
    slug: String,
    session: &Session,
    form: FormState,
) -> Result<Response, Error> {
    let among = resources::all(tx).await?;
    let taken = around(tx, session).await?;
    let calendar = WorkingCalendar::new(tenants::closed_days(tx).await?);
    let today = app.clock.today();
    let mut candidates = Vec::new();
    for slot in &session.request.candidates {
        candidates.push(CandidateLine {
            slot: *slot,
            warnings: warnings(slot, today, &calendar),
            taken: taken_words(tx, slot, &among, &taken).await?,
            short_of: short_of(session, slot, &among, &taken),
        });
    }
    let offered = among
        .iter()
        .map(|one| Offered {
            id: one.id,
            kind: one.kind,
            name: one.name.clone(),
            free: (1..)
                .zip(&session.request.candidates)
                .filter(|(_, slot)| is_free(one, slot, &taken))
                .map(|(place, _)| place)
                .collect(),
        })
        .collect();
    let sets =
        |slot: &Slot| among.iter().any(|one| one.kind == ResourceKind::DemoSet && is_free(one, slot, &taken));
    let first = session.request.candidates.iter().min();
    let alternatives = first.map(|slot| next_free(slot, today, &calendar, OFFERED, sets)).unwrap_or_default();
    let rejected = form.has_errors();
    let confirmation = ConfirmationView {
        slug,
        id: session.id,
        version: session.version,
        municipality: session.name.clone(),
        request: session.request.clone(),
        candidates,
        offered,
        alternatives,
        form,
    };
    let view = move || view! { <ConfirmationPage confirmation/> };
    Ok(if rejected { page.unprocessable(TITLE, view) } else { page.ok(TITLE, view) })
}

/// What is taken at that time, and by whom.
async fn taken_words(
    tx: &Tx,
    slot: &Slot,
    among: &[Resource],
    taken: &[Taken],
) -> Result<Vec<String>, Error> {
    let wanted = slot.quarters();
    let mut words = Vec::new();
    for one in taken {
        if one.quarters.start >= wanted.end || wanted.start >= one.quarters.end {
            continue;
        }
        let Some(resource) = among.iter().find(|known| known.id == one.resource) else { continue };
        let by = match &one.by {
            Use::Session(id) => found(tx, *id).await?.name,
            Use::Absence(note) => note.clone(),
        };
        words.push(format!("{}は{by}", resource.name));
    }
    Ok(words)
}

/// Kinds that are needed and of which nothing is free.
fn short_of(session: &Session, slot: &Slot, among: &[Resource], taken: &[Taken]) -> Vec<ResourceKind> {
    ResourceKind::ALL
        .iter()
        .copied()
        .filter(|kind| match kind {
            ResourceKind::DemoSet => session.request.place == Place::OnSite,
            ResourceKind::Lecturer => true,
            ResourceKind::Projector | ResourceKind::Room | ResourceKind::OnlineRoom => false,
        })
        .filter(|kind| !among.iter().any(|one| one.kind == *kind && is_free(one, slot, taken)))
        .collect()
}
