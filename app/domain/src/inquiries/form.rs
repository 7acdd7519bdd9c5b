//! The forms of whoever asks, and the lines beside the answers.

use super::{Field, Problem, Way};
use crate::{
    accounts::PersonName,
    demos::Contact,
    form::{Reader, Typed},
    wareki,
};
use chrono::{Days, NaiveDate};

// The longest texts, in characters as people count them.
const TITLE: usize = 80;
const PURPOSE: usize = 2_000;
/// The most days from today to a deadline.
const FURTHEST: u64 = 366;

/// What is asked, without its questions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InquiryForm {
    /// 件名.
    pub title: String,
    /// Why, and what becomes of the answers.
    pub purpose: String,
    /// 回答期限: the last day on which one answers.
    pub deadline: NaiveDate,
    /// Whom to call.
    pub contact: Contact,
}

impl InquiryForm {
    /// Reads the form.
    pub fn parse(typed: &Typed, today: NaiveDate) -> Result<Self, Vec<(Field, Problem)>> {
        let mut reading = Reading::new(typed, Field::name);
        let title = reading.needed_line(Field::Title, TITLE);
        let purpose = reading.needed_prose(Field::Purpose, PURPOSE);
        let deadline = reading.deadline(today);
        let contact = (Field::ContactName, Field::ContactPhone, Field::ContactEmail);
        let contact = Contact::read(&mut reading, contact);
        let read = deadline.zip(contact);
        reading.done(read.map(|(deadline, contact)| Self { title, purpose, deadline, contact }))
    }

    /// Fills the form from what stands.
    pub fn fill(&self) -> Typed {
        Typed::default()
            .with(Field::Title.name(), self.title.clone())
            .with(Field::Purpose.name(), self.purpose.clone())
            .with(Field::Deadline.name(), wareki::format_date(self.deadline))
            .with(Field::ContactName.name(), self.contact.name.clone())
            .with(Field::ContactPhone.name(), self.contact.phone.clone())
            .with(Field::ContactEmail.name(), self.contact.email.clone())
    }
}

type Reading<'a> = Reader<'a, Field, Problem>;

impl Reading<'_> {
    /// The last day: today or later, within a year.
    fn deadline(&mut self, today: NaiveDate) -> Option<NaiveDate> {
        let day = self.need_coming_day(Field::Deadline, today)?;
        let furthest = today.checked_add_days(Days::new(FURTHEST));
        let wrong = if day < today {
            Problem::Past { today }
        } else if furthest.is_some_and(|furthest| day > furthest) {
            Problem::TooFar
        } else {
            return Some(day);
        };
        self.refuse(Field::Deadline, wrong);
        None
    }
}

/// 期限の変更: a new last day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DeadlineForm {
    /// The last day.
    pub deadline: NaiveDate,
}

impl DeadlineForm {
    /// Reads the form.
    pub fn parse(typed: &Typed, today: NaiveDate) -> Result<Self, Vec<(Field, Problem)>> {
        let mut reading = Reading::new(typed, Field::name);
        let deadline = reading.deadline(today);
        reading.done(deadline.map(|deadline| Self { deadline }))
    }
}

/// What stands beside the answers: who gives them; and, where they were told to whoever asked, by which way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TellForm {
    /// Who.
    pub answered_by: String,
    /// By which way; none where the house hands them in itself.
    pub way: Option<Way>,
}

impl TellForm {
    /// Reads the form; `told` asks for the way.
    pub fn parse(typed: &Typed, told: bool) -> Result<Self, Vec<(Field, Problem)>> {
        let mut reading = Reading::new(typed, Field::name);
        let name = reading.keep(Field::AnsweredBy, PersonName::parse(reading.get(Field::AnsweredBy)));
        let way = if told { reading.chosen(Field::Way, Way::from_code, Problem::NotChosen) } else { None };
        reading.done(name.map(|name| Self { answered_by: name.as_str().to_owned(), way }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2024, 10, 1).expect("a day")
    }

    fn typed() -> Typed {
        Typed::default()
            .with("title", " 導入状況の照会 ")
            .with("purpose", "来年度の支援を考えるため。\r\n回答は県内でまとめて共有します。")
            .with("deadline", "令和6年10月31日")
            .with("contact_name", "森 拓也")
            .with("contact_phone", "0741-00-4000")
    }

    #[test]
    fn what_is_filled_is_read_back() {
        let form = InquiryForm::parse(&typed(), today()).expect("all of it fits");
        assert_eq!(form.title, "導入状況の照会");
        assert_eq!(form.deadline.to_string(), "2024-10-31");
        assert_eq!(InquiryForm::parse(&form.fill(), today()), Ok(form));
    }

    #[test]
    fn every_mistake_is_told_at_once_and_a_deadline_is_not_over() {
        let problems = InquiryForm::parse(&Typed::default(), today()).expect_err("nothing was typed");
        let fields: Vec<_> = problems.iter().map(|(field, _)| *field).collect();
        assert_eq!(
            fields,
            [Field::Title, Field::Purpose, Field::Deadline, Field::ContactName, Field::ContactPhone]
        );
        let at = |day: &str| DeadlineForm::parse(&Typed::default().with("deadline", day), today());
        assert_eq!(at("R6.9.30"), Err(vec![(Field::Deadline, Problem::Past { today: today() })]));
        assert_eq!(at("R6.10.1").map(|form| form.deadline), Ok(today()));
        assert_eq!(at("R8.10.1"), Err(vec![(Field::Deadline, Problem::TooFar)]));
    }

    #[test]
    fn who_told_it_and_how_is_asked_for_where_it_was_told() {
        let named = Typed::default().with("answered_by", "岬 花子");
        assert_eq!(TellForm::parse(&named, false), Ok(TellForm { answered_by: "岬 花子".into(), way: None }));
        assert_eq!(TellForm::parse(&named, true), Err(vec![(Field::Way, Problem::NotChosen)]));
        let told = named.with("way", "phone");
        assert_eq!(TellForm::parse(&told, true).map(|form| form.way), Ok(Some(Way::Phone)));
        assert_eq!(TellForm::parse(&told, false).map(|form| form.way), Ok(None));
        assert!(TellForm::parse(&Typed::default(), false).is_err());
    }
}
