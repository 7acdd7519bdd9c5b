//! What a home page says of activities that are late or due within a week.

use super::days;
use crate::{messages::campaigns::kind, paths};
use chrono::NaiveDate;
use domain::{
    campaigns::ActivityKind,
    ids::{ActivityId, CampaignId},
};
use elements::{Column, Density, Notice, NoticeKind, Section, Table, Tag, Tone};
use leptos::prelude::*;

/// An open activity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DueLine {
    /// Its campaign.
    pub campaign: CampaignId,
    /// The campaign's name.
    pub campaign_name: String,
    /// The activity.
    pub id: ActivityId,
    /// What it is.
    pub kind: ActivityKind,
    /// 名称.
    pub title: String,
    /// From when until when.
    pub days: (Option<NaiveDate>, Option<NaiveDate>),
    /// Who is responsible; empty when nobody is.
    pub owner: String,
    /// Whether it is the viewer's own.
    pub mine: bool,
    /// Whether it is late.
    pub overdue: bool,
}

/// Activities that are late or come within a week; the viewer's own first.
#[component]
pub fn ActivitiesAtHome(
    /// The tenant's word in addresses.
    slug: String,
    /// The activities.
    due: Vec<DueLine>,
) -> impl IntoView {
    let late = due.iter().filter(|line| line.overdue).count();
    let late = (late > 0).then(|| {
        view! { <Notice kind=NoticeKind::Warning title=format!("予定の日を過ぎた周知の活動が{late}件あります")/> }
    });
    (!due.is_empty()).then(|| {
        let rows = due.into_iter().map(|line| row(&slug, line)).collect_view();
        let columns =
            vec![Column::new("活動"), Column::new("日程"), Column::new("担当者"), Column::new("キャンペーン")];
        let all = paths::campaigns(&slug);
        view! {
            <Section title="周知の活動">
                {late}
                <Table caption="周知の活動" caption_hidden=true columns density=Density::Dense stacks=true>{rows}</Table>
                <p><a href=all>"すべてのキャンペーンを見る"</a></p>
            </Section>
        }
    })
}

fn row(slug: &str, line: DueLine) -> impl IntoView + use<> {
    let DueLine { campaign, campaign_name, id, kind: of, title, days: (first, last), owner, mine, overdue } =
        line;
    let late = overdue.then(|| view! { <Tag tone=Tone::Danger label="遅れ"/> });
    let owner = match (mine, owner.is_empty()) {
        (true, _) => "あなた".to_owned(),
        (false, true) => "決まっていません".to_owned(),
        (false, false) => owner,
    };
    view! {
        <tr role="row">
            <th role="rowheader" scope="row"><a href=paths::activity(slug, campaign, id)>{title}</a><br/><span class="muted">{kind(of)}</span></th>
            <td role="cell" data-label="日程">{days(first, last)}" "{late}</td>
            <td role="cell" data-label="担当者">{owner}</td>
            <td role="cell" data-label="キャンペーン"><a href=paths::campaign(slug, campaign)>{campaign_name}</a></td>
        </tr>
    }
}
