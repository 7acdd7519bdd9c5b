use super::{calendars, steps};
use crate::support::{World, on_each_world};
use axum::http::StatusCode;
use domain::ids::DemoId;
use mail_parser::{MessageParser, MimeHeaders as _};
use server::jobs;

#[tokio::test]
async fn who_waits_stands_in_the_timeline_and_gets_nothing_for_the_calendar() {
    on_each_world("a line in the timeline", async |world| {
        steps::federation(&world).await;
        let demo = steps::confirmed(&world, 1).await;
        let hidamari = world.as_person("hidamari").await;
        let placed = steps::register(&hidamari, demo, &[("people", "1")]).await;
        let komorebi = world.as_person("komorebi").await;
        let typed = [("people", "1"), ("wait", "yes"), ("email", "k@komorebi.example.jp")];
        let waits = steps::register(&komorebi, demo, &typed).await;
        assert!(waits.location().contains("waits"), "{} {}", waits.location(), waits.text);
        let own = waits.location().split('?').next().unwrap().to_owned();
        let change = [("people", "1"), ("name", "木下 光"), ("email", "k@komorebi.example.jp")];
        let changed = komorebi.post(&own, &change).await;
        assert_eq!(changed.status, StatusCode::SEE_OTHER, "{}", changed.text);
        jobs::drain(&world.app).await.unwrap();
        let folder = world.app.mail.folder().unwrap();
        let mut subjects = Vec::new();
        for file in std::fs::read_dir(folder.path().join("new")).unwrap() {
            let path = file.unwrap().path();
            if path.extension().is_none_or(|end| end != "eml") {
                continue;
            }
            let bytes = std::fs::read(path).unwrap();
            let mail = MessageParser::default().parse(&bytes).unwrap();
            if mail.to().unwrap().first().unwrap().address() == Some("k@komorebi.example.jp") {
                let calendar = mail.parts.iter().any(|part| part.is_content_type("text", "calendar"));
                assert!(!calendar, "{:?}", mail.subject());
                subjects.push(mail.subject().unwrap_or_default().to_owned());
            }
        }
        assert!(subjects.iter().any(|one| one.contains("変更")), "{subjects:?}");

        let gone = placed.location().split('?').next().unwrap();
        hidamari.post(&format!("{gone}/cancellation"), &[]).await;
        jobs::drain(&world.app).await.unwrap();
        let page = world.as_person("clerk").await.get(&format!("/t/midorino/demos/{demo}")).await.text;
        for words in
            ["キャンセル待ちの申込みがありました", "キャンセル待ちの事業所に席を取り置きました", "自動"]
        {
            assert!(page.contains(words), "{words}: {page}");
        }

        // Whoever says on the telephone that they come, or who: an officer takes the places that are kept, and writes it down.
        let clerk = world.as_person("clerk").await;
        let list = clerk.get(&format!("/t/midorino/demos/{demo}/participants")).await.text;
        let change = list.split('"').find_map(|part| part.strip_suffix("/cancellation")).unwrap();
        assert!(clerk.get(change).await.text.contains("参加に決める"));
        let typed = [("people", "二人"), ("name", "木下 光"), ("phone", "0741-00-1234")];
        let wrong = clerk.post(change, &typed).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(wrong.text.contains("value=\"二人\""), "{}", wrong.text);
        let to_call = "席が空いたことを電話で知らせる申込みが1件あります";
        assert!(!clerk.get("/t/midorino").await.text.contains(to_call), "a mail told them");
        let changed = clerk.post(change, &[("people", "１人"), typed[1], typed[2]]).await;
        assert!(changed.location().ends_with("?done=changed"), "{}", changed.text);
        assert!(clerk.get(changed.location()).await.text.contains("0741-00-1234"));
        assert!(clerk.get("/t/midorino").await.text.contains(to_call), "who has no address is called");
        let theirs = world.as_person("federation").await.get("/t/midori-kokuhoren").await.text;
        assert!(!theirs.contains(to_call), "each house calls its own");
        let taken = clerk.post(change, &[("act", "take")]).await;
        assert!(taken.location().ends_with("?done=taken"), "{}", taken.text);
        assert!(!clerk.get("/t/midorino").await.text.contains(to_call));
    })
    .await;
}

