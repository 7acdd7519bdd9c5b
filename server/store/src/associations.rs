//! 関係団体 as rows, and the offices that belong to them.

use crate::{
    Error, Tx,
    entities::{association_members, associations, mails},
    events::Event,
    offices::live_ids,
};
use chrono::{DateTime, Utc};
use domain::{
    associations::{Association, Kind},
    ids::{AssociationId, MailId, MailingId, OfficeId},
};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect as _, TryInsertResult,
    sea_query::OnConflict,
};
use serde_json::json;
use sha2::{Digest as _, Sha256};
use std::collections::BTreeMap;
use uuid::{Builder, Uuid};

/// An association that is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// Its id.
    pub id: AssociationId,
    /// What is known of it.
    pub association: Association,
    /// Since when it is in no audience any more.
    pub put_away_at: Option<DateTime<Utc>>,
    /// When it was last changed.
    pub updated_at: DateTime<Utc>,
    /// Counts its edits.
    pub version: i32,
}

impl TryFrom<associations::Model> for Kept {
    type Error = Error;
    fn try_from(row: associations::Model) -> Result<Self, Error> {
        // What stands there was parsed when it was written.
        Ok(Self {
            id: row.id.into(),
            association: Association {
                name: row.name,
                kind: Kind::named(&row.kind).ok_or(Error::Unreadable(row.kind))?,
                person: row.person,
                email: domain::email::Email::parse(&row.email).ok(),
                phone: domain::phone::Phone::parse(&row.phone).ok().map(|parsed| parsed.phone),
                fax: domain::phone::Phone::parse(&row.fax).ok().map(|parsed| parsed.phone),
                postal_code: domain::postal_code::PostalCode::parse(&row.postal_code).ok(),
                address: row.address,
                note: row.note,
            },
            put_away_at: row.put_away_at,
            updated_at: row.updated_at,
            version: row.version,
        })
    }
}

fn written(association: &Association) -> associations::ActiveModel {
    let phone = |phone: &Option<domain::phone::Phone>| {
        phone.as_ref().map(|phone| phone.as_str().to_owned()).unwrap_or_default()
    };
    associations::ActiveModel {
        name: Set(association.name.clone()),
        kind: Set(association.kind.name().to_owned()),
        person: Set(association.person.clone()),
        email: Set(association.email.as_ref().map(|email| email.as_str().to_owned()).unwrap_or_default()),
        phone: Set(phone(&association.phone)),
        fax: Set(phone(&association.fax)),
        postal_code: Set(association.postal_code.map(|code| code.to_string()).unwrap_or_default()),
        address: Set(association.address.clone()),
        note: Set(association.note.clone()),
        ..Default::default()
    }
}

/// Adds one.
pub async fn add(
    tx: &Tx,
    id: AssociationId,
    association: &Association,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let row = associations::ActiveModel {
        tenant_id: Set(tx.tenant()?.uuid()),
        id: Set(id.uuid()),
        put_away_at: Set(None),
        created_at: Set(now),
        updated_at: Set(now),
        version: Set(1),
        ..written(association)
    };
    associations::Entity::insert(row).exec_without_returning(tx.connection()).await?;
    tx.record(Event::of(now, "association.added", "association", id.uuid(), json!({})))
}

/// Saves one over the version that was seen.
pub async fn save(
    tx: &Tx,
    id: AssociationId,
    version: i32,
    association: &Association,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let row =
        associations::ActiveModel { updated_at: Set(now), version: Set(version + 1), ..written(association) };
    write(tx, id, version, row).await?;
    tx.record(Event::of(
        now,
        "association.edited",
        "association",
        id.uuid(),
        json!({ "version": version + 1 }),
    ))
}

/// Puts one away, or takes that back, over the version that was seen.
pub async fn put_away(tx: &Tx, kept: &Kept, away: bool, now: DateTime<Utc>) -> Result<(), Error> {
    if kept.put_away_at.is_some() == away {
        return Ok(());
    }
    let row = associations::ActiveModel {
        put_away_at: Set(away.then_some(now)),
        updated_at: Set(now),
        version: Set(kept.version + 1),
        ..Default::default()
    };
    write(tx, kept.id, kept.version, row).await?;
    let id = kept.id.uuid();
    tx.record(if away {
        Event::of(now, "association.put-away", "association", id, json!({}))
    } else {
        Event::of(now, "association.returned", "association", id, json!({}))
    })
}

async fn write(
    tx: &Tx,
    id: AssociationId,
    version: i32,
    row: associations::ActiveModel,
) -> Result<(), Error> {
    let saved = associations::Entity::update_many()
        .set(row)
        .filter(associations::Column::TenantId.eq(tx.tenant()?.uuid()))
        .filter(associations::Column::Id.eq(id.uuid()))
        .filter(associations::Column::Version.eq(version))
        .exec(tx.connection())
        .await?;
    Error::stale_unless(saved.rows_affected)
}

/// Every association by name, those that were put away last.
pub async fn all(tx: &Tx) -> Result<Vec<Kept>, Error> {
    let rows = tx
        .rows::<associations::Entity>()?
        .order_by_asc(associations::Column::Name)
        .order_by_asc(associations::Column::Id)
        .all(tx.connection())
        .await?;
    let mut all: Vec<Kept> = rows.into_iter().map(Kept::try_from).collect::<Result<_, _>>()?;
    all.sort_by_key(|kept| kept.put_away_at.is_some());
    Ok(all)
}

/// One.
pub async fn find(tx: &Tx, id: AssociationId) -> Result<Option<Kept>, Error> {
    let query = tx.rows::<associations::Entity>()?.filter(associations::Column::Id.eq(id.uuid()));
    query.one(tx.connection()).await?.map(Kept::try_from).transpose()
}

