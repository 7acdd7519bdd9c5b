//! What a federation, a prefecture or 国保中央会 sees of the cities that share with it.

use super::view;
use crate::{actor::Host, app::App, error::Error, page::Page};
use app::across::{CitiesPage, CityPage, CityView};
use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use chrono::Months;
use domain::{
    accounts::TenantKind,
    adoption::across::{Line, Order},
    ids::TenantId,
    prefecture::Prefecture,
};
use leptos::prelude::*;
use serde::Deserialize;
use store::{adoption::cities, tenants};

/// What the address may ask for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    prefecture: String,
    pub(super) sort: String,
    /// Which table to save, and of which city.
    pub(super) table: String,
    pub(super) city: String,
}

impl Asked {
    /// Of which prefecture; only 国保中央会 chooses one, for the others see one or a part of it anyway.
    pub(super) fn part(&self, kind: TenantKind) -> Result<Option<Prefecture>, Error> {
        if kind != TenantKind::Central || self.prefecture.is_empty() {
            return Ok(None);
        }
        let number = self.prefecture.parse().ok().and_then(Prefecture::new);
        number.map(Some).ok_or(Error::NotFound)
    }
}

/// All of them.
pub async fn index(
    officer: Host,
    State(app): State<App>,
    Query(asked): Query<Asked>,
    page: Page,
) -> Result<Response, Error> {
    let part = asked.part(officer.tenant.kind)?;
    let view = view::of(&app, &officer, part, Order::parse(&asked.sort)).await?;
    let title = "市区町村の普及状況";
    Ok(page.ok(title, move || view! { <CitiesPage view/> }))
}

/// One of them, as far as it shares; one that does not is not there.
pub async fn show(
    officer: Host,
    State(app): State<App>,
    Path((slug, city)): Path<(String, TenantId)>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&officer.scope()).await?;
    let mut months = cities::of_city(&tx, city).await?;
    let Some(newest) = months.pop() else { return Err(Error::NotFound) };
    let name = tenants::by_id(&tx, city).await?.name;
    let prefecture = Prefecture::new(newest.prefecture);
    let year_before = newest.month.checked_sub_months(Months::new(12));
    let before = months.iter().find(|month| Some(month.month) == year_before);
    let before = before.map_or_else(Line::default, |month| month.told.all);
    let mut lines: Vec<_> = months.iter().map(|month| (month.month, month.told.all)).collect();
    lines.push((newest.month, newest.told.all));
    let view = CityView {
        slug,
        id: city,
        name: name.clone(),
        prefecture,
        months: lines,
        as_of: newest.as_of,
        counted_at: newest.counted_at,
        told: newest.told,
        headway: newest.headway,
        before,
    };
    Ok(page.ok(&name, move || view! { <CityPage view/> }))
}
