//! What several tests do first: banks, a sender, accounts, runs.

use crate::{
    subsidies::{decided, steps},
    support::{Answer, Asker, World},
};
use axum::http::StatusCode;
use domain::{
    ids::{AwardId, BankAccountId, OfficeId},
    payments::Happening,
    zengin::{BankAccount, BankText, Branch, DepositKind, FileOptions, Holder, Sender, masked},
};
use server::payments::{seal_account, seal_sender};
use store::{
    Scope, Tx, files,
    payments::{
        accounts::{self, Party, StoredAccount, ToldBy},
        branches,
        payable::{self, Due},
        senders::{self, StoredSender},
    },
};

/// The number of an account that stands nowhere but where it is looked at.
pub const NUMBER: &str = "7654321";
/// 支払 of みどり野市.
pub const RUNS: &str = "/t/midorino/pay-runs";

pub fn text(typed: &str) -> BankText {
    BankText::convert(typed).unwrap().text
}

pub async fn scope(world: &World) -> Scope {
    Scope::tenant(steps::tenant(world, "midorino").await, steps::account(world, "clerk").await)
}

pub async fn read(world: &World) -> Tx {
    world.app.store.read(&scope(world).await).await.unwrap()
}

/// Two banks that do not exist, and a sender at one of them.
pub async fn banks(world: &World) {
    let app = &world.app;
    let branch = |bank: &str, name: &str, branch: &str, place: &str| Branch {
        bank: bank.into(),
        branch: branch.into(),
        bank_kana: text(name),
        bank_name: format!("{name}銀行"),
        branch_kana: text(place),
        branch_name: format!("{place}支店"),
    };
    let list = [
        branch("0993", "ミドリ", "001", "ホンテン"),
        branch("0993", "ミドリ", "002", "エキマエ"),
        branch("0994", "ヤマカワ", "101", "チュウオウ"),
    ];
    let tenant = steps::tenant(world, "midorino").await;
    let sender = Sender {
        code: "1234567890".into(),
        name: text("ミドリノシ　カイケイカンリシャ"),
        bank: "0993".into(),
        bank_name: text("ミドリ"),
        branch: "001".into(),
        branch_name: text("ホンテン"),
        kind: DepositKind::Ordinary,
        number: "0000001".into(),
    };
    let tx = app.store.write(&scope(world).await).await.unwrap();
    branches::load(&tx, &list, app.clock.now()).await.unwrap();
    let stored = StoredSender {
        version: 1,
        sealed: seal_sender(app, tenant, 1, &sender).unwrap(),
        masked: masked(&sender.number),
        options: FileOptions::default(),
        by: steps::account(world, "clerk").await,
        at: app.clock.now(),
    };
    senders::save(&tx, &stored).await.unwrap();
    tx.commit().await.unwrap();
}

/// An account of a party, told by an officer; with a 委任状 where it is another's.
pub async fn account(world: &World, party: Party, number: &str, recipient: Option<&str>, whose: Holder) {
    let app = &world.app;
    let tenant = steps::tenant(world, "midorino").await;
    let id: BankAccountId = app.clock.id();
    let plain = BankAccount {
        bank: "0993".into(),
        branch: "002".into(),
        kind: DepositKind::Ordinary,
        number: number.into(),
        holder: "ヒダマリカイゴ".into(),
        recipient: recipient.map(text),
        passbook: None,
    };
    let by = steps::account(world, "clerk").await;
    let proxy = match whose {
        Holder::Applicant => None,
        Holder::Another => Some(
            app.storage
                .put(&app.clock, tenant, Some(by), "委任状.png", "image/png", steps::PNG.to_vec())
                .await
                .unwrap(),
        ),
    };
    let tx = app.store.write(&scope(world).await).await.unwrap();
    if let Some(file) = &proxy {
        files::add(&tx, file).await.unwrap();
    }
    let before = accounts::current(&tx, party).await.unwrap();
    let stored = StoredAccount {
        id,
        party,
        version: before.map_or(0, |before| before.version) + 1,
        sealed: seal_account(app, tenant, id, &plain).unwrap(),
        masked: masked(number),
        holder: whose,
        proxy: proxy.map(|file| (file.id, file.name)),
        told_by: ToldBy::Officer,
        by,
        at: app.clock.now(),
        usable_on: app.clock.today(),
    };
    accounts::set(&tx, &stored, Happening::AccountSet).await.unwrap();
    tx.commit().await.unwrap();
}

/// What can be paid now.
pub async fn due(world: &World) -> Vec<Due> {
    payable::due(&read(world).await).await.unwrap()
}

