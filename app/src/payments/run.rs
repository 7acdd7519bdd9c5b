//! One run: who is paid what, what it does to the ledger, the files, and its release by a second person.

use crate::{
    exports::SaveLinks,
    messages::payments::{payment_state, payment_tone, run_next, run_state, run_tone},
    paths,
};
use chrono::NaiveDate;
use domain::{
    ids::{PayRunId, PaymentId},
    money::Yen,
    payments::{NextStep, PaymentState, RunState},
    wareki::{format_date, format_date_with_weekday},
};
use elements::{
    Breadcrumb, Button, ButtonKind, ButtonLink, Buttons, Column, Crumb, Density, HiddenField, Notice,
    NoticeKind, PageHeader, PostForm, Section, SummaryList, SummaryRow, Table, Tag,
};
use leptos::prelude::*;

/// What stands at the head of its pages.
#[derive(Debug, Clone)]
pub struct RunHead {
    /// The municipality's word in addresses.
    pub slug: String,
    /// Which.
    pub id: PayRunId,
    /// As it was read; a form carries it.
    pub version: i32,
    /// Its number.
    pub number: String,
    /// 件名.
    pub title: String,
    /// 振込日.
    pub pay_on: NaiveDate,
    /// Where it stands.
    pub state: RunState,
    /// How many payments the file has.
    pub count: usize,
    /// How much together.
    pub yen: Yen,
    /// Who did what, as facts.
    pub facts: Vec<(&'static str, String)>,
}

/// One payment.
#[derive(Debug, Clone)]
pub struct PaymentLine {
    /// Which.
    pub id: PaymentId,
    /// Its number.
    pub number: i32,
    /// Whom it goes to.
    pub payee: String,
    /// The end of the account number.
    pub masked: String,
    /// For what: receipt number, office, address of its page.
    pub parts: Vec<(String, String)>,
    /// How much.
    pub yen: Yen,
    /// Where it stands.
    pub state: PaymentState,
    /// When, and why it came back, in words.
    pub result: String,
    /// What keeps it from being released.
    pub wrong: Vec<String>,
}

/// A run.
#[derive(Debug, Clone)]
pub struct RunView {
    /// Its head.
    pub head: RunHead,
    /// Its payments.
    pub payments: Vec<PaymentLine>,
    /// 照合: what is compared, the two sums, whether they agree.
    pub reconciled: Vec<(String, Yen, Yen)>,
    /// Whether the officer may change it.
    pub is_clerk: bool,
    /// Whether the officer may release it.
    pub may_release: bool,
    /// Why an approver may not, as a sentence.
    pub barred: Option<String>,
    /// What somebody does next.
    pub next: Option<NextStep>,
    /// Whether the officer may have the file for the bank.
    pub may_have_file: bool,
    /// What was just done.
    pub done: Option<&'static str>,
}

/// The page of a run.
#[component]
pub fn RunPage(
    /// What it shows.
    run: RunView,
) -> impl IntoView {
    let RunView { head, payments, reconciled, is_clerk, may_release, barred, next, may_have_file, done } =
        run;
    let (slug, id, state) = (head.slug.clone(), head.id, head.state);
    let is_its_day = next == Some(NextStep::Results);
    let may_release = may_release && next != Some(NextStep::Anew);
    // What was just done says what comes next, and whoever may release it has the button.
    let next = next.filter(|_| done.is_none() && barred.is_none() && !may_release).map(|step| {
        let (title, words) = run_next(step, head.pay_on, is_clerk);
        view! { <Notice title><p>{words}</p></Notice> }
    });
    let done = done.map(|title| view! { <Notice kind=NoticeKind::Success live=true title/> });
    let barred = barred.map(|title| view! { <Notice kind=NoticeKind::Warning title/> });
    let release = may_release
        .then(|| view! { <ButtonLink href=paths::pay_run_release(&slug, id)>"承認する"</ButtonLink> });
    let file = (may_have_file && matches!(state, RunState::Released | RunState::Sent | RunState::Closed)).then(|| {
        view! { <ButtonLink kind=ButtonKind::Secondary href=paths::pay_run_file(&slug, id)>"総合振込のファイルを保存する（閲覧を記録）"</ButtonLink> }
    });
    let act = |action: String, words: &'static str, kind: ButtonKind| {
        view! {
            <PostForm action class="inline">
                <HiddenField name="version" value=head.version.to_string()/>
                <Button kind=kind>{words}</Button>
            </PostForm>
        }
    };
    let send = (is_clerk && state == RunState::Released)
        .then(|| act(paths::pay_run_sending(&slug, id), "銀行に送ったことを記録する", ButtonKind::Primary));
    let results = (is_clerk && is_its_day)
        .then(|| view! { <ButtonLink href=paths::pay_run_results(&slug, id)>"結果を入力する"</ButtonLink> });
    let dissolve = (is_clerk && matches!(state, RunState::Draft | RunState::Released))
        .then(|| act(paths::pay_run_dissolution(&slug, id), "支払データを取りやめる", ButtonKind::Quiet));
    let save = paths::export_of(&paths::pay_run(&slug, id));
    view! {
        <Head head=head.clone() here=None/>
        {done}
        {barred}
        {next}
        <Buttons>
            {release}
            {results}
            {file}
        </Buttons>
        {send}
        <Facts head=head.clone()/>
        <Reconciled rows=reconciled/>
        <Section title="支払の一覧">
            <SaveLinks what="財務会計用の一覧" here=save/>
            <PaymentTable head payments removable=is_clerk && state == RunState::Draft returnable=is_clerk/>
        </Section>
        {dissolve}
    }
}

