//! S1: what a programme is, whether an office is eligible, how to begin. Nobody signs in for it.

use super::post_of;
use crate::{
    actor::Visitor, app::App, campaigns::notices, error::Error, help::help_of, mailings::announcement,
    page::Page,
};
use app::{
    messages::subsidies::{eligibility_question, most_words},
    subsidies::{GuideLine, GuidePage, GuideView, GuidesPage, InitiativeView, Looks, Openness},
};
use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use domain::{
    form::Typed,
    ids::ProgrammeId,
    subsidies::{Clock, Eligibility, ProgrammeState, Rules, UsualDays, places, usual_days},
    working_days::WorkingCalendar,
};
use elements::FormState;
use leptos::prelude::*;
use store::{
    Tx, initiatives, progress,
    subsidies::{
        decisions,
        programmes::{self, Programme},
        waiting,
    },
    tenants::{self, Tenant},
};

/// Every published programme of a municipality.
pub async fn index(visitor: Visitor, State(app): State<App>, page: Page) -> Result<Response, Error> {
    let tx = app.store.read(&visitor.scope()).await?;
    let now = app.clock.now();
    let lines: Vec<_> = programmes::all(&tx)
        .await?
        .into_iter()
        .filter_map(|programme| {
            let rules = &programme.current.as_ref()?.rules;
            Some(GuideLine {
                id: programme.id,
                title: rules.title.clone(),
                fiscal_year: rules.fiscal_year,
                most: most_words(rules),
                openness: Openness::of(programme.state, rules, programme.remaining(), now),
            })
        })
        .collect();
    let progress = progress::find(&tx).await?.published_at.is_some();
    let mut announcements = notices::listed(&tx, &visitor.tenant.slug).await?;
    announcements.extend(announcement::listed(&app, &tx, &visitor.tenant).await?);
    drop(tx);
    let (slug, name) = (visitor.tenant.slug, visitor.tenant.name);
    Ok(page.ok(
        "介護事業所向けの補助金",
        move || view! { <GuidesPage slug municipality=name programmes=lines progress announcements/> },
    ))
}

/// One programme, with the three questions as far as they are answered.
pub async fn show(
    visitor: Visitor,
    State(app): State<App>,
    Path((_, id)): Path<(String, ProgrammeId)>,
    Query(pairs): Query<Vec<(String, String)>>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&visitor.scope()).await?;
    let programme = programmes::find(&tx, id).await?.ok_or(Error::NotFound)?;
    let rules = match (&programme.state, &programme.current) {
        (ProgrammeState::Published { .. } | ProgrammeState::Closed { .. }, Some(current)) => {
            current.rules.clone()
        }
        (ProgrammeState::Draft | ProgrammeState::Published { .. } | ProgrammeState::Closed { .. }, _) => {
            return Err(Error::NotFound);
        }
    };
    let looks = if visitor.visit.belongs_to_staff() { Looks::Staff } else { Looks::Outside };
    let guide = view_of(&app, &tx, &visitor.tenant, &programme, rules, looks).await?;
    Ok(answer(&page, guide, &Typed::new(pairs)))
}

/// What the page shows of a programme under some rules.
pub(super) async fn view_of(
    app: &App,
    tx: &Tx,
    house: &Tenant,
    programme: &Programme,
    rules: Rules,
    looks: Looks,
) -> Result<GuideView, Error> {
    let today = app.clock.today();
    let initiative = initiatives::by_id(tx, programme.initiative).await?;
    let price = initiative.price_on(today);
    let remaining = if looks == Looks::Preview {
        rules.budget.checked_sub(programme.reserved).unwrap_or(rules.budget)
    } else {
        programme.remaining()
    };
    let post = post_of(house, &rules);
    Ok(GuideView {
        slug: house.slug.clone(),
        id: programme.id,
        remaining,
        places: places(&rules, remaining),
        window: *rules.window_at(app.clock.now()).0,
        waiting: programme.waiting,
        seed: waiting::standing(tx, programme.id).await?.seed,
        order: super::scores::order(tx, programme).await?,
        openness: Openness::of(programme.state, &rules, remaining, app.clock.now()),
        rules,
        initiative: InitiativeView {
            licence: initiative.licence_on(today),
            price: price.map(|price| (price.fee, price.note.clone())),
            site: initiative.site_url,
            helpdesk: help_of(initiative.helpdesk),
        },
        usual: usual(tx, programme.id).await?,
        post,
        looks,
    })
}

/// How long the last decisions of a programme took.
async fn usual(tx: &Tx, programme: ProgrammeId) -> Result<Option<UsualDays>, Error> {
    const LAST: u64 = 200;
    let clocks = decisions::clocks(tx, programme, LAST).await?;
    let calendar = WorkingCalendar::new(tenants::closed_days(tx).await?);
    let used = |clock: &Clock| clock.ended.map(|ended| clock.read(ended, 0, &calendar).used);
    Ok(usual_days(clocks.iter().filter_map(used).collect()))
}

/// The page with the three questions: untouched, answered, or with what is still open.
pub(super) fn answer(page: &Page, guide: GuideView, typed: &Typed) -> Response {
    let title = guide.rules.title.clone();
    if !Eligibility::asked(typed) {
        return page.ok(&title, move || view! { <GuidePage guide form=FormState::empty() outcome=None/> });
    }
    match Eligibility::parse(typed, &guide.rules) {
        Ok(outcome) => {
            let form = FormState::filled(typed.clone());
            page.ok(&title, move || view! { <GuidePage guide form outcome=Some(outcome)/> })
        }
        Err(open) => {
            let errors = open
                .into_iter()
                .map(|(field, _)| {
                    (
                        field.name(),
                        format!("「{}」に答えてください", eligibility_question(field, &guide.rules)),
                    )
                })
                .collect();
            let form = FormState::rejected(typed.clone(), errors);
            page.unprocessable(&title, move || view! { <GuidePage guide form outcome=None/> })
        }
    }
}
