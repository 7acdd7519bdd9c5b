//! 社内の確認: what somebody looks at who confirms, as one text. Where anything in it is changed it is another one.

use super::{Answers, Task};
use crate::{
    awards::{Money, NextAdvance},
    form::Typed,
    ids::{AttachmentId, CorrectionId, ProgrammeVersionId},
};

/// What somebody looks at who confirms: rules, answers, files, and what was asked back.
#[derive(Debug, Clone)]
pub struct Looked<'a> {
    /// The rules it comes under: another version may give another amount.
    pub rules: ProgrammeVersionId,
    /// The correction that it answers; each is confirmed by itself.
    pub correction: Option<CorrectionId>,
    /// What was typed.
    pub answers: &'a Answers,
    /// What is attached: which file, under which document, and where in it the evidence is.
    pub files: Vec<(AttachmentId, &'a str, Option<u16>)>,
}

impl Looked<'_> {
    /// All of it as one text, alike only where nothing differs. It holds what was typed: its hash is kept, not the text.
    pub fn text(&self) -> String {
        let typed = Task::ALL.map(|task| format!("{} {:?}", task.code(), self.answers.typed(task).pairs()));
        format!("{:?} {:?}\n{}\n{:?}", self.rules, self.correction, typed.join("\n"), self.files)
    }
}

/// The same of a 実績報告.
#[derive(Debug, Clone)]
pub struct LookedReport<'a> {
    /// Its number: what answers a correction is the next one, and is confirmed by itself.
    pub number: i32,
    /// What was typed.
    pub answers: &'a Typed,
    /// What is attached, under which document.
    pub files: Vec<(AttachmentId, &'a str)>,
}

impl LookedReport<'_> {
    /// All of it as one text, alike only where nothing differs.
    pub fn text(&self) -> String {
        format!("{} {:?}\n{:?}", self.number, self.answers.pairs(), self.files)
    }
}

/// The same of a 請求.
#[derive(Debug, Clone)]
pub struct LookedClaim<'a> {
    /// The sums: what is fixed is claimed, and what was paid already tells one claim from the next.
    pub money: Money,
    /// Who claims.
    pub corporation: &'a str,
}

impl LookedClaim<'_> {
    /// All of it as one text, alike only where nothing differs.
    pub fn text(&self) -> String {
        format!("{:?}\n{}", self.money, self.corporation)
    }
}

/// The same of a 概算払の請求.
#[derive(Debug, Clone)]
pub struct LookedAdvance<'a> {
    /// Its number over every claim of the grant: what is claimed again after it was sent back is the next one.
    pub number: i32,
    /// 第何回, and how much.
    pub next: NextAdvance,
    /// The sums.
    pub money: Money,
    /// Who claims.
    pub corporation: &'a str,
    /// 中間報告.
    pub interim: &'a str,
}

impl LookedAdvance<'_> {
    /// All of it as one text, alike only where nothing differs.
    pub fn text(&self) -> String {
        let Self { number, next, money, corporation, interim } = self;
        format!("{number} {next:?} {money:?}\n{corporation}\n{interim}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{awards::After, money::Yen, subsidies::sample};
    use uuid::Uuid;

    #[test]
    fn another_report_or_sum_is_not_what_was_looked_at() {
        let typed = Typed::default().with("paid", "21,000");
        let first = LookedReport { number: 1, answers: &typed, files: Vec::new() };
        let other = Typed::default().with("paid", "20,000");
        assert_ne!(LookedReport { answers: &other, ..first.clone() }.text(), first.text());
        assert_ne!(LookedReport { number: 2, ..first.clone() }.text(), first.text());
        let granted = |yen| Money { granted: Yen(yen), ..Money::default() };
        let claim = LookedClaim { money: granted(21_000), corporation: "ひだまり" };
        let less = LookedClaim { money: granted(20_000), ..claim.clone() };
        assert_ne!(less.text(), claim.text());
        let next = NextAdvance { instalment: 1, yen: Yen(10_500), after: After::Interim };
        let (money, corporation) = (granted(21_000), "ひだまり");
        let advance = LookedAdvance { number: 1, next, money, corporation, interim: "契約済み" };
        for other in [
            LookedAdvance { interim: "納品済み", ..advance.clone() },
            LookedAdvance { number: 2, ..advance.clone() },
            LookedAdvance { next: NextAdvance { yen: Yen(9_000), ..next }, ..advance.clone() },
        ] {
            assert_ne!(other.text(), advance.text(), "{other:?}");
        }
    }

    #[test]
    fn what_is_looked_at_differs_by_every_answer_and_every_file() {
        let mut answers = Answers::default();
        answers.save(Task::Contact, &Typed::default().with("phone", "1"), sample::noon());
        let (rules, file) =
            (ProgrammeVersionId::from_uuid(Uuid::nil()), AttachmentId::from_uuid(Uuid::nil()));
        let first = Looked { rules, correction: None, answers: &answers, files: vec![(file, "d1", None)] };
        let mut later = answers.clone();
        later.save(
            Task::Contact,
            &Typed::default().with("phone", "1"),
            sample::noon() + chrono::Duration::days(1),
        );
        assert_eq!(
            Looked { answers: &later, ..first.clone() }.text(),
            first.text(),
            "the same words, saved again"
        );
        later.save(Task::Contact, &Typed::default().with("phone", "2"), sample::noon());
        let others = [
            Looked { answers: &later, ..first.clone() },
            Looked { files: Vec::new(), ..first.clone() },
            Looked { files: vec![(file, "d1", Some(2))], ..first.clone() },
            Looked { correction: Some(CorrectionId::from_uuid(Uuid::nil())), ..first.clone() },
        ];
        for other in others {
            assert_ne!(other.text(), first.text(), "{other:?}");
        }
    }
}
