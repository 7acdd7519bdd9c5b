//! 約束: a call, a visit or a talk at the counter about one application. The municipality names up to three moments, and
//! whoever applies chooses one of them or says when it would suit.

use crate::{
    demos::{TimeError, parse_time},
    form::{Reader, Refusal, Typed},
    tokyo,
    wareki::DateError,
};
use chrono::{DateTime, NaiveDate, Utc};

/// By which way one speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AppointmentWay {
    /// 電話.
    Call,
    /// 訪問.
    Visit,
    /// 窓口.
    Counter,
}

impl AppointmentWay {
    /// Every one, in the order of a choice.
    pub const ALL: [Self; 3] = [Self::Call, Self::Visit, Self::Counter];

    /// The word that is stored and posted.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Call => "call",
            Self::Visit => "visit",
            Self::Counter => "counter",
        }
    }

    /// Reads that word.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|way| way.code() == code)
    }
}

/// Where an appointment stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AppointmentState {
    /// Moments are named, and nobody has chosen one.
    Proposed,
    /// One was chosen.
    Agreed,
    /// None fits, or the one that was chosen fits no more.
    Declined,
    /// The municipality took it back, or named other moments.
    Cancelled,
}

impl AppointmentState {
    /// Every one.
    pub const ALL: [Self; 4] = [Self::Proposed, Self::Agreed, Self::Declined, Self::Cancelled];

    /// The word that is stored.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Proposed => "proposed",
            Self::Agreed => "agreed",
            Self::Declined => "declined",
            Self::Cancelled => "cancelled",
        }
    }

    /// Reads that word.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }
}

/// The fields of the three forms: naming moments, taking one back, choosing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AppointmentField {
    /// By which way.
    Way,
    /// The day of a moment, the first being 0.
    Day(u8),
    /// Its time.
    Time(u8),
    /// What it is about.
    Sentence,
    /// Why it is taken back.
    Reason,
    /// Which moment, or none.
    Choice,
    /// When it would suit.
    Words,
}

impl AppointmentField {
    /// The name of the posted field.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Way => "appointment_way",
            Self::Day(0) => "appointment_day_1",
            Self::Day(1) => "appointment_day_2",
            Self::Day(_) => "appointment_day_3",
            Self::Time(0) => "appointment_time_1",
            Self::Time(1) => "appointment_time_2",
            Self::Time(_) => "appointment_time_3",
            Self::Sentence => "appointment_sentence",
            Self::Reason => "appointment_reason",
            Self::Choice => "appointment_choice",
            Self::Words => "appointment_words",
        }
    }
}

/// Why a field is not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AppointmentProblem {
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
    /// No time.
    #[error(transparent)]
    Time(#[from] TimeError),
    /// A moment that is over.
    #[error("a moment that is over")]
    Past,
    /// Named twice.
    #[error("named twice")]
    Twice,
    /// A choice that there is not.
    #[error("no such choice")]
    UnknownChoice,
}

impl Refusal for AppointmentProblem {
    fn missing() -> Self {
        Self::Missing
    }
    fn too_long(most: usize) -> Self {
        Self::TooLong { most }
    }
}

type Problems = Vec<(AppointmentField, AppointmentProblem)>;
type Reading<'a> = Reader<'a, AppointmentField, AppointmentProblem>;

/// Most moments that are named at once.
pub const MOST_MOMENTS: u8 = 3;
/// The word of the choice that no moment fits.
pub const NONE_FITS: &str = "none";
/// The most characters of a sentence.
const SENTENCE: usize = 300;

/// Moments that are named to whoever applies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AppointmentForm {
    /// By which way.
    pub way: AppointmentWay,
    /// The moments, the earliest first.
    pub moments: Vec<DateTime<Utc>>,
    /// What it is about.
    pub sentence: String,
}

