use super::{WEBINAR, body, mailed, published};
use crate::support::{Asker, World, on_each_world};
use axum::http::StatusCode;
use chrono::{TimeDelta, TimeZone as _, Utc};
use server::jobs;

/// Registers a body of 奈良県 with `people`; where its page is.
async fn register(anybody: &Asker, id: &str, name: &str, people: &str, wait: bool) -> (StatusCode, String) {
    let mut typed = body("city", "29", name, people);
    let address = format!("{people}-{}@example.jp", name.len());
    typed.retain(|(field, _)| *field != "contact_email");
    typed.push(("contact_email", &address));
    if wait {
        typed.push(("wait", "yes"));
    }
    let answer = anybody.post(&format!("/t/chuokai/public/occasions/{id}"), &typed).await;
    let to = if answer.status == StatusCode::SEE_OTHER { answer.location().to_owned() } else { answer.text };
    (answer.status, to)
}

async fn subjects(world: &World, id: &str) -> Vec<String> {
    mailed(world, id).await.into_iter().map(|(_, subject, _)| subject).collect()
}

/// Takes a registration back from its page.
async fn withdraw(asker: &Asker, page: &str) {
    let version = asker.get(page).await.hidden("version").unwrap();
    let done = asker.post(page, &[("act", "withdraw"), ("version", version.as_str())]).await;
    assert_eq!(done.location(), format!("{page}?done=withdrawn"), "{}", done.text);
}

fn page_of(to: &str) -> &str {
    to.split('?').next().unwrap()
}

#[tokio::test]
async fn who_finds_no_place_waits_in_order_and_is_offered_one_for_a_day() {
    on_each_world("an occasion with a line", async |world| {
        // Of five places 若葉市 has two.
        let (id, token) = published(&world).await;
        let anybody = world.anybody();
        let public = format!("/t/chuokai/public/occasions/{id}");
        let (status, full) = register(&anybody, &id, "青葉市", "4", false).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(full.contains("空きはあと3人です") && full.contains("キャンセル待ち"), "{full}");
        let (_, own) = register(&anybody, &id, "みどり市", "3", false).await;
        assert!(own.ends_with("?done=registered"), "{own}");
        let page = anybody.get(&public).await.text;
        assert!(page.contains("満席です") && page.contains("キャンセル待ちに申し込む"), "{page}");
        let (_, many) = register(&anybody, &id, "大市", "6", true).await;
        assert!(
            many.contains("参加する人数"),
            "whoever asks for more than there is would wait for ever: {many}"
        );
        let (_, first) = register(&anybody, &id, "青葉市", "2", true).await;
        let (_, second) = register(&anybody, &id, "港北市", "1", true).await;
        assert!(first.ends_with("?done=waits") && second.ends_with("?done=waits"), "{first} {second}");
        let (first, second) = (page_of(&first).to_owned(), page_of(&second).to_owned());
        let page = anybody.get(&second).await.text.replace("<!>", "");
        assert!(page.contains("キャンセル待ちの2番目です"), "{page}");
        assert!(
            !page.contains("Zoom 123-456") && !page.contains("参加する</button>"),
            "no place yet: {page}"
        );
        let nakamura = world.as_person("central").await;
        let page = nakamura.get(&format!("/t/chuokai/occasions/{id}")).await.text;
        assert!(page.contains("キャンセル待ちの団体") && page.contains("申し込んだ人"), "{page}");
        let csv = anybody.get(&format!("{public}/table/export?format=csv")).await.text;
        assert!(csv.lines().nth(1).unwrap().starts_with(",合計,5,2,"), "who waits is not counted: {csv}");

        // One place is free: the first of the line wants two, so the second is offered it.
        let own = page_of(&own).to_owned();
        let version = anybody.get(&own).await.hidden("version").unwrap();
        let mut fewer = body("", "", "", "2");
        fewer.extend([("act", "change"), ("version", version.as_str())]);
        assert!(anybody.post(&own, &fewer).await.location().ends_with("?done=changed"));
        jobs::drain(&world.app).await.unwrap();
        let page = anybody.get(&second).await;
        assert!(page.text.contains("まで取り置いています"), "{}", page.text);
        assert!(subjects(&world, &id).await.iter().any(|one| one.contains("席が空きました")));
        assert_eq!(register(&anybody, &id, "空市", "1", false).await.0, StatusCode::UNPROCESSABLE_ENTITY);
        // It lets the day pass: nobody else wants one place, so it is offered it again.
        world.wait(TimeDelta::hours(25));
        jobs::drain(&world.app).await.unwrap();
        let anybody = world.anybody();
        let offers =
            async || subjects(&world, &id).await.iter().filter(|one| one.contains("席が空きました")).count();
        assert_eq!(offers().await, 2);
        withdraw(&anybody, &format!("/t/chuokai/public/registrations/{token}")).await;
        jobs::drain(&world.app).await.unwrap();
        let page = anybody.get(&first).await;
        assert!(page.text.contains("取り置いています"), "{}", page.text);
        let version = page.hidden("version").unwrap();
        let accepted = anybody.post(&first, &[("act", "accept"), ("version", version.as_str())]).await;
        assert_eq!(accepted.location(), format!("{first}?done=accepted"), "{}", accepted.text);
        let page = anybody.get(&first).await.text;
        assert!(page.contains("Zoom 123-456"), "it has its places: {page}");
        let stale = anybody.post(&first, &[("act", "accept"), ("version", version.as_str())]).await;
        assert_eq!(stale.status, StatusCode::CONFLICT, "{}", stale.text);
        assert_eq!(offers().await, 3, "the second twice, and the first");
    })
    .await;
}

