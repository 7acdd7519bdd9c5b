//! いっしょに開くことの取りやめ: a city that agreed to come along, or for which a prefecture asked, does not after all. It says so
//! on its own page, or its federation records what it said. The session goes on; whoever registered from its offices is told, and
//! their places are free.

use super::{
    asked::slots,
    calendars::Asks,
    cities::{Cities, MEMBER},
    found, found_to_come, letters, line, told,
};
use crate::{
    actor::PartnerClerk,
    app::App,
    error::Error,
    page::{Page, see_other},
    posted::Posted,
};
use app::{
    demos::{LeavingPage, LeavingView},
    mails::{
        asked as texts,
        demos::{About, Coming},
    },
    messages::{demos::wrong_stage, subsidies::reason_error},
    paths,
};
use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::{demos::Stage, email::Email, ids::DemoId, subsidies::Reason};
use elements::FormState;
use leptos::prelude::*;
use store::{
    Tx,
    demos::{
        asked::{self, AskedCity},
        coming::{self, RegisterError},
        companions::{self, Companion},
        registrations::{self, Registration},
        sessions::{self, Session},
    },
    tenants::{self, Tenant},
};

const TITLE: &str = "いっしょに開くことを取りやめる";
/// Name of the control.
const REASON: &str = "reason";

/// Whether an officer of a house may take back that one of those beside a session comes along to it.
pub(super) async fn is_possible(
    app: &App,
    tx: &Tx,
    session: &Session,
    beside: &[Companion],
) -> Result<bool, Error> {
    if !session.stage.can_be_left(app.clock.now()) {
        return Ok(false);
    }
    let agreed = asked::agreed(tx, session, beside).await?;
    Ok(!Cities::of(tx.tenant()?, agreed).all().is_empty())
}

/// A session that somebody may leave.
struct Around {
    session: Session,
    cities: Cities,
    /// Who is registered and waits.
    all: Vec<Registration>,
}

impl Around {
    /// What an officer may say of a session. Elsewhere where nobody leaves it any more, or what it was joined to has a date.
    async fn of(app: &App, tx: &Tx, officer: &PartnerClerk, session: Session) -> Result<Self, Error> {
        if let Stage::Joined { into, .. } = session.stage
            && sessions::find(tx, into).await?.is_some_and(|lead| lead.stage.session().is_some())
        {
            return Err(Error::Elsewhere(paths::demo_leaving(&officer.tenant.slug, into)));
        }
        let beside = companions::of_session(tx, session.id).await?;
        let cities = Cities::of(officer.tenant.id, asked::agreed(tx, &session, &beside).await?);
        if cities.all().is_empty() || !session.stage.can_be_left(app.clock.now()) {
            return Err(Error::Elsewhere(paths::demo_session(&officer.tenant.slug, session.id)));
        }
        let all = registrations::of_session(tx, session.id).await?;
        Ok(Self { session, cities, all })
    }

    /// Who is registered or waits from the offices of a city; nobody of one that has no house here, as theirs stand in the
    /// house of another.
    fn of_offices(&self, city: &AskedCity) -> impl Iterator<Item = &Registration> {
        let house = city.house;
        self.all.iter().filter(move |one| house.is_some() && one.house == house && !one.is_walk_in())
    }

    fn render(&self, page: &Page, slug: String, form: FormState) -> Response {
        let Self { session, cities, .. } = self;
        let several = cities.all().len() > 1;
        let theirs: Vec<(&AskedCity, &Registration)> =
            cities.all().iter().flat_map(|city| self.of_offices(city).map(move |one| (city, one))).collect();
        let silent = theirs.iter().filter(|(_, one)| one.email.parse::<Email>().is_err());
        let silent = silent.map(|(city, one)| {
            let office = &one.office_name;
            let office = if several { format!("{}　{office}", city.name) } else { office.clone() };
            (office, format!("{}　{}", one.name, one.phone))
        });
        let view = LeavingView {
            slug,
            id: session.id,
            lead: session.name.clone(),
            slots: slots(session),
            decided: session.stage.public().is_some(),
            registered: theirs.len(),
            silent: silent.collect(),
            cities: cities.choices(),
            form,
        };
        let rejected = view.form.has_errors();
        let view = move || view! { <LeavingPage leaving=view/> };
        if rejected { page.unprocessable(TITLE, view) } else { page.ok(TITLE, view) }
    }
}

/// What it means, and why.
pub async fn show(
    officer: PartnerClerk,
    State(app): State<App>,
    Path((slug, id)): Path<(String, DemoId)>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&officer.scope()).await?;
    let session = found(&tx, id).await?;
    let around = Around::of(&app, &tx, &officer, session).await?;
    Ok(around.render(&page, slug, FormState::empty()))
}

