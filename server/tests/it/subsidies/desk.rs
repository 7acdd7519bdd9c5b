//! The desk: many applications at once, saved views, what is said and to whom, assignment by rule, one search box.

use super::{
    review::{done, received_by},
    steps::{self, account, published, tenant},
};
use crate::{
    payments,
    support::{Asker, World, on_each_world},
};
use axum::http::StatusCode;
use domain::zengin::Holder;
use store::{Scope, mails, payments::accounts::Party};
use uuid::Uuid;

const LIST: &str = "/t/midorino/applications";

/// Chooses applications for an act; the address of its summary.
async fn choose(asker: &Asker, act: &str, ids: &[Uuid]) -> String {
    let ids: Vec<String> = ids.iter().map(Uuid::to_string).collect();
    let mut typed = vec![("act", act)];
    typed.extend(ids.iter().map(|id| ("id", id.as_str())));
    let chosen = asker.post_from(LIST, &format!("{LIST}/bulk"), &typed).await;
    assert_eq!(chosen.status, StatusCode::SEE_OTHER, "{}", chosen.text);
    chosen.location().to_owned()
}

/// Confirms an act and lets the worker do it; the page of its results.
async fn confirm(world: &World, asker: &Asker, at: &str, typed: &[(&str, &str)]) -> String {
    let confirmed = asker.post(at, typed).await;
    assert_eq!(confirmed.location(), at, "{}", confirmed.text);
    server::jobs::drain(&world.app).await.unwrap();
    asker.get(at).await.text
}

#[tokio::test]
async fn one_bad_row_spoils_none_of_the_others_and_what_can_be_is_taken_back() {
    on_each_world("bulk", async |world| {
        let programme = published(&world, &[]).await;
        let first = received_by(&world, &programme, "hidamari", "2970999013", "ひだまり", &["43"]).await;
        let second = received_by(&world, &programme, "komorebi", "2970999021", "こもれび", &["15"]).await;
        let third = received_by(&world, &programme, "tsubame", "2970999039", "つばめ", &["11"]).await;
        let (clerk, other) = (world.as_person("clerk").await, world.as_person("clerk-two").await);
        let nothing = clerk.post_from(LIST, &format!("{LIST}/bulk"), &[("act", "take")]).await;
        assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(nothing.text.contains("申請を1件以上選んでください"), "{}", nothing.text);

        let at = choose(&clerk, "take", &[first.id, second.id, third.id]).await;
        assert!(clerk.get(&at).await.text.contains("3件に行う"));
        // A colleague is faster with one of them.
        done(&other, &second.desk, "assignment", &[("act", "take")], "taken").await;
        let result = confirm(&world, &clerk, &at, &[]).await;
        assert!(result.contains("2件に行いました。1件には行っていません"), "{result}");
        assert!(result.contains("選んだ後に") && result.contains("担当になりました"), "{result}");
        let mine = clerk.get(&format!("{LIST}?v=mine")).await.text;
        assert!(mine.contains("R6-0001") && !mine.contains("R6-0002") && mine.contains("R6-0003"));

        // Somebody goes on with the third; the first goes back alone.
        done(&clerk, &third.desk, "checks", &[("verdict.service_eligible", "fits")], "checked").await;
        clerk.post_from(&at, &format!("{at}/undo"), &[]).await;
        server::jobs::drain(&world.app).await.unwrap();
        let undone = clerk.get(&at).await.text;
        assert!(undone.contains("1件を元に戻しました") && undone.contains("戻せなかった"), "{undone}");
        let unowned = clerk.get(&format!("{LIST}?v=unowned")).await.text;
        assert!(unowned.contains("R6-0001") && !unowned.contains("R6-0002") && !unowned.contains("R6-0003"));

        let at = choose(&clerk, "message", &[first.id, second.id]).await;
        let sent = confirm(&world, &clerk, &at, &[("sentence", "来週の金曜日は窓口を休みます。")]).await;
        assert!(sent.contains("2件に行いました"), "{sent}");
        let theirs = world.as_person("komorebi").await.get(&format!("{}/messages", second.own)).await.text;
        assert!(theirs.contains("来週の金曜日は窓口を休みます。"), "{theirs}");
    })
    .await;
}

