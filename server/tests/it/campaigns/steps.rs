//! What tests of campaigns do first: offices with numbers, a campaign, an activity with its list.

use crate::{
    subsidies::steps::tenant,
    support::{Answer, Asker, World},
};
use axum::http::StatusCode;
use domain::{
    form::Typed,
    ids::{ActivityId, CampaignId},
    offices::{Field, NewOffice},
};
use store::{
    Scope,
    campaigns::{Activity, activities},
    offices,
};

/// Stands in the address of every office that these tests add, and in no other.
pub const TOWN: &str = "電話町";

/// Adds offices to みどり野市's register, one for each telephone number; without one where it is empty.
pub async fn offices(world: &World, phones: &[String]) {
    let tenant = tenant(world, "midorino").await;
    let tx = world.app.store.write(&Scope::tenant_by_system(tenant, "test")).await.unwrap();
    for (place, phone) in phones.iter().enumerate() {
        let typed = [
            (Field::Number, format!("29707{place:05}")),
            (Field::Name, format!("電話事業所その{place}")),
            (Field::Services, "43".to_owned()),
            (Field::Status, "active".to_owned()),
            (Field::Address, format!("みどり県みどり野市{TOWN}{place}番地")),
            (Field::PostalCode, "6300000".to_owned()),
            (Field::Phone, phone.clone()),
        ];
        let typed: Typed = typed.into_iter().map(|(field, value)| (field.name().to_owned(), value)).collect();
        let office = NewOffice::parse(&typed).unwrap();
        let id = world.app.clock.id();
        offices::add(&tx, id, &office, &|| world.app.clock.id(), world.app.clock.now()).await.unwrap();
    }
    tx.commit().await.unwrap();
}

/// Adds an office of a 圏域.
pub async fn office_of_district(world: &World, number: &str, district: &str) {
    let tenant = tenant(world, "midorino").await;
    let tx = world.app.store.write(&Scope::tenant_by_system(tenant, "test")).await.unwrap();
    let typed = [
        (Field::Number, number),
        (Field::Name, "圏域の事業所"),
        (Field::Services, "43"),
        (Field::Status, "active"),
        (Field::Area, district),
    ];
    let typed: Typed =
        typed.into_iter().map(|(field, value)| (field.name().to_owned(), value.to_owned())).collect();
    let office = NewOffice::parse(&typed).unwrap();
    let id = world.app.clock.id();
    offices::add(&tx, id, &office, &|| world.app.clock.id(), world.app.clock.now()).await.unwrap();
    tx.commit().await.unwrap();
}

/// Numbers of so many offices.
pub fn phones(count: usize) -> Vec<String> {
    (0..count).map(|place| format!("0999-88-{place:04}")).collect()
}

/// The segment of those offices; its id.
pub async fn segment(clerk: &Asker) -> String {
    let typed = [("name", "電話町の事業所"), ("area", TOWN), ("status", "active")];
    let answer = clerk.post("/t/midorino/offices/segments/new", &typed).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
    last(answer.location())
}

/// A campaign; its path.
pub async fn campaign(clerk: &Asker, name: &str) -> String {
    let typed = [("name", name), ("starts_on", "2024-05-07"), ("budget", "100000")];
    let answer = clerk.post("/t/midorino/campaigns/new", &typed).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
    answer.location().split('?').next().unwrap().to_owned()
}

/// Adds an activity of a kind with a list; its path.
pub async fn activity(clerk: &Asker, campaign: &str, kind: &str, typed: &[(&str, &str)]) -> String {
    let answer = clerk.post(&format!("{campaign}/activities/new?kind={kind}"), typed).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
    answer.location().split(['?', '#']).next().unwrap().to_owned()
}

/// Makes the list as the page that asks once more does.
pub async fn freeze(clerk: &Asker, activity: &str) -> Answer {
    let path = format!("{activity}/audience");
    let asked = clerk.get(&path).await;
    let values: Vec<_> = ["csrf", "once", "version", "targets"]
        .map(|name| (name, asked.hidden(name).unwrap_or_default()))
        .into();
    let pairs: Vec<_> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
    clerk.post_bare(&path, &pairs).await
}

/// Keys results in.
pub async fn enter(clerk: &Asker, activity: &str, lines: &str) -> Answer {
    clerk.post_from(activity, &format!("{activity}/entry"), &[("several", lines)]).await
}

/// An activity as it stands.
pub async fn found(world: &World, activity: &str) -> Activity {
    let tenant = tenant(world, "midorino").await;
    let tx = world.app.store.read(&Scope::tenant_by_system(tenant, "test")).await.unwrap();
    let id: ActivityId = last(activity).parse().unwrap();
    activities::find(&tx, id).await.unwrap().unwrap()
}

/// The activities of a campaign by name, in their order.
pub async fn order(world: &World, campaign: &str) -> Vec<String> {
    let tenant = tenant(world, "midorino").await;
    let tx = world.app.store.read(&Scope::tenant_by_system(tenant, "test")).await.unwrap();
    let id: CampaignId = last(campaign).parse().unwrap();
    let all = activities::of_campaign(&tx, id).await.unwrap();
    all.into_iter().map(|activity| activity.text.title).collect()
}

/// A campaign with an activity whose list is made and which is under way, one whose list is not, and a notice that everybody
/// reads.
pub struct Made {
    pub campaign: String,
    pub listed: String,
    pub open: String,
    pub notice: String,
}

/// One of everything, for a segment that there is.
pub async fn one_of_each(world: &World, segment: &str) -> Made {
    let clerk = world.as_person("clerk").await;
    offices(world, &phones(2)).await;
    let campaign = campaign(&clerk, "周知キャンペーン").await;
    let typed = [("name", "訪問"), ("segment", segment)];
    let open = activity(&clerk, &campaign, "visit", &typed).await;
    let own = self::segment(&clerk).await;
    let typed = [("name", "電話"), ("segment", own.as_str())];
    let listed = activity(&clerk, &campaign, "phone", &typed).await;
    assert_eq!(freeze(&clerk, &listed).await.status, StatusCode::SEE_OTHER);
    let entered = enter(&clerk, &listed, "2 1").await;
    assert_eq!(entered.status, StatusCode::SEE_OTHER, "{}", entered.text);
    let typed = [("name", "掲載のお知らせ"), ("script", "説明会を開きます。")];
    let notice = activity(&clerk, &campaign, "web_notice", &typed).await;
    let put = clerk.post_from(&notice, &format!("{notice}/publication"), &[("act", "publish")]).await;
    assert!(put.location().ends_with("done=published"), "{}", put.text);
    Made { campaign: last(&campaign), listed: last(&listed), open: last(&open), notice: last(&notice) }
}

/// The last word of a path, without its query.
pub fn last(path: &str) -> String {
    path.split(['?', '#']).next().unwrap().rsplit('/').next().unwrap().to_owned()
}
