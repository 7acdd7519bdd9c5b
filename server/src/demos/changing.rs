//! An officer changes a registration for somebody who telephoned, and takes the places that are kept for who waits.

use super::{
    entry, letters, line,
    own::{self, changed_meanwhile, filled, is_old, standing},
    replies, tied,
};
use crate::{
    actor::PartnerClerk,
    app::App,
    error::Error,
    page::{Page, see_other},
    posted::Posted,
};
use app::{
    demos::{ChangingPage, ChangingView, KEEPS},
    messages::demos::{coming_errors, wrong_stage},
    paths,
};
use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::{
    demos::{Admission, ComingField as Field, ComingProblem as Problem, FilledBy},
    ids::{DemoId, RegistrationId},
};
use elements::FormState;
use leptos::prelude::*;
use store::{
    Tx,
    demos::{
        admissions,
        coming::{self, Changes, RegisterError},
        questions,
        registrations::Registration,
        sessions::Session,
        switching,
    },
};

const TITLE: &str = "申込みを代わりに変更する";

type Place = Path<(String, DemoId, RegistrationId)>;

/// The form as it stands; that an officer looked at it is kept.
pub async fn show(
    officer: PartnerClerk,
    State(app): State<App>,
    Path((slug, id, registration)): Place,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.look(&officer.scope()).await?;
    let (session, one) = entry::registered(&tx, id, registration).await?;
    if session.stage.registers(app.clock.now()).is_err() {
        return Ok(see_other(&paths::demo_participants(&slug, id)));
    }
    store::views::record(&tx, app.clock.id(), app.clock.now(), "demo", id.uuid(), "participants").await?;
    let (admission, _) = admissions::find(&tx, &session).await?;
    let form = FormState::filled(filled(&tx, &one, &admission.prompts).await?);
    let answer = render(&app, &tx, &page, slug, (&session, &one, admission), form).await?;
    tx.commit().await?;
    Ok(answer)
}

/// Changes it, within the places that are left; or takes places for who said that they come.
pub async fn update(
    officer: PartnerClerk,
    State(app): State<App>,
    Path((slug, id, registration)): Place,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let tx = app.store.write(&officer.scope()).await?;
    let (session, one) = entry::registered(&tx, id, registration).await?;
    if typed.get("act") == "take" {
        let keeps = typed.get(KEEPS) == "yes";
        return match tied::take(&app, &tx, &officer.tenant, (&session, &one), keeps).await? {
            Ok(done) => {
                tx.commit().await?;
                app.wake.notify_one();
                Ok(see_other(&format!("{}?done={done}", paths::demo_participants(&slug, id))))
            }
            // Somebody was faster, or it was called off: the page says how it stands now.
            Err(
                RegisterError::Full { .. }
                | RegisterError::Already
                | RegisterError::Stage(_)
                | RegisterError::Store(store::Error::Stale),
            ) => Ok(see_other(&paths::demo_registration(&slug, id, registration))),
            Err(RegisterError::Store(error)) => Err(error.into()),
        };
    }
    let (admission, _) = admissions::find(&tx, &session).await?;
    let named = (Field::Office.name().to_owned(), one.office_name.clone());
    let read = std::iter::once(named).chain(typed.pairs().iter().cloned()).collect();
    let (form, replies) = match replies::coming(&read, FilledBy::Officer, &admission, Some(&one)) {
        Ok(read) => read,
        Err(errors) => {
            let form = FormState::rejected(typed, errors);
            return render(&app, &tx, &page, slug, (&session, &one, admission), form).await;
        }
    };
    if is_old(&typed, &one) {
        let form = FormState::rejected(typed, vec![(Field::People.name(), changed_meanwhile())]);
        return render(&app, &tx, &page, slug, (&session, &one, admission), form).await;
    }
    let email = form.email.as_ref().map(|email| email.as_str().to_owned()).unwrap_or_default();
    let wanted = Changes {
        people: form.people,
        name: form.name.as_str(),
        email: &email,
        phone: &form.phone,
        question: (app.clock.id(), &form.question),
        replies: &replies,
    };
    match coming::change(&tx, &session, &one, wanted, app.clock.now()).await {
        Ok(changed) => {
            letters::changed(&app, &tx, &officer.tenant, &session, &changed).await?;
            line::look(&app, &tx, &session).await?;
            tx.commit().await?;
            app.wake.notify_one();
            Ok(see_other(&format!("{}?done=changed", paths::demo_participants(&slug, id))))
        }
        Err(RegisterError::Full { left }) => {
            // What the office holds already is its own to keep; who waits cannot wait for more than there are.
            let problem = if one.takes_places() {
                Problem::Full { left: left.saturating_add(one.people), waits: false }
            } else {
                Problem::Each(left)
            };
            let form = FormState::rejected(typed, coming_errors(&[(Field::People, problem)]));
            render(&app, &tx, &page, slug, (&session, &one, admission), form).await
        }
        // It was called off, or has begun: the page says so.
        Err(RegisterError::Stage(_)) => {
            render(&app, &tx, &page, slug, (&session, &one, admission), FormState::filled(typed)).await
        }
        Err(RegisterError::Store(store::Error::Stale)) => {
            // What the change took before goes with it.
            drop(tx);
            let tx = app.store.read(&officer.scope()).await?;
            let (session, one) = match entry::registered(&tx, id, registration).await {
                Err(Error::NotFound) => return Ok(see_other(&paths::demo_participants(&slug, id))),
                found => found?,
            };
            let form = FormState::rejected(typed, vec![(Field::People.name(), changed_meanwhile())]);
            render(&app, &tx, &page, slug, (&session, &one, admission), form).await
        }
        Err(RegisterError::Already) => Err(Error::Internal("a change registers nobody")),
        Err(RegisterError::Store(error)) => Err(error.into()),
    }
}

async fn render(
    app: &App,
    tx: &Tx,
    page: &Page,
    slug: String,
    (session, one, admission): (&Session, &Registration, Admission),
    form: FormState,
) -> Result<Response, Error> {
    let asked = questions::asked_by(tx, one.id).await?;
    let ties = tied::of(app, tx, (session, one), |_| String::new()).await?;
    let gives_up = switching::given_up(tx, one, app.clock.now()).await?.is_some();
    let rejected = form.has_errors();
    let changing = ChangingView {
        slug,
        session: session.id,
        id: one.id,
        about: own::about(session, one),
        office: one.office_name.clone(),
        version: one.version,
        waits: standing(tx, app, session, one).await?,
        calls: one.email.is_empty().then(|| one.phone.clone()),
        gives_up,
        came: one.attended.is_some(),
        tied: ties.into_iter().map(|(words, _)| words).collect(),
        prompts: admission.prompts,
        answered: asked.is_some_and(|one| one.answer.is_some()),
        form,
        refused: session.stage.registers(app.clock.now()).err().map(wrong_stage),
    };
    let view = move || view! { <ChangingPage changing/> };
    Ok(if rejected { page.unprocessable(TITLE, view) } else { page.ok(TITLE, view) })
}