#[tokio::test]
async fn only_what_is_judged_to_fit_is_proposed_and_one_wording_goes_to_each() {
    on_each_world("bulk-review", async |world| {
        let programme = published(&world, &[]).await;
        let first = received_by(&world, &programme, "hidamari", "2970999013", "ひだまり", &["43"]).await;
        let second = received_by(&world, &programme, "komorebi", "2970999021", "こもれび", &["15"]).await;
        let clerk = world.as_person("clerk").await;
        for desk in [&first.desk, &second.desk] {
            done(&clerk, desk, "assignment", &[("act", "take")], "taken").await;
        }
        let fits = super::review::verdicts("fits");
        done(&clerk, &first.desk, "checks", &super::review::borrowed(&fits), "checked").await;
        let at = choose(&clerk, "propose", &[first.id, second.id]).await;
        let summary = clerk.get(&at).await.text;
        assert!(
            summary.contains("1件に行う") && summary.contains("まだ判定していない要件が7件"),
            "{summary}"
        );
        let result = confirm(&world, &clerk, &at, &[("note", "")]).await;
        assert!(result.contains("1件に行いました。1件には行っていません"), "{result}");
        assert!(!result.contains("この操作を取り消す"), "what was mailed is not taken back");

        let at = choose(&clerk, "correct", &[first.id, second.id]).await;
        let wrong = clerk.post(&at, &[("sentence", "明細を付けてください。"), ("due", "きのう")]).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(wrong.text.contains("明細を付けてください。"), "what was typed stays: {}", wrong.text);
        let typed = [
            ("target", "document.licence_proof"),
            ("sentence", "明細を付けてください。"),
            ("due", "令和6年7月31日"),
        ];
        let result = confirm(&world, &clerk, &at, &typed).await;
        assert!(result.contains("1件に行いました。1件には行っていません"), "{result}");
        let returned = clerk.get(&format!("{LIST}?st=returned")).await.text;
        assert!(returned.contains("R6-0002") && !returned.contains("R6-0001"), "{returned}");
        // An approver assigns and flags, and does not review.
        let approver = world.as_person("approver").await;
        let (path, typed) = (format!("{LIST}/bulk"), [("act", "propose"), ("all", "yes")]);
        let refused = approver.post_from(LIST, &path, &typed).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);

        // What was written to two is offered for the third, and goes out where nothing else is typed.
        let third = received_by(&world, &programme, "tsubame", "2970999039", "つばめ", &["11"]).await;
        let back = [("act", "send_back"), ("note", "明細を確かめてください。")];
        done(&approver, &first.desk, "decision", &back, "sent_back").await;
        let asked = [("document.licence_proof", "明細を付けてください。"), ("due", "令和6年7月31日")];
        done(&clerk, &third.desk, "assignment", &[("act", "take")], "taken").await;
        let form = format!("{}/correction", third.desk);
        assert!(!clerk.get(&form).await.text.contains("前に書いた文"), "it was said to one alone");
        done(&clerk, &first.desk, "correction", &asked, "returned").await;
        assert!(clerk.get(&form).await.text.contains("前に書いた文"));
        let chosen = [("usual.document.licence_proof", "明細を付けてください。"), ("due", "令和6年7月31日")];
        done(&clerk, &third.desk, "correction", &chosen, "returned").await;
        let told = world.as_person("tsubame").await.get(&third.own).await.text;
        assert!(told.contains("明細を付けてください。"), "{told}");
    })
    .await;
}

