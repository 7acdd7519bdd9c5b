//! 監査記録: which happenings are asked for. The address is the whole question, so that it can be kept and sent.

mod question;

pub use question::{Object, Question, QuestionField, QuestionProblem};
