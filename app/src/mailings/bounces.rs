//! What came back: the reports, where an officer brings more, and the addresses that take no outreach because of them.

use crate::{
    messages::sending::{bounce, bounce_means, suppressed},
    paths, when,
};
use chrono::{DateTime, Utc};
use domain::ids::SuppressionId;
use elements::{
    Breadcrumb, Button, ButtonKind, ButtonLink, Buttons, Column, Crumb, Density, EmptyState, ErrorSummary,
    FileField, FilterChip, FilterChips, FormState, Notice, NoticeKind, PageHeader, Pagination, PostForm,
    Section, SummaryList, SummaryRow, Table, Tag, TextArea,
};
use leptos::prelude::*;

/// A report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BounceLine {
    /// When it was taken.
    pub at: DateTime<Utc>,
    /// Which address; empty where it names none.
    pub email: String,
    /// What it says.
    pub kind: String,
    /// Its status and words.
    pub said: String,
    /// Where the log of its mail stands, where it is of a mailing.
    pub log: Option<String>,
}

/// What the page shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BouncesView {
    /// The tenant's word in addresses.
    pub slug: String,
    /// The reports of the page.
    pub lines: Vec<BounceLine>,
    /// The kind that the list is narrowed to; empty for all.
    pub kind: String,
    /// How many there are.
    pub total: u64,
    /// The page of the list, from 1.
    pub page: u64,
    /// Reports on a page.
    pub per_page: u64,
    /// Whether the viewer may bring reports.
    pub may_bring: bool,
    /// Whether the program reads a mailbox by itself.
    pub reads_mailbox: bool,
    /// What was just done.
    pub done: Option<String>,
}

/// The kinds of reports, in the order of the filter.
const KINDS: [&str; 4] = ["hard", "soft", "unmatched", "other"];

/// What came back.
#[component]
pub fn BouncesPage(
    /// What it shows.
    view: BouncesView,
    /// What is brought.
    form: FormState,
) -> impl IntoView {
    let BouncesView { slug, lines, kind, total, page, per_page, may_bring, reads_mailbox, done } = view;
    let done = done.map(|title| view! { <Notice kind=NoticeKind::Success live=true title/> });
    let chips =
        std::iter::once(FilterChip::view("すべて", paths::mail_bounces(&slug), kind.is_empty()))
            .chain(KINDS.into_iter().map(|one| {
                FilterChip::view(bounce(one).1, paths::mail_bounces_page(&slug, one, 1), kind == one)
            }))
            .collect();
    let list = if lines.is_empty() {
        view! { <EmptyState title="エラーメールはありません"/> }.into_any()
    } else {
        let rows = lines.into_iter().map(row).collect_view();
        let columns = vec![
            Column::new("取り込んだ日時"),
            Column::new("メールアドレス"),
            Column::new("内容"),
            Column::new("相手のサーバーの言葉"),
        ];
        view! { <Table caption="エラーメールの一覧" caption_hidden=true columns density=Density::Dense stacks=true>{rows}</Table> }.into_any()
    };
    let how = if reads_mailbox {
        "差出人のアドレスに戻ったエラーメールは、5分ごとに自動で取り込みます。ほかの受信箱に届いたものは、ここで取り込めます。"
    } else {
        "差出人のアドレスに戻ったエラーメールを、メールソフトで保存して、ここで取り込んでください。"
    };
    let (summary, action) = (form.clone(), paths::mail_bounces(&slug));
    let bring = may_bring.then(|| {
        view! {
            <Section title="エラーメールを取り込む">
                <p>{how}</p>
                <PostForm action multipart=true>
                    <FileField form=&form name="reports" label="エラーメールのファイル" multiple=true
                        hint="メールソフトで保存した .eml、Outlookで保存した .msg、まとめて書き出した .mbox。いくつでも選べます。合わせて30MBまで。" accept=".eml,.msg,.mbox,message/rfc822"/>
                    <Buttons><Button>"取り込む"</Button></Buttons>
                </PostForm>
            </Section>
        }
    });
    let (address, narrowed) = (slug.clone(), kind);
    view! {
        <ErrorSummary form=&summary/>
        {done}
        <Breadcrumb crumbs=vec![Crumb::new("お知らせ", paths::mailings(&slug))] here="エラーメール"/>
        <PageHeader title="エラーメール" lead="送ったメールが届かなかったという知らせです。補助金の受付や決定のメールは、ここに出たアドレスにも送り続けます。">
            <ButtonLink kind=ButtonKind::Secondary href=paths::suppressions(&slug)>"お知らせを止めているアドレス"</ButtonLink>
        </PageHeader>
        {bring}
        <Section title="取り込んだエラーメール">
            <FilterChips label="内容で絞り込む" chips/>
            {list}
            <Pagination page per_page total href=move |page| paths::mail_bounces_page(&address, &narrowed, page)/>
        </Section>
    }
}