/// Offices of ひだまり's applicant, each granted and with an account of its own.
pub async fn granted(world: &World, programme: &str, count: usize) -> Vec<Due> {
    for place in 0..count {
        let number = format!("29709991{place:02}");
        let name = format!("ひだまり第{place}");
        decided::granted(world, programme, "hidamari", &number, &name).await;
    }
    let due = due(world).await;
    for (place, one) in due.iter().enumerate() {
        let number = format!("76543{place:02}");
        account(world, Party::Office(one.office), &number, Some("ヒダマリカイゴ"), Holder::Applicant).await;
    }
    due
}

/// Sends the form of a new run for a day of banks.
pub async fn make(clerk: &Asker, awards: &[AwardId], pay_on: &str, together: bool) -> Answer {
    let ids: Vec<String> = awards.iter().map(ToString::to_string).collect();
    let mut typed = vec![("title", "10月分の支払"), ("pay_on", pay_on)];
    if together {
        typed.push(("together", "yes"));
    }
    typed.extend(ids.iter().map(|id| ("award", id.as_str())));
    clerk.post(&format!("{RUNS}/new"), &typed).await
}

/// The page of a run that was made.
pub fn at(answer: &Answer) -> String {
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
    answer.location().split('?').next().unwrap().to_owned()
}

/// An act on a run with the version that its page shows.
pub async fn act(asker: &Asker, run: &str, part: &str, typed: &[(&str, &str)]) -> Answer {
    let page = asker.get(&format!("{run}/{part}")).await;
    let page = if page.status == StatusCode::OK { page } else { asker.get(run).await };
    let version = page.hidden("version").unwrap_or_default();
    let mut pairs = vec![("version", version.as_str())];
    pairs.extend_from_slice(typed);
    asker.post_from(run, &format!("{run}/{part}"), &pairs).await
}

/// Released by a second person and handed to the bank.
pub async fn sent(world: &World, run: &str) {
    let (clerk, approver) = (world.as_person("clerk").await, world.as_person("approver").await);
    let released = act(&approver, run, "release", &[]).await;
    assert_eq!(released.location(), format!("{run}?done=released"), "{}", released.text);
    let sent = act(&clerk, run, "sending", &[]).await;
    assert_eq!(sent.location(), format!("{run}?done=sent"), "{}", sent.text);
}

/// A run that waits for its release and one that was paid, each with the id of its only payment.
pub struct PaidAndWaiting {
    pub waiting: (String, String),
    pub paid: (String, String),
}

/// Makes both of what was granted before. ひだまり's office has an account of another, with a 委任状.
pub async fn paid_and_waiting(world: &World) -> PaidAndWaiting {
    banks(world).await;
    let clerk = world.as_person("clerk").await;
    let hidamari = steps::office(world, "hidamari", "2970999013", "ひだまり", "292991", &["43"]).await;
    own_account(world, hidamari).await;
    let due = due(world).await;
    for one in &due[..2] {
        if one.office != hidamari {
            let party = Party::Office(one.office);
            account(world, party, NUMBER, Some("ヒダマリカイゴ"), Holder::Applicant).await;
        }
    }
    let today = domain::wareki::format_date(next_bank_day(world));
    let paid = at(&make(&clerk, &[due[0].award], &today, false).await);
    sent(world, &paid).await;
    // The day of payment may be to come: the world's clock waits for it and comes back.
    let now = world.app.clock.now();
    world.wait(chrono::TimeDelta::days(5));
    let clerk = world.as_person("clerk").await;
    let done = act(&clerk, &paid, "results", &[("on", &today)]).await;
    assert_eq!(done.location(), format!("{paid}?done=results"), "{}", done.text);
    world.turn_to(now);
    let clerk = world.as_person("clerk").await;
    let waiting = at(&make(&clerk, &[due[1].award], &today, false).await);
    let tx = read(world).await;
    let id = |run: &str| run.rsplit('/').next().unwrap().to_owned();
    let payment = async |run: &str| {
        let payments = store::payments::runs::payments(&tx, id(run).parse().unwrap()).await.unwrap();
        payments[0].id.to_string()
    };
    PaidAndWaiting {
        waiting: (id(&waiting), payment(&waiting).await),
        paid: (id(&paid), payment(&paid).await),
    }
}

/// An account of somebody else for an office.
pub async fn own_account(world: &World, office: OfficeId) {
    account(world, Party::Office(office), NUMBER, Some("ヒダマリカイゴ"), Holder::Another).await;
}

/// Today, or the next day on which banks work.
pub fn next_bank_day(world: &World) -> chrono::NaiveDate {
    let today = world.app.clock.today();
    today.iter_days().find(|day| domain::payments::bank_closure(*day).is_none()).unwrap()
}
