//! Tables that are saved: the register as a list that changes nothing when it comes back, and a list with its messages.

use super::{commit, data, preview, tile};
use crate::support::{Answer, on_each_world};
use axum::http::StatusCode;

const EXPORT: &str = "/t/midorino/offices/export";

#[tokio::test]
async fn the_register_that_is_saved_changes_nothing_when_it_comes_back() {
    on_each_world("the register comes back", async |world| {
        let clerk = world.as_person("clerk").await;
        let at = preview(&clerk, "01.csv", &data("01_jigyosho_292991.csv")).await;
        commit(&clerk, &at).await;
        for (format, name) in
            [("xlsx", "台帳.xlsx"), ("csv", "台帳.csv"), ("cp932&unfit=replace", "台帳.csv")]
        {
            let saved = clerk.get(&format!("{EXPORT}?format={format}")).await;
            assert_eq!(saved.status, StatusCode::OK, "{format}: {}", saved.text);
            let again = clerk.upload(super::NEW, &[("scope", "all")], &[("file", name, &saved.bytes)]).await;
            let page = clerk.get(again.location()).await;
            if format.starts_with("cp932") {
                // A character of other alphabets was replaced, and the list says so.
                assert_eq!(tile(&page, "新しく登録する事業所"), 0, "{format}");
            } else {
                assert!(page.text.contains("台帳は何も変わりません"), "{format}: {}", page.text);
            }
        }
        let narrowed =
            clerk.get(&format!("{EXPORT}?format=csv&q=%E3%81%B2%E3%81%A0%E3%81%BE%E3%82%8A")).await;
        let lines = narrowed.text.lines().count();
        assert!(narrowed.text.contains("ひだまり") && lines > 1 && lines < 10, "{}", narrowed.text);
        let viewer = world.as_person("viewer").await;
        assert_eq!(viewer.get(EXPORT).await.status, StatusCode::OK);
    })
    .await;
}

#[tokio::test]
async fn what_an_older_encoding_cannot_write_is_said_before_it_is_replaced() {
    on_each_world("characters that do not fit", async |world| {
        let clerk = world.as_person("clerk").await;
        let office =
            [("number", "2970999179"), ("name", "𠮷田ケアプラン"), ("services", "43"), ("status", "active")];
        assert_eq!(clerk.post("/t/midorino/offices/new", &office).await.status, StatusCode::SEE_OTHER);
        let told = clerk.get(&format!("{EXPORT}?format=cp932&q=2970999179")).await;
        assert!(
            told.text.contains("Shift_JISにない文字が1か所") && told.text.contains("𠮷"),
            "{}",
            told.text
        );
        assert!(told.text.contains("q=2970999179&amp;format=cp932&amp;unfit=replace"), "{}", told.text);
        let replaced = clerk.get(&format!("{EXPORT}?format=cp932&q=2970999179&unfit=replace")).await;
        assert_eq!(replaced.headers["content-type"], "text/csv; charset=Shift_JIS");
        assert!(replaced.bytes.windows(2).any(|pair| pair == [0x81, 0xAC]), "〓 stands for it");
    })
    .await;
}

#[tokio::test]
async fn a_list_with_its_messages_is_put_right_elsewhere_and_sent_again() {
    on_each_world("a list with its messages", async |world| {
        let clerk = world.as_person("clerk").await;
        let at = preview(&clerk, "事業所一覧.xlsx", &data("02_事業所一覧(R6.4.1).xlsx")).await;
        let page = clerk.get(&at).await;
        assert!(page.text.contains("確認する点を書き込んだExcel"));
        let marked = clerk.get(&format!("{at}/messages.xlsx")).await;
        assert_eq!(marked.status, StatusCode::OK);
        assert!(marked.bytes.starts_with(b"PK"));
        let again = preview(&clerk, "事業所一覧_確認.xlsx", &marked.bytes).await;
        let second = clerk.get(&again).await;
        for label in ["新しく登録する事業所", "更新する事業所", "エラーの行", "警告の行"]
        {
            assert_eq!(tile(&page, label), tile(&second, label), "{label}");
        }
    })
    .await;
}

#[tokio::test]
async fn how_a_file_of_some_shape_is_read_is_remembered() {
    on_each_world("remembered columns", async |world| {
        let clerk = world.as_person("clerk").await;
        let list = "事業所番号,事業所名,連絡先１,連絡先２,サービスの種類\n2970999179,髙﨑ケアプラン,0741-00-1005,0741-00-2222,43\n";
        let at = preview(&clerk, "四月.csv", list.as_bytes()).await;
        let reading = format!("{at}/reading");
        let version = clerk.get(&reading).await.hidden("version").unwrap();
        let typed = [
            ("version", version.as_str()),
            ("scope", "all"),
            ("sheet-0-import", "yes"),
            ("sheet-0-header", "1"),
            ("sheet-0-column-0", "office_number"),
            ("sheet-0-column-1", "name"),
            ("sheet-0-column-2", ""),
            ("sheet-0-column-3", "phone"),
            ("sheet-0-column-4", "service"),
        ];
        let kept = clerk.post(&reading, &typed).await;
        assert_eq!(kept.status, StatusCode::SEE_OTHER, "{}", kept.text);
        let list = list.replace("0741-00-2222", "0741-00-3333");
        let at = preview(&clerk, "五月.csv", list.as_bytes()).await;
        commit(&clerk, &at).await;
        let found = clerk.get("/t/midorino/offices?q=2970999179").await;
        assert!(found.text.contains("0741-00-3333"), "{}", found.text);
        let other = world.as_person("misaki-clerk").await;
        let files = [("file", "list.csv", list.as_bytes())];
        let answer = other.upload("/t/misaki/imports/new", &[("scope", "all")], &files).await;
        let preview = other.get(answer.location()).await;
        assert!(preview.text.contains("同じ都道府県の1団体が、同じ見出しの表を、ここと違う"), "{}", preview.text);
        let reading = format!("{}/reading", answer.location());
        let form = other.get(&reading).await;
        assert!(!form.text.contains("選択"), "another municipality's choices are its own");
        assert!(form.text.contains("D列「連絡先２」：ここでは「使わない」、ほかの団体では「電話番号」"), "{}", form.text);
        let phone_of_d = |form: &Answer| {
            let from = form.text.find("id=\"sheet-0-column-3\"").unwrap();
            let cell = &form.text[from..from + form.text[from..].find("</select>").unwrap()];
            let option = &cell[cell.find("value=\"phone\"").unwrap()..];
            option[..option.find('>').unwrap()].contains("selected")
        };
        assert!(!phone_of_d(&form), "nothing is taken over without a person");
        let filled = other.get(&format!("{reading}?shared=yes")).await;
        assert!(phone_of_d(&filled) && filled.text.contains("まだ保存していません"), "{}", filled.text);
    })
    .await;
}
