//! The plans of a federation: what prepares a session on site, and one online; task by task.

use crate::{
    messages::demos::{chore_owner as owner, due, due_unit, place as place_words, plan_label},
    paths,
};
use domain::demos::{DueUnit, Owner, Place, Plan, PlanField as Field, PlanTask};
use elements::{
    BackLink, Breadcrumb, Button, ButtonKind, ButtonLink, Buttons, Choice, Choices, Column, Crumb, Density,
    EmptyState, ErrorSummary, FilterChip, FilterChips, FormState, HiddenField, InputMode, Notice, NoticeKind,
    PageHeader, PostForm, Table, TextArea, TextField, Width,
};
use leptos::prelude::*;

/// What the page of a plan shows.
#[derive(Debug, Clone)]
pub struct PlanView {
    /// The federation's word in addresses.
    pub slug: String,
    /// For sessions at which place.
    pub place: Place,
    /// Its tasks.
    pub plan: Plan,
    /// How often it was changed.
    pub version: i32,
    /// Who changed it last, in words; nobody where it is the built-in one.
    pub by: Option<String>,
    /// What was just done, as a sentence.
    pub done: Option<&'static str>,
}

/// A plan.
#[component]
pub fn PlanPage(
    /// What it shows.
    view: PlanView,
) -> impl IntoView {
    let PlanView { slug, place, plan, version, by, done } = view;
    let done = done.map(|done| view! { <Notice kind=NoticeKind::Success live=true title=done/> });
    let chips = Place::ALL
        .iter()
        .map(|one| {
            let label = format!("{}で開くとき", place_words(*one));
            FilterChip::view(label, paths::demo_plan(&slug, *one), *one == place)
        })
        .collect();
    let by = by.unwrap_or_else(|| "はじめから用意されている準備計画のままです。".to_owned());
    let count = plan.tasks().len();
    let list = if count == 0 {
        view! { <EmptyState title="準備はありません"><p>"このままでは、開催が決まっても準備の予定はできません。"</p></EmptyState> }.into_any()
    } else {
        let rows = (1..)
            .zip(plan.tasks())
            .map(|(number, task)| row(&slug, place, version, (number, count), task))
            .collect_view();
        let columns = vec![
            Column::number("順"),
            Column::new("準備すること"),
            Column::new("担当"),
            Column::new("期限"),
            Column::unseen("操作"),
        ];
        view! {
            <Table caption="準備計画" caption_hidden=true columns density=Density::Dense stacks=true>
                {rows}
            </Table>
        }
        .into_any()
    };
    let may_add = count < Plan::MOST;
    let add = may_add.then(|| {
        view! { <ButtonLink href=paths::demo_plan_task(&slug, place, None)>"準備を加える"</ButtonLink> }
    });
    view! {
        <Breadcrumb crumbs=vec![Crumb::new("デモ・説明会", paths::demos(&slug))] here="準備計画"/>
        {done}
        <PageHeader
            title="準備計画"
            lead="日程が決まると、この計画から準備の予定ができ、期限は開催日から数えます。変えた内容は、これから日程を決める開催に使います。"
        />
        <FilterChips label="開催の方法" chips/>
        <p class="muted">{by}</p>
        {list}
        <Buttons>
            {add}
            <ButtonLink href=paths::plan_kit(&slug) kind=ButtonKind::Secondary>"導入支援パッケージから取り込む"</ButtonLink>
            <ButtonLink href=paths::demos(&slug) kind=ButtonKind::Quiet>"一覧に戻る"</ButtonLink>
        </Buttons>
    }
}

