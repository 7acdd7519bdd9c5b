//! Every campaign of a municipality.

use super::{Place, days, tabs};
use crate::{
    exports::SaveLinks,
    messages::campaigns::{state, state_tone},
    paths,
};
use chrono::NaiveDate;
use domain::{campaigns::State, ids::CampaignId, money::Yen, wareki};
use elements::{
    ButtonKind, ButtonLink, Column, Density, EmptyState, Notice, NoticeKind, PageHeader, Table, Tag, Tone,
};
use leptos::prelude::*;

/// A campaign in the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CampaignLine {
    /// Its id.
    pub id: CampaignId,
    /// 名称.
    pub name: String,
    /// Where it stands.
    pub state: State,
    /// From when until when.
    pub days: (NaiveDate, Option<NaiveDate>),
    /// 担当者.
    pub owner: String,
    /// Activities that are done, and all but those that were dropped.
    pub done: (u64, u64),
    /// Activities that are late.
    pub overdue: u64,
    /// The next day on which something begins.
    pub next_on: Option<NaiveDate>,
    /// What was spent, and what there is.
    pub money: (Yen, Option<Yen>),
}

/// The campaigns, the latest first.
#[component]
pub fn CampaignsPage(
    /// The tenant's word in addresses.
    slug: String,
    /// The campaigns.
    campaigns: Vec<CampaignLine>,
    /// Whether the viewer may write.
    may_write: bool,
    /// What was just done.
    done: Option<&'static str>,
) -> impl IntoView {
    let done = done.map(|done| view! { <Notice kind=NoticeKind::Success live=true title=done/> });
    let new = may_write.then(|| {
        view! {
            <ButtonLink href=paths::forward_issue(&slug) kind=ButtonKind::Secondary>"最新情報を転送する"</ButtonLink>
            <ButtonLink href=paths::ready_campaigns(&slug) kind=ButtonKind::Secondary>"ひな形から作る"</ButtonLink>
            <ButtonLink href=paths::new_campaign(&slug)>"キャンペーンを作る"</ButtonLink>
        }
    });
    let list = if campaigns.is_empty() {
        view! {
            <EmptyState title="キャンペーンはまだありません">
                <p>"ホームページ掲載、メール、郵送、電話、連絡会、研修会、アンケートなどの活動を、日付の順に並べて進めます。"</p>
            </EmptyState>
        }
        .into_any()
    } else {
        let rows = campaigns.into_iter().map(|line| row(&slug, line)).collect_view();
        let columns = vec![
            Column::new("名称"),
            Column::new("状態"),
            Column::new("期間"),
            Column::new("担当者"),
            Column::new("活動"),
            Column::new("次の予定"),
            Column::new("費用"),
        ];
        let export = paths::campaigns_export(&slug);
        view! {
            <Table caption="キャンペーンの一覧" caption_hidden=true columns density=Density::Dense stacks=true>{rows}</Table>
            <SaveLinks what="キャンペーンの一覧" here=export/>
        }
        .into_any()
    };
    let (tabs, segments) = (tabs(&slug, Place::Campaigns), paths::segments(&slug));
    view! {
        {done}
        <PageHeader title="周知" lead="だれに、いつ、どの方法で知らせ、何が返ってきたかを、キャンペーンごとに並べて進めます。">
            {new}
            <ButtonLink href=segments kind=ButtonKind::Quiet>"対象リスト"</ButtonLink>
        </PageHeader>
        {tabs}
        {list}
    }
}

fn row(slug: &str, line: CampaignLine) -> impl IntoView + use<> {
    let CampaignLine { id, name, state: now, days: (first, last), owner, done, overdue, next_on, money } =
        line;
    let late = (overdue > 0).then(|| view! { <Tag tone=Tone::Danger label=format!("遅れ{overdue}件")/> });
    let next = next_on.map_or_else(|| "－".to_owned(), wareki::format_date);
    let (spent, budget) = money;
    let spent = budget.map_or_else(|| spent.to_string(), |budget| format!("{spent}／{budget}"));
    view! {
        <tr role="row">
            <th role="rowheader" scope="row"><a href=paths::campaign(slug, id)>{name}</a></th>
            <td role="cell" data-label="状態"><Tag tone=state_tone(now) label=state(now)/></td>
            <td role="cell" data-label="期間">{days(Some(first), last)}</td>
            <td role="cell" data-label="担当者">{owner}</td>
            <td role="cell" data-label="活動">{format!("{}／{}件 完了", done.0, done.1)}" "{late}</td>
            <td role="cell" data-label="次の予定" class="nowrap">{next}</td>
            <td role="cell" data-label="費用">{spent}</td>
        </tr>
    }
}
