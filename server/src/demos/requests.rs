//! Asking for a session, and entering what a municipality told its federation on the telephone.

use super::{asked, letters, like::Like, told as back, years};
use crate::{
    actor::{Clerk, FederationClerk},
    app::App,
    campaigns::attaching::{self, For},
    error::Error,
    page::{Page, see_other},
    posted::Posted,
};
use app::{
    demos::{FewerPage, RequestFormPage, RequestUse},
    messages::demos::request_errors,
    paths,
};
use axum::{
    extract::{Query, State},
    response::Response,
};
use domain::{
    campaigns::ActivityKind,
    demos::{
        BookingRules, Caller, Contact, Place, RequestField, RequestForm, RequestProblem, SessionRequest,
        Yearly,
    },
    ids::DemoId,
};
use elements::FormState;
use leptos::prelude::*;
use store::{
    Tx,
    campaigns::Made,
    demos::{members, members::Member, rules, sessions},
    tenants,
};

/// The form, filled with who asks; it carries the activity along for which a session is asked.
pub async fn new(
    officer: Clerk,
    State(app): State<App>,
    Query(of): Query<For>,
    Query(earlier): Query<Like>,
    page: Page,
) -> Result<Response, Error> {
    let usage = Asking::of(&app, &officer).await?.usage();
    let contact = Contact {
        name: officer.account.name.clone(),
        phone: officer.tenant.settings.phone.clone(),
        email: officer.account.email.clone().unwrap_or_default(),
    };
    let tx = app.store.read(&officer.scope()).await?;
    let typed = earlier.fill(&tx, &contact, app.clock.today()).await?;
    drop(tx);
    let filled = FormState::filled(of.carried(typed));
    Ok(form(&page, officer.tenant.slug.clone(), usage, filled))
}

/// Sends the request to the federation.
pub async fn create(
    officer: Clerk,
    State(app): State<App>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let slug = officer.tenant.slug.clone();
    let asking = Asking::of(&app, &officer).await?;
    let (rules, usage) = (&asking.rules, asking.usage());
    if typed.get("fewer") == "back" {
        return Ok(form(&page, slug, usage, FormState::filled(typed)));
    }
    let request = match RequestForm::parse_within(&typed, app.clock.today(), rules) {
        Ok(request) => request,
        Err(problems) => {
            let rejected = FormState::rejected(typed, request_errors(&problems));
            return Ok(form(&page, slug, usage, rejected));
        }
    };
    // Fewer than it comes for in person, or oftener than it means to: three ways on, and no refusal.
    let people = request.people.get();
    let few = rules.too_few(request.place, people).map(|least| (least, people));
    let often = asking.too_often(&app, &officer, &request).await?;
    let request = match (few.is_some() || often.is_some(), typed.get("fewer")) {
        (true, "online") => request.online(),
        (true, "joint") => SessionRequest { joint: true, ..request },
        (true, "") => {
            let (federation, action) = (asking.federation.clone(), paths::new_demo(&slug));
            return Ok(page.ok("開き方を選ぶ", move || {
                view! { <FewerPage slug action federation few often typed/> }
            }));
        }
        _ => request,
    };
    let tx = app.store.write(&officer.scope()).await?;
    let id: DemoId = app.clock.id();
    let session = sessions::request(&tx, id, &asking.member, &request, false, app.clock.now()).await?;
    letters::requested(&app, &tx, &officer.tenant, &session).await?;
    let named = RequestForm::named(&typed);
    let along: Vec<Member> = asking.cities.into_iter().filter(|city| named.contains(&city.id)).collect();
    asked::ask(&app, &tx, &officer.tenant, &session, &along).await?;
    let made = (ActivityKind::DemoSession, Made::Session(id));
    let activity = attaching::attach(&tx, &slug, &typed, made, app.clock.now()).await?;
    tx.commit().await?;
    app.wake.notify_one();
    Ok(activity.map_or_else(|| back(&slug, id, "requested"), |page| see_other(&page)))
}

/// The federation's form.
pub async fn told(officer: FederationClerk, State(app): State<App>, page: Page) -> Result<Response, Error> {
    let tx = app.store.read(&officer.scope()).await?;
    let usage = entering(&callers(&tx).await?);
    let filled =
        RequestForm::fill(&Contact { name: String::new(), phone: String::new(), email: String::new() });
    Ok(form(&page, officer.tenant.slug.clone(), usage, FormState::filled(filled)))
}

