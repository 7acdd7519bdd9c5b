//! What tests of materials and papers do first: a material with pieces, offices that are reached in different ways, an
//! activity with its list.

use crate::{
    campaigns::steps::{activity, campaign, freeze, last},
    subsidies::steps::{PNG, tenant},
    support::{Answer, Asker, World},
};
use axum::http::StatusCode;
use domain::{
    form::Typed,
    ids::MaterialId,
    offices::{Field, NewOffice},
    wareki::format_date,
};
use store::{
    Scope,
    materials::{self, Kept, movements, orders},
    offices,
};

/// Stands in the address of every office that these tests add, and in no other.
pub const TOWN: &str = "紙町";
/// The list of the materials.
pub const LIST: &str = "/t/midorino/materials";

/// Today as a form has it.
pub fn today(world: &World) -> String {
    format_date(world.app.clock.today())
}

/// Adds a material; its path.
pub async fn material(clerk: &Asker, changes: &[(&str, &str)]) -> String {
    let all = [("kind", "leaflet"), ("title", "リーフレット"), ("audience", "everybody"), ("shown", "yes")];
    let kept = all.into_iter().filter(|(name, _)| !changes.iter().any(|(other, _)| name == other));
    let typed: Vec<_> = kept.chain(changes.iter().copied().filter(|(_, value)| !value.is_empty())).collect();
    let answer = clerk.post(&format!("{LIST}/new"), &typed).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
    answer.location().split('?').next().unwrap().to_owned()
}

/// Writes a line of the ledger of today.
pub async fn moved(
    world: &World,
    clerk: &Asker,
    material: &str,
    kind: &str,
    pieces: &str,
    to: &[(&str, &str)],
) -> Answer {
    let today = today(world);
    let mut typed = vec![("movement", kind), ("pieces", pieces), ("on", today.as_str())];
    typed.extend_from_slice(to);
    clerk.post(&format!("{material}/movements/new"), &typed).await
}

/// The material as it stands, and the changes of its ledger from the first line on.
pub async fn found(world: &World, material: &str) -> (Kept, Vec<i32>) {
    let tenant = tenant(world, "midorino").await;
    let tx = world.app.store.read(&Scope::tenant_by_system(tenant, "test")).await.unwrap();
    let id: MaterialId = last(material).parse().unwrap();
    let kept = materials::find(&tx, id).await.unwrap().unwrap();
    let lines = movements::of_material(&tx, id).await.unwrap();
    (kept, lines.into_iter().rev().map(|line| line.change).collect())
}

/// The last line of a ledger.
pub async fn last_line(world: &World, material: &str) -> String {
    let tenant = tenant(world, "midorino").await;
    let tx = world.app.store.read(&Scope::tenant_by_system(tenant, "test")).await.unwrap();
    let lines = movements::of_material(&tx, last(material).parse().unwrap()).await.unwrap();
    lines.first().unwrap().id.to_string()
}

/// Writes an order down; its path.
pub async fn ordered(world: &World, clerk: &Asker, material: &str, pieces: &str) -> String {
    let today = today(world);
    let typed = [("supplier", "みどり印刷"), ("pieces", pieces), ("ordered_on", today.as_str())];
    let answer = clerk.post(&format!("{material}/orders/new"), &typed).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
    let tenant = tenant(world, "midorino").await;
    let tx = world.app.store.read(&Scope::tenant_by_system(tenant, "test")).await.unwrap();
    let all = orders::of_material(&tx, last(material).parse().unwrap()).await.unwrap();
    format!("{material}/orders/{}", all.first().unwrap().id)
}

/// Adds three offices to みどり野市's register: one that is reached in every way, one without fax, one with a fax alone.
pub async fn offices(world: &World) {
    let tenant = tenant(world, "midorino").await;
    let tx = world.app.store.write(&Scope::tenant_by_system(tenant, "test")).await.unwrap();
    let all = [
        ("ひだまり紙", "みどり県みどり野市紙町1番地", "0999-66-0001", "0999-66-1001", "西圏域"),
        ("あおぞら紙", "みどり県みどり野市紙町2番地", "0999-66-0002", "", "中央圏域"),
        ("こもれび紙", "紙町", "", "0999-66-1003", ""),
    ];
    for (place, (name, address, phone, fax, area)) in all.into_iter().enumerate() {
        let typed = [
            (Field::Number, format!("29706{place:05}")),
            (Field::Name, name.to_owned()),
            (Field::Services, "43".to_owned()),
            (Field::Status, "active".to_owned()),
            (Field::Address, address.to_owned()),
            (Field::PostalCode, "6300001".to_owned()),
            (Field::Phone, phone.to_owned()),
            (Field::Fax, fax.to_owned()),
            (Field::Area, area.to_owned()),
        ];
        let typed: Typed = typed.into_iter().map(|(field, value)| (field.name().to_owned(), value)).collect();
        let office = NewOffice::parse(&typed).unwrap();
        let id = world.app.clock.id();
        offices::add(&tx, id, &office, &|| world.app.clock.id(), world.app.clock.now()).await.unwrap();
    }
    tx.commit().await.unwrap();
}

/// An activity of a kind for those offices, with its list; its path.
pub async fn listed(clerk: &Asker, kind: &str, typed: &[(&str, &str)]) -> String {
    let all = [
        ("name", format!("紙町の事業所（{kind}）")),
        ("area", TOWN.to_owned()),
        ("status", "active".into()),
        ("again", "yes".into()),
    ];
    let pairs: Vec<_> = all.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let segment = last(clerk.post("/t/midorino/offices/segments/new", &pairs).await.location());
    let campaign = campaign(clerk, &format!("紙のキャンペーン（{kind}）")).await;
    let mut all = vec![("name", "紙の案内"), ("segment", segment.as_str())];
    all.extend_from_slice(typed);
    let activity = activity(clerk, &campaign, kind, &all).await;
    assert_eq!(freeze(clerk, &activity).await.status, StatusCode::SEE_OTHER);
    activity
}

/// One of everything.
pub struct Made {
    pub material: String,
    pub movement: String,
    pub order: String,
    pub campaign: String,
    pub activity: String,
}

/// A card with a file, pieces, an order and what stands on it, shown to everybody; and an activity with its list.
pub async fn one_of_each(world: &World) -> Made {
    let clerk = world.as_person("clerk").await;
    let material = material(&clerk, &[("kind", "card"), ("title", "見本のカード")]).await;
    let files = [("file", "card.png", PNG)];
    let added = clerk.upload(&format!("{material}/versions/new"), &[("version_note", "初版")], &files).await;
    assert_eq!(added.status, StatusCode::SEE_OTHER, "{}", added.text);
    assert_eq!(moved(world, &clerk, &material, "counted", "100", &[]).await.status, StatusCode::SEE_OTHER);
    let movement = last_line(world, &material).await;
    let order = ordered(world, &clerk, &material, "50").await;
    let card = [("front_title", "ケアプランデータ連携システム"), ("back_text", "電話 0741-00-1000")];
    assert_eq!(clerk.post(&format!("{material}/card"), &card).await.status, StatusCode::SEE_OTHER);
    offices(world).await;
    let activity = listed(&clerk, "post", &[]).await;
    Made {
        material: last(&material),
        movement,
        order: last(&order),
        campaign: activity.split('/').nth(4).unwrap().to_owned(),
        activity: last(&activity),
    }
}
