//! What an office was asked and answered, which goes with it when it is merged into another. Of surveys in which both
//! stand, what the one that goes was asked and said stays with it.

use crate::{
    Error, Tx,
    entities::{survey_invitations, survey_responses},
};
use domain::ids::OfficeId;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, sea_query::Expr};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use uuid::Uuid;

/// The rows that go with an office, by their ids.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Surveyed {
    invitations: Vec<Uuid>,
    responses: Vec<Uuid>,
}

impl Surveyed {
    /// How many there are.
    pub(crate) const fn count(&self) -> u64 {
        let Self { invitations, responses } = self;
        (invitations.len() + responses.len()) as u64
    }
}

/// Finds what would go from one office to another, and how much stays.
pub(crate) async fn find(tx: &Tx, from: OfficeId, to: OfficeId) -> Result<(Surveyed, u64), Error> {
    let (invitations, asked_both) = invitations(tx, from, to).await?;
    let (responses, answered_both) = responses(tx, from, to).await?;
    Ok((Surveyed { invitations, responses }, asked_both + answered_both))
}

async fn invitations(tx: &Tx, from: OfficeId, to: OfficeId) -> Result<(Vec<Uuid>, u64), Error> {
    let of = async |office: OfficeId| {
        let rows = tx.rows::<survey_invitations::Entity>()?;
        let rows = rows.filter(survey_invitations::Column::OfficeId.eq(office.uuid()));
        let rows = rows.all(tx.connection()).await?;
        Ok::<_, Error>(rows.into_iter().map(|row| (row.survey_id, row.id)).collect::<Vec<_>>())
    };
    Ok(split(of(from).await?, of(to).await?))
}

async fn responses(tx: &Tx, from: OfficeId, to: OfficeId) -> Result<(Vec<Uuid>, u64), Error> {
    let of = async |office: OfficeId| {
        let rows = tx.rows::<survey_responses::Entity>()?;
        let rows = rows.filter(survey_responses::Column::OfficeId.eq(office.uuid()));
        let rows = rows.all(tx.connection()).await?;
        Ok::<_, Error>(rows.into_iter().map(|row| (row.survey_id, row.id)).collect::<Vec<_>>())
    };
    Ok(split(of(from).await?, of(to).await?))
}

/// The rows of surveys in which the other does not stand, and how many there are besides.
fn split(own: Vec<(Uuid, Uuid)>, others: Vec<(Uuid, Uuid)>) -> (Vec<Uuid>, u64) {
    let taken: BTreeSet<Uuid> = others.into_iter().map(|(survey, _)| survey).collect();
    let all = own.len();
    let moving: Vec<Uuid> =
        own.into_iter().filter(|(survey, _)| !taken.contains(survey)).map(|(_, id)| id).collect();
    let staying = (all - moving.len()) as u64;
    (moving, staying)
}

/// Gives what was found to another office.
pub(crate) async fn give(tx: &Tx, moved: &Surveyed, from: OfficeId, to: OfficeId) -> Result<(), Error> {
    for ids in moved.invitations.chunks(super::rows::CHUNK) {
        survey_invitations::Entity::update_many()
            .col_expr(survey_invitations::Column::OfficeId, Expr::value(to.uuid()))
            .filter(survey_invitations::Column::TenantId.eq(tx.tenant()?.uuid()))
            .filter(survey_invitations::Column::OfficeId.eq(from.uuid()))
            .filter(survey_invitations::Column::Id.is_in(ids.iter().copied()))
            .exec(tx.connection())
            .await?;
    }
    for ids in moved.responses.chunks(super::rows::CHUNK) {
        survey_responses::Entity::update_many()
            .col_expr(survey_responses::Column::OfficeId, Expr::value(to.uuid()))
            .filter(survey_responses::Column::TenantId.eq(tx.tenant()?.uuid()))
            .filter(survey_responses::Column::OfficeId.eq(from.uuid()))
            .filter(survey_responses::Column::Id.is_in(ids.iter().copied()))
            .exec(tx.connection())
            .await?;
    }
    Ok(())
}
