//! What is known of offices: it goes with an office that is merged and comes back; the catalogue is read by all; the
//! conditions of segments are asked by an index; two who write at once lose nothing.

use crate::support::{id, noon, two_tenants};
use domain::{
    accounts::TenantKind,
    associations::Association,
    campaigns::{Reply, Standing},
    follow_up::{Figure, FollowUpForm, Period},
    form::Typed,
    ids::{AccountId, AssociationId, MergerId, OfficeGroupId, OfficeId, TenantId},
    merging::{Keep, propose},
    office_groups::GroupText,
    offices::{Chosen, Detail, Mailed, NewOffice, Reached, Segment, Sessioned, Surveyed},
    progress::ProgressForm,
    software::{Linking, ProductForm, VendorForm},
    voices::VoiceForm,
};
use std::{
    collections::BTreeSet,
    sync::atomic::{AtomicU64, Ordering},
};
use store::{
    Error, Scope, Store, Tx, associations, follow_up, office_groups,
    offices::{self, mergers, segments},
    partners, progress,
    software::{self, Heard},
    tenants::{self, Tenant, TenantSettings},
    testing::on_each_database,
    voices,
};
use uuid::Uuid;

fn clerk(tenant: TenantId) -> Scope {
    Scope::tenant(tenant, id(90))
}

fn ids() -> impl Fn() -> Uuid + Sync {
    let next = AtomicU64::new(0x2_0000);
    move || Uuid::from_u128(u128::from(next.fetch_add(1, Ordering::Relaxed)))
}

fn heard() -> Heard {
    Heard { basis: "officer", source: None, on: noon().date_naive(), now: noon() }
}

/// Three offices, 1001 to 1003.
async fn three(store: &Store, tenant: TenantId) {
    let tx = store.write(&clerk(tenant)).await.unwrap();
    for (n, number) in [(1001_u128, "2970999013"), (1002, "2970999021"), (1003, "2970999039")] {
        let typed = Typed::default()
            .with("number", number)
            .with("status", "active")
            .with("name", format!("事業所{n}"))
            .with("services", "43");
        let office = NewOffice::parse(&typed).unwrap();
        let ids = ids();
        let unique = move || Uuid::from_u128(ids().as_u128() + (n << 32));
        offices::add(&tx, id(n), &office, &unique, noon()).await.unwrap();
    }
    tx.commit().await.unwrap();
}

fn said(notes: &str) -> FollowUpForm {
    let typed = Typed::default()
        .with("way", "call")
        .with("notes", notes)
        .with("next_action", "電話する")
        .with("next_on", noon().date_naive().to_string());
    let writer: AccountId = id(90);
    FollowUpForm::parse(&typed, noon().date_naive(), writer, &[writer]).unwrap()
}

async fn body(tx: &Tx, n: u128) -> AssociationId {
    let typed = Typed::default().with("name", "連絡会").with("kind", "liaison").with("phone", "0743-00-0001");
    associations::add(tx, id(n), &Association::parse(&typed).unwrap(), noon()).await.unwrap();
    id(n)
}

