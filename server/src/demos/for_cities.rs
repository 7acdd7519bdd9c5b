//! A prefecture asks its federation for a session to which the offices of several cities come.

use super::{asked, letters, like::Like, told as back};
use crate::{
    actor::PrefectureClerk,
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
    demos::{City, Contact, RequestForm, SessionRequest},
    ids::DemoId,
};
use elements::FormState;
use leptos::prelude::*;
use store::{
    campaigns::Made,
    demos::{
        members::{self, Member},
        rules, sessions,
    },
    tenants,
};

const TITLE: &str = "開催を依頼する";

/// The membership of the prefecture, with its federation's name and the cities that it may ask for.
struct Asking {
    member: Member,
    federation: String,
    cities: Vec<City>,
}

impl Asking {
    /// None where the prefecture belongs to no federation here.
    async fn of(app: &App, officer: &PrefectureClerk) -> Result<Self, Error> {
        let tx = app.store.read(&officer.scope()).await?;
        let member = members::asking(&tx).await?.ok_or(Error::NotFound)?;
        let federation = tenants::by_id(&tx, member.federation).await?.name;
        drop(tx);
        let beside = asked::cities_beside(app, &member).await?;
        let cities = beside.into_iter().map(|one| City { member: one.id, name: one.name }).collect();
        Ok(Self { member, federation, cities })
    }

    fn answer(self, page: &Page, slug: String, form: FormState) -> Response {
        let usage = RequestUse::ForCities {
            federation: self.federation,
            cities: self.cities.into_iter().map(|city| (city.member, city.name)).collect(),
        };
        let rejected = form.has_errors();
        let view = move || view! { <RequestFormPage slug usage form/> };
        if rejected { page.unprocessable(TITLE, view) } else { page.ok(TITLE, view) }
    }
}

/// The form, filled with who asks; it carries the activity along for which a session is asked.
pub async fn new(
    officer: PrefectureClerk,
    State(app): State<App>,
    Query(of): Query<For>,
    Query(earlier): Query<Like>,
    page: Page,
) -> Result<Response, Error> {
    let asking = Asking::of(&app, &officer).await?;
    let contact = Contact {
        name: officer.account.name.clone(),
        phone: officer.tenant.settings.phone.clone(),
        email: officer.account.email.clone().unwrap_or_default(),
    };
    let tx = app.store.read(&officer.scope()).await?;
    let typed = earlier.fill(&tx, &contact, app.clock.today()).await?;
    drop(tx);
    let filled = FormState::filled(of.carried(typed));
    Ok(asking.answer(&page, officer.tenant.slug.clone(), filled))
}

/// Sends the request to the federation.
pub async fn create(
    officer: PrefectureClerk,
    State(app): State<App>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let slug = officer.tenant.slug.clone();
    let asking = Asking::of(&app, &officer).await?;
    let tx = app.store.read(&officer.scope()).await?;
    let rules = rules::of_member(&tx, &asking.member).await?;
    drop(tx);
    if typed.get("fewer") == "back" {
        return Ok(asking.answer(&page, slug, FormState::filled(typed)));
    }
    let request = match RequestForm::parse_for_cities(&typed, app.clock.today(), &rules, &asking.cities) {
        Ok(request) => request,
        Err(problems) => {
            let rejected = FormState::rejected(typed, request_errors(&problems));
            return Ok(asking.answer(&page, slug, rejected));
        }
    };
    // Fewer than it comes for in person: three ways on, and no refusal.
    let request = match (rules.too_few(request.place, request.people.get()), typed.get("fewer")) {
        (Some(_), "online") => request.online(),
        (Some(_), "joint") => SessionRequest { joint: true, ..request },
        (Some(least), "") => {
            let (federation, few) = (asking.federation, Some((least, request.people.get())));
            let action = paths::new_demo_for_cities(&slug);
            return Ok(page.ok("開き方を選ぶ", move || {
                view! { <FewerPage slug action federation few often=None typed/> }
            }));
        }
        _ => request,
    };
    let tx = app.store.write(&officer.scope()).await?;
    let id: DemoId = app.clock.id();
    let session = sessions::request(&tx, id, &asking.member, &request, false, app.clock.now()).await?;
    letters::requested(&app, &tx, &officer.tenant, &session).await?;
    let made = (ActivityKind::DemoSession, Made::Session(id));
    let activity = attaching::attach(&tx, &slug, &typed, made, app.clock.now()).await?;
    tx.commit().await?;
    Ok(activity.map_or_else(|| back(&slug, id, "requested"), |page| see_other(&page)))
}
