//! 金融機関・店舗の一覧, as the city loaded it last: the whole of it is replaced.

use crate::{
    Error, Tx,
    bulk::{self, Column},
    entities::bank_branches,
    events::Event,
};
use chrono::{DateTime, Utc};
use domain::{
    payments::Happening,
    zengin::{BankText, Branch},
};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait as _, QueryFilter};
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};

/// Replaces the list.
pub async fn load(tx: &Tx, branches: &[Branch], now: DateTime<Utc>) -> Result<(), Error> {
    const COLUMNS: [Column; 7] = [
        Column::Plain("tenant_id"),
        Column::Plain("bank"),
        Column::Plain("branch"),
        Column::Plain("bank_kana"),
        Column::Plain("bank_name"),
        Column::Plain("branch_kana"),
        Column::Plain("branch_name"),
    ];
    let tenant = tx.tenant()?.uuid();
    bank_branches::Entity::delete_many()
        .filter(bank_branches::Column::TenantId.eq(tenant))
        .exec(tx.connection())
        .await?;
    let rows = branches
        .iter()
        .map(|branch| {
            vec![
                tenant.into(),
                branch.bank.clone().into(),
                branch.branch.clone().into(),
                branch.bank_kana.as_str().into(),
                branch.bank_name.clone().into(),
                branch.branch_kana.as_str().into(),
                branch.branch_name.clone().into(),
            ]
        })
        .collect();
    bulk::insert(tx, "bank_branches", &COLUMNS, rows).await?;
    let banks: BTreeSet<&str> = branches.iter().map(|branch| branch.bank.as_str()).collect();
    let payload = json!({ "branches": branches.len(), "banks": banks.len() });
    tx.record(Event::of_many(now, Happening::BranchesLoaded.code(), "branches", payload))
}

/// How many branches the list has.
pub async fn count(tx: &Tx) -> Result<u64, Error> {
    Ok(tx.rows::<bank_branches::Entity>()?.count(tx.connection()).await?)
}

/// The branches of some banks, by the numbers of bank and branch.
pub async fn of_banks(
    tx: &Tx,
    banks: &BTreeSet<String>,
) -> Result<BTreeMap<(String, String), Branch>, Error> {
    let banks: Vec<&String> = banks.iter().collect();
    let mut found = BTreeMap::new();
    for banks in banks.chunks(super::CHUNK) {
        let rows = tx
            .rows::<bank_branches::Entity>()?
            .filter(bank_branches::Column::Bank.is_in(banks.iter().map(|bank| bank.as_str())))
            .all(tx.connection())
            .await?;
        for row in rows {
            let branch = Branch::try_from(row)?;
            found.insert((branch.bank.clone(), branch.branch.clone()), branch);
        }
    }
    Ok(found)
}

impl TryFrom<bank_branches::Model> for Branch {
    type Error = Error;
    fn try_from(row: bank_branches::Model) -> Result<Self, Error> {
        let text = |text: &str| {
            BankText::exact(text)
                .ok_or_else(|| Error::Unreadable(format!("the name of branch {} {}", row.bank, row.branch)))
        };
        Ok(Self {
            bank_kana: text(&row.bank_kana)?,
            branch_kana: text(&row.branch_kana)?,
            bank: row.bank,
            branch: row.branch,
            bank_name: row.bank_name,
            branch_name: row.branch_name,
        })
    }
}
