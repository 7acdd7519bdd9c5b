//! What a city shows everybody of its progress, and the offices that are willing to be asked.

use domain::ids::VoiceId;

/// The page of a city's progress, for everybody.
pub fn public_progress(slug: &str) -> String {
    format!("/t/{slug}/public/progress")
}
/// Its numbers as CSV.
pub fn progress_data_csv(slug: &str) -> String {
    format!("{}/data.csv", public_progress(slug))
}
/// What its numbers mean, as CSV.
pub fn progress_definitions_csv(slug: &str) -> String {
    format!("{}/definitions.csv", public_progress(slug))
}
/// Its numbers with what they mean, as JSON.
pub fn progress_data_json(slug: &str) -> String {
    format!("{}/data.json", public_progress(slug))
}
/// Where a city decides about that page.
pub fn progress_settings(slug: &str) -> String {
    format!("/t/{slug}/adoption/public")
}
/// Where the page is shown to everybody, or to nobody any more.
pub fn progress_switch(slug: &str) -> String {
    format!("{}/switch", progress_settings(slug))
}
/// 事業所の声.
pub fn voices(slug: &str) -> String {
    format!("/t/{slug}/voices")
}
/// The same as a table to save.
pub fn voices_export(slug: &str) -> String {
    format!("{}/export", voices(slug))
}
/// Where one is written down.
pub fn new_voice(slug: &str) -> String {
    format!("{}/new", voices(slug))
}
/// One of them.
pub fn voice(slug: &str, id: VoiceId) -> String {
    format!("{}/{id}", voices(slug))
}
/// One of them, to be corrected.
pub fn edit_voice(slug: &str, id: VoiceId) -> String {
    format!("{}/edit", voice(slug, id))
}
/// Where one is taken back.
pub fn voice_withdrawal(slug: &str, id: VoiceId) -> String {
    format!("{}/withdrawal", voice(slug, id))
}
/// Voices for offices that think about it.
pub fn my_voices(slug: &str) -> String {
    format!("/t/{slug}/my/voices")
}
/// How one of them is reached.
pub fn my_voice(slug: &str, id: VoiceId) -> String {
    format!("{}/{id}", my_voices(slug))
}
/// Where a federation takes in how sessions are prepared.
pub fn plan_kit(slug: &str) -> String {
    format!("/t/{slug}/demos/plans/kit")
}
