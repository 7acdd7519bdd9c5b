//! What entries are about, in words that people know: receipt numbers, office numbers, names.

use crate::{
    Error, Tx,
    entities::{
        accounts, applications, attachments, bank_accounts, import_batches, import_changes, import_rows,
        notices, offices, programmes,
    },
    handovers,
};
use chrono::{DateTime, Utc};
use domain::ids::{AccountId, ApplicationId, BatchId, HandoverId, OfficeId};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// What an entry is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Thing {
    /// An application, or what belongs to it.
    Application {
        /// Which.
        id: ApplicationId,
        /// Its number; none for a draft.
        receipt: Option<String>,
    },
    /// An office.
    Office {
        /// Which.
        id: OfficeId,
        /// 事業所番号.
        number: String,
        /// 事業所名.
        name: String,
    },
    /// A programme, by its title.
    Programme(String),
    /// A person of the tenant, or an applicant to it, by name.
    Person(String),
    /// An imported file, by name.
    Import(String),
}

/// What these are, as far as the tenant may know it.
pub async fn things(tx: &Tx, subjects: &BTreeSet<(String, Uuid)>) -> Result<BTreeMap<Uuid, Thing>, Error> {
    let of = |noun: &str| -> Vec<Uuid> {
        subjects.iter().filter(|(kind, _)| kind == noun).map(|(_, id)| *id).collect()
    };
    let mut things = BTreeMap::new();
    let mut belongs: BTreeMap<Uuid, Uuid> = of("application").into_iter().map(|id| (id, id)).collect();
    for row in tx
        .rows::<attachments::Entity>()?
        .filter(attachments::Column::Id.is_in(of("attachment")))
        .all(tx.connection())
        .await?
    {
        belongs.insert(row.id, row.application_id);
    }
    for row in tx
        .rows::<notices::Entity>()?
        .filter(notices::Column::Id.is_in(of("notice")))
        .all(tx.connection())
        .await?
    {
        belongs.insert(row.id, row.application_id);
    }
    let receipts: BTreeMap<Uuid, Option<String>> = tx
        .rows::<applications::Entity>()?
        .filter(applications::Column::Id.is_in(belongs.values().copied()))
        .select_only()
        .column(applications::Column::Id)
        .column(applications::Column::ReceiptNumber)
        .into_tuple::<(Uuid, Option<String>)>()
        .all(tx.connection())
        .await?
        .into_iter()
        .collect();
    for (id, application) in belongs {
        if let Some(receipt) = receipts.get(&application) {
            things.insert(id, Thing::Application { id: application.into(), receipt: receipt.clone() });
        }
    }
    for row in tx
        .rows::<offices::Entity>()?
        .filter(offices::Column::Id.is_in(of("office")))
        .all(tx.connection())
        .await?
    {
        things.insert(row.id, Thing::Office { id: row.id.into(), number: row.number, name: row.name });
    }
    for row in tx
        .rows::<programmes::Entity>()?
        .filter(programmes::Column::Id.is_in(of("programme")))
        .all(tx.connection())
        .await?
    {
        things.insert(row.id, Thing::Programme(row.title));
    }
    for row in tx
        .rows::<import_batches::Entity>()?
        .filter(import_batches::Column::Id.is_in(of("import")))
        .all(tx.connection())
        .await?
    {
        things.insert(row.id, Thing::Import(row.file_name));
    }
    for row in accounts::Entity::find()
        .filter(accounts::Column::Id.is_in(of("account")))
        .all(tx.connection())
        .await?
    {
        things.insert(row.id, Thing::Person(row.name));
    }
    Ok(things)
}

/// The received application with this number.
pub async fn by_receipt(tx: &Tx, receipt: &str) -> Result<Option<ApplicationId>, Error> {
    let row = tx
        .rows::<applications::Entity>()?
        .filter(applications::Column::ReceiptNumber.eq(receipt))
        .one(tx.connection())
        .await?;
    Ok(row.map(|row| row.id.into()))
}

