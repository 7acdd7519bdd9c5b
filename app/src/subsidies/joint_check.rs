//! まとめて申請, before it is sent: everything once more, office by office, then one button for all.

use super::JointPart;
use crate::paths;
use domain::{ids::ProgrammeId, money::Yen};
use elements::{
    BackLink, Button, CheckAnswers, HiddenField, Notice, NoticeKind, PageHeader, PostForm, SummaryRow,
};
use leptos::prelude::*;

/// What the page before sending shows.
#[derive(Debug, Clone)]
pub struct JointCheckView {
    /// The municipality's word in addresses.
    pub slug: String,
    /// The programme.
    pub programme: ProgrammeId,
    /// Its title.
    pub title: String,
    /// What will be sent.
    pub ready: Vec<JointPart>,
    /// The sum of what they ask for.
    pub total: Yen,
    /// Offices that stay behind because something is missing.
    pub behind: Vec<String>,
    /// Of how many of those that are ready a colleague is asked to look first.
    pub asks: usize,
    /// Offices that stay behind because somebody else looks at them.
    pub waiting: Vec<String>,
    /// What whoever confirms has seen of each that is ready.
    pub seen: Vec<String>,
}

/// Everything once more, then one button for all.
#[component]
pub fn JointCheckPage(
    /// What it shows.
    check: JointCheckView,
) -> impl IntoView {
    let JointCheckView { slug, programme, title, ready, total, behind, asks, waiting, seen } = check;
    let count = ready.len();
    let button = match (count - asks, asks) {
        (sent, 0) => format!("この内容で{sent}件を申請する"),
        (0, asks) => format!("この内容で{asks}件の確認を依頼する"),
        (sent, asks) => format!("この内容で{sent}件を申請し、{asks}件の確認を依頼する"),
    };
    let asks = (asks > 0).then(|| {
        view! {
            <Notice title=format!("{asks}件は、確認者が確認してから申請します")>
                <p>"受付の順番と予算は、申請した時点で決まります。確認を依頼しただけでは、まだ受け付けられていません。"</p>
            </Notice>
        }
    });
    let waiting = (!waiting.is_empty()).then(|| {
        let items = waiting.into_iter().map(|office| view! { <li>{office}</li> }).collect_view();
        view! { <Notice title="次の事業所は、ほかの方の確認を待っています"><ul>{items}</ul></Notice> }
    });
    let seen = seen.into_iter().map(|value| view! { <HiddenField name="seen" value=value/> }).collect_view();
    let parts = ready
        .into_iter()
        .map(|JointPart { id, office, rows }| {
            let href = paths::my_application(&slug, id);
            let rows = rows
                .into_iter()
                .map(|(label, value)| view! { <SummaryRow label=label>{value}</SummaryRow> })
                .collect_view();
            view! {
                <CheckAnswers title=office.clone()>
                    {rows}
                    <SummaryRow label="直すとき"><a href=href>{format!("{office}の申請を開く")}</a></SummaryRow>
                </CheckAnswers>
            }
        })
        .collect_view();
    let behind = (!behind.is_empty()).then(|| {
        let items = behind.into_iter().map(|office| view! { <li>{office}</li> }).collect_view();
        view! {
            <Notice kind=NoticeKind::Warning title="次の事業所は、入力が終わっていないので申請しません">
                <ul>{items}</ul>
            </Notice>
        }
    });
    view! {
        <BackLink href=paths::joint(&slug, programme) label="まとめて申請するページへ戻る"/>
        <PageHeader title="内容を確かめてまとめて申請する" caption=title/>
        {behind}
        {waiting}
        {asks}
        {parts}
        <p class="asked">{format!("{count}件で申請する補助額の合計 ")}<strong>{total.to_string()}</strong></p>
        <PostForm action=paths::joint_check(&slug, programme)>
            {seen}
            <Button>{button}</Button>
        </PostForm>
    }
}
