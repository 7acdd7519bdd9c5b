//! Who is told of a change by telephone: whoever of those concerned has no mail address.

use crate::paths;
use domain::ids::DemoId;
use elements::{Section, SummaryList, SummaryRow};
use leptos::prelude::*;

/// Who has no mail address, as far as the house that looks writes to them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ToCallView {
    /// Houses, with whom to ask for there, and the number where one is known.
    pub houses: Vec<(String, String)>,
    /// How many registrations have none.
    pub offices: usize,
}

impl ToCallView {
    /// Whether everybody is reached by mail.
    pub fn is_empty(&self) -> bool {
        self.houses.is_empty() && self.offices == 0
    }
}

/// The part of a session's page; nothing where everybody is reached by mail.
#[component]
pub fn ToCallSection(
    /// The tenant's word in addresses.
    slug: String,
    /// The session.
    id: DemoId,
    /// Who.
    to_call: ToCallView,
    /// Whether nothing comes of the session.
    over: bool,
) -> impl IntoView {
    if to_call.is_empty() {
        return None;
    }
    let why = if over {
        "メールアドレスがないため、開かないことをメールで知らせていません。電話で知らせてください。"
    } else {
        "メールアドレスがありません。日時や会場を変えるとき、中止するときは、電話で知らせてください。"
    };
    let houses = to_call
        .houses
        .into_iter()
        .map(|(name, phone)| {
            let number = if phone.is_empty() {
                "電話番号の登録はありません".to_owned()
            } else {
                format!("電話 {phone}")
            };
            view! { <SummaryRow label=name>{number}</SummaryRow> }
        })
        .collect_view();
    let offices = (to_call.offices > 0).then(|| {
        let many = format!("{}件", to_call.offices);
        view! {
            <SummaryRow label="参加を申し込んだ事業所・団体">
                <p>{many}</p>
                <p><a href=paths::demo_participants(&slug, id)>"参加者名簿で電話番号を見る"</a></p>
            </SummaryRow>
        }
    });
    Some(view! {
        <Section title="電話で知らせる相手">
            <p>{why}</p>
            <SummaryList dense=true>{houses}{offices}</SummaryList>
        </Section>
    })
}
