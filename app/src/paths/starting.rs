//! Addresses of what a campaign begins with, is proved by, and is handed on as.

use domain::{
    campaigns::ReadyCampaign,
    ids::{CampaignId, ProgrammeId},
};

/// The ready campaigns.
pub fn ready_campaigns(slug: &str) -> String {
    format!("/t/{slug}/campaigns/ready")
}
/// One of them, with its days.
pub fn ready_campaign(slug: &str, ready: ReadyCampaign) -> String {
    format!("/t/{slug}/campaigns/ready/{}", ready.code())
}
/// Where a 介護保険最新情報 is forwarded.
pub fn forward_issue(slug: &str) -> String {
    format!("/t/{slug}/campaigns/forward")
}
/// Where another city's starter kit is taken in.
pub fn campaign_kits(slug: &str) -> String {
    format!("/t/{slug}/campaigns/kit")
}
/// What of a campaign goes into a starter kit.
pub fn campaign_kit(slug: &str, campaign: CampaignId) -> String {
    format!("/t/{slug}/campaigns/{campaign}/kit")
}
/// The starter kit of a campaign, with a programme where one is chosen.
pub fn campaign_kit_file(slug: &str, campaign: CampaignId, programme: Option<ProgrammeId>) -> String {
    let file = format!("/t/{slug}/campaigns/{campaign}/kit.json");
    programme.map_or_else(|| file.clone(), |programme| format!("{file}?programme={programme}"))
}
/// Who was told, when, and by which way.
pub fn campaign_proof(slug: &str, campaign: CampaignId) -> String {
    format!("/t/{slug}/campaigns/{campaign}/proof")
}
/// The same on paper.
pub fn campaign_proof_sheet(slug: &str, campaign: CampaignId) -> String {
    format!("/t/{slug}/campaigns/{campaign}/proof.pdf")
}
