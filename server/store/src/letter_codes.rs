//! Codes of printed letters: one living code an office, kept as a keyed hash, good for one beginning.

use crate::{
    Error, Tx,
    entities::{letter_codes, offices, representations},
    offices::live,
};
use chrono::{DateTime, Utc};
use domain::{
    ids::{AccountId, OfficeId, TenantId},
    offices::Status,
};
use sea_orm::{
    ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait as _, sea_query::Expr,
};
use std::collections::HashMap;
use uuid::Uuid;

/// Rows asked for or written by one statement.
const CHUNK: usize = 500;

/// A code as it stands in its row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LetterCode {
    /// Its id.
    pub id: Uuid,
    /// Whose register.
    pub tenant: TenantId,
    /// Which office it opens.
    pub office: OfficeId,
    /// Its keyed hash.
    pub code_hash: String,
    /// When it was issued.
    pub created_at: DateTime<Utc>,
    /// The first moment at which it no longer serves.
    pub expires_at: DateTime<Utc>,
    /// When somebody began with it.
    pub used_at: Option<DateTime<Utc>>,
    /// When a newer one took its place.
    pub revoked_at: Option<DateTime<Utc>>,
}

impl LetterCode {
    /// Whether somebody may begin with it.
    pub fn serves(&self, now: DateTime<Utc>) -> bool {
        self.used_at.is_none() && self.revoked_at.is_none() && now < self.expires_at
    }
}

/// The office behind a code, as whoever typed the code is shown it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CodeOffice {
    /// Its id.
    pub id: OfficeId,
    /// 事業所番号.
    pub number: String,
    /// 事業所名.
    pub name: String,
    /// 郵便番号.
    pub postal_code: String,
    /// 住所 with 方書.
    pub address: String,
}

/// A code that is issued now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewCode {
    /// Its id.
    pub id: Uuid,
    /// Which office it opens.
    pub office: OfficeId,
    /// Its keyed hash.
    pub code_hash: String,
}

/// Issues a code for each of several offices of the tenant; those before them no longer serve.
pub async fn issue(
    tx: &Tx,
    codes: Vec<NewCode>,
    now: DateTime<Utc>,
    expires_at: DateTime<Utc>,
) -> Result<(), Error> {
    let tenant = tx.tenant()?;
    for codes in codes.chunks(CHUNK) {
        letter_codes::Entity::update_many()
            .col_expr(letter_codes::Column::RevokedAt, Expr::value(now))
            .filter(letter_codes::Column::TenantId.eq(tenant.uuid()))
            .filter(letter_codes::Column::OfficeId.is_in(codes.iter().map(|code| code.office.uuid())))
            .filter(letter_codes::Column::UsedAt.is_null())
            .filter(letter_codes::Column::RevokedAt.is_null())
            .exec(tx.connection())
            .await?;
        let rows = codes.iter().map(|code| {
            letter_codes::ActiveModel::from(letter_codes::Model {
                tenant_id: tenant.uuid(),
                id: code.id,
                office_id: code.office.uuid(),
                code_hash: code.code_hash.clone(),
                issued_by: tx.account().map_or(Uuid::nil(), AccountId::uuid),
                created_at: now,
                expires_at,
                used_at: None,
                revoked_at: None,
            })
        });
        letter_codes::Entity::insert_many(rows).exec_without_returning(tx.connection()).await?;
    }
    Ok(())
}

/// The codes of several offices of the tenant that nobody has begun with and no newer one has replaced.
pub async fn living(tx: &Tx, offices: &[OfficeId]) -> Result<HashMap<OfficeId, LetterCode>, Error> {
    let mut living = HashMap::new();
    for offices in offices.chunks(CHUNK) {
        let rows = tx
            .rows::<letter_codes::Entity>()?
            .filter(letter_codes::Column::OfficeId.is_in(offices.iter().map(|id| id.uuid())))
            .filter(letter_codes::Column::UsedAt.is_null())
            .filter(letter_codes::Column::RevokedAt.is_null())
            .order_by_asc(letter_codes::Column::CreatedAt)
            .all(tx.connection())
            .await?;
        living.extend(rows.into_iter().map(LetterCode::from).map(|code| (code.office, code)));
    }
    Ok(living)
}

