//! Programmes and applications on both databases: receipt order, the last slot, one office a year.

use crate::support::{id, noon, two_tenants};
use chrono::Duration;
use domain::{
    fiscal_year::FiscalYear,
    form::Typed,
    ids::{AccountId, ApplicationId, OfficeId, ProgrammeId, TenantId},
    money::Yen,
    subsidies::{
        Answers, City, Desk, Licence, Location, Place, ProgrammeForm, ProgrammeState, Rules, Stage,
        StageName, Task, licence_fee_in_full,
    },
};
use store::{
    Error, Scope, Store, events,
    subsidies::{
        SubmitError,
        applications::{self, NewDraft},
        offices::{self, Office},
        programmes::{self, ProgrammeError},
        submit, withdraw,
    },
    testing::on_each_database,
};
use uuid::Uuid;

pub const FEE: Yen = Yen(21_000);

pub fn rules(places: i64) -> Rules {
    let city = City {
        location: Location {
            name: "みどり野市".to_owned(), municipalities: vec!["292991".parse().unwrap()]
        },
        desk: Desk {
            section: "介護保険課".to_owned(),
            phone: "03-0000-0000".to_owned(),
            hours: "平日".to_owned(),
        },
        symbol: "みどり介".to_owned(),
        sender: "みどり野市長".to_owned(),
        licence: Licence { of: "ケアプランデータ連携システム".to_owned(), fee: FEE },
    };
    let mut rules = licence_fee_in_full(&city, FiscalYear::from_year(2024).unwrap());
    rules.budget = Yen(FEE.get() * places);
    rules
}

pub fn officer(tenant: TenantId) -> Scope {
    Scope::tenant(tenant, id(90))
}

pub fn applicant(tenant: TenantId) -> Scope {
    Scope::tenant(tenant, id(91))
}

/// A published programme for so many offices, and an account for each side.
pub async fn published(store: &Store, tenant: TenantId, places: i64) -> ProgrammeId {
    publish(store, tenant, &rules(places)).await
}

/// The same under any rules.
pub async fn publish(store: &Store, tenant: TenantId, rules: &Rules) -> ProgrammeId {
    let programme = id(100);
    let tx = store.write(&Scope::system("test")).await.unwrap();
    for (n, kind) in
        [(90, domain::accounts::AccountKind::Staff), (91, domain::accounts::AccountKind::Applicant)]
    {
        let account = store::accounts::NewAccount {
            id: id(n),
            kind,
            name: format!("account {n}"),
            email: None,
            password_hash: None,
            demo_key: None,
        };
        store::accounts::add(&tx, account, noon()).await.unwrap();
    }
    let initiative = store::initiatives::current(&tx).await.unwrap().id;
    tx.commit().await.unwrap();
    let tx = store.write(&officer(tenant)).await.unwrap();
    programmes::add(&tx, programme, initiative, rules.fiscal_year, &ProgrammeForm::fill(rules), noon())
        .await
        .unwrap();
    let draft = programmes::find(&tx, programme).await.unwrap().unwrap();
    programmes::publish(&tx, &draft, id(101), rules, noon()).await.unwrap();
    tx.commit().await.unwrap();
    programme
}

/// Offices with numbers of their own in the register of a tenant.
pub async fn register(store: &Store, tenant: TenantId, count: u128) -> Vec<Office> {
    let tx = store.write(&Scope::tenant_by_system(tenant, "test")).await.unwrap();
    for n in 0..count {
        store::testing::add_office(&tx, id(1_000 + n), &format!("2970{n:06}"), "事業所", "292991", &["43"])
            .await;
    }
    tx.commit().await.unwrap();
    let tx = store.read(&applicant(tenant)).await.unwrap();
    let ids: Vec<OfficeId> = (0..count).map(|n| id(1_000 + n)).collect();
    offices::several(&tx, &ids).await.unwrap()
}

