//! Several proposals that are decided at once: within a limit, for somebody absent, or on paper; each with its result.

use super::{
    review::{Received, borrowed, done, received_by, verdicts},
    steps::{PNG, account, published, tenant},
};
use crate::support::{Answer, Asker, World, on_each_world, pdf::Document};
use axum::http::StatusCode;
use domain::{accounts::Role, subsidies::StageName};
use store::{
    Scope, accounts, events, mails,
    subsidies::{applications, ledger, proposals},
};

/// An application of an office that a clerk proposed to grant.
async fn proposed(world: &World, programme: &str, key: &str, number: &str, name: &str) -> Received {
    let received = received_by(world, programme, key, number, name, &["43"]).await;
    let clerk = world.as_person("clerk").await;
    done(&clerk, &received.desk, "assignment", &[("act", "take")], "taken").await;
    done(&clerk, &received.desk, "checks", &borrowed(&verdicts("fits")), "checked").await;
    done(&clerk, &received.desk, "proposal", &[("outcome", "grant")], "proposed").await;
    received
}

/// The proposal that waits for an application.
async fn proposal(world: &World, application: uuid::Uuid) -> String {
    let tx = world
        .app
        .store
        .read(&Scope::tenant_by_system(tenant(world, "midorino").await, "test"))
        .await
        .unwrap();
    let open = proposals::open(&tx).await.unwrap();
    let one = open.into_iter().find(|(id, _)| id.uuid() == application).unwrap();
    one.1.proposal.id.to_string()
}

/// Puts the proposals of these applications together; the address of the packet.
async fn packet(world: &World, programme: &str, cases: &[&Received]) -> String {
    let clerk = world.as_person("clerk").await;
    let mut typed = vec![("title".to_owned(), "7月受付分の交付決定".to_owned())];
    for case in cases {
        typed.push(("case".to_owned(), proposal(world, case.id).await));
    }
    let typed: Vec<_> = typed.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let made = clerk.post(&format!("/t/midorino/packets/new?programme={programme}"), &typed).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.text);
    made.location().split('?').next().unwrap().to_owned()
}

/// For the access matrix: a packet that is open, and one that was decided on paper.
pub async fn open_and_recorded(world: &World, programme: &str) -> (String, String) {
    let first = proposed(world, programme, "tsubame", "2970999096", "つばめ西").await;
    let second = proposed(world, programme, "tsubame", "2970999104", "つばめ東").await;
    let open = packet(world, programme, &[&first]).await;
    let recorded = packet(world, programme, &[&second]).await;
    name_recorder(world, "clerk").await;
    let clerk = world.as_person("clerk").await;
    let sent = record(&clerk, &recorded, &[(proposal(world, second.id).await, "approve")]).await;
    assert_eq!(sent.location(), format!("{recorded}?done=recorded"), "{}", sent.text);
    let last = |path: &str| path.rsplit('/').next().unwrap().to_owned();
    (last(&open), last(&recorded))
}

/// Lets a clerk record decisions on paper, as the administrator.
pub async fn name_recorder(world: &World, key: &str) {
    let field = format!("recorder.{}", account(world, key).await);
    let administrator = world.as_person("administrator").await;
    let saved = administrator.post("/t/midorino/settings/decisions", &[(&field, "yes")]).await;
    assert_eq!(saved.location(), "/t/midorino/settings/decisions?done=saved", "{}", saved.text);
}

/// Sends the answers for cases with what stands on the sheet.
async fn record(clerk: &Asker, packet: &str, results: &[(String, &str)]) -> Answer {
    let at = format!("{packet}/record");
    let version = clerk.get(&at).await.hidden("version").unwrap();
    let mut typed = vec![
        ("version".to_owned(), version),
        ("on".to_owned(), "令和6年7月3日".to_owned()),
        ("by".to_owned(), "介護保険課長　緑野　太郎".to_owned()),
        ("number".to_owned(), "みどり介起第12号".to_owned()),
    ];
    for (id, result) in results {
        typed.push((format!("result.{id}"), (*result).to_owned()));
        typed.push((format!("note.{id}"), "根拠を補ってください".to_owned()));
    }
    let typed: Vec<_> = typed.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    clerk.upload(&at, &typed, &[("sheet", "決裁.png", PNG)]).await
}

/// Decides a packet as somebody.
async fn decide(asker: &Asker, packet: &str, results: &[(String, &str, &str)]) -> Answer {
    let at = format!("{packet}/decision");
    let version = asker.get(&at).await.hidden("version").unwrap_or_default();
    let mut typed = vec![("version".to_owned(), version)];
    for (id, result, note) in results {
        typed.push((format!("result.{id}"), (*result).to_owned()));
        typed.push((format!("note.{id}"), (*note).to_owned()));
    }
    let typed: Vec<_> = typed.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    asker.post_from("/demo", &at, &typed).await
}

