//! Demo sessions (デモ・説明会): a municipality asks, its federation confirms one date, offices register, attendance
//! is taken (domain.md §1.8, J14–J17).
//!
//! Rules held here: a request names up to three dates; what is arranged names a date and what is promised for it, with
//! the way there and back; days 1–10 of the month and short notice are warned of, never refused; offices (団体) and people (人) are
//! counted apart.

mod admission;
mod agenda;
mod ahead;
mod along_form;
mod alternatives;
mod arrangement;
mod asked_form;
mod attendance;
mod busy;
mod check_in;
mod coming_form;
mod contact;
mod hands_on;
mod happening;
mod kinds;
mod loan;
mod member_form;
mod membership_form;
mod month;
mod place_hold;
mod plan;
mod plan_form;
mod pools;
mod prompts;
mod question;
mod registration_form;
mod report;
mod request_field;
mod request_form;
mod resource_form;
mod rules;
mod rules_form;
mod slot;
mod stage;
mod travel;
mod waiting;
mod warning;
mod week;
mod weekly;
mod yearly;

pub use admission::{Admission, AdmissionField, AdmissionKind, AdmissionProblem};
pub use agenda::{Agenda, Span};
pub use ahead::Ahead;
pub use along_form::Along;
pub use alternatives::{Alternative, DAYS_AROUND, Diary, Stock, Wish};
pub use arrangement::{Arrangement, ArrangementField, ArrangementProblem, Frame, SoFar};
pub use asked_form::{AskedField, AskedForm, AskedProblem, AskedState};
pub use attendance::{AttendanceField, AttendanceForm, AttendanceProblem, Headcount, WalkIn};
pub use busy::{Busy, busy};
pub use check_in::{CheckInCode, NotACheckInCode};
pub use coming_form::{ComingField, ComingForm, ComingProblem, FilledBy, WAIT, question, waits};
pub use contact::Contact;
pub use hands_on::{AROUND_A_PC, HandsOn, PCS_OF_A_SET, TURN_MINUTES, hands_on};
pub use happening::Happening;
pub(crate) use kinds::kinds;
pub use kinds::{Menu, Owner, Place, Provision, ResourceKind, Side};
pub use loan::{LoanField, LoanItem, LoanMarks};
pub use member_form::{MemberField, MemberForm, MemberProblem};
pub use membership_form::{MembershipField, MembershipForm, MembershipProblem};
pub use month::{Month, NotAMonth};
pub use place_hold::{FILLING, LAST_PLACES, PLACE_HOLD, holds_first, people_to_hold};
pub use plan::{Chore, Due, DueUnit, Plan, PlanError, PlanMove, PlanTask, PlannedChore};
pub use plan_form::{PlanField, PlanProblem, fill_task, parse_note, parse_task};
pub use pools::{Pool, Waiting, pools};
pub use prompts::{
    MOST_PROMPTS, Prompt, PromptKind, PromptPart, PromptProblem, Reply, ReplyProblem, Said, kept_replies,
    said,
};
pub use question::{QuestionField, QuestionForm, QuestionProblem};
pub use registration_form::{People, PeopleError, RegistrationField, RegistrationForm, RegistrationProblem};
pub use report::{EFFECT_DAYS, Effect, ReportField, ReportProblem, ReportText, by_service, effect};
pub use request_field::{CANDIDATES, RequestField, RequestProblem};
pub use request_form::{Caller, City, RequestForm, SessionRequest};
pub use resource_form::{ChangeProblems, ResourceChange, ResourceField, ResourceForm, ResourceProblem};
pub use rules::{BookingRules, Breach, Hours, WeekHours};
pub use rules_form::{RulesField, RulesProblem, fill_hours, parse_hours};
pub use slot::{
    LENGTHS, Length, QUARTER_MINUTES, Slot, TimeError, first_quarter, parse_time, quarter_begins,
};
pub use stage::{Act, Held, Promise, Stage, StageName, WrongStage};
pub use travel::{LoanDays, Travel, WAYS, taken_quarters};
pub use waiting::{HOLDS, MOST_OFFERS, QUIET, Waiter, next_offers, offers_are_made};
pub use warning::{Warning, falls_on_claims, warnings};
pub use week::Week;
pub use weekly::Weekly;
pub use yearly::{Yearly, counts_in};
