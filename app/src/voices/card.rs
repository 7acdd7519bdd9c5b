//! A voice as others read it.

use crate::messages::voices as words;
use domain::voices::Nearness;
use elements::{Card, Cards, Section, Tag, Tone};
use leptos::prelude::*;

/// A voice as others read it: nothing of whom to reach, and no name where none was agreed to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VoiceCard {
    /// Who says it: a name, or what kind of office.
    pub who: String,
    /// What they say.
    pub quote: String,
    /// Its services, in words; may be empty.
    pub services: String,
    /// How near it is to the reader.
    pub near: Nearness,
    /// Where it is told how they are reached; none where that is told to nobody here.
    pub href: Option<String>,
}

/// Voices side by side; stands inside a section.
#[component]
pub fn VoiceCards(
    /// The voices, the nearest first.
    voices: Vec<VoiceCard>,
) -> impl IntoView {
    let cards = voices.into_iter().map(card).collect_view();
    view! { <Cards>{cards}</Cards> }
}

fn card(voice: VoiceCard) -> impl IntoView {
    let VoiceCard { who, quote, services, near, href } = voice;
    let near = words::nearness(near).map(|label| view! { <p><Tag tone=Tone::Info label/></p> });
    let services = (!services.is_empty()).then(|| view! { <p class="muted">{services}</p> });
    let reach = href.map(|href| {
        let of = format!("（{who}）");
        view! { <p><a href=href>"たずねる方法を見る"<span class="hidden">{of}</span></a></p> }
    });
    view! {
        <Card title=who>
            {near}
            {services}
            <blockquote class="said__body">{quote}</blockquote>
            {reach}
        </Card>
    }
}

/// Voices beside something else, as beside a simulation; nothing where there is none.
#[component]
pub fn VoicesBeside(
    /// The voices, the nearest first.
    voices: Vec<VoiceCard>,
    /// Where all of them are; none where these are all.
    #[prop(optional_no_strip)]
    more: Option<String>,
) -> impl IntoView {
    let more = more.map(|href| view! { <p><a href=href>"事業所の声をすべて見る"</a></p> });
    (!voices.is_empty()).then(|| {
        view! { <Section title="使っている事業所の声"><VoiceCards voices/>{more}</Section> }
    })
}
