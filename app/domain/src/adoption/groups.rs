//! What offices are told apart by in a table of adoption, and the months of a trend.

use super::{Countable, Population, Step, Tally, evidence::turns};
use crate::{
    ids::{CorporationId, OfficeId},
    service_type::ServiceType,
    software::Linking,
};
use chrono::{Datelike, Days, Months, NaiveDate};

/// By what.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum By {
    /// サービス種類; an office stands in each that it provides.
    Service,
    /// 日常生活圏域.
    Area,
    /// 法人.
    Corporation,
    /// Whether the 介護ソフト can link.
    Software,
}

impl By {
    /// Every one, in the order of the page.
    pub const ALL: [Self; 4] = [Self::Service, Self::Area, Self::Corporation, Self::Software];

    /// The word of an address.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Service => "service",
            Self::Area => "area",
            Self::Corporation => "corporation",
            Self::Software => "software",
        }
    }
    /// Reads the word of an address.
    pub fn named(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|by| by.name() == word)
    }
}

/// One group of offices.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Group {
    /// Those that provide a service.
    Service(ServiceType),
    /// Those of an area; empty where none is known.
    Area(String),
    /// Those of a corporation; none where that is not known.
    Corporation(Option<CorporationId>),
    /// Those whose software can link, cannot, or of which nobody knows.
    Software(Linking),
}

impl Group {
    /// By what it is told apart.
    pub const fn by(&self) -> By {
        match self {
            Self::Service(_) => By::Service,
            Self::Area(_) => By::Area,
            Self::Corporation(_) => By::Corporation,
            Self::Software(_) => By::Software,
        }
    }

    /// The word of an address.
    pub fn word(&self) -> String {
        match self {
            Self::Service(service) => service.code().to_owned(),
            Self::Area(area) => area.clone(),
            Self::Corporation(corporation) => corporation.map(|id| id.to_string()).unwrap_or_default(),
            Self::Software(linking) => linking.name().to_owned(),
        }
    }

    /// Reads the word of an address.
    pub fn read(by: By, word: &str) -> Option<Self> {
        match by {
            By::Service => ServiceType::from_code(word).map(Self::Service),
            By::Area => Some(Self::Area(word.to_owned())),
            By::Corporation if word.is_empty() => Some(Self::Corporation(None)),
            By::Corporation => word.parse().ok().map(|id| Self::Corporation(Some(id))),
            By::Software => Linking::named(word).map(Self::Software),
        }
    }

    /// The groups in which an office stands.
    pub fn of(by: By, office: &Countable) -> Vec<Self> {
        match by {
            By::Service => office.services.iter().copied().map(Self::Service).collect(),
            By::Area => vec![Self::Area(office.area.clone())],
            By::Corporation => vec![Self::Corporation(office.corporation)],
            By::Software => vec![Self::Software(office.linking)],
        }
    }

    /// Whether an office stands in it.
    pub fn holds(&self, office: &Countable) -> bool {
        Self::of(self.by(), office).contains(self)
    }
}

/// A group on a day, and on an earlier one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Compared {
    /// Which.
    pub group: Group,
    /// On the day.
    pub now: Tally,
    /// On the earlier day; nobody where no office of it was open then.
    pub before: Tally,
}

impl Population {
    /// The groups of offices that were open on either of two days, in the order of the groups.
    pub fn compared(&self, by: By, now: NaiveDate, before: NaiveDate) -> Vec<Compared> {
        let of = |day| self.by(day, |office| Group::of(by, office));
        let mut earlier = of(before);
        let mut all: Vec<Compared> = of(now)
            .into_iter()
            .map(|(group, now)| {
                let before = earlier.remove(&group).unwrap_or_default();
                Compared { group, now, before }
            })
            .collect();
        let gone = earlier.into_iter();
        all.extend(gone.map(|(group, before)| Compared { group, now: Tally::default(), before }));
        all.sort_by(|one, other| one.group.cmp(&other.group));
        all
    }

    /// The open offices of a group (of all where there is none) that stand at one of some steps on a day.
    pub fn standing(&self, day: NaiveDate, group: Option<&Group>, steps: &[Step]) -> Vec<(OfficeId, Step)> {
        self.open(day)
            .filter(|office| group.is_none_or(|group| group.holds(office)))
            .map(|office| (office.id, self.step(office.id, day)))
            .filter(|(_, step)| steps.contains(step))
            .collect()
    }

