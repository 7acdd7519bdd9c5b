//! 申込状況の表 on both databases: the same cells are there once, of two who change one at once one is told, and nothing is
//! left of what was deleted.

use crate::support::{id, noon, two_tenants};
use domain::{
    event_tables::Details,
    ids::EventTableId,
    imports::{Cell, Merge, Row, Sheet},
};
use store::{
    Error, Scope, Store,
    event_tables::{self, Added, New},
    testing::on_each_database,
};
use tokio::task::JoinSet;

fn house() -> Scope {
    Scope::tenant(id(1), id(9))
}

fn sheet() -> Sheet {
    let row = |number: u32| Row {
        number: number * 2,
        cells: vec![Cell::text(0, "愛媛県"), Cell::text(3, number.to_string())],
        ..Row::default()
    };
    let merges = vec![Merge { top: 1, left: 0, bottom: 2, right: 3 }];
    Sheet { name: "表".into(), rows: (1..=300).map(row).collect(), merges, ..Sheet::default() }
}

fn details(title: &str) -> Details {
    Details { title: title.into(), ..Details::default() }
}

async fn add(store: &Store, scope: &Scope, table: u128) -> Result<Added, Error> {
    let tx = store.write(scope).await?;
    let (details, sheet) = (details("申込数"), sheet());
    let new = New { id: id(table), details: &details, file_name: "a.csv", sheet: &sheet, by: id(9) };
    let added = event_tables::add(&tx, new, noon()).await?;
    tx.commit().await?;
    Ok(added)
}

#[tokio::test]
async fn the_same_cells_sent_at_once_are_one_table_as_they_came() {
    on_each_database("a table of registrations, at once", async |store, _| {
        two_tenants(&store).await;
        let mut tries = JoinSet::new();
        for n in 0..6_u128 {
            let store = store.clone();
            tries.spawn(async move { add(&store, &house(), 100 + n).await });
        }
        let (mut new, mut known): (Vec<EventTableId>, Vec<EventTableId>) = (Vec::new(), Vec::new());
        while let Some(done) = tries.join_next().await {
            match done.unwrap().unwrap() {
                Added::New(id) => new.push(id),
                Added::Known(id) => known.push(id),
            }
        }
        assert_eq!((new.len(), known.len()), (1, 5));
        assert!(known.iter().all(|one| *one == new[0]));
        let tx = store.read(&house()).await.unwrap();
        let (kept, cells) = event_tables::find(&tx, new[0]).await.unwrap().unwrap();
        assert_eq!((cells, kept.kept_at), (sheet(), None));
        drop(tx);
        // Another house has its own of it, and does not see this one.
        let other = Scope::tenant(id(2), id(9));
        assert_eq!(add(&store, &other, 200).await.unwrap(), Added::New(id(200)));
        let tx = store.read(&other).await.unwrap();
        assert_eq!(event_tables::find(&tx, new[0]).await.unwrap(), None);
        assert_eq!(event_tables::all(&tx).await.unwrap().len(), 1);
    })
    .await;
}

#[tokio::test]
async fn of_two_who_change_it_one_is_told_and_what_is_deleted_may_come_again() {
    on_each_database("a table of registrations, changed at once", async |store, _| {
        two_tenants(&store).await;
        add(&store, &house(), 100).await.unwrap();
        let save = async |title: &str| -> Result<(), Error> {
            let tx = store.write(&house()).await?;
            let (kept, _) = event_tables::find(&tx, id(100)).await?.ok_or(Error::Missing)?;
            event_tables::save(&tx, &kept, 1, &details(title), noon()).await?;
            tx.commit().await
        };
        let (one, other) = tokio::join!(save("一方"), save("他方"));
        let lost = [&one, &other].into_iter().filter(|done| matches!(done, Err(Error::Stale))).count();
        assert_eq!((one.is_ok() || other.is_ok(), lost), (true, 1), "{one:?} {other:?}");
        let tx = store.write(&house()).await.unwrap();
        let (kept, _) = event_tables::find(&tx, id(100)).await.unwrap().unwrap();
        assert_eq!((kept.version, kept.kept_at), (2, Some(noon())));
        assert!(matches!(event_tables::delete(&tx, &kept, 1, noon()).await, Err(Error::Stale)));
        event_tables::delete(&tx, &kept, 2, noon()).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(add(&store, &house(), 101).await.unwrap(), Added::New(id(101)));
    })
    .await;
}
