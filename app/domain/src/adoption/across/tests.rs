use super::*;
use crate::small::SMALLEST;
use proptest::prelude::*;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn tally([adopted, pledged, interested, stopped, unknown]: [u64; 5]) -> Tally {
    Tally { adopted, pledged, interested, stopped, unknown }
}

fn of_all(numbers: [u64; 5]) -> Line {
    Counts { all: tally(numbers), groups: BTreeMap::new() }.told().all
}

/// Every number of a line with what is told of it: the offices, then their five parts.
fn numbers(tally: Tally, line: Line) -> (Option<u32>, [(u32, Option<u32>); 5]) {
    let parts = [
        (count(tally.adopted), line.adopted),
        (count(tally.pledged), line.pledged),
        (count(tally.interested), line.interested),
        (count(tally.stopped), line.stopped),
        (count(tally.unknown), line.unknown),
    ];
    (line.offices, parts)
}

#[test]
fn an_office_is_counted_once_in_all_and_once_in_each_kind_of_its_services() {
    let mut counts = Counts::default();
    counts.add([Group::Visit, Group::Visit, Group::Day], Step::Adopted);
    counts.add([Group::Day], Step::Unknown);
    counts.add([], Step::Pledged);
    assert_eq!(counts.all, tally([1, 1, 0, 0, 1]));
    assert_eq!(counts.groups[&Group::Visit], tally([1, 0, 0, 0, 0]));
    assert_eq!(counts.groups[&Group::Day], tally([1, 0, 0, 0, 1]));
}

#[test]
fn every_reader_is_found_by_its_word() {
    for reader in Reader::ALL {
        assert_eq!(Reader::named(reader.name()), Some(reader));
        assert_eq!(serde_json::to_value(reader).unwrap(), reader.name());
    }
    assert_eq!(Reader::named("municipality"), None);
}

#[test]
fn thirty_of_188_are_told_and_four_are_not() {
    let line = of_all([30, 0, 0, 0, 158]);
    assert_eq!((line.fraction(), rate_of(line).unwrap().to_string()), (Some((30, 188)), "16.0".to_owned()));
    let line = of_all([4, 0, 0, 0, 184]);
    assert_eq!((line.offices, line.adopted, line.unknown), (Some(188), None, None));
    // Nobody is found in a group of none.
    assert_eq!(of_all([0, 0, 0, 0, 188]).fraction(), Some((0, 188)));
}

#[test]
fn few_who_stopped_hide_no_rate() {
    let line = of_all([30, 12, 20, 2, 124]);
    assert_eq!(line.fraction(), Some((30, 188)));
    assert_eq!((line.stopped, line.pledged, line.unknown), (None, None, Some(124)));
}

#[test]
fn where_every_office_is_of_one_kind_none_is_what_the_others_leave() {
    let mut counts = Counts::default();
    for (group, adopted, unknown) in
        [(Group::Visit, 10, 10), (Group::Day, 12, 18), (Group::CareManagement, 3, 7)]
    {
        let steps = [(Step::Adopted, adopted), (Step::Unknown, unknown)];
        for step in steps.into_iter().flat_map(|(step, count)| std::iter::repeat_n(step, count)) {
            counts.add([group], step);
        }
    }
    let told = counts.told();
    assert_eq!(told.all.fraction(), Some((25, 60)));
    // 25 without 10 and 12 are three: the smaller of the two is hidden with them.
    let of = |group: Group| (told.groups[&group].offices, told.groups[&group].adopted);
    assert_eq!(of(Group::CareManagement), (Some(10), None));
    assert_eq!(of(Group::Visit), (Some(20), None));
    assert_eq!(of(Group::Day), (Some(30), Some(12)));
}

#[test]
fn a_city_of_four_offices_tells_nothing() {
    assert_eq!(of_all([4, 0, 0, 0, 0]), Line::default());
}

#[test]
fn the_sum_is_of_those_that_tell_and_says_how_many_do_not() {
    let lines = [of_all([30, 0, 0, 0, 158]), of_all([4, 0, 0, 0, 184]), of_all([10, 0, 0, 0, 30])];
    let sum = Sum::of(lines);
    assert_eq!(sum, Sum { cities: 2, hidden: 1, adopted: 40, offices: 228 });
    assert_eq!(sum.rate().unwrap().to_string(), "17.5");
    let before = Sum::of([of_all([0, 0, 0, 0, 188]), of_all([10, 0, 0, 0, 30])]);
    assert_eq!(sum.points_since(before).unwrap().signed(), "+13.2");
    assert_eq!(Sum::default().rate(), None);
}

