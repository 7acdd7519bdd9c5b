//! Counting the offices of a register on a day: which of them were open, how far each had come, and by what they can be told
//! apart. Every page that gives a rate counts with this.

use super::{AdoptionState, Course, Definition, Evidence, Indicator, Origin, Rate, current};
use crate::{
    ids::{CorporationId, OfficeId},
    offices::Status,
    service_type::ServiceType,
    software::Linking,
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// What the register knows of an office, as far as counting asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Countable {
    /// The office.
    pub id: OfficeId,
    /// Whether it is open as the register stands.
    pub status: Status,
    /// The day from which that is so, where it is known.
    pub status_on: Option<NaiveDate>,
    /// When it was designated, where that is known.
    pub designated_on: Option<NaiveDate>,
    /// What it provides.
    pub services: BTreeSet<ServiceType>,
    /// Its 日常生活圏域; empty where it is not known.
    pub area: String,
    /// Who runs it.
    pub corporation: Option<CorporationId>,
    /// Whether its 介護ソフト can link, as far as is known.
    pub linking: Linking,
}

impl Countable {
    /// Whether it was open on a day. What the register does not date holds always: an office that is closed, nobody knows
    /// since when, was never open, and one without a day of designation always was.
    pub fn open_on(&self, day: NaiveDate) -> bool {
        let begun = self.designated_on.is_none_or(|begun| begun <= day);
        let open = match self.status {
            Status::Active => self.status_on.is_none_or(|since| since <= day),
            Status::Suspended | Status::Closed => self.status_on.is_some_and(|since| day < since),
        };
        begun && open
    }
}

/// How far an office has come, in the five steps that a table tells apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// 導入済み: has a licence, or uses the system. It alone counts in the rate.
    Adopted,
    /// 導入予定: has promised to begin.
    Pledged,
    /// 認知・検討中: knows of it, or considers it.
    Interested,
    /// 停止: did use it.
    Stopped,
    /// 不明: nothing is known.
    Unknown,
}

impl Step {
    /// Every step, in the order of a table.
    pub const ALL: [Self; 5] = [Self::Adopted, Self::Pledged, Self::Interested, Self::Stopped, Self::Unknown];

    /// The word of an address.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Adopted => "adopted",
            Self::Pledged => "pledged",
            Self::Interested => "interested",
            Self::Stopped => "stopped",
            Self::Unknown => "unknown",
        }
    }
    /// Reads the word of an address.
    pub fn named(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|step| step.name() == word)
    }

    /// The step of a state.
    pub const fn of(state: AdoptionState) -> Self {
        match state {
            AdoptionState::Licensed | AdoptionState::Using => Self::Adopted,
            AdoptionState::Pledged => Self::Pledged,
            AdoptionState::Aware | AdoptionState::Planning => Self::Interested,
            AdoptionState::Stopped => Self::Stopped,
            AdoptionState::Unknown => Self::Unknown,
        }
    }
}

/// Offices, each at one of the five steps: they add up to all of them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Tally {
    /// 導入済み.
    pub adopted: u64,
    /// 導入予定.
    pub pledged: u64,
    /// 認知・検討中.
    pub interested: u64,
    /// 停止.
    pub stopped: u64,
    /// 不明.
    pub unknown: u64,
}

impl Tally {
    /// Counts an office.
    pub const fn add(&mut self, step: Step) {
        match step {
            Step::Adopted => self.adopted += 1,
            Step::Pledged => self.pledged += 1,
            Step::Interested => self.interested += 1,
            Step::Stopped => self.stopped += 1,
            Step::Unknown => self.unknown += 1,
        }
    }

    /// How many stand at a step.
    pub const fn get(self, step: Step) -> u64 {
        match step {
            Step::Adopted => self.adopted,
            Step::Pledged => self.pledged,
            Step::Interested => self.interested,
            Step::Stopped => self.stopped,
            Step::Unknown => self.unknown,
        }
    }

    /// All of them: the denominator.
    pub const fn all(self) -> u64 {
        self.adopted + self.pledged + self.interested + self.stopped + self.unknown
    }

    /// The adoption rate of a house's own register on a day.
    pub const fn indicator(self, as_of: NaiveDate) -> Indicator {
        Indicator {
            definition: Definition::Adopted,
            numerator: self.adopted,
            denominator: self.all(),
            as_of,
            source: Origin::Register,
        }
    }
}

