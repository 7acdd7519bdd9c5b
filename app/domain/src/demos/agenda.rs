//! What the list of sessions is narrowed to: an address holds it, so that it can be kept and sent on.

use super::{Month, Place, StageName};
use crate::{form::Typed, ids::MemberId, tokyo};
use chrono::{DateTime, NaiveDate, Utc};
use std::fmt::Write as _;

/// Which days.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Span {
    /// From today on, and what waits for a date.
    #[default]
    Coming,
    /// What is over, and what will not be held.
    Over,
    /// One month.
    Month(Month),
}

/// What the list is narrowed to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Agenda {
    /// Which days.
    pub span: Span,
    /// Where they stand; anywhere.
    pub stage: Option<StageName>,
    /// 現地 or オンライン; both.
    pub place: Option<Place>,
    /// Of which municipality; of a federation only.
    pub member: Option<MemberId>,
}

impl Agenda {
    /// Reads an address; what is not understood narrows nothing.
    pub fn parse(asked: &Typed) -> Self {
        let span = match (asked.get("month").parse(), asked.get("span")) {
            (Ok(month), _) => Span::Month(month),
            (Err(_), "over") => Span::Over,
            (Err(_), _) => Span::Coming,
        };
        Self {
            span,
            stage: StageName::ALL.into_iter().find(|stage| stage.code() == asked.get("st")),
            place: Place::from_code(asked.get("place")),
            member: asked.get("who").parse().ok(),
        }
    }

    /// The same as an address says it, from its question mark on; nothing for the whole list.
    pub fn query(&self) -> String {
        let mut query = String::new();
        let mut add = |name: &str, value: &str| {
            let sign = if query.is_empty() { '?' } else { '&' };
            let _ = write!(query, "{sign}{name}={value}");
        };
        match self.span {
            Span::Coming => {}
            Span::Over => add("span", "over"),
            Span::Month(month) => add("month", &month.to_string()),
        }
        if let Some(stage) = self.stage {
            add("st", stage.code());
        }
        if let Some(place) = self.place {
            add("place", place.code());
        }
        if let Some(member) = self.member {
            add("who", &member.to_string());
        }
        query
    }

    /// Whether it is narrowed beyond its days.
    pub const fn is_narrowed(&self) -> bool {
        self.stage.is_some() || self.place.is_some() || self.member.is_some()
    }

    /// From when until when sessions begin; without an end where there is none.
    pub fn moments(&self, today: NaiveDate) -> (Option<DateTime<Utc>>, Option<DateTime<Utc>>) {
        match self.span {
            Span::Coming => (Some(tokyo::start_of(today)), None),
            Span::Over => (None, Some(tokyo::start_of(today))),
            Span::Month(month) => {
                (Some(tokyo::start_of(month.first())), Some(tokyo::start_of(month.next().first())))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn read(query: &str) -> Agenda {
        let pairs = query.trim_start_matches('?').split('&').filter_map(|pair| pair.split_once('='));
        Agenda::parse(&pairs.map(|(name, value)| (name.to_owned(), value.to_owned())).collect())
    }

    #[test]
    fn an_address_is_read_back_as_it_was_written() {
        let spans = [Span::Coming, Span::Over, Span::Month("2024-12".parse().expect("a month"))];
        for span in spans {
            for stage in StageName::ALL.into_iter().map(Some).chain([None]) {
                let member = stage.map(|_| Uuid::from_u128(7).into());
                let agenda = Agenda { span, stage, place: Some(Place::Online), member };
                assert_eq!(read(&agenda.query()), agenda);
            }
        }
        assert_eq!(Agenda::default().query(), "");
        assert_eq!(read("?st=nonsense&month=2024-99&who=x&place=moon"), Agenda::default());
    }
}