/// 承認: the sums, everything that is wrong, one button.
#[component]
pub fn ReleasePage(
    /// Its head.
    head: RunHead,
    /// Its payments.
    payments: Vec<PaymentLine>,
    /// 照合.
    reconciled: Vec<(String, Yen, Yen)>,
    /// What keeps the whole of it from being released.
    wrong: Vec<String>,
) -> impl IntoView {
    let (slug, id, version) = (head.slug.clone(), head.id, head.version);
    let fits = wrong.is_empty() && payments.iter().all(|payment| payment.wrong.is_empty());
    let wrong =
        wrong.into_iter().map(|title| view! { <Notice kind=NoticeKind::Warning title/> }).collect_view();
    let form = if fits {
        view! {
            <PostForm action=paths::pay_run_release(&slug, id)>
                <HiddenField name="version" value=version.to_string()/>
                <Buttons>
                    <Button>"この内容で承認する"</Button>
                    <a href=paths::pay_run(&slug, id)>"やめて戻る"</a>
                </Buttons>
            </PostForm>
        }
        .into_any()
    } else {
        view! {
            <Notice kind=NoticeKind::Warning title="直すところがあるため、承認できません">
                <p>"作った人が、当てはまる支払を外すか、支払データを作り直します。"</p>
            </Notice>
        }
        .into_any()
    };
    view! {
        <Head head=head.clone() here=Some("承認")/>
        {wrong}
        <Facts head=head.clone()/>
        <Reconciled rows=reconciled/>
        <PaymentTable head payments removable=false returnable=false/>
        {form}
    }
}

/// The way back and the heading.
#[component]
pub(super) fn Head(
    /// The run.
    head: RunHead,
    /// The page beside the run's own, where it is one.
    here: Option<&'static str>,
) -> impl IntoView {
    let RunHead { slug, id, number, title, state, .. } = head;
    let mut crumbs = vec![Crumb::new("支払", paths::pay_runs(&slug))];
    let here_words = match here {
        Some(here) => {
            crumbs.push(Crumb::new(number.clone(), paths::pay_run(&slug, id)));
            here.to_owned()
        }
        None => number.clone(),
    };
    let heading = here.map_or_else(|| title.clone(), str::to_owned);
    let caption = if here.is_some() { format!("{number}　{title}") } else { number };
    view! {
        <Breadcrumb crumbs here=here_words/>
        <PageHeader title=heading caption tag=Some((run_tone(state), run_state(state).to_owned()))/>
    }
}

