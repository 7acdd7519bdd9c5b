//! The officer's list: which applications, in which order, and how many of each kind.

mod counts;
mod filter;
mod place;
#[cfg(feature = "testing")]
mod plans;

pub use counts::{Held, Waiting, counts, overdue, waiting};
pub use filter::{Cutoff, List, ids};
pub use place::{Place, place};
#[cfg(feature = "testing")]
pub use plans::{plans, strip_plans};

use super::{applications::Application, checks, flags, messages, offices::Office};
use crate::{
    Error, Tx, accounts,
    entities::{applications, corporations, office_services, offices, programmes},
    offices::identity,
};
use chrono::{DateTime, Utc};
use domain::{
    ids::{AccountId, ApplicationId, OfficeId},
    merging::Former,
    office_number::OfficeNumber,
    service_type::ServiceType,
    subsidies::ReceiptNumber,
};
use filter::{orders, window};
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder, QuerySelect, Select};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// One row of the list.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// The application.
    pub application: Application,
    /// 事業所番号.
    pub office_number: String,
    /// 事業所名.
    pub office: String,
    /// 事業所名 in kana; empty where the register does not know it.
    pub office_kana: String,
    /// 日常生活圏域; empty where the register does not know it.
    pub area: String,
    /// What the office provides and has not given up.
    pub services: Vec<ServiceType>,
    /// 法人名, where the register knows it.
    pub corporation: Option<String>,
    /// Title of the programme.
    pub programme: String,
    /// Name of whoever reviews it.
    pub assignee: Option<String>,
    /// Its flags.
    pub flags: Vec<String>,
    /// How many criteria do not fit, by the verdicts of officers.
    pub faults: u64,
    /// Whether the applicant wrote something that nobody of the house has read.
    pub unread: bool,
    /// When it was touched last.
    pub updated_at: DateTime<Utc>,
}

/// One page of the list.
pub async fn page(tx: &Tx, list: &List<'_>, per_page: u64) -> Result<Vec<Line>, Error> {
    let first = list.queue.page * per_page;
    let rows = window(tx, list, &orders(list.queue), None, first..first + per_page)?;
    lines(tx, rows.all(tx.connection()).await?).await
}

/// The rows of these applications, in this order.
pub async fn of_ids(tx: &Tx, ids: &[ApplicationId]) -> Result<Vec<Line>, Error> {
    let rows = tx
        .rows::<applications::Entity>()?
        .filter(applications::Column::Id.is_in(ids.iter().map(|id| id.uuid())))
        .filter(applications::Column::ReceiptSeq.is_not_null())
        .all(tx.connection())
        .await?;
    let mut lines = lines(tx, rows).await?;
    lines.sort_by_key(|line| ids.iter().position(|id| *id == line.application.id));
    Ok(lines)
}

/// The other live applications in a fiscal year, in any programme, of an office and of those whose number it follows or
/// that follow it: number, title, programme.
pub async fn others(
    tx: &Tx,
    application: &Application,
    counted: &[Uuid],
) -> Result<Vec<(ReceiptNumber, String, bool)>, Error> {
    let mut rows = of_counted(tx, counted)?.all(tx.connection()).await?;
    let (own, year) = (application.id.uuid(), application.fiscal_year.year());
    rows.retain(|row| row.fiscal_year == year && row.live_key.is_some() && row.id != own);
    rows.sort_by_key(|row| row.submitted_at);
    let titles = titles(tx, rows.iter().map(|row| row.programme_id).collect()).await?;
    rows.into_iter()
        .map(|row| {
            let title = titles.get(&row.programme_id).cloned().unwrap_or_default();
            let other = Application::try_from(row)?;
            let receipt =
                other.receipt.ok_or_else(|| Error::Unreadable("live without a number".to_owned()))?;
            Ok((receipt, title, other.programme == application.programme))
        })
        .collect()
}

/// All of some offices. Asked for those that live, or those of a year, SQLite would read everything that lives, or the
/// whole year, of the house.
pub(super) fn of_counted(tx: &Tx, counted: &[Uuid]) -> Result<Select<applications::Entity>, Error> {
    Ok(tx
        .rows::<applications::Entity>()?
        .filter(applications::Column::OfficeId.is_in(counted.iter().copied())))
}

/// The offices whose applications count as one's own: the office's, and those of numbers that went before or follow.
pub(super) async fn counted_together(tx: &Tx, application: &Application) -> Result<Vec<Uuid>, Error> {
    let own = application.office.uuid();
    let Some(office) = super::offices::find(tx, application.office).await? else { return Ok(vec![own]) };
    Ok(with_former(tx, &[office.number]).await?.into_iter().chain([own]).collect())
}

/// The same for each of several offices, asked at once.
pub async fn counted_for(tx: &Tx, offices: &[Office]) -> Result<BTreeMap<OfficeId, Vec<Uuid>>, Error> {
    let former = Former { successions: identity::successions(tx).await?, ..Former::default() };
    let related = |office: &Office| former.related(office.number);
    let found = of_numbers(tx, &offices.iter().flat_map(related).collect()).await?;
    let counted = |office: &Office| {
        let related: Vec<String> = related(office).iter().map(ToString::to_string).collect();
        let before_or_after = found.iter().filter(|(_, number)| related.contains(number)).map(|(id, _)| *id);
        (office.id, before_or_after.chain([office.id.uuid()]).collect::<Vec<_>>())
    };
    Ok(offices.iter().map(counted).collect())
}

