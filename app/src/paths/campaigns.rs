//! Addresses of 周知キャンペーン and their activities.

use domain::{
    campaigns::{ActivityKind, Reply, Standing},
    ids::{ActivityId, CampaignId, SegmentId},
    offices::{Reached, Value as _},
};

/// The campaigns of a municipality.
pub fn campaigns(slug: &str) -> String {
    format!("/t/{slug}/campaigns")
}
/// The same as a table to save.
pub fn campaigns_export(slug: &str) -> String {
    format!("/t/{slug}/campaigns/export?")
}
/// Where a campaign is begun.
pub fn new_campaign(slug: &str) -> String {
    format!("/t/{slug}/campaigns/new")
}
/// One campaign.
pub fn campaign(slug: &str, campaign: CampaignId) -> String {
    format!("/t/{slug}/campaigns/{campaign}")
}
/// Where what it is is changed.
pub fn edit_campaign(slug: &str, campaign: CampaignId) -> String {
    format!("/t/{slug}/campaigns/{campaign}/edit")
}
/// Where it is ended, done or dropped.
pub fn close_campaign(slug: &str, campaign: CampaignId) -> String {
    format!("/t/{slug}/campaigns/{campaign}/closure")
}
/// Opens it again (POST).
pub fn reopen_campaign(slug: &str, campaign: CampaignId) -> String {
    format!("/t/{slug}/campaigns/{campaign}/reopening")
}
/// Where a campaign of which nothing was done is removed.
pub fn remove_campaign(slug: &str, campaign: CampaignId) -> String {
    format!("/t/{slug}/campaigns/{campaign}/removal")
}
/// Its activities as a table to save.
pub fn campaign_export(slug: &str, campaign: CampaignId) -> String {
    format!("/t/{slug}/campaigns/{campaign}/export?")
}
/// Where an activity is added; the kind is chosen first.
pub fn new_activity(slug: &str, campaign: CampaignId, kind: Option<ActivityKind>) -> String {
    let base = format!("/t/{slug}/campaigns/{campaign}/activities/new");
    kind.map_or_else(|| base.clone(), |kind| format!("{base}?kind={}", kind.code()))
}
/// The same for the offices of a segment.
pub fn new_activity_with(
    slug: &str,
    campaign: CampaignId,
    kind: Option<ActivityKind>,
    segment: SegmentId,
) -> String {
    let joined = if kind.is_some() { '&' } else { '?' };
    format!("{}{joined}segment={segment}", new_activity(slug, campaign, kind))
}
/// One activity.
pub fn activity(slug: &str, campaign: CampaignId, activity: ActivityId) -> String {
    format!("/t/{slug}/campaigns/{campaign}/activities/{activity}")
}
/// Something of an activity.
fn of_activity(slug: &str, campaign: CampaignId, id: ActivityId, what: &str) -> String {
    format!("{}/{what}", activity(slug, campaign, id))
}
/// To what a list is narrowed, as parts of a query.
fn narrowing((standing, left_out, words): (Option<Standing>, bool, &str)) -> Vec<String> {
    let mut parts = Vec::new();
    if left_out {
        parts.push("standing=left_out".to_owned());
    }
    parts.extend(standing.map(|standing| format!("standing={}", standing.code())));
    if !words.is_empty() {
        parts.push(format!("q={}", super::query(words)));
    }
    parts
}
/// The offices of its list, narrowed.
pub fn activity_list(
    slug: &str,
    campaign: CampaignId,
    id: ActivityId,
    narrowed: (Option<Standing>, bool, &str),
    page: u64,
) -> String {
    let mut parts = narrowing(narrowed);
    if page > 1 {
        parts.push(format!("page={page}"));
    }
    let base = activity(slug, campaign, id);
    if parts.is_empty() { format!("{base}#offices") } else { format!("{base}?{}#offices", parts.join("&")) }
}
/// Where what it is is changed.
pub fn edit_activity(slug: &str, campaign: CampaignId, id: ActivityId) -> String {
    of_activity(slug, campaign, id, "edit")
}
/// Moves it up or down (POST).
pub fn move_activity(slug: &str, campaign: CampaignId, id: ActivityId) -> String {
    of_activity(slug, campaign, id, "moving")
}
/// Begins it, or opens it again (POST).
pub fn begin_activity(slug: &str, campaign: CampaignId, id: ActivityId) -> String {
    of_activity(slug, campaign, id, "beginning")
}
/// Where it is ended: done, with what came of it.
pub fn finish_activity(slug: &str, campaign: CampaignId, id: ActivityId) -> String {
    of_activity(slug, campaign, id, "result")
}
/// Where it is dropped, or removed where nothing was done.
pub fn drop_activity(slug: &str, campaign: CampaignId, id: ActivityId) -> String {
    of_activity(slug, campaign, id, "dropping")
}
/// Where its list is made.
pub fn activity_audience(slug: &str, campaign: CampaignId, id: ActivityId) -> String {
    of_activity(slug, campaign, id, "audience")
}
/// Throws its list away (POST).
pub fn discard_audience(slug: &str, campaign: CampaignId, id: ActivityId) -> String {
    of_activity(slug, campaign, id, "audience/removal")
}
/// Enters what came back, a line for each office (POST).
pub fn enter_replies(slug: &str, campaign: CampaignId, id: ActivityId) -> String {
    of_activity(slug, campaign, id, "entry")
}
/// Enters that a letter or a fax went to all that stand open (POST).
pub fn send_to_all(slug: &str, campaign: CampaignId, id: ActivityId) -> String {
    of_activity(slug, campaign, id, "sent")
}
/// One office of its list.
pub fn recipient(slug: &str, campaign: CampaignId, id: ActivityId, place: u32) -> String {
    of_activity(slug, campaign, id, &format!("recipients/{place}"))
}
/// Takes an office out of its list, or back into it (POST).
pub fn take_out_recipient(slug: &str, campaign: CampaignId, id: ActivityId, place: u32) -> String {
    of_activity(slug, campaign, id, &format!("recipients/{place}/removal"))
}
/// Where those who did not answer are asked once more.
pub fn ask_again(slug: &str, campaign: CampaignId, id: ActivityId) -> String {
    of_activity(slug, campaign, id, "again")
}
/// A new segment of the offices from which this came back in the list of an activity.
pub fn new_segment_of_reply(slug: &str, activity: ActivityId, reply: Reply) -> String {
    let what = Reached::Replied { activity, reply }.value();
    format!("{}?activity={what}", super::new_segment(slug))
}
/// What an address or a form calls the activity for which something is made elsewhere.
pub const FOR_ACTIVITY: &str = "activity";
/// A form in which something is made, carrying along the activity to which it is attached then.
pub fn for_activity(form: &str, id: ActivityId) -> String {
    format!("{form}?{FOR_ACTIVITY}={id}")
}
/// Writes the mailing of an activity by mail (POST).
pub fn write_activity_mailing(slug: &str, campaign: CampaignId, id: ActivityId) -> String {
    of_activity(slug, campaign, id, "mailing")
}
/// Puts a notice of the web on a page that everybody reads, or takes it away (POST).
pub fn publish_activity(slug: &str, campaign: CampaignId, id: ActivityId) -> String {
    of_activity(slug, campaign, id, "publication")
}
/// The page that everybody reads.
pub fn public_notice(slug: &str, id: ActivityId) -> String {
    format!("/t/{slug}/public/notices/{id}")
}
/// Its list as a table to save, narrowed as it is shown.
pub fn activity_export(
    slug: &str,
    campaign: CampaignId,
    id: ActivityId,
    narrowed: (Option<Standing>, bool, &str),
) -> String {
    let parts = narrowing(narrowed);
    let base = of_activity(slug, campaign, id, "export");
    if parts.is_empty() { format!("{base}?") } else { format!("{base}?{}&", parts.join("&")) }
}
