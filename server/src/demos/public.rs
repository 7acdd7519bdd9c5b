//! Sessions for everybody, without signing in: what there is, and registering; by the public page or by an invitation.

use super::{
    holding::{self, Held, Standing},
    letters, line, replies, tokens, views,
};
use crate::{
    accounts::throttling,
    actor::Anyone,
    app::App,
    error::Error,
    page::{Page, see_other},
    posted::Posted,
};
use app::{
    demos::{ComingFormPage, ComingFormView, PublicDemosPage, PublicSession},
    messages::demos::{admission as admission_words, coming_errors, wrong_stage},
    paths,
};
use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use domain::{
    accounts::TenantKind,
    demos::{
        Admission, ComingField as Field, ComingForm, ComingProblem as Problem, FilledBy, PLACE_HOLD, Reply,
    },
    email::Email,
    form::Typed,
    ids::{DemoId, RegistrationId},
};
use elements::FormState;
use leptos::prelude::*;
use store::{
    Scope, Tx,
    demos::{
        admissions,
        coming::{NewRegistration, RegisterError, register},
        invitations::{self, Invitation},
        registrations::{self, Registration, Way},
        sessions::{self, Session},
    },
    offices::{self, Office},
    tenants::{self, Tenant},
};

/// Why its pages are read and written by nobody who signed in.
const WHY: &str = "a public page of demo sessions";
const TITLE: &str = "デモ・説明会";

/// The house of the address: a municipality, a federation for municipalities that have none here, or a prefecture that
/// asked for several cities.
fn house(anyone: &Anyone) -> Result<Tenant, Error> {
    let keeps = |tenant: &Tenant| match tenant.kind {
        TenantKind::Municipality | TenantKind::Federation | TenantKind::Prefecture => true,
        TenantKind::Central => false,
    };
    anyone.visit.tenant.clone().filter(keeps).ok_or(Error::NotFound)
}

/// Every session to come that everybody may come to.
pub async fn index(anyone: Anyone, State(app): State<App>, page: Page) -> Result<Response, Error> {
    let house = house(&anyone)?;
    let tx = app.store.read(&Scope::tenant_by_system(house.id, WHY)).await?;
    let open = open_to_everybody(&app, &tx, &house).await?;
    let municipality = house.name.clone();
    Ok(page.ok(TITLE, move || view! { <PublicDemosPage municipality sessions=open/> }))
}

/// The sessions of a house to come that everybody may come to.
pub(crate) async fn open_to_everybody(
    app: &App,
    tx: &Tx,
    house: &Tenant,
) -> Result<Vec<PublicSession>, Error> {
    let mut open = Vec::new();
    for session in sessions::in_stage(tx, domain::demos::StageName::Confirmed).await? {
        let (admission, _) = admissions::find(tx, &session).await?;
        if admission.public && session.stage.registers(app.clock.now()).is_ok() {
            open.extend(shown(house, &session, &admission, false));
        }
    }
    Ok(open)
}

/// A session as everybody reads it, or who is registered; none without a date.
pub(super) fn shown(
    house: &Tenant,
    session: &Session,
    admission: &Admission,
    registered: bool,
) -> Option<PublicSession> {
    let held = session.stage.public()?;
    Some(PublicSession {
        slug: house.slug.clone(),
        id: session.id,
        municipality: session.name.clone(),
        slot: held.slot,
        place: views::location(session),
        link: if registered { held.link.clone() } else { String::new() },
        menu: views::menus(&session.request),
        admission: admission_words(admission, held.capacity.get()),
        note: admission.note.clone(),
        left: admission.kind.registers().then(|| session.left()),
        desk: views::desk(house),
    })
}

/// A session that everybody may know of, with how people are let in.
async fn public(tx: &Tx, id: DemoId) -> Result<(Session, Admission), Error> {
    let session = sessions::find(tx, id).await?.ok_or(Error::NotFound)?;
    let (admission, _) = admissions::find(tx, &session).await?;
    if session.stage.public().is_some() && admission.public {
        Ok((session, admission))
    } else {
        Err(Error::NotFound)
    }
}

