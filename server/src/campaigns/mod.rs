//! Outreach: campaigns written and sent by clerks, looked at by every officer, stopped by whoever has the mail.

pub mod cancellation;
pub mod editing;
pub mod job;
pub mod labels;
mod letters;
pub mod list;
pub mod preview;
pub mod results;
pub mod sending;
pub mod show;
pub mod stop;
pub mod tokens;

use crate::{actor::Officer, error::Error};
use domain::{accounts::Role, ids::CampaignId};
use store::{
    Tx,
    campaigns::{self, Campaign},
    offices::segments::{self, Saved},
};

/// Whether the officer may write and send.
fn may_write(officer: &Officer) -> bool {
    officer.has(Role::Clerk)
}

/// A campaign of the tenant with its segment as it is now.
async fn load(tx: &Tx, id: CampaignId) -> Result<(Campaign, Saved), Error> {
    let campaign = campaigns::find(tx, id).await?.ok_or(Error::NotFound)?;
    let segment = segments::find(tx, campaign.text.segment).await?.ok_or(Error::NotFound)?;
    Ok((campaign, segment))
}
