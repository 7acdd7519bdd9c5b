//! What a city shows everybody of its progress: what it says there, and whether anybody sees it.
//!
//! One row a city; there is none until something was written, and then nothing is shown.

use crate::{Error, Tx, entities::public_progress, events::Event};
use chrono::{DateTime, Utc};
use domain::{
    ids::AccountId,
    progress::{Field, Licence, ProgressForm},
};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, TryInsertResult, sea_query::OnConflict,
};
use serde_json::json;

/// The page as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// What the city says there.
    pub form: ProgressForm,
    /// Since when everybody sees it; none while nobody does.
    pub published_at: Option<DateTime<Utc>>,
    /// Who changed it last, and when; none before anybody did.
    pub by: Option<(AccountId, DateTime<Utc>)>,
    /// Counts its edits; nothing before the first.
    pub version: i32,
}

impl Default for Kept {
    fn default() -> Self {
        Self { form: ProgressForm::usual(), published_at: None, by: None, version: 0 }
    }
}

/// What the city of the scope keeps; what it begins with where it wrote nothing yet.
pub async fn find(tx: &Tx) -> Result<Kept, Error> {
    let row = tx.rows::<public_progress::Entity>()?.one(tx.connection()).await?;
    let Some(row) = row else { return Ok(Kept::default()) };
    Ok(Kept {
        form: ProgressForm {
            lead: row.lead,
            contact: row.contact,
            licence: Licence::from_code(&row.licence).ok_or(Error::Unreadable(row.licence))?,
            by_service: row.by_service,
            with_voices: row.with_voices,
        },
        published_at: row.published_at,
        by: Some((row.updated_by.into(), row.updated_at)),
        version: row.version,
    })
}

/// Saves what the city says, over what was seen. Where that is public, everybody reads it from now on.
pub async fn save(tx: &Tx, seen: &Kept, form: &ProgressForm, now: DateTime<Utc>) -> Result<(), Error> {
    let (before, after) = (seen.form.fill(), form.fill());
    let differs = |field: &Field| before.get(field.name()) != after.get(field.name());
    let fields: Vec<&str> = Field::ALL.into_iter().filter(differs).map(Field::name).collect();
    let row = public_progress::ActiveModel {
        lead: Set(form.lead.clone()),
        contact: Set(form.contact.clone()),
        licence: Set(form.licence.code().to_owned()),
        by_service: Set(form.by_service),
        with_voices: Set(form.with_voices),
        ..Default::default()
    };
    write(tx, seen, row, now).await?;
    let payload = json!({ "fields": fields, "public": seen.published_at.is_some() });
    tx.record(Event::of(now, "progress.edited", "tenant", tx.tenant()?.uuid(), payload))
}

/// Shows the page to everybody, over what was seen. Twice is once.
pub async fn publish(tx: &Tx, seen: &Kept, now: DateTime<Utc>) -> Result<(), Error> {
    if seen.published_at.is_some() {
        return Ok(());
    }
    let form = &seen.form;
    let row = public_progress::ActiveModel {
        lead: Set(form.lead.clone()),
        contact: Set(form.contact.clone()),
        licence: Set(form.licence.code().to_owned()),
        by_service: Set(form.by_service),
        with_voices: Set(form.with_voices),
        published_at: Set(Some(now)),
        ..Default::default()
    };
    write(tx, seen, row, now).await?;
    let payload = json!({ "by_service": form.by_service, "with_voices": form.with_voices });
    tx.record(Event::of(now, "progress.published", "tenant", tx.tenant()?.uuid(), payload))
}

/// Shows the page to nobody any more, over what was seen. Twice is once.
pub async fn hide(tx: &Tx, seen: &Kept, now: DateTime<Utc>) -> Result<(), Error> {
    if seen.published_at.is_none() {
        return Ok(());
    }
    let row = public_progress::ActiveModel { published_at: Set(None), ..Default::default() };
    write(tx, seen, row, now).await?;
    tx.record(Event::of(now, "progress.hidden", "tenant", tx.tenant()?.uuid(), json!({})))
}

/// Writes columns over the version that was seen; the first version is a new row with all of them.
async fn write(
    tx: &Tx,
    seen: &Kept,
    row: public_progress::ActiveModel,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let tenant = tx.tenant()?.uuid();
    let row = public_progress::ActiveModel {
        updated_by: Set(tx.account().ok_or(Error::Missing)?.uuid()),
        updated_at: Set(now),
        version: Set(seen.version + 1),
        ..row
    };
    let changed = if seen.version == 0 {
        let mut row = public_progress::ActiveModel { tenant_id: Set(tenant), ..row };
        if row.published_at.is_not_set() {
            row.published_at = Set(None);
        }
        let done = public_progress::Entity::insert(row)
            .on_conflict(OnConflict::new().do_nothing().to_owned())
            .try_insert()
            .exec_without_returning(tx.connection())
            .await?;
        match done {
            TryInsertResult::Inserted(rows) => rows,
            TryInsertResult::Conflicted | TryInsertResult::Empty => 0,
        }
    } else {
        public_progress::Entity::update_many()
            .set(row)
            .filter(public_progress::Column::TenantId.eq(tenant))
            .filter(public_progress::Column::Version.eq(seen.version))
            .exec(tx.connection())
            .await?
            .rows_affected
    };
    if changed == 1 { Ok(()) } else { Err(Error::Stale) }
}
