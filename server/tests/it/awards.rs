//! After the grant, as people do it: report, final amount, claim; change; cancellation after payment and what comes back
//! (J12); and what wrong input is told.

mod advances;
mod reminding;

use crate::{
    follow_up::steps::main,
    subsidies::{
        confirming::{looked_at, second_person},
        decided,
        review::{Received, received_by},
        steps::{self, PNG, account, tenant},
    },
    support::{Answer, Asker, World, on_each_world},
};
use axum::http::StatusCode;
use chrono::TimeDelta;
use domain::{awards::StageName, ids::AwardId, money::Yen, wareki::format_date};
use store::{
    Scope,
    awards::{self, payments, recoveries},
    events, mails,
    payments::payable,
    subsidies::{applications, ledger, notices},
};

/// What is to come back of a grant that was paid and cancelled, and a letter about it.
pub struct Cancelled {
    pub id: String,
    pub letter: String,
}

fn desk(received: &Received) -> String {
    format!("/t/midorino/awards/{}", received.id)
}

/// Sends a form of an award with the version that its page shows.
async fn act(asker: &Asker, desk: &str, part: &str, typed: &[(&str, &str)]) -> Answer {
    let path = format!("{desk}/{part}");
    let version = asker.get(&path).await.hidden("version").unwrap_or_default();
    let mut pairs = vec![("version", version.as_str())];
    pairs.extend_from_slice(typed);
    asker.post(&path, &pairs).await
}

async fn done(asker: &Asker, desk: &str, part: &str, typed: &[(&str, &str)], told: &str) {
    let answer = act(asker, desk, part, typed).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{part}: {}", answer.text);
    assert!(answer.location().ends_with(&format!("?done={told}")), "{part}: {}", answer.location());
}

async fn stage(world: &World, received: &Received) -> StageName {
    let tenant = tenant(world, "midorino").await;
    let tx = world.app.store.read(&Scope::tenant_by_system(tenant, "test")).await.unwrap();
    awards::find(&tx, AwardId::from_uuid(received.id)).await.unwrap().unwrap().stage.name()
}

/// How far the office of an application has come, as its card says.
async fn known(world: &World, received: &Received) -> String {
    let tenant = tenant(world, "midorino").await;
    let tx = world.app.store.read(&Scope::tenant_by_system(tenant, "test")).await.unwrap();
    let office = applications::find(&tx, received.id.into()).await.unwrap().unwrap().office;
    drop(tx);
    let card = main(&world.as_person("clerk").await.get(&format!("/t/midorino/offices/{office}")).await);
    let (_, from) = card.split_once("ケアプランデータ連携システムの導入").unwrap();
    let states = ["不明", "認知", "検討中", "導入予定", "ライセンス取得", "利用中", "停止"];
    let first = states.into_iter().filter_map(|state| Some((from.find(state)?, state))).min();
    first.unwrap().1.to_owned()
}

/// Pays what is to be paid, as a pay run does.
async fn pay(world: &World, received: &Received) {
    let scope = Scope::tenant(tenant(world, "midorino").await, account(world, "clerk").await);
    let tx = world.app.store.write(&scope).await.unwrap();
    let award = awards::find_to_change(&tx, AwardId::from_uuid(received.id)).await.unwrap().unwrap();
    payments::pay(&tx, &award, award.money.to_pay(), world.app.clock.now()).await.unwrap();
    tx.commit().await.unwrap();
}

/// Pays a grant and cancels it as a whole, by two people.
pub async fn cancelled(world: &World, received: &Received) -> Cancelled {
    pay(world, received).await;
    let (clerk, approver) = (world.as_person("clerk").await, world.as_person("approver").await);
    let typed = [("extent", "whole"), ("reason", "ライセンスの解約"), ("return_by", "R6.8.30")];
    done(&clerk, &desk(received), "cancellation", &typed, "proposed").await;
    done(&approver, &desk(received), "decision", &[("act", "approve")], "decided").await;
    let tenant = tenant(world, "midorino").await;
    let tx = world.app.store.read(&Scope::tenant_by_system(tenant, "test")).await.unwrap();
    let open = recoveries::of_award(&tx, AwardId::from_uuid(received.id)).await.unwrap();
    let letters = notices::after_grant(&tx, received.id.into()).await.unwrap();
    Cancelled { id: open[0].id.to_string(), letter: letters[0].id.to_string() }
}

