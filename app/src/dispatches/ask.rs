//! Asking 国保中央会 for a speaker, or asking anew.

use crate::{
    messages::{
        demos::{place, slot},
        dispatches::{label, payer},
    },
    paths,
};
use domain::{
    demos::{Place, Slot},
    dispatches::{Field, Payer, slot_key},
    ids::DemoId,
};
use elements::{
    BackLink, Button, ButtonKind, ButtonLink, Buttons, Choice, Choices, ErrorSummary, FormState, HiddenField,
    InputMode, Notice, NoticeKind, PageHeader, PostForm, Section, TextArea, TextField, Width,
};
use leptos::prelude::*;

/// What the page shows.
#[derive(Debug, Clone)]
pub struct AskView {
    /// The federation's word in addresses.
    pub slug: String,
    /// The session.
    pub session: DemoId,
    /// What it is, in words.
    pub about: String,
    /// The dates that can be asked for, each with where it comes from.
    pub offered: Vec<(Slot, &'static str)>,
    /// The version of the dispatch that is asked for anew; none for the first time.
    pub again: Option<i32>,
    /// Whether 国保中央会 reads it here.
    pub central_is_here: bool,
    /// What was typed.
    pub form: FormState,
}

/// The page.
#[component]
pub fn AskPage(
    /// What it shows.
    ask: AskView,
) -> impl IntoView {
    let AskView { slug, session, about, offered, again, central_is_here, form } = ask;
    let back = paths::demo_session(&slug, session);
    let (title, button) = match again {
        None => ("国保中央会に講師派遣を依頼する", "この内容で依頼する"),
        Some(_) => ("講師派遣を改めて依頼する", "この内容で改めて依頼する"),
    };
    let dates = offered
        .into_iter()
        .map(|(one, from)| Choice::new(slot_key(&one), format!("{}（{from}）", slot(&one))))
        .collect();
    let places = Place::ALL.iter().map(|one| Choice::new(one.code(), place(*one))).collect();
    let payers = Payer::ALL.iter().map(|one| Choice::new(one.code(), payer(*one))).collect();
    let absent = (!central_is_here).then(|| {
        view! {
            <Notice kind=NoticeKind::Info title="国保中央会はひろめるを利用していません">
                <p>"依頼の後に、依頼書（PDF）を印刷して送ってください。回答は、受けた方が記録できます。"</p>
            </Notice>
        }
    });
    let version = again.map(|version| view! { <HiddenField name="version" value=version.to_string()/> });
    let request = request(form.clone(), dates, places, payers);
    let contact = contact(form.clone());
    let lead = "講師の操作説明や相談への対応を、国保中央会に依頼します。内容は国保中央会に共有されます。";
    view! {
        <BackLink href=back.clone()/>
        <ErrorSummary form/>
        <PageHeader title caption=about lead/>
        {absent}
        <PostForm action=paths::demo_dispatch(&slug, session)>
            {version}
            {request}
            {contact}
            <Buttons>
                <Button>{button}</Button>
                <ButtonLink href=back kind=ButtonKind::Quiet>"やめる"</ButtonLink>
            </Buttons>
        </PostForm>
    }
}

fn request(form: FormState, dates: Vec<Choice>, places: Vec<Choice>, payers: Vec<Choice>) -> impl IntoView {
    view! {
        <Section title="依頼の内容">
            <Choices form=&form name=Field::Slot.name() legend=label(Field::Slot) options=dates/>
            <Choices form=&form name=Field::Place.name() legend=label(Field::Place) inline=true
                hint="オンラインなら旅費がかからず、日程も調整しやすくなります" options=places/>
            <TextArea form=&form name=Field::Purpose.name() label=label(Field::Purpose) rows=4
                hint="例：送受信の操作説明（30分）と、導入・操作の相談（2席）"/>
            <Choices form=&form name=Field::Payer.name() legend=label(Field::Payer) inline=true
                hint="国保中央会の旅費は、依頼する側の負担が原則です。見積りの後に、市区町村の承認を受けます" options=payers/>
        </Section>
    }
}

fn contact(form: FormState) -> impl IntoView {
    view! {
        <Section title="連合会の担当者">
            <TextField form=&form name=Field::ContactName.name() label=label(Field::ContactName) width=Width::Long autocomplete="off"/>
            <TextField form=&form name=Field::ContactPhone.name() label=label(Field::ContactPhone) inputmode=InputMode::Tel width=Width::Medium autocomplete="off"/>
            <TextField form=&form name=Field::ContactEmail.name() label=label(Field::ContactEmail) inputmode=InputMode::Email width=Width::Long optional=true autocomplete="off"/>
        </Section>
    }
}
