//! What waits for an officer.

use elements::PageHeader;
use leptos::prelude::*;

/// An officer's home.
#[component]
pub fn OfficerHomePage(
    /// Whose.
    name: String,
) -> impl IntoView {
    view! { <PageHeader title="ホーム" caption=format!("{name}さん")/> }
}
