//! Aid of the same kind in a city's own books: what was granted to an office for the same initiative in the years that count.

use super::{applications::Application, programmes, queue};
use crate::{
    Error, Tx,
    entities::{awards, programmes as programme_rows},
};
use domain::{
    fiscal_year::FiscalYear,
    ids::ApplicationId,
    money::Yen,
    subsidies::{AidCap, PastAid},
};
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder, QuerySelect};
use std::collections::BTreeMap;
use uuid::Uuid;

/// Everything granted to the office of an application, and to the numbers that went before it or follow, in these years;
/// the application itself is left out, and so is what was cancelled.
pub async fn of(tx: &Tx, application: &Application, cap: AidCap) -> Result<Vec<PastAid>, Error> {
    let year = application.fiscal_year;
    let Some(own) = programmes::find(tx, application.programme).await? else { return Ok(Vec::new()) };
    let kind: BTreeMap<Uuid, String> = tx
        .rows::<programme_rows::Entity>()?
        .select_only()
        .columns([programme_rows::Column::Id, programme_rows::Column::Title])
        .filter(programme_rows::Column::InitiativeId.eq(own.initiative.uuid()))
        .into_tuple::<(Uuid, String)>()
        .all(tx.connection())
        .await?
        .into_iter()
        .collect();
    let found = tx
        .rows::<awards::Entity>()?
        .filter(awards::Column::OfficeId.is_in(queue::counted_together(tx, application).await?))
        .filter(awards::Column::FiscalYear.gte(cap.first_year(year).year()))
        .filter(awards::Column::FiscalYear.lte(year.year()))
        .filter(awards::Column::ApplicationId.ne(application.id.uuid()))
        .order_by_asc(awards::Column::OpenedAt)
        .order_by_asc(awards::Column::Id)
        .all(tx.connection())
        .await?;
    let ids: Vec<_> = found.iter().map(|row| ApplicationId::from_uuid(row.application_id)).collect();
    let receipts = queue::receipts(tx, &ids).await?;
    found
        .into_iter()
        .filter_map(|row| {
            let programme = kind.get(&row.programme_id)?.clone();
            let yen = Yen(row.final_yen.unwrap_or(row.granted_yen));
            let receipt = *receipts.get(&ApplicationId::from_uuid(row.application_id))?;
            let year =
                FiscalYear::from_year(row.fiscal_year).map_err(|error| Error::Unreadable(error.to_string()));
            (yen > Yen::ZERO).then(|| year.map(|year| PastAid { receipt, programme, year, yen }))
        })
        .collect()
}
