//! 照会 of the house of the scope to other houses: written as a draft, sent to a list of houses, closed on its day or
//! before. What a house is asked stands in a row of its own, shared with it ([`replies`], decision 46).

pub mod replies;

use crate::{
    Error, Tx,
    entities::{inquiries, inquiry_replies},
    events::Event,
    tx::Engine,
};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    demos::Contact,
    ids::{AccountId, InquiryId, ReplyId, TenantId},
    inquiries::{Asked, Happening, InquiryForm, Stage},
    surveys::Questionnaire,
};
use replies::Reply;
use sea_orm::{
    ActiveValue::{NotSet, Set},
    ColumnTrait, EntityTrait, ExprTrait as _, QueryFilter, QueryOrder, QuerySelect, TryInsertResult,
    sea_query::{Expr, OnConflict},
};
use serde_json::json;

/// An inquiry, in the house that asks.
#[derive(Debug, Clone, PartialEq)]
pub struct Inquiry {
    /// Its id.
    pub id: InquiryId,
    /// 件名.
    pub title: String,
    /// Why, and what becomes of the answers.
    pub purpose: String,
    /// Whom to call.
    pub contact: Contact,
    /// The questions; frozen once it is sent.
    pub questionnaire: Questionnaire,
    /// The last day on which one answers.
    pub deadline: NaiveDate,
    /// Where it stands.
    pub stage: Stage,
    /// When it was sent first.
    pub opened_at: Option<DateTime<Utc>>,
    /// When it was closed.
    pub closed_at: Option<DateTime<Utc>>,
    /// On which day those who had not answered were reminded last.
    pub reminded_on: Option<NaiveDate>,
    /// Who wrote it.
    pub created_by: AccountId,
    /// When it was last changed.
    pub updated_at: DateTime<Utc>,
    /// Counts its edits.
    pub version: i32,
}

impl Inquiry {
    /// The form as it would be typed.
    pub fn form(&self) -> InquiryForm {
        InquiryForm {
            title: self.title.clone(),
            purpose: self.purpose.clone(),
            deadline: self.deadline,
            contact: self.contact.clone(),
        }
    }
}

/// A house that can be asked: one that is here, or only a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct House {
    /// The house, where it is here.
    pub tenant: Option<TenantId>,
    /// Its name.
    pub name: String,
}

impl House {
    /// The same for the same house, so that nobody is asked twice; the word in forms.
    pub fn key(&self) -> String {
        self.tenant.map_or_else(
            || format!("name:{}", domain::text::search_key(&self.name)),
            |tenant| tenant.to_string(),
        )
    }
}

/// Keeps a new draft, by the acting account.
pub async fn add(
    tx: &Tx,
    id: InquiryId,
    form: &InquiryForm,
    questionnaire: &Questionnaire,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let row = inquiries::Model {
        tenant_id: tx.tenant()?.uuid(),
        id: id.uuid(),
        title: form.title.clone(),
        purpose: form.purpose.clone(),
        contact: serde_json::to_value(&form.contact)?,
        questionnaire: serde_json::to_value(questionnaire)?,
        deadline: form.deadline,
        stage: Stage::Draft.code().to_owned(),
        opened_at: None,
        closed_at: None,
        reminded_on: None,
        created_by: tx.account().ok_or(Error::Missing)?.uuid(),
        created_at: now,
        updated_at: now,
        version: 1,
    };
    inquiries::Entity::insert(inquiries::ActiveModel::from(row))
        .exec_without_returning(tx.connection())
        .await?;
    let payload = json!({ "questions": questionnaire.questions.len() });
    record(tx, id, Happening::Added, payload, now)
}

/// Changes what a draft says.
pub async fn edit(tx: &Tx, inquiry: &Inquiry, form: &InquiryForm, now: DateTime<Utc>) -> Result<(), Error> {
    let row = inquiries::ActiveModel {
        title: Set(form.title.clone()),
        purpose: Set(form.purpose.clone()),
        contact: Set(serde_json::to_value(&form.contact)?),
        deadline: Set(form.deadline),
        ..Default::default()
    };
    write(tx, inquiry, row, now).await?;
    record(tx, inquiry.id, Happening::Edited, json!({ "questions": false }), now)
}

/// Changes the questions of a draft.
pub async fn set_questions(
    tx: &Tx,
    inquiry: &Inquiry,
    questionnaire: &Questionnaire,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let row = inquiries::ActiveModel {
        questionnaire: Set(serde_json::to_value(questionnaire)?),
        ..Default::default()
    };
    write(tx, inquiry, row, now).await?;
    let payload = json!({ "questions": questionnaire.questions.len() });
    record(tx, inquiry.id, Happening::Edited, payload, now)
}

