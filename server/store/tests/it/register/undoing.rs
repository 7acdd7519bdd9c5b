//! An import is taken back, but for what was changed or is worked with since.

use super::{clerk, commit, ids, office, row, uploaded};
use crate::support::{id, noon, two_tenants};
use domain::ids::BatchId;
use store::{
    Tx,
    imports::{self, BatchState, RowFilter},
    letter_codes,
    offices::{self, Undone},
    testing::on_each_database,
};
use uuid::Uuid;

/// Takes a batch back, its one piece tried twice.
async fn take_back(tx: &Tx, batch: BatchId, ids: &(dyn Fn() -> Uuid + Sync)) {
    let committed = imports::find(tx, batch).await.unwrap().unwrap();
    imports::begin_undoing(tx, &committed, committed.version, noon()).await.unwrap();
    assert!(imports::undo(tx, batch, 0, ids, noon()).await.unwrap());
    assert!(!imports::undo(tx, batch, 0, ids, noon()).await.unwrap(), "a piece once");
    let begun = imports::find(tx, batch).await.unwrap().unwrap();
    imports::finish_undoing(tx, &begun, noon()).await.unwrap();
}

#[tokio::test]
async fn an_import_is_taken_back_but_for_what_was_changed_since() {
    on_each_database("an_import_is_taken_back", async |store, _| {
        let (own, _) = two_tenants(&store).await;
        let ids = ids();
        let tx = store.write(&clerk(own)).await.unwrap();
        for (n, number, name) in [(1001, "2970999179", "髙﨑ケア"), (1002, "2970999021", "こもれび")]
        {
            offices::add(&tx, id(n), &office(number, name, &["43"]), &ids, noon()).await.unwrap();
        }
        let before = offices::find(&tx, id(1001)).await.unwrap().unwrap();
        let batch = uploaded(&tx, id(5000)).await;
        let rows = [
            row("2970999179", "43", 2, "髙﨑ケアプラン", "0741-00-1777"),
            row("2970999179", "15", 3, "髙﨑デイ", "0741-00-1778"),
            row("2970999021", "43", 4, "こもれび新", "0741-00-1031"),
            row("2970999013", "43", 5, "ひだまり", "0741-00-1001"),
        ];
        commit(&tx, &batch, &rows, &ids).await.unwrap();
        let changed = offices::find(&tx, id(1002)).await.unwrap().unwrap();
        let edited = office("2970999021", "人が直した名", &["43"]);
        offices::change(&tx, id(1002), changed.version, &edited, &ids, noon()).await.unwrap();
        let outlook = imports::outlook(&tx, batch.id).await.unwrap();
        assert_eq!((outlook.created, outlook.changed, outlook.refused), (1, 1, 1));
        Box::pin(take_back(&tx, batch.id, &ids)).await;
        tx.commit().await.unwrap();

        let tx = store.read(&clerk(own)).await.unwrap();
        let restored = offices::find(&tx, id(1001)).await.unwrap().unwrap();
        assert_eq!(restored.particulars, before.particulars);
        assert_eq!(restored.services, before.services);
        let kept = offices::find(&tx, id(1002)).await.unwrap().unwrap();
        assert_eq!(kept.particulars.name, "人が直した名");
        assert_eq!(offices::by_number(&tx, "2970999013".parse().unwrap()).await.unwrap(), None);
        let (refused, count) = imports::of_batch(&tx, batch.id, true, 0, 9).await.unwrap();
        assert_eq!((refused[0].office, refused[0].undone, count), (id(1002), Some(Undone::ChangedSince), 1));
        let undone = imports::find(&tx, batch.id).await.unwrap().unwrap();
        assert_eq!(undone.state, BatchState::Undone);
        let (rows, _) = imports::rows(&tx, batch.id, RowFilter::default(), 0, 9).await.unwrap();
        assert_eq!(rows.len(), 4, "the rows stay");
    })
    .await;
}

#[tokio::test]
async fn an_office_that_somebody_works_with_is_not_taken_back() {
    on_each_database("an_office_in_use_stays", async |store, _| {
        let (own, _) = two_tenants(&store).await;
        let ids = ids();
        let tx = store.write(&clerk(own)).await.unwrap();
        let batch = uploaded(&tx, id(5000)).await;
        commit(&tx, &batch, &[row("2970999013", "43", 5, "ひだまり", "0741-00-1001")], &ids).await.unwrap();
        let made = offices::by_number(&tx, "2970999013".parse().unwrap()).await.unwrap().unwrap();
        let code = letter_codes::NewCode { id: id(700), office: made, code_hash: "hash".to_owned() };
        letter_codes::issue(&tx, vec![code], noon(), noon()).await.unwrap();
        let committed = imports::find(&tx, batch.id).await.unwrap().unwrap();
        imports::begin_undoing(&tx, &committed, committed.version, noon()).await.unwrap();
        imports::undo(&tx, batch.id, 0, &ids, noon()).await.unwrap();
        let (refused, _) = imports::of_batch(&tx, batch.id, true, 0, 9).await.unwrap();
        assert_eq!(refused[0].undone, Some(Undone::InUse));
        assert!(offices::find(&tx, made).await.unwrap().is_some());
    })
    .await;
}
