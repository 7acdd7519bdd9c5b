//! The pages of officers: forms that say what is wrong, a preview, a test, a table, labels.

use super::steps::{addresses, counts, draft, last, offices, post_office, received, segment, send, told};
use crate::support::{on_each_world, pdf::Document};
use axum::http::StatusCode;
use chrono::TimeDelta;
use domain::mailings::Outcome;
use mail_parser::MessageParser;
use server::jobs;

#[tokio::test]
async fn a_segment_counts_what_it_means_and_explains_it() {
    on_each_world("segments", async |world| {
        offices(&world, &["a@example.jp".into(), String::new(), "b@example.jp".into()]).await;
        let clerk = world.as_person("clerk").await;
        let new = "/t/midorino/offices/segments/new";
        let typed =
            [("name", "居宅"), ("services", "43"), ("area", "周知町"), ("mail", "known"), ("status", "active")];
        let answer = clerk.post(new, &typed).await;
        let page = clerk.get(answer.location()).await;
        assert!(
            page.text.contains(
                "台帳のうち、サービスが「居宅介護支援」で、住所に「周知町」を含み、メールアドレスがわかっていて、営業中の事業所"
            ),
            "{}",
            page.text
        );
        assert!(page.text.contains("周知事業所その0") && !page.text.contains("周知事業所その1"));
        assert_eq!(clerk.post(new, &typed).await.status, StatusCode::UNPROCESSABLE_ENTITY, "the name is taken");

        // Whoever says the same under another name is shown the one that is there, and may want both.
        let path = answer.location().split('?').next().unwrap();
        let mut other = typed;
        other[0].1 = "居宅、その二";
        let told = clerk.post(new, &other).await;
        assert_eq!(told.status, StatusCode::UNPROCESSABLE_ENTITY);
        let told = told.main();
        assert!(told.contains("「居宅」が、同じ条件の対象リストです") && told.contains(path), "{told}");
        assert!(told.contains("value=\"居宅、その二\""), "{told}");
        let both = [&other[..], &[("again", "yes")]].concat();
        assert_eq!(clerk.post(new, &both).await.status, StatusCode::SEE_OTHER);
        let taken = clerk.post(new, &both).await.main();
        assert!(taken.contains("name=\"again\""), "what was ticked stays where the name is taken: {taken}");
        let edit = clerk.get(&format!("{path}/edit")).await;
        let version = edit.hidden("version").unwrap();
        let changed = [("name", "居宅"), ("area", "周知町"), ("mail", "unknown"), ("version", version.as_str())];
        let saved = clerk.post(&format!("{path}/edit"), &changed).await;
        assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.text);
        assert!(clerk.get(path).await.text.contains("周知事業所その1"));
        let stale = clerk.post(&format!("{path}/edit"), &changed).await;
        assert_eq!(stale.status, StatusCode::CONFLICT);
        assert!(stale.text.contains("佐藤 葵さんが先に更新しました"), "{}", stale.text);
        let viewer = world.as_person("viewer").await;
        assert_eq!(viewer.get(path).await.status, StatusCode::OK);
        assert_eq!(viewer.get(new).await.status, StatusCode::NOT_FOUND);
    })
    .await;
}

#[tokio::test]
async fn what_is_wrong_with_a_text_is_said_with_its_place() {
    on_each_world("mailing form", async |world| {
        let clerk = world.as_person("clerk").await;
        let path = draft(&clerk, "件名", "本文").await;
        let typed = [("subject", "{{事業者名}}"), ("body", "一行目\n{{法人名")];
        let answer = clerk.post("/t/midorino/mailings/new", &typed).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        for part in [
            "対象リストを選んでください",
            "1行目の1文字目の「事業者名」は「事業所名」ではありませんか",
            "2行目の1文字目の「{{」が、同じ行の「}}」で閉じられていません",
            "{{事業者名}}",
        ] {
            assert!(answer.text.contains(part), "{part}: {}", answer.text);
        }
        let stale = clerk.post(&format!("{path}/edit"), &[("subject", "件名"), ("body", "別の本文")]).await;
        assert_eq!(stale.status, StatusCode::UNPROCESSABLE_ENTITY, "no segment");

        // A list that is ready stays chosen while something else is wrong, and is saved once, when it is used.
        let wrong = [("segment", "ready:open"), ("subject", ""), ("body", "本文")];
        let answer = clerk.post("/t/midorino/mailings/new", &wrong).await;
        assert!(answer.text.contains("<option value=\"ready:open\" selected"), "{}", answer.text);
        let saved = async || {
            let lists = clerk.get("/t/midorino/offices/segments").await.text;
            (lists.contains("segment=ready:open\""), lists.contains("segment=ready:not_adopted\""))
        };
        assert_eq!(saved().await, (true, true), "none is saved");
        let right = [("segment", "ready:open"), ("subject", "件名"), ("body", "本文")];
        for _ in 0..2 {
            let answer = clerk.post("/t/midorino/mailings/new", &right).await;
            assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
        }
        assert_eq!(saved().await, (false, true));
        let lists = clerk.get("/t/midorino/offices/segments").await.main();
        assert_eq!(lists.matches(">営業中のすべての事業所<").count(), 1, "{lists}");
        let form = clerk.get("/t/midorino/offices/segments/new?ready=ready:not_adopted").await.text;
        assert!(form.contains("value=\"営業中で未導入の事業所\""), "{form}");
    })
    .await;
}

