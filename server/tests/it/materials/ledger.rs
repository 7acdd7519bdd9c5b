//! What comes in and goes out: the sum of the lines is what is there, whoever writes and however many at once.

use super::steps::{LIST, found, last_line, listed, material, moved, offices, ordered, today};
use crate::{subsidies::steps::office, support::on_each_world};
use axum::http::StatusCode;
use domain::fiscal_year::FiscalYear;

#[tokio::test]
async fn pieces_come_in_and_go_out_and_nobody_hands_out_what_is_not_there() {
    on_each_world("ledger of a material", async |world| {
        office(&world, "hidamari", "2970999013", "ひだまり", "292991", &["43"]).await;
        let clerk = world.as_person("clerk").await;
        let leaflet = material(&clerk, &[("minimum", "50")]).await;
        assert_eq!(
            moved(&world, &clerk, &leaflet, "received", "１００部", &[]).await.status,
            StatusCode::SEE_OTHER
        );
        let hidamari = [("to", "office"), ("office", "2970999013")];
        assert_eq!(
            moved(&world, &clerk, &leaflet, "handed_out", "60", &hidamari).await.status,
            StatusCode::SEE_OTHER
        );
        let short = moved(&world, &clerk, &leaflet, "handed_out", "41", &hidamari).await;
        assert_eq!(short.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(short.text.contains("在庫は40です") && short.text.contains("value=\"41\""), "{}", short.text);
        let nobody = [("to", "office"), ("office", "2970999997")];
        let unknown = moved(&world, &clerk, &leaflet, "handed_out", "1", &nobody).await;
        assert!(unknown.text.contains("事業所が台帳にありません"), "{}", unknown.text);
        let counter = [("to", "other"), ("name", "市役所1階の窓口")];
        moved(&world, &clerk, &leaflet, "handed_out", "5", &counter).await;
        moved(&world, &clerk, &leaflet, "lost", "2", &[]).await;
        moved(&world, &clerk, &leaflet, "counted", "30", &[]).await;
        let (kept, changes) = found(&world, &leaflet).await;
        assert_eq!(changes, [100, -60, -5, -2, -3]);
        assert_eq!(i64::from(kept.stock), changes.iter().map(|change| i64::from(*change)).sum::<i64>());

        let page = clerk.get(&leaflet).await.text;
        assert!(page.contains("あと20で下限") && page.contains("ひだまり"), "{page}");
        let list = clerk.get(LIST).await.text;
        assert!(list.contains("残り30部（注文していません）"), "{list}");
        let handed = clerk.get(&format!("{LIST}/handed")).await.main();
        assert!(handed.contains("ひだまり") && handed.contains("市役所1階の窓口"), "{handed}");
        let office = handed.split("/t/midorino/offices/").nth(1).unwrap().split('"').next().unwrap();
        let history = clerk.get(&format!("/t/midorino/offices/{office}/history")).await.main();
        for part in ["資材を渡しました", "リーフレット（60部）"] {
            assert!(history.contains(part), "{part}: {history}");
        }
        let csv = clerk.get(&format!("{LIST}/handed/export?format=csv")).await.text;
        assert!(csv.contains("リーフレット,居宅介護支援事業所ひだまり,事業所,60"), "{csv}");
        let ledger = clerk.get(&format!("{leaflet}/movements/export?format=csv")).await.text;
        assert_eq!(ledger.lines().count(), 6, "{ledger}");
    })
    .await;
}

#[tokio::test]
async fn a_line_is_taken_back_once_and_not_where_nothing_is_left() {
    on_each_world("lines taken back", async |world| {
        let clerk = world.as_person("clerk").await;
        let leaflet = material(&clerk, &[]).await;
        moved(&world, &clerk, &leaflet, "received", "100", &[]).await;
        let received = last_line(&world, &leaflet).await;
        let counter = [("to", "other"), ("name", "二番の受付台")];
        moved(&world, &clerk, &leaflet, "handed_out", "30", &counter).await;
        let handed = last_line(&world, &leaflet).await;
        let undo = |line: &str| format!("{leaflet}/movements/{line}/undo");
        let short = clerk.post_from(&leaflet, &undo(&received), &[]).await;
        assert!(short.location().ends_with("?done=short"), "{}", short.location());
        assert!(clerk.get(short.location()).await.text.contains("取り消せません"));
        let back = clerk.post_from(&leaflet, &undo(&handed), &[]).await;
        assert!(back.location().ends_with("?done=undone"), "{}", back.location());
        let twice = clerk.post_from(&leaflet, &undo(&handed), &[]).await;
        assert!(twice.location().ends_with("?done=undone_before"), "{}", twice.location());
        assert_eq!(found(&world, &leaflet).await.1, [100, -30, 30]);
        moved(&world, &clerk, &leaflet, "counted", "120", &[]).await;
        let count = last_line(&world, &leaflet).await;
        let since = clerk.post_from(&leaflet, &undo(&received), &[]).await;
        assert!(since.location().ends_with("?done=counted_since"), "{}", since.location());
        assert_eq!(found(&world, &leaflet).await.0.stock, 120, "a count says how many are there");
        clerk.post_from(&leaflet, &undo(&count), &[]).await;
        let back = clerk.post_from(&leaflet, &undo(&received), &[]).await;
        assert!(back.location().ends_with("?done=undone"), "{}", back.location());
        assert_eq!(found(&world, &leaflet).await.1, [100, -30, 30, 20, -20, -100]);
        assert!(
            !clerk.get(&format!("{LIST}/handed")).await.text.contains("二番の受付台"),
            "as if it had not gone"
        );
    })
    .await;
}

#[tokio::test]
async fn an_order_goes_into_the_ledger_as_it_arrives_and_back_when_that_was_a_mistake() {
    on_each_world("orders of a material", async |world| {
        let clerk = world.as_person("clerk").await;
        let poster = material(&clerk, &[("kind", "poster"), ("minimum", "10")]).await;
        let order = ordered(&world, &clerk, &poster, "200").await;
        assert!(clerk.get(LIST).await.text.contains("200部を注文中です"), "nothing is there yet");
        let year = FiscalYear::of(world.app.clock.today()).year();
        let left = clerk.get(&format!("/t/midorino/year-end/{year}?kind=order")).await.text;
        assert!(left.contains(&order) && left.contains("届いていない資材の注文"), "{left}");
        let edit = format!("{poster}/edit");
        let version = clerk.get(&edit).await.hidden("version").unwrap();
        let link =
            [("version", version.as_str()), ("kind", "video"), ("title", "動画"), ("audience", "everybody")];
        let refused = clerk.post(&edit, &link).await;
        assert!(refused.text.contains("200を注文中のため"), "{}", refused.text);
        let today = today(&world);
        let arrive = async |pieces: &str, more: &[(&str, &str)]| {
            let version = clerk.get(&order).await.hidden("version").unwrap_or_default();
            let mut typed = vec![("version", version.as_str()), ("pieces", pieces), ("on", today.as_str())];
            typed.extend_from_slice(more);
            clerk.post(&order, &typed).await
        };
        assert_eq!(arrive("０", &[]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(arrive("120", &[]).await.status, StatusCode::SEE_OTHER);
        let stale = clerk.post(&order, &[("version", "1"), ("pieces", "80"), ("on", &today)]).await;
        assert_eq!(stale.status, StatusCode::CONFLICT, "two clerks count the same parcel");
        assert!(stale.text.contains("資材の納品を記録しました"), "{}", stale.text);
        assert_eq!(arrive("80", &[]).await.status, StatusCode::SEE_OTHER);
        assert!(clerk.get(&order).await.text.contains("納品済み"));
        assert_eq!(found(&world, &poster).await.1, [120, 80]);
        let arrived = last_line(&world, &poster).await;
        clerk.post_from(&poster, &format!("{poster}/movements/{arrived}/undo"), &[]).await;
        assert_eq!(found(&world, &poster).await.0.stock, 120);
        assert!(clerk.get(&order).await.text.contains("120部（注文 200部）"), "it waits for the rest again");
        let version = clerk.get(&order).await.hidden("version").unwrap();
        let cancelled =
            clerk.post_from(&order, &format!("{order}/cancellation"), &[("version", &version)]).await;
        assert!(cancelled.location().ends_with("?done=cancelled"), "{}", cancelled.text);
        assert!(!clerk.get(LIST).await.text.contains("注文中です"));

        let (cost, version) =
            (format!("{order}/cost"), clerk.get(&order).await.hidden("version").unwrap_or_default());
        let costs = |amount| [("version", version.as_str()), ("amount", amount)];
        let wrong = clerk.post_from(&order, &cost, &costs("2万円")).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(wrong.text.contains("代金（税込み）") && wrong.text.contains("2万円"), "{}", wrong.text);
        let priced = clerk.post_from(&order, &cost, &costs("２２，０００円")).await;
        assert!(priced.location().ends_with("?done=priced"), "{}", priced.text);
        assert!(clerk.get(&order).await.text.contains("22,000円"), "also of what was called off");
        let stale = clerk.post_from(&order, &cost, &costs("33,000")).await;
        assert_eq!(stale.status, StatusCode::CONFLICT, "{}", stale.text);
    })
    .await;
}

#[tokio::test]
async fn many_who_hand_out_at_once_leave_a_ledger_that_adds_up() {
    on_each_world("handing out at once", async |world| {
        let clerk = world.as_person("clerk").await;
        let leaflet = material(&clerk, &[]).await;
        moved(&world, &clerk, &leaflet, "received", "50", &[]).await;
        let counter = [("to", "other"), ("name", "窓口")];
        let hands = (0..8).map(|_| moved(&world, &clerk, &leaflet, "handed_out", "10", &counter));
        let answers = futures::future::join_all(hands).await;
        let done = answers.iter().filter(|answer| answer.status == StatusCode::SEE_OTHER).count();
        let (kept, changes) = found(&world, &leaflet).await;
        assert!((1..=5).contains(&done), "nobody hands out what is not there: {done}");
        assert_eq!(changes.len(), done + 1);
        assert_eq!(i64::from(kept.stock), changes.iter().map(|change| i64::from(*change)).sum::<i64>());
        assert_eq!(i64::from(kept.stock), 50 - 10 * i64::try_from(done).unwrap());
    })
    .await;
}

#[tokio::test]
async fn each_office_of_an_activity_has_a_line_of_its_own_or_none_has() {
    on_each_world("handing round", async |world| {
        offices(&world).await;
        let clerk = world.as_person("clerk").await;
        let path = listed(&clerk, "post", &[]).await;
        let activity = path.rsplit('/').next().unwrap();
        let leaflet = material(&clerk, &[]).await;
        moved(&world, &clerk, &leaflet, "received", "50", &[]).await;
        let each = [("to", "activity"), ("activity", activity), ("each", "yes")];
        let short = moved(&world, &clerk, &leaflet, "handed_out", "20", &each).await;
        assert!(short.text.contains("在庫は50です"), "three times twenty: {}", short.text);
        assert_eq!(found(&world, &leaflet).await.1, [50], "nobody has any");
        let done = moved(&world, &clerk, &leaflet, "handed_out", "10", &each).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
        assert_eq!(found(&world, &leaflet).await.1, [50, -10, -10, -10]);
        let handed = clerk.get(&format!("{LIST}/handed/export?format=csv")).await.text;
        for name in ["ひだまり紙", "あおぞら紙", "こもれび紙"] {
            assert!(handed.contains(&format!("{name},事業所,10,紙のキャンペーン")), "{name}: {handed}");
        }
        let campaign = path.split("/activities/").next().unwrap();
        let material = leaflet.rsplit('/').next().unwrap();
        let with = [("name", "資材のある活動"), ("material", material)];
        let listed = crate::campaigns::steps::activity(&clerk, campaign, "other", &with).await;
        let list = clerk.get(&listed).await.text;
        let at = list.find("資材のある活動").expect("it stands in the list of the campaign");
        let id = list[..at].rsplit("/activities/").next().unwrap().split(['"', '?', '#']).next().unwrap();
        let page = clerk.get(&format!("{campaign}/activities/{id}")).await.text;
        let handing =
            format!("{leaflet}/movements/new?movement=handed_out&amp;to=activity&amp;activity={id}");
        assert!(page.contains(&handing), "from where pieces are handed out: {page}");
        crate::campaigns::steps::activity(&clerk, campaign, "other", &[("name", "一覧のない活動")]).await;
        let form = clerk.get(&format!("{leaflet}/movements/new?movement=handed_out")).await.text;
        let at = form.find("一覧のない活動").expect("it can be chosen");
        let at = form[..at].rfind("value=\"").unwrap() + 7;
        let open = form[at..].split('"').next().unwrap();
        let nobody = [("to", "activity"), ("activity", open), ("each", "yes")];
        let refused = moved(&world, &clerk, &leaflet, "handed_out", "1", &nobody).await;
        assert!(refused.text.contains("対象が確定していない"), "{}", refused.text);

        // It was the wrong leaflet: one act takes all three lines back.
        let page = clerk.get(&leaflet).await.text;
        assert_eq!(page.matches("同時に記録した3件を取り消す").count(), 1, "{page}");
        let undo = format!("{leaflet}/movements/{}/undo", last_line(&world, &leaflet).await);
        let back = clerk.post_from(&leaflet, &undo, &[("round", "yes")]).await;
        assert!(back.location().ends_with("?done=undone"), "{}", back.location());
        assert_eq!(found(&world, &leaflet).await.1, [50, -10, -10, -10, 10, 10, 10]);
        let twice = clerk.post_from(&leaflet, &undo, &[("round", "yes")]).await;
        assert!(twice.location().ends_with("?done=undone_before"), "{}", twice.location());
        let handed = clerk.get(&format!("{LIST}/handed")).await.text;
        assert!(!handed.contains("ひだまり紙"), "as if it had not gone: {handed}");

        // What was handed out for an activity is of its material until it is taken back.
        let to_it = [("to", "activity"), ("activity", id)];
        moved(&world, &clerk, &leaflet, "handed_out", "5", &to_it).await;
        let edit = format!("{campaign}/activities/{id}/edit");
        let version = clerk.get(&edit).await.hidden("version").unwrap();
        let typed = [("version", version.as_str()), ("name", "資材のある活動"), ("material", "")];
        let refused = clerk.post(&edit, &typed).await;
        assert!(refused.text.contains("この活動で5を配布した記録がある"), "{}", refused.text);
        clerk
            .post_from(
                &leaflet,
                &format!("{leaflet}/movements/{}/undo", last_line(&world, &leaflet).await),
                &[],
            )
            .await;
        assert_eq!(clerk.post(&edit, &typed).await.status, StatusCode::SEE_OTHER, "taken back, it may");
    })
    .await;
}