/// A grant of a programme in two steps.
async fn granted_before_paying(world: &World, rules: &[(&str, &str)]) -> Received {
    let rules = [&[("procedure", "two_step")][..], rules].concat();
    let programme = steps::published(world, &rules).await;
    let guide = world.anybody().get(&format!("/t/midorino/guide/{programme}")).await.text;
    assert!(guide.contains("支払う前に、この補助金を申請する") && !guide.contains("が支払った「"), "{guide}");
    let name = "居宅介護支援事業所ひだまり";
    let received = received_by(world, &programme, "hidamari", "2970999013", name, &["43"]).await;
    decided::grant(world, &received.desk).await;
    received
}

async fn mailed(world: &World, received: &Received) -> Vec<String> {
    let tenant = tenant(world, "midorino").await;
    let tx = world.app.store.read(&Scope::tenant_by_system(tenant, "test")).await.unwrap();
    let about = mails::about(&tx, "application", received.id).await.unwrap();
    about.into_iter().map(|stored| stored.mail.subject).collect()
}

#[expect(clippy::too_many_lines, reason = "a journey is as long as its steps")]
#[tokio::test]
async fn a_report_becomes_a_final_amount_a_claim_and_something_to_pay() {
    on_each_world("report to claim", async |world| {
        let forms = [("form_report", "様式第7号 実績報告書"), ("form_claim", "様式第9号 交付請求書")];
        let received = granted_before_paying(&world, &forms).await;
        let own = received.own.clone();
        let (hidamari, clerk, approver) = (
            world.as_person("hidamari").await,
            world.as_person("clerk").await,
            world.as_person("approver").await,
        );
        // 確認者: what follows the grant is handed in when another has looked at it.
        second_person(&world, &hidamari).await;
        let komorebi = world.as_person("komorebi").await;
        let status = hidamari.get(&own).await.text;
        assert!(status.contains("令和7年3月31日までに、実績報告をお願いします。"), "{status}");
        // It is filled with what was applied for; what is wrong is said, and nothing typed is lost.
        let report = format!("{own}/report");
        let blank = hidamari.get(&report).await.text;
        for words in ["２１，０００円", "様式第7号 実績報告書", "支払った金額"] {
            assert!(blank.contains(words), "prefilled, under its name: {words}: {blank}");
        }
        let wrong =
            hidamari.post(&report, &[("paid", "二万円"), ("paid_on", "R6.6.20"), ("done", "連携中")]).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(wrong.text.contains("二万円") && wrong.text.contains("連携中"), "{}", wrong.text);
        let early = [("paid", "20,000"), ("paid_on", "R6.12.1"), ("done", "連携中")];
        let early = hidamari.post(&report, &early).await.text;
        assert!(early.contains("まだなら支払ってから報告してください"), "{early}");
        let good = [("paid", "20,000"), ("paid_on", "R6.6.20"), ("done", "3か所と送受信している")];
        let saved = hidamari.post(&report, &good).await;
        assert_eq!(saved.location(), format!("{report}/check"), "{}", saved.text);
        let check = format!("{report}/check");
        let (ask, decline) = (format!("{report}/confirmation"), format!("{report}/confirmation/decline"));
        let early = hidamari.post_from(&check, &ask, &[]).await;
        assert!(
            early.text.contains("「支払いを確認できる書類」のファイルを添付してください"),
            "{}",
            early.text
        );
        let file = format!("{report}/documents/report_payment");
        let sent = hidamari.upload(&file, &[], &[("file", "領収書.png", PNG)]).await;
        assert_eq!(sent.location(), format!("{report}/check"), "{}", sent.text);
        server::jobs::drain(&world.app).await.unwrap();
        let checked = hidamari.get(&format!("{report}/check")).await.text;
        assert!(
            checked.contains("領収書.png") && checked.contains("交付決定額（21,000円）より少なくなります")
        );
        hidamari.post(&check, &[]).await;
        assert_eq!(stage(&world, &received).await, StageName::AwaitingReport, "nobody has looked at it");
        hidamari.post_from(&check, &ask, &[]).await;
        let waits = komorebi.get("/t/midorino/my").await.text;
        assert!(waits.contains("実績報告の確認を依頼されています"), "{waits}");
        // Neither home nor page asks them for the report that a colleague writes.
        for at in ["/t/midorino/my", own.as_str()] {
            let (asked, asks) = (komorebi.get(at).await.text, hidamari.get(at).await.text);
            for (page, words) in [(asked, "確認を依頼されています"), (asks, "実績報告の確認を待っています")]
            {
                assert!(page.contains(words) && page.contains(&check), "{words}: {page}");
                assert!(!page.contains("実績報告をお願いします"), "{words}: {page}");
            }
        }
        let silent = komorebi.post_from(&check, &decline, &[("reason", " ")]).await;
        assert!(silent.text.contains("直してほしいことを入力してください"), "{}", silent.text);
        komorebi.post_from(&check, &decline, &[("reason", "成果を詳しく書いてください")]).await;
        let back = hidamari.get(&check).await.text;
        for words in ["成果を詳しく書いてください", "3か所と送受信している"] {
            assert!(back.contains(words), "what was typed stays: {back}");
        }
        let sent = looked_at(&hidamari, &komorebi, &check, &[]).await;
        assert_eq!(sent.location(), format!("{own}?done=reported"), "{}", sent.text);
        // 補正: the sentence stands where it is put right.
        let at = desk(&received);
        let asked = [("sentence", "金額を確かめてください"), ("due", "R6.8.1")];
        done(&clerk, &at, "return", &asked, "returned").await;
        assert!(hidamari.get(&report).await.text.contains("金額を確かめてください"));
        hidamari.post(&report, &good).await;
        world.wait(TimeDelta::minutes(10));
        let again = looked_at(&hidamari, &komorebi, &check, &[]).await;
        assert_eq!(again.location(), format!("{own}?done=reported"), "{}", again.text);
        // 額の確定: never above what the rules give, and by two people.
        let above = act(&clerk, &at, "final", &[("amount", "20,001")]).await;
        assert!(above.text.contains("金額は20,000円以下にしてください"), "{}", above.text);
        done(&clerk, &at, "final", &[("amount", "20,000")], "proposed").await;
        let shown = approver.get(&format!("{at}/decision")).await.text;
        assert!(shown.contains("1,000円") && shown.contains("額の確定を決裁する"), "{shown}");
        let silent = act(&approver, &at, "decision", &[("act", "send_back")]).await;
        assert_eq!(silent.status, StatusCode::UNPROCESSABLE_ENTITY);
        done(&approver, &at, "decision", &[("act", "approve")], "decided").await;
        assert_eq!(stage(&world, &received).await, StageName::AwaitingClaim);
        // 請求.
        let claim = format!("{own}/claim");
        hidamari.post(&claim, &[("confirmed", "yes")]).await;
        assert_eq!(stage(&world, &received).await, StageName::AwaitingClaim, "nobody has looked at it");
        hidamari.post_from(&claim, &format!("{claim}/confirmation"), &[]).await;
        let home = komorebi.get("/t/midorino/my").await.text;
        assert!(home.contains("請求の確認を依頼されています") && home.contains(&claim), "{home}");
        let back = [("act", "take_back")];
        hidamari.post_from(&claim, &format!("{claim}/confirmation"), &back).await;
        assert!(!komorebi.get("/t/midorino/my").await.text.contains("確認を依頼されています"));
        let unticked = looked_at(&hidamari, &komorebi, &claim, &[]).await;
        assert_eq!(unticked.status, StatusCode::UNPROCESSABLE_ENTITY);
        let seen = komorebi.get(&claim).await.hidden("seen").unwrap();
        let claimed = komorebi.post(&claim, &[("confirmed", "yes"), ("seen", &seen)]).await;
        assert_eq!(claimed.location(), format!("{own}?done=claimed"), "{}", claimed.text);
        assert_eq!(stage(&world, &received).await, StageName::Payable);
        let list = clerk.get("/t/midorino/awards?st=payable").await.text;
        assert!(list.contains("R6-0001") && list.contains("20,000"), "{list}");
        let letter = hidamari.get(&own).await.text;
        assert!(letter.contains("額の確定通知書"), "{letter}");
        let officers = clerk.get(&at).await.text;
        for words in ["様式第7号 実績報告書", "様式第9号 交付請求書"] {
            assert!(officers.contains(words), "under the names of the rules: {words}: {officers}");
        }
        let subjects = mailed(&world, &received).await;
        for words in [
            "実績報告を受け付けました",
            "実績報告の補正をお願いします",
            "額の確定通知書のお知らせ",
            "補助金の請求を受け付けました",
        ] {
            assert!(subjects.iter().any(|subject| subject.contains(words)), "{words}: {subjects:?}");
        }
    })
    .await;
}