#[tokio::test]
async fn a_draft_is_previewed_on_both_ends_and_warns_of_what_stays_empty() {
    on_each_world("preview", async |world| {
        let (server, app) = post_office(&world).await;
        offices(&world, &addresses(12)).await;
        let clerk = world.as_person("clerk").await;
        let mailing = draft(&clerk, "{{事業所名}}へ", "{{法人名}}\n{{事業所名}} 御中\n{{試算ページ}}").await;
        let preview = format!("{mailing}/preview");
        let page = clerk.get(&preview).await;
        assert!(
            page.text.contains("周知事業所その10へ") && page.text.contains("周知事業所その0へ"),
            "{}",
            page.text
        );
        assert!(page.text.contains("{{法人名}}が空になる事業所：12件"), "{}", page.text);
        let chosen = clerk.get(&format!("{preview}?office=2970800007")).await;
        assert!(chosen.text.contains("周知事業所その7へ"));
        let link = chosen.text.split("/t/midorino/simulator?known=").nth(1).unwrap();
        let token: String =
            link.chars().take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_')).collect();
        let anybody = world.anybody();
        let known = anybody.get(&format!("/t/midorino/simulator?known={token}")).await.text;
        assert!(known.contains("周知事業所その7の取引事業所"), "{known}");
        let forged = anybody.get(&format!("/t/midorino/simulator?known=A{token}")).await.text;
        assert!(!forged.contains("周知事業所その7"), "{forged}");
        for (typed, sentence) in [("29708", "10桁"), ("2970999997", "台帳にありません")] {
            let wrong = clerk.get(&format!("{preview}?office={typed}")).await;
            assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
            assert!(wrong.text.contains(sentence), "{}", wrong.text);
        }
        let tested = clerk.post_from(&preview, &format!("{mailing}/test"), &[]).await;
        assert_eq!(tested.location(), format!("{preview}?done=tested"));
        jobs::drain(&app).await.unwrap();
        assert_eq!(received(&server), ["sato@midorino.example.jp"]);
        let mail = &server.received()[0];
        let read = MessageParser::default().parse(&mail.data).unwrap();
        assert_eq!(read.subject(), Some("【テスト】周知事業所その10へ"));
        assert!(read.header_raw("List-Unsubscribe").is_some(), "a test is as real as the mail");
        assert_eq!(counts(&world, &mailing).await.total(), 0, "and counted nowhere");
        world.wait(TimeDelta::days(366));
        let lasts = anybody.get(&format!("/t/midorino/simulator?known={token}")).await.text;
        assert!(lasts.contains("周知事業所その7の取引事業所"), "{lasts}");
        world.wait(TimeDelta::days(1));
        let over = anybody.get(&format!("/t/midorino/simulator?known={token}")).await.text;
        assert!(over.contains("リンクの期限が過ぎた") && !over.contains("周知事業所その7"), "{over}");
    })
    .await;
}

