//! A draft: what it says, to whom it would go now, and what to do next.

use super::{approval::about_rows, result::audience};
use crate::{
    messages::{
        mailings::{stage, stage_tone},
        offices::segments::sentence,
    },
    paths,
};
use domain::{
    ids::{MailingId, SegmentId},
    mailings::{Counts, StageName, Topic},
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
    /// The mailing.
    pub id: MailingId,
    /// 件名, as written.
    pub subject: String,
    /// 本文, as written.
    pub body: String,
    /// What it is about, and whether everybody may read it on a page.
    pub about: (Topic, bool),
    /// Its segment.
    pub segment: (SegmentId, NamedSegment),
    /// Who would get a mail now.
    pub counts: Counts,
    /// How many of those without a mail address have a postal one.
    pub labels: u64,
    /// Whether it is still written, or waits for a second person.
    pub stage: StageName,
    /// Whether the viewer may write and send.
    pub may_write: bool,
    /// Why a second person gave it back.
    pub returned: Option<String>,
    /// The mailing that it is sent again of, with what spares an office, in words.
    pub again: Option<(MailingId, String, String)>,
    /// What was just done.
    pub done: Option<&'static str>,
}

/// A draft.
#[component]
pub fn DraftPage(
    /// The draft.
    draft: DraftView,
) -> impl IntoView {
    let DraftView {
        slug,
        id,
        subject,
        body,
        about,
        segment: (segment_id, named),
        stage: now,
        counts,
        labels,
        may_write,
        returned,
        again,
        done,
    } = draft;
    let returned = returned.map(|reason| {
        view! { <Notice kind=NoticeKind::Warning title="差し戻されました"><p>{reason}</p></Notice> }
    });
    let again = again.map(|(of, subject, spared)| {
        let href = paths::mailing(&slug, of);
        view! {
            <SummaryRow label="もう一度送るお知らせ"><a href=href>{subject}</a><br/><span class="muted">{format!("送らない事業所：{spared}")}</span></SummaryRow>
        }
    });
    let done = done.map(|done| view! { <Notice kind=NoticeKind::Success live=true title=done/> });
    let write = may_write.then(|| {
        view! {
            <ButtonLink href=paths::send_mailing(&slug, id) kind=ButtonKind::Secondary>"送信の確認へ進む"</ButtonLink>
            <ButtonLink href=paths::edit_mailing(&slug, id) kind=ButtonKind::Quiet>"直す"</ButtonLink>
            <ButtonLink href=paths::cancel_mailing(&slug, id) kind=ButtonKind::Quiet>"取りやめる"</ButtonLink>
        }
    });
    let segment = paths::segment(&slug, segment_id);
    let explained = sentence(&named.segment);
    let preview = paths::preview_mailing(&slug, id);
    view! {
        {done}
        <Breadcrumb crumbs=vec![Crumb::new("お知らせ", paths::mailings(&slug))] here=subject.clone()/>
        <PageHeader title=subject.clone() tag=Some((stage_tone(now), stage(now).to_owned()))
            lead="まだ送っていません。プレビューで、事業所にどう届くかを確かめてください。"/>
        <Buttons>
            <ButtonLink href=preview>"プレビューを見る"</ButtonLink>
            {write}
        </Buttons>
        {returned}
        {audience(&slug, id, &counts, labels, false)}
        <Section title="内容">
            <SummaryList dense=true>
                {again}
                <SummaryRow label="対象リスト"><a href=segment>{named.name}</a><br/><span class="muted">{explained}</span></SummaryRow>
                {about_rows(about)}
                <SummaryRow label="件名">{subject}</SummaryRow>
            </SummaryList>
            <div class="letter">{body}</div>
        </Section>
    }
}
