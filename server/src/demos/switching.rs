//! 別の回に変える: by the link of a registration, by whoever signed in, and by an officer for who telephoned.

use super::{
    calendars::Asks,
    entry, letters, line,
    own::{self, is_old},
    public, registrations, views,
};
use crate::{
    actor::{Anyone, Applicant, PartnerClerk},
    app::App,
    error::Error,
    page::{Page, see_other},
    posted::Posted,
};
use app::{
    demos::{PublicSession, SWITCH_TO, SwitchLine, SwitchPage, SwitchView, SwitchesPage},
    mails::{coming as texts, demos::Coming},
    messages::demos::{coming_errors, reply_errors, switch_already, switch_changed, switch_full},
    paths,
};
use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use domain::{
    demos::{Admission, ComingField as Field, People, Reply, StageName, people_to_hold},
    form::Typed,
    ids::{DemoId, RegistrationId},
};
use elements::FormState;
use leptos::prelude::*;
use store::{
    Tx,
    demos::{
        admissions,
        coming::RegisterError,
        invitations,
        registrations::Registration,
        sessions::{self, Session},
        switching,
    },
    tenants::Tenant,
};

const TITLE: &str = "別の回に変える";

/// The words of an address.
type Pairs = Query<Vec<(String, String)>>;
/// Sentences beside fields.
type Errors = Vec<(String, String)>;

/// Who lets a registration go to another session: which sessions there are to choose differs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum By {
    /// Whoever has its link: what everybody may come to, and what its office was invited to.
    Link,
    /// Whoever signed in for its office: everything that is still open.
    Applicant,
    /// An officer, after the last day of registration too: they know why.
    Officer,
}

/// A registration, with what leads to it.
struct Whose<'a> {
    by: By,
    house: &'a Tenant,
    session: Session,
    own: Registration,
    /// Its page, or the list in which it stands.
    page: String,
    /// Where the choice is.
    path: String,
}

/// By the link: the sessions to choose from, or the one that was chosen.
pub async fn ask(
    _: Anyone,
    State(app): State<App>,
    Path(token): Path<String>,
    Query(words): Pairs,
    page: Page,
) -> Result<Response, Error> {
    let house = own::house(&app, &token).await?;
    let tx = app.store.read(&own::scope(&house)).await?;
    let (session, own) = own::found(&tx, &app, &token).await?;
    Whose::by_link(&house, session, own, &token).show(&app, &tx, &page, words).await
}

/// By the link: goes there.
pub async fn switch(
    anyone: Anyone,
    State(app): State<App>,
    Path(token): Path<String>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let house = own::house(&app, &token).await?;
    let tx = app.store.write(&anyone.visit.once(own::scope(&house))).await?;
    let (session, own) = own::found(&tx, &app, &token).await?;
    Whose::by_link(&house, session, own, &token).go(&app, tx, &page, typed).await
}

/// The same by whoever signed in.
pub async fn ask_own(
    applicant: Applicant,
    State(app): State<App>,
    Path((_, id, registration)): Path<(String, DemoId, RegistrationId)>,
    Query(words): Pairs,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&applicant.scope()).await?;
    let (session, own, _) = registrations::own(&tx, &applicant, id, registration).await?;
    Whose::by_applicant(&applicant.tenant, session, own).show(&app, &tx, &page, words).await
}

/// The same by whoever signed in.
pub async fn switch_own(
    applicant: Applicant,
    State(app): State<App>,
    Path((_, id, registration)): Path<(String, DemoId, RegistrationId)>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let tx = app.store.write(&applicant.scope()).await?;
    let (session, own, _) = registrations::own(&tx, &applicant, id, registration).await?;
    Whose::by_applicant(&applicant.tenant, session, own).go(&app, tx, &page, typed).await
}

/// The same by an officer.
pub async fn ask_entered(
    officer: PartnerClerk,
    State(app): State<App>,
    Path((_, id, registration)): Path<(String, DemoId, RegistrationId)>,
    Query(words): Pairs,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&officer.scope()).await?;
    let (session, own) = entry::registered(&tx, id, registration).await?;
    Whose::by_officer(&officer.tenant, session, own).show(&app, &tx, &page, words).await
}

/// The same by an officer.
pub async fn switch_entered(
    officer: PartnerClerk,
    State(app): State<App>,
    Path((_, id, registration)): Path<(String, DemoId, RegistrationId)>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let tx = app.store.write(&officer.scope()).await?;
    let (session, own) = entry::registered(&tx, id, registration).await?;
    Whose::by_officer(&officer.tenant, session, own).go(&app, tx, &page, typed).await
}

/// Whether a registration goes nowhere any more: it was cancelled, or it is too late, or whoever it is for was let in at the
/// door already.
fn is_over(app: &App, session: &Session, own: &Registration) -> bool {
    !own.is_live() || own.attended.is_some() || session.stage.registers(app.clock.now()).is_err()
}

