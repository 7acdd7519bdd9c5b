//! 催し: published by 国保中央会, registered for by bodies, counted by prefecture.

mod lecturing;
mod waiting;

use crate::{
    subsidies::steps::tenant,
    support::{World, on_each_world},
};
use axum::http::StatusCode;
use chrono::{DateTime, Utc};
use domain::ids::OccasionId;
use store::{Scope, mails};

/// A webinar on 26 September 2024, with places for five people.
const WEBINAR: &[(&str, &str)] = &[
    ("kind", "webinar"),
    ("title", "自治体向けウェビナー"),
    ("summary", "導入の進め方"),
    ("first_on", "R6.9.26"),
    ("start", "14:00"),
    ("end", "１６時"),
    ("place", "online"),
    ("join", "Zoom 123-456"),
    ("admission", "here"),
    ("closes_on", "R6.9.20"),
    ("places", "5"),
    ("flags", "table_public"),
];

fn body<'a>(kind: &'a str, prefecture: &'a str, name: &'a str, people: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![
        ("body_kind", kind),
        ("prefecture", prefecture),
        ("body_name", name),
        ("people", people),
        ("contact_name", "担当 花子"),
        ("contact_phone", "0741-00-9000"),
        ("contact_email", "hanako@example.jp"),
    ]
}

async fn add(world: &World) -> String {
    let nakamura = world.as_person("central").await;
    let added = nakamura.post("/t/chuokai/occasions/new", WEBINAR).await;
    assert_eq!(added.status, StatusCode::SEE_OTHER, "{}", added.text);
    added.location().split(['/', '?']).nth(4).unwrap().to_owned()
}

/// A published webinar and the link's word of a registration; for the access matrix.
pub async fn published(world: &World) -> (String, String) {
    let id = add(world).await;
    let nakamura = world.as_person("central").await;
    let page = format!("/t/chuokai/occasions/{id}");
    let answer = nakamura.post_from(&page, &format!("{page}/publication"), &[]).await;
    assert_eq!(answer.location(), format!("{page}?done=published"), "{}", answer.text);
    let path = format!("/t/chuokai/public/occasions/{id}");
    let answer = world.anybody().post(&path, &body("city", "29", "若葉市", "2")).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
    let token = answer.location().split(['/', '?']).nth(5).unwrap().to_owned();
    (id, token)
}

/// The registration of a body of an occasion; for the access matrix.
pub async fn body_of(world: &World, occasion: &str) -> String {
    let scope = Scope::tenant_by_system(tenant(world, "chuokai").await, "test");
    let tx = world.app.store.read(&scope).await.unwrap();
    let all = store::occasions::bodies::of_occasion(&tx, occasion.parse().unwrap()).await.unwrap();
    all.first().unwrap().id.to_string()
}

async fn mailed(world: &World, id: &str) -> Vec<(String, String, String)> {
    let scope = Scope::tenant_by_system(tenant(world, "chuokai").await, "test");
    let tx = world.app.store.read(&scope).await.unwrap();
    let id: OccasionId = id.parse().unwrap();
    let all = mails::about(&tx, "occasion", id.uuid()).await.unwrap();
    all.into_iter().map(|stored| (stored.mail.recipient, stored.mail.subject, stored.mail.body)).collect()
}