/// The offices of numbers that went before some numbers or follow.
pub(super) async fn with_former(tx: &Tx, numbers: &[OfficeNumber]) -> Result<Vec<Uuid>, Error> {
    let former = Former { successions: identity::successions(tx).await?, ..Former::default() };
    let related = numbers.iter().flat_map(|number| former.related(*number)).collect();
    Ok(of_numbers(tx, &related).await?.into_iter().map(|(id, _)| id).collect())
}

/// The offices that have some numbers.
async fn of_numbers(tx: &Tx, numbers: &BTreeSet<OfficeNumber>) -> Result<Vec<(Uuid, String)>, Error> {
    let related: Vec<String> = numbers.iter().map(ToString::to_string).collect();
    let mut found = Vec::new();
    // SQLite takes so many values in one question and no more.
    for some in related.chunks(500) {
        let ids = tx
            .rows::<offices::Entity>()?
            .select_only()
            .columns([offices::Column::Id, offices::Column::Number])
            .filter(offices::Column::Number.is_in(some.iter().cloned()))
            .into_tuple::<(Uuid, String)>()
            .all(tx.connection())
            .await?;
        found.extend(ids);
    }
    Ok(found)
}

/// The numbers of applications.
pub async fn receipts(
    tx: &Tx,
    ids: &[ApplicationId],
) -> Result<BTreeMap<ApplicationId, ReceiptNumber>, Error> {
    let mut receipts = BTreeMap::new();
    // SQLite takes so many values in one question and no more.
    for some in ids.chunks(500) {
        let rows: Vec<(Uuid, Option<String>)> = tx
            .rows::<applications::Entity>()?
            .select_only()
            .column(applications::Column::Id)
            .column(applications::Column::ReceiptNumber)
            .filter(applications::Column::Id.is_in(some.iter().map(|id| id.uuid())))
            .into_tuple()
            .all(tx.connection())
            .await?;
        for (id, number) in rows {
            let Some(number) = number else { continue };
            let receipt =
                number.parse().map_err(|_| Error::Unreadable(format!("receipt number {number}")))?;
            receipts.insert(id.into(), receipt);
        }
    }
    Ok(receipts)
}

async fn titles(tx: &Tx, programmes: BTreeSet<Uuid>) -> Result<BTreeMap<Uuid, String>, Error> {
    let programmes = tx
        .rows::<programmes::Entity>()?
        .filter(programmes::Column::Id.is_in(programmes))
        .all(tx.connection())
        .await?;
    Ok(programmes.into_iter().map(|row| (row.id, row.title)).collect())
}

async fn lines(tx: &Tx, rows: Vec<applications::Model>) -> Result<Vec<Line>, Error> {
    let offices: BTreeMap<Uuid, offices::Model> = tx
        .rows::<offices::Entity>()?
        .filter(offices::Column::Id.is_in(rows.iter().map(|row| row.office_id)))
        .all(tx.connection())
        .await?
        .into_iter()
        .map(|office| (office.id, office))
        .collect();
    let owners: BTreeMap<Uuid, String> = tx
        .rows::<corporations::Entity>()?
        .filter(corporations::Column::Id.is_in(offices.values().filter_map(|office| office.corporation_id)))
        .all(tx.connection())
        .await?
        .into_iter()
        .map(|owner| (owner.id, owner.name))
        .collect();
    let mut services: BTreeMap<Uuid, Vec<ServiceType>> = BTreeMap::new();
    for row in tx
        .rows::<office_services::Entity>()?
        .filter(office_services::Column::OfficeId.is_in(offices.keys().copied()))
        .filter(office_services::Column::Status.eq("active"))
        .order_by_asc(office_services::Column::ServiceCode)
        .all(tx.connection())
        .await?
    {
        services.entry(row.office_id).or_default().extend(ServiceType::from_code(&row.service_code));
    }
    let titles = titles(tx, rows.iter().map(|row| row.programme_id).collect()).await?;
    let people =
        accounts::names_of(tx, rows.iter().filter_map(|row| row.assignee_id).map(AccountId::from_uuid))
            .await?;
    let ids: Vec<ApplicationId> = rows.iter().map(|row| row.id.into()).collect();
    let mut flags = flags::of_many(tx, &ids).await?;
    let faults = checks::faults(tx, &ids).await?;
    let unread = messages::unread_among(tx, &ids).await?;
    rows.into_iter()
        .map(|row| {
            let office = offices.get(&row.office_id).ok_or(Error::Missing)?;
            let programme = titles.get(&row.programme_id).cloned().unwrap_or_default();
            let updated_at = row.updated_at;
            let application = Application::try_from(row)?;
            Ok(Line {
                office_number: office.number.clone(),
                office: office.name.clone(),
                office_kana: office.name_kana.clone(),
                area: office.area.clone(),
                services: services.get(&office.id).cloned().unwrap_or_default(),
                corporation: office.corporation_id.and_then(|id| owners.get(&id).cloned()),
                programme,
                assignee: application.assignee.and_then(|id| people.get(&id).cloned()),
                flags: flags.remove(&application.id).unwrap_or_default(),
                faults: faults.get(&application.id).copied().unwrap_or(0),
                unread: unread.contains(&application.id),
                application,
                updated_at,
            })
        })
        .collect()
}
