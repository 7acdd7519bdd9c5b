//! One material: what it is, its versions, how many there are and where they went, what is on the way.

use crate::{
    exports::SaveLinks,
    messages::materials::{
        audience, audience_tone, kind, label, movement, movement_act, order_state, order_tone, supply,
    },
    paths, when,
};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    ids::{MaterialId, MaterialOrderId, MovementId},
    materials::{Material, MaterialField as Field, MaterialKind, MovementKind, OrderState, Supply},
    wareki::format_date,
};
use elements::{
    Breadcrumb, Button, ButtonKind, ButtonLink, Buttons, Column, Crumb, Density, EmptyState, HiddenField,
    Notice, NoticeKind, PageHeader, PostForm, Section, Stat, Stats, SummaryList, SummaryRow, Table, Tag,
    Tone,
};
use leptos::prelude::*;

/// A version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VersionLine {
    /// From 1.
    pub number: u32,
    /// The address of the web; none for a file.
    pub link: Option<String>,
    /// The name of the file; empty for a link.
    pub file: String,
    /// What is new.
    pub note: String,
    /// Who added it.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// A line of the ledger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LedgerLine {
    /// Its id.
    pub id: MovementId,
    /// When.
    pub on: NaiveDate,
    /// What happened.
    pub kind: MovementKind,
    /// More or fewer pieces.
    pub change: i32,
    /// What was there afterwards.
    pub stock: u32,
    /// To whom or from whom; may be empty.
    pub whom: String,
    /// 備考.
    pub note: String,
    /// Who wrote it.
    pub by: String,
    /// Whether it was taken back.
    pub undone: bool,
    /// Whether it may be taken back.
    pub may_undo: bool,
    /// How many lines can be taken back together with it; 0 where none, or where another line says so.
    pub together: usize,
}

/// An order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrderLine {
    /// Its id.
    pub id: MaterialOrderId,
    /// From whom.
    pub supplier: String,
    /// How many, and what came.
    pub pieces: (u32, u32),
    /// When it was ordered, and when it should come.
    pub days: (NaiveDate, Option<NaiveDate>),
    /// Where it stands.
    pub state: OrderState,
    /// Whether it should have come.
    pub late: bool,
}

/// What the page shows.
#[derive(Debug, Clone)]
pub struct MaterialView {
    /// The tenant's word in addresses.
    pub slug: String,
    /// The material.
    pub id: MaterialId,
    /// What it is.
    pub material: Material,
    /// Pieces that are there.
    pub stock: u32,
    /// Pieces that were handed out.
    pub handed: u64,
    /// Pieces on the way.
    pub ordered: u32,
    /// Whether somebody has to order.
    pub supply: Supply,
    /// Whether it is used no more.
    pub retired: bool,
    /// Whether a card is designed.
    pub has_card: bool,
    /// Its versions, the newest first.
    pub versions: Vec<VersionLine>,
    /// Its ledger, the last line first.
    pub ledger: Vec<LedgerLine>,
    /// How many lines there are besides.
    pub more: usize,
    /// Its orders, the latest first.
    pub orders: Vec<OrderLine>,
    /// Whether the officer may change it.
    pub keeps: bool,
    /// What was just done, or could not be, as a sentence.
    pub done: Option<(NoticeKind, String)>,
}

/// The page.
#[component]
pub fn MaterialPage(
    /// What it shows.
    view: MaterialView,
) -> impl IntoView {
    let done = view.done.clone().map(|(kind, title)| view! { <Notice kind live=true title/> });
    let MaterialView { slug, material, retired, keeps, id, .. } = view.clone();
    let tag = if retired {
        Some((Tone::Neutral, "使用を終了".to_owned()))
    } else {
        Some((audience_tone(material.audience), audience(material.audience).to_owned()))
    };
    let edit = keeps.then(|| {
        view! { <ButtonLink href=paths::material_edit(&slug, id) kind=ButtonKind::Secondary>"内容を変更する"</ButtonLink> }
    });
    let card = (material.kind == MaterialKind::Card && (keeps || view.has_card)).then(|| {
        let design = keeps.then(|| {
            view! { <ButtonLink href=paths::material_card(&slug, id) kind=ButtonKind::Secondary>"カードの両面を作る"</ButtonLink> }
        });
        let print = view.has_card.then(|| {
            view! { <ButtonLink href=paths::material_card_pdf(&slug, id) kind=ButtonKind::Secondary>"カードを印刷する（PDF）"</ButtonLink> }
        });
        view! { {design}{print} }
    });
    let counted = material.kind.is_counted();
    let ledger = counted.then(|| ledger(&view));
    let orders = counted.then(|| orders(&view));
    let facts = facts(&material);
    let versions = versions(&view);
    let caption = kind(material.kind);
    view! {
        <Breadcrumb crumbs=vec![Crumb::new("資材", paths::materials(&slug))] here=material.title.clone()/>
        {done}
        <PageHeader title=material.title caption tag>{card}{edit}</PageHeader>
        {facts}
        {versions}
        {ledger}
        {orders}
    }
}

