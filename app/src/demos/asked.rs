//! いっしょに開くお誘い: what a city is asked to come along to, and its answer.

use crate::{
    messages::demos::{asked_label as label, people as people_words, slot},
    paths, when,
};
use chrono::{DateTime, Utc};
use domain::{
    demos::{AskedField as Field, AskedState, Slot},
    ids::{DemoId, MemberId},
};
use elements::{
    BackLink, Button, ButtonKind, ButtonLink, Buttons, Card, Cards, Choice, Choices, ErrorSummary, FormState,
    InputMode, PageHeader, PostForm, Section, SelectField, SummaryList, SummaryRow, TextArea, TextField,
    Width,
};
use leptos::prelude::*;

/// A session to which the house is asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AskedLine {
    /// Which.
    pub id: DemoId,
    /// The city that asks.
    pub lead: String,
    /// Since when.
    pub at: DateTime<Utc>,
}

/// The part of the list of sessions; nothing where nobody asks.
pub(super) fn asked_section(slug: &str, lines: Vec<AskedLine>) -> impl IntoView + use<> {
    let cards = lines
        .into_iter()
        .map(|one| {
            let href = paths::demo_asked(slug, one.id);
            let words = format!("{}に届きました。", when::moment(one.at));
            view! {
                <Card title=format!("{}からのお誘い", one.lead)>
                    <p>{words}</p>
                    <Buttons><ButtonLink href>"日時を見て答える"</ButtonLink></Buttons>
                </Card>
            }
        })
        .collect::<Vec<_>>();
    (!cards.is_empty())
        .then(|| view! { <Section title="いっしょに開くお誘い" id="asked"><Cards>{cards}</Cards></Section> })
}

/// What the page shows.
#[derive(Debug, Clone)]
pub struct AskedView {
    /// The tenant's word in addresses.
    pub slug: String,
    /// The session.
    pub id: DemoId,
    /// The city that asks.
    pub lead: String,
    /// When it would be, in the order of preference.
    pub slots: Vec<Slot>,
    /// Where.
    pub place: String,
    /// What can be tried.
    pub menu: String,
    /// How many people the city that asks expects.
    pub people: u16,
    /// Whom to call there.
    pub contact: String,
    /// For whom a federation records an answer; none where a city answers itself.
    pub cities: Vec<(MemberId, String)>,
    /// What was typed.
    pub form: FormState,
}

/// The page.
#[component]
pub fn AskedPage(
    /// What it shows.
    asked: AskedView,
) -> impl IntoView {
    let AskedView { slug, id, lead, slots, place, menu, people, contact, cities, form } = asked;
    let records = !cities.is_empty();
    let back = if records { paths::demo_session(&slug, id) } else { paths::demos(&slug) };
    let (title, words) = if records {
        (
            "お誘いへの答えを記録する",
            format!("{lead}が誘った市区町村から、電話などで受けた答えを記録します。"),
        )
    } else {
        (
            "いっしょに開くお誘い",
            format!(
                "{lead}から、デモ・説明会をいっしょに開くお誘いです。いっしょに開くと、このページの予定と、参加する事業所の案内が使えるようになります。"
            ),
        )
    };
    let dates = slots.iter().map(|one| view! { <p>{slot(one)}</p> }).collect_view();
    let member = records.then(|| {
        let options = cities.into_iter().map(|(id, name)| Choice::new(id.to_string(), name)).collect();
        view! { <SelectField form=&form name=Field::Member.name() label=label(Field::Member) options/> }
    });
    let answers = vec![
        Choice::new(AskedState::Agreed.code(), "いっしょに開く"),
        Choice::new(AskedState::Declined.code(), "いっしょには開かない"),
    ];
    view! {
        <BackLink href=back.clone()/>
        <ErrorSummary form=&form/>
        <PageHeader title lead=words/>
        <SummaryList>
            <SummaryRow label="日時">{dates}</SummaryRow>
            <SummaryRow label="場所">{place}</SummaryRow>
            <SummaryRow label="内容">{menu}</SummaryRow>
            <SummaryRow label="参加見込み">{format!("{lead}　{}", people_words(people))}</SummaryRow>
            <SummaryRow label="誘った市区町村の担当">{contact}</SummaryRow>
        </SummaryList>
        <PostForm action=paths::demo_asked(&slug, id)>
            {member}
            <Choices form=&form name=Field::Answer.name() legend=label(Field::Answer) options=answers/>
            <TextField form=&form name=Field::People.name() label=label(Field::People) hint="いっしょに開くときに入力してください" needed="開くとき必須" inputmode=InputMode::Numeric width=Width::Short suffix="人" autocomplete="off"/>
            <TextArea form=&form name=Field::Note.name() label=label(Field::Note) hint="誘った市区町村にメールで伝えます" optional=true rows=3/>
            <Buttons>
                <Button>"この内容で答える"</Button>
                <ButtonLink href=back kind=ButtonKind::Quiet>"やめる"</ButtonLink>
            </Buttons>
        </PostForm>
    }
}
