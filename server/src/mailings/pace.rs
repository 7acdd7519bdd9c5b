//! How long a mailing takes until its last mail has left: told before it is sent, and while it is.

use crate::{app::App, error::Error};
use domain::mails::{Days, Slowest};
use store::{Scope, mails::days};

/// What left today and what waits, where the mail server counts days. Read before whatever else a page reads.
pub struct Standing(Option<(u32, u64)>);

/// Reads it, of the whole installation.
pub async fn standing(app: &App) -> Result<Standing, Error> {
    if !app.mail.pace.counts_days() {
        return Ok(Standing(None));
    }
    let tx = app.store.read(&Scope::system("how many mails leave today")).await?;
    Ok(Standing(Some(days::standing(&tx, app.clock.now()).await?)))
}

impl Standing {
    /// On how many days so many more mails leave.
    pub fn before(&self, app: &App, mails: u64) -> Option<Days> {
        let (gone, waiting) = self.0?;
        app.mail.pace.days(mails, gone, waiting)
    }

    /// The same of mails to these addresses that wait already, with the domain to which they go on longest.
    pub fn while_sending(&self, app: &App, open: &[String]) -> (Option<Slowest>, Option<Days>) {
        let slowest = app.mail.pace.slowest(open.iter().map(String::as_str));
        let days = self.0.and_then(|(gone, waiting)| {
            let mails = open.len() as u64;
            app.mail.pace.days(mails, gone, waiting.saturating_sub(mails))
        });
        (slowest, days)
    }
}
