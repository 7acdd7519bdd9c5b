//! Every material of a municipality.

use crate::{
    campaigns::{Place, tabs},
    exports::SaveLinks,
    messages::materials::{audience, audience_tone, kind, supply},
    paths,
};
use domain::{
    ids::MaterialId,
    materials::{Material, Supply},
};
use elements::{
    ButtonKind, ButtonLink, Column, Density, EmptyState, Notice, NoticeKind, PageHeader, Section, Table, Tag,
    Tone,
};
use leptos::prelude::*;

/// A material in the list.
#[derive(Debug, Clone)]
pub struct MaterialLine {
    /// Its id.
    pub id: MaterialId,
    /// What it is.
    pub material: Material,
    /// Pieces that are there.
    pub stock: u32,
    /// Pieces on the way, and whether they should have come.
    pub ordered: (u32, bool),
    /// Whether somebody has to order.
    pub supply: Supply,
    /// The newest version; none while there is none.
    pub version: Option<u32>,
    /// Whether it is used no more.
    pub retired: bool,
}

/// The page.
#[component]
pub fn MaterialsPage(
    /// The tenant's word in addresses.
    slug: String,
    /// The materials.
    lines: Vec<MaterialLine>,
    /// Whether the officer may add one.
    keeps: bool,
    /// Whether there is a public side to show them on.
    public_side: bool,
) -> impl IntoView {
    let add =
        keeps.then(|| view! { <ButtonLink href=paths::new_material(&slug)>"資材を登録する"</ButtonLink> });
    let public = public_side.then(|| {
        view! { <ButtonLink href=paths::public_materials(&slug) kind=ButtonKind::Secondary>"公開しているページを見る"</ButtonLink> }
    });
    let warnings = warnings(&lines);
    let list = if lines.is_empty() {
        view! {
            <EmptyState title="資材はまだありません">
                <p>"ポスター、リーフレット、カードの在庫と配布先を記録できます。動画やスライドはリンクで登録します。"</p>
            </EmptyState>
        }
        .into_any()
    } else {
        let rows = lines.into_iter().map(|line| row(&slug, line)).collect_view();
        let columns = vec![
            Column::new("名称"),
            Column::new("種類"),
            Column::new("対象"),
            Column::number("在庫"),
            Column::number("注文中"),
            Column::number("版"),
            Column::new("状態"),
        ];
        let save = paths::export_of(&paths::materials(&slug));
        view! {
            <Table caption="資材の一覧" caption_hidden=true columns density=Density::Dense>{rows}</Table>
            <SaveLinks what="資材の一覧" here=save/>
        }
        .into_any()
    };
    let (handed, tabs) = (paths::materials_handed(&slug), tabs(&slug, Place::Materials));
    view! {
        <PageHeader title="資材" lead="ポスター、リーフレット、カードと、動画・チュートリアル・スライドのリンクです。どこに何部渡したかも記録します。">
            <ButtonLink href=handed kind=ButtonKind::Secondary>"配布先の記録"</ButtonLink>
            {public}
            {add}
        </PageHeader>
        {tabs}
        {warnings}
        <Section title="登録されている資材">{list}</Section>
    }
}

/// What somebody has to do: order, or ask where an order stays.
fn warnings(lines: &[MaterialLine]) -> Option<impl IntoView + use<>> {
    let used = || lines.iter().filter(|line| !line.retired);
    let low = used().filter(|line| matches!(line.supply, Supply::Low { .. })).map(|line| {
        let on_the_way = if line.ordered.0 > 0 {
            format!("（{}部を注文中です）", line.ordered.0)
        } else {
            "（注文していません）".to_owned()
        };
        format!("「{}」の在庫が下限を下回っています。残り{}部{on_the_way}", line.material.title, line.stock)
    });
    let late = used()
        .filter(|line| line.ordered.1)
        .map(|line| format!("「{}」の注文が、納品予定日を過ぎています。", line.material.title));
    let told: Vec<_> = low.chain(late).collect();
    (!told.is_empty()).then(|| {
        let items = told.into_iter().map(|words| view! { <li>{words}</li> }).collect_view();
        view! { <Notice kind=NoticeKind::Warning title="在庫を確かめてください"><ul>{items}</ul></Notice> }
    })
}

fn row(slug: &str, line: MaterialLine) -> impl IntoView + use<> {
    let MaterialLine { id, material, stock, ordered, supply: of, version, retired } = line;
    let counted = material.kind.is_counted();
    let number = |pieces: u32| if counted { pieces.to_string() } else { "－".to_owned() };
    let on_the_way = if ordered.0 > 0 { number(ordered.0) } else { "－".to_owned() };
    let state = if retired {
        view! { <Tag tone=Tone::Neutral label="使用を終了"/> }.into_any()
    } else {
        let low = supply(of).map(|(tone, label)| view! { <Tag tone label/>" " });
        let shown = material.shown.then(|| view! { <Tag tone=Tone::Success label="公開中"/> });
        view! { {low}{shown} }.into_any()
    };
    view! {
        <tr>
            <th scope="row"><a href=paths::material(slug, id)>{material.title}</a></th>
            <td>{kind(material.kind)}</td>
            <td><Tag tone=audience_tone(material.audience) label=audience(material.audience)/></td>
            <td class="number">{number(stock)}</td>
            <td class="number">{on_the_way}</td>
            <td class="number">{version.map_or_else(|| "－".to_owned(), |number| number.to_string())}</td>
            <td>{state}</td>
        </tr>
    }
}
