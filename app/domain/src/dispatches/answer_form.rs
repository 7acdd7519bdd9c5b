//! 国保中央会's answer as a form: by itself, or recorded by the federation that was told.

use super::{Field, Problem, Told, Way};
use crate::{
    accounts::PersonName,
    demos::{Length, QUARTER_MINUTES, Slot, TimeError, parse_time},
    form::{Reader, Typed},
    ids::LecturerId,
    subsidies::Reason,
    wareki::{self, DateError, Expected},
};
use chrono::NaiveDate;

/// The most dates of one proposal.
pub const PROPOSALS: u8 = 3;
/// The ways there, and back, that the form offers: minutes.
pub const TRAVELS: [u16; 8] = [0, 30, 60, 120, 180, 240, 360, 480];
/// The most characters of a word to a proposal.
const MESSAGE: usize = 500;

/// The way there, and the same back, in quarters of an hour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Travels(u16);

impl Travels {
    /// Reads what the form's list sends: minutes.
    pub fn parse(typed: &str) -> Option<Self> {
        let minutes: u16 = typed.trim().parse().ok()?;
        TRAVELS.contains(&minutes).then_some(Self(minutes / QUARTER_MINUTES))
    }
    /// The way there in quarters of an hour; the way back takes as many.
    pub const fn quarters(self) -> u16 {
        self.0
    }
    /// What a lecturer is taken for: the session with the way there and back.
    pub fn around(self, slot: &Slot) -> std::ops::Range<i64> {
        let quarters = slot.quarters();
        quarters.start - i64::from(self.0)..quarters.end + i64::from(self.0)
    }
}

/// Who comes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Chosen {
    /// One of the lecturers of 国保中央会, with the way there and back.
    Known(LecturerId, Travels),
    /// A name that the federation was told.
    Named(String),
}

/// What is answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// 承諾.
    Accept(Chosen),
    /// 別案.
    Propose {
        /// Other dates.
        slots: Vec<Slot>,
        /// Whether online would do.
        online: bool,
        /// A word to it.
        message: String,
    },
    /// お断り.
    Decline(Reason),
}

/// The form, read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnswerForm {
    /// What is answered.
    pub answer: Answer,
    /// How it came, where the federation records it.
    pub told: Option<Told>,
}

impl AnswerForm {
    /// Reads the form of 国保中央会: the lecturer is one of `lecturers`. Proposals are as long as what was asked for.
    pub fn parse(
        typed: &Typed,
        lecturers: &[LecturerId],
        length: Length,
        today: NaiveDate,
    ) -> Result<Self, Vec<(Field, Problem)>> {
        let mut reader = Reading::new(typed, Field::name);
        let answer = reader.answer(length, today, |reader| reader.lecturer(lecturers));
        reader.done(answer.map(|answer| Self { answer, told: None }))
    }

    /// Reads the form of the federation, which names who was on the telephone.
    pub fn parse_told(
        typed: &Typed,
        length: Length,
        today: NaiveDate,
    ) -> Result<Self, Vec<(Field, Problem)>> {
        let mut reader = Reading::new(typed, Field::name);
        let way = reader.chosen(Field::Way, Way::from_code, Problem::NotChosen);
        let by = reader.name(Field::ToldBy);
        let answer =
            reader.answer(length, today, |reader| reader.name(Field::LecturerName).map(Chosen::Named));
        let told = way.zip(by).map(|(way, by)| Told { way, by });
        reader.done(answer.map(|answer| Self { answer, told }))
    }
}

type Reading<'a> = Reader<'a, Field, Problem>;

