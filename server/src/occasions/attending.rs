//! Who came: body by body, who waited for a place among them, and by channel.

use super::{found, found_to_change, fresh, told};
use crate::{
    actor::HostClerk,
    app::App,
    error::Error,
    page::{Page, see_other},
    posted::Posted,
};
use app::{
    messages::occasions::{label, sentence},
    occasions::{CameLine, OccasionAttendancePage, OccasionAttendanceView},
    paths,
};
use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::{
    ids::{BodyId, OccasionId},
    occasions::{AttendanceForm, Field},
};
use elements::FormState;
use leptos::prelude::*;
use store::{
    occasions::{
        self, Kept,
        bodies::{self, Registered},
    },
    views,
};

const TITLE: &str = "参加を記録する";

/// The form; that somebody looked at the list is recorded.
pub async fn show(
    officer: HostClerk,
    State(app): State<App>,
    Path((slug, id)): Path<(String, OccasionId)>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.look(&officer.scope()).await?;
    let kept = found(&tx, id).await?;
    if !kept.stage.attends(&kept.occasion, app.clock.now()) {
        return Ok(see_other(&paths::occasion(&slug, id)));
    }
    let all = bodies::of_occasion(&tx, id).await?;
    views::record(&tx, app.clock.id(), app.clock.now(), "occasion", id.uuid(), "attendance").await?;
    tx.commit().await?;
    let came: Vec<(BodyId, Option<u16>)> = all.iter().map(|one| (one.id, one.attended)).collect();
    let form = FormState::filled(AttendanceForm::fill(&came, &kept.turnout));
    Ok(render(&page, slug, &kept, all, form))
}

/// Keeps what was counted.
pub async fn create(
    officer: HostClerk,
    State(app): State<App>,
    Path((slug, id)): Path<(String, OccasionId)>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let tx = app.store.write(&officer.scope()).await?;
    let kept = found_to_change(&tx, id).await?;
    if !kept.stage.attends(&kept.occasion, app.clock.now()) {
        return Ok(see_other(&paths::occasion(&slug, id)));
    }
    fresh(&tx, &typed, &slug, &kept).await?;
    let all = bodies::of_occasion(&tx, id).await?;
    let ids: Vec<BodyId> = all.iter().map(|one| one.id).collect();
    let form = match AttendanceForm::parse(&typed, &ids) {
        Ok(form) => form,
        Err(problems) => {
            let errors = problems
                .into_iter()
                .map(|(control, field, problem)| {
                    let body = all.iter().find(|one| AttendanceForm::name_of(one.id) == control);
                    let what = match (field, body) {
                        (Field::Came, Some(body)) => format!("{}の{}", body.name, label(field)),
                        _ => label(field).to_owned(),
                    };
                    (control, sentence(&what, &problem))
                })
                .collect();
            return Ok(render(&page, slug, &kept, all, FormState::rejected(typed, errors)));
        }
    };
    let now = app.clock.now();
    let mut counted = false;
    for (body, people) in form.came {
        let Some(registered) = all.iter().find(|one| one.id == body) else { continue };
        if registered.attended != people {
            bodies::attend(&tx, registered, people, now).await?;
            counted = true;
        }
    }
    if form.turnout != kept.turnout {
        occasions::count_channels(&tx, &kept, &form.turnout, now).await?;
    } else if counted {
        occasions::count_bodies(&tx, &kept, now).await?;
    }
    tx.commit().await?;
    Ok(told(&slug, id, "counted"))
}

fn render(page: &Page, slug: String, kept: &Kept, all: Vec<Registered>, form: FormState) -> Response {
    let rejected = form.has_errors();
    let lines = all
        .into_iter()
        .map(|one| CameLine {
            id: one.id,
            waits: !one.is_placed(),
            prefecture: one.prefecture.name(),
            name: one.name,
            people: one.said.people,
        })
        .collect();
    let view = OccasionAttendanceView {
        slug,
        id: kept.id,
        version: kept.version,
        title: kept.occasion.title.clone(),
        lines,
        form,
    };
    let view = move || view! { <OccasionAttendancePage view/> };
    if rejected { page.unprocessable(TITLE, view) } else { page.ok(TITLE, view) }
}