/// The offices of a register with everything that is known of their adoption.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Population {
    /// Every office that stands for itself, open or not.
    pub offices: Vec<Countable>,
    /// What is known of each.
    pub evidence: BTreeMap<OfficeId, Vec<Evidence>>,
}

impl Population {
    /// The offices that were open on a day.
    pub fn open(&self, day: NaiveDate) -> impl Iterator<Item = &Countable> {
        self.offices.iter().filter(move |office| office.open_on(day))
    }

    /// How far an office had come on a day.
    pub fn step(&self, office: OfficeId, day: NaiveDate) -> Step {
        let known = self.evidence.get(&office).and_then(|known| current(known, day));
        known.map_or(Step::Unknown, |holds| Step::of(holds.state))
    }

    /// All offices that were open on a day, by step.
    pub fn tally(&self, day: NaiveDate) -> Tally {
        let mut tally = Tally::default();
        for office in self.open(day) {
            tally.add(self.step(office.id, day));
        }
        tally
    }

    /// The adoption rate on a day.
    pub fn indicator(&self, day: NaiveDate) -> Indicator {
        self.tally(day).indicator(day)
    }

    /// The same, where a [`Rate`] is asked for.
    pub fn rate(&self, day: NaiveDate) -> Rate {
        let tally = self.tally(day);
        let count = |number: u64| u32::try_from(number).unwrap_or(u32::MAX);
        Rate { numerator: count(tally.adopted), denominator: count(tally.all()), as_of: day }
    }

    /// The offices that were open on a day, by what tells them apart. An office may stand in several groups, as it does by
    /// its services, or in none.
    pub fn by<K: Ord, G: IntoIterator<Item = K>>(
        &self,
        day: NaiveDate,
        groups: impl Fn(&Countable) -> G,
    ) -> BTreeMap<K, Tally> {
        let mut tallies: BTreeMap<K, Tally> = BTreeMap::new();
        for office in self.open(day) {
            let step = self.step(office.id, day);
            for group in groups(office) {
                tallies.entry(group).or_default().add(step);
            }
        }
        tallies
    }

    /// The open offices that had adopted the system by a day.
    pub fn adopted(&self, day: NaiveDate) -> BTreeSet<OfficeId> {
        let adopted = self.open(day).filter(|office| self.step(office.id, day) == Step::Adopted);
        adopted.map(|office| office.id).collect()
    }

