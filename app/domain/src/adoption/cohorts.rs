//! What followed something that was done: offices that adopted the system within some days after a session, a mail, a decision
//! or a conversation, beside those to whom it was not done. It stands beside what was done and proves no cause.

use super::{
    Course,
    rate::{Tenths, ratio},
};
use crate::{
    fiscal_year::FiscalYear,
    follow_up::{self, Period},
    ids::{ActivityId, DemoId, MailingId, MaterialOrderId, OfficeId, ProgrammeId},
};
use chrono::{Datelike as _, Days, NaiveDate};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// Within how many days an adoption is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Window(u16);

impl Window {
    /// Every choice, in order.
    pub const ALL: [Self; 4] = [Self(30), Self(60), Self::USUAL, Self(180)];
    /// The days wherever nothing else is asked for.
    pub const USUAL: Self = Self(90);

    /// The days.
    pub const fn days(self) -> u16 {
        self.0
    }

    /// Reads the number of an address; ninety days where it says none.
    pub fn named(word: &str) -> Self {
        Self::ALL.into_iter().find(|window| window.0.to_string() == word).unwrap_or_default()
    }

    /// The last day of the window that begins with what was done.
    pub fn last(self, first: NaiveDate) -> NaiveDate {
        first.checked_add_days(Days::new(self.0.into())).unwrap_or(NaiveDate::MAX)
    }
}

impl Default for Window {
    fn default() -> Self {
        Self::USUAL
    }
}

/// Which days are looked at where nothing else is asked for: those since the last fiscal year began, since the days of a year
/// that has just begun are not over.
pub fn usual_period(today: NaiveDate) -> Period {
    Period { from: FiscalYear::of(today).previous().start(), until: today }
}

/// What was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Touch {
    /// It came to a session, or to a meeting of a campaign.
    Session,
    /// A mail of a mailing reached it.
    Mail,
    /// 交付決定.
    Decision,
    /// Somebody spoke with it: a call, a visit.
    Support,
}

impl Touch {
    /// Every one, in the order of a choice.
    pub const ALL: [Self; 4] = [Self::Session, Self::Mail, Self::Decision, Self::Support];

    /// The word in an address.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Session => "session",
            Self::Mail => "mail",
            Self::Decision => "decision",
            Self::Support => "support",
        }
    }

    /// Reads the word of an address.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|touch| touch.name() == name)
    }
}

/// Which thing of the house it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Thing {
    /// A session.
    Session(DemoId),
    /// A mailing.
    Mailing(MailingId),
    /// The programme of a decision.
    Programme(ProgrammeId),
    /// A record of 伴走支援, by its way.
    Record(follow_up::Way),
    /// An activity of a campaign.
    Activity(ActivityId),
    /// An order of a material.
    Order(MaterialOrderId),
}

/// Something that was done to an office on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Touched {
    /// The office.
    pub office: OfficeId,
    /// The day, in Japan.
    pub on: NaiveDate,
    /// What it was.
    pub of: Thing,
}

/// What became of an office after something was done to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Aftermath {
    /// It counted the day before already.
    Already,
    /// It began from that day to the last one that is looked at, both included.
    Began,
    /// It did not.
    NotYet,
}

impl Aftermath {
    /// Looks at an office from the day of what was done to the last day that counts. Whoever began on the day itself began
    /// after it: a licence that is taken out at a session follows from the session.
    pub fn of(course: &Course, on: NaiveDate, until: NaiveDate) -> Self {
        if on.pred_opt().is_some_and(|eve| course.counts_on(eve)) {
            Self::Already
        } else if course.began_between(on, until).is_some() {
            Self::Began
        } else {
            Self::NotYet
        }
    }
}

/// Offices that had something done to them, each once, by what became of them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Cohort {
    /// Offices that did not use the system then and whose days are over: the denominator.
    pub over: u64,
    /// Of those, offices that began within the days: the numerator.
    pub began: u64,
    /// Offices whose days are not over; they count in neither.
    pub early: u64,
    /// Offices that used the system already; they count in neither.
    pub already: u64,
}

