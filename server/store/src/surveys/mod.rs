//! Surveys: what is asked, in which version; who is asked; what they answered, and what that says of their office.
//!
//! Answers stand in rows only once they are handed in. Of an anonymous survey no row then names an office, an invitation
//! or a moment: only that the invitation was used, on which day (decision 40).

mod answer_rows;
mod asking;
pub mod crossing;
pub mod invitations;
mod learning;
pub mod responses;
pub mod results;
mod rows;
pub mod texts;

pub use invitations::reach;
pub use rows::{
    Survey, Version, add, after_session, all, close, current, find, publish, remove, reopen, save_draft,
    save_form, set_reminder, version, versions,
};
