//! The officers' side: two people at one desk, one decision by another, one notice, everything on the record.

mod people;

use super::steps::{account, complete, office, published, submit, tenant};
use crate::support::{Answer, Asker, World, on_each_world, pdf::Document};
use axum::http::StatusCode;
use chrono::TimeDelta;
use domain::subsidies::{Criterion, StageName};
use store::{
    Scope, Tx, accounts, events, mails,
    subsidies::{applications, programmes},
    views,
};
use uuid::Uuid;

/// A received application: its address for officers, and for its applicant.
pub struct Received {
    pub desk: String,
    pub own: String,
    pub id: Uuid,
    pub programme: String,
}

/// Publishes a programme and sends an application of ひだまり.
pub async fn received(world: &World) -> Received {
    let programme = published(world, &[]).await;
    received_by(world, &programme, "hidamari", "2970999013", "居宅介護支援事業所ひだまり", &["43"]).await
}

/// Sends an application of an office to a programme.
pub async fn received_by(
    world: &World,
    programme: &str,
    key: &str,
    number: &str,
    name: &str,
    services: &[&str],
) -> Received {
    let office = office(world, key, number, name, "292991", services).await;
    let asker = world.as_person(key).await;
    let own = complete(world, &asker, programme, office).await;
    let sent = submit(&asker, &own).await;
    assert_eq!(sent.location(), format!("{own}/receipt"), "{}", sent.text);
    let id = own.rsplit('/').next().unwrap().to_owned();
    Received {
        desk: format!("/t/midorino/applications/{id}"),
        own,
        id: id.parse().unwrap(),
        programme: programme.to_owned(),
    }
}

/// Sends a form of the workspace with the version that the page shows.
pub async fn act(asker: &Asker, desk: &str, part: &str, typed: &[(&str, &str)]) -> Answer {
    let version = asker.get(desk).await.hidden("version").unwrap_or_default();
    act_from(asker, desk, part, &version, typed).await
}

async fn act_from(asker: &Asker, desk: &str, part: &str, version: &str, typed: &[(&str, &str)]) -> Answer {
    let mut pairs = vec![("version", version)];
    pairs.extend_from_slice(typed);
    asker.post_from("/demo", &format!("{desk}/{part}"), &pairs).await
}

/// Does it, and expects to be told so in the workspace.
pub async fn done(asker: &Asker, desk: &str, part: &str, typed: &[(&str, &str)], told: &str) {
    let answer = act(asker, desk, part, typed).await;
    assert_eq!(answer.location(), format!("{desk}?done={told}"), "{part}: {} {}", answer.status, answer.text);
}

/// Every criterion with one verdict.
pub fn verdicts(verdict: &'static str) -> Vec<(String, &'static str)> {
    Criterion::ALL.into_iter().map(|one| (format!("verdict.{}", one.code()), verdict)).collect()
}

