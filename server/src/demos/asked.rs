//! いっしょに開くお誘い: a city asks others of its federation along, each answers on its own page, and the federation records
//! what one without a house here said.

use super::{cities::Cities, found, letters, told, views};
use crate::{
    actor::PartnerClerk,
    app::App,
    error::Error,
    page::{Page, see_other},
    posted::Posted,
};
use app::{
    demos::{AskedLine, AskedPage, AskedView},
    mails::{MailText, asked as texts, demos::About},
    messages::demos::asked_errors,
    paths,
};
use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::{
    accounts::TenantKind,
    demos::{AskedField as Field, AskedForm, AskedProblem as Problem, AskedState, People, Slot},
    ids::{DemoId, TenantId},
};
use elements::FormState;
use leptos::prelude::*;
use store::{
    Scope, Tx,
    demos::{
        asked::{self, AskedCity},
        members::{self, Member},
        sessions::Session,
    },
    tenants::{self, Tenant},
};

const TITLE: &str = "いっしょに開くお誘い";

/// The cities of a member's federation but itself: their names are the federation's to tell, and nothing else of them. Opens
/// a transaction of the federation's house: call it when none is open.
pub(super) async fn cities_beside(app: &App, member: &Member) -> Result<Vec<Member>, Error> {
    let why = "which cities a member may ask for";
    let tx = app.store.read(&Scope::tenant_by_system(member.federation, why)).await?;
    let mut cities = Vec::new();
    for one in members::active(&tx).await? {
        let is_city = match one.municipality {
            Some(house) => tenants::by_id(&tx, house).await?.kind == TenantKind::Municipality,
            None => true,
        };
        if is_city && one.id != member.id {
            cities.push(one);
        }
    }
    Ok(cities)
}

/// The cities that a request names are asked, and told of it: by the city whose request it is, or by its federation.
pub(super) async fn ask(
    app: &App,
    tx: &Tx,
    from: &Tenant,
    session: &Session,
    cities: &[Member],
) -> Result<(), Error> {
    asked::ask(tx, session, cities, app.clock.now()).await?;
    for house in cities.iter().filter_map(|city| city.municipality) {
        let text = |about: &About| texts::city_asked(about, &slots(session));
        write(app, tx, from, session, (house, paths::demo_asked), text).await?;
    }
    Ok(())
}

/// The cities that somebody told their federation come along at once, and are told of it.
pub(super) async fn told_along(
    app: &App,
    tx: &Tx,
    from: &Tenant,
    session: &Session,
    (cities, said_by): (&[Member], &str),
) -> Result<(), Error> {
    let note = format!("聞いた相手　{said_by}");
    asked::told(tx, session, cities, &note, app.clock.now()).await?;
    for house in cities.iter().filter_map(|city| city.municipality) {
        let text = |about: &About| texts::city_told(about, &slots(session), said_by);
        write(app, tx, from, session, (house, paths::demo_leaving), text).await?;
    }
    Ok(())
}

/// What those hear of a change who are asked along and have not answered.
pub(super) async fn tell_open(
    app: &App,
    tx: &Tx,
    from: &Tenant,
    session: &Session,
    text: impl Fn(&About) -> MailText,
) -> Result<(), Error> {
    let all = asked::of_session(tx, session.id).await?;
    for house in all.iter().filter(|one| one.state == AskedState::Open).filter_map(|one| one.house) {
        write(app, tx, from, session, (house, paths::demo_asked), &text).await?;
    }
    Ok(())
}

/// To the house of a city, with the page where it answers.
async fn write(
    app: &App,
    tx: &Tx,
    from: &Tenant,
    session: &Session,
    (house, page): (TenantId, fn(&str, DemoId) -> String),
    text: impl FnOnce(&About) -> MailText,
) -> Result<(), Error> {
    let house = tenants::by_id(tx, house).await?;
    let url = app.address_of(&page(&house.slug, session.id));
    let sender = letters::sender(from);
    let about = About { to: &house.name, from: &sender, municipality: &session.name, url: Some(&url) };
    let to = (house.settings.email.as_str(), house.name.as_str());
    letters::send(app, tx, from, session, to, text(&about)).await
}

/// What a city said, to the one that asked it; the date stays its federation's to send.
async fn told_back(
    app: &App,
    tx: &Tx,
    from: &Tenant,
    session: &Session,
    (city, people, note): (&AskedCity, Option<u16>, &str),
) -> Result<(), Error> {
    let (to, url) = letters::municipality(app, tx, session).await?;
    let sender = letters::sender(from);
    let about = About { to: &to, from: &sender, municipality: &session.name, url: url.as_deref() };
    let text = texts::city_answered(&about, &city.name, people, note);
    let contact = &session.request.contact;
    letters::send(app, tx, from, session, (&contact.email, &contact.name), text).await
}

