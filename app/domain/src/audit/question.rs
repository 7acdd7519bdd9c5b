//! The filters of the audit list: by whom, of which kind, about what, between which days, on which page.

use crate::{
    form::Typed,
    ids::AccountId,
    office_number::OfficeNumber,
    subsidies::ReceiptNumber,
    text::normalise_code,
    wareki::{DateError, Expected, parse_expected},
};
use chrono::NaiveDate;

/// A field of the search.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum QuestionField {
    /// だれが.
    Person,
    /// 種類, by the noun of the happening.
    Noun,
    /// 受付番号 or 事業所番号.
    Object,
    /// From this day on.
    From,
    /// Until the end of this day.
    To,
}

impl QuestionField {
    /// The name of the control.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Noun => "noun",
            Self::Object => "object",
            Self::From => "from",
            Self::To => "to",
        }
    }
}

/// What is wrong with a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum QuestionProblem {
    /// Neither a receipt number nor an office number.
    Object,
    /// Not a date.
    Date(DateError),
    /// The last day lies before the first.
    EndsBeforeItBegins,
}

/// What somebody typed to name a thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Object {
    /// 受付番号.
    Receipt(ReceiptNumber),
    /// 事業所番号.
    Office(OfficeNumber),
}

/// What is asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Question {
    /// By whom.
    pub person: Option<AccountId>,
    /// Of which noun; `view` for looks at personal data. Empty for all.
    pub noun: String,
    /// About what.
    pub object: Option<Object>,
    /// From this day in Japan on.
    pub from: Option<NaiveDate>,
    /// Until the end of this day in Japan.
    pub to: Option<NaiveDate>,
    /// Which page; 0 is the first.
    pub page: u64,
}

impl Question {
    /// Reads an address; all that is wrong at once. An unknown person or noun asks for nothing there is. A day without a year is
    /// of the last twelve months.
    pub fn parse(typed: &Typed, today: NaiveDate) -> Result<Self, Vec<(QuestionField, QuestionProblem)>> {
        let text = |field: QuestionField| typed.get(field.name()).trim();
        let mut errors = Vec::new();
        let object = object(text(QuestionField::Object)).unwrap_or_else(|problem| {
            errors.push((QuestionField::Object, problem));
            None
        });
        let mut day = |field: QuestionField| match parse_expected(text(field), Expected::year_until(today)) {
            Ok(parsed) => Some(parsed.date),
            Err(DateError::Missing) => None,
            Err(error) => {
                errors.push((field, QuestionProblem::Date(error)));
                None
            }
        };
        let (from, to) = (day(QuestionField::From), day(QuestionField::To));
        if from.zip(to).is_some_and(|(from, to)| to < from) {
            errors.push((QuestionField::To, QuestionProblem::EndsBeforeItBegins));
        }
        let noun = text(QuestionField::Noun);
        let known =
            noun.len() <= 20 && noun.bytes().all(|b| b.is_ascii_lowercase() || matches!(b, b'-' | b'_'));
        let question = Self {
            person: text(QuestionField::Person).parse().ok(),
            noun: if known { noun.to_owned() } else { String::new() },
            object,
            from,
            to,
            page: typed.get("page").parse::<u64>().map_or(0, |page| page.saturating_sub(1).min(100_000)),
        };
        if errors.is_empty() { Ok(question) } else { Err(errors) }
    }

    /// Whether anything narrows it.
    pub const fn is_narrowed(&self) -> bool {
        self.person.is_some()
            || !self.noun.is_empty()
            || self.object.is_some()
            || self.from.is_some()
            || self.to.is_some()
    }

    /// The pairs of the address, without what is as usual.
    pub fn pairs(&self) -> Vec<(&'static str, String)> {
        let object = self.object.map(|object| match object {
            Object::Receipt(number) => number.to_string(),
            Object::Office(number) => number.to_string(),
        });
        let day = |day: NaiveDate| day.to_string();
        [
            (QuestionField::Person.name(), self.person.map(|person| person.to_string())),
            (QuestionField::Noun.name(), (!self.noun.is_empty()).then(|| self.noun.clone())),
            (QuestionField::Object.name(), object),
            (QuestionField::From.name(), self.from.map(day)),
            (QuestionField::To.name(), self.to.map(day)),
            ("page", (self.page > 0).then(|| (self.page + 1).to_string())),
        ]
        .into_iter()
        .filter_map(|(name, value)| value.map(|value| (name, value)))
        .collect()
    }
}

fn object(typed: &str) -> Result<Option<Object>, QuestionProblem> {
    let code = normalise_code(typed);
    if code.is_empty() {
        return Ok(None);
    }
    if let Ok(receipt) = code.parse::<ReceiptNumber>() {
        return Ok(Some(Object::Receipt(receipt)));
    }
    OfficeNumber::parse(typed)
        .map(|parsed| Some(Object::Office(parsed.number)))
        .map_err(|_| QuestionProblem::Object)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2024, 7, 3).expect("a day")
    }

    fn ask(pairs: &[(&str, &str)]) -> Result<Question, Vec<(QuestionField, QuestionProblem)>> {
        let typed = pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        Question::parse(&typed, today())
    }

    #[test]
    fn a_thing_is_named_by_its_number_in_any_width() {
        let receipt = ask(&[("object", "Ｒ６－０００７")]).expect("good");
        assert!(matches!(receipt.object, Some(Object::Receipt(_))), "{receipt:?}");
        let office = ask(&[("object", " 2970999013 ")]).expect("good");
        assert!(matches!(office.object, Some(Object::Office(_))));
        let errors = ask(&[("object", "ひだまり"), ("from", "いつか")]).expect_err("bad");
        assert_eq!(errors.len(), 2);
    }

    #[test]
    fn a_span_does_not_end_before_it_begins() {
        let errors = ask(&[("from", "2024-07-02"), ("to", "令和6年7月1日")]).expect_err("bad");
        assert_eq!(errors, [(QuestionField::To, QuestionProblem::EndsBeforeItBegins)]);
        let asked = ask(&[("from", "12/4"), ("to", "7/2")]).expect("years may be left out");
        let days = [NaiveDate::from_ymd_opt(2023, 12, 4), NaiveDate::from_ymd_opt(2024, 7, 2)];
        assert_eq!([asked.from, asked.to], days);
    }

    proptest! {
        #[test]
        fn an_address_asks_again_for_the_same(noun in "[a-z]{0,12}", page in 0_u64..500, from in 0_i64..20_000, days in 0_i64..500) {
            let day = NaiveDate::from_ymd_opt(2000, 1, 1).expect("a day") + chrono::Duration::days(from);
            let question = Question { noun, page, from: Some(day), to: Some(day + chrono::Duration::days(days)), ..Question::default() };
            let typed: Typed = question.pairs().into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
            prop_assert_eq!(Question::parse(&typed, today()), Ok(question));
        }
    }
}