impl AppointmentForm {
    /// Reads the form; `now` is the moment from which on one can be named.
    pub fn parse(typed: &Typed, now: DateTime<Utc>) -> Result<Self, Problems> {
        let mut reading = Reading::new(typed, AppointmentField::name);
        let unknown = AppointmentProblem::UnknownChoice;
        let way = reading.need_choice(AppointmentField::Way, AppointmentWay::from_code, unknown);
        let mut moments = Vec::new();
        for place in 0..MOST_MOMENTS {
            let Some(moment) = moment(&mut reading, place, tokyo::date(now)) else { continue };
            let day = AppointmentField::Day(place);
            if moment <= now {
                reading.refuse(day, AppointmentProblem::Past);
            } else if moments.contains(&moment) {
                reading.refuse(day, AppointmentProblem::Twice);
            } else {
                moments.push(moment);
            }
        }
        moments.sort_unstable();
        let sentence = reading.needed_prose(AppointmentField::Sentence, SENTENCE);
        reading.done(way.map(|way| Self { way, moments, sentence }))
    }
}

/// One moment; the first must be named, and a day without a time is none.
fn moment(reading: &mut Reading<'_>, place: u8, today: NaiveDate) -> Option<DateTime<Utc>> {
    let (day_field, time_field) = (AppointmentField::Day(place), AppointmentField::Time(place));
    if place > 0 && reading.is_blank(day_field) && reading.is_blank(time_field) {
        return None;
    }
    let day = reading.need_coming_day(day_field, today);
    let typed = reading.get(time_field);
    let time = reading.keep(time_field, parse_time(typed));
    Some(tokyo::moment(day?, time?))
}

/// What whoever applies says to the moments.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AppointmentAnswer {
    /// This one.
    Chosen(DateTime<Utc>),
    /// None, and when it would suit.
    NoneFits(String),
}

impl AppointmentAnswer {
    /// Reads the form; a moment that is over meanwhile is no choice any more.
    pub fn parse(typed: &Typed, moments: &[DateTime<Utc>], now: DateTime<Utc>) -> Result<Self, Problems> {
        let mut reading = Reading::new(typed, AppointmentField::name);
        let (choice, words) = (AppointmentField::Choice, AppointmentField::Words);
        if reading.get(choice) == NONE_FITS {
            let said = reading.needed_prose(words, SENTENCE);
            return reading.done(Some(Self::NoneFits(said)));
        }
        // Words beside a moment would be read by nobody; they are kept in the form, which is sent once more.
        if reading.is_blank(choice) && !reading.is_blank(words) {
            reading.refuse(choice, AppointmentProblem::Missing);
            return reading.done(None);
        }
        let named = |word: &str| moments.get(word.parse::<usize>().ok()?.checked_sub(1)?).copied();
        let chosen = reading.need_choice(choice, named, AppointmentProblem::UnknownChoice);
        if chosen.is_some_and(|moment| moment <= now) {
            reading.refuse(choice, AppointmentProblem::Past);
        }
        reading.done(chosen.map(Self::Chosen))
    }
}

