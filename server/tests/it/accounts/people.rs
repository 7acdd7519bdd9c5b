use super::{PASSWORD, account, id_of, is_signed_in, link_in, mails_to, midorino, newcomer, set_up};
use crate::support::on_each_world;
use axum::http::StatusCode;
use chrono::TimeDelta;
use store::{Scope, events};

const SHINKO: &str = "shinko@midorino.example.jp";

#[tokio::test]
async fn an_invited_officer_sets_up_and_works_in_the_chosen_roles() {
    on_each_world("invitations", async |world| {
        let (asker, _) = newcomer(&world, SHINKO, &["clerk", "approver"]).await;
        assert_eq!(asker.get("/t/midorino").await.status, StatusCode::OK);
        assert_eq!(asker.get("/t/midorino/people").await.status, StatusCode::NOT_FOUND, "no administrator");
        let list = world.as_person("administrator").await.get("/t/midorino/people").await;
        assert!(
            list.text.contains("新人　新子")
                && list.text.contains("担当・決裁者")
                && list.text.contains(SHINKO)
        );
        let tx =
            world.app.store.read(&Scope::tenant_by_system(midorino(&world).await, "test")).await.unwrap();
        let told = events::of_subject(&tx, "account", id_of(&world, SHINKO).await.uuid()).await.unwrap();
        let added = told.iter().find(|event| event.kind == "member.added").unwrap();
        assert!(!added.payload.to_string().contains("shinko"), "no personal data: {}", added.payload);
    })
    .await;
}

#[tokio::test]
async fn a_form_with_mistakes_comes_back_as_it_was() {
    on_each_world("mistaken invitations", async |world| {
        let administrator = world.as_person("administrator").await;
        let typed = [("name", "新人　新子"), ("email", "shinko＠"), ("role", "clerk")];
        let answer = administrator.post("/t/midorino/people/new", &typed).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        for kept in ["新人　新子", "shinko＠", "checked"] {
            assert!(answer.text.contains(kept), "{kept}");
        }
    })
    .await;
}

#[tokio::test]
async fn nobody_is_invited_twice_and_no_applicant_becomes_staff() {
    on_each_world("addresses in use", async |world| {
        newcomer(&world, SHINKO, &["clerk"]).await;
        let administrator = world.as_person("administrator").await;
        let typed = [("name", "だれか"), ("email", "Shinko@Midorino.example.jp"), ("role", "clerk")];
        let answer = administrator.post("/t/midorino/people/new", &typed).await;
        assert!(answer.text.contains("すでに登録されています"), "{}", answer.text);
        let tx = world.app.store.read(&Scope::system("test")).await.unwrap();
        let people = store::accounts::demo_people(&tx).await.unwrap();
        drop(tx);
        let applicant = people
            .into_iter()
            .find(|person| person.demo_key.as_deref() == Some("hidamari"))
            .and_then(|p| p.email)
            .unwrap();
        let typed = [("name", "だれか"), ("email", applicant.as_str()), ("role", "clerk")];
        let answer = administrator.post("/t/midorino/people/new", &typed).await;
        assert!(answer.text.contains("事業所の方が使っています"), "{}", answer.text);
    })
    .await;
}

#[tokio::test]
async fn an_officer_of_one_tenant_may_join_another() {
    on_each_world("two tenants", async |world| {
        let (asker, _) = newcomer(&world, SHINKO, &["clerk"]).await;
        let misaki = world.as_person("misaki-clerk").await;
        let typed = [("name", "新人　新子"), ("email", SHINKO), ("role", "viewer")];
        let answer = misaki.post("/t/misaki/people/new", &typed).await;
        assert_eq!(answer.location(), "/t/misaki/people?done=added", "{}", answer.text);
        assert_eq!(asker.get("/t/misaki").await.status, StatusCode::OK);
        let path = format!("/t/misaki/people/{}/suspension", id_of(&world, SHINKO).await);
        let answer = misaki.post_from("/t/misaki/people", &path, &[]).await;
        assert_eq!(answer.location(), "/t/misaki/people?done=suspended", "{}", answer.text);
        assert!(account(&world, SHINKO).await.disabled_at.is_none(), "みどり野市 still has its officer");
        assert!(!is_signed_in(&asker).await);
    })
    .await;
}

