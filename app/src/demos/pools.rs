//! Small requests of neighbours that could be one session: proposed, and joined by one act.

use crate::{
    messages::demos::{people, slot_short},
    paths,
};
use domain::{demos::Slot, ids::DemoId};
use elements::{
    Breadcrumb, Button, Column, Crumb, Density, EmptyState, HiddenField, Notice, NoticeKind, PageHeader,
    PostForm, Section, Table,
};
use leptos::prelude::*;

/// A request of a pool.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PoolRequest {
    /// Which.
    pub id: DemoId,
    /// Whose.
    pub municipality: String,
    /// Expected people.
    pub people: u16,
    /// Whether it said that it would.
    pub willing: bool,
    /// What it would like.
    pub candidates: Vec<Slot>,
}

/// Requests that could be one session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PoolLine {
    /// The one whose session it would be, first, and the others.
    pub requests: Vec<PoolRequest>,
    /// Expected people, together.
    pub people: u16,
}

/// The page.
#[component]
pub fn PoolsPage(
    /// The federation's word in addresses.
    slug: String,
    /// From how many people on it comes in person; none asks nothing.
    least: Option<u16>,
    /// What could be pooled.
    pools: Vec<PoolLine>,
    /// Why something was not done.
    refused: Option<String>,
) -> impl IntoView {
    let refused = refused.map(|why| view! { <Notice kind=NoticeKind::Error live=true title=why/> });
    let lead = least.map_or_else(
        || {
            "「予約の決まり」で、現地で開く目安の人数を決めると、それより少ない依頼を組み合わせて提案します。"
                .to_owned()
        },
        |least| format!("参加見込みが{least}人に足りない、時期の近い依頼を組み合わせました。"),
    );
    let empty = pools.is_empty().then(|| {
        view! { <EmptyState title="組み合わせられる依頼はありません"><p>"人数の少ない、時期の近い依頼が2つ以上あると、ここに並びます。"</p></EmptyState> }
    });
    let sections = pools.into_iter().map(|pool| section(&slug, pool)).collect_view();
    view! {
        <Breadcrumb crumbs=vec![Crumb::new("デモ・説明会", paths::demos(&slug))] here="相乗り開催の提案"/>
        {refused}
        <PageHeader title="相乗り開催の提案" lead/>
        {empty}
        {sections}
    }
}

fn section(slug: &str, pool: PoolLine) -> impl IntoView + use<> {
    let names: Vec<&str> = pool.requests.iter().map(|one| one.municipality.as_str()).collect();
    let title = format!("{}（合わせて{}）", names.join("・"), people(pool.people));
    let columns = vec![
        Column::new("市区町村"),
        Column::number("参加見込み（人）"),
        Column::new("候補の日時"),
        Column::new("相乗りの希望"),
    ];
    let hidden = pool
        .requests
        .iter()
        .map(|one| view! { <HiddenField name="request" value=one.id.to_string()/> })
        .collect_view();
    let action = paths::demo_pools(slug);
    let lead = pool.requests.first().map(|one| one.municipality.clone()).unwrap_or_default();
    let rows = pool
        .requests
        .into_iter()
        .map(|one| {
            let dates = one.candidates.iter().map(|slot| view! { <p>{slot_short(slot)}</p> }).collect_view();
            let href = paths::demo_session(slug, one.id);
            let willing =
                if one.willing { "あり" } else { "未確認（電話などで確かめてください）" };
            view! {
                <tr role="row">
                    <th scope="row" role="rowheader"><a href=href>{one.municipality}</a></th>
                    <td role="cell" class="number" data-label="参加見込み（人）">{one.people.to_string()}</td>
                    <td role="cell" data-label="候補の日時">{dates}</td>
                    <td role="cell" data-label="相乗りの希望">{willing}</td>
                </tr>
            }
        })
        .collect_view();
    let other = format!("：{lead}ほか");
    let words = format!(
        "{lead}の依頼にまとめ、ほかの市区町村にメールで知らせます。日時と機材は、そのあとに決めます。"
    );
    view! {
        <Section title=title.clone()>
            <Table caption=title caption_hidden=true columns density=Density::Dense stacks=true>{rows}</Table>
            <PostForm action>
                {hidden}
                <p>{words}</p>
                <Button>"相乗り開催にまとめる"<span class="hidden">{other}</span></Button>
            </PostForm>
        </Section>
    }
}
