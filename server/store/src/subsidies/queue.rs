//! The officer's list: which applications, in which order, and how many of each kind.

use super::applications::Application;
use crate::{
    Error, Tx,
    entities::{accounts, applications, corporations, offices, programmes},
    offices::identity,
};
use chrono::{DateTime, Utc};
use domain::{
    ids::{AccountId, ApplicationId},
    merging::Former,
    subsidies::{Order, Owner, Queue, ReceiptNumber, StageName},
};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, ExprTrait as _, Order as Direction, PaginatorTrait as _,
    QueryFilter, QueryOrder, QuerySelect, Select,
    sea_query::{Expr, LikeExpr},
};
use std::collections::BTreeMap;
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
    /// 法人名, where the register knows it.
    pub corporation: Option<String>,
    /// Title of the programme.
    pub programme: String,
    /// Name of whoever reviews it.
    pub assignee: Option<String>,
    /// When it was touched last.
    pub updated_at: DateTime<Utc>,
}

/// How many rows the list has.
pub async fn count(tx: &Tx, queue: &Queue, asker: AccountId) -> Result<u64, Error> {
    Ok(filtered(tx, queue, asker)?.count(tx.connection()).await?)
}

/// One page of the list.
pub async fn page(tx: &Tx, queue: &Queue, asker: AccountId, per_page: u64) -> Result<Vec<Line>, Error> {
    let rows = ordered(filtered(tx, queue, asker)?, queue)
        .offset(queue.page * per_page)
        .limit(per_page)
        .all(tx.connection())
        .await?;
    lines(tx, rows).await
}

/// Every application of the list, in its order: to go from one to the next.
pub async fn ids(tx: &Tx, queue: &Queue, asker: AccountId) -> Result<Vec<ApplicationId>, Error> {
    let ids: Vec<Uuid> = ordered(filtered(tx, queue, asker)?, queue)
        .select_only()
        .column(applications::Column::Id)
        .into_tuple()
        .all(tx.connection())
        .await?;
    Ok(ids.into_iter().map(ApplicationId::from_uuid).collect())
}

/// How many received applications stand where, over what the search finds for this owner.
pub async fn stage_counts(
    tx: &Tx,
    queue: &Queue,
    asker: AccountId,
) -> Result<BTreeMap<StageName, u64>, Error> {
    let rows: Vec<(String, i64)> = searched(tx, queue)?
        .filter(owned(queue.owner, asker))
        .select_only()
        .column(applications::Column::Stage)
        .column_as(applications::Column::Id.count(), "n")
        .group_by(applications::Column::Stage)
        .into_tuple()
        .all(tx.connection())
        .await?;
    rows.into_iter()
        .map(|(stage, n)| {
            let name =
                StageName::from_code(&stage).ok_or_else(|| Error::Unreadable(format!("stage {stage}")))?;
            Ok((name, u64::try_from(n).unwrap_or(0)))
        })
        .collect()
}

/// Every application that is with the office now, oldest first: what the ageing strip counts.
pub async fn waiting(tx: &Tx) -> Result<Vec<Application>, Error> {
    let open = [StageName::Submitted, StageName::UnderReview, StageName::Proposed].map(StageName::code);
    let rows = tx
        .rows::<applications::Entity>()?
        .filter(applications::Column::Stage.is_in(open))
        .order_by_asc(applications::Column::SubmittedAt)
        .all(tx.connection())
        .await?;
    rows.into_iter().map(Application::try_from).collect()
}