#[tokio::test]
async fn what_is_known_goes_with_an_office_and_comes_back() {
    on_each_database("known moves", async |store, _| {
        let (tenant, _) = two_tenants(&store).await;
        three(&store, tenant).await;
        let (stays, goes, third): (OfficeId, OfficeId, OfficeId) = (id(1001), id(1002), id(1003));
        let tx = store.write(&clerk(tenant)).await.unwrap();
        follow_up::add(&tx, id(5001), goes, &said("話した"), noon()).await.unwrap();
        // Both are known to use one thing, and the office that goes another besides.
        for (n, office, name) in [(5101, stays, "ケアA"), (5102, goes, "ｹｱA"), (5103, goes, "ケアB")]
        {
            software::learn(&tx, id(n), office, name, None, heard()).await.unwrap();
        }
        // The two are partners, and both of the third; the third says so of the one that goes.
        for (n, one, other) in
            [(5201, goes, stays), (5202, stays, third), (5203, goes, third), (5204, third, goes)]
        {
            partners::learn(&tx, id(n), one, other, heard()).await.unwrap();
        }
        let (liaison, both, fresh) = (body(&tx, 5301).await, body(&tx, 5302).await, ids());
        associations::join(&tx, liaison, &[goes], &fresh, noon()).await.unwrap();
        associations::join(&tx, both, &[stays, goes], &fresh, noon()).await.unwrap();
        voices::add(&tx, id(5401), goes, &voice("楽になった"), noon()).await.unwrap();
        let text = GroupText { name: "グループ".into(), note: String::new(), next: None };
        let (group, in_group) = (id::<OfficeGroupId>(5501), BTreeSet::from([goes, third]));
        assert!(office_groups::add(&tx, (group, id(90)), &text, &in_group, &fresh, noon()).await.unwrap());
        tx.commit().await.unwrap();

        let tx = store.write(&clerk(tenant)).await.unwrap();
        let (first, second) = (
            offices::find(&tx, stays).await.unwrap().unwrap(),
            offices::find(&tx, goes).await.unwrap().unwrap(),
        );
        let mut choices = propose(&mergers::side(&first), &mergers::side(&second));
        choices.survivor = Keep::KeepFirst;
        choices.details.insert(Detail::Name, Keep::KeepFirst);
        let moved = mergers::belongings(&tx, goes, stays).await.unwrap();
        assert_eq!(
            moved.known, 6,
            "a record, ケアB, what the third says, the membership, the group, the voice"
        );
        mergers::merge(&tx, id::<MergerId>(4001), (&first, &second), &choices, &ids(), noon()).await.unwrap();
        tx.commit().await.unwrap();

        let tx = store.write(&clerk(tenant)).await.unwrap();
        let of = async |office: OfficeId| {
            let used = software::of_office(&tx, office).await.unwrap().len();
            let links = partners::of_office(&tx, office).await.unwrap().len();
            (follow_up::of_office(&tx, office).await.unwrap().len(), used, links)
        };
        assert_eq!(of(stays).await, (1, 2, 1), "partners of itself it is not");
        assert_eq!(associations::members(&tx, liaison).await.unwrap(), [stays]);
        assert_eq!(voices::standing(&tx).await.unwrap()[0].office, stays);
        assert_eq!(office_groups::every(&tx).await.unwrap()[&group], BTreeSet::from([stays, third]));
        // A list of numbers means the office that the number went to.
        let gone = Segment { numbers: BTreeSet::from(["2970999021".parse().unwrap()]), ..Segment::default() };
        let meant = segments::candidates(&tx, &gone).await.unwrap();
        assert_eq!(meant.iter().map(|one| one.office).collect::<Vec<_>>(), [stays]);
        assert_eq!(partners::of_office(&tx, third).await.unwrap()[0].office, stays);
        assert_eq!(partners::every(&tx).await.unwrap().len(), 1);
        // What both were known for stays with the one that went, and counts once.
        let period = Period { from: noon().date_naive(), until: noon().date_naive() };
        assert_eq!(follow_up::figures(&tx, period).await.unwrap().get(Figure::Links), 1);
        assert_eq!(associations::counts(&tx).await.unwrap()[&both], 1);
        assert_eq!(associations::members(&tx, both).await.unwrap(), [stays]);
        assert_eq!(software::every(&tx).await.unwrap().into_keys().collect::<Vec<_>>(), [stays]);
        let names = software::unmatched(&tx).await.unwrap();
        assert_eq!(names.iter().map(|name| name.offices).collect::<Vec<_>>(), [1, 1]);
        let merger = mergers::by_id(&tx, id(4001)).await.unwrap().unwrap();
        mergers::undo(&tx, &merger, noon()).await.unwrap();
        assert_eq!((of(stays).await, of(goes).await), ((0, 1, 2), (1, 2, 2)));
        assert_eq!(associations::members(&tx, liaison).await.unwrap(), [goes]);
        assert_eq!(voices::standing(&tx).await.unwrap()[0].office, goes);
        assert_eq!(office_groups::every(&tx).await.unwrap()[&group], in_group);
        tx.commit().await.unwrap();
    })
    .await;
}

fn voice(quote: &str) -> VoiceForm {
    let typed = Typed::default()
        .with("quote", quote)
        .with("reach", "city")
        .with("person", "声野")
        .with("agreed_on", noon().date_naive().to_string())
        .with("agreed_by", "声野");
    VoiceForm::parse(&typed, noon().date_naive()).unwrap()
}

