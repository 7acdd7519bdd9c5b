//! 実施報告: who came, by service, what was asked, what follows; and whom it moved to adopt within ninety days.

use super::Headcount;
use crate::{
    adoption::{Aftermath, Course, Evidence, Window},
    form::Typed,
    service_type::ServiceType,
    text,
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Within how many days an adoption counts as following from a session.
pub const EFFECT_DAYS: u16 = Window::USUAL.days();

/// What people wrote about a session.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReportText {
    /// 実施の概要.
    pub summary: String,
    /// 気づいたこと.
    pub remarks: String,
    /// 今後の対応.
    pub next: String,
}

/// A place in the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ReportField {
    /// 実施の概要.
    Summary,
    /// 気づいたこと.
    Remarks,
    /// 今後の対応.
    Next,
}

impl ReportField {
    /// All, in the order of the form.
    pub const ALL: [Self; 3] = [Self::Summary, Self::Remarks, Self::Next];

    /// Name of the control.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Summary => "summary",
            Self::Remarks => "remarks",
            Self::Next => "next",
        }
    }
}

/// What is wrong with a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ReportProblem {
    /// Nothing was written.
    #[error("nothing is written")]
    Missing,
    /// Longer than is kept.
    #[error("more than {0} characters")]
    TooLong(usize),
}

impl ReportText {
    /// The most characters of one part.
    pub const WORDS: usize = 2_000;

    /// Reads the form.
    pub fn parse(typed: &Typed) -> Result<Self, Vec<(ReportField, ReportProblem)>> {
        let mut problems = Vec::new();
        let [summary, remarks, next] = ReportField::ALL.map(|field| {
            let words = text::tidy_prose(typed.get(field.name()));
            if text::graphemes(&words) > Self::WORDS {
                problems.push((field, ReportProblem::TooLong(Self::WORDS)));
            } else if words.is_empty() && field == ReportField::Summary {
                problems.push((field, ReportProblem::Missing));
            }
            words
        });
        if problems.is_empty() { Ok(Self { summary, remarks, next }) } else { Err(problems) }
    }
}

/// Who came of each service: an office with several counts under each, so the lines are more than their sum. Offices
/// whose services nobody knows stand under none.
pub fn by_service<T: Ord + Copy>(
    came: &[(Option<T>, u16, Vec<ServiceType>)],
) -> Vec<(Option<ServiceType>, Headcount)> {
    let mut lines: BTreeMap<Option<&'static str>, Vec<(Option<T>, u16)>> = BTreeMap::new();
    for (office, people, services) in came {
        let codes = services.iter().map(|service| Some(service.code()));
        let none = services.is_empty().then_some(None);
        for code in codes.chain(none) {
            lines.entry(code).or_default().push((*office, *people));
        }
    }
    let mut lines: Vec<_> = lines
        .into_iter()
        .map(|(code, entries)| (code.and_then(ServiceType::from_code), Headcount::of(entries)))
        .collect();
    lines.sort_by_key(|(service, count)| (service.is_none(), std::cmp::Reverse(count.offices)));
    lines
}

/// What became of an office that was at a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Effect {
    /// It had adopted before.
    Before,
    /// It adopted within ninety days.
    Followed,
    /// Not yet, or later.
    NotYet,
}

/// What became of an office, by what is known of it on a day.
pub fn effect(evidences: &[Evidence], session: NaiveDate, today: NaiveDate) -> Effect {
    match Aftermath::of(&Course::of(evidences), session, Window::USUAL.last(session).min(today)) {
        Aftermath::Already => Effect::Before,
        Aftermath::Began => Effect::Followed,
        Aftermath::NotYet => Effect::NotYet,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::adoption::{AdoptionState, Source};
    use chrono::{TimeZone as _, Utc};

    fn day(month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2024, month, day).expect("a day")
    }

    fn says(state: AdoptionState, as_of: NaiveDate) -> Evidence {
        let recorded_at = Utc.with_ymd_and_hms(2024, 12, 1, 0, 0, 0).single().expect("a moment");
        Evidence { state, as_of, source: Source::WamNetList, recorded_at, note: String::new() }
    }

    #[test]
    fn who_adopted_within_ninety_days_followed() {
        let (session, later) = (day(3, 1), day(12, 31));
        let of = |as_of| effect(&[says(AdoptionState::Using, as_of)], session, later);
        assert_eq!(of(day(2, 29)), Effect::Before);
        assert_eq!(of(day(3, 1)), Effect::Followed, "on the day itself");
        assert_eq!(of(day(5, 30)), Effect::Followed, "the ninetieth day");
        assert_eq!(of(day(5, 31)), Effect::NotYet);
        assert_eq!(effect(&[], session, later), Effect::NotYet);
        assert_eq!(effect(&[says(AdoptionState::Pledged, day(3, 2))], session, later), Effect::NotYet);
        let announced = [says(AdoptionState::Using, day(4, 1))];
        assert_eq!(effect(&announced, session, day(3, 20)), Effect::NotYet, "what is not yet true");
    }

    #[test]
    fn an_office_counts_under_each_of_its_services() {
        let service = |code| ServiceType::from_code(code).expect("a service");
        let came = [
            (Some(1), 2, vec![service("11"), service("15")]),
            (Some(2), 1, vec![service("11")]),
            (None, 3, Vec::new()),
        ];
        let lines = by_service(&came);
        assert_eq!(
            lines,
            [
                (Some(service("11")), Headcount { offices: 2, people: 3 }),
                (Some(service("15")), Headcount { offices: 1, people: 2 }),
                (None, Headcount { offices: 1, people: 3 }),
            ]
        );
    }

    #[test]
    fn a_report_has_a_summary() {
        let problems =
            ReportText::parse(&Typed::default().with("next", "長".repeat(2_001))).expect_err("no summary");
        assert_eq!(
            problems,
            [
                (ReportField::Summary, ReportProblem::Missing),
                (ReportField::Next, ReportProblem::TooLong(2_000))
            ]
        );
    }
}
