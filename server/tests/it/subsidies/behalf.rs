//! 代理入力: a paper goes the same way as an application made online, and shows everywhere that it was a paper.

use super::{
    review::{borrowed, done, verdicts},
    steps::{attach, complete, enter, office, published, submit, tenant},
};
use crate::support::{Asker, World, on_each_world, pdf::Document};
use axum::http::StatusCode;
use chrono::TimeDelta;
use domain::{ids::OfficeId, subsidies::FormCode};
use store::{Scope, mails, views};
use uuid::Uuid;

/// Answers every question as on the paper, which names no mail address.
async fn fill(world: &World, clerk: &Asker, application: &str) {
    let contact = [
        ("corporation", "有限会社つばめケア"),
        ("representative_name", "燕　美咲"),
        ("address", "みどり県みどり野市若葉台二丁目4-1"),
        ("contact_name", "燕　美咲"),
        ("phone", "０７４１－００－１０１５"),
        ("email", ""),
    ];
    let declared = [
        ("declared", "in_operation"),
        ("declared", "no_other_subsidy"),
        ("declared", "no_organised_crime"),
        ("declared", "keeps_using"),
        ("consent", "yes"),
    ];
    let answers: [(&str, &[(&str, &str)]); 4] = [
        ("office", &[("office_correct", "yes")]),
        ("contact", &contact),
        ("expense", &[("paid", "２１，０００円"), ("paid_on", "令和6年6月20日")]),
        ("declarations", &declared),
    ];
    for (task, typed) in answers {
        let saved = clerk.post(&format!("{application}/{task}"), typed).await;
        assert_eq!(saved.location(), application, "{task}: {}", saved.text);
    }
    attach(world, clerk, application).await;
}

/// The office of a paper: nobody speaks for it.
async fn paper_office(world: &World) -> OfficeId {
    let tenant = tenant(world, "midorino").await;
    let tx = world.app.store.write(&Scope::tenant_by_system(tenant, "test")).await.unwrap();
    let id: OfficeId = world.app.clock.id();
    store::testing::add_office(&tx, id, "2970999179", "訪問介護ふきのとう", "292991", &["11"]).await;
    tx.commit().await.unwrap();
    id
}

/// A paper that was received: where it is entered and where it is reviewed.
async fn received(world: &World, clerk: &Asker, programme: &str, office: OfficeId) -> (String, String) {
    let paper = enter(clerk, programme, office).await;
    fill(world, clerk, &paper).await;
    let sent = submit(clerk, &paper).await;
    assert_eq!(sent.location(), format!("{paper}/receipt"), "{}", sent.text);
    (paper.clone(), paper.replace("/behalf/", "/applications/"))
}

fn id(address: &str) -> Uuid {
    address.rsplit('/').next().unwrap().parse().unwrap()
}

