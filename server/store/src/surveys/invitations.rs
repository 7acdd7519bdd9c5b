//! Who is asked: by a mail, by a letter, or not at all and why; who was reminded, and who has answered.

pub use super::asking::{Asked, add, before};
use crate::{Error, Tx, entities::survey_invitations, events::Event, words::coded};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    ids::{MailId, OfficeId, SurveyId, SurveyInvitationId, TenantId},
    mailings::Exclusion,
    surveys::{AskChannel, Reach},
};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, ExprTrait as _, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect, sea_query::Expr,
};
use serde_json::json;

/// Somebody who is asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invitation {
    /// Its id; the first mail has the same.
    pub id: SurveyInvitationId,
    /// In whose house.
    pub tenant: TenantId,
    /// In which survey.
    pub survey: SurveyId,
    /// The office; none for somebody whom the register does not know.
    pub office: Option<OfficeId>,
    /// Its name.
    pub name: String,
    /// How it is asked.
    pub channel: AskChannel,
    /// Where the mail goes; empty where none is known.
    pub email: String,
    /// Why it got no mail.
    pub exclusion: Option<Exclusion>,
    /// The keyed hash of the code of its letter.
    pub code_hash: String,
    /// When its mail was written.
    pub mailed_at: Option<DateTime<Utc>>,
    /// The day on which it was last reminded.
    pub reminded_on: Option<NaiveDate>,
    /// How often it was reminded.
    pub reminders: i32,
    /// The day on which its answer was handed in.
    pub answered_on: Option<NaiveDate>,
}

impl Invitation {
    /// Whether it was not asked: the reason stands in its row, and may be gone one day.
    pub const fn is_left_out(&self) -> bool {
        matches!(self.channel, AskChannel::None) && self.answered_on.is_none()
    }
}

/// Whom a survey asks, by name.
pub async fn of_survey(tx: &Tx, survey: SurveyId) -> Result<Vec<Invitation>, Error> {
    let query = tx
        .rows::<survey_invitations::Entity>()?
        .filter(survey_invitations::Column::SurveyId.eq(survey.uuid()))
        .order_by_asc(survey_invitations::Column::Name)
        .order_by_asc(survey_invitations::Column::Id);
    query.all(tx.connection()).await?.into_iter().map(Invitation::try_from).collect()
}

/// A page of them, from one on.
pub async fn page(tx: &Tx, survey: SurveyId, page: u64, per_page: u64) -> Result<Vec<Invitation>, Error> {
    let query = tx
        .rows::<survey_invitations::Entity>()?
        .filter(survey_invitations::Column::SurveyId.eq(survey.uuid()))
        .order_by_asc(survey_invitations::Column::Name)
        .order_by_asc(survey_invitations::Column::Id)
        .offset(page.saturating_sub(1).saturating_mul(per_page))
        .limit(per_page);
    query.all(tx.connection()).await?.into_iter().map(Invitation::try_from).collect()
}

/// How many rows there are, and how many of them are letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Counts {
    /// All of them.
    pub all: u64,
    /// Those who get a letter.
    pub letters: u64,
}

/// How many there are.
pub async fn counts(tx: &Tx, survey: SurveyId) -> Result<Counts, Error> {
    let all = || {
        let rows = tx.rows::<survey_invitations::Entity>()?;
        Ok::<_, Error>(rows.filter(survey_invitations::Column::SurveyId.eq(survey.uuid())))
    };
    let letters = all()?.filter(survey_invitations::Column::Channel.eq(AskChannel::Letter.code()));
    Ok(Counts { all: all()?.count(tx.connection()).await?, letters: letters.count(tx.connection()).await? })
}

/// An invitation of the tenant.
pub async fn find(tx: &Tx, id: SurveyInvitationId) -> Result<Option<Invitation>, Error> {
    let query = tx.rows::<survey_invitations::Entity>()?;
    let query = query.filter(survey_invitations::Column::Id.eq(id.uuid()));
    query.one(tx.connection()).await?.map(Invitation::try_from).transpose()
}

/// The invitation of a code, by any of its keyed hashes.
pub async fn by_code(tx: &Tx, hashes: &[String]) -> Result<Option<Invitation>, Error> {
    let query = tx.rows::<survey_invitations::Entity>()?;
    let query = query.filter(survey_invitations::Column::CodeHash.is_in(hashes.iter().map(String::as_str)));
    query.one(tx.connection()).await?.map(Invitation::try_from).transpose()
}

