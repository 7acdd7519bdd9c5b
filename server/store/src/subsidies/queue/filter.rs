//! Which applications a list means, and in which order: every narrowing stands on an index of the tenant.

use super::counts::RUNS;
use crate::{
    Error, Tx,
    entities::{application_flags, applications, case_messages, office_services, offices},
    offices::HAS_AREA,
};
use chrono::{Months, NaiveDate};
use domain::{
    ids::{AccountId, ApplicationId, ProgrammeVersionId},
    subsidies::{Order, Owner, Queue, ReceiptNumber, StageName},
    tokyo,
};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, ExprTrait as _, Order as Direction, QueryFilter, QueryOrder,
    QuerySelect, QueryTrait as _, Select,
    sea_query::{Expr, LikeExpr, NullOrdering, Query, UnionType},
};
use std::ops::Range;
use uuid::Uuid;

/// A list as somebody asks for it.
#[derive(Debug, Clone)]
pub struct List<'a> {
    /// What its address says.
    pub queue: &'a Queue,
    /// Who asks: 自分の担当 is theirs.
    pub asker: AccountId,
    /// Until when something was received that is late enough, where the address asks for it.
    pub late: Vec<Cutoff>,
}

/// The last day of receipt that makes an application late, for those under one version of the rules that were as long
/// with their applicants.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cutoff {
    /// The rules.
    pub rules: ProgrammeVersionId,
    /// Working days on the applicant's side.
    pub paused_days: u32,
    /// Received on this day or before.
    pub until: NaiveDate,
}

/// So many applications of the list after the first `skip`, in its order: to choose all of them.
pub async fn ids(tx: &Tx, list: &List<'_>, skip: u64, most: u64) -> Result<Vec<ApplicationId>, Error> {
    let ids: Vec<Uuid> = window(tx, list, &orders(list.queue), None, skip..skip + most)?
        .select_only()
        .column(applications::Column::Id)
        .into_tuple()
        .all(tx.connection())
        .await?;
    Ok(ids.into_iter().map(ApplicationId::from_uuid).collect())
}

/// What rows are asked for: that decides how the database had better look at the register.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wanted {
    /// The first few in an order: each row that comes by is looked at by itself.
    Few,
    /// All of them, to be counted.
    All,
}

/// The applications of a list, to be counted.
pub(super) fn filtered(tx: &Tx, list: &List<'_>) -> Result<Select<applications::Entity>, Error> {
    let stages = list.queue.stages.names().into_iter().map(StageName::code);
    Ok(narrowed(tx, list, Wanted::All)?
        .filter(owned(list.queue.owner, list.asker))
        .filter(applications::Column::Stage.is_in(stages)))
}