impl Cohort {
    /// Looks at offices from a day each: their first where one is named more than once.
    pub fn of(
        touched: impl IntoIterator<Item = (OfficeId, NaiveDate)>,
        courses: &BTreeMap<OfficeId, Course>,
        window: Window,
        today: NaiveDate,
    ) -> Self {
        let mut first: BTreeMap<OfficeId, NaiveDate> = BTreeMap::new();
        for (office, on) in touched {
            let known = first.entry(office).or_insert(on);
            *known = on.min(*known);
        }
        let (mut cohort, unknown) = (Self::default(), Course::default());
        for (office, on) in first {
            let course = courses.get(&office).unwrap_or(&unknown);
            let last = window.last(on);
            match Aftermath::of(course, on, last) {
                Aftermath::Already => cohort.already += 1,
                Aftermath::Began | Aftermath::NotYet if last >= today => cohort.early += 1,
                Aftermath::Began => {
                    cohort.over += 1;
                    cohort.began += 1;
                }
                Aftermath::NotYet => cohort.over += 1,
            }
        }
        cohort
    }

    /// All offices in it.
    pub const fn offices(self) -> u64 {
        self.over + self.early + self.already
    }

    /// The rate, halves up to one decimal; none while there is nothing to count over.
    pub fn percent(self) -> Option<Tenths> {
        ratio(self.began, self.over)
    }

    /// Two cohorts together. An office that is in both counts in both: what is added is のべ.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self {
            over: self.over + other.over,
            began: self.began + other.began,
            early: self.early + other.early,
            already: self.already + other.already,
        }
    }
}

/// A month with those to whom something was done in it, and those to whom it was not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Month {
    /// Its first day.
    pub first: NaiveDate,
    /// Offices to whom it was done, from the day on which it was.
    pub touched: Cohort,
    /// All other offices, from the first day of the month.
    pub others: Cohort,
}

/// Every month in which something was done, the earliest first. The others of a month are the offices open on its first day
/// to whom it was not done in that month.
pub fn months(
    touched: &[Touched],
    open: impl Fn(NaiveDate) -> BTreeSet<OfficeId>,
    courses: &BTreeMap<OfficeId, Course>,
    window: Window,
    today: NaiveDate,
) -> Vec<Month> {
    let mut by: BTreeMap<NaiveDate, Vec<(OfficeId, NaiveDate)>> = BTreeMap::new();
    for one in touched {
        by.entry(first_of(one.on)).or_default().push((one.office, one.on));
    }
    by.into_iter()
        .map(|(first, some)| {
            let mut rest = open(first);
            for (office, _) in &some {
                rest.remove(office);
            }
            Month {
                first,
                touched: Cohort::of(some, courses, window, today),
                others: Cohort::of(rest.into_iter().map(|office| (office, first)), courses, window, today),
            }
        })
        .collect()
}

/// The cohort of each thing: of an office the first day that it has of it.
pub fn things(
    touched: &[Touched],
    courses: &BTreeMap<OfficeId, Course>,
    window: Window,
    today: NaiveDate,
) -> BTreeMap<Thing, Cohort> {
    let mut by: BTreeMap<Thing, Vec<(OfficeId, NaiveDate)>> = BTreeMap::new();
    for one in touched {
        by.entry(one.of).or_default().push((one.office, one.on));
    }
    by.into_iter().map(|(thing, some)| (thing, Cohort::of(some, courses, window, today))).collect()
}