async fn page_of(asker: &Asker, packet: &str) -> String {
    asker.get(&format!("{packet}/decision")).await.text
}

async fn stage(world: &World, id: uuid::Uuid) -> StageName {
    let scope = Scope::tenant_by_system(tenant(world, "midorino").await, "test");
    let tx = world.app.store.read(&scope).await.unwrap();
    applications::find(&tx, id.into()).await.unwrap().unwrap().stage.name()
}

/// Makes the second clerk an approver too.
async fn second_approver(world: &World) {
    let scope = Scope::tenant_by_system(tenant(world, "midorino").await, "test");
    let id = account(world, "clerk-two").await;
    let tx = world.app.store.write(&scope).await.unwrap();
    accounts::grant(&tx, id, Role::Approver, world.app.clock.now()).await.unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn a_packet_is_decided_at_once_with_a_result_for_each_case() {
    on_each_world("packet decided", async |world| {
        let programme = published(&world, &[]).await;
        let first = proposed(&world, &programme, "hidamari", "2970999013", "ひだまり").await;
        let second = proposed(&world, &programme, "hidamari", "2970999054", "ひだまり北").await;
        let (one, two) = (proposal(&world, first.id).await, proposal(&world, second.id).await);
        let packet = packet(&world, &programme, &[&first, &second]).await;
        let clerk = world.as_person("clerk").await;
        let again = clerk.get("/t/midorino/packets/new").await;
        assert!(again.text.contains("決裁を待つ起案がありません"), "{}", again.text);

        let approver = world.as_person("approver").await;
        let single = approver.get(&format!("{}/decision", first.desk)).await;
        assert_eq!(single.location(), packet, "it is decided where it lies");
        let page = approver.get(&packet).await;
        for told in ["R6-起案-1", "7月受付分の交付決定", "42,000円", "ひだまり北", "決裁する"]
        {
            assert!(page.text.contains(told), "{told}: {}", page.text);
        }
        let open =
            decide(&approver, &packet, &[(one.clone(), "approve", ""), (two.clone(), "send_back", "")]).await;
        assert_eq!(open.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(open.text.contains("R6-0002を差し戻す理由を入力してください"), "{}", open.text);
        assert!(
            page_of(&approver, &packet).await.contains("すべて起案のとおり決裁する"),
            "one tick for the rest"
        );
        let answers = [(one, "", ""), (two, "send_back", "支払日の根拠を書いてください")];
        let done = decide(&approver, &packet, &answers).await;
        assert_eq!(done.status, StatusCode::UNPROCESSABLE_ENTITY, "nothing is decided that nobody chose");
        let answers =
            answers.map(|(id, result, note)| (id, if result.is_empty() { "approve" } else { result }, note));
        let done = decide(&approver, &packet, &answers).await;
        assert_eq!(done.location(), format!("{packet}?done=decided"), "{}", done.text);
        assert_eq!(stage(&world, first.id).await, StageName::Granted);
        assert_eq!(stage(&world, second.id).await, StageName::UnderReview);
        let page = clerk.get(&packet).await;
        assert!(page.text.contains("差戻し：支払日の根拠を書いてください"), "{}", page.text);
        assert!(page.text.contains("決裁済み"), "{}", page.text);
        let twice = decide(&approver, &packet, &answers).await;
        assert!(twice.status.is_client_error(), "decided once: {}", twice.status);

        let sheet = clerk.get(&format!("{packet}/sheet.pdf")).await;
        Document::read(&sheet.bytes).assert_says(&[
            "R6-起案-1",
            "42,000円",
            "決裁後",
            "ひだまり北",
            "文書番号",
        ]);
        let list = clerk.get(&format!("{packet}/export?format=csv")).await;
        assert!(list.text.contains("R6-0001") && list.text.contains("2970999054"), "{}", list.text);
        let scope = Scope::tenant_by_system(tenant(&world, "midorino").await, "test");
        let tx = world.app.store.read(&scope).await.unwrap();
        let balance = ledger::balance(&tx, programme.parse().unwrap()).await.unwrap();
        assert_eq!((balance.committed.get(), balance.reserved.get()), (21_000, 21_000));
        drop(tx);
        server::jobs::drain(&world.app).await.unwrap();
        let notice = clerk.get(&format!("{}/notice.pdf", first.desk)).await;
        assert_eq!(notice.status, StatusCode::OK);
    })
    .await;
}

#[tokio::test]
async fn above_a_limit_it_goes_to_the_next_or_to_whoever_stands_in_for_them() {
    on_each_world("limits and substitutes", async |world| {
        let programme = published(&world, &[]).await;
        let received = proposed(&world, &programme, "hidamari", "2970999013", "ひだまり").await;
        second_approver(&world).await;
        let (chief, head) = (account(&world, "approver").await, account(&world, "clerk-two").await);
        let administrator = world.as_person("administrator").await;
        let wrong = administrator
            .post("/t/midorino/settings/decisions", &[(&format!("limit.{chief}"), "二万円")])
            .await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(wrong.text.contains("二万円"), "what was typed stays: {}", wrong.text);
        let saved = administrator
            .post("/t/midorino/settings/decisions", &[(&format!("limit.{chief}"), "20,000")])
            .await;
        assert_eq!(saved.location(), "/t/midorino/settings/decisions?done=saved", "{}", saved.text);

        let approver = world.as_person("approver").await;
        let page = approver.get(&format!("{}/decision", received.desk)).await;
        assert!(page.text.contains("20,000円まで）を超えています"), "{}", page.text);
        assert!(!page.text.contains("で決裁する</button>"), "there is nothing to press");
        let refused = super::review::act(&approver, &received.desk, "decision", &[("act", "approve")]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(stage(&world, received.id).await, StageName::Proposed, "and pressing does nothing");

        let typed = [
            ("absent", head.to_string()),
            ("substitute", chief.to_string()),
            ("from", "令和6年7月1日".to_owned()),
            ("until", "令和6年7月31日".to_owned()),
            ("reason", "出張".to_owned()),
        ];
        let typed: Vec<_> = typed.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let substitutes = "/t/midorino/settings/decisions/substitutes";
        let named = administrator.post_from("/t/midorino/settings/decisions", substitutes, &typed).await;
        assert_eq!(named.location(), "/t/midorino/settings/decisions?done=named", "{}", named.text);
        let page = approver.get(&format!("{}/decision", received.desk)).await;
        assert!(page.text.contains("代わって決裁します"), "{}", page.text);
        done(&approver, &received.desk, "decision", &[("act", "approve")], "decided").await;
        assert_eq!(stage(&world, received.id).await, StageName::Granted);
        let scope = Scope::tenant_by_system(tenant(&world, "midorino").await, "test");
        let tx = world.app.store.read(&scope).await.unwrap();
        let told = events::of_subject(&tx, "application", received.id).await.unwrap();
        let granted = told.iter().find(|event| event.kind == "application.granted").unwrap();
        assert_eq!(granted.payload["for"], head.to_string(), "marked as for the absent one");
    })
    .await;
}

#[tokio::test]
async fn what_was_decided_on_paper_is_recorded_by_whoever_was_named_for_it() {
    on_each_world("decided on paper", async |world| {
        let programme = published(&world, &[]).await;
        let first = proposed(&world, &programme, "hidamari", "2970999013", "ひだまり").await;
        let id = proposal(&world, first.id).await;
        let packet = packet(&world, &programme, &[&first]).await;
        let clerk = world.as_person("clerk").await;
        let denied = clerk.get(&format!("{packet}/record")).await;
        assert!(denied.text.contains("権限がありません"), "nobody may by default: {}", denied.text);
        name_recorder(&world, "clerk").await;
        let page = clerk.get(&format!("{packet}/record")).await;
        let version = page.hidden("version").unwrap();
        let empty = clerk.upload(&format!("{packet}/record"), &[("version", &version)], &[]).await;
        assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
        for told in [
            "決裁者を入力してください",
            "決裁された起案の写しを選んでください",
            "R6-0001を決裁するか差し戻すかを選んでください",
        ] {
            assert!(empty.text.contains(told), "{told}: {}", empty.text);
        }
        let done = record(&clerk, &packet, &[(id, "approve")]).await;
        assert_eq!(done.location(), format!("{packet}?done=recorded"), "{}", done.text);
        assert_eq!(stage(&world, first.id).await, StageName::Granted);
        let page = clerk.get(&packet).await;
        for told in ["庁内の決裁（紙・文書管理システム）", "みどり介起第12号", "介護保険課長"]
        {
            assert!(page.text.contains(told), "{told}: {}", page.text);
        }
        let scan = clerk.get(&format!("{packet}/scan")).await;
        assert_eq!(scan.bytes, PNG);
        let scope = Scope::tenant_by_system(tenant(&world, "midorino").await, "test");
        let tx = world.app.store.read(&scope).await.unwrap();
        let told = events::of_subject(&tx, "application", first.id).await.unwrap();
        let granted = told.iter().find(|event| event.kind == "application.granted").unwrap();
        assert_eq!(granted.payload["outside"], true, "marked as recorded");
        let sent = mails::about(&tx, "application", first.id).await.unwrap();
        assert!(
            sent.iter().any(|sent| sent.mail.subject.contains("申請の審査結果")),
            "the applicant is told"
        );
    })
    .await;
}
