//! 社内の確認: one prepares, another confirms, and nothing is received before.

use super::{
    review::done,
    steps::{account, begin, complete, fill, office, published, submit, tenant},
};
use crate::support::{Answer, Asker, World, on_each_world};
use axum::http::StatusCode;
use chrono::TimeDelta;
use domain::{
    ids::{ApplicationId, OfficeId},
    subsidies::StageName,
};
use store::{Scope, mails, subsidies::applications};

const NUMBER: &str = "2970999013";

/// An office for which two speak.
async fn shared(world: &World, number: &str) -> OfficeId {
    office(world, "komorebi", number, "居宅介護支援事業所ひだまり", "292991", &["43"]).await;
    office(world, "hidamari", number, "居宅介護支援事業所ひだまり", "292991", &["43"]).await
}

/// Says who confirms for an office.
async fn name(world: &World, asker: &Asker, office: OfficeId, keys: &[&str]) -> Answer {
    let field = format!("confirmer-{office}");
    let mut ids = Vec::new();
    for key in keys {
        ids.push(account(world, key).await.to_string());
    }
    let typed: Vec<(&str, &str)> = ids.iter().map(|id| (field.as_str(), id.as_str())).collect();
    let path = format!("/t/midorino/my/offices/{office}/confirmers");
    asker.post_from("/t/midorino/my/people", &path, &typed).await
}

/// Lets a colleague of ひだまり look at everything of it before it is handed in.
pub async fn second_person(world: &World, hidamari: &Asker) {
    let name = "居宅介護支援事業所ひだまり";
    let office = office(world, "komorebi", "2970999013", name, "292991", &["43"]).await;
    let (who, also) = (format!("confirmer-{office}"), format!("confirmed-{office}"));
    let komorebi = account(world, "komorebi").await.to_string();
    let typed = [(who.as_str(), komorebi.as_str()), (also.as_str(), "report"), (also.as_str(), "claim")];
    let path = format!("/t/midorino/my/offices/{office}/confirmers");
    let named = hidamari.post_from("/t/midorino/my/people", &path, &typed).await;
    assert!(named.location().ends_with("?done=named"), "{}", named.text);
}

/// Asks a colleague to look at a page, who hands it in as it is.
pub async fn looked_at(hidamari: &Asker, komorebi: &Asker, at: &str, typed: &[(&str, &str)]) -> Answer {
    let ask = format!("{}/confirmation", at.trim_end_matches("/check"));
    let asked = hidamari.post_from(at, &ask, &[]).await;
    assert_eq!(asked.location(), at, "{}", asked.text);
    let seen = komorebi.get(at).await.hidden("seen").unwrap();
    komorebi.post(at, &[typed, &[("seen", seen.as_str())]].concat()).await
}

/// Hands in what the page shows, as whoever confirms does.
async fn confirm(asker: &Asker, application: &str) -> Answer {
    let check = format!("{application}/check");
    let seen = asker.get(&check).await.hidden("seen").unwrap_or_default();
    asker.post(&check, &[("seen", &seen)]).await
}

async fn ask(asker: &Asker, application: &str) -> Answer {
    asker.post_from(&format!("{application}/check"), &format!("{application}/confirmation"), &[]).await
}

async fn stage(world: &World, application: &str) -> StageName {
    let id: ApplicationId = application.rsplit('/').next().unwrap().parse().unwrap();
    let scope = Scope::tenant_by_system(tenant(world, "midorino").await, "test");
    let tx = world.app.store.read(&scope).await.unwrap();
    applications::find(&tx, id).await.unwrap().unwrap().stage.name()
}

/// Whether somebody was written to under a subject.
async fn told(world: &World, key: &str, subject: &str) -> bool {
    times(world, key, subject).await > 0
}

/// How often.
async fn times(world: &World, key: &str, subject: &str) -> usize {
    let person = account(world, key).await;
    let scope = Scope::tenant_by_system(tenant(world, "midorino").await, "test");
    let tx = world.app.store.read(&scope).await.unwrap();
    let sent = mails::about(&tx, "account", person.uuid()).await.unwrap();
    sent.iter().filter(|one| one.mail.subject.contains(subject)).count()
}

