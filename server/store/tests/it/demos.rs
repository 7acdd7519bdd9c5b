use crate::support::{id, noon, two_tenants};
use chrono::{Duration, NaiveDate, NaiveTime};
use domain::{
    accounts::{AccountKind, PersonName, TenantKind},
    demos::{
        ConfirmationForm, Contact, Length, Menu, People, Place, RegistrationForm, ResourceKind,
        SessionRequest, Side, Slot, StageName, WalkIn, plan,
    },
    email::Email,
    ids::{AccountId, DemoId, MemberId, OfficeId, ResourceId, TenantId},
    subsidies::Reason,
    working_days::WorkingCalendar,
};
use proptest::{prelude::*, strategy::ValueTree as _, test_runner::TestRunner};
use std::sync::atomic::{AtomicU64, Ordering};
use store::{
    Error, Scope, Store,
    accounts::{self, NewAccount},
    demos::{
        attendance, chores,
        confirming::{ConfirmError, confirm},
        members, registrations,
        registrations::RegisterError,
        resources::{self, Use},
        sessions::{self, Session},
    },
    events,
    tenants::{self, Tenant, TenantSettings},
    testing::{add_office, on_each_database},
};
use tokio::task::JoinSet;
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
        contact: Contact { name: "佐藤".into(), phone: "0741-00-1000".into(), email: String::new() },
        note: String::new(),
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
    let form = ConfirmationForm {
        slot,
        resources: with.iter().map(|n| id::<ResourceId>(*n)).collect(),
        capacity: People::new(capacity).unwrap(),
    };
    let plan = plan(slot.date, &WorkingCalendar::default());
    let done = confirm(&tx, &session, &form, &among, &plan, &fresh, noon()).await?;
    tx.commit().await?;
    Ok(done)
}

