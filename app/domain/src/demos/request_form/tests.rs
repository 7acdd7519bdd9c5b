//! How a request is read, and what is said of a wrong one.

use super::*;
use crate::demos::TimeError;
use proptest::prelude::*;

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2024, 9, 20).expect("a day")
}

fn good() -> Typed {
    [
        ("menu", "exchange"),
        ("menu", "consultation"),
        ("date_1", "令和６年１２月５日"),
        ("start_1", "１３：３０"),
        ("date_2", "2024-12-12"),
        ("start_2", "午後1時半"),
        ("date_3", ""),
        ("start_3", "　"),
        ("length", "120"),
        ("people", "２０人"),
        ("place", "on_site"),
        ("venue", "みどり野市役所　3階大会議室"),
        ("contact_name", "佐藤　葵"),
        ("contact_phone", "０７４１－００－１０００"),
        ("contact_email", "ｓａｔｏ＠midorino.example.jp"),
        ("note", ""),
    ]
    .into_iter()
    .map(|(name, value)| (name.to_owned(), value.to_owned()))
    .collect()
}

fn changed(name: &str, value: &str) -> Typed {
    good()
        .pairs()
        .iter()
        .map(|(key, old)| (key.clone(), if key == name { value.to_owned() } else { old.clone() }))
        .collect()
}

#[test]
fn a_request_is_read_as_people_write_it() {
    let request = RequestForm::parse(&good(), today()).expect("good");
    assert_eq!(request.menu, [Menu::Exchange, Menu::Consultation]);
    let days: Vec<_> = request.candidates.iter().map(|slot| slot.date.to_string()).collect();
    assert_eq!(days, ["2024-12-05", "2024-12-12"]);
    assert_eq!(request.candidates[1].start_words(), "13:30");
    assert_eq!(request.people.get(), 20);
    assert_eq!(request.contact.phone, "0741-00-1000");
}

#[test]
fn everything_that_is_wrong_is_told_at_once_in_the_order_of_the_page() {
    let problems = RequestForm::parse(&Typed::default(), today()).expect_err("empty");
    let fields: Vec<Field> = problems.iter().map(|(field, _)| *field).collect();
    assert_eq!(
        fields,
        [
            Field::Menu,
            Field::Length,
            Field::Date(0),
            Field::Start(0),
            Field::People,
            Field::Place,
            Field::ContactName,
            Field::ContactPhone,
            Field::ContactEmail,
        ]
    );
}

#[test]
fn a_second_candidate_is_whole_or_not_there() {
    let problems = RequestForm::parse(&changed("start_2", ""), today()).expect_err("half a candidate");
    assert_eq!(problems, [(Field::Start(1), Problem::Time(TimeError::Missing))]);
    let again = changed("date_2", "R6.12.5");
    let problems = RequestForm::parse(&again, today()).expect_err("the same twice");
    assert_eq!(problems, [(Field::Date(1), Problem::Repeated(1))]);
}

#[test]
fn yesterday_is_no_candidate_and_a_session_on_site_has_a_venue() {
    let past = RequestForm::parse(&changed("date_1", "2024-09-20"), today()).expect_err("today");
    assert_eq!(past, [(Field::Date(0), Problem::NotInFuture { today: today() })]);
    let nowhere = RequestForm::parse(&changed("venue", " "), today()).expect_err("no venue");
    assert_eq!(nowhere, [(Field::Venue, Problem::Missing)]);
    assert!(RequestForm::parse(&changed("place", "online"), today()).is_ok_and(|one| one.venue.is_empty()));
}

#[test]
fn a_request_is_made_again_from_an_earlier_one_with_the_dates_that_are_still_to_come() {
    let typed = good().with("joint", "yes").with("provision", "internet").with("provision", "projector");
    let earlier = RequestForm::parse(&typed, today()).expect("good");
    assert_eq!(earlier.provisions, [Provision::Projector, Provision::Internet]);
    let again = RequestForm::fill_like(&earlier.contact, &earlier, &earlier.candidates);
    assert_eq!(RequestForm::parse(&again, today()).expect("the same"), earlier);
    // The one of a later day becomes the first; without any, they are all asked for anew.
    let later = RequestForm::fill_like(&earlier.contact, &earlier, &earlier.candidates[1..]);
    assert_eq!(RequestForm::parse(&later, today()).expect("one date").candidates, earlier.candidates[1..]);
    let none = RequestForm::fill_like(&earlier.contact, &earlier, &[]);
    let missing =
        RequestForm::parse(&none, today()).expect_err("no date").into_iter().map(|(field, _)| field);
    assert_eq!(missing.collect::<Vec<_>>(), [Field::Date(0), Field::Start(0)]);
    // Online there is no venue that could have anything.
    let online = changed("place", "online").with("provision", "projector");
    assert!(RequestForm::parse(&online, today()).is_ok_and(|one| one.provisions.is_empty()));
}

