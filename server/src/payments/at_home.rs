//! What waits on homes. For an officer: the runs that they release, hand to the bank, enter results of, or make
//! anew. For an applicant: the accounts of their offices, asked for once something of theirs was received, and again after
//! a transfer that did not arrive.

use crate::{
    actor::{Applicant, Officer},
    error::Error,
};
use app::{messages::payments::run_waits, paths, payments::MyAccount};
use chrono::NaiveDate;
use domain::{accounts::Role, payments::NextStep, subsidies::StageName};
use std::collections::BTreeSet;
use store::{
    Tx,
    payments::{
        accounts::{self, Party},
        payable,
        runs::{self, Run},
    },
    subsidies::{applications, offices},
};

/// The runs that wait for an officer: words, how many, where; nothing of what there is none of.
pub(crate) async fn officer(
    tx: &Tx,
    officer: &Officer,
    today: NaiveDate,
) -> Result<Vec<(&'static str, u64, String)>, Error> {
    let (clerk, approver) = (officer.has(Role::Clerk), officer.has(Role::Approver));
    if !(clerk || approver) {
        return Ok(Vec::new());
    }
    let slug = &officer.tenant.slug;
    let runs = runs::under_way(tx).await?;
    let theirs = |run: &&Run, step: NextStep| {
        let may = match step {
            NextStep::Release => approver && run.by != officer.id(),
            NextStep::Anew | NextStep::Send | NextStep::Results => clerk,
            NextStep::Wait => false,
        };
        may && run.state.next_step(run.pay_on, today) == Some(step)
    };
    let line = |step: NextStep| {
        let mut found = runs.iter().filter(|run| theirs(run, step));
        let first = found.next()?;
        let more = found.count() as u64;
        let href = if more == 0 { paths::pay_run(slug, first.id) } else { paths::pay_runs(slug) };
        Some((run_waits(step), more + 1, href))
    };
    let steps = [NextStep::Release, NextStep::Anew, NextStep::Send, NextStep::Results];
    Ok(steps.into_iter().filter_map(line).collect())
}

/// One an office.
pub async fn applicant(tx: &Tx, applicant: &Applicant) -> Result<Vec<MyAccount>, Error> {
    let offices = offices::several(tx, &applicant.offices).await?;
    let applications = applications::of_offices(tx, &applicant.offices).await?;
    let parties: BTreeSet<Party> = offices
        .iter()
        .flat_map(|office| {
            std::iter::once(Party::Office(office.id)).chain(office.corporation_id.map(Party::Corporation))
        })
        .collect();
    let stored = accounts::of_parties(tx, &parties).await?;
    let failed = accounts::failed(tx, &stored.values().map(|account| account.id).collect()).await?;
    let due: BTreeSet<_> = payable::of_offices(tx, &applicant.offices).await?;
    Ok(offices
        .into_iter()
        .map(|office| {
            let corporation = office.corporation_id.map(Party::Corporation);
            let own = stored.get(&Party::Office(office.id));
            let account = own.or_else(|| corporation.and_then(|party| stored.get(&party)));
            let received = applications
                .iter()
                .any(|one| one.office == office.id && one.receipt.is_some() && hopes(one.stage.name()));
            let asked = match account {
                None if received => Some("補助金の振込先口座を届け出てください"),
                Some(account) if failed.contains(&account.id) && due.contains(&office.id) => {
                    Some("振り込めませんでした。振込先口座を訂正してください")
                }
                None | Some(_) => None,
            };
            MyAccount {
                href: paths::my_account(&applicant.tenant.slug, office.id),
                masked: account.map(|account| account.masked.clone()),
                office: office.name,
                asked,
            }
        })
        .collect())
}

/// Whether an application may still be paid.
const fn hopes(stage: StageName) -> bool {
    !matches!(stage, StageName::Draft | StageName::Refused | StageName::Withdrawn)
}
