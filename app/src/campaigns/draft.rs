//! A draft: what it says, to whom it would go now, and what to do next.

use super::result::audience;
use crate::{
    messages::{
        campaigns::{stage, stage_tone},
        offices::segments::sentence,
    },
    paths,
};
use domain::{
    campaigns::{Counts, StageName},
    ids::{CampaignId, SegmentId},
    offices::NamedSegment,
};
use elements::{
    Breadcrumb, ButtonKind, ButtonLink, Buttons, Crumb, Notice, NoticeKind, PageHeader, Section, SummaryList,
    SummaryRow,
};
use leptos::prelude::*;

/// A draft as its page shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DraftView {
    /// The tenant's word in addresses.
    pub slug: String,
    /// The campaign.
    pub id: CampaignId,
    /// 件名, as written.
    pub subject: String,
    /// 本文, as written.
    pub body: String,
    /// Its segment.
    pub segment: (SegmentId, NamedSegment),
    /// Who would get a mail now.
    pub counts: Counts,
    /// How many of those without a mail address have a postal one.
    pub labels: u64,
    /// Whether the viewer may write and send.
    pub may_write: bool,
    /// What was just done.
    pub done: Option<&'static str>,
}

/// A draft.
#[component]
pub fn DraftPage(
    /// The draft.
    draft: DraftView,
) -> impl IntoView {
    let DraftView { slug, id, subject, body, segment: (segment_id, named), counts, labels, may_write, done } =
        draft;
    let done = done.map(|done| view! { <Notice kind=NoticeKind::Success live=true title=done/> });
    let write = may_write.then(|| {
        view! {
            <ButtonLink href=paths::send_campaign(&slug, id) kind=ButtonKind::Secondary>"送信の確認へ進む"</ButtonLink>
            <ButtonLink href=paths::edit_campaign(&slug, id) kind=ButtonKind::Quiet>"直す"</ButtonLink>
            <ButtonLink href=paths::cancel_campaign(&slug, id) kind=ButtonKind::Quiet>"取りやめる"</ButtonLink>
        }
    });
    let segment = paths::segment(&slug, segment_id);
    let explained = sentence(&named.segment);
    let preview = paths::preview_campaign(&slug, id);
    view! {
        {done}
        <Breadcrumb crumbs=vec![Crumb::new("周知", paths::campaigns(&slug))] here=subject.clone()/>
        <PageHeader title=subject.clone() tag=Some((stage_tone(StageName::Draft), stage(StageName::Draft).to_owned()))
            lead="まだ送っていません。プレビューで、事業所にどう届くかを確かめてください。"/>
        <Buttons>
            <ButtonLink href=preview>"プレビューを見る"</ButtonLink>
            {write}
        </Buttons>
        {audience(&slug, id, &counts, labels, false)}
        <Section title="内容">
            <SummaryList dense=true>
                <SummaryRow label="対象リスト"><a href=segment>{named.name}</a><br/><span class="muted">{explained}</span></SummaryRow>
                <SummaryRow label="件名">{subject}</SummaryRow>
            </SummaryList>
            <div class="letter">{body}</div>
        </Section>
    }
}
