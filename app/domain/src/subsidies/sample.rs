//! The fictional city and office that the tests of this module speak of (domain.md §5).

use super::{
    Answers, Attached, AttachmentState, City, Claim, Desk, Facts, Licence, Location, OfficeTraits, Rules,
    Task,
};
use crate::{fiscal_year::FiscalYear, form::Typed, ids::AttachmentId, money::Yen, service_type::ServiceType};
use chrono::{DateTime, NaiveDate, TimeZone, Utc};
use uuid::Uuid;

pub fn r6() -> FiscalYear {
    FiscalYear::from_year(2024).unwrap()
}

/// 2024-07-03 12:00 in Japan.
pub fn noon() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2024, 7, 3, 3, 0, 0).unwrap()
}

pub fn city() -> City {
    City {
        location: Location {
            name: "みどり野市".to_owned(), municipalities: vec!["292991".parse().unwrap()]
        },
        desk: Desk {
            section: "介護保険課 給付係".to_owned(),
            phone: "03-0000-0000".to_owned(),
            hours: "平日 8:30〜17:15".to_owned(),
        },
        symbol: "みどり介".to_owned(),
        sender: "みどり野市長".to_owned(),
        licence: Licence { of: "ケアプランデータ連携システム".to_owned(), fee: Yen(21_000) },
    }
}

pub fn attached(rules: &Rules) -> Vec<Attached> {
    (1..)
        .zip(&rules.documents)
        .map(|(number, document)| Attached {
            id: AttachmentId::from_uuid(Uuid::from_u128(number)),
            document: document.key.clone(),
            state: AttachmentState::Good,
        })
        .collect()
}

pub fn answers(rules: &Rules) -> Answers {
    let mut answers = Answers::default();
    answers.save(Task::Office, &Typed::default().with("office_correct", "yes"), noon());
    let contact = Typed::default()
        .with("corporation", "株式会社ひだまり介護")
        .with("representative_title", "代表取締役")
        .with("representative_name", "日向 はるか")
        .with("address", "みどり県みどり野市中央1-2-3")
        .with("contact_name", "木漏 日和")
        .with("phone", "０３－００００－００００")
        .with("email", "office@hidamari.example");
    answers.save(Task::Contact, &contact, noon());
    answers.save(
        Task::Expense,
        &Typed::default().with("paid", "２１，０００円").with("paid_on", "令和6年6月20日"),
        noon(),
    );
    let mut declarations = Typed::default().with("consent", "yes");
    for condition in &rules.conditions {
        declarations = declarations.with("declared", &condition.key);
    }
    answers.save(Task::Declarations, &declarations, noon());
    answers
}

/// The licence fee, paid on a day.
pub fn paid_on(rules: &Rules, day: NaiveDate) -> Claim {
    let mut claim = Claim::of(&rules.expense, Yen(21_000));
    claim.items.iter_mut().for_each(|item| item.paid_on = Some(day));
    claim
}

pub fn facts(rules: &Rules) -> Facts {
    Facts {
        municipality: rules.location.municipalities.first().copied(),
        address: "みどり県みどり野市中央1-2-3".to_owned(),
        services: vec![ServiceType::from_code("43").unwrap()],
        traits: OfficeTraits::default(),
        claim: paid_on(rules, rules.expense.paid_from),
        started_on: None,
        attended: Vec::new(),
        surveyed: Vec::new(),
        asked: Yen(21_000),
        past_aid: Vec::new(),
        others: Vec::new(),
        attached: attached(rules),
        declared: rules.conditions.iter().map(|condition| condition.key.clone()).collect(),
    }
}
