//! Versions of a material: files and links, the newest of which is handed out; those before it stay.

use super::Kept;
use crate::{Error, Tx, entities::material_versions, events::Event};
use chrono::{DateTime, Utc};
use domain::ids::{AccountId, FileId, MaterialId};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use serde_json::json;
use std::collections::HashMap;
use uuid::Uuid;

/// What a version is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content {
    /// A stored file.
    File(FileId),
    /// An address of the web.
    Link(String),
}

/// A version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    /// Of which material.
    pub material: MaterialId,
    /// From 1.
    pub number: u32,
    /// What it is.
    pub content: Content,
    /// What is new; may be empty.
    pub note: String,
    /// Who added it.
    pub by: AccountId,
    /// When.
    pub at: DateTime<Utc>,
}

/// Adds the next version of a material that is held for a change; its number.
pub async fn add(
    tx: &Tx,
    kept: &Kept,
    content: &Content,
    note: &str,
    now: DateTime<Utc>,
) -> Result<u32, Error> {
    let number = of_material(tx, kept.id).await?.first().map_or(1, |last| last.number + 1);
    let (file_id, link) = match content {
        Content::File(file) => (Some(file.uuid()), None),
        Content::Link(link) => (None, Some(link.clone())),
    };
    let row = material_versions::Model {
        tenant_id: tx.tenant()?.uuid(),
        material_id: kept.id.uuid(),
        number: super::column(number)?,
        file_id,
        link,
        note: note.to_owned(),
        created_by: tx.account().map_or(Uuid::nil(), AccountId::uuid),
        created_at: now,
    };
    material_versions::Entity::insert(material_versions::ActiveModel::from(row))
        .exec_without_returning(tx.connection())
        .await?;
    let payload = json!({ "number": number, "file": file_id });
    tx.record(Event::of(now, "material.version_added", "material", kept.id.uuid(), payload))?;
    Ok(number)
}

/// Every version of a material, the newest first.
pub async fn of_material(tx: &Tx, material: MaterialId) -> Result<Vec<Version>, Error> {
    let rows = tx
        .rows::<material_versions::Entity>()?
        .filter(material_versions::Column::MaterialId.eq(material.uuid()))
        .order_by_desc(material_versions::Column::Number)
        .all(tx.connection())
        .await?;
    rows.into_iter().map(Version::try_from).collect()
}

/// The newest version of every material of the house.
pub async fn newest(tx: &Tx) -> Result<HashMap<MaterialId, Version>, Error> {
    let rows = tx
        .rows::<material_versions::Entity>()?
        .order_by_asc(material_versions::Column::Number)
        .all(tx.connection())
        .await?;
    let mut newest = HashMap::new();
    for row in rows {
        let version = Version::try_from(row)?;
        newest.insert(version.material, version);
    }
    Ok(newest)
}

impl TryFrom<material_versions::Model> for Version {
    type Error = Error;
    fn try_from(row: material_versions::Model) -> Result<Self, Error> {
        let content = match (row.file_id, row.link) {
            (Some(file), _) => Content::File(file.into()),
            (None, Some(link)) => Content::Link(link),
            (None, None) => return Err(Error::Unreadable("a version of nothing".to_owned())),
        };
        Ok(Self {
            material: row.material_id.into(),
            number: super::pieces(row.number)?,
            content,
            note: row.note,
            by: row.created_by.into(),
            at: row.created_at,
        })
    }
}
