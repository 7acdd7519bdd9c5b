//! A house decides who of its lecturers speaks at an occasion, and a federation what else goes there: never what is somewhere
//! else then, whether for an occasion, a dispatch or a session.

use super::{Done, found, found_to_change, fresh};
use crate::{
    actor::HostClerk,
    app::App,
    demos::Uses,
    dispatches,
    error::Error,
    page::{Page, see_other},
    posted::Posted,
};
use app::{
    messages::{
        demos::resource_kind,
        occasions::{NOT_THERE, lecturing_errors},
    },
    occasions::{OccasionLecturersPage, OccasionLecturersView, when_words},
    paths,
};
use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use chrono::{DateTime, Utc};
use domain::{
    accounts::TenantKind,
    demos::{QUARTER_MINUTES, WeekHours},
    dispatches::{Field, Problem},
    ids::OccasionId,
    occasions::{LecturingForm, Sendable, Stage},
};
use elements::FormState;
use leptos::prelude::*;
use std::ops::Range;
use store::{
    Tx,
    demos::resources,
    dispatches::lecturers,
    occasions::{Kept, lecturers as sent},
};

const TITLE: &str = "催しの講師";
const LENT: &str = "催しの講師・機材";

/// Who is sent, and who could be.
pub async fn show(
    officer: HostClerk,
    State(app): State<App>,
    Path((_, id)): Path<(String, OccasionId)>,
    Query(Done { done }): Query<Done>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&officer.scope()).await?;
    let kept = found(&tx, id).await?;
    let done = match done.as_deref() {
        Some("sent") => Some("催しに使う講師・機材に加えました。"),
        Some("released") => Some("外しました。この時間は、ほかの予定に使えます。"),
        Some(_) | None => None,
    };
    render(&app, &tx, &page, &officer, &kept, (FormState::empty(), done)).await
}

/// Sends somebody or something, or not any more.
pub async fn create(
    officer: HostClerk,
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
    let house = officer.tenant.kind;
    let lends = house == TenantKind::Federation;
    let known = known(&tx, house).await?;
    let ids: Vec<Sendable> = known.iter().map(|one| one.what).collect();
    let errors = match LecturingForm::parse(&typed, house, &ids) {
        Ok(LecturingForm::Send(what, travels)) => {
            let chosen = known.iter().find(|one| one.what == what);
            let days = kept.occasion.lecturing(0);
            if chosen.is_some_and(|one| !one.is_there(&days)) {
                vec![(Field::Lecturer.name(), NOT_THERE.to_owned())]
            } else {
                // A room stays where it is.
                let travels = if chosen.is_some_and(|one| one.travels) { travels.quarters() } else { 0 };
                if sent::send(&tx, &kept, what, travels, now).await? {
                    tx.commit().await?;
                    return Ok(see_other(&format!("{here}?done=sent")));
                }
                lecturing_errors(&[(Field::Lecturer, Problem::NotFree)], lends)
            }
        }
        Ok(LecturingForm::Release(what)) => {
            // Whoever finds it done already has what they wanted.
            sent::release(&tx, &kept, what, now).await?;
            tx.commit().await?;
            return Ok(see_other(&format!("{here}?done=released")));
        }
        Err(problems) => lecturing_errors(&problems, lends),
    };
    // Nothing of it stays; what is taken now is read again.
    drop(tx);
    let tx = app.store.read(&officer.scope()).await?;
    let kept = found(&tx, id).await?;
    let rejected = FormState::rejected(typed, errors);
    render(&app, &tx, &page, &officer, &kept, (rejected, None)).await
}

/// To come, and not called off.
fn is_open(kept: &Kept, now: DateTime<Utc>) -> bool {
    !matches!(kept.stage, Stage::Cancelled { .. }) && kept.occasion.takes_lecturers(now)
}

/// What a house could send.
struct Known {
    what: Sendable,
    name: String,
    travels: bool,
    /// When it is there in a week; at any time where nothing is said.
    hours: Option<WeekHours>,
}

impl Known {
    /// Whether it is there on every day.
    fn is_there(&self, days: &[Range<i64>]) -> bool {
        self.hours.is_none_or(|hours| days.iter().all(|day| hours.hold(day)))
    }
}

/// The lecturers of the house; of a federation all that it shares with its cities, too.
async fn known(tx: &Tx, house: TenantKind) -> Result<Vec<Known>, Error> {
    if house == TenantKind::Federation {
        let all = resources::all(tx).await?.into_iter();
        return Ok(all
            .map(|one| Known {
                what: Sendable::Resource(one.id),
                name: format!("{}　{}", resource_kind(one.kind), one.name),
                travels: one.kind.travels(),
                hours: one.hours,
            })
            .collect());
    }
    let all = lecturers::all(tx).await?.into_iter().filter(lecturers::Lecturer::is_sent);
    Ok(all
        .map(|one| Known { what: Sendable::Lecturer(one.id), name: one.name, travels: true, hours: None })
        .collect())
}

/// What each of them does on the days of an occasion besides it, in words; the first of it.
async fn elsewhere(
    tx: &Tx,
    slug: &str,
    house: TenantKind,
    kept: &Kept,
) -> Result<Vec<(Sendable, String)>, Error> {
    let mut busy = Vec::new();
    for days in kept.occasion.lecturing(0) {
        if house == TenantKind::Federation {
            let mut taken = resources::taken(tx, days).await?;
            taken.retain(|one| one.by != resources::Use::Occasion(kept.id));
            let uses = Uses::of(tx, &taken).await?;
            let words = |one: &resources::Taken| (Sendable::Resource(one.resource), uses.words(&one.by));
            busy.extend(taken.iter().map(words));
        } else {
            for one in lecturers::taken(tx, days).await? {
                if one.by != lecturers::Use::Occasion(kept.id) {
                    let (words, _) = dispatches::busy_words(tx, slug, &one.by).await?;
                    busy.push((Sendable::Lecturer(one.lecturer), words));
                }
            }
        }
    }
    Ok(busy)
}

async fn render(
    app: &App,
    tx: &Tx,
    page: &Page,
    officer: &HostClerk,
    kept: &Kept,
    (form, done): (FormState, Option<&'static str>),
) -> Result<Response, Error> {
    let (slug, house) = (officer.tenant.slug.clone(), officer.tenant.kind);
    let all = sent::of_occasion(tx, kept.id).await?;
    let busy = elsewhere(tx, &slug, house, kept).await?;
    let others = known(tx, house)
        .await?
        .into_iter()
        .filter(|one| all.iter().all(|sent| sent.what != one.what))
        .map(|one| {
            let words = busy.iter().find(|(what, _)| *what == one.what).map(|(_, words)| words.clone());
            (one.what, one.name, words)
        })
        .collect();
    let rejected = form.has_errors();
    let lends = house == TenantKind::Federation;
    let view = OccasionLecturersView {
        slug,
        id: kept.id,
        version: kept.version,
        title: kept.occasion.title.clone(),
        when: when_words(&kept.occasion),
        sent: all.into_iter().map(|one| (one.what, one.name, one.travel * QUARTER_MINUTES)).collect(),
        others,
        lends,
        open: is_open(kept, app.clock.now()),
        form,
        done: done.map(str::to_owned),
    };
    let title = if lends { LENT } else { TITLE };
    let view = move || view! { <OccasionLecturersPage view/> };
    Ok(if rejected { page.unprocessable(title, view) } else { page.ok(title, view) })
}
