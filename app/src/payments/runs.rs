//! S16 支払: every run, and putting one together from what can be paid.

use crate::{
    messages::payments::{run_state, run_tone},
    paths,
};
use chrono::NaiveDate;
use domain::{
    form::Typed,
    ids::AwardId,
    money::Yen,
    payments::{RunField, RunForm, RunState},
    wareki::format_date,
};
use elements::{
    Breadcrumb, Button, ButtonKind, ButtonLink, Buttons, Check, Column, Crumb, DateField, Density,
    EmptyState, ErrorSummary, FilterChip, FilterChips, FormState, HiddenField, Notice, NoticeKind,
    PageHeader, Pagination, PostForm, Section, Table, Tag, TextField,
};
use leptos::prelude::*;

/// One run in the list.
#[derive(Debug, Clone)]
pub struct RunLine {
    /// Its page.
    pub href: String,
    /// Its number.
    pub number: String,
    /// 件名.
    pub title: String,
    /// 振込日.
    pub pay_on: NaiveDate,
    /// How many payments.
    pub count: usize,
    /// How much.
    pub yen: Yen,
    /// Where it stands.
    pub state: RunState,
}

/// The list.
#[component]
pub fn RunsPage(
    /// The municipality's word in addresses.
    slug: String,
    /// Every run, the newest first.
    runs: Vec<RunLine>,
    /// How much can be paid now, in words.
    payable: String,
    /// Whether the officer may make one.
    may_make: bool,
) -> impl IntoView {
    let make = may_make.then(|| {
        view! {
            <Buttons>
                <ButtonLink href=paths::new_pay_run(&slug)>"支払データを作る"</ButtonLink>
                <ButtonLink kind=ButtonKind::Secondary href=paths::pay_sender(&slug)>"依頼人と形式"</ButtonLink>
                <ButtonLink kind=ButtonKind::Secondary href=paths::bank_branches(&slug)>"金融機関の一覧"</ButtonLink>
            </Buttons>
        }
    });
    let list = if runs.is_empty() {
        view! {
            <EmptyState title="支払データはまだありません">
                <p>"支払待ちのものをまとめて、総合振込（全銀）のファイルと財務会計用の一覧を作ります。"</p>
            </EmptyState>
        }
        .into_any()
    } else {
        let rows = runs
            .into_iter()
            .map(|RunLine { href, number, title, pay_on, count, yen, state }| {
                view! {
                    <tr>
                        <th scope="row"><a href=href>{number}</a></th>
                        <td>{title}</td>
                        <td>{format_date(pay_on)}</td>
                        <td class="number">{count}</td>
                        <td class="number">{yen.to_string()}</td>
                        <td><Tag tone=run_tone(state) label=run_state(state)/></td>
                    </tr>
                }
            })
            .collect_view();
        let columns = vec![
            Column::new("番号"),
            Column::new("件名"),
            Column::new("振込日"),
            Column::number("件数"),
            Column::number("金額"),
            Column::new("状態"),
        ];
        view! { <Table caption="支払データ" caption_hidden=true density=Density::Dense columns>{rows}</Table> }
            .into_any()
    };
    view! {
        <PageHeader title="支払" lead=payable/>
        {make}
        {list}
    }
}

/// Something that waits to be paid.
#[derive(Debug, Clone)]
pub struct PayableLine {
    /// The award.
    pub award: AwardId,
    /// 受付番号.
    pub receipt: String,
    /// 事業所名.
    pub office: String,
    /// Where its account is.
    pub account: String,
    /// Whom the money goes to.
    pub payee: String,
    /// The end of the account number.
    pub masked: String,
    /// How much.
    pub yen: Yen,
    /// Of what, where the grant is paid in parts.
    pub part_of: Option<String>,
    /// What must be put right before.
    pub obstacles: Vec<String>,
}

/// What can be put together.
#[derive(Debug, Clone)]
pub struct NewRunView {
    /// The municipality's word in addresses.
    pub slug: String,
    /// Where the form is sent, without the page that is shown.
    pub here: String,
    /// Which page of what can be paid is shown, from 1.
    pub page: u64,
    /// The programmes of which something waits: title, address of this page, whether it is shown.
    pub programmes: Vec<(String, String, bool)>,
    /// What can be paid, as the form carries it.
    pub seen: String,
    /// How many can be paid.
    pub count: usize,
    /// How much that is together.
    pub total: Yen,
    /// What can be paid: a page of it, where it is more than a form holds.
    pub ready: Vec<PayableLine>,
    /// What cannot yet.
    pub barred: Vec<PayableLine>,
    /// What keeps everything from being paid, such as a missing sender.
    pub missing: Vec<(String, String)>,
}