/// The office with this number.
pub async fn by_office_number(tx: &Tx, number: &str) -> Result<Option<OfficeId>, Error> {
    let row =
        tx.rows::<offices::Entity>()?.filter(offices::Column::Number.eq(number)).one(tx.connection()).await?;
    Ok(row.map(|row| row.id.into()))
}

/// An application and everything that belongs to it: attachments, notices, handovers that moved it.
pub async fn of_application(tx: &Tx, id: ApplicationId) -> Result<Vec<Uuid>, Error> {
    let attached = tx
        .rows::<attachments::Entity>()?
        .filter(attachments::Column::ApplicationId.eq(id.uuid()))
        .all(tx.connection())
        .await?;
    let noticed = tx
        .rows::<notices::Entity>()?
        .filter(notices::Column::ApplicationId.eq(id.uuid()))
        .all(tx.connection())
        .await?;
    let handed = handovers::of_application(tx, id).await?;
    let accounts = accounts_of(tx, id).await?;
    let parts = attached.into_iter().map(|row| row.id).chain(noticed.into_iter().map(|row| row.id));
    Ok(std::iter::once(id.uuid())
        .chain(accounts)
        .chain(parts)
        .chain(handed.into_iter().map(HandoverId::uuid))
        .collect())
}

/// Every bank account that was ever told for the office of an application, or for its corporation.
async fn accounts_of(tx: &Tx, id: ApplicationId) -> Result<Vec<Uuid>, Error> {
    let found = tx
        .rows::<applications::Entity>()?
        .filter(applications::Column::Id.eq(id.uuid()))
        .one(tx.connection())
        .await?;
    let Some(application) = found else { return Ok(Vec::new()) };
    let office = tx
        .rows::<offices::Entity>()?
        .filter(offices::Column::Id.eq(application.office_id))
        .one(tx.connection())
        .await?;
    let parties = std::iter::once(application.office_id).chain(office.and_then(|row| row.corporation_id));
    let rows = tx
        .rows::<bank_accounts::Entity>()?
        .filter(bank_accounts::Column::PartyId.is_in(parties))
        .all(tx.connection())
        .await?;
    Ok(rows.into_iter().map(|row| row.id).collect())
}

/// An import that made or changed an office.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Imported {
    /// Which.
    pub batch: BatchId,
    /// The file.
    pub file: String,
    /// Who wrote it into the register, and when.
    pub committed: Option<(AccountId, DateTime<Utc>)>,
    /// Whether the office was not there before.
    pub created: bool,
}

/// The imports that wrote an office, the first first.
pub async fn imports_of(tx: &Tx, office: OfficeId) -> Result<Vec<Imported>, Error> {
    let changes: BTreeMap<Uuid, bool> = tx
        .rows::<import_changes::Entity>()?
        .filter(import_changes::Column::OfficeId.eq(office.uuid()))
        .all(tx.connection())
        .await?
        .into_iter()
        .map(|row| (row.batch_id, row.before.is_none()))
        .collect();
    let batches = tx
        .rows::<import_batches::Entity>()?
        .filter(import_batches::Column::Id.is_in(changes.keys().copied()))
        .order_by_asc(import_batches::Column::CreatedAt)
        .all(tx.connection())
        .await?;
    Ok(batches
        .into_iter()
        .map(|row| Imported {
            created: changes.get(&row.id).copied().unwrap_or(false),
            batch: row.id.into(),
            committed: row.committed_by.map(AccountId::from_uuid).zip(row.committed_at),
            file: row.file_name,
        })
        .collect())
}

/// An office and the imports that touched it.
pub async fn of_office(tx: &Tx, id: OfficeId) -> Result<Vec<Uuid>, Error> {
    let batches: Vec<Uuid> = tx
        .rows::<import_rows::Entity>()?
        .filter(import_rows::Column::OfficeId.eq(id.uuid()))
        .select_only()
        .column(import_rows::Column::BatchId)
        .distinct()
        .into_tuple()
        .all(tx.connection())
        .await?;
    Ok(std::iter::once(id.uuid()).chain(batches).collect())
}
