//! 別の回に変える: by the link of a registration, by whoever signed in, and by an officer for who telephoned.

use super::{
    elsewhere::{self, By, is_over},
    entry, letters, line,
    own::{self, is_old},
    public, registrations, tied, tokens, views,
};
use crate::{
    actor::{Anyone, Applicant, PartnerClerk},
    app::App,
    error::Error,
    page::{Page, see_other},
    posted::Posted,
};
use app::{
    demos::{SWITCH_TO, SwitchLine, SwitchPage, SwitchView, SwitchesPage},
    messages::demos::{coming_errors, reply_errors, switch_already, switch_changed, switch_full},
    paths,
};
use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use domain::{
    demos::{Admission, ComingField as Field, People, Reply, people_to_hold, waits},
    form::Typed,
    ids::{AccountId, DemoId, RegistrationId},
};
use elements::FormState;
use leptos::prelude::*;
use store::{
    Tx,
    demos::{
        coming::{NewRegistration, RegisterError, register},
        registrations::Registration,
        sessions::Session,
        switching,
    },
    tenants::Tenant,
};

const TITLE: &str = "別の回に変える";

/// The words of an address.
type Pairs = Query<Vec<(String, String)>>;
/// Sentences beside fields.
type Errors = Vec<(String, String)>;

/// A registration, with what leads to it.
struct Whose<'a> {
    by: By,
    /// Whoever signed in for its office.
    account: Option<AccountId>,
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
    Whose::by_applicant(&applicant, session, own).show(&app, &tx, &page, words).await
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
    Whose::by_applicant(&applicant, session, own).go(&app, tx, &page, typed).await
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

impl<'a> Whose<'a> {
    fn by_link(house: &'a Tenant, session: Session, own: Registration, token: &str) -> Self {
        let (page, path) = (paths::coming(token), paths::coming_switch(token));
        Self { by: By::Link, account: None, house, session, own, page, path }
    }

    fn by_applicant(applicant: &'a Applicant, session: Session, own: Registration) -> Self {
        let (house, account) = (&applicant.tenant, Some(applicant.id()));
        let page = paths::my_registration(&house.slug, session.id, own.id);
        let path = paths::my_registration_switch(&house.slug, session.id, own.id);
        Self { by: By::Applicant, account, house, session, own, page, path }
    }

    fn by_officer(house: &'a Tenant, session: Session, own: Registration) -> Self {
        let page = paths::demo_participants(&house.slug, session.id);
        let path = paths::demo_registration_switch(&house.slug, session.id, own.id);
        Self { by: By::Officer, account: None, house, session, own, page, path }
    }

    async fn choices(&self, app: &App, tx: &Tx) -> Result<Vec<(Session, Admission)>, Error> {
        elsewhere::choices(app, tx, self.by, (self.house, &self.session, &self.own)).await
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
        if let Some(first) = self.first(app, tx).await? {
            return Ok(see_other(&first));
        }
        let choices = self.choices(app, tx).await?;
        if let Some((to, admission)) = chosen(&choices, &Typed::new(words)) {
            let typed = Typed::default().with(Field::People.name(), self.own.people.to_string());
            let filled = Reply::fill(&self.own.replies, &admission.prompts, typed);
            return Ok(self.render(page, (to, admission), FormState::filled(filled)));
        }
        let line = |(to, _): &(Session, Admission)| {
            let held = to.stage.session()?;
            Some(SwitchLine {
                href: format!("{}?{SWITCH_TO}={}", self.path, to.id),
                municipality: to.name.clone(),
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

    /// Where whoever waits with another registration kept chooses: it is that one that goes.
    async fn first(&self, app: &App, tx: &Tx) -> Result<Option<String>, Error> {
        let kept = switching::given_up(tx, &self.own, app.clock.now()).await?;
        let slug = &self.house.slug;
        Ok(kept.map(|(session, kept)| match self.by {
            By::Link => paths::coming_switch(&tokens::coming(&app.keys, kept.id)),
            By::Applicant => paths::my_registration_switch(slug, session.id, kept.id),
            By::Officer => paths::demo_registration_switch(slug, session.id, kept.id),
        }))
    }

    /// Goes to the session that was chosen; where there is no room, everything stays as it is, and one may wait there.
    async fn go(&self, app: &App, tx: Tx, page: &Page, typed: Typed) -> Result<Response, Error> {
        if is_over(app, &self.session, &self.own) {
            return Ok(see_other(&self.page));
        }
        if let Some(first) = self.first(app, &tx).await? {
            return Ok(see_other(&first));
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
        let may_wait = to.may_wait(people);
        let mut made = switching::switch(&tx, both, &self.own, (people, &replies), now).await;
        if matches!(made, Err(RegisterError::Full { .. })) && may_wait && waits(&typed) {
            made = self.wait(app, &tx, to, (people, &replies)).await;
        }
        let mut typed = typed;
        let sentence = match made {
            Ok(made) => {
                if made.wait.is_some() {
                    letters::came_in(app, &tx, self.house, to, &made).await?;
                } else {
                    tied::tell(app, &tx, self.house, (&self.session, &self.own), (to, &made)).await?;
                    line::look(app, &tx, &self.session).await?;
                }
                line::look(app, &tx, to).await?;
                tx.commit().await?;
                app.wake.notify_one();
                return Ok(see_other(&self.after(app, to, &made)));
            }
            Err(RegisterError::Full { left }) => {
                typed = views::ticked_to_wait(typed, may_wait);
                switch_full(left, may_wait)
            }
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

    /// Waits there, and keeps what there is here until places are taken there.
    async fn wait(
        &self,
        app: &App,
        tx: &Tx,
        to: &Session,
        (people, replies): (People, &[Reply]),
    ) -> Result<Registration, RegisterError> {
        let own = &self.own;
        let new = NewRegistration {
            office: own.office,
            office_name: &own.office_name,
            services: &own.services,
            account: self.account,
            way: own.way,
            people,
            name: &own.name,
            email: &own.email,
            phone: &own.phone,
            question: (app.clock.id(), ""),
            replies,
            waits: true,
            instead_of: Some(own),
        };
        register(tx, to, app.clock.id(), &new, app.clock.now()).await
    }

    /// Where one is then.
    fn after(&self, app: &App, to: &Session, made: &Registration) -> String {
        let slug = &self.house.slug;
        let page = match self.by {
            By::Link => paths::coming(&tokens::coming(&app.keys, made.id)),
            By::Applicant => paths::my_registration(slug, to.id, made.id),
            By::Officer => paths::demo_participants(slug, to.id),
        };
        let done = if made.wait.is_some() { "waits" } else { "switched" };
        format!("{page}?done={done}")
    }

    fn render(&self, page: &Page, (to, admission): (&Session, &Admission), form: FormState) -> Response {
        let Some(session) = public::shown(self.house, to, admission, false) else {
            return see_other(&self.path);
        };
        let rejected = form.has_errors();
        let switch = SwitchView {
            session,
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