#[tokio::test]
async fn a_list_is_kept_under_a_name_and_a_flag_finds_its_application() {
    on_each_world("views", async |world| {
        let programme = published(&world, &[]).await;
        let first = received_by(&world, &programme, "hidamari", "2970999013", "ひだまり", &["43"]).await;
        received_by(&world, &programme, "komorebi", "2970999021", "こもれび", &["15"]).await;
        let (clerk, viewer) = (world.as_person("clerk").await, world.as_person("viewer").await);
        let flag = [("act", "add"), ("flag", "要電話")];
        done(&clerk, &first.desk, "flags", &flag, "flagged").await;
        let flagged = format!("{LIST}?flag=%E8%A6%81%E9%9B%BB%E8%A9%B1&cols=flags.stage");
        let list = clerk.get(&flagged).await.text;
        assert!(list.contains("R6-0001") && !list.contains("R6-0002"), "{list}");
        assert!(list.contains("目印：要電話") && !list.contains("sort=amount"), "{list}");
        let save = |name: &'static str| {
            let (clerk, flagged) = (clerk.clone(), flagged.clone());
            let at = flagged.replace("/applications?", "/applications/views?");
            async move { clerk.post_from(&flagged, &at, &[("name", name), ("shared", "yes")]).await }
        };
        assert_eq!(save("").await.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(save("電話する分").await.status, StatusCode::SEE_OTHER);
        assert!(save("電話する分").await.text.contains("別の名前を入力してください"));
        let shared = viewer.get(LIST).await.text;
        assert!(
            shared.contains("電話する分（共有）") && !shared.contains("「電話する分」を削除する"),
            "{shared}"
        );
        assert!(!shared.contains("name=\"act\""), "who may only look acts on nothing");
        // One officer opens it first, the others do not; whoever does reaches the usual list all the same.
        let at = shared.find("/applications/views/").unwrap();
        let first_list = shared[at..].split('"').next().unwrap().to_owned();
        assert!(first_list.ends_with("/first"), "{first_list}");
        let chosen = viewer.post_from(LIST, &format!("/t/midorino{first_list}"), &[("first", "yes")]).await;
        assert!(chosen.location().ends_with("done=view_first"), "{}", chosen.location());
        let opened = viewer.get(LIST).await;
        assert_eq!(opened.status, StatusCode::SEE_OTHER);
        assert!(opened.location().contains("flag="), "{}", opened.location());
        assert_eq!(clerk.get(LIST).await.status, StatusCode::OK);
        let usual = viewer.get(&format!("{LIST}?st=open")).await.text;
        assert!(usual.contains("（最初に開く）") && usual.contains("R6-0002"), "{usual}");
        let (usual, first_list) = (format!("{LIST}?st=open"), format!("/t/midorino{first_list}"));
        let not = viewer.post_from(&usual, &first_list, &[("first", "no")]).await;
        assert!(not.location().ends_with("done=view_not_first"), "{}", not.location());
        assert_eq!(viewer.get(LIST).await.status, StatusCode::OK);
        let by_service = clerk.get(&format!("{LIST}?sv=15&rows=tight")).await.text;
        assert!(by_service.contains("R6-0002") && !by_service.contains("R6-0001"), "{by_service}");
        // A page of the list stays light.
        let weight = (by_service.len() as u64).max(list.len() as u64);
        assert!(weight < 80_000, "{weight} bytes");
        done(&clerk, &first.desk, "flags", &[("act", "remove"), ("flag", "要電話")], "unflagged").await;
        assert!(clerk.get(&flagged).await.text.contains("この条件に合う申請はありません"));
    })
    .await;
}

