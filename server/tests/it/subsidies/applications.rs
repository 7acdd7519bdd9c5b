//! The applicant's side: a draft that keeps everything, one receipt, one place a year, a way back.

use super::steps::{account, begin, complete, fill_costs, office, published, submit, tenant};
use crate::support::on_each_world;
use axum::http::StatusCode;
use store::{Scope, mails};
use uuid::Uuid;

#[tokio::test]
async fn an_application_goes_from_empty_to_receipt_without_a_script() {
    on_each_world("application received", async |world| {
        let programme = published(&world, &[]).await;
        let first =
            office(&world, "hidamari", "2970999013", "居宅介護支援事業所ひだまり", "292991", &["43"]).await;
        let hidamari = world.as_person("hidamari").await;
        let application = complete(&world, &hidamari, &programme, first).await;
        let check = hidamari.get(&format!("{application}/check")).await;
        for told in [
            "株式会社ひだまり介護",
            "0741-00-1013",
            "令和6年6月20日",
            "21,000円",
            "完了画面.png",
            "この内容で申請する",
        ] {
            assert!(check.text.contains(told), "{told}: {}", check.text);
        }
        assert!(!check.text.contains("<script"));
        let sent = submit(&hidamari, &application).await;
        assert_eq!(sent.location(), format!("{application}/receipt"), "{}", sent.text);
        let receipt = hidamari.get(sent.location()).await;
        for told in ["R6-0001", "令和6年7月3日(水)10時12分", "令和6年8月1日ごろまで"] {
            assert!(receipt.text.contains(told), "{told}: {}", receipt.text);
        }
        let status = hidamari.get(&application).await;
        assert!(
            status.text.contains("お待ちください")
                && status.text.contains("みどり野市が申請を受け付けました")
        );
        let copy = hidamari.get(&format!("{application}/copy.pdf")).await;
        assert!(copy.bytes.starts_with(b"%PDF-"), "{}", copy.text);
        assert!(copy.headers["content-disposition"].to_str().unwrap().starts_with("attachment"));

        let id: Uuid = application.rsplit('/').next().unwrap().parse().unwrap();
        let dates = hidamari.get(&format!("{application}/dates.ics")).await;
        assert_eq!(dates.headers["content-type"], "text/calendar; charset=utf-8");
        for line in [format!("UID:application-{id}-decision@hiromeru"), "DTSTART;VALUE=DATE:20240801".into()]
        {
            assert!(dates.text.replace("\r\n ", "").contains(&line), "{line}: {}", dates.text);
        }
        assert!(status.text.contains("/dates.ics"), "{}", status.text);

        let tx = world
            .app
            .store
            .read(&Scope::tenant_by_system(tenant(&world, "midorino").await, "test"))
            .await
            .unwrap();
        let told = mails::about(&tx, "application", id).await.unwrap();
        assert_eq!(told.len(), 1);
        assert_eq!(told[0].mail.recipient, "hinata@hidamari.example.jp");
        assert!(told[0].mail.subject.contains("R6-0001"));
        drop(tx);
        let guide = world.anybody().get(&format!("/t/midorino/guide/{programme}")).await;
        assert!(guide.text.contains("あと99件"), "{}", guide.text);
    })
    .await;
}

