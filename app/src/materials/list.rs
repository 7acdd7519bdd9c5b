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
use elements::{ButtonKind, ButtonLink, Column, Density, EmptyState, PageHeader, Table, Tag, Tone};
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
    let warnings = warnings(&slug, &lines);
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
            <Table caption="資材の一覧" caption_hidden=true columns density=Density::Dense stacks=true>{rows}</Table>
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
        <div class="list-head">{tabs}{warnings}</div>
        {list}
    }
}

/// What somebody has to do: order, or ask where an order stays.
fn warnings(slug: &str, lines: &[MaterialLine]) -> Option<impl IntoView + use<>> {
    let told: Vec<_> = lines
        .iter()
        .filter(|line| !line.retired)
        .filter_map(|line| {
            let low = matches!(line.supply, Supply::Low { .. }).then(|| {
                if line.ordered.0 > 0 {
                    format!("残り{}部（{}部を注文中です）", line.stock, line.ordered.0)
                } else {
                    format!("残り{}部（注文していません）", line.stock)
                }
            });
            let late = line.ordered.1.then(|| "注文が納品予定日を過ぎています".to_owned());
            let told: Vec<String> = low.into_iter().chain(late).collect();
            (!told.is_empty()).then(|| (line.id, line.material.title.clone(), told.join("、")))
        })
        .collect();
    (!told.is_empty()).then(|| {
        let items = told
            .into_iter()
            .map(|(id, title, words)| {
                view! { <span><a href=paths::material(slug, id)>{title}</a>{format!("：{words}")}</span> }
            })
            .collect_view();
        view! { <p class="list-line"><Tag tone=Tone::Attention label="在庫を確かめてください"/>{items}</p> }
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
        <tr role="row">
            <th scope="row" role="rowheader"><a href=paths::material(slug, id)>{material.title}</a></th>
            <td role="cell" data-label="種類">{kind(material.kind)}</td>
            <td role="cell" data-label="対象"><Tag tone=audience_tone(material.audience) label=audience(material.audience)/></td>
            <td role="cell" data-label="在庫" class="number">{number(stock)}</td>
            <td role="cell" data-label="注文中" class="number">{on_the_way}</td>
            <td role="cell" data-label="版" class="number">{version.map_or_else(|| "－".to_owned(), |number| number.to_string())}</td>
            <td role="cell" data-label="状態">{state}</td>
        </tr>
    }
}
