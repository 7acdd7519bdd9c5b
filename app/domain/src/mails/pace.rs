//! How many mails a minute a domain is given: carriers of mobile phones refuse whoever sends faster, and then everybody
//! at that sender's address.

use chrono::{DateTime, TimeDelta, Utc};
use std::collections::BTreeMap;

/// What a carrier is given a minute, where nothing else is configured.
const CARRIER: u32 = 20;
/// Domains of the carriers, with all below them.
const CARRIERS: [&str; 12] = [
    "docomo.ne.jp",
    "ezweb.ne.jp",
    "au.com",
    "softbank.ne.jp",
    "softbank.jp",
    "vodafone.ne.jp",
    "disney.ne.jp",
    "ymobile.ne.jp",
    "ymobile1.ne.jp",
    "willcom.com",
    "rakumail.jp",
    "uqmobile.jp",
];

/// Whether it is the domain of a carrier, or below one.
pub fn is_carrier(domain: &str) -> bool {
    CARRIERS.into_iter().any(|carrier| is_at_or_below(domain, carrier))
}

fn is_at_or_below(domain: &str, known: &str) -> bool {
    domain.strip_suffix(known).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
}

/// How many mails a minute each domain is given.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Pace {
    /// Domains that are named; 0 is without limit.
    named: BTreeMap<String, u32>,
    /// Every other; 0 is without limit.
    others: u32,
    /// Whether carriers are given less.
    carriers: bool,
}

impl Pace {
    /// No limit: where mails go into a folder, or to a server that keeps the pace itself.
    pub fn free() -> Self {
        Self::default()
    }

    /// What is configured: named domains, and every other; carriers that are not named are given twenty.
    pub fn new(named: BTreeMap<String, u32>, others: u32) -> Self {
        let named = named.into_iter().map(|(domain, number)| (domain.to_ascii_lowercase(), number)).collect();
        Self { named, others, carriers: true }
    }

    /// How many a minute a domain is given; none is without limit.
    pub fn of(&self, domain: &str) -> Option<u32> {
        let domain = domain.to_ascii_lowercase();
        let named = self
            .named
            .iter()
            .filter(|(known, _)| is_at_or_below(&domain, known))
            .max_by_key(|(known, _)| known.len())
            .map(|(_, number)| *number);
        let number =
            named.unwrap_or(if self.carriers && is_carrier(&domain) { CARRIER } else { self.others });
        (number > 0).then_some(number)
    }
}

/// A domain's minute.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lane {
    /// When the minute began.
    pub began: DateTime<Utc>,
    /// How many it was given in it.
    pub given: u32,
    /// How many were put off to later minutes and have not come back.
    pub promised: u32,
}

/// Whether a mail leaves now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Granted {
    /// It does.
    Now,
    /// Not before this moment.
    NotBefore(DateTime<Utc>),
}

impl Lane {
    /// A minute that begins.
    pub const fn new(now: DateTime<Utc>) -> Self {
        Self { began: now, given: 0, promised: 0 }
    }

    /// Grants a mail its place in this minute, or in a later one.
    pub fn grant(&mut self, now: DateTime<Utc>, a_minute: u32) -> Granted {
        let passed = (now - self.began).num_minutes();
        if passed > 0 {
            let come_back = u32::try_from(passed).unwrap_or(u32::MAX).saturating_mul(a_minute);
            self.promised = self.promised.saturating_sub(come_back);
            (self.began, self.given) = (now, 0);
        }
        if self.given < a_minute {
            self.given += 1;
            return Granted::Now;
        }
        let later = 1 + self.promised / a_minute.max(1);
        self.promised = self.promised.saturating_add(1);
        Granted::NotBefore(self.began + TimeDelta::minutes(i64::from(later)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::TimeZone as _;
    use proptest::prelude::*;

    fn at(second: i64) -> DateTime<Utc> {
        Utc.with_ymd_and_hms(2024, 7, 3, 1, 0, 0).unwrap() + TimeDelta::seconds(second)
    }

    #[test]
    fn a_carrier_is_given_less_unless_it_is_named() {
        let pace = Pace::new(BTreeMap::from([("EZWEB.ne.jp".into(), 5), ("own.example.jp".into(), 0)]), 300);
        for (domain, number) in [
            ("docomo.ne.jp", Some(20)),
            ("i.softbank.jp", Some(20)),
            ("notdocomo.ne.jp", Some(300)),
            ("ezweb.ne.jp", Some(5)),
            ("own.example.jp", None),
            ("mail.own.example.jp", None),
            ("example.jp", Some(300)),
        ] {
            assert_eq!(pace.of(domain), number, "{domain}");
        }
        assert_eq!(Pace::free().of("docomo.ne.jp"), None);
    }

    #[test]
    fn what_is_put_off_is_spread_over_the_minutes_to_come() {
        let mut lane = Lane::new(at(0));
        let granted: Vec<_> = (0..5).map(|_| lane.grant(at(10), 2)).collect();
        let later = |minute: i64| Granted::NotBefore(at(minute * 60));
        assert_eq!(granted, [Granted::Now, Granted::Now, later(1), later(1), later(2)]);
        assert_eq!(lane.grant(at(60), 2), Granted::Now);
        assert_eq!((lane.given, lane.promised), (1, 1));
    }

    proptest! {
        #[test]
        fn no_minute_gives_more_than_it_may(steps in prop::collection::vec(0..40_i64, 1..200), a_minute in 1..9_u32) {
            let (mut lane, mut now, mut left) = (Lane::new(at(0)), 0, Vec::new());
            for step in steps {
                now += step;
                match lane.grant(at(now), a_minute) {
                    Granted::Now => left.push(now),
                    Granted::NotBefore(later) => prop_assert!(later > at(now)),
                }
            }
            // Of so many in a row the last but one stands in another minute than the first.
            let two = usize::try_from(a_minute * 2).unwrap();
            prop_assert!(left.windows(two + 1).all(|some| some[two] - some[0] >= 60));
        }
    }
}
