//! The officer's side of a programme, and what everybody reads of it.

use super::steps::{begin, complete, office, post, programme_form, published, submit};
use crate::support::on_each_world;
use axum::http::StatusCode;

#[tokio::test]
async fn a_programme_made_from_the_template_is_read_by_everybody_once_it_is_published() {
    on_each_world("a programme is published", async |world| {
        let clerk = world.as_person("clerk").await;
        let templates = clerk.get("/t/midorino/programmes/new").await;
        for told in ["ライセンス料全額型", "連携数型", "モデル地域づくり型", "生駒市"]
        {
            assert!(templates.text.contains(told), "{told}");
        }
        let form = clerk.get("/t/midorino/programmes/new?template=licence_in_full").await;
        assert!(
            form.text.contains("みどり野市ケアプランデータ連携システム導入支援補助金交付要綱"),
            "{}",
            form.text
        );
        let made = post(&clerk, "/t/midorino/programmes/new", &programme_form(&[])).await;
        let programme = made.location().split('?').next().unwrap().to_owned();
        let guide = programme.replace("/programmes/", "/guide/");
        let anybody = world.anybody();
        assert_eq!(anybody.get(&guide).await.status, StatusCode::NOT_FOUND, "a draft is nobody's to see");
        assert!(clerk.get(&format!("{programme}/preview")).await.text.contains("プレビューです"));

        let asked = clerk.get(&format!("{programme}/publication")).await;
        assert!(asked.text.contains("補助額 21,000円"), "{}", asked.text);
        let version = asked.hidden("version").unwrap();
        let done = clerk.post(&format!("{programme}/publication"), &[("version", &version)]).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER);

        let page = anybody.get(&guide).await;
        assert_eq!(page.status, StatusCode::OK);
        for told in
            ["最大 21,000", "2,100,000", "あと100件", "訪問介護", "0741-00-1000", "受付中", "申請を始める"]
        {
            assert!(page.text.contains(told), "{told}: {}", page.text);
        }
        assert!(!page.text.contains("<script"), "nothing runs on it");
        assert!(anybody.get("/t/midorino/guide").await.text.contains("導入支援補助金"));
        let sheet = anybody.get(&format!("{guide}/sheet.pdf")).await;
        assert!(sheet.bytes.starts_with(b"%PDF-"));
    })
    .await;
}

