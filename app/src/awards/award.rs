//! One award: where it stands, its money, what was reported, what can be done now, what happened.

use super::{
    forms::{AboutAward, AwardTrail, MoneyFacts, RequestView, form_row, standing},
    instalments::{InstalmentLine, Instalments},
};
use crate::{
    messages::awards::{recovery_state, request_kind, stage_in_payment, stage_tone},
    paths,
    payments::{Paying, PaymentsOfAward},
    subsidies::AmountSteps,
};
use chrono::NaiveDate;
use domain::{
    awards::RecoveryState,
    ids::RecoveryId,
    money::Yen,
    subsidies::{Claim, Form, Rules},
    wareki::format_date,
};
use elements::{
    Button, ButtonKind, ButtonLink, Buttons, Column, Density, HiddenField, Notice, NoticeKind, PageHeader,
    PostForm, Section, SummaryList, SummaryRow, Table, Tag, Timeline, TimelineEntry, Tone,
};
use leptos::prelude::*;

/// What was reported.
#[derive(Debug, Clone)]
pub struct ReportView {
    /// When, in words.
    pub at: String,
    /// What was claimed.
    pub claim: Claim,
    /// What the rules give for it.
    pub counted: Yen,
    /// What was done.
    pub done: String,
    /// Its files: name of the document, name of the file, where it opens.
    pub files: Vec<(String, String, String)>,
}

/// What is to come back.
#[derive(Debug, Clone)]
pub struct RecoveryLine {
    /// Which.
    pub id: RecoveryId,
    /// How much was ordered back.
    pub amount: Yen,
    /// What has not come.
    pub owed: Yen,
    /// The last day.
    pub due: NaiveDate,
    /// Where it stands.
    pub state: RecoveryState,
}

/// Something that happened.
#[derive(Debug, Clone)]
pub struct HistoryLine {
    /// Who did what.
    pub title: String,
    /// When, in words.
    pub at: String,
    /// When, for machines.
    pub datetime: String,
}

/// What whoever looks may do now.
#[expect(clippy::struct_excessive_bools, reason = "each is a permission of its own")]
#[derive(Debug, Clone, Copy, Default)]
pub struct MayDo {
    /// Take it, or give it back.
    pub own: bool,
    /// 補正を依頼する, 額の確定を起案する.
    pub examine: bool,
    /// Answer a claim of an advance.
    pub advance: bool,
    /// ほかの方法での支払を起案する.
    pub pay: bool,
    /// 取消を起案する.
    pub cancel: bool,
    /// Answer what the applicant asks.
    pub answer: bool,
    /// Decide what is proposed.
    pub decide: bool,
    /// Enter on behalf: the application came on paper.
    pub enter: bool,
    /// 返還の入金, 督促.
    pub recover: bool,
}