fn row(
    slug: &str,
    place: Place,
    version: i32,
    (number, count): (usize, usize),
    task: &PlanTask,
) -> impl IntoView + use<> {
    let title = task.title.clone();
    let act = |act: &'static str, label: &'static str, shown: bool| {
        let (title, action) = (title.clone(), paths::demo_plan(slug, place));
        shown.then(|| {
            view! {
                <PostForm action class="inline">
                    <HiddenField name="version" value=version.to_string()/>
                    <HiddenField name="task" value=number.to_string()/>
                    <HiddenField name="act" value=act/>
                    <Button kind=ButtonKind::Quiet>{label}<span class="hidden">{format!("：{title}")}</span></Button>
                </PostForm>
            }
        })
    };
    let details =
        (!task.details.is_empty()).then(|| view! { <br/><span class="muted">{task.details.clone()}</span> });
    let edit = paths::demo_plan_task(slug, place, Some(number));
    view! {
        <tr role="row">
            <td role="cell" class="number" data-label="順">{number.to_string()}</td>
            <th scope="row" role="rowheader"><a href=edit>{title.clone()}</a>{details}</th>
            <td role="cell" data-label="担当">{owner(task.owner)}</td>
            <td role="cell" class="nowrap" data-label="期限">{due(task.due)}</td>
            <td role="cell" class="nowrap">
                {act("up", "上へ", number > 1)}
                {act("down", "下へ", number < count)}
                {act("out", "外す", true)}
            </td>
        </tr>
    }
}

/// Where a task stands whose form is shown.
#[derive(Debug, Clone)]
pub enum TaskOf {
    /// In a plan.
    Plan {
        /// For sessions at which place.
        place: Place,
        /// Its place from 1; nothing of one that is added.
        number: Option<usize>,
        /// Which version of the plan was seen.
        version: i32,
    },
    /// In the plan of one session alone.
    Session {
        /// Its page.
        session: String,
        /// Where the form goes.
        action: String,
        /// Municipality and date, in words.
        about: String,
    },
}

/// The form of a task.
#[component]
pub fn PlanTaskPage(
    /// The house's word in addresses.
    slug: String,
    /// Where it stands.
    of: TaskOf,
    /// What was typed.
    form: FormState,
) -> impl IntoView {
    let (title, lead, back, action, version) = match of {
        TaskOf::Plan { place, number, version } => (
            if number.is_some() { "準備を変える" } else { "準備を加える" },
            format!("{}で開くときの準備計画", place_words(place)),
            paths::demo_plan(&slug, place),
            paths::demo_plan_task(&slug, place, number),
            Some(version),
        ),
        TaskOf::Session { session, action, about } => {
            ("この開催だけの準備を加える", about, session, action, None)
        }
    };
    let owners = Owner::ALL.iter().map(|one| Choice::new(one.code(), owner(*one))).collect();
    let units = DueUnit::ALL.into_iter().map(|one| Choice::new(one.code(), due_unit(one))).collect();
    let version = version.map(|version| view! { <HiddenField name="version" value=version.to_string()/> });
    view! {
        <BackLink href=back.clone()/>
        <ErrorSummary form=&form/>
        <PageHeader title caption=lead/>
        <PostForm action>
            {version}
            <TextField form=&form name=Field::Title.name() label=plan_label(Field::Title) hint="例：会場の案内板を作る" width=Width::Long autocomplete="off"/>
            <TextArea form=&form name=Field::Details.name() label=plan_label(Field::Details) optional=true rows=3/>
            <Choices form=&form name=Field::Owner.name() legend=plan_label(Field::Owner) inline=true options=owners/>
            <Choices form=&form name=Field::Unit.name() legend=plan_label(Field::Unit) hint="開催日から数えます。閉庁日に当たるときは、その前の開庁日になります。" inline=true options=units/>
            <TextField form=&form name=Field::Count.name() label=plan_label(Field::Count) hint="当日のときは空にします。例：2（か月前）" needed="当日のほかは必須" width=Width::Short inputmode=InputMode::Numeric autocomplete="off"/>
            <Buttons>
                <Button>"この内容にする"</Button>
                <ButtonLink href=back kind=ButtonKind::Quiet>"やめる"</ButtonLink>
            </Buttons>
        </PostForm>
    }
}
