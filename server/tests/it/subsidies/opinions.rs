//! 意見照会: an outsider sees what is ticked and nothing else, and answers once.

use super::{
    review::{act, received},
    steps::account,
};
use crate::support::{Asker, World, on_each_world};
use axum::http::StatusCode;
use store::{Scope, accounts, mails};

/// A question that was asked: its id, and what leads to it.
pub struct Asked {
    pub id: String,
    pub token: String,
    pub code: String,
    pub pass: String,
}

/// What stands between two words of a page.
fn between<'a>(text: &'a str, before: &str, after: &str) -> &'a str {
    let at = text.rfind(before).unwrap_or_else(|| panic!("{before} in {text}")) + before.len();
    &text[at..at + text[at..].find(after).unwrap()]
}

/// Asks about an application with the office and the proof shown, and opens the pass.
pub async fn ask(world: &World, desk: &str) -> Asked {
    let clerk = world.as_person("clerk").await;
    let typed = [
        ("section", "税務課"),
        ("person", "納税 守"),
        ("email", "zeimu@midorino.example.jp"),
        ("question", "市税の滞納がないか、教えてください。"),
        ("shown", "office"),
        ("shown", "document.licence_proof"),
        ("due", "令和6年7月31日"),
    ];
    let asked = act(&clerk, desk, "opinions", &typed).await;
    assert_eq!(asked.location(), format!("{desk}?done=opinion_asked"), "{}", asked.text);
    let page = clerk.get(desk).await.text;
    let token = between(&page, "127.0.0.1:3000/opinions/", "<").to_owned();
    let id = between(&page, "/opinions/0", "/withdrawal");
    let (id, code) = (format!("0{id}"), between(&page, "電話などで別に伝える", "</strong>"));
    let code: String = code.chars().filter(char::is_ascii_digit).collect();
    assert_eq!(code.len(), 8, "{page}");
    let outsider = world.anybody();
    let entered = outsider.post(&format!("/opinions/{token}"), &[("code", &code)]).await;
    assert_eq!(entered.status, StatusCode::SEE_OTHER, "{}", entered.text);
    let pass = entered.location().rsplit('/').next().unwrap().to_owned();
    Asked { id, token, code, pass }
}

async fn seen(outsider: &Asker, pass: &str) -> String {
    outsider.get(&format!("/opinion-pages/{pass}")).await.main()
}

#[tokio::test]
async fn an_outsider_sees_what_is_ticked_and_answers_once() {
    on_each_world("opinions", async |world| {
        let case = received(&world).await;
        let asked = ask(&world, &case.desk).await;
        let outsider = world.anybody();
        let page = seen(&outsider, &asked.pass).await;
        assert!(page.contains("市税の滞納") && page.contains("2970999013"), "{page}");
        for hidden in ["日向", "hinata@", "代表者", "要件の判定", "庁内メモ"] {
            assert!(!page.contains(hidden), "{hidden} in {page}");
        }
        let path = format!("/opinions/{}", asked.token);
        let wrong = outsider.post(&path, &[("code", "00000001")]).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(!wrong.text.contains("市税"), "without the code nothing is told: {}", wrong.text);
        assert_eq!(
            outsider.get(&format!("/opinion-pages/{}", asked.token)).await.status,
            StatusCode::NOT_FOUND
        );

        let at = format!("/opinion-pages/{}", asked.pass);
        let objection = [("stance", "objection"), ("words", ""), ("person", "納税 守")];
        let refused = outsider.post(&at, &objection).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.text.contains("内容・理由を入力してください") && refused.text.contains("納税 守"));
        let remarks = [("stance", "remarks"), ("words", "1期分が未納です。"), ("person", "納税 守")];
        assert_eq!(outsider.post(&at, &remarks).await.location(), at);
        let again = [("stance", "no_objection"), ("words", ""), ("person", "別人")];
        outsider.post_from(&path, &at, &again).await;
        let clerk = world.as_person("clerk").await;
        let desk = clerk.get(&case.desk).await.text;
        assert!(desk.contains("1期分が未納です。") && desk.contains("条件・意見あり"), "{desk}");
        assert!(!desk.contains("別人") && !desk.contains("この照会を取り下げる"), "{desk}");

        let tenant = super::steps::tenant(&world, "midorino").await;
        let tx = world.app.store.read(&Scope::tenant_by_system(tenant, "test")).await.unwrap();
        let told = mails::about(&tx, "application", case.id).await.unwrap();
        let to = |who: &str| {
            told.iter().filter(|one| one.mail.recipient == who).map(|one| &one.mail).collect::<Vec<_>>()
        };
        let asked_by_mail = to("zeimu@midorino.example.jp");
        assert_eq!(asked_by_mail.len(), 1);
        assert!(!asked_by_mail[0].body.contains(&asked.code), "the code is told apart from the address");
        drop(tx);
        let clerk = account(&world, "clerk").await;
        let tx = world.app.store.read(&Scope::system("test")).await.unwrap();
        let mail = accounts::find(&tx, clerk).await.unwrap().unwrap().email.unwrap();
        assert!(to(&mail).iter().any(|one| one.subject.contains("意見照会に回答がありました")));
    })
    .await;
}

#[tokio::test]
async fn what_is_taken_back_shows_nothing_and_five_wrong_codes_close_the_door() {
    on_each_world("opinions-closed", async |world| {
        let case = received(&world).await;
        let asked = ask(&world, &case.desk).await;
        let outsider = world.anybody();
        let path = format!("/opinions/{}", asked.token);
        for _ in 0..5 {
            outsider.post(&path, &[("code", "00000001")]).await;
        }
        let closed = outsider.post(&path, &[("code", &asked.code)]).await;
        assert_eq!(closed.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(closed.text.contains("このアドレスは使えません"), "{}", closed.text);
        let clerk = world.as_person("clerk").await;
        act(&clerk, &case.desk, &format!("opinions/{}/withdrawal", asked.id), &[]).await;
        let page = seen(&outsider, &asked.pass).await;
        assert!(page.contains("取り下げられました") && !page.contains("市税"), "{page}");
    })
    .await;
}
