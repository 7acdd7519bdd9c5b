//! Changing how many come, and cancelling: by whoever speaks for the office.

use super::{
    Done,
    elsewhere::{self, By},
    letters, line, mine,
    own::{SWITCHED, changed_before, changed_meanwhile, is_old, standing},
    replies, tied, views,
};
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
    demos::{Prompt, RegistrationField as Field, RegistrationProblem as Problem, Reply},
    form::Typed,
    ids::{DemoId, OfficeId, RegistrationId},
};
use elements::FormState;
use leptos::prelude::*;
use store::{
    Tx,
    demos::{
        admissions,
        coming::{self, Changes, RegisterError},
        questions,
        registrations::{self, Registration},
        sessions::Session,
        switching,
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
        Some("waits") => Some("キャンセル待ちを受け付けました。メールを送りました。"),
        Some("taken") => Some("参加が決まりました。メールを送りました。"),
        Some("changed") => Some("変更を保存しました。メールを送りました。"),
        Some("switched") => Some(SWITCHED),
        Some(_) | None => None,
    };
    let asked = questions::asked_by(&tx, own.id).await?.map(|one| one.asked).unwrap_or_default();
    let filled = filled.with(Field::Question.name(), asked);
    let refused = session.stage.registers(app.clock.now()).err().map(wrong_stage);
    let said = own.replies.clone();
    let shown = Shown::of(&tx, &app, &applicant, &session, (own, office)).await?;
    let filled = Reply::fill(&said, &shown.prompts, filled);
    Ok(shown.render(&page, &applicant, FormState::filled(filled), (done.map(str::to_owned), refused)))
}

/// Changes it, within the places that are left; or takes places that became free.
pub async fn update(
    applicant: Applicant,
    State(app): State<App>,
    Path((slug, id, registration)): Place,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let tx = app.store.write(&applicant.scope()).await?;
    let (session, own, office) = own(&tx, &applicant, id, registration).await?;
    let path = paths::my_registration(&slug, id, registration);
    if typed.get("act") == "take" {
        return match tied::take(&app, &tx, &applicant.tenant, (&session, &own), false).await? {
            Ok(done) => {
                tx.commit().await?;
                app.wake.notify_one();
                Ok(see_other(&format!("{path}?done={done}")))
            }
            // Somebody was faster, or it was called off: the page says how it stands now.
            Err(
                RegisterError::Full { .. }
                | RegisterError::Already
                | RegisterError::Stage(_)
                | RegisterError::Store(store::Error::Stale),
            ) => Ok(see_other(&path)),
            Err(RegisterError::Store(error)) => Err(error.into()),
        };
    }
    let (admission, _) = admissions::find(&tx, &session).await?;
    let shown = Shown::of(&tx, &app, &applicant, &session, (own.clone(), office)).await?;
    let (form, replies) = match replies::registration(&typed, &[office], &admission, Some(&own)) {
        Ok(read) => read,
        Err(errors) => {
            let rejected = FormState::rejected(typed, errors);
            return Ok(shown.render(&page, &applicant, rejected, (None, None)));
        }
    };
    if is_old(&typed, &own) {
        let errors = vec![(Field::People.name(), changed_meanwhile())];
        return Ok(shown.render(&page, &applicant, FormState::rejected(typed, errors), (None, None)));
    }
    if let Some(each) = admission.each.filter(|each| form.people > *each) {
        let errors = registration_errors(&[(Field::People, Problem::Each(each.get()))]);
        return Ok(shown.render(&page, &applicant, FormState::rejected(typed, errors), (None, None)));
    }
    let wanted = Changes {
        people: form.people,
        name: form.name.as_str(),
        email: form.email.as_str(),
        phone: &own.phone,
        question: (app.clock.id(), &form.question),
        replies: &replies,
    };
    match coming::change(&tx, &session, &own, wanted, app.clock.now()).await {
        Ok(changed) => {
            letters::changed(&app, &tx, &applicant.tenant, &session, &changed).await?;
            line::look(&app, &tx, &session).await?;
            tx.commit().await?;
            app.wake.notify_one();
            Ok(see_other(&format!("{path}?done=changed")))
        }
        Err(RegisterError::Full { left }) => {
            // What the office holds already is its own to keep; who waits cannot wait for more than there are.
            let problem = if own.takes_places() {
                Problem::Full { left: left.saturating_add(own.people), waits: false }
            } else {
                Problem::Each(left)
            };
            let errors = registration_errors(&[(Field::People, problem)]);
            Ok(shown.render(&page, &applicant, FormState::rejected(typed, errors), (None, None)))
        }
        Err(RegisterError::Stage(why)) => {
            Ok(shown.render(&page, &applicant, FormState::empty(), (None, Some(wrong_stage(why)))))
        }
        Err(RegisterError::Store(store::Error::Stale)) => {
            // What the change took before goes with it.
            drop(tx);
            overtaken(&app, &page, &applicant, (id, registration), typed).await
        }
        Err(RegisterError::Already) => Err(Error::Internal("a change registers nobody")),
        Err(RegisterError::Store(error)) => Err(error.into()),
    }
}