#[tokio::test]
async fn what_was_taken_back_comes_back_by_nobody_and_a_page_begins_once() {
    on_each_database("voices and the public page", async |store, _| {
        let (tenant, other) = two_tenants(&store).await;
        three(&store, tenant).await;
        let tx = store.write(&clerk(tenant)).await.unwrap();
        voices::add(&tx, id(5401), id(1001), &voice("楽になった"), noon()).await.unwrap();
        let seen = voices::find(&tx, id(5401)).await.unwrap().unwrap();
        voices::edit(&tx, &seen, &voice("とても楽になった"), noon()).await.unwrap();
        let late = voices::edit(&tx, &seen, &voice("別の文"), noon()).await;
        assert!(matches!(late, Err(Error::Stale)), "{late:?}");
        let now = voices::find(&tx, id(5401)).await.unwrap().unwrap();
        voices::withdraw(&tx, &now, noon()).await.unwrap();
        let gone = voices::find(&tx, id(5401)).await.unwrap().unwrap();
        assert_eq!((&gone.said, gone.version), (&None, 3));
        voices::withdraw(&tx, &gone, noon()).await.unwrap();
        // Whoever still has the form open writes nothing into what is gone.
        let after = voices::edit(&tx, &gone, &voice("別の文"), noon()).await;
        assert!(matches!(after, Err(Error::Stale)), "{after:?}");
        assert_eq!(voices::standing(&tx).await.unwrap(), []);

        let nothing = progress::find(&tx).await.unwrap();
        assert_eq!(nothing, progress::Kept::default());
        progress::publish(&tx, &nothing, noon()).await.unwrap();
        let second = progress::save(&tx, &nothing, &ProgressForm::usual(), noon()).await;
        assert!(matches!(second, Err(Error::Stale)), "two begin at once: {second:?}");
        let kept = progress::find(&tx).await.unwrap();
        assert_eq!((kept.version, kept.published_at), (1, Some(noon())));
        progress::publish(&tx, &kept, noon()).await.unwrap();
        assert_eq!(progress::find(&tx).await.unwrap().version, 1, "twice is once");
        tx.commit().await.unwrap();
        let tx = store.read(&clerk(other)).await.unwrap();
        assert_eq!(progress::find(&tx).await.unwrap(), progress::Kept::default(), "another tenant's");
        assert_eq!(voices::find(&tx, id(5401)).await.unwrap(), None);
    })
    .await;
}

/// 国保中央会 is 3.
async fn central(store: &Store) -> TenantId {
    let tenant: TenantId = id(3);
    let tx = store.write(&Scope::system("test")).await.unwrap();
    let house = Tenant {
        id: tenant,
        kind: TenantKind::Central,
        slug: "chuokai".into(),
        name: "国保中央会".into(),
        settings: TenantSettings::default(),
        codes: Vec::new(),
    };
    tenants::add(&tx, &house, noon()).await.unwrap();
    tx.commit().await.unwrap();
    tenant
}

#[tokio::test]
async fn the_catalogue_of_the_central_house_is_everybodys_to_read_and_its_own_to_change() {
    on_each_database("catalogue houses", async |store, _| {
        let (tenant, other) = two_tenants(&store).await;
        let central = central(&store).await;
        let vendor = VendorForm { name: "かくう電機".into(), url: String::new() };
        let product = |name: &str| ProductForm {
            name: name.into(),
            aliases: Vec::new(),
            note: String::new(),
            ended_on: None,
        };
        for (house, of, product_id, name) in
            [(central, 6001, 6101, "かくうケア"), (tenant, 6002, 6102, "まちケア")]
        {
            let tx = store.write(&clerk(house)).await.unwrap();
            software::add_vendor(&tx, id(of), &vendor, true, noon()).await.unwrap();
            software::add_product(&tx, id(product_id), id(of), &product(name), noon()).await.unwrap();
            tx.commit().await.unwrap();
        }
        let seen = async |house: TenantId| {
            let tx = store.read(&clerk(house)).await.unwrap();
            let known = software::catalogue(&tx).await.unwrap();
            known.products.into_iter().map(|product| product.name).collect::<Vec<_>>()
        };
        assert_eq!(seen(tenant).await, ["かくうケア", "まちケア"]);
        assert_eq!(seen(other).await, ["かくうケア"]);
        assert_eq!(seen(central).await, ["かくうケア"]);
        let tx = store.write(&clerk(tenant)).await.unwrap();
        let refused = software::edit_product(&tx, id(6101), 1, &product("別の名前"), noon()).await;
        assert!(matches!(refused, Err(Error::Stale)), "{refused:?}");
        drop(tx);
        assert_eq!(seen(other).await, ["かくうケア"]);
    })
    .await;
}