#[tokio::test]
async fn what_is_typed_wrong_is_kept_in_the_draft_and_explained() {
    on_each_world("draft keeps wrong answers", async |world| {
        let programme = published(&world, &[]).await;
        let first = office(&world, "hidamari", "2970999013", "ひだまり", "292991", &["43"]).await;
        let hidamari = world.as_person("hidamari").await;
        let application = begin(&hidamari, &programme, first).await;
        let path = format!("{application}/expense");
        let refused = hidamari.post(&path, &[("paid", "２万円"), ("paid_on", "平成36年6月20日")]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        for told in [
            "支払った金額は数字で入力してください",
            "令和6年6月20日",
            "<title>エラー：",
            "２万円",
            "平成36年6月20日",
        ] {
            assert!(refused.text.contains(told), "{told}: {}", refused.text);
        }
        let later = hidamari.get(&path).await;
        assert!(
            later.text.contains("２万円") && later.text.contains("平成36年6月20日"),
            "kept for the next day"
        );
        assert!(hidamari.get(&application).await.text.contains("入力中"));
        assert_eq!(
            hidamari.get(&format!("{application}/check")).await.location(),
            application,
            "not ready to look over"
        );
    })
    .await;
}

#[tokio::test]
async fn an_incomplete_draft_that_is_sent_all_the_same_says_what_is_missing() {
    on_each_world("incomplete draft", async |world| {
        let programme = published(&world, &[]).await;
        let first = office(&world, "hidamari", "2970999013", "ひだまり", "292991", &["43"]).await;
        let hidamari = world.as_person("hidamari").await;
        let application = begin(&hidamari, &programme, first).await;
        let refused =
            hidamari.post_from(&format!("{application}/expense"), &format!("{application}/check"), &[]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            refused.text.contains("支払日を入力してください") && refused.text.contains("を添付してください")
        );
    })
    .await;
}

#[tokio::test]
async fn a_second_application_of_the_office_and_year_is_refused_with_the_number_of_the_first() {
    on_each_world("second application refused", async |world| {
        let programme = published(&world, &[]).await;
        let first = office(&world, "hidamari", "2970999013", "ひだまり", "292991", &["43"]).await;
        let hidamari = world.as_person("hidamari").await;
        // A colleague of the same office has a draft of their own from before.
        let colleague = world.as_person("komorebi").await;
        let tx = world
            .app
            .store
            .write(&Scope::tenant_by_system(tenant(&world, "midorino").await, "test"))
            .await
            .unwrap();
        store::accounts::speak_for(&tx, account(&world, "komorebi").await, first, world.app.clock.now())
            .await
            .unwrap();
        tx.commit().await.unwrap();
        let application = complete(&world, &hidamari, &programme, first).await;
        assert_eq!(submit(&hidamari, &application).await.status, StatusCode::SEE_OTHER);
        let again = colleague.get(&format!("/t/midorino/my/programmes/{programme}/applications/new")).await;
        assert!(again.text.contains("R6-0001") && again.text.contains("1年度に1回だけ"), "{}", again.text);
    })
    .await;
}

#[tokio::test]
async fn of_two_offices_that_send_for_the_last_slot_at_one_moment_exactly_one_is_received() {
    on_each_world("last slot over HTTP", async |world| {
        let programme = published(&world, &[("budget", "21,000")]).await;
        let first = office(&world, "hidamari", "2970999013", "ひだまり", "292991", &["43"]).await;
        let second = office(&world, "komorebi", "2970999021", "こもれび", "292991", &["15"]).await;
        let (hidamari, komorebi) = (world.as_person("hidamari").await, world.as_person("komorebi").await);
        let one = complete(&world, &hidamari, &programme, first).await;
        let other = complete(&world, &komorebi, &programme, second).await;
        let tasks = [(hidamari, one), (komorebi, other)]
            .map(|(asker, application)| tokio::spawn(async move { submit(&asker, &application).await }));
        let mut answers = Vec::new();
        for task in tasks {
            answers.push(task.await.unwrap());
        }
        let received = answers.iter().filter(|answer| answer.status == StatusCode::SEE_OTHER).count();
        let refused: Vec<_> =
            answers.iter().filter(|answer| answer.status == StatusCode::UNPROCESSABLE_ENTITY).collect();
        assert_eq!((received, refused.len()), (1, 1));
        assert!(refused[0].text.contains("予算の残りが足りないため"), "{}", refused[0].text);
        let guide = world.anybody().get(&format!("/t/midorino/guide/{programme}")).await;
        assert!(guide.text.contains("あと0件") && guide.text.contains("予算額に到達"));
    })
    .await;
}

#[tokio::test]
async fn a_form_sent_twice_is_received_once() {
    on_each_world("sent twice", async |world| {
        let programme = published(&world, &[]).await;
        let first = office(&world, "hidamari", "2970999013", "ひだまり", "292991", &["43"]).await;
        let hidamari = world.as_person("hidamari").await;
        let application = complete(&world, &hidamari, &programme, first).await;
        let path = format!("{application}/check");
        let page = hidamari.get(&path).await;
        let (csrf, once) = (page.hidden("csrf").unwrap(), page.hidden("once").unwrap());
        let pairs = [("csrf", csrf.as_str()), ("once", once.as_str())];
        let sent = hidamari.post_bare(&path, &pairs).await;
        let again = hidamari.post_bare(&path, &pairs).await;
        assert_eq!((sent.status, again.status), (StatusCode::SEE_OTHER, StatusCode::SEE_OTHER));
        assert_eq!(again.location(), sent.location());
    })
    .await;
}

#[tokio::test]
async fn before_the_window_opens_a_draft_can_be_filled_but_not_sent() {
    on_each_world("window not open", async |world| {
        let programme = published(&world, &[("opens_on", "令和6年7月4日")]).await;
        let first = office(&world, "hidamari", "2970999013", "ひだまり", "292991", &["43"]).await;
        let hidamari = world.as_person("hidamari").await;
        let application = complete(&world, &hidamari, &programme, first).await;
        assert!(hidamari.get(&application).await.text.contains("受付は令和6年7月4日(木)9時からです"));
        assert_eq!(submit(&hidamari, &application).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        world.wait(chrono::TimeDelta::days(1));
        let hidamari = world.as_person("hidamari").await;
        assert_eq!(submit(&hidamari, &application).await.status, StatusCode::SEE_OTHER);
    })
    .await;
}

#[tokio::test]
async fn a_withdrawal_is_asked_once_more_and_frees_the_place() {
    on_each_world("withdrawal over HTTP", async |world| {
        let programme = published(&world, &[("budget", "21,000")]).await;
        let first = office(&world, "hidamari", "2970999013", "ひだまり", "292991", &["43"]).await;
        let hidamari = world.as_person("hidamari").await;
        let application = complete(&world, &hidamari, &programme, first).await;
        submit(&hidamari, &application).await;
        let path = format!("{application}/withdrawal");
        assert!(hidamari.get(&path).await.text.contains("この申請を取り下げますか"));
        let done = hidamari.post(&path, &[]).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER);
        let status = hidamari.get(done.location()).await;
        assert!(
            status.text.contains("終わりました") && status.text.contains("申請を取り下げました"),
            "{}",
            status.text
        );
        assert_eq!(hidamari.get(&path).await.location(), application, "nothing is left to withdraw");
        // Whoever meant something else goes on from there, with what was typed.
        assert!(status.text.contains("もう一度申請する"), "{}", status.text);
        let again = begin(&hidamari, &programme, first).await;
        let expense = hidamari.get(&format!("{again}/expense")).await.text;
        assert!(expense.contains("２１，０００円"), "{expense}");
        assert!(!hidamari.get(&application).await.text.contains("もう一度申請する"), "it has a draft");
        let next = complete(&world, &hidamari, &programme, first).await;
        let sent = submit(&hidamari, &next).await;
        assert!(hidamari.get(sent.location()).await.text.contains("R6-0002"));
    })
    .await;
}

#[tokio::test]
async fn partners_that_are_named_are_on_the_map_and_the_desk_sees_who_is_not_in_the_register() {
    on_each_world("partners of an application", async |world| {
        let linkage = [
            ("basis", "linkage"),
            ("linkage_yen", "10,000"),
            ("linkage_least", "3"),
            ("unit", "linkage"),
            ("cap", "50,000"),
        ];
        let programme = published(&world, &linkage).await;
        let first = office(&world, "hidamari", "2970999013", "ひだまり", "292991", &["43"]).await;
        office(&world, "komorebi", "2970999021", "訪問介護こもれび", "292991", &["11"]).await;
        let hidamari = world.as_person("hidamari").await;
        let application = begin(&hidamari, &programme, first).await;
        let page = format!("{application}/expense");
        assert!(hidamari.get(&page).await.text.contains("連携先の事業所"));
        let many = (0..=100).map(|n| format!("事業所{n}")).collect::<Vec<_>>().join("\n");
        let wrong = hidamari.post(&page, &[("linkages", "3"), ("partners", many.as_str())]).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(wrong.text.contains("連携先の事業所は100か所までです") && wrong.text.contains("事業所99"));
        let costs = [("linkages", "3"), ("partners", "２９７０９９９０２１　こもれび\nどこにもない訪問看護")];
        fill_costs(&world, &hidamari, &application, &costs).await;
        assert!(hidamari.get(&format!("{application}/check")).await.text.contains("どこにもない訪問看護"));
        assert_eq!(submit(&hidamari, &application).await.location(), format!("{application}/receipt"));

        let clerk = world.as_person("clerk").await;
        let id = application.rsplit('/').next().unwrap();
        let desk = clerk.get(&format!("/t/midorino/applications/{id}")).await.text.replace("<!>", "");
        let told = "2か所のうち1か所が台帳にあります。台帳で1か所に決まらないもの：どこにもない訪問看護";
        assert!(desk.contains(told), "{desk}");
        let links = async || clerk.get("/t/midorino/adoption/network/export?format=csv").await.text;
        let told = links().await;
        assert!(told.contains("2970999021") && told.contains("申請"), "{told}");
        hidamari.post(&format!("{application}/withdrawal"), &[]).await;
        assert!(!links().await.contains("2970999021"));
    })
    .await;
}

#[tokio::test]
async fn nobody_else_sees_an_application() {
    on_each_world("own applications only", async |world| {
        let programme = published(&world, &[]).await;
        let first = office(&world, "hidamari", "2970999013", "ひだまり", "292991", &["43"]).await;
        office(&world, "komorebi", "2970999021", "こもれび", "292991", &["15"]).await;
        let hidamari = world.as_person("hidamari").await;
        let application = complete(&world, &hidamari, &programme, first).await;
        submit(&hidamari, &application).await;
        for page in ["", "/receipt", "/copy.pdf", "/withdrawal", "/contact", "/documents"] {
            let path = format!("{application}{page}");
            for key in ["komorebi", "clerk", "misaki-clerk"] {
                let answer = world.as_person(key).await.get(&path).await;
                assert_eq!(answer.status, StatusCode::NOT_FOUND, "{key} {page}");
            }
            let answer = world.anybody().get(&path).await;
            assert!(answer.location().starts_with("/sign-in"), "{page}: {}", answer.status);
        }
        let other = world.as_person("komorebi").await;
        let page = other.get(&format!("/t/midorino/my/programmes/{programme}/applications/new")).await;
        let csrf = page.hidden("csrf").unwrap();
        let answer = other.post_bare(&format!("{application}/withdrawal"), &[("csrf", &csrf)]).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND);
    })
    .await;
}

#[tokio::test]
async fn a_draft_is_thrown_away_when_asked_and_only_a_draft() {
    on_each_world("draft thrown away", async |world| {
        let programme = published(&world, &[]).await;
        let first = office(&world, "hidamari", "2970999013", "ひだまり", "292991", &["43"]).await;
        let hidamari = world.as_person("hidamari").await;
        let application = complete(&world, &hidamari, &programme, first).await;
        assert_eq!(hidamari.post(&format!("{application}/disposal"), &[]).await.location(), "/t/midorino/my");
        assert_eq!(hidamari.get(&application).await.status, StatusCode::NOT_FOUND);
        let application = complete(&world, &hidamari, &programme, first).await;
        let page = format!("{application}/disposal");
        let asked = hidamari.get(&page).await;
        submit(&hidamari, &application).await;
        let csrf = asked.hidden("csrf").unwrap();
        assert_eq!(hidamari.post_bare(&page, &[("csrf", &csrf)]).await.location(), application);
        assert_eq!(hidamari.get(&application).await.status, StatusCode::OK);
    })
    .await;
}
