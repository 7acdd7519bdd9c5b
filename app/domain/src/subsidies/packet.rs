//! 決裁のまとまり as forms: what is put together, what is decided case by case, and what is recorded from outside.

use super::{Reason, ReasonError};
use crate::{
    form::Typed,
    ids::ProposalId,
    text::tidy_name,
    wareki::{DateError, Expected, parse_expected},
};
use chrono::NaiveDate;

/// What a clerk puts together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PacketForm {
    /// 件名.
    pub title: String,
    /// A word to the approver; empty where there is none.
    pub note: String,
    /// What lies in it, in the order in which it was offered.
    pub cases: Vec<ProposalId>,
}

/// A place in the form of a packet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PacketField {
    /// 件名.
    Title,
    /// A word to the approver.
    Note,
    /// 申請.
    Cases,
}

/// What keeps a packet from being made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PacketProblem {
    /// Nothing was typed.
    #[error("nothing was typed")]
    Missing,
    /// Longer than there is room for.
    #[error("more than {0} characters")]
    TooLong(usize),
    /// Nothing was chosen.
    #[error("nothing was chosen")]
    NothingChosen,
    /// More than one person looks through at once.
    #[error("more than {0} cases")]
    TooMany(usize),
}

/// Most cases of one packet.
pub const PACKET_CASES: usize = 200;
/// Most characters of its title.
const TITLE: usize = 80;

impl PacketField {
    /// Name in the form.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Note => "note",
            Self::Cases => "case",
        }
    }
}

impl PacketForm {
    /// Reads the form against what can be put together.
    pub fn parse(typed: &Typed, offered: &[ProposalId]) -> Result<Self, Vec<(PacketField, PacketProblem)>> {
        let mut problems = Vec::new();
        let title = tidy_name(typed.get(PacketField::Title.name())).trim().to_owned();
        match title.chars().count() {
            0 => problems.push((PacketField::Title, PacketProblem::Missing)),
            count if count > TITLE => problems.push((PacketField::Title, PacketProblem::TooLong(TITLE))),
            _ => {}
        }
        let note = match Reason::parse(typed.get(PacketField::Note.name())) {
            Ok(note) => note.into(),
            Err(ReasonError::Missing) => String::new(),
            Err(ReasonError::TooLong) => {
                problems.push((PacketField::Note, PacketProblem::TooLong(Reason::LONGEST)));
                String::new()
            }
        };
        let chosen: Vec<&str> = typed.all(PacketField::Cases.name()).collect();
        let cases: Vec<_> =
            offered.iter().filter(|id| chosen.contains(&id.to_string().as_str())).copied().collect();
        if cases.is_empty() {
            problems.push((PacketField::Cases, PacketProblem::NothingChosen));
        } else if cases.len() > PACKET_CASES {
            problems.push((PacketField::Cases, PacketProblem::TooMany(PACKET_CASES)));
        }
        if problems.is_empty() { Ok(Self { title, note, cases }) } else { Err(problems) }
    }
}

/// What is decided about one case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CaseVerdict {
    /// 決裁する, as proposed.
    Approve,
    /// 差し戻す, with a word why.
    SendBack(Reason),
}

/// What is wrong with the answer about a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CaseProblem {
    /// Neither of the two.
    #[error("nothing is chosen")]
    NotChosen,
    /// The reason of a sending back.
    #[error(transparent)]
    Reason(#[from] ReasonError),
}

/// Everything that is wrong with the answers, each with its field and its case.
pub type CaseProblems = Vec<(String, ProposalId, CaseProblem)>;

/// The name of the field that decides about a case.
pub fn verdict_field(proposal: ProposalId) -> String {
    format!("result.{proposal}")
}

/// The name of the field that says why a case is sent back.
pub fn verdict_note_field(proposal: ProposalId) -> String {
    format!("note.{proposal}")
}

/// The name of the field that says that every case is decided as proposed for which nothing else is chosen.
pub const REST_APPROVED: &str = "rest";

/// Reads what is decided case by case, or says everything that is wrong, each with its field. Where the rest is approved,
/// a case for which only a reason was written is still asked about: it may have been meant to be sent back.
pub fn case_verdicts(
    typed: &Typed,
    cases: &[ProposalId],
) -> Result<Vec<(ProposalId, CaseVerdict)>, CaseProblems> {
    let mut problems = Vec::new();
    let mut verdicts = Vec::with_capacity(cases.len());
    let rest = typed.get(REST_APPROVED) == "yes";
    for id in cases {
        let untouched = || typed.get(&verdict_note_field(*id)).trim().is_empty();
        match typed.get(&verdict_field(*id)) {
            "" if rest && untouched() => verdicts.push((*id, CaseVerdict::Approve)),
            "approve" => verdicts.push((*id, CaseVerdict::Approve)),
            "send_back" => match Reason::parse(typed.get(&verdict_note_field(*id))) {
                Ok(reason) => verdicts.push((*id, CaseVerdict::SendBack(reason))),
                Err(error) => problems.push((verdict_note_field(*id), *id, error.into())),
            },
            _ => problems.push((verdict_field(*id), *id, CaseProblem::NotChosen)),
        }
    }
    if problems.is_empty() { Ok(verdicts) } else { Err(problems) }
}

/// 庁外の決裁, as it stands on the sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutsideDecision {
    /// 決裁日.
    pub on: NaiveDate,
    /// 決裁者: title and name.
    pub by: String,
    /// 文書番号 of the sheet.
    pub number: String,
}

/// A place in the form of a decision that was made outside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OutsideField {
    /// 決裁日.
    On,
    /// 決裁者.
    By,
    /// 文書番号.
    Number,
    /// The scanned sheet.
    Sheet,
}