#[tokio::test]
async fn bodies_register_with_and_without_signing_in_and_the_table_counts_them_at_once() {
    on_each_world("an occasion", async |world| {
        let id = add(&world).await;
        let anybody = world.anybody();
        let public = format!("/t/chuokai/public/occasions/{id}");
        assert_eq!(anybody.get(&public).await.status, StatusCode::NOT_FOUND, "a draft is nobody's");
        let nakamura = world.as_person("central").await;
        let own = format!("/t/chuokai/occasions/{id}");
        nakamura.post_from(&own, &format!("{own}/publication"), &[]).await;
        let page = anybody.get(&public).await.text;
        assert!(page.contains("14:00〜16:00") && page.contains("あと5人が参加できます。"), "{page}");
        assert!(!page.contains("Zoom 123-456"), "how one takes part is for those who registered: {page}");

        let wrong = anybody.post(&public, &body("special_ward", "29", "みどり野市", "0")).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        for words in ["特別区は東京都だけにあります", "団体の種類に合わせて", "参加する人数は1から200まで"]
        {
            assert!(wrong.text.contains(words), "{words}: {}", wrong.text);
        }
        let registered = anybody.post(&public, &body("town_or_village", "29", "湖畔町", "2")).await;
        assert!(registered.location().ends_with("?done=registered"), "{}", registered.text);
        let link = registered.location().split('?').next().unwrap().to_owned();
        let told = anybody.get(registered.location()).await.text;
        assert!(told.contains("Zoom 123-456") && told.contains("湖畔町"), "{told}");
        let twice = anybody.post(&public, &body("town_or_village", "29", "湖畔町", "1")).await;
        assert!(twice.text.contains("すでに申込みがあります"), "{}", twice.text);

        // みどり野市 by its clerk; it is known what it is.
        let clerk = world.as_person("clerk").await;
        let list = clerk.get("/t/midorino/invitations").await.text;
        assert!(list.contains("自治体向けウェビナー") && list.contains("申し込めます"), "{list}");
        let invitation = format!("/t/midorino/invitations/{id}");
        let typed = [
            ("people", "4"),
            ("contact_name", "佐藤 葵"),
            ("contact_phone", "0741-00-1000"),
            ("contact_email", "sato@midorino.example.jp"),
        ];
        let registration = format!("{invitation}/registration");
        let full = clerk.post_from(&invitation, &registration, &typed).await;
        assert!(full.text.contains("空きはあと3人です"), "{}", full.text);
        let typed: Vec<_> = typed
            .into_iter()
            .map(|(name, value)| (name, if name == "people" { "1" } else { value }))
            .collect();
        let done = clerk.post_from(&invitation, &registration, &typed).await;
        assert_eq!(done.location(), format!("{invitation}?done=registered"), "{}", done.text);
        assert!(clerk.get("/t/midorino/invitations").await.text.contains("申込み済み（1人）"));
        // A colleague's form of a first registration does not change what stands now.
        let late: Vec<_> =
            typed.iter().map(|(name, value)| (*name, if *name == "people" { "2" } else { *value })).collect();
        let late = clerk.post_from(&invitation, &registration, &late).await;
        assert_eq!(late.status, StatusCode::CONFLICT, "{}", late.text);
        assert!(clerk.get("/t/midorino/invitations").await.text.contains("申込み済み（1人）"));
        // The host enters a federation that telephoned, without an address.
        let told: Vec<_> = body("federation", "29", "みどり県国民健康保険団体連合会", "1")
            .into_iter()
            .filter(|(name, _)| *name != "contact_email")
            .collect();
        let entered = nakamura.post(&format!("{own}/bodies/new"), &told).await;
        assert_eq!(entered.location(), format!("{own}?done=entered"), "{}", entered.text);
        let mails = mailed(&world, &id).await;
        assert_eq!(mails.len(), 2, "{mails:?}");

        let page = nakamura.get(&own).await.text;
        for words in ["申し込んだ団体", "2 / 1741", "0.1%"] {
            assert!(page.contains(words), "{words}: {page}");
        }
        let csv = anybody.get(&format!("{public}/table/export?format=csv")).await.text;
        let lines: Vec<&str> = csv.lines().collect();
        assert_eq!(lines.len(), 1 + 1 + 47, "{csv}");
        assert_eq!(lines[1], ",合計,4,3,1,1,0,0,0.1%,1741,2,0,1,1,0", "{csv}");
        assert_eq!(lines[2], "1,奈良県,4,3,1,1,0,0,5.1%,39,2,0,1,1,0", "{csv}");

        // By the link it becomes three, which is too many, then nobody.
        let version = anybody.get(&link).await.hidden("version").unwrap();
        let mut change = body("", "", "", "4");
        change.extend([("act", "change"), ("version", version.as_str())]);
        let refused = anybody.post(&link, &change).await;
        assert!(refused.text.contains("空きはあと3人です"), "{}", refused.text);
        let withdrawn = anybody.post(&link, &[("act", "withdraw"), ("version", version.as_str())]).await;
        assert_eq!(withdrawn.location(), format!("{link}?done=withdrawn"), "{}", withdrawn.text);
        assert!(anybody.get(&link).await.text.contains("取り消されています"));
        assert!(anybody.get(&public).await.text.contains("あと3人が参加できます。"));
        let other_end = if link.ends_with('x') { 'y' } else { 'x' };
        let forged = format!("{}{other_end}", &link[..link.len() - 1]);
        assert_eq!(anybody.get(&forged).await.status, StatusCode::NOT_FOUND);
    })
    .await;
}

