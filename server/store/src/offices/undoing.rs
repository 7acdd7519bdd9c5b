//! Offices as they were before an import.

use super::{
    corporations::Corporations,
    rows::{CHUNK, OfficeRow, live, service_row},
};
use crate::entities::{
    activity_recipients, association_members, follow_ups, material_movements, office_group_members,
    office_software, partner_links, survey_invitations, survey_responses, voices,
};
use crate::{
    Error, Tx,
    entities::{
        adopter_rows, adoption_evidence, applications, consultations, contact_proposals, demo_invitations,
        demo_registrations, import_rows, letter_codes, mailing_recipients, office_services, offices,
        representations,
    },
};
use chrono::{DateTime, Utc};
use domain::{
    ids::{OfficeId, OfficeServiceId},
    office_number::OfficeNumber,
    offices::{Particulars, search_key},
    service_type::ServiceType,
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect as _, sea_query::Expr};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// What an office was before an import changed it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Before {
    /// What was known of it.
    pub particulars: Particulars,
    /// Its services.
    pub services: Vec<(OfficeServiceId, ServiceType, Particulars)>,
}

/// An office that an import wrote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportChange {
    /// The office.
    pub office: OfficeId,
    /// Its number.
    pub number: OfficeNumber,
    /// Its name as the import left it.
    pub name: String,
    /// What it was; none where the import made it.
    pub before: Option<Before>,
    /// The version that the import left.
    pub version: i32,
}

/// What taking back did to an office.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Undone {
    /// The import had made it: it is gone.
    Removed,
    /// It is again what it was.
    Restored,
    /// Somebody changed it since; it stays as it is.
    ChangedSince,
    /// Somebody works with it: it applied, was invited, or has people of its own. It stays.
    InUse,
}

impl Undone {
    /// Everything it may do.
    pub const ALL: [Self; 4] = [Self::Removed, Self::Restored, Self::ChangedSince, Self::InUse];

    /// The word stored.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Removed => "removed",
            Self::Restored => "restored",
            Self::ChangedSince => "changed_since",
            Self::InUse => "in_use",
        }
    }

    /// Reads the word stored; none for no word.
    pub fn of_word(word: &str) -> Result<Option<Self>, Error> {
        if word.is_empty() {
            return Ok(None);
        }
        let found = Self::ALL.into_iter().find(|undone| undone.word() == word);
        found.map(Some).ok_or_else(|| Error::Unreadable(word.to_owned()))
    }
}

/// Takes back what an import did to some offices, each for itself.
pub async fn take_back(
    tx: &Tx,
    changes: &[ImportChange],
    ids: &(dyn Fn() -> Uuid + Sync),
    now: DateTime<Utc>,
) -> Result<Vec<(OfficeId, Undone)>, Error> {
    let offices: Vec<Uuid> = changes.iter().map(|change| change.office.uuid()).collect();
    // What was merged into another is not what the import left.
    let versions: BTreeMap<Uuid, i32> = live(tx)?
        .filter(offices::Column::Id.is_in(offices))
        .select_only()
        .columns([offices::Column::Id, offices::Column::Version])
        .into_tuple::<(Uuid, i32)>()
        .all(tx.connection())
        .await?
        .into_iter()
        .collect();
    let made = changes.iter().filter(|change| change.before.is_none());
    let used = in_use(tx, made.map(|change| change.office.uuid()).collect()).await?;
    let mut corporations = Corporations::load(
        tx,
        changes.iter().filter_map(|change| change.before.as_ref()).map(|before| &before.particulars),
    )
    .await?;
    let mut done = Vec::with_capacity(changes.len());
    let mut restored = Vec::new();
    let mut removed = Vec::new();
    for change in changes {
        let id = change.office.uuid();
        let undone = match &change.before {
            _ if versions.get(&id) != Some(&change.version) => Undone::ChangedSince,
            None if used.contains(&id) => Undone::InUse,
            None => {
                removed.push(id);
                Undone::Removed
            }
            Some(before) => {
                let corporation = corporations.resolve(&before.particulars, ids, now);
                restored.push((change, before, corporation));
                Undone::Restored
            }
        };
        done.push((change.office, undone));
    }
    corporations.write(tx).await?;
    restore(tx, &restored, now).await?;
    remove(tx, removed).await?;
    Ok(done)
}

