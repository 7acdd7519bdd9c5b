//! What an office can come to, and registering for it.

use super::{Done, letters, line, own, public, replies, tied, views};
use crate::{
    actor::Applicant,
    app::App,
    error::Error,
    page::{Page, see_other},
    posted::Posted,
};
use app::{
    demos::{MyDemosPage, MyRegistration, OpenSession, RegistrationPage, RegistrationView},
    messages::demos::{registration_errors, wrong_stage},
    paths,
};
use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use domain::{
    demos::{Admission, Held, Prompt, RegistrationField as Field, RegistrationProblem as Problem, StageName},
    form::Typed,
    ids::{DemoId, OfficeId, RegistrationId},
};
use elements::FormState;
use leptos::prelude::*;
use store::{
    Tx,
    demos::{
        admissions,
        coming::{NewRegistration, RegisterError, register},
        registrations::{self, Registration, Way},
        sessions::{self, Session},
    },
    subsidies::offices::{self, Office},
};

const TITLE: &str = "デモ・説明会に申し込む";

/// The sessions of the municipality that are to come, and what the applicant is registered for.
pub async fn index(
    applicant: Applicant,
    State(app): State<App>,
    Query(Done { done }): Query<Done>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&applicant.scope()).await?;
    let (registrations, sessions) = list(&app, &tx, &applicant).await?;
    let (slug, municipality) = (applicant.tenant.slug.clone(), applicant.tenant.name.clone());
    let done =
        (done.as_deref() == Some("withdrawn")).then_some("申込みを取り消しました。メールを送りました。");
    Ok(page.ok("デモ・説明会", move || {
        view! { <MyDemosPage slug municipality registrations sessions done/> }
    }))
}

/// What the applicant is registered for, and what one of their offices can still be registered for.
pub(super) async fn list(
    app: &App,
    tx: &Tx,
    applicant: &Applicant,
) -> Result<(Vec<MyRegistration>, Vec<OpenSession>), Error> {
    let now = app.clock.now();
    let registered = registrations::of_offices(tx, &applicant.offices).await?;
    let confirmed = sessions::in_stage(tx, StageName::Confirmed).await?;
    let (mut mine, mut open) = (Vec::new(), Vec::new());
    for session in &confirmed {
        let Some(held) = session.stage.session() else { continue };
        let here: Vec<&Registration> = registered.iter().filter(|one| one.session == session.id).collect();
        let upcoming = session.stage.registers(now).is_ok();
        if held.slot.ends_at() > now {
            for one in &here {
                let waits = own::standing(tx, app, session, one).await?.map(|(words, _)| words);
                let tied = Box::pin(tied::of(app, tx, (session, *one), |_| String::new())).await?;
                let tied = tied.into_iter().map(|(words, _)| words).collect();
                mine.push(my(session, held, one, (waits, tied, upcoming)));
            }
        }
        if upcoming && here.len() < applicant.offices.len() {
            let (admission, _) = admissions::find(tx, session).await?;
            open.push(OpenSession {
                id: session.id,
                slot: held.slot,
                place: views::location(session),
                menu: views::menus(&session.request),
                left: session.left(),
                registers: admission.kind.registers(),
            });
        }
    }
    Ok((mine, open))
}

fn my(
    session: &Session,
    held: &Held,
    one: &Registration,
    (waits, tied, open): (Option<String>, Vec<String>, bool),
) -> MyRegistration {
    MyRegistration {
        id: one.id,
        session: session.id,
        slot: held.slot,
        place: views::location(session),
        office: one.office_name.clone(),
        people: one.people,
        code: one.code.to_string(),
        waits,
        tied,
        open,
    }
}

/// A session that offices may know of: one that was confirmed, whatever became of it.
pub(super) async fn public(tx: &Tx, id: DemoId) -> Result<Session, Error> {
    let session = sessions::find(tx, id).await?.ok_or(Error::NotFound)?;
    if session.stage.public().is_some() { Ok(session) } else { Err(Error::NotFound) }
}

/// The form, filled with who asks.
pub async fn show(
    applicant: Applicant,
    State(app): State<App>,
    Path((_, id)): Path<(String, DemoId)>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&applicant.scope()).await?;
    let session = public(&tx, id).await?;
    let free = free_offices(&tx, &applicant, id).await?;
    if free.is_empty() {
        return Ok(see_other(&paths::my_demos(&applicant.tenant.slug)));
    }
    let filled = Typed::default()
        .with(Field::Name.name(), &*applicant.account.name)
        .with(Field::Email.name(), applicant.account.email.clone().unwrap_or_default());
    let (admission, _) = admissions::find(&tx, &session).await?;
    let refused = closed(&app, &session, &admission);
    let about = (&session, admission.prompts);
    Ok(render(&page, &applicant, about, free, FormState::filled(filled), refused))
}

