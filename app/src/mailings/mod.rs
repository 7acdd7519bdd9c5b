//! Pages of outreach: mailings written, previewed, sent and looked back on; and the page that stops them.

mod again;
mod announcement;
mod approval;
mod bounces;
mod confirm;
mod draft;
mod form;
mod list;
mod log;
mod preview;
mod result;
mod rules;
mod stop;
#[cfg(test)]
mod tests;
mod will_say;

pub use again::AgainPage;
pub use announcement::{AnnouncementPage, AnnouncementView};
pub use approval::{Answering, ApprovalPage, ApprovalView};
pub use bounces::{BounceLine, BouncesPage, BouncesView, SuppressionLine, SuppressionPage, SuppressionsPage};
pub use confirm::{CancellationPage, SendingPage, SendingView};
pub use draft::{DraftPage, DraftView};
pub use form::MailingFormPage;
pub use list::{MailingLine, MailingsPage};
pub use log::{LogLine, RecipientLog, RecipientLogPage};
pub use preview::{Preview, PreviewPage, PreviewView};
pub use result::{RecipientLine, ResultPage, ResultView};
pub use rules::MailingRulesPage;
pub use stop::{StopPage, StopView};
pub(crate) use will_say::will_say;
