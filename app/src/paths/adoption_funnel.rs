//! 普及の段階, その後の導入 and 費用.

use super::query;
use chrono::NaiveDate;
use domain::{
    adoption::{Halt, Touch, Window},
    follow_up::Period,
    service_type::ServiceType,
};

/// How far the offices have come.
pub fn adoption_funnel(slug: &str) -> String {
    format!("/t/{slug}/adoption/funnel")
}
/// The same of a day and of some offices.
pub fn adoption_funnel_of(slug: &str, narrowed: &FunnelOf<'_>) -> String {
    format!("{}?{}", adoption_funnel(slug), narrowed.query())
}
/// The same as a table to save; ends in `&`.
pub fn adoption_funnel_export(slug: &str, narrowed: &FunnelOf<'_>) -> String {
    format!("{}/export?{}", adoption_funnel(slug), narrowed.query())
}
/// The offices of a group; ends in `&`.
pub fn adoption_funnel_offices(slug: &str, halt: Halt, narrowed: &FunnelOf<'_>) -> String {
    format!("{}/offices?halt={}&{}", adoption_funnel(slug), halt.name(), narrowed.query())
}
/// The offices of a group as a table to save; ends in `&`.
pub fn adoption_funnel_offices_export(slug: &str, halt: Halt, narrowed: &FunnelOf<'_>) -> String {
    format!("{}/offices/export?halt={}&{}", adoption_funnel(slug), halt.name(), narrowed.query())
}
/// A new segment of those who have come so far.
pub fn new_segment_of(slug: &str, halt: Halt, narrowed: &FunnelOf<'_>) -> String {
    format!("/t/{slug}/offices/segments/new?halt={}&{}", halt.name(), narrowed.query())
}

/// Of which day and which offices a funnel is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FunnelOf<'a> {
    /// The day.
    pub on: NaiveDate,
    /// Only offices with this service.
    pub service: Option<ServiceType>,
    /// Only offices of this 日常生活圏域.
    pub area: &'a str,
}

impl FunnelOf<'_> {
    fn query(&self) -> String {
        let service = self.service.map_or("", ServiceType::code);
        format!("on={}&service={service}&area={}&", self.on, query(self.area))
    }
}

/// What followed what was done.
pub fn adoption_cohorts(slug: &str) -> String {
    format!("/t/{slug}/adoption/cohorts")
}
/// The same of something that was done.
pub fn adoption_cohorts_of(slug: &str, touch: Touch, window: Window, period: Period) -> String {
    format!("{}?{}", adoption_cohorts(slug), cohort_query(touch, window, period))
}
/// The same as a table to save; ends in `&`.
pub fn adoption_cohorts_export(slug: &str, touch: Touch, window: Window, period: Period) -> String {
    format!("{}/export?{}&", adoption_cohorts(slug), cohort_query(touch, window, period))
}

fn cohort_query(touch: Touch, window: Window, period: Period) -> String {
    let Period { from, until } = period;
    format!("touch={}&within={}&from={from}&until={until}", touch.name(), window.days())
}

/// What was spent for each office that adopted.
pub fn adoption_costs(slug: &str) -> String {
    format!("/t/{slug}/adoption/costs")
}
/// The same of a period.
pub fn adoption_costs_of(slug: &str, period: Period) -> String {
    format!("{}?from={}&until={}", adoption_costs(slug), period.from, period.until)
}
/// The same as a table to save; ends in `&`.
pub fn adoption_costs_export(slug: &str, period: Period) -> String {
    format!("{}/export?from={}&until={}&", adoption_costs(slug), period.from, period.until)
}
