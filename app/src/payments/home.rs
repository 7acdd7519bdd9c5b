//! The account on an applicant's home: asked for where it is missing or did not serve.

use elements::{ButtonKind, ButtonLink, Notice, NoticeKind, Section};
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

/// Each office with its account; what is asked for stands out.
#[component]
pub fn MyAccountsAtHome(
    /// One an office.
    accounts: Vec<MyAccount>,
) -> impl IntoView {
    let asked = accounts
        .iter()
        .filter_map(|account| account.asked.map(|why| (account.clone(), why)))
        .map(|(MyAccount { office, href, .. }, why)| {
            view! {
                <Notice kind=NoticeKind::Warning title=format!("{office}：{why}")>
                    <ButtonLink href kind=ButtonKind::Secondary>"振込先口座を届け出る"</ButtonLink>
                </Notice>
            }
        })
        .collect_view();
    let lines = accounts
        .into_iter()
        .map(|MyAccount { office, href, masked, .. }| {
            let state = masked.unwrap_or_else(|| "未登録".to_owned());
            view! { <li><a href=href>{format!("{office}の振込先口座")}</a>"（"{state}"）"</li> }
        })
        .collect_view();
    view! {
        <Section title="振込先口座">
            {asked}
            <ul>{lines}</ul>
        </Section>
    }
}
