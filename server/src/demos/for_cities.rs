//! A prefecture asks its federation for a session to which the offices of several cities come.

use super::{asked, letters, told as back};
use crate::{actor::PrefectureClerk, app::App, error::Error, page::Page, posted::Posted};
use app::{
    demos::{FewerPage, RequestFormPage, RequestUse},
    messages::demos::request_errors,
    paths,
};
use axum::{extract::State, response::Response};
use domain::{
    demos::{City, Contact, Place, RequestForm, SessionRequest},
    ids::DemoId,
};
use elements::FormState;
use leptos::prelude::*;
use store::{
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
        let member = members::own(&tx).await?.ok_or(Error::NotFound)?;
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

/// The form, filled with who asks.
pub async fn new(officer: PrefectureClerk, State(app): State<App>, page: Page) -> Result<Response, Error> {
    let asking = Asking::of(&app, &officer).await?;
    let contact = Contact {
        name: officer.account.name.clone(),
        phone: officer.tenant.settings.phone.clone(),
        email: officer.account.email.clone().unwrap_or_default(),
    };
    let filled = FormState::filled(RequestForm::fill(&contact));
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
        (Some(_), "online") => SessionRequest { place: Place::Online, venue: String::new(), ..request },
        (Some(_), "joint") => SessionRequest { joint: true, ..request },
        (Some(least), "") => {
            let (federation, people) = (asking.federation, request.people.get());
            let action = paths::new_demo_for_cities(&slug);
            return Ok(page.ok("開き方を選ぶ", move || {
                view! { <FewerPage slug action federation least people typed/> }
            }));
        }
        _ => request,
    };
    let tx = app.store.write(&officer.scope()).await?;
    let id: DemoId = app.clock.id();
    let session = sessions::request(&tx, id, &asking.member, &request, false, app.clock.now()).await?;
    letters::requested(&app, &tx, &officer.tenant, &session).await?;
    tx.commit().await?;
    Ok(back(&slug, id, "requested"))
}
