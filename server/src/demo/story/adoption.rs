//! Who uses the system in the story: two lists of WAM NET, from 4 of 188 offices to 30 of 188 (the numbers of 武蔵野市,
//! domain.md §1.6), with rows that nobody can be sure of.

use super::past::Past;
use crate::error::Error;
use chrono::{DateTime, Days, NaiveDate, TimeDelta, Utc};
use domain::{awards::StageName, ids::ProgrammeId, wareki::format_date};
use store::{Scope, awards, offices, tenants};

/// Adopters when the story begins.
const FIRST: usize = 4;
/// How long before the second list the first one came.
const A_WHILE: TimeDelta = TimeDelta::days(30);
/// Adopters in the list that came last.
const LAST: usize = 30;

/// Records both lists; the rows of the second that are not sure wait for the clerk. Whoever was paid for a licence by the
/// programme of last year holds one, and stands in the list.
pub async fn begin(
    past: &Past,
    last_year: ProgrammeId,
    start: NaiveDate,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let tenant = {
        let tx = past.app.store.read(&Scope::system("demo data")).await?;
        tenants::by_slug(&tx, "midorino").await?.ok_or(Error::NotFound)?.id
    };
    let tx = past.app.store.read(&Scope::tenant_by_system(tenant, "demo data")).await?;
    let register = offices::every(&tx).await?;
    // The one that gave its licence up comes first: the second list leaves it out.
    let mut paid = awards::of_programme(&tx, last_year).await?;
    paid.sort_by_key(|award| award.stage.name() != StageName::Payable);
    drop(tx);
    let licensed = paid.iter().filter_map(|award| register.iter().find(|office| office.id == award.office));
    // One of six, over the whole register, so that every service has some.
    let others = register.iter().step_by(6).filter(|office| paid.iter().all(|one| one.office != office.id));
    let lines: Vec<String> = licensed
        .chain(others)
        .take(LAST)
        .map(|office| format!("{},{},{}", office.number, office.particulars.name, office.particulars.address))
        .collect();
    let before = start.checked_sub_days(Days::new(1)).unwrap_or(start);
    let first: Vec<String> =
        lines.iter().take(FIRST).map(|line| format!("{line},{}", format_date(before))).collect();
    past.turn_to(now - A_WHILE);
    record(past, &first, before).await?;
    past.turn_to(now);
    // The one that is left out waits as well: did it stop, or is it missing by mistake?
    let later = lines.iter().enumerate().skip(1).map(|(place, line)| {
        let day = if place < FIRST { before } else { start };
        format!("{line},{}", format_date(day))
    });
    let day = format_date(start);
    let mut last: Vec<String> = later.collect();
    last.push(format!(",訪問介護ステーション　ひなた,みどり野市,{day}"));
    last.push(format!(",となり町ケアプランセンター,となり町1-1,{day}"));
    record(past, &last, now.date_naive()).await
}

async fn record(past: &Past, lines: &[String], as_of: NaiveDate) -> Result<(), Error> {
    let list = format!("事業所番号,事業所名,所在地,利用開始日\n{}\n", lines.join("\n"));
    let (name, day) = (format!("WAMNET_利用事業所_{as_of}.csv"), as_of.to_string());
    let mut clerk = past.person("clerk").await?;
    let typed = [("scope", "own"), ("kind", "adopters"), ("source", "wam_net_list"), ("as_of", day.as_str())];
    let at = clerk.upload("/t/midorino/imports/new", &typed, (&name, list.as_bytes())).await?;
    clerk.post(&format!("{at}/commit"), &[("version", "1")]).await?;
    Ok(())
}