    /// On which days each office of which anything is known counts as an adopter; open or not.
    pub fn courses(&self) -> BTreeMap<OfficeId, Course> {
        self.evidence.iter().map(|(office, known)| (*office, Course::of(known))).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::adoption::Source;
    use proptest::prelude::*;
    use rstest::rstest;
    use uuid::Uuid;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn office(n: u128) -> Countable {
        Countable {
            id: OfficeId::from_uuid(Uuid::from_u128(n)),
            status: Status::Active,
            status_on: None,
            designated_on: None,
            services: BTreeSet::new(),
            area: String::new(),
            corporation: None,
            linking: Linking::Unknown,
        }
    }

    fn said(state: AdoptionState, as_of: &str) -> Evidence {
        let as_of = day(as_of);
        let recorded_at = as_of.and_hms_opt(3, 0, 0).unwrap().and_utc();
        Evidence { state, as_of, source: Source::WamNetList, recorded_at, note: String::new() }
    }

    #[rstest]
    #[case(Status::Active, None, None, true)]
    #[case(Status::Active, None, Some("2024-04-01"), true)]
    #[case(Status::Active, None, Some("2024-04-02"), false)]
    #[case(Status::Active, Some("2024-05-01"), None, false)]
    #[case(Status::Closed, None, None, false)]
    #[case(Status::Closed, Some("2024-04-01"), None, false)]
    #[case(Status::Closed, Some("2024-04-02"), None, true)]
    #[case(Status::Suspended, Some("2024-04-02"), Some("2024-04-03"), false)]
    fn an_office_counts_while_it_is_open(
        #[case] status: Status,
        #[case] status_on: Option<&str>,
        #[case] designated_on: Option<&str>,
        #[case] open: bool,
    ) {
        let (status_on, designated_on) = (status_on.map(day), designated_on.map(day));
        let office = Countable { status, status_on, designated_on, ..office(1) };
        assert_eq!(office.open_on(day("2024-04-01")), open);
    }

    /// 武蔵野市: 4 of 188, a year later 30 of 188 (domain.md §1.6).
    #[test]
    fn the_numbers_of_musashino_come_from_offices_and_evidence() {
        let offices: Vec<Countable> = (0..188).map(office).collect();
        let mut evidence = BTreeMap::new();
        for (place, office) in offices.iter().enumerate().take(30) {
            let as_of = if place < 4 { "2023-04-01" } else { "2024-04-01" };
            evidence.insert(office.id, vec![said(AdoptionState::Licensed, as_of)]);
        }
        evidence.insert(offices[100].id, vec![said(AdoptionState::Pledged, "2024-03-01")]);
        let all = Population { offices, evidence };
        let (before, after) = (all.indicator(day("2023-04-01")), all.indicator(day("2024-04-01")));
        assert_eq!((before.numerator, before.denominator), (4, 188));
        assert_eq!((after.numerator, after.denominator), (30, 188));
        assert_eq!(after.points_since(before).unwrap().signed(), "+13.8");
        let tally = all.tally(day("2024-04-01"));
        assert_eq!((tally.pledged, tally.unknown, tally.all()), (1, 157, 188));
        let adopting = all.courses().into_values().filter(|course| course.counts_on(day("2024-04-01")));
        assert_eq!(adopting.count(), 30);
    }

    #[test]
    fn groups_may_overlap_and_each_adds_up() {
        let home = ServiceType::from_code("43").unwrap();
        let visit = ServiceType::from_code("11").unwrap();
        let one = Countable { services: [home, visit].into(), area: "北".into(), ..office(1) };
        let other = Countable { services: [visit].into(), ..office(2) };
        let evidence = [(one.id, vec![said(AdoptionState::Using, "2024-04-01")])].into();
        let all = Population { offices: vec![one, other], evidence };
        let on = day("2024-04-01");
        let services = all.by(on, |office| office.services.clone());
        assert_eq!((services[&home].adopted, services[&home].all()), (1, 1));
        assert_eq!((services[&visit].adopted, services[&visit].all()), (1, 2));
        let areas = all.by(on, |office| [office.area.clone()]);
        assert_eq!(areas.values().map(|tally| tally.all()).sum::<u64>(), 2);
    }

    fn any_office() -> impl Strategy<Value = (Countable, Vec<Evidence>)> {
        let when = proptest::option::of(0..400_u64);
        let tellings = proptest::collection::vec(
            (proptest::sample::select(AdoptionState::ALL.to_vec()), 0..400_u64),
            0..4,
        );
        let status = proptest::sample::select(Status::ALL.to_vec());
        (any::<u128>(), status, when.clone(), when, tellings).prop_map(
            |(n, status, since, begun, tellings)| {
                let first = day("2024-01-01");
                let at = |days: u64| first + chrono::Days::new(days);
                let office =
                    Countable { status, status_on: since.map(at), designated_on: begun.map(at), ..office(n) };
                let known =
                    tellings.into_iter().map(|(state, on)| said(state, &at(on).to_string())).collect();
                (office, known)
            },
        )
    }

    proptest! {
        #[test]
        fn the_steps_add_up_to_the_denominator(
            all in proptest::collection::vec(any_office(), 0..30), on in 0..400_u64,
        ) {
            let (offices, known): (Vec<_>, Vec<_>) = all.into_iter().unzip();
            let evidence = offices.iter().map(|office| office.id).zip(known).collect();
            let all = Population { offices, evidence };
            let on = day("2024-01-01") + chrono::Days::new(on);
            let tally = all.tally(on);
            prop_assert_eq!(Step::ALL.into_iter().map(|step| tally.get(step)).sum::<u64>(), tally.all());
            prop_assert_eq!(tally.all(), all.open(on).count() as u64);
            prop_assert_eq!(tally.adopted, all.adopted(on).len() as u64);
            let parts = all.by(on, |office| [office.status.name()]);
            prop_assert_eq!(parts.values().map(|part| part.all()).sum::<u64>(), tally.all());
        }
    }
}