#[tokio::test]
async fn what_was_cancelled_after_payment_comes_back_and_the_ledger_is_at_nothing() {
    on_each_world("cancelled after payment", async |world| {
        let programme = steps::published(&world, &[("after_cancellation", "freed")]).await;
        let received = decided::granted(&world, &programme, "hidamari", "2970999013", "あおぞら").await;
        assert_eq!(stage(&world, &received).await, StageName::Payable, "in one step it is to be paid");
        let (clerk, approver) = (world.as_person("clerk").await, world.as_person("approver").await);
        pay(&world, &received).await;
        // The office paid before it applied: with the grant its licence is proven.
        assert_eq!(known(&world, &received).await, "ライセンス取得");
        let at = desk(&received);
        let silent = act(&clerk, &at, "cancellation", &[("extent", "whole"), ("return_by", "R6.7.1")]).await;
        for words in ["理由を入力してください", "返還の期限は明日以後の日にしてください"]
        {
            assert!(silent.text.contains(words), "{words}: {}", silent.text);
        }
        let typed = [("extent", "whole"), ("reason", "ライセンスの解約"), ("return_by", "R6.8.30")];
        done(&clerk, &at, "cancellation", &typed, "proposed").await;
        let tx =
            world.app.store.read(&Scope::tenant_by_system(tenant(&world, "midorino").await, "test")).await;
        let told = mails::about(&tx.unwrap(), "application", received.id).await.unwrap();
        assert!(
            told.iter().any(|stored| stored.mail.body.contains(&at)),
            "led to what is proposed: {told:?}"
        );
        let twice = clerk.get(&format!("{at}/cancellation")).await;
        assert_eq!(twice.location(), at, "one proposal at a time");
        done(&approver, &at, "decision", &[("act", "approve")], "decided").await;
        assert_eq!(known(&world, &received).await, "認知", "what was cancelled proves nothing");
        server::jobs::drain(&world.app).await.unwrap();
        let page = clerk.get(&at).await.text;
        for words in ["交付決定取消通知書", "返還命令書", "返還待ち", "令和6年8月30日"]
        {
            assert!(page.contains(words), "{words}: {page}");
        }
        let tenant = tenant(&world, "midorino").await;
        let scope = Scope::tenant_by_system(tenant, "test");
        let tx = world.app.store.read(&scope).await.unwrap();
        let letters = notices::after_grant(&tx, received.id.into()).await.unwrap();
        assert!(letters.iter().all(|letter| letter.content["seal"] == "required"), "要公印");
        let open = recoveries::of_award(&tx, AwardId::from_uuid(received.id)).await.unwrap().remove(0);
        drop(tx);
        for letter in &letters {
            let file = clerk.get(&format!("/t/midorino/notices/{}/letter.pdf", letter.id)).await;
            assert_eq!(file.status, StatusCode::OK);
        }
        // The office sees what is asked of it, and may apply again: the programme says so.
        let hidamari = world.as_person("hidamari").await;
        assert!(hidamari.get(&received.own).await.text.contains("21,000円の返還をお願いします"));
        let offered = hidamari.get("/t/midorino/my").await.text;
        assert!(offered.contains("内容を見て申請する"), "{offered}");
        // 督促, not before the last day is over; and then it comes.
        let recovery = format!("{at}/recoveries/{}", open.id);
        let page = clerk.get(&recovery).await;
        assert!(page.text.contains("返還命令書") && !page.text.contains("新しい期限"), "{}", page.text);
        let version = page.hidden("version").unwrap();
        let (dunning, again) =
            (format!("{recovery}/dunning"), [("version", version.as_str()), ("due", "R6.9.30")]);
        let early = clerk.post_from(&recovery, &dunning, &again).await;
        assert!(early.text.contains("令和6年8月30日）を過ぎていないため"), "{}", early.text);
        world.wait(TimeDelta::days(60));
        let clerk = world.as_person("clerk").await;
        let dunned = clerk.post_from(&recovery, &dunning, &again).await;
        assert_eq!(dunned.location(), format!("{recovery}?done=dunned"), "{}", dunned.text);
        assert!(clerk.get(&recovery).await.text.contains("督促状"));
        let late =
            clerk.post(&recovery, &[("version", &version), ("amount", "1"), ("received_on", "R6.7.3")]).await;
        assert!(late.text.contains("ほかの人が先に返還の記録を変えました"), "{}", late.text);
        let version = clerk.get(&recovery).await.hidden("version").unwrap();
        let too_much = [("version", version.as_str()), ("amount", "21,001"), ("received_on", "R6.7.3")];
        let refused = clerk.post(&recovery, &too_much).await;
        assert!(refused.text.contains("金額は21,000円以下にしてください"), "{}", refused.text);
        let came = [("version", version.as_str()), ("amount", "21,000"), ("received_on", "R6.7.3")];
        let back = clerk.post(&recovery, &came).await;
        assert_eq!(back.location(), format!("{recovery}?done=refunded"), "{}", back.text);
        let tx = world.app.store.read(&scope).await.unwrap();
        let balance = ledger::balance(&tx, programme.parse().unwrap()).await.unwrap();
        assert_eq!((balance.committed, balance.paid), (Yen::ZERO, Yen::ZERO));
        let kinds: Vec<_> = events::of_subject(&tx, "application", received.id)
            .await
            .unwrap()
            .into_iter()
            .map(|event| event.kind)
            .filter(|kind| kind.starts_with("award."))
            .collect();
        assert_eq!(
            kinds,
            [
                "award.opened",
                "award.paid",
                "award.proposed",
                "award.cancelled",
                "award.ordered-back",
                "award.dunned",
                "award.refunded"
            ]
        );
    })
    .await;
}

