//! Lists of adopters: matched to the register, recorded, decided row by row, and compared with the list after.

use super::{NEW, commit, data, preview};
use crate::support::{Answer, Asker, on_each_world};
use axum::http::StatusCode;

const LIST: &str = "10_連携システム利用事業所(R7.4.1).xlsx";

async fn upload(asker: &Asker, as_of: &str, name: &str, bytes: &[u8]) -> Answer {
    let typed = [("scope", "own"), ("kind", "adopters"), ("source", "wam_net_list"), ("as_of", as_of)];
    asker.upload(NEW, &typed, &[("file", name, bytes)]).await
}

/// Records a list; its address.
async fn recorded(clerk: &Asker, as_of: &str, name: &str, bytes: &[u8]) -> String {
    let answer = upload(clerk, as_of, name, bytes).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
    let at = answer.location().to_owned();
    let version = clerk.get(&at).await.hidden("version").unwrap();
    let done = clerk.post_from(&at, &format!("{at}/commit"), &[("version", &version)]).await;
    assert_eq!(done.location(), format!("{at}?done=recorded"), "{}", done.text);
    at
}

/// The number on the chip of a part.
fn chip(page: &Answer, label: &str) -> String {
    let text = page.text.replace("<!>", "");
    let from = text.find(&format!(">{label}")).unwrap_or_else(|| panic!("no chip {label}: {text}"));
    text[from..].chars().skip_while(|c| !c.is_ascii_digit()).take_while(char::is_ascii_digit).collect()
}

/// The path of the card of an office.
async fn card(clerk: &Asker, number: &str) -> String {
    let found = clerk.get(&format!("/t/midorino/offices?q={number}")).await;
    found.text[found.text.find("/t/midorino/offices/0").unwrap()..].split('"').next().unwrap().to_owned()
}

#[tokio::test]
async fn a_list_of_adopters_is_matched_recorded_and_its_doubtful_rows_are_decided() {
    on_each_world("a list of adopters", async |world| {
        let clerk = world.as_person("clerk").await;
        let register = preview(&clerk, "01.csv", &data("01_jigyosho_292991.csv")).await;
        commit(&clerk, &register).await;
        let answer = upload(&clerk, "2025-04-01", LIST, &data(LIST)).await;
        let page = clerk.get(answer.location()).await;
        assert!(
            page.text.contains("34行を読み取りました。21行は台帳の事業所と一致しました。"),
            "{}",
            page.text
        );
        assert!(page.text.contains("how sure that is"), "the bar of the demonstration knows the page");
        let at = recorded(&clerk, "2025-04-01", LIST, &data(LIST)).await;
        let page = clerk.get(&at).await;
        assert!(page.text.contains("decide the doubtful ones"), "{}", page.text);
        assert_eq!((chip(&page, "確かめてください"), chip(&page, "照合済み")), ("13".into(), "21".into()));
        assert!(page.text.contains("候補が複数あります") && page.text.contains("確かさ"), "{}", page.text);

        let matched = clerk.get(&format!("{at}?rows=matched")).await;
        let office =
            matched.text[matched.text.find("/t/midorino/offices/0").unwrap()..].split('"').next().unwrap();
        let office = clerk.get(office).await;
        assert!(office.text.contains("WAM NETの一覧"), "{}", office.text);

        let open = page.text[page.text.find("/adopters/").unwrap()..].split('"').next().unwrap();
        let act = format!("{at}{open}");
        let wrong = clerk.post_from(&at, &act, &[("act", "number"), ("number-1", "1")]).await;
        assert!(wrong.location().ends_with("done=no-office"));
        let told = clerk.get(wrong.location()).await;
        assert!(told.text.contains("その番号の事業所は台帳にありません"));
        assert!(told.text.contains("この番号の事業所は台帳にありません"), "beside the field: {}", told.text);
        let aside = clerk.post_from(&at, &act, &[("act", "set_aside")]).await;
        assert!(aside.location().ends_with("done=decided"));
        let again = clerk.post_from(&at, &act, &[("act", "set_aside")]).await;
        assert!(again.location().ends_with("done=earlier"), "of two who decide, the first counts");
        let page = clerk.get(&format!("{at}?rows=set_aside")).await;
        assert!(chip(&page, "対象外") == "1" && page.text.contains("が確かめました"), "{}", page.text);

        let open = clerk.get(&at).await;
        let add = open.text[open.text.find("/t/midorino/offices/new?").unwrap()..].split('"').next().unwrap();
        let add = add.replace("&amp;", "&");
        let form = clerk.get(&add).await;
        let (list, row) = (form.hidden("adopters").unwrap(), form.hidden("row").unwrap());
        let mut typed = vec![("adopters", list.as_str()), ("row", row.as_str()), ("name", "あさひ")];
        typed.extend([("status", "active"), ("services", "43")]);
        let refused = clerk.post_from(&add, "/t/midorino/offices/new", &typed).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "without a number: {}", refused.text);
        assert_eq!(refused.hidden("adopters").as_deref(), Some(list.as_str()), "the row is not forgotten");
        typed.push(("number", "2970980015"));
        let added = clerk.post_from(&add, "/t/midorino/offices/new", &typed).await;
        assert_eq!(added.location(), format!("{at}?rows=open&done=decided"), "{}", added.text);
        let office = card(&clerk, "2970980015").await;
        assert!(clerk.get(&office).await.text.contains("WAM NETの一覧"), "what the list says holds for it");
        assert_eq!(clerk.get(&add).await.status, StatusCode::NOT_FOUND, "once is enough");
    })
    .await;
}

