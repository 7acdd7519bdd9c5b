//! 予算の台帳: what stands, by when it is used up, who waits, and every line that led there.

use crate::{
    exports::SaveLinks,
    messages::subsidies::{entry_kind, exhaustion, forecast as forecast_words, seed_words, sharing_heading},
    paths, when,
};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    ids::ProgrammeId,
    money::Yen,
    subsidies::{Balance, EntryKind, Exhaustion, Forecast},
    wareki::format_date,
};
use elements::{
    Breadcrumb, BudgetBar, ButtonKind, ButtonLink, Buttons, Column, Crumb, Density, Notice, NoticeKind,
    PageHeader, Part, Section, Stat, Stats, Table,
};
use leptos::prelude::*;

/// What the page shows.
#[derive(Debug, Clone)]
pub struct BudgetView {
    /// The municipality's word in addresses.
    pub slug: String,
    /// The programme.
    pub id: ProgrammeId,
    /// Its title.
    pub title: String,
    /// What the lines add up to.
    pub balance: Balance,
    /// What the applications hold: the sum must be the same.
    pub held: Yen,
    /// By when it is used up.
    pub forecast: Forecast,
    /// What happens beyond it.
    pub policy: Exhaustion,
    /// 抽選の種, once the draw was made.
    pub seed: Option<String>,
    /// How many wait.
    pub waits: usize,
    /// The first of them, whoever moves up next first: number, office, amount, page.
    pub waiting: Vec<(String, String, Yen, String)>,
    /// Whether the budget is to be shared out, and the officer may do so.
    pub may_share: bool,
    /// Whether reviewers give marks under its rules.
    pub scored: bool,
    /// Where the officer proposes or decides that whoever waits is refused.
    pub ending: Option<String>,
    /// What was decided about whoever waited, the newest first.
    pub ended: Vec<EndedLine>,
    /// The newest lines.
    pub lines: Vec<BudgetLineView>,
    /// How many there are.
    pub total: u64,
    /// What was just done.
    pub done: Option<String>,
}

/// What was decided about whoever waited.
#[derive(Debug, Clone)]
pub struct EndedLine {
    /// 決裁日.
    pub on: NaiveDate,
    /// How many were refused.
    pub refused: usize,
    /// 不交付の理由.
    pub reason: String,
    /// Who decided, and how, in words.
    pub by: String,
    /// The scanned sheet of a decision on paper.
    pub scan: Option<String>,
}

/// One line of the ledger.
#[derive(Debug, Clone)]
pub struct BudgetLineView {
    /// Its number.
    pub number: i32,
    /// When.
    pub at: DateTime<Utc>,
    /// Why.
    pub kind: EntryKind,
    /// Of which application: its number and its page.
    pub application: Option<(String, String)>,
    /// By how much each amount moved.
    pub moved: [Yen; 4],
}

/// The page.
#[component]
pub fn BudgetPage(
    /// What it shows.
    budget: BudgetView,
) -> impl IntoView {
    let BudgetView {
        slug,
        id,
        title,
        balance,
        held,
        forecast,
        policy,
        seed,
        waits,
        waiting,
        may_share,
        scored,
        ending,
        ended,
        lines,
        total,
        done,
    } = budget;
    let part =
        |label: &str, yen: Yen| Part { label: label.to_owned(), amount: yen.get(), words: yen.to_string() };
    let taken = Yen(balance.reserved.get().saturating_add(balance.committed.get()));
    let checked = if held == taken {
        view! { <p>"台帳の合計と、申請ごとの額の合計は一致しています。"</p> }.into_any()
    } else {
        let title = format!("台帳の合計（{taken}）と申請の合計（{held}）が一致しません");
        view! {
            <Notice kind=NoticeKind::Error title>
                <p>"新しい決裁をする前に、システムの管理者に知らせてください。"</p>
            </Notice>
        }
        .into_any()
    };
    let done = done.map(|done| view! { <Notice kind=NoticeKind::Success live=true title=done/> });
    let sharing = paths::sharing(&slug, id);
    let share = may_share.then(|| {
        let words = sharing_heading(policy);
        view! { <Buttons><ButtonLink href=sharing>{words}</ButtonLink></Buttons> }
    });
    let ending = ending.map(|href| ending_link(&href));
    let seed = seed.map(|seed| view! { <p>{seed_words(&seed)}</p> });
    let scores =
        scored.then(|| view! { <p><a href=paths::scores(&slug, id)>"採点と順番の一覧を見る"</a></p> });
    let more = (waits > waiting.len())
        .then(|| view! { <p>{format!("先に繰り上がる{}件を表示しています。", waiting.len())}</p> });
    let queue = (waits > 0).then(|| {
        let rows = (1..)
            .zip(waiting)
            .map(|(place, (receipt, office, yen, href)): (u32, _)| {
                view! {
                    <tr>
                        <th scope="row" class="number">{place}</th>
                        <td><a href=href>{receipt}</a></td>
                        <td>{office}</td>
                        <td class="number">{yen.to_string()}</td>
                    </tr>
                }
            })
            .collect_view();
        let columns = vec![
            Column::number("順番"),
            Column::new("受付番号"),
            Column::new("事業所"),
            Column::number("申請額"),
        ];
        view! {
            <Section title=format!("待機している申請（{waits}件）")>
                {more}
                <Table caption="待機している申請" caption_hidden=true density=Density::Dense columns>{rows}</Table>
            </Section>
        }
    });
    view! {
        <Breadcrumb
            crumbs=vec![Crumb::new("補助事業", paths::programmes(&slug)), Crumb::new(title.clone(), paths::programme(&slug, id))]
            here="予算の台帳"
        />
        {done}
        <PageHeader title="予算の台帳" caption=title/>
        <BudgetBar
            label="予算額"
            total=balance.budget.get()
            total_words=balance.budget.to_string()
            parts=vec![part("交付決定", balance.committed), part("確保（審査中）", balance.reserved)]
            rest_words=balance.remaining().to_string()
        />
        <Stats>
            <Stat label="残額" value=balance.remaining().grouped() unit="円" note=forecast_words(forecast)/>
            <Stat label="支払済み" value=balance.paid.grouped() unit="円" note="交付決定のうち、支払った額（返還された額を除く）"/>
            <Stat label="待機" value=waits.to_string() unit="件" note=exhaustion(policy)/>
        </Stats>
        {checked}
        {seed}
        {scores}
        {share}
        {queue}
        {ending}
        {(!ended.is_empty()).then(|| view! { <Ended ended/> })}
        <Lines slug id lines total/>
    }
}