/// Why nobody can register, as a sentence.
pub(super) fn closed(app: &App, session: &Session, admission: &Admission) -> Option<String> {
    if let Err(why) = session.stage.registers(app.clock.now()) {
        return Some(wrong_stage(why));
    }
    let over = admission.kind.registers() && !admission.is_open(app.clock.today());
    over.then(|| "申込みの受付は終わりました。参加をご希望のときは、お問い合わせください".to_owned())
}

/// One session, with the form.
pub async fn show(
    anyone: Anyone,
    State(app): State<App>,
    Path((slug, id)): Path<(String, DemoId)>,
    Query(Held { hold }): Query<Held>,
    page: Page,
) -> Result<Response, Error> {
    let house = house(&anyone)?;
    let tx = app.store.read(&Scope::tenant_by_system(house.id, WHY)).await?;
    let (session, admission) = public(&tx, id).await?;
    let asked = Asked { house: &house, session: &session, admission: &admission, invited: None };
    let standing = Standing::of(&app, &tx, &session, &hold).await?;
    let form = FormState::filled(standing.fill(Typed::default()));
    Ok(asked.answer(&page, &app, paths::public_demo(&slug, id), (form, false), standing))
}

/// Registers whoever fills the form.
pub async fn create(
    anyone: Anyone,
    State(app): State<App>,
    Path((slug, id)): Path<(String, DemoId)>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let house = house(&anyone)?;
    throttled(&app, &anyone, &typed).await?;
    let scope = once(&anyone, &house, &typed);
    let tx = app.store.write(&scope).await?;
    let (session, admission) = public(&tx, id).await?;
    let asked = Asked { house: &house, session: &session, admission: &admission, invited: None };
    asked.register(tx, &page, &app, paths::public_demo(&slug, id), typed).await
}

/// A registration is received once. Places are held under their token however often that is sent, and for as many as it says
/// last.
fn once(anyone: &Anyone, house: &Tenant, typed: &Typed) -> Scope {
    let scope = Scope::tenant_by_system(house.id, WHY);
    if typed.get("act") == "hold" { scope } else { anyone.visit.once(scope) }
}

/// Registering sends a mail to an address that anybody can type: so often from one network, and to one address.
async fn throttled(app: &App, anyone: &Anyone, typed: &Typed) -> Result<(), Error> {
    let network = throttling::network(anyone.visit.from);
    let mut tries = vec![("registration from", network, throttling::REGISTRATIONS_HERE)];
    if let Ok(email) = Email::parse(typed.get(Field::Email.name())) {
        tries.push(("registration of", email.key(), throttling::REGISTRATIONS));
    }
    throttling::allow(app, &tries).await
}

/// The invitation of a link, with its house.
async fn invitation(app: &App, token: &str) -> Result<(Invitation, Tenant), Error> {
    let id = tokens::read_invited(&app.keys, token).ok_or(Error::NotFound)?;
    let tx = app.store.read(&Scope::system("whose invitation a link is")).await?;
    let invitation = invitations::by_id(&tx, id).await?.ok_or(Error::NotFound)?;
    let house = tenants::by_id(&tx, invitation.tenant).await?;
    Ok((invitation, house))
}

/// The session of an invitation, and the office that was invited, as the register has it now. Where its city does not come
/// along to the session of another any more, those to which it does are the place to be.
async fn invited_to(
    tx: &Tx,
    house: &Tenant,
    invitation: &Invitation,
) -> Result<(Session, Admission, Office), Error> {
    let gone = || Error::Elsewhere(paths::public_demos(&house.slug));
    let session = sessions::find(tx, invitation.session).await?.ok_or_else(gone)?;
    let (admission, _) = admissions::find(tx, &session).await?;
    let office = offices::find(tx, invitation.office).await?.ok_or(Error::NotFound)?;
    Ok((session, admission, office))
}

/// The registration of an office that is there already.
async fn own_of(tx: &Tx, session: &Session, office: &Office) -> Result<Option<Registration>, Error> {
    let all = registrations::of_session(tx, session.id).await?;
    Ok(all.into_iter().find(|one| one.office == Some(office.id) && !one.is_walk_in()))
}

