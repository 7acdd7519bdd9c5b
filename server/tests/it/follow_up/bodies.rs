//! 関係団体: registered, corrected, joined by offices, put away.

use super::steps::{good, main, offices};
use crate::{
    subsidies::steps::{account, tenant},
    support::on_each_world,
};
use axum::http::StatusCode;
use domain::email::Email;
use store::{
    Scope, associations, mails,
    opt_outs::{self, Basis},
};

#[tokio::test]
async fn a_body_is_registered_joined_corrected_and_put_away() {
    on_each_world("associations", async |world| {
        offices(&world, &["2970999211", "2970999229"]).await;
        let clerk = world.as_person("clerk").await;
        let new = "/t/midorino/associations/new";
        let nothing = clerk.post(new, &[("name", "連絡会"), ("kind", "liaison")]).await;
        assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(main(&nothing).contains("どれか1つは入力してください"), "{}", main(&nothing));
        let typed = [("name", "伴走連絡会"), ("kind", "liaison"), ("email", "jimu@example.jp")];
        let at = good(&clerk, new, &typed).await.split('?').next().unwrap().to_owned();

        let members = format!("{at}/members");
        let wrong = clerk.post_from(&at, &members, &[("numbers", "2970999211\n2970999245\n12")]).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        for part in ["2行目：2970999245は台帳にありません", "3行目：", "2970999211\n2970999245"]
        {
            assert!(main(&wrong).contains(part), "{part}: {}", main(&wrong));
        }
        let joined = clerk.post_from(&at, &members, &[("numbers", "2970999211\n２９７０９９９２２９")]).await;
        assert_eq!(joined.location(), format!("{at}?joined=2"));
        let again = clerk.post_from(&at, &members, &[("numbers", "2970999211")]).await;
        assert_eq!(again.location(), format!("{at}?joined=0"), "twice is once");
        let page = main(&clerk.get(&at).await);
        assert!(page.contains("伴走事業所21") && page.contains("伴走事業所22"), "{page}");

        let edit = format!("{at}/edit");
        let version = clerk.get(&edit).await.hidden("version").unwrap();
        let corrected = [
            ("name", "伴走連絡会"),
            ("kind", "other"),
            ("phone", "0743-00-0009"),
            ("version", version.as_str()),
        ];
        assert_eq!(clerk.post_from(&edit, &edit, &corrected).await.status, StatusCode::SEE_OTHER);
        let stale = clerk.post_from(&edit, &edit, &corrected).await;
        assert_eq!(stale.status, StatusCode::CONFLICT);

        let version = clerk.get(&at).await.hidden("version").unwrap();
        let away = [("version", version.as_str()), ("act", "put-away")];
        clerk.post_from(&at, &format!("{at}/closure"), &away).await;
        assert!(main(&clerk.get("/t/midorino/associations").await).contains("使っていません"));
        let form = main(&clerk.get("/t/midorino/offices/segments/new").await);
        assert!(!form.contains("伴走連絡会"), "what was put away is offered no longer");
        let other = world.as_person("misaki-clerk").await;
        let there = at.replace("midorino", "misaki");
        assert_eq!(other.get(&there).await.status, StatusCode::NOT_FOUND);
        let saved = clerk.get("/t/midorino/associations/export?format=csv").await;
        assert!(saved.text.contains("伴走連絡会") && saved.text.contains("0743-00-0009"), "{}", saved.text);
    })
    .await;
}

#[tokio::test]
async fn a_body_gets_a_mailing_once_and_not_when_it_opted_out() {
    on_each_world("associations mailed", async |world| {
        let outreach = crate::mailings::steps::one_of_each(&world).await;
        let clerk = world.as_person("clerk").await;
        let mut bodies = Vec::new();
        for (name, email) in [("伴走連絡会", "jimu@example.jp"), ("断った会", "kotowari@example.jp")]
        {
            let typed = [("name", name), ("kind", "liaison"), ("email", email)];
            let at = good(&clerk, "/t/midorino/associations/new", &typed).await;
            bodies.push(at.split(['/', '?']).nth(4).unwrap().to_owned());
        }
        let scope = Scope::tenant(tenant(&world, "midorino").await, account(&world, "clerk").await);
        let tx = world.app.store.write(&scope).await.unwrap();
        let refused = Email::parse("kotowari@example.jp").unwrap();
        opt_outs::stop(&tx, world.app.clock.id(), &refused, Basis::Told, world.app.clock.now())
            .await
            .unwrap();
        tx.commit().await.unwrap();

        let path = "/t/midorino/associations/mailing";
        let nothing = clerk.post(path, &[]).await;
        assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(main(&nothing).contains("送る関係団体を選んでください"), "{}", main(&nothing));
        let draft = [("mailing", outreach.draft.as_str()), ("associations", bodies[0].as_str())];
        let unsent = clerk.post(path, &draft).await;
        assert_eq!(unsent.status, StatusCode::UNPROCESSABLE_ENTITY, "nobody stood for a draft");
        let typed = [
            ("mailing", outreach.sent.as_str()),
            ("associations", bodies[0].as_str()),
            ("associations", bodies[1].as_str()),
        ];
        assert_eq!(good(&clerk, path, &typed).await, format!("{path}?sent=1&stopped=1&known=0"));
        assert_eq!(good(&clerk, path, &typed).await, format!("{path}?sent=0&stopped=1&known=1"));
        let tx = world.app.store.read(&scope).await.unwrap();
        let mailed = associations::mailed(&tx, None).await.unwrap();
        assert_eq!(mailed.len(), 1);
        let mail = mails::find(&tx, mailed[0].id).await.unwrap().unwrap().mail;
        assert_eq!(
            (mail.recipient.as_str(), mail.recipient_name.as_str()),
            ("jimu@example.jp", "伴走連絡会")
        );
        assert!(mail.body.contains("配信を止めるとき"), "{}", mail.body);
        drop(tx);
        assert!(
            main(&clerk.get(&format!("/t/midorino/associations/{}", bodies[0])).await).contains("送信待ち")
        );
    })
    .await;
}
