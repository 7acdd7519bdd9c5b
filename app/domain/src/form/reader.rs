//! Reading a form field by field: what is wrong is gathered, so that everything is told at once.

use super::{Typed, YES};
use crate::{
    corporate_number::CorporateNumberError,
    email::{Email, EmailError},
    money::YenError,
    municipality_code::MunicipalityCodeError,
    office_number::OfficeNumberError,
    phone::{Phone, PhoneError},
    postal_code::PostalCodeError,
    simulator::MilliError,
    text,
    wareki::{self, DateError, Expected},
};
use chrono::NaiveDate;

/// What is wrong with a field, as far as every form says it.
pub trait Refusal: Sized {
    /// Nothing was typed or chosen.
    fn missing() -> Self;
    /// Longer than is kept.
    fn too_long(most: usize) -> Self;
}

/// Why something could not be read. Nothing typed is no mistake where a field may stay empty.
pub trait Unread {
    /// Nothing was typed.
    fn is_missing(&self) -> bool;
}

macro_rules! unread {
    ($($error:ty),* $(,)?) => {
        $(impl Unread for $error {
            fn is_missing(&self) -> bool {
                matches!(self, Self::Missing)
            }
        })*
    };
}

unread!(
    CorporateNumberError,
    DateError,
    EmailError,
    MilliError,
    MunicipalityCodeError,
    OfficeNumberError,
    PhoneError,
    PostalCodeError,
    YenError,
);

/// A form while it is read, with what is wrong so far; `F` are its fields, `P` what may be wrong with them.
pub struct Reader<'a, F, P> {
    typed: &'a Typed,
    name: fn(F) -> &'static str,
    problems: Vec<(F, P)>,
}

impl<'a, F: Copy + PartialEq, P: Refusal> Reader<'a, F, P> {
    /// Begins to read; `name` tells under which name a field is posted.
    pub const fn new(typed: &'a Typed, name: fn(F) -> &'static str) -> Self {
        Self { typed, name, problems: Vec::new() }
    }

