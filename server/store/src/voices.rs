//! 事業所の声 as rows. Whoever takes theirs back leaves a row that says only of which office it was and when it went.

use crate::{Error, Tx, entities::voices, events::Event};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    email::Email,
    ids::{OfficeId, VoiceId},
    phone::Phone,
    voices::{Reach, VoiceForm},
};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use serde_json::json;

/// A voice that is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Voice {
    /// Its id.
    pub id: VoiceId,
    /// Of which office.
    pub office: OfficeId,
    /// What was agreed to; none since it was taken back.
    pub said: Option<VoiceForm>,
    /// When it was agreed to.
    pub agreed_on: NaiveDate,
    /// When it was taken back.
    pub withdrawn_at: Option<DateTime<Utc>>,
    /// When it was last changed.
    pub updated_at: DateTime<Utc>,
    /// Counts its edits.
    pub version: i32,
}

impl TryFrom<voices::Model> for Voice {
    type Error = Error;
    fn try_from(row: voices::Model) -> Result<Self, Error> {
        let reach = Reach::named(&row.reach).ok_or(Error::Unreadable(row.reach))?;
        // What stands there was parsed when it was written.
        let said = row.withdrawn_at.is_none().then(|| VoiceForm {
            quote: row.quote,
            named: row.named,
            publicly: row.publicly,
            reach,
            person: row.person,
            phone: Phone::parse(&row.phone).ok().map(|parsed| parsed.phone),
            email: Email::parse(&row.email).ok(),
            times: row.times,
            agreed_on: row.agreed_on,
            agreed_by: row.agreed_by,
        });
        Ok(Self {
            id: row.id.into(),
            office: row.office_id.into(),
            said,
            agreed_on: row.agreed_on,
            withdrawn_at: row.withdrawn_at,
            updated_at: row.updated_at,
            version: row.version,
        })
    }
}

fn written(said: &VoiceForm) -> voices::ActiveModel {
    voices::ActiveModel {
        quote: Set(said.quote.clone()),
        named: Set(said.named),
        publicly: Set(said.publicly),
        reach: Set(said.reach.name().to_owned()),
        person: Set(said.person.clone()),
        phone: Set(said.phone.as_ref().map(|phone| phone.as_str().to_owned()).unwrap_or_default()),
        email: Set(said.email.as_ref().map(|email| email.as_str().to_owned()).unwrap_or_default()),
        times: Set(said.times.clone()),
        agreed_on: Set(said.agreed_on),
        agreed_by: Set(said.agreed_by.clone()),
        ..Default::default()
    }
}

fn payload(office: OfficeId, said: &VoiceForm) -> serde_json::Value {
    json!({
        "office": office,
        "named": said.named,
        "publicly": said.publicly,
        "reach": said.reach.name(),
        "agreed_on": said.agreed_on,
    })
}

/// Writes down what an office agreed to.
pub async fn add(
    tx: &Tx,
    id: VoiceId,
    office: OfficeId,
    said: &VoiceForm,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let row = voices::ActiveModel {
        tenant_id: Set(tx.tenant()?.uuid()),
        id: Set(id.uuid()),
        office_id: Set(office.uuid()),
        withdrawn_at: Set(None),
        created_by: Set(tx.account().ok_or(Error::Missing)?.uuid()),
        created_at: Set(now),
        updated_at: Set(now),
        version: Set(1),
        ..written(said)
    };
    voices::Entity::insert(row).exec_without_returning(tx.connection()).await?;
    tx.record(Event::of(now, "voice.recorded", "voice", id.uuid(), payload(office, said)))
}

/// Corrects it over the version that was seen. What was taken back stays so.
pub async fn edit(tx: &Tx, known: &Voice, said: &VoiceForm, now: DateTime<Utc>) -> Result<(), Error> {
    let row = voices::ActiveModel { updated_at: Set(now), version: Set(known.version + 1), ..written(said) };
    write(tx, known, row).await?;
    tx.record(Event::of(now, "voice.edited", "voice", known.id.uuid(), payload(known.office, said)))
}

/// Takes it away with everything that was said and by which they are reached, over the version that was seen. Twice is
/// once.
pub async fn withdraw(tx: &Tx, known: &Voice, now: DateTime<Utc>) -> Result<(), Error> {
    if known.withdrawn_at.is_some() {
        return Ok(());
    }
    let row = voices::ActiveModel {
        quote: Set(String::new()),
        named: Set(false),
        publicly: Set(false),
        reach: Set(Reach::City.name().to_owned()),
        person: Set(String::new()),
        phone: Set(String::new()),
        email: Set(String::new()),
        times: Set(String::new()),
        agreed_by: Set(String::new()),
        withdrawn_at: Set(Some(now)),
        updated_at: Set(now),
        version: Set(known.version + 1),
        ..Default::default()
    };
    write(tx, known, row).await?;
    let payload = json!({ "office": known.office });
    tx.record(Event::of(now, "voice.withdrawn", "voice", known.id.uuid(), payload))
}

async fn write(tx: &Tx, known: &Voice, row: voices::ActiveModel) -> Result<(), Error> {
    let written = voices::Entity::update_many()
        .set(row)
        .filter(voices::Column::TenantId.eq(tx.tenant()?.uuid()))
        .filter(voices::Column::Id.eq(known.id.uuid()))
        .filter(voices::Column::Version.eq(known.version))
        .filter(voices::Column::WithdrawnAt.is_null())
        .exec(tx.connection())
        .await?;
    Error::stale_unless(written.rows_affected)
}

/// One voice.
pub async fn find(tx: &Tx, id: VoiceId) -> Result<Option<Voice>, Error> {
    let query = tx.rows::<voices::Entity>()?.filter(voices::Column::Id.eq(id.uuid()));
    query.one(tx.connection()).await?.map(Voice::try_from).transpose()
}

/// Every voice of the house, those that were taken back among them; the latest agreement first.
pub async fn all(tx: &Tx) -> Result<Vec<Voice>, Error> {
    let rows = tx
        .rows::<voices::Entity>()?
        .order_by_desc(voices::Column::AgreedOn)
        .order_by_desc(voices::Column::Id)
        .all(tx.connection())
        .await?;
    rows.into_iter().map(Voice::try_from).collect()
}

/// Those that stand.
pub async fn standing(tx: &Tx) -> Result<Vec<Voice>, Error> {
    let mut all = all(tx).await?;
    all.retain(|voice| voice.said.is_some());
    Ok(all)
}
