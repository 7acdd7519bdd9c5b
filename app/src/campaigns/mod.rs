//! Pages of outreach: campaigns written, previewed, sent and looked back on; and the page that stops them.

mod confirm;
mod draft;
mod form;
mod list;
mod preview;
mod result;
mod stop;
#[cfg(test)]
mod tests;

pub use confirm::{CancellationPage, SendingPage, SendingView};
pub use draft::{DraftPage, DraftView};
pub use form::CampaignFormPage;
pub use list::{CampaignLine, CampaignsPage};
pub use preview::{Preview, PreviewPage, PreviewView};
pub use result::{RecipientLine, ResultPage, ResultView};
pub use stop::{StopPage, StopView};