/// To where it is proposed, or decided, that whoever waits is refused.
fn ending_link(href: &str) -> impl IntoView + use<> {
    let words = if href.ends_with("/decision") {
        "待機の打切りを決裁する"
    } else {
        "待機を打ち切る"
    };
    let href = href.to_owned();
    view! { <Buttons><ButtonLink kind=ButtonKind::Secondary href=href>{words}</ButtonLink></Buttons> }
}

/// What was decided about whoever waited.
#[component]
fn Ended(ended: Vec<EndedLine>) -> impl IntoView {
    let rows = ended
        .into_iter()
        .map(|EndedLine { on, refused, reason, by, scan }| {
            let scan = scan.map(|href| view! { <br/><a href=href>"決裁の写し"</a> });
            view! {
                <tr>
                    <th scope="row" class="nowrap">{format_date(on)}</th>
                    <td class="number">{refused}</td>
                    <td>{reason}</td>
                    <td>{by}{scan}</td>
                </tr>
            }
        })
        .collect_view();
    let columns =
        vec![Column::new("決裁日"), Column::number("件数"), Column::new("不交付の理由"), Column::new("決裁")];
    view! {
        <Section title="待機の打切り">
            <Table caption="待機の打切り" caption_hidden=true density=Density::Dense columns>{rows}</Table>
        </Section>
    }
}

/// Every line, the newest first, with what it moved.
#[component]
fn Lines(slug: String, id: ProgrammeId, lines: Vec<BudgetLineView>, total: u64) -> impl IntoView {
    let shown = lines.len();
    let rows = lines
        .into_iter()
        .map(|BudgetLineView { number, at, kind, application, moved }| {
            let application = application.map(|(receipt, href)| view! { <a href=href>{receipt}</a> });
            let moved =
                moved.map(|yen| view! { <td class="number">{signed(yen)}</td> }).into_iter().collect_view();
            view! {
                <tr>
                    <th scope="row" class="number">{number}</th>
                    <td class="nowrap">{when::moment(at)}</td>
                    <td>{entry_kind(kind)}</td>
                    <td>{application}</td>
                    {moved}
                </tr>
            }
        })
        .collect_view();
    let columns = vec![
        Column::number("番号"),
        Column::new("日時"),
        Column::new("事由"),
        Column::new("受付番号"),
        Column::number("予算額"),
        Column::number("確保"),
        Column::number("決定"),
        Column::number("支払"),
    ];
    let lead = if total > shown as u64 {
        format!("全{total}行のうち、新しい{shown}行です。すべては表として保存できます。")
    } else {
        format!("全{total}行です。行は追加するだけで、書き換えることはできません。")
    };
    let save = paths::export_of(&paths::budget(&slug, id));
    view! {
        <Section title="台帳">
            <p>{lead}</p>
            <SaveLinks what="予算の台帳" here=save/>
            <Table caption="予算の台帳" caption_hidden=true density=Density::Dense columns>{rows}</Table>
        </Section>
    }
}

/// With its sign; nothing where nothing moved.
fn signed(yen: Yen) -> String {
    match yen.get() {
        0 => String::new(),
        more if more > 0 => format!("+{}", yen.grouped()),
        _ => yen.grouped(),
    }
}