#[tokio::test]
async fn an_office_of_which_one_product_is_unknown_is_nobodys_that_cannot_link() {
    on_each_database("linking in segments", async |store, _| {
        let (tenant, _) = two_tenants(&store).await;
        three(&store, tenant).await;
        let tx = store.write(&clerk(tenant)).await.unwrap();
        let vendor = VendorForm { name: "むかし電算".into(), url: String::new() };
        software::add_vendor(&tx, id(6001), &vendor, true, noon()).await.unwrap();
        let product = ProductForm {
            name: "むかしケア".into(),
            aliases: Vec::new(),
            note: String::new(),
            ended_on: None,
        };
        software::add_product(&tx, id(6101), id(6001), &product, noon()).await.unwrap();
        let known = software::catalogue(&tx).await.unwrap();
        let claim = domain::software::Claim {
            standard: domain::software::Standard::V4,
            conforms: domain::software::Conforms::No,
            as_of: noon().date_naive(),
        };
        let kept = known.product(id(6101)).unwrap();
        assert!(software::record_conformance(&tx, id(6201), kept, claim, "案内", noon()).await.unwrap());
        for (n, office, name) in
            [(1_u128, 1001_u128, "むかしケア"), (2, 1002, "むかしケア"), (3, 1002, "なにか")]
        {
            software::learn(&tx, id(7000 + n), id(office), name, None, heard()).await.unwrap();
        }
        let count = async |linking| {
            let segment = Segment { linking: Some(linking), ..Segment::default() };
            segments::count(&tx, &segment).await.unwrap()
        };
        assert_eq!(
            (count(Linking::No).await, count(Linking::Yes).await, count(Linking::Unknown).await),
            (1, 0, 2)
        );
        // Said again later it is dated anew, and once; said of an earlier day it changes nothing.
        let later = Heard { on: noon().date_naive() + chrono::TimeDelta::days(3), ..heard() };
        software::learn(&tx, id(7009), id(1001), "ムカシ ケア", None, later).await.unwrap();
        software::learn(&tx, id(7010), id(1001), "むかしケア", None, heard()).await.unwrap();
        let uses = software::of_office(&tx, id(1001)).await.unwrap();
        assert_eq!((uses.len(), uses[0].as_of), (1, later.on));
        assert_eq!(uses[0].product, Some(id(6101)));
        // Somebody knows of an earlier day: the use begins there, and what is newest stays.
        let earlier = Heard { on: noon().date_naive() - chrono::TimeDelta::days(30), ..heard() };
        software::learn(&tx, id(7011), id(1001), "むかしケア", None, earlier).await.unwrap();
        let known = async || software::of_office(&tx, id(1001)).await.unwrap();
        let uses = known().await;
        assert_eq!((uses.len(), uses[0].since, uses[0].as_of), (1, earlier.on, later.on));
        software::end(&tx, &uses[0], later.on, noon()).await.unwrap();
        // What is said as of a day before it ended begins nothing anew; what is said afterwards does.
        software::learn(&tx, id(7012), id(1001), "むかしケア", None, heard()).await.unwrap();
        assert_eq!(known().await.len(), 1);
        let uses_on = async |day| software::on_day(&tx, day).await.unwrap().contains_key(&id(1001));
        let eve = earlier.on.pred_opt().unwrap();
        assert!(!uses_on(eve).await && uses_on(earlier.on).await);
        assert!(uses_on(heard().on).await && !uses_on(later.on).await);
        software::learn(&tx, id(7013), id(1001), "むかしケア", None, later).await.unwrap();
        assert_eq!((known().await.len(), uses_on(later.on).await), (2, true));
    })
    .await;
}

