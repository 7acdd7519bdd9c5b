//! The register and imports on both databases: found by one box, edited with a version, written once.

mod undoing;

use crate::support::{id, noon, two_tenants};
use domain::{
    form::Typed,
    ids::{BatchId, OfficeId, TenantId},
    imports::{Change, Choices, Outcome, Place, Plan, ReadRow, Record, plan},
    offices::{NewOffice, Particulars, Query, Status},
};
use std::sync::atomic::{AtomicU64, Ordering};
use store::{
    Error, Scope, Store, Tx, events,
    files::File,
    imports::{self, BatchState, NewBatch, RawCells, RowFilter, RowText, Summary},
    offices::{self, Filter},
    testing::{Engine, on_each_database, on_one_database},
};
use uuid::Uuid;

fn clerk(tenant: TenantId) -> Scope {
    Scope::tenant(tenant, id(90))
}

fn ids() -> impl Fn() -> Uuid + Sync {
    let next = AtomicU64::new(0x1_0000);
    move || Uuid::from_u128(u128::from(next.fetch_add(1, Ordering::Relaxed)))
}

fn typed(number: &str, name: &str, services: &[&str]) -> Typed {
    let typed = Typed::default()
        .with("number", number)
        .with("name", name)
        .with("corporation_name", "株式会社髙﨑ライフ")
        .with("corporate_number", "5999999000012")
        .with("phone", "0741-00-1005")
        .with("email", "plan@example.jp");
    services.iter().fold(typed, |typed, code| typed.with("services", *code))
}

fn office(number: &str, name: &str, services: &[&str]) -> NewOffice {
    NewOffice::parse(&typed(number, name, services)).unwrap()
}

async fn find(store: &Store, tenant: TenantId, filter: &Filter) -> Vec<String> {
    let tx = store.read(&clerk(tenant)).await.unwrap();
    let found = offices::search(&tx, filter, 0, 50).await.unwrap();
    assert_eq!(found.total, found.offices.len() as u64);
    found.offices.into_iter().map(|office| office.number.to_string()).collect()
}

fn query(typed: &str) -> Filter {
    Filter { query: Query::parse(typed), ..Filter::default() }
}

fn row(number: &str, service: &str, row: u32, name: &str, phone: &str) -> ReadRow {
    ReadRow {
        place: Place { sheet: 0, row },
        record: Record {
            number: number.parse().ok(),
            services: vec![service.parse().unwrap()],
            particulars: Particulars {
                name: name.into(),
                phone: phone.parse().ok(),
                corporation_name: "㈱髙﨑ライフ".into(),
                corporate_number: "5999999000012".parse().ok(),
                ..Particulars::default()
            },
            ..Record::default()
        },
        issues: Vec::new(),
        outcome: Outcome::Ok,
        proposals: Vec::new(),
    }
}

fn kept(rows: &[ReadRow], plan: &Plan) -> Vec<RowText> {
    let texts = rows.iter().zip(1..).map(|(row, seq)| {
        RowText::of(seq, "①", 2, row).unwrap().planned(plan.change_at(row.place), &[]).unwrap()
    });
    texts.collect()
}

fn file(n: u128) -> File {
    File {
        id: id(n),
        name: "一覧.csv".into(),
        media_type: "text/csv".into(),
        size: 3,
        hash: "abc".into(),
        account: Some(id(90)),
        created_at: noon(),
    }
}

async fn uploaded(tx: &Tx, batch: BatchId) -> imports::Batch {
    let n = batch.uuid().as_u128();
    let (sent, cells, choices) = (file(n + 1), file(n + 2), Choices::default());
    let new =
        NewBatch { id: batch, file: &sent, choices: &choices, read: Some((&cells, Summary::default())) };
    imports::add(tx, new, noon()).await.unwrap();
    imports::find(tx, batch).await.unwrap().unwrap()
}

