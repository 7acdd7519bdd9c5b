//! What one house is asked, and what it answers. The row stands in the house that asks and names the other: both read it,
//! and what is not handed in is given to whoever types it alone.

use crate::{Error, Tx, entities::inquiry_replies, events::Event, tx::Engine};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    ids::{InquiryId, ReplyId, TenantId},
    inquiries::{Asked, Closed, Happening, Progress, TellForm, Way, stands},
    surveys::Answers,
};
use sea_orm::{
    ActiveValue::{NotSet, Set},
    ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};
use serde_json::{Value, json};
use uuid::Uuid;

/// A reply.
#[derive(Debug, Clone, PartialEq)]
pub struct Reply {
    /// Its id.
    pub id: ReplyId,
    /// To which inquiry.
    pub inquiry: InquiryId,
    /// The house that asks.
    pub asker: TenantId,
    /// The house that is asked; none where it is only a name.
    pub house: Option<TenantId>,
    /// Its name.
    pub name: String,
    /// What is asked.
    pub asked: Asked,
    /// The last day.
    pub deadline: NaiveDate,
    /// Whether whoever asked closed it.
    pub closed: bool,
    /// Whether something is kept that is not handed in.
    pub drafted: bool,
    /// What is kept, and not handed in; only whoever types it gets it.
    pub draft: Option<Answers>,
    /// What was handed in last.
    pub answers: Option<Answers>,
    /// Who answered.
    pub answered_by: String,
    /// By which way it was told, where whoever asked wrote it down.
    pub told: Option<Way>,
    /// When it was answered last.
    pub answered_at: Option<DateTime<Utc>>,
    /// When it was answered first.
    pub first_answered_at: Option<DateTime<Utc>>,
    /// How often it was reminded.
    pub reminders: i32,
    /// Counts its edits.
    pub version: i32,
}

impl Reply {
    /// How far it is.
    pub const fn progress(&self) -> Progress {
        Progress::of(self.answered_at.is_some(), self.drafted)
    }

    /// Whether it can be given or corrected.
    pub fn stands(&self, today: NaiveDate) -> Result<(), Closed> {
        stands(self.closed, self.deadline, today)
    }

    /// Whether the house of a scope types this reply: the house that is asked, or whoever asks one that is only a name.
    pub fn is_typed_by(&self, tenant: TenantId) -> bool {
        self.house.unwrap_or(self.asker) == tenant
    }
}

/// The replies to an inquiry of the house, in the order in which they were asked.
pub async fn of_inquiry(tx: &Tx, inquiry: InquiryId) -> Result<Vec<Reply>, Error> {
    let rows = tx
        .shared::<inquiry_replies::Entity>()?
        .filter(inquiry_replies::Column::TenantId.eq(tx.tenant()?.uuid()))
        .filter(inquiry_replies::Column::InquiryId.eq(inquiry.uuid()))
        .order_by_asc(inquiry_replies::Column::Place)
        .order_by_asc(inquiry_replies::Column::Id)
        .all(tx.connection())
        .await?;
    rows.into_iter().map(|row| read(tx, row)).collect()
}

/// For every reply to any inquiry of the house: to which, and whether it is answered.
pub async fn progress(tx: &Tx) -> Result<Vec<(InquiryId, Progress)>, Error> {
    let rows: Vec<(Uuid, Option<DateTime<Utc>>)> = tx
        .shared::<inquiry_replies::Entity>()?
        .filter(inquiry_replies::Column::TenantId.eq(tx.tenant()?.uuid()))
        .select_only()
        .column(inquiry_replies::Column::InquiryId)
        .column(inquiry_replies::Column::AnsweredAt)
        .into_tuple()
        .all(tx.connection())
        .await?;
    let progress = |(inquiry, answered): (Uuid, Option<DateTime<Utc>>)| {
        (InquiryId::from(inquiry), Progress::of(answered.is_some(), false))
    };
    Ok(rows.into_iter().map(progress).collect())
}

/// What the house of the scope is asked, the last deadline first.
pub async fn asked_of(tx: &Tx) -> Result<Vec<Reply>, Error> {
    let rows = tx
        .shared::<inquiry_replies::Entity>()?
        .filter(inquiry_replies::Column::SharedWith.eq(tx.tenant()?.uuid()))
        .order_by_desc(inquiry_replies::Column::Deadline)
        .order_by_desc(inquiry_replies::Column::Id)
        .all(tx.connection())
        .await?;
    rows.into_iter().map(|row| read(tx, row)).collect()
}

/// What the house of the scope is asked and has not answered, while it can, the earliest deadline first.
pub async fn open_to(tx: &Tx, today: NaiveDate) -> Result<Vec<Reply>, Error> {
    let rows = tx
        .shared::<inquiry_replies::Entity>()?
        .filter(inquiry_replies::Column::SharedWith.eq(tx.tenant()?.uuid()))
        .filter(inquiry_replies::Column::AnsweredAt.is_null())
        .filter(inquiry_replies::Column::Closed.eq(false))
        .filter(inquiry_replies::Column::Deadline.gte(today))
        .order_by_asc(inquiry_replies::Column::Deadline)
        .order_by_asc(inquiry_replies::Column::Id)
        .all(tx.connection())
        .await?;
    rows.into_iter().map(|row| read(tx, row)).collect()
}

