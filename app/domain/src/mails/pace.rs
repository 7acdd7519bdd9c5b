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
    /// How many mails of any kind leave in a day; 0 is without limit.
    a_day: u32,
}

impl Pace {
    /// No limit: where mails go into a folder, or to a server that keeps the pace itself.
    pub fn free() -> Self {
        Self::default()
    }

    /// What is configured: named domains, and every other; carriers that are not named are given twenty.
    pub fn new(named: BTreeMap<String, u32>, others: u32) -> Self {
        let named = named.into_iter().map(|(domain, number)| (domain.to_ascii_lowercase(), number)).collect();
        Self { named, others, carriers: true, a_day: 0 }
    }

    /// The same where the mail server takes so many mails a day; 0 is without limit.
    #[must_use]
    pub fn with_a_day(self, a_day: u32) -> Self {
        Self { a_day, ..self }
    }

    /// Whether mails are counted by the day.
    pub const fn counts_days(&self) -> bool {
        self.a_day > 0
    }

    /// How many mails of outreach may still leave in a day in which so many mails of any kind left; none is without
    /// limit. A tenth of the day stays for what nobody may stop.
    pub const fn left_today(&self, gone: u32) -> Option<u32> {
        if self.a_day == 0 {
            return None;
        }
        Some((self.a_day - self.a_day.div_ceil(10)).saturating_sub(gone))
    }

    /// On how many days mails of outreach leave, where they do not all leave today: so many left today already, and so
    /// many others wait before them.
    pub fn days(&self, mails: u64, gone: u32, before: u64) -> Option<Days> {
        let (today, a_day) = (self.left_today(gone)?, self.left_today(0)?.max(1));
        let later = (mails + before).saturating_sub(today.into());
        (mails > 0 && later > 0).then(|| Days { days: 1 + later.div_ceil(a_day.into()), a_day })
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

    /// The domain to which mails go on longest, where that is a minute or more.
    pub fn slowest<'a>(&self, recipients: impl IntoIterator<Item = &'a str>) -> Option<Slowest> {
        let mut counts: BTreeMap<String, u32> = BTreeMap::new();
        for recipient in recipients {
            if let Some((_, domain)) = recipient.rsplit_once('@') {
                *counts.entry(domain.to_ascii_lowercase()).or_default() += 1;
            }
        }
        let slowest = counts.into_iter().filter_map(|(domain, mails)| {
            let a_minute = self.of(&domain)?;
            let minutes = mails.saturating_sub(1) / a_minute;
            Some(Slowest { domain, mails, a_minute, minutes })
        });
        slowest.max_by_key(|one| one.minutes).filter(|one| one.minutes > 0)
    }
}

/// Mails that do not all leave today.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Days {
    /// The last of them leaves on this day, counted from today, which is the first.
    pub days: u64,
    /// How many mails of outreach leave in a day.
    pub a_day: u32,
}

/// A domain that is not given all of its mails at once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slowest {
    /// The domain.
    pub domain: String,
    /// How many it gets.
    pub mails: u32,
    /// How many of them a minute.
    pub a_minute: u32,
    /// After how many minutes the last of them leaves.
    pub minutes: u32,
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
    fn how_long_the_slowest_domain_takes_is_known_before() {
        let pace = Pace::new(BTreeMap::from([("own.example.jp".into(), 0)]), 300);
        let mails = |domain: &str, count: usize| vec![format!("office@{domain}"); count];
        let slowest = |all: &[String]| pace.slowest(all.iter().map(String::as_str));
        assert_eq!(slowest(&mails("docomo.ne.jp", 20)), None, "all of them in the first minute");
        let all =
            [mails("docomo.ne.jp", 41), mails("example.jp", 300), mails("own.example.jp", 900)].concat();
        assert_eq!(
            slowest(&all),
            Some(Slowest { domain: "docomo.ne.jp".into(), mails: 41, a_minute: 20, minutes: 2 })
        );
        assert_eq!(slowest(&["not an address".to_owned()]), None);
    }

    #[test]
    fn a_day_has_an_end_and_a_tenth_of_it_is_kept() {
        let pace = Pace::new(BTreeMap::new(), 300).with_a_day(1_000);
        assert!(pace.counts_days() && !Pace::free().counts_days());
        let left = |gone| pace.left_today(gone);
        assert_eq!((left(0), left(850), left(950)), (Some(900), Some(50), Some(0)));
        assert_eq!(Pace::free().left_today(5), None);
        let days = |mails, gone, before| pace.days(mails, gone, before).map(|days| days.days);
        assert_eq!(days(900, 0, 0), None, "all of them today");
        assert_eq!((days(901, 0, 0), days(900, 1, 0), days(1, 900, 0)), (Some(2), Some(2), Some(2)));
        assert_eq!((days(1_800, 900, 0), days(1_801, 900, 0)), (Some(3), Some(4)));
        assert_eq!(days(10, 0, 900), Some(2), "others go first");
        assert_eq!((days(0, 950, 50), Pace::free().days(9_999, 0, 0)), (None, None));
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
