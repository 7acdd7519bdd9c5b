//! Pages that ask once more: before a mailing is sent to everybody, or a second person is asked, and before it is given
//! up.

use super::result::audience;
use crate::{
    messages::{mailings::stage, offices::segments::sentence, sending::plan_field},
    paths,
};
use domain::{
    ids::MailingId,
    mailings::{Counts, PlanField, StageName},
    mails::{Days, Slowest},
    offices::NamedSegment,
};
use elements::{
    Button, ButtonKind, Buttons, DateField, ErrorSummary, FormState, HiddenField, Notice, NoticeKind,
    PageHeader, PostForm, Section, SummaryList, SummaryRow, TextField, Width,
};
use leptos::prelude::*;

/// What is asked before sending.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SendingView {
    /// The tenant's word in addresses.
    pub slug: String,
    /// The mailing.
    pub id: MailingId,
    /// The version that is sent.
    pub version: i32,
    /// 件名, as written.
    pub subject: String,
    /// Its segment.
    pub segment: NamedSegment,
    /// Who gets a mail and who does not.
    pub counts: Counts,
    /// Which offices those are that get one, to tell whether they changed since.
    pub audience: String,
    /// How many of those without a mail address have a postal one.
    pub labels: u64,
    /// The domain to which mails go on longest, where that takes minutes.
    pub slowest: Option<Slowest>,
    /// On how many days they leave, where the mail server does not take all of them today.
    pub days: Option<Days>,
    /// Up to how many one person sends alone, where more are meant and a second person is asked.
    pub second_above: Option<u32>,
    /// Why it was not sent, as a sentence.
    pub refused: Option<String>,
    /// When it is to leave, as typed.
    pub form: FormState,
}

/// Sends it?
#[component]
pub fn SendingPage(
    /// What is asked.
    sending: SendingView,
) -> impl IntoView {
    let SendingView {
        slug,
        id,
        version,
        subject,
        segment,
        counts,
        audience: offices,
        labels,
        slowest,
        days,
        second_above,
        refused,
        form,
    } = sending;
    let refused = refused.map(|why| view! { <Notice kind=NoticeKind::Error live=true title=why/> });
    let mails = counts.open();
    let back = paths::mailing(&slug, id);
    let (question, button) = match second_above {
        None => (format!("{mails}通のメールを送りますか"), format!("{mails}通を送信する")),
        Some(_) => (format!("{mails}通のメールの承認を依頼しますか"), format!("{mails}通の承認を依頼する")),
    };
    let second = second_above.map(|number| {
        view! {
            <Notice title=format!("{number}件を超えるので、ほかの人の承認が要ります")>
                <p>"この文を書いていない担当者か決裁者が、内容と件数を確かめて承認すると、送信が始まります。承認されるまで、文を直すことはできません（依頼を取り下げれば直せます）。"</p>
            </Notice>
        }
    });
    let slow = pace(slowest, days);
    let lead = match second_above {
        None => {
            "送信を始めると、送ったメールは取り消せません。まだ送っていない分だけ、止めることができます。"
        }
        Some(_) => "承認されるまで、1通も送りません。",
    };
    let summary = form.clone();
    let answer = if mails > 0 {
        view! {
            <PostForm action=paths::send_mailing(&slug, id)>
                <HiddenField name="version" value=version.to_string()/>
                <HiddenField name="mails" value=mails.to_string()/>
                <HiddenField name="audience" value=offices/>
                {plan(form)}
                <Buttons>
                    <Button>{button}</Button>
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
        <ErrorSummary form=&summary/>
        <PageHeader title=question caption=subject lead/>
        {second}
        {slow}
        <SummaryList dense=true>
            <SummaryRow label="対象リスト">{segment.name}<br/><span class="muted">{sentence(&segment.segment)}</span></SummaryRow>
        </SummaryList>
        {audience(&slug, id, &counts, labels, false)}
        {answer}
    }
}

/// How long it takes until the last mail has left, where that is not at once: days where they are counted, or minutes.
pub(super) fn pace(slowest: Option<Slowest>, days: Option<Days>) -> Option<AnyView> {
    let (title, told) = match (days, slowest) {
        (Some(Days { days, a_day }), _) => (
            format!("送り終わるまで、今日から数えて{days}日かかります"),
            format!(
                "メールサーバーが1日に受け付ける数に合わせて、お知らせは1日に{a_day}通まで送り、残りは翌日に続けます。この通数は、同じメールサーバーを使うすべての市区町村などを合わせた数です。ほかの市区町村などが送るメールも、この日数に入れています。どこかのメールだけが先に全部送られることはなく、順番に送ります。手続に必要なお知らせは、先に送ります。"
            ),
        ),
        (None, Some(Slowest { domain, mails, a_minute, minutes })) => (
            format!("送り終わるまで、{minutes}分ほどかかります"),
            format!(
                "「@{domain}」への{mails}通は、受信を断られないように、1分に{a_minute}通までの速さで送ります。"
            ),
        ),
        (None, None) => return None,
    };
    Some(view! { <Notice title><p>{told}</p></Notice> }.into_any())
}

/// When it leaves; empty is at once.
fn plan(form: FormState) -> impl IntoView {
    view! {
        <Section title="いつ送るか">
            <p>"すぐに送るときは、何も入力しないでください。"</p>
            <DateField form=&form name=PlanField::SendOn.name() label=plan_field(PlanField::SendOn) optional=true/>
            <TextField form=&form name=PlanField::SendTime.name() label=plan_field(PlanField::SendTime) hint="例：9:00" width=Width::Short optional=true autocomplete="off"/>
            <DateField form=&form name=PlanField::NotAfterOn.name() label=plan_field(PlanField::NotAfterOn) hint="催しの案内など、遅れて届いては困るときに入力します。" optional=true/>
            <TextField form=&form name=PlanField::NotAfterTime.name() label=plan_field(PlanField::NotAfterTime) hint="例：12:00。空欄なら、その日の終わりまで送ります。" width=Width::Short optional=true autocomplete="off"/>
        </Section>
    }
}

/// Gives it up?
#[component]
pub fn CancellationPage(
    /// The tenant's word in addresses.
    slug: String,
    /// The mailing.
    id: MailingId,
    /// 件名, as written.
    subject: String,
    /// Where it stands: a draft, planned, or being sent.
    from: StageName,
) -> impl IntoView {
    let (question, lead, button) = match from {
        StageName::Draft | StageName::Proposed => {
            ("この下書きを取りやめますか", "取りやめた下書きは、送信できなくなります。", "取りやめる")
        }
        StageName::Scheduled => (
            "送信の予約を取りやめますか",
            "1通も送りません。もう一度送るときは、新しく書いてください。",
            "予約を取りやめる",
        ),
        StageName::Sending
        | StageName::Paused
        | StageName::Sent
        | StageName::Cancelled
        | StageName::Expired => (
            "送信を止めますか",
            "まだ送っていないメールだけを止めます。送ったメールは取り消せません。再開はできません（少し待つだけなら、一時停止を使ってください）。",
            "送信を止める",
        ),
    };
    view! {
        <PageHeader title=question caption=format!("{subject}（{}）", stage(from)) lead/>
        <PostForm action=paths::cancel_mailing(&slug, id)>
            <Buttons>
                <Button kind=ButtonKind::Warning>{button}</Button>
                <a href=paths::mailing(&slug, id)>"そのままにして戻る"</a>
            </Buttons>
        </PostForm>
    }
}