/// The invitation of an office.
pub async fn of_office(tx: &Tx, survey: SurveyId, office: OfficeId) -> Result<Option<Invitation>, Error> {
    let query = tx
        .rows::<survey_invitations::Entity>()?
        .filter(survey_invitations::Column::SurveyId.eq(survey.uuid()))
        .filter(survey_invitations::Column::OfficeId.eq(office.uuid()));
    query.one(tx.connection()).await?.map(Invitation::try_from).transpose()
}

/// The invitations of some offices.
pub async fn of_offices(tx: &Tx, survey: SurveyId, offices: &[OfficeId]) -> Result<Vec<Invitation>, Error> {
    let query = tx
        .rows::<survey_invitations::Entity>()?
        .filter(survey_invitations::Column::SurveyId.eq(survey.uuid()))
        .filter(survey_invitations::Column::OfficeId.is_in(offices.iter().copied().map(OfficeId::uuid)));
    query.all(tx.connection()).await?.into_iter().map(Invitation::try_from).collect()
}

/// How many were asked, and how many of them have answered.
pub async fn reach(tx: &Tx, survey: SurveyId) -> Result<Reach, Error> {
    let asked = || {
        Ok::<_, Error>(
            tx.rows::<survey_invitations::Entity>()?
                .filter(survey_invitations::Column::SurveyId.eq(survey.uuid()))
                .filter(survey_invitations::Column::Channel.ne(AskChannel::None.code())),
        )
    };
    let answered = asked()?.filter(survey_invitations::Column::AnsweredOn.is_not_null());
    Ok(Reach {
        asked: asked()?.count(tx.connection()).await?,
        answered: answered.count(tx.connection()).await?,
    })
}

/// Those whose mail is still to be written, at most so many, whichever: SQLite, asked for an order that an index has, would
/// read all of the house in that order.
pub async fn unmailed(tx: &Tx, survey: SurveyId, most: u64) -> Result<Vec<Invitation>, Error> {
    let query = tx
        .rows::<survey_invitations::Entity>()?
        .filter(survey_invitations::Column::SurveyId.eq(survey.uuid()))
        .filter(survey_invitations::Column::Channel.eq(AskChannel::Mail.code()))
        .filter(survey_invitations::Column::MailedAt.is_null())
        .filter(survey_invitations::Column::AnsweredOn.is_null())
        .limit(most);
    query.all(tx.connection()).await?.into_iter().map(Invitation::try_from).collect()
}

/// Its mail is written, or it gets none after all.
pub async fn mailed(
    tx: &Tx,
    id: SurveyInvitationId,
    mail: MailId,
    exclusion: Option<Exclusion>,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let written = exclusion.is_none();
    survey_invitations::Entity::update_many()
        .col_expr(survey_invitations::Column::MailedAt, Expr::value(written.then_some(now)))
        .col_expr(survey_invitations::Column::MailId, Expr::value(written.then_some(mail.uuid())))
        .col_expr(survey_invitations::Column::Channel, Expr::value(AskChannel::of(exclusion).code()))
        .col_expr(survey_invitations::Column::Exclusion, Expr::value(exclusion.map(Exclusion::code)))
        .filter(survey_invitations::Column::TenantId.eq(tx.tenant()?.uuid()))
        .filter(survey_invitations::Column::Id.eq(id.uuid()))
        .exec(tx.connection())
        .await?;
    Ok(())
}

/// Those who are asked by mail and have not answered.
fn by_mail(survey: SurveyId) -> Condition {
    Condition::all()
        .add(survey_invitations::Column::SurveyId.eq(survey.uuid()))
        .add(survey_invitations::Column::Channel.eq(AskChannel::Mail.code()))
        .add(survey_invitations::Column::Exclusion.is_null())
        .add(survey_invitations::Column::AnsweredOn.is_null())
}

/// How many they are, whether or not a reminder reaches them today.
pub async fn silent_by_mail(tx: &Tx, survey: SurveyId) -> Result<u64, Error> {
    Ok(tx.rows::<survey_invitations::Entity>()?.filter(by_mail(survey)).count(tx.connection()).await?)
}

