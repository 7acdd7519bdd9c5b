//! 申込状況の表: the circular's table, as a file, as a workbook and as it is copied, is read by every kind of house, says
//! what cannot be right, is kept once, and leaves nothing behind when it is deleted.

use crate::{
    subsidies::steps::tenant,
    support::{Answer, Asker, World, on_each_world},
};
use axum::http::StatusCode;
use chrono::TimeDelta;
use domain::{event_tables::DRAFT_DAYS, ids::EventTableId};
use rust_xlsxwriter::{Format, Workbook};
use server::jobs;
use std::path::Path;
use store::{Scope, events};

/// As 介護保険最新情報 Vol.1310 prints it.
pub const CSV: &[u8] = include_bytes!("../../../../app/domain/src/event_tables/webinar_table.csv");

/// What is doubted of it, in the order of the page.
const DOUBTS: [&str; 4] = [
    "「都道府県（人数）」の合計は、印字では45ですが、各行を足すと48です。合計の行の誤りとみられます。",
    "栃木県の「合計（人数）」は13ですが、内訳からは14以上のはずです",
    "沖縄県の「合計（人数）」は4ですが、団体数は5です。",
    "「20%」と印字されています。同じ桁まで求めると20.2%です（352÷1,741）。",
];

fn data(name: &str) -> Vec<u8> {
    std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("sheets/tests/data").join(name)).unwrap()
}

fn new(slug: &str) -> String {
    format!("/t/{slug}/event-tables/new")
}

async fn send(asker: &Asker, slug: &str, name: &str, bytes: &[u8]) -> Answer {
    asker.upload(&new(slug), &[("pasted", "")], &[("file", name, bytes)]).await
}

/// Reads a file in; the id of its table.
pub async fn read_in(asker: &Asker, slug: &str, name: &str, bytes: &[u8]) -> String {
    let read = send(asker, slug, name, bytes).await;
    assert_eq!(read.status, StatusCode::SEE_OTHER, "{}", read.text);
    read.location().split(['/', '?']).nth(4).unwrap().to_owned()
}

fn rows() -> Vec<Vec<&'static str>> {
    let text = std::str::from_utf8(CSV).unwrap();
    text.lines().skip(1).map(|line| line.split(',').skip(1).collect()).collect()
}

/// The same as a workbook: a title, 国保連 over 人数 and 団体数, 市区町村数 over its kinds, cells that are one.
fn workbook() -> Vec<u8> {
    let mut book = Workbook::new();
    let (sheet, plain) = (book.add_worksheet(), Format::new());
    sheet.merge_range(0, 0, 0, 14, "道府県別申込数（申込率 降順）", &plain).unwrap();
    for (column, text) in
        [(0, "No."), (1, "都道府県"), (2, "合計(人数)"), (3, "合計(団体数)"), (8, "申込率(合計/総数)")]
    {
        sheet.merge_range(1, column, 2, column, text, &plain).unwrap();
    }
    for (column, text) in [(9, "総数"), (14, "一部事務組合等")] {
        sheet.merge_range(1, column, 2, column, text, &plain).unwrap();
    }
    for (from, to, text) in [(4, 5, "国保連"), (6, 7, "都道府県"), (10, 13, "市区町村数")] {
        sheet.merge_range(1, from, 1, to, text, &plain).unwrap();
    }
    let below = ["人数", "団体数", "人数", "団体数", "", "", "合計", "特別区", "市", "町村"];
    for (column, text) in (4..).zip(below).filter(|(_, text)| !text.is_empty()) {
        sheet.write_string(2, column, text).unwrap();
    }
    for (row, texts) in (3..).zip(rows()) {
        for (column, text) in (0..).zip(texts).filter(|(_, text)| !text.is_empty()) {
            match text.parse::<f64>() {
                Ok(number) => sheet.write_number(row, column, number).unwrap(),
                Err(_) => sheet.write_string(row, column, text).unwrap(),
            };
        }
    }
    book.save_to_buffer().unwrap()
}