/// What a list is narrowed to besides stages and owner.
pub(super) fn narrowed(
    tx: &Tx,
    list: &List<'_>,
    wanted: Wanted,
) -> Result<Select<applications::Entity>, Error> {
    let queue = list.queue;
    let mut rows = tx.rows::<applications::Entity>()?.filter(applications::Column::ReceiptSeq.is_not_null());
    if let Some(programme) = queue.programme {
        rows = rows.filter(applications::Column::ProgrammeId.eq(programme.uuid()));
    }
    if let Some(service) = queue.service {
        let providing = tx
            .rows::<office_services::Entity>()?
            .select_only()
            .column(office_services::Column::OfficeId)
            .filter(of_row(office_services::Column::OfficeId))
            .filter(office_services::Column::ServiceCode.eq(service.code()));
        rows = rows.filter(Expr::exists(looked_at(providing, wanted).into_query()));
    }
    if !queue.area.is_empty() {
        let within = tx
            .rows::<offices::Entity>()?
            .select_only()
            .column(offices::Column::Id)
            .filter(offices::Column::Area.eq(queue.area.as_str()))
            .filter(Expr::cust(HAS_AREA));
        rows = rows.filter(match wanted {
            Wanted::Few => {
                let own = within.filter(of_row(offices::Column::Id));
                Expr::exists(looked_at(own, wanted).into_query())
            }
            Wanted::All => applications::Column::OfficeId.in_subquery(within.into_query()),
        });
    }
    if !queue.flag.is_empty() {
        let flagged = tx
            .rows::<application_flags::Entity>()?
            .select_only()
            .column(application_flags::Column::ApplicationId)
            .filter(application_flags::Column::Word.eq(queue.flag.as_str()))
            .into_query();
        rows = rows.filter(applications::Column::Id.in_subquery(flagged));
    }
    if queue.unread {
        let unread = tx
            .rows::<case_messages::Entity>()?
            .select_only()
            .column(case_messages::Column::ApplicationId)
            .filter(case_messages::Column::Side.eq("applicant"))
            .filter(case_messages::Column::ReadAt.is_null())
            .into_query();
        rows = rows.filter(applications::Column::Id.in_subquery(unread));
    }
    if queue.late.is_some() {
        rows = rows.filter(late(&list.late));
    }
    if let Some(first) = queue.month {
        rows = rows.filter(within(first, first + Months::new(1)));
    }
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

/// That a row of the register is about the office of the application.
fn of_row(office: impl ColumnTrait) -> Expr {
    Expr::col(office.as_column_ref()).equals(applications::Column::OfficeId.as_column_ref())
}

/// A question about each row by itself. Without an offset PostgreSQL would answer it for every office before it reads the
/// first row.
fn looked_at<E: EntityTrait>(rows: Select<E>, wanted: Wanted) -> Select<E> {
    match wanted {
        Wanted::Few => rows.limit(1).offset(0),
        Wanted::All => rows,
    }
}

/// Received from a day on and before another: of a paper the day it came.
fn within(from: NaiveDate, until: NaiveDate) -> Condition {
    let online = Condition::all()
        .add(applications::Column::ArrivedOn.is_null())
        .add(applications::Column::SubmittedAt.gte(tokyo::start_of(from)))
        .add(applications::Column::SubmittedAt.lt(tokyo::start_of(until)));
    let on_paper = Condition::all()
        .add(applications::Column::ArrivedOn.gte(from))
        .add(applications::Column::ArrivedOn.lt(until));
    Condition::any().add(online).add(on_paper)
}

/// Received on one of these days or before, with the office's clock running.
pub(super) fn late(cutoffs: &[Cutoff]) -> Condition {
    let any = cutoffs.iter().fold(Condition::any(), |any, Cutoff { rules, paused_days, until }| {
        let on_paper = applications::Column::ArrivedOn.lte(*until);
        let online = applications::Column::ArrivedOn
            .is_null()
            .and(applications::Column::SubmittedAt.lt(tokyo::end_of(*until)));
        any.add(
            Condition::all()
                .add(applications::Column::ProgrammeVersionId.eq(rules.uuid()))
                .add(applications::Column::PausedDays.eq(*paused_days))
                .add(on_paper.or(online)),
        )
    });
    // An empty choice of days is nothing, and not everything.
    let any = if cutoffs.is_empty() { any.add(Expr::value(1).eq(0)) } else { any };
    Condition::all().add(Expr::cust(RUNS)).add(any)
}

fn owned(owner: Owner, asker: AccountId) -> Condition {
    match owner {
        Owner::Anybody => Condition::all(),
        Owner::Mine => Condition::all().add(applications::Column::AssigneeId.eq(asker.uuid())),
        Owner::Person(id) => Condition::all().add(applications::Column::AssigneeId.eq(id.uuid())),
        Owner::Nobody => Condition::all().add(applications::Column::AssigneeId.is_null()),
    }
}

/// The column of an order.
const fn column(order: Order) -> applications::Column {
    match order {
        Order::Received => applications::Column::SubmittedAt,
        Order::Amount => applications::Column::AmountYen,
        Order::Updated => applications::Column::UpdatedAt,
        Order::Programme => applications::Column::ProgrammeId,
        Order::Office => applications::Column::OfficeOrder,
        Order::Assignee => applications::Column::AssigneeId,
        Order::Deadline => applications::Column::ExpectedOn,
    }
}

/// The columns by which a list is put in order, and whether each of them grows. Of two that are equal the one received first
/// stands first, on every page alike.
pub(super) fn orders(queue: &Queue) -> Vec<(applications::Column, bool)> {
    let sorting = queue.sorting().into_iter().map(|(order, reversed)| (column(order), !reversed));
    sorting.chain([(applications::Column::Id, true)]).collect()
}

/// Whether the column of an order may be empty in a row of the list.
pub(super) const fn may_be_nobody(column: applications::Column) -> bool {
    matches!(column, applications::Column::AssigneeId)
}

/// Who has no assignee stands first, or last the other way round: left alone, the two databases do it differently.
fn ordered(
    rows: Select<applications::Entity>,
    orders: &[(applications::Column, bool)],
) -> Select<applications::Entity> {
    orders.iter().fold(rows, |rows, (column, grows)| {
        let (direction, nothing) = if *grows {
            (Direction::Asc, NullOrdering::First)
        } else {
            (Direction::Desc, NullOrdering::Last)
        };
        if may_be_nobody(*column) {
            rows.order_by_with_nulls(*column, direction, nothing)
        } else {
            rows.order_by(*column, direction)
        }
    })
}

/// Some rows of a list in an order, `beyond` what they must lie. Of each stage as many are read from the index of the order
/// as may be among them, and put together: no index keeps the order of several stages.
pub(super) fn window(
    tx: &Tx,
    list: &List<'_>,
    orders: &[(applications::Column, bool)],
    beyond: Option<&Condition>,
    places: Range<u64>,
) -> Result<Select<applications::Entity>, Error> {
    let mut rows = narrowed(tx, list, Wanted::Few)?.filter(owned(list.queue.owner, list.asker));
    if let Some(beyond) = beyond {
        rows = rows.filter(beyond.clone());
    }
    let in_stage =
        |name: StageName| ordered(rows.clone().filter(applications::Column::Stage.eq(name.code())), orders);
    let some = |rows: Select<applications::Entity>| {
        rows.offset(places.start).limit(places.end.saturating_sub(places.start))
    };
    let names = list.queue.stages.names();
    if let [name] = names[..] {
        return Ok(some(in_stage(name)));
    }
    let first = |name: StageName| {
        let first = in_stage(name).select_only().column(applications::Column::Id).limit(places.end);
        Query::select().column("id").from_subquery(first.into_query(), "first").to_owned()
    };
    let all = names.into_iter().map(first).reduce(|mut all, next| {
        all.union(UnionType::All, next);
        all
    });
    let within = all.map(|all| applications::Column::Id.in_subquery(all));
    Ok(some(ordered(tx.rows::<applications::Entity>()?.filter(Condition::all().add_option(within)), orders)))
}
