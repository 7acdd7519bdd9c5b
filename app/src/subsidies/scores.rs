//! 採点の一覧: what reviewers gave the applications of a programme, and the order that follows from it.

use super::review::score_words;
use crate::{
    exports::SaveLinks,
    messages::subsidies::{stage, stage_tone},
    paths,
};
use domain::{
    ids::ProgrammeId,
    subsidies::{LEAST_REVIEWERS, ReceiptNumber, ReviewPoint, Score, StageName, Tally},
};
use elements::{Breadcrumb, Column, Crumb, Density, EmptyState, Notice, PageHeader, Section, Table, Tag};
use leptos::prelude::*;

/// One application.
#[derive(Debug, Clone)]
pub struct ScoreLine {
    /// Its place, once the order is decided.
    pub place: Option<i64>,
    /// Its number.
    pub receipt: ReceiptNumber,
    /// Where it is reviewed.
    pub href: String,
    /// Its office.
    pub office: String,
    /// Where it stands.
    pub stage: StageName,
    /// How many gave marks.
    pub reviewers: usize,
    /// What they gave; none before somebody did, and for a reviewer before their own marks are saved.
    pub tally: Option<Tally>,
}

/// What the page shows.
#[derive(Debug, Clone)]
pub struct ScoresView {
    /// The municipality's word in addresses.
    pub slug: String,
    /// The programme.
    pub id: ProgrammeId,
    /// Its title.
    pub title: String,
    /// The points of its rules.
    pub points: Vec<ReviewPoint>,
    /// Whether the marks decide the order.
    pub orders: bool,
    /// Whether it is decided.
    pub ordered: bool,
    /// The applications, in order.
    pub lines: Vec<ScoreLine>,
}

/// The page.
#[component]
pub fn ScoresPage(
    /// What it shows.
    scores: ScoresView,
) -> impl IntoView {
    let ScoresView { slug, id, title, points, orders, ordered, lines } = scores;
    let told = match (orders, ordered) {
        (false, _) => "採点は審査の参考です。予算を配る順番には使いません。".to_owned(),
        (true, false) => format!(
            "受付期間の後に、平均点の高い順に予算を配ります。すべての申請に、{LEAST_REVIEWERS}人以上の採点が要ります。"
        ),
        (true, true) => "採点の順に予算を配りました。順番と点数は変わりません。".to_owned(),
    };
    let points = points.iter().map(|point| view! { <li>{point.line()}</li> }).collect_view();
    let save = format!("{}/export?", paths::scores(&slug, id));
    let table = if lines.is_empty() {
        view! { <EmptyState title="受け付けた申請はまだありません"><p>"申請を受け付けると、ここに表示されます。"</p></EmptyState> }.into_any()
    } else {
        let waits = lines.iter().any(|line| line.reviewers > 0 && line.tally.is_none());
        let waits =
            waits.then(|| view! { <p>"ほかの人の採点は、その申請の自分の採点を保存した後に見えます。"</p> });
        let rows = lines.into_iter().map(row).collect_view();
        let columns = vec![
            Column::number("順番"),
            Column::new("受付番号"),
            Column::new("事業所"),
            Column::number("採点した人"),
            Column::number("平均点"),
            Column::number("点の開き"),
            Column::new("状態"),
        ];
        view! {
            {waits}
            <Table caption="採点と順番" caption_hidden=true density=Density::Dense columns>{rows}</Table>
            <SaveLinks what="採点の一覧" here=save/>
        }
        .into_any()
    };
    view! {
        <Breadcrumb
            crumbs=vec![
                Crumb::new("補助事業", paths::programmes(&slug)),
                Crumb::new(title.clone(), paths::programme(&slug, id)),
                Crumb::new("予算の台帳", paths::budget(&slug, id)),
            ]
            here="採点の一覧"
        />
        <PageHeader title="採点の一覧" caption=title/>
        <Notice title=told/>
        <Section title="申請ごとの点数（100点満点）">{table}</Section>
        <Section title="審査の着眼点"><ul>{points}</ul></Section>
    }
}

fn row(line: ScoreLine) -> impl IntoView {
    let ScoreLine { place, receipt, href, office, stage: name, reviewers, tally } = line;
    let place = place.map_or_else(|| "―".to_owned(), |place| place.to_string());
    let spread = tally.map_or_else(String::new, |tally| format!("{}〜{}", tally.lowest, tally.highest));
    view! {
        <tr>
            <th scope="row" class="number">{place}</th>
            <td><a href=href>{receipt.to_string()}</a></td>
            <td>{office}</td>
            <td class="number">{format!("{reviewers}人")}</td>
            <td class="number">{score_words(tally.map(|tally| tally.mean))}</td>
            <td class="number">{spread}</td>
            <td><Tag tone=stage_tone(name) label=stage(name)/></td>
        </tr>
    }
}

/// So many of an order stand on the public page; the list that the city saves has all of them.
const PUBLIC: usize = 200;

/// One place of an order, as everybody reads it.
#[derive(Debug, Clone, Copy)]
pub struct PublicPlace {
    /// The place; that of whoever withdrew is not given again.
    pub place: i64,
    /// Whose.
    pub receipt: ReceiptNumber,
    /// What reviewers gave.
    pub score: Option<Score>,
}

/// The order as everybody reads it, once it is decided: numbers and scores, and nobody's name.
#[component]
pub fn PublicOrder(
    /// In order.
    order: Vec<PublicPlace>,
) -> impl IntoView {
    let more = (order.len() > PUBLIC).then(
        || view! { <p>{format!("先の{PUBLIC}件を載せています。続きは担当窓口にお問い合わせください。")}</p> },
    );
    let rows = order
        .into_iter()
        .take(PUBLIC)
        .map(|PublicPlace { place, receipt, score }| {
            view! {
                <tr>
                    <th scope="row" class="number">{place}</th>
                    <td>{receipt.to_string()}</td>
                    <td class="number">{score_words(score)}</td>
                </tr>
            }
        })
        .collect_view();
    let columns = vec![Column::number("順番"), Column::new("受付番号"), Column::number("平均点")];
    view! {
        <Section title="採点の結果">
            <p>"平均点（100点満点）の高い順です。同じ点のときは受付順です。予算が足りる順番まで、補助の審査に進みます。"</p>
            <Table caption="採点の順番" caption_hidden=true density=Density::Dense columns>{rows}</Table>
            {more}
        </Section>
    }
}
