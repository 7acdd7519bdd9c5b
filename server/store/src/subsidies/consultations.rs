//! 事前協議: what offices plan before they apply, and what the municipality answered.

use crate::{
    Error, Tx,
    entities::{consultations, offices},
    events::Event,
};
use chrono::{DateTime, Utc};
use domain::{
    ids::{AccountId, ConsultationId, OfficeId, ProgrammeId},
    money::Yen,
    subsidies::{ConsultationAnswer, ConsultationRequest, ConsultationState},
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, sea_query::Expr};
use serde_json::json;
use std::collections::BTreeMap;

/// One consultation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Consultation {
    /// Its id.
    pub id: ConsultationId,
    /// Before applications to which programme.
    pub programme: ProgrammeId,
    /// Of which office.
    pub office: OfficeId,
    /// Who asked.
    pub account: AccountId,
    /// 見込額.
    pub estimate: Yen,
    /// What is planned.
    pub plan: String,
    /// When it was asked (last).
    pub asked_at: DateTime<Utc>,
    /// Where it stands.
    pub state: ConsultationState,
    /// What was answered; empty while it was not.
    pub answer: String,
    /// Who answered, and when.
    pub answered: Option<(AccountId, DateTime<Utc>)>,
    /// Counts its changes.
    pub version: i32,
}

/// Asks for an office, or asks again. [`Error::Stale`] where it was agreed meanwhile.
pub async fn ask(
    tx: &Tx,
    programme: ProgrammeId,
    id: ConsultationId,
    request: &ConsultationRequest,
    now: DateTime<Utc>,
) -> Result<ConsultationId, Error> {
    let ConsultationRequest { office, estimate, plan } = request;
    let account = tx.account().ok_or(Error::Missing)?;
    let earlier = of_office(tx, programme, *office).await?;
    let id = earlier.as_ref().map_or(id, |earlier| earlier.id);
    if let Some(Consultation { version, .. }) = earlier {
        let saved = consultations::Entity::update_many()
            .col_expr(consultations::Column::AccountId, Expr::value(account.uuid()))
            .col_expr(consultations::Column::EstimateYen, Expr::value(estimate.get()))
            .col_expr(consultations::Column::Plan, Expr::value(plan.as_str()))
            .col_expr(consultations::Column::AskedAt, Expr::value(now))
            .col_expr(consultations::Column::State, Expr::value(ConsultationState::Asked.code()))
            .col_expr(consultations::Column::Version, Expr::value(version + 1))
            .filter(consultations::Column::TenantId.eq(tx.tenant()?.uuid()))
            .filter(consultations::Column::Id.eq(id.uuid()))
            .filter(consultations::Column::Version.eq(version))
            .filter(consultations::Column::State.ne(ConsultationState::Agreed.code()))
            .exec(tx.connection())
            .await?;
        Error::stale_unless(saved.rows_affected)?;
    } else {
        let row = consultations::Model {
            tenant_id: tx.tenant()?.uuid(),
            id: id.uuid(),
            programme_id: programme.uuid(),
            office_id: office.uuid(),
            account_id: account.uuid(),
            estimate_yen: estimate.get(),
            plan: plan.as_str().to_owned(),
            asked_at: now,
            state: ConsultationState::Asked.code().to_owned(),
            answer: String::new(),
            answered_by: None,
            answered_at: None,
            version: 1,
        };
        consultations::Entity::insert(consultations::ActiveModel::from(row))
            .exec_without_returning(tx.connection())
            .await?;
    }
    let facts = json!({ "programme": programme, "office": office, "estimate": estimate });
    tx.record(Event::of(now, "consultation.asked", "consultation", id.uuid(), facts))?;
    Ok(id)
}

/// Answers, from the version that was seen.
pub async fn answer(
    tx: &Tx,
    consultation: &Consultation,
    answer: &ConsultationAnswer,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let account = tx.account().ok_or(Error::Missing)?;
    let state = answer.state().code();
    let saved = consultations::Entity::update_many()
        .col_expr(consultations::Column::State, Expr::value(state))
        .col_expr(consultations::Column::Answer, Expr::value(answer.words.as_str()))
        .col_expr(consultations::Column::AnsweredBy, Expr::value(Some(account.uuid())))
        .col_expr(consultations::Column::AnsweredAt, Expr::value(Some(now)))
        .col_expr(consultations::Column::Version, Expr::value(consultation.version + 1))
        .filter(consultations::Column::TenantId.eq(tx.tenant()?.uuid()))
        .filter(consultations::Column::Id.eq(consultation.id.uuid()))
        .filter(consultations::Column::Version.eq(consultation.version))
        .exec(tx.connection())
        .await?;
    Error::stale_unless(saved.rows_affected)?;
    let facts = json!({ "office": consultation.office, "state": state });
    tx.record(Event::of(now, "consultation.answered", "consultation", consultation.id.uuid(), facts))
}

/// One consultation.
pub async fn find(tx: &Tx, id: ConsultationId) -> Result<Option<Consultation>, Error> {
    let row = tx
        .rows::<consultations::Entity>()?
        .filter(consultations::Column::Id.eq(id.uuid()))
        .one(tx.connection())
        .await?;
    row.map(Consultation::try_from).transpose()
}

/// What one office asked before it applies to a programme.
pub async fn of_office(
    tx: &Tx,
    programme: ProgrammeId,
    office: OfficeId,
) -> Result<Option<Consultation>, Error> {
    let row = tx
        .rows::<consultations::Entity>()?
        .filter(consultations::Column::ProgrammeId.eq(programme.uuid()))
        .filter(consultations::Column::OfficeId.eq(office.uuid()))
        .one(tx.connection())
        .await?;
    row.map(Consultation::try_from).transpose()
}

/// Everything that was asked before applications to a programme, oldest first, with number and name of the office.
pub async fn of_programme(
    tx: &Tx,
    programme: ProgrammeId,
) -> Result<Vec<(Consultation, String, String)>, Error> {
    let rows = tx
        .rows::<consultations::Entity>()?
        .filter(consultations::Column::ProgrammeId.eq(programme.uuid()))
        .order_by_asc(consultations::Column::AskedAt)
        .order_by_asc(consultations::Column::Id)
        .all(tx.connection())
        .await?;
    let mut names = BTreeMap::new();
    // SQLite takes so many values in one question and no more.
    for some in rows.chunks(500) {
        let offices = tx
            .rows::<offices::Entity>()?
            .filter(offices::Column::Id.is_in(some.iter().map(|row| row.office_id)))
            .all(tx.connection())
            .await?;
        names.extend(offices.into_iter().map(|office| (office.id, (office.number, office.name))));
    }
    rows.into_iter()
        .map(|row| {
            let (number, name) = names.get(&row.office_id).cloned().ok_or(Error::Missing)?;
            Ok((row.try_into()?, number, name))
        })
        .collect()
}

impl TryFrom<consultations::Model> for Consultation {
    type Error = Error;
    fn try_from(row: consultations::Model) -> Result<Self, Error> {
        let state = ConsultationState::from_code(&row.state)
            .ok_or_else(|| Error::Unreadable(format!("consultation {}", row.state)))?;
        Ok(Self {
            id: row.id.into(),
            programme: row.programme_id.into(),
            office: row.office_id.into(),
            account: row.account_id.into(),
            estimate: Yen(row.estimate_yen),
            plan: row.plan,
            asked_at: row.asked_at,
            state,
            answer: row.answer,
            answered: row.answered_by.map(AccountId::from_uuid).zip(row.answered_at),
            version: row.version,
        })
    }
}