/// The same as it is copied from the printed page: cells that were one are lost, and two words have moved.
fn copied() -> String {
    let heads = [
        "No.\t都道府県\t合計 (人数)\t合計 (団体数)\t国保連\t\t都道府県\t\t申込率 (合計/総数)\t総数\t市区町村数\t\t\t一部事務 組合等\t",
        "\t\t\t\t人数\t団体数\t人数\t団体数\t\t\t合計\t特別区\t市\t\t町村",
    ];
    let lines = rows().into_iter().map(|row| row.join("\t"));
    heads.into_iter().map(str::to_owned).chain(lines).collect::<Vec<_>>().join("\n")
}

fn assert_doubted(page: &Answer) {
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.text.contains("合わない数字が3つあります"), "{}", page.text);
    let places: Vec<usize> = DOUBTS
        .iter()
        .map(|doubt| page.text.find(doubt).unwrap_or_else(|| panic!("{doubt}: {}", page.text)))
        .collect();
    assert!(places.is_sorted() && places[3] < page.text.find("申込率の高い順").unwrap());
}

async fn happened(world: &World, slug: &str, id: &str) -> Vec<String> {
    let scope = Scope::tenant_by_system(tenant(world, slug).await, "test");
    let tx = world.app.store.read(&scope).await.unwrap();
    let id: EventTableId = id.parse().unwrap();
    assert_eq!(events::first_broken(&tx).await.unwrap(), None, "{slug}");
    events::of_subject(&tx, "event_table", id.uuid()).await.unwrap().into_iter().map(|one| one.kind).collect()
}

#[tokio::test]
async fn a_circulars_table_is_read_doubted_kept_once_and_taken_away() {
    on_each_world("a table of registrations", async |world| {
        let central = world.as_person("central").await;
        let id = read_in(&central, "chuokai", "webinar_table.csv", CSV).await;
        let at = format!("/t/chuokai/event-tables/{id}");
        let page = central.get(&format!("{at}?done=read")).await;
        assert_doubted(&page);
        assert!(page.text.contains("A列「seed_line」は、何の列かわからないため使いません"), "{}", page.text);
        assert!(central.get("/t/chuokai/event-tables").await.text.contains("確認待ち"));
        // Without a name it is not kept, and nothing that was typed is lost.
        let typed = [("version", "1"), ("title", ""), ("held_on", "6月"), ("source", "Vol.1310の別表")];
        let rejected = central.post_from(&at, &format!("{at}/edit"), &typed).await;
        assert_eq!(rejected.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            rejected.text.contains("表の名前を入力してください") && rejected.text.contains("Vol.1310の別表")
        );
        let typed =
            [("version", "1"), ("title", "セミナー"), ("held_on", "令和6年6月26日"), ("source", "Vol.1310")];
        let kept = central.post_from(&at, &format!("{at}/edit"), &typed).await;
        assert_eq!(kept.location(), format!("{at}?done=kept"), "{}", kept.text);
        let stale =
            central.post_from(&at, &format!("{at}/edit"), &[("version", "1"), ("title", "別の名前")]).await;
        assert_eq!(stale.status, StatusCode::CONFLICT);
        assert!(stale.text.contains("別の名前") && stale.text.contains("セミナー"), "{}", stale.text);
        // The same table again, whatever its file is called.
        assert_eq!(read_in(&central, "chuokai", "もう一度.csv", CSV).await, id);
        assert_eq!(happened(&world, "chuokai", &id).await, ["event_table.read", "event_table.kept"]);
        // Nobody else's, not even those who read the same in.
        let mori = world.as_person("federation").await;
        let other = format!("/t/midori-kokuhoren/event-tables/{id}");
        for address in [at.clone(), other.clone(), format!("{other}/export")] {
            assert_eq!(mori.get(&address).await.status, StatusCode::NOT_FOUND, "{address}");
        }
        assert_ne!(read_in(&mori, "midori-kokuhoren", "webinar_table.csv", CSV).await, id);
        // Taken away, brought back, and deleted with every cell; what is kept is not deleted at once.
        let act = async |version: &str, act: &str| {
            central.post_from(&at, &format!("{at}/removal"), &[("version", version), ("act", act)]).await
        };
        assert_eq!(act("2", "delete").await.status, StatusCode::CONFLICT);
        assert_eq!(act("2", "remove").await.location(), format!("{at}?done=removed"));
        assert!(central.get("/t/chuokai/event-tables").await.text.contains("取り除いた表"));
        assert_eq!(act("3", "return").await.location(), format!("{at}?done=returned"));
        assert_eq!(act("4", "remove").await.status, StatusCode::SEE_OTHER);
        assert_eq!(act("4", "delete").await.status, StatusCode::CONFLICT, "somebody saw an older one");
        assert_eq!(act("5", "delete").await.location(), "/t/chuokai/event-tables?done=deleted");
        assert_eq!(central.get(&at).await.status, StatusCode::NOT_FOUND);
        assert_eq!(
            happened(&world, "chuokai", &id).await.last().map(String::as_str),
            Some("event_table.deleted")
        );
        assert_ne!(read_in(&central, "chuokai", "webinar_table.csv", CSV).await, id, "it may come again");
    })
    .await;
}

