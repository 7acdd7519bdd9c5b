//! What a survey is called, what it says, until when it is open and who may answer: one form.

use super::problems::{LEAD, TITLE};
use crate::{
    form::Typed,
    text::{graphemes, tidy_name, tidy_prose},
    wareki::{DateError, Expected, parse_expected},
    working_days::WorkingCalendar,
};
use chrono::{Duration, NaiveDate};

/// A place in the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SurveyField {
    /// 題名.
    Title,
    /// あいさつ文, before the first question.
    Lead,
    /// 案内文, of the mails and letters.
    Asking,
    /// 回答の期限.
    Deadline,
    /// 記名か無記名か.
    Anonymous,
    /// Who may answer.
    General,
    /// The day on which those who have not answered are reminded.
    RemindOn,
}

impl SurveyField {
    /// Name of the control.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Lead => "lead",
            Self::Asking => "asking",
            Self::Deadline => "deadline",
            Self::Anonymous => "anonymous",
            Self::General => "general",
            Self::RemindOn => "remind_on",
        }
    }
}

/// What is wrong with a field.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SurveyProblem {
    /// Nothing was typed.
    #[error("nothing was typed")]
    Missing,
    /// Nothing was chosen.
    #[error("nothing was chosen")]
    NotChosen,
    /// Longer than is kept.
    #[error("more than {0} characters")]
    TooLong(usize),
    /// Not a date.
    #[error(transparent)]
    Date(DateError),
    /// A day that is over.
    #[error("a day that is over")]
    Past,
    /// A reminder after the deadline, or without one.
    #[error("not before the deadline")]
    NotBeforeDeadline,
    /// Somebody was asked, and was told how their answer is kept.
    #[error("fixed when it was published")]
    Fixed,
}

/// What the form says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SurveyForm {
    /// 題名.
    pub title: String,
    /// あいさつ文; may be empty.
    pub lead: String,
    /// 案内文; may be empty.
    pub asking: String,
    /// The last day on which answers are taken; a draft may have none yet.
    pub deadline: Option<NaiveDate>,
    /// Whether no office stands with an answer.
    pub anonymous: bool,
    /// Whether anybody who has the link may answer.
    pub general: bool,
    /// The day of the reminder.
    pub remind_on: Option<NaiveDate>,
}

/// The most characters of what the mails and letters say.
const ASKING: usize = 2_000;

impl SurveyForm {
    /// Reads the form; all errors at once. `published` is how it is kept, once that was told to those who are asked; `standing`
    /// are the deadline and the day of the reminder that stand: they may stay though they are over, so that a title can be
    /// put right without putting the deadline off.
    pub fn parse(
        typed: &Typed,
        today: NaiveDate,
        published: Option<bool>,
        standing: [Option<NaiveDate>; 2],
    ) -> Result<Self, Vec<(SurveyField, SurveyProblem)>> {
        let [last, reminder] = standing;
        let mut problems = Vec::new();
        let title = tidy_name(typed.get(SurveyField::Title.name()));
        if title.is_empty() {
            problems.push((SurveyField::Title, SurveyProblem::Missing));
        }
        let lead = tidy_prose(typed.get(SurveyField::Lead.name()));
        let asking = tidy_prose(typed.get(SurveyField::Asking.name()));
        for (field, text, most) in [
            (SurveyField::Title, &title, TITLE),
            (SurveyField::Lead, &lead, LEAD),
            (SurveyField::Asking, &asking, ASKING),
        ] {
            if graphemes(text) > most {
                problems.push((field, SurveyProblem::TooLong(most)));
            }
        }
        let anonymous = match typed.get(SurveyField::Anonymous.name()) {
            "yes" => Some(true),
            "no" => Some(false),
            _ => None,
        };
        match (anonymous, published) {
            (None, _) => problems.push((SurveyField::Anonymous, SurveyProblem::NotChosen)),
            (Some(chosen), Some(told)) if chosen != told => {
                problems.push((SurveyField::Anonymous, SurveyProblem::Fixed));
            }
            (Some(_), _) => {}
        }
        let deadline =
            day(typed, SurveyField::Deadline, (today, last)).map_err(|problem| problems.push(problem));
        if deadline == Ok(None) && published.is_some() {
            problems.push((SurveyField::Deadline, SurveyProblem::Missing));
        }
        let remind_on =
            day(typed, SurveyField::RemindOn, (today, reminder)).map_err(|problem| problems.push(problem));
        if let (Ok(deadline), Ok(Some(remind_on))) = (&deadline, &remind_on)
            && deadline.is_none_or(|deadline| *remind_on > deadline)
        {
            problems.push((SurveyField::RemindOn, SurveyProblem::NotBeforeDeadline));
        }
        match (anonymous, deadline, remind_on) {
            (Some(anonymous), Ok(deadline), Ok(remind_on)) if problems.is_empty() => Ok(Self {
                title,
                lead,
                asking,
                deadline,
                anonymous,
                general: typed.get(SurveyField::General.name()) == "yes",
                remind_on,
            }),
            _ => Err(problems),
        }
    }

