//! Pages that ask once more: before a campaign is sent to everybody, and before it is given up.

use super::result::audience;
use crate::{
    messages::{campaigns::stage, offices::segments::sentence},
    paths,
};
use domain::{
    campaigns::{Counts, StageName},
    ids::CampaignId,
    offices::NamedSegment,
};
use elements::{
    Button, ButtonKind, Buttons, HiddenField, Notice, NoticeKind, PageHeader, PostForm, SummaryList,
    SummaryRow,
};
use leptos::prelude::*;

/// What is asked before sending.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SendingView {
    /// The tenant's word in addresses.
    pub slug: String,
    /// The campaign.
    pub id: CampaignId,
    /// The version that is sent.
    pub version: i32,
    /// 件名, as written.
    pub subject: String,
    /// Its segment.
    pub segment: NamedSegment,
    /// Who gets a mail and who does not.
    pub counts: Counts,
    /// How many of those without a mail address have a postal one.
    pub labels: u64,
    /// Why it was not sent, as a sentence.
    pub refused: Option<String>,
}

/// Sends it?
#[component]
pub fn SendingPage(
    /// What is asked.
    sending: SendingView,
) -> impl IntoView {
    let SendingView { slug, id, version, subject, segment, counts, labels, refused } = sending;
    let refused = refused.map(|why| view! { <Notice kind=NoticeKind::Error live=true title=why/> });
    let mails = counts.open();
    let back = paths::campaign(&slug, id);
    let question = format!("{mails}通のメールを送りますか");
    let answer = if mails > 0 {
        view! {
            <PostForm action=paths::send_campaign(&slug, id)>
                <HiddenField name="version" value=version.to_string()/>
                <HiddenField name="mails" value=mails.to_string()/>
                <Buttons>
                    <Button>{format!("{mails}通を送信する")}</Button>
                    <a href=back>"送信せずに戻る"</a>
                </Buttons>
            </PostForm>
        }
        .into_any()
    } else {
        view! {
            <Notice kind=NoticeKind::Warning title="メールを送れる事業所がありません">
                <p><a href=back>"お知らせに戻る"</a></p>
            </Notice>
        }
        .into_any()
    };
    view! {
        {refused}
        <PageHeader title=question caption=subject lead="送信を始めると、取り消せません。まだ送っていない分だけ、止めることができます。"/>
        <SummaryList dense=true>
            <SummaryRow label="対象リスト">{segment.name}<br/><span class="muted">{sentence(&segment.segment)}</span></SummaryRow>
        </SummaryList>
        {audience(&slug, id, &counts, labels, false)}
        {answer}
    }
}

/// Gives it up?
#[component]
pub fn CancellationPage(
    /// The tenant's word in addresses.
    slug: String,
    /// The campaign.
    id: CampaignId,
    /// 件名, as written.
    subject: String,
    /// Where it stands: a draft, or being sent.
    from: StageName,
) -> impl IntoView {
    let (question, lead, button) = match from {
        StageName::Draft => {
            ("この下書きを取りやめますか", "取りやめた下書きは、送信できなくなります。", "取りやめる")
        }
        StageName::Sending | StageName::Sent | StageName::Cancelled => (
            "送信を止めますか",
            "まだ送っていないメールだけを止めます。送ったメールは取り消せません。再開はできません。",
            "送信を止める",
        ),
    };
    view! {
        <PageHeader title=question caption=format!("{subject}（{}）", stage(from)) lead/>
        <PostForm action=paths::cancel_campaign(&slug, id)>
            <Buttons>
                <Button kind=ButtonKind::Warning>{button}</Button>
                <a href=paths::campaign(&slug, id)>"そのままにして戻る"</a>
            </Buttons>
        </PostForm>
    }
}
