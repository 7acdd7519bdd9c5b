//! Addresses of outreach: segments of the register, campaigns, and the page that stops them.

use domain::{
    campaigns::Outcome,
    ids::{CampaignId, SegmentId},
};

/// The segments of the register.
pub fn segments(slug: &str) -> String {
    format!("/t/{slug}/offices/segments")
}
/// Where a segment is made.
pub fn new_segment(slug: &str) -> String {
    format!("/t/{slug}/offices/segments/new")
}
/// One segment with its offices.
pub fn segment(slug: &str, segment: SegmentId) -> String {
    format!("/t/{slug}/offices/segments/{segment}")
}
/// A page of its offices.
pub fn segment_page(slug: &str, id: SegmentId, page: u64) -> String {
    if page > 1 { format!("{}?page={page}", segment(slug, id)) } else { segment(slug, id) }
}
/// Where a segment is edited.
pub fn edit_segment(slug: &str, segment: SegmentId) -> String {
    format!("/t/{slug}/offices/segments/{segment}/edit")
}
/// The campaigns of a municipality.
pub fn campaigns(slug: &str) -> String {
    format!("/t/{slug}/campaigns")
}
/// Where a campaign is written.
pub fn new_campaign(slug: &str) -> String {
    format!("/t/{slug}/campaigns/new")
}
/// One campaign: a draft, or what became of it.
pub fn campaign(slug: &str, campaign: CampaignId) -> String {
    format!("/t/{slug}/campaigns/{campaign}")
}
/// The offices of a sent campaign, all or those that ended so.
pub fn campaign_results(slug: &str, id: CampaignId, ended: Option<Outcome>, page: u64) -> String {
    let mut parts = Vec::new();
    parts.extend(ended.map(|ended| format!("outcome={}", ended.code())));
    if page > 1 {
        parts.push(format!("page={page}"));
    }
    let base = campaign(slug, id);
    if parts.is_empty() { base } else { format!("{base}?{}#recipients", parts.join("&")) }
}
/// Where a draft is edited.
pub fn edit_campaign(slug: &str, campaign: CampaignId) -> String {
    format!("/t/{slug}/campaigns/{campaign}/edit")
}
/// A draft as offices would read it.
pub fn preview_campaign(slug: &str, campaign: CampaignId) -> String {
    format!("/t/{slug}/campaigns/{campaign}/preview")
}
/// Sends a draft to whoever asks (POST).
pub fn test_campaign(slug: &str, campaign: CampaignId) -> String {
    format!("/t/{slug}/campaigns/{campaign}/test")
}
/// Where a draft is sent, after asking once more.
pub fn send_campaign(slug: &str, campaign: CampaignId) -> String {
    format!("/t/{slug}/campaigns/{campaign}/sending")
}
/// Where a draft is given up or a sending stopped, after asking once more.
pub fn cancel_campaign(slug: &str, campaign: CampaignId) -> String {
    format!("/t/{slug}/campaigns/{campaign}/cancellation")
}
/// What became of every office, as a table to save.
pub fn campaign_export(slug: &str, campaign: CampaignId) -> String {
    format!("/t/{slug}/campaigns/{campaign}/export?")
}
/// Address labels of the offices without a mail address; `per_sheet` is 12 or 24.
pub fn campaign_labels(slug: &str, campaign: CampaignId, per_sheet: u8) -> String {
    format!("/t/{slug}/campaigns/{campaign}/labels.pdf?per={per_sheet}")
}
/// Where whoever has the mail stops outreach to its address.
pub fn stop(token: &str) -> String {
    format!("/stop/{token}")
}
/// Takes that back (POST).
pub fn undo_stop(token: &str) -> String {
    format!("/stop/{token}/undo")
}
