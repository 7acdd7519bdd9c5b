//! Several people at one application, each with what their roles allow.

use super::{
    Received, act, act_from, assert_told, borrowed, clerk_version, done, mail_of, propose, read, received,
    reserved, stage, verdicts,
};
use crate::{
    subsidies::steps::{account, tenant},
    support::on_each_world,
};
use axum::http::StatusCode;
use chrono::TimeDelta;
use domain::subsidies::StageName;
use store::{Scope, accounts, views};

#[tokio::test]
async fn of_two_officers_at_one_application_the_slower_one_sees_what_the_other_did_and_loses_nothing() {
    on_each_world("two officers", async |world| {
        let Received { desk, .. } = received(&world).await;
        let (first, second) = (world.as_person("clerk").await, world.as_person("clerk-two").await);
        done(&first, &desk, "assignment", &[("act", "take")], "taken").await;
        let seen = second.get(&desk).await.hidden("version").unwrap();
        done(&first, &desk, "checks", &borrowed(&verdicts("fits")), "checked").await;
        world.wait(TimeDelta::minutes(3));
        let typed = [
            ("verdict.paid_within_period", "does_not_fit"),
            ("note.paid_within_period", "領収書は4月1日より前"),
        ];
        let slower = act_from(&second, &desk, "checks", &seen, &typed).await;
        assert_eq!(slower.status, StatusCode::CONFLICT);
        for told in ["佐藤 葵さん", "3分前", "要件の判定を保存しました", "領収書は4月1日より前", &desk]
        {
            assert!(slower.text.contains(told), "{told}: {}", slower.text);
        }
        let page = second.get(&desk).await;
        assert!(!page.text.contains("領収書は4月1日より前"), "nothing was overwritten");
        for (part, typed) in [
            ("assignment", vec![("act", "take")]),
            ("correction", vec![("task.expense", "金額を確かめてください"), ("due", "令和6年7月20日")]),
            ("proposal", vec![("outcome", "grant")]),
        ] {
            let slower = act_from(&second, &desk, part, &seen, &typed).await;
            assert_eq!(slower.status, StatusCode::CONFLICT, "{part}");
        }
    })
    .await;
}

#[tokio::test]
async fn who_proposed_does_not_decide_whatever_roles_they_have() {
    on_each_world("two-person rule", async |world| {
        let Received { desk, programme, .. } = received(&world).await;
        let tenant = tenant(&world, "midorino").await;
        let clerk_id = account(&world, "clerk").await;
        let tx = world.app.store.write(&Scope::tenant_by_system(tenant, "test")).await.unwrap();
        accounts::grant(&tx, clerk_id, domain::accounts::Role::Approver, world.app.clock.now())
            .await
            .unwrap();
        tx.commit().await.unwrap();
        let both = world.as_person("clerk").await;
        propose(&both, &desk, "fits", &[("outcome", "grant")]).await;
        let page = both.get(&format!("{desk}/decision")).await;
        assert!(
            page.text.contains("起案した人は決裁できません") && !page.text.contains("で決裁する"),
            "{}",
            page.text
        );
        let version = clerk_version(&world, &desk).await;
        for typed in [[("act", "approve"), ("note", "")], [("act", "send_back"), ("note", "やり直し")]] {
            let refused = act_from(&both, &desk, "decision", &version, &typed).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
            assert!(
                refused.text.contains("起案した人は決裁できません。別の決裁者が決裁してください"),
                "{}",
                refused.text
            );
        }
        assert_eq!(stage(&world, &desk).await, StageName::Proposed);
        assert_eq!(reserved(&world, &programme).await, 21_000);

        let approver = world.as_person("approver").await;
        let bare = act_from(&approver, &desk, "decision", &version, &[("act", "send_back")]).await;
        assert!(bare.text.contains("差し戻す理由を入力してください"), "{}", bare.text);
        let typed = [("act", "send_back"), ("note", "支払日の根拠を書いてください")];
        let back = act_from(&approver, &desk, "decision", &version, &typed).await;
        assert_eq!(back.location(), format!("{desk}?done=sent_back"), "{}", back.text);
        let id = desk.rsplit('/').next().unwrap().parse().unwrap();
        assert_told(&world, id, &[(&mail_of(&world, "clerk").await, "起案が差し戻されました")]).await;
        let page = both.get(&desk).await;
        assert!(
            page.text.contains("決裁者から差し戻されました")
                && page.text.contains("支払日の根拠を書いてください")
        );
        // Less than the rules give has a reason; more is refused.
        let above = [("outcome", "grant"), ("amount", "21,001"), ("lowered", "増額")];
        let refused = act(&both, &desk, "proposal", &above).await;
        assert!(refused.text.contains("計算上の額（21,000円）以下にしてください"), "{}", refused.text);
        let less = [("outcome", "grant"), ("amount", "18,000"), ("lowered", "対象外の経費を除いたため")];
        done(&both, &desk, "proposal", &less, "proposed").await;
        let page = approver.get(&format!("{desk}/decision")).await.text;
        for told in ["交付（18,000円に減額）", "減額の理由", "対象外の経費を除いたため"]
        {
            assert!(page.contains(told), "{told}: {page}");
        }
        let version = clerk_version(&world, &desk).await;
        let decided = act_from(&approver, &desk, "decision", &version, &[("act", "approve")]).await;
        assert_eq!(decided.location(), format!("{desk}?done=decided"), "{}", decided.text);
        let twice = act_from(&approver, &desk, "decision", &version, &[("act", "approve")]).await;
        assert_eq!(twice.status, StatusCode::CONFLICT, "a decision is made once");
        assert_eq!(reserved(&world, &programme).await, 18_000, "the rest is free");
    })
    .await;
}