/// Whether there is another session to which a registration can go.
pub(super) async fn is_possible(
    app: &App,
    tx: &Tx,
    by: By,
    (house, session, own): (&Tenant, &Session, &Registration),
) -> Result<bool, Error> {
    if is_over(app, session, own) {
        return Ok(false);
    }
    let choices = choices(app, tx, by, (house, session, own)).await?;
    Ok(choices.iter().any(|(other, _)| other.left() > 0))
}

/// The other sessions of the same federation that are open to whoever is registered, as those of the same municipality.
async fn choices(
    app: &App,
    tx: &Tx,
    by: By,
    (house, session, own): (&Tenant, &Session, &Registration),
) -> Result<Vec<(Session, Admission)>, Error> {
    let mut choices = Vec::new();
    for other in sessions::in_stage(tx, StageName::Confirmed).await? {
        let is_near = other.id != session.id
            && other.federation == session.federation
            && other.comes_from(house.id) == own.house;
        if !is_near || other.stage.registers(app.clock.now()).is_err() {
            continue;
        }
        let (admission, _) = admissions::find(tx, &other).await?;
        let is_open = match by {
            By::Officer => true,
            By::Applicant => public::closed(app, &other, &admission).is_none(),
            By::Link => {
                public::closed(app, &other, &admission).is_none()
                    && (admission.public || is_invited(tx, &other, own).await?)
            }
        };
        if admission.kind.registers() && is_open {
            choices.push((other, admission));
        }
    }
    Ok(choices)
}

/// Whether the office of a registration was invited to another session, too.
async fn is_invited(tx: &Tx, session: &Session, own: &Registration) -> Result<bool, Error> {
    let Some(office) = own.office else { return Ok(false) };
    Ok(invitations::of_session(tx, session.id).await?.iter().any(|one| one.office == office))
}

impl<'a> Whose<'a> {
    fn by_link(house: &'a Tenant, session: Session, own: Registration, token: &str) -> Self {
        let (page, path) = (paths::coming(token), paths::coming_switch(token));
        Self { by: By::Link, house, session, own, page, path }
    }

    fn by_applicant(house: &'a Tenant, session: Session, own: Registration) -> Self {
        let page = paths::my_registration(&house.slug, session.id, own.id);
        let path = paths::my_registration_switch(&house.slug, session.id, own.id);
        Self { by: By::Applicant, house, session, own, page, path }
    }

    fn by_officer(house: &'a Tenant, session: Session, own: Registration) -> Self {
        let page = paths::demo_participants(&house.slug, session.id);
        let path = paths::demo_registration_switch(&house.slug, session.id, own.id);
        Self { by: By::Officer, house, session, own, page, path }
    }

    async fn choices(&self, app: &App, tx: &Tx) -> Result<Vec<(Session, Admission)>, Error> {
        choices(app, tx, self.by, (self.house, &self.session, &self.own)).await
    }

    /// The choice, or the session that was chosen.
    async fn show(
        &self,
        app: &App,
        tx: &Tx,
        page: &Page,
        words: Vec<(String, String)>,
    ) -> Result<Response, Error> {
        if is_over(app, &self.session, &self.own) {
            return Ok(see_other(&self.page));
        }
        let choices = self.choices(app, tx).await?;
        let chosen = chosen(&choices, &Typed::new(words));
        if let Some((to, admission)) = chosen.filter(|(to, _)| to.left() > 0) {
            let typed = Typed::default().with(Field::People.name(), self.own.people.to_string());
            let filled = Reply::fill(&self.own.replies, &admission.prompts, typed);
            return Ok(self.render(page, (to, admission), FormState::filled(filled)));
        }
        let line = |(to, _): &(Session, Admission)| {
            let held = to.stage.session()?;
            Some(SwitchLine {
                href: format!("{}?{SWITCH_TO}={}", self.path, to.id),
                slot: held.slot,
                place: views::location(to),
                menu: views::menus(&to.request),
                left: to.left(),
            })
        };
        let lines: Vec<_> = choices.iter().filter_map(line).collect();
        let (back, about) = (self.page.clone(), own::about(&self.session, &self.own));
        Ok(page.ok(TITLE, move || view! { <SwitchesPage back about lines/> }))
    }

