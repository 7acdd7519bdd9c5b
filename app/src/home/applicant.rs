//! What an applicant has to do.

use elements::PageHeader;
use leptos::prelude::*;

/// An applicant's home.
#[component]
pub fn ApplicantHomePage(
    /// Whose.
    name: String,
) -> impl IntoView {
    view! { <PageHeader title="ホーム" caption=format!("{name}さん")/> }
}
