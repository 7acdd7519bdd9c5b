//! 振込先口座: a row each time one is told; rows never change, and the newest of a party is in use. What is sealed is
//! opened by the server alone.

use crate::{
    Error, Tx,
    entities::{bank_accounts, offices, payments, representations},
    events::Event,
    offices::live,
};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    ids::{AccountId, BankAccountId, FileId, OfficeId},
    payments::{Happening, PaymentState},
    zengin::Holder,
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect as _, sea_query::OnConflict};
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// Whose account it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Party {
    /// 法人: for all of its offices that have none of their own.
    Corporation(Uuid),
    /// One office.
    Office(OfficeId),
}

impl Party {
    /// The word of the row and of forms.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Corporation(_) => "corporation",
            Self::Office(_) => "office",
        }
    }

    /// Its id.
    pub const fn id(self) -> Uuid {
        match self {
            Self::Corporation(id) => id,
            Self::Office(id) => id.uuid(),
        }
    }
}

/// Who told an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ToldBy {
    /// The applicant.
    Applicant,
    /// An officer, from a paper.
    Officer,
}

impl ToldBy {
    const fn word(self) -> &'static str {
        match self {
            Self::Applicant => "applicant",
            Self::Officer => "officer",
        }
    }
}

/// An account as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredAccount {
    /// Its id.
    pub id: BankAccountId,
    /// Whose it is.
    pub party: Party,
    /// How many its party has told, with this one.
    pub version: i32,
    /// The account, sealed.
    pub sealed: String,
    /// The end of its number.
    pub masked: String,
    /// Who holds it.
    pub holder: Holder,
    /// 委任状, with the name of its file.
    pub proxy: Option<(FileId, String)>,
    /// Who told it.
    pub told_by: ToldBy,
    /// The person.
    pub by: AccountId,
    /// When.
    pub at: DateTime<Utc>,
    /// From which day it is paid.
    pub usable_on: NaiveDate,
}

/// Adds an account after the one that was seen; [`Error::Stale`] where somebody was faster.
pub async fn set(tx: &Tx, account: &StoredAccount, happening: Happening) -> Result<(), Error> {
    let (proxy_file_id, proxy_name) = match &account.proxy {
        Some((file, name)) => (Some(file.uuid()), name.clone()),
        None => (None, String::new()),
    };
    // What disposal blanked is not seen any more; its versions stay taken.
    let blanked: Option<i32> = tx
        .rows::<bank_accounts::Entity>()?
        .filter(bank_accounts::Column::PartyKind.eq(account.party.word()))
        .filter(bank_accounts::Column::PartyId.eq(account.party.id()))
        .filter(bank_accounts::Column::Sealed.eq(""))
        .order_by_desc(bank_accounts::Column::Version)
        .one(tx.connection())
        .await?
        .map(|row| row.version);
    let version = blanked.filter(|last| *last >= account.version).map_or(account.version, |last| last + 1);
    let row = bank_accounts::Model {
        tenant_id: tx.tenant()?.uuid(),
        id: account.id.uuid(),
        party_kind: account.party.word().to_owned(),
        party_id: account.party.id(),
        version,
        sealed: account.sealed.clone(),
        masked: account.masked.clone(),
        holder: account.holder.word().to_owned(),
        proxy_file_id,
        proxy_name,
        told_by: account.told_by.word().to_owned(),
        set_by: account.by.uuid(),
        set_at: account.at,
        usable_on: account.usable_on,
    };
    let added = bank_accounts::Entity::insert(bank_accounts::ActiveModel::from(row))
        .on_conflict(OnConflict::new().do_nothing().to_owned())
        .exec_without_returning(tx.connection())
        .await?;
    if added == 0 {
        return Err(Error::Stale);
    }
    let payload = json!({ "party": account.party.word(), "party_id": account.party.id(), "version": version,
        "told_by": account.told_by.word(), "holder": account.holder.word() });
    tx.record(Event::of(account.at, happening.code(), "bank_account", account.id.uuid(), payload))
}

