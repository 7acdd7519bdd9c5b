//! What a federation shares: its demo sets, lecturers and rooms, and when they are away.

use crate::{messages::demos::resource_kind, paths};
use chrono::NaiveDate;
use domain::{
    demos::{ResourceField as Field, ResourceKind},
    ids::{AbsenceId, ResourceId},
    wareki::format_date_with_weekday,
};
use elements::{
    Breadcrumb, Button, ButtonKind, Buttons, Choice, Choices, Column, Crumb, DateField, Density, EmptyState,
    ErrorSummary, FormState, HiddenField, Notice, NoticeKind, PageHeader, PostForm, Section, SelectField,
    Table, TextField, Width,
};
use leptos::prelude::*;

/// Days on which a resource is away.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AwayLine {
    /// Which absence.
    pub id: AbsenceId,
    /// The first and the last day.
    pub days: (NaiveDate, NaiveDate),
    /// Why.
    pub why: String,
}

/// One resource.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResourceLine {
    /// Its id.
    pub id: ResourceId,
    /// What it is.
    pub kind: ResourceKind,
    /// Its name.
    pub name: String,
    /// How many things are in its box.
    pub contents: usize,
    /// Whether it has hours of its own.
    pub hours: bool,
    /// Whether it is not lent any more.
    pub retired: bool,
    /// When it is away from today on, and why.
    pub away: Vec<AwayLine>,
}

/// The page.
#[component]
pub fn ResourcesPage(
    /// The federation's word in addresses.
    slug: String,
    /// The resources.
    lines: Vec<ResourceLine>,
    /// What was typed.
    form: FormState,
    /// What was just done, as a sentence.
    done: Option<String>,
) -> impl IntoView {
    let done = done.map(|done| view! { <Notice kind=NoticeKind::Success live=true title=done/> });
    let action = paths::demo_resources(&slug);
    let away = (!lines.is_empty()).then(|| away(action.clone(), form.clone(), &lines));
    let list = if lines.is_empty() {
        view! { <EmptyState title="講師も機材もまだ登録されていません"><p>"下から登録すると、開催を決めるときに選べます。"</p></EmptyState> }
            .into_any()
    } else {
        let rows = lines.into_iter().map(|line| row(&slug, line)).collect_view();
        let columns = vec![Column::new("名前"), Column::new("種類"), Column::new("使えない日")];
        view! { <Table caption="講師・機材・会議室" caption_hidden=true columns density=Density::Dense stacks=true>{rows}</Table> }
            .into_any()
    };
    let add = add(action, form.clone());
    view! {
        <Breadcrumb crumbs=vec![Crumb::new("デモ・説明会", paths::demos(&slug))] here="講師・機材・会議室"/>
        {done}
        <ErrorSummary form/>
        <PageHeader title="講師・機材・会議室" lead="市町村のデモ・説明会に出す講師、デモ機、プロジェクター、会議室です。使えない日を登録すると、その日は選べなくなります。"/>
        <Section title="登録されているもの">{list}</Section>
        {away}
        <Section title="登録する">{add}</Section>
    }
}

fn row(slug: &str, line: ResourceLine) -> impl IntoView + use<> {
    let ResourceLine { id, kind, name, contents, hours, retired, away } = line;
    let href = paths::demo_resource(slug, id);
    let notes = [
        retired.then(|| "貸し出していません".to_owned()),
        hours.then(|| "使える曜日・時間を限っています".to_owned()),
        (contents > 0).then(|| format!("箱の中身 {contents}点")),
    ];
    let notes = notes.into_iter().flatten().map(|note| view! { <p class="muted">{note}</p> }).collect_view();
    let away = away
        .into_iter()
        .map(|AwayLine { id, days: (first, last), why }| {
            let until = (first != last).then(|| format!("から{}まで", format_date_with_weekday(last)));
            let days = format!("{}{}", format_date_with_weekday(first), until.unwrap_or_default());
            let whom = format!("：{name} {days}");
            view! {
                <p>{format!("{days}　{why}")}</p>
                <PostForm action=paths::demo_resources(slug) class="inline">
                    <HiddenField name="act" value="back"/>
                    <HiddenField name="absence" value=id.to_string()/>
                    <Button kind=ButtonKind::Secondary>"取り消す"<span class="hidden">{whom}</span></Button>
                </PostForm>
            }
        })
        .collect_view();
    view! {
        <tr role="row">
            <th scope="row" role="rowheader"><a href=href>{name}</a>{notes}</th>
            <td role="cell" data-label="種類">{resource_kind(kind)}</td>
            <td role="cell" data-label="使えない日">{away}</td>
        </tr>
    }
}

fn add(action: String, form: FormState) -> impl IntoView {
    let options =
        ResourceKind::ALL.iter().map(|kind| Choice::new(kind.code(), resource_kind(*kind))).collect();
    view! {
        <PostForm action>
            <HiddenField name="act" value="add"/>
            <Choices form=form.clone() name=Field::Kind.name() legend="種類" inline=true options/>
            <TextField form name=Field::Name.name() label="名前" hint="例：デモ機1号（2台）　森 拓也" width=Width::Long autocomplete="off"/>
            <Buttons><Button>"登録する"</Button></Buttons>
        </PostForm>
    }
}

fn away(action: String, form: FormState, lines: &[ResourceLine]) -> impl IntoView + use<> {
    let options = lines
        .iter()
        .filter(|line| !line.retired)
        .map(|line| Choice::new(line.id.to_string(), line.name.clone()))
        .collect();
    view! {
        <Section title="使えない日を登録する">
            <PostForm action>
                <HiddenField name="act" value="away"/>
                <SelectField form=form.clone() name=Field::Resource.name() label="講師・機材・会議室" options/>
                <DateField form=form.clone() name=Field::First.name() label="最初の日"/>
                <DateField form=form.clone() name=Field::Last.name() label="最後の日"/>
                <TextField form name=Field::Why.name() label="理由" hint="連合会の中だけで見えます。例：研修、修理" width=Width::Long autocomplete="off"/>
                <Buttons><Button kind=ButtonKind::Secondary>"この日は使えないことにする"</Button></Buttons>
            </PostForm>
        </Section>
    }
}