fn facts(material: &Material) -> impl IntoView + use<> {
    let Material { summary, source, minimum, shown, kind, .. } = material.clone();
    let row = |label: &'static str, words: String| {
        (!words.is_empty())
            .then(|| view! { <SummaryRow label><p class="said__body">{words}</p></SummaryRow> })
    };
    let minimum = kind.is_counted().then(|| {
        let words = minimum.map_or_else(|| "決めていません".to_owned(), |least| format!("{least}部"));
        view! { <SummaryRow label=label(Field::Minimum)>{words}</SummaryRow> }
    });
    let shown = if shown { "公開のページに載せています" } else { "公開していません" };
    view! {
        <SummaryList dense=true>
            {row(label(Field::Summary), summary)}
            {row(label(Field::Source), source)}
            <SummaryRow label=label(Field::Shown)>{shown}</SummaryRow>
            {minimum}
        </SummaryList>
    }
}

fn versions(view: &MaterialView) -> impl IntoView + use<> {
    let MaterialView { slug, id, versions, keeps, retired, .. } = view.clone();
    let href = paths::new_material_version(&slug, id);
    let add = (keeps && !retired).then(|| {
        view! { <Buttons><ButtonLink href kind=ButtonKind::Secondary>"新しい版を加える"</ButtonLink></Buttons> }
    });
    let list = if versions.is_empty() {
        view! { <EmptyState title="まだ版がありません"><p>"ファイルかリンクを加えると、ここから開けます。"</p></EmptyState> }.into_any()
    } else {
        let newest = versions.first().map(|version| version.number);
        let rows = versions
            .into_iter()
            .map(|version| {
                let VersionLine { number, link, file, note, by, at } = version;
                let current =
                    (newest == Some(number)).then(|| view! { " "<Tag tone=Tone::Success label="最新"/> });
                let (href, words) = match link {
                    Some(link) => (link.clone(), link),
                    None => (paths::material_file(&slug, id, number), file),
                };
                view! {
                    <tr role="row">
                        <th scope="row" role="rowheader">{format!("第{number}版")}{current}</th>
                        <td role="cell" data-label="ファイル・リンク"><a href=href>{words}</a></td>
                        <td role="cell" data-label="変わったところ">{note}</td>
                        <td role="cell" data-label="加えた人">{by}</td>
                        <td role="cell" data-label="日時" class="nowrap">{when::moment(at)}</td>
                    </tr>
                }
            })
            .collect_view();
        let columns =
            ["版", "ファイル・リンク", "変わったところ", "加えた人", "日時"].map(Column::new).to_vec();
        view! { <Table caption="版" caption_hidden=true columns density=Density::Dense stacks=true>{rows}</Table> }
            .into_any()
    };
    view! { <Section title="版">{list}{add}</Section> }
}

fn ledger(view: &MaterialView) -> impl IntoView + use<> {
    let MaterialView { slug, id, stock, handed, ordered, supply: of, ledger, more, keeps, retired, .. } =
        view.clone();
    let low = supply(of).map(|(_, words)| words);
    let links = [
        (MovementKind::HandedOut, ButtonKind::Primary),
        (MovementKind::Received, ButtonKind::Secondary),
        (MovementKind::Counted, ButtonKind::Secondary),
        (MovementKind::Lost, ButtonKind::Quiet),
    ]
    .into_iter()
    .map(|(of, kind)| {
        let href = paths::new_material_movement(&slug, id, of);
        view! { <ButtonLink href kind>{movement_act(of)}</ButtonLink> }
    })
    .collect_view();
    let acts = (keeps && !retired).then(|| view! { <Buttons>{links}</Buttons> });
    let list = if ledger.is_empty() {
        view! { <EmptyState title="まだ記録がありません"><p>"最初に、手元にある数を「棚卸しの数を記録する」で入れてください。"</p></EmptyState> }
            .into_any()
    } else {
        let rows = ledger.into_iter().map(|line| line_row(&slug, id, line, keeps)).collect_view();
        let columns = vec![
            Column::new("日付"),
            Column::new("種類"),
            Column::number("増減"),
            Column::number("在庫"),
            Column::new("相手"),
            Column::new("備考"),
            Column::new("記録した人"),
            Column::unseen("操作"),
        ];
        let save = paths::export_of(&paths::material_movements(&slug, id));
        let more = (more > 0).then(|| {
            let whole = format!("{}?all=yes", paths::material(&slug, id));
            view! { <p class="muted">{format!("ほかに{more}件あります。")}<a href=whole>"すべての記録を見る"</a></p> }
        });
        view! {
            <SaveLinks what="在庫の記録" here=save/>
            <Table caption="在庫の記録" caption_hidden=true columns density=Density::Dense stacks=true>{rows}</Table>
            {more}
        }
        .into_any()
    };
    view! {
        <Section title="在庫と配布">
            <Stats>
                <Stat label="在庫" value=stock.to_string() unit="部" note=low/>
                <Stat label="配布した数" value=handed.to_string() unit="部"/>
                <Stat label="注文中" value=ordered.to_string() unit="部"/>
            </Stats>
            {acts}
            {list}
        </Section>
    }
}

