//! Demo sessions on both databases: two cities of one federation, and another federation.

mod booking;
mod houses;
mod places;
mod promises;
mod speakers;

use crate::support::{id, noon, two_tenants};
use chrono::{NaiveDate, NaiveTime};
use domain::{
    accounts::{AccountKind, TenantKind},
    demos::{
        Arrangement, Contact, Length, Menu, People, Place, Plan, ResourceKind, SessionRequest, Slot, Travel,
    },
    ids::{DemoId, MemberId, OfficeId, ResourceId},
    working_days::WorkingCalendar,
};
use std::sync::atomic::{AtomicU64, Ordering};
use store::{
    Scope, Store,
    accounts::{self, NewAccount},
    demos::{
        coming::{self, NewRegistration, RegisterError},
        confirming::{ConfirmError, confirm},
        members,
        registrations::Way,
        resources,
        sessions::{self, Session},
    },
    tenants::{self, Tenant, TenantSettings},
    testing::add_office,
};
use uuid::Uuid;

const FEDERATION: u128 = 3;
const OTHER_FEDERATION: u128 = 4;
const SET: u128 = 40;
const LECTURER: u128 = 41;

/// Ids that nobody else has.
fn fresh<T: From<Uuid>>() -> T {
    static NEXT: AtomicU64 = AtomicU64::new(1_000_000);
    id(u128::from(NEXT.fetch_add(1, Ordering::Relaxed)))
}

fn federation() -> Scope {
    Scope::tenant(id(FEDERATION), id(9))
}

fn city() -> Scope {
    Scope::tenant(id(1), id(8))
}

fn slot(day: u32, hour: u32, quarters: u8) -> Slot {
    Slot {
        date: NaiveDate::from_ymd_opt(2024, 12, day).unwrap(),
        start: NaiveTime::from_hms_opt(hour, 0, 0).unwrap(),
        length: Length::of_quarters(quarters).unwrap(),
    }
}

fn request(candidates: Vec<Slot>) -> SessionRequest {
    SessionRequest {
        menu: vec![Menu::Exchange],
        candidates,
        people: People::new(20).unwrap(),
        place: Place::OnSite,
        venue: "市役所".into(),
        provisions: Vec::new(),
        contact: Contact { name: "佐藤".into(), phone: "0741-00-1000".into(), email: String::new() },
        note: String::new(),
        joint: false,
        cities: Vec::new(),
        offered: Vec::new(),
    }
}

/// Two cities that are members of one federation, another federation, a set and a lecturer.
async fn houses(store: &Store) {
    two_tenants(store).await;
    let tx = store.write(&Scope::system("test")).await.unwrap();
    for (n, slug) in [(FEDERATION, "midori-kokuhoren"), (OTHER_FEDERATION, "aoi-kokuhoren")] {
        let tenant = Tenant {
            id: id(n),
            kind: TenantKind::Federation,
            slug: slug.into(),
            name: slug.into(),
            settings: TenantSettings::default(),
            codes: Vec::new(),
        };
        tenants::add(&tx, &tenant, noon()).await.unwrap();
    }
    let account = NewAccount {
        id: id(8),
        kind: AccountKind::Applicant,
        name: "日向".into(),
        email: None,
        password_hash: None,
        demo_key: None,
    };
    accounts::add(&tx, account, noon()).await.unwrap();
    tx.commit().await.unwrap();
    let tx = store.write(&federation()).await.unwrap();
    members::add(&tx, id(31), 1, "みどり野市", Some(id(1)), noon()).await.unwrap();
    members::add(&tx, id(32), 2, "みさき町", Some(id(2)), noon()).await.unwrap();
    members::add(&tx, id(33), 3, "月見村", None, noon()).await.unwrap();
    resources::add(&tx, id(SET), ResourceKind::DemoSet, "1号", noon()).await.unwrap();
    resources::add(&tx, id(LECTURER), ResourceKind::Lecturer, "森", noon()).await.unwrap();
    tx.commit().await.unwrap();
}

async fn ask(store: &Store, scope: &Scope, member: u128, candidates: Vec<Slot>) -> Session {
    let tx = store.write(scope).await.unwrap();
    let member = members::find(&tx, id::<MemberId>(member)).await.unwrap().unwrap();
    let told = member.municipality.is_none();
    let session = sessions::request(&tx, fresh(), &member, &request(candidates), told, noon()).await.unwrap();
    tx.commit().await.unwrap();
    session
}

/// On site with the way there and back that some of the tests are about.
fn arrangement(slot: Slot, with: &[u128], capacity: u16) -> Arrangement {
    Arrangement {
        slot,
        place: Place::OnSite,
        venue: "市役所".into(),
        link: String::new(),
        travel: Travel::NONE,
        loan: None,
        resources: with.iter().map(|n| id::<ResourceId>(*n)).collect(),
        capacity: People::new(capacity).unwrap(),
        note: String::new(),
    }
}

async fn promise(
    store: &Store,
    session: DemoId,
    slot: Slot,
    with: &[u128],
    capacity: u16,
) -> Result<Session, ConfirmError> {
    let tx = store.write(&federation()).await?;
    let session = sessions::find_to_change(&tx, session).await?.unwrap();
    let among = resources::all(&tx).await?;
    let form = arrangement(slot, with, capacity);
    let plan = Plan::built_in(Place::OnSite).on(slot.date, &WorkingCalendar::default());
    let done = confirm(&tx, &session, &form, &among, &plan, &fresh, noon()).await?;
    tx.commit().await?;
    Ok(done)
}

/// Two people of an office, or as many as are said; it waits where that is said.
fn new(office: OfficeId, people: u16, waits: bool) -> NewRegistration<'static> {
    NewRegistration {
        office: Some(office),
        office_name: "ひだまり",
        services: &[],
        account: Some(id(8)),
        way: Way::Account,
        people: People::new(people).unwrap(),
        name: "日向 陽子",
        email: "hinata@example.jp",
        phone: "",
        question: (fresh(), ""),
        replies: &[],
        waits,
        instead_of: None,
    }
}

async fn register(
    store: &Store,
    session: DemoId,
    office: OfficeId,
    people: u16,
) -> Result<(), RegisterError> {
    let tx = store.write(&city()).await?;
    let session = sessions::find(&tx, session).await?.unwrap();
    coming::register(&tx, &session, fresh(), &new(office, people, false), noon()).await?;
    Ok(tx.commit().await?)
}

async fn offices(store: &Store, count: u128) -> Vec<OfficeId> {
    let tx = store.write(&city()).await.unwrap();
    let mut ids = Vec::new();
    for n in 0..count {
        let office = id(700 + n);
        add_office(&tx, office, &format!("29709{n:05}"), "事業所", "292991", &["43"]).await;
        ids.push(office);
    }
    tx.commit().await.unwrap();
    ids
}