#[tokio::test]
async fn what_one_prepares_is_received_when_another_has_looked_at_it_as_it_is() {
    on_each_world("confirming", async |world| {
        let programme = published(&world, &[]).await;
        let office = shared(&world, NUMBER).await;
        let (preparer, confirmer) = (world.as_person("hidamari").await, world.as_person("komorebi").await);
        let named = name(&world, &preparer, office, &["komorebi"]).await;
        assert_eq!(named.location(), "/t/midorino/my/people?done=named", "{}", named.text);
        let application = complete(&world, &preparer, &programme, office).await;

        // Nobody gets past the confirmer, whatever a form says.
        submit(&preparer, &application).await;
        assert_eq!(stage(&world, &application).await, StageName::Draft);
        let page = preparer.get(&format!("{application}/check")).await;
        for words in ["この内容で確認を依頼する", "申請した時点で決まります"] {
            assert!(page.text.contains(words), "{words}: {}", page.text);
        }
        assert_eq!(ask(&preparer, &application).await.status, StatusCode::SEE_OTHER);
        assert!(told(&world, "komorebi", "申請の確認をお願いします").await);
        assert!(!told(&world, "hidamari", "申請の確認をお願いします").await, "nobody asks themselves");
        confirm(&preparer, &application).await;
        assert_eq!(stage(&world, &application).await, StageName::Draft, "who asked does not confirm");

        // A refusal needs its reason, keeps it while it is wrong, and loses nothing that was typed.
        // Each home says what is next for its reader, and leads there.
        let asked = confirmer.get("/t/midorino/my").await.text;
        let waits = preparer.get("/t/midorino/my").await.text;
        let next = format!("href=\"{application}/check\"");
        for (home, words) in [(&asked, "申請の確認を依頼されています"), (&waits, "申請の確認を待っています")]
        {
            assert!(home.contains(words) && home.contains(&next), "{words}: {home}");
            assert!(!home.contains("続きを入力して提出してください"), "{words}: {home}");
        }
        for words in ["確認者：", "依頼した方：", "依頼を取り下げる"] {
            assert!(waits.contains(words), "{words}: {waits}");
        }
        let (check, decline) =
            (format!("{application}/check"), format!("{application}/confirmation/decline"));
        let none = confirmer.post_from(&check, &decline, &[("reason", "  ")]).await;
        assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(none.text.contains("直してほしいことを入力してください"), "{}", none.text);
        let sent_back = confirmer.post_from(&check, &decline, &[("reason", "電話番号が古いです")]).await;
        assert_eq!(sent_back.status, StatusCode::SEE_OTHER, "{}", sent_back.text);
        assert!(told(&world, "hidamari", "申請が差し戻されました").await);
        let home = preparer.get("/t/midorino/my").await.text;
        assert!(home.contains("確認者から申請が差し戻されました"), "{home}");
        let tasks = preparer.get(&application).await;
        assert!(tasks.text.contains("電話番号が古いです"), "{}", tasks.text);
        let contact = preparer.get(&format!("{application}/contact")).await;
        assert!(contact.text.contains("日向　陽子"), "what was typed stays: {}", contact.text);

        // What changes after it was asked about is not what was looked at.
        ask(&preparer, &application).await;
        let seen = confirmer.get(&check).await.hidden("seen").unwrap();
        fill(&world, &preparer, &application).await;
        confirmer.post(&check, &[("seen", &seen)]).await;
        assert_eq!(stage(&world, &application).await, StageName::Draft);
        let home = preparer.get("/t/midorino/my").await.text;
        assert!(home.contains("申請の内容が変わりました。もう一度、確認を依頼してください"), "{home}");
        let changed = preparer.get(&check).await;
        assert!(changed.text.contains("内容が変わりました"), "a second file was attached: {}", changed.text);
        ask(&preparer, &application).await;
        // Pressing again and again does not fill a colleague's box; what is changed is asked about all the same.
        let subject = "申請の確認をお願いします";
        assert_eq!(times(&world, "komorebi", subject).await, 3);
        let again = ask(&preparer, &application).await;
        assert_eq!(again.status, StatusCode::TOO_MANY_REQUESTS, "{}", again.text);
        fill(&world, &preparer, &application).await;
        assert_eq!(ask(&preparer, &application).await.status, StatusCode::SEE_OTHER);
        assert_eq!(times(&world, "komorebi", subject).await, 3);
        assert!(preparer.get(&check).await.text.contains("確認者の確認を待っています"));
        world.wait(TimeDelta::minutes(10));
        assert_eq!(ask(&preparer, &application).await.status, StatusCode::SEE_OTHER);
        assert_eq!(times(&world, "komorebi", subject).await, 4);
        confirmer.post(&check, &[("seen", &seen)]).await;
        assert_eq!(stage(&world, &application).await, StageName::Draft, "an older page agrees to nothing");
        let received = confirm(&confirmer, &application).await;
        assert_eq!(received.location(), format!("{application}/receipt"), "{}", received.text);
        assert_eq!(stage(&world, &application).await, StageName::Submitted);
        assert!(told(&world, "hidamari", "申請を確認し、提出しました").await);

        // A correction is confirmed by itself: nobody was asked about it yet, and nothing in it was changed.
        let desk = application.replace("/my/applications/", "/applications/");
        let clerk = world.as_person("clerk").await;
        done(&clerk, &desk, "assignment", &[("act", "take")], "taken").await;
        world.wait(TimeDelta::minutes(10));
        let asked = [("task.contact", "電話番号を確かめてください"), ("due", "令和6年7月17日")];
        done(&clerk, &desk, "correction", &asked, "returned").await;
        let returned = preparer.get(&application).await.text;
        for words in ["確認者が確認してから申請します", "受付の順番は変わりません"]
        {
            assert!(returned.contains(words), "{words}: {returned}");
        }
        assert!(!returned.contains("内容が変わりました"), "{returned}");
    })
    .await;
}