    /// The last day of each of some months up to a day, and that day itself; nothing where no evidence is as old.
    pub fn trend(&self, until: NaiveDate, months: u32) -> Vec<(NaiveDate, Option<Tally>)> {
        let first = self.evidence.values().flatten().map(|known| known.as_of).min();
        let turns =
            |office: &Countable| self.evidence.get(&office.id).map_or_else(Vec::new, |all| turns(all));
        let offices: Vec<_> = self.offices.iter().map(|office| (office, turns(office))).collect();
        let tally = |day: NaiveDate| {
            let mut tally = Tally::default();
            for (_, turns) in offices.iter().filter(|(office, _)| office.open_on(day)) {
                let last = turns.iter().rev().find(|(from, _)| *from <= day);
                tally.add(last.map_or(Step::Unknown, |(_, state)| Step::of(*state)));
            }
            tally
        };
        month_ends(until, months)
            .into_iter()
            .map(|day| (day, first.filter(|first| *first <= day).map(|_| tally(day))))
            .collect()
    }
}

/// The last days of the months before the one of a day, and that day: so many of them.
pub fn month_ends(until: NaiveDate, months: u32) -> Vec<NaiveDate> {
    let first = until.with_day(1).unwrap_or(until);
    let mut days: Vec<NaiveDate> = (0..months.saturating_sub(1))
        .rev()
        .filter_map(|ago| first.checked_sub_months(Months::new(ago))?.checked_sub_days(Days::new(1)))
        .collect();
    days.push(until);
    days
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        adoption::{AdoptionState, Evidence, Source},
        offices::Status,
    };
    use uuid::Uuid;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn office(n: u128, area: &str, services: &[&str]) -> Countable {
        Countable {
            id: OfficeId::from_uuid(Uuid::from_u128(n)),
            status: Status::Active,
            status_on: None,
            designated_on: None,
            services: services.iter().map(|code| ServiceType::from_code(code).unwrap()).collect(),
            area: area.to_owned(),
            corporation: None,
            linking: Linking::Unknown,
        }
    }

    fn uses(as_of: &str) -> Vec<Evidence> {
        let as_of = day(as_of);
        let recorded_at = as_of.and_hms_opt(3, 0, 0).unwrap().and_utc();
        let (state, source) = (AdoptionState::Using, Source::WamNetList);
        vec![Evidence { state, as_of, source, recorded_at, note: String::new() }]
    }

    fn some() -> Population {
        let closed = Countable {
            status: Status::Closed,
            status_on: Some(day("2024-01-01")),
            ..office(3, "南", &["15"])
        };
        let offices = vec![office(1, "北", &["43"]), office(2, "北", &["43", "11"]), closed];
        let evidence = [(offices[1].id, uses("2024-03-15"))].into();
        Population { offices, evidence }
    }

    #[test]
    fn a_group_that_went_is_told_with_what_it_was() {
        let compared = some().compared(By::Area, day("2024-04-01"), day("2023-04-01"));
        let told: Vec<_> =
            compared.iter().map(|one| (one.group.word(), one.now.all(), one.before.all())).collect();
        assert_eq!(told, [("北".to_owned(), 2, 2), ("南".to_owned(), 0, 1)]);
        assert_eq!((compared[0].now.adopted, compared[0].before.adopted), (1, 0));
    }

    #[test]
    fn an_office_stands_in_every_group_of_its_services() {
        let all = some();
        let services = all.compared(By::Service, day("2024-04-01"), day("2023-04-01"));
        assert_eq!(services.iter().map(|one| one.now.all()).sum::<u64>(), 3);
        let visit = Group::read(By::Service, "11").unwrap();
        assert_eq!(all.standing(day("2024-04-01"), Some(&visit), &[Step::Adopted]).len(), 1);
        assert_eq!(all.standing(day("2024-04-01"), None, &[Step::Unknown]).len(), 1);
    }

    #[test]
    fn every_group_is_read_from_its_own_word() {
        let id = CorporationId::from_uuid(Uuid::from_u128(7));
        let groups = [
            Group::Service(ServiceType::from_code("43").unwrap()),
            Group::Area(String::new()),
            Group::Area("北部".into()),
            Group::Corporation(None),
            Group::Corporation(Some(id)),
            Group::Software(Linking::No),
        ];
        for group in groups {
            assert_eq!(By::named(group.by().name()), Some(group.by()));
            assert_eq!(Group::read(group.by(), &group.word()), Some(group));
        }
        assert_eq!(Group::read(By::Software, "perhaps"), None);
        assert_eq!(Group::read(By::Corporation, "x"), None);
    }

    #[test]
    fn a_trend_begins_where_something_is_known() {
        assert_eq!(
            month_ends(day("2024-03-31"), 3),
            [day("2024-01-31"), day("2024-02-29"), day("2024-03-31")]
        );
        assert_eq!(month_ends(day("2024-03-01"), 1), [day("2024-03-01")]);
        let trend = some().trend(day("2024-04-10"), 3);
        let told: Vec<_> =
            trend.iter().map(|(day, tally)| (day.to_string(), tally.map(|tally| tally.adopted))).collect();
        let wanted = [("2024-02-29", None), ("2024-03-31", Some(1)), ("2024-04-10", Some(1))];
        assert_eq!(told, wanted.map(|(day, adopted)| (day.to_owned(), adopted)));
    }
}