/// The offices that belong to one.
pub async fn members(tx: &Tx, id: AssociationId) -> Result<Vec<OfficeId>, Error> {
    let ids: Vec<Uuid> = tx
        .rows::<association_members::Entity>()?
        .filter(association_members::Column::AssociationId.eq(id.uuid()))
        .filter(association_members::Column::OfficeId.in_subquery(live_ids(tx)?))
        .select_only()
        .column(association_members::Column::OfficeId)
        .into_tuple()
        .all(tx.connection())
        .await?;
    Ok(ids.into_iter().map(OfficeId::from).collect())
}

/// How many offices belong to each.
pub async fn counts(tx: &Tx) -> Result<BTreeMap<AssociationId, u64>, Error> {
    let rows: Vec<(Uuid, i64)> = tx
        .rows::<association_members::Entity>()?
        .filter(association_members::Column::OfficeId.in_subquery(live_ids(tx)?))
        .select_only()
        .column(association_members::Column::AssociationId)
        .column_as(association_members::Column::Id.count(), "n")
        .group_by(association_members::Column::AssociationId)
        .into_tuple()
        .all(tx.connection())
        .await?;
    Ok(rows.into_iter().map(|(id, n)| (id.into(), u64::try_from(n).unwrap_or(0))).collect())
}

/// The associations to which an office belongs.
pub async fn of_office(tx: &Tx, office: OfficeId) -> Result<Vec<AssociationId>, Error> {
    let ids: Vec<Uuid> = tx
        .rows::<association_members::Entity>()?
        .filter(association_members::Column::OfficeId.eq(office.uuid()))
        .select_only()
        .column(association_members::Column::AssociationId)
        .into_tuple()
        .all(tx.connection())
        .await?;
    Ok(ids.into_iter().map(AssociationId::from).collect())
}

/// Lets offices belong to one; how many are new.
pub async fn join(
    tx: &Tx,
    id: AssociationId,
    offices: &[OfficeId],
    ids: &(dyn Fn() -> Uuid + Sync),
    now: DateTime<Utc>,
) -> Result<u64, Error> {
    let mut new = 0;
    for office in offices {
        let row = association_members::Model {
            tenant_id: tx.tenant()?.uuid(),
            id: ids(),
            association_id: id.uuid(),
            office_id: office.uuid(),
            joined_at: now,
        };
        let added = association_members::Entity::insert(association_members::ActiveModel::from(row))
            .on_conflict(OnConflict::new().do_nothing().to_owned())
            .try_insert()
            .exec_without_returning(tx.connection())
            .await?;
        if matches!(added, TryInsertResult::Inserted(1)) {
            new += 1;
        }
    }
    if new > 0 {
        tx.record(Event::of(now, "association.joined", "association", id.uuid(), json!({ "offices": new })))?;
    }
    Ok(new)
}

/// Lets an office belong to one no longer; false when it did not.
pub async fn leave(tx: &Tx, id: AssociationId, office: OfficeId, now: DateTime<Utc>) -> Result<bool, Error> {
    let gone = association_members::Entity::delete_many()
        .filter(association_members::Column::TenantId.eq(tx.tenant()?.uuid()))
        .filter(association_members::Column::AssociationId.eq(id.uuid()))
        .filter(association_members::Column::OfficeId.eq(office.uuid()))
        .exec(tx.connection())
        .await?;
    if gone.rows_affected == 0 {
        return Ok(false);
    }
    tx.record(Event::of(now, "association.left", "association", id.uuid(), json!({ "office": office })))?;
    Ok(true)
}

/// The id of the mail by which an association gets a mailing: always the same, so that it gets it once.
pub fn mail_of(mailing: MailingId, association: AssociationId) -> MailId {
    let mut digest = Sha256::new();
    digest.update(mailing.uuid().as_bytes());
    digest.update(association.uuid().as_bytes());
    let mut bytes = [0; 16];
    for (place, byte) in bytes.iter_mut().zip(digest.finalize()) {
        *place = byte;
    }
    Builder::from_custom_bytes(bytes).into_uuid().into()
}

/// A mail that an association got.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mailed {
    /// Its id.
    pub id: MailId,
    /// To which association.
    pub association: AssociationId,
    /// Its subject.
    pub subject: String,
    /// Where it stands: `waiting`, `sent`, `refused` …
    pub state: String,
    /// When it was written.
    pub at: DateTime<Utc>,
}

/// The mails that associations got, the latest first; of one of them, where it is named.
pub async fn mailed(tx: &Tx, association: Option<AssociationId>) -> Result<Vec<Mailed>, Error> {
    let mut query = mails::Entity::find()
        .filter(mails::Column::TenantId.eq(tx.tenant()?.uuid()))
        .filter(mails::Column::SubjectKind.eq("association"));
    if let Some(id) = association {
        query = query.filter(mails::Column::SubjectId.eq(id.uuid()));
    }
    let rows = query
        .order_by_desc(mails::Column::CreatedAt)
        .order_by_desc(mails::Column::Id)
        .all(tx.connection())
        .await?;
    Ok(rows
        .into_iter()
        .filter_map(|row| {
            Some(Mailed {
                id: row.id.into(),
                association: row.subject_id?.into(),
                subject: row.subject,
                state: row.state,
                at: row.created_at,
            })
        })
        .collect())
}

/// Writes down that a mailing was sent to associations, and how many of them want none.
pub fn record_mailing(
    tx: &Tx,
    mailing: MailingId,
    (sent, stopped): (u64, u64),
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let payload = json!({ "associations": sent, "stopped": stopped });
    tx.record(Event::of(now, "association.mailed", "mailing", mailing.uuid(), payload))
}
