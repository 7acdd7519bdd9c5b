//! 国保中央会 decides who of its lecturers speaks at an occasion: never somebody who is somewhere else then.

use super::{Done, found, found_to_change, fresh};
use crate::{
    actor::CentralClerk,
    app::App,
    dispatches::busy_words,
    error::Error,
    page::{Page, see_other},
    posted::Posted,
};
use app::{
    messages::dispatches::errors,
    occasions::{OccasionLecturersPage, OccasionLecturersView, when_words},
    paths,
};
use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use chrono::{DateTime, Utc};
use domain::{
    demos::QUARTER_MINUTES,
    dispatches::{Field, Problem},
    ids::{LecturerId, OccasionId},
    occasions::{LecturingForm, Stage},
};
use elements::FormState;
use leptos::prelude::*;
use store::{
    Tx,
    dispatches::lecturers::{self, Use},
    occasions::{Kept, lecturers as sent},
};

const TITLE: &str = "催しの講師";

/// Who is sent, and who could be.
pub async fn show(
    officer: CentralClerk,
    State(app): State<App>,
    Path((slug, id)): Path<(String, OccasionId)>,
    Query(Done { done }): Query<Done>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&officer.scope()).await?;
    let kept = found(&tx, id).await?;
    let done = match done.as_deref() {
        Some("sent") => Some("派遣する講師に加えました。"),
        Some("released") => Some("講師から外しました。この時間は、ほかの派遣に充てられます。"),
        Some(_) | None => None,
    };
    render(&app, &tx, &page, slug, &kept, (FormState::empty(), done)).await
}

/// Sends somebody, or not any more.
pub async fn create(
    officer: CentralClerk,
    State(app): State<App>,
    Path((slug, id)): Path<(String, OccasionId)>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let tx = app.store.write(&officer.scope()).await?;
    let kept = found_to_change(&tx, id).await?;
    fresh(&tx, &typed, &slug, &kept).await?;
    let now = app.clock.now();
    let here = paths::occasion_lecturers(&slug, id);
    if !is_open(&kept, now) {
        return Ok(see_other(&here));
    }
    let known = lecturers::all(&tx).await?;
    let ids: Vec<LecturerId> = known.iter().filter(|one| one.is_sent()).map(|one| one.id).collect();
    let problems = match LecturingForm::parse(&typed, &ids) {
        Ok(LecturingForm::Send(lecturer, travels)) => {
            if sent::send(&tx, &kept, lecturer, travels.quarters(), now).await? {
                tx.commit().await?;
                return Ok(see_other(&format!("{here}?done=sent")));
            }
            vec![(Field::Lecturer, Problem::NotFree)]
        }
        Ok(LecturingForm::Release(lecturer)) => {
            // Whoever finds it done already has what they wanted.
            sent::release(&tx, &kept, lecturer, now).await?;
            tx.commit().await?;
            return Ok(see_other(&format!("{here}?done=released")));
        }
        Err(problems) => problems,
    };
    // Nothing of it stays; what is taken now is read again.
    drop(tx);
    let tx = app.store.read(&officer.scope()).await?;
    let kept = found(&tx, id).await?;
    let rejected = FormState::rejected(typed, errors(&problems));
    render(&app, &tx, &page, slug, &kept, (rejected, None)).await
}

/// To come, and not called off.
fn is_open(kept: &Kept, now: DateTime<Utc>) -> bool {
    !matches!(kept.stage, Stage::Cancelled { .. }) && kept.occasion.takes_lecturers(now)
}

async fn render(
    app: &App,
    tx: &Tx,
    page: &Page,
    slug: String,
    kept: &Kept,
    (form, done): (FormState, Option<&'static str>),
) -> Result<Response, Error> {
    let all = sent::of_occasion(tx, kept.id).await?;
    let mut busy = Vec::new();
    for days in kept.occasion.lecturing(0) {
        busy.extend(lecturers::taken(tx, days).await?);
    }
    let mut others = Vec::new();
    for one in lecturers::all(tx).await? {
        if !one.is_sent() || all.iter().any(|sent| sent.lecturer == one.id) {
            continue;
        }
        let taken = busy.iter().find(|taken| taken.lecturer == one.id && taken.by != Use::Occasion(kept.id));
        let words = match taken {
            Some(taken) => Some(busy_words(tx, &slug, &taken.by).await?.0),
            None => None,
        };
        others.push((one.id, one.name, words));
    }
    let rejected = form.has_errors();
    let view = OccasionLecturersView {
        slug,
        id: kept.id,
        version: kept.version,
        title: kept.occasion.title.clone(),
        when: when_words(&kept.occasion),
        sent: all.into_iter().map(|one| (one.lecturer, one.name, one.travel * QUARTER_MINUTES)).collect(),
        others,
        open: is_open(kept, app.clock.now()),
        form,
        done: done.map(str::to_owned),
    };
    let view = move || view! { <OccasionLecturersPage view/> };
    Ok(if rejected { page.unprocessable(TITLE, view) } else { page.ok(TITLE, view) })
}