/// One account, unless disposal blanked it.
pub async fn find(tx: &Tx, id: BankAccountId) -> Result<Option<StoredAccount>, Error> {
    let row = tx
        .rows::<bank_accounts::Entity>()?
        .filter(bank_accounts::Column::Id.eq(id.uuid()))
        .filter(bank_accounts::Column::Sealed.ne(""))
        .one(tx.connection())
        .await?;
    row.map(StoredAccount::try_from).transpose()
}

/// Every account that a party has told, the newest first, without what disposal blanked.
pub async fn history(tx: &Tx, party: Party) -> Result<Vec<StoredAccount>, Error> {
    let rows = tx
        .rows::<bank_accounts::Entity>()?
        .filter(bank_accounts::Column::PartyKind.eq(party.word()))
        .filter(bank_accounts::Column::PartyId.eq(party.id()))
        .filter(bank_accounts::Column::Sealed.ne(""))
        .order_by_desc(bank_accounts::Column::Version)
        .all(tx.connection())
        .await?;
    rows.into_iter().map(StoredAccount::try_from).collect()
}

/// The account of a party that is in use.
pub async fn current(tx: &Tx, party: Party) -> Result<Option<StoredAccount>, Error> {
    Ok(history(tx, party).await?.into_iter().next())
}

/// The account to which an office is paid: its own, or else its corporation's.
pub async fn of_office(
    tx: &Tx,
    office: OfficeId,
    corporation: Option<Uuid>,
) -> Result<Option<StoredAccount>, Error> {
    if let Some(own) = current(tx, Party::Office(office)).await? {
        return Ok(Some(own));
    }
    match corporation {
        Some(corporation) => current(tx, Party::Corporation(corporation)).await,
        None => Ok(None),
    }
}

/// Accounts in use of other parties whose number ends alike: only what is sealed tells whether they are the same.
pub async fn alike(tx: &Tx, own: &StoredAccount) -> Result<Vec<StoredAccount>, Error> {
    const MOST: u64 = 100;
    let rows = tx
        .rows::<bank_accounts::Entity>()?
        .filter(bank_accounts::Column::Masked.eq(own.masked.as_str()))
        .filter(bank_accounts::Column::PartyId.ne(own.party.id()))
        .filter(bank_accounts::Column::Sealed.ne(""))
        .order_by_desc(bank_accounts::Column::SetAt)
        .limit(MOST)
        .all(tx.connection())
        .await?;
    let parties = rows.into_iter().map(|row| Ok(StoredAccount::try_from(row)?.party));
    let parties = parties.collect::<Result<BTreeSet<Party>, Error>>()?;
    // To an account that was told before the one in use nobody is paid any more.
    let in_use = of_parties(tx, &parties).await?.into_values();
    Ok(in_use.filter(|other| other.masked == own.masked).collect())
}

/// The accounts in use of many parties.
pub async fn of_parties(tx: &Tx, parties: &BTreeSet<Party>) -> Result<BTreeMap<Party, StoredAccount>, Error> {
    let ids: Vec<Uuid> = parties.iter().map(|party| party.id()).collect();
    let mut current: BTreeMap<Party, StoredAccount> = BTreeMap::new();
    for ids in ids.chunks(super::CHUNK) {
        let rows = tx
            .rows::<bank_accounts::Entity>()?
            .filter(bank_accounts::Column::PartyId.is_in(ids.iter().copied()))
            .filter(bank_accounts::Column::Sealed.ne(""))
            .order_by_asc(bank_accounts::Column::Version)
            .all(tx.connection())
            .await?;
        for row in rows {
            // Versions rise: the last of a party stays.
            let account = StoredAccount::try_from(row)?;
            current.insert(account.party, account);
        }
    }
    Ok(current)
}