/// Begins a draft for an office and submits it.
pub async fn apply(
    store: &Store,
    tenant: TenantId,
    programme: ProgrammeId,
    office: &Office,
    n: u128,
) -> Result<String, SubmitError> {
    let application: ApplicationId = id(n);
    let tx = store.write(&applicant(tenant)).await?;
    let found = programmes::find(&tx, programme).await?.unwrap();
    let version = found.current.unwrap();
    let account: AccountId = id(91);
    let draft = NewDraft {
        id: application,
        programme,
        rules: version.id,
        office: office.id,
        account,
        arrival: None,
        fiscal_year: version.rules.fiscal_year,
        answers: Answers::default(),
    };
    applications::begin(&tx, draft, noon()).await?;
    tx.commit().await?;
    let tx = store.write(&applicant(tenant)).await?;
    let draft = applications::find_to_change(&tx, application).await?.unwrap();
    let series = programmes::find(&tx, programme).await?.unwrap().series;
    let place = Place::of(&version.rules, programme, series, &office.holder(""));
    let received = submit(&tx, &draft, &version, &place, FEE, "ひだまり", noon()).await?;
    tx.commit().await?;
    Ok(received.receipt.to_string())
}

pub async fn reserved(store: &Store, tenant: TenantId, programme: ProgrammeId) -> Yen {
    let tx = store.read(&applicant(tenant)).await.unwrap();
    programmes::find(&tx, programme).await.unwrap().unwrap().reserved
}

#[tokio::test]
async fn a_programme_is_published_in_versions_and_what_was_received_keeps_its_own() {
    on_each_database("programme versions", async |store, _| {
        let (tenant, other) = two_tenants(&store).await;
        let programme = published(&store, tenant, 100).await;
        let office = register(&store, tenant, 1).await.remove(0);
        apply(&store, tenant, programme, &office, 1).await.unwrap();

        let tx = store.write(&officer(tenant)).await.unwrap();
        let found = programmes::find(&tx, programme).await.unwrap().unwrap();
        assert_eq!((found.budget, found.remaining()), (Yen(2_100_000), Yen(2_079_000)));
        assert!(!found.is_edited());
        let mut second = rules(100);
        second.standard_days = 30;
        programmes::publish(&tx, &found, id(102), &second, noon()).await.unwrap();
        assert!(
            matches!(
                programmes::publish(&tx, &found, id(103), &second, noon()).await,
                Err(ProgrammeError::Store(_))
            ),
            "an edit made from the version before is stale"
        );
        drop(tx);

        let tx = store.write(&officer(tenant)).await.unwrap();
        let found = programmes::find(&tx, programme).await.unwrap().unwrap();
        programmes::publish(&tx, &found, id(102), &second, noon()).await.unwrap();
        tx.commit().await.unwrap();
        let tx = store.read(&officer(tenant)).await.unwrap();
        let application = applications::find(&tx, id(1)).await.unwrap().unwrap();
        let own = programmes::version_by_id(&tx, application.rules).await.unwrap().unwrap();
        assert_eq!(own.rules.standard_days, 20);
        let current = programmes::find(&tx, programme).await.unwrap().unwrap().current.unwrap();
        assert_eq!((current.number.get(), current.rules.standard_days), (2, 30));
        assert_eq!(programmes::versions(&tx, programme).await.unwrap().len(), 2);

        let tx = store.read(&officer(other)).await.unwrap();
        assert!(programmes::find(&tx, programme).await.unwrap().is_none(), "another city sees nothing");
        assert!(applications::find(&tx, id(1)).await.unwrap().is_none());
    })
    .await;
}

#[tokio::test]
async fn a_budget_is_never_lowered_below_what_is_reserved() {
    on_each_database("budget below reserved", async |store, _| {
        let (tenant, _) = two_tenants(&store).await;
        let programme = published(&store, tenant, 2).await;
        for (n, office) in (1..).zip(register(&store, tenant, 2).await) {
            apply(&store, tenant, programme, &office, n).await.unwrap();
        }
        let tx = store.write(&officer(tenant)).await.unwrap();
        let found = programmes::find(&tx, programme).await.unwrap().unwrap();
        let refused = programmes::publish(&tx, &found, id(102), &rules(1), noon()).await;
        assert!(
            matches!(refused, Err(ProgrammeError::BudgetBelowReserved { reserved: Yen(42_000) })),
            "{refused:?}"
        );
    })
    .await;
}