pub fn borrowed<'a>(pairs: &'a [(String, &'a str)]) -> Vec<(&'a str, &'a str)> {
    pairs.iter().map(|(name, value)| (name.as_str(), *value)).collect()
}

async fn read(world: &World) -> Tx {
    let tenant = tenant(world, "midorino").await;
    world.app.store.read(&Scope::tenant_by_system(tenant, "test")).await.unwrap()
}

async fn reserved(world: &World, programme: &str) -> i64 {
    let tx = read(world).await;
    programmes::find(&tx, programme.parse().unwrap()).await.unwrap().unwrap().reserved.get()
}

/// The address of a demo person.
async fn mail_of(world: &World, key: &str) -> String {
    let id = account(world, key).await;
    let tx = world.app.store.read(&Scope::system("test")).await.unwrap();
    accounts::find(&tx, id).await.unwrap().unwrap().email.unwrap()
}

/// Each of these was written once, and no subject tells an outcome.
async fn assert_told(world: &World, application: Uuid, wanted: &[(&str, &str)]) {
    let tx = read(world).await;
    let sent = mails::about(&tx, "application", application).await.unwrap();
    let sent: Vec<_> = sent.into_iter().map(|sent| (sent.mail.recipient, sent.mail.subject)).collect();
    for (to, subject) in wanted {
        let told = sent.iter().filter(|(recipient, told)| recipient == to && told.contains(subject));
        assert_eq!(told.count(), 1, "{to}: {subject} in {sent:?}");
    }
    assert!(sent.iter().all(|(_, subject)| !subject.contains("交付を決定")), "{sent:?}");
}

/// The applicant of every step, the clerk of what came back, the approver of what waits.
async fn assert_everybody_was_told(world: &World, application: Uuid) {
    let (clerk, approver) = (mail_of(world, "clerk").await, mail_of(world, "approver").await);
    let wanted = [
        ("hinata@hidamari.example.jp", "申請を受け付けました"),
        ("hinata@hidamari.example.jp", "補正をお願いします"),
        ("hinata@hidamari.example.jp", "再提出を受け付けました"),
        (&clerk, "補正した申請が届きました"),
        (&approver, "決裁待ちの起案があります"),
        ("hinata@hidamari.example.jp", "申請の審査結果"),
    ];
    assert_told(world, application, &wanted).await;
}

/// Takes, judges and proposes as the clerk.
/// Takes up, judges and proposes; what does not fit is the service.
pub async fn propose(clerk: &Asker, desk: &str, verdict: &'static str, typed: &[(&str, &str)]) {
    done(clerk, desk, "assignment", &[("act", "take")], "taken").await;
    let mut judged = verdicts("fits");
    if verdict != "fits" {
        judged[1].1 = verdict;
        judged.push(("note.service_eligible".to_owned(), "対象外のサービス"));
    }
    done(clerk, desk, "checks", &borrowed(&judged), "checked").await;
    done(clerk, desk, "proposal", typed, "proposed").await;
}

#[expect(clippy::too_many_lines, reason = "a journey is as long as its steps")]
#[tokio::test]
async fn an_application_goes_through_correction_and_two_people_to_its_notice() {
    on_each_world("review from receipt to notice", async |world| {
        let Received { desk, own, id, programme } = Box::pin(received(&world)).await;
        let (clerk, hidamari) = (world.as_person("clerk").await, world.as_person("hidamari").await);
        let page = clerk.get(&desk).await;
        for told in [
            "R6-0001",
            "居宅介護支援事業所ひだまり",
            "適合の見込み",
            "台帳の所在地",
            "支払日 令和6年6月20日",
            "担当になって審査を始める",
            "完了画面.png",
            "/pages/1",
        ] {
            assert!(page.text.contains(told), "{told}: {}", page.text);
        }
        assert!(!page.text.contains("判定を保存する"), "first somebody takes it");
        done(&clerk, &desk, "assignment", &[("act", "take")], "taken").await;
        done(&clerk, &desk, "checks", &borrowed(&verdicts("fits")), "checked").await;

        world.wait(TimeDelta::hours(1));
        let asked = [("document.licence_proof", "支払日が読めません。"), ("due", "令和6年7月17日")];
        done(&clerk, &desk, "correction", &asked, "returned").await;
        let tasks = hidamari.get(&own).await;
        assert!(
            tasks.text.contains("支払日が読めません。") && tasks.text.contains("7月17日"),
            "{}",
            tasks.text
        );
        for told in ["担当者に質問する・メッセージを読む", "/messages\"", "0741-00-1000", "R6-0001"]
        {
            assert!(tasks.text.contains(told), "whoever is asked can ask back: {told}: {}", tasks.text);
        }
        assert!(clerk.get(&desk).await.text.contains("停止中"), "the clock stands still");

        world.wait(TimeDelta::days(5));
        // Nobody's session lasts that long.
        let (clerk, approver, hidamari) = (
            world.as_person("clerk").await,
            world.as_person("approver").await,
            world.as_person("hidamari").await,
        );
        super::steps::attach(&world, &hidamari, &own).await;
        let again = submit(&hidamari, &own).await;
        assert_eq!(again.location(), format!("{own}?done=resubmitted"), "{}", again.text);
        let back = clerk.get(&desk).await.text.replace("<!>", "");
        for told in ["再提出で変わったところ", "支払日が読めません。", "添付：", "（なし）"]
        {
            assert!(back.contains(told), "{told}: {back}");
        }
        done(&clerk, &desk, "assignment", &[("act", "take")], "taken").await;
        let early = act(&clerk, &desk, "proposal", &[("outcome", "grant")]).await;
        assert_eq!(early.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(early.text.contains("まだ判定していない要件があります"), "verdicts are of the first version");
        done(&clerk, &desk, "checks", &borrowed(&verdicts("fits")), "checked").await;
        let typed = [("outcome", "grant"), ("note", "補正後の画面で支払日を確認済み")];
        done(&clerk, &desk, "proposal", &typed, "proposed").await;

        let page = approver.get(&format!("{desk}/decision")).await;
        for told in ["交付（21,000円）", "補正後の画面で支払日を確認済み", "佐藤 葵", "2,079,000円", "決裁後"]
        {
            assert!(page.text.contains(told), "{told}: {}", page.text);
        }
        done(&approver, &desk, "decision", &[("act", "approve")], "decided").await;
        server::jobs::drain(&world.app).await.unwrap();

        let status = hidamari.get(&own).await;
        assert!(
            status.text.contains("交付が決定しました") && status.text.contains("notice.pdf"),
            "{}",
            status.text
        );
        let notice = hidamari.get(&format!("{own}/notice.pdf")).await;
        assert_eq!(notice.headers["content-type"], "application/pdf", "{}", notice.text);
        Document::read(&notice.bytes).assert_says(&[
            "みどり介第1号",
            "令和6年7月8日",
            "株式会社ひだまり介護",
            "（公印省略）",
            "交付決定通知書",
            "2970999013",
            "金21,000円",
        ]);
        let officers = clerk.get(&format!("{desk}/notice.pdf")).await;
        assert_eq!(officers.bytes, notice.bytes, "the same file");
        let komorebi = world.as_person("komorebi").await;
        assert_eq!(komorebi.get(&format!("{own}/notice.pdf")).await.status, StatusCode::NOT_FOUND);

        let desk_after = clerk.get(&desk).await;
        for told in [
            "担当になりました",
            "「補正依頼」にしました",
            "支払日が読めません。",
            "補正して再提出しました",
            "起案しました",
            "「交付決定」にしました",
            "文書番号：みどり介第1号",
            "決定通知書を開きました",
            "田中 実",
        ] {
            assert!(desk_after.text.contains(told), "{told}: {}", desk_after.text);
        }
        let tx = read(&world).await;
        for event in events::of_subject(&tx, "application", id).await.unwrap() {
            let known = app::messages::audit::happened(&event.kind);
            assert!(known.is_some(), "{} has words", event.kind);
        }
        let looks = views::of_subject(&tx, "application", id).await.unwrap();
        assert!(
            looks.iter().any(|look| look.what == "workspace")
                && looks.iter().any(|look| look.what == "notice")
        );
        assert_eq!(events::first_broken(&tx).await.unwrap(), None);
        drop(tx);
        Box::pin(assert_everybody_was_told(&world, id)).await;
        assert_eq!(reserved(&world, &programme).await, 21_000);
    })
    .await;
}

#[tokio::test]
async fn another_programme_of_the_year_takes_the_office_too_and_the_reviewer_sees_both() {
    on_each_world("two programmes of a year", async |world| {
        let first = received(&world).await;
        let software = published(&world, &[("title", "介護ソフト改修補助金")]).await;
        let (name, services) = ("居宅介護支援事業所ひだまり", ["43"]);
        let second = received_by(&world, &software, "hidamari", "2970999013", name, &services).await;
        let clerk = world.as_person("clerk").await;
        for (desk, other) in [
            (&second.desk, "ケアプランデータ連携システム導入支援補助金（ライセンス料）"),
            (&first.desk, "介護ソフト改修補助金"),
        ] {
            let page = clerk.get(desk).await.text.replace("<!>", "");
            assert!(page.contains(&format!("R6-0001（{other}）")), "{other}: {page}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_refusal_frees_the_place_and_the_money_and_tells_why() {
    on_each_world("refusal", async |world| {
        let Received { desk, own, programme, .. } = received(&world).await;
        let (clerk, approver, hidamari) = (
            world.as_person("clerk").await,
            world.as_person("approver").await,
            world.as_person("hidamari").await,
        );
        let reason = "要綱第3条に定める対象サービスを提供していないため。";
        propose(&clerk, &desk, "does_not_fit", &[("outcome", "refuse"), ("reason", reason)]).await;
        let page = approver.get(&format!("{desk}/decision")).await;
        assert!(page.text.contains(reason) && page.text.contains("2,100,000円"), "{}", page.text);
        let version = clerk_version(&world, &desk).await;
        let decided = act_from(&approver, &desk, "decision", &version, &[("act", "approve")]).await;
        assert_eq!(decided.status, StatusCode::SEE_OTHER, "{}", decided.text);
        assert_eq!(reserved(&world, &programme).await, 0);
        // The job has not come to the notice yet: the first download sets it.
        let notice = hidamari.get(&format!("{own}/notice.pdf")).await;
        Document::read(&notice.bytes).assert_says(&["みどり介第1号", "不交付決定通知書", reason, "教示"]);
        server::jobs::drain(&world.app).await.unwrap();
        assert_eq!(
            hidamari.get(&format!("{own}/notice.pdf")).await.bytes,
            notice.bytes,
            "set once, the same for ever"
        );

        let id: domain::ids::OfficeId = {
            let tx = read(&world).await;
            applications::find(&tx, own.rsplit('/').next().unwrap().parse().unwrap())
                .await
                .unwrap()
                .unwrap()
                .office
        };
        let again = complete(&world, &hidamari, &programme, id).await;
        let sent = submit(&hidamari, &again).await;
        assert_eq!(sent.location(), format!("{again}/receipt"), "the office may apply again: {}", sent.text);
    })
    .await;
}

#[tokio::test]
async fn nothing_is_proposed_before_every_criterion_is_judged() {
    on_each_world("judged before proposed", async |world| {
        let Received { desk, .. } = received(&world).await;
        let clerk = world.as_person("clerk").await;
        done(&clerk, &desk, "assignment", &[("act", "take")], "taken").await;
        // What the machine found is filled in, to be looked over: nothing is judged by it.
        let suggested = act(&clerk, &desk, "checks", &[("then", "found")]).await;
        assert_eq!(suggested.status, StatusCode::OK, "{}", suggested.text);
        assert!(suggested.text.contains("まだ保存していません"), "{}", suggested.text);
        let fits = suggested.text.split("value=\"fits\"").skip(1).filter_map(|rest| rest.split('>').next());
        let chosen = fits.filter(|tag| tag.contains("checked")).count();
        let left = clerk.get(&desk).await.text.replace("<!>", "");
        assert!(chosen > 0 && left.contains("0 / "), "{chosen} chosen: {left}");
        let offered = format!("書類によらない「適合の見込み」{chosen}件に適合を付ける");
        assert!(left.contains(&offered), "{offered}: {left}");
        let empty = act(&clerk, &desk, "checks", &[]).await;
        assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(empty.text.contains("判定を1つ以上選んでから保存してください"), "{}", empty.text);
        let typed = [
            ("verdict.amount_by_rules", "does_not_fit"),
            ("note.service_eligible", "台帳を確認中\n電話した"),
        ];
        let wrong = act(&clerk, &desk, "checks", &typed).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        for told in [
            "「申請額が要綱どおりである」を適合としない理由を、メモに入力してください",
            "「対象のサービスを提供している」の判定を選んでください",
            "台帳を確認中",
            "エラー：",
        ] {
            assert!(wrong.text.contains(told), "{told}: {}", wrong.text);
        }
        done(&clerk, &desk, "checks", &borrowed(&verdicts("fits")[1..]), "checked").await;
        let early = act(&clerk, &desk, "proposal", &[("outcome", "grant"), ("note", "急ぎます")]).await;
        assert_eq!(early.status, StatusCode::UNPROCESSABLE_ENTITY);
        for told in ["まだ判定していない要件があります", "事業所がみどり野市にある", "急ぎます"]
        {
            assert!(early.text.contains(told), "{told}: {}", early.text);
        }
        let none = act(&clerk, &desk, "correction", &[("due", "令和6年7月1日")]).await;
        assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(none.text.contains("補正してほしいことを1つ以上入力してください"), "{}", none.text);
        assert!(none.text.contains("提出期限は明日以後の日にしてください"));
        assert_eq!(stage(&world, &desk).await, StageName::UnderReview);
    })
    .await;
}

/// The version as a clerk's page would carry it, wherever the application stands.
async fn clerk_version(world: &World, desk: &str) -> String {
    let tx = read(world).await;
    let id = desk.rsplit('/').next().unwrap().parse().unwrap();
    applications::find(&tx, id).await.unwrap().unwrap().version.to_string()
}

async fn stage(world: &World, desk: &str) -> StageName {
    let tx = read(world).await;
    let id = desk.rsplit('/').next().unwrap().parse().unwrap();
    applications::find(&tx, id).await.unwrap().unwrap().stage.name()
}
