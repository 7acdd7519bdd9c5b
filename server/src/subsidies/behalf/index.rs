//! The search for the office of a paper, and the papers that are not done with.

use crate::{
    actor::Clerk,
    app::App,
    error::Error,
    page::{Page, see_other},
};
use app::paths::{self, Filling};
use app::subsidies::behalf::{BehalfPage, BehalfView, FoundOffice, PaperLine, PaperState};
use axum::{
    extract::{Query, State},
    response::Response,
};
use domain::{
    ids::OfficeId,
    offices::Query as Searched,
    subsidies::{FormCode, Stage},
};
use leptos::prelude::*;
use serde::Deserialize;
use store::{
    Tx, accounts,
    offices::{self as register, Filter, Listed},
    subsidies::{
        applications::{self, Application},
        offices::{self, Office},
        programmes,
    },
};

/// Offices that a search shows.
const SHOWN: u64 = 20;

/// What the address may say.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    q: String,
}

/// The page.
pub async fn show(
    clerk: Clerk,
    State(app): State<App>,
    Query(asked): Query<Asked>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&clerk.scope()).await?;
    let searched = domain::text::tidy_name(&asked.q).trim().to_owned();
    let mistyped = match FormCode::parse(&searched) {
        Some(Ok(code)) => {
            if let Some(to) = opened(&tx, &clerk, &code).await? {
                return Ok(see_other(&to));
            }
            true
        }
        Some(Err(_)) => true,
        None => false,
    };
    let found = if searched.is_empty() {
        register::Found::default()
    } else {
        let filter = Filter { query: Searched::parse(&searched), ..Filter::default() };
        register::search(&tx, &filter, 0, SHOWN).await?
    };
    let behalf = BehalfView {
        slug: clerk.tenant.slug.clone(),
        searched,
        mistyped,
        found: found.offices.into_iter().map(office).collect(),
        total: found.total,
        papers: papers(&tx).await?,
    };
    Ok(page.ok("代理入力", move || view! { <BehalfPage behalf/> }))
}

/// The entry of the paper with this code: the draft that is half entered, or the page where it begins.
async fn opened(tx: &Tx, clerk: &Clerk, code: &FormCode) -> Result<Option<String>, Error> {
    let slug = &clerk.tenant.slug;
    let known = programmes::all(tx).await?;
    let programme = known.iter().find(|programme| code.is_of(programme.id));
    let office = register::by_number(tx, code.office()).await?;
    let (Some(programme), Some(office)) = (programme, office) else { return Ok(None) };
    let drafts = applications::of_office(tx, programme.id, office).await?;
    let draft = drafts.iter().find(|one| one.stage == Stage::Draft && one.arrival.is_some());
    Ok(Some(match draft {
        Some(draft) => Filling::on_behalf(slug).application(draft.id),
        None => paths::begin_on_behalf_of(slug, office, programme.id),
    }))
}

fn office(office: Listed) -> FoundOffice {
    let Listed { id, number, name, corporation, address, phone: _, status: _, services: _ } = office;
    FoundOffice { id, number: number.to_string(), name, corporation, address }
}

/// Drafts of every clerk, so that a colleague can go on, and what was asked back.
async fn papers(tx: &Tx) -> Result<Vec<PaperLine>, Error> {
    let applications = applications::on_behalf(tx).await?;
    let ids: Vec<OfficeId> = applications.iter().map(|one| one.office).collect();
    let offices = offices::several(tx, &ids).await?;
    let names = accounts::names_of(tx, applications.iter().map(|one| one.account)).await?;
    let titles = programmes::all(tx).await?;
    let line = |application: &Application| {
        let office = offices.iter().find(|office| office.id == application.office)?;
        let state = match (application.receipt, application.due()) {
            (Some(receipt), Some(due)) => PaperState::Returned { receipt, due },
            _ => PaperState::Draft,
        };
        Some(PaperLine {
            id: application.id,
            office: line_of(office),
            programme: titles
                .iter()
                .find(|programme| programme.id == application.programme)
                .map(|programme| programme.title.clone())
                .unwrap_or_default(),
            arrival: application.arrival?,
            by: names.get(&application.account).cloned().unwrap_or_default(),
            state,
        })
    };
    Ok(applications.iter().filter_map(line).collect())
}

fn line_of(office: &Office) -> String {
    format!("{}（{}）", office.name, office.number)
}