#[tokio::test]
async fn a_message_reaches_the_applicant_and_a_note_never_does() {
    on_each_world("messages", async |world| {
        let programme = published(&world, &[]).await;
        let first = received_by(&world, &programme, "hidamari", "2970999013", "ひだまり", &["43"]).await;
        let second = received_by(&world, &programme, "komorebi", "2970999021", "こもれび", &["15"]).await;
        let (clerk, hidamari) = (world.as_person("clerk").await, world.as_person("hidamari").await);
        let typed = [("message_body", "領収書の宛名を教えてください。")];
        let at = format!("{}/messages", first.desk);
        let page = clerk.get(&first.desk).await;
        let written = clerk.upload_from(&page, &at, &typed, &[]).await;
        assert_eq!(written.location(), format!("{}?done=written", first.desk), "{}", written.text);
        let colleague = account(&world, "clerk-two").await.to_string();
        let note = [("note_body", "電話では不在だった。"), ("note_called", colleague.as_str())];
        done(&clerk, &first.desk, "notes", &note, "noted").await;
        let empty =
            clerk.upload_from(&clerk.get(&first.desk).await, &at, &[("message_body", "　")], &[]).await;
        assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
        let desk = clerk.get(&first.desk).await.text;
        assert!(desk.contains("未読") && desk.contains("電話では不在だった。"), "{desk}");
        assert!(desk.contains("同じ添付ファイル"), "both sent the same picture: {desk}");

        let offices = [("hidamari", "2970999013", "ひだまり"), ("komorebi", "2970999021", "こもれび")];
        for (key, number, name) in offices {
            let office = steps::office(&world, key, number, name, "292991", &["43"]).await;
            let (party, holder) = (Party::Office(office), Holder::Applicant);
            payments::steps::account(&world, party, "7654321", Some("ヒダマリカイゴ"), holder).await;
        }
        assert!(
            clerk.get(&first.desk).await.text.contains("同じ振込先口座"),
            "money of both goes to one account"
        );
        let other = steps::office(&world, "komorebi", "2970999021", "こもれび", "292991", &["43"]).await;
        let party = Party::Office(other);
        payments::steps::account(&world, party, "1112222", Some("コモレビ"), Holder::Applicant).await;
        let since = clerk.get(&first.desk).await.text;
        assert!(!since.contains("同じ振込先口座"), "one of them told another since");

        let own = hidamari.get(&first.own).await.text;
        assert!(own.contains("からのメッセージがあります") && !own.contains("電話では不在"), "{own}");
        assert!(hidamari.get("/t/midorino/my").await.text.contains("からのメッセージがあります"));
        let at = format!("{}/messages", first.own);
        let read = hidamari.get(&at).await.text;
        assert!(read.contains("領収書の宛名") && !read.contains("電話では不在"), "{read}");
        assert!(!hidamari.get(&first.own).await.text.contains("からのメッセージがあります"), "it is read");
        assert_eq!(hidamari.get(&format!("{}/messages", second.own)).await.status, StatusCode::NOT_FOUND);
        let sent = hidamari.upload(&at, &[("body", "株式会社ひだまり介護です。")], &[]).await;
        assert_eq!(sent.location(), format!("{at}?done=sent"), "{}", sent.text);

        let unread = format!("{LIST}?unread=yes&st=all");
        assert!(clerk.get(&unread).await.text.contains("R6-0001"));
        let desk = clerk.get(&first.desk).await.text;
        assert!(desk.contains("株式会社ひだまり介護です。") && desk.contains("既読"), "{desk}");
        assert!(clerk.get(&unread).await.text.contains("この条件に合う申請はありません"));

        let tenant = tenant(&world, "midorino").await;
        let tx = world.app.store.read(&Scope::tenant_by_system(tenant, "test")).await.unwrap();
        let told = mails::about(&tx, "application", first.id).await.unwrap();
        let subjects: Vec<_> = told.iter().map(|one| one.mail.subject.as_str()).collect();
        for subject in [
            "申請についてのメッセージがあります",
            "申請者からメッセージが届きました",
            "庁内メモであなたへの知らせがあります",
        ] {
            assert!(subjects.iter().any(|one| one.contains(subject)), "{subject}: {subjects:?}");
        }
        let secret = |body: &str| ["宛名", "ひだまり介護です", "不在"].iter().any(|word| body.contains(word));
        assert!(told.iter().all(|one| !secret(&one.mail.body)), "a mail holds nothing of a message");
    })
    .await;
}

