//! Requests of which no date can be had any more, and the dates that are offered for one instead.

use crate::{
    messages::demos::{slot, slot_short},
    paths,
};
use domain::{demos::Slot, ids::DemoId};
use elements::{
    BackLink, Breadcrumb, Button, ButtonKind, ButtonLink, Buttons, Choice, Choices, Column, Crumb, Density,
    EmptyState, ErrorSummary, FormState, Notice, NoticeKind, PageHeader, PostForm, Table,
};
use leptos::prelude::*;

/// A request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BlockedLine {
    /// Which.
    pub id: DemoId,
    /// Whose.
    pub municipality: String,
    /// Whom to call.
    pub contact: String,
    /// What was asked for.
    pub candidates: Vec<Slot>,
    /// Whether other dates were offered already.
    pub told: bool,
    /// What is offered, or can be.
    pub nearest: Vec<Slot>,
}

/// The list of a federation.
#[component]
pub fn BlockedPage(
    /// The federation's word in addresses.
    slug: String,
    /// The requests.
    lines: Vec<BlockedLine>,
    /// What was just done, as a sentence.
    done: Option<&'static str>,
    /// Why something was not done, as a sentence.
    refused: Option<String>,
) -> impl IntoView {
    let done = done.map(|done| view! { <Notice kind=NoticeKind::Success live=true title=done/> });
    let refused = refused.map(|why| view! { <Notice kind=NoticeKind::Error live=true title=why/> });
    let untold = lines.iter().any(|one| !one.told && !one.nearest.is_empty());
    let offers = untold.then(|| {
        view! {
            <PostForm action=paths::blocked_demos(&slug)>
                <p>"まだ知らせていないすべての依頼に、表の日時をメールで知らせます。依頼は、お断りにはなりません。市区町村が日時を1つ選ぶと、その日時の依頼になります。"</p>
                <Buttons><Button>"代わりの日時をまとめて知らせる"</Button></Buttons>
            </PostForm>
        }
    });
    let crumbs = vec![Crumb::new("デモ・説明会", paths::demos(&slug))];
    let list = if lines.is_empty() {
        view! {
            <EmptyState title="候補の日時が取れなくなった依頼はありません">
                <p>"講師とデモ機がほかの開催で埋まり、候補の日時がすべて取れなくなった依頼があると、ここに並びます。"</p>
            </EmptyState>
        }
        .into_any()
    } else {
        table(&slug, lines).into_any()
    };
    view! {
        <Breadcrumb crumbs here="候補の日時が取れなくなった依頼"/>
        {done}
        {refused}
        <PageHeader title="候補の日時が取れなくなった依頼" lead="講師かデモ機が埋まり、候補の日時がどれも取れなくなった依頼です。近くで取れる日時を並べました。"/>
        {list}
        {offers}
    }
}

fn table(slug: &str, lines: Vec<BlockedLine>) -> impl IntoView + use<> {
    let columns = vec![
        Column::new("市区町村"),
        Column::new("候補の日時"),
        Column::new("代わりの日時"),
        Column::new("状況"),
    ];
    let days =
        |slots: Vec<Slot>| slots.iter().map(|one| view! { <p>{slot_short(one)}</p> }).collect::<Vec<_>>();
    let rows = lines
        .into_iter()
        .map(|one| {
            let href = paths::demo_session(slug, one.id);
            let state = match (one.told, one.nearest.is_empty()) {
                (true, _) => "知らせました（答えを待っています）",
                (false, true) => "近くに取れる日時がありません。電話で相談してください",
                (false, false) => "まだ知らせていません",
            };
            let answer = one.told.then(|| {
                let href = paths::demo_dates(slug, one.id);
                let label = format!("{}から受けた答えを入力する", one.municipality);
                view! { <p><a href=href aria-label=label>"電話などで受けた答えを入力する"</a></p> }
            });
            view! {
                <tr role="row">
                    <th scope="row" role="rowheader"><a href=href>{one.municipality}</a><p class="muted">{one.contact}</p></th>
                    <td role="cell" data-label="候補の日時">{days(one.candidates)}</td>
                    <td role="cell" data-label="代わりの日時">{days(one.nearest)}</td>
                    <td role="cell" data-label="状況">{state}{answer}</td>
                </tr>
            }
        })
        .collect_view();
    view! { <Table caption="候補の日時が取れなくなった依頼" caption_hidden=true columns density=Density::Dense stacks=true>{rows}</Table> }
}

/// What the page with the dates shows.
#[derive(Debug, Clone)]
pub struct DatesView {
    /// The tenant's word in addresses.
    pub slug: String,
    /// The request.
    pub id: DemoId,
    /// What is offered.
    pub slots: Vec<Slot>,
    /// Name of the control.
    pub name: &'static str,
    /// What was typed.
    pub form: FormState,
}

/// The dates that are offered for a request.
#[component]
pub fn DatesPage(
    /// What it shows.
    dates: DatesView,
) -> impl IntoView {
    let DatesView { slug, id, slots, name, form } = dates;
    let back = paths::demo_session(&slug, id);
    let options = slots.iter().map(|one| Choice::new(one.code(), slot(one))).collect();
    view! {
        <BackLink href=back.clone()/>
        <ErrorSummary form=&form/>
        <PageHeader title="代わりの日時を選ぶ" lead="依頼した候補の日時は、どれも取れなくなりました。次の日時なら、講師とデモ機を用意できる見込みです。どれも都合が悪いときは、国保連合会に電話などで相談してください。"/>
        <PostForm action=paths::demo_dates(&slug, id)>
            <Choices form=&form name legend="新しい候補の日時" options/>
            <Buttons>
                <Button>"この日時で依頼する"</Button>
                <ButtonLink href=back kind=ButtonKind::Quiet>"やめる"</ButtonLink>
            </Buttons>
        </PostForm>
    }
}
