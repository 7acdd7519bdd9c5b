//! Addresses of what houses see of cities that share their counts.

use domain::{adoption::across::Order, ids::TenantId};

/// With whom a city shares its counts.
pub fn adoption_sharing(slug: &str) -> String {
    format!("/t/{slug}/adoption/sharing")
}
/// The cities that share with a house.
pub fn adoption_cities(slug: &str) -> String {
    format!("/t/{slug}/adoption/cities")
}
/// The same in an order, or those of a prefecture.
pub fn adoption_cities_of(slug: &str, prefecture: Option<u8>, order: Order) -> String {
    let part = prefecture.map(|number| format!("prefecture={number}"));
    let order = (order != Order::default()).then(|| format!("sort={}", order.word()));
    let asked: Vec<String> = [part, order].into_iter().flatten().collect();
    let all = adoption_cities(slug);
    if asked.is_empty() { all } else { format!("{all}?{}", asked.join("&")) }
}
/// One of them.
pub fn adoption_city(slug: &str, city: TenantId) -> String {
    format!("/t/{slug}/adoption/cities/{city}")
}
/// A table of them to save (`trend`, `services`, `steps`, `funnel`, `cohorts`, `prefectures`); ends in `&`.
pub fn adoption_cities_table(slug: &str, prefecture: Option<u8>, table: &str) -> String {
    let part = prefecture.map(|number| format!("prefecture={number}&")).unwrap_or_default();
    format!("{}/export?table={table}&{part}", adoption_cities(slug))
}
/// A table of one of them to save (`trend`, `services`, `headway`); ends in `&`.
pub fn adoption_city_table(slug: &str, city: TenantId, table: &str) -> String {
    format!("{}/export?table={table}&city={city}&", adoption_cities(slug))
}