#[tokio::test]
async fn what_was_paid_by_another_way_is_settled_by_two_people_and_never_paid_by_a_run() {
    on_each_world("paid elsewhere", async |world| {
        let programme = steps::published(&world, &[]).await;
        let granted = decided::granted(&world, &programme, "hidamari", "2970999013", "ひだまり").await;
        let at = desk(&granted);
        let (clerk, approver) = (world.as_person("clerk").await, world.as_person("approver").await);
        let page = clerk.get(&at).await.text;
        assert!(page.contains("ほかの方法で支払ったことを記録する"), "{page}");
        let vague = act(&clerk, &at, "elsewhere", &[("paid_on", "R9.1.1")]).await;
        assert_eq!(vague.status, StatusCode::UNPROCESSABLE_ENTITY);
        for words in ["支払日は今日以前の日にしてください", "理由を入力してください", "R9.1.1"]
        {
            assert!(vague.text.contains(words), "{words}: {}", vague.text);
        }
        let today = format_date(world.app.clock.today());
        let typed = [("paid_on", today.as_str()), ("reason", "財務会計で支払済み")];
        done(&clerk, &at, "elsewhere", &typed, "proposed").await;
        let scope = Scope::tenant_by_system(tenant(&world, "midorino").await, "test");
        let tx = world.app.store.read(&scope).await.unwrap();
        assert!(payable::due(&tx).await.unwrap().is_empty(), "while it waits no run takes it");
        drop(tx);
        done(&approver, &at, "decision", &[("act", "approve")], "decided").await;
        assert_eq!(stage(&world, &granted).await, StageName::Settled);
        let tx = world.app.store.read(&scope).await.unwrap();
        assert!(payable::due(&tx).await.unwrap().is_empty());
        let id = programme.parse().unwrap();
        assert_eq!(payable::kept(&tx, id).await.unwrap(), Yen(21_000));
        assert_eq!(ledger::balance(&tx, id).await.unwrap().paid, Yen(21_000));
        drop(tx);
        let again = act(&clerk, &at, "elsewhere", &typed).await;
        assert!(again.status.is_client_error(), "{}", again.text);
    })
    .await;
}