#[tokio::test]
async fn the_three_questions_say_whether_an_office_is_eligible_before_anybody_signs_in() {
    on_each_world("three questions", async |world| {
        let programme = published(&world, &[]).await;
        let guide = format!("/t/midorino/guide/{programme}");
        let anybody = world.anybody();
        let yes = anybody.get(&format!("{guide}?location=yes&service=43&earlier=no&check=1")).await;
        assert!(yes.text.contains("対象になる見込みです"), "{}", yes.text);
        let no = anybody.get(&format!("{guide}?location=no&service=other&earlier=no&check=1")).await;
        assert!(
            no.text.contains("対象にならない見込みです")
                && no.text.contains("みどり野市にある事業所が対象です")
        );
        let open = anybody.get(&format!("{guide}?check=1")).await;
        assert_eq!(open.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(open.text.contains("に答えてください") && open.text.contains("<title>エラー："));

        // Where one applies on the screen, whoever finds that too hard asks first, and an officer hands the form out.
        let welcome = anybody.get(&guide).await.text;
        assert!(welcome.contains("郵送先：") && welcome.contains("/form.pdf"), "{welcome}");
        let rules = [("on_paper", "where_difficult"), ("cap", ""), ("no_cap", "yes")];
        let online = published(&world, &rules).await;
        let guide = format!("/t/midorino/guide/{online}");
        let page = anybody.get(&guide).await.text;
        assert!(page.contains("オンラインでの申請が原則です") && !page.contains("/form.pdf"), "{page}");
        assert!(page.contains("上限なし") && !page.contains("あと1件"), "{page}");
        let form = anybody.get(&format!("{guide}/form.pdf")).await;
        assert_eq!(form.status, StatusCode::NOT_FOUND);
        let clerk = world.as_person("clerk").await;
        let handed = clerk.get(&format!("/t/midorino/programmes/{online}/form.pdf")).await;
        assert!(handed.bytes.starts_with(b"%PDF-"));
    })
    .await;
}

#[tokio::test]
async fn a_form_that_contradicts_itself_comes_back_with_what_was_typed_and_every_sentence() {
    on_each_world("programme form refused", async |world| {
        let clerk = world.as_person("clerk").await;
        let typed = programme_form(&[("closes_on", "令和6年6月1日"), ("rate", "半分"), ("budget", "20,000")]);
        let refused = post(&clerk, "/t/midorino/programmes/new", &typed).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        for told in ["受付終了は受付開始より後にしてください", "補助率は「10/10」", "半分", "令和6年6月1日"]
        {
            assert!(refused.text.contains(told), "{told}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_new_version_applies_to_later_applications_and_not_to_those_received() {
    on_each_world("rules are versioned", async |world| {
        let programme = published(&world, &[]).await;
        let first =
            office(&world, "hidamari", "2970999013", "居宅介護支援事業所ひだまり", "292991", &["43"]).await;
        let second =
            office(&world, "komorebi", "2970999021", "デイサービスこもれび", "292991", &["15"]).await;
        let hidamari = world.as_person("hidamari").await;
        let early = complete(&world, &hidamari, &programme, first).await;
        assert_eq!(submit(&hidamari, &early).await.status, StatusCode::SEE_OTHER);

        let clerk = world.as_person("clerk").await;
        let path = format!("/t/midorino/programmes/{programme}");
        let version = clerk.get(&format!("{path}/edit")).await.hidden("version").unwrap();
        let changed =
            programme_form(&[("tax", "exclusive"), ("rounding", "thousand_yen"), ("version", &version)]);
        assert_eq!(post(&clerk, &format!("{path}/edit"), &changed).await.status, StatusCode::SEE_OTHER);
        assert!(clerk.get(&path).await.text.contains("公開していない変更があります"));
        let stale = programme_form(&[("title", "別の事業名"), ("version", &version)]);
        let stale = post(&clerk, &format!("{path}/edit"), &stale).await;
        assert_eq!(stale.status, StatusCode::CONFLICT, "an edit from the version before");
        for told in ["佐藤 葵さんが先に更新しました", "事業名", "別の事業名", "千円未満"]
        {
            assert!(stale.text.contains(told), "{told}: {}", stale.text);
        }
        let version = clerk.get(&format!("{path}/publication")).await.hidden("version").unwrap();
        let done = clerk.post(&format!("{path}/publication"), &[("version", &version)]).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);

        let komorebi = world.as_person("komorebi").await;
        let late = complete(&world, &komorebi, &programme, second).await;
        assert!(komorebi.get(&format!("{late}/check")).await.text.contains("19,000円"));
        assert!(hidamari.get(&early).await.text.contains("21,000円"));
    })
    .await;
}

#[tokio::test]
async fn a_closed_programme_receives_nothing_until_it_is_reopened() {
    on_each_world("programme closed", async |world| {
        let programme = published(&world, &[]).await;
        let path = format!("/t/midorino/programmes/{programme}");
        let first =
            office(&world, "hidamari", "2970999013", "居宅介護支援事業所ひだまり", "292991", &["43"]).await;
        let hidamari = world.as_person("hidamari").await;
        let application = complete(&world, &hidamari, &programme, first).await;
        let clerk = world.as_person("clerk").await;
        assert_eq!(clerk.post(&format!("{path}/closure"), &[]).await.status, StatusCode::SEE_OTHER);
        let refused = submit(&hidamari, &application).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.text.contains("この制度の受付は終わりました"), "{}", refused.text);
        assert!(
            world.anybody().get(&format!("/t/midorino/guide/{programme}")).await.text.contains("受付終了")
        );
        clerk.post_from(&path, &format!("{path}/reopening"), &[]).await;
        assert_eq!(submit(&hidamari, &application).await.status, StatusCode::SEE_OTHER);
    })
    .await;
}

#[tokio::test]
async fn only_clerks_and_administrators_of_the_city_change_its_programmes() {
    on_each_world("who changes programmes", async |world| {
        let programme = published(&world, &[]).await;
        let path = format!("/t/midorino/programmes/{programme}");
        for (key, looks, changes) in [
            ("clerk", StatusCode::OK, StatusCode::OK),
            ("administrator", StatusCode::OK, StatusCode::OK),
            ("approver", StatusCode::OK, StatusCode::NOT_FOUND),
            ("viewer", StatusCode::OK, StatusCode::NOT_FOUND),
            ("misaki-clerk", StatusCode::NOT_FOUND, StatusCode::NOT_FOUND),
            ("hidamari", StatusCode::NOT_FOUND, StatusCode::NOT_FOUND),
        ] {
            let asker = world.as_person(key).await;
            assert_eq!(asker.get(&path).await.status, looks, "{key}");
            for page in ["edit", "publication", "closure"] {
                assert_eq!(asker.get(&format!("{path}/{page}")).await.status, changes, "{key} {page}");
            }
        }
        let other = world.as_person("misaki-clerk").await;
        let foreign = path.replace("midorino", "misaki");
        assert_eq!(
            other.get(&foreign).await.status,
            StatusCode::NOT_FOUND,
            "another city's programme under its own name"
        );
    })
    .await;
}

#[tokio::test]
async fn an_applicant_sees_why_an_office_cannot_apply() {
    on_each_world("why an office cannot apply", async |world| {
        let programme = published(&world, &[]).await;
        office(&world, "hidamari", "2970999013", "ひだまり", "292991", &["43"]).await;
        office(&world, "hidamari", "2970999047", "市外の事業所", "293997", &["43"]).await;
        office(&world, "hidamari", "29B0999089", "介護医療院みどりの杜", "292991", &["55"]).await;
        let hidamari = world.as_person("hidamari").await;
        let page = hidamari.get(&format!("/t/midorino/my/programmes/{programme}/applications/new")).await;
        assert!(page.text.contains("台帳の所在地がみどり野市の外です"), "{}", page.text);
        assert!(page.text.contains("提供しているサービスが対象ではありません（介護医療院"), "{}", page.text);
        let none =
            hidamari.post(&format!("/t/midorino/my/programmes/{programme}/applications/new"), &[]).await;
        assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY);
    })
    .await;
}

#[tokio::test]
async fn beginning_twice_goes_on_with_the_same_draft() {
    on_each_world("one draft an office", async |world| {
        let programme = published(&world, &[]).await;
        let first = office(&world, "hidamari", "2970999013", "ひだまり", "292991", &["43"]).await;
        let hidamari = world.as_person("hidamari").await;
        let draft = begin(&hidamari, &programme, first).await;
        assert_eq!(begin(&hidamari, &programme, first).await, draft);
    })
    .await;
}
