//! 交付申請: the draft becomes an application when every task holds, and not before.

use super::{
    AnswerField, AnswerProblem, Answers, Arrival, Attached, AttachmentState, ContactSection,
    CorrectionRequest, DeclarationsSection, ExpenseSection, OfficeSection, Rules, Target, Task, TaskStatus,
    missing_documents,
};
use chrono::{DateTime, NaiveDate, Utc};

/// An application whose every answer holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewApplication {
    /// 事業所の確認.
    pub office: OfficeSection,
    /// 申請者・連絡先.
    pub contact: ContactSection,
    /// 経費.
    pub expense: ExpenseSection,
    /// 誓約・同意.
    pub declarations: DeclarationsSection,
}

/// What keeps one task from being complete.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Missing {
    /// Which task.
    pub task: Task,
    /// What is wrong in it, never nothing.
    pub problems: Vec<(AnswerField, AnswerProblem)>,
}

/// A draft, with all that is needed to judge it.
#[derive(Debug, Clone, Copy)]
pub struct Application<'a> {
    /// The rules it is made under.
    pub rules: &'a Rules,
    /// What was typed.
    pub answers: &'a Answers,
    /// What was attached.
    pub attached: &'a [Attached],
    /// When it came on paper, where an officer enters it on behalf.
    pub arrival: Option<Arrival>,
    /// The day in Japan.
    pub today: NaiveDate,
}

impl Application<'_> {
    /// The whole application, or everything that is missing, in the order of the tasks.
    pub fn complete(&self) -> Result<NewApplication, Vec<Missing>> {
        let mut missing = Vec::new();
        let mut note = |task, problems| missing.push(Missing { task, problems });
        let office = self.office().map_err(|problems| note(Task::Office, problems));
        let contact = self.contact().map_err(|problems| note(Task::Contact, problems));
        let expense = self.expense().map_err(|problems| note(Task::Expense, problems));
        let documents = self.documents().map_err(|problems| note(Task::Documents, problems));
        let declarations = self.declarations().map_err(|problems| note(Task::Declarations, problems));
        match (office, contact, expense, documents, declarations) {
            (Ok(office), Ok(contact), Ok(expense), Ok(()), Ok(declarations)) => {
                Ok(NewApplication { office, contact, expense, declarations })
            }
            _ => Err(missing),
        }
    }

    /// What is wrong in one task; nothing when it holds.
    pub fn problems(&self, task: Task) -> Vec<(AnswerField, AnswerProblem)> {
        match task {
            Task::Office => self.office().err(),
            Task::Contact => self.contact().err(),
            Task::Expense => self.expense().err(),
            Task::Documents => self.documents().err(),
            Task::Declarations => self.declarations().err(),
        }
        .unwrap_or_default()
    }

    /// How far a task is.
    pub fn status(&self, task: Task) -> TaskStatus {
        let holds = self.problems(task).is_empty();
        match task {
            // Files are not answers; where none is asked for, nothing was ever to be done.
            Task::Documents if !holds && self.attached.is_empty() => TaskStatus::NotStarted,
            Task::Documents if !holds => TaskStatus::InProgress,
            Task::Documents => TaskStatus::Complete,
            Task::Office | Task::Contact | Task::Expense | Task::Declarations => {
                self.answers.status(task, holds)
            }
        }
    }

    /// 事業所の確認.
    pub fn office(&self) -> Result<OfficeSection, Vec<(AnswerField, AnswerProblem)>> {
        OfficeSection::parse(&self.answers.typed(Task::Office))
    }

    /// 申請者・連絡先. Whoever applies on paper may have no mail address.
    pub fn contact(&self) -> Result<ContactSection, Vec<(AnswerField, AnswerProblem)>> {
        ContactSection::parse(&self.answers.typed(Task::Contact), self.arrival.is_some())
    }

    /// 経費.
    pub fn expense(&self) -> Result<ExpenseSection, Vec<(AnswerField, AnswerProblem)>> {
        ExpenseSection::parse(&self.answers.typed(Task::Expense), self.rules, self.today)
    }

    /// 誓約・同意.
    pub fn declarations(&self) -> Result<DeclarationsSection, Vec<(AnswerField, AnswerProblem)>> {
        DeclarationsSection::parse(&self.answers.typed(Task::Declarations), self.rules)
    }

    /// Whether every document is there and can be read.
    pub fn documents(&self) -> Result<(), Vec<(AnswerField, AnswerProblem)>> {
        let mut problems = Vec::new();
        for key in missing_documents(self.rules, self.attached) {
            let own = || self.attached.iter().filter(|file| file.document == key);
            let problem = if own().any(|file| file.state == AttachmentState::Checking) {
                AnswerProblem::DocumentChecking(key.to_owned())
            } else if own().next().is_some() {
                AnswerProblem::DocumentUnreadable(key.to_owned())
            } else {
                AnswerProblem::DocumentMissing(key.to_owned())
            };
            problems.push((AnswerField::Document, problem));
        }
        if problems.is_empty() { Ok(()) } else { Err(problems) }
    }
}

