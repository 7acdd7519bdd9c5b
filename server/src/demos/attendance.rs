//! Taking attendance, by either house: by code, by the list, and who came besides.

use super::{Done, evidence, found_own, found_to_change, views};
use crate::{
    actor::PartnerClerk,
    app::App,
    error::Error,
    page::{Page, see_other},
    posted::Posted,
};
use app::{
    demos::{AttendanceLine, AttendancePage, AttendanceView},
    messages::demos::attendance_problem,
    paths,
};
use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use domain::{
    demos::{AttendanceField, AttendanceForm, AttendanceProblem, People},
    form::Typed,
    ids::{DemoId, RegistrationId},
    text::normalise_code,
};
use elements::FormState;
use leptos::prelude::*;
use store::{
    Tx,
    demos::{
        ActError, attendance,
        registrations::{self, Registration},
        sessions::Session,
    },
};

const TITLE: &str = "出欠を付ける";

/// Who is registered, and who came so far.
pub async fn show(
    officer: PartnerClerk,
    State(app): State<App>,
    Path((slug, id)): Path<(String, DemoId)>,
    Query(Done { done }): Query<Done>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.look(&officer.scope()).await?;
    let session = found_own(&tx, id).await?;
    if session.stage.attends(app.clock.now()).is_err() {
        return Ok(see_other(&paths::demo_session(&slug, id)));
    }
    store::views::record(&tx, app.clock.id(), app.clock.now(), "demo", id.uuid(), "participants").await?;
    let all = registrations::of_session(&tx, id).await?;
    tx.commit().await?;
    let done = match done.as_deref() {
        Some("code") => Some("来たことを記録しました。"),
        Some("list") => Some("名簿を保存しました。"),
        Some("walk_in") => Some("名簿に加えました。"),
        Some(_) | None => None,
    };
    Ok(render(&page, slug, &session, &all, FormState::empty(), done))
}

/// Takes it in one of the three ways.
pub async fn create(
    officer: PartnerClerk,
    State(app): State<App>,
    Path((slug, id)): Path<(String, DemoId)>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let tx = app.store.write(&officer.scope()).await?;
    let session = found_to_change(&tx, id).await?;
    let all = registrations::of_session(&tx, id).await?;
    match take(&app, &tx, &session, &all, &typed).await {
        Ok(done) => {
            evidence::later(&app, &tx, &session).await?;
            tx.commit().await?;
            app.wake.notify_one();
            Ok(see_other(&format!("{}?done={done}", paths::demo_attendance(&slug, id))))
        }
        Err(NotTaken::Wrong(errors)) => {
            Ok(render(&page, slug, &session, &all, FormState::rejected(typed, errors), None))
        }
        // It is not the day yet, or it was called off; its page says so.
        Err(NotTaken::Act(ActError::Stage(_))) => Ok(see_other(&paths::demo_session(&slug, id))),
        Err(NotTaken::Act(ActError::Store(error))) => Err(error.into()),
    }
}

/// Sentences, each beside the field it is about.
type Sentences = Vec<(String, String)>;

/// Why nothing was taken.
enum NotTaken {
    /// Sentences beside fields.
    Wrong(Sentences),
    /// The act.
    Act(ActError),
}

impl<E: Into<ActError>> From<E> for NotTaken {
    fn from(error: E) -> Self {
        Self::Act(error.into())
    }
}

fn wrong(problems: &[(AttendanceField, AttendanceProblem)]) -> NotTaken {
    let errors = attendance_problem(problems);
    NotTaken::Wrong(errors.into_iter().map(|(field, sentence)| (field.to_owned(), sentence)).collect())
}

async fn take(
    app: &App,
    tx: &Tx,
    session: &Session,
    all: &[Registration],
    typed: &Typed,
) -> Result<&'static str, NotTaken> {
    let now = app.clock.now();
    match AttendanceForm::parse(typed).map_err(|problems| wrong(&problems))? {
        AttendanceForm::ByCode(code) => match attendance::by_code(tx, session, code, now).await? {
            Some(_) => Ok("code"),
            None => Err(wrong(&[(AttendanceField::Code, AttendanceProblem::NoSuchCode)])),
        },
        AttendanceForm::WalkIn(walk_in) => {
            attendance::walk_in(tx, session, app.clock.id(), &walk_in, None, now).await?;
            Ok("walk_in")
        }
        AttendanceForm::List => {
            let list = list(all, typed).map_err(NotTaken::Wrong)?;
            attendance::by_list(tx, session, &list, now).await?;
            Ok("list")
        }
    }
}

/// How many came of each row that was changed on the page; nobody where the box is empty or says 0. What others counted
/// after the page was opened stays.
fn list(all: &[Registration], typed: &Typed) -> Result<Vec<(RegistrationId, Option<u16>)>, Sentences> {
    let mut errors = Vec::new();
    let mut list = Vec::new();
    for one in all {
        let name = format!("came-{}", one.id);
        let Some(came) = typed.all(&name).next() else { continue };
        let people = match normalise_code(came).as_str() {
            "" => None,
            "0" => Some(0),
            _ => match People::parse(came) {
                Ok(people) => Some(people.get()),
                Err(_) => {
                    errors.push((
                        name,
                        format!(
                            "{}の来た人数は、0から{}までの数字で入力してください",
                            one.office_name,
                            People::MAX
                        ),
                    ));
                    continue;
                }
            },
        };
        let was: Option<u16> = typed.get(&format!("was-{}", one.id)).parse().ok();
        if people != was {
            list.push((one.id, people));
        }
    }
    if errors.is_empty() { Ok(list) } else { Err(errors) }
}

fn render(
    page: &Page,
    slug: String,
    session: &Session,
    all: &[Registration],
    form: FormState,
    done: Option<&'static str>,
) -> Response {
    let rejected = form.has_errors();
    let lines = all
        .iter()
        .map(|one| AttendanceLine {
            id: one.id,
            code: one.code.to_string(),
            office: one.office_name.clone(),
            name: one.name.clone(),
            people: (!one.is_walk_in()).then_some(one.people),
            attended: one.attended,
        })
        .collect();
    let attendance = AttendanceView {
        slug,
        id: session.id,
        about: views::about(session),
        registered: views::registered(all),
        attended: views::attended(all).unwrap_or_default(),
        lines,
        form,
        done: done.map(str::to_owned),
    };
    let view = move || view! { <AttendancePage attendance/> };
    if rejected { page.unprocessable(TITLE, view) } else { page.ok(TITLE, view) }
}
