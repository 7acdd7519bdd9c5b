//! Every mailing of a municipality.

use crate::{
    campaigns::{Place, tabs},
    messages::mailings::{stage, stage_tone},
    paths, when,
};
use chrono::{DateTime, Utc};
use domain::{
    ids::MailingId,
    mailings::{Counts, Outcome, StageName},
};
use elements::{ButtonKind, ButtonLink, Column, Density, EmptyState, PageHeader, Table, Tag};
use leptos::prelude::*;

/// A mailing in the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MailingLine {
    /// Its id.
    pub id: MailingId,
    /// 件名, as written.
    pub subject: String,
    /// Where it stands.
    pub stage: StageName,
    /// The name of its segment.
    pub segment: String,
    /// When it was last changed.
    pub at: DateTime<Utc>,
    /// What became of its audience; nothing of a draft.
    pub counts: Counts,
}

/// The mailings, the last changed first.
#[component]
pub fn MailingsPage(
    /// The tenant's word in addresses.
    slug: String,
    /// The mailings.
    mailings: Vec<MailingLine>,
    /// Whether the viewer may write.
    may_write: bool,
    /// Whether the viewer decides up to how many one person writes to.
    may_rule: bool,
) -> impl IntoView {
    let new =
        may_write.then(|| view! { <ButtonLink href=paths::new_mailing(&slug)>"お知らせを書く"</ButtonLink> });
    let rule = may_rule.then(|| {
        view! { <ButtonLink href=paths::mailing_rules(&slug) kind=ButtonKind::Quiet>"承認の設定"</ButtonLink> }
    });
    let list = if mailings.is_empty() {
        view! {
            <EmptyState title="お知らせはまだありません">
                <p>"対象リストを選んで書くと、事業所ごとに1通ずつ送ります。届いたかどうかは、事業所ごとに確かめられます。"</p>
            </EmptyState>
        }
        .into_any()
    } else {
        let rows = mailings.into_iter().map(|line| row(&slug, line)).collect_view();
        let columns = vec![
            Column::new("件名"),
            Column::new("状態"),
            Column::new("対象リスト"),
            Column::number("対象"),
            Column::number("送信済み"),
            Column::number("不達"),
            Column::new("最終更新"),
        ];
        view! { <Table caption="お知らせの一覧" caption_hidden=true columns density=Density::Dense stacks=true>{rows}</Table> }.into_any()
    };
    let tabs = tabs(&slug, Place::Mailings);
    view! {
        <PageHeader title="お知らせ" lead="事業所へのお知らせを、メールで1通ずつ送ります。">
            <ButtonLink href=paths::segments(&slug) kind=ButtonKind::Secondary>"対象リスト"</ButtonLink>
            <ButtonLink href=paths::mail_bounces(&slug) kind=ButtonKind::Secondary>"エラーメール"</ButtonLink>
            {rule}
            {new}
        </PageHeader>
        {tabs}
        {list}
    }
}

fn row(slug: &str, line: MailingLine) -> impl IntoView + use<> {
    let MailingLine { id, subject, stage: name, segment, at, counts } = line;
    let number = |number: u64| if counts.total() == 0 { "－".to_owned() } else { number.to_string() };
    view! {
        <tr role="row">
            <th scope="row" role="rowheader"><a href=paths::mailing(slug, id)>{subject}</a></th>
            <td role="cell" data-label="状態"><Tag tone=stage_tone(name) label=stage(name)/></td>
            <td role="cell" data-label="対象リスト">{segment}</td>
            <td role="cell" data-label="対象" class="number">{number(counts.total())}</td>
            <td role="cell" data-label="送信済み" class="number">{number(counts.get(Outcome::Sent))}</td>
            <td role="cell" data-label="不達" class="number">{number(counts.get(Outcome::Refused))}</td>
            <td role="cell" data-label="最終更新" class="nowrap">{when::moment(at)}</td>
        </tr>
    }
}
