//! What a second person sees: the text, to whom it goes and when, and the two answers.

use super::result::audience;
use crate::{
    messages::{
        mailings::{stage, stage_tone, topic as topic_word},
        offices::segments::sentence,
    },
    paths, when,
};
use chrono::{DateTime, Utc};
use domain::{
    ids::MailingId,
    mailings::{Counts, Plan, StageName, Topic},
    offices::NamedSegment,
};
use elements::{
    Breadcrumb, Button, ButtonKind, ButtonLink, Buttons, Crumb, ErrorSummary, FormState, HiddenField, Notice,
    NoticeKind, PageHeader, PostForm, Section, SummaryList, SummaryRow, TextArea,
};
use leptos::prelude::*;

/// What a viewer may do about a mailing that waits for a second person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answering {
    /// Approve it or give it back.
    Second,
    /// Take it back: the viewer wrote it or asked.
    Own,
}

/// A mailing that waits for a second person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApprovalView {
    /// The tenant's word in addresses.
    pub slug: String,
    /// The mailing.
    pub id: MailingId,
    /// The version that is approved.
    pub version: i32,
    /// 件名, as written.
    pub subject: String,
    /// 本文, as written.
    pub body: String,
    /// What it is about, and whether everybody may read it on a page.
    pub about: (Topic, bool),
    /// Its segment.
    pub segment: NamedSegment,
    /// Who gets a mail and who does not.
    pub counts: Counts,
    /// Which offices those are that get one, to tell whether they changed since.
    pub audience: String,
    /// How many of those without a mail address have a postal one.
    pub labels: u64,
    /// Who asked, and when.
    pub asked: (String, DateTime<Utc>),
    /// When it is to leave.
    pub plan: Plan,
    /// What the viewer may do.
    pub answering: Answering,
    /// What was just done.
    pub done: Option<&'static str>,
    /// Why nothing was done, as a sentence.
    pub refused: Option<String>,
    /// The reason, as typed.
    pub form: FormState,
}

/// When it leaves, as rows of a summary.
pub(super) fn planned(plan: &Plan) -> impl IntoView + use<> {
    let Plan { send_at, not_after } = *plan;
    let first = send_at.map_or_else(|| "すぐに".to_owned(), when::moment);
    let last = not_after
        .map(|last| view! { <SummaryRow label="この後は送らない">{when::moment(last)}</SummaryRow> });
    view! {
        <SummaryRow label="送信する日時">{first}</SummaryRow>
        {last}
    }
}

/// What it is about, and whether everybody may read it on a page, as rows of a summary.
pub(super) fn about_rows((topic, published): (Topic, bool)) -> impl IntoView {
    let page = published.then(|| {
        view! { <SummaryRow label="ウェブページ">"送り始めると、だれでも読めるページで公開します"</SummaryRow> }
    });
    view! {
        <SummaryRow label="分野">{topic_word(topic)}</SummaryRow>
        {page}
    }
}

/// Approves it?
#[component]
pub fn ApprovalPage(
    /// The mailing.
    approval: ApprovalView,
) -> impl IntoView {
    let ApprovalView {
        slug,
        id,
        version,
        subject,
        body,
        about,
        segment,
        counts,
        audience: offices,
        labels,
        asked: (asker, asked_at),
        plan,
        answering,
        done,
        refused,
        form,
    } = approval;
    let done = done.map(|title| view! { <Notice kind=NoticeKind::Success live=true title/> });
    let refused = refused.map(|why| view! { <Notice kind=NoticeKind::Error live=true title=why/> });
    let mails = counts.open();
    let action = paths::approve_mailing(&slug, id);
    let summary = form.clone();
    let preview = paths::preview_mailing(&slug, id);
    let answers = match answering {
        Answering::Second => {
            let approve = action.clone();
            view! {
            <Section title="承認して送る">
                <p>"承認すると、上の日時に送信が始まります。送ったメールは取り消せません。"</p>
                <PostForm action=approve>
                    <HiddenField name="version" value=version.to_string()/>
                    <HiddenField name="mails" value=mails.to_string()/>
                    <HiddenField name="audience" value=offices/>
                    <Buttons><Button name="act" value="approve">{format!("承認して{mails}通を送る")}</Button></Buttons>
                </PostForm>
            </Section>
            <Section title="差し戻す">
                <PostForm action>
                    <HiddenField name="version" value=version.to_string()/>
                    <TextArea form=&form name="reason" label="直してほしいこと" hint="書いた人に表示されます。500文字まで。" rows=4/>
                    <Buttons><Button kind=ButtonKind::Secondary name="act" value="return">"差し戻す"</Button></Buttons>
                </PostForm>
            </Section>
            }
            .into_any()
        }
        Answering::Own => view! {
            <Notice title="書いた人や依頼した人は、承認できません">
                <p>"ほかの担当者か決裁者に、このページを見てもらってください。直したいときは、依頼を取り下げると下書きに戻ります。"</p>
            </Notice>
            <PostForm action>
                <HiddenField name="version" value=version.to_string()/>
                <Buttons><Button kind=ButtonKind::Secondary name="act" value="withdraw">"依頼を取り下げる"</Button></Buttons>
            </PostForm>
        }
        .into_any(),
    };
    view! {
        {done}
        {refused}
        <ErrorSummary form=&summary/>
        <Breadcrumb crumbs=vec![Crumb::new("お知らせ", paths::mailings(&slug))] here=subject.clone()/>
        <PageHeader title=format!("{mails}通のお知らせの承認") caption=subject.clone()
            tag=Some((stage_tone(StageName::Proposed), stage(StageName::Proposed).to_owned()))/>
        <SummaryList dense=true>
            <SummaryRow label="依頼した人">{format!("{asker}（{}）", when::moment(asked_at))}</SummaryRow>
            {planned(&plan)}
            {about_rows(about)}
            <SummaryRow label="対象リスト">{segment.name}<br/><span class="muted">{sentence(&segment.segment)}</span></SummaryRow>
            <SummaryRow label="件名">{subject}</SummaryRow>
        </SummaryList>
        <Section title="本文">
            <div class="letter">{body}</div>
            <Buttons><ButtonLink kind=ButtonKind::Quiet href=preview>"事業所に届くとおりに見る"</ButtonLink></Buttons>
        </Section>
        {audience(&slug, id, &counts, labels, false)}
        {answers}
    }
}