/// Of these accounts, those whose last answer from the bank was 振込不能.
pub async fn failed(tx: &Tx, ids: &BTreeSet<BankAccountId>) -> Result<BTreeSet<BankAccountId>, Error> {
    let ids: Vec<Uuid> = ids.iter().map(|id| id.uuid()).collect();
    let mut last: BTreeMap<BankAccountId, (Option<NaiveDate>, Uuid, bool)> = BTreeMap::new();
    for ids in ids.chunks(super::CHUNK) {
        let rows: Vec<(Uuid, Uuid, String, Option<NaiveDate>)> = tx
            .rows::<payments::Entity>()?
            .select_only()
            .columns([payments::Column::AccountId, payments::Column::Id])
            .columns([payments::Column::State, payments::Column::ResultOn])
            .filter(payments::Column::AccountId.is_in(ids.iter().copied()))
            .filter(payments::Column::State.is_in([PaymentState::Paid.code(), PaymentState::Returned.code()]))
            .into_tuple()
            .all(tx.connection())
            .await?;
        for (account, id, state, on) in rows {
            let entry = (on, id, state == PaymentState::Returned.code());
            let known = last.entry(account.into()).or_insert(entry);
            if (entry.0, entry.1) > (known.0, known.1) {
                *known = entry;
            }
        }
    }
    Ok(last.into_iter().filter(|(_, (_, _, returned))| *returned).map(|(id, _)| id).collect())
}

/// Of these accounts, those that were paid to before.
pub async fn paid_before(tx: &Tx, ids: &BTreeSet<BankAccountId>) -> Result<BTreeSet<BankAccountId>, Error> {
    let ids: Vec<Uuid> = ids.iter().map(|id| id.uuid()).collect();
    let mut paid = BTreeSet::new();
    for ids in ids.chunks(super::CHUNK) {
        let rows: Vec<Uuid> = tx
            .rows::<payments::Entity>()?
            .select_only()
            .column(payments::Column::AccountId)
            .distinct()
            .filter(payments::Column::AccountId.is_in(ids.iter().copied()))
            .filter(payments::Column::State.eq(PaymentState::Paid.code()))
            .into_tuple()
            .all(tx.connection())
            .await?;
        paid.extend(rows.into_iter().map(BankAccountId::from_uuid));
    }
    Ok(paid)
}

/// Whether an account speaks for every office of a corporation: only then may it tell the account of all of them.
pub async fn speaks_for_all(tx: &Tx, who: AccountId, corporation: Uuid) -> Result<bool, Error> {
    let all: BTreeSet<Uuid> = live(tx)?
        .filter(offices::Column::CorporationId.eq(corporation))
        .all(tx.connection())
        .await?
        .into_iter()
        .map(|office| office.id)
        .collect();
    let spoken: BTreeSet<Uuid> = tx
        .rows::<representations::Entity>()?
        .filter(representations::Column::AccountId.eq(who.uuid()))
        .all(tx.connection())
        .await?
        .into_iter()
        .map(|row| row.office_id)
        .collect();
    Ok(!all.is_empty() && all.is_subset(&spoken))
}

impl TryFrom<bank_accounts::Model> for StoredAccount {
    type Error = Error;
    fn try_from(row: bank_accounts::Model) -> Result<Self, Error> {
        let unreadable = || Error::Unreadable(format!("bank account {}", row.id));
        Ok(Self {
            id: row.id.into(),
            party: match row.party_kind.as_str() {
                "corporation" => Party::Corporation(row.party_id),
                "office" => Party::Office(row.party_id.into()),
                _ => return Err(unreadable()),
            },
            version: row.version,
            holder: match row.holder.as_str() {
                "applicant" => Holder::Applicant,
                "another" => Holder::Another,
                _ => return Err(unreadable()),
            },
            told_by: match row.told_by.as_str() {
                "applicant" => ToldBy::Applicant,
                "officer" => ToldBy::Officer,
                _ => return Err(unreadable()),
            },
            sealed: row.sealed,
            masked: row.masked,
            proxy: row.proxy_file_id.map(|file| (file.into(), row.proxy_name)),
            by: row.set_by.into(),
            at: row.set_at,
            usable_on: row.usable_on,
        })
    }
}