#[tokio::test]
async fn who_came_is_counted_apart_from_who_registered_and_channels_in_their_own_units() {
    on_each_world("attendance of an occasion", async |world| {
        let (id, _) = published(&world).await;
        let nakamura = world.as_person("central").await;
        let own = format!("/t/chuokai/occasions/{id}");
        let early = nakamura.get(&format!("{own}/attendance")).await;
        assert_eq!(early.location(), own, "nobody is counted before the day");
        world.turn_to("2024-09-26T09:00:00Z".parse::<DateTime<Utc>>().unwrap());
        let nakamura = world.as_person("central").await;
        let closed = world
            .anybody()
            .post(&format!("/t/chuokai/public/occasions/{id}"), &body("city", "29", "青葉市", "1"))
            .await;
        assert!(closed.text.contains("申込みの受付は終わりました"), "{}", closed.text);
        let form = nakamura.get(&format!("{own}/attendance")).await;
        let field = form.text.split("name=\"came-").nth(1).unwrap().split('"').next().unwrap().to_owned();
        let came = format!("came-{field}");
        // Of two officers who count at once, the second sees what the first one counted.
        let version = form.hidden("version").unwrap();
        let path = format!("{own}/attendance");
        let first = nakamura.post(&path, &[("version", version.as_str()), (came.as_str(), "2")]).await;
        assert_eq!(first.location(), format!("{own}?done=counted"), "{}", first.text);
        let second = nakamura.post(&path, &[("version", version.as_str()), (came.as_str(), "0")]).await;
        assert_eq!(second.status, StatusCode::CONFLICT);
        let typed = [
            (came.as_str(), "1"),
            ("channel_1", "Zoom"),
            ("unit_1", "bodies"),
            ("number_1", "231"),
            ("channel_2", "YouTube Live"),
            ("unit_2", "people"),
            ("number_2", "600人"),
        ];
        let counted = nakamura.post(&format!("{own}/attendance"), &typed).await;
        assert_eq!(counted.location(), format!("{own}?done=counted"), "{}", counted.text);
        let page = nakamura.get(&own).await.text;
        for words in ["参加した団体", "Zoomで参加", "231", "YouTube Liveで参加", "600"] {
            assert!(page.contains(words), "{words}: {page}");
        }
        let csv = nakamura.get(&format!("{own}/table/export?format=csv&of=attended")).await.text;
        assert!(csv.lines().nth(1).unwrap().starts_with(",合計,1,1,"), "{csv}");
        let csv = nakamura.get(&format!("{own}/table/export?format=csv")).await.text;
        assert!(csv.lines().nth(1).unwrap().starts_with(",合計,2,1,"), "{csv}");
    })
    .await;
}

#[tokio::test]
async fn a_change_that_concerns_those_who_registered_and_a_cancellation_are_told_to_them() {
    on_each_world("an occasion is called off", async |world| {
        let (id, _) = published(&world).await;
        let nakamura = world.as_person("central").await;
        let own = format!("/t/chuokai/occasions/{id}");
        let fewer: Vec<_> = WEBINAR
            .iter()
            .map(|(name, value)| (*name, if *name == "places" { "1" } else { *value }))
            .collect();
        let refused = nakamura.post(&format!("{own}/edit"), &fewer).await;
        assert!(refused.text.contains("すでに申し込んだ2人より少なくできません"), "{}", refused.text);
        let switched: Vec<_> = WEBINAR
            .iter()
            .map(|(name, value)| (*name, if *name == "admission" { "not_needed" } else { *value }))
            .collect();
        let refused = nakamura.post(&format!("{own}/edit"), &switched).await;
        assert!(refused.text.contains("すでに2人が申し込んでいるため変えられません"), "{}", refused.text);
        let told: Vec<_> = body("city", "29", "青葉市", "1")
            .into_iter()
            .filter(|(name, _)| *name != "contact_email")
            .collect();
        nakamura.post(&format!("{own}/bodies/new"), &told).await;
        let later: Vec<_> = WEBINAR
            .iter()
            .map(|(name, value)| (*name, if *name == "start" { "15:00" } else { *value }))
            .collect();
        let edited = nakamura.post(&format!("{own}/edit"), &later).await;
        assert_eq!(edited.location(), format!("{own}?done=edited_call"), "{}", edited.text);
        let asked = nakamura.get(&format!("{own}/cancellation")).await.text;
        assert!(asked.contains("青葉市　担当 花子　0741-00-9000"), "{asked}");
        let off = nakamura.post(&format!("{own}/cancellation"), &[("reason", "台風のため")]).await;
        assert_eq!(off.location(), format!("{own}?done=cancelled_call"), "{}", off.text);
        let subjects: Vec<_> = mailed(&world, &id).await.into_iter().map(|(_, subject, _)| subject).collect();
        for words in ["受け付けました", "日時や場所が変わりました", "中止のお知らせ"]
        {
            assert!(subjects.iter().any(|subject| subject.contains(words)), "{words}: {subjects:?}");
        }
        let public = world.anybody().get(&format!("/t/chuokai/public/occasions/{id}")).await.text;
        assert!(public.contains("この催しは中止になりました") && public.contains("台風のため"), "{public}");
        assert!(!public.contains("この内容で申し込む"), "{public}");
    })
    .await;
}