#[tokio::test]
async fn receipt_numbers_follow_the_order_of_receipt_without_gaps() {
    on_each_database("receipt order", async |store, _| {
        let (tenant, _) = two_tenants(&store).await;
        let programme = published(&store, tenant, 10).await;
        let offices = register(&store, tenant, 3).await;
        assert_eq!(apply(&store, tenant, programme, &offices[0], 1).await.unwrap(), "R6-0001");
        assert!(
            apply(&store, tenant, programme, &offices[0], 2).await.is_err(),
            "a refused one takes no number"
        );
        assert_eq!(apply(&store, tenant, programme, &offices[1], 3).await.unwrap(), "R6-0002");
        assert_eq!(apply(&store, tenant, programme, &offices[2], 4).await.unwrap(), "R6-0003");
    })
    .await;
}

#[tokio::test]
async fn a_second_live_application_of_an_office_is_refused_with_the_number_of_the_first() {
    on_each_database("one live application", async |store, _| {
        let (tenant, _) = two_tenants(&store).await;
        let programme = published(&store, tenant, 10).await;
        let office = register(&store, tenant, 1).await.remove(0);
        apply(&store, tenant, programme, &office, 1).await.unwrap();
        match apply(&store, tenant, programme, &office, 2).await {
            Err(SubmitError::AlreadyApplied { receipt, application }) => {
                assert_eq!((receipt.to_string().as_str(), application), ("R6-0001", id(1)));
            }
            other => panic!("{other:?}"),
        }
        assert_eq!(reserved(&store, tenant, programme).await, FEE, "the refused one reserved nothing");
    })
    .await;
}

#[tokio::test]
async fn a_withdrawal_frees_the_office_and_its_money() {
    on_each_database("withdrawal frees", async |store, _| {
        let (tenant, _) = two_tenants(&store).await;
        let programme = published(&store, tenant, 1).await;
        let offices = register(&store, tenant, 2).await;
        apply(&store, tenant, programme, &offices[0], 1).await.unwrap();
        assert!(matches!(
            apply(&store, tenant, programme, &offices[1], 2).await,
            Err(SubmitError::BudgetUsedUp)
        ));
        let tx = store.write(&applicant(tenant)).await.unwrap();
        let application = applications::find_to_change(&tx, id(1)).await.unwrap().unwrap();
        withdraw(&tx, &application, noon() + Duration::hours(1)).await.unwrap();
        assert!(withdraw(&tx, &application, noon()).await.is_err(), "the row has moved on");
        drop(tx);
        assert_eq!(reserved(&store, tenant, programme).await, FEE, "not committed, nothing happened");

        let tx = store.write(&applicant(tenant)).await.unwrap();
        let application = applications::find_to_change(&tx, id(1)).await.unwrap().unwrap();
        withdraw(&tx, &application, noon() + Duration::hours(1)).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(reserved(&store, tenant, programme).await, Yen::ZERO);
        assert_eq!(apply(&store, tenant, programme, &offices[0], 3).await.unwrap(), "R6-0002");
        let tx = store.read(&officer(tenant)).await.unwrap();
        let gone = applications::find(&tx, id(1)).await.unwrap().unwrap();
        assert!(matches!(gone.stage, Stage::Withdrawn { .. }));
        let counts = applications::counts(&tx, programme).await.unwrap();
        assert_eq!(counts, [(StageName::Draft, 1), (StageName::Submitted, 1), (StageName::Withdrawn, 1)]);
        let told: Vec<_> = events::of_subject(&tx, "application", Uuid::from_u128(1))
            .await
            .unwrap()
            .into_iter()
            .map(|e| e.kind)
            .collect();
        assert_eq!(told, ["application.begun", "application.submitted", "application.withdrawn"]);
    })
    .await;
}