/// The other live applications in a fiscal year, in any programme, of an office and of those whose number it follows or
/// that follow it: number, title, programme.
pub async fn others(tx: &Tx, application: &Application) -> Result<Vec<(ReceiptNumber, String, bool)>, Error> {
    let rows = tx
        .rows::<applications::Entity>()?
        .filter(applications::Column::OfficeId.is_in(counted_together(tx, application).await?))
        .filter(applications::Column::FiscalYear.eq(application.fiscal_year.year()))
        .filter(applications::Column::LiveKey.is_not_null())
        .filter(applications::Column::Id.ne(application.id.uuid()))
        .order_by_asc(applications::Column::SubmittedAt)
        .all(tx.connection())
        .await?;
    let titles = titles(tx, &rows).await?;
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

/// The offices whose applications count as one's own: the office's, and those of numbers that went before or follow.
async fn counted_together(tx: &Tx, application: &Application) -> Result<Vec<Uuid>, Error> {
    let own = application.office.uuid();
    let Some(office) = super::offices::find(tx, application.office).await? else { return Ok(vec![own]) };
    let former = Former { successions: identity::successions(tx).await?, ..Former::default() };
    let numbers: Vec<_> = former.related(office.number).iter().map(ToString::to_string).collect();
    let related = tx
        .rows::<offices::Entity>()?
        .select_only()
        .column(offices::Column::Id)
        .filter(offices::Column::Number.is_in(numbers))
        .into_tuple::<Uuid>()
        .all(tx.connection())
        .await?;
    Ok(related.into_iter().chain([own]).collect())
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

/// The names of people, for timelines and lists.
pub async fn names(
    tx: &Tx,
    people: impl IntoIterator<Item = AccountId>,
) -> Result<BTreeMap<AccountId, String>, Error> {
    let people: std::collections::BTreeSet<_> = people.into_iter().map(AccountId::uuid).collect();
    let rows =
        accounts::Entity::find().filter(accounts::Column::Id.is_in(people)).all(tx.connection()).await?;
    Ok(rows.into_iter().map(|row| (AccountId::from_uuid(row.id), row.name)).collect())
}

fn searched(tx: &Tx, queue: &Queue) -> Result<Select<applications::Entity>, Error> {
    let mut rows = tx.rows::<applications::Entity>()?.filter(applications::Column::ReceiptSeq.is_not_null());
    if let Ok(receipt) = queue.words.parse::<ReceiptNumber>() {
        return Ok(rows.filter(applications::Column::ReceiptNumber.eq(receipt.to_string())));
    }
    for word in domain::offices::Query::parse(&queue.words).words() {
        let escaped = word.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
        let like = LikeExpr::new(format!("%{escaped}%")).escape('\\');
        rows = rows.filter(Expr::col(applications::Column::SearchKey).like(like));
    }
    Ok(rows)
}

fn owned(owner: Owner, asker: AccountId) -> Condition {
    match owner {
        Owner::Anybody => Condition::all(),
        Owner::Mine => Condition::all().add(applications::Column::AssigneeId.eq(asker.uuid())),
        Owner::Nobody => Condition::all().add(applications::Column::AssigneeId.is_null()),
    }
}

fn filtered(tx: &Tx, queue: &Queue, asker: AccountId) -> Result<Select<applications::Entity>, Error> {
    let stages = queue.stages.names().into_iter().map(StageName::code);
    Ok(searched(tx, queue)?
        .filter(owned(queue.owner, asker))
        .filter(applications::Column::Stage.is_in(stages)))
}

fn ordered(rows: Select<applications::Entity>, queue: &Queue) -> Select<applications::Entity> {
    let direction = if queue.reversed { Direction::Desc } else { Direction::Asc };
    let column = match queue.order {
        Order::Received => applications::Column::SubmittedAt,
        Order::Amount => applications::Column::AmountYen,
        Order::Updated => applications::Column::UpdatedAt,
    };
    // Of two that are equal the one received first stands first, on every page alike.
    rows.order_by(column, direction)
        .order_by_asc(applications::Column::SubmittedAt)
        .order_by_asc(applications::Column::Id)
}

async fn titles(tx: &Tx, rows: &[applications::Model]) -> Result<BTreeMap<Uuid, String>, Error> {
    let programmes = tx
        .rows::<programmes::Entity>()?
        .filter(programmes::Column::Id.is_in(rows.iter().map(|row| row.programme_id)))
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
    let titles = titles(tx, &rows).await?;
    let people = names(tx, rows.iter().filter_map(|row| row.assignee_id).map(AccountId::from_uuid)).await?;
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
                corporation: office.corporation_id.and_then(|id| owners.get(&id).cloned()),
                programme,
                assignee: application.assignee.and_then(|id| people.get(&id).cloned()),
                application,
                updated_at,
            })
        })
        .collect()
}