#[test]
fn dates_that_were_asked_for_stand_however_near_when_a_request_is_changed() {
    let before = RequestForm::parse(&good(), today()).expect("good");
    let later = NaiveDate::from_ymd_opt(2024, 12, 1).expect("a day");
    let rules = BookingRules { notice_days: 14, ..BookingRules::default() };
    let amended = |typed: &Typed| RequestForm::parse_amended(typed, later, Some(&rules), (&before, &[]));
    let read = amended(&changed("people", "30")).expect("its dates stand");
    assert_eq!((read.people.get(), &read.candidates), (30, &before.candidates));
    let problems = amended(&changed("date_1", "2024-12-06")).expect_err("too near");
    assert!(matches!(problems[..], [(Field::Date(0), Problem::Breach(_))]), "{problems:?}");
}

#[test]
fn what_is_told_on_the_telephone_names_its_municipality_and_may_lack_an_address() {
    let told = changed("contact_email", "");
    let read = |typed: &Typed| RequestForm::parse_told(typed, today(), &callers());
    assert_eq!(read(&told).expect_err("no municipality"), [(Field::Member, Problem::NotChosen)]);
    let strange = told.clone().with("member", id(9));
    assert_eq!(read(&strange).expect_err("somebody else's"), [(Field::Member, Problem::NotChosen)]);
    let form = read(&told.with("member", id(1))).expect("a city");
    assert_eq!((form.member, form.request.cities), (callers()[0].member, vec![]));
}

/// A city, a prefecture, and one of which nobody knows what it is.
fn callers() -> [Caller; 3] {
    [(1, Some(TenantKind::Municipality)), (2, Some(TenantKind::Prefecture)), (3, None)].map(|(n, house)| {
        Caller { member: MemberId::from_uuid(uuid::Uuid::from_u128(n)), name: format!("第{n}"), house }
    })
}

fn id(n: u128) -> String {
    uuid::Uuid::from_u128(n).to_string()
}

#[test]
fn a_prefecture_that_telephoned_names_cities_and_a_city_asks_for_itself_alone() {
    let read = |caller: u128, cities: &[u128]| {
        let typed = good().with("member", id(caller));
        let typed = cities.iter().fold(typed, |typed, city| typed.with("city", id(*city)));
        RequestForm::parse_told(&typed, today(), &callers())
            .map(|form| form.request.cities.into_iter().map(|city| city.name).collect::<Vec<_>>())
    };
    assert_eq!(read(2, &[]), Err(vec![(Field::Cities, Problem::NotChosen)]));
    assert_eq!(read(2, &[2, 9]), Err(vec![(Field::Cities, Problem::NotChosen)]), "itself and a stranger");
    assert_eq!(read(2, &[3, 1]), Ok(vec!["第1".to_owned(), "第3".to_owned()]), "in the order of the list");
    assert_eq!(read(1, &[3]), Err(vec![(Field::Cities, Problem::OwnAlone)]));
    // A prefecture that has no house here is told as well.
    assert_eq!(read(3, &[1]), Ok(vec!["第1".to_owned()]));
    assert_eq!(read(3, &[]), Ok(vec![]));
    // Everything that is wrong is told at once, in the order of the page.
    let wrong = changed("people", "").with("member", id(2));
    let wrong = RequestForm::parse_told(&wrong, today(), &callers()).expect_err("two things are wrong");
    assert!(wrong.len() > 1 && wrong[0].0 == Field::Cities, "{wrong:?}");
}

proptest! {
    #[test]
    fn no_text_breaks_the_form(name in "[a-z_0-9]{1,14}", value in "\\PC{0,40}") {
        let _ = RequestForm::parse(&changed(&name, &value), today());
        let _ = RequestForm::parse_told(&good().with(&name, value), today(), &callers());
    }
}

#[test]
fn a_prefecture_says_for_which_cities_it_asks() {
    let city = |n: u128, name: &str| City {
        member: MemberId::from_uuid(uuid::Uuid::from_u128(n)),
        name: name.into(),
    };
    let known = [city(1, "みどり野市"), city(2, "みさき町")];
    let rules = BookingRules::default();
    let read = |typed: &Typed| RequestForm::parse_for_cities(typed, today(), &rules, &known);
    let nobody = read(&good()).expect_err("for nobody");
    assert!(nobody.contains(&(Field::Cities, Problem::NotChosen)), "{nobody:?}");
    let strange = good().with("city", uuid::Uuid::from_u128(9).to_string());
    assert!(read(&strange).is_err(), "a city of another federation");
    let both = good().with("city", known[1].member.to_string()).with("city", known[0].member.to_string());
    assert_eq!(read(&both).expect("for both").cities, known, "in the order of the federation's list");
    // Everything that is wrong is told at once.
    let wrong = read(&changed("people", "")).expect_err("two things are wrong");
    assert!(wrong.len() > 1 && wrong[0].0 == Field::Cities, "{wrong:?}");
    // What was asked for before there were such requests is read as it was.
    let old = serde_json::to_value(RequestForm::parse(&good(), today()).expect("fits")).expect("JSON");
    assert!(old.get("cities").is_none());
    assert!(serde_json::from_value::<SessionRequest>(old).is_ok());
}