/// When it would be, or is.
pub(super) fn slots(session: &Session) -> Vec<Slot> {
    match session.stage.session() {
        Some(held) => vec![held.slot],
        None => session.request.candidates.clone(),
    }
}

/// To which sessions a house is asked, as its list shows them.
pub(super) async fn lines(tx: &Tx) -> Result<Vec<AskedLine>, Error> {
    let open = asked::open(tx).await?;
    Ok(open.into_iter().map(|one| AskedLine { id: one.session, lead: one.lead, at: one.asked_at }).collect())
}

/// A session to which cities are asked that have not said anything.
struct Around {
    session: Session,
    open: Cities,
}

impl Around {
    /// What an officer may answer for: a city for itself, a federation for all of them. Elsewhere where there is nothing.
    async fn of(app: &App, officer: &PartnerClerk, id: DemoId) -> Result<Self, Error> {
        let slug = officer.tenant.slug.as_str();
        let tx = app.store.read(&officer.scope()).await?;
        let asked = Cities::of(officer.tenant.id, asked::of_session(&tx, id).await?);
        let Some(federation) = asked.all().first().map(|one| one.federation) else {
            found(&tx, id).await?;
            return Err(Error::Elsewhere(paths::demo_session(slug, id)));
        };
        let open = asked.only(|one| one.state == AskedState::Open);
        if open.all().is_empty() {
            let path = if open.is_federation { paths::demo_session(slug, id) } else { paths::demos(slug) };
            return Err(Error::Elsewhere(path));
        }
        drop(tx);
        // Whoever is asked reads when and where it would be before it says that it comes along.
        let why = "what a city is asked to come along to";
        let tx = app.store.read(&Scope::tenant_by_system(federation, why)).await?;
        Ok(Self { session: found(&tx, id).await?, open })
    }

    fn render(self, page: &Page, slug: String, form: FormState) -> Response {
        let Self { session, open } = self;
        let contact = &session.request.contact;
        let view = AskedView {
            slug,
            id: session.id,
            slots: slots(&session),
            place: views::location(&session),
            menu: views::menus(&session.request),
            people: session.request.people.get(),
            contact: format!("{}　{}　電話 {}", session.name, contact.name, contact.phone),
            lead: session.name,
            cities: open.choices(),
            form,
        };
        let rejected = view.form.has_errors();
        let view = move || view! { <AskedPage asked=view/> };
        if rejected { page.unprocessable(TITLE, view) } else { page.ok(TITLE, view) }
    }
}

/// What a city is asked to come along to.
pub async fn show(
    officer: PartnerClerk,
    State(app): State<App>,
    Path((slug, id)): Path<(String, DemoId)>,
    page: Page,
) -> Result<Response, Error> {
    let around = Around::of(&app, &officer, id).await?;
    Ok(around.render(&page, slug, FormState::empty()))
}

/// Comes along, or does not; the city that asked is told.
pub async fn answer(
    officer: PartnerClerk,
    State(app): State<App>,
    Path((slug, id)): Path<(String, DemoId)>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let around = Around::of(&app, &officer, id).await?;
    let (form, city) = match (AskedForm::parse(&typed), around.open.whom(&typed).cloned()) {
        (Ok(form), Some(city)) => (form, city),
        (read, city) => {
            let missing = city.is_none().then_some((Field::Member, Problem::NotChosen));
            let problems: Vec<_> = missing.into_iter().chain(read.err().into_iter().flatten()).collect();
            let rejected = FormState::rejected(typed, asked_errors(&problems));
            return Ok(around.render(&page, slug, rejected));
        }
    };
    let tx = app.store.write(&officer.scope()).await?;
    if !asked::answer(&tx, &city, &form, app.clock.now()).await? {
        // A colleague was faster, or nothing comes of it any more: the page says so.
        return Ok(see_other(&paths::demo_asked(&slug, id)));
    }
    let people = form.people.map(People::get);
    told_back(&app, &tx, &officer.tenant, &around.session, (&city, people, &form.note)).await?;
    tx.commit().await?;
    app.wake.notify_one();
    Ok(match people {
        _ if around.open.is_federation => told(&slug, id, "asked"),
        Some(_) => told(&slug, id, "agreed"),
        None => see_other(&format!("{}?done=declined", paths::demos(&slug))),
    })
}
