use super::*;
use crate::{
    campaigns::Reply,
    ids::{ActivityId, AssociationId, DemoId, MailingId, OfficeGroupId, SurveyId},
    offices::{Mailed, Reached, Sessioned, Surveyed},
};
use uuid::Uuid;

fn id<T: From<Uuid>>(number: u128) -> T {
    Uuid::from_u128(number).into()
}

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 1, 15).unwrap()
}

fn offered() -> Offered {
    let survey: SurveyId = id(1);
    let (session, mailing): (DemoId, MailingId) = (id(2), id(3));
    let chose = Surveyed::Chose { survey, question: "q2".into(), choice: "a".into() };
    let words = |words: &str| words.to_owned();
    Offered {
        surveys: vec![
            Chosen { what: Surveyed::Answered { survey }, words: words("「意向」") },
            Chosen { what: chose, words: words("「意向」の「使いたいですか」で「はい」") },
        ],
        sessions: vec![Chosen {
            what: Sessioned::Attended { session }, words: words("7月3日の研修会")
        }],
        mailings: vec![Chosen {
            what: Mailed::Failed { mailing }, words: words("「研修会のご案内」")
        }],
        activities: vec![Chosen {
            what: Reached::Replied { activity: id::<ActivityId>(6), reply: Reply::Willing },
            words: words("活動「電話」"),
        }],
        associations: vec![Chosen { what: id::<AssociationId>(4), words: words("連絡会") }],
        groups: vec![Chosen { what: id::<OfficeGroupId>(5), words: words("北部グループ") }],
    }
}

#[test]
fn what_was_done_is_chosen_among_what_the_house_has() {
    let typed = Typed::default()
        .with("name", "追いかける事業所")
        .with("halt", "session")
        .with("linking", "no")
        .with("partners", "２")
        .with("association", id::<AssociationId>(4).to_string())
        .with("survey", format!("chose:{}:q2:a", id::<SurveyId>(1)))
        .with("session", format!("attended:{}", id::<DemoId>(2)))
        .with("mailing", format!("failed:{}", id::<MailingId>(3)))
        .with("activity", format!("replied:{}:willing", id::<ActivityId>(6)))
        .with("group", id::<OfficeGroupId>(5).to_string())
        .with("numbers", "2970999013　ひだまり\n２９７０９９９０２１")
        .with("silent_since", "10/1");
    let read = NamedSegment::parse_among(&typed, &offered(), today()).unwrap();
    assert_eq!((read.segment.linking, read.segment.partners), (Some(Linking::No), Some(2)));
    assert_eq!(read.segment.silent_since, NaiveDate::from_ymd_opt(2025, 10, 1), "the last one");
    assert_eq!(NamedSegment::parse_among(&read.fill(), &offered(), today()), Ok(read.clone()));
    let kept = Offered::default().with(&read.segment);
    assert_eq!(NamedSegment::parse_among(&read.fill(), &kept, today()), Ok(read.clone()));
    let stored = serde_json::to_string(&read.segment).unwrap();
    assert_eq!(serde_json::from_str::<Segment>(&stored).unwrap(), read.segment);
}

#[test]
fn what_the_house_has_not_cannot_be_chosen() {
    use SegmentField as F;
    let typed = Typed::default()
        .with("name", "名")
        .with("halt", "?")
        .with("linking", "maybe")
        .with("partners", "0")
        .with("association", id::<AssociationId>(9).to_string())
        .with("survey", format!("not:{}", id::<SurveyId>(1)))
        .with("session", "attended")
        .with("mailing", format!("failed:{}", id::<MailingId>(9)))
        .with("activity", format!("replied:{}:declined", id::<ActivityId>(6)))
        .with("group", id::<OfficeGroupId>(9).to_string())
        .with("numbers", "2970999013\n2970")
        .with("silent_since", "いつか");
    let errors = NamedSegment::parse_among(&typed, &offered(), today()).unwrap_err();
    let fields: Vec<_> = errors.iter().map(|(field, _)| *field).collect();
    assert_eq!(
        fields,
        [
            F::Halt,
            F::Linking,
            F::Partners,
            F::Association,
            F::Survey,
            F::Session,
            F::Mailing,
            F::Activity,
            F::Group,
            F::Numbers,
            F::SilentSince,
        ]
    );
}

fn typed() -> Typed {
    Typed::default()
        .with("name", " 居宅で　まだ申請していないところ ")
        .with("services", "43")
        .with("services", "46")
        .with("municipality", "２９２９９１")
        .with("area", "ひかり町")
        .with("corporation", "ひだまり")
        .with("mail", "known")
        .with("status", "active")
        .with("application", "not")
        .with("fiscal_year", "令和６年度")
        .with("district", "北部")
        .with("adoption", "no")
        .with("words", "ケアプラン")
}

#[test]
fn a_segment_reads_back_as_it_was_typed_and_as_it_was_stored() {
    let read = NamedSegment::parse(&typed(), today()).unwrap();
    assert_eq!(read.segment.application, Some(Applied::Not(FiscalYear::from_year(2024).unwrap())));
    assert_eq!(read.segment.services.len(), 2);
    assert_eq!((read.segment.district.as_str(), read.segment.adoption), ("北部", Some(Adopted::No)));
    assert_eq!(NamedSegment::parse(&read.fill(), today()), Ok(read.clone()));
    let stored = serde_json::to_string(&read.segment).unwrap();
    assert_eq!(serde_json::from_str::<Segment>(&stored).unwrap(), read.segment);
}

#[test]
fn a_segment_without_conditions_is_the_whole_register() {
    let read = NamedSegment::parse(&Typed::default().with("name", "全部"), today()).unwrap();
    assert_eq!(read.segment, Segment::default());
    assert_ne!(NamedSegment::parse(&typed(), today()).unwrap().segment, Segment::default());
}

#[test]
fn every_mistake_is_told_at_once() {
    use SegmentField as F;
    let wrong = Typed::default()
        .with("services", "ZZ")
        .with("mail", "maybe")
        .with("status", "?")
        .with("application", "live")
        .with("fiscal_year", "来年")
        .with("municipality", "29")
        .with("area", "長".repeat(101))
        .with("corporation", "長".repeat(101))
        .with("words", "長".repeat(101));
    let errors = NamedSegment::parse(&wrong, today()).unwrap_err();
    let fields: Vec<_> = errors.iter().map(|(field, _)| *field).collect();
    assert_eq!(
        fields,
        [
            F::Name,
            F::Services,
            F::Mail,
            F::Status,
            F::FiscalYear,
            F::Municipality,
            F::Area,
            F::Corporation,
            F::Words
        ]
    );
}
