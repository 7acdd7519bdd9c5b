//! The pages of campaigns: forms that say what is wrong, an order that can be changed, ends with reasons, conflicts.

use super::steps::{activity, campaign, found, last, order};
use crate::{demos, mailings, support::on_each_world};
use axum::http::StatusCode;
use domain::campaigns::State;

#[tokio::test]
async fn a_campaign_is_made_ordered_and_ended() {
    on_each_world("campaign", async |world| {
        let clerk = world.as_person("clerk").await;
        let wrong = clerk
            .post(
                "/t/midorino/campaigns/new",
                &[("aims", "ねらい"), ("starts_on", "R6.13.1"), ("budget", "あ")],
            )
            .await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        for part in ["名称を入力してください", "ねらい", "R6.13.1"] {
            assert!(wrong.text.contains(part), "{part}: {}", wrong.text);
        }
        let campaign = campaign(&clerk, "令和6年度の周知").await;
        for (kind, name, day) in [
            ("web_notice", "掲載", "2024-06-03"),
            ("liaison_meeting", "連絡会", "R6.7.18"),
            ("other", "配布", ""),
        ] {
            activity(&clerk, &campaign, kind, &[("name", name), ("starts_on", day)]).await;
        }
        assert_eq!(order(&world, &campaign).await, ["掲載", "連絡会", "配布"]);
        let page = clerk.get(&campaign).await.text;
        let third = page.split("/moving").nth(2).unwrap().rsplit('/').next().unwrap().to_owned();
        let path = format!("{campaign}/activities/{third}");
        clerk.post_from(&campaign, &format!("{path}/moving"), &[("to", "up")]).await;
        assert_eq!(order(&world, &campaign).await, ["掲載", "配布", "連絡会"]);
        clerk.post_from(&campaign, &format!("{path}/moving"), &[("to", "up")]).await;
        clerk.post_from(&campaign, &format!("{path}/moving"), &[("to", "up")]).await;
        assert_eq!(order(&world, &campaign).await, ["配布", "掲載", "連絡会"], "the first stays first");

        let ask = format!("{path}/result");
        let asked = clerk.get(&ask).await;
        let version = asked.hidden("version").unwrap();
        let empty = clerk.post(&ask, &[("version", version.as_str()), ("closing", " ")]).await;
        assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
        let typed = [("version", version.as_str()), ("closing", "200部を配布"), ("cost", "8,000")];
        assert_eq!(clerk.post(&ask, &typed).await.status, StatusCode::SEE_OTHER);
        assert_eq!(found(&world, &path).await.state, State::Done);
        let shown = clerk.get(&campaign).await.text.replace("<!>", "");
        assert!(shown.contains("200部を配布") && shown.contains("残り92,000円"), "{shown}");

        let close = format!("{campaign}/closure");
        let asked = clerk.get(&close).await;
        assert!(asked.text.replace("<!>", "").contains("終わっていない活動が2件あります"));
        let version = asked.hidden("version").unwrap();
        let no_reason = clerk.post(&close, &[("version", version.as_str()), ("how", "dropped")]).await;
        assert_eq!(no_reason.status, StatusCode::UNPROCESSABLE_ENTITY);
        let typed = [("version", version.as_str()), ("how", "dropped"), ("closing", "予算がなくなった")];
        assert_eq!(clerk.post(&close, &typed).await.status, StatusCode::SEE_OTHER);
        let over = clerk.get(&campaign).await.text;
        assert!(over.contains("予算がなくなった") && over.contains("中止") && !over.contains("活動を加える"));

        // A notice is read by everybody once it says something and a clerk puts it there, until it is taken away.
        let other = super::steps::campaign(&clerk, "掲載だけ").await;
        let silent = activity(&clerk, &other, "web_notice", &[("name", "文のない掲載")]).await;
        let put = [("act", "publish")];
        let refused = clerk.post_from(&silent, &format!("{silent}/publication"), &put).await;
        assert_eq!(refused.location(), silent, "there is nothing to read");
        let typed = [("name", "説明会のお知らせ"), ("script", "説明会を開きます。")];
        let notice = activity(&clerk, &other, "web_notice", &typed).await;
        let (anybody, public) = (world.anybody(), format!("/t/midorino/public/notices/{}", last(&notice)));
        assert_eq!(anybody.get(&public).await.status, StatusCode::NOT_FOUND);
        let done = clerk.post_from(&notice, &format!("{notice}/publication"), &put).await;
        assert!(done.location().ends_with("done=published"), "{}", done.location());
        let read = anybody.get(&public).await.text;
        assert!(read.contains("説明会を開きます。") && read.contains("掲載した日"), "{read}");
        assert!(
            anybody.get("/t/midorino/guide").await.text.contains(&public),
            "the page of the city leads there"
        );
        let taken = [("act", "withdraw")];
        clerk.post_from(&notice, &format!("{notice}/publication"), &taken).await;
        assert_eq!(anybody.get(&public).await.status, StatusCode::NOT_FOUND);
        let stale = clerk
            .post_from(&campaign, &format!("{campaign}/reopening"), &[("version", version.as_str())])
            .await;
        assert_eq!(stale.status, StatusCode::CONFLICT);
        let version = clerk.get(&campaign).await.hidden("version").unwrap();
        clerk.post_from(&campaign, &format!("{campaign}/reopening"), &[("version", version.as_str())]).await;
        assert!(clerk.get(&campaign).await.text.contains("活動を加える"));

        let table = clerk.get(&format!("{campaign}/export?format=csv")).await;
        assert_eq!(table.text.matches("\r\n").count(), 4, "{}", table.text);
        let list = clerk.get("/t/midorino/campaigns").await.text;
        assert!(list.contains("令和6年度の周知"), "{list}");
        let saved = clerk.get("/t/midorino/campaigns/export?format=csv").await.text;
        assert!(saved.replace(',', "").contains("8000"), "{saved}");
        let viewer = world.as_person("viewer").await;
        let read = viewer.get(&campaign).await;
        assert!(read.status == StatusCode::OK && !read.text.contains("/moving"));
    })
    .await;
}