#[test]
fn the_change_of_a_city_comes_from_its_fractions() {
    let (now, before) = (of_all([30, 0, 0, 0, 158]), of_all([5, 0, 0, 0, 183]));
    assert_eq!(points(now, before).unwrap().signed(), "+13.3");
    assert_eq!(points(now, of_all([4, 0, 0, 0, 184])), None);
}

#[test]
fn a_median_needs_five_cities() {
    let rates = [(1, 10), (2, 10), (30, 100), (4, 10), (9, 10)];
    assert_eq!(median(rates), Some((Tenths(300), 5)));
    assert_eq!(median(rates.into_iter().take(4)), None);
    // Of six the middle of two: 30 % and 40 %.
    assert_eq!(median(rates.into_iter().chain([(8, 10)])), Some((Tenths(350), 6)));
    assert_eq!(median(rates.into_iter().take(4).chain([(0, 0)])), None);
}

#[test]
fn thirty_six_months_end_with_today() {
    let months = months(day("2026-11-27"));
    assert_eq!(months.len(), MONTHS as usize);
    assert_eq!(months[0], (day("2023-12-01"), day("2023-12-31")));
    assert_eq!(months[2], (day("2024-02-01"), day("2024-02-29")));
    assert_eq!(months[34], (day("2026-10-01"), day("2026-10-31")));
    assert_eq!(months[35], (day("2026-11-01"), day("2026-11-27")));
}

fn any_counts() -> impl Strategy<Value = Counts> {
    let office = (proptest::sample::subsequence(Group::ALL.to_vec(), 0..3), 0..5_usize);
    proptest::collection::vec(office, 0..120).prop_map(|offices| {
        let mut counts = Counts::default();
        for (services, state) in offices {
            counts.add(services, Step::ALL[state]);
        }
        counts
    })
}

proptest! {
    #[test]
    fn no_small_number_is_told_and_none_follows_from_what_is(counts in any_counts()) {
        let told = counts.told();
        let lines = counts.groups.iter().map(|(group, tally)| (*tally, told.groups[group]));
        for (tally, line) in lines.chain([(counts.all, told.all)]) {
            let (offices, parts) = numbers(tally, line);
            prop_assert!(offices.is_none_or(|shown| !is_small(shown) && shown == count(tally.all())));
            for (value, shown) in parts {
                prop_assert!(shown.is_none_or(|shown| shown == value && !is_small(value)));
            }
            let hidden: Vec<u32> = parts.iter().filter(|(_, shown)| shown.is_none()).map(|(value, _)| *value).collect();
            match offices {
                // What is hidden of a line whose total is known are several numbers that are five together.
                Some(_) if !hidden.is_empty() => {
                    prop_assert!(hidden.len() >= 2 && hidden.iter().sum::<u32>() >= SMALLEST, "{tally:?} {line:?}");
                }
                Some(_) => {}
                // Nor do the parts tell the total, unless there is nobody.
                None => prop_assert!(!hidden.is_empty(), "{tally:?} {line:?}"),
            }
        }
    }

    #[test]
    fn kinds_that_add_up_do_not_tell_one_that_is_hidden(
        offices in proptest::collection::vec((proptest::sample::select(Group::ALL.to_vec()), 0..5_usize), 0..120),
    ) {
        let mut counts = Counts::default();
        for (group, state) in offices {
            counts.add([group], Step::ALL[state]);
        }
        let told = counts.told();
        for (of, _) in NUMBERS {
            let Some(all) = of(told.all) else { continue };
            let hidden = told.groups.values().filter(|line| of(**line).is_none()).count();
            let shown: u32 = told.groups.values().filter_map(|line| of(*line)).sum();
            prop_assert!(!is_small(all - shown) && (hidden != 1 || shown == all), "{told:?}");
        }
        // What is told of all does not depend on the kinds.
        prop_assert_eq!(told.all, Counts { groups: BTreeMap::new(), ..counts }.told().all);
    }

    #[test]
    fn what_is_large_is_told(adopted in 5..500_u64, unknown in 5..500_u64) {
        prop_assert_eq!(of_all([adopted, 0, 0, 0, unknown]).fraction(), Some((adopted, adopted + unknown)));
    }
}