/// The form of an invited office; where it is registered already, its registration.
pub async fn show_invited(
    _: Anyone,
    State(app): State<App>,
    Path(token): Path<String>,
    Query(Held { hold }): Query<Held>,
    page: Page,
) -> Result<Response, Error> {
    let (invitation, house) = invitation(&app, &token).await?;
    let tx = app.store.read(&Scope::tenant_by_system(house.id, WHY)).await?;
    let (session, admission, office) = invited_to(&tx, &house, &invitation).await?;
    if let Some(own) = own_of(&tx, &session, &office).await? {
        return Ok(see_other(&paths::coming(&tokens::coming(&app.keys, own.id))));
    }
    let filled = Typed::default().with(Field::Email.name(), invitation.email.clone());
    let asked = Asked { house: &house, session: &session, admission: &admission, invited: Some(&office) };
    let standing = Standing::of(&app, &tx, &session, &hold).await?;
    let form = FormState::filled(standing.fill(filled));
    Ok(asked.answer(&page, &app, paths::invited(&token), (form, false), standing))
}

/// Registers the invited office.
pub async fn create_invited(
    anyone: Anyone,
    State(app): State<App>,
    Path(token): Path<String>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let (invitation, house) = invitation(&app, &token).await?;
    throttled(&app, &anyone, &typed).await?;
    let scope = once(&anyone, &house, &typed);
    let tx = app.store.write(&scope).await?;
    let (session, admission, office) = invited_to(&tx, &house, &invitation).await?;
    let asked = Asked { house: &house, session: &session, admission: &admission, invited: Some(&office) };
    asked.register(tx, &page, &app, paths::invited(&token), typed).await
}

/// What is asked of whoever registers without an account.
struct Asked<'a> {
    house: &'a Tenant,
    session: &'a Session,
    admission: &'a Admission,
    invited: Option<&'a Office>,
}

impl Asked<'_> {
    fn answer(
        &self,
        page: &Page,
        app: &App,
        action: String,
        (form, refused): (FormState, bool),
        standing: Standing,
    ) -> Response {
        let Some(session) = shown(self.house, self.session, self.admission, false) else {
            return see_other(&paths::public_demos(&self.house.slug));
        };
        let rejected = refused || form.has_errors();
        let Standing { first, held, lapsed, others, made } = standing;
        let coming = ComingFormView {
            session,
            action,
            back: self.invited.is_none().then(|| paths::public_demos(&self.house.slug)),
            invited: self.invited.map(|office| office.particulars.name.clone()),
            prompts: self.admission.prompts.clone(),
            first,
            held,
            lapsed,
            others,
            made,
            form,
            refused: closed(app, self.session, self.admission),
            registers: self.admission.kind.registers(),
            numbered: self.numbered(),
        };
        let view = move || view! { <ComingFormPage coming/> };
        if rejected { page.unprocessable(TITLE, view) } else { page.ok(TITLE, view) }
    }

    /// Whether the house has a register in which a number is looked up.
    fn numbered(&self) -> bool {
        self.house.kind == TenantKind::Municipality
    }

    async fn register(
        &self,
        tx: Tx,
        page: &Page,
        app: &App,
        action: String,
        typed: Typed,
    ) -> Result<Response, Error> {
        let standing = Standing::of(app, &tx, self.session, typed.get(PLACE_HOLD)).await?.typed();
        if closed(app, self.session, self.admission).is_some() || !self.admission.kind.registers() {
            return Ok(self.answer(page, app, action, (FormState::filled(typed), true), standing));
        }
        if typed.get("act") == "hold" {
            return self.hold(tx, page, app, action, typed).await;
        }
        // An invitation names its office: nothing else of the form does.
        let read = match self.invited {
            Some(office) => {
                let named = (Field::Office.name().to_owned(), office.particulars.name.clone());
                std::iter::once(named).chain(typed.pairs().iter().cloned()).collect()
            }
            None => typed.clone(),
        };
        let read = match replies::coming(&read, FilledBy::Office, self.admission, None) {
            Ok(read) => read,
            Err(errors) => {
                let rejected = FormState::rejected(typed, errors);
                return Ok(self.answer(page, app, action, (rejected, true), standing));
            }
        };
        // What is held is taken with it, or stays held.
        let id = holding::to_register(app, &tx, self.session, typed.get(PLACE_HOLD)).await?;
        match enter(&tx, app, (self.session, id), &read, (self.invited, Way::Link), self.numbered()).await {
            Ok(made) => {
                letters::came_in(app, &tx, self.house, self.session, &made).await?;
                line::look(app, &tx, self.session).await?;
                tx.commit().await?;
                app.wake.notify_one();
                let done = if made.wait.is_some() { "waits" } else { "registered" };
                let path = paths::coming(&tokens::coming(&app.keys, made.id));
                Ok(see_other(&format!("{path}?done={done}")))
            }
            Err(NotEntered::Problem(problem)) => {
                let typed = ticked_to_wait(typed, &problem);
                let rejected = FormState::rejected(typed, coming_errors(&[problem]));
                Ok(self.answer(page, app, action, (rejected, true), standing))
            }
            Err(NotEntered::Stage) => Ok(see_other(&action)),
            Err(NotEntered::Error(error)) => Err(error),
        }
    }

    /// Holds the last places, before anything else is asked; where none are left, one may wait with the same form.
    async fn hold(
        &self,
        tx: Tx,
        page: &Page,
        app: &App,
        action: String,
        typed: Typed,
    ) -> Result<Response, Error> {
        let token = typed.get(PLACE_HOLD).to_owned();
        match holding::hold(app, tx, (self.session, self.admission), &typed).await? {
            Ok(true) => Ok(see_other(&format!("{action}?hold={token}"))),
            Ok(false) => Ok(see_other(&action)),
            Err(problem) => {
                // More than are left: the whole form says what else there is.
                let is_short = matches!(problem, Problem::Full { .. });
                let standing = if is_short { Standing::default() } else { Standing::first(token) };
                let problem = (Field::People, problem);
                let typed = ticked_to_wait(typed, &problem);
                let rejected = FormState::rejected(typed, coming_errors(&[problem]));
                Ok(self.answer(page, app, action, (rejected, true), standing))
            }
        }
    }
}

