//! 総点検 of a year: whether everything is accounted for, and everything that is not final, oldest first.

use crate::{exports::SaveLinks, messages::year_end as words, paths, when};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    fiscal_year::FiscalYear,
    ids::ClosingId,
    money::Yen,
    wareki::{format_date, format_date_short},
    year_end::{Left, LeftKind, Tally},
};
use elements::{
    Breadcrumb, ButtonLink, Buttons, Column, Crumb, Density, EmptyState, FilterChip, FilterChips, Notice,
    NoticeKind, PageHeader, Pagination, Section, Table, Tag, Tone,
};
use leptos::prelude::*;

/// Rows on a page.
pub const LEFT_PER_PAGE: u64 = 50;

/// How a year stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum YearState {
    /// It is not over.
    Running,
    /// It is over, and its money may still move.
    ClosingPeriod,
    /// Its closing period is over too, and it is not closed.
    Over,
    /// It is closed.
    Closed {
        /// Which closing.
        id: ClosingId,
        /// By whom.
        by: String,
        /// When.
        at: DateTime<Utc>,
        /// A word about it.
        note: String,
    },
}

impl YearState {
    /// The state in one word.
    pub const fn tag(&self) -> (Tone, &'static str) {
        match self {
            Self::Running => (Tone::Neutral, "年度内"),
            Self::ClosingPeriod => (Tone::Attention, "出納整理期間"),
            Self::Over => (Tone::Danger, "締めていない"),
            Self::Closed { .. } => (Tone::Success, "締め済み"),
        }
    }

    fn sentence(&self, year: FiscalYear) -> String {
        match self {
            Self::Running => {
                format!("{}まで。年度の最後の日から、決裁者が締められます。", format_date(year.end()))
            }
            Self::ClosingPeriod => format!(
                "出納整理期間は{}までです。それまでの支払い・返還は{}の会計に入ります。",
                format_date(year.closing_end()),
                year.label()
            ),
            Self::Over => format!(
                "出納整理期間は{}に終わりました。これからの支払いは過年度支出、返還は過年度収入です。残っているものを片付けてから、決裁者が締めます。",
                format_date(year.closing_end())
            ),
            Self::Closed { by, at, note, .. } => {
                let note = if note.is_empty() { String::new() } else { format!("（{note}）") };
                format!("{}に{by}さんが締めました{note}。", when::moment(*at))
            }
        }
    }
}

/// The tally of one programme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProgrammeLine {
    /// Its title.
    pub title: String,
    /// Its ledger.
    pub href: String,
    /// The equation.
    pub tally: Tally,
}

/// Something that is not final.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftLine {
    /// What.
    pub kind: LeftKind,
    /// Its number; none before receipt.
    pub receipt: Option<String>,
    /// Where it is dealt with.
    pub href: Option<String>,
    /// 事業所名.
    pub office: String,
    /// 事業所番号.
    pub office_number: String,
    /// Title of the programme.
    pub programme: String,
    /// Where it stands.
    pub stage: String,
    /// Since when.
    pub since: DateTime<Utc>,
    /// For how many days.
    pub days: i64,
    /// Who answers for it.
    pub owner: Option<String>,
    /// How much money is still to move.
    pub amount: Yen,
    /// How much of it moved already.
    pub moved: Yen,
}

/// Money of the year that moved after its closing period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LateLine {
    /// Of which application.
    pub receipt: String,
    /// Its award.
    pub href: String,
    /// On which day.
    pub on: NaiveDate,
    /// How it is booked: 過年度収入（令和7年度の会計）.
    pub booked: String,
    /// How much.
    pub yen: Yen,
}

/// What the page shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SweepView {
    /// The municipality's word in addresses.
    pub slug: String,
    /// The year.
    pub year: FiscalYear,
    /// How it stands.
    pub state: YearState,
    /// The programmes of the year.
    pub programmes: Vec<ProgrammeLine>,
    /// All of them together.
    pub total: Tally,
    /// Papers that came and were not entered.
    pub papers_missing: u64,
    /// How many of each kind are left.
    pub counts: Vec<(LeftKind, u64)>,
    /// The kind that is shown; none for all.
    pub kind: Option<LeftKind>,
    /// The stretch that is shown.
    pub lines: Vec<LeftLine>,
    /// Its page, from 1.
    pub page: u64,
    /// Whether the officer closes years.
    pub may_close: bool,
    /// Earlier closings of the year that were opened again: who closed, who opened, when, why.
    pub reopened: Vec<String>,
    /// Money that moved after the closing period.
    pub late: Vec<LateLine>,
    /// What was just done.
    pub done: Option<&'static str>,
}