/// The form with what was typed, and the registration as it is now; where it was cancelled, what else there is.
async fn overtaken(
    app: &App,
    page: &Page,
    applicant: &Applicant,
    (id, registration): (DemoId, RegistrationId),
    typed: Typed,
) -> Result<Response, Error> {
    let tx = app.store.read(&applicant.scope()).await?;
    let (session, own, office) = match own(&tx, applicant, id, registration).await {
        Err(Error::NotFound) => return Ok(see_other(&paths::my_demos(&applicant.tenant.slug))),
        found => found?,
    };
    let shown = Shown::of(&tx, app, applicant, &session, (own, office)).await?;
    let errors = vec![(Field::People.name(), changed_meanwhile())];
    Ok(shown.render(page, applicant, FormState::rejected(typed, errors), (None, None)))
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
    match coming::withdraw(&tx, &session, &own, app.clock.now()).await {
        Ok(()) => {
            letters::withdrawn(&app, &tx, &applicant.tenant, &session, &own).await?;
            line::look(&app, &tx, &session).await?;
            tx.commit().await?;
            app.wake.notify_one();
            Ok(see_other(&format!("{}?done=withdrawn", paths::my_demos(&slug))))
        }
        Err(RegisterError::Stage(why)) => {
            Ok(asked(&page, &applicant, &session, &own, Some(wrong_stage(why))))
        }
        // The same page asks once more, with what is cancelled as it is now; there is none where that was done already.
        Err(RegisterError::Store(store::Error::Stale)) => {
            drop(tx);
            let tx = app.store.read(&applicant.scope()).await?;
            match self::own(&tx, &applicant, id, registration).await {
                Ok((session, own, _)) => Ok(asked(&page, &applicant, &session, &own, Some(changed_before()))),
                Err(Error::NotFound) => Ok(see_other(&paths::my_demos(&slug))),
                Err(error) => Err(error),
            }
        }
        Err(RegisterError::Full { .. } | RegisterError::Already) => {
            Err(Error::Internal("giving places back takes none"))
        }
        Err(RegisterError::Store(error)) => Err(error.into()),
    }
}

/// A living registration of one of the applicant's offices, or not there. Where it went to another session since, or was given
/// up for one there, that is the place to be.
pub(super) async fn own(
    tx: &Tx,
    applicant: &Applicant,
    id: DemoId,
    registration: RegistrationId,
) -> Result<(Session, Registration, OfficeId), Error> {
    let session = mine::public(tx, id).await?;
    let own = registrations::find(tx, registration).await?.ok_or(Error::NotFound)?;
    let office = own.office.filter(|office| applicant.speaks_for(*office)).ok_or(Error::NotFound)?;
    if own.is_live() && own.session == id {
        return Ok((session, own, office));
    }
    let there = if own.is_live() { Some(own) } else { switching::gone_to(tx, &session, &own).await? };
    let there = there.ok_or(Error::NotFound)?;
    Err(Error::Elsewhere(paths::my_registration(&applicant.tenant.slug, there.session, there.id)))
}

/// A registration, with where it stands.
struct Shown<'a> {
    session: &'a Session,
    own: Registration,
    office: OfficeId,
    waits: Option<(String, bool)>,
    prompts: Vec<Prompt>,
    answer: Option<(String, String)>,
    elsewhere: bool,
    tied: Vec<(String, String)>,
}

impl<'a> Shown<'a> {
    async fn of(
        tx: &Tx,
        app: &App,
        applicant: &Applicant,
        session: &'a Session,
        (own, office): (Registration, OfficeId),
    ) -> Result<Self, Error> {
        let waits = standing(tx, app, session, &own).await?;
        let asked = questions::asked_by(tx, own.id).await?;
        let answer = asked.and_then(|one| one.answer.map(|(answer, ..)| (one.asked, answer)));
        let (admission, _) = admissions::find(tx, session).await?;
        let about = (&applicant.tenant, session, &own);
        let elsewhere = elsewhere::is_possible(app, tx, By::Applicant, about).await?;
        let page_of =
            |one: &Registration| paths::my_registration(&applicant.tenant.slug, one.session, one.id);
        let tied = tied::of(app, tx, (session, &own), page_of).await?;
        Ok(Self { session, own, office, waits, prompts: admission.prompts, answer, elsewhere, tied })
    }

    fn render(
        self,
        page: &Page,
        applicant: &Applicant,
        form: FormState,
        (done, refused): (Option<String>, Option<String>),
    ) -> Response {
        let Self { session, own, office, waits, prompts, answer, elsewhere, tied } = self;
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
            waits,
            prompts,
            answer,
            elsewhere: elsewhere
                .then(|| paths::my_registration_switch(&applicant.tenant.slug, session.id, own.id)),
            tied,
            form,
            done,
            refused,
        };
        let view = move || view! { <RegistrationPage registration/> };
        if rejected { page.unprocessable(TITLE, view) } else { page.ok(TITLE, view) }
    }
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
    let (waits, rejected) = (own.wait.is_some(), refused.is_some());
    let view = move || view! { <WithdrawalPage slug session id about waits refused/> };
    let title = "申込みを取り消す";
    if rejected { page.unprocessable(title, view) } else { page.ok(title, view) }
}
