//! The desk at the door: finds who stands there, and counts them; adds who came without registering.

use super::{evidence, found_own, found_to_change, owns, views};
use crate::{
    actor::{PartnerClerk, SignedIn},
    app::App,
    error::Error,
    page::{Page, see_other},
    posted::Posted,
};
use app::{
    demos::{DoorPage, DoorView, GuestLine},
    messages::demos::{attendance_problem, coming_errors, unknown_number},
    paths,
};
use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use domain::{
    accounts::TenantKind,
    demos::{AttendanceForm, CheckInCode, ComingField, ComingProblem, People, WalkIn},
    form::Typed,
    ids::{DemoId, RegistrationId},
    office_number::{OfficeNumber, OfficeNumberError},
    text::{normalise_code, search_key},
};
use elements::FormState;
use leptos::prelude::*;
use serde::Deserialize;
use store::{
    Scope, Tx,
    demos::{
        ActError, attendance,
        registrations::{self, Registration},
        sessions::{self, Session},
    },
    offices, tenants,
};

const TITLE: &str = "受付";

/// Whom the desk looks for, and what was just done.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Sought {
    q: String,
    done: Option<String>,
}

/// Finds somebody by code, office or name.
pub async fn show(
    officer: PartnerClerk,
    State(app): State<App>,
    Path((slug, id)): Path<(String, DemoId)>,
    Query(Sought { q, done }): Query<Sought>,
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
        Some("came") => Some("受付しました。"),
        Some("undone") => Some("受付を取り消しました。"),
        Some("walk_in") => Some("当日参加として加えました。"),
        Some(_) | None => None,
    };
    let knows = officer.tenant.kind == TenantKind::Municipality;
    Ok(render(&page, slug, &session, &all, (knows, q), FormState::empty(), done))
}

/// What a guest's QR code leads to, whoever scans it: the desk in the house of the officer.
pub async fn find(
    person: SignedIn,
    State(app): State<App>,
    Path(id): Path<DemoId>,
    Query(Sought { q, .. }): Query<Sought>,
) -> Result<Response, Error> {
    for (house, _) in &person.visit.memberships {
        let tx = app.store.read(&Scope::tenant(*house, person.account.id)).await?;
        if sessions::find(&tx, id).await?.is_some_and(|session| owns(&session, *house)) {
            let slug = tenants::by_id(&tx, *house).await?.slug;
            let path = match q.parse::<CheckInCode>() {
                Ok(code) => paths::demo_door_with(&slug, id, &code.to_string()),
                Err(_) => paths::demo_door(&slug, id),
            };
            return Ok(see_other(&path));
        }
    }
    Ok(see_other("/home"))
}

/// Counts somebody, takes that back, or adds a walk-in.
pub async fn create(
    officer: PartnerClerk,
    State(app): State<App>,
    Path((slug, id)): Path<(String, DemoId)>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let knows = officer.tenant.kind == TenantKind::Municipality;
    let tx = app.store.write(&officer.scope()).await?;
    let session = found_to_change(&tx, id).await?;
    // It is not the day yet, or it was called off; its page says so.
    if session.stage.attends(app.clock.now()).is_err() {
        return Ok(see_other(&paths::demo_session(&slug, id)));
    }
    let all = registrations::of_session(&tx, id).await?;
    let done = if typed.get("act") == "walk_in" {
        walk_in(&app, &tx, &session, knows, &typed).await
    } else {
        guest(&app, &tx, &session, &all, &typed).await
    };
    match done {
        Ok(done) => {
            evidence::later(&app, &tx, &session).await?;
            tx.commit().await?;
            app.wake.notify_one();
            Ok(see_other(&format!("{}?done={done}", paths::demo_door(&slug, id))))
        }
        Err(NotCounted::Wrong(errors)) => {
            let sought = typed.get("q").to_owned();
            let form = FormState::rejected(typed, errors);
            Ok(render(&page, slug, &session, &all, (knows, sought), form, None))
        }
        Err(NotCounted::Act(ActError::Stage(_))) => Ok(see_other(&paths::demo_session(&slug, id))),
        Err(NotCounted::Act(ActError::Store(error))) => Err(error.into()),
    }
}

/// Why nobody was counted.
enum NotCounted {
    /// Sentences beside fields.
    Wrong(Vec<(String, String)>),
    /// The act.
    Act(ActError),
}

impl<E: Into<ActError>> From<E> for NotCounted {
    fn from(error: E) -> Self {
        Self::Act(error.into())
    }
}

fn wrong(field: impl Into<String>, sentence: String) -> NotCounted {
    NotCounted::Wrong(vec![(field.into(), sentence)])
}

