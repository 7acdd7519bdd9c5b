//! What tests of supporters do first.

use crate::{
    subsidies::steps::{account, tenant},
    support::{Answer, Asker, World},
};
use axum::http::StatusCode;
use domain::{
    accounts::TenantKind,
    associations::Association,
    follow_up::FollowUpForm,
    form::Typed,
    ids::{
        AccountId, AssociationId, ConformanceId, FollowUpId, OfficeId, OfficeSoftwareId, SoftwareProductId,
        SoftwareVendorId, TenantId,
    },
    offices::{Field, NewOffice},
    software::{ClaimForm, ProductForm, VendorForm},
};
use store::{
    Scope, associations, follow_up, offices,
    software::{self, Heard},
    tenants,
};

/// Stands in the address of every office that these tests add, and in no other.
pub const TOWN: &str = "伴走町";

/// One of everything that supporters keep.
pub struct Made {
    pub follow_up: FollowUpId,
    pub vendor: SoftwareVendorId,
    pub product: SoftwareProductId,
    pub claim: ConformanceId,
    pub software: OfficeSoftwareId,
    pub association: AssociationId,
}

/// Makes them in みどり野市's house, in the name of its clerk.
pub async fn one_of_each(world: &World, office: OfficeId) -> Made {
    let clerk = account(world, "clerk").await;
    let scope = Scope::tenant(tenant(world, "midorino").await, clerk);
    let (now, today) = (world.app.clock.now(), world.app.clock.today());
    let made = Made {
        follow_up: world.app.clock.id(),
        vendor: world.app.clock.id(),
        product: world.app.clock.id(),
        claim: world.app.clock.id(),
        software: world.app.clock.id(),
        association: world.app.clock.id(),
    };
    let tx = world.app.store.write(&scope).await.unwrap();
    let said = Typed::default()
        .with("way", "call")
        .with("notes", "見積を待っている")
        .with("next_action", "見積が届いたか電話する")
        .with("next_on", today.to_string());
    let said = FollowUpForm::parse(&said, today, clerk, &[clerk]).unwrap();
    follow_up::add(&tx, made.follow_up, office, &said, now).await.unwrap();
    let vendor = VendorForm { name: "ためし情報".into(), url: String::new() };
    software::add_vendor(&tx, made.vendor, &vendor, false, now).await.unwrap();
    software::add_product(&tx, made.product, made.vendor, &product("ためしケア"), now).await.unwrap();
    claim(&tx, world, made.claim, made.product, ("v4", "no", &today.to_string())).await;
    let heard = Heard { basis: "officer", source: None, on: today, now };
    software::learn(&tx, made.software, office, "ためしケア", None, heard).await.unwrap();
    let body =
        Typed::default().with("name", "ためし連絡会").with("kind", "liaison").with("phone", "0743-00-0001");
    associations::add(&tx, made.association, &Association::parse(&body).unwrap(), now).await.unwrap();
    tx.commit().await.unwrap();
    made
}

/// A product of this name.
pub fn product(name: &str) -> ProductForm {
    ProductForm { name: name.into(), aliases: Vec::new(), note: String::new(), ended_on: None }
}

/// Writes down what a product conforms to.
pub async fn claim(
    tx: &store::Tx,
    world: &World,
    id: ConformanceId,
    product: SoftwareProductId,
    (standard, conforms, as_of): (&str, &str, &str),
) {
    let typed = Typed::default()
        .with("standard", standard)
        .with("conforms", conforms)
        .with("as_of", as_of)
        .with("source", "製品の案内");
    let read = ClaimForm::parse(&typed, world.app.clock.today()).unwrap();
    let known = software::catalogue(tx).await.unwrap();
    let product = known.product(product).unwrap();
    let now = world.app.clock.now();
    software::record_conformance(tx, id, product, read.claim, &read.source, now).await.unwrap();
}

/// Adds open offices to みどり野市's register, with these numbers; their ids.
pub async fn offices(world: &World, numbers: &[&str]) -> Vec<OfficeId> {
    let tenant = tenant(world, "midorino").await;
    let tx = world.app.store.write(&Scope::tenant_by_system(tenant, "test")).await.unwrap();
    let mut ids = Vec::new();
    for number in numbers {
        let typed = [
            (Field::Number, (*number).to_owned()),
            (Field::Name, format!("伴走事業所{}", &number[7..9])),
            (Field::Services, "43".to_owned()),
            (Field::Status, "active".to_owned()),
            (Field::Address, format!("みどり県みどり野市{TOWN}1番地")),
            (Field::Phone, "0743-00-1234".to_owned()),
        ];
        let typed: Typed = typed.into_iter().map(|(field, value)| (field.name().to_owned(), value)).collect();
        let office = NewOffice::parse(&typed).unwrap();
        let id: OfficeId = world.app.clock.id();
        offices::add(&tx, id, &office, &|| world.app.clock.id(), world.app.clock.now()).await.unwrap();
        ids.push(id);
    }
    tx.commit().await.unwrap();
    ids
}

/// Posts a good form; where it leads.
pub async fn good(asker: &Asker, path: &str, typed: &[(&str, &str)]) -> String {
    let answer = asker.post(path, typed).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{path}: {}", main(&answer));
    answer.location().to_owned()
}

/// What stands inside the page, without marks of rendering.
pub fn main(answer: &Answer) -> String {
    answer.main()
}

/// 国保中央会's house.
pub async fn central(world: &World) -> TenantId {
    let tx = world.app.store.read(&Scope::system("test")).await.unwrap();
    let all = tenants::all(&tx).await.unwrap();
    all.into_iter().find(|tenant| tenant.kind == TenantKind::Central).unwrap().id
}

/// The clerk of みどり野市.
pub async fn clerk(world: &World) -> AccountId {
    account(world, "clerk").await
}
