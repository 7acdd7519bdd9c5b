//! 出欠: by code, by the list, and who came besides; 団体 and 人 apart.

use crate::{messages::demos::headcount, paths};
use domain::{
    demos::Headcount,
    ids::{DemoId, RegistrationId},
};
use elements::{
    BackLink, Button, ButtonKind, Buttons, CellField, Column, Density, EmptyState, ErrorSummary, FormState,
    HiddenField, InputMode, Notice, NoticeKind, PageHeader, PostForm, Section, Stat, Stats, Table, TextField,
    Width,
};
use leptos::prelude::*;

/// One registration or walk-in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AttendanceLine {
    /// Its id.
    pub id: RegistrationId,
    /// Its code.
    pub code: String,
    /// The office.
    pub office: String,
    /// Who comes.
    pub name: String,
    /// How many were registered; none for a walk-in.
    pub people: Option<u16>,
    /// How many came.
    pub attended: Option<u16>,
}

/// What the page shows.
#[derive(Debug, Clone)]
pub struct AttendanceView {
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
    /// Everybody.
    pub lines: Vec<AttendanceLine>,
    /// What was typed.
    pub form: FormState,
    /// What was just done, as a sentence.
    pub done: Option<String>,
}

/// The page.
#[component]
pub fn AttendancePage(
    /// What it shows.
    attendance: AttendanceView,
) -> impl IntoView {
    let AttendanceView { slug, id, about, registered, attended, lines, form, done } = attendance;
    let action = paths::demo_attendance(&slug, id);
    let done = done.map(|done| view! { <Notice kind=NoticeKind::Success live=true title=done/> });
    let list = if lines.is_empty() {
        view! { <EmptyState title="申込みはまだありません"><p>"来た事業所は、下の「申込みなしで来た人」から加えてください。"</p></EmptyState> }
            .into_any()
    } else {
        view! { <List action=action.clone() lines form=form.clone()/> }.into_any()
    };
    let by_code = by_code(action.clone(), form.clone());
    let walk_in = walk_in(action, form.clone());
    view! {
        <BackLink href=paths::demo_session(&slug, id)/>
        {done}
        <ErrorSummary form=&form/>
        <PageHeader title="出欠を付ける" caption=about/>
        <Stats>
            <Stat label="来た事業所・団体" value=attended.offices.to_string() unit="団体"/>
            <Stat label="来た人" value=attended.people.to_string() unit="人" note=format!("申込み {}", headcount(registered))/>
        </Stats>
        <Section title="受付番号で付ける">{by_code}</Section>
        <Section title="名簿で付ける">{list}</Section>
        <Section title="申込みなしで来た人">{walk_in}</Section>
    }
}

fn by_code(action: String, form: FormState) -> impl IntoView {
    view! {
        <PostForm action>
            <HiddenField name="act" value="code"/>
            <TextField form name="code" label="受付番号" hint="申込みの控えにある4桁の数字" inputmode=InputMode::Numeric width=Width::Short autocomplete="off"/>
            <Buttons><Button>"来たことにする"</Button></Buttons>
        </PostForm>
    }
}

fn walk_in(action: String, form: FormState) -> impl IntoView {
    view! {
        <PostForm action>
            <HiddenField name="act" value="walk_in"/>
            <TextField form=form.clone() name="walk_in" label="事業所や団体の名前" width=Width::Long autocomplete="off"/>
            <TextField form name="walk_in_people" label="来た人数" inputmode=InputMode::Numeric width=Width::Short suffix="人" autocomplete="off"/>
            <Buttons><Button kind=ButtonKind::Secondary>"名簿に加える"</Button></Buttons>
        </PostForm>
    }
}

#[component]
fn List(action: String, lines: Vec<AttendanceLine>, form: FormState) -> impl IntoView {
    // What was typed into a list that was not taken stays, and from what it was typed.
    let typed = form.value("act") == "list";
    let columns = vec![
        Column::new("事業所・団体"),
        Column::new("受付番号"),
        Column::number("申込み（人）"),
        Column::new("来た人数"),
    ];
    let rows = lines
        .into_iter()
        .map(|line| {
            let AttendanceLine { id, code, office, name, people, attended } = line;
            let label = format!("来た人数：{office}");
            let who = (!name.is_empty()).then(|| view! { <br/><span class="muted">{name}</span> });
            let asked = people.map_or_else(|| "申込みなし".to_owned(), |people| people.to_string());
            let (came, was) = (format!("came-{id}"), format!("was-{id}"));
            let counted = attended.map(|people| people.to_string()).unwrap_or_default();
            let (value, from) = if typed {
                (form.value(&came).to_owned(), form.value(&was).to_owned())
            } else {
                (counted.clone(), counted)
            };
            view! {
                <tr role="row">
                    <th scope="row" role="rowheader">{office}{who}</th>
                    <td role="cell" data-label="受付番号">{code}</td>
                    <td role="cell" class="number" data-label="申込み（人）">{asked}</td>
                    <td role="cell" data-label="来た人数">
                        <CellField name=came label inputmode=InputMode::Numeric value/>
                        <HiddenField name=was value=from/>
                    </td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <PostForm action>
            <HiddenField name="act" value="list"/>
            <p class="muted">"来た人数を入力してください。来なかったところは空のままにします。"</p>
            <Table caption="名簿" caption_hidden=true columns density=Density::Dense stacks=true>{rows}</Table>
            <Buttons><Button kind=ButtonKind::Secondary>"名簿を保存する"</Button></Buttons>
        </PostForm>
    }
}