/// The form as it is shown again: where none are left and one may wait, the box that says so is ticked.
pub(super) fn ticked_to_wait(typed: Typed, (_, problem): &(Field, Problem)) -> Typed {
    views::ticked_to_wait(typed, matches!(problem, Problem::Full { waits: true, .. }))
}

/// Why a form was not entered.
pub(super) enum NotEntered {
    /// A sentence beside a field.
    Problem((Field, Problem)),
    /// It is called off, or has begun.
    Stage,
    /// Anything else.
    Error(Error),
}

impl<E: Into<Error>> From<E> for NotEntered {
    fn from(error: E) -> Self {
        Self::Error(error.into())
    }
}

/// Registers what a form says: for the office that was invited, or, where the house is `numbered`, the one of its register
/// with the number that was typed.
pub(super) async fn enter(
    tx: &Tx,
    app: &App,
    (session, id): (&Session, RegistrationId),
    (form, replies): &(ComingForm, Vec<Reply>),
    (invited, way): (Option<&Office>, Way),
    numbered: bool,
) -> Result<Registration, NotEntered> {
    let found = match (invited, form.number.filter(|_| numbered)) {
        (None, Some(number)) => match offices::by_number(tx, number).await? {
            Some(id) => offices::find(tx, id).await?,
            None => return Err(NotEntered::Problem((Field::Number, Problem::UnknownNumber))),
        },
        (Some(_), _) | (None, None) => None,
    };
    let office = invited.or(found.as_ref());
    let services: Vec<_> = office.iter().flat_map(|office| &office.services).map(|one| one.service).collect();
    let email = form.email.as_ref().map(|email| email.as_str().to_owned()).unwrap_or_default();
    let new = NewRegistration {
        office: office.map(|office| office.id),
        office_name: office.map_or(&form.office, |office| &office.particulars.name),
        services: &services,
        account: None,
        way,
        people: form.people,
        name: form.name.as_str(),
        email: &email,
        phone: &form.phone,
        question: (app.clock.id(), &form.question),
        replies,
        waits: form.waits,
        instead_of: None,
    };
    match register(tx, session, id, &new, app.clock.now()).await {
        Ok(made) => Ok(made),
        Err(RegisterError::Full { left }) => {
            let waits = session.may_wait(form.people);
            Err(NotEntered::Problem((Field::People, Problem::Full { left, waits })))
        }
        Err(RegisterError::Already) => Err(NotEntered::Problem((Field::Office, Problem::Registered))),
        Err(RegisterError::Stage(_)) => Err(NotEntered::Stage),
        Err(RegisterError::Store(error)) => Err(error.into()),
    }
}