#[tokio::test]
async fn two_who_edit_are_told_and_nothing_is_lost() {
    on_each_world("campaign conflict", async |world| {
        let clerk = world.as_person("clerk").await;
        let campaign = campaign(&clerk, "周知").await;
        let edit = format!("{campaign}/edit");
        let version = clerk.get(&edit).await.hidden("version").unwrap();
        let first = [("name", "周知の一"), ("starts_on", "R6.5.7"), ("version", version.as_str())];
        assert_eq!(clerk.post(&edit, &first).await.status, StatusCode::SEE_OTHER);
        let second = [("name", "周知の二"), ("starts_on", "R6.5.7"), ("version", version.as_str())];
        let conflict = clerk.post(&edit, &second).await;
        assert_eq!(conflict.status, StatusCode::CONFLICT);
        assert!(
            conflict.text.contains("周知の一") && conflict.text.contains("周知の二"),
            "{}",
            conflict.text
        );

        let web = activity(&clerk, &campaign, "web_notice", &[("name", "掲載")]).await;
        let web = if web.contains("/activities/") {
            web
        } else {
            let page = clerk.get(&campaign).await.text;
            let id = page.split("/activities/").nth(2).unwrap().split('"').next().unwrap().to_owned();
            format!("{campaign}/activities/{}", last(&id))
        };
        let edit = format!("{web}/edit");
        let version = clerk.get(&edit).await.hidden("version").unwrap();
        let typed = |name: &'static str| [("name", name), ("version", "1")];
        assert_eq!(version, "1");
        assert_eq!(clerk.post(&edit, &typed("掲載の一")).await.status, StatusCode::SEE_OTHER);
        let conflict = clerk.post(&edit, &typed("掲載の二")).await;
        assert_eq!(conflict.status, StatusCode::CONFLICT);
        assert!(conflict.text.contains("掲載の一") && conflict.text.contains("掲載の二"));
        let link =
            clerk.post(&edit, &[("name", "掲載"), ("link", "javascript:alert(1)"), ("version", "2")]).await;
        assert_eq!(link.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(link.text.contains("https:// から始まるアドレス"));

        // What has not begun is removed without a reason, and the campaign with it.
        let dropping = format!("{web}/dropping");
        let version = clerk.get(&dropping).await.hidden("version").unwrap();
        let removed = clerk.post(&dropping, &[("version", version.as_str()), ("how", "removed")]).await;
        assert!(removed.location().contains("done=removed"), "{}", removed.text);
        let removal = format!("{campaign}/removal");
        let version = clerk.get(&removal).await.hidden("version").unwrap();
        let gone = clerk.post(&removal, &[("version", version.as_str())]).await;
        assert_eq!(gone.location(), "/t/midorino/campaigns?done=removed");
        assert_eq!(clerk.get(&campaign).await.status, StatusCode::NOT_FOUND);
    })
    .await;
}

#[tokio::test]
async fn an_activity_by_mail_has_its_mailing_and_its_numbers() {
    on_each_world("campaign by mail", async |world| {
        mailings::steps::offices(&world, &["a@example.jp".into(), String::new()]).await;
        let clerk = world.as_person("clerk").await;
        let segment = mailings::steps::segment(&clerk).await;
        let campaign = campaign(&clerk, "メールの周知").await;
        let typed =
            [("name", "説明会の案内"), ("segment", segment.as_str()), ("script", "{{事業所名}} 御中")];
        let mail = activity(&clerk, &campaign, "mail", &typed).await;
        assert!(clerk.get(&mail).await.text.contains("お知らせの下書きを作る"));
        let made = clerk.post_from(&mail, &format!("{mail}/mailing"), &[]).await;
        assert!(made.location().ends_with("/edit"), "{}", made.text);
        let form = clerk.get(made.location()).await.text;
        assert!(form.contains("説明会の案内") && form.contains("{{事業所名}} 御中"), "{form}");
        let again = clerk.post_from(&campaign, &format!("{mail}/mailing"), &[]).await;
        assert_eq!(format!("{}/edit", again.location()), made.location(), "one activity has one mailing");
        assert!(clerk.get(&mail).await.text.contains("お知らせは下書きです"));
        let home = clerk.get("/t/midorino").await.text;
        assert!(!home.contains("予定の日を過ぎた周知の活動"), "no day was set");
        let edit = format!("{mail}/edit");
        let version = clerk.get(&edit).await.hidden("version").unwrap();
        let mailing = last(again.location());
        let typed = [
            ("name", "説明会の案内"),
            ("starts_on", "R6.5.20"),
            ("mailing", mailing.as_str()),
            ("version", version.as_str()),
        ];
        assert_eq!(clerk.post(&edit, &typed).await.status, StatusCode::SEE_OTHER);
        let home = clerk.get("/t/midorino").await.text.replace("<!>", "");
        assert!(home.contains("予定の日を過ぎた周知の活動が1件あります"), "{home}");

        let kinds = clerk.get(&format!("{campaign}/activities/new?segment={segment}")).await.main();
        assert!(kinds.contains(&format!("kind=phone&amp;segment={segment}")), "{kinds}");

        // What is made for an activity on another page is attached to it, once.
        demos::steps::federation(&world).await;
        let until = (world.app.clock.today() + chrono::Days::new(14)).to_string();
        let typed = [("name", "意向の調査"), ("ends_on", until.as_str())];
        let survey = activity(&clerk, &campaign, "survey", &typed).await;
        let id = last(&survey);
        let form = clerk.get(&format!("/t/midorino/surveys/new?activity={id}")).await;
        assert_eq!(form.hidden("activity").as_deref(), Some(id.as_str()));
        assert!(form.main().contains("意向の調査"), "{}", form.text);
        let typed = [("from", "ready:adoption_intention"), ("title", ""), ("activity", id.as_str())];
        let made = clerk.post("/t/midorino/surveys/new", &typed).await;
        assert_eq!(made.location(), format!("{survey}?done=attached"), "{}", made.text);
        let its = found(&world, &survey).await.text.survey.unwrap();
        let settings = clerk.get(&format!("/t/midorino/surveys/{its}/settings")).await.text;
        assert!(settings.contains(&format!("value=\"{until}\"")), "until the activity ends: {settings}");
        let reminded = (world.app.clock.today() + chrono::Days::new(9)).to_string();
        assert!(settings.contains(&format!("value=\"{reminded}\"")), "after two thirds: {settings}");
        assert!(clerk.get(&survey).await.text.contains("アンケートは下書きです"));
        let second = clerk.post("/t/midorino/surveys/new", &typed).await;
        assert!(second.location().ends_with("done=added"), "one activity has one survey: {}", second.text);
        let session = activity(&clerk, &campaign, "demo_session", &[("name", "研修会")]).await;
        let asks = format!("/t/midorino/demos/new?activity={}", last(&session));
        assert!(clerk.get(&session).await.text.contains(&asks));
        let id = last(&session);
        let typed = demos::steps::typed(&[("activity", id.as_str())]);
        let asked = clerk.post("/t/midorino/demos/new", &typed).await;
        assert_eq!(asked.location(), format!("{session}?done=attached"), "{}", asked.text);
        assert!(found(&world, &session).await.text.session.is_some());
    })
    .await;
}