/// What each column of the workbook is read as, but that of the names.
const COLUMNS: [(&str, &str); 14] = [
    ("column_0", "number"),
    ("column_2", "people"),
    ("column_3", "bodies"),
    ("column_4", "federation_people"),
    ("column_5", "federation_bodies"),
    ("column_6", "prefecture_people"),
    ("column_7", "prefecture_bodies"),
    ("column_8", "rate"),
    ("column_9", "there_are"),
    ("column_10", "municipalities"),
    ("column_11", "special_wards"),
    ("column_12", "cities"),
    ("column_13", "towns"),
    ("column_14", "associations"),
];

/// A person says what columns hold, and follows the words of the file again.
async fn columns_are_corrected(asker: &Asker, at: &str) {
    let path = format!("{at}/columns");
    let form = asker.get(&path).await;
    for part in ["C列「合計(人数)」", "はじめの値：451、15", "value=\"people\" selected"] {
        assert!(form.text.contains(part), "{part}: {}", form.text);
    }
    let send = async |version: &str, people: &str, bodies: &str| {
        let mut typed = COLUMNS.to_vec();
        (typed[1].1, typed[2].1) = (people, bodies);
        typed.push(("version", version));
        asker.post_from(&path, &path, &typed).await
    };
    let twice = send("1", "people", "people").await;
    assert_eq!(twice.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(twice.text.contains("D列は、C列と同じものが選ばれています"), "{}", twice.text);
    let turned = send("1", "bodies", "people").await;
    assert_eq!(turned.location(), format!("{at}?done=chosen"), "{}", turned.text);
    assert_eq!(send("1", "people", "bodies").await.status, StatusCode::CONFLICT, "somebody was faster");
    let page = asker.get(at).await;
    assert!(page.text.contains("手で直してあります"), "{}", page.text);
    assert!(!page.text.contains("合わない数字が3つあります"), "people stand for bodies: {}", page.text);
    let back = asker.post_from(&path, &path, &[("version", "2"), ("act", "forget")]).await;
    assert_eq!(back.location(), format!("{at}?done=forgotten"), "{}", back.text);
    assert_doubted(&asker.get(at).await);
}

#[tokio::test]
async fn every_form_of_the_table_says_the_same_and_no_file_does_harm() {
    on_each_world("forms of a table of registrations", async |world| {
        let prefecture = world.as_person("prefecture").await;
        let id = read_in(&prefecture, "midori-ken", "申込.xlsx", &workbook()).await;
        let at = format!("/t/midori-ken/event-tables/{id}");
        let kept = at.clone();
        let page = prefecture.get(&at).await;
        assert_doubted(&page);
        assert!(
            page.text.contains("道府県別申込数（申込率 降順）")
                && !page.text.contains("わからないため使いません")
        );
        columns_are_corrected(&prefecture, &at).await;
        let clerk = world.as_person("clerk").await;
        let pasted = clerk.upload(&new("midorino"), &[("pasted", &copied())], &[]).await;
        assert_eq!(pasted.status, StatusCode::SEE_OTHER, "{}", pasted.text);
        let page = clerk.get(pasted.location()).await;
        assert_doubted(&page);
        assert!(
            page.text.contains("N列を「町村」、O列を「一部事務組合等」として読みました"),
            "{}",
            page.text
        );
        // Printed beside computed, for a spreadsheet program.
        let export = prefecture.get(&format!("{at}/export?format=csv")).await;
        let line = |name: &str| export.text.lines().find(|line| line.contains(name)).unwrap().to_owned();
        assert!(
            line("合計,").starts_with(",合計,20%,20.2%,451,451,437,437,36,36,33,33,45,48,42,42"),
            "{}",
            export.text
        );
        assert!(line("愛媛県").starts_with("1,愛媛県,65.0%,65.0%,15,,15,15"), "{}", export.text);
        assert_eq!(export.text.lines().count(), 49);
        let typed = [("version", "3"), ("title", "申込の表")];
        let done = prefecture.post_from(&at, &format!("{at}/edit"), &typed).await;
        assert_eq!(done.location(), format!("{at}?done=kept"), "{}", done.text);

        // A formula stays text, on the page and in what is saved.
        let hostile = String::from_utf8(CSV.to_vec()).unwrap().replacen("愛媛県,15,15", "愛媛県,=1+1,15", 1);
        let id = read_in(&clerk, "midorino", "式.csv", hostile.as_bytes()).await;
        let at = format!("/t/midorino/event-tables/{id}");
        assert!(clerk.get(&at).await.text.contains("セルD3「=1+1」は数として読めないため"));
        let saved = clerk.get(&format!("{at}/export?format=csv")).await.text;
        assert!(saved.contains("'=1+1") && !saved.contains(",=1+1"), "{saved}");
        for (name, words) in [
            ("bad/空ファイル.csv", "ファイルの中身が空です"),
            ("bad/実はPDF.xlsx", "中身はPDFです"),
            ("bad/別の表.xlsx", "都道府県ごとの申込みの表が見つかりません"),
            ("01_jigyosho_292991.csv", "都道府県ごとの申込みの表が見つかりません"),
            ("hostile/zip_bomb_shared_strings.xlsx", "安全に開けないファイル"),
        ] {
            let answer = send(&clerk, "midorino", "表.xlsx", &data(name)).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{name}");
            assert!(answer.text.contains(words), "{name}: {}", answer.text);
        }
        let long = [CSV, "注\n".repeat(500).as_bytes()].concat();
        let answer = send(&clerk, "midorino", "長い.csv", &long).await;
        assert!(answer.text.contains("この表は大きすぎます"), "{}", answer.text);
        let nothing = clerk.upload(&new("midorino"), &[("pasted", " ")], &[]).await;
        assert!(nothing.text.contains("表のファイルを選ぶか、表を貼り付けてください"), "{}", nothing.text);

        // What nobody keeps goes after thirty days; what is kept stays.
        world.wait(TimeDelta::days(i64::from(DRAFT_DAYS) + 1));
        jobs::plan_today(&world.app).await.unwrap();
        jobs::drain(&world.app).await.unwrap();
        let clerk = world.as_person("clerk").await;
        assert_eq!(clerk.get(&at).await.status, StatusCode::NOT_FOUND);
        assert_eq!(happened(&world, "midorino", &id).await, ["event_table.read", "event_table.expired"]);
        let prefecture = world.as_person("prefecture").await;
        assert_eq!(prefecture.get(&kept).await.status, StatusCode::OK);
    })
    .await;
}