#[tokio::test]
async fn in_the_last_week_whoever_is_first_takes_what_is_free() {
    on_each_world("the last week of a line", async |world| {
        let (id, token) = published(&world).await;
        let anybody = world.anybody();
        register(&anybody, &id, "みどり市", "3", false).await;
        let (_, one) = register(&anybody, &id, "青葉市", "2", true).await;
        let (_, two) = register(&anybody, &id, "港北市", "2", true).await;
        // Six days before, on the last day of registration.
        world.turn_to(Utc.with_ymd_and_hms(2024, 9, 20, 1, 0, 0).unwrap());
        let anybody = world.anybody();
        withdraw(&anybody, &format!("/t/chuokai/public/registrations/{token}")).await;
        jobs::drain(&world.app).await.unwrap();
        let told = subjects(&world, &id).await;
        assert_eq!(told.iter().filter(|one| one.contains("先着順")).count(), 2, "{told:?}");
        assert!(!told.iter().any(|one| one.contains("席が空きました")), "{told:?}");
        let (one, two) = (page_of(&one).to_owned(), page_of(&two).to_owned());
        let accept = async |page: &str| {
            let version = anybody.get(page).await.hidden("version").unwrap();
            let typed = [("act", "accept"), ("version", version.as_str())];
            anybody.post(page, &typed).await.location().to_owned()
        };
        assert_eq!(accept(&two).await, format!("{two}?done=accepted"));
        assert_eq!(accept(&one).await, format!("{one}?done=gone"));
        let page = anybody.get(&format!("{one}?done=gone")).await.text;
        assert!(page.contains("ほかの団体が先に参加を決めました"), "{page}");

        // It came on the day all the same, and is counted among those who came, though not among those who had places.
        world.turn_to(Utc.with_ymd_and_hms(2024, 9, 26, 9, 0, 0).unwrap());
        let nakamura = world.as_person("central").await;
        let own = format!("/t/chuokai/occasions/{id}");
        let form = nakamura.get(&format!("{own}/attendance")).await;
        let lines = form.text.replace("<!>", "");
        assert!(lines.contains("（キャンセル待ち）"), "{lines}");
        let line = lines.split("<tr").find(|line| line.contains("青葉市")).unwrap();
        let came = format!("came-{}", line.split("name=\"came-").nth(1).unwrap().split('"').next().unwrap());
        let version = form.hidden("version").unwrap();
        let typed = [("version", version.as_str()), (came.as_str(), "2")];
        let counted = nakamura.post(&format!("{own}/attendance"), &typed).await;
        assert_eq!(counted.location(), format!("{own}?done=counted"), "{}", counted.text);
        for (of, starts) in [("&of=attended", ",合計,2,1,"), ("", ",合計,5,2,")] {
            let csv = nakamura.get(&format!("{own}/table/export?format=csv{of}")).await.text;
            assert!(csv.lines().nth(1).unwrap().starts_with(starts), "{of}: {csv}");
        }
    })
    .await;
}

