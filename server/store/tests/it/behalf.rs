//! Papers that officers enter on behalf: the day they came is kept and counted from, their place in the order is not.

use crate::{
    subsidies::{FEE, officer, published, register, reserved},
    support::{id, noon, two_tenants},
};
use chrono::{Days, NaiveDate};
use domain::{
    ids::{ApplicationId, ProgrammeId, TenantId},
    subsidies::{Answers, Arrival, Place, StageName, Way},
};
use store::{
    Error, Store, events,
    subsidies::{
        SubmitError,
        applications::{self, NewDraft},
        offices::Office,
        programmes, submit,
    },
    testing::on_each_database,
};
use uuid::Uuid;

fn day(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2024, 7, day).unwrap()
}

/// Begins an application; with an arrival, from a paper.
async fn begin(
    store: &Store,
    tenant: TenantId,
    programme: ProgrammeId,
    office: &Office,
    (application, arrival): (ApplicationId, Option<Arrival>),
) {
    let tx = store.write(&officer(tenant)).await.unwrap();
    let version = programmes::find(&tx, programme).await.unwrap().unwrap().current.unwrap();
    let draft = NewDraft {
        id: application,
        programme,
        rules: version.id,
        office: office.id,
        account: id(90),
        arrival,
        fiscal_year: version.rules.fiscal_year,
        answers: Answers::default(),
    };
    applications::begin(&tx, draft, noon()).await.unwrap();
    tx.commit().await.unwrap();
}

async fn receive(
    store: &Store,
    tenant: TenantId,
    office: &Office,
    application: ApplicationId,
) -> Result<String, SubmitError> {
    let tx = store.write(&officer(tenant)).await?;
    let draft = applications::find_to_change(&tx, application).await?.unwrap();
    let programme = programmes::find(&tx, draft.programme).await?.unwrap();
    let rules = &programme.current.as_ref().unwrap().rules;
    let place = Place::of(rules, programme.id, programme.series, &office.holder(""));
    let version = programmes::version_by_id(&tx, draft.rules).await?.unwrap();
    let received = submit(&tx, &draft, &version, &place, FEE, "", noon()).await?;
    tx.commit().await?;
    Ok(received.receipt.to_string())
}

#[tokio::test]
async fn a_paper_counts_from_its_day_and_is_numbered_by_its_registration() {
    on_each_database("paper in the order of receipt", async |store, _| {
        let (tenant, _) = two_tenants(&store).await;
        let programme = published(&store, tenant, 10).await;
        let offices = register(&store, tenant, 2).await;
        let paper = Arrival { on: day(1), way: Way::Fax };
        begin(&store, tenant, programme, &offices[0], (id(1), None)).await;
        begin(&store, tenant, programme, &offices[1], (id(2), Some(paper))).await;
        assert_eq!(receive(&store, tenant, &offices[0], id(1)).await.unwrap(), "R6-0001");
        assert_eq!(
            receive(&store, tenant, &offices[1], id(2)).await.unwrap(),
            "R6-0002",
            "though it came before"
        );

        let tx = store.read(&officer(tenant)).await.unwrap();
        let received = applications::find(&tx, id(2)).await.unwrap().unwrap();
        assert_eq!(received.arrival, Some(paper));
        let day_of = |at: chrono::DateTime<chrono::Utc>| at.date_naive();
        assert_eq!(received.clock(day_of).unwrap().received, day(1));
        let other = applications::find(&tx, id(1)).await.unwrap().unwrap();
        assert_eq!(other.clock(day_of).unwrap().received, day(3));
        let told = events::of_subject(&tx, "application", Uuid::from_u128(2)).await.unwrap();
        let submitted = told.iter().find(|event| event.kind == "application.submitted").unwrap();
        assert_eq!(
            (&submitted.payload["arrived_on"], &submitted.payload["way"]),
            (&"2024-07-01".into(), &"fax".into())
        );
    })
    .await;
}

#[tokio::test]
async fn a_paper_of_an_office_that_has_applied_is_refused_with_the_number_of_the_first() {
    on_each_database("paper second", async |store, _| {
        let (tenant, _) = two_tenants(&store).await;
        let programme = published(&store, tenant, 10).await;
        let office = register(&store, tenant, 1).await.remove(0);
        begin(&store, tenant, programme, &office, (id(1), None)).await;
        begin(&store, tenant, programme, &office, (id(2), Some(Arrival { on: day(2), way: Way::Post })))
            .await;
        receive(&store, tenant, &office, id(1)).await.unwrap();
        match receive(&store, tenant, &office, id(2)).await {
            Err(SubmitError::AlreadyApplied { receipt, application }) => {
                assert_eq!((receipt.to_string().as_str(), application), ("R6-0001", id(1)));
            }
            other => panic!("{other:?}"),
        }
        assert_eq!(reserved(&store, tenant, programme).await, FEE);
    })
    .await;
}

#[tokio::test]
async fn officers_find_their_drafts_of_papers_and_put_their_day_right_until_they_are_received() {
    on_each_database("papers half entered", async |store, _| {
        let (tenant, other) = two_tenants(&store).await;
        let programme = published(&store, tenant, 10).await;
        let offices = register(&store, tenant, 2).await;
        begin(&store, tenant, programme, &offices[0], (id(1), None)).await;
        let paper = Arrival { on: day(2), way: Way::Counter };
        begin(&store, tenant, programme, &offices[1], (id(2), Some(paper))).await;

        let tx = store.write(&officer(tenant)).await.unwrap();
        let drafts = applications::on_behalf(&tx).await.unwrap();
        assert_eq!(drafts.iter().map(|draft| draft.id).collect::<Vec<_>>(), [id(2)]);
        assert_eq!(drafts[0].stage.name(), StageName::Draft);
        let right = Arrival { on: day(2) - Days::new(1), way: Way::Post };
        applications::save_arrival(&tx, id(2), right, noon()).await.unwrap();
        assert_eq!(applications::find(&tx, id(2)).await.unwrap().unwrap().arrival, Some(right));
        let online = applications::save_arrival(&tx, id(1), right, noon()).await;
        assert!(matches!(online, Err(Error::Stale)), "what its applicant made is no paper");
        tx.commit().await.unwrap();

        receive(&store, tenant, &offices[1], id(2)).await.unwrap();
        let tx = store.write(&officer(tenant)).await.unwrap();
        assert!(matches!(applications::save_arrival(&tx, id(2), paper, noon()).await, Err(Error::Stale)));
        assert!(applications::on_behalf(&tx).await.unwrap().is_empty(), "it is reviewed now");
        drop(tx);
        let tx = store.read(&officer(other)).await.unwrap();
        assert!(applications::on_behalf(&tx).await.unwrap().is_empty(), "another city has none");
    })
    .await;
}