#[tokio::test]
async fn a_city_that_came_along_invites_its_own_and_the_other_sees_how_many() {
    on_each_world("invitations of a companion", async |world| {
        steps::federation(&world).await;
        let (clerk, misaki) = (world.as_person("clerk").await, world.as_person("misaki-clerk").await);
        let lead = steps::session(&clerk.post("/t/midorino/demos/new", &steps::typed(&[])).await);
        let other =
            steps::session(&misaki.post("/t/misaki/demos/new", &steps::typed(&[("people", "12")])).await);
        let both = [("request", lead.to_string()), ("request", other.to_string())];
        let both: Vec<(&str, &str)> = both.iter().map(|(name, id)| (*name, id.as_str())).collect();
        let mori = world.as_person("federation").await;
        let done =
            mori.post_from("/t/midori-kokuhoren/demos/pools", "/t/midori-kokuhoren/demos/pools", &both).await;
        assert!(done.location().ends_with("?done=joined"), "{}", done.text);
        assert_eq!(steps::confirm(&world, lead, "1", 0, "20").await.status, StatusCode::SEE_OTHER);
        let path = format!("/t/misaki/demos/{lead}/invitations");
        let page = misaki.get(&path).await;
        assert_eq!(page.status, StatusCode::OK);
        let nothing = misaki.post(&path, &[]).await;
        assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(nothing.text.contains("対象リストから選んでください"), "{}", nothing.text);
        steps::invited_in(&world, "misaki", lead).await;
        let list = misaki.get(&path).await.text;
        assert!(list.contains("みさき苑"), "{list}");
        let own = clerk.get(&format!("/t/midorino/demos/{lead}/invitations")).await.text;
        assert!(!own.contains("みさき苑"), "whom the other city told is its own: {own}");
        let page = clerk.get(&format!("/t/midorino/demos/{lead}")).await.text.replace("<!>", "");
        assert!(page.contains("案内 1事業所　申込み 0事業所 0人") && !page.contains("みさき苑"), "{page}");

        // Who telephones about the session of their own city is offered the one to which that city came along.
        let at = [("date_1", "2024-09-20"), ("date_2", "2024-09-25")];
        let third = steps::session(&misaki.post("/t/misaki/demos/new", &steps::typed(&at)).await);
        assert_eq!(steps::confirm(&world, third, "1", 0, "20").await.status, StatusCode::SEE_OTHER);
        let told =
            [("office_name", "みさき苑"), ("people", "1"), ("name", "岬 洋"), ("phone", "0741-00-2000")];
        misaki.post(&format!("/t/misaki/demos/{third}/registrations/new"), &told).await;
        let list = mori.get(&format!("/t/midori-kokuhoren/demos/{third}/participants")).await.text;
        let switch = list.split('"').find(|part| part.ends_with("/switch")).expect("it can go elsewhere");
        let choice = mori.get(switch).await.text;
        assert!(choice.contains(&format!("{switch}?to={lead}")), "{choice}");
    })
    .await;
}