/// Whom a reminder reaches: they got the mail and have not answered, and were not reminded or asked on that day or later.
fn silent(survey: SurveyId, on: NaiveDate, asked_before: DateTime<Utc>) -> Condition {
    by_mail(survey).add(survey_invitations::Column::MailedAt.lt(asked_before)).add(
        Condition::any()
            .add(survey_invitations::Column::RemindedOn.is_null())
            .add(survey_invitations::Column::RemindedOn.lt(on)),
    )
}

/// How many a reminder of that day would reach; `begins` is the moment at which the day begins.
pub async fn to_remind(
    tx: &Tx,
    survey: SurveyId,
    on: NaiveDate,
    begins: DateTime<Utc>,
) -> Result<u64, Error> {
    let rows = tx.rows::<survey_invitations::Entity>()?;
    Ok(rows.filter(silent(survey, on, begins)).count(tx.connection()).await?)
}

/// So many of them at most, whichever, as with [`unmailed`].
pub async fn next_to_remind(
    tx: &Tx,
    survey: SurveyId,
    on: NaiveDate,
    begins: DateTime<Utc>,
    most: u64,
) -> Result<Vec<Invitation>, Error> {
    let query = tx.rows::<survey_invitations::Entity>()?.filter(silent(survey, on, begins)).limit(most);
    query.all(tx.connection()).await?.into_iter().map(Invitation::try_from).collect()
}

/// It was reminded on a day; `exclusion` where its address has opted out or fails meanwhile.
pub async fn reminded(
    tx: &Tx,
    id: SurveyInvitationId,
    mail: MailId,
    exclusion: Option<Exclusion>,
    on: NaiveDate,
) -> Result<(), Error> {
    let mut update = survey_invitations::Entity::update_many()
        .col_expr(survey_invitations::Column::RemindedOn, Expr::value(on))
        .filter(survey_invitations::Column::TenantId.eq(tx.tenant()?.uuid()))
        .filter(survey_invitations::Column::Id.eq(id.uuid()));
    update = match exclusion {
        None => update.col_expr(survey_invitations::Column::MailId, Expr::value(mail.uuid())).col_expr(
            survey_invitations::Column::Reminders,
            Expr::col(survey_invitations::Column::Reminders).add(1),
        ),
        // It was asked and counts as asked; it gets no more mail.
        Some(exclusion) => {
            update.col_expr(survey_invitations::Column::Exclusion, Expr::value(exclusion.code()))
        }
    };
    update.exec(tx.connection()).await?;
    Ok(())
}

/// A reminder was begun.
pub fn record_reminder(tx: &Tx, survey: SurveyId, silent: u64, now: DateTime<Utc>) -> Result<(), Error> {
    tx.record(Event::of(now, "survey.reminded", "survey", survey.uuid(), json!({ "silent": silent })))
}

/// An answer was handed in for it; false where one was before.
pub(super) async fn answered(tx: &Tx, id: SurveyInvitationId, on: NaiveDate) -> Result<bool, Error> {
    let written = survey_invitations::Entity::update_many()
        .col_expr(survey_invitations::Column::AnsweredOn, Expr::value(on))
        .filter(survey_invitations::Column::TenantId.eq(tx.tenant()?.uuid()))
        .filter(survey_invitations::Column::Id.eq(id.uuid()))
        .filter(survey_invitations::Column::AnsweredOn.is_null())
        .exec(tx.connection())
        .await?;
    Ok(written.rows_affected > 0)
}

impl TryFrom<survey_invitations::Model> for Invitation {
    type Error = Error;
    fn try_from(row: survey_invitations::Model) -> Result<Self, Error> {
        Ok(Self {
            id: row.id.into(),
            tenant: row.tenant_id.into(),
            survey: row.survey_id.into(),
            office: row.office_id.map(OfficeId::from_uuid),
            name: row.name,
            channel: AskChannel::from_code(&row.channel).ok_or(Error::Unreadable(row.channel))?,
            email: row.email,
            exclusion: coded(row.exclusion.as_deref(), Exclusion::from_code)?,
            code_hash: row.code_hash,
            mailed_at: row.mailed_at,
            reminded_on: row.reminded_on,
            reminders: row.reminders,
            answered_on: row.answered_on,
        })
    }
}