#[tokio::test]
async fn what_everybody_may_read_names_nobody_and_goes_when_a_clerk_says_so() {
    on_each_world("announcement", async |world| {
        let (server, app) = post_office(&world).await;
        offices(&world, &addresses(1)).await;
        let clerk = world.as_person("clerk").await;
        let to = segment(&clerk).await;
        let typed = [
            ("segment", to.as_str()),
            ("subject", "{{事業所名}}へのご案内"),
            ("body", "{{事業所名}} 御中\n{{市区町村名}}からです。"),
            ("published", "yes"),
        ];
        let written = clerk.post("/t/midorino/mailings/new", &typed).await;
        let mailing = written.location().split("/preview").next().unwrap().to_owned();
        let public = format!("/t/midorino/public/announcements/{}", last(&mailing));
        let anybody = world.anybody();
        assert_eq!(anybody.get(&public).await.status, StatusCode::NOT_FOUND, "a draft is nobody else's");
        assert!(!anybody.get("/t/midorino/guide").await.text.contains("へのご案内"));
        let preview = clerk.get(&format!("{mailing}/preview")).await.text;
        assert!(preview.contains(&public), "{preview}");
        send(&clerk, &mailing).await;
        jobs::drain(&app).await.unwrap();
        let mail = server.received().pop().unwrap();
        let read = MessageParser::default().parse(&mail.data).unwrap();
        assert!(read.body_text(0).unwrap().contains(&public), "the mail leads there");

        let page = anybody.get(&public).await;
        assert_eq!(page.status, StatusCode::OK);
        for part in ["各事業所へのご案内", "各事業所 御中", "みどり野市からです。", "0741-00-1000"]
        {
            assert!(page.text.contains(part), "{part}: {}", page.text);
        }
        assert!(!page.text.contains("周知事業所") && !page.text.contains("@example.jp"), "{}", page.text);
        assert!(anybody.get("/t/midorino/guide").await.text.contains(&public));
        assert_eq!(
            world.anybody().get(&public.replace("midorino", "misaki")).await.status,
            StatusCode::NOT_FOUND,
            "another city has no such page"
        );

        let act = format!("{mailing}/publication");
        let hidden = clerk.post_from(&mailing, &act, &[("act", "hide")]).await;
        assert_eq!(hidden.location(), format!("{mailing}?done=unpublished"));
        assert_eq!(anybody.get(&public).await.status, StatusCode::NOT_FOUND);
        let shown = clerk.post_from(&mailing, &act, &[("act", "publish")]).await;
        assert_eq!(shown.location(), format!("{mailing}?done=published"));
        assert_eq!(anybody.get(&public).await.status, StatusCode::OK);
        let other = draft(&clerk, "公開しない件名", "本文").await;
        send(&clerk, &other).await;
        let other = format!("/t/midorino/public/announcements/{}", last(&other));
        assert_eq!(anybody.get(&other).await.status, StatusCode::NOT_FOUND, "off where nobody said so");
    })
    .await;
}

#[tokio::test]
async fn the_result_is_a_table_and_those_without_mail_get_labels() {
    on_each_world("results and labels", async |world| {
        let (server, app) = post_office(&world).await;
        let mut emails = addresses(2);
        emails.extend([String::new(), String::new(), "office0@example.jp".to_owned()]);
        offices(&world, &emails).await;
        let clerk = world.as_person("clerk").await;
        let mailing = draft(&clerk, "説明会のご案内", "{{事業所一覧}} 御中").await;
        let preview = clerk.get(&format!("{mailing}/preview?office=2970800000")).await.text;
        let both = "周知事業所その0、周知事業所その4 御中";
        assert!(preview.contains(both), "{preview}");
        assert_eq!(clerk.get(&format!("{mailing}/export?format=csv")).await.status, StatusCode::NOT_FOUND);
        for when in ["draft", "sent"] {
            let labels = clerk.get(&format!("{mailing}/labels.pdf?per=24")).await;
            assert_eq!(labels.status, StatusCode::OK);
            let text = Document::read(&labels.bytes).text();
            assert!(text.contains("〒630-0000") && text.contains("周知事業所その2御中"), "{when}: {text}");
            assert!(!text.contains("周知事業所その0"), "{when}: {text}");
            send(&clerk, &mailing).await;
        }
        jobs::drain(&app).await.unwrap();
        world.wait(TimeDelta::minutes(2));
        jobs::drain(&app).await.unwrap();
        assert_eq!(
            told(&counts(&world, &mailing).await),
            [(Outcome::Sent, 2), (Outcome::DuplicateAddress, 1), (Outcome::NoAddress, 2)]
        );
        let named = server.received().iter().any(|mail| {
            let read = MessageParser::default().parse(&mail.data).unwrap();
            read.body_text(0).unwrap().contains(both)
        });
        assert!(named, "one mail names both offices that it reaches");
        let table = clerk.get(&format!("{mailing}/export?format=csv")).await;
        assert_eq!(table.headers["content-type"], "text/csv; charset=utf-8");
        assert!(table.text.starts_with("\u{FEFF}事業所番号,"), "{}", table.text);
        assert_eq!(table.text.matches("\r\n").count(), 6);
        assert!(table.text.contains("アドレス重複,同じアドレスの別の事業所に送るので"), "{}", table.text);
        let list = clerk.get("/t/midorino/mailings").await;
        assert!(list.text.contains("説明会のご案内") && list.text.contains("送信済み"));
    })
    .await;
}
