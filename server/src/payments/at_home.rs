//! The accounts of an applicant's offices on their home: asked for once something of theirs was received, and again after a
//! transfer that did not arrive.

use crate::{actor::Applicant, error::Error};
use app::{paths, payments::MyAccount};
use domain::subsidies::StageName;
use std::collections::BTreeSet;
use store::{
    Tx,
    payments::{
        accounts::{self, Party},
        payable,
    },
    subsidies::{applications, offices},
};

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
