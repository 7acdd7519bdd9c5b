//! Lists that add to offices that are there: contacts, rows without numbers; and offices that are gone from a list.

use super::{NEW, commit, preview, tile};
use crate::support::{Asker, on_each_world};
use axum::http::StatusCode;

const OFFICES: &str = "事業所番号,事業所名,サービスの種類,住所,市区町村コード\n2970999179,髙﨑ケアプラン,43,みどり野市中央1-1,292991\n2970999195,さくら,43,みどり野市中央2-2,292991\n2970999195,さくらデイ,15,みどり野市中央2-2,292991\n";

async fn written(clerk: &Asker, list: &str) -> String {
    let at = preview(clerk, "offices.csv", list.as_bytes()).await;
    let done = commit(clerk, &at).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
    at
}

async fn card(clerk: &Asker, number: &str) -> String {
    let found = clerk.get(&format!("/t/midorino/offices?q={number}")).await;
    let from = found.text.find("/t/midorino/offices/0").unwrap_or_else(|| panic!("no {number}"));
    let path = found.text[from..].split('"').next().unwrap().to_owned();
    clerk.get(&path).await.text
}

#[tokio::test]
async fn a_list_of_contacts_adds_to_what_is_there_and_makes_no_office() {
    on_each_world("a list of contacts", async |world| {
        let clerk = world.as_person("clerk").await;
        written(&clerk, OFFICES).await;
        let list = "事業所番号,事業所名,メールアドレス,日常生活圏域\n2970999179,髙﨑ケアプラン,plan@example.jp,北部\n2970999195,さくら,だめ,南部\n2970999203,どこにもない,no@example.jp,北部\n";
        let typed = [("scope", "own"), ("kind", "contacts")];
        let answer = clerk.upload(NEW, &typed, &[("file", "contacts.csv", list.as_bytes())]).await;
        let at = answer.location().to_owned();
        let page = clerk.get(&at).await;
        assert_eq!(tile(&page, "新しく登録する事業所"), 0, "{}", page.text);
        assert_eq!(tile(&page, "エラーの行"), 1, "an office that is not there is told, not passed over");
        assert!(page.text.contains("台帳に当てはまる事業所がありません"), "{}", page.text);
        let warned = clerk.get(&format!("{at}?rows=warnings")).await;
        assert!(warned.text.contains("アドレスとして読めません"), "{}", warned.text);
        commit(&clerk, &at).await;
        let told = card(&clerk, "2970999179").await;
        assert!(told.contains("plan@example.jp") && told.contains("北部"), "{told}");
        assert!(card(&clerk, "2970999195").await.contains("南部"));
        assert!(!clerk.get("/t/midorino/offices?q=2970999203").await.text.contains("/t/midorino/offices/0"));
        let again = clerk.upload(NEW, &typed, &[("file", "contacts.csv", list.as_bytes())]).await;
        assert!(clerk.get(again.location()).await.text.contains("台帳は何も変わりません"));
    })
    .await;
}

#[tokio::test]
async fn a_person_says_what_becomes_of_offices_that_are_there() {
    on_each_world("what becomes of offices that are there", async |world| {
        let clerk = world.as_person("clerk").await;
        written(&clerk, OFFICES).await;
        let list = "事業所番号,事業所名,サービスの種類,住所,電話番号,市区町村コード\n2970999179,別の名前,43,みどり野市中央1-1,0741-00-1005,292991\n2970999203,つばめ,43,みどり野市中央3-3,0741-00-1006,292991\n";
        let typed = [("scope", "own"), ("kind", "offices"), ("existing", "keep")];
        let answer = clerk.upload(NEW, &typed, &[("file", "other.csv", list.as_bytes())]).await;
        let at = answer.location().to_owned();
        let page = clerk.get(&at).await;
        assert!(page.text.contains("変えない（新しい事業所だけを登録する）"), "{}", page.text);
        assert_eq!((tile(&page, "新しく登録する事業所"), tile(&page, "変更のない事業所")), (1, 1));
        assert!(clerk.get(&format!("{at}/reading")).await.text.contains("空いている項目だけを補う"));
        let typed = [("scope", "own"), ("kind", "offices"), ("existing", "complete")];
        let answer = clerk.upload(NEW, &typed, &[("file", "other.csv", list.as_bytes())]).await;
        let at = answer.location().to_owned();
        let page = clerk.get(&at).await;
        assert_eq!((tile(&page, "新しく登録する事業所"), tile(&page, "更新する事業所")), (1, 1));
        commit(&clerk, &at).await;
        let told = card(&clerk, "2970999179").await;
        assert!(told.contains("髙﨑ケアプラン") && told.contains("0741-00-1005"), "{told}");
        assert!(!told.contains("別の名前"), "{told}");
        let empty = clerk.get(&format!("{NEW}/template.xlsx")).await;
        let refused = clerk.upload(NEW, &typed, &[("file", "ひな形.xlsx", &empty.bytes)]).await;
        assert!(refused.text.contains("見出しだけで、事業所の行がありません"), "{}", refused.text);
        let fields = clerk.get(&format!("{NEW}/fields.json")).await;
        assert!(fields.text.contains("primaryKey") && fields.text.contains("サービスの種類"), "{}", fields.text);
    })
    .await;
}