fn form(office: OfficeId, people: u16) -> RegistrationForm {
    RegistrationForm {
        office,
        people: People::new(people).unwrap(),
        name: PersonName::parse("日向 陽子").unwrap(),
        email: Email::parse("hinata@example.jp").unwrap(),
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
    let who: (AccountId, &str) = (id(8), "ひだまり");
    registrations::register(&tx, &session, fresh(), who, &form(office, people), noon()).await?;
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

#[tokio::test]
async fn of_two_confirmations_of_one_set_at_overlapping_times_exactly_one_stands() {
    on_each_database("a set is never promised twice", async |store, _| {
        houses(&store).await;
        let mut sessions = Vec::new();
        for hour in 9..15 {
            // Each reaches into the next: 9–11, 10–12, 11–13 …
            sessions.push((ask(&store, &city(), 31, vec![slot(5, hour, 8)]).await.id, slot(5, hour, 8)));
        }
        // All at once, over and over the same quarters.
        let mut tries = JoinSet::new();
        for (session, slot) in sessions.clone() {
            let store = store.clone();
            tries.spawn(async move { (slot, promise(&store, session, slot, &[SET, LECTURER], 20).await) });
        }
        let mut held: Vec<Slot> = Vec::new();
        while let Some(done) = tries.join_next().await {
            match done.unwrap() {
                (slot, Ok(_)) => held.push(slot),
                (_, Err(ConfirmError::NotFree)) => {}
                (_, Err(error)) => panic!("{error}"),
            }
        }
        assert!(!held.is_empty());
        for (place, one) in held.iter().enumerate() {
            assert!(held[place + 1..].iter().all(|two| !one.overlaps(two)), "{held:?}");
        }
        let tx = store.read(&federation()).await.unwrap();
        let first = held[0].quarters().start - 96;
        let taken = resources::taken(&tx, first..first + 192).await.unwrap();
        let quarters: usize = taken.iter().map(|one| one.quarters.clone().count()).sum();
        assert_eq!(quarters, held.len() * 8 * 2, "set and lecturer, eight quarters each");
    })
    .await;
}

#[tokio::test]
async fn of_two_confirmations_at_the_very_same_moment_one_stands() {
    on_each_database("two at one moment", async |store, _| {
        houses(&store).await;
        let at = slot(6, 9, 4);
        let (one, two) = (
            ask(&store, &city(), 31, vec![at]).await.id,
            ask(&store, &Scope::tenant(id(2), id(9)), 32, vec![at]).await.id,
        );
        let first = Box::pin(promise(&store, one, at, &[SET], 20));
        let second = Box::pin(promise(&store, two, at, &[SET], 20));
        let (one, two) = tokio::join!(first, second);
        assert_eq!(usize::from(one.is_ok()) + usize::from(two.is_ok()), 1, "{one:?} {two:?}");
    })
    .await;
}

#[tokio::test]
async fn of_twenty_registrations_for_the_last_five_places_exactly_five_are_received() {
    on_each_database("places are never given twice", async |store, _| {
        houses(&store).await;
        let offices = offices(&store, 21).await;
        let session = ask(&store, &city(), 31, vec![slot(5, 13, 8)]).await.id;
        promise(&store, session, slot(5, 13, 8), &[SET], 10).await.unwrap();
        register(&store, session, offices[20], 5).await.unwrap();
        let mut tries = JoinSet::new();
        for office in offices.into_iter().take(20) {
            let store = store.clone();
            tries.spawn(async move { register(&store, session, office, 1).await });
        }
        let (mut received, mut full) = (0, 0);
        while let Some(done) = tries.join_next().await {
            match done.unwrap() {
                Ok(()) => received += 1,
                Err(RegisterError::Full { .. }) => full += 1,
                Err(error) => panic!("{error}"),
            }
        }
        assert_eq!((received, full), (5, 15));
        let tx = store.read(&city()).await.unwrap();
        let session = sessions::find(&tx, session).await.unwrap().unwrap();
        assert_eq!((session.registered, session.left()), (10, 0));
        let all = registrations::of_session(&tx, session.id).await.unwrap();
        assert_eq!(all.iter().map(|one| u32::from(one.people)).sum::<u32>(), 10);
        let mut codes: Vec<_> = all.iter().map(|one| one.code).collect();
        codes.dedup();
        assert_eq!(codes.len(), all.len(), "every code is another");
    })
    .await;
}

#[tokio::test]
async fn an_office_registers_once_changes_within_the_places_and_gives_them_back() {
    on_each_database("registrations change", async |store, _| {
        houses(&store).await;
        let office = offices(&store, 1).await[0];
        let session = ask(&store, &city(), 31, vec![slot(5, 13, 8)]).await.id;
        assert!(matches!(register(&store, session, office, 1).await, Err(RegisterError::Stage(_))));
        promise(&store, session, slot(5, 13, 8), &[SET], 4).await.unwrap();
        register(&store, session, office, 2).await.unwrap();
        assert!(matches!(register(&store, session, office, 1).await, Err(RegisterError::Already)));
        let change = async |people: u16| -> Result<(), RegisterError> {
            let tx = store.write(&city()).await?;
            let session = sessions::find(&tx, session).await?.unwrap();
            let own = registrations::of_offices(&tx, &[office]).await?.remove(0);
            registrations::change(&tx, &session, &own, &form(office, people), noon()).await?;
            Ok(tx.commit().await?)
        };
        change(4).await.unwrap();
        assert!(matches!(change(5).await, Err(RegisterError::Full { left: 0 })));
        change(1).await.unwrap();
        let tx = store.write(&city()).await.unwrap();
        let found = sessions::find(&tx, session).await.unwrap().unwrap();
        assert_eq!(found.registered, 1);
        let own = registrations::of_offices(&tx, &[office]).await.unwrap().remove(0);
        registrations::withdraw(&tx, &found, &own, noon()).await.unwrap();
        tx.commit().await.unwrap();
        register(&store, session, office, 4).await.unwrap();
        let tx = store.read(&city()).await.unwrap();
        assert_eq!(sessions::find(&tx, session).await.unwrap().unwrap().left(), 0);
    })
    .await;
}

#[tokio::test]
async fn another_house_sees_nothing_and_a_city_sees_no_booking_of_anothers() {
    on_each_database("sessions are shared with one house", async |store, _| {
        houses(&store).await;
        let office = offices(&store, 1).await[0];
        let session = ask(&store, &city(), 31, vec![slot(5, 13, 8)]).await.id;
        promise(&store, session, slot(5, 13, 8), &[SET], 4).await.unwrap();
        register(&store, session, office, 2).await.unwrap();
        for stranger in [2, OTHER_FEDERATION] {
            let tx = store.read(&Scope::tenant(id(stranger), id(9))).await.unwrap();
            assert_eq!(sessions::find(&tx, session).await.unwrap(), None);
            assert!(sessions::all(&tx).await.unwrap().is_empty());
            assert!(chores::of_session(&tx, session).await.unwrap().is_empty());
            assert!(registrations::of_session(&tx, session).await.unwrap().is_empty());
            assert!(resources::all(&tx).await.unwrap().is_empty());
            assert!(resources::taken(&tx, 0..i64::MAX).await.unwrap().is_empty());
            assert!(events::of_subject(&tx, "demo", session.uuid()).await.unwrap().is_empty());
        }
        for house in [id::<TenantId>(1), id(FEDERATION)] {
            let tx = store.read(&Scope::tenant(house, id(9))).await.unwrap();
            assert!(sessions::find(&tx, session).await.unwrap().is_some());
            assert_eq!(chores::of_session(&tx, session).await.unwrap().len(), 7);
            assert_eq!(registrations::of_session(&tx, session).await.unwrap().len(), 1);
            let kinds: Vec<_> = events::of_subject(&tx, "demo", session.uuid())
                .await
                .unwrap()
                .into_iter()
                .map(|event| event.kind)
                .collect();
            assert_eq!(kinds, ["demo.requested", "demo.confirmed", "demo.registered"], "both chains tell it");
            assert_eq!(events::first_broken(&tx).await.unwrap(), None);
        }
    })
    .await;
}

#[tokio::test]
async fn nobody_shares_a_session_with_a_house_that_is_no_member() {
    on_each_database("sharing needs a membership", async |store, _| {
        houses(&store).await;
        // みさき町 pretends to be the member that みどり野市 is.
        let tx = store.write(&Scope::tenant(id(2), id(9))).await.unwrap();
        let forged = members::Member {
            id: id(31),
            federation: id(FEDERATION),
            name: "みどり野市".into(),
            municipality: Some(id(2)),
        };
        let refused =
            sessions::request(&tx, fresh(), &forged, &request(vec![slot(5, 13, 8)]), false, noon()).await;
        assert!(matches!(refused, Err(Error::Refused(_) | Error::Unavailable(_))), "{refused:?}");
    })
    .await;
}

#[tokio::test]
async fn what_was_promised_is_free_when_either_side_calls_off_and_an_absence_is_in_the_way() {
    on_each_database("promises are given back", async |store, _| {
        houses(&store).await;
        for (scope, side) in [(city(), Side::Municipality), (federation(), Side::Federation)] {
            let session = ask(&store, &city(), 31, vec![slot(5, 13, 8)]).await.id;
            promise(&store, session, slot(5, 13, 8), &[SET, LECTURER], 4).await.unwrap();
            let tx = store.write(&scope).await.unwrap();
            let found = sessions::find_to_change(&tx, session).await.unwrap().unwrap();
            let reason = Reason::parse("台風のため").unwrap();
            sessions::cancel(&tx, &found, side, reason, noon()).await.unwrap();
            tx.commit().await.unwrap();
        }
        let tx = store.write(&federation()).await.unwrap();
        let day = slot(5, 13, 8).date;
        assert!(resources::keep_away(&tx, fresh(), id(LECTURER), (day, day), "研修", noon()).await.unwrap());
        tx.commit().await.unwrap();
        let session = ask(&store, &city(), 31, vec![slot(5, 13, 8)]).await.id;
        let refused = promise(&store, session, slot(5, 13, 8), &[SET, LECTURER], 4).await;
        assert!(matches!(refused, Err(ConfirmError::NotFree)), "{refused:?}");
        let tx = store.read(&federation()).await.unwrap();
        let taken = resources::taken(&tx, 0..i64::MAX).await.unwrap();
        assert_eq!(taken.len(), 1, "nothing of the refused one stayed: {taken:?}");
        assert_eq!(taken[0].by, Use::Absence("研修".into()));
        drop(tx);
        promise(&store, session, slot(5, 13, 8), &[SET], 4).await.unwrap();
        let tx = store.write(&federation()).await.unwrap();
        assert!(!resources::keep_away(&tx, fresh(), id(SET), (day, day), "修理", noon()).await.unwrap());
    })
    .await;
}

#[tokio::test]
async fn a_request_by_telephone_of_a_place_without_a_house_is_the_federations_alone() {
    on_each_database("told requests", async |store, _| {
        houses(&store).await;
        let session = ask(&store, &federation(), 33, vec![slot(5, 13, 8)]).await;
        assert!(session.told && session.municipality.is_none());
        promise(&store, session.id, slot(5, 13, 8), &[], 8).await.unwrap();
        let door = slot(5, 13, 8).starts_at();
        let tx = store.write(&federation()).await.unwrap();
        let session = sessions::find_to_change(&tx, session.id).await.unwrap().unwrap();
        let early = attendance::walk_in(&tx, &session, fresh(), &walk_in("村社協", 3), noon()).await;
        assert!(early.is_err(), "not before the day");
        attendance::walk_in(&tx, &session, fresh(), &walk_in("村社協", 3), door).await.unwrap();
        sessions::hold(&tx, &session, door + Duration::hours(2)).await.unwrap();
        tx.commit().await.unwrap();
        let tx = store.read(&federation()).await.unwrap();
        let all = registrations::of_session(&tx, session.id).await.unwrap();
        assert_eq!((all[0].attended, all[0].is_walk_in()), (Some(3), true));
        assert_eq!(sessions::in_stage(&tx, StageName::Held).await.unwrap().len(), 1);
    })
    .await;
}

fn walk_in(name: &str, people: u16) -> WalkIn {
    WalkIn { name: name.into(), people: People::new(people).unwrap() }
}

#[derive(Debug, Clone)]
enum Step {
    Ask { hour: u32, quarters: u8 },
    Confirm { which: usize },
    Cancel { which: usize },
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        (9..16_u32, 1..12_u8).prop_map(|(hour, quarters)| Step::Ask { hour, quarters }),
        (0..8_usize).prop_map(|which| Step::Confirm { which }),
        (0..8_usize).prop_map(|which| Step::Cancel { which }),
    ];
    prop::collection::vec(step, 1..24)
}

#[tokio::test]
async fn over_random_requests_and_cancellations_no_set_is_ever_in_two_places() {
    on_each_database("no set in two places", async |store, _| {
        houses(&store).await;
        let mut runner = TestRunner::deterministic();
        for _ in 0..8 {
            let steps = steps().new_tree(&mut runner).unwrap().current();
            let mut asked: Vec<(DemoId, Slot)> = Vec::new();
            for step in steps {
                match step {
                    Step::Ask { hour, quarters } => {
                        let slot = slot(5, hour, quarters);
                        asked.push((ask(&store, &city(), 31, vec![slot]).await.id, slot));
                    }
                    Step::Confirm { which } => {
                        if let Some((session, slot)) = asked.get(which) {
                            let _ = promise(&store, *session, *slot, &[SET], 20).await;
                        }
                    }
                    Step::Cancel { which } => {
                        let Some((session, _)) = asked.get(which) else { continue };
                        let tx = store.write(&city()).await.unwrap();
                        let found = sessions::find_to_change(&tx, *session).await.unwrap().unwrap();
                        let reason = Reason::parse("都合により").unwrap();
                        if sessions::cancel(&tx, &found, Side::Municipality, reason, noon()).await.is_ok() {
                            tx.commit().await.unwrap();
                        }
                    }
                }
                let tx = store.read(&federation()).await.unwrap();
                let held: Vec<Slot> = sessions::in_stage(&tx, StageName::Confirmed)
                    .await
                    .unwrap()
                    .iter()
                    .filter_map(|session| session.stage.session().map(|held| held.slot))
                    .collect();
                for (place, one) in held.iter().enumerate() {
                    assert!(held[place + 1..].iter().all(|two| !one.overlaps(two)), "{held:?}");
                }
            }
        }
    })
    .await;
}