/// The form.
#[component]
pub fn NewRunPage(
    /// What can be put together.
    view: NewRunView,
    /// What is typed.
    form: FormState,
) -> impl IntoView {
    let NewRunView { slug, here, page, programmes, seen, count, total, ready, barred, missing } = view;
    let chips = (programmes.len() > 1).then(|| {
        let chips = programmes
            .into_iter()
            .map(|(title, href, current)| FilterChip::view(title, href, current))
            .collect();
        view! { <FilterChips label="補助事業" chips/> }
    });
    let missing = missing
        .into_iter()
        .map(|(title, href)| {
            view! {
                <Notice kind=NoticeKind::Warning title>
                    <p><a href=href>"設定する"</a></p>
                </Notice>
            }
        })
        .collect_view();
    let barred = (!barred.is_empty()).then(|| {
        let title = format!("先に直すもの（{}件）", barred.len());
        let rows = barred.into_iter().map(barred_row).collect_view();
        let columns =
            vec![Column::new("受付番号"), Column::new("事業所"), Column::number("金額"), Column::new("直すこと")];
        view! {
            <Section title>
                <p>"直すまで支払データに入りません。何も切り捨てずに、先にお知らせします。"</p>
                <Table caption="先に直すもの" caption_hidden=true density=Density::Dense columns>{rows}</Table>
            </Section>
        }
    });
    let body = if ready.is_empty() {
        view! { <EmptyState title="いま支払えるものはありません"/> }.into_any()
    } else {
        let chosen: Vec<String> = form.values(RunField::Awards.name()).map(str::to_owned).collect();
        let untouched = form.typed().pairs().is_empty();
        let many = count > ready.len();
        let usual = Typed::default().with(RunForm::ALL, "yes");
        let fields = if many && untouched { FormState::filled(usual) } else { form.clone() };
        let all = many.then(|| all_of_them(fields.clone(), count, total, ready.len()));
        let mark = if here.contains('?') { '&' } else { '?' };
        let address = move |page: u64| format!("{here}{mark}page={page}");
        let action = address(page);
        let (listed, all_rows) = (RunForm::LISTED as u64, count as u64);
        let turning = view! { <Pagination page per_page=listed total=all_rows href=address/> };
        let rows = ready
            .into_iter()
            .enumerate()
            .map(|(place, line)| {
                let checked = untouched && !many || chosen.contains(&line.award.to_string());
                ready_row(place, line, checked)
            })
            .collect_view();
        let columns = vec![
            Column::unseen("選ぶ"),
            Column::new("受付番号"),
            Column::new("事業所"),
            Column::new("受取人"),
            Column::new("口座"),
            Column::number("金額"),
        ];
        let back = paths::pay_runs(&slug);
        let error = form.error(RunField::Awards.name()).map(|error| {
            view! { <p class="field__error" id="award-error">{error.to_owned()}</p> }
        });
        view! {
            <PostForm action>
                <TextField form=&fields name=RunField::Title.name() label="件名" hint="例：10月分の支払" autocomplete="off"/>
                <DateField form=&fields name=RunField::PayOn.name() label="振込日" hint="金融機関の営業日です。"/>
                <Check form=&fields name=RunField::Together.name() label="同じ口座への支払を1件にまとめる" hint="1つの法人の事業所がいくつもあるとき、振込は1回になります。"/>
                <HiddenField name=RunForm::SEEN value=seen/>
                {error}
                {all}
                <Table caption="支払うもの" density=Density::Dense columns>{rows}</Table>
                {turning}
                <Buttons>
                    <Button>"支払データを作る"</Button>
                    <a href=back>"やめて戻る"</a>
                </Buttons>
            </PostForm>
        }
        .into_any()
    };
    view! {
        <Breadcrumb crumbs=vec![Crumb::new("支払", paths::pay_runs(&slug))] here="支払データを作る"/>
        <ErrorSummary form/>
        <PageHeader title="支払データを作る" lead="額が確定して請求されたものと、概算払の請求を受理したものだけが並びます。作ったあと、別の人が承認します。"/>
        {missing}
        {chips}
        {body}
        {barred}
    }
}

/// Where there are more than are listed: all of them, by what they are and not by name.
fn all_of_them(fields: FormState, count: usize, total: Yen, listed: usize) -> impl IntoView {
    let label = format!("支払える{count}件すべて（合計{total}）を支払う");
    let hint = format!(
        "下には{listed}件を表示しています。一部だけを支払うときは、チェックを外して、そのページから選びます。残りは、次のページから別の支払データにします。"
    );
    view! { <Check form=fields name=RunForm::ALL label hint/> }
}

fn ready_row(place: usize, line: PayableLine, checked: bool) -> impl IntoView {
    let PayableLine { award, receipt, office, payee, masked, yen, part_of, .. } = line;
    let name = RunField::Awards.name();
    let id = if place == 0 { name.to_owned() } else { format!("{name}-{}", place + 1) };
    let label = format!("{receipt}　{office}を選ぶ");
    view! {
        <tr>
            <td><input type="checkbox" class="option__control" id=id name=name value=award.to_string() checked=checked aria-label=label/></td>
            <th scope="row">{receipt}</th>
            <td>{office}{in_parts(part_of)}</td>
            <td>{payee}</td>
            <td class="nowrap">{masked}</td>
            <td class="number">{yen.to_string()}</td>
        </tr>
    }
}

/// Below the office: what is paid of what.
fn in_parts(part_of: Option<String>) -> impl IntoView {
    part_of.map(|words| view! { <br/><span class="muted">{words}</span> })
}

fn barred_row(line: PayableLine) -> impl IntoView {
    let PayableLine { receipt, office, account, yen, part_of, obstacles, .. } = line;
    let what = obstacles.into_iter().map(|obstacle| view! { <li>{obstacle}</li> }).collect_view();
    view! {
        <tr>
            <th scope="row">{receipt}</th>
            <td><a href=account>{office}</a>{in_parts(part_of)}</td>
            <td class="number">{yen.to_string()}</td>
            <td><ul>{what}</ul></td>
        </tr>
    }
}