#[tokio::test]
async fn an_office_that_a_later_list_leaves_out_is_asked_about_and_nothing_is_assumed() {
    on_each_world("two lists of adopters", async |world| {
        let clerk = world.as_person("clerk").await;
        let offices = "事業所番号,事業所名,サービスの種類,住所\n2970999179,髙﨑ケアプラン,43,みどり野市中央1-1\n2970999195,さくら,43,みどり野市中央2-2\n";
        let register = preview(&clerk, "offices.csv", offices.as_bytes()).await;
        commit(&clerk, &register).await;
        let first = "事業所番号,事業所名,利用開始日\n2970999179,髙﨑ケアプラン,令和5年4月1日\n2970999195,さくら,令和5年5月1日\n";
        recorded(&clerk, "2024-04-30", "四月.csv", first.as_bytes()).await;
        let second = "事業所番号,事業所名,利用開始日\n2970999179,髙﨑ケアプラン,令和5年4月1日\n";
        let at = recorded(&clerk, "2024-05-31", "五月.csv", second.as_bytes()).await;
        let page = clerk.get(&at).await;
        assert_eq!((chip(&page, "確かめてください"), chip(&page, "照合済み")), ("1".into(), "1".into()));
        assert!(page.text.contains("一覧から消えました") && page.text.contains("さくら"), "{}", page.text);
        let sakura = card(&clerk, "2970999195").await;
        assert!(clerk.get(&sakura).await.text.contains("利用中"), "nothing is assumed");
        let open = page.text[page.text.find("/adopters/").unwrap()..].split('"').next().unwrap();
        clerk.post_from(&at, &format!("{at}{open}"), &[("act", "stopped")]).await;
        let told = clerk.get(&sakura).await;
        assert!(told.text.contains("一覧から消えたことを確かめました"), "{}", told.text);

        let known = [("state", "using"), ("as_of", "令和6年6月10日"), ("note", "電話で確認")];
        let answer = clerk.post_from(&sakura, &format!("{sakura}/adoption"), &known).await;
        assert!(answer.location().contains("done=adoption"));
        let told = clerk.get(&sakura).await;
        assert!(told.text.contains("電話で確認") && told.text.contains("より新しい情報があります"), "{}", told.text);
        let wrong = [("state", "using"), ("as_of", "きのう"), ("note", "窓口で聞いた")];
        let odd = clerk.post_from(&sakura, &format!("{sakura}/adoption"), &wrong).await;
        let told = clerk.get(odd.location()).await.text;
        for kept in ["記録していません", "value=\"きのう\"", "value=\"窓口で聞いた\"", "value=\"using\" selected"] {
            assert!(told.contains(kept), "{kept}: {told}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_list_is_taken_back_as_a_whole_but_for_what_a_person_decided() {
    on_each_world("a list of adopters is taken back", async |world| {
        let clerk = world.as_person("clerk").await;
        let offices = "事業所番号,事業所名,サービスの種類,住所\n2970999179,髙﨑ケアプラン,43,みどり野市中央1-1\n2970999195,さくら,43,みどり野市中央2-2\n";
        let register = preview(&clerk, "offices.csv", offices.as_bytes()).await;
        commit(&clerk, &register).await;
        let list = "事業所番号,事業所名,利用開始日\n2970999179,髙﨑ケアプラン,令和5年4月1日\n,さくら,令和5年5月1日\n";
        let at = recorded(&clerk, "2024-04-30", "四月.csv", list.as_bytes()).await;
        let page = clerk.get(&at).await;
        let open = page.text[page.text.find("/adopters/").unwrap()..].split('"').next().unwrap();
        let decided = [("act", "number"), ("number-2", "2970999195")];
        assert!(clerk.post_from(&at, &format!("{at}{open}"), &decided).await.location().ends_with("decided"));
        let (sure, by_hand) = (card(&clerk, "2970999179").await, card(&clerk, "2970999195").await);
        for office in [&sure, &by_hand] {
            assert!(clerk.get(office).await.text.contains("WAM NETの一覧"));
        }
        assert!(clerk.get(&at).await.text.contains("この一覧の記録を取り消す"));
        let asked = clerk.get(&format!("{at}/undo")).await;
        assert!(asked.text.contains("1行は、人が確かめて決めたため") && asked.text.contains("2970999195 さくら"), "{}", asked.text);
        let version = asked.hidden("version").unwrap();
        let old = clerk.post(&format!("{at}/undo"), &[("version", "0")]).await;
        assert!(old.location() == at && clerk.get(&sure).await.text.contains("WAM NETの一覧"), "somebody was faster");
        clerk.post(&format!("{at}/undo"), &[("version", &version)]).await;
        let told = clerk.get(&at).await;
        assert!(told.text.contains("1行の記録を取り消しました") && told.text.contains("1件は、そのまま残しました"), "{}", told.text);
        assert_eq!(chip(&told, "取り消した行"), "1");
        assert!(!told.text.contains("この一覧の記録を取り消す"), "once is enough");
        let office = clerk.get(&sure).await;
        assert!(!office.text.contains("WAM NETの一覧"), "its state follows from what remains: {}", office.text);
        assert!(office.text.contains("取り消しました"), "the history of the office tells it: {}", office.text);
        assert!(clerk.get(&by_hand).await.text.contains("WAM NETの一覧"));
        let next = recorded(&clerk, "2024-05-31", "五月.csv", "名称,住所\nつばめ,北新町9\n".as_bytes()).await;
        assert!(!clerk.get(&next).await.text.contains("一覧から消えました"), "no later list is compared with it");
        let undo = clerk.get(&format!("{register}/undo")).await;
        let version = undo.hidden("version").unwrap();
        clerk.post(&format!("{register}/undo"), &[("version", &version)]).await;
        let told = clerk.get(&register).await;
        assert!(told.text.contains("1件を、取込の前に戻しました"), "only what a person decided holds on to its office: {}", told.text);
    })
    .await;
}

#[tokio::test]
async fn a_list_without_source_or_day_is_asked_for_them() {
    on_each_world("adopters without a day", async |world| {
        let clerk = world.as_person("clerk").await;
        let typed = [("scope", "own"), ("kind", "adopters"), ("source", "wam_net_list"), ("as_of", "いつか")];
        let answer = clerk.upload(NEW, &typed, &[("file", LIST, &data(LIST))]).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            answer.text.contains("いつの時点の一覧か") && answer.text.contains("いつか"),
            "{}",
            answer.text
        );
        let nothing = clerk.upload(NEW, &[("scope", "own"), ("kind", "adopters")], &[]).await;
        for told in ["表を貼り付けてください", "どこの一覧か選んでください", "いつの時点の一覧か"]
        {
            assert!(nothing.text.contains(told), "everything that is missing at once: {}", nothing.text);
        }
        assert!(nothing.text.contains("※利用している事業所の一覧では必須"), "{}", nothing.text);
    })
    .await;
}
