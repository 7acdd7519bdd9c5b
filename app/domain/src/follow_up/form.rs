//! What was said with an office, as an officer types it.

use super::Way;
use crate::{
    form::{Reader, Refusal, Typed},
    ids::AccountId,
    wareki::{self, DateError},
};
use chrono::NaiveDate;

/// The fields of the forms.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// By which way.
    Way,
    /// When.
    HeldOn,
    /// With whom of the office.
    SpokenWith,
    /// What was said.
    Notes,
    /// What was agreed.
    Agreed,
    /// What comes next.
    NextAction,
    /// By when.
    NextOn,
    /// Whose task that is.
    NextOwner,
    /// How the next action ended.
    DoneNote,
}

impl Field {
    /// The name of the posted field.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Way => "way",
            Self::HeldOn => "held_on",
            Self::SpokenWith => "spoken_with",
            Self::Notes => "notes",
            Self::Agreed => "agreed",
            Self::NextAction => "next_action",
            Self::NextOn => "next_on",
            Self::NextOwner => "next_owner",
            Self::DoneNote => "done_note",
        }
    }
}

/// Why a field is not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    /// Nothing was typed or chosen.
    #[error("nothing was typed")]
    Missing,
    /// Longer than is kept.
    #[error("more than {most} characters")]
    TooLong {
        /// The most characters.
        most: usize,
    },
    /// No day.
    #[error(transparent)]
    Day(#[from] DateError),
    /// A day that has not come.
    #[error("a day that has not come")]
    Future,
    /// A next action before what was said.
    #[error("a next action before what was said")]
    BeforeHeld,
    /// A day without what is to be done.
    #[error("a day without an action")]
    ActionMissing,
    /// What is to be done without a day.
    #[error("an action without a day")]
    DayMissing,
    /// A choice that there is not.
    #[error("no such choice")]
    UnknownChoice,
}

impl Refusal for Problem {
    fn missing() -> Self {
        Self::Missing
    }
    fn too_long(most: usize) -> Self {
        Self::TooLong { most }
    }
}

/// What comes next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Next {
    /// What is to be done.
    pub action: String,
    /// By when.
    pub on: NaiveDate,
    /// Whose task it is.
    pub owner: AccountId,
}

/// What was said with an office.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FollowUpForm {
    /// By which way.
    pub way: Way,
    /// When.
    pub held_on: NaiveDate,
    /// With whom; may be empty.
    pub spoken_with: String,
    /// What was said.
    pub notes: String,
    /// What was agreed; may be empty.
    pub agreed: String,
    /// What comes next.
    pub next: Option<Next>,
}

/// How a next action ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DoneForm {
    /// A word; may be empty.
    pub note: String,
}

/// The most characters of a name.
const LINE: usize = 60;
/// The most characters of what is to be done.
const ACTION: usize = 120;
/// The most characters of notes.
const NOTES: usize = 2_000;

type Errors = Vec<(Field, Problem)>;

type Reading<'a> = Reader<'a, Field, Problem>;

impl Reading<'_> {
    /// What comes next, by whom of those who work here; nobody chosen is whoever writes.
    fn next(
        &mut self,
        (writer, members): (AccountId, &[AccountId]),
        today: NaiveDate,
        held: Option<NaiveDate>,
    ) -> Option<Next> {
        let action = self.line(Field::NextAction, ACTION);
        let on = self.coming_day(Field::NextOn, today);
        let member = |typed: &str| typed.parse().ok().filter(|owner| members.contains(owner));
        let owner = self.choice(Field::NextOwner, member, Problem::UnknownChoice).unwrap_or(writer);
        match (action.is_empty(), on) {
            (true, Some(_)) => {
                self.refuse(Field::NextAction, Problem::ActionMissing);
                None
            }
            (false, None) => {
                if !self.refused(Field::NextOn) {
                    self.refuse(Field::NextOn, Problem::DayMissing);
                }
                None
            }
            (true, None) => None,
            (false, Some(on)) => {
                if held.is_some_and(|held| on < held) {
                    self.refuse(Field::NextOn, Problem::BeforeHeld);
                }
                Some(Next { action, on, owner })
            }
        }
    }
}