async fn commit(
    tx: &Tx,
    batch: &imports::Batch,
    rows: &[ReadRow],
    ids: &(dyn Fn() -> Uuid + Sync),
) -> Result<Plan, Error> {
    let numbers: Vec<_> = rows.iter().filter_map(|row| row.record.number).collect();
    let register = offices::registered(tx, &numbers).await?;
    let plan = plan(rows, &register);
    let summary = Summary {
        records: rows.len(),
        offices: plan.offices(),
        services: plan.services(),
        ..Summary::default()
    };
    let new_rows = || kept(rows, &plan);
    imports::begin(tx, batch, &Choices::default(), summary, 1, noon()).await?;
    assert!(imports::carry_out(tx, batch.id, 0, (&plan, &register), new_rows(), ids, noon()).await?);
    assert!(
        !imports::carry_out(tx, batch.id, 0, (&plan, &register), new_rows(), ids, noon()).await?,
        "a piece once"
    );
    let begun = imports::find(tx, batch.id).await?.unwrap();
    imports::finish(tx, &begun, summary, "digest", noon()).await?;
    Ok(plan)
}

#[tokio::test]
async fn one_box_finds_an_office_by_whatever_is_known_of_it() {
    on_each_database("one_box_finds_an_office", async |store, _| {
        let (own, other) = two_tenants(&store).await;
        let ids = ids();
        let tx = store.write(&clerk(own)).await.unwrap();
        offices::add(&tx, id(1001), &office("2970999179", "髙﨑ケアプランセンター", &["43"]), &ids, noon())
            .await
            .unwrap();
        offices::add(&tx, id(1002), &office("2970999195", "100%さくら_デイ", &["15", "11"]), &ids, noon())
            .await
            .unwrap();
        tx.commit().await.unwrap();
        for typed in ["高崎ケア", "2970-999179", "（0741）00-1005　高崎ケア", "5999999000012 ケアプラン"]
        {
            assert_eq!(find(&store, own, &query(typed)).await, ["2970999179"], "{typed}");
        }
        assert_eq!(find(&store, own, &query("100%")).await, ["2970999195"]);
        assert_eq!(find(&store, own, &query("さくら_")).await, ["2970999195"]);
        assert!(find(&store, own, &query("0%さ_く")).await.is_empty());
        assert_eq!(find(&store, own, &query("")).await.len(), 2);
        let with_service = Filter { service: "11".parse().ok(), ..Filter::default() };
        assert_eq!(find(&store, own, &with_service).await, ["2970999195"]);
        let closed = Filter { status: Some(Status::Closed), ..Filter::default() };
        assert!(find(&store, own, &closed).await.is_empty());
        assert!(find(&store, other, &query("高崎")).await.is_empty(), "another tenant finds nothing");
        let tx = store.read(&clerk(other)).await.unwrap();
        assert_eq!(offices::find(&tx, id(1001)).await.unwrap(), None);
        assert!(offices::counts_by_service(&tx).await.unwrap().is_empty());
    })
    .await;
}

#[tokio::test]
async fn an_office_added_by_hand_is_edited_against_the_version_that_was_seen() {
    on_each_database("an_office_is_edited", async |store, _| {
        let (own, other) = two_tenants(&store).await;
        let (ids, office_id): (_, OfficeId) = (ids(), id(1001));
        let tx = store.write(&clerk(own)).await.unwrap();
        offices::add(
            &tx,
            office_id,
            &office("2970999179", "髙﨑ケアプランセンター", &["43", "11"]),
            &ids,
            noon(),
        )
        .await
        .unwrap();
        tx.commit().await.unwrap();
        let edited = office("2970999179", "髙﨑ケアプラン", &["43", "15"]);
        let tx = store.write(&clerk(own)).await.unwrap();
        offices::change(&tx, office_id, 1, &edited, &ids, noon()).await.unwrap();
        tx.commit().await.unwrap();
        let tx = store.write(&clerk(own)).await.unwrap();
        assert!(matches!(offices::change(&tx, office_id, 1, &edited, &ids, noon()).await, Err(Error::Stale)));
        drop(tx);
        let tx = store.read(&clerk(own)).await.unwrap();
        let found = offices::find(&tx, office_id).await.unwrap().unwrap();
        assert_eq!(
            (found.version, found.particulars.email.map(|email| email.to_string()).as_deref()),
            (2, Some("plan@example.jp"))
        );
        assert_eq!(found.particulars.name, "髙﨑ケアプラン");
        let services: Vec<_> = found
            .services
            .iter()
            .map(|service| (service.service.code(), service.particulars.name.as_str()))
            .collect();
        assert_eq!(
            services,
            [("15", "髙﨑ケアプラン"), ("43", "髙﨑ケアプラン")],
            "a service that showed the name follows it"
        );
        let kinds: Vec<_> = events::of_subject(&tx, "office", office_id.uuid())
            .await
            .unwrap()
            .into_iter()
            .map(|event| event.kind)
            .collect();
        assert_eq!(kinds, ["office.added", "office.edited"]);
        drop(tx);
        let tx = store.write(&clerk(own)).await.unwrap();
        let twice =
            offices::add(&tx, id(1002), &office("2970999179", "x", &["43"]), &ids, noon()).await.unwrap_err();
        assert!(twice.is_refused_by(&["offices", "number"]), "{twice}");
        drop(tx);
        let tx = store.write(&clerk(other)).await.unwrap();
        assert!(matches!(
            offices::change(&tx, office_id, 2, &edited, &ids, noon()).await,
            Err(Error::Missing)
        ));
    })
    .await;
}