async fn guest(
    app: &App,
    tx: &Tx,
    session: &Session,
    all: &[Registration],
    typed: &Typed,
) -> Result<&'static str, NotCounted> {
    let id: Option<RegistrationId> = typed.get("registration").parse().ok();
    let Some(one) = all.iter().find(|one| Some(one.id) == id) else {
        let sentence = "申込みを探して、受付する方を選んでください".to_owned();
        return Err(wrong("q", sentence));
    };
    let now = app.clock.now();
    if typed.get("act") == "undo" {
        attendance::at_the_door(tx, session, one.id, None, now).await?;
        return Ok("undone");
    }
    let field = format!("came-{}", one.id);
    match People::parse(typed.get(&field)) {
        Ok(people) => {
            attendance::at_the_door(tx, session, one.id, Some(people.get()), now).await?;
            Ok("came")
        }
        Err(_) => Err(wrong(
            field,
            format!("{}の来た人数は、1から{}までの数字で入力してください", one.office_name, People::MAX),
        )),
    }
}

async fn walk_in(
    app: &App,
    tx: &Tx,
    session: &Session,
    knows: bool,
    typed: &Typed,
) -> Result<&'static str, NotCounted> {
    let name = ComingField::Number.name();
    let number = match OfficeNumber::parse(typed.get(name)) {
        Ok(parsed) if knows => Some(parsed.number),
        Ok(_) | Err(OfficeNumberError::Missing) => None,
        Err(error) => {
            let errors = coming_errors(&[(ComingField::Number, ComingProblem::Number(error))]);
            let errors = errors.into_iter().map(|(field, sentence)| (field.to_owned(), sentence));
            return Err(NotCounted::Wrong(errors.collect()));
        }
    };
    let office = match number {
        None => None,
        Some(number) => match offices::by_number(tx, number).await? {
            Some(id) => offices::find(tx, id).await?,
            None => return Err(wrong(name, unknown_number())),
        },
    };
    // The register's name stands where the number says which office it is.
    let read = match &office {
        Some(office) if typed.get("walk_in").trim().is_empty() => {
            let named = ("walk_in".to_owned(), office.particulars.name.clone());
            std::iter::once(named).chain(typed.pairs().iter().cloned()).collect()
        }
        Some(_) | None => typed.clone(),
    };
    let walk_in: WalkIn = match AttendanceForm::parse(&read) {
        Ok(AttendanceForm::WalkIn(walk_in)) => walk_in,
        Ok(AttendanceForm::ByCode(_) | AttendanceForm::List) => {
            return Err(wrong("q", "申込みを探してください".to_owned()));
        }
        Err(problems) => {
            let errors = attendance_problem(&problems).into_iter();
            return Err(NotCounted::Wrong(errors.map(|(field, words)| (field.to_owned(), words)).collect()));
        }
    };
    let services: Vec<_> = office.iter().flat_map(|office| &office.services).map(|one| one.service).collect();
    let office = office.as_ref().map(|office| (office.id, services.as_slice()));
    let added = attendance::walk_in(tx, session, app.clock.id(), &walk_in, office, app.clock.now()).await?;
    if added {
        Ok("walk_in")
    } else {
        Err(wrong(name, "この事業所は申込みがあります。上で探して受付してください".to_owned()))
    }
}

/// Who is meant: a whole code, or a part of the office's name, the person's, or the telephone.
fn sought(all: &[Registration], q: &str) -> Vec<GuestLine> {
    let code: Option<CheckInCode> = q.parse().ok();
    let (key, digits) = (search_key(q), normalise_code(q));
    let is_meant = |one: &&Registration| match code {
        Some(code) => one.code == code,
        None => {
            let named = |text: &str| !key.is_empty() && search_key(text).contains(&key);
            named(&one.office_name)
                || named(&one.name)
                || (digits.len() >= 4 && one.phone.replace('-', "").contains(&digits.replace('-', "")))
        }
    };
    all.iter()
        .filter(is_meant)
        .map(|one| GuestLine {
            id: one.id,
            code: one.code.to_string(),
            office: one.office_name.clone(),
            name: one.name.clone(),
            people: (!one.is_walk_in()).then_some(one.people),
            waits: one.wait.is_some(),
            attended: one.attended,
            replies: one.replies.clone(),
        })
        .collect()
}

fn render(
    page: &Page,
    slug: String,
    session: &Session,
    all: &[Registration],
    (knows_offices, q): (bool, String),
    form: FormState,
    done: Option<&'static str>,
) -> Response {
    let rejected = form.has_errors();
    let q = q.trim().to_owned();
    let door = DoorView {
        slug,
        id: session.id,
        about: views::about(session),
        registered: views::registered(all),
        attended: views::attended(all).unwrap_or_default(),
        found: if q.is_empty() { Vec::new() } else { sought(all, &q) },
        sought: q,
        knows_offices,
        form,
        done: done.map(str::to_owned),
    };
    let view = move || view! { <DoorPage door/> };
    if rejected { page.unprocessable(TITLE, view) } else { page.ok(TITLE, view) }
}
