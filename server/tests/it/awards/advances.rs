//! 概算払: what is paid before the final amount; and what comes back of it where the office gives its work up.

use super::{act, desk, done, granted_before_paying, pay, stage};
use crate::{
    subsidies::{
        confirming::second_person,
        review::Received,
        steps::{account, tenant},
    },
    support::{Asker, World, on_each_world},
};
use axum::http::StatusCode;
use domain::{
    awards::{After, NextAdvance, StageName},
    ids::AwardId,
    money::Yen,
};
use store::{
    Scope,
    awards::{self, ActError, instalments, payments},
    payments::payable,
    testing::put_on_its_way,
};

/// 概算払 as people do it: claimed, sent back, claimed again, accepted and paid; the next one tells how far the work is.
async fn paid(world: &World, received: &Received, hidamari: &Asker, clerk: &Asker) {
    let (advance, at) = (format!("{}/advance", received.own), desk(received));
    let offered = hidamari.get(&received.own).await.text;
    for words in ["概算払を請求する", "10,500円（交付決定後に請求できます）", "6,300円まで"]
    {
        assert!(offered.contains(words), "{words}: {offered}");
    }
    assert_eq!(hidamari.post(&advance, &[]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    let ticked = [("confirmed", "yes")];
    let claimed = hidamari.post(&advance, &ticked).await;
    assert_eq!(claimed.location(), format!("{}?done=advance_claimed", received.own), "{}", claimed.text);
    assert_eq!(hidamari.get(&advance).await.location(), received.own, "one at a time");
    assert!(clerk.get("/t/midorino").await.text.contains("受理を待つ概算払の請求"));
    let silent = act(clerk, &at, "instalment", &[("answer", "return")]).await;
    assert!(silent.text.contains("理由を入力してください"), "{}", silent.text);
    let back = [("answer", "return"), ("reason", "契約書を先に出してください")];
    done(clerk, &at, "instalment", &back, "advance_returned").await;
    assert!(hidamari.get(&received.own).await.text.contains("契約書を先に出してください"));
    hidamari.post(&advance, &ticked).await;
    done(clerk, &at, "instalment", &[("answer", "accept")], "advance_accepted").await;
    let scope = Scope::tenant_by_system(tenant(world, "midorino").await, "test");
    let tx = world.app.store.read(&scope).await.unwrap();
    let due = payable::due(&tx).await.unwrap();
    let told: Vec<_> = due.iter().map(|due| (due.yen, due.of, due.held, due.instalment)).collect();
    assert_eq!(told, [(Yen(10_500), Yen(21_000), Yen::ZERO, Some(1))]);
    drop(tx);
    pay(world, received).await;
    assert_eq!(stage(world, received).await, StageName::AwaitingReport, "the report is still to come");
    let tx = world.app.store.read(&scope).await.unwrap();
    assert!(payable::due(&tx).await.unwrap().is_empty());
    drop(tx);
    let page = clerk.get(&at).await.text;
    assert!(page.contains("10,500円（支払済み）"), "{page}");
    let bare = hidamari.post(&advance, &ticked).await;
    assert!(bare.text.contains("中間報告を入力してください"), "{}", bare.text);
    beside_a_payment(world, received).await;
    confirmed(world, received, hidamari, clerk).await;
}

/// 確認者: where claims are looked at, an advance is, too, as it is and with what it tells of the work.
async fn confirmed(world: &World, received: &Received, hidamari: &Asker, clerk: &Asker) {
    second_person(world, hidamari).await;
    let komorebi = world.as_person("komorebi").await;
    let advance = format!("{}/advance", received.own);
    let (ask, decline) = (format!("{advance}/confirmation"), format!("{advance}/confirmation/decline"));
    let past_them = [("confirmed", "yes"), ("interim", "契約済み")];
    assert_eq!(hidamari.post(&advance, &past_them).await.location(), advance, "nobody has looked at it");
    let bare = hidamari.post_from(&advance, &ask, &[]).await;
    assert!(bare.text.contains("中間報告を入力してください"), "{}", bare.text);
    let asked = hidamari.post_from(&advance, &ask, &[("interim", "契約が済みました")]).await;
    assert_eq!(asked.location(), advance, "{}", asked.text);
    let home = komorebi.get("/t/midorino/my").await.text;
    assert!(home.contains("概算払の請求の確認を依頼されています") && home.contains(&advance), "{home}");
    assert!(hidamari.get("/t/midorino/my").await.text.contains("概算払の請求の確認を待っています"));
    let silent = komorebi.post_from(&advance, &decline, &[("reason", " ")]).await;
    for words in ["直してほしいことを入力してください", "契約が済みました"] {
        assert!(silent.text.contains(words), "{words}: {}", silent.text);
    }
    komorebi.post_from(&advance, &decline, &[("reason", "日付も書いてください")]).await;
    let back = hidamari.get(&advance).await.text;
    for words in ["日付も書いてください", "契約が済みました"] {
        assert!(back.contains(words), "what was typed stays: {back}");
    }
    hidamari.post_from(&advance, &ask, &[("interim", "7月3日に契約が済みました")]).await;
    let seen = komorebi.get(&advance).await.hidden("seen").unwrap();
    let claimed = komorebi.post(&advance, &[("confirmed", "yes"), ("seen", &seen)]).await;
    assert_eq!(claimed.location(), format!("{}?done=advance_claimed", received.own), "{}", claimed.text);
    let at = desk(received);
    let told = clerk.get(&format!("{at}/instalment")).await.text;
    assert!(told.contains("7月3日に契約が済みました"), "{told}");
    let back = [("answer", "return"), ("reason", "契約書を出してください")];
    done(clerk, &at, "instalment", &back, "advance_returned").await;
    // What comes back from the municipality is where the next claim begins.
    let again = hidamari.get(&advance).await.text;
    assert!(again.contains("7月3日に契約が済みました"), "{again}");
}

/// A transfer that came back and is on its way again keeps its amount: no other advance is accepted beside it. Nothing of
/// this is kept.
async fn beside_a_payment(world: &World, received: &Received) {
    let (id, now) = (AwardId::from_uuid(received.id), world.app.clock.now());
    let clerk = account(world, "clerk").await;
    let scope = Scope::tenant(tenant(world, "midorino").await, clerk);
    let tx = world.app.store.write(&scope).await.unwrap();
    let award = async || awards::find_to_change(&tx, id).await.unwrap().unwrap();
    let next = NextAdvance { instalment: 2, yen: Yen(4_200), after: After::Interim };
    instalments::claim(&tx, &award().await, next, "契約済み", clerk, now).await.unwrap();
    payments::pay_returned(&tx, &award().await, Yen(10_500), now).await.unwrap();
    put_on_its_way(&tx, id, received.id).await;
    let asked = instalments::of_award(&tx, id).await.unwrap().pop().unwrap();
    let refused = instalments::accept(&tx, &award().await, &asked, clerk, now).await;
    assert!(matches!(refused, Err(ActError::BeingPaid)), "{refused:?}");
}

#[tokio::test]
async fn an_office_asks_for_less_or_gives_its_work_up_and_is_reminded_of_what_is_due() {
    on_each_world("change and stop", async |world| {
        let plan = "交付決定後 50%\n中間報告後 20%";
        let received = granted_before_paying(&world, &[("advances", plan)]).await;
        let (hidamari, clerk, approver) = (
            world.as_person("hidamari").await,
            world.as_person("clerk").await,
            world.as_person("approver").await,
        );
        let (change, at) = (format!("{}/change", received.own), desk(&received));
        paid(&world, &received, &hidamari, &clerk).await;
        let more = [("kind", "change"), ("amount", "30,000"), ("reason", "追加")];
        let refused = hidamari.post(&change, &more).await;
        assert!(refused.text.contains("金額は21,000円以下にしてください"), "{}", refused.text);
        let less = [("kind", "change"), ("amount", "15,000"), ("reason", "割引があったため")];
        let asked = hidamari.post(&change, &less).await;
        assert_eq!(asked.location(), format!("{}?done=asked", received.own), "{}", asked.text);
        done(&clerk, &at, "request", &[("answer", "approve")], "proposed").await;
        done(&approver, &at, "decision", &[("act", "approve")], "decided").await;
        let page = clerk.get(&at).await.text;
        assert!(page.contains("15,000円") && page.contains("変更（中止・廃止）承認通知書"), "{page}");
        // The second is declined, with words that the office reads.
        let stop = [("kind", "stop"), ("reason", "事業所の休止")];
        hidamari.post(&change, &stop).await;
        let silent = act(&clerk, &at, "request", &[("answer", "decline")]).await;
        assert!(silent.text.contains("理由を入力してください"), "{}", silent.text);
        done(
            &clerk,
            &at,
            "request",
            &[("answer", "decline"), ("reason", "利用を続けられるため")],
            "declined",
        )
        .await;
        assert!(hidamari.get(&received.own).await.text.contains("利用を続けられるため"));
        hidamari.post(&change, &stop).await;
        // What was paid in advance comes back, by a day.
        let no_day = act(&clerk, &at, "request", &[("answer", "approve")]).await;
        assert!(no_day.text.contains("返還の期限を入力してください"), "{}", no_day.text);
        let by = [("answer", "approve"), ("return_by", "R6.8.30")];
        done(&clerk, &at, "request", &by, "proposed").await;
        done(&approver, &at, "decision", &[("act", "approve")], "decided").await;
        assert_eq!(stage(&world, &received).await, StageName::Cancelled);
        let page = hidamari.get(&received.own).await.text;
        assert!(page.contains("10,500円の返還をお願いします"), "{page}");
    })
    .await;
}
