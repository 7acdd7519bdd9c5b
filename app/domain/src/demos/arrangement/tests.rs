//! What a form of an arrangement says, and what is wrong with it.

use super::*;
use crate::demos::{Length, Promise};
use ArrangementField as Field;
use ArrangementProblem as Problem;
use chrono::NaiveTime;
use uuid::Uuid;

fn day(text: &str) -> NaiveDate {
    text.parse().expect("an ISO date")
}

fn slot() -> Slot {
    Slot {
        date: day("2024-12-05"),
        start: NaiveTime::from_hms_opt(13, 30, 0).expect("a time"),
        length: Length::of_quarters(8).expect("two hours"),
    }
}

fn id(number: u128) -> ResourceId {
    Uuid::from_u128(number).into()
}

fn so_far(place: Place) -> SoFar {
    SoFar { slot: None, place, venue: "市役所 3階".into(), travel: Travel { before: 4, after: 2 } }
}

fn read(typed: &Typed, place: Place, registered: u16) -> Result<Arrangement, Problems> {
    let there =
        [(id(1), ResourceKind::DemoSet), (id(2), ResourceKind::Lecturer), (id(3), ResourceKind::Lecturer)];
    let today = day("2024-10-01");
    let frame = Frame { candidates: &[slot()], so_far: &so_far(place), resources: &there, registered, today };
    Arrangement::parse(typed, &frame)
}

fn typed() -> Typed {
    Typed::default().with("candidate", "1").with("capacity", "20").with("demo_set", id(1).to_string())
}

#[test]
fn a_session_on_site_needs_a_demo_set_and_one_online_nothing() {
    let bare = Typed::default().with("candidate", "1").with("capacity", "20");
    let online = read(&bare, Place::Online, 0).expect("nothing is needed");
    assert_eq!((online.resources.len(), online.travel, &*online.venue), (0, Travel::NONE, ""));
    assert_eq!(
        read(&bare, Place::OnSite, 0),
        Err(vec![(Field::Resource(ResourceKind::DemoSet), Problem::NoDemoSet)])
    );
    let lecturer_as_set = bare.clone().with("demo_set", id(2).to_string());
    assert!(read(&lecturer_as_set, Place::OnSite, 0).is_err());
    let whole = typed().with("lecturer", id(2).to_string()).with("lecturer", id(3).to_string());
    let whole = read(&whole, Place::OnSite, 0).expect("two lecturers may come");
    assert_eq!(whole.resources, [id(1), id(2), id(3)]);
    assert_eq!((whole.travel, &*whole.venue), (Travel { before: 4, after: 2 }, "市役所 3階"), "as so far");
}

#[test]
fn another_date_is_typed_and_an_alternative_is_named() {
    let code = slot().code();
    assert_eq!((&*code, Slot::from_code(&code)), ("2024-12-05T13:30+120", Some(slot())));
    let rest = Typed::default().with("capacity", "20").with("demo_set", id(1).to_string());
    let named = read(&rest.clone().with("candidate", "2024-12-12T10:00+60"), Place::OnSite, 0);
    assert!(named.is_ok_and(|one| one.slot.date == day("2024-12-12") && one.slot.length.quarters() == 4));
    let other =
        rest.clone().with("candidate", "other").with("date", "令和6年12月19日").with("start", "午後2時");
    assert!(read(&other.clone().with("length", "90"), Place::OnSite, 0).is_ok());
    assert_eq!(read(&other, Place::OnSite, 0), Err(vec![(Field::Length, Problem::NotChosen)]));
    let past = rest.with("candidate", "2024-09-30T10:00+60");
    assert_eq!(read(&past, Place::OnSite, 0), Err(vec![(Field::Candidate, Problem::Past)]));
}

#[test]
fn what_is_sent_goes_before_the_session_and_comes_back_after_it() {
    let loan = |ships: &str, returns: &str| {
        read(&typed().with("ships_on", ships).with("returns_on", returns), Place::OnSite, 0)
    };
    let days = loan("R6.12.2", "2024-12-09").expect("around the session").loan;
    assert_eq!(days, Some(LoanDays { ships: day("2024-12-02"), returns: day("2024-12-09") }));
    assert_eq!(loan("R6.12.6", "R6.12.9"), Err(vec![(Field::Ships, Problem::NotAround(62))]));
    assert_eq!(loan("R6.12.2", "R6.12.4"), Err(vec![(Field::Returns, Problem::NotAround(62))]));
    assert_eq!(loan("R6.12.2", ""), Err(vec![(Field::Returns, Problem::Half)]));
    assert_eq!(loan("", "R6.12.9"), Err(vec![(Field::Ships, Problem::Half)]));
}

#[test]
fn nobody_who_is_registered_loses_a_place_by_a_change() {
    assert_eq!(read(&typed(), Place::OnSite, 21), Err(vec![(Field::Capacity, Problem::Registered(21))]));
    assert!(read(&typed(), Place::OnSite, 20).is_ok());
}

#[test]
fn online_is_joined_at_an_address() {
    let link = |link: &str| read(&typed().with("place", "online").with("link", link), Place::OnSite, 0);
    assert_eq!(link("会議室の1番"), Err(vec![(Field::Link, Problem::NoAddress)]));
    assert!(link("https://meet.example.jp/12").is_ok_and(|one| one.place == Place::Online));
    assert!(link("").is_ok(), "it may be known later");
}

#[test]
fn what_was_arranged_is_read_back_from_its_form() {
    let held = Held {
        slot: slot(),
        place: Place::OnSite,
        venue: "公民館".into(),
        link: String::new(),
        travel: Travel { before: 6, after: 8 },
        loan: Some(LoanDays { ships: day("2024-12-03"), returns: day("2024-12-09") }),
        promises: vec![Promise { resource: id(1), kind: ResourceKind::DemoSet, name: "1号".into() }],
        capacity: People::new(30).expect("thirty"),
    };
    let read = read(&Arrangement::fill(&held), Place::Online, 0).expect("as it was");
    assert_eq!((read.slot, read.place, &read.venue), (held.slot, held.place, &held.venue));
    assert_eq!((read.travel, read.loan, read.capacity), (held.travel, held.loan, held.capacity));
    assert_eq!(read.resources, [id(1)]);
}
