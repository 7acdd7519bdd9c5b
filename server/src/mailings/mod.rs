//! Outreach: mailings written and sent by clerks, looked at by every officer, stopped by whoever has the mail.

pub mod again;
pub mod announcement;
pub mod approval;
pub mod bounces;
pub mod cancellation;
pub mod editing;
pub mod job;
pub mod labels;
pub(crate) mod letters;
pub mod list;
pub mod log;
pub mod pace;
pub mod pausing;
pub mod preview;
pub mod results;
pub mod rules;
pub mod sending;
pub mod show;
pub mod stop;
pub mod suppressions;
pub mod tokens;

use crate::{actor::Officer, error::Error};
use domain::{accounts::Role, ids::MailingId};
use store::{
    Tx,
    mailings::{self, Mailing},
    offices::segments::{self, Saved},
};

/// Whether the officer may write and send.
fn may_write(officer: &Officer) -> bool {
    officer.has(Role::Clerk)
}

/// A mailing of the tenant with its segment as it is now.
async fn load(tx: &Tx, id: MailingId) -> Result<(Mailing, Saved), Error> {
    let mailing = mailings::find(tx, id).await?.ok_or(Error::NotFound)?;
    let segment = segments::find(tx, mailing.text.segment).await?.ok_or(Error::NotFound)?;
    Ok((mailing, segment))
}