#[tokio::test]
async fn of_two_offices_at_the_last_slot_at_one_moment_exactly_one_gets_it() {
    on_each_database("the last slot", async |store, _| {
        let (tenant, _) = two_tenants(&store).await;
        let programme = published(&store, tenant, 3).await;
        let offices = register(&store, tenant, 14).await;
        for (n, office) in (1..).zip(&offices[..2]) {
            apply(&store, tenant, programme, office, n).await.unwrap();
        }
        // Twelve at once for the one place that is left.
        let mut tasks = tokio::task::JoinSet::new();
        for (n, office) in (10..).zip(offices[2..].to_vec()) {
            let store = store.clone();
            tasks.spawn(async move { apply(&store, tenant, programme, &office, n).await });
        }
        let answers = tasks.join_all().await;
        let received: Vec<_> = answers.iter().filter_map(|answer| answer.as_ref().ok()).collect();
        assert_eq!(received, ["R6-0003"]);
        assert_eq!(
            answers.iter().filter(|answer| matches!(answer, Err(SubmitError::BudgetUsedUp))).count(),
            11
        );
        assert_eq!(reserved(&store, tenant, programme).await, Yen(63_000));
    })
    .await;
}

#[tokio::test]
async fn one_office_that_sends_the_form_from_two_browsers_at_once_is_received_once() {
    on_each_database("two browsers", async |store, _| {
        let (tenant, _) = two_tenants(&store).await;
        let programme = published(&store, tenant, 10).await;
        let office = register(&store, tenant, 1).await.remove(0);
        let mut tasks = tokio::task::JoinSet::new();
        for n in 1..=6 {
            let (store, office) = (store.clone(), office.clone());
            tasks.spawn(async move { apply(&store, tenant, programme, &office, n).await });
        }
        let answers = tasks.join_all().await;
        assert_eq!(answers.iter().filter(|answer| answer.is_ok()).count(), 1);
        assert_eq!(
            answers.iter().filter(|answer| matches!(answer, Err(SubmitError::AlreadyApplied { .. }))).count(),
            5
        );
        assert_eq!(reserved(&store, tenant, programme).await, FEE);
    })
    .await;
}

#[tokio::test]
async fn a_closed_programme_receives_nothing_until_it_is_reopened() {
    on_each_database("closed programme", async |store, _| {
        let (tenant, _) = two_tenants(&store).await;
        let programme = published(&store, tenant, 10).await;
        let office = register(&store, tenant, 1).await.remove(0);
        let tx = store.write(&officer(tenant)).await.unwrap();
        let found = programmes::find(&tx, programme).await.unwrap().unwrap();
        programmes::close(&tx, &found, noon()).await.unwrap();
        tx.commit().await.unwrap();
        assert!(matches!(apply(&store, tenant, programme, &office, 1).await, Err(SubmitError::Closed)));
        let tx = store.write(&officer(tenant)).await.unwrap();
        let found = programmes::find(&tx, programme).await.unwrap().unwrap();
        assert!(matches!(found.state, ProgrammeState::Closed { .. }));
        programmes::reopen(&tx, &found, noon()).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(apply(&store, tenant, programme, &office, 2).await.unwrap(), "R6-0001");
    })
    .await;
}

#[tokio::test]
async fn a_draft_keeps_what_was_typed_and_is_thrown_away_only_as_a_draft() {
    on_each_database("drafts", async |store, _| {
        let (tenant, _) = two_tenants(&store).await;
        let programme = published(&store, tenant, 10).await;
        let office = register(&store, tenant, 1).await.remove(0);
        apply(&store, tenant, programme, &office, 1).await.unwrap();
        let tx = store.write(&applicant(tenant)).await.unwrap();
        let mut answers = Answers::default();
        answers.save(Task::Expense, &Typed::default().with("paid", "２万円"), noon());
        applications::save_answers(&tx, id(1), &answers, noon()).await.unwrap();
        assert_eq!(applications::find(&tx, id(1)).await.unwrap().unwrap().answers, answers);
        assert!(
            matches!(applications::discard(&tx, id(1), noon()).await, Err(Error::Stale)),
            "it was received"
        );
    })
    .await;
}