#[tokio::test]
async fn an_agreement_outlives_a_refused_receipt_and_confirmers_alone_change_who_confirms() {
    on_each_world("confirming, kept", async |world| {
        let programme = published(&world, &[("budget", "21,000")]).await;
        let office = shared(&world, NUMBER).await;
        let other = shared(&world, "2970999054").await;
        let (preparer, confirmer) = (world.as_person("hidamari").await, world.as_person("komorebi").await);
        name(&world, &preparer, office, &["komorebi"]).await;
        let mine = name(&world, &preparer, office, &[]).await;
        assert!(mine.location().ends_with("?done=confirmer"), "{}", mine.location());
        let gone =
            format!("/t/midorino/my/offices/{office}/people/{}/removal", account(&world, "komorebi").await);
        let gone = preparer.post_from("/t/midorino/my/people", &gone, &[]).await;
        assert!(gone.location().ends_with("?done=confirmer"), "{}", gone.location());

        let application = complete(&world, &preparer, &programme, office).await;
        ask(&preparer, &application).await;
        // Whoever asked takes it back, and goes on where it was; the confirmer does not.
        let (check, at) = (format!("{application}/check"), format!("{application}/confirmation"));
        let take_back = [("act", "take_back")];
        confirmer.post_from(&check, &at, &take_back).await;
        assert!(confirmer.get("/t/midorino/my").await.text.contains("申請の確認を依頼されています"));
        let taken = preparer.post_from(&check, &at, &take_back).await;
        assert_eq!(taken.location(), application, "{}", taken.text);
        let home = confirmer.get("/t/midorino/my").await.text;
        assert!(!home.contains("確認を依頼されています"), "{home}");
        assert!(preparer.get(&check).await.text.contains("この内容で確認を依頼する"));
        ask(&preparer, &application).await;
        // Another office takes the money first: the receipt is refused, the agreement stays.
        let first = complete(&world, &confirmer, &programme, other).await;
        assert_eq!(submit(&confirmer, &first).await.status, StatusCode::SEE_OTHER);
        let refused = confirm(&confirmer, &application).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.text.contains("予算"), "{}", refused.text);
        assert!(told(&world, "hidamari", "申請の確認が終わりました").await);
        assert!(preparer.get(&application).await.text.contains("確認しました"));
        confirmer.post_from(&format!("{first}/withdrawal"), &format!("{first}/withdrawal"), &[]).await;
        assert_eq!(submit(&preparer, &application).await.location(), format!("{application}/receipt"));

        // What is switched off leaves no trace in the next application.
        assert!(name(&world, &confirmer, office, &[]).await.location().ends_with("?done=unnamed"));
        assert_eq!(stage(&world, &application).await, StageName::Submitted);
    })
    .await;
}

#[tokio::test]
async fn several_offices_are_asked_about_and_confirmed_at_once() {
    on_each_world("confirming several", async |world| {
        let programme = published(&world, &[]).await;
        let offices = [shared(&world, NUMBER).await, shared(&world, "2970999054").await];
        let (preparer, confirmer) = (world.as_person("hidamari").await, world.as_person("komorebi").await);
        let mut applications = Vec::new();
        for office in offices {
            name(&world, &preparer, office, &["komorebi"]).await;
            let application = begin(&preparer, &programme, office).await;
            fill(&world, &preparer, &application).await;
            applications.push(application);
        }
        let check = format!("/t/midorino/my/programmes/{programme}/applications/check");
        let page = preparer.get(&check).await;
        assert!(page.text.contains("この内容で2件の確認を依頼する"), "{}", page.text);
        let asked = preparer.post(&check, &[]).await;
        let asked = preparer.get(asked.location()).await.text;
        for words in ["確認を依頼しました", "2件は、確認者の確認を待っています"] {
            assert!(asked.contains(words), "{words}: {asked}");
        }
        for application in &applications {
            assert_eq!(stage(&world, application).await, StageName::Draft);
        }
        let home = confirmer.get("/t/midorino/my").await.text;
        assert!(home.contains("確認を依頼された2件を、まとめて確かめる") && home.contains(&check), "{home}");
        let page = confirmer.get(&check).await;
        assert!(page.text.contains("この内容で2件を申請する"), "{}", page.text);
        confirmer.post(&check, &[]).await;
        assert_eq!(stage(&world, &applications[0]).await, StageName::Draft, "nothing was looked at");
        let seen: Vec<String> = page
            .text
            .match_indices("name=\"seen\" value=\"")
            .map(|(at, name)| page.text[at + name.len()..].split('"').next().unwrap().to_owned())
            .collect();
        assert_eq!(seen.len(), 2, "{}", page.text);
        let typed: Vec<(&str, &str)> = seen.iter().map(|one| ("seen", one.as_str())).collect();
        confirmer.post(&check, &typed).await;
        for application in &applications {
            assert_eq!(stage(&world, application).await, StageName::Submitted);
        }
        assert_eq!(times(&world, "hidamari", "申請を確認し、提出しました").await, 1, "one mail for both");
    })
    .await;
}