/// Reads why an appointment is taken back.
pub fn appointment_reason(typed: &Typed) -> Result<String, Problems> {
    let mut reading = Reading::new(typed, AppointmentField::name);
    let reason = reading.needed_prose(AppointmentField::Reason, SENTENCE);
    reading.done(Some(reason))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    fn typed(pairs: &[(&str, &str)]) -> Typed {
        pairs.iter().fold(Typed::default(), |typed, (name, value)| typed.with(name, *value))
    }

    const NOW: &str = "2024-07-03T01:12:00Z";

    #[test]
    fn moments_are_read_as_people_write_them_and_put_in_order() {
        let form = typed(&[
            ("appointment_way", "call"),
            ("appointment_day_1", "令和６年７月１０日"),
            ("appointment_time_1", "午後2時"),
            ("appointment_day_3", "7/9"),
            ("appointment_time_3", "10時半"),
            ("appointment_sentence", "領収書について伺います。"),
        ]);
        let form = AppointmentForm::parse(&form, at(NOW)).unwrap();
        assert_eq!(form.way, AppointmentWay::Call);
        assert_eq!(form.moments, [at("2024-07-09T01:30:00Z"), at("2024-07-10T05:00:00Z")]);
    }

    #[test]
    fn everything_that_is_wrong_is_told_at_once() {
        let form = typed(&[
            ("appointment_day_1", "７月３日"),
            ("appointment_time_1", "10:00"),
            ("appointment_day_2", "R6.7.10"),
            ("appointment_time_3", "10:10"),
        ]);
        let problems = AppointmentForm::parse(&form, at(NOW)).unwrap_err();
        let of = |field| problems.iter().filter(|(of, _)| *of == field).map(|(_, why)| why.clone()).next();
        assert_eq!(of(AppointmentField::Way), Some(AppointmentProblem::Missing));
        assert_eq!(of(AppointmentField::Day(0)), Some(AppointmentProblem::Past));
        assert_eq!(of(AppointmentField::Time(1)), Some(AppointmentProblem::Time(TimeError::Missing)));
        assert_eq!(of(AppointmentField::Day(2)), Some(AppointmentProblem::Missing));
        assert_eq!(of(AppointmentField::Time(2)), Some(AppointmentProblem::Time(TimeError::NotOnQuarter)));
        assert_eq!(of(AppointmentField::Sentence), Some(AppointmentProblem::Missing));
        let twice = typed(&[
            ("appointment_way", "visit"),
            ("appointment_day_1", "R6.7.10"),
            ("appointment_time_1", "10:00"),
            ("appointment_day_2", "2024-07-10"),
            ("appointment_time_2", "10時"),
            ("appointment_sentence", "見せてください。"),
        ]);
        let problems = AppointmentForm::parse(&twice, at(NOW)).unwrap_err();
        assert_eq!(problems, [(AppointmentField::Day(1), AppointmentProblem::Twice)]);
    }

    #[test]
    fn one_moment_is_chosen_or_it_is_said_when_it_would_suit() {
        let moments = [at("2024-07-09T01:30:00Z"), at("2024-07-10T05:00:00Z")];
        let read = |pairs: &[(&str, &str)], now| AppointmentAnswer::parse(&typed(pairs), &moments, at(now));
        let second = read(&[("appointment_choice", "2")], NOW);
        assert_eq!(second, Ok(AppointmentAnswer::Chosen(moments[1])));
        let over = read(&[("appointment_choice", "1")], "2024-07-09T02:00:00Z");
        assert_eq!(over, Err(vec![(AppointmentField::Choice, AppointmentProblem::Past)]));
        for wrong in ["0", "3", "x"] {
            let unknown = Err(vec![(AppointmentField::Choice, AppointmentProblem::UnknownChoice)]);
            assert_eq!(read(&[("appointment_choice", wrong)], NOW), unknown, "{wrong}");
        }
        let none = [("appointment_choice", "none"), ("appointment_words", "来週の午後")];
        assert_eq!(read(&none, NOW), Ok(AppointmentAnswer::NoneFits("来週の午後".into())));
        let silent = Err(vec![(AppointmentField::Words, AppointmentProblem::Missing)]);
        assert_eq!(read(&none[..1], NOW), silent);
        let missing = Err(vec![(AppointmentField::Choice, AppointmentProblem::Missing)]);
        assert_eq!(read(&none[1..], NOW), missing);
        assert_eq!(read(&[], NOW), missing);
    }

    #[test]
    fn words_are_found_again() {
        for way in AppointmentWay::ALL {
            assert_eq!(AppointmentWay::from_code(way.code()), Some(way));
        }
        for state in AppointmentState::ALL {
            assert_eq!(AppointmentState::from_code(state.code()), Some(state));
        }
    }
}