/// What is wrong in it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum OutsideProblem {
    /// Nothing was typed or chosen.
    #[error("nothing was typed")]
    Missing,
    /// Longer than there is room for.
    #[error("more than {0} characters")]
    TooLong(usize),
    /// Not a date.
    #[error(transparent)]
    Date(DateError),
    /// A decision that is still to come.
    #[error("in the future")]
    InFuture,
    /// Decided before it was put together.
    #[error("before it was put together")]
    TooEarly,
}

impl OutsideField {
    /// Name in the form.
    pub const fn name(self) -> &'static str {
        match self {
            Self::On => "on",
            Self::By => "by",
            Self::Number => "number",
            Self::Sheet => "sheet",
        }
    }
}

impl OutsideDecision {
    /// Reads the form. `made` is the day on which the packet was put together.
    pub fn parse(
        typed: &Typed,
        made: NaiveDate,
        today: NaiveDate,
    ) -> Result<Self, Vec<(OutsideField, OutsideProblem)>> {
        const LINE: usize = 80;
        let mut problems = Vec::new();
        let on = match parse_expected(typed.get(OutsideField::On.name()), Expected::past(today)) {
            Ok(day) if day.date > today => Err(OutsideProblem::InFuture),
            Ok(day) if day.date < made => Err(OutsideProblem::TooEarly),
            Ok(day) => Ok(day.date),
            Err(error) => Err(OutsideProblem::Date(error)),
        };
        let on = on.map_err(|problem| problems.push((OutsideField::On, problem))).ok();
        let mut line = |field: OutsideField| {
            let words = tidy_name(typed.get(field.name())).trim().to_owned();
            match words.chars().count() {
                0 => problems.push((field, OutsideProblem::Missing)),
                count if count > LINE => problems.push((field, OutsideProblem::TooLong(LINE))),
                _ => {}
            }
            words
        };
        let (by, number) = (line(OutsideField::By), line(OutsideField::Number));
        match on {
            Some(on) if problems.is_empty() => Ok(Self { on, by, number }),
            _ => Err(problems),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn proposal(number: u128) -> ProposalId {
        ProposalId::from_uuid(Uuid::from_u128(number))
    }

    #[test]
    fn a_packet_has_a_title_and_at_least_one_of_what_is_offered() {
        let offered = [proposal(1), proposal(2)];
        let empty = PacketForm::parse(&Typed::default(), &offered).unwrap_err();
        assert_eq!(
            empty,
            [
                (PacketField::Title, PacketProblem::Missing),
                (PacketField::Cases, PacketProblem::NothingChosen)
            ]
        );
        let typed = Typed::default()
            .with("title", " 7月分の交付決定 ")
            .with("case", proposal(2).to_string())
            .with("case", proposal(9).to_string());
        let form = PacketForm::parse(&typed, &offered).unwrap();
        assert_eq!((form.title.as_str(), form.cases), ("7月分の交付決定", vec![proposal(2)]));
    }

    #[test]
    fn every_case_gets_an_answer_and_a_sending_back_its_reason() {
        let cases = [proposal(1), proposal(2)];
        let typed = Typed::default().with(&verdict_field(cases[0]), "send_back");
        let problems = case_verdicts(&typed, &cases).unwrap_err();
        assert_eq!(problems[0].2, CaseProblem::Reason(ReasonError::Missing));
        assert_eq!(problems[1], (verdict_field(cases[1]), cases[1], CaseProblem::NotChosen));
        let typed = typed
            .with(&verdict_note_field(cases[0]), "根拠を書いてください")
            .with(&verdict_field(cases[1]), "approve");
        let verdicts = case_verdicts(&typed, &cases).unwrap();
        assert_eq!(verdicts[1], (cases[1], CaseVerdict::Approve));
    }

    #[test]
    fn the_rest_is_approved_at_once_but_nothing_for_which_a_reason_was_written() {
        let cases = [proposal(1), proposal(2), proposal(3)];
        let typed = Typed::default()
            .with(REST_APPROVED, "yes")
            .with(&verdict_field(cases[0]), "send_back")
            .with(&verdict_note_field(cases[0]), "根拠を書いてください");
        let verdicts = case_verdicts(&typed, &cases).unwrap();
        assert!(matches!(verdicts[0].1, CaseVerdict::SendBack(_)));
        assert_eq!(verdicts[1..], [(cases[1], CaseVerdict::Approve), (cases[2], CaseVerdict::Approve)]);
        let typed = typed.with(&verdict_note_field(cases[2]), "宛名が違います");
        let problems = case_verdicts(&typed, &cases).unwrap_err();
        assert_eq!(problems, [(verdict_field(cases[2]), cases[2], CaseProblem::NotChosen)]);
    }

    #[test]
    fn what_was_decided_outside_has_a_day_a_name_and_a_number() {
        let day = |day| NaiveDate::from_ymd_opt(2024, 7, day).unwrap();
        let typed = |on: &str| {
            Typed::default()
                .with("on", on)
                .with("by", "介護保険課長　山田")
                .with("number", "みどり介起第12号")
        };
        let parse = |on: &str| OutsideDecision::parse(&typed(on), day(3), day(10));
        assert_eq!(parse("令和6年7月9日").unwrap().on, day(9));
        assert_eq!(parse("令和6年7月11日").unwrap_err(), [(OutsideField::On, OutsideProblem::InFuture)]);
        assert_eq!(parse("令和6年7月2日").unwrap_err(), [(OutsideField::On, OutsideProblem::TooEarly)]);
        let empty = OutsideDecision::parse(&Typed::default(), day(3), day(10)).unwrap_err();
        assert_eq!(empty.len(), 3);
    }
}