#[tokio::test]
async fn what_a_cancellation_frees_is_given_to_whoever_waits_in_the_same_moment() {
    on_each_world("back-fill after a cancellation", async |world| {
        let rules = [("budget", "21,000"), ("exhaustion", "waitlist")];
        let programme = steps::published(&world, &rules).await;
        let received = decided::granted(&world, &programme, "hidamari", "2970999013", "あおぞら").await;
        let komorebi = world.as_person("komorebi").await;
        let office = steps::office(&world, "komorebi", "2970999021", "こもれび", "292991", &["15"]).await;
        let waits = steps::complete(&world, &komorebi, &programme, office).await;
        assert_eq!(steps::submit(&komorebi, &waits).await.status, StatusCode::SEE_OTHER);
        assert!(komorebi.get(&waits).await.text.contains("待機中"));
        let (clerk, approver) = (world.as_person("clerk").await, world.as_person("approver").await);
        let typed = [("extent", "whole"), ("reason", "ライセンスの解約"), ("return_by", "R6.8.30")];
        done(&clerk, &desk(&received), "cancellation", &typed, "proposed").await;
        assert!(komorebi.get(&waits).await.text.contains("待機中"), "a proposal frees nothing");
        done(&approver, &desk(&received), "decision", &[("act", "approve")], "decided").await;
        let moved = komorebi.get(&waits).await.text;
        assert!(moved.contains("待機から繰り上がりました") && moved.contains("受付済み"), "{moved}");
        let tenant = tenant(&world, "midorino").await;
        let tx = world.app.store.read(&Scope::tenant_by_system(tenant, "test")).await.unwrap();
        let programme = programme.parse().unwrap();
        let balance = ledger::balance(&tx, programme).await.unwrap();
        assert_eq!((balance.reserved, balance.committed), (Yen(21_000), Yen::ZERO), "the same yen, once");
        assert_eq!(ledger::held(&tx, programme).await.unwrap(), Yen(21_000));
    })
    .await;
}