/// Throws a draft away.
pub async fn discard(tx: &Tx, inquiry: &Inquiry, now: DateTime<Utc>) -> Result<(), Error> {
    let gone = inquiries::Entity::delete_many()
        .filter(inquiries::Column::TenantId.eq(tx.tenant()?.uuid()))
        .filter(inquiries::Column::Id.eq(inquiry.id.uuid()))
        .filter(inquiries::Column::Version.eq(inquiry.version))
        .filter(inquiries::Column::Stage.eq(Stage::Draft.code()))
        .exec(tx.connection())
        .await?;
    Error::stale_unless(gone.rows_affected)?;
    record(tx, inquiry.id, Happening::Discarded, json!({}), now)
}

/// One inquiry of the house.
pub async fn find(tx: &Tx, id: InquiryId) -> Result<Option<Inquiry>, Error> {
    let query = tx.rows::<inquiries::Entity>()?.filter(inquiries::Column::Id.eq(id.uuid()));
    query.one(tx.connection()).await?.map(Inquiry::try_from).transpose()
}

/// The same, and nobody else changes it until the transaction is over.
pub async fn find_to_change(tx: &Tx, id: InquiryId) -> Result<Option<Inquiry>, Error> {
    let query = tx.rows::<inquiries::Entity>()?.filter(inquiries::Column::Id.eq(id.uuid()));
    let query = match tx.engine() {
        Engine::Sqlite => query,
        Engine::Postgres => query.lock_exclusive(),
    };
    query.one(tx.connection()).await?.map(Inquiry::try_from).transpose()
}

/// Every inquiry of the house, the newest first.
pub async fn all(tx: &Tx) -> Result<Vec<Inquiry>, Error> {
    let rows = tx
        .rows::<inquiries::Entity>()?
        .order_by_desc(inquiries::Column::CreatedAt)
        .order_by_desc(inquiries::Column::Id)
        .all(tx.connection())
        .await?;
    rows.into_iter().map(Inquiry::try_from).collect()
}

/// Sends a draft to these houses, or asks more of them: those that are asked already are left as they are. Who is asked
/// now for the first time.
pub async fn open(
    tx: &Tx,
    inquiry: &Inquiry,
    from: &str,
    houses: &[(ReplyId, House)],
    now: DateTime<Utc>,
) -> Result<Vec<Reply>, Error> {
    let row = inquiries::ActiveModel {
        stage: Set(Stage::Open.code().to_owned()),
        opened_at: Set(Some(inquiry.opened_at.unwrap_or(now))),
        ..Default::default()
    };
    write(tx, inquiry, row, now).await?;
    let asked = serde_json::to_value(Asked {
        from: from.to_owned(),
        title: inquiry.title.clone(),
        purpose: inquiry.purpose.clone(),
        contact: inquiry.contact.clone(),
        questionnaire: inquiry.questionnaire.clone(),
    })?;
    let first = i32::try_from(replies::of_inquiry(tx, inquiry.id).await?.len())
        .map_err(|_| Error::Unreadable("more replies than are counted".to_owned()))?;
    let mut added = Vec::with_capacity(houses.len());
    for (place, (id, house)) in (first + 1..).zip(houses) {
        let row = inquiry_replies::Model {
            tenant_id: tx.tenant()?.uuid(),
            id: id.uuid(),
            inquiry_id: inquiry.id.uuid(),
            shared_with: house.tenant.map(TenantId::uuid),
            place,
            name: house.name.clone(),
            asked_key: house.key(),
            asked: asked.clone(),
            deadline: inquiry.deadline,
            closed: false,
            draft: None,
            answers: None,
            answered_by: String::new(),
            told: None,
            first_answered_at: None,
            answered_at: None,
            reminders: 0,
            created_at: now,
            updated_at: now,
            version: 1,
        };
        let done = inquiry_replies::Entity::insert(inquiry_replies::ActiveModel::from(row.clone()))
            .on_conflict(OnConflict::new().do_nothing().to_owned())
            .try_insert()
            .exec_without_returning(tx.connection())
            .await?;
        match done {
            TryInsertResult::Inserted(1) => added.push(replies::read(tx, row)?),
            TryInsertResult::Inserted(_) | TryInsertResult::Conflicted | TryInsertResult::Empty => {}
        }
    }
    let payload = json!({ "asked": added.len() });
    record(tx, inquiry.id, Happening::Opened, payload, now)?;
    record_with(tx, &added, Happening::Opened, &json!({}), now)?;
    Ok(added)
}

/// 期限の変更, for everybody who was asked.
pub async fn move_deadline(
    tx: &Tx,
    inquiry: &Inquiry,
    deadline: NaiveDate,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let row = inquiries::ActiveModel { deadline: Set(deadline), ..Default::default() };
    write(tx, inquiry, row, now).await?;
    // What a house types meanwhile is not stale by this: the version of its reply stays.
    of_all(tx, inquiry)?
        .col_expr(inquiry_replies::Column::Deadline, Expr::value(deadline))
        .exec(tx.connection())
        .await?;
    let payload = json!({ "from": inquiry.deadline, "to": deadline });
    let all = replies::of_inquiry(tx, inquiry.id).await?;
    record_with(tx, &all, Happening::DeadlineMoved, &payload, now)?;
    record(tx, inquiry.id, Happening::DeadlineMoved, payload, now)
}