#[tokio::test]
async fn a_rule_says_who_answers_for_what_arrives_and_the_case_says_why() {
    on_each_world("routing", async |world| {
        let programme = published(&world, &[]).await;
        let administrator = world.as_person("administrator").await;
        let rules = "/t/midorino/settings/routing";
        let (clerk, other) =
            (account(&world, "clerk").await.to_string(), account(&world, "clerk-two").await.to_string());
        let nobody = administrator.post(&format!("{rules}/new"), &[("service", "43")]).await;
        assert_eq!(nobody.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(nobody.text.contains("担当者を1人以上選んでください"), "{}", nobody.text);
        let typed = [("service", "43"), ("people", clerk.as_str()), ("people", other.as_str())];
        let made = administrator.post(&format!("{rules}/new"), &typed).await;
        assert_eq!(made.location(), format!("{rules}?done=saved"), "{}", made.text);

        let first = received_by(&world, &programme, "hidamari", "2970999013", "ひだまり", &["43"]).await;
        let second = received_by(&world, &programme, "hidamari", "2970999054", "ひだまり北", &["43"]).await;
        received_by(&world, &programme, "komorebi", "2970999021", "こもれび", &["15"]).await;
        let asker = world.as_person("clerk").await;
        let unowned = asker.get(&format!("{LIST}?v=unowned")).await.text;
        assert!(!unowned.contains("R6-0001") && !unowned.contains("R6-0002") && unowned.contains("R6-0003"));
        // The work is spread: each of the two has one.
        for person in [&clerk, &other] {
            let theirs = asker.get(&format!("{LIST}?v={person}")).await.text;
            assert_eq!(theirs.matches("row-link").count(), 1, "{theirs}");
        }
        let desk = asker.get(&first.desk).await.text;
        assert!(desk.contains("理由：居宅介護支援を行う事業所の規則により、候補2人のうち"), "{desk}");
        assert!(asker.get(&second.desk).await.text.contains("処理中の担当が最も少ない（0件）"));

        let page = administrator.get(rules).await.text;
        let rule =
            page.split("/settings/routing/").find(|rest| rest.starts_with('0')).unwrap()[..36].to_owned();
        let edit = format!("{rules}/{rule}");
        let stale = [("version", "7"), ("people", other.as_str())];
        assert_eq!(administrator.post_from(&edit, &edit, &stale).await.status, StatusCode::CONFLICT);
        let removed = administrator.post_from(rules, &format!("{edit}/place"), &[("act", "remove")]).await;
        assert_eq!(removed.location(), format!("{rules}?done=removed"));
    })
    .await;
}

#[tokio::test]
async fn a_whole_number_leads_straight_there_and_a_part_of_a_name_to_what_bears_it() {
    on_each_world("search", async |world| {
        let programme = published(&world, &[]).await;
        let first = received_by(&world, &programme, "hidamari", "2970999013", "ひだまり", &["43"]).await;
        let clerk = world.as_person("clerk").await;
        let find = |q: &'static str| {
            let clerk = clerk.clone();
            async move { clerk.get(&format!("/t/midorino/search?q={q}")).await }
        };
        // ｒ６－１, in full width.
        for receipt in ["R6-0001", "%EF%BD%92%EF%BC%96%EF%BC%8D%EF%BC%91"] {
            assert_eq!(find(receipt).await.location(), first.desk, "{receipt}");
        }
        assert!(find("2970999013").await.location().starts_with("/t/midorino/offices/"));
        let part = find("29709990").await.text;
        assert!(part.contains("R6-0001") && part.contains("事業所を開く"), "{part}");
        assert!(find("%25").await.text.contains("見つかりませんでした"));
        let hidamari = world.as_person("hidamari").await;
        let elsewhere = hidamari.get("/t/midorino/search?q=R6-0001").await;
        assert_eq!(elsewhere.status, StatusCode::NOT_FOUND);

        // What stands in a file is found in it, with what stands around: 日向, in the copy of the application.
        let told = |text: &str| text.replace("<!>", "");
        let in_file = "%E6%97%A5%E5%90%91";
        assert!(!find(in_file).await.text.contains("書類の中の文字"), "a picture has no words");
        assert!(told(&clerk.get(&first.desk).await.text).contains("文字を取り出せない書類（画像）"));
        let copy = hidamari.get(&format!("{}/copy.pdf", first.own)).await.bytes;
        let enclosed = [("enclosed", "控え.pdf", copy.as_slice())];
        hidamari.upload(&format!("{}/messages", first.own), &[("body", "")], &enclosed).await;
        server::jobs::drain(&world.app).await.unwrap();
        let found = told(&find(in_file).await.text);
        for words in ["書類の中の文字", "控え.pdfの", "ページ目", "<strong>日向</strong>", "R6-0001　"]
        {
            assert!(found.contains(words), "{words}: {found}");
        }
        let looks = world.as_person("administrator").await.get("/t/midorino/audit?noun=view").await.text;
        assert!(looks.contains("添付書類の中の文字を検索で見ました"), "{looks}");
        let misaki =
            world.as_person("misaki-clerk").await.get(&format!("/t/misaki/search?q={in_file}")).await;
        assert!(misaki.text.contains("見つかりませんでした"), "{}", misaki.text);

        // In the workspace the words of a document stand below its page.
        let office = steps::office(&world, "komorebi", "2970999021", "こもれび", "292991", &["15"]).await;
        let komorebi = world.as_person("komorebi").await;
        let own = steps::complete(&world, &komorebi, &programme, office).await;
        let file = [("file", "控え.pdf", copy.as_slice())];
        komorebi.upload(&format!("{own}/documents/licence_proof"), &[], &file).await;
        server::jobs::drain(&world.app).await.unwrap();
        assert_eq!(steps::submit(&komorebi, &own).await.location(), format!("{own}/receipt"));
        let desk = told(&clerk.get(&own.replace("/my/", "/")).await.text);
        assert!(desk.contains("1ページの文字") && desk.contains("日向"), "{desk}");
    })
    .await;
}