    /// The form as it would be typed.
    pub fn fill(&self) -> Typed {
        let day = |day: Option<NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
        Typed::default()
            .with(SurveyField::Title.name(), &self.title)
            .with(SurveyField::Lead.name(), &self.lead)
            .with(SurveyField::Asking.name(), &self.asking)
            .with(SurveyField::Deadline.name(), day(self.deadline))
            .with(SurveyField::Anonymous.name(), if self.anonymous { "yes" } else { "no" })
            .with(SurveyField::General.name(), if self.general { "yes" } else { "" })
            .with(SurveyField::RemindOn.name(), day(self.remind_on))
    }
}

/// When those who have not answered are reminded, where a survey is planned from a day to a day and nobody has said it yet:
/// once, on a working day after two thirds of the time; not at all where three days have not passed, or the last has come.
pub fn planned_reminder(first: NaiveDate, last: NaiveDate, calendar: &WorkingCalendar) -> Option<NaiveDate> {
    let day = calendar.working_day_from(first + Duration::days((last - first).num_days() * 2 / 3));
    Some(day).filter(|day| *day >= first + Duration::days(3) && *day < last)
}

/// A day that is not over, or that stands; none where nothing was typed.
fn day(
    typed: &Typed,
    field: SurveyField,
    (today, standing): (NaiveDate, Option<NaiveDate>),
) -> Result<Option<NaiveDate>, (SurveyField, SurveyProblem)> {
    match parse_expected(typed.get(field.name()), Expected::coming(today)) {
        Err(DateError::Missing) => Ok(None),
        Err(error) => Err((field, SurveyProblem::Date(error))),
        Ok(parsed) if parsed.date < today && standing != Some(parsed.date) => {
            Err((field, SurveyProblem::Past))
        }
        Ok(parsed) => Ok(Some(parsed.date)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOTHING: [Option<NaiveDate>; 2] = [None, None];

    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 7, 1).unwrap()
    }

    fn typed() -> Typed {
        Typed::default().with("title", "導入意向").with("anonymous", "no")
    }

    #[test]
    fn those_who_are_silent_are_reminded_once_before_the_last_day() {
        let calendar = WorkingCalendar::default();
        let day = |day| NaiveDate::from_ymd_opt(2026, 7, day);
        let reminder = |last| planned_reminder(today(), day(last).unwrap(), &calendar);
        assert_eq!(reminder(15), day(10));
        assert_eq!(reminder(17), day(13), "11 and 12 July are a weekend");
        assert_eq!(reminder(3), None, "nobody is reminded of what was asked yesterday");
        assert_eq!((reminder(1), reminder(6)), (None, None), "nor on the last day");
    }

    #[test]
    fn a_form_is_read_back_as_it_was_filled() {
        let filled = typed()
            .with("lead", "お願いします。")
            .with("asking", "回答をお願いします。")
            .with("deadline", "Ｒ８．７．３１")
            .with("general", "yes")
            .with("remind_on", "2026-07-20");
        let form = SurveyForm::parse(&filled, today(), None, NOTHING).unwrap();
        assert_eq!(form.deadline, NaiveDate::from_ymd_opt(2026, 7, 31));
        assert_eq!(SurveyForm::parse(&form.fill(), today(), Some(false), NOTHING), Ok(form));
    }

    #[test]
    fn days_that_stand_may_be_over_and_others_may_not() {
        let day = |day| NaiveDate::from_ymd_opt(2026, 6, day);
        let over = typed().with("deadline", "2026-06-20").with("remind_on", "2026-06-10");
        let form = SurveyForm::parse(&over, today(), Some(false), [day(20), day(10)]).unwrap();
        assert_eq!((form.deadline, form.remind_on), (day(20), day(10)), "a title can be put right");
        let problems = SurveyForm::parse(&over, today(), Some(false), [day(21), None]).unwrap_err();
        let past = [SurveyField::Deadline, SurveyField::RemindOn].map(|field| (field, SurveyProblem::Past));
        assert_eq!(problems, past);
    }

    #[test]
    fn what_was_told_to_those_who_are_asked_stays() {
        let problems = SurveyForm::parse(&typed(), today(), Some(true), NOTHING).unwrap_err();
        assert_eq!(
            problems,
            [(SurveyField::Anonymous, SurveyProblem::Fixed), (SurveyField::Deadline, SurveyProblem::Missing),]
        );
    }

    #[test]
    fn everything_that_is_wrong_is_told_at_once() {
        let wrong = Typed::default()
            .with("lead", "長".repeat(1001))
            .with("deadline", "2026-06-30")
            .with("remind_on", "あした");
        let fields: Vec<_> = SurveyForm::parse(&wrong, today(), None, NOTHING)
            .unwrap_err()
            .into_iter()
            .map(|(field, _)| field)
            .collect();
        assert_eq!(
            fields,
            [
                SurveyField::Title,
                SurveyField::Lead,
                SurveyField::Anonymous,
                SurveyField::Deadline,
                SurveyField::RemindOn,
            ]
        );
        for deadline in ["", "2026-07-09"] {
            let late = typed().with("deadline", deadline).with("remind_on", "2026-07-10");
            let problems = SurveyForm::parse(&late, today(), None, NOTHING).unwrap_err();
            assert_eq!(problems, [(SurveyField::RemindOn, SurveyProblem::NotBeforeDeadline)]);
        }
    }
}