/// Registers, within the places that are left.
pub async fn create(
    applicant: Applicant,
    State(app): State<App>,
    Path((slug, id)): Path<(String, DemoId)>,
    page: Page,
    Posted(mut typed): Posted,
) -> Result<Response, Error> {
    let tx = app.store.write(&applicant.scope()).await?;
    let session = public(&tx, id).await?;
    let free = free_offices(&tx, &applicant, id).await?;
    let ids: Vec<OfficeId> = free.iter().map(|office| office.id).collect();
    let (admission, _) = admissions::find(&tx, &session).await?;
    if let Some(why) = closed(&app, &session, &admission) {
        let about = (&session, admission.prompts);
        return Ok(render(&page, &applicant, about, free, FormState::filled(typed), Some(why)));
    }
    let (form, replies) = match replies::registration(&typed, &ids, &admission, None) {
        Ok(read) => read,
        Err(errors) => {
            let (rejected, about) = (FormState::rejected(typed, errors), (&session, admission.prompts));
            return Ok(render(&page, &applicant, about, free, rejected, None));
        }
    };
    if let Some(each) = admission.each.filter(|each| form.people > *each) {
        let errors = registration_errors(&[(Field::People, Problem::Each(each.get()))]);
        let (rejected, about) = (FormState::rejected(typed, errors), (&session, admission.prompts));
        return Ok(render(&page, &applicant, about, free, rejected, None));
    }
    let office = free.iter().find(|office| office.id == form.office).ok_or(Error::NotFound)?;
    let registration: RegistrationId = app.clock.id();
    let new = NewRegistration {
        office: Some(office.id),
        office_name: &office.name,
        services: &office.services,
        account: Some(applicant.id()),
        way: Way::Account,
        people: form.people,
        name: form.name.as_str(),
        email: form.email.as_str(),
        phone: "",
        question: (app.clock.id(), &form.question),
        replies: &replies,
        waits: form.waits,
        instead_of: None,
    };
    let problem = match register(&tx, &session, registration, &new, app.clock.now()).await {
        Ok(made) => {
            letters::came_in(&app, &tx, &applicant.tenant, &session, &made).await?;
            line::look(&app, &tx, &session).await?;
            tx.commit().await?;
            app.wake.notify_one();
            let done = if made.wait.is_some() { "waits" } else { "registered" };
            let path = paths::my_registration(&slug, id, made.id);
            return Ok(see_other(&format!("{path}?done={done}")));
        }
        Err(RegisterError::Full { left }) => {
            let waits = session.may_wait(form.people);
            typed = views::ticked_to_wait(typed, waits);
            (Field::People, Problem::Full { left, waits })
        }
        Err(RegisterError::Already) => (Field::Office, Problem::Registered),
        Err(RegisterError::Stage(why)) => {
            let (refused, about) = (Some(wrong_stage(why)), (&session, admission.prompts));
            return Ok(render(&page, &applicant, about, free, FormState::empty(), refused));
        }
        Err(RegisterError::Store(error)) => return Err(error.into()),
    };
    let rejected = FormState::rejected(typed, registration_errors(&[problem]));
    Ok(render(&page, &applicant, (&session, admission.prompts), free, rejected, None))
}

/// Why the office cannot be registered, as a sentence.
fn closed(app: &App, session: &Session, admission: &Admission) -> Option<String> {
    let none = || "申込みはいりません。当日、会場にお越しください".to_owned();
    public::closed(app, session, admission).or_else(|| (!admission.kind.registers()).then(none))
}

/// The applicant's offices that are not registered for the session.
async fn free_offices(tx: &Tx, applicant: &Applicant, id: DemoId) -> Result<Vec<Office>, Error> {
    let registered = registrations::of_offices(tx, &applicant.offices).await?;
    let taken =
        |office: &Office| registered.iter().any(|one| one.session == id && one.office == Some(office.id));
    let all = offices::several(tx, &applicant.offices).await?;
    Ok(all.into_iter().filter(|office| !taken(office)).collect())
}

fn render(
    page: &Page,
    applicant: &Applicant,
    (session, prompts): (&Session, Vec<Prompt>),
    free: Vec<Office>,
    form: FormState,
    refused: Option<String>,
) -> Response {
    let offices = free.into_iter().map(|office| (office.id, office.name)).collect();
    let rejected = form.has_errors() || refused.is_some();
    let Some(held) = session.stage.session() else {
        return see_other(&paths::my_demos(&applicant.tenant.slug));
    };
    let registration = RegistrationView {
        slug: applicant.tenant.slug.clone(),
        session: session.id,
        slot: held.slot,
        place: views::location(session),
        menu: views::menus(&session.request),
        left: session.left(),
        desk: views::desk(&applicant.tenant),
        offices,
        changing: None,
        waits: None,
        prompts,
        answer: None,
        elsewhere: None,
        tied: Vec::new(),
        form,
        done: None,
        refused,
    };
    let view = move || view! { <RegistrationPage registration/> };
    if rejected { page.unprocessable(TITLE, view) } else { page.ok(TITLE, view) }
}