#[component]
fn Facts(head: RunHead) -> impl IntoView {
    let RunHead { pay_on, count, yen, facts, .. } = head;
    let facts = facts
        .into_iter()
        .map(|(label, value)| view! { <SummaryRow label=label>{value}</SummaryRow> })
        .collect_view();
    view! {
        <SummaryList dense=true>
            <SummaryRow label="振込日">{format_date_with_weekday(pay_on)}</SummaryRow>
            <SummaryRow label="件数">{format!("{count}件")}</SummaryRow>
            <SummaryRow label="合計金額">{yen.to_string()}</SummaryRow>
            {facts}
        </SummaryList>
    }
}

/// 照合: each pair of sums, and whether they agree.
#[component]
fn Reconciled(rows: Vec<(String, Yen, Yen)>) -> impl IntoView {
    let rows = rows
        .into_iter()
        .map(|(what, one, other)| {
            let agrees = if one == other { "一致" } else { "不一致" };
            view! {
                <tr>
                    <th scope="row">{what}</th>
                    <td class="number">{one.to_string()}</td>
                    <td class="number">{other.to_string()}</td>
                    <td>{agrees}</td>
                </tr>
            }
        })
        .collect_view();
    let columns = vec![
        Column::new("照合"),
        Column::number("支払データ"),
        Column::number("台帳・申請"),
        Column::new("結果"),
    ];
    view! {
        <Section title="照合">
            <Table caption="合計の照合" caption_hidden=true density=Density::Dense columns>{rows}</Table>
        </Section>
    }
}

#[component]
fn PaymentTable(
    head: RunHead,
    payments: Vec<PaymentLine>,
    /// Whether a payment can be taken out.
    removable: bool,
    /// Whether a payment can come back that was paid.
    returnable: bool,
) -> impl IntoView {
    let RunHead { slug, id, version, .. } = head;
    let rows = payments
        .into_iter()
        .map(|line| {
            let PaymentLine { id: payment, number, payee, masked, parts, yen, state, result, wrong } = line;
            let parts = parts
                .into_iter()
                .map(|(words, href)| view! { <li><a href=href>{words}</a></li> })
                .collect_view();
            let wrong = wrong
                .into_iter()
                .map(|wrong| view! { <p class="field__error">{wrong}</p> })
                .collect_view();
            let remove = (removable && state == PaymentState::Planned).then(|| {
                let hidden = format!("：{number}番 {payee}");
                view! {
                    <PostForm action=paths::payment_removal(&slug, id, payment) class="inline">
                        <HiddenField name="version" value=version.to_string()/>
                        <Button kind=ButtonKind::Quiet>"外す"<span class="hidden">{hidden}</span></Button>
                    </PostForm>
                }
            });
            let back = (returnable && state == PaymentState::Paid).then(|| {
                let hidden = format!("：{number}番 {payee}");
                view! { <a href=paths::payment_return(&slug, id, payment)>"振込不能にする"<span class="hidden">{hidden}</span></a> }
            });
            view! {
                <tr>
                    <td class="number">{number}</td>
                    <th scope="row">{payee}</th>
                    <td class="nowrap">{masked}</td>
                    <td><ul>{parts}</ul></td>
                    <td class="number">{yen.to_string()}</td>
                    <td><Tag tone=payment_tone(state) label=payment_state(state)/>" "{result}{wrong}</td>
                    <td>{remove}{back}</td>
                </tr>
            }
        })
        .collect_view();
    let columns = vec![
        Column::number("番号"),
        Column::new("受取人"),
        Column::new("口座"),
        Column::new("申請"),
        Column::number("金額"),
        Column::new("状態"),
        Column::unseen("操作"),
    ];
    view! { <Table caption="支払" caption_hidden=true density=Density::Dense columns>{rows}</Table> }
}

/// A day and a reason, in words.
pub fn result_words(on: Option<NaiveDate>, reason: Option<&str>) -> String {
    match (on, reason) {
        (Some(on), Some(reason)) => format!("{}　{reason}", format_date(on)),
        (Some(on), None) => format_date(on),
        _ => String::new(),
    }
}
