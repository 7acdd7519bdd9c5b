//! What the pages of materials promise.

use super::*;
use domain::{
    ids::MaterialId,
    materials::{Audience, Material, MaterialKind, Supply},
};
use elements::FormState;
use leptos::prelude::*;
use uuid::Uuid;

fn html<V: IntoView>(view: impl FnOnce() -> V) -> String {
    Owner::new().with(|| view().to_html()).replace("<!>", "")
}

fn id() -> MaterialId {
    Uuid::from_u128(1).into()
}

fn poster() -> Material {
    Material {
        kind: MaterialKind::Poster,
        title: "<b>ポスター".into(),
        summary: String::new(),
        source: String::new(),
        audience: Audience::Everybody,
        minimum: Some(20),
        shown: true,
    }
}

fn line(stock: u32, supply: Supply, ordered: (u32, bool)) -> MaterialLine {
    MaterialLine { id: id(), material: poster(), stock, ordered, supply, version: None, retired: false }
}

fn list(lines: Vec<MaterialLine>) -> String {
    let slug = "midorino".to_owned();
    html(|| view! { <MaterialsPage slug lines keeps=true public_side=false/> })
}

#[test]
fn a_list_says_what_to_order_and_what_does_not_come() {
    let low = list(vec![line(12, Supply::Low { missing: 8, ordered: 40 }, (40, true))]);
    for words in [
        "残り12部（40部を注文中です）",
        "納品予定日を過ぎています",
        "下限以下・40注文中",
        "&lt;b&gt;ポスター",
    ] {
        assert!(low.contains(words), "{words}: {low}");
    }
    assert!(!low.contains("公開しているページ"), "there is no public side");
    let enough = list(vec![line(30, Supply::Enough, (0, false))]);
    assert!(!enough.contains("在庫を確かめてください"), "{enough}");
    let retired =
        MaterialLine { retired: true, ..line(0, Supply::Low { missing: 20, ordered: 0 }, (0, false)) };
    assert!(!list(vec![retired]).contains("在庫を確かめてください"), "nobody orders what nobody uses");
}

#[test]
fn a_form_offers_what_a_link_is_and_whom_it_is_for() {
    let (slug, form) = ("midorino".to_owned(), FormState::empty());
    let new = html(|| view! { <MaterialFormPage slug usage=MaterialFormUse::New form/> });
    for words in ["チュートリアル", "自治体・連合会だけ", "事業所には渡せず、公開もできません"]
    {
        assert!(new.contains(words), "{words}: {new}");
    }
    assert!(!new.contains("もう使わない"), "what is new is used");
}

#[test]
fn everybody_gets_a_file_a_link_or_the_way_to_the_desk() {
    let one = |way: Way| PublicMaterial {
        id: id(),
        kind: MaterialKind::Leaflet,
        title: "リーフレット".into(),
        summary: "概要".into(),
        source: "国民健康保険中央会".into(),
        way,
    };
    let materials =
        vec![one(Way::File(2_048)), one(Way::Link("https://www.example.jp/".into())), one(Way::Paper)];
    let (slug, municipality) = ("midorino".to_owned(), "みどり野市".to_owned());
    let site = "https://www.careplan-renkei-support.jp/".to_owned();
    let page = html(|| view! { <PublicMaterialsPage slug municipality site materials/> });
    for words in
        ["「リーフレット」を保存する（2 KB）", "href=\"https://www.example.jp/\"", "下の窓口で渡しています"]
    {
        assert!(page.contains(words), "{words}: {page}");
    }
    assert!(!page.contains("<script"), "{page}");
}