    /// Goes to the session that was chosen; where there is no room, everything stays as it is.
    async fn go(&self, app: &App, tx: Tx, page: &Page, typed: Typed) -> Result<Response, Error> {
        if is_over(app, &self.session, &self.own) {
            return Ok(see_other(&self.page));
        }
        let choices = self.choices(app, &tx).await?;
        let Some((to, admission)) = chosen(&choices, &typed) else { return Ok(see_other(&self.path)) };
        let (people, replies) = match self.read(&typed, admission) {
            Ok(read) => read,
            Err(errors) => {
                return Ok(self.render(page, (to, admission), FormState::rejected(typed, errors)));
            }
        };
        let now = app.clock.now();
        let both = (&self.session, to);
        let sentence = match switching::switch(&tx, both, &self.own, (people, &replies), now).await {
            Ok(made) => {
                self.tell(app, &tx, to, &made).await?;
                line::look(app, &tx, &self.session).await?;
                line::look(app, &tx, to).await?;
                tx.commit().await?;
                app.wake.notify_one();
                return Ok(see_other(&self.after(to, &made)));
            }
            Err(RegisterError::Full { left }) => switch_full(left),
            Err(RegisterError::Already) => switch_already(),
            // One of both was called off, or has begun.
            Err(RegisterError::Stage(_)) => return Ok(see_other(&self.path)),
            // The line moved, or they were let in at the door, since it was read.
            Err(RegisterError::Store(store::Error::Stale)) => switch_changed(),
            Err(RegisterError::Store(error)) => return Err(error.into()),
        };
        let form = FormState::rejected(typed, vec![(Field::People.name(), sentence)]);
        Ok(self.render(page, (to, admission), form))
    }

    /// How many come and what they say to what is asked there; everything that is wrong is told at once.
    fn read(&self, typed: &Typed, admission: &Admission) -> Result<(People, Vec<Reply>), Errors> {
        let people = people_to_hold(typed, admission.each);
        let replies = Reply::parse_all(typed, &admission.prompts, self.by == By::Officer);
        match (people, replies) {
            (Ok(people), Ok(replies)) if !is_old(typed, &self.own) => Ok((people, replies)),
            (Ok(_), Ok(_)) => Err(vec![(Field::People.name().to_owned(), switch_changed())]),
            (people, replies) => {
                let people = people.err().map(|problem| coming_errors(&[(Field::People, problem)]));
                let people = people.into_iter().flatten().map(|(field, words)| (field.to_owned(), words));
                let replies = replies.err().map(|problems| reply_errors(&admission.prompts, &problems));
                Err(people.chain(replies.into_iter().flatten()).collect())
            }
        }
    }

    /// Two mails: the date that one had goes out of the calendar, and the one that one has comes into it.
    async fn tell(&self, app: &App, tx: &Tx, to: &Session, made: &Registration) -> Result<(), Error> {
        let slots = self.session.stage.session().zip(to.stage.session());
        let Some((before, after)) = slots.map(|(before, after)| (before.slot, after.slot)) else {
            return Ok(());
        };
        // Whoever waited has nothing in their calendar.
        if self.own.wait.is_none() {
            let text = |coming: &Coming| texts::switched_from(coming, &after);
            letters::asking(app, tx, self.house, &self.session, &self.own, Asks::Drop, text).await?;
        }
        let text = |coming: &Coming| texts::switched_to(coming, &before);
        letters::asking(app, tx, self.house, to, made, Asks::Take, text).await
    }

    /// Where one is then.
    fn after(&self, to: &Session, made: &Registration) -> String {
        let slug = &self.house.slug;
        match self.by {
            By::Link => format!("{}?done=switched", self.page),
            By::Applicant => format!("{}?done=switched", paths::my_registration(slug, to.id, made.id)),
            By::Officer => format!("{}?done=switched", paths::demo_participants(slug, to.id)),
        }
    }

    fn render(&self, page: &Page, (to, admission): (&Session, &Admission), form: FormState) -> Response {
        let Some(session) = public::shown(self.house, to, admission, false) else {
            return see_other(&self.path);
        };
        let rejected = form.has_errors();
        // Nobody waits for another session while they have a place in this one.
        let left = session.left.filter(|left| *left > 0);
        let switch = SwitchView {
            session: PublicSession { left, ..session },
            about: own::about(&self.session, &self.own),
            waits: self.own.wait.is_some(),
            back: self.path.clone(),
            own: self.page.clone(),
            action: self.path.clone(),
            version: self.own.version,
            prompts: admission.prompts.clone(),
            officer: self.by == By::Officer,
            form,
        };
        let view = move || view! { <SwitchPage switch/> };
        if rejected { page.unprocessable(TITLE, view) } else { page.ok(TITLE, view) }
    }
}

/// The session that an address or a form names, of those that there are to choose.
fn chosen<'a>(choices: &'a [(Session, Admission)], typed: &Typed) -> Option<(&'a Session, &'a Admission)> {
    let wanted: DemoId = typed.get(SWITCH_TO).parse().ok()?;
    choices.iter().find(|(to, _)| to.id == wanted).map(|(to, admission)| (to, admission))
}