#[tokio::test]
async fn a_viewer_sees_everything_and_can_do_nothing() {
    on_each_world("viewer", async |world| {
        let Received { desk, .. } = received(&world).await;
        let viewer = world.as_person("viewer").await;
        let page = viewer.get(&desk).await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(!page.text.contains("担当になって") && page.hidden("version").is_none(), "{}", page.text);
        for part in ["assignment", "checks", "correction", "proposal", "decision"] {
            let answer = act_from(&viewer, &desk, part, "1", &[("act", "take"), ("outcome", "grant")]).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{part}");
        }
        let elsewhere = world.as_person("misaki-clerk").await;
        let other = desk.replace("midorino", "misaki");
        for path in [&desk, &other] {
            assert_eq!(elsewhere.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_page_of_a_document_is_a_picture_that_runs_nothing_and_every_look_is_kept() {
    on_each_world("document pages", async |world| {
        let Received { desk, .. } = received(&world).await;
        let clerk = world.as_person("clerk").await;
        let page = clerk.get(&desk).await.text;
        let at = page.find("/attachments/").unwrap() + "/attachments/".len();
        let attachment = &page[at..at + 36];
        let picture = clerk.get(&format!("{desk}/attachments/{attachment}/pages/1")).await;
        assert_eq!(picture.status, StatusCode::OK);
        assert!(picture.headers["content-type"].to_str().unwrap().starts_with("image/"));
        assert_eq!(picture.headers["content-security-policy"], "default-src 'none'; sandbox");
        let original = clerk.get(&format!("{desk}/attachments/{attachment}")).await;
        assert!(original.headers["content-disposition"].to_str().unwrap().starts_with("attachment"));
        for missing in ["0", "2", "-1"] {
            let answer = clerk.get(&format!("{desk}/attachments/{attachment}/pages/{missing}")).await;
            assert!(answer.status.is_client_error(), "{missing}: {}", answer.status);
        }
        let tx = read(&world).await;
        let looks = views::of_subject(&tx, "attachment", attachment.parse().unwrap()).await.unwrap();
        let mut looks: Vec<_> = looks.iter().map(|look| look.what.as_str()).collect();
        looks.sort_unstable();
        assert_eq!(looks, ["original", "page"]);
    })
    .await;
}