/// A reply that the house of the scope asks for or is asked for.
pub async fn find(tx: &Tx, id: ReplyId) -> Result<Option<Reply>, Error> {
    let query = tx.shared::<inquiry_replies::Entity>()?.filter(inquiry_replies::Column::Id.eq(id.uuid()));
    query.one(tx.connection()).await?.map(|row| read(tx, row)).transpose()
}

/// The same, and nobody else changes it until the transaction is over.
pub async fn find_to_change(tx: &Tx, id: ReplyId) -> Result<Option<Reply>, Error> {
    let query = tx.shared::<inquiry_replies::Entity>()?.filter(inquiry_replies::Column::Id.eq(id.uuid()));
    let query = match tx.engine() {
        Engine::Sqlite => query,
        Engine::Postgres => query.lock_exclusive(),
    };
    query.one(tx.connection()).await?.map(|row| read(tx, row)).transpose()
}

/// Keeps what was typed, without handing it in.
pub async fn keep(tx: &Tx, reply: &Reply, draft: &Answers, now: DateTime<Utc>) -> Result<(), Error> {
    let row =
        inquiry_replies::ActiveModel { draft: Set(Some(serde_json::to_value(draft)?)), ..Default::default() };
    write(tx, reply, row, now).await?;
    // What is not handed in is nobody else's to know of.
    let payload = json!({ "answers": draft.len() });
    tx.record(Event::of(now, Happening::Drafted.code(), "inquiry", reply.inquiry.uuid(), payload))
}

/// Hands the answers in, for the first time or anew; what was kept is used up.
pub async fn hand_in(
    tx: &Tx,
    reply: &Reply,
    answers: &Answers,
    form: &TellForm,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let row = inquiry_replies::ActiveModel {
        draft: Set(None),
        answers: Set(Some(serde_json::to_value(answers)?)),
        answered_by: Set(form.answered_by.clone()),
        told: Set(form.way.map(|way| way.code().to_owned())),
        first_answered_at: Set(Some(reply.first_answered_at.unwrap_or(now))),
        answered_at: Set(Some(now)),
        ..Default::default()
    };
    write(tx, reply, row, now).await?;
    let happening = match (form.way, reply.answered_at) {
        (Some(_), _) => Happening::Told,
        (None, None) => Happening::Answered,
        (None, Some(_)) => Happening::Corrected,
    };
    let payload: Value = json!({ "reply": reply.id, "way": form.way.map(Way::code) });
    for house in [Some(reply.asker), reply.house].into_iter().flatten() {
        let event = Event::of(now, happening.code(), "inquiry", reply.inquiry.uuid(), payload.clone());
        tx.record_for(house, event)?;
    }
    Ok(())
}

/// Writes over a reply that still has the version it was read with.
async fn write(
    tx: &Tx,
    reply: &Reply,
    row: inquiry_replies::ActiveModel,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let written = inquiry_replies::Entity::update_many()
        .set(inquiry_replies::ActiveModel {
            tenant_id: NotSet,
            id: NotSet,
            updated_at: Set(now),
            version: Set(reply.version + 1),
            ..row
        })
        .filter(inquiry_replies::Column::TenantId.eq(reply.asker.uuid()))
        .filter(inquiry_replies::Column::Id.eq(reply.id.uuid()))
        .filter(inquiry_replies::Column::Version.eq(reply.version))
        .exec(tx.connection())
        .await?;
    Error::stale_unless(written.rows_affected)
}

/// A row as the house of the scope may read it.
pub(super) fn read(tx: &Tx, row: inquiry_replies::Model) -> Result<Reply, Error> {
    let house = row.shared_with.map(TenantId::from_uuid);
    let asker = TenantId::from_uuid(row.tenant_id);
    let answers = |kept: Option<Value>| kept.map(serde_json::from_value::<Answers>).transpose();
    let typed_here = house.unwrap_or(asker) == tx.tenant()?;
    let told = row.told.map(|word| Way::from_code(&word).ok_or(Error::Unreadable(word))).transpose()?;
    Ok(Reply {
        id: row.id.into(),
        inquiry: row.inquiry_id.into(),
        asker,
        house,
        name: row.name,
        asked: serde_json::from_value(row.asked)?,
        deadline: row.deadline,
        closed: row.closed,
        drafted: row.draft.is_some(),
        draft: answers(row.draft.filter(|_| typed_here))?,
        answers: answers(row.answers)?,
        answered_by: row.answered_by,
        told,
        answered_at: row.answered_at,
        first_answered_at: row.first_answered_at,
        reminders: row.reminders,
        version: row.version,
    })
}