/// What the page shows.
#[derive(Debug, Clone)]
pub struct AwardView {
    /// Which award.
    pub about: AboutAward,
    /// By when the office's step is due.
    pub due: Option<NaiveDate>,
    /// Whether that is over.
    pub late: bool,
    /// Who answers for it.
    pub owner: Option<String>,
    /// Whether that is whoever looks.
    pub mine: bool,
    /// What may be done.
    pub may: MayDo,
    /// The rules.
    pub rules: Rules,
    /// What was reported last.
    pub report: Option<ReportView>,
    /// What is asked for and not answered.
    pub request: Option<RequestView>,
    /// What is proposed and not decided, in a sentence.
    pub proposed: Option<String>,
    /// Why the last proposal was sent back.
    pub sent_back: Option<String>,
    /// What is to come back.
    pub recoveries: Vec<RecoveryLine>,
    /// The letters: name, number, day, where it opens.
    pub letters: Vec<(String, String, NaiveDate, String)>,
    /// What happened, the newest first.
    pub history: Vec<HistoryLine>,
    /// Where the application is.
    pub application: String,
    /// Where an officer enters what came on paper: what, and the address.
    pub entry: Vec<(&'static str, String)>,
    /// 概算払・分割払, part by part; empty where the programme pays once.
    pub instalments: Vec<InstalmentLine>,
    /// Why the last claim of one was sent back.
    pub returned: Option<String>,
    /// What was paid, and what the next payment waits for.
    pub paying: Paying,
    /// What was just done.
    pub done: Option<&'static str>,
}

/// The page.
#[component]
pub fn AwardPage(
    /// What it shows.
    view: AwardView,
) -> impl IntoView {
    let AwardView {
        about,
        due,
        late,
        owner,
        mine,
        may,
        rules,
        report,
        request,
        proposed,
        sent_back,
        recoveries,
        letters,
        history,
        application,
        entry,
        instalments,
        returned,
        paying,
        done,
    } = view;
    let done = done.map(|title| view! { <Notice kind=NoticeKind::Success live=true title/> });
    let late = late.then(|| view! { <Notice kind=NoticeKind::Warning title="期限を過ぎています"/> });
    let decide = about.act("decision");
    let proposed = proposed.map(|title| {
        let link = may.decide.then(|| view! { <p><a href=decide>"決裁する"</a></p> });
        view! { <Notice title>{link}</Notice> }
    });
    let sent_back = sent_back.map(|words| {
        view! { <Notice kind=NoticeKind::Warning title="起案が差し戻されました"><p>{words}</p></Notice> }
    });
    let asked = request.map(|request| {
        let answer = about.act("request");
        let link = may.answer.then(|| view! { <p><a href=answer>"回答する"</a></p> });
        let title = format!("申請者から申請があります：{}", request_kind(request.kind));
        let form = request.named.map(|named| view! { <p>{named.printed()}</p> });
        view! { <Notice title>{form}<p>{request.reason}</p>{link}</Notice> }
    });
    let name = about.stage;
    let stands = stage_in_payment(name, about.in_payment);
    let act = |shown: bool, act: &str, words: &'static str, kind: ButtonKind| {
        let href = about.act(act);
        shown.then(|| view! { <ButtonLink href kind>{words}</ButtonLink> })
    };
    let entry = entry
        .into_iter()
        .filter(|_| may.enter)
        .map(|(words, href)| view! { <ButtonLink href kind=ButtonKind::Secondary>{words}</ButtonLink> })
        .collect_view();
    let own = may.own.then(|| owning(&about, mine));
    let (finals, returns) = (
        act(may.examine, "final", "額の確定を起案する", ButtonKind::Primary),
        act(may.examine, "return", "補正を依頼する", ButtonKind::Secondary),
    );
    let advance = act(may.advance, "instalment", "概算払の請求に答える", ButtonKind::Primary);
    let pay = act(may.pay, "elsewhere", "ほかの方法で支払ったことを記録する", ButtonKind::Secondary);
    let cancel = act(may.cancel, "cancellation", "取消しを起案する", ButtonKind::Secondary);
    let (programme, receipt, money) = (about.programme.clone(), about.receipt.to_string(), about.money);
    let caption = about.caption();
    let claims = money.fixed.is_some() || !instalments.is_empty();
    let claim_form = claims.then(|| form_row("請求書の様式", rules.form(Form::Claim)));
    let reported = report.map(|report| view! { <Reported rules report/> });
    view! {
        <AwardTrail about=about.clone() here=stands/>
        {done}
        <PageHeader title="交付決定の後の手続" caption tag=Some((stage_tone(name), stands.to_owned()))/>
        {late}
        {proposed}
        {sent_back}
        {asked}
        <Buttons>
            {advance}
            {finals}
            {returns}
            {entry}
            {pay}
            {cancel}
            {own}
        </Buttons>
        <Section title="手続の状況">
            <SummaryList dense=true>
                <SummaryRow label="状態"><strong>{standing(stands, due)}</strong></SummaryRow>
                <SummaryRow label="担当">{owner.unwrap_or_else(|| "なし".to_owned())}</SummaryRow>
                <SummaryRow label="補助事業">{programme}</SummaryRow>
                <SummaryRow label="申請"><a href=application>{receipt}</a></SummaryRow>
                {claim_form}
            </SummaryList>
        </Section>
        <Section title="金額"><MoneyFacts money/></Section>
        <Instalments lines=instalments returned/>
        <PaymentsOfAward paying/>
        <Recoveries about=about.clone() lines=recoveries may_recover=may.recover/>
        {reported}
        <Letters letters/>
        <History history/>
    }
}

