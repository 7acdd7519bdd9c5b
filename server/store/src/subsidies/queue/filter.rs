//! Which applications a list means, and in which order: every narrowing stands on an index of the tenant.

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
    ColumnTrait, Condition, ExprTrait as _, Order as Direction, QueryFilter, QueryOrder, QuerySelect,
    QueryTrait as _, Select,
    sea_query::{Expr, LikeExpr},
};
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

/// The stages in which the office's clock runs.
pub(super) fn running() -> impl Iterator<Item = &'static str> {
    [StageName::Submitted, StageName::UnderReview, StageName::Proposed].into_iter().map(StageName::code)
}

/// So many applications of the list after the first `skip`, in its order: to choose all of them.
pub async fn ids(tx: &Tx, list: &List<'_>, skip: u64, most: u64) -> Result<Vec<ApplicationId>, Error> {
    let ids: Vec<Uuid> = ordered(filtered(tx, list)?, list.queue)
        .select_only()
        .column(applications::Column::Id)
        .offset(skip)
        .limit(most)
        .into_tuple()
        .all(tx.connection())
        .await?;
    Ok(ids.into_iter().map(ApplicationId::from_uuid).collect())
}

/// The applications of a list.
pub(super) fn filtered(tx: &Tx, list: &List<'_>) -> Result<Select<applications::Entity>, Error> {
    let stages = list.queue.stages.names().into_iter().map(StageName::code);
    Ok(narrowed(tx, list)?
        .filter(owned(list.queue.owner, list.asker))
        .filter(applications::Column::Stage.is_in(stages)))
}

/// What a list is narrowed to besides stages and owner.
pub(super) fn narrowed(tx: &Tx, list: &List<'_>) -> Result<Select<applications::Entity>, Error> {
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
            .filter(office_services::Column::ServiceCode.eq(service.code()))
            .into_query();
        rows = rows.filter(applications::Column::OfficeId.in_subquery(providing));
    }
    if !queue.area.is_empty() {
        let within = tx
            .rows::<offices::Entity>()?
            .select_only()
            .column(offices::Column::Id)
            .filter(offices::Column::Area.eq(queue.area.as_str()))
            .filter(Expr::cust(HAS_AREA))
            .into_query();
        rows = rows.filter(applications::Column::OfficeId.in_subquery(within));
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
    Condition::all().add(applications::Column::Stage.is_in(running())).add(any)
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
pub(super) const fn column(order: Order) -> applications::Column {
    match order {
        Order::Received => applications::Column::SubmittedAt,
        Order::Amount => applications::Column::AmountYen,
        Order::Updated => applications::Column::UpdatedAt,
        Order::Programme => applications::Column::ProgrammeId,
    }
}

/// Of two that are equal the one received first stands first, on every page alike.
pub(super) fn ordered(rows: Select<applications::Entity>, queue: &Queue) -> Select<applications::Entity> {
    let rows = queue.sorting().into_iter().fold(rows, |rows, (order, reversed)| {
        rows.order_by(column(order), if reversed { Direction::Desc } else { Direction::Asc })
    });
    rows.order_by_asc(applications::Column::Id)
}
