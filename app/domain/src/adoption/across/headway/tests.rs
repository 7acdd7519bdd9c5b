use super::*;
use crate::{
    adoption::{
        AdoptionState, Countable, Source, Step, Thing,
        across::{Counts, months},
        course::tests::{day, says},
    },
    offices::Status,
    service_type::Group,
    software::Linking,
};
use proptest::prelude::*;
use std::sync::LazyLock;
use uuid::Uuid;

fn office(n: u128) -> OfficeId {
    Uuid::from_u128(n).into()
}

fn open(n: u128) -> Countable {
    Countable {
        id: office(n),
        status: Status::Active,
        status_on: None,
        designated_on: None,
        services: [].into(),
        area: String::new(),
        corporation: None,
        linking: Linking::Unknown,
    }
}

/// The months of a city of twenty offices: twelve came on 6 April 2024, seven of those began on the 21st.
fn told_of(months: &[(&str, &str)]) -> Vec<ToldHeadway> {
    let licensed = |n| (office(n), vec![says(AdoptionState::Licensed, Source::WamNetList, 20)]);
    let evidence: BTreeMap<_, _> = (0..7).map(licensed).collect();
    let population = Population { offices: (0..20).map(open).collect(), evidence };
    let trail = |n| {
        let known = population.evidence.get(&office(n)).map_or(&[][..], Vec::as_slice);
        (office(n), Trail::of(known, Some(day(5)), None))
    };
    let came = |n| Touched { office: office(n), on: day(5), of: Thing::Session(Uuid::nil().into()) };
    let touched: BTreeMap<Touch, Vec<Touched>> = [(Touch::Session, (0..12).map(came).collect())].into();
    let (trails, courses) = ((0..12).map(trail).collect::<BTreeMap<_, _>>(), population.courses());
    let traces = Traces { population: &population, trails: &trails, courses: &courses, touched: &touched };
    let mut all: Vec<ToldHeadway> = Vec::new();
    for (month, day) in months {
        let (month, day) = (month.parse().unwrap(), day.parse().unwrap());
        let told = Counts::of(&population, day).told();
        let headway = Headway::of(traces, (month, day)).told(&told, all.last());
        all.push(headway);
    }
    all
}

#[test]
fn steps_are_of_the_day_and_what_followed_of_the_days_that_were_over_before_the_month() {
    let all =
        told_of(&[("2024-04-01", "2024-04-10"), ("2024-07-01", "2024-07-31"), ("2024-08-01", "2024-08-20")]);
    let [april, july, august] = all.as_slice() else { panic!("three months: {all:?}") };
    let steps = |of: &ToldHeadway| FunnelStep::ALL.map(|step| of.at(step));
    let reached = |reached: [u64; 5]| reached.map(|number| Some((number, 20)));
    assert_eq!(steps(april), reached([12, 12, 0, 0, 0]));
    assert_eq!(steps(august), reached([12, 12, 0, 7, 0]));
    // On 5 July ninety days are over: after July began, and before August did.
    assert_eq!(july.after(Touch::Session), Some((0, 0)));
    assert_eq!(august.after(Touch::Session), Some((7, 12)));
    assert_eq!((august.after(Touch::Mail), august.after(Touch::Support)), (Some((0, 0)), None));
    let kept = serde_json::to_value(august).unwrap();
    assert_eq!(kept["cohorts"]["session"], serde_json::json!([7, 12]));
    assert_eq!(&serde_json::from_value::<ToldHeadway>(kept).unwrap(), august);
}

#[test]
fn what_is_done_is_looked_at_from_the_first_month_to_the_eve_of_the_last() {
    let period = reach(&months("2024-07-03".parse().unwrap())).unwrap();
    // The eve of August 2021 is a day of 令和3年度, and the year before it began in April 2020.
    assert_eq!(
        (period.from.to_string(), period.until.to_string()),
        ("2020-04-01".to_owned(), "2024-06-30".to_owned())
    );
    assert_eq!(reach(&[]), None);
}