/// The page.
#[component]
pub fn SweepPage(
    /// What it shows.
    sweep: SweepView,
) -> impl IntoView {
    let SweepView {
        slug,
        year,
        state,
        programmes,
        total,
        papers_missing,
        counts,
        kind,
        lines,
        page,
        may_close,
        reopened,
        late,
        done,
    } = sweep;
    let late = (!late.is_empty()).then(|| late_table(late));
    let done = done.map(|done| view! { <Notice kind=NoticeKind::Success live=true title=done/> });
    let (tone, word) = state.tag();
    let act = may_close.then(|| match &state {
        YearState::Closed { .. } => {
            view! { <ButtonLink href=paths::year_reopening(&slug, year)>"この年度を開き直す"</ButtonLink> }
        }
        YearState::Running | YearState::ClosingPeriod | YearState::Over => {
            view! { <ButtonLink href=paths::year_closing(&slug, year)>"この年度を締める"</ButtonLink> }
        }
    });
    let act = act.map(|act| view! { <Buttons>{act}</Buttons> });
    let carried = match &state {
        YearState::Closed { id, .. } => {
            let href = paths::carried_over(&slug, year, *id);
            Some(view! { <p><a href=href>"翌年度に引き継いだものの一覧"</a></p> })
        }
        YearState::Running | YearState::ClosingPeriod | YearState::Over => None,
    };
    let missing = (papers_missing > 0).then(|| {
        let href = paths::arrivals(&slug);
        let title = format!("届いた紙・メールの申請のうち、{papers_missing}件が入力されていません");
        view! { <Notice kind=NoticeKind::Error title><p><a href=href>"到達簿で確かめる"</a></p></Notice> }
    });
    let reopened = (!reopened.is_empty()).then(|| {
        let lines = reopened.into_iter().map(|line| view! { <li>{line}</li> }).collect_view();
        view! { <Section title="開き直しの記録"><ul>{lines}</ul></Section> }
    });
    let all: u64 = counts.iter().map(|(_, n)| n).sum();
    let shown =
        kind.map_or(all, |kind| counts.iter().find(|(of, _)| *of == kind).map_or(0, |(_, count)| *count));
    view! {
        <Breadcrumb crumbs=vec![Crumb::new("年度・記録", paths::records(&slug))] here=format!("{}の総点検", year.label())/>
        {done}
        <PageHeader title=format!("{}の総点検", year.label())/>
        <p><Tag tone label=word/>"　"{state.sentence(year)}</p>
        {act}
        {carried}
        {missing}
        <Tallies programmes total/>
        <Section title=format!("終わっていないもの（{all}件）")>
            <Kinds slug=slug.clone() year counts kind all/>
            <Lines slug=slug.clone() year kind lines shown page/>
        </Section>
        {late}
        {reopened}
    }
}

fn late_table(late: Vec<LateLine>) -> impl IntoView {
    let rows = late
        .into_iter()
        .map(|LateLine { receipt, href, on, booked, yen }| {
            view! {
                <tr>
                    <th scope="row"><a href=href>{receipt}</a></th>
                    <td class="nowrap">{format_date_short(on)}</td>
                    <td>{booked}</td>
                    <td class="number">{yen.to_string()}</td>
                </tr>
            }
        })
        .collect_view();
    let columns = vec![Column::new("受付番号"), Column::new("日"), Column::new("会計"), Column::number("額")];
    view! {
        <Section title="過年度収入・過年度支出">
            <p>"出納整理期間のあとに動いたお金です。動いた年度の会計に入ります。"</p>
            <Table caption="過年度収入・過年度支出" caption_hidden=true density=Density::Dense columns>{rows}</Table>
        </Section>
    }
}