/// 督促: who had not answered, counted as reminded today.
pub async fn remind(
    tx: &Tx,
    inquiry: &Inquiry,
    today: NaiveDate,
    now: DateTime<Utc>,
) -> Result<Vec<Reply>, Error> {
    let row = inquiries::ActiveModel { reminded_on: Set(Some(today)), ..Default::default() };
    write(tx, inquiry, row, now).await?;
    of_all(tx, inquiry)?
        .col_expr(inquiry_replies::Column::Reminders, Expr::col(inquiry_replies::Column::Reminders).add(1))
        .filter(inquiry_replies::Column::AnsweredAt.is_null())
        .exec(tx.connection())
        .await?;
    let left: Vec<Reply> = replies::of_inquiry(tx, inquiry.id)
        .await?
        .into_iter()
        .filter(|reply| !reply.progress().is_answered())
        .collect();
    record_with(tx, &left, Happening::Reminded, &json!({}), now)?;
    record(tx, inquiry.id, Happening::Reminded, json!({ "left": left.len() }), now)?;
    Ok(left)
}

/// 締切: nobody answers or corrects any more.
pub async fn close(tx: &Tx, inquiry: &Inquiry, now: DateTime<Utc>) -> Result<(), Error> {
    let row = inquiries::ActiveModel {
        stage: Set(Stage::Closed.code().to_owned()),
        closed_at: Set(Some(now)),
        ..Default::default()
    };
    write(tx, inquiry, row, now).await?;
    of_all(tx, inquiry)?
        .col_expr(inquiry_replies::Column::Closed, Expr::value(true))
        .exec(tx.connection())
        .await?;
    let all = replies::of_inquiry(tx, inquiry.id).await?;
    record_with(tx, &all, Happening::Closed, &json!({}), now)?;
    record(tx, inquiry.id, Happening::Closed, json!({}), now)
}

/// An update of every reply to an inquiry of the house.
fn of_all(tx: &Tx, inquiry: &Inquiry) -> Result<sea_orm::UpdateMany<inquiry_replies::Entity>, Error> {
    Ok(inquiry_replies::Entity::update_many()
        .filter(inquiry_replies::Column::TenantId.eq(tx.tenant()?.uuid()))
        .filter(inquiry_replies::Column::InquiryId.eq(inquiry.id.uuid())))
}

/// Writes over an inquiry that still has the version it was read with.
async fn write(
    tx: &Tx,
    inquiry: &Inquiry,
    row: inquiries::ActiveModel,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let written = inquiries::Entity::update_many()
        .set(inquiries::ActiveModel {
            tenant_id: NotSet,
            id: NotSet,
            updated_at: Set(now),
            version: Set(inquiry.version + 1),
            ..row
        })
        .filter(inquiries::Column::TenantId.eq(tx.tenant()?.uuid()))
        .filter(inquiries::Column::Id.eq(inquiry.id.uuid()))
        .filter(inquiries::Column::Version.eq(inquiry.version))
        .exec(tx.connection())
        .await?;
    Error::stale_unless(written.rows_affected)
}

fn record(
    tx: &Tx,
    id: InquiryId,
    happening: Happening,
    payload: serde_json::Value,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    tx.record(Event::of(now, happening.code(), "inquiry", id.uuid(), payload))
}

/// The same in the houses that are asked; one that is only a name has no record.
fn record_with(
    tx: &Tx,
    replies: &[Reply],
    happening: Happening,
    payload: &serde_json::Value,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    for (reply, house) in replies.iter().filter_map(|reply| Some((reply, reply.house?))) {
        let event = Event::of(now, happening.code(), "inquiry", reply.inquiry.uuid(), payload.clone());
        tx.record_for(house, event)?;
    }
    Ok(())
}

impl TryFrom<inquiries::Model> for Inquiry {
    type Error = Error;
    fn try_from(row: inquiries::Model) -> Result<Self, Error> {
        Ok(Self {
            id: row.id.into(),
            title: row.title,
            purpose: row.purpose,
            contact: serde_json::from_value(row.contact)?,
            questionnaire: serde_json::from_value(row.questionnaire)?,
            deadline: row.deadline,
            stage: Stage::from_code(&row.stage).ok_or(Error::Unreadable(row.stage))?,
            opened_at: row.opened_at,
            closed_at: row.closed_at,
            reminded_on: row.reminded_on,
            created_by: row.created_by.into(),
            updated_at: row.updated_at,
            version: row.version,
        })
    }
}
