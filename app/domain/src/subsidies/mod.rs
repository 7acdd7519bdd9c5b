//! Subsidies (補助事業): the rules of a programme as data, applications to it, and how one is decided.
//!
//! Rules held here: the amount is a pure function of rules and cost; one application per office number and fiscal
//! year; nobody decides alone; the machine looks but never decides (domain.md §3 and §7).

mod ageing;
mod amount;
mod answer_problem;
mod answers;
mod application;
mod appointment;
mod arrival;
mod attachment;
mod attendance;
mod authority;
mod bulk;
mod confirmation;
mod consultation;
mod correction;
mod criteria;
mod eligibility;
mod examples;
mod exhaustion;
mod expense;
mod expense_section;
mod form_code;
mod grant_forms;
mod happening;
mod judgement;
mod kit;
mod ledger;
mod looked;
mod next_year;
mod opinion;
mod packet;
mod paper_rule;
pub mod parts;
mod past_aid;
mod place;
mod programme;
mod programme_field;
mod programme_form;
mod proposal;
mod proposal_form;
mod queue;
mod rate;
mod receipt_number;
mod related;
mod report_documents;
mod routing;
mod rules;
#[cfg(test)]
pub(crate) mod sample;
mod scoring;
mod sections;
mod sharing;
mod stage;
mod task;
mod template;
mod templates;
mod transitions;
mod window;
mod wording;

pub use ageing::{Ageing, Band, Clock, UsualDays, usual_days};
pub use amount::{Claim, ClaimedExpense, Grant, Step, amount, is_capped, most, needed, places};
pub use answer_problem::{AnswerField, AnswerProblem, OTHERS};
pub use answers::Answers;
pub use application::{Application, Missing, NewApplication, untouched};
pub use appointment::{
    AppointmentAnswer, AppointmentField, AppointmentForm, AppointmentProblem, AppointmentState,
    AppointmentWay, MOST_MOMENTS, NONE_FITS, appointment_reason,
};
pub use arrival::{Arrival, ArrivalField, ArrivalProblem, Way};
pub use attachment::{Attached, AttachmentState, EvidencePageError, evidence_page, missing_documents};
pub use attendance::Attendance;
pub use authority::{
    Authority, AuthorityField, AuthorityProblem, AuthorityProblems, Limit, NoAuthority, Substitution,
    authority, parse_limits, parse_substitution,
};
pub use bulk::{
    BULK_FROM, BulkChoice, BulkField, BulkKind, BulkProblem, Flag, FlagError, NotPossible, RowFacts,
    RowResult, bulk_from, possible,
};
pub use confirmation::{Confirmation, ConfirmationState, Confirmers, ConfirmersProblem, HandedIn, Standing};
pub use consultation::{
    ConsultationAnswer, ConsultationField, ConsultationProblem, ConsultationRequest, ConsultationState,
};
pub use correction::{
    CorrectionField, CorrectionItem, CorrectionProblem, CorrectionRequest, Target, usual_field,
    usual_sentences, with_usual,
};
pub use criteria::{Criterion, Evidence, Facts, Finding, Other, PreCheck, Verdict, criteria, pre_checks};
pub use eligibility::{Eligibility, EligibilityField, NotAnswered, NotEligible, eligible_services};
pub use examples::{Example, examples};
pub use exhaustion::Exhaustion;
pub use expense::{Applies, Basis, EXPENSES, Expense, OfficeTraits, Price, Rounding, TaxBasis, TaxStatus};
pub use expense_section::{ExpenseSection, OtherSubsidy};
pub use form_code::{FormCode, Mistyped};
pub use grant_forms::{Form, FormName};
pub use happening::Happening;
pub use judgement::{Judged, Judgement, JudgementField, JudgementProblem, Judgements, suggested};
pub(crate) use kit::{FORMAT, MOST_NAMED, Opened, VERSION, rename, short};
pub use kit::{Kit, KitError, LeftOut};
pub use ledger::{Balance, Entry, EntryKind, Forecast, PACE_DAYS, forecast};
pub use looked::{Looked, LookedAdvance, LookedClaim, LookedReport};
pub use opinion::{
    AnswerField as OpinionAnswerField, AnswerProblem as OpinionAnswerProblem, OpinionAnswer, OpinionField,
    OpinionProblem, OpinionRequest, Shown, Stance,
};
pub use packet::{
    CaseProblem, CaseProblems, CaseVerdict, OutsideDecision, OutsideField, OutsideProblem, PACKET_CASES,
    PacketField, PacketForm, PacketProblem, REST_APPROVED, case_verdicts, verdict_field, verdict_note_field,
};
pub use paper_rule::PaperRule;
pub use past_aid::{AidCap, MOST_AID_YEARS, PastAid, aid_in_books};
pub use place::{Holder, Place};
pub use programme::{
    NotReceiving, ProgrammeAct, ProgrammeState, ProgrammeVersion, VersionNumber, WrongProgrammeState,
    receives, receives_paper,
};
pub use programme_field::{CONDITIONS, DOCUMENTS, ProgrammeField, ProgrammeProblem, WINDOWS};
pub use programme_form::{ProgrammeForm, REACHES, UNITS, YEARS_BY};
pub use proposal::{Decision, Outcome, Proposal, Reason, ReasonError, SamePerson, decide};
pub use proposal_form::{ProposalField, ProposalForm, ProposalProblem};
pub use queue::{
    Late, Look, NamedQueue, NamedQueueField, NamedQueueProblem, Order, Owner, Queue, QueueColumn, RowHeight,
    Stages, month_code,
};
pub use rate::{Rate, RateError};
pub use receipt_number::{NotAReceiptNumber, ReceiptNumber};
pub use related::Common;
pub use routing::{Routable, Routed, RoutingField, RoutingProblem, RoutingRule, RoutingTerms, route};
pub use rules::{
    Condition, Desk, Exclusions, Format, Frequency, LegalBasis, Location, NoticeWording, Procedure, Reach,
    RequiredDocument, Rules, Stacking, Unit, UnknownFormat, YearBy,
};
pub use scoring::{
    LEAST_REVIEWERS, MARKS_COMMENT, MOST_POINTS, MarkProblem, Marks, PointsError, ReviewPoint, Score, Tally,
    by_score, points_for,
};
pub use sections::{ContactSection, DeclarationsSection, OfficeSection};
pub use sharing::{Seed, SeedError, draw, pro_rata};
pub use stage::{Act, DecideError, Stage, StageName, Turn, WrongStage};
pub use task::{Task, TaskStatus};
pub use template::{City, LINKABLE_SERVICES, Licence, licence_fee_in_full};
pub use templates::{Source, Template};
pub use transitions::{ProcedureStep, TRANSITIONS, Transition, Who};
pub use window::{CLOSING_SOON, Closing, Reception, Window};
pub use wording::{NoticeFacts, NoticeKind, NoticePlace, NoticeSeal, NoticeText, NoticeTextError};
