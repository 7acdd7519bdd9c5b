//! S16 文書番号の台帳: every number that was given, voided ones too; notices to print; and one voided.

use crate::{messages::subsidies::notice_kind, paths, when};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    fiscal_year::FiscalYear,
    ids::NoticeId,
    subsidies::NoticeKind,
    wareki::{format_date, format_date_short},
};
use elements::{
    Breadcrumb, Button, ButtonKind, ButtonLink, Buttons, Column, Crumb, DateField, Density, Details,
    EmptyState, ErrorSummary, FilterChip, FilterChips, FormState, Notice, NoticeKind as Loud, PageHeader,
    PostForm, SearchForm, SummaryList, SummaryRow, Table, Tag, TextArea, Tone,
};
use leptos::prelude::*;

/// One number of the register.
#[derive(Debug, Clone)]
pub struct NumberLine {
    /// Its place in the series.
    pub sequence: i32,
    /// What has it; none for a number that nothing has.
    pub notice: Option<NumberedNotice>,
}

/// A notice in the register.
#[derive(Debug, Clone)]
pub struct NumberedNotice {
    /// Which.
    pub id: NoticeId,
    /// 文書番号.
    pub document_number: String,
    /// 施行日.
    pub issued_on: NaiveDate,
    /// Which notice.
    pub kind: Option<NoticeKind>,
    /// The application: its number and its page.
    pub application: (String, String),
    /// When its applicant opened it.
    pub opened: Option<DateTime<Utc>>,
    /// Why it was voided.
    pub voided: Option<String>,
}

/// What the page shows.
#[derive(Debug, Clone)]
pub struct NoticesView {
    /// The municipality's word in addresses.
    pub slug: String,
    /// The year shown.
    pub year: FiscalYear,
    /// The year of today.
    pub this_year: FiscalYear,
    /// Its numbers, the last first.
    pub lines: Vec<NumberLine>,
    /// Before which number older ones stand.
    pub older: Option<i32>,
    /// The span of days to print, and how many notices it has.
    pub span: Option<(NaiveDate, NaiveDate, usize)>,
    /// Whether the officer may void.
    pub may_void: bool,
    /// Whether the officer may change wordings.
    pub may_word: bool,
    /// What was just done.
    pub done: Option<&'static str>,
}

/// The page.
#[component]
pub fn NoticesPage(
    /// What it shows.
    view: NoticesView,
    /// The span that was typed.
    form: FormState,
) -> impl IntoView {
    let NoticesView { slug, year, this_year, lines, older, span, may_void, may_word, done } = view;
    let done = done.map(|title| view! { <Notice kind=Loud::Success live=true title/> });
    let words = may_word.then(|| {
        let links = NoticeKind::ALL
            .into_iter()
            .map(|kind| {
                let href = paths::notice_wording(&slug, kind);
                view! { <ButtonLink kind=ButtonKind::Quiet href>{format!("{}の文言", notice_kind(kind))}</ButtonLink> }
            })
            .collect_view();
        view! { <Details summary="通知書の文言"><Buttons>{links}</Buttons></Details> }
    });
    let prints = span.is_some() || form.has_errors();
    let chips = [this_year.previous(), this_year]
        .into_iter()
        .map(|one| {
            let href = format!("{}?year={}", paths::notices(&slug), one.year());
            FilterChip::view(one.label(), href, one == year)
        })
        .collect();
    let found = span.map(|(from, until, count)| {
        let file = |form: &str| paths::notice_bundle(&slug, from, until, form);
        let (pdf, zip, letters) = (file("pdf"), file("zip"), file("letters"));
        if count == 0 {
            view! { <p role="status">"この期間に施行した通知書はありません。"</p> }.into_any()
        } else {
            view! {
                <p role="status">{format!("{}から{}までに施行した通知書は{count}通です。", format_date(from), format_date(until))}</p>
                <Buttons>
                    <ButtonLink kind=ButtonKind::Secondary href=pdf>"1つのPDFにまとめる"</ButtonLink>
                    <ButtonLink kind=ButtonKind::Secondary href=zip>"1通ずつのPDF（ZIP）"</ButtonLink>
                    <ButtonLink kind=ButtonKind::Secondary href=letters>"郵送用（窓あき封筒の送付状付き）"</ButtonLink>
                </Buttons>
                <p class="muted">"郵送用には、メールアドレスのない申請だけが入ります。長形3号の窓あき封筒に、三つ折りで入ります。"</p>
            }
            .into_any()
        }
    });
    let list = if lines.is_empty() {
        view! { <EmptyState title="この年度の文書番号はまだありません"/> }.into_any()
    } else {
        let rows = lines.into_iter().map(|line| row(&slug, line, may_void)).collect_view();
        let columns = vec![
            Column::new("文書番号"),
            Column::new("施行日"),
            Column::new("種類"),
            Column::new("受付番号"),
            Column::new("申請者が開いた日時"),
            Column::new("状態"),
            Column::unseen("操作"),
        ];
        view! { <Table caption=format!("{}の文書番号", year.label()) caption_hidden=true density=Density::Dense columns>{rows}</Table> }.into_any()
    };
    let here = paths::notices(&slug);
    let older = older.map(|before| {
        let href = format!("{here}?year={}&before={before}", year.year());
        view! { <p><a href=href>{format!("第{before}号より前の番号を見る")}</a></p> }
    });
    view! {
        <Breadcrumb crumbs=vec![Crumb::new("申請の審査", paths::applications(&slug))] here="通知書と文書番号"/>
        {done}
        <ErrorSummary form=form.clone()/>
        <PageHeader title="通知書と文書番号" lead="決裁のたびに、年度ごとの番号が順に付きます。無効にした番号も残ります。"/>
        <div class="list-head">
            <div class="list-line list-folds">
                <FilterChips label="年度の切替え" chips/>
                <Details summary="まとめて印刷する" open=prints>
                    <SearchForm action=here label="施行日で探す">
                        <DateField form=&form name="from" label="施行日の初日"/>
                        <DateField form=&form name="until" label="施行日の末日"/>
                        <Button kind=ButtonKind::Secondary>"この期間の通知書を探す"</Button>
                    </SearchForm>
                    {found}
                </Details>
                {words}
            </div>
        </div>
        {list}
        {older}
    }
}

