//! How often a unit is paid: over the copies of a programme for later years, and by corporation.

use crate::{
    subsidies::{applicant, apply, officer, published, register, reserved},
    support::{id, noon, two_tenants},
};
use domain::{
    ids::{ProgrammeId, TenantId},
    money::Yen,
    subsidies::{Frequency, Rules, Unit},
};
use store::{
    Store,
    subsidies::{SubmitError, applications, programmes, withdraw},
    testing::on_each_database,
};

/// The programme of the next year, copied and published; `change` makes its rules other ones.
async fn next_year(
    store: &Store,
    tenant: TenantId,
    of: ProgrammeId,
    new: u128,
    change: impl FnOnce(&mut Rules),
) -> ProgrammeId {
    let tx = store.write(&officer(tenant)).await.unwrap();
    let first = programmes::find(&tx, of).await.unwrap().unwrap();
    let mut rules = first.current.as_ref().unwrap().rules.next_year();
    change(&mut rules);
    programmes::copy(&tx, id(new), &first, &rules, noon()).await.unwrap();
    let copy = programmes::find(&tx, id(new)).await.unwrap().unwrap();
    assert_eq!((copy.series, copy.fiscal_year), (first.series, first.fiscal_year.next()));
    programmes::publish(&tx, &copy, id(new + 1), &rules, noon()).await.unwrap();
    tx.commit().await.unwrap();
    id(new)
}

/// Publishes a version of a programme's rules with a change.
async fn republish(
    store: &Store,
    tenant: TenantId,
    programme: ProgrammeId,
    version: u128,
    change: impl FnOnce(&mut Rules),
) {
    let tx = store.write(&officer(tenant)).await.unwrap();
    let found = programmes::find(&tx, programme).await.unwrap().unwrap();
    let mut rules = found.current.as_ref().unwrap().rules.clone();
    change(&mut rules);
    programmes::publish(&tx, &found, id(version), &rules, noon()).await.unwrap();
    tx.commit().await.unwrap();
}

async fn withdrawn(store: &Store, tenant: TenantId, application: u128) {
    let tx = store.write(&applicant(tenant)).await.unwrap();
    let application = applications::find_to_change(&tx, id(application)).await.unwrap().unwrap();
    withdraw(&tx, &application, noon()).await.unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn once_ever_holds_over_the_copies_of_later_years_until_it_is_withdrawn() {
    on_each_database("once ever", async |store, _| {
        let (tenant, _) = two_tenants(&store).await;
        let programme = published(&store, tenant, 100).await;
        republish(&store, tenant, programme, 120, |rules| rules.frequency = Frequency::OnceEver).await;
        let office = register(&store, tenant, 1).await.remove(0);
        let first = apply(&store, tenant, programme, &office, 1).await.unwrap();
        let later = next_year(&store, tenant, programme, 200, |_| {}).await;
        match apply(&store, tenant, later, &office, 2).await {
            Err(SubmitError::AlreadyApplied { receipt, .. }) => assert_eq!(receipt.to_string(), first),
            other => panic!("{other:?}"),
        }
        assert_eq!(reserved(&store, tenant, later).await, Yen::ZERO);
        withdrawn(&store, tenant, 1).await;
        apply(&store, tenant, later, &office, 3).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn the_first_two_years_are_two_places_and_each_year_still_has_one() {
    on_each_database("first years", async |store, _| {
        let (tenant, _) = two_tenants(&store).await;
        let programme = published(&store, tenant, 100).await;
        republish(&store, tenant, programme, 120, |rules| rules.frequency = Frequency::FirstYears(2)).await;
        let office = register(&store, tenant, 1).await.remove(0);
        apply(&store, tenant, programme, &office, 1).await.unwrap();
        assert!(matches!(
            apply(&store, tenant, programme, &office, 2).await,
            Err(SubmitError::AlreadyApplied { .. })
        ));
        let second = next_year(&store, tenant, programme, 200, |_| {}).await;
        apply(&store, tenant, second, &office, 3).await.unwrap();
        let third = next_year(&store, tenant, second, 300, |_| {}).await;
        assert!(matches!(
            apply(&store, tenant, third, &office, 4).await,
            Err(SubmitError::AlreadyApplied { .. })
        ));
    })
    .await;
}

#[tokio::test]
async fn of_two_years_at_one_moment_only_one_takes_the_place_of_once_ever() {
    on_each_database("once ever at once", async |store, _| {
        let (tenant, _) = two_tenants(&store).await;
        let programme = published(&store, tenant, 100).await;
        republish(&store, tenant, programme, 120, |rules| rules.frequency = Frequency::OnceEver).await;
        let later = next_year(&store, tenant, programme, 200, |_| {}).await;
        let office = register(&store, tenant, 1).await.remove(0);
        let (one, two) = tokio::join!(
            Box::pin(apply(&store, tenant, programme, &office, 1)),
            Box::pin(apply(&store, tenant, later, &office, 2))
        );
        assert!(one.is_ok() != two.is_ok(), "{one:?} {two:?}");
        let refused = one.err().or(two.err()).unwrap();
        assert!(matches!(refused, SubmitError::AlreadyApplied { .. }), "{refused:?}");
    })
    .await;
}

#[tokio::test]
async fn one_corporation_has_one_place_where_it_is_what_counts() {
    on_each_database("per corporation", async |store, _| {
        let (tenant, _) = two_tenants(&store).await;
        let programme = published(&store, tenant, 100).await;
        republish(&store, tenant, programme, 120, |rules| rules.unit = Unit::Corporation).await;
        let mut offices = register(&store, tenant, 3).await;
        // The register of this test knows no corporations: they are known by what the applicant calls them.
        let names = ["株式会社ひだまり", "株式会社 ひだまり", "株式会社こもれび"];
        for (office, name) in offices.iter_mut().zip(names) {
            office.corporation = Some(name.to_owned());
        }
        apply(&store, tenant, programme, &offices[0], 1).await.unwrap();
        assert!(matches!(
            apply(&store, tenant, programme, &offices[1], 2).await,
            Err(SubmitError::AlreadyApplied { .. })
        ));
        apply(&store, tenant, programme, &offices[2], 3).await.unwrap();
    })
    .await;
}
