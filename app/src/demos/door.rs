//! 受付: the desk at the door, on a phone. By code, by name or by the QR code of a registration; one button a guest.

use super::replies::said_by;
use crate::{messages::demos::headcount, paths};
use domain::{
    demos::{Headcount, Reply},
    form::Typed,
    ids::{DemoId, RegistrationId},
};
use elements::{
    BackLink, Button, ButtonKind, Buttons, Card, Cards, EmptyState, ErrorSummary, FormState, HiddenField,
    InputMode, Notice, NoticeKind, PageHeader, PostForm, SearchField, SearchForm, Section, Stat, Stats,
    TextField, Width,
};
use leptos::prelude::*;

/// Somebody who stands at the door, perhaps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GuestLine {
    /// The registration.
    pub id: RegistrationId,
    /// Its code.
    pub code: String,
    /// The office.
    pub office: String,
    /// Who comes.
    pub name: String,
    /// How many were registered; none for a walk-in.
    pub people: Option<u16>,
    /// Whether it waits for places.
    pub waits: bool,
    /// How many came.
    pub attended: Option<u16>,
    /// What was said to what was asked besides.
    pub replies: Vec<Reply>,
}

/// What the page shows.
#[derive(Debug, Clone)]
pub struct DoorView {
    /// The tenant's word in addresses.
    pub slug: String,
    /// The session.
    pub id: DemoId,
    /// When and where.
    pub about: String,
    /// Who is registered.
    pub registered: Headcount,
    /// Who came.
    pub attended: Headcount,
    /// What is looked for.
    pub sought: String,
    /// Who was found.
    pub found: Vec<GuestLine>,
    /// Whether an office number of a walk-in can be looked up in this house.
    pub knows_offices: bool,
    /// What was typed.
    pub form: FormState,
    /// What was just done, as a sentence.
    pub done: Option<String>,
}

/// The page.
#[component]
pub fn DoorPage(
    /// What it shows.
    door: DoorView,
) -> impl IntoView {
    let DoorView { slug, id, about, registered, attended, sought, found, knows_offices, form, done } = door;
    let action = paths::demo_door(&slug, id);
    let done = done.map(|done| view! { <Notice kind=NoticeKind::Success live=true title=done/> });
    let searched = FormState::filled(Typed::default().with("q", sought.clone()));
    let results = (!sought.is_empty()).then(|| {
        if found.is_empty() {
            view! {
                <EmptyState title=format!("「{sought}」に当てはまる申込みはありません")>
                    <p>"番号や名前を確かめてください。申込みのない方は、下の「当日参加」から加えられます。"</p>
                </EmptyState>
            }
            .into_any()
        } else {
            let cards = found.into_iter().map(|one| guest(action.clone(), &sought, one, &form)).collect_view();
            view! { <Section title="見つかった申込み" id="found"><Cards>{cards}</Cards></Section> }.into_any()
        }
    });
    let number = knows_offices.then(|| {
        view! { <TextField form=&form name="office_number" label="介護保険事業所番号" hint="分かれば入力します。補助金の参加の要件の確認に使えます" optional=true inputmode=InputMode::Numeric width=Width::Medium autocomplete="off"/> }
    });
    let summary = view! { <ErrorSummary form=&form/> };
    let (sheet, back) = (paths::demo_attendance(&slug, id), paths::demo_session(&slug, id));
    let walk_in = view! {
        <PostForm action=action.clone()>
            <HiddenField name="act" value="walk_in"/>
            <TextField form=&form name="walk_in" label="事業所や団体の名前" width=Width::Long autocomplete="off"/>
            {number}
            <TextField form=&form name="walk_in_people" label="来た人数" inputmode=InputMode::Numeric width=Width::Short suffix="人" autocomplete="off"/>
            <Buttons><Button kind=ButtonKind::Secondary>"当日参加として加える"</Button></Buttons>
        </PostForm>
    };
    view! {
        <BackLink href=back/>
        {done}
        {summary}
        <PageHeader title="受付" caption=about/>
        <Stats>
            <Stat label="来た事業所・団体" value=attended.offices.to_string() unit="団体"/>
            <Stat label="来た人" value=attended.people.to_string() unit="人" note=format!("申込み {}", headcount(registered))/>
        </Stats>
        <SearchForm action=action label="申込みを探す">
            <SearchField form=searched name="q" label="受付番号（4けた）・事業所名・氏名"/>
            <Button>"探す"</Button>
        </SearchForm>
        {results}
        <Section title="当日参加">{walk_in}</Section>
        <p><a href=sheet>"名簿でまとめて出欠を付ける"</a></p>
    }
}

fn guest(action: String, sought: &str, one: GuestLine, typed: &FormState) -> impl IntoView + use<> {
    let GuestLine { id, code, office, name, people, waits, attended, replies } = one;
    let said = said_by(&replies);
    let sought = sought.to_owned();
    let asked = match people {
        Some(people) => format!("申込み {people}人"),
        None => "当日参加".to_owned(),
    };
    let waits = waits
        .then(|| view! { <p><strong>"キャンセル待ちの方です。席の空きを確かめてください。"</strong></p> });
    let field = format!("came-{id}");
    // What was typed wrong stays where it was typed.
    let form = if typed.error(&field).is_some() {
        typed.clone()
    } else {
        FormState::filled(Typed::default().with(&field, people.unwrap_or(1).to_string()))
    };
    let act = match attended {
        Some(came) => {
            let words = if came == 0 { "欠席".to_owned() } else { format!("受付済み　{came}人") };
            view! {
                <p><strong>{words}</strong></p>
                <Buttons><Button kind=ButtonKind::Quiet name="act" value="undo">"受付を取り消す"</Button></Buttons>
            }
            .into_any()
        }
        None => view! {
            <TextField form name=field label="来た人数" inputmode=InputMode::Numeric width=Width::Short suffix="人" autocomplete="off"/>
            <Buttons><Button name="act" value="came">"受付する"</Button></Buttons>
        }
        .into_any(),
    };
    view! {
        <Card title=office>
            <p>{format!("受付番号 {code}　{name}　{asked}")}{said}</p>
            {waits}
            <PostForm action>
                <HiddenField name="registration" value=id.to_string()/>
                <HiddenField name="q" value=sought/>
                {act}
            </PostForm>
        </Card>
    }
}
