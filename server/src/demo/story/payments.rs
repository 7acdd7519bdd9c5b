//! 支払 in the story: last year's grants were paid, one of them at the second try; this year's wait in a run for the
//! approver, two of them for something to be put right. Banks, branches and accounts are made up.

use super::past::{Past, Player};
use crate::{demo::seed::find, error::Error};
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use domain::{ids::ProgrammeId, payments::bank_closure, tokyo, wareki::format_date};
use store::{
    Scope,
    payments::payable::{self, Due},
};

/// Banks that do not exist, as a bank hands the list over.
const BANKS: &str = "金融機関コード,金融機関名カナ,金融機関名,支店コード,支店名カナ,支店名\n\
    0993,ミドリ,みどり銀行,001,ホンテン,本店\n\
    0993,ミドリ,みどり銀行,002,エキマエ,駅前支店\n\
    0993,ミドリ,みどり銀行,015,キタ,北支店\n\
    0994,ヤマカワシンキン,やまかわ信用金庫,001,ホンテン,本店\n\
    0994,ヤマカワシンキン,やまかわ信用金庫,012,ミナミ,南支店\n\
    0995,ミドリノウキヨウ,みどり農業協同組合,003,サトヤマ,里山支所\n";

const SENDER: &[(&str, &str)] = &[
    ("version", "0"),
    ("code", "2929910001"),
    ("name", "ミドリノシ　カイケイカンリシャ"),
    ("bank", "0993"),
    ("bank_name", "ミドリ"),
    ("branch", "001"),
    ("branch_name", "ホンテン"),
    ("kind", "1"),
    ("number", "0000292"),
    ("line_ends", "crlf"),
    ("clearing_house", "spaces"),
    ("designation", "7"),
    ("reference", "codes"),
];

/// Names of made-up holders, and one that no bank writes.
const HOLDERS: [&str; 4] = ["カ）ミドリケア", "フク）サトヤマカイ", "イ）ツキノワカイ", "ユ）カワベ"];
const UNFIT: &str = "コモレビ＆ナカマタチ";

/// Last year's grants: paid some days after they were granted, one after its account was put right.
pub async fn settle(past: &Past, made: DateTime<Utc>) -> Result<(), Error> {
    past.turn_to(made);
    let mut clerk = past.person("clerk").await?;
    clerk.upload("/t/midorino/bank-branches", &[], ("金融機関の一覧.csv", BANKS.as_bytes())).await?;
    clerk.post("/t/midorino/pay-runs/sender", SENDER).await?;
    // The first of them is never paid: its office gives its licence up.
    let due: Vec<Due> = due(past).await?.into_iter().skip(1).collect();
    for (place, one) in due.iter().enumerate() {
        tell(&mut clerk, one, place, HOLDERS[place % HOLDERS.len()], "0").await?;
    }
    let Some(first) = due.first() else { return Ok(()) };
    let all: Vec<&Due> = due.iter().collect();
    let run = pay(past, made, "前年度分の支払", &all).await?;
    past.turn_to(made + TimeDelta::days(5));
    let mut clerk = past.person("clerk").await?;
    let day = format_date(bank_day(made));
    let typed = [("version", "3"), ("on", day.as_str()), ("list", "1 口座相違")];
    clerk.post(&format!("{run}/results"), &typed).await?;
    tell(&mut clerk, first, 7, HOLDERS[0], "1").await?;
    let again = pay(past, made + TimeDelta::days(5), "前年度分の再支払", &[first]).await?;
    past.turn_to(made + TimeDelta::days(9));
    let mut clerk = past.person("clerk").await?;
    let day = format_date(bank_day(made + TimeDelta::days(5)));
    clerk.post(&format!("{again}/results"), &[("version", "3"), ("on", &day)]).await?;
    past.work().await
}

/// This year's grants: a run that waits for its release; one name does not fit, and one account is not told yet.
pub async fn begin(past: &Past, programme: ProgrammeId, now: DateTime<Utc>) -> Result<(), Error> {
    let mut due = due(past).await?;
    due.retain(|one| one.programme == programme);
    let Some((_, told)) = due.split_last() else { return Ok(()) };
    let Some((unfit, ready)) = told.split_last() else { return Ok(()) };
    let mut clerk = past.person("clerk").await?;
    for (place, one) in ready.iter().enumerate() {
        tell(&mut clerk, one, place + 10, HOLDERS[place % HOLDERS.len()], "0").await?;
    }
    tell(&mut clerk, unfit, 90, UNFIT, "0").await?;
    // Some of what can be paid is left for a run that a visitor makes.
    let held: Vec<&Due> = ready.iter().take(ready.len().div_ceil(2)).collect();
    if !held.is_empty() {
        make(&mut clerk, "今月の支払", bank_day(now), &held).await?;
    }
    past.work().await
}

async fn due(past: &Past) -> Result<Vec<Due>, Error> {
    let (tenant, _) = find(&past.app, "midorino", "clerk").await?;
    let tx = past.app.store.read(&Scope::tenant_by_system(tenant, "demo data")).await?;
    Ok(payable::due(&tx).await?)
}

/// The day of a moment, or the next on which banks work.
fn bank_day(moment: DateTime<Utc>) -> NaiveDate {
    let day = tokyo::date(moment);
    day.iter_days().find(|day| bank_closure(*day).is_none()).unwrap_or(day)
}

/// An officer types in what a paper says. An office that was paid to before has another account now.
async fn tell(clerk: &mut Player, due: &Due, place: usize, holder: &str, seen: &str) -> Result<(), Error> {
    let (bank, branch) = [("0993", "002"), ("0994", "012"), ("0995", "003")][place % 3];
    let number = format!("{:07}", 1_200_301 + place * 7);
    let recipient = if holder == UNFIT { "later" } else { "written" };
    let typed = [
        ("party", "office"),
        ("way", "bank"),
        ("bank", bank),
        ("branch", branch),
        ("kind", "1"),
        ("number", &number),
        ("holder", holder),
        ("whose", "applicant"),
        ("seen", seen),
        ("recipient", recipient),
    ];
    clerk.post(&format!("/t/midorino/offices/{}/account/confirmation", due.office), &typed).await?;
    Ok(())
}

/// Makes a run; its address.
async fn make(clerk: &mut Player, title: &str, day: NaiveDate, due: &[&Due]) -> Result<String, Error> {
    let day = format_date(day);
    let ids: Vec<String> = due.iter().map(|one| one.award.to_string()).collect();
    let mut typed = vec![("title", title), ("pay_on", day.as_str())];
    typed.extend(ids.iter().map(|id| ("award", id.as_str())));
    let made = clerk.post("/t/midorino/pay-runs/new", &typed).await?;
    Ok(made.split('?').next().unwrap_or_default().to_owned())
}

/// Makes a run, has it released and hands it to the bank; its address.
async fn pay(past: &Past, made: DateTime<Utc>, title: &str, due: &[&Due]) -> Result<String, Error> {
    let mut clerk = past.person("clerk").await?;
    let run = make(&mut clerk, title, bank_day(made), due).await?;
    let mut approver = past.person("approver").await?;
    approver.post(&format!("{run}/release"), &[("version", "1")]).await?;
    clerk.post(&format!("{run}/sending"), &[("version", "2")]).await?;
    Ok(run)
}
