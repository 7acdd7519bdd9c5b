//! The paper of a campaign's activity: labels, letters for window envelopes, fax covers, lists to work along.
//!
//! Whom it is for stands in the activity's list as it was written down; how somebody is reached by another way than the
//! activity's own is read from the register.

mod audience;
mod codes;
mod files;
mod links;
mod overview;
mod texts;

pub(crate) use overview::lacking;

use crate::{error::Error, routing::Routes};
use domain::{
    ids::{ActivityId, CampaignId},
    papers::PaperTexts,
};
use store::{
    Tx,
    campaigns::{self, Activity, Campaign},
};

/// The routes of officers.
pub(crate) fn routes(routes: Routes) -> Routes {
    routes
        .show("/t/{tenant}/campaigns/{campaign}/activities/{activity}/paper", overview::show)
        .page(
            "/t/{tenant}/campaigns/{campaign}/activities/{activity}/paper/texts",
            texts::edit,
            texts::update,
        )
        .act("/t/{tenant}/campaigns/{campaign}/activities/{activity}/paper/codes", codes::issue)
        .show("/t/{tenant}/campaigns/{campaign}/activities/{activity}/paper/labels.pdf", files::labels)
        .show("/t/{tenant}/campaigns/{campaign}/activities/{activity}/paper/letters.pdf", files::letters)
        .show(
            "/t/{tenant}/campaigns/{campaign}/activities/{activity}/paper/fax-covers.pdf",
            files::fax_covers,
        )
        .show("/t/{tenant}/campaigns/{campaign}/activities/{activity}/paper/fax-list.pdf", files::fax_list)
        .show(
            "/t/{tenant}/campaigns/{campaign}/activities/{activity}/paper/phone-list.pdf",
            files::phone_list,
        )
        .show(
            "/t/{tenant}/campaigns/{campaign}/activities/{activity}/paper/visit-list.pdf",
            files::visit_list,
        )
        .show(
            "/t/{tenant}/campaigns/{campaign}/activities/{activity}/paper/meeting-list.pdf",
            files::meeting_list,
        )
}

/// An activity of a campaign of the house, or not there.
async fn found(tx: &Tx, campaign: CampaignId, id: ActivityId) -> Result<(Campaign, Activity), Error> {
    let activity = campaigns::activities::find(tx, id).await?.ok_or(Error::NotFound)?;
    let campaign = campaigns::find(tx, campaign).await?.ok_or(Error::NotFound)?;
    if activity.campaign == campaign.id { Ok((campaign, activity)) } else { Err(Error::NotFound) }
}

/// The words of its paper, or what one begins with; and their version, 0 where nobody wrote any.
async fn words(tx: &Tx, activity: &Activity) -> Result<(PaperTexts, i32), Error> {
    let written = store::papers::find(tx, activity.id).await?;
    let text = &activity.text;
    Ok(written.unwrap_or_else(|| (PaperTexts::of_activity(text.kind, &text.title, &text.script), 0)))
}
