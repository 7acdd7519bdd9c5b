//! 廃棄 of what was paid: with the last record go the lines of its payments and the accounts they went to, and no more.

use super::steps::{self, NUMBER, account, act, at, banks, granted, make, own_account, read, sent};
use crate::{
    subsidies::steps as work,
    support::{World, on_each_world},
};
use axum::http::StatusCode;
use chrono::{TimeDelta, TimeZone as _, Utc};
use domain::{ids::ProgrammeId, wareki::format_date, zengin::Holder};
use std::collections::BTreeMap;
use store::{
    Scope,
    payments::accounts::{self, Party},
    records,
    testing::{contents, refuses},
};

const BLANK: &str =
    "UPDATE bank_accounts SET sealed = '', masked = '', holder = 'gone', proxy_file_id = NULL,
    proxy_name = ''";

/// Whether the schema refuses a change, in a transaction of its own.
async fn refused(world: &World, sql: &str) -> bool {
    let tx = world.app.store.write(&steps::scope(world).await).await.unwrap();
    refuses(&tx, sql).await
}

#[tokio::test]
async fn an_account_goes_with_the_last_record_that_it_was_told_for_and_its_row_stays() {
    on_each_world("accounts of records that have gone", async |world| {
        let programme = work::published(&world, &[]).await;
        banks(&world).await;
        let due = granted(&world, &programme, 1).await;
        let party = Party::Office(due[0].office);
        own_account(&world, due[0].office).await;
        // An office with an account and no record: no list speaks of it.
        let other = work::office(&world, "hidamari", "2970999195", "ひだまり第九", "292991", &["43"]).await;
        account(&world, Party::Office(other), NUMBER, None, Holder::Applicant).await;
        let clerk = world.as_person("clerk").await;
        let day = format_date(steps::next_bank_day(&world));
        let run = at(&make(&clerk, &[due[0].award], &day, false).await);
        sent(&world, &run).await;
        world.wait(TimeDelta::days(7));
        let clerk = world.as_person("clerk").await;
        let paid = act(&clerk, &run, "results", &[("on", &day)]).await;
        assert_eq!(paid.location(), format!("{run}?done=results"), "{}", paid.text);
        assert_eq!(clerk.get(&format!("{run}/file")).await.status, StatusCode::OK);
        assert!(refused(&world, BLANK).await, "before anybody approved a list");

        world.turn_to(Utc.with_ymd_and_hms(2031, 4, 1, 3, 0, 0).unwrap());
        let (today, now) = (world.app.clock.today(), world.app.clock.now());
        let id = world.app.clock.id();
        let programmes: [ProgrammeId; 1] = [programme.parse().unwrap()];
        let tx = world.app.store.write(&steps::scope(&world).await).await.unwrap();
        let (over, _) = records::due(&tx, &programmes, today, records::LONGEST).await.unwrap();
        assert_eq!(over.len(), 1, "{over:?}");
        records::make(&tx, id, today, &over, "", now).await.unwrap();
        tx.commit().await.unwrap();
        let approver =
            Scope::tenant(work::tenant(&world, "midorino").await, work::account(&world, "approver").await);
        let tx = world.app.store.write(&approver).await.unwrap();
        let list = records::find(&tx, id).await.unwrap().unwrap();
        assert_eq!(records::decide(&tx, &list, &BTreeMap::new(), "", now).await.unwrap(), 1);
        tx.commit().await.unwrap();

        let tx = read(&world).await;
        assert_eq!(accounts::current(&tx, party).await.unwrap(), None);
        let left = contents(&tx, &["bank_accounts", "payments", "files"]).await;
        drop(tx);
        for (table, count, blank) in [(0, 3, 2), (1, 1, 1)] {
            let (name, rows) = &left[table];
            assert_eq!(rows.len(), count, "{name}: the rows stay");
            let gone = rows.iter().filter(|row| row.contains(r#""sealed":"""#)).count();
            assert_eq!(gone, blank, "{name}: {rows:?}");
        }
        assert!(left[2].1.iter().all(|row| !row.contains("委任状")), "{:?}", left[2]);
        let clerk = world.as_person("clerk").await;
        assert_eq!(clerk.get(&format!("{run}/file")).await.status, StatusCode::NOT_FOUND);
        assert_eq!(clerk.get(&run).await.status, StatusCode::OK);
        for forged in [
            "UPDATE bank_accounts SET version = version + 1",
            "UPDATE bank_accounts SET sealed = 'x'",
            "UPDATE bank_accounts SET sealed = '', set_by = party_id",
        ] {
            assert!(refused(&world, forged).await, "{forged}");
        }
        assert!(refused(&world, BLANK).await, "an approved list is of other people's accounts");

        // Whoever comes again tells an account as before; the numbers of those that went are not given again.
        account(&world, party, NUMBER, None, Holder::Applicant).await;
        let told = accounts::current(&read(&world).await, party).await.unwrap().unwrap();
        assert_eq!(told.version, 3);
        let again = format!("{BLANK} WHERE version = 3");
        assert!(refused(&world, &again).await, "told after the list was approved");
    })
    .await;
}
