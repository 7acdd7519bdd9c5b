//! Adding an occasion and changing it; whoever registered is told where that concerns them.

use super::{
    found, found_to_change, fresh,
    letters::{self, Letter},
    line, told,
};
use crate::{
    actor::HostClerk,
    app::App,
    error::Error,
    page::{Page, see_other},
    posted::Posted,
};
use app::{
    messages::occasions::errors,
    occasions::{OccasionFormPage, OccasionFormUse},
    paths,
};
use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::{
    form::Typed,
    ids::OccasionId,
    occasions::{Field, Occasion, OccasionForm, Sendable, Stage},
};
use elements::FormState;
use leptos::prelude::*;
use store::occasions::{
    self, Kept, bodies,
    lecturers::{self, Sent},
};

/// An empty form.
pub async fn new(officer: HostClerk, page: Page) -> Result<Response, Error> {
    let typed = Typed::default().with("kind", "webinar").with("place", "online").with("admission", "here");
    let form = FormState::filled(typed.with("flags", "table_public"));
    Ok(render(&page, officer.tenant.slug.clone(), OccasionFormUse::New, form))
}

/// Adds it; nobody else sees it yet.
pub async fn create(
    officer: HostClerk,
    State(app): State<App>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let slug = officer.tenant.slug.clone();
    let occasion = match OccasionForm::parse(&typed, 0, app.clock.today()) {
        Ok(occasion) => occasion,
        Err(problems) => {
            let rejected = FormState::rejected(typed, errors(&problems));
            return Ok(render(&page, slug, OccasionFormUse::New, rejected));
        }
    };
    let tx = app.store.write(&officer.scope()).await?;
    let id: OccasionId = app.clock.id();
    occasions::add(&tx, id, &occasion, app.clock.now()).await?;
    tx.commit().await?;
    Ok(told(&slug, id, "added"))
}

/// The form, filled from what stands.
pub async fn edit(
    officer: HostClerk,
    State(app): State<App>,
    Path((slug, id)): Path<(String, OccasionId)>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&officer.scope()).await?;
    let kept = found(&tx, id).await?;
    if matches!(kept.stage, Stage::Cancelled { .. }) {
        return Ok(see_other(&paths::occasion(&slug, id)));
    }
    let form = FormState::filled(OccasionForm::fill(&kept.occasion));
    Ok(render(&page, slug, usage(&kept), form))
}

/// Changes it.
pub async fn update(
    officer: HostClerk,
    State(app): State<App>,
    Path((slug, id)): Path<(String, OccasionId)>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let tx = app.store.write(&officer.scope()).await?;
    let kept = found_to_change(&tx, id).await?;
    if matches!(kept.stage, Stage::Cancelled { .. }) {
        return Ok(see_other(&paths::occasion(&slug, id)));
    }
    fresh(&tx, &typed, &slug, &kept).await?;
    let occasion = match OccasionForm::parse(&typed, kept.registered, app.clock.today()) {
        Ok(occasion) => occasion,
        Err(problems) => {
            let rejected = FormState::rejected(typed, errors(&problems));
            return Ok(render(&page, slug, usage(&kept), rejected));
        }
    };
    if let Some(sent) = lecturers::follow(&tx, &kept, &occasion).await? {
        // Nothing of it stays: the lecturer is where they were.
        drop(tx);
        let elsewhere = vec![(Field::First.name(), elsewhere(&sent))];
        return Ok(render(&page, slug, usage(&kept), FormState::rejected(typed, elsewhere)));
    }
    occasions::edit(&tx, &kept, &occasion, app.clock.now()).await?;
    let now = app.clock.now();
    let to_come = kept.occasion.ends_at() > now || occasion.ends_at() > now;
    // Whether somebody who has to know left no address.
    let mut silent = false;
    if to_come && concerns(&kept.occasion, &occasion) {
        let changed = Kept { occasion, ..kept.clone() };
        for body in bodies::of_occasion(&tx, id).await? {
            silent |= !letters::to(&app, &tx, &officer.tenant, &changed, &body, Letter::Moved).await?;
        }
    }
    // There may be more places than there were.
    line::look(&app, &tx, &kept).await?;
    tx.commit().await?;
    app.wake.notify_one();
    Ok(told(&slug, id, if silent { "edited_call" } else { "edited" }))
}

/// A lecturer of the occasion, or what else goes there, is somewhere else at the new time.
fn elsewhere(Sent { what, name, .. }: &Sent) -> String {
    match what {
        Sendable::Lecturer(_) => format!(
            "講師の{name}は、変更後の日時にほかの派遣か予定があります（移動の時間を含みます）。ほかの日時にするか、先に「講師を決める」で講師を変えてください"
        ),
        Sendable::Resource(_) => format!(
            "{name}は、変更後の日時にほかの予定があります（移動の時間を含みます）。ほかの日時にするか、先に「講師・機材を決める」で外してください"
        ),
    }
}

/// Whether those who registered have to know.
fn concerns(before: &Occasion, after: &Occasion) -> bool {
    let what = |one: &Occasion| {
        (
            one.starts_at(),
            one.ends_at(),
            one.place,
            one.venue.clone(),
            one.join.clone(),
            one.times_note.clone(),
        )
    };
    what(before) != what(after)
}

fn usage(kept: &Kept) -> OccasionFormUse {
    OccasionFormUse::Edit(kept.id, kept.version, kept.registered > 0)
}

fn render(page: &Page, slug: String, usage: OccasionFormUse, form: FormState) -> Response {
    let title = match usage {
        OccasionFormUse::New => "催しを登録する",
        OccasionFormUse::Edit(..) => "催しの内容を変更する",
    };
    let rejected = form.has_errors();
    let view = move || view! { <OccasionFormPage slug usage form/> };
    if rejected { page.unprocessable(title, view) } else { page.ok(title, view) }
}
