//! Aid of the same kind in a city's own books: what was granted for the same initiative in the years that count, to an office
//! or to all offices of a corporation, as the programme counts.

use super::{applications::Application, programmes, queue};
use crate::{
    Error, Tx,
    entities::{applications, awards, offices, programmes as programme_rows},
};
use domain::{
    fiscal_year::FiscalYear,
    ids::ApplicationId,
    money::Yen,
    office_number::OfficeNumber,
    subsidies::{AidCap, AnswerField, PastAid, StageName, Task, Unit},
    text::search_key,
};
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait as _};
use std::collections::BTreeMap;
use uuid::Uuid;

/// Everything granted to the office of an application, or where the unit is the corporation to every office of it, and to
/// the numbers that went before them or follow, in these years; the application itself is left out, and so is what was
/// cancelled.
pub async fn of(tx: &Tx, application: &Application, cap: AidCap, unit: Unit) -> Result<Vec<PastAid>, Error> {
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
    let together = match unit {
        Unit::OfficeNumber | Unit::Licence | Unit::Linkage => {
            queue::counted_together(tx, application).await?
        }
        Unit::Corporation => of_corporation(tx, application, cap.first_year(year)).await?,
    };
    let mut found = Vec::new();
    // SQLite takes so many values in one question and no more.
    for some in together.chunks(500) {
        let rows = tx
            .rows::<awards::Entity>()?
            .filter(awards::Column::OfficeId.is_in(some.iter().copied()))
            .filter(awards::Column::FiscalYear.gte(cap.first_year(year).year()))
            .filter(awards::Column::FiscalYear.lte(year.year()))
            .filter(awards::Column::ApplicationId.ne(application.id.uuid()))
            .order_by_asc(awards::Column::OpenedAt)
            .order_by_asc(awards::Column::Id)
            .all(tx.connection())
            .await?;
        found.extend(rows);
    }
    let ids: Vec<_> = found.iter().map(|row| ApplicationId::from_uuid(row.application_id)).collect();
    let receipts = queue::receipts(tx, &ids).await?;
    let own = application.office.uuid();
    let others: Vec<Uuid> = found.iter().map(|row| row.office_id).filter(|id| *id != own).collect();
    let others: BTreeMap<Uuid, String> =
        numbered(tx, &others).await?.into_iter().map(|(id, _, name)| (id, name)).collect();
    found
        .into_iter()
        .filter_map(|row| {
            let programme = kind.get(&row.programme_id)?.clone();
            let yen = Yen(row.final_yen.unwrap_or(row.granted_yen));
            let receipt = *receipts.get(&ApplicationId::from_uuid(row.application_id))?;
            let office = others.get(&row.office_id).cloned();
            let year =
                FiscalYear::from_year(row.fiscal_year).map_err(|error| Error::Unreadable(error.to_string()));
            (yen > Yen::ZERO).then(|| year.map(|year| PastAid { receipt, programme, year, yen, office }))
        })
        .collect()
}

/// Every office of the corporation, each once, with the numbers that went before or follow; where the register knows none,
/// the offices of an unknown corporation for which the same one was named when something was granted.
async fn of_corporation(tx: &Tx, application: &Application, since: FiscalYear) -> Result<Vec<Uuid>, Error> {
    let own = application.office.uuid();
    let office =
        tx.rows::<offices::Entity>()?.filter(offices::Column::Id.eq(own)).one(tx.connection()).await?;
    let together = match office.and_then(|office| office.corporation_id) {
        Some(corporation) => {
            tx.rows::<offices::Entity>()?
                .select_only()
                .column(offices::Column::Id)
                .filter(offices::Column::CorporationId.eq(corporation))
                .into_tuple::<Uuid>()
                .all(tx.connection())
                .await?
        }
        None => named_alike(tx, application, since).await?,
    };
    let together: Vec<Uuid> = together.into_iter().chain([own]).collect();
    let numbers = numbered(tx, &together).await?;
    let numbers: Vec<OfficeNumber> =
        numbers.iter().filter_map(|(_, number, _)| number.parse().ok()).collect();
    let mut all: Vec<Uuid> = together.into_iter().chain(queue::with_former(tx, &numbers).await?).collect();
    all.sort_unstable();
    all.dedup();
    Ok(all)
}

/// The offices of which the register knows no corporation, and for which the same one was named in a granted application.
async fn named_alike(tx: &Tx, application: &Application, since: FiscalYear) -> Result<Vec<Uuid>, Error> {
    let named =
        |one: &Application| search_key(one.answers.typed(Task::Contact).get(AnswerField::Corporation.name()));
    let key = named(application);
    if key.is_empty() {
        return Ok(Vec::new());
    }
    let unknown = tx
        .rows::<offices::Entity>()?
        .select_only()
        .column(offices::Column::Id)
        .filter(offices::Column::CorporationId.is_null())
        .into_query();
    let rows = tx
        .rows::<applications::Entity>()?
        .filter(applications::Column::OfficeId.in_subquery(unknown))
        .filter(applications::Column::Stage.eq(StageName::Granted.code()))
        .filter(applications::Column::FiscalYear.gte(since.year()))
        .all(tx.connection())
        .await?;
    let mut alike = Vec::new();
    for row in rows {
        let other = Application::try_from(row)?;
        if named(&other) == key {
            alike.push(other.office.uuid());
        }
    }
    Ok(alike)
}

/// Offices with their numbers and names.
async fn numbered(tx: &Tx, ids: &[Uuid]) -> Result<Vec<(Uuid, String, String)>, Error> {
    let mut found = Vec::new();
    for some in ids.chunks(500) {
        let rows: Vec<(Uuid, String, String)> = tx
            .rows::<offices::Entity>()?
            .select_only()
            .columns([offices::Column::Id, offices::Column::Number, offices::Column::Name])
            .filter(offices::Column::Id.is_in(some.iter().copied()))
            .into_tuple()
            .all(tx.connection())
            .await?;
        found.extend(rows);
    }
    Ok(found)
}