/// The newest code of an office of the tenant.
pub async fn latest(tx: &Tx, office: OfficeId) -> Result<Option<LetterCode>, Error> {
    let row = tx
        .rows::<letter_codes::Entity>()?
        .filter(letter_codes::Column::OfficeId.eq(office.uuid()))
        .order_by_desc(letter_codes::Column::CreatedAt)
        .limit(1)
        .one(tx.connection())
        .await?;
    Ok(row.map(LetterCode::from))
}

/// The code with this hash, in whatever register: whoever types it does not say whose it is.
pub async fn by_hash(tx: &Tx, code_hash: &str) -> Result<Option<LetterCode>, Error> {
    let row = letter_codes::Entity::find()
        .filter(letter_codes::Column::CodeHash.eq(code_hash))
        .one(tx.connection())
        .await?;
    Ok(row.map(LetterCode::from))
}

/// The code with this id, in whatever register.
pub async fn find(tx: &Tx, tenant: TenantId, id: Uuid) -> Result<Option<LetterCode>, Error> {
    let row = letter_codes::Entity::find_by_id((tenant.uuid(), id)).one(tx.connection()).await?;
    Ok(row.map(LetterCode::from))
}

/// Uses a code, once, and only while it serves.
pub async fn consume(tx: &Tx, tenant: TenantId, id: Uuid, now: DateTime<Utc>) -> Result<bool, Error> {
    let updated = letter_codes::Entity::update_many()
        .col_expr(letter_codes::Column::UsedAt, Expr::value(now))
        .filter(letter_codes::Column::TenantId.eq(tenant.uuid()))
        .filter(letter_codes::Column::Id.eq(id))
        .filter(letter_codes::Column::UsedAt.is_null())
        .filter(letter_codes::Column::RevokedAt.is_null())
        .filter(letter_codes::Column::ExpiresAt.gt(now))
        .exec(tx.connection())
        .await?;
    Ok(updated.rows_affected == 1)
}

/// The office of a code or of its letter.
pub async fn office(tx: &Tx, tenant: TenantId, office: OfficeId) -> Result<Option<CodeOffice>, Error> {
    let row = offices::Entity::find_by_id((tenant.uuid(), office.uuid())).one(tx.connection()).await?;
    // What was merged into another has given its codes to it.
    Ok(row.filter(|row| row.merged_into.is_none()).map(CodeOffice::from))
}

/// The open offices of the tenant that nobody speaks for, by number: those who may begin with a letter.
pub async fn beginners(tx: &Tx) -> Result<Vec<CodeOffice>, Error> {
    let spoken = tx
        .rows::<representations::Entity>()?
        .select_only()
        .column(representations::Column::OfficeId)
        .into_query();
    let rows = live(tx)?
        .filter(offices::Column::Status.eq(Status::Active.name()))
        .filter(offices::Column::Id.not_in_subquery(spoken))
        .order_by_asc(offices::Column::Number)
        .all(tx.connection())
        .await?;
    Ok(rows.into_iter().map(CodeOffice::from).collect())
}

impl From<offices::Model> for CodeOffice {
    fn from(row: offices::Model) -> Self {
        // A building without a place is no address.
        let building = if row.address.is_empty() { "" } else { row.building.as_str() };
        Self {
            id: row.id.into(),
            number: row.number,
            name: row.name,
            postal_code: row.postal_code,
            address: format!("{}{building}", row.address),
        }
    }
}

impl From<letter_codes::Model> for LetterCode {
    fn from(row: letter_codes::Model) -> Self {
        Self {
            id: row.id,
            tenant: row.tenant_id.into(),
            office: row.office_id.into(),
            code_hash: row.code_hash,
            created_at: row.created_at,
            expires_at: row.expires_at,
            used_at: row.used_at,
            revoked_at: row.revoked_at,
        }
    }
}