/// Enters what was told.
pub async fn enter(
    officer: FederationClerk,
    State(app): State<App>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let slug = officer.tenant.slug.clone();
    let tx = app.store.write(&officer.scope()).await?;
    let callers = callers(&tx).await?;
    let read = match RequestForm::parse_told(&typed, app.clock.today(), &callers) {
        Ok(read) => match members::find(&tx, read.member).await? {
            Some(member) => Ok((member, read.request, read.along)),
            None => Err(vec![(RequestField::Member, RequestProblem::NotChosen)]),
        },
        Err(problems) => Err(problems),
    };
    let (member, request, along) = match read {
        Ok(read) => read,
        Err(problems) => {
            let usage = entering(&callers);
            let rejected = FormState::rejected(typed, request_errors(&problems));
            return Ok(form(&page, slug, usage, rejected));
        }
    };
    let id: DemoId = app.clock.id();
    let session = sessions::request(&tx, id, &member, &request, true, app.clock.now()).await?;
    let mut cities = members::all(&tx).await?;
    cities.retain(|city| along.cities.contains(&city.id));
    match along.said_by {
        Some(said_by) => {
            asked::told_along(&app, &tx, &officer.tenant, &session, (&cities, &said_by)).await?;
        }
        None => asked::ask(&app, &tx, &officer.tenant, &session, &cities).await?,
    }
    tx.commit().await?;
    app.wake.notify_one();
    Ok(back(&slug, id, "entered"))
}

/// The membership of a municipality, what its federation asks of those who book, and the cities that it may ask along.
struct Asking {
    member: Member,
    federation: String,
    rules: BookingRules,
    yearly: Option<Yearly>,
    cities: Vec<Member>,
}

impl Asking {
    /// Without a membership there is nobody to ask.
    async fn of(app: &App, officer: &Clerk) -> Result<Self, Error> {
        let tx = app.store.read(&officer.scope()).await?;
        let member = members::asking(&tx).await?.ok_or(Error::NotFound)?;
        let federation = tenants::by_id(&tx, member.federation).await?.name;
        let rules = rules::of_member(&tx, &member).await?;
        let yearly = years::of(&tx, (&member, &rules), app.clock.today(), None).await?;
        drop(tx);
        let cities = asked::cities_beside(app, &member).await?;
        Ok(Self { member, federation, rules, yearly, cities })
    }

    /// How the municipality stands in the year of the first candidate, where one more on site is more than it may have.
    async fn too_often(
        &self,
        app: &App,
        officer: &Clerk,
        request: &SessionRequest,
    ) -> Result<Option<Yearly>, Error> {
        let first = request.candidates.first().filter(|_| request.place == Place::OnSite);
        let Some(first) = first else { return Ok(None) };
        let tx = app.store.read(&officer.scope()).await?;
        let yearly = years::of(&tx, (&self.member, &self.rules), first.date, None).await?;
        Ok(yearly.filter(Yearly::is_reached))
    }

    fn usage(&self) -> RequestUse {
        RequestUse::Ask {
            federation: self.federation.clone(),
            yearly: self.yearly,
            cities: self.cities.iter().map(|city| (city.id, city.name.clone())).collect(),
        }
    }
}

/// The members of the federation of the scope that may ask, with what each is as far as it is known here.
pub(super) async fn callers(tx: &Tx) -> Result<Vec<Caller>, Error> {
    let mut callers = Vec::new();
    for one in members::active(tx).await? {
        let house = match one.municipality {
            Some(house) => Some(tenants::by_id(tx, house).await?.kind),
            None => None,
        };
        callers.push(Caller { member: one.id, name: one.name, house });
    }
    Ok(callers)
}

fn entering(callers: &[Caller]) -> RequestUse {
    let cities = callers.iter().filter(|one| one.may_be_city());
    let cities = cities.map(|one| (one.member, one.name.clone())).collect();
    RequestUse::Enter { members: callers.iter().map(|one| (one.member, named(one))).collect(), cities }
}

/// A member, with whether it has a house here.
pub(super) fn named(one: &Caller) -> String {
    let here = if one.house.is_some() { "" } else { "（ひろめる未利用）" };
    format!("{}{here}", one.name)
}

pub(super) fn form(page: &Page, slug: String, usage: RequestUse, form: FormState) -> Response {
    let title = match usage {
        RequestUse::Ask { .. } | RequestUse::ForCities { .. } => "開催を依頼する",
        RequestUse::Enter { .. } => "受けた依頼を入力する",
        RequestUse::Amend { .. } => "依頼の内容を変える",
    };
    let rejected = form.has_errors();
    let view = move || view! { <RequestFormPage slug usage form/> };
    if rejected { page.unprocessable(title, view) } else { page.ok(title, view) }
}