#[tokio::test]
async fn of_two_who_correct_one_record_the_second_is_told() {
    on_each_database("records at once", async |store, _| {
        let (tenant, _) = two_tenants(&store).await;
        three(&store, tenant).await;
        let tx = store.write(&clerk(tenant)).await.unwrap();
        follow_up::add(&tx, id(5001), id(1001), &said("話した"), noon()).await.unwrap();
        tx.commit().await.unwrap();
        let tx = store.read(&clerk(tenant)).await.unwrap();
        let seen = follow_up::find(&tx, id(5001)).await.unwrap().unwrap();
        drop(tx);
        let tx = store.write(&clerk(tenant)).await.unwrap();
        follow_up::finish(&tx, &seen, "", noon()).await.unwrap();
        tx.commit().await.unwrap();
        let tx = store.write(&clerk(tenant)).await.unwrap();
        let late = follow_up::edit(&tx, &seen, &said("別のこと"), noon()).await;
        assert!(matches!(late, Err(Error::Stale)), "{late:?}");
        let ended = follow_up::find(&tx, id(5001)).await.unwrap().unwrap();
        // A next action that becomes another is open again; one that stays is not.
        let mut next = said("別のこと");
        follow_up::edit(&tx, &ended, &next, noon()).await.unwrap();
        let ended = follow_up::find(&tx, id(5001)).await.unwrap().unwrap();
        assert!(ended.open().is_none());
        next.next.as_mut().unwrap().action = "訪問する".into();
        follow_up::edit(&tx, &ended, &next, noon()).await.unwrap();
        let open = follow_up::find(&tx, id(5001)).await.unwrap().unwrap();
        assert_eq!(open.open().map(|next| next.action.as_str()), Some("訪問する"));
        for last in [Some(noon().date_naive()), None] {
            let wanted = follow_up::Wanted { last, owner: Some(id(90)), area: String::new() };
            assert_eq!(follow_up::open(&tx, &wanted, 0, 10).await.unwrap().1, 1, "{last:?}");
        }
    })
    .await;
}

#[tokio::test]
async fn no_condition_of_a_segment_reads_a_table_from_end_to_end() {
    on_each_database("plans of segments", async |store, _| {
        let (tenant, _) = two_tenants(&store).await;
        three(&store, tenant).await;
        let tx = store.read(&clerk(tenant)).await.unwrap();
        let all = Segment::default;
        let (survey, session, mailing) = (id(1), id(2), id(3));
        let chose = Surveyed::Chose { survey, question: "q2".into(), choice: "a".into() };
        let silent = Surveyed::Silent { survey };
        let surveys = [Surveyed::Answered { survey }, Surveyed::Not { survey }, silent, chose];
        let activity = id(6);
        let reached = [
            Reached::Replied { activity, reply: Reply::Willing },
            Reached::Stands { activity, standing: Standing::Open },
            Reached::Stands { activity, standing: Standing::Answered },
        ];
        let reached = reached.map(|what| Some(Chosen { what, words: String::new() })).into_iter();
        let sessions = [Sessioned::Invited { session }, Sessioned::Registered { session }];
        let sessions =
            sessions.into_iter().chain([Sessioned::Attended { session }, Sessioned::Absent { session }]);
        let mailings = [Mailed::Sent { mailing }, Mailed::Failed { mailing }, Mailed::Not { mailing }];
        let linking = Linking::ALL.iter().map(|one| Segment { linking: Some(*one), ..all() });
        let other = [
            Segment { partners: Some(1), ..all() },
            Segment { association: Some(Chosen { what: id(4), words: String::new() }), ..all() },
            Segment { silent_since: Some(noon().date_naive()), ..all() },
            Segment { group: Some(Chosen { what: id(5), words: String::new() }), ..all() },
            Segment { numbers: BTreeSet::from(["2970999013".parse().unwrap()]), ..all() },
        ];
        let surveys = surveys.into_iter().map(|what| Chosen { what, words: String::new() });
        let sessions = sessions.map(|what| Chosen { what, words: String::new() });
        let mailings = mailings.into_iter().map(|what| Chosen { what, words: String::new() });
        let segments = linking
            .chain(other)
            .chain(surveys.map(|survey| Segment { survey: Some(survey), ..all() }))
            .chain(sessions.map(|session| Segment { session: Some(session), ..all() }))
            .chain(mailings.map(|mailing| Segment { mailing: Some(mailing), ..all() }))
            .chain(reached.map(|activity| Segment { activity, ..all() }));
        for segment in segments {
            let plan = offices::plans::plan(&tx, &segment).await.unwrap();
            // Where nobody has such partners, nothing is read at all.
            if plan.contains("One-Time Filter: false") {
                continue;
            }
            let scans = plan.lines().any(|step| step.contains("Seq Scan on") || step.contains("SCAN "));
            assert!(!scans, "{segment:?}\n{plan}");
        }
    })
    .await;
}