/// The offices that somebody works with.
async fn in_use(tx: &Tx, ids: Vec<Uuid>) -> Result<BTreeSet<Uuid>, Error> {
    macro_rules! of {
        ($table:ident, $column:ident, $tenant:ident) => {
            $table::Entity::find()
                .select_only()
                .column($table::Column::$column)
                .filter($table::Column::$tenant.eq(tx.tenant()?.uuid()))
                .filter($table::Column::$column.is_in(ids.clone()))
                .into_tuple::<Uuid>()
                .all(tx.connection())
                .await?
        };
    }
    let mut used = BTreeSet::new();
    used.extend(of!(adopter_rows, OfficeId, TenantId));
    used.extend(of!(adoption_evidence, OfficeId, TenantId));
    used.extend(of!(applications, OfficeId, TenantId));
    used.extend(of!(mailing_recipients, OfficeId, TenantId));
    used.extend(of!(activity_recipients, OfficeId, TenantId));
    used.extend(of!(consultations, OfficeId, TenantId));
    used.extend(of!(contact_proposals, OfficeId, TenantId));
    used.extend(of!(material_movements, OfficeId, TenantId));
    used.extend(of!(letter_codes, OfficeId, TenantId));
    used.extend(of!(representations, OfficeId, TenantId));
    used.extend(of!(demo_invitations, OfficeId, TenantId));
    used.extend(of!(follow_ups, OfficeId, TenantId));
    used.extend(of!(office_software, OfficeId, TenantId));
    used.extend(of!(partner_links, OfficeId, TenantId));
    used.extend(of!(partner_links, PartnerOfficeId, TenantId));
    used.extend(of!(association_members, OfficeId, TenantId));
    used.extend(of!(office_group_members, OfficeId, TenantId));
    used.extend(of!(voices, OfficeId, TenantId));
    used.extend(of!(survey_invitations, OfficeId, TenantId));
    used.extend(of!(survey_responses, OfficeId, TenantId));
    used.extend(of!(demo_registrations, OfficeId, SharedWith));
    Ok(used)
}

/// Writes offices as they were, each against the version that the import left.
async fn restore(
    tx: &Tx,
    restored: &[(&ImportChange, &Before, Option<Uuid>)],
    now: DateTime<Utc>,
) -> Result<(), Error> {
    if restored.is_empty() {
        return Ok(());
    }
    let tenant = tx.tenant()?.uuid();
    let mut services = Vec::new();
    for (change, before, corporation) in restored {
        let known = before.services.iter().map(|(_, _, particulars)| particulars);
        let search_key = search_key(change.number, std::iter::once(&before.particulars).chain(known));
        let (number, particulars, corporation) = (change.number, &before.particulars, *corporation);
        let row = OfficeRow { number, particulars, corporation, search_key };
        row.write_over(tx, change.office, change.version, now).await?;
        services.extend(before.services.iter().map(|(id, service, particulars)| {
            let row = service_row(tenant, change.office, *id, *service, particulars);
            office_services::ActiveModel::from(row)
        }));
    }
    office_services::Entity::delete_many()
        .filter(office_services::Column::TenantId.eq(tenant))
        .filter(
            office_services::Column::OfficeId.is_in(restored.iter().map(|(change, ..)| change.office.uuid())),
        )
        .exec(tx.connection())
        .await?;
    for some in services.chunks(CHUNK) {
        let some = some.to_vec();
        office_services::Entity::insert_many(some).exec_without_returning(tx.connection()).await?;
    }
    Ok(())
}

/// Removes offices that only imports know.
async fn remove(tx: &Tx, ids: Vec<Uuid>) -> Result<(), Error> {
    if ids.is_empty() {
        return Ok(());
    }
    let tenant = tx.tenant()?.uuid();
    import_rows::Entity::update_many()
        .col_expr(import_rows::Column::OfficeId, Expr::value(Option::<Uuid>::None))
        .filter(import_rows::Column::TenantId.eq(tenant))
        .filter(import_rows::Column::OfficeId.is_in(ids.clone()))
        .exec(tx.connection())
        .await?;
    office_services::Entity::delete_many()
        .filter(office_services::Column::TenantId.eq(tenant))
        .filter(office_services::Column::OfficeId.is_in(ids.clone()))
        .exec(tx.connection())
        .await?;
    offices::Entity::delete_many()
        .filter(offices::Column::TenantId.eq(tenant))
        .filter(offices::Column::Id.is_in(ids))
        .exec(tx.connection())
        .await?;
    Ok(())
}
