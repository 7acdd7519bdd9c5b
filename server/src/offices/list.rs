//! The list of the register.

use crate::{actor::Reader, app::App, error::Error, page::Page};
use app::offices::{ListState, OfficeLine, OfficesPage};
use axum::{
    extract::{Query, State},
    response::Response,
};
use domain::{
    accounts::Role,
    offices::{Query as Searched, Status},
    service_type::ServiceType,
};
use leptos::prelude::*;
use store::offices::{self, Filter, Listed};

/// Offices on a page.
const PER_PAGE: u64 = 50;

/// What an address of the list may say. Words that are not known narrow nothing.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub struct Asked {
    q: String,
    service: String,
    status: String,
    page: String,
}

/// The offices that are asked for.
pub async fn index(
    reader: Reader,
    State(app): State<App>,
    page: Page,
    Query(asked): Query<Asked>,
) -> Result<Response, Error> {
    let filter = Filter {
        query: Searched::parse(&asked.q),
        service: ServiceType::from_code(&asked.service),
        status: Status::named(&asked.status),
    };
    let tx = app.store.read(&reader.scope()).await?;
    let all = offices::search(&tx, &Filter::default(), 0, 1).await?.total;
    let number = asked.page.parse().unwrap_or(1).clamp(1, 1 + all / PER_PAGE);
    let found = offices::search(&tx, &filter, number - 1, PER_PAGE).await?;
    let services = offices::counts_by_service(&tx).await?.into_iter().collect();
    let proposed = offices::proposals::open(&tx).await?.len();
    drop(tx);
    let state = ListState {
        searched: domain::text::tidy_name(&asked.q),
        service: filter.service,
        status: filter.status,
        page: number,
        per_page: PER_PAGE,
        total: found.total,
        all,
        services,
    };
    let lines = found.offices.into_iter().map(line).collect();
    let slug = reader.tenant.slug.clone();
    let keeper = reader.has(Role::Clerk) || reader.has(Role::Administrator);
    let letters = keeper && app.config.public_side;
    Ok(page
        .ok("事業所台帳", move || view! { <OfficesPage slug state offices=lines keeper letters proposed/> }))
}

pub(super) fn line(office: Listed) -> OfficeLine {
    let Listed { id, number, name, corporation, address, phone, status, services } = office;
    OfficeLine { id, number, name, corporation, address, phone, status, services }
}
