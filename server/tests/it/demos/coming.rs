use super::steps;
use crate::{
    subsidies::steps::tenant,
    support::{Answer, World, on_each_world},
};
use axum::http::StatusCode;
use chrono::{TimeZone as _, Utc};
use domain::{demos::People, ids::RegistrationId};
use server::jobs;
use store::{
    Scope, Settings,
    demos::{
        coming::{self, Changes},
        registrations, sessions,
    },
    testing::tamper,
};

fn code(page: &str) -> bool {
    page.contains("受付番号")
}

/// Turns the clock to an hour of September 2024 in Japan.
fn turn(world: &World, day: u32, hour: u32) {
    world.turn_to(Utc.with_ymd_and_hms(2024, 9, day, hour, 0, 0).unwrap() - chrono::TimeDelta::hours(9));
}

#[tokio::test]
async fn an_office_registers_within_the_places_changes_and_cancels() {
    on_each_world("a registration", async |world| {
        steps::federation(&world).await;
        let demo = steps::confirmed(&world, 3).await;
        let hidamari = world.as_person("hidamari").await;
        let home = hidamari.get("/t/midorino/my").await.text;
        assert!(home.contains("申し込めるデモ・説明会が1件あります。"), "{home}");
        let wrong = steps::register(&hidamari, demo, &[("people", "四人")]).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            wrong.text.contains("参加する人数は数字で入力してください")
                && wrong.text.contains("value=\"四人\""),
            "{}",
            wrong.text
        );
        let many = steps::register(&hidamari, demo, &[("people", "４")]).await;
        assert!(many.text.contains("空きはあと3人です"), "{}", many.text);
        let done = steps::register(&hidamari, demo, &[("people", "２人")]).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
        let own = done.location().split('?').next().unwrap().to_owned();
        let page = hidamari.get(done.location()).await.text;
        assert!(page.contains("申込みを受け付けました") && code(&page) && page.contains("0019"), "{page}");
        let mails = steps::mails(&world, "midorino", demo).await;
        assert!(
            mails
                .iter()
                .any(|(to, _, body)| to == "hinata@hidamari.example.jp" && body.contains("calendar.ics"))
        );

        let komorebi = world.as_person("komorebi").await;
        let full = steps::register(&komorebi, demo, &[("people", "2")]).await;
        assert!(full.text.contains("空きはあと1人です"), "{}", full.text);
        assert_eq!(komorebi.get(&own).await.status, StatusCode::NOT_FOUND, "another's registration");
        let change = [("people", "3"), ("name", "日向 陽子"), ("email", "hinata@hidamari.example.jp")];
        assert!(hidamari.post(&own, &change).await.location().ends_with("?done=changed"));
        let full = steps::register(&komorebi, demo, &[("people", "1")]).await;
        assert!(full.text.contains("満席になりました"), "{}", full.text);
        let gone = hidamari.post(&format!("{own}/cancellation"), &[]).await;
        assert_eq!(gone.location(), "/t/midorino/my/demos?done=withdrawn");
        assert!(hidamari.get(gone.location()).await.text.contains("申込みを取り消しました"));
        assert_eq!(hidamari.get(&own).await.status, StatusCode::NOT_FOUND);
        let kept = steps::register(&komorebi, demo, &[("people", "3")]).await;
        assert_eq!(kept.status, StatusCode::SEE_OTHER, "{}", kept.text);

        // Two change it in the same moment: the second is told how it stands, and keeps what was typed.
        let before = kept.location().split('?').next().unwrap();
        let overtaken = while_somebody_changes_it(&world, before, async {
            let form = [("version", "1"), ("people", "１人"), ("name", "木下 光"), ("email", "k@example.jp")];
            komorebi.post(before, &form).await
        })
        .await;
        assert_eq!(overtaken.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", overtaken.text);
        assert!(
            overtaken.text.contains("申込みが変わりました") && overtaken.text.contains("value=\"１人\""),
            "{}",
            overtaken.text
        );

        // Another day is one step: the places of before are free, and the page of before leads to where it went.
        let other = steps::requested(&world).await;
        assert_eq!(steps::confirm(&world, other, "2", 0, "3").await.status, StatusCode::SEE_OTHER);
        let (switch, to) = (format!("{before}/switch"), other.to_string());
        let form = [("to", to.as_str()), ("people", "3")];
        let gone = komorebi.post_from(&format!("{switch}?to={other}"), &switch, &form).await;
        let now = gone.location().split('?').next().unwrap();
        assert!(now.starts_with(&format!("/t/midorino/my/demos/{other}/registrations/")), "{}", gone.text);
        assert_eq!(komorebi.get(before).await.location(), now);
        assert_eq!(steps::register(&hidamari, demo, &[("people", "3")]).await.status, StatusCode::SEE_OTHER);
    })
    .await;
}

