//! 受付終了のお知らせ: drafts that are not handed in when reception is about to end, and that it was told to whoever has one.
//! What an officer enters from a paper is no draft of an applicant.

use super::{applications::Application, locking};
use crate::{Error, Tx, entities::applications, events::Event, tx::Engine};
use chrono::{DateTime, Utc};
use domain::{
    ids::{ApplicationId, ProgrammeId},
    subsidies::StageName,
};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait as _, PaginatorTrait as _, QueryFilter, QueryOrder as _,
    QuerySelect as _, Select, sea_query::Expr,
};
use serde_json::json;

/// Drafts of the applicants of a programme that nobody was told of since reception opened, and that nobody has typed into
/// for a while; the oldest first.
pub async fn to_tell(
    tx: &Tx,
    programme: ProgrammeId,
    opened: DateTime<Utc>,
    untouched_since: DateTime<Utc>,
) -> Result<Vec<Application>, Error> {
    let rows = of_applicants(tx)?
        .filter(applications::Column::ProgrammeId.eq(programme.uuid()))
        .filter(untold(opened))
        .filter(applications::Column::UpdatedAt.lte(untouched_since))
        .order_by_asc(applications::Column::CreatedAt)
        .order_by_asc(applications::Column::Id)
        .all(tx.connection())
        .await?;
    rows.into_iter().map(Application::try_from).collect()
}

/// Notes that whoever has these drafts is told; those are left out that were handed in, thrown away or told of meanwhile.
pub async fn tell(
    tx: &Tx,
    drafts: &[ApplicationId],
    opened: DateTime<Utc>,
    now: DateTime<Utc>,
) -> Result<Vec<Application>, Error> {
    let ids: Vec<_> = drafts.iter().map(|id| id.uuid()).collect();
    locking::of_applications(tx, &ids).await?;
    let query = of_applicants(tx)?
        .filter(applications::Column::Id.is_in(ids))
        .filter(untold(opened))
        .order_by_asc(applications::Column::Id);
    let query = match tx.engine() {
        Engine::Postgres => query.lock_exclusive(),
        Engine::Sqlite => query,
    };
    let rows = query.all(tx.connection()).await?;
    let told: Vec<Application> = rows.into_iter().map(Application::try_from).collect::<Result<_, _>>()?;
    applications::Entity::update_many()
        .col_expr(applications::Column::ClosingToldAt, Expr::value(now))
        .filter(applications::Column::TenantId.eq(tx.tenant()?.uuid()))
        .filter(applications::Column::Id.is_in(told.iter().map(|one| one.id.uuid())))
        .exec(tx.connection())
        .await?;
    for one in &told {
        tx.record(Event::of(now, "application.closing-told", "application", one.id.uuid(), json!({})))?;
    }
    Ok(told)
}

/// How many drafts of a programme applicants have, and of how many they were told since reception opened.
pub async fn counts(tx: &Tx, programme: ProgrammeId, opened: DateTime<Utc>) -> Result<(u64, u64), Error> {
    let drafts = || -> Result<_, Error> {
        Ok(of_applicants(tx)?.filter(applications::Column::ProgrammeId.eq(programme.uuid())))
    };
    let all = drafts()?.count(tx.connection()).await?;
    let untold = drafts()?.filter(untold(opened)).count(tx.connection()).await?;
    Ok((all, all - untold))
}

fn of_applicants(tx: &Tx) -> Result<Select<applications::Entity>, Error> {
    Ok(tx
        .rows::<applications::Entity>()?
        .filter(applications::Column::Stage.eq(StageName::Draft.code()))
        .filter(applications::Column::ArrivedOn.is_null()))
}

fn untold(opened: DateTime<Utc>) -> Condition {
    Condition::any()
        .add(applications::Column::ClosingToldAt.is_null())
        .add(applications::Column::ClosingToldAt.lt(opened))
}