fn line_row(slug: &str, material: MaterialId, line: LedgerLine, keeps: bool) -> impl IntoView + use<> {
    let LedgerLine { id, on, kind, change, stock, whom, note, by, undone, may_undo, together } = line;
    let action = paths::material_undo(slug, material, id);
    let round = (keeps && may_undo && together > 1).then(|| {
        let words = format!("同時に記録した{together}件を取り消す");
        view! {
            <PostForm action=action.clone() class="inline">
                <HiddenField name="round" value="yes"/>
                <Button kind=ButtonKind::Quiet>{words}</Button>
            </PostForm>
        }
    });
    let state = undone.then(|| view! { " "<Tag tone=Tone::Neutral label="取消し済み"/> });
    let undo = (keeps && may_undo).then(|| {
        let hidden = format!("（{}の{} {change:+}）", format_date(on), movement(kind));
        view! {
            <PostForm action class="inline">
                <Button kind=ButtonKind::Quiet>"取り消す"<span class="hidden">{hidden}</span></Button>
            </PostForm>
        }
    });
    view! {
        <tr role="row">
            <th scope="row" role="rowheader" class="nowrap">{format_date(on)}</th>
            <td role="cell" data-label="種類">{movement(kind)}{state}</td>
            <td role="cell" data-label="増減" class="number">{format!("{change:+}")}</td>
            <td role="cell" data-label="在庫" class="number">{stock.to_string()}</td>
            <td role="cell" data-label="相手">{whom}</td>
            <td role="cell" data-label="備考">{note}</td>
            <td role="cell" data-label="記録した人">{by}</td>
            <td role="cell">{undo}{round}</td>
        </tr>
    }
}

fn orders(view: &MaterialView) -> impl IntoView + use<> {
    let MaterialView { slug, id, orders, keeps, retired, .. } = view.clone();
    let href = paths::new_material_order(&slug, id);
    let add = (keeps && !retired).then(|| {
        view! { <Buttons><ButtonLink href kind=ButtonKind::Secondary>"注文を記録する"</ButtonLink></Buttons> }
    });
    let list = if orders.is_empty() {
        view! { <EmptyState title="注文の記録はありません"/> }.into_any()
    } else {
        let rows = orders
            .into_iter()
            .map(|one| {
                let OrderLine { id: order, supplier, pieces: (pieces, came), days: (ordered, expected), state, late } =
                    one;
                let words = if late { "納品予定日を過ぎています" } else { order_state(state) };
                view! {
                    <tr role="row">
                        <th scope="row" role="rowheader" class="nowrap"><a href=paths::material_order(&slug, id, order)>{format_date(ordered)}<span class="hidden">"の注文"</span></a></th>
                        <td role="cell" data-label="注文先">{supplier}</td>
                        <td role="cell" data-label="注文した数" class="number">{pieces.to_string()}</td>
                        <td role="cell" data-label="納品された数" class="number">{came.to_string()}</td>
                        <td role="cell" data-label="納品予定日" class="nowrap">{expected.map(format_date)}</td>
                        <td role="cell" data-label="状態"><Tag tone=order_tone(state, late) label=words/></td>
                    </tr>
                }
            })
            .collect_view();
        let columns = vec![
            Column::new("注文日"),
            Column::new("注文先"),
            Column::number("注文した数"),
            Column::number("納品された数"),
            Column::new("納品予定日"),
            Column::new("状態"),
        ];
        view! { <Table caption="注文" caption_hidden=true columns density=Density::Dense stacks=true>{rows}</Table> }
            .into_any()
    };
    view! { <Section title="注文">{list}{add}</Section> }
}