#[tokio::test]
async fn a_suspended_officer_is_out_at_once_and_comes_back_as_before() {
    on_each_world("suspension", async |world| {
        let (asker, _) = newcomer(&world, SHINKO, &["clerk"]).await;
        let administrator = world.as_person("administrator").await;
        let page = format!("/t/midorino/people/{}", id_of(&world, SHINKO).await);
        let answer = administrator.post_from(&page, &format!("{page}/suspension"), &[]).await;
        assert_eq!(answer.location(), format!("{page}?done=suspended"), "{}", answer.text);
        assert!(!is_signed_in(&asker).await);
        let answer =
            world.anybody().post("/sign-in/staff", &[("email", SHINKO), ("password", PASSWORD)]).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(administrator.get(&page).await.text.contains("停止中"));
        administrator.post_from(&page, &format!("{page}/return"), &[]).await;
        world.wait(TimeDelta::minutes(1));
        let back = world.anybody();
        let answer = back.post("/sign-in/staff", &[("email", SHINKO), ("password", PASSWORD)]).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER);
        assert!(administrator.get(&page).await.text.contains("checked"), "the roles are as before");
    })
    .await;
}

#[tokio::test]
async fn an_administrator_always_remains() {
    on_each_world("last administrator", async |world| {
        let administrator = world.as_person("administrator").await;
        let tx = world.app.store.read(&Scope::system("test")).await.unwrap();
        let people = store::accounts::demo_people(&tx).await.unwrap();
        drop(tx);
        let own =
            people.iter().find(|person| person.demo_key.as_deref() == Some("administrator")).unwrap().id;
        let page = format!("/t/midorino/people/{own}");
        let answer = administrator.post(&page, &[("role", "viewer")]).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(answer.text.contains("管理者が1人もいなくなります"), "{}", answer.text);
        let answer = administrator.post_from(&page, &format!("{page}/suspension"), &[]).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "nobody suspends themselves");
        newcomer(&world, SHINKO, &["administrator"]).await;
        let answer = administrator.post(&page, &[("role", "viewer")]).await;
        assert_eq!(answer.location(), "/t/midorino", "{}", answer.text);
        assert_eq!(administrator.get("/t/midorino/people").await.status, StatusCode::NOT_FOUND);
    })
    .await;
}

#[tokio::test]
async fn a_lost_authenticator_is_taken_away_by_an_administrator() {
    on_each_world("lost authenticators", async |world| {
        let (asker, first) = newcomer(&world, SHINKO, &["clerk"]).await;
        let administrator = world.as_person("administrator").await;
        let page = format!("/t/midorino/people/{}", id_of(&world, SHINKO).await);
        let answer = administrator.post_from(&page, &format!("{page}/second-factor"), &[]).await;
        assert_eq!(answer.location(), format!("{page}?done=factor"), "{}", answer.text);
        assert!(!is_signed_in(&asker).await);
        world.wait(TimeDelta::minutes(1));
        let back = world.anybody();
        back.post("/sign-in/staff", &[("email", SHINKO), ("password", PASSWORD)]).await;
        assert_eq!(back.get("/sign-in/second-factor").await.location(), "/sign-in/second-factor/setup");
        assert_ne!(set_up(&world, &back).await, first);
        let mails = mails_to(&world, SHINKO).await;
        assert!(mails.iter().any(|mail| mail.contains("二段階認証を解除")), "{mails:?}");
    })
    .await;
}

#[tokio::test]
async fn a_second_invitation_ends_the_first_and_both_end_after_three_days() {
    on_each_world("invitations end", async |world| {
        let administrator = world.as_person("administrator").await;
        let typed = [("name", "新人　新子"), ("email", SHINKO), ("role", "clerk")];
        administrator.post("/t/midorino/people/new", &typed).await;
        let first = link_in(&mails_to(&world, SHINKO).await.pop().unwrap());
        world.wait(TimeDelta::seconds(1));
        let page = format!("/t/midorino/people/{}", id_of(&world, SHINKO).await);
        let answer = administrator.post_from(&page, &format!("{page}/invitation"), &[]).await;
        assert_eq!(answer.location(), format!("{page}?done=invited"), "{}", answer.text);
        let mails = mails_to(&world, SHINKO).await;
        let second = mails.iter().map(|mail| link_in(mail)).find(|link| *link != first).unwrap();
        let asker = world.anybody();
        assert!(asker.get(&first).await.text.contains("もう使えません"));
        assert!(asker.get(&second).await.text.contains("このパスワードにする"));
        world.wait(TimeDelta::days(3));
        assert!(asker.get(&second).await.text.contains("もう使えません"));
    })
    .await;
}
