//! One city, as far as it shares.

use super::{headway, tables};
use crate::{
    exports::SaveLinks,
    messages::across::{DEFINITION, fraction, hidden_note, month, number, points, rate},
    paths, when,
};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    adoption::across::{self, Line, Told, ToldHeadway, eve, month_of, rate_of},
    ids::TenantId,
    prefecture::Prefecture,
    wareki::format_date,
};
use elements::{Breadcrumb, Crumb, PageHeader, Section, Stat, Stats};
use leptos::prelude::*;

/// What the page shows.
#[derive(Debug, Clone)]
pub struct CityView {
    /// The tenant's word in addresses: of the house that reads.
    pub slug: String,
    /// The city.
    pub id: TenantId,
    /// Its name.
    pub name: String,
    /// Its prefecture.
    pub prefecture: Option<Prefecture>,
    /// Its months, the oldest first: the first day of each, and what is told of all offices.
    pub months: Vec<(NaiveDate, Line)>,
    /// What is told of the newest.
    pub told: Told,
    /// How far its offices have come, and what followed; none where it does not share that.
    pub headway: Option<ToldHeadway>,
    /// The day for which it is counted.
    pub as_of: NaiveDate,
    /// The same month a year before.
    pub before: Line,
    /// When it was counted.
    pub counted_at: DateTime<Utc>,
}

/// The page.
#[component]
pub fn CityPage(
    /// What it shows.
    view: CityView,
) -> impl IntoView {
    let CityView { slug, id, name, prefecture, months, told, headway, as_of, before, counted_at } = view;
    let all = told.all;
    let note = format!("{}（{}現在）", fraction(all), format_date(as_of));
    let was = format!("1年前：{}", fraction(before));
    let moments = months
        .into_iter()
        .map(|(month, line)| {
            let cells = vec![rate(line), number(line.adopted), number(line.offices)];
            (month, rate_of(line), cells)
        })
        .collect();
    let save = |table: &str| paths::adoption_city_table(&slug, id, table);
    let trend = tables::months("city-trend", &["導入率", "導入済み", "事業所"], moments, &save("trend"));
    let services = save("services");
    let caption = format!("サービスの区分ごとの数（{}現在）", format_date(as_of));
    let table = tables::told(caption, &told);
    let headway = headway.map_or_else(
        || view! { <p>"この市区町村は、普及の段階とその後の導入の数をまだ共有していません。"</p> }.into_any(),
        |told| {
            let (told, here) = (headway::told(&told, as_of, eve(month_of(as_of))), save("headway"));
            view! { {told}<SaveLinks what="普及の段階とその後の導入" here/> }.into_any()
        },
    );
    let caption = prefecture.map(|prefecture| prefecture.name().to_owned());
    let crumbs = vec![Crumb::new("市区町村の普及状況", paths::adoption_cities(&slug))];
    let lead = format!("{}の集計です。{}に数えました。", month(month_of(as_of)), when::moment(counted_at));
    let change = points(across::points(all, before));
    view! {
        <Breadcrumb crumbs here=name.clone()/>
        <PageHeader title=name caption lead/>
        <Stats>
            <Stat label="導入率" value=rate(all) note/>
            <Stat label="1年間の変化" value=change note=was/>
        </Stats>
        <Section title="推移">{trend}</Section>
        <Section title="内訳">
            {table}
            <SaveLinks what="サービスの区分ごとの数" here=services/>
            <p class="muted">{DEFINITION}</p>
            <p class="muted">{hidden_note()}</p>
        </Section>
        <Section title="普及の段階とその後の導入">{headway}</Section>
    }
}