/// Taking it, or giving it back.
fn owning(about: &AboutAward, mine: bool) -> impl IntoView + use<> {
    let (owner, words) = if mine { ("", "担当を外れる") } else { ("me", "担当になる") };
    let (action, version) = (about.act("owner"), about.version.to_string());
    view! {
        <PostForm action class="inline">
            <HiddenField name="version" value=version/>
            <HiddenField name="owner" value=owner/>
            <Button kind=ButtonKind::Quiet>{words}</Button>
        </PostForm>
    }
}

#[component]
fn Reported(rules: Rules, report: ReportView) -> impl IntoView {
    let ReportView { at, claim, counted, done, files } = report;
    let form = form_row("様式", rules.form(Form::Report));
    let files = files
        .into_iter()
        .map(|(document, name, href)| view! { <li>{document}"："<a href=href>{name}</a></li> })
        .collect_view();
    view! {
        <Section title="実績報告">
            <SummaryList dense=true>
                {form}
                <SummaryRow label="報告の日時">{at}</SummaryRow>
                <SummaryRow label="計算上の額"><strong>{counted.to_string()}</strong></SummaryRow>
                <SummaryRow label="事業の成果">{done}</SummaryRow>
            </SummaryList>
            <AmountSteps rules claim/>
            <ul class="files">{files}</ul>
        </Section>
    }
}

#[component]
fn Recoveries(about: AboutAward, lines: Vec<RecoveryLine>, may_recover: bool) -> impl IntoView {
    (!lines.is_empty()).then(|| {
        let rows = lines
            .into_iter()
            .map(|line| {
                let href = paths::award_recovery(&about.slug, about.id, line.id);
                let tone =
                    if line.state == RecoveryState::Refunded { Tone::Success } else { Tone::Attention };
                let due = format_date(line.due);
                let link =
                    if may_recover { view! { <a href=href>{due}</a> }.into_any() } else { due.into_any() };
                view! {
                    <tr>
                        <th scope="row">{link}</th>
                        <td><Tag tone label=recovery_state(line.state)/></td>
                        <td class="number">{line.amount.to_string()}</td>
                        <td class="number">{line.owed.to_string()}</td>
                    </tr>
                }
            })
            .collect_view();
        let columns = vec![
            Column::new("返還の期限"),
            Column::new("状態"),
            Column::number("返還を命じた額"),
            Column::number("返還待ちの額"),
        ];
        view! {
            <Section title="返還">
                <Table caption="返還" caption_hidden=true density=Density::Dense columns>{rows}</Table>
            </Section>
        }
    })
}

/// The letters, each with its PDF; nothing where there is none.
#[component]
pub(super) fn Letters(
    /// Name, number, day, where it opens.
    letters: Vec<(String, String, NaiveDate, String)>,
) -> impl IntoView {
    (!letters.is_empty()).then(|| {
        let rows = letters
            .into_iter()
            .map(|(name, number, day, href)| {
                view! { <tr><th scope="row"><a href=href>{name}</a></th><td>{number}</td><td>{format_date(day)}</td></tr> }
            })
            .collect_view();
        let columns = vec![Column::new("通知書（PDF）"), Column::new("文書番号"), Column::new("施行日")];
        view! {
            <Section title="通知書">
                <p>"公印が要る様式は、印刷して公印を押してから郵送してください。"</p>
                <Table caption="通知書" caption_hidden=true density=Density::Dense columns>{rows}</Table>
            </Section>
        }
    })
}

#[component]
fn History(history: Vec<HistoryLine>) -> impl IntoView {
    let entries = history
        .into_iter()
        .map(|HistoryLine { title, at, datetime }| view! { <TimelineEntry title at datetime tone=Tone::Neutral/> })
        .collect_view();
    view! { <Section title="これまでの経過"><Timeline>{entries}</Timeline></Section> }
}