/// A way that an office can have gone: its step on the day, and those of the funnel that it has reached.
#[derive(Debug, Clone, Copy)]
struct Way {
    now: Step,
    reached: [bool; 5],
}

/// All ways that there are.
fn ways() -> Vec<Way> {
    let all = Step::ALL.into_iter().flat_map(|now| (0..32_u8).map(move |bits| (now, bits)));
    let all = all.map(|(now, bits)| Way { now, reached: [1, 2, 4, 8, 16].map(|bit| bits & bit != 0) });
    all.filter(|way| {
        let [aware, session, applied, adopted, using] = way.reached;
        let is_known = session || applied || adopted || way.now != Step::Unknown;
        let has_done = (adopted || way.now != Step::Adopted) && (applied || way.now != Step::Pledged);
        (aware || !is_known) && (adopted || !using) && has_done
    })
    .collect()
}

/// All offices, those at each step, and those that have reached each step of the funnel.
type Numbers<T> = [T; 11];

fn numbers(way: Way) -> Numbers<i64> {
    let mut numbers = [1; 11];
    let flags = Step::ALL.into_iter().map(|step| step == way.now).chain(way.reached);
    for (number, flag) in numbers.iter_mut().skip(1).zip(flags) {
        *number = i64::from(flag);
    }
    numbers
}

/// How numbers can be added and taken away so that they are those of a group, whatever the offices did.
static GROUPS: LazyLock<Vec<Numbers<i64>>> = LazyLock::new(|| {
    let ways: Vec<Numbers<i64>> = ways().into_iter().map(numbers).collect();
    assert_eq!(ways.len(), 51);
    let sum = |factors: &Numbers<i64>, way: &Numbers<i64>| {
        factors.iter().zip(way).map(|(factor, number)| factor * number).sum::<i64>()
    };
    let all = (0..3_i64.pow(11)).map(|mut rest| {
        std::array::from_fn(|_| {
            let factor = rest % 3 - 1;
            rest /= 3;
            factor
        })
    });
    all.filter(|factors| ways.iter().all(|way| matches!(sum(factors, way), 0 | 1))).collect()
});

fn told_numbers(line: Line, headway: &ToldHeadway) -> Numbers<Option<u32>> {
    let steps = [line.offices, line.adopted, line.pledged, line.interested, line.stopped, line.unknown];
    let reached = FunnelStep::ALL.map(|step| headway.funnel.get(&step).copied());
    let mut told = [None; 11];
    for (number, told) in steps.into_iter().chain(reached).zip(&mut told) {
        *told = number;
    }
    told
}

/// The counts and the headway of offices that have gone so.
fn counted(offices: &[(Way, Vec<Group>)], cohorts: BTreeMap<Touch, Cohort>) -> (Told, Headway) {
    let mut counts = Counts::default();
    let mut funnel = Funnel::of([], NaiveDate::MIN);
    for (way, services) in offices {
        counts.add(services.iter().copied(), way.now);
        funnel.offices += 1;
        for (level, reached) in funnel.levels.iter_mut().zip(way.reached) {
            level.reached += u64::from(reached);
        }
    }
    (counts.told(), Headway { funnel, cohorts })
}

fn any_offices() -> impl Strategy<Value = Vec<(Way, Vec<Group>)>> {
    let some = proptest::sample::subsequence(ways(), 1..10);
    let services = proptest::sample::subsequence(Group::ALL.to_vec(), 0..3);
    let offices = proptest::collection::vec((any::<proptest::sample::Index>(), services), 0..100);
    (some, offices).prop_map(|(ways, offices)| {
        offices.into_iter().map(|(way, services)| (*way.get(&ways), services)).collect()
    })
}

