//! The lecturers of 国保中央会, and when they are away, as forms.

use super::{Field, Problem};
use crate::{
    accounts::PersonName,
    form::{Reader, Typed},
    ids::{AbsenceId, LecturerId},
};
use chrono::NaiveDate;

/// The most characters of where a lecturer starts from, and of a word why.
const MOST: usize = 60;
/// The most days of one absence.
const DAYS: i64 = 92;

/// One of the forms.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LecturerForm {
    /// A new lecturer.
    Add {
        /// The name.
        name: String,
        /// Where the way begins; may be empty.
        base: String,
    },
    /// A lecturer who is away, whole days.
    Away {
        /// Who.
        lecturer: LecturerId,
        /// The first day.
        first: NaiveDate,
        /// The last day.
        last: NaiveDate,
        /// Why.
        why: String,
    },
    /// An absence that is taken back.
    Back(AbsenceId),
    /// A lecturer who is sent nowhere any more.
    Retire(LecturerId),
    /// One who is sent again.
    Reinstate(LecturerId),
}

type Problems = Vec<(Field, Problem)>;

impl LecturerForm {
    /// Reads the form by the button that was pressed: `away`, `back`, `retire`, `reinstate`, anything else is a new
    /// lecturer. `today` is the day from which on one without a year lies.
    pub fn parse(typed: &Typed, lecturers: &[LecturerId], today: NaiveDate) -> Result<Self, Problems> {
        match typed.get("act") {
            "away" => Self::away(typed, lecturers, today),
            "back" => {
                let absence = typed.get("absence").parse().map(Self::Back);
                absence.map_err(|_| vec![(Field::Lecturer, Problem::NotChosen)])
            }
            "retire" => Self::one(typed, lecturers).map(Self::Retire),
            "reinstate" => Self::one(typed, lecturers).map(Self::Reinstate),
            _ => Self::add(typed),
        }
    }

    fn one(typed: &Typed, lecturers: &[LecturerId]) -> Result<LecturerId, Problems> {
        let chosen = typed.get(Field::Lecturer.name()).parse().ok();
        chosen
            .filter(|chosen| lecturers.contains(chosen))
            .ok_or_else(|| vec![(Field::Lecturer, Problem::NotChosen)])
    }

    fn add(typed: &Typed) -> Result<Self, Problems> {
        let mut reading = Reader::new(typed, Field::name);
        let name = reading.keep(Field::Name, PersonName::parse(reading.get(Field::Name)));
        let base = reading.line(Field::Base, MOST);
        reading.done(name.map(|name| Self::Add { name: name.as_str().to_owned(), base }))
    }

    fn away(typed: &Typed, lecturers: &[LecturerId], today: NaiveDate) -> Result<Self, Problems> {
        let mut reading = Reader::new(typed, Field::name);
        let known = |typed: &str| typed.parse().ok().filter(|chosen| lecturers.contains(chosen));
        let lecturer = reading.chosen(Field::Lecturer, known, Problem::NotChosen);
        let first = reading.need_coming_day(Field::First, today);
        let last = reading.need_coming_day(Field::Last, today);
        if let (Some(first), Some(last)) = (first, last) {
            match (last - first).num_days() {
                days if days < 0 => reading.refuse(Field::Last, Problem::Backwards),
                days if days >= DAYS => reading.refuse(Field::Last, Problem::TooManyDays(DAYS)),
                _ => {}
            }
        }
        let why = reading.needed_line(Field::Why, MOST);
        match (lecturer, first, last) {
            (Some(lecturer), Some(first), Some(last)) => {
                reading.done(Some(Self::Away { lecturer, first, last, why }))
            }
            _ => reading.done(None),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2024, 11, 28).expect("a day of the calendar")
    }

    #[test]
    fn a_lecturer_has_a_name_and_an_absence_has_an_end() {
        let typed = Typed::default().with("name", "中央 太郎").with("base", "東京駅");
        assert!(matches!(LecturerForm::parse(&typed, &[], today()), Ok(LecturerForm::Add { .. })));
        assert!(LecturerForm::parse(&Typed::default(), &[], today()).is_err());
        let id = LecturerId::from_uuid(Uuid::from_u128(1));
        let away = |first: &str, last: &str| {
            Typed::default()
                .with("act", "away")
                .with("lecturer", id.to_string())
                .with("first_on", first)
                .with("last_on", last)
                .with("why", "研修")
        };
        assert!(LecturerForm::parse(&away("12/5", "12月6日"), &[id], today()).is_ok());
        let backwards = LecturerForm::parse(&away("R6.12.5", "R6.12.4"), &[id], today());
        assert_eq!(backwards, Err(vec![(Field::Last, Problem::Backwards)]));
        let long = LecturerForm::parse(&away("R6.12.5", "R7.12.4"), &[id], today());
        assert_eq!(long, Err(vec![(Field::Last, Problem::TooManyDays(92))]));
        assert!(LecturerForm::parse(&away("R6.12.5", "R6.12.5"), &[], today()).is_err(), "nobody of ours");
    }
    #[test]
    fn whoever_stops_is_one_of_ours() {
        let id = LecturerId::from_uuid(Uuid::from_u128(1));
        let typed = |act: &str| Typed::default().with("act", act).with("lecturer", id.to_string());
        assert_eq!(LecturerForm::parse(&typed("retire"), &[id], today()), Ok(LecturerForm::Retire(id)));
        assert_eq!(LecturerForm::parse(&typed("reinstate"), &[id], today()), Ok(LecturerForm::Reinstate(id)));
        assert_eq!(
            LecturerForm::parse(&typed("retire"), &[], today()),
            Err(vec![(Field::Lecturer, Problem::NotChosen)])
        );
    }
}
