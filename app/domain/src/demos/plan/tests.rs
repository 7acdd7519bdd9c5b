use super::*;
use chrono::Duration;
use proptest::prelude::*;
use rstest::rstest;

fn day(text: &str) -> NaiveDate {
    text.parse().expect("an ISO date")
}

fn due(plan: &[PlannedChore], chore: Chore) -> Option<NaiveDate> {
    plan.iter().find(|one| one.task.title == chore.title()).map(|one| one.due)
}

// Two months before, one month before, the day: closed days move back.
#[rstest]
// J14: 5 December 2024, a Thursday; 5 October and 5 November 2024 are a Saturday and a Tuesday.
#[case("2024-12-05", "2024-10-04", "2024-11-05")]
// 3 November 2025 is 文化の日, a Monday: back over the weekend to Friday.
#[case("2025-12-03", "2025-10-03", "2025-10-31")]
// 2 January is closed for the turn of the year: back to 28 December 2026, a Monday.
#[case("2027-03-02", "2026-12-28", "2027-02-02")]
// A month that is too short: 30 February becomes 28 February 2027, a Sunday, and then Friday the 26th.
#[case("2027-04-30", "2027-02-26", "2027-03-30")]
// A leap day.
#[case("2028-04-29", "2028-02-29", "2028-03-29")]
// A session on a Saturday keeps its own day.
#[case("2026-02-28", "2025-12-26", "2026-01-28")]
fn the_plan_counts_back_from_the_day(#[case] date: &str, #[case] two: &str, #[case] one: &str) {
    let plan = Plan::built_in(Place::OnSite).on(day(date), &WorkingCalendar::default());
    for chore in [Chore::Outline, Chore::Dispatch, Chore::Equipment] {
        assert_eq!(due(&plan, chore), Some(day(two)));
    }
    for chore in [Chore::Material, Chore::Announcement] {
        assert_eq!(due(&plan, chore), Some(day(one)));
    }
    for chore in [Chore::Leaflets, Chore::Venue] {
        assert_eq!(due(&plan, chore), Some(day(date)));
    }
}

#[test]
fn a_day_that_the_tenant_closes_moves_the_task_too() {
    let calendar = WorkingCalendar::new([day("2024-10-04")]);
    let plan = Plan::built_in(Place::OnSite).on(day("2024-12-05"), &calendar);
    assert_eq!(due(&plan, Chore::Outline), Some(day("2024-10-03")));
}

#[test]
fn weeks_and_days_are_counted_back_too() {
    let calendar = WorkingCalendar::default();
    let before = |code: &str| Due::from_code(code).map(|due| due.before(day("2024-12-05"), &calendar));
    assert_eq!(before("weeks:1"), Some(day("2024-11-28")));
    assert_eq!(before("days:1"), Some(day("2024-12-04")));
    // 23 November 2024 is a Saturday and 勤労感謝の日.
    assert_eq!(before("days:12"), Some(day("2024-11-22")));
    assert_eq!(before("day"), Some(day("2024-12-05")));
    for wrong in ["", "weeks", "weeks:0", "weeks:27", "months:7", "days:181", "hours:1", "days:-1"] {
        assert_eq!(Due::from_code(wrong), None, "{wrong}");
    }
}

#[test]
fn the_federation_plans_the_municipality_announces_and_both_are_there_on_the_day() {
    let plan = Plan::built_in(Place::OnSite);
    let owners: Vec<Owner> = plan.tasks().iter().map(|task| task.owner).collect();
    assert_eq!(owners[..3], [Owner::Federation; 3]);
    assert_eq!(owners[3..5], [Owner::Municipality; 2]);
    assert_eq!(owners[5..], [Owner::Both; 3]);
    let online = Plan::built_in(Place::Online);
    let titles: Vec<&str> = online.tasks().iter().map(|task| task.title.as_str()).collect();
    assert!(!titles.contains(&Chore::Equipment.title()) && !titles.contains(&Chore::Venue.title()));
    assert!(titles.contains(&Chore::Connection.title()));
}

fn named(title: &str) -> PlanTask {
    PlanTask { title: title.to_owned(), ..Chore::Venue.task() }
}

fn titles(plan: &Plan) -> Vec<&str> {
    plan.tasks().iter().map(|task| task.title.as_str()).collect()
}

#[test]
fn a_plan_is_changed_task_by_task() {
    let plan = Plan::new(vec![named("a"), named("b"), named("c")]);
    assert_eq!(titles(&plan.clone().moved(0, PlanMove::Down).expect("a place")), ["b", "a", "c"]);
    assert_eq!(titles(&plan.clone().moved(0, PlanMove::Up).expect("a place")), ["a", "b", "c"]);
    assert_eq!(titles(&plan.clone().moved(2, PlanMove::Up).expect("a place")), ["a", "c", "b"]);
    assert_eq!(titles(&plan.clone().moved(2, PlanMove::Down).expect("a place")), ["a", "b", "c"]);
    assert_eq!(titles(&plan.clone().moved(1, PlanMove::Out).expect("a place")), ["a", "c"]);
    assert_eq!(titles(&plan.clone().replace(1, named("d")).expect("a place")), ["a", "d", "c"]);
    assert_eq!(plan.clone().replace(3, named("d")), Err(PlanError::NoSuchTask));
    assert_eq!(plan.clone().moved(3, PlanMove::Out), Err(PlanError::NoSuchTask));
    let mut full = plan;
    while full.tasks().len() < Plan::MOST {
        full = full.with(named("e")).expect("there is room");
    }
    assert_eq!(full.with(named("f")), Err(PlanError::TooMany));
}

#[test]
fn a_plan_is_read_back_as_it_was_kept() {
    for place in Place::ALL {
        let plan = Plan::built_in(*place);
        let kept = serde_json::to_value(&plan).expect("a value");
        assert_eq!(serde_json::from_value::<Plan>(kept).expect("a plan"), plan);
    }
}

proptest! {
    #[test]
    fn nothing_is_due_after_the_session_and_what_is_planned_ahead_is_due_on_a_working_day(
        offset in 0..20_000_i64,
        online in any::<bool>(),
    ) {
        let calendar = WorkingCalendar::default();
        let date = day("2000-01-01") + Duration::days(offset);
        let place = if online { Place::Online } else { Place::OnSite };
        let plan = Plan::built_in(place).on(date, &calendar);
        prop_assert!(plan.windows(2).all(|pair| pair[0].due <= pair[1].due));
        for one in plan {
            prop_assert!(one.due <= date);
            prop_assert!(one.due == date || calendar.is_working_day(one.due));
        }
    }

    #[test]
    fn every_rule_is_read_back(unit in 0..4_usize, count in 0..400_u16) {
        if let Some(due) = Due::new(DueUnit::ALL[unit], count) {
            prop_assert_eq!(Due::from_code(&due.code()), Some(due));
        } else {
            prop_assert!(count == 0 || count > DueUnit::ALL[unit].most());
        }
    }
}
