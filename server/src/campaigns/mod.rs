//! 周知キャンペーン: written and run by clerks, looked at by every officer of the municipality.

mod activities;
mod again;
pub mod at_home;
pub mod attaching;
mod audience;
mod choices;
mod closing;
mod editing;
mod entering;
mod exporting;
mod forwarding;
mod groups;
mod kits;
mod list;
mod mailing;
pub mod notices;
mod proof;
mod ready;
mod show;
mod surveyed;
mod view;

use crate::{actor::Officer, error::Error, faster::Faster, routing::Routes};
use app::errors::FORMER;
use domain::{
    accounts::Role,
    campaigns::Channel,
    ids::{AccountId, ActivityId, CampaignId},
};
use std::collections::BTreeMap;
use store::{
    Tx,
    campaigns::{self, Activity, Campaign, activities as rows},
};

/// 周知キャンペーン: the list, campaigns, activities and what came back.
pub fn routes(routes: Routes) -> Routes {
    let routes = routes
        .show("/t/{tenant}/campaigns", list::index)
        .show("/t/{tenant}/campaigns/export", list::export)
        .page("/t/{tenant}/campaigns/new", editing::new, editing::create)
        .show("/t/{tenant}/campaigns/ready", ready::index)
        .page("/t/{tenant}/campaigns/ready/{ready}", ready::show, ready::create)
        .page("/t/{tenant}/campaigns/forward", forwarding::new, forwarding::create)
        .upload("/t/{tenant}/campaigns/kit", kits::new, kits::create)
        .show("/t/{tenant}/campaigns/{campaign}/kit", kits::ask)
        .show("/t/{tenant}/campaigns/{campaign}/kit.json", kits::file)
        .show("/t/{tenant}/campaigns/{campaign}/proof", proof::show)
        .show("/t/{tenant}/campaigns/{campaign}/proof/export", proof::export)
        .show("/t/{tenant}/campaigns/{campaign}/proof.pdf", proof::sheet)
        .show("/t/{tenant}/campaigns/{campaign}", show::show)
        .page("/t/{tenant}/campaigns/{campaign}/edit", editing::edit, editing::update)
        .show("/t/{tenant}/campaigns/{campaign}/export", show::export)
        .page("/t/{tenant}/campaigns/{campaign}/closure", closing::ask, closing::close)
        .act("/t/{tenant}/campaigns/{campaign}/reopening", closing::reopen)
        .page("/t/{tenant}/campaigns/{campaign}/removal", closing::ask_removal, closing::remove)
        .page("/t/{tenant}/campaigns/{campaign}/activities/new", activities::new, activities::create);
    routes
        .show("/t/{tenant}/campaigns/{campaign}/activities/{activity}", view::show)
        .page(
            "/t/{tenant}/campaigns/{campaign}/activities/{activity}/edit",
            activities::edit,
            activities::update,
        )
        .act("/t/{tenant}/campaigns/{campaign}/activities/{activity}/moving", activities::shift)
        .act("/t/{tenant}/campaigns/{campaign}/activities/{activity}/beginning", closing::begin)
        .page(
            "/t/{tenant}/campaigns/{campaign}/activities/{activity}/result",
            closing::ask_result,
            closing::finish,
        )
        .page(
            "/t/{tenant}/campaigns/{campaign}/activities/{activity}/dropping",
            closing::ask_dropping,
            closing::drop_it,
        )
        .page(
            "/t/{tenant}/campaigns/{campaign}/activities/{activity}/audience",
            audience::ask,
            audience::freeze,
        )
        .act("/t/{tenant}/campaigns/{campaign}/activities/{activity}/audience/removal", audience::discard)
        .act("/t/{tenant}/campaigns/{campaign}/activities/{activity}/entry", entering::create)
        .act("/t/{tenant}/campaigns/{campaign}/activities/{activity}/sent", entering::send)
        .page(
            "/t/{tenant}/campaigns/{campaign}/activities/{activity}/recipients/{place}",
            entering::ask,
            entering::enter,
        )
        .act(
            "/t/{tenant}/campaigns/{campaign}/activities/{activity}/recipients/{place}/removal",
            entering::take_out,
        )
        .page("/t/{tenant}/campaigns/{campaign}/activities/{activity}/again", again::ask, again::create)
        .act("/t/{tenant}/campaigns/{campaign}/activities/{activity}/mailing", mailing::create)
        .act("/t/{tenant}/campaigns/{campaign}/activities/{activity}/publication", notices::publish)
        .show("/t/{tenant}/campaigns/{campaign}/activities/{activity}/export", exporting::show)
}

/// What everybody reads of them.
pub fn everybody(routes: Routes) -> Routes {
    routes.show("/t/{tenant}/public/notices/{activity}", notices::show)
}

/// What an address says was just done.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
struct Done {
    done: String,
}

/// Whether the officer may write.
fn may_write(officer: &Officer) -> bool {
    officer.has(Role::Clerk)
}

/// A campaign of the tenant.
async fn load(tx: &Tx, id: CampaignId) -> Result<Campaign, Error> {
    campaigns::find(tx, id).await?.ok_or(Error::NotFound)
}

/// An activity with its campaign, which is the one of the address.
async fn load_activity(tx: &Tx, of: CampaignId, id: ActivityId) -> Result<(Campaign, Activity), Error> {
    let campaign = load(tx, of).await?;
    let activity = rows::find(tx, id).await?.filter(|activity| activity.campaign == of);
    Ok((campaign, activity.ok_or(Error::NotFound)?))
}

/// The same with the channel of its list; an activity without one has no such page.
async fn load_listed(
    tx: &Tx,
    of: CampaignId,
    id: ActivityId,
) -> Result<(Campaign, Activity, Channel), Error> {
    let (campaign, activity) = load_activity(tx, of, id).await?;
    let channel = activity.text.kind.channel().ok_or(Error::NotFound)?;
    Ok((campaign, activity, channel))
}

/// Somebody's name; whoever is no longer here has none.
fn name(names: &BTreeMap<AccountId, String>, id: AccountId) -> String {
    names.get(&id).cloned().unwrap_or_else(|| FORMER.to_owned())
}

/// Somebody else changed it meanwhile.
async fn conflict(
    tx: &Tx,
    what: String,
    (by, at): (AccountId, chrono::DateTime<chrono::Utc>),
    differences: Vec<(&'static str, String, String)>,
    latest: String,
) -> Result<Error, Error> {
    let differences = differences
        .into_iter()
        .filter(|(_, theirs, ours)| theirs != ours)
        .map(|(of, theirs, ours)| (of.to_owned(), theirs, ours))
        .collect();
    let faster = Faster::by(tx, Some(by), at).await?.or(FORMER);
    Ok(faster.conflict(what, "内容か状態を変更しました", differences, latest))
}