fn any_cohorts() -> impl Strategy<Value = BTreeMap<Touch, Cohort>> {
    let one = (0..40_u64, 0..40_u64).prop_map(|(one, other)| Cohort {
        over: one.max(other),
        began: one.min(other),
        ..Cohort::default()
    });
    (one.clone(), one.clone(), one)
        .prop_map(|(session, mail, decision)| TOUCHES.into_iter().zip([session, mail, decision]).collect())
}

proptest! {
    #[test]
    fn no_small_group_follows_from_what_is_told(offices in any_offices(), cohorts in any_cohorts()) {
        let (told, headway) = counted(&offices, cohorts);
        let shown = headway.told(&told, None);
        let numbers = told_numbers(told.all, &shown);
        for factors in GROUPS.iter() {
            let parts = factors.iter().zip(numbers).filter(|(factor, _)| **factor != 0);
            let group: Option<i64> = parts.map(|(factor, number)| Some(factor * i64::from(number?))).sum();
            let few = group.is_some_and(|group| (1..5).contains(&group));
            prop_assert!(!few, "{factors:?} {told:?} {shown:?}");
        }
        for line in told.groups.values() {
            for (inside, step) in [(line.adopted, FunnelStep::Adopted), (line.pledged, FunnelStep::Applied)] {
                let left = shown.funnel.get(&step).zip(inside).map(|(reached, inside)| reached - inside);
                prop_assert!(!left.is_some_and(is_small), "{line:?} {shown:?}");
            }
        }
        for (touch, (began, over)) in &shown.cohorts {
            let cohort = headway.cohorts[touch];
            prop_assert_eq!((u64::from(*began), u64::from(*over)), (cohort.began, cohort.over));
            let adopted = shown.funnel.get(&FunnelStep::Adopted).map(|all| all.saturating_sub(*began));
            let groups = [*began, *over, over - began, adopted.unwrap_or(0)];
            prop_assert!(!groups.into_iter().any(is_small), "{touch:?} {shown:?}");
        }
    }

    #[test]
    fn what_is_told_beside_a_month_gives_nothing_of_it_away(
        offices in any_offices(), cohorts in any_cohorts(), earlier in any_offices(),
    ) {
        let (told, headway) = counted(&offices, cohorts);
        let (before, moved) = counted(&earlier, BTreeMap::new());
        let before = moved.told(&before, None);
        let (alone, beside) = (headway.told(&told, None), headway.told(&told, Some(&before)));
        prop_assert_eq!((alone.offices, alone.funnel), (beside.offices, beside.funnel));
        for (touch, cohort) in &beside.cohorts {
            prop_assert_eq!(alone.cohorts.get(touch), Some(cohort));
            let came = before.funnel.get(&FunnelStep::Session).filter(|_| *touch == Touch::Session);
            prop_assert!(!came.is_some_and(|came| is_small(came.saturating_sub(cohort.1))));
        }
    }

    #[test]
    fn what_is_large_is_told(adopted in 10..200_u64, known in 10..200_u64, unknown in 10..200_u64) {
        let way = |now, reached, count: u64| {
            std::iter::repeat_n((Way { now, reached }, Vec::new()), usize::try_from(count).unwrap())
        };
        let offices: Vec<_> = way(Step::Adopted, [true, true, false, true, false], adopted)
            .chain(way(Step::Interested, [true, false, false, false, false], known))
            .chain(way(Step::Unknown, [false; 5], unknown))
            .collect();
        let cohort = Cohort { over: adopted, began: adopted / 2, ..Cohort::default() };
        let (told, headway) = counted(&offices, [(Touch::Session, cohort)].into());
        let (shown, all) = (headway.told(&told, None), adopted + known + unknown);
        let reached = [adopted + known, adopted, 0, adopted, 0].map(|reached| Some((reached, all)));
        prop_assert_eq!(FunnelStep::ALL.map(|step| shown.at(step)), reached);
        prop_assert_eq!(shown.after(Touch::Session), Some((adopted / 2, adopted)));
    }
}