#[tokio::test]
async fn a_batch_is_written_once_and_the_same_file_again_changes_nothing() {
    on_each_database("a_batch_is_written_once", async |store, _| {
        let (own, other) = two_tenants(&store).await;
        let (ids, batch_id): (_, BatchId) = (ids(), id(5000));
        let rows = [
            row("2970999179", "43", 2, "髙﨑ケアプラン", "0741-00-1005"),
            row("2970999179", "11", 3, "ヘルパー髙﨑", "0741-00-1021"),
            row("2970999013", "43", 4, "ひだまり", "0741-00-1001"),
        ];
        let tx = store.write(&clerk(own)).await.unwrap();
        let batch = uploaded(&tx, batch_id).await;
        assert_eq!(batch.state, BatchState::Previewed);
        let first = commit(&tx, &batch, &rows, &ids).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!((first.offices().created, first.services().created), (2, 3));
        assert_eq!(
            find(&store, own, &query("0741001021")).await,
            ["2970999179"],
            "the telephone of a service is found"
        );
        let tx = store.write(&clerk(own)).await.unwrap();
        assert!(
            matches!(commit(&tx, &batch, &rows, &ids).await, Err(Error::Stale)),
            "a batch is committed once"
        );
        drop(tx);
        let tx = store.write(&clerk(own)).await.unwrap();
        let again = uploaded(&tx, id(6000)).await;
        let second = commit(&tx, &again, &rows, &ids).await.unwrap();
        tx.commit().await.unwrap();
        assert!(second.changes_nothing());
        let tx = store.read(&clerk(own)).await.unwrap();
        let done = imports::find(&tx, batch_id).await.unwrap().unwrap();
        assert_eq!(
            (done.state, done.summary.offices.created, done.committed_by),
            (BatchState::Committed, 2, Some(id(90)))
        );
        let (kept, total) =
            imports::rows(&tx, batch_id, RowFilter { change: Some(Change::Created), outcome: None }, 0, 2)
                .await
                .unwrap();
        assert_eq!((kept.len(), total), (2, 3));
        assert_eq!(kept[0].row.cells, RawCells::Stored { sheet: 0, lines: 2 });
        let before: RawCells = serde_json::from_str(r#"[[0,"raw␀cell"]]"#).unwrap();
        assert_eq!(before, RawCells::Here(vec![(0, "raw␀cell".to_owned())]), "rows of versions before");
        assert_eq!(imports::counts(&tx, batch_id).await.unwrap()[&(Outcome::Ok, Some(Change::Created))], 3);
        let history = imports::of_office(&tx, kept[0].office.unwrap()).await.unwrap();
        assert_eq!(
            history.iter().map(|import| import.row).collect::<Vec<_>>(),
            [2, 3],
            "an import that changed nothing is no history"
        );
        let (batches, total) = imports::list(&tx, 0, 10).await.unwrap();
        assert_eq!((batches.len(), total), (2, 2));
        drop(tx);
        let tx = store.read(&clerk(other)).await.unwrap();
        assert_eq!(imports::find(&tx, batch_id).await.unwrap(), None);
        assert_eq!(imports::rows(&tx, batch_id, RowFilter::default(), 0, 9).await.unwrap().1, 0);
    })
    .await;
}

#[tokio::test]
async fn a_plan_made_before_somebody_else_edited_the_office_is_not_written() {
    on_each_database("a_stale_plan_is_not_written", async |store, _| {
        let (own, _) = two_tenants(&store).await;
        let ids = ids();
        let tx = store.write(&clerk(own)).await.unwrap();
        offices::add(&tx, id(1001), &office("2970999179", "髙﨑ケアプランセンター", &["43"]), &ids, noon())
            .await
            .unwrap();
        let batch = uploaded(&tx, id(5000)).await;
        let rows = [row("2970999179", "43", 2, "髙﨑ケアプラン", "0741-00-1777")];
        let numbers: Vec<_> = rows.iter().filter_map(|row| row.record.number).collect();
        let register = offices::registered(&tx, &numbers).await.unwrap();
        let planned = plan(&rows, &register);
        let absent = ["2970999013".parse().unwrap()];
        assert!(offices::are_still(&tx, &numbers, &register).await.unwrap());
        assert!(offices::are_still(&tx, &absent, &[]).await.unwrap());
        assert!(!offices::are_still(&tx, &absent, &register).await.unwrap(), "it is gone");
        offices::change(&tx, id(1001), 1, &office("2970999179", "別の名", &["43"]), &ids, noon())
            .await
            .unwrap();
        assert!(!offices::are_still(&tx, &numbers, &register).await.unwrap(), "somebody changed it");
        assert!(!offices::are_still(&tx, &numbers, &[]).await.unwrap(), "somebody added it");
        tx.commit().await.unwrap();
        let tx = store.write(&clerk(own)).await.unwrap();
        imports::begin(&tx, &batch, &Choices::default(), Summary::default(), 1, noon()).await.unwrap();
        let stale =
            imports::carry_out(&tx, batch.id, 0, (&planned, &register), kept(&rows, &planned), &ids, noon())
                .await;
        assert!(matches!(stale, Err(Error::Stale)));
        drop(tx);
        let tx = store.write(&clerk(own)).await.unwrap();
        imports::discard(&tx, id(5000), 1, noon()).await.unwrap();
        assert!(matches!(imports::discard(&tx, id(5000), 2, noon()).await, Err(Error::Stale)));
    })
    .await;
}

#[tokio::test]
async fn an_import_renames_a_corporation_and_keeps_mail_addresses() {
    on_each_database("an_import_renames_a_corporation", async |store, _| {
        let (own, _) = two_tenants(&store).await;
        let ids = ids();
        let tx = store.write(&clerk(own)).await.unwrap();
        offices::add(&tx, id(1001), &office("2970999179", "髙﨑ケアプラン", &["43"]), &ids, noon())
            .await
            .unwrap();
        let batch = uploaded(&tx, id(5000)).await;
        let mut changed = row("2970999179", "43", 2, "髙﨑ケアプラン", "0741-00-1005");
        changed.record.particulars.corporation_name = "合同会社髙﨑ライフ".into();
        changed.record.particulars.corporate_number = None;
        commit(&tx, &batch, &[changed], &ids).await.unwrap();
        tx.commit().await.unwrap();
        let tx = store.read(&clerk(own)).await.unwrap();
        let found = offices::find(&tx, id(1001)).await.unwrap().unwrap();
        assert_eq!(found.particulars.corporation_name, "合同会社髙﨑ライフ");
        assert_eq!(found.particulars.corporate_number, "5999999000012".parse().ok());
        assert_eq!(
            found.particulars.email.map(|email| email.to_string()).as_deref(),
            Some("plan@example.jp")
        );
    })
    .await;
}

/// The longest test of this crate: one for each database, so that nothing waits for the second after the first.
async fn five_thousand_offices(engine: Engine) {
    on_one_database(engine, "five_thousand_offices", async |store, _| {
        let (own, _) = two_tenants(&store).await;
        let ids = ids();
        let rows: Vec<_> = (0..5_000u32)
            .map(|n| row(&format!("29709{n:05}"), "43", n + 2, &format!("事業所{n}"), "0741-00-1005"))
            .collect();
        let tx = store.write(&clerk(own)).await.unwrap();
        let batch = uploaded(&tx, id(5000)).await;
        commit(&tx, &batch, &rows, &ids).await.unwrap();
        tx.commit().await.unwrap();
        let tx = store.read(&clerk(own)).await.unwrap();
        let found = offices::search(&tx, &query("事業所4999"), 0, 50).await.unwrap();
        assert_eq!(found.total, 1);
    })
    .await;
}

#[tokio::test]
async fn five_thousand_offices_are_written_at_once_in_a_file() {
    five_thousand_offices(Engine::Sqlite).await;
}

#[tokio::test]
async fn five_thousand_offices_are_written_at_once_on_a_server() {
    five_thousand_offices(Engine::Postgres).await;
}