#[tokio::test]
async fn the_host_changes_what_was_told_on_the_telephone_and_takes_it_back() {
    on_each_world("a telephoned registration", async |world| {
        let (id, _) = published(&world).await;
        let nakamura = world.as_person("central").await;
        let own = format!("/t/chuokai/occasions/{id}");
        let mut told = body("city", "29", "青葉市", "3");
        told.retain(|(field, _)| *field != "contact_email");
        assert!(nakamura.post(&format!("{own}/bodies/new"), &told).await.location().ends_with("entered"));
        let waiting = [&body("city", "29", "港北市", "1")[..], &[("wait", "yes")][..]].concat();
        let waits = nakamura.post(&format!("{own}/bodies/new"), &waiting).await;
        assert_eq!(waits.location(), format!("{own}?done=waits"), "{}", waits.text);
        let list = nakamura.get(&format!("{own}/bodies")).await.text;
        assert!(list.contains("キャンセル待ち 1番目"), "{list}");
        let at = list.split(">青葉市<").next().unwrap().rsplit("href=\"").next().unwrap();
        let at = at.split('"').next().unwrap().to_owned();
        let page = nakamura.get(&at).await;
        assert!(page.text.contains("電話・FAXなど（主催者が入力）"), "{}", page.text);
        let version = page.hidden("version").unwrap();
        let change = |people: &'static str| {
            let mut typed = told.clone();
            typed.retain(|(field, _)| *field != "people");
            typed.extend([("people", people), ("act", "change"), ("version", version.as_str())]);
            typed
        };
        let wrong = nakamura.post(&at, &change("たくさん")).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(wrong.text.contains("value=\"たくさん\""), "nothing typed is lost: {}", wrong.text);
        // A form that says of no version changes nothing.
        let mut unread = change("2");
        unread.retain(|(field, _)| *field != "version");
        assert_eq!(nakamura.post(&at, &unread).await.status, StatusCode::CONFLICT);
        assert_eq!(nakamura.post(&at, &change("2")).await.location(), format!("{at}?done=kept"));
        let stale = nakamura.post(&at, &change("1")).await;
        assert_eq!(stale.status, StatusCode::CONFLICT);
        assert!(stale.text.contains("中村 円"), "it says who: {}", stale.text);
        jobs::drain(&world.app).await.unwrap();
        let list = nakamura.get(&format!("{own}/bodies")).await.text;
        assert!(list.contains("取り置き中"), "the place that is free is offered: {list}");
        let version = nakamura.get(&at).await.hidden("version").unwrap();
        let gone = nakamura.post(&at, &[("act", "withdraw"), ("version", version.as_str())]).await;
        assert_eq!(gone.location(), format!("{at}?done=withdrawn"), "{}", gone.text);
        assert!(nakamura.get(&at).await.text.contains("取り消されています"));
        // Another occasion's address leads to nothing.
        let other = published_again(&world).await;
        let strange = at.replace(&id, &other);
        assert_eq!(nakamura.get(&strange).await.status, StatusCode::NOT_FOUND);
    })
    .await;
}

async fn published_again(world: &World) -> String {
    let nakamura = world.as_person("central").await;
    let added = nakamura.post("/t/chuokai/occasions/new", WEBINAR).await;
    added.location().split(['/', '?']).nth(4).unwrap().to_owned()
}

#[tokio::test]
async fn a_registration_from_outside_is_counted_and_says_what_it_read() {
    on_each_world("registrations of bodies are throttled", async |world| {
        let (id, _) = published(&world).await;
        let public = format!("/t/chuokai/public/occasions/{id}");
        let anybody = world.anybody();
        let version = anybody.get(&public).await.hidden("version").unwrap();
        let nakamura = world.as_person("central").await;
        let own = format!("/t/chuokai/occasions/{id}");
        let later: Vec<_> = WEBINAR
            .iter()
            .map(|(name, value)| (*name, if *name == "start" { "15:00" } else { *value }))
            .collect();
        assert!(nakamura.post(&format!("{own}/edit"), &later).await.location().ends_with("edited"));
        let mut typed = body("city", "29", "青葉市", "1");
        typed.push(("version", &version));
        let read_before = anybody.post(&public, &typed).await;
        assert_eq!(read_before.status, StatusCode::UNPROCESSABLE_ENTITY);
        for words in ["催しの内容が変わりました", "value=\"青葉市\"", "15:00〜16:00"] {
            assert!(read_before.text.contains(words), "{words}: {}", read_before.text);
        }
        // The seventh to one address within ten minutes has to wait.
        let mut last = None;
        for number in 0..7 {
            let name = format!("第{number}市");
            let mut typed = body("city", "29", &name, "9");
            typed.retain(|(field, _)| *field != "contact_email");
            typed.push(("contact_email", "one@example.jp"));
            last = Some(anybody.post(&public, &typed).await);
        }
        assert_eq!(last.unwrap().status, StatusCode::TOO_MANY_REQUESTS);
    })
    .await;
}
