//! What the estimate assumes comes with the schema and is only added to, by 国保中央会; so do the schemes, which it keeps.

use crate::support::{id, noon, two_tenants};
use domain::{
    accounts::TenantKind,
    ids::{AssumptionId, TenantId},
    money::Yen,
    schemes::Scheme,
    simulator::{Cost, Inputs, Milli, Parameter, ParameterForm, Range, Side, estimate},
};
use store::{
    Error, Scope, Settings, Store, schemes, simulator,
    tenants::{self, Tenant, TenantSettings},
    testing::on_each_database,
};

fn clerk(tenant: TenantId) -> Scope {
    Scope::tenant(tenant, id(90))
}

async fn central(store: &Store) -> TenantId {
    let tx = store.write(&Scope::system("test")).await.unwrap();
    let tenant = Tenant {
        id: id(9),
        kind: TenantKind::Central,
        slug: "chuokai".into(),
        name: "国民健康保険中央会".into(),
        settings: TenantSettings::default(),
        codes: Vec::new(),
    };
    tenants::add(&tx, &tenant, noon()).await.unwrap();
    tx.commit().await.unwrap();
    tenant.id
}

fn wage(yen: i64) -> ParameterForm {
    let value = Milli::whole(yen);
    ParameterForm {
        range: Range { cautious: value, standard: value, generous: value },
        valid_from: noon().date_naive(),
        source: "調査".to_owned(),
        note: String::new(),
    }
}

async fn write(store: &Store, scope: Scope, new: u128, yen: i64, seen: AssumptionId) -> Result<(), Error> {
    let tx = store.write(&scope).await?;
    simulator::record(&tx, id(new), Parameter::HourlyCost, &wage(yen), seen, noon()).await?;
    tx.commit().await
}

async fn newest(store: &Store, house: TenantId) -> simulator::Recorded {
    let tx = store.read(&clerk(house)).await.unwrap();
    let every = simulator::every(&tx).await.unwrap();
    every.into_iter().rfind(|one| one.assumption.parameter == Parameter::HourlyCost).unwrap()
}

#[tokio::test]
async fn the_assumptions_that_come_with_the_schema_give_the_example_of_the_circular() {
    on_each_database("assumptions", async |store, settings| {
        let (city, _) = two_tenants(&store).await;
        let house = central(&store).await;
        let of = async |scope: Scope| {
            let tx = store.read(&scope).await.unwrap();
            let (assumed, held) = simulator::on(&tx, noon().date_naive()).await.unwrap();
            assert_eq!(held.len(), Parameter::ALL.len());
            assert!(held.iter().all(|one| !one.source.is_empty()), "each has its source");
            let inputs =
                Inputs { side: Side::CareManagement, people: 4, partners: 89, adopted: 45, users: 84 };
            estimate(&inputs, &assumed, Cost { licence: Yen(21_000), subsidy: Yen::ZERO }).standard
        };
        // Without a tenant, as the public page asks, and in a city's house.
        for scope in [Scope::system("test"), clerk(city)] {
            let standard = of(scope).await;
            assert_eq!(standard.rate.to_string(), "20.2");
            assert!((166_231..=169_589).contains(&standard.saving.get()), "{:?}", standard.saving);
        }

        let first = newest(&store, city).await;
        assert_eq!((first.by, first.assumption.range.standard), (None, Milli::whole(2_100)));
        write(&store, clerk(house), 701, 2_500, first.id).await.unwrap();
        let second = newest(&store, city).await;
        assert_eq!((second.id, second.by), (id(701), Some(id(90))));
        assert!(of(clerk(city)).await.saving > Yen(167_838), "what was added holds everywhere");
        // Whoever saw what stood before, is told so; of two at the same moment one is.
        assert!(matches!(write(&store, clerk(house), 702, 2_600, first.id).await, Err(Error::Stale)));
        let (one, other) = tokio::join!(
            write(&store, clerk(house), 703, 2_600, second.id),
            write(&store, clerk(house), 704, 2_700, second.id)
        );
        let stale = [&one, &other].into_iter().filter(|done| matches!(done, Err(Error::Stale))).count();
        assert_eq!((stale, one.is_ok() || other.is_ok()), (1, true), "{one:?} {other:?}");
        if matches!(settings, Settings::Postgres { .. }) {
            let now = newest(&store, city).await;
            let refused = write(&store, clerk(city), 705, 3_000, now.id).await;
            assert!(matches!(refused, Err(Error::Unavailable(_))), "a city writes none: {refused:?}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_scheme_is_kept_over_the_version_that_was_seen() {
    on_each_database("schemes", async |store, _| {
        let (city, _) = two_tenants(&store).await;
        let house = central(&store).await;
        let tx = store.read(&clerk(city)).await.unwrap();
        let every = schemes::every(&tx).await.unwrap();
        let model = every.iter().find(|kept| kept.scheme.amount.contains("850万円")).unwrap().clone();
        assert!(every.iter().any(|kept| kept.scheme.prefecture.is_some()), "one is of a prefecture");
        drop(tx);

        let tx = store.write(&clerk(house)).await.unwrap();
        let changed = Scheme { ends_on: Some("2027-03-31".parse().unwrap()), ..model.scheme.clone() };
        schemes::save(&tx, model.id, model.version, &changed, noon()).await.unwrap();
        schemes::add(&tx, id(801), &Scheme { name: "新しい制度".into(), ..changed.clone() }, noon())
            .await
            .unwrap();
        tx.commit().await.unwrap();
        let tx = store.write(&clerk(house)).await.unwrap();
        let stale = schemes::save(&tx, model.id, model.version, &model.scheme, noon()).await;
        assert!(matches!(stale, Err(Error::Stale)), "{stale:?}");
        drop(tx);
        let tx = store.write(&clerk(house)).await.unwrap();
        let kept = schemes::find(&tx, model.id).await.unwrap().unwrap();
        assert_eq!((&kept.scheme, kept.version, kept.edited_by), (&changed, 2, Some(id(90))));
        schemes::put_away(&tx, &kept, true, noon()).await.unwrap();
        tx.commit().await.unwrap();
        let tx = store.read(&clerk(city)).await.unwrap();
        assert!(schemes::find(&tx, model.id).await.unwrap().unwrap().put_away_at.is_some());
        assert_eq!(schemes::every(&tx).await.unwrap().len(), every.len() + 1);
    })
    .await;
}
