//! 普及状況 of a city, and the rates that others published.

use super::query;
use chrono::NaiveDate;
use domain::{
    adoption::{By, Group},
    ids::PublishedRateId,
};

/// Where a city stands.
pub fn adoption(slug: &str) -> String {
    format!("/t/{slug}/adoption")
}
/// The same on a day, beside an earlier one.
pub fn adoption_on(slug: &str, on: NaiveDate, since: NaiveDate) -> String {
    format!("{}?on={on}&since={since}", adoption(slug))
}
/// The trend as a table to save; ends in `&`.
pub fn adoption_trend_export(slug: &str, on: NaiveDate, since: NaiveDate) -> String {
    format!("{}/export?table=trend&on={on}&since={since}&", adoption(slug))
}
/// All offices by step as a table to save; ends in `&`.
pub fn adoption_steps_export(slug: &str, on: NaiveDate, since: NaiveDate) -> String {
    format!("{}/export?table=steps&on={on}&since={since}&", adoption(slug))
}
/// A breakdown as a table to save; ends in `&`.
pub fn adoption_export(slug: &str, by: By, on: NaiveDate, since: NaiveDate) -> String {
    format!("{}/export?table={}&on={on}&since={since}&", adoption(slug), by.name())
}
/// The offices of a group (of all where there is none) that stand at a step on a day; all that have not adopted where no step
/// is named.
pub fn adoption_offices(slug: &str, group: Option<&Group>, step: &str, on: NaiveDate) -> String {
    format!("{}/offices?{}", adoption(slug), offices_query(group, step, on))
}
/// The same as a table to save; ends in `&`.
pub fn adoption_offices_export(slug: &str, group: Option<&Group>, step: &str, on: NaiveDate) -> String {
    format!("{}/offices/export?{}&", adoption(slug), offices_query(group, step, on))
}

fn offices_query(group: Option<&Group>, step: &str, on: NaiveDate) -> String {
    let group = group
        .map(|group| format!("by={}&of={}&", group.by().name(), query(&group.word())))
        .unwrap_or_default();
    format!("{group}step={step}&on={on}")
}

/// A new segment of open offices of a group that have not adopted the system; `corporation` is its name.
pub fn new_segment_of_group(slug: &str, group: Option<&Group>, corporation: &str) -> String {
    let narrowed = match group {
        None | Some(Group::Corporation(None)) => String::new(),
        Some(Group::Corporation(Some(_))) => format!("&corporation={}", query(corporation)),
        Some(Group::Area(area)) => format!("&area={}", query(area)),
        Some(Group::Service(service)) => format!("&service={}", service.code()),
        Some(Group::Software(linking)) => format!("&linking={}", linking.name()),
    };
    format!("{}?adoption=no{narrowed}", super::new_segment(slug))
}

/// What others published.
pub fn published_rates(slug: &str) -> String {
    format!("{}/published", adoption(slug))
}
/// The same as a table to save; ends in `?`.
pub fn published_rates_export(slug: &str) -> String {
    format!("{}/export?", published_rates(slug))
}
/// Where one is written down.
pub fn new_published_rate(slug: &str) -> String {
    format!("{}/new", published_rates(slug))
}
/// Where one is corrected.
pub fn edit_published_rate(slug: &str, id: PublishedRateId) -> String {
    format!("{}/{id}/edit", published_rates(slug))
}
/// Where one is taken away.
pub fn published_rate_removal(slug: &str, id: PublishedRateId) -> String {
    format!("{}/{id}/removal", published_rates(slug))
}
