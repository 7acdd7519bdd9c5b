//! How far an office has come with the system, on its card: what holds, everything that is known, and a form.

use crate::{messages::adoption as words, paths};
use chrono::NaiveDate;
use domain::{
    adoption::{AdoptionState, Source},
    form::Typed,
    ids::OfficeId,
    wareki::format_date,
};
use elements::{
    Button, ButtonKind, Choice, DateField, Details, FormState, PostForm, SelectField, Tag, TextField, Tone,
};
use leptos::prelude::*;

/// What is known of the adoption of an office.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AdoptionCard {
    /// What holds today; none where nothing is known.
    pub current: Option<AdoptionState>,
    /// Everything that is known, what was written down last first.
    pub entries: Vec<AdoptionEntry>,
    /// What was typed and could not be read.
    pub typed: Typed,
}

/// One thing that is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AdoptionEntry {
    /// What it says.
    pub state: AdoptionState,
    /// From which day.
    pub as_of: NaiveDate,
    /// Where it is known from.
    pub source: Source,
    /// What was noted.
    pub note: String,
    /// Who wrote it down.
    pub by: Option<String>,
    /// The list it stands in.
    pub list: Option<String>,
    /// Why it does not hold.
    pub set_aside: Option<&'static str>,
}

/// The part of the card.
#[component]
pub fn Adoption(
    /// The tenant's word in addresses.
    slug: String,
    /// The office.
    office: OfficeId,
    /// What is known.
    adoption: AdoptionCard,
    /// Whether the viewer may add to it.
    keeper: bool,
) -> impl IntoView {
    let AdoptionCard { current, entries, typed } = adoption;
    let (tone, word) = current.map_or((Tone::Neutral, "まだわかっていません"), |state| {
        (words::tone(state), words::state(state))
    });
    let entries = entries
        .into_iter()
        .map(|AdoptionEntry { state, as_of, source, note, by, list, set_aside }| {
            let from = list.map(|href| view! { " "<a href=href>"一覧を見る"</a> });
            let by = by.map(|by| format!("（{by}）"));
            let note = (!note.is_empty()).then(|| view! { <p class="muted">{note}</p> });
            let aside = set_aside.map(|why| view! { <p class="muted">{why}</p> });
            view! {
                <li>
                    <strong>{words::state(state)}</strong>"　"{format!("{}から", format_date(as_of))}"　"{words::source(source)}{by}{from}
                    {note}
                    {aside}
                </li>
            }
        })
        .collect_view();
    let form = keeper.then(|| {
        let open = typed.pairs().iter().any(|(_, value)| !value.is_empty());
        let form = FormState::filled(typed);
        let states = AdoptionState::ALL
            .map(|state| Choice::new(state.name(), words::state(state)))
            .to_vec();
        let action = paths::office_adoption(&slug, office);
        view! {
            <Details summary="わかったことを記録する" open>
                <PostForm action=action>
                    <SelectField form=&form name="state" label="導入の状況" options=states/>
                    <DateField form=&form name="as_of" label="いつから" hint="空けておくと今日になります。" optional=true/>
                    <TextField form=&form name="note" label="メモ" optional=true hint="どのように確かめたか" autocomplete="off"/>
                    <Button kind=ButtonKind::Secondary>"記録する"</Button>
                </PostForm>
            </Details>
        }
    });
    view! {
        <section class="section" id="adoption">
            <h2 class="section__title">"ケアプランデータ連携システムの導入"</h2>
            <p><Tag tone label=word/></p>
            <ul>{entries}</ul>
            {form}
        </section>
    }
}
