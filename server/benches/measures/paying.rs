//! The file that pays five thousand, beside the query that reads its rows.

use crate::{pace::Pace, steps, subjects, support::World};
use axum::http::StatusCode;
use chrono::NaiveDate;
use domain::{
    ids::{BankAccountId, PayRunId},
    payments::{Happening, bank_closure},
    wareki::format_date,
    zengin::{BankAccount, BankText, Branch, DepositKind, FileOptions, Holder, Sender, YUCHO_BANK, masked},
};
use server::payments::{seal_account, seal_sender};
use store::{
    Scope,
    payments::{
        accounts::{self, Party, StoredAccount, ToldBy},
        payable, runs,
        senders::{self, StoredSender},
    },
    testing::award_all,
};

fn text(typed: &str) -> BankText {
    BankText::convert(typed).unwrap().text
}

/// Making a run, and its file, of five thousand payments.
pub async fn file(pace: &mut Pace, world: &World) {
    let name = "the pay file of 5,000";
    if !pace.wants(name) {
        return;
    }
    let programme = subjects::received(world, 2_970_300_000).await;
    let (tenant, clerk) = (steps::tenant(world, "midorino").await, steps::account(world, "clerk").await);
    let app = &world.app;
    let tx = app.store.write(&Scope::tenant(tenant, clerk)).await.unwrap();
    award_all(&tx, programme, app.clock.now()).await;
    let sender = Sender {
        code: "1".into(),
        name: text("ミドリノシ"),
        bank: YUCHO_BANK.into(),
        bank_name: text("ユウチヨ"),
        branch: "038".into(),
        branch_name: Branch::yucho("038").unwrap().branch_kana,
        kind: DepositKind::Ordinary,
        number: "0000001".into(),
    };
    let stored = StoredSender {
        version: 1,
        sealed: seal_sender(app, tenant, 1, &sender).unwrap(),
        masked: masked(&sender.number),
        options: FileOptions::default(),
        by: clerk,
        at: app.clock.now(),
    };
    senders::save(&tx, &stored).await.unwrap();
    let due = payable::due(&tx).await.unwrap();
    for (place, one) in due.iter().enumerate() {
        let id: BankAccountId = app.clock.id();
        let plain = BankAccount {
            bank: YUCHO_BANK.into(),
            branch: "038".into(),
            kind: DepositKind::Ordinary,
            number: format!("{place:07}"),
            holder: "コモレビ".into(),
            recipient: Some(text("コモレビ")),
            passbook: None,
        };
        let stored = StoredAccount {
            id,
            party: Party::Office(one.office),
            version: 1,
            sealed: seal_account(app, tenant, id, &plain).unwrap(),
            masked: masked(&plain.number),
            holder: Holder::Applicant,
            proxy: None,
            told_by: ToldBy::Officer,
            by: clerk,
            at: app.clock.now(),
            usable_on: app.clock.today(),
        };
        accounts::set(&tx, &stored, Happening::AccountSet).await.unwrap();
    }
    tx.commit().await.unwrap();
    let today = app.clock.today();
    let day: NaiveDate = today.iter_days().find(|day| bank_closure(*day).is_none()).unwrap();
    let day = format_date(day);
    let ids: Vec<String> = due.iter().map(|one| one.award.to_string()).collect();
    let mut typed = vec![("title", "五千件の支払"), ("pay_on", day.as_str())];
    typed.extend(ids.iter().map(|id| ("award", id.as_str())));
    let asker = world.as_person("clerk").await;
    let made = asker.post("/t/midorino/pay-runs/new", &typed).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.text);
    let run = made.location().split('?').next().unwrap().to_owned();
    let approver = world.as_person("approver").await;
    let released = approver.post(&format!("{run}/release"), &[("version", "1")]).await;
    assert_eq!(released.status, StatusCode::SEE_OTHER, "{}", released.text);

    let id: PayRunId = run.rsplit('/').next().unwrap().parse().unwrap();
    let bytes = (due.len() + 3) * 122;
    let path = format!("{run}/file");
    let subject = async |_| assert_eq!(asker.get(&path).await.bytes.len(), bytes);
    let beside = async |_| {
        let tx = app.store.read(&Scope::tenant(tenant, clerk)).await.unwrap();
        assert_eq!(runs::payments(&tx, id).await.unwrap().len(), due.len());
    };
    pace.compare(name, "the bare query of its payments", 20, subject, beside).await;
}
