//! 事前協議: an office applies once the municipality has agreed to its plan.

use super::steps::{account, begin, office, published, tenant};
use crate::support::{World, on_each_world};
use axum::http::StatusCode;
use domain::{
    ids::OfficeId,
    money::Yen,
    subsidies::{ConsultationRequest, Reason},
};
use store::{Scope, mails, subsidies::consultations};

const RULES: [(&str, &str); 2] = [("procedure", "consulted"), ("title", "事前協議の要る補助金")];

/// A programme that asks for it, and what an office told; their ids.
pub async fn asked(world: &World, office: OfficeId) -> (String, String) {
    let programme = published(world, &RULES).await;
    let (tenant, hidamari) = (tenant(world, "midorino").await, account(world, "hidamari").await);
    let tx = world.app.store.write(&Scope::tenant(tenant, hidamari)).await.unwrap();
    let plan = Reason::parse("介護ソフトを切り替える").unwrap();
    let request = ConsultationRequest { office, estimate: Yen(300_000), plan };
    let (id, now) = (world.app.clock.id(), world.app.clock.now());
    let id = consultations::ask(&tx, programme.parse().unwrap(), id, &request, now).await.unwrap();
    tx.commit().await.unwrap();
    (programme, id.to_string())
}

#[tokio::test]
async fn an_office_applies_once_its_plan_is_agreed_to() {
    on_each_world("consultations", async |world| {
        let programme = published(&world, &RULES).await;
        let id = office(&world, "hidamari", "2970999013", "ひだまり", "292991", &["43"]).await;
        let hidamari = world.as_person("hidamari").await;
        let here = format!("/t/midorino/my/programmes/{programme}/consultation");
        let new = format!("/t/midorino/my/programmes/{programme}/applications/new");
        let guide = hidamari.get(&format!("/t/midorino/guide/{programme}")).await.text;
        assert!(guide.contains(&here), "{guide}");
        let before = hidamari.get(&new).await.text;
        assert!(before.contains("事前協議が必要です"), "{before}");
        let early = hidamari.post(&new, &[("office", &id.to_string())]).await;
        assert_eq!(early.status, StatusCode::UNPROCESSABLE_ENTITY, "nobody begins without it");

        let of = id.to_string();
        let wrong = hidamari.post(&here, &[("office", &of), ("estimate", "三十万"), ("plan", "改修")]).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(wrong.text.contains("かかる費用の見込額") && wrong.text.contains("三十万"), "{}", wrong.text);
        let plan = [("office", of.as_str()), ("estimate", "300,000"), ("plan", "介護ソフトの切替え")];
        assert_eq!(hidamari.post(&here, &plan).await.location(), format!("{here}?done=asked"));

        let clerk = world.as_person("clerk").await;
        let list = format!("/t/midorino/programmes/{programme}/consultations");
        let seen = clerk.get(&list).await.text;
        assert!(seen.contains("300,000円") && seen.contains("介護ソフトの切替え"), "{seen}");
        let at = seen.find(&format!("{list}/")).unwrap();
        let one = seen[at..].split('"').next().unwrap().to_owned();
        let version = clerk.get(&one).await.hidden("version").unwrap();
        let declined = [("version", version.as_str()), ("answer", "declined"), ("words", "")];
        let refused = clerk.post(&one, &declined).await;
        assert!(refused.text.contains("見送る理由"), "whoever is declined is told why: {}", refused.text);
        let declined = [("version", version.as_str()), ("answer", "declined"), ("words", "見積りの見直しを")];
        assert_eq!(clerk.post(&one, &declined).await.location(), format!("{list}?done=answered"));
        let late = [("version", version.as_str()), ("answer", "agreed"), ("words", "")];
        let late = clerk.post(&one, &late).await;
        assert_eq!(late.status, StatusCode::CONFLICT, "from an old page");
        assert!(late.text.contains("佐藤 葵さんが先に更新しました"), "{}", late.text);

        let read = hidamari.get(&here).await.text;
        assert!(read.contains("見送り") && read.contains("見積りの見直しを"), "{read}");
        let again = [("office", of.as_str()), ("estimate", "250,000"), ("plan", "安い見積りにした")];
        hidamari.post(&here, &again).await;
        let version = clerk.get(&one).await.hidden("version").unwrap();
        let agreed = [("version", version.as_str()), ("answer", "agreed"), ("words", "")];
        assert_eq!(clerk.post(&one, &agreed).await.location(), format!("{list}?done=answered"));
        begin(&hidamari, &programme, id).await;
        let closed = hidamari.post(&here, &again).await;
        assert_eq!(closed.status, StatusCode::UNPROCESSABLE_ENTITY, "what is agreed is asked no more");

        let house = tenant(&world, "midorino").await;
        let tx = world.app.store.read(&Scope::tenant_by_system(house, "test")).await.unwrap();
        let subject = one.rsplit('/').next().unwrap().parse().unwrap();
        let told = mails::about(&tx, "consultation", subject).await.unwrap();
        assert_eq!(told.len(), 2, "each answer is told once");
    })
    .await;
}

#[tokio::test]
async fn of_a_programme_without_it_there_is_no_such_page() {
    on_each_world("no-consultations", async |world| {
        let programme = published(&world, &[]).await;
        let hidamari = world.as_person("hidamari").await;
        let here = format!("/t/midorino/my/programmes/{programme}/consultation");
        assert_eq!(hidamari.get(&here).await.status, StatusCode::NOT_FOUND);
    })
    .await;
}
