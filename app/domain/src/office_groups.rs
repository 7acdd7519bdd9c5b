//! 事業所グループ: offices that exchange plans with each other and begin together, named and followed by an officer.

use crate::{
    form::{Reader, Refusal, Typed},
    office_number::{OfficeNumber, OfficeNumberError},
    wareki::{self, DateError},
};
use chrono::NaiveDate;
use std::collections::BTreeSet;

/// The fewest offices of a group.
pub const LEAST: usize = 2;
/// The most.
pub const MOST: usize = 200;

/// The fields of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// What officers call it.
    Name,
    /// Its offices, by their numbers.
    Members,
    /// What is worth knowing.
    Note,
    /// What is done next.
    NextAction,
    /// By when.
    NextOn,
}

impl Field {
    /// Every one, in the order of the page.
    pub const ALL: [Self; 5] = [Self::Name, Self::Members, Self::Note, Self::NextAction, Self::NextOn];

    /// The name of the posted field.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Members => "members",
            Self::Note => "note",
            Self::NextAction => "next_action",
            Self::NextOn => "next_on",
        }
    }
}

/// Why a field is not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    /// Nothing was typed.
    #[error("nothing was typed")]
    Missing,
    /// Longer than is kept.
    #[error("more than {most} characters")]
    TooLong {
        /// The most characters.
        most: usize,
    },
    /// Lines that hold no office number.
    #[error("lines without a number")]
    Lines(Vec<(usize, OfficeNumberError)>),
    /// One office is no group.
    #[error("fewer than {LEAST} offices")]
    TooFew,
    /// More than can be followed.
    #[error("more than {MOST} offices")]
    TooMany,
    /// Not a day.
    #[error(transparent)]
    Day(#[from] DateError),
    /// There is something to do, and no day for it.
    #[error("an action without a day")]
    NoDay,
    /// There is a day, and nothing to do on it.
    #[error("a day without an action")]
    NoAction,
}

impl Refusal for Problem {
    fn missing() -> Self {
        Self::Missing
    }
    fn too_long(most: usize) -> Self {
        Self::TooLong { most }
    }
}

/// What is done next with a group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NextStep {
    /// What.
    pub action: String,
    /// By when.
    pub on: NaiveDate,
}

/// What is written of a group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GroupText {
    /// What officers call it.
    pub name: String,
    /// What is worth knowing; may be empty.
    pub note: String,
    /// What is done next, where something is.
    pub next: Option<NextStep>,
}

/// A group as its form holds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GroupForm {
    /// What is written of it.
    pub text: GroupText,
    /// The numbers of its offices.
    pub members: BTreeSet<OfficeNumber>,
}

type Errors = Vec<(Field, Problem)>;

/// Numbers that stand first on their lines; what follows them there is for people.
pub fn numbers(typed: &str) -> Result<BTreeSet<OfficeNumber>, Vec<(usize, OfficeNumberError)>> {
    let (mut read, mut wrong) = (BTreeSet::new(), Vec::new());
    for (at, line) in typed.lines().enumerate() {
        let first = line.split([',', '，', '、']).flat_map(str::split_whitespace).next();
        let Some(first) = first else { continue };
        match OfficeNumber::parse(first.trim_matches('"')) {
            Ok(parsed) => {
                read.insert(parsed.number);
            }
            Err(error) => wrong.push((at + 1, error)),
        }
    }
    if wrong.is_empty() { Ok(read) } else { Err(wrong) }
}

impl GroupForm {
    /// Reads the form on a day; all errors at once, in the order of the page.
    pub fn parse(typed: &Typed, today: NaiveDate) -> Result<Self, Errors> {
        let mut reading = Reader::new(typed, Field::name);
        let name = reading.needed_line(Field::Name, 60);
        let members = numbers(reading.get(Field::Members)).map_err(Problem::Lines);
        let members = reading.keep(Field::Members, members);
        match members.as_ref().map(BTreeSet::len) {
            Some(0) => reading.refuse(Field::Members, Problem::Missing),
            Some(count) if count < LEAST => reading.refuse(Field::Members, Problem::TooFew),
            Some(count) if count > MOST => reading.refuse(Field::Members, Problem::TooMany),
            Some(_) | None => {}
        }
        let note = reading.prose(Field::Note, 1_000);
        let action = reading.line(Field::NextAction, 100);
        let on = reading.coming_day(Field::NextOn, today);
        let next = match on {
            Some(_) if action.is_empty() => {
                reading.refuse(Field::NextAction, Problem::NoAction);
                None
            }
            Some(on) => Some(NextStep { action, on }),
            None => {
                if !action.is_empty() && !reading.refused(Field::NextOn) {
                    reading.refuse(Field::NextOn, Problem::NoDay);
                }
                None
            }
        };
        let read = members.map(|members| Self { text: GroupText { name, note, next }, members });
        reading.in_order_of_fields().done(read)
    }
}

impl GroupText {
    /// The form as it would be typed, with its offices by number and name.
    pub fn fill<'a>(&self, members: impl IntoIterator<Item = (OfficeNumber, &'a str)>) -> Typed {
        let lines: Vec<String> =
            members.into_iter().map(|(number, name)| format!("{number}　{name}")).collect();
        let next = self.next.as_ref();
        Typed::default()
            .with(Field::Name.name(), &self.name)
            .with(Field::Members.name(), lines.join("\n"))
            .with(Field::Note.name(), &self.note)
            .with(Field::NextAction.name(), next.map(|next| next.action.clone()).unwrap_or_default())
            .with(Field::NextOn.name(), next.map(|next| wareki::format_date(next.on)).unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, 28).unwrap()
    }

    #[test]
    fn a_group_reads_back_as_it_was_typed() {
        let typed = Typed::default()
            .with("name", "北部　連携グループ")
            .with("members", "2970999013　ひだまり居宅\n\n２９７０９９９０２１\tあおぞら\n2970999013")
            .with("note", "毎月の事例検討会で集まる")
            .with("next_action", "操作研修の日を決める")
            .with("next_on", "令和8年12月10日");
        let read = GroupForm::parse(&typed, today()).unwrap();
        assert_eq!(read.members.len(), 2);
        let members: Vec<_> = read.members.iter().map(|number| (*number, "名")).collect();
        assert_eq!(GroupForm::parse(&read.text.fill(members), today()), Ok(read));
    }

    #[test]
    fn every_mistake_is_told_at_once() {
        let typed = Typed::default()
            .with("members", "2970999013\n12")
            .with("note", "長".repeat(1_001))
            .with("next_action", "長".repeat(101))
            .with("next_on", "いつか");
        let fields: Vec<Field> =
            GroupForm::parse(&typed, today()).unwrap_err().into_iter().map(|(of, _)| of).collect();
        assert_eq!(fields, Field::ALL);
        let alone = Typed::default().with("name", "名").with("members", "2970999013").with("next_on", "12/1");
        let errors = GroupForm::parse(&alone, today()).unwrap_err();
        assert_eq!(errors, [(Field::Members, Problem::TooFew), (Field::NextAction, Problem::NoAction)]);
        let no_day = Typed::default().with("name", "名").with("next_action", "電話する");
        let errors = GroupForm::parse(&no_day, today()).unwrap_err();
        assert_eq!(errors, [(Field::Members, Problem::Missing), (Field::NextOn, Problem::NoDay)]);
    }
}
