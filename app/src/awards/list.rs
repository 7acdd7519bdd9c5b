//! 交付決定の後の一覧: what is due first; every narrowing is an address.

use crate::{
    exports::SaveLinks,
    messages::{
        awards::{shown, stage_in_payment, stage_tone},
        subsidies::owner as owner_name,
    },
    paths,
};
use chrono::NaiveDate;
use domain::{
    awards::{Listing, Shown, StageName},
    ids::{AwardId, ProgrammeId},
    money::Yen,
    subsidies::Owner,
    wareki::format_date_short,
};
use elements::{
    Column, Density, Details, EmptyState, FilterChip, FilterChips, Notice, PageHeader, Pagination, Section,
    Table, Tag, Tone,
};
use leptos::prelude::*;

/// Rows on a page.
pub const AWARDS_PER_PAGE: u64 = 50;

/// One row.
#[derive(Debug, Clone)]
pub struct AwardLine {
    /// The award.
    pub id: AwardId,
    /// 受付番号.
    pub receipt: String,
    /// 事業所名.
    pub office: String,
    /// Title of the programme.
    pub programme: String,
    /// Where it stands.
    pub stage: StageName,
    /// Whether a payment of it is on its way.
    pub in_payment: bool,
    /// 交付決定額.
    pub granted: Yen,
    /// 確定額.
    pub fixed: Option<Yen>,
    /// What is with the office.
    pub kept: Yen,
    /// What is to come back.
    pub owed: Yen,
    /// By when the office's step is due.
    pub due: Option<NaiveDate>,
    /// Whether that is over.
    pub late: bool,
    /// Who answers for it.
    pub owner: Option<String>,
}

/// What the page shows.
#[derive(Debug, Clone)]
pub struct AwardsView {
    /// The municipality's word in addresses.
    pub slug: String,
    /// What is shown.
    pub listing: Listing,
    /// How many there are.
    pub total: u64,
    /// This page of them.
    pub lines: Vec<AwardLine>,
    /// The programmes to choose from.
    pub programmes: Vec<(ProgrammeId, String)>,
    /// How many wait for whoever looks to decide, and the first of them.
    pub decisions: (usize, Option<String>),
}

/// The page.
#[component]
pub fn AwardsPage(
    /// What it shows.
    view: AwardsView,
) -> impl IntoView {
    let AwardsView { slug, listing, total, lines, programmes, decisions } = view;
    let at = |listing: Listing| paths::awards_of(&slug, &Listing { page: 0, ..listing });
    let groups = Shown::GROUPS
        .into_iter()
        .chain(StageName::ALL.map(Shown::One))
        .map(|one| FilterChip::view(shown(one), at(Listing { shown: one, ..listing }), one == listing.shown))
        .collect();
    let owners = [Owner::Anybody, Owner::Mine, Owner::Nobody]
        .into_iter()
        .map(|one| {
            FilterChip::view(owner_name(one), at(Listing { owner: one, ..listing }), one == listing.owner)
        })
        .collect();
    let all = FilterChip::view(
        "すべての補助事業",
        at(Listing { programme: None, ..listing }),
        listing.programme.is_none(),
    );
    let programme = programmes.iter().find(|(id, _)| listing.programme == Some(*id));
    let programme = programme.map_or("すべて", |(_, title)| title.as_str());
    let summary = format!("補助事業：{programme}");
    let by_programme = std::iter::once(all)
        .chain(programmes.into_iter().map(|(id, title)| {
            FilterChip::view(
                title,
                at(Listing { programme: Some(id), ..listing }),
                listing.programme == Some(id),
            )
        }))
        .collect();
    let waiting = match decisions {
        (0, _) | (_, None) => None,
        (count, Some(href)) => Some(view! {
            <Notice title=format!("決裁待ちの起案が{count}件あります")>
                <p><a href=href>"いちばん古い起案を見る"</a></p>
            </Notice>
        }),
    };
    // Whoever has chosen one programme need not read its name in each row.
    let named = listing.programme.is_none();
    let rows = lines.into_iter().map(|line| row(&slug, line, named)).collect_view();
    let columns = vec![
        Column::new("受付番号"),
        Column::new("事業所"),
        Column::new("状態"),
        Column::new("期限"),
        Column::number("交付決定額"),
        Column::number("確定額"),
        Column::number("支払済額"),
        Column::new("担当"),
    ];
    let (place, here) = (slug.clone(), listing);
    let save = paths::export_of(&paths::awards_of(&slug, &Listing { page: 0, ..listing }));
    let table = if total == 0 {
        view! {
            <EmptyState title="当てはまるものはありません">
                <p>"交付決定をすると、実績報告から支払いまでの手続がここに並びます。"</p>
            </EmptyState>
        }
        .into_any()
    } else {
        view! {
            <Table caption="交付決定の後の一覧" caption_hidden=true density=Density::Dense columns>{rows}</Table>
            <Pagination
                page=listing.page + 1
                per_page=AWARDS_PER_PAGE
                total
                href=move |number| paths::awards_of(&place, &Listing { page: number - 1, ..here })
            />
            <SaveLinks what="交付決定の後の一覧" here=save/>
        }
        .into_any()
    };
    view! {
        <PageHeader title="交付決定の後" lead="実績報告、額の確定、請求、支払い、取消しと返還の手続です。"/>
        {waiting}
        <div class="list-head">
            <FilterChips label="状態" chips=groups/>
            <div class="list-line list-folds">
                <FilterChips label="担当" chips=owners/>
                <p role="status">{format!("{total}件")}</p>
                <Details summary><FilterChips label="補助事業" chips=by_programme/></Details>
            </div>
        </div>
        {table}
    }
}

fn row(slug: &str, line: AwardLine, named: bool) -> impl IntoView + use<> {
    let AwardLine {
        id,
        receipt,
        office,
        programme,
        stage: name,
        in_payment,
        granted,
        fixed,
        kept,
        owed,
        due,
        late,
        owner,
    } = line;
    let late = late.then(|| view! { " "<Tag tone=Tone::Danger label="期限超過"/> });
    let owed =
        (owed > Yen::ZERO).then(|| view! { " "<Tag tone=Tone::Attention label=format!("返還待ち {owed}")/> });
    view! {
        <tr>
            <th scope="row"><a href=paths::award(slug, id)>{receipt}</a></th>
            <td><span class="queue-office">{office}</span>{named.then(|| view! { <span class="queue-under">{programme}</span> })}</td>
            <td><Tag tone=stage_tone(name) label=stage_in_payment(name, in_payment)/>{owed}</td>
            <td class="nowrap">{due.map(format_date_short)}{late}</td>
            <td class="number">{granted.grouped()}</td>
            <td class="number">{fixed.map(Yen::grouped)}</td>
            <td class="number">{kept.grouped()}</td>
            <td>{owner.unwrap_or_else(|| "なし".to_owned())}</td>
        </tr>
    }
}

/// What waits after the grants, on the officers' home page; nothing where nothing does.
#[component]
pub fn AwardsAtHome(
    /// Words, how many, where.
    waits: Vec<(&'static str, u64, String)>,
) -> impl IntoView {
    (!waits.is_empty()).then(|| {
        let lines = waits
            .into_iter()
            .map(|(words, count, href)| view! { <li><a href=href>{format!("{words}　{count}件")}</a></li> })
            .collect_view();
        view! { <Section title="交付決定の後"><ul>{lines}</ul></Section> }
    })
}