#[tokio::test]
async fn a_row_without_a_number_is_matched_by_name_and_place_and_a_person_confirms_it() {
    on_each_world("rows without numbers", async |world| {
        let clerk = world.as_person("clerk").await;
        written(&clerk, OFFICES).await;
        let list = "事業所番号,事業所名,サービスの種類,住所,電話番号\n,髙﨑ケアプラン,43,中央１−１,0741-00-1005\n,知らないところ,43,中央9-9,0741-00-1006\n";
        let at = preview(&clerk, "list.csv", list.as_bytes()).await;
        let page = clerk.get(&at).await;
        assert_eq!(tile(&page, "エラーの行"), 2);
        assert!(page.text.contains("2970999179として取り込む"), "{}", page.text);
        let version = page.hidden("version").unwrap();
        assert!(page.text.contains("確かさ") && page.text.contains("名称が同じ"), "{}", page.text);
        let confirmation =
            [("version", version.as_str()), ("sheet", ""), ("row", "2"), ("number", "2970999179")];
        let stranger: Vec<_> =
            confirmation.iter().map(|(n, v)| (*n, if *n == "number" { "2970999195" } else { *v })).collect();
        let refused = clerk.post_from(&at, &format!("{at}/confirmation"), &stranger).await;
        assert_eq!(refused.status, StatusCode::NOT_FOUND, "only what was proposed can be chosen");
        let confirmed = clerk.post_from(&at, &format!("{at}/confirmation"), &confirmation).await;
        assert_eq!(confirmed.status, StatusCode::SEE_OTHER, "{}", confirmed.text);
        let page = clerk.get(&at).await;
        assert_eq!((tile(&page, "エラーの行"), tile(&page, "更新する事業所")), (1, 1));
        commit(&clerk, &at).await;
        assert!(card(&clerk, "2970999179").await.contains("0741-00-1005"));
    })
    .await;
}

#[tokio::test]
async fn a_contact_without_a_number_is_found_by_name_and_telephone_and_waits_for_a_person() {
    on_each_world("contacts without numbers", async |world| {
        let clerk = world.as_person("clerk").await;
        let known = OFFICES.replace("市区町村コード", "市区町村コード,電話番号");
        let known = known.replace("中央1-1,292991", "中央1-1,292991,0741-00-1005");
        written(&clerk, &known).await;
        let list = "事業所名,電話番号,メールアドレス\n高崎ケアプラン,0741-00-1005,plan@example.jp\n知らないところ,0741-00-9999,no@example.jp\n";
        let typed = [("scope", "own"), ("kind", "contacts")];
        let answer = clerk.upload(NEW, &typed, &[("file", "contacts.csv", list.as_bytes())]).await;
        let at = answer.location().to_owned();
        let page = clerk.get(&at).await;
        assert_eq!(tile(&page, "エラーの行"), 2, "{}", page.text);
        for told in ["どの事業所か決められません", "当てはまる事業所がありません", "電話番号が同じ", "2970999179 髙﨑ケアプラン"] {
            assert!(page.text.contains(told), "{told}: {}", page.text);
        }
        let choose = async |number: &str| {
            let version = clerk.get(&at).await.hidden("version").unwrap();
            let typed = [("version", version.as_str()), ("sheet", ""), ("row", "2"), ("number", number)];
            let chosen = clerk.post_from(&at, &format!("{at}/confirmation"), &typed).await;
            assert_eq!(chosen.status, StatusCode::SEE_OTHER, "{}", chosen.text);
            tile(&clerk.get(&at).await, "エラーの行")
        };
        assert_eq!(choose("2970999179").await, 1);
        assert_eq!(choose("").await, 2, "a choice can be taken back");
        assert_eq!(choose("2970999179").await, 1);
        commit(&clerk, &at).await;
        assert!(card(&clerk, "2970999179").await.contains("plan@example.jp"));
    })
    .await;
}

#[tokio::test]
async fn what_is_gone_is_asked_within_what_the_list_is_complete_for_and_closed_only_when_chosen() {
    on_each_world("gone from a list", async |world| {
        let clerk = world.as_person("clerk").await;
        written(&clerk, OFFICES).await;
        let list = "事業所番号,事業所名,サービスの種類,住所,市区町村コード\n2970999179,髙﨑ケアプラン,43,みどり野市中央1-1,292991\n";
        let at = preview(&clerk, "五月.csv", list.as_bytes()).await;
        let gone = format!("{at}/gone");
        let asked = clerk.get(&gone).await;
        assert!(!asked.text.contains("廃止にする"), "nothing is judged before somebody declares it");
        let version = asked.hidden("version").unwrap();
        let declared = clerk.post(&gone, &[("version", &version), ("complete", "43"), ("act", "declare")]).await;
        assert_eq!(declared.location(), gone, "{}", declared.text);
        let asked = clerk.get(&gone).await;
        assert!(asked.text.contains("2970999195 さくら") && asked.text.contains("一部のサービス"), "{}", asked.text);
        assert!(!asked.text.contains("通所介護（"), "a service that is not in the list is not offered");
        let version = asked.hidden("version").unwrap();
        let chosen = [("version", version.as_str()), ("close-2970999195", "yes"), ("act", "close")];
        clerk.post(&gone, &chosen).await;
        let page = clerk.get(&at).await;
        assert!(page.text.contains("この取込で廃止にします"), "{}", page.text);
        commit(&clerk, &at).await;
        let told = card(&clerk, "2970999195").await;
        assert!(told.matches("廃止").count() >= 1 && told.contains("さくら"), "{told}");
        let asked = clerk.get(&format!("{at}/undo")).await;
        let version = asked.hidden("version").unwrap();
        clerk.post(&format!("{at}/undo"), &[("version", &version)]).await;
        assert!(!card(&clerk, "2970999195").await.contains(">廃止<"), "undone");
    })
    .await;
}