impl FollowUpForm {
    /// Reads the form on a day; all errors at once, in the order of the page. No day typed is today.
    pub fn parse(
        typed: &Typed,
        today: NaiveDate,
        writer: AccountId,
        members: &[AccountId],
    ) -> Result<Self, Errors> {
        let mut reading = Reading::new(typed, Field::name);
        let way = reading.need_choice(Field::Way, Way::named, Problem::UnknownChoice);
        let held_on = if reading.is_blank(Field::HeldOn) {
            Some(today)
        } else {
            reading.need_past_day(Field::HeldOn, today, Problem::Future)
        };
        let spoken_with = reading.line(Field::SpokenWith, LINE);
        let notes = reading.needed_prose(Field::Notes, NOTES);
        let agreed = reading.prose(Field::Agreed, NOTES);
        let next = reading.next((writer, members), today, held_on);
        let read = way.zip(held_on);
        reading.done(read.map(|(way, held_on)| Self { way, held_on, spoken_with, notes, agreed, next }))
    }

    /// The form as it would be typed.
    pub fn fill(&self) -> Typed {
        let next = self.next.as_ref();
        Typed::default()
            .with(Field::Way.name(), self.way.name())
            .with(Field::HeldOn.name(), wareki::format_date(self.held_on))
            .with(Field::SpokenWith.name(), &self.spoken_with)
            .with(Field::Notes.name(), &self.notes)
            .with(Field::Agreed.name(), &self.agreed)
            .with(Field::NextAction.name(), next.map(|next| next.action.clone()).unwrap_or_default())
            .with(Field::NextOn.name(), next.map(|next| wareki::format_date(next.on)).unwrap_or_default())
            .with(Field::NextOwner.name(), next.map(|next| next.owner.to_string()).unwrap_or_default())
    }
}

impl DoneForm {
    /// Reads the form.
    pub fn parse(typed: &Typed) -> Result<Self, Errors> {
        let mut reading = Reading::new(typed, Field::name);
        let note = reading.line(Field::DoneNote, ACTION);
        reading.done(Some(Self { note }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 1, 15).unwrap()
    }

    fn someone(number: u128) -> AccountId {
        AccountId::from_uuid(Uuid::from_u128(number))
    }

    fn parse(typed: &Typed) -> Result<FollowUpForm, Errors> {
        FollowUpForm::parse(typed, today(), someone(1), &[someone(1), someone(2)])
    }

    fn call() -> Typed {
        Typed::default().with("way", "call").with("notes", " 見積を待っている\n")
    }

    #[test]
    fn a_record_reads_back_as_it_was_typed() {
        let typed = call()
            .with("held_on", "令和8年1月14日")
            .with("spoken_with", "管理者 ひかりさん")
            .with("next_action", "見積が届いたか電話する")
            .with("next_on", "R8.1.22")
            .with("next_owner", someone(2).to_string());
        let read = parse(&typed).unwrap();
        assert_eq!(read.next.as_ref().map(|next| next.owner), Some(someone(2)));
        assert_eq!(parse(&read.fill()), Ok(read));
    }

    #[test]
    fn what_was_said_today_needs_no_day_and_what_comes_next_is_the_writers() {
        let typed = call().with("next_action", "訪問する").with("next_on", "2026-01-15");
        let read = parse(&typed).unwrap();
        assert_eq!((read.held_on, read.next.map(|next| next.owner)), (today(), Some(someone(1))));
        assert_eq!(parse(&call()).unwrap().next, None);
    }

    #[test]
    fn an_action_and_its_day_belong_together() {
        let wrong = |typed: &Typed| parse(typed).unwrap_err();
        assert_eq!(wrong(&call().with("next_action", "電話")), [(Field::NextOn, Problem::DayMissing)]);
        assert_eq!(
            wrong(&call().with("next_on", "2026-01-20")),
            [(Field::NextAction, Problem::ActionMissing)]
        );
        let before = call().with("next_action", "電話").with("next_on", "2026-01-14");
        assert_eq!(wrong(&before), [(Field::NextOn, Problem::BeforeHeld)]);
        let unread = call().with("next_action", "電話").with("next_on", "そのうち");
        assert!(matches!(wrong(&unread)[..], [(Field::NextOn, Problem::Day(_))]));
    }

    #[test]
    fn every_mistake_is_told_at_once() {
        let typed = Typed::default()
            .with("way", "pigeon")
            .with("held_on", "2026-01-16")
            .with("spoken_with", "長".repeat(61))
            .with("agreed", "長".repeat(2_001))
            .with("next_owner", someone(3).to_string());
        let fields: Vec<Field> = parse(&typed).unwrap_err().into_iter().map(|(field, _)| field).collect();
        let wrong =
            [Field::Way, Field::HeldOn, Field::SpokenWith, Field::Notes, Field::Agreed, Field::NextOwner];
        assert_eq!(fields, wrong);
        assert!(DoneForm::parse(&Typed::default().with("done_note", "長".repeat(121))).is_err());
    }
}