#[tokio::test]
async fn a_paper_is_found_entered_and_received_with_its_number_and_the_day_it_came() {
    on_each_world("entry on behalf received", async |world| {
        let programme = published(&world, &[]).await;
        let office = paper_office(&world).await;
        let clerk = world.as_person("clerk").await;
        let found = clerk.get("/t/midorino/behalf?q=2970999179").await;
        assert!(found.text.contains(&format!("/t/midorino/behalf/offices/{office}")), "{}", found.text);

        let paper = enter(&clerk, &programme, office).await;
        let tasks = clerk.get(&paper).await;
        assert!(tasks.text.contains("紙の申請書の代理入力です：令和6年7月2日到達（郵送）"), "{}", tasks.text);
        let again = world.as_person("clerk-two").await.get("/t/midorino/behalf").await;
        assert!(
            again.text.contains("訪問介護ふきのとう") && again.text.contains("佐藤 葵"),
            "{}",
            again.text
        );

        fill(&world, &clerk, &paper).await;
        let sent = submit(&clerk, &paper).await;
        assert_eq!(sent.location(), format!("{paper}/receipt"), "{}", sent.text);
        let receipt = clerk.get(sent.location()).await;
        for told in ["R6-0001", "受付票（PDF）", "お知らせは送っていません", "令和6年7月31日ごろまで"]
        {
            assert!(receipt.text.contains(told), "{told}: {}", receipt.text);
        }
        let slip = Document::read(&clerk.get(&format!("{paper}/receipt.pdf")).await.bytes);
        slip.assert_says(&["訪問介護ふきのとう", "受付票", "R6-0001", "令和6年7月2日（郵送）", "21,000円"]);
        let copy = Document::read(&clerk.get(&format!("{paper}/copy.pdf")).await.bytes);
        copy.assert_says(&["R6-0001", "令和6年7月2日到達（郵送）", "紙の申請書を、みどり野市が入力しました"]);

        let tx = world
            .app
            .store
            .read(&Scope::tenant_by_system(tenant(&world, "midorino").await, "test"))
            .await
            .unwrap();
        assert!(
            mails::about(&tx, "application", id(&paper)).await.unwrap().is_empty(),
            "no address, no mail"
        );
        let seen = views::of_subject(&tx, "application", id(&paper)).await.unwrap();
        assert_eq!(seen.iter().map(|seen| seen.what.as_str()).collect::<Vec<_>>(), ["receipt", "copy"]);
        drop(tx);

        // Without a screen the moments go by letter, and what is answered by telephone is written down.
        let desk = paper.replace("/behalf/", "/applications/");
        let moments = [
            ("appointment_way", "call"),
            ("appointment_day_1", "７月１０日"),
            ("appointment_time_1", "14:00"),
            ("appointment_sentence", "領収書について伺います。"),
        ];
        done(&clerk, &desk, "appointment", &moments, "appointed_on_paper").await;
        let letter = clerk.get(&format!("{desk}/appointment/letter.pdf")).await;
        Document::read(&letter.bytes).assert_says(&[
            "有限会社つばめケア",
            "話す日時のお伺い",
            "R6-0001",
            "領収書について伺います。",
            "令和6年7月10日(水)14時00分",
            "お電話で受付番号と",
        ]);
        let asked = clerk.get(&desk).await.hidden("appointment").unwrap();
        let answer = format!("{desk}/appointment/answer");
        let silent = clerk.post_from(&desk, &answer, &[("appointment", &asked)]).await;
        assert_eq!(silent.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(silent.text.contains("都合のよい日時を選んでください"), "{}", silent.text);
        let first = [("appointment", asked.as_str()), ("appointment_choice", "1")];
        done(&clerk, &desk, "appointment/answer", &first, "heard").await;
        let page = clerk.get(&desk).await.text;
        for told in ["返事を聞いて記録した人：佐藤 葵", "決まりました", "令和6年7月10日(水)14時00分"]
        {
            assert!(page.contains(told), "{told}: {page}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_paper_is_corrected_on_behalf_decided_by_another_and_noticed() {
    on_each_world("entry on behalf to the notice", async |world| {
        let programme = published(&world, &[]).await;
        let office = paper_office(&world).await;
        let (clerk, approver) = (world.as_person("clerk").await, world.as_person("approver").await);
        let (paper, desk) = received(&world, &clerk, &programme, office).await;

        let queue = clerk.get("/t/midorino/applications").await;
        assert!(queue.text.contains("訪問介護ふきのとう"));
        assert_eq!(queue.text.matches("代理入力").count(), 3, "in the menu, on the button, beside the row");
        // Whoever entered it may review it.
        done(&clerk, &desk, "assignment", &[("act", "take")], "taken").await;
        let page = clerk.get(&desk).await;
        for told in ["佐藤 葵が入力し", "令和6年7月2日到達（郵送）", "1開庁日", "取下げを代理入力する"]
        {
            assert!(page.text.contains(told), "{told}: {}", page.text);
        }
        world.wait(TimeDelta::hours(1));
        // Whoever has no address gets a letter with a number of the register, unless the clerk unticks it.
        let asking = clerk.get(&format!("{desk}/correction")).await.text;
        assert!(asking.contains("補正依頼書（郵送する文書）も作る"), "{asking}");
        let asked = [
            ("document.licence_proof", "支払日が読めません。"),
            ("due", "令和6年7月17日"),
            ("letter", "yes"),
        ];
        done(&clerk, &desk, "correction", &asked, "returned_with_letter").await;
        let page = clerk.get(&desk).await.text;
        assert!(page.contains("補正の回答を代理入力する"));
        let link = page.split('"').find(|part| part.ends_with("/letter.pdf")).expect("the letter is there");
        let letter = Document::read(&clerk.get(link).await.bytes);
        letter.assert_says(&[
            "第1号",
            "有限会社つばめケア",
            "補正依頼書",
            "令和6年7月2日付け",
            "支払日が読めません。",
            "令和6年7月17日",
        ]);
        let register = clerk.get("/t/midorino/notices").await.text;
        assert!(register.contains("補正依頼書") && register.contains("第1号"), "{register}");
        // Under another number it is still a letter on paper, which no applicant's page shows.
        let void = register.split('"').find(|part| part.ends_with("/void")).expect("it can be voided");
        let voided = clerk.post(void, &[("reason", "宛名の誤りのため")]).await;
        assert_eq!(voided.location(), "/t/midorino/notices?done=voided_letter", "{}", voided.text);
        let told = clerk.get(voided.location()).await.text;
        assert!(told.contains("この文書は申請者の画面には表示されません"), "{told}");
        assert!(clerk.get("/t/midorino/behalf").await.text.contains("補正の回答待ち"));

        world.wait(TimeDelta::hours(1));
        assert!(clerk.get(&paper).await.text.contains("支払日が読めません。"));
        attach(&world, &clerk, &paper).await;
        let again = submit(&clerk, &paper).await;
        assert_eq!(again.location(), format!("{desk}?done=resubmitted"), "{}", again.text);

        done(&clerk, &desk, "assignment", &[("act", "take")], "taken").await;
        done(&clerk, &desk, "checks", &borrowed(&verdicts("fits")), "checked").await;
        done(&clerk, &desk, "proposal", &[("outcome", "grant")], "proposed").await;
        assert_eq!(
            clerk.get(&format!("{desk}/decision")).await.status,
            StatusCode::NOT_FOUND,
            "two people decide"
        );
        assert!(approver.get(&format!("{desk}/decision")).await.text.contains("印刷して郵送してください"));
        done(&approver, &desk, "decision", &[("act", "approve")], "decided_on_paper").await;
        let notice = Document::read(&clerk.get(&format!("{desk}/notice.pdf")).await.bytes);
        notice.assert_says(&["第3号", "有限会社つばめケア", "令和6年7月2日付け", "21,000円"]);
    })
    .await;
}

#[tokio::test]
async fn a_second_application_is_refused_with_the_number_of_the_first_whichever_way_it_comes() {
    on_each_world("second application on behalf", async |world| {
        let programme = published(&world, &[]).await;
        let hidamari = world.as_person("hidamari").await;
        let own = office(&world, "hidamari", "2970999013", "ひだまり", "292991", &["43"]).await;
        let clerk = world.as_person("clerk").await;
        // Both are half done when the first is sent.
        let paper = enter(&clerk, &programme, own).await;
        fill(&world, &clerk, &paper).await;
        let online = complete(&world, &hidamari, &programme, own).await;
        assert!(!hidamari.get("/t/midorino/my").await.text.contains(paper.rsplit('/').next().unwrap()));
        assert_eq!(submit(&hidamari, &online).await.status, StatusCode::SEE_OTHER);

        let refused = submit(&clerk, &paper).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            refused.text.contains("R6-0001") && refused.text.contains("先の申請を開く"),
            "{}",
            refused.text
        );
        assert!(refused.text.contains(&online.replace("/my/", "/")), "to where an officer may look");
        let begin = clerk.get(&format!("/t/midorino/behalf/offices/{own}")).await;
        assert!(begin.text.contains("受付番号") && begin.text.contains("R6-0001"), "{}", begin.text);
    })
    .await;
}

#[tokio::test]
async fn an_office_with_an_account_sees_what_was_entered_for_it_once_it_is_received() {
    on_each_world("entry on behalf, seen by the office", async |world| {
        let programme = published(&world, &[]).await;
        let own = office(&world, "hidamari", "2970999013", "ひだまり", "292991", &["43"]).await;
        let (clerk, hidamari) = (world.as_person("clerk").await, world.as_person("hidamari").await);
        let paper = enter(&clerk, &programme, own).await;
        let mine = paper.replace("/behalf/", "/my/applications/");
        assert_eq!(hidamari.get(&mine).await.status, StatusCode::NOT_FOUND, "half entered");
        fill(&world, &clerk, &paper).await;
        assert_eq!(submit(&clerk, &paper).await.status, StatusCode::SEE_OTHER);
        let status = hidamari.get(&mine).await;
        for told in ["紙の申請書：令和6年7月2日到達（郵送）", "みどり野市が代わりに入力しました"]
        {
            assert!(status.text.contains(told), "{told}: {}", status.text);
        }
        assert_eq!(
            clerk.get(&mine.replace("/my/applications/", "/behalf/")).await.location(),
            mine.replace("/my/", "/"),
            "what is received is looked at where it is reviewed"
        );
        // What its applicant made is not an officer's to fill in.
        let second = office(&world, "hidamari", "2970999054", "ひだまり北", "292991", &["43"]).await;
        let online = complete(&world, &hidamari, &programme, second).await;
        let behalf = online.replace("/my/applications/", "/behalf/");
        assert_eq!(clerk.get(&behalf).await.status, StatusCode::NOT_FOUND);
    })
    .await;
}

#[tokio::test]
async fn a_paper_that_came_tomorrow_or_by_no_way_is_explained() {
    on_each_world("arrival explained", async |world| {
        let programme = published(&world, &[]).await;
        let office = paper_office(&world).await;
        let clerk = world.as_person("clerk").await;
        let path = format!("/t/midorino/behalf/offices/{office}");
        let wrong = [("programme", programme.as_str()), ("arrived_on", "令和6年7月4日")];
        let refused = clerk.post(&path, &wrong).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        for told in ["届いた方法を選んでください", "到達日が今日より後です", "令和6年7月4日"]
        {
            assert!(refused.text.contains(told), "{told}: {}", refused.text);
        }
        let early = [("programme", programme.as_str()), ("way", "fax"), ("arrived_on", "R6.4.1")];
        assert!(clerk.post(&path, &early).await.text.contains("受付期間より前です"));
        // Put right later, as long as it is a draft.
        let paper = enter(&clerk, &programme, office).await;
        let arrival = format!("{paper}/arrival");
        assert!(clerk.get(&arrival).await.text.contains("令和6年7月2日"));
        let saved = clerk.post(&arrival, &[("way", "fax"), ("arrived_on", "2024-07-03")]).await;
        assert_eq!(saved.location(), paper);
        assert!(clerk.get(&paper).await.text.contains("令和6年7月3日到達（FAX）"));
    })
    .await;
}

#[tokio::test]
async fn a_paper_may_be_entered_after_the_window_and_withdrawn_on_behalf() {
    on_each_world("entered after the window", async |world| {
        let closes = [("closes_on", "令和6年7月2日")];
        let programme = published(&world, &closes).await;
        let office = paper_office(&world).await;
        let clerk = world.as_person("clerk").await;
        let (paper, desk) = received(&world, &clerk, &programme, office).await;
        let withdrawn = clerk.post(&format!("{paper}/withdrawal"), &[]).await;
        assert_eq!(withdrawn.location(), format!("{desk}?done=withdrawn"), "{}", withdrawn.text);
        assert!(clerk.get(&desk).await.text.contains("取下げ"));
    })
    .await;
}

#[tokio::test]
async fn the_form_on_paper_asks_what_the_pages_ask_in_their_order() {
    on_each_world("form on paper", async |world| {
        let programme = published(&world, &[]).await;
        let office = paper_office(&world).await;
        let blank = world.anybody().get(&format!("/t/midorino/guide/{programme}/form.pdf")).await;
        let order = [
            "交付申請書",
            "事業所の確認",
            "事業所番号",
            "申請者と連絡先",
            "法人名",
            "代表者の氏名",
            "電話番号",
            "メールアドレス",
            "補助を受ける経費",
            "支払日",
            "添付書類",
            "誓約と同意",
            "お問い合わせ先",
        ];
        let document = Document::read(&blank.bytes);
        document.assert_says(&order);
        assert_eq!(document.pages.len(), 1, "one sheet");
        assert!(!document.text().contains("ふきのとう"));
        let clerk = world.as_person("clerk").await;
        let path = format!("/t/midorino/programmes/{programme}/form.pdf?office={office}");
        Document::read(&clerk.get(&path).await.bytes).assert_says(&["2970999179", "訪問介護ふきのとう"]);
        let card = clerk.get(&format!("/t/midorino/offices/{office}")).await;
        assert!(
            card.text.contains(&path.replace('&', "&amp;")) && card.text.contains("紙の申請を代理入力する")
        );
    })
    .await;
}

#[tokio::test]
async fn without_a_public_side_a_paper_is_received_and_no_link_leads_to_an_applicants_page() {
    on_each_world("officers only", async |world| {
        let programme = published(&world, &[]).await;
        let office = paper_office(&world).await;
        let clerk = world.officers_only(&world.as_person("clerk").await);
        let (paper, desk) = received(&world, &clerk, &programme, office).await;
        let programme = format!("/t/midorino/programmes/{programme}");
        let card = format!("/t/midorino/offices/{office}");
        let pages = [
            "/t/midorino",
            "/t/midorino/behalf",
            "/t/midorino/applications",
            &desk,
            &paper,
            &programme,
            &card,
        ];
        for path in pages {
            let page = clerk.get(path).await;
            for link in ["/guide", "/my/", "href=\"/sign-in\"", "/letter"] {
                assert!(!page.text.contains(link), "{path} leads to {link}");
            }
        }
        let front = world.officers_only(&world.anybody());
        assert_eq!(
            front.get("/t/midorino/behalf").await.location(),
            "/sign-in/staff?next=/t/midorino/behalf"
        );
        let staff = front.get("/sign-in/staff").await;
        assert!(staff.text.contains("職員のログイン") && !staff.text.contains("介護事業所の方"));
        assert!(staff.text.contains("href=\"/manual\""), "not the applicants' manual: {}", staff.text);
        let sheet = Document::read(&clerk.get(&format!("{programme}/sheet.pdf")).await.bytes);
        assert!(!sheet.text().contains("/guide/") && sheet.text().contains("紙の申請書に記入し"));
    })
    .await;
}

#[tokio::test]
async fn the_code_on_a_printed_form_opens_its_entry() {
    on_each_world("code of a form", async |world| {
        let programme = published(&world, &[]).await;
        let office = office(&world, "hidamari", "2970999013", "ひだまり", "292991", &["43"]).await;
        let clerk = world.as_person("clerk").await;
        let form = clerk.get(&format!("/t/midorino/programmes/{programme}/form.pdf?office={office}")).await;
        let code = FormCode::new(programme.parse().unwrap(), "2970999013".parse().unwrap()).to_string();
        let printed = Document::read(&form.bytes).text();
        assert!(printed.contains(&code), "{code}: {printed}");
        let found = clerk.get(&format!("/t/midorino/behalf?q={}", code.to_lowercase())).await;
        let begin = format!("/t/midorino/behalf/offices/{office}?programme={programme}");
        assert_eq!(
            (found.status, found.location()),
            (StatusCode::SEE_OTHER, begin.as_str()),
            "{}",
            found.text
        );
        assert_eq!(clerk.get(&begin).await.status, StatusCode::OK);
        let draft = enter(&clerk, &programme, office).await;
        let found = clerk.get(&format!("/t/midorino/behalf?q={code}")).await;
        assert_eq!(found.location(), draft, "the draft that is half entered: {}", found.text);
        let mut mistyped = code.into_bytes();
        mistyped[8] = if mistyped[8] == b'1' { b'2' } else { b'1' };
        let mistyped = String::from_utf8(mistyped).unwrap();
        let none = clerk.get(&format!("/t/midorino/behalf?q={mistyped}")).await;
        assert!(none.text.contains("この入力コードの申請書は見つかりません"), "{}", none.text);
    })
    .await;
}
