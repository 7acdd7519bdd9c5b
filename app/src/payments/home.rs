//! The accounts on an applicant's home; that one is asked for stands above everything else there.

use elements::Section;
use leptos::prelude::*;

/// The account of one office.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MyAccount {
    /// The office.
    pub office: String,
    /// Where its account is told.
    pub href: String,
    /// The end of the number that is saved.
    pub masked: Option<String>,
    /// Why it is asked for now, as a sentence.
    pub asked: Option<&'static str>,
}

/// Each office with its account.
#[component]
pub fn MyAccountsAtHome(
    /// One an office.
    accounts: Vec<MyAccount>,
) -> impl IntoView {
    let lines = accounts
        .into_iter()
        .map(|MyAccount { office, href, masked, asked: _ }| {
            let state = masked.unwrap_or_else(|| "未登録".to_owned());
            view! { <li><a href=href>{format!("{office}の振込先口座")}</a>"（"{state}"）"</li> }
        })
        .collect_view();
    view! {
        <Section title="振込先口座">
            <ul>{lines}</ul>
        </Section>
    }
}