fn row(line: BounceLine) -> impl IntoView {
    let BounceLine { at, email, kind, said, log } = line;
    let (tone, label) = bounce(&kind);
    let email = if email.is_empty() { "（書かれていません）".to_owned() } else { email };
    let log = log.map(|href| view! { <p><a href=href>"送信の記録"</a></p> });
    view! {
        <tr role="row">
            <th scope="row" role="rowheader" class="nowrap">{when::moment(at)}</th>
            <td role="cell" data-label="メールアドレス">{email}{log}</td>
            <td role="cell" data-label="内容"><Tag tone label/><p class="muted">{bounce_means(&kind)}</p></td>
            <td role="cell" data-label="相手のサーバーの言葉">{said}</td>
        </tr>
    }
}

/// An address that takes no outreach, or took none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SuppressionLine {
    /// Which.
    pub id: SuppressionId,
    /// The address.
    pub email: String,
    /// Why.
    pub why: &'static str,
    /// What was said.
    pub answer: String,
    /// Since when.
    pub at: DateTime<Utc>,
    /// When and by whom it was lifted, and why.
    pub lifted: Option<(DateTime<Utc>, String, String)>,
}

/// The addresses that take no outreach.
#[component]
pub fn SuppressionsPage(
    /// The tenant's word in addresses.
    slug: String,
    /// The addresses of the page.
    lines: Vec<SuppressionLine>,
    /// Whether those are shown that were lifted.
    lifted: bool,
    /// The page of the list, from 1, how many are on one, and how many there are.
    pages: (u64, u64, u64),
    /// Whether the viewer may lift them.
    may_lift: bool,
    /// What was just done.
    done: Option<&'static str>,
) -> impl IntoView {
    let (page, per_page, total) = pages;
    let done = done.map(|title| view! { <Notice kind=NoticeKind::Success live=true title/> });
    let chips = vec![
        FilterChip::view("止めている", paths::suppressions(&slug), !lifted),
        FilterChip::view("解除した", paths::suppressions_page(&slug, true, 1), lifted),
    ];
    let list = if lines.is_empty() {
        let title = if lifted {
            "解除したアドレスはありません"
        } else {
            "止めているアドレスはありません"
        };
        view! { <EmptyState title/> }.into_any()
    } else {
        let rows = lines
            .into_iter()
            .map(|line| {
                let SuppressionLine { id, email, why, answer, at, lifted } = line;
                let lift = match lifted {
                    Some((at, who, note)) => {
                        let told = format!("{} {who}", when::moment(at));
                        view! { <p>{told}</p><p class="muted">{note}</p> }.into_any()
                    }
                    None if may_lift => {
                        let label = format!("{email} の停止を解除する");
                        view! { <a href=paths::suppression(&slug, id) aria-label=label>"停止を解除する"</a> }
                            .into_any()
                    }
                    None => ().into_any(),
                };
                view! {
                    <tr role="row">
                        <th scope="row" role="rowheader">{email}</th>
                        <td role="cell" data-label="止めた日時" class="nowrap">{when::moment(at)}</td>
                        <td role="cell" data-label="理由">{suppressed(why)}<p class="muted">{answer}</p></td>
                        <td role="cell">{lift}</td>
                    </tr>
                }
            })
            .collect_view();
        let columns = vec![
            Column::new("メールアドレス"),
            Column::new("止めた日時"),
            Column::new("理由"),
            Column::new("解除"),
        ];
        view! { <Table caption="お知らせを止めているアドレス" caption_hidden=true columns density=Density::Dense stacks=true>{rows}</Table> }.into_any()
    };
    let address = slug.clone();
    view! {
        {done}
        <Breadcrumb crumbs=vec![Crumb::new("お知らせ", paths::mailings(&slug)), Crumb::new("エラーメール", paths::mail_bounces(&slug))] here="お知らせを止めているアドレス"/>
        <PageHeader title="お知らせを止めているアドレス" lead="届かないとわかったアドレスには、お知らせを送りません。補助金の受付や決定など、手続に必要なメールは送り続けます。"/>
        <FilterChips label="状態で絞り込む" chips/>
        {list}
        <Pagination page per_page total href=move |page| paths::suppressions_page(&address, lifted, page)/>
    }
}

/// Lifts it?
#[component]
pub fn SuppressionPage(
    /// The tenant's word in addresses.
    slug: String,
    /// The address.
    line: SuppressionLine,
    /// The note, as typed.
    form: FormState,
) -> impl IntoView {
    let SuppressionLine { id, email, why, answer, at, lifted: _ } = line;
    view! {
        <ErrorSummary form=&form/>
        <Breadcrumb crumbs=vec![Crumb::new("お知らせを止めているアドレス", paths::suppressions(&slug))] here="停止の解除"/>
        <PageHeader title="このアドレスへの停止を解除しますか" caption=email lead="次のお知らせから、また送ります。まだ届かなければ、もう一度止まります。"/>
        <SummaryList dense=true>
            <SummaryRow label="止めた日時">{when::moment(at)}</SummaryRow>
            <SummaryRow label="理由">{suppressed(why)}<p class="muted">{answer}</p></SummaryRow>
        </SummaryList>
        <PostForm action=paths::suppression(&slug, id)>
            <TextArea form=&form name="note" label="解除する理由" hint="例：7月5日に電話で確認。受信箱がいっぱいだったが、整理したとのこと。500文字まで。" rows=3/>
            <Buttons>
                <Button>"停止を解除する"</Button>
                <a href=paths::suppressions(&slug)>"解除せずに戻る"</a>
            </Buttons>
        </PostForm>
    }
}