fn row(slug: &str, line: NumberLine, may_void: bool) -> AnyView {
    let NumberLine { sequence, notice } = line;
    let Some(notice) = notice else {
        return view! {
            <tr>
                <th scope="row">{format!("第{sequence}号")}</th>
                <td colspan="5">"欠番：この番号を使った通知書はありません"</td>
                <td></td>
            </tr>
        }
        .into_any();
    };
    let NumberedNotice { id, document_number, issued_on, kind, application, opened, voided } = notice;
    let (receipt, href) = application;
    let void = (may_void && voided.is_none()).then(|| {
        let words = format!("：{document_number}");
        view! { <a href=paths::notice_void(slug, id)>"無効にして出し直す"<span class="hidden">{words}</span></a> }
    });
    let state = match voided {
        None => view! { <Tag tone=Tone::Success label="有効"/> }.into_any(),
        Some(reason) => view! { <Tag tone=Tone::Neutral label="無効"/>" "{reason} }.into_any(),
    };
    view! {
        <tr>
            <th scope="row">{document_number}</th>
            <td class="nowrap">{format_date_short(issued_on)}</td>
            <td>{kind.map(notice_kind)}</td>
            <td><a href=href>{receipt}</a></td>
            <td>{opened.map(when::moment)}</td>
            <td>{state}</td>
            <td>{void}</td>
        </tr>
    }
    .into_any()
}

/// What is voided.
#[derive(Debug, Clone)]
pub struct VoidView {
    /// The municipality's word in addresses.
    pub slug: String,
    /// Which.
    pub id: NoticeId,
    /// 文書番号.
    pub document_number: String,
    /// 施行日.
    pub issued_on: NaiveDate,
    /// 受付番号 and 事業所.
    pub about: String,
}

/// Voids a notice and issues it again?
#[component]
pub fn VoidPage(
    /// What it shows.
    view: VoidView,
    /// What was typed.
    form: FormState,
) -> impl IntoView {
    let VoidView { slug, id, document_number, issued_on, about } = view;
    let (action, back) = (paths::notice_void(&slug, id), paths::notices(&slug));
    let fields = form.clone();
    view! {
        <Breadcrumb crumbs=vec![Crumb::new("通知書と文書番号", paths::notices(&slug))] here="無効にして出し直す"/>
        <ErrorSummary form/>
        <PageHeader title="通知書を無効にして出し直しますか" caption=document_number.clone()/>
        <SummaryList dense=true>
            <SummaryRow label="文書番号">{document_number}</SummaryRow>
            <SummaryRow label="施行日">{format_date(issued_on)}</SummaryRow>
            <SummaryRow label="申請">{about}</SummaryRow>
        </SummaryList>
        <p>"同じ決定の通知書を、いまの文言と今日の日付で、新しい番号を付けて作ります。無効にした番号と理由は台帳に残ります。決定そのものは変わりません。"</p>
        <PostForm action>
            <TextArea form=fields name="reason" label="無効にする理由" hint="台帳に残ります。例：宛名の誤りのため" rows=2/>
            <Buttons>
                <Button kind=ButtonKind::Warning>"無効にして出し直す"</Button>
                <a href=back>"やめて戻る"</a>
            </Buttons>
        </PostForm>
    }
}