/// What comes of something that waits for a colleague who changes the same registration, and read it before them.
async fn while_somebody_changes_it(world: &World, page: &str, act: impl Future<Output = Answer>) -> Answer {
    let id: RegistrationId = page.rsplit('/').next().unwrap().parse().unwrap();
    let scope = Scope::tenant_by_system(tenant(world, "midorino").await, "test");
    let tx = world.app.store.write(&scope).await.unwrap();
    let own = registrations::find(&tx, id).await.unwrap().unwrap();
    let session = sessions::find(&tx, own.session).await.unwrap().unwrap();
    let wanted = Changes {
        people: People::new(own.people).unwrap(),
        name: "木下 薫",
        email: &own.email,
        phone: &own.phone,
        question: (world.app.clock.id(), ""),
        replies: &[],
    };
    coming::change(&tx, &session, &own, wanted, world.app.clock.now()).await.unwrap();
    let change = async {
        let database = &world.app.config.database;
        // SQLite has one writer: whoever comes second reads what the first wrote.
        if matches!(database, Settings::Postgres { .. }) {
            until_somebody_waits(database).await;
        }
        tx.commit().await.unwrap();
    };
    let (answer, ()) = tokio::join!(act, change);
    answer
}

/// Comes back when somebody in this database waits for a row of somebody else.
async fn until_somebody_waits(database: &Settings) {
    let waits = "SELECT 1 FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid
                 WHERE NOT l.granted AND a.datname = current_database()";
    for _ in 0..500 {
        if tamper(database, waits).await > 0 {
            return;
        }
    }
    panic!("nobody waits for anybody");
}

#[tokio::test]
async fn the_date_is_saved_under_one_uid_for_ever() {
    on_each_world("a calendar", async |world| {
        steps::federation(&world).await;
        let demo = steps::confirmed(&world, 3).await;
        let hidamari = world.as_person("hidamari").await;
        let file = hidamari.get(&format!("/t/midorino/my/demos/{demo}/calendar.ics")).await;
        assert_eq!(file.headers["content-type"], "text/calendar; charset=utf-8");
        let text = file.text.replace("\r\n ", "");
        for line in [
            format!("UID:demo-{demo}@hiromeru"),
            "DTSTART;TZID=Asia/Tokyo:20240918T133000".to_owned(),
            "DTEND;TZID=Asia/Tokyo:20240918T153000".to_owned(),
            "SEQUENCE:1".to_owned(),
            "LOCATION:みどり野市役所 3階".to_owned(),
        ] {
            assert!(text.contains(&format!("{line}\r\n")), "{line}: {text}");
        }
        let clerk = world.as_person("clerk").await;
        let path = format!("/t/midorino/demos/{demo}/cancellation");
        clerk.post(&path, &[("reason", "会場が使えなくなったため")]).await;
        let text = clerk.get(&format!("/t/midorino/demos/{demo}/calendar.ics")).await.text;
        assert!(
            text.contains(&format!("UID:demo-{demo}@hiromeru\r\n")) && text.contains("SEQUENCE:2\r\n"),
            "{text}"
        );
        assert!(text.contains("STATUS:CANCELLED\r\n"), "{text}");
    })
    .await;
}

#[tokio::test]
async fn whoever_would_have_come_is_told_that_it_is_called_off() {
    on_each_world("called off", async |world| {
        steps::federation(&world).await;
        let demo = steps::confirmed(&world, 9).await;
        let hidamari = world.as_person("hidamari").await;
        steps::register(&hidamari, demo, &[("people", "1")]).await;
        let mori = world.as_person("federation").await;
        let path = format!("/t/midori-kokuhoren/demos/{demo}/cancellation");
        assert!(mori.get(&path).await.text.contains("申し込んだ人（1人）"));
        assert_eq!(mori.post(&path, &[]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        mori.post(&path, &[("reason", "台風のため")]).await;
        let mails = steps::mails(&world, "midori-kokuhoren", demo).await;
        let told: Vec<_> = mails
            .iter()
            .filter(|(_, _, body)| body.contains("台風のため"))
            .map(|(to, ..)| to.as_str())
            .collect();
        assert_eq!(told, ["sato@midorino.example.jp", "hinata@hidamari.example.jp"]);
        // What was promised is free again.
        let again = steps::requested(&world).await;
        assert_eq!(steps::confirm(&world, again, "1", 0, "9").await.status, StatusCode::SEE_OTHER);
        turn(&world, 17, 10);
        jobs::plan_today(&world.app).await.unwrap();
        jobs::drain(&world.app).await.unwrap();
        let mails = steps::mails(&world, "midorino", demo).await;
        assert!(
            !mails.iter().any(|(_, subject, _)| subject.contains("明日です")),
            "nobody is reminded of it"
        );
        let late = steps::register(&world.as_person("komorebi").await, demo, &[("people", "1")]).await;
        assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(late.text.contains("「中止」のため"), "{}", late.text);
    })
    .await;
}