/// Leaves; everybody concerned is told.
pub async fn leave(
    officer: PartnerClerk,
    State(app): State<App>,
    Path((slug, id)): Path<(String, DemoId)>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let tx = app.store.write(&officer.scope()).await?;
    let session = found_to_come(&tx, id).await?;
    let around = Around::of(&app, &tx, &officer, session).await?;
    let (city, reason) = match (around.cities.whom(&typed), Reason::parse(typed.get(REASON))) {
        (Some(city), Ok(reason)) => (city, reason),
        (city, reason) => {
            let missing = city.is_none().then(|| (MEMBER, "取りやめる市区町村を選んでください".to_owned()));
            let wrong = reason.err().map(|error| (REASON, reason_error("取りやめる理由", error)));
            let errors: Vec<_> = missing.into_iter().chain(wrong).collect();
            return Ok(around.render(&page, slug, FormState::rejected(typed, errors)));
        }
    };
    let (now, from, session) = (app.clock.now(), &officer.tenant, &around.session);
    let mut gone = 0;
    for one in around.of_offices(city) {
        match coming::withdraw(&tx, session, one, now).await {
            Ok(()) => {}
            Err(RegisterError::Stage(why)) => {
                let errors = vec![(REASON, wrong_stage(why))];
                return Ok(around.render(&page, slug, FormState::rejected(typed, errors)));
            }
            // An office changed its registration in the same moment.
            Err(RegisterError::Store(store::Error::Stale)) => {
                let sentence =
                    "事業所の申込みが、この操作の間に変わりました。もう一度、同じボタンを押してください";
                let errors = vec![(REASON, sentence.to_owned())];
                return Ok(around.render(&page, slug, FormState::rejected(typed, errors)));
            }
            Err(RegisterError::Full { .. } | RegisterError::Already) => {
                return Err(Error::Internal("giving places back takes none"));
            }
            Err(RegisterError::Store(error)) => return Err(error.into()),
        }
        let text = |coming: &Coming| texts::comes_no_more(coming, &session.name, reason.as_str());
        letters::asking(&app, &tx, from, session, one, Asks::Drop, text).await?;
        if one.takes_places() {
            gone += u64::from(one.people);
        }
    }
    // The request by which it was asked is not to be seen by it afterwards.
    let by = if city.session == session.id { None } else { sessions::find(&tx, city.session).await? };
    tell(&app, &tx, from, session, (city, gone, &reason)).await?;
    if let Some(by) = by {
        tell_lead(&app, &tx, from, &by, (city, gone, &reason)).await?;
    }
    if gone > 0 {
        line::look(&app, &tx, session).await?;
    }
    if !asked::leave(&tx, session, city, &reason, now).await? {
        // A colleague was faster: the list says how it stands.
        return Ok(see_other(&paths::demos(&slug)));
    }
    tx.commit().await?;
    app.wake.notify_one();
    Ok(if around.cities.is_federation {
        told(&slug, id, "left")
    } else {
        see_other(&format!("{}?done=left", paths::demos(&slug)))
    })
}

/// The city whose session it is, and whoever of the two others did not say it itself.
async fn tell(
    app: &App,
    tx: &Tx,
    from: &Tenant,
    session: &Session,
    (city, gone, reason): (&AskedCity, u64, &Reason),
) -> Result<(), Error> {
    tell_lead(app, tx, from, session, (city, gone, reason)).await?;
    if from.id != session.federation {
        let text = |about: &About| texts::city_left(about, &city.name, gone, reason.as_str());
        return letters::to_federation(app, tx, from, session, text).await;
    }
    let Some(house) = city.house else { return Ok(()) };
    let house = tenants::by_id(tx, house).await?;
    let sender = letters::sender(from);
    // It sees the session no longer, and its calendar has the date no longer, where there was one.
    let about = About { to: &house.name, from: &sender, municipality: &session.name, url: None };
    let text = texts::leaving_recorded(&about, reason.as_str());
    let to = (house.settings.email.as_str(), house.name.as_str());
    letters::enqueue(app, tx, from, session, to, text, Some((Asks::Drop, ""))).await
}

/// The city whose session or request it is; the date stays its federation's to send.
async fn tell_lead(
    app: &App,
    tx: &Tx,
    from: &Tenant,
    session: &Session,
    (city, gone, reason): (&AskedCity, u64, &Reason),
) -> Result<(), Error> {
    let (to, url) = letters::municipality(app, tx, session).await?;
    let sender = letters::sender(from);
    let about = About { to: &to, from: &sender, municipality: &session.name, url: url.as_deref() };
    let text = texts::city_left(&about, &city.name, gone, reason.as_str());
    let contact = &session.request.contact;
    letters::send(app, tx, from, session, (&contact.email, &contact.name), text).await
}
