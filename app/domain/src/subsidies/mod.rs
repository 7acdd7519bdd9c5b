//! Subsidies (補助事業): the rules of a programme as data, applications to it, and how one is decided.
//!
//! Rules held here: the amount is a pure function of rules and cost; one application per office number and fiscal
//! year; nobody decides alone; the machine looks but never decides (domain.md §3 and §7).

mod ageing;
mod amount;
mod answer_problem;
mod answers;
mod application;
mod arrival;
mod attachment;
mod bulk;
mod correction;
mod criteria;
mod eligibility;
mod happening;
mod judgement;
pub mod parts;
mod programme;
mod programme_field;
mod programme_form;
mod proposal;
mod proposal_form;
mod queue;
mod rate;
mod receipt_number;
mod related;
mod routing;
mod rules;
#[cfg(test)]
mod sample;
mod sections;
mod stage;
mod task;
mod template;
mod window;

pub use ageing::{Ageing, Band, Clock};
pub use amount::{ClaimedExpense, Grant, Step, amount, most, places};
pub use answer_problem::{AnswerField, AnswerProblem};
pub use answers::Answers;
pub use application::{Application, Missing, NewApplication, untouched};
pub use arrival::{Arrival, ArrivalField, ArrivalProblem, Way};
pub use attachment::{Attached, AttachmentState, missing_documents};
pub use bulk::{
    BulkChoice, BulkField, BulkKind, BulkProblem, Flag, FlagError, NotPossible, RowFacts, RowResult, possible,
};
pub use correction::{CorrectionField, CorrectionItem, CorrectionProblem, CorrectionRequest, Target};
pub use criteria::{Criterion, Evidence, Facts, Finding, Other, PreCheck, Verdict, criteria, pre_checks};
pub use eligibility::{Eligibility, EligibilityField, NotAnswered, NotEligible, eligible_services};
pub use happening::Happening;
pub use judgement::{Judged, Judgement, JudgementField, JudgementProblem, Judgements};
pub use programme::{
    NotReceiving, ProgrammeAct, ProgrammeState, ProgrammeVersion, VersionNumber, WrongProgrammeState,
    receives, receives_paper,
};
pub use programme_field::{CONDITIONS, DOCUMENTS, ProgrammeField, ProgrammeProblem};
pub use programme_form::ProgrammeForm;
pub use proposal::{Decision, Outcome, Proposal, Reason, ReasonError, SamePerson, decide};
pub use proposal_form::{ProposalField, ProposalForm, ProposalProblem};
pub use queue::{
    Late, Look, NamedQueue, NamedQueueField, NamedQueueProblem, Order, Owner, Queue, QueueColumn, RowHeight,
    Stages,
};
pub use rate::{Rate, RateError};
pub use receipt_number::{NotAReceiptNumber, ReceiptNumber};
pub use related::Common;
pub use routing::{Routable, Routed, RoutingField, RoutingProblem, RoutingRule, RoutingTerms, route};
pub use rules::{
    Condition, Desk, Expense, Format, Frequency, LegalBasis, Location, NoticeWording, Procedure,
    RequiredDocument, Rounding, Rules, TaxBasis, Unit, UnknownFormat,
};
pub use sections::{ContactSection, DeclarationsSection, ExpenseSection, OfficeSection};
pub use stage::{Act, DecideError, Stage, StageName, Turn, WrongStage};
pub use task::{Task, TaskStatus};
pub use template::{City, LINKABLE_SERVICES, Licence, licence_fee_in_full};
pub use window::{Closing, Reception, Window};