/// One waits for a session that is full with the places of another kept; those are given up when places are taken there.
/// `line` is who has the only place.
pub(super) async fn full_elsewhere(world: &World, (demo, other): (DemoId, DemoId), line: &str) {
    let (komorebi, mail) = (world.as_person("komorebi").await, "k@komorebi.example.jp");
    let kept = steps::register(&komorebi, demo, &[("people", "1"), ("email", mail)]).await;
    let kept = kept.location().split('?').next().unwrap().to_owned();
    let (switch, to) = (format!("{kept}/switch"), other.to_string());
    let page = komorebi.get(&format!("{switch}?to={other}")).await.text;
    assert!(page.contains("この回のキャンセル待ちに入りますか"), "{page}");
    let form = [("to", to.as_str()), ("people", "1"), ("wait", "yes")];
    let waits = komorebi.post(&switch, &form).await;
    assert!(waits.location().ends_with("?done=waits"), "{} {}", waits.location(), waits.text);
    let waiting = waits.location().split('?').next().unwrap().to_owned();
    let page = komorebi.get(&waiting).await.text;
    assert!(page.contains("そのまま残っています") && page.contains(&kept), "{page}");
    let page = komorebi.get(&kept).await.text;
    assert!(page.contains("キャンセル待ちにも入っています") && page.contains(&waiting), "{page}");
    let page = komorebi.get("/t/midorino/my/demos").await.text;
    for words in ["そのまま残っています。", "キャンセル待ちにも入っています。"] {
        assert!(page.contains(words), "{words}: {page}");
    }
    let page = komorebi.get(&format!("{waiting}/cancellation")).await.text;
    assert!(page.contains("キャンセル待ちの順番がなくなります") && !page.contains("空いた席"), "{page}");
    assert_eq!(komorebi.get(&format!("{waiting}/switch")).await.location(), switch, "what is kept goes");

    world.anybody().post(&format!("{line}/cancellation"), &[]).await;
    jobs::drain(&world.app).await.unwrap();
    assert_eq!(steps::codes(world, demo).await.len(), 1, "it is kept until places are taken");
    let taken = komorebi.post(&waiting, &[("act", "take")]).await;
    assert!(taken.location().ends_with("?done=switched"), "{} {}", taken.location(), taken.text);
    assert_eq!(komorebi.get(&kept).await.location(), waiting, "what it had leads to what it has instead");
    assert!(steps::codes(world, demo).await.is_empty());
    assert_eq!(steps::codes(world, other).await.len(), 1);
    let told = calendars::invitations(world, mail, "デモ・説明会").await;
    let asked: Vec<_> = told.iter().map(|(asked, read)| (asked.as_str(), read.get(0, "UID"))).collect();
    let uid = |session: DemoId| format!("demo-{session}@hiromeru");
    assert_eq!(asked.len(), 3, "one date, then another instead, and none while it waited: {asked:?}");
    for one in [("REQUEST", uid(demo)), ("CANCEL", uid(demo)), ("REQUEST", uid(other))] {
        assert!(asked.iter().any(|(method, session)| *method == one.0 && *session == one.1), "{asked:?}");
    }
    to_both(world, (demo, other), &waiting).await;
}

/// Who telephones comes to both sessions, if an officer ticks that they keep the one that they had. `last` is who has the only
/// place of the other one.
async fn to_both(world: &World, (demo, other): (DemoId, DemoId), last: &str) {
    let (clerk, to) = (world.as_person("clerk").await, other.to_string());
    let told = [("office_name", "すみれの会"), ("people", "1"), ("name", "菫 薫"), ("phone", "0741-00-4000")];
    clerk.post(&format!("/t/midorino/demos/{demo}/registrations/new"), &told).await;
    let one = async |session: DemoId, end: &str| {
        let page = clerk.get(&format!("/t/midorino/demos/{session}/participants")).await.text;
        let own = |part: &&str| part.contains("/registrations/") && part.ends_with(end);
        page.split('"').find(own).expect("somebody is there").to_owned()
    };
    let switch = one(demo, "/switch").await;
    let form = [("to", to.as_str()), ("people", "1"), ("wait", "yes")];
    let waits = clerk.post(&switch, &form).await;
    assert!(waits.location().ends_with("?done=waits"), "{} {}", waits.location(), waits.text);
    world.as_person("komorebi").await.post(&format!("{last}/cancellation"), &[]).await;
    jobs::drain(&world.app).await.unwrap();
    let waiting = one(other, "/switch").await.replace("/switch", "");
    assert!(clerk.get(&waiting).await.text.contains("前に申し込んだ回の申込みも残す"));
    let taken = clerk.post(&waiting, &[("act", "take"), ("keep", "yes")]).await;
    assert!(taken.location().ends_with("?done=taken"), "{} {}", taken.location(), taken.text);
    for session in [demo, other] {
        assert_eq!(steps::codes(world, session).await.len(), 1, "they come to both");
    }
    assert!(!clerk.get(&switch.replace("/switch", "")).await.text.contains("キャンセル待ちにも"));
}
