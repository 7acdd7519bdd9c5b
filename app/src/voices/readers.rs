//! Voices for offices that think about it, and how one of them is reached.

use super::{VoiceCard, VoiceCards};
use crate::paths;
use elements::{BackLink, EmptyState, PageHeader, Section, SummaryList, SummaryRow};
use leptos::prelude::*;

/// Every voice, the nearest first.
#[component]
pub fn MyVoicesPage(
    /// The municipality's word in addresses.
    slug: String,
    /// The municipality's name.
    municipality: String,
    /// The voices.
    voices: Vec<VoiceCard>,
) -> impl IntoView {
    let none = format!("{municipality}が登録すると、ここに表示されます。");
    let list = if voices.is_empty() {
        view! {
            <EmptyState title="いま紹介できる事業所はありません">
                <p>{none}</p>
            </EmptyState>
        }
        .into_any()
    } else {
        view! { <Section title="相談に乗ってくれる事業所"><VoiceCards voices/></Section> }.into_any()
    };
    view! {
        <BackLink href=paths::my(&slug)/>
        <PageHeader title="使っている事業所の声" caption=municipality lead="ケアプランデータ連携システムを使っている事業所です。同じサービス、同じ圏域の事業所から順に並んでいます。"/>
        {list}
    }
}

/// How one of them is reached.
#[component]
pub fn MyVoicePage(
    /// The municipality's word in addresses.
    slug: String,
    /// The voice.
    voice: VoiceCard,
    /// What is told, with its label.
    reach: Vec<(&'static str, String)>,
    /// What to do, in a sentence.
    how: String,
) -> impl IntoView {
    let rows = reach
        .into_iter()
        .map(|(label, words)| view! { <SummaryRow label=label>{words}</SummaryRow> })
        .collect_view();
    let VoiceCard { who, quote, services, .. } = voice;
    view! {
        <BackLink href=paths::my_voices(&slug)/>
        <PageHeader title=who caption=services/>
        <blockquote class="said__body">{quote}</blockquote>
        <Section title="たずねる方法">
            <p>{how}</p>
            <SummaryList>{rows}</SummaryList>
        </Section>
    }
}
