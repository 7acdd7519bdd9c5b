//! Changing how many come, and cancelling: by whoever speaks for the office.

use super::{Done, letters, mine, views};
use crate::{
    actor::Applicant,
    app::App,
    error::Error,
    page::{Page, see_other},
    posted::Posted,
};
use app::{
    demos::{RegistrationPage, RegistrationView, WithdrawalPage},
    messages::demos::{people, registration_errors, slot_short, wrong_stage},
    paths,
};
use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use domain::{
    demos::{RegistrationField as Field, RegistrationForm, RegistrationProblem as Problem},
    form::Typed,
    ids::{DemoId, OfficeId, RegistrationId},
};
use elements::FormState;
use leptos::prelude::*;
use store::{
    Tx,
    demos::{
        registrations::{self, RegisterError, Registration},
        sessions::Session,
    },
};

const TITLE: &str = "申込みを変更する";

type Place = Path<(String, DemoId, RegistrationId)>;

/// The registration, with its code, to keep or to change.
pub async fn show(
    applicant: Applicant,
    State(app): State<App>,
    Path((_, id, registration)): Place,
    Query(Done { done }): Query<Done>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&applicant.scope()).await?;
    let (session, own, office) = own(&tx, &applicant, id, registration).await?;
    let filled = Typed::default()
        .with(Field::People.name(), own.people.to_string())
        .with(Field::Name.name(), &*own.name)
        .with(Field::Email.name(), &*own.email);
    let done = match done.as_deref() {
        Some("registered") => {
            Some("申込みを受け付けました。メールを送りました。受付番号を当日お伝えください。")
        }
        Some("changed") => Some("変更を保存しました。メールを送りました。"),
        Some(_) | None => None,
    };
    let refused = session.stage.registers(app.clock.now()).err().map(wrong_stage);
    let told = (done.map(str::to_owned), refused);
    Ok(render(&page, &applicant, &session, &own, office, FormState::filled(filled), told))
}

/// Changes it, within the places that are left.
pub async fn update(
    applicant: Applicant,
    State(app): State<App>,
    Path((slug, id, registration)): Place,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let tx = app.store.write(&applicant.scope()).await?;
    let (session, own, office) = own(&tx, &applicant, id, registration).await?;
    let form = match RegistrationForm::parse(&typed, &[office]) {
        Ok(form) => form,
        Err(problems) => {
            let rejected = FormState::rejected(typed, registration_errors(&problems));
            return Ok(render(&page, &applicant, &session, &own, office, rejected, (None, None)));
        }
    };
    match registrations::change(&tx, &session, &own, &form, app.clock.now()).await {
        Ok(()) => {
            let changed = Registration {
                people: form.people.get(),
                name: form.name.as_str().to_owned(),
                email: form.email.as_str().to_owned(),
                ..own
            };
            letters::changed(&app, &tx, &applicant.tenant, &session, &changed).await?;
            tx.commit().await?;
            let path = paths::my_registration(&slug, id, registration);
            Ok(see_other(&format!("{path}?done=changed")))
        }
        Err(RegisterError::Full { left }) => {
            // What the office holds already is its own to keep.
            let left = left.saturating_add(own.people);
            let errors = registration_errors(&[(Field::People, Problem::Full { left })]);
            let rejected = FormState::rejected(typed, errors);
            Ok(render(&page, &applicant, &session, &own, office, rejected, (None, None)))
        }
        Err(RegisterError::Stage(why)) => {
            let told = (None, Some(wrong_stage(why)));
            Ok(render(&page, &applicant, &session, &own, office, FormState::empty(), told))
        }
        Err(RegisterError::Already) => Err(Error::Internal("a change registers nobody")),
        Err(RegisterError::Store(error)) => Err(error.into()),
    }
}

/// Asks once more.
pub async fn ask(
    applicant: Applicant,
    State(app): State<App>,
    Path((_, id, registration)): Place,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&applicant.scope()).await?;
    let (session, own, _) = own(&tx, &applicant, id, registration).await?;
    Ok(asked(&page, &applicant, &session, &own, None))
}

/// Cancels it: the places are free at once.
pub async fn withdraw(
    applicant: Applicant,
    State(app): State<App>,
    Path((slug, id, registration)): Place,
    page: Page,
    Posted(_): Posted,
) -> Result<Response, Error> {
    let tx = app.store.write(&applicant.scope()).await?;
    let (session, own, _) = own(&tx, &applicant, id, registration).await?;
    match registrations::withdraw(&tx, &session, &own, app.clock.now()).await {
        Ok(()) => {
            letters::withdrawn(&app, &tx, &applicant.tenant, &session, &own).await?;
            tx.commit().await?;
            Ok(see_other(&paths::my_demos(&slug)))
        }
        Err(RegisterError::Stage(why)) => {
            Ok(asked(&page, &applicant, &session, &own, Some(wrong_stage(why))))
        }
        Err(RegisterError::Full { .. } | RegisterError::Already) => {
            Err(Error::Internal("giving places back takes none"))
        }
        Err(RegisterError::Store(error)) => Err(error.into()),
    }
}

/// A living registration of one of the applicant's offices, or not there.
async fn own(
    tx: &Tx,
    applicant: &Applicant,
    id: DemoId,
    registration: RegistrationId,
) -> Result<(Session, Registration, OfficeId), Error> {
    let session = mine::public(tx, id).await?;
    let own = registrations::find(tx, registration).await?.ok_or(Error::NotFound)?;
    match own.office {
        Some(office) if own.session == id && own.is_live() && applicant.speaks_for(office) => {
            Ok((session, own, office))
        }
        Some(_) | None => Err(Error::NotFound),
    }
}

fn render(
    page: &Page,
    applicant: &Applicant,
    session: &Session,
    own: &Registration,
    office: OfficeId,
    form: FormState,
    (done, refused): (Option<String>, Option<String>),
) -> Response {
    let Some(held) = session.stage.session() else {
        return see_other(&paths::my_demos(&applicant.tenant.slug));
    };
    let rejected = form.has_errors();
    let registration = RegistrationView {
        slug: applicant.tenant.slug.clone(),
        session: session.id,
        slot: held.slot,
        place: views::location(session),
        menu: views::menus(&session.request),
        left: session.left(),
        desk: views::desk(&applicant.tenant),
        offices: vec![(office, own.office_name.clone())],
        changing: Some((own.id, own.version, own.code.to_string())),
        form,
        done,
        refused,
    };
    let view = move || view! { <RegistrationPage registration/> };
    if rejected { page.unprocessable(TITLE, view) } else { page.ok(TITLE, view) }
}

fn asked(
    page: &Page,
    applicant: &Applicant,
    session: &Session,
    own: &Registration,
    refused: Option<String>,
) -> Response {
    let at = session.stage.session().map(|held| slot_short(&held.slot)).unwrap_or_default();
    let about = format!("{at}　{}　{}", own.office_name, people(own.people));
    let (slug, session, id) = (applicant.tenant.slug.clone(), session.id, own.id);
    let rejected = refused.is_some();
    let view = move || view! { <WithdrawalPage slug session id about refused/> };
    let title = "申込みを取り消す";
    if rejected { page.unprocessable(title, view) } else { page.ok(title, view) }
}
