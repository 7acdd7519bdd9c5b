//! What people type, right and wrong.

use super::*;
use uuid::Uuid;

fn id<T: From<Uuid>>() -> T {
    Uuid::from_u128(7).into()
}

fn known() -> Choosable {
    Choosable {
        owners: vec![id()],
        segments: vec![id()],
        associations: vec![id()],
        mailings: vec![id()],
        surveys: vec![id()],
        sessions: vec![id()],
        materials: vec![id()],
    }
}

fn today() -> NaiveDate {
    "2024-05-07".parse().unwrap()
}

fn expected() -> Expected {
    Expected::planned(today())
}

#[test]
fn a_campaign_reads_back_as_it_was_typed() {
    let typed = Typed::default()
        .with("name", " 令和6年度の周知\u{202E} ")
        .with("aims", "導入率を16％へ")
        .with("starts_on", "R6.5.7")
        .with("ends_on", "2025/3/31")
        .with("owner", id::<AccountId>().to_string())
        .with("budget", "３００，０００円");
    let read = CampaignForm::parse(&typed, &known(), today()).unwrap();
    assert_eq!((read.name.as_str(), read.budget), ("令和6年度の周知", Some(Yen(300_000))));
    assert_eq!(CampaignForm::parse(&CampaignForm::fill(&read), &known(), today()), Ok(read.clone()));
    let short = Typed::default().with("name", &read.name).with("starts_on", "5/7").with("ends_on", "3月31日");
    let short = CampaignForm::parse(&short, &known(), today()).unwrap();
    assert_eq!((short.starts_on, short.ends_on), (read.starts_on, read.ends_on), "without a year");
}

#[test]
fn every_mistake_of_a_campaign_is_told_at_once() {
    let typed = Typed::default()
        .with("ends_on", "R6.13.1")
        .with("owner", id::<AccountId>().to_string())
        .with("budget", "-1");
    let problems = CampaignForm::parse(&typed, &Choosable::default(), today()).unwrap_err();
    let fields: Vec<_> = problems.iter().map(|(field, _)| *field).collect();
    assert_eq!(fields, [Field::Name, Field::Starts, Field::Ends, Field::Owner, Field::Budget]);
    let backwards = Typed::default().with("name", "あ").with("starts_on", "R6.5.7").with("ends_on", "R6.5.6");
    let problems = CampaignForm::parse(&backwards, &known(), today()).unwrap_err();
    assert_eq!(problems, [(Field::Ends, Problem::Backwards)]);
}

#[test]
fn an_activity_keeps_only_what_its_kind_has() {
    let word = Uuid::from_u128(7).to_string();
    let names = ["owner", "segment", "associations", "mailing", "survey", "session", "material"];
    let typed = names
        .iter()
        .fold(Typed::default().with("name", "電話"), |typed, name| typed.with(name, word.clone()))
        .with("link", "https://example.jp/a")
        .with("script", "お世話になっております")
        .with("cost", "1,200");
    for kind in ActivityKind::ALL {
        let read = ActivityForm::parse(&typed, *kind, &known(), expected()).unwrap();
        assert_eq!(read.mailing.is_some(), *kind == ActivityKind::Mail);
        assert_eq!(read.survey.is_some(), *kind == ActivityKind::Survey);
        assert_eq!(read.session.is_some(), *kind == ActivityKind::DemoSession);
        assert_eq!(read.segment.is_some(), kind.channel().is_some() || *kind == ActivityKind::Mail);
        assert_eq!(read.associations.len(), usize::from(kind.channel().is_some()));
        assert_eq!(ActivityForm::parse(&ActivityForm::fill(&read), *kind, &known(), expected()), Ok(read));
    }
    let script = typed.with("other", "");
    let strange = Typed::default().with("name", "あ").with("link", "javascript:alert(1)");
    assert_eq!(
        ActivityForm::parse(&strange, ActivityKind::WebNotice, &known(), expected()),
        Err(vec![(Field::Link, Problem::Link)])
    );
    let unknown =
        ActivityForm::parse(&script, ActivityKind::Post, &Choosable::default(), expected()).unwrap_err();
    assert_eq!(unknown.len(), 4, "owner, segment, associations and material: {unknown:?}");
}

#[test]
fn an_end_says_what_came_of_it() {
    let today: NaiveDate = "2024-07-01".parse().unwrap();
    let typed = |closing: &str, day: &str| Typed::default().with("closing", closing).with("done_on", day);
    let read = ActivityForm::read_end(&typed("42名が参加", ""), today).unwrap();
    assert_eq!(read, ("42名が参加".to_owned(), today, None));
    assert_eq!(
        ActivityForm::read_end(&typed(" ", "R6.7.2"), today).unwrap_err(),
        [(Field::Closing, Problem::Missing), (Field::DoneOn, Problem::Future)]
    );
    assert_eq!(read_reason(&typed("", "")), Err((Field::Closing, Problem::Missing)));
    assert_eq!(read_reason(&typed("大雪のため", "")), Ok("大雪のため".to_owned()));
}