/// What of a correction request the applicant has not touched since it was made.
pub fn untouched<'a>(
    request: &'a CorrectionRequest,
    requested_at: DateTime<Utc>,
    answers: &'a Answers,
    attached_at: &'a [(String, DateTime<Utc>)],
) -> impl Iterator<Item = &'a Target> {
    let attached_since = move |key: Option<&str>| {
        attached_at.iter().any(|(own, at)| *at > requested_at && key.is_none_or(|key| own == key))
    };
    request.items.iter().map(|item| &item.target).filter(move |target| match target {
        Target::Document { key } => !attached_since(Some(key)),
        Target::Task { task: Task::Documents } => !attached_since(None),
        Target::Task { task } => answers.saved_at(*task).is_none_or(|at| at <= requested_at),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        form::Typed,
        money::Yen,
        subsidies::{CorrectionItem, Reason, Way, licence_fee_in_full, sample},
    };
    use chrono::Duration;

    fn judge(
        rules: &Rules,
        answers: &Answers,
        attached: &[Attached],
    ) -> Result<NewApplication, Vec<Missing>> {
        let today = sample::noon().date_naive();
        Application { rules, answers, attached, arrival: None, today }.complete()
    }

    #[test]
    fn a_whole_draft_becomes_an_application_for_21000_yen() {
        let rules = licence_fee_in_full(&sample::city(), sample::r6());
        let application = judge(&rules, &sample::answers(&rules), &sample::attached(&rules)).unwrap();
        assert_eq!(application.expense.asked, Yen(21_000));
        assert_eq!(application.contact.corporation, "株式会社ひだまり介護");
    }

    #[test]
    fn only_what_came_on_paper_may_have_no_mail_address() {
        let rules = licence_fee_in_full(&sample::city(), sample::r6());
        let (mut answers, attached) = (sample::answers(&rules), sample::attached(&rules));
        let contact = answers.typed(Task::Contact);
        let without = contact.pairs().iter().filter(|(name, _)| name != "email").cloned().collect();
        answers.save(Task::Contact, &without, sample::noon());
        let missing = judge(&rules, &answers, &attached).unwrap_err();
        assert!(matches!(missing[0].problems[..], [(AnswerField::Email, _)]), "{missing:?}");
        let today = sample::noon().date_naive();
        let arrival = Some(Arrival { on: today, way: Way::Fax });
        let on_paper = Application { rules: &rules, answers: &answers, attached: &attached, arrival, today };
        assert_eq!(on_paper.complete().unwrap().contact.email, None);
    }

    #[test]
    fn an_empty_draft_says_everything_that_is_missing_at_once() {
        let rules = licence_fee_in_full(&sample::city(), sample::r6());
        let missing = judge(&rules, &Answers::default(), &[]).unwrap_err();
        assert_eq!(missing.iter().map(|missing| missing.task).collect::<Vec<_>>(), Task::ALL);
        assert!(missing.iter().all(|missing| !missing.problems.is_empty()));
    }

    #[test]
    fn a_document_that_is_being_checked_or_cannot_be_read_is_not_there_yet() {
        let rules = licence_fee_in_full(&sample::city(), sample::r6());
        let answers = sample::answers(&rules);
        for (state, expected) in [
            (AttachmentState::Checking, AnswerProblem::DocumentChecking(rules.documents[0].key.clone())),
            (AttachmentState::Unreadable, AnswerProblem::DocumentUnreadable(rules.documents[0].key.clone())),
        ] {
            let mut attached = sample::attached(&rules);
            attached[0].state = state;
            let missing = judge(&rules, &answers, &attached).unwrap_err();
            assert_eq!(missing[0].problems, [(AnswerField::Document, expected)]);
        }
    }

    #[test]
    fn what_was_paid_tomorrow_or_last_year_is_explained() {
        let rules = licence_fee_in_full(&sample::city(), sample::r6());
        let attached = sample::attached(&rules);
        for (day, problem) in [
            ("令和6年7月4日", AnswerProblem::PaidInFuture),
            (
                "令和6年3月31日",
                AnswerProblem::PaidOutside { from: rules.expense.paid_from, until: rules.expense.paid_until },
            ),
            ("七夕", AnswerProblem::Date(crate::wareki::DateError::Form)),
        ] {
            let mut answers = sample::answers(&rules);
            let typed = Typed::default().with("paid", "21,000").with("paid_on", day);
            answers.save(Task::Expense, &typed, sample::noon());
            let missing = judge(&rules, &answers, &attached).unwrap_err();
            assert_eq!(missing[0].problems, [(AnswerField::PaidOn(0), problem)], "{day}");
        }
    }

    #[test]
    fn a_correction_is_answered_only_by_what_was_done_after_it() {
        let rules = licence_fee_in_full(&sample::city(), sample::r6());
        let mut answers = sample::answers(&rules);
        let asked = sample::noon() + Duration::days(1);
        let item =
            |target| CorrectionItem { target, sentence: Reason::parse("ご確認ください").unwrap() };
        let contact = Target::Task { task: Task::Contact };
        let document = Target::Document { key: "d1".to_owned() };
        let request = CorrectionRequest {
            items: vec![item(contact.clone()), item(document.clone())],
            due: asked.date_naive() + Duration::days(14),
        };
        let before = [("d1".to_owned(), sample::noon())];
        let open: Vec<_> = untouched(&request, asked, &answers, &before).collect();
        assert_eq!(open, [&contact, &document]);

        answers.save(Task::Contact, &Typed::default(), asked + Duration::hours(1));
        let after = [("d1".to_owned(), asked + Duration::hours(1))];
        assert_eq!(untouched(&request, asked, &answers, &after).count(), 0);
    }
}
