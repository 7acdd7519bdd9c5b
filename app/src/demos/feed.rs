//! 購読: the address of a calendar that an officer's own calendar program reads, and how to take it away.

use crate::{paths, when};
use chrono::{DateTime, Utc};
use elements::{
    Breadcrumb, Button, ButtonKind, Buttons, Check, Crumb, Details, FormState, HiddenField, Notice,
    NoticeKind, PageHeader, PostForm, Section, SummaryList, SummaryRow,
};
use leptos::prelude::*;

/// What the page shows.
#[derive(Debug, Clone)]
pub struct FeedView {
    /// The house's word in addresses.
    pub slug: String,
    /// The house.
    pub house: String,
    /// The calendar, once there is one.
    pub feed: Option<FeedLine>,
    /// What was just done, as a sentence.
    pub done: Option<&'static str>,
}

/// A calendar to subscribe to.
#[derive(Debug, Clone)]
pub struct FeedLine {
    /// Its whole address.
    pub address: String,
    /// Whether the days stand in it by which tasks are due.
    pub tasks: bool,
    /// Since when.
    pub since: DateTime<Utc>,
}

/// The page.
#[component]
pub fn FeedPage(
    /// What it shows.
    view: FeedView,
) -> impl IntoView {
    let FeedView { slug, house, feed, done } = view;
    let done = done.map(|done| view! { <Notice kind=NoticeKind::Success live=true title=done/> });
    let action = paths::demo_feed(&slug);
    let lead = format!("{house}のデモ・説明会を、OutlookやGoogleカレンダーで見られるようにします。");
    let make = {
        let tasks = feed.as_ref().is_none_or(|feed| feed.tasks);
        let filled = domain::form::Typed::default().with("tasks", if tasks { "yes" } else { "" });
        let form = FormState::filled(filled);
        let (label, kind) = if feed.is_some() {
            ("アドレスを作り直す", ButtonKind::Secondary)
        } else {
            ("購読のアドレスを作る", ButtonKind::Primary)
        };
        view! {
            <PostForm action=action.clone()>
                <HiddenField name="act" value="make"/>
                <Check form name="tasks" label="自分たちの準備の期限も入れる"/>
                <Buttons><Button kind>{label}</Button></Buttons>
            </PostForm>
        }
    };
    let body = match feed {
        None => view! {
            <p>"アドレスはあなただけのものです。知っている人は誰でも予定を見られるため、ほかの人に渡さないでください。"</p>
            {make}
        }
        .into_any(),
        Some(FeedLine { address, tasks, since }) => {
            let tasks = if tasks { "デモ・説明会と、準備の期限" } else { "デモ・説明会" };
            view! {
                <SummaryList>
                    <SummaryRow label="購読のアドレス"><code>{address}</code></SummaryRow>
                    <SummaryRow label="入るもの">{tasks}</SummaryRow>
                    <SummaryRow label="作った日時">{when::moment(since)}</SummaryRow>
                </SummaryList>
                <Details summary="Outlookに入れる">
                    <ol>
                        <li>"予定表を開き、「予定表を追加」から「インターネットから」（新しいOutlookでは「Webから購読」）を選びます。"</li>
                        <li>"上のアドレスを貼り付けて、保存します。"</li>
                    </ol>
                </Details>
                <Details summary="Googleカレンダーに入れる">
                    <ol>
                        <li>"「他のカレンダー」の「＋」から「URLで追加」を選びます。"</li>
                        <li>"上のアドレスを貼り付けて、追加します。"</li>
                    </ol>
                </Details>
                <p class="muted">"日時が変わったり中止になったりすると、数時間のうちにカレンダーも変わります。事業所の名前や人の名前は入りません。"</p>
                <Section title="アドレスを変える・やめる">
                    <p>"アドレスを知られたくない人に知られたときは、作り直してください。前のアドレスは使えなくなります。"</p>
                    {make}
                    <PostForm action>
                        <HiddenField name="act" value="revoke"/>
                        <Buttons><Button kind=ButtonKind::Warning>"購読をやめる"</Button></Buttons>
                    </PostForm>
                </Section>
            }
            .into_any()
        }
    };
    view! {
        <Breadcrumb crumbs=vec![Crumb::new("デモ・説明会", paths::demos(&slug))] here="カレンダーの購読"/>
        {done}
        <PageHeader title="カレンダーの購読" lead/>
        {body}
    }
}