/// The first day of the month of a day.
fn first_of(day: NaiveDate) -> NaiveDate {
    day.with_day(1).unwrap_or(day)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::adoption::{
        AdoptionState, Source,
        course::tests::{any_evidence, day, says},
    };
    use proptest::prelude::*;
    use rstest::rstest;
    use uuid::Uuid;

    fn office(n: u128) -> OfficeId {
        OfficeId::from_uuid(Uuid::from_u128(n))
    }

    fn began(n: u128, on: u64) -> (OfficeId, Course) {
        (office(n), Course::of(&[says(AdoptionState::Licensed, Source::WamNetList, on)]))
    }

    #[test]
    fn words_are_read_back() {
        assert!(Touch::ALL.into_iter().all(|touch| Touch::named(touch.name()) == Some(touch)));
        assert_eq!(["30", "180", "91", ""].map(|word| Window::named(word).days()), [30, 180, 90, 90]);
    }

    #[rstest]
    #[case(99, 0, 1)]
    #[case(100, 1, 0)]
    #[case(190, 1, 0)]
    #[case(191, 0, 0)]
    fn the_window_is_from_the_day_to_the_ninetieth_after(
        #[case] on: u64,
        #[case] counted: u64,
        #[case] already: u64,
    ) {
        let courses = [began(1, on)].into();
        let cohort = Cohort::of([(office(1), day(100))], &courses, Window::default(), day(400));
        assert_eq!((cohort.began, cohort.already), (counted, already));
        assert_eq!(cohort.over + cohort.already, 1);
    }

    #[rstest]
    #[case(190, true)]
    #[case(191, false)]
    fn a_window_is_over_on_the_day_after_its_last(#[case] today: u64, #[case] early: bool) {
        // Who began already is early as well: of the others nobody knows yet.
        let courses = [began(1, 120)].into();
        let both = [(office(1), day(100)), (office(2), day(100))];
        let cohort = Cohort::of(both, &courses, Window::default(), day(today));
        let wanted = if early { (0, 0, 2) } else { (2, 1, 0) };
        assert_eq!((cohort.over, cohort.began, cohort.early), wanted);
        assert_eq!(cohort.percent().is_none(), early);
    }

    #[test]
    fn a_month_stands_beside_those_to_whom_nothing_was_done() {
        // day(0) is 1 April.
        let touch =
            |n, on| Touched { office: office(n), on: day(on), of: Thing::Mailing(Uuid::nil().into()) };
        let touched = [touch(1, 3), touch(1, 9), touch(2, 29), touch(3, 30)];
        let courses = [began(1, 60), began(4, 10), began(5, 200)].into();
        let open = |_: NaiveDate| (1..=6).map(office).collect();
        let told = months(&touched, open, &courses, Window::default(), day(300));
        let numbers: Vec<_> = told
            .iter()
            .map(|month| {
                (month.first, month.touched.began, month.touched.over, month.others.began, month.others.over)
            })
            .collect();
        assert_eq!(numbers, [(day(0), 1, 2, 1, 4), (day(30), 0, 1, 1, 4)]);
        assert_eq!(told[1].others.already, 1, "who began in April is no bystander of May");
        let all = things(&touched, &courses, Window::default(), day(300));
        assert_eq!(all.values().map(|cohort| (cohort.began, cohort.over)).collect::<Vec<_>>(), [(1, 3)]);
    }

    proptest! {
        #[test]
        fn an_office_is_in_one_place_and_in_it_once(
            courses in proptest::collection::vec(any_evidence(), 1..6),
            touched in proptest::collection::vec((0_usize..6, 0_u64..120), 0..20),
            today in 0_u64..400,
            window in proptest::sample::select(Window::ALL.to_vec()),
        ) {
            let courses: BTreeMap<_, _> = (0..).zip(&courses).map(|(n, known)| (office(n), Course::of(known))).collect();
            let touched: Vec<_> = touched.into_iter().map(|(n, on)| (office(n as u128), day(on))).collect();
            let distinct: BTreeSet<_> = touched.iter().map(|(office, _)| *office).collect();
            let cohort = Cohort::of(touched.clone(), &courses, window, day(today));
            prop_assert_eq!(cohort.offices(), distinct.len() as u64);
            prop_assert!(cohort.began <= cohort.over);
            let twice = Cohort::of(touched.iter().chain(&touched).copied(), &courses, window, day(today));
            prop_assert_eq!(twice, cohort);
        }

        #[test]
        fn more_days_count_no_fewer(
            known in proptest::collection::vec(any_evidence(), 1..6), on in 0_u64..100,
        ) {
            let courses: BTreeMap<_, _> = (0..).zip(&known).map(|(n, known)| (office(n), Course::of(known))).collect();
            let touched: Vec<_> = courses.keys().map(|office| (*office, day(on))).collect();
            let of = |window| Cohort::of(touched.clone(), &courses, window, day(1000)).began;
            let counts = Window::ALL.map(of);
            prop_assert!(counts.is_sorted());
        }
    }
}