    /// What was typed into a field.
    pub fn get(&self, field: F) -> &'a str {
        self.typed.get((self.name)(field))
    }

    /// Every value of a field that may be chosen more than once.
    pub fn all(&self, field: F) -> impl Iterator<Item = &'a str> + use<'a, F, P> {
        self.typed.all((self.name)(field))
    }

    /// Whether nothing was typed into a field.
    pub fn is_blank(&self, field: F) -> bool {
        self.get(field).trim().is_empty()
    }

    /// Whether a box is ticked.
    pub fn ticked(&self, field: F) -> bool {
        self.get(field) == YES
    }

    /// Notes what is wrong with a field.
    pub fn refuse(&mut self, field: F, problem: P) {
        self.problems.push((field, problem));
    }

    /// Whether something is wrong with a field.
    pub fn refused(&self, field: F) -> bool {
        self.problems.iter().any(|(of, _)| *of == field)
    }

    /// Notes that nothing was typed where something must be.
    pub fn needed(&mut self, field: F, text: String) -> String {
        if text.is_empty() {
            self.refuse(field, P::missing());
        }
        text
    }

    /// Notes that a text is longer than is kept.
    pub fn within(&mut self, field: F, text: String, most: usize) -> String {
        if text::graphemes(&text) > most {
            self.refuse(field, P::too_long(most));
        }
        text
    }

    /// One line; may be empty.
    pub fn line(&mut self, field: F, most: usize) -> String {
        self.within(field, text::tidy_name(self.get(field)), most)
    }

    /// One line that must be typed.
    pub fn needed_line(&mut self, field: F, most: usize) -> String {
        let line = self.line(field, most);
        self.needed(field, line)
    }

    /// A text of several lines; may be empty.
    pub fn prose(&mut self, field: F, most: usize) -> String {
        self.within(field, text::tidy_prose(self.get(field)), most)
    }

    /// A text of several lines that must be typed.
    pub fn needed_prose(&mut self, field: F, most: usize) -> String {
        let prose = self.prose(field, most);
        self.needed(field, prose)
    }

    /// The address of a page; may be empty.
    pub fn page(&mut self, field: F, most: usize, no_address: P) -> String {
        let page = self.line(field, most);
        if !page.is_empty() && !is_page(&page) {
            self.refuse(field, no_address);
        }
        page
    }

    /// What could be read; why not is noted.
    pub fn keep<T, E: Into<P>>(&mut self, field: F, read: Result<T, E>) -> Option<T> {
        read.map_err(|error| self.refuse(field, error.into())).ok()
    }

    /// What could be read, and nothing where nothing was typed.
    pub fn if_any<T, E: Unread + Into<P>>(&mut self, field: F, read: Result<T, E>) -> Option<T> {
        match read {
            Err(error) if error.is_missing() => None,
            read => self.keep(field, read),
        }
    }

    /// What could be read; nothing typed is noted as missing.
    pub fn need<T, E: Unread + Into<P>>(&mut self, field: F, read: Result<T, E>) -> Option<T> {
        self.keep(field, read.map_err(|error| if error.is_missing() { P::missing() } else { error.into() }))
    }

    /// One of those that a list offers.
    pub fn chosen<T>(&mut self, field: F, of: impl FnOnce(&str) -> Option<T>, not_chosen: P) -> Option<T> {
        self.keep(field, of(self.get(field)).ok_or(not_chosen))
    }

    /// One of a few choices, and nothing where none was chosen.
    pub fn choice<T>(&mut self, field: F, named: impl Fn(&str) -> Option<T>, unknown: P) -> Option<T> {
        match self.get(field) {
            "" => None,
            word => self.keep(field, named(word).ok_or(unknown)),
        }
    }

    /// One of a few choices, that must be chosen. A choice may be without a word of its own.
    pub fn need_choice<T>(&mut self, field: F, named: impl Fn(&str) -> Option<T>, unknown: P) -> Option<T> {
        let word = self.get(field);
        let wrong = if word.is_empty() { P::missing() } else { unknown };
        self.keep(field, named(word).ok_or(wrong))
    }

    /// Whether nothing is wrong so far.
    pub const fn is_clean(&self) -> bool {
        self.problems.is_empty()
    }

    /// The form that was read, or everything that is wrong; whatever could not be read was refused.
    pub fn done<T>(self, read: Option<T>) -> Result<T, Vec<(F, P)>> {
        match read {
            Some(read) if self.problems.is_empty() => Ok(read),
            Some(_) | None => Err(self.problems),
        }
    }
}

impl<F: Copy + PartialEq, P: Refusal + From<DateError>> Reader<'_, F, P> {
    /// A day, and nothing where nothing was typed.
    pub fn day(&mut self, field: F) -> Option<NaiveDate> {
        self.if_any(field, wareki::parse_date(self.get(field))).map(|parsed| parsed.date)
    }

    /// A day that must be typed.
    pub fn need_day(&mut self, field: F) -> Option<NaiveDate> {
        self.need(field, wareki::parse_date(self.get(field))).map(|parsed| parsed.date)
    }

    /// The same of which it is known about when it is, so that its year may be left out.
    pub fn expected_day(&mut self, field: F, expected: Expected) -> Option<NaiveDate> {
        self.if_any(field, wareki::parse_expected(self.get(field), expected)).map(|parsed| parsed.date)
    }

    /// The same of one that must be typed.
    pub fn need_expected_day(&mut self, field: F, expected: Expected) -> Option<NaiveDate> {
        self.need(field, wareki::parse_expected(self.get(field), expected)).map(|parsed| parsed.date)
    }

    /// A day that lies ahead; what is over is for the form to refuse.
    pub fn coming_day(&mut self, field: F, today: NaiveDate) -> Option<NaiveDate> {
        self.expected_day(field, Expected::coming(today))
    }

    /// A day that must be typed and lies ahead.
    pub fn need_coming_day(&mut self, field: F, today: NaiveDate) -> Option<NaiveDate> {
        self.need_expected_day(field, Expected::coming(today))
    }

    /// A day that must be typed and has come; its year may be left out, too.
    pub fn need_past_day(&mut self, field: F, today: NaiveDate, future: P) -> Option<NaiveDate> {
        let day = wareki::parse_expected(self.get(field), Expected::past(today));
        let day = self.need(field, day)?.date;
        if day > today {
            self.refuse(field, future);
            return None;
        }
        Some(day)
    }
}