#[component]
fn Tallies(programmes: Vec<ProgrammeLine>, total: Tally) -> impl IntoView {
    let numbers = |tally: Tally| {
        let Tally { received, granted, refused, withdrawn, open } = tally;
        let (tone, word) =
            if tally.holds() { (Tone::Success, "一致") } else { (Tone::Danger, "不一致") };
        view! {
            {[received, granted, refused, withdrawn, open].map(|n| view! { <td class="number">{n}</td> }).into_iter().collect_view()}
            <td><Tag tone label=word/></td>
        }
    };
    let rows = programmes
        .into_iter()
        .map(|ProgrammeLine { title, href, tally }| {
            view! { <tr><th scope="row"><a href=href>{title}</a></th>{numbers(tally)}</tr> }
        })
        .collect_view();
    let foot = move || view! { <tr><th scope="row">"合計"</th>{numbers(total)}</tr> }.into_any();
    let columns = vec![
        Column::new("補助事業"),
        Column::number("受付"),
        Column::number("交付決定"),
        Column::number("不交付決定"),
        Column::number("取下げ"),
        Column::number("決定前"),
        Column::new("照合"),
    ];
    view! {
        <Section title="受付数の照合">
            <p>{words::equation(total)}</p>
            <Table caption="補助事業ごとの受付数" caption_hidden=true density=Density::Dense columns foot=ViewFnOnce::from(foot)>{rows}</Table>
        </Section>
    }
}

#[component]
fn Kinds(
    slug: String,
    year: FiscalYear,
    counts: Vec<(LeftKind, u64)>,
    kind: Option<LeftKind>,
    all: u64,
) -> impl IntoView {
    (all > 0).then(|| {
        let chip = |label: &str, of: Option<LeftKind>, count: u64| {
            FilterChip::view(label, paths::year_end_list(&slug, year, of, 1), of == kind).count(count)
        };
        let chips = std::iter::once(chip("すべて", None, all))
            .chain(counts.iter().map(|(of, count)| chip(words::left_kind(*of), Some(*of), *count)))
            .collect();
        view! { <FilterChips label="種類で絞り込む" chips/> }
    })
}

#[component]
fn Lines(
    slug: String,
    year: FiscalYear,
    kind: Option<LeftKind>,
    lines: Vec<LeftLine>,
    shown: u64,
    page: u64,
) -> impl IntoView {
    if lines.is_empty() {
        return view! { <EmptyState title="終わっていないものはありません"/> }.into_any();
    }
    let advice = kind.map(|kind| {
        let blocks = match kind.left() {
            Left::Undecided => "これがある間は、年度を締められません。",
            Left::ToBeSeen => "締めるときに、確かめたことを記録します。",
            Left::CarriedOver => "締めるときに、名前の付いた一覧にして翌年度に引き継ぎます。",
            Left::Named => "補助事業の締めは妨げません。",
        };
        view! { <p>{words::left_advice(kind)}{blocks}</p> }
    });
    let rows = lines.into_iter().map(line).collect_view();
    let columns = vec![
        Column::new("種類・受付番号"),
        Column::new("事業所"),
        Column::new("補助事業"),
        Column::new("状態"),
        Column::new("いつから"),
        Column::number("日数"),
        Column::new("担当"),
        Column::number("額"),
    ];
    let save = paths::export_of(&paths::year_end_list(&slug, year, kind, 1));
    let href = {
        let slug = slug.clone();
        move |page| paths::year_end_list(&slug, year, kind, page)
    };
    view! {
        {advice}
        <SaveLinks what="終わっていないものの一覧" here=save/>
        <Table caption="終わっていないもの" caption_hidden=true density=Density::Dense columns>{rows}</Table>
        <Pagination page per_page=LEFT_PER_PAGE total=shown href/>
    }
    .into_any()
}

fn line(line: LeftLine) -> impl IntoView {
    let LeftLine {
        kind,
        receipt,
        href,
        office,
        office_number,
        programme,
        stage,
        since,
        days,
        owner,
        amount,
        moved,
    } = line;
    let moved = (moved > Yen::ZERO).then(|| {
        let did = if kind == LeftKind::Recovery { "返還済み" } else { "支払済み" };
        view! { <br/><span class="muted">{format!("{did} {moved}")}</span> }
    });
    let name = receipt.unwrap_or_else(|| "（番号なし）".to_owned());
    let name = match href {
        Some(href) => view! { <a href=href>{name}</a> }.into_any(),
        None => name.into_any(),
    };
    let owner = owner
        .map_or_else(|| view! { <Tag tone=Tone::Danger label="担当なし"/> }.into_any(), IntoAny::into_any);
    view! {
        <tr>
            <th scope="row">{name}<br/><span class="muted">{words::left_kind(kind)}</span></th>
            <td>{office}<br/><span class="muted">{office_number}</span></td>
            <td>{programme}</td>
            <td>{stage}</td>
            <td class="nowrap">{format_date_short(when::local(since).date())}</td>
            <td class="number"><Tag tone=words::age_tone(days) label=format!("{days}日")/></td>
            <td>{owner}</td>
            <td class="number">{amount.to_string()}{moved}</td>
        </tr>
    }
}