impl Reading<'_> {
    fn answer(
        &mut self,
        length: Length,
        today: NaiveDate,
        chosen: impl FnOnce(&mut Self) -> Option<Chosen>,
    ) -> Option<Answer> {
        match self.get(Field::Answer) {
            "accept" => chosen(self).map(Answer::Accept),
            "propose" => Some(self.proposal(length, today)),
            "decline" => {
                self.keep(Field::Reason, Reason::parse(self.get(Field::Reason))).map(Answer::Decline)
            }
            _ => {
                self.refuse(Field::Answer, Problem::NotChosen);
                None
            }
        }
    }

    fn lecturer(&mut self, lecturers: &[LecturerId]) -> Option<Chosen> {
        let known = |typed: &str| typed.parse().ok().filter(|chosen| lecturers.contains(chosen));
        let chosen = self.chosen(Field::Lecturer, known, Problem::NotChosen);
        let travels = self.chosen(Field::Travel, Travels::parse, Problem::NotChosen);
        chosen.zip(travels).map(|(lecturer, travels)| Chosen::Known(lecturer, travels))
    }

    fn name(&mut self, field: Field) -> Option<String> {
        self.keep(field, PersonName::parse(self.get(field))).map(|name| name.as_str().to_owned())
    }

    fn proposal(&mut self, length: Length, today: NaiveDate) -> Answer {
        let mut slots = Vec::new();
        for number in 0..PROPOSALS {
            slots.extend(self.proposed(number, length, today));
        }
        let online = !self.get(Field::Online).is_empty();
        if slots.is_empty() && !online && self.is_clean() {
            self.refuse(Field::Date(0), Problem::NothingProposed);
        }
        let message = self.prose(Field::Message, MESSAGE);
        Answer::Propose { slots, online, message }
    }

    /// A date of the proposal; none where both fields are empty.
    fn proposed(&mut self, number: u8, length: Length, today: NaiveDate) -> Option<Slot> {
        let (on, at) = (Field::Date(number), Field::Start(number));
        let date = match wareki::parse_expected(self.get(on), Expected::coming(today)) {
            Ok(parsed) if parsed.date > today => Ok(parsed.date),
            Ok(_) => Err(Problem::NotInFuture { today }),
            Err(DateError::Missing) => Err(Problem::Missing),
            Err(error) => Err(Problem::Date(error)),
        };
        let start = parse_time(self.get(at));
        match (date, start) {
            (Err(Problem::Missing), Err(TimeError::Missing)) => None,
            (Ok(date), Ok(start)) => Some(Slot { date, start, length }),
            (date, start) => {
                if let Err(problem) = date {
                    self.refuse(on, problem);
                }
                if let Err(error) = start {
                    self.refuse(at, Problem::Time(error));
                }
                None
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2024, 9, 20).expect("a day")
    }
    fn two_hours() -> Length {
        Length::of_quarters(8).expect("two hours")
    }

    #[test]
    fn an_acceptance_names_one_of_the_lecturers_and_keeps_the_way_there_and_back() {
        let id = LecturerId::from_uuid(Uuid::from_u128(1));
        let typed = |lecturer: &str, travel: &str| {
            Typed::default().with("answer", "accept").with("lecturer", lecturer).with("travel", travel)
        };
        let read = |typed: &Typed| AnswerForm::parse(typed, &[id], two_hours(), today());
        let form = read(&typed(&id.to_string(), "180")).expect("it fits");
        let Answer::Accept(Chosen::Known(chosen, travels)) = form.answer else { panic!("an acceptance") };
        let slot = Slot { date: today(), start: chrono::NaiveTime::MIN, length: two_hours() };
        let around = travels.around(&slot);
        assert_eq!((chosen, around.end - around.start), (id, 12 + 8 + 12));
        let wrong = read(&typed("somebody", "7")).expect_err("neither is offered");
        assert_eq!(wrong, [(Field::Lecturer, Problem::NotChosen), (Field::Travel, Problem::NotChosen)]);
    }

    #[test]
    fn a_proposal_has_a_date_or_is_online_and_half_a_date_is_a_mistake() {
        let read = |typed: &Typed| AnswerForm::parse(typed, &[], two_hours(), today());
        let propose = || Typed::default().with("answer", "propose");
        assert_eq!(read(&propose()).expect_err("nothing"), [(Field::Date(0), Problem::NothingProposed)]);
        assert!(read(&propose().with("online", "yes")).is_ok());
        let half = propose().with("date_2", "R6.12.5");
        assert_eq!(read(&half).expect_err("no time"), [(Field::Start(1), Problem::Time(TimeError::Missing))]);
        let past = propose().with("date_1", "R6.9.20").with("start_1", "13時半");
        assert_eq!(
            read(&past).expect_err("today"),
            [(Field::Date(0), Problem::NotInFuture { today: today() })]
        );
        let form = read(&propose().with("date_1", "R6.12.5").with("start_1", "13時半")).expect("a date");
        assert!(matches!(form.answer, Answer::Propose { slots, online: false, .. } if slots.len() == 1));
    }

    #[test]
    fn what_was_told_names_who_told_it_and_how() {
        let typed = Typed::default().with("answer", "accept").with("lecturer_name", "中央 太郎");
        let wrong = AnswerForm::parse_told(&typed, two_hours(), today()).expect_err("nobody told it");
        assert_eq!(wrong.iter().map(|(field, _)| *field).collect::<Vec<_>>(), [Field::Way, Field::ToldBy]);
        let told = typed.with("way", "phone").with("told_by", "中村");
        let form = AnswerForm::parse_told(&told, two_hours(), today()).expect("all of it");
        assert_eq!(form.told, Some(Told { way: Way::Phone, by: "中村".into() }));
        let declined = Typed::default().with("answer", "decline");
        assert!(AnswerForm::parse(&declined, &[], two_hours(), today()).is_err(), "no reason");
    }
}