impl<F: Copy + PartialEq, P: Refusal + From<PhoneError>> Reader<'_, F, P> {
    /// A telephone number, and nothing where nothing was typed.
    pub fn phone(&mut self, field: F) -> Option<Phone> {
        self.if_any(field, Phone::parse(self.get(field))).map(|parsed| parsed.phone)
    }
}

impl<F: Copy + PartialEq, P: Refusal + From<EmailError>> Reader<'_, F, P> {
    /// A mail address, and nothing where nothing was typed.
    pub fn email(&mut self, field: F) -> Option<Email> {
        self.if_any(field, Email::parse(self.get(field)))
    }
}

impl<F: Copy + Ord, P> Reader<'_, F, P> {
    /// The same with what is wrong in the order of the fields, for forms whose fields hang together.
    #[must_use]
    pub fn in_order_of_fields(mut self) -> Self {
        self.problems.sort_by_key(|(field, _)| *field);
        self
    }
}

/// Whether something typed is the address of a page.
pub fn is_page(typed: &str) -> bool {
    let rest = typed.strip_prefix("https://").or_else(|| typed.strip_prefix("http://"));
    rest.is_some_and(|rest| !rest.is_empty() && !rest.contains(char::is_whitespace))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
    enum Field {
        Name,
        Note,
        Url,
        Kind,
        Day,
        Email,
    }

    impl Field {
        const fn name(self) -> &'static str {
            match self {
                Self::Name => "name",
                Self::Note => "note",
                Self::Url => "url",
                Self::Kind => "kind",
                Self::Day => "day",
                Self::Email => "email",
            }
        }
    }

    #[derive(Debug, PartialEq, Eq)]
    enum Problem {
        Missing,
        TooLong(usize),
        Url,
        Unknown,
        Future,
        Day(DateError),
        Email(EmailError),
    }

    impl Refusal for Problem {
        fn missing() -> Self {
            Self::Missing
        }
        fn too_long(most: usize) -> Self {
            Self::TooLong(most)
        }
    }

    impl From<DateError> for Problem {
        fn from(error: DateError) -> Self {
            Self::Day(error)
        }
    }

    impl From<EmailError> for Problem {
        fn from(error: EmailError) -> Self {
            Self::Email(error)
        }
    }

    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, 27).unwrap()
    }

    fn kind(word: &str) -> Option<u8> {
        (word == "one").then_some(1)
    }

    /// Reads one field and says what came of it.
    fn read<T>(
        typed: &Typed,
        with: impl FnOnce(&mut Reader<'_, Field, Problem>) -> T,
    ) -> (T, Vec<(Field, Problem)>) {
        let mut reader = Reader::new(typed, Field::name);
        let value = with(&mut reader);
        let problems = reader.done::<T>(None).err().unwrap_or_default();
        (value, problems)
    }

    #[test]
    fn what_is_needed_and_empty_is_missing_and_what_is_not_needed_may_stay_empty() {
        let empty = Typed::default().with("name", " \u{3000}").with("email", " ");
        let (name, wrong) = read(&empty, |form| (form.line(Field::Name, 3), form.prose(Field::Note, 3)));
        assert_eq!((name, wrong), ((String::new(), String::new()), vec![]));
        let (_, wrong) =
            read(&empty, |form| (form.needed_line(Field::Name, 3), form.needed_prose(Field::Note, 3)));
        assert_eq!(wrong, [(Field::Name, Problem::Missing), (Field::Note, Problem::Missing)]);
        assert_eq!(read(&empty, |form| form.day(Field::Day)), (None, vec![]));
        let (_, wrong) = read(&empty, |form| form.need_day(Field::Day));
        assert_eq!(wrong, [(Field::Day, Problem::Missing)]);
        let email = || Email::parse(empty.get("email"));
        assert_eq!(read(&empty, |form| form.if_any(Field::Email, email())), (None, vec![]));
        let (_, wrong) = read(&empty, |form| form.need(Field::Email, email()));
        assert_eq!(wrong, [(Field::Email, Problem::Missing)]);
        assert_eq!(read(&empty, |form| form.choice(Field::Kind, kind, Problem::Unknown)), (None, vec![]));
        let (_, wrong) = read(&empty, |form| form.need_choice(Field::Kind, kind, Problem::Unknown));
        assert_eq!(wrong, [(Field::Kind, Problem::Missing)]);
    }

    #[test]
    fn what_is_wrong_is_told_whether_it_is_needed_or_not() {
        let wrong = Typed::default().with("name", "四文字だ").with("kind", "two").with("day", "いつか");
        let (name, told) = read(&wrong, |form| form.needed_line(Field::Name, 3));
        assert_eq!((name.as_str(), told), ("四文字だ", vec![(Field::Name, Problem::TooLong(3))]));
        let ((), told) = read(&wrong, |form| {
            form.choice(Field::Kind, kind, Problem::Unknown);
            form.need_choice(Field::Kind, kind, Problem::Unknown);
        });
        assert_eq!(told, [(Field::Kind, Problem::Unknown), (Field::Kind, Problem::Unknown)]);
        let (_, told) = read(&wrong, |form| (form.day(Field::Day), form.need_day(Field::Day)));
        let no_day = wareki::parse_date("いつか").unwrap_err();
        assert_eq!(told, [(Field::Day, Problem::Day(no_day)), (Field::Day, Problem::Day(no_day))]);
    }

    #[test]
    fn a_day_that_has_come_is_today_or_before() {
        let on = |day: &str| {
            let typed = Typed::default().with("day", day);
            read(&typed, |form| form.need_past_day(Field::Day, today(), Problem::Future))
        };
        assert_eq!(on("令和8年11月27日"), (Some(today()), vec![]));
        assert_eq!(on("2026-11-28"), (None, vec![(Field::Day, Problem::Future)]));
        assert_eq!(on("11月26日"), (today().pred_opt(), vec![]));
        assert_eq!(on("11/28"), (None, vec![(Field::Day, Problem::Future)]));
    }

    #[test]
    fn a_day_that_lies_ahead_is_the_next_where_no_year_was_typed() {
        let next = NaiveDate::from_ymd_opt(2027, 1, 8);
        let typed = Typed::default().with("day", "１月８日");
        assert_eq!(read(&typed, |form| form.coming_day(Field::Day, today())), (next, vec![]));
        assert_eq!(read(&typed, |form| form.need_coming_day(Field::Day, today())), (next, vec![]));
        let empty = Typed::default();
        assert_eq!(read(&empty, |form| form.coming_day(Field::Day, today())), (None, vec![]));
        let (_, told) = read(&empty, |form| form.need_coming_day(Field::Day, today()));
        assert_eq!(told, [(Field::Day, Problem::Missing)]);
    }

    #[test]
    fn a_page_is_an_address_of_the_web() {
        for address in ["https://example.invalid/a?b=c", "http://localhost"] {
            assert!(is_page(address), "{address}");
        }
        for other in ["", "javascript:alert(1)", "https://", "https://example.invalid/a b", "example.invalid"]
        {
            assert!(!is_page(other), "{other}");
        }
        let empty = Typed::default();
        assert_eq!(read(&empty, |form| form.page(Field::Url, 9, Problem::Url)), (String::new(), vec![]));
    }

    #[test]
    fn a_form_is_read_when_nothing_is_wrong_and_mistakes_can_be_told_in_the_order_of_the_page() {
        let typed = Typed::default().with("kind", YES);
        let form = || Reader::<Field, Problem>::new(&typed, Field::name);
        assert!(form().ticked(Field::Kind) && !form().ticked(Field::Name) && form().is_blank(Field::Name));
        assert_eq!(form().done(Some(1)), Ok(1));
        let mut wrong = form();
        wrong.refuse(Field::Day, Problem::Future);
        wrong.refuse(Field::Name, Problem::Missing);
        assert!(wrong.refused(Field::Day) && !wrong.refused(Field::Note));
        assert_eq!(
            wrong.in_order_of_fields().done(Some(1)),
            Err(vec![(Field::Name, Problem::Missing), (Field::Day, Problem::Future)])
        );
    }
}
