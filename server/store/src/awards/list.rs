//! The officers' list of awards, and what is due.

use super::{Award, payments};
use crate::{
    Error, Tx, accounts,
    entities::{awards, instalments, offices, programmes, recoveries},
    subsidies::queue,
};
use chrono::NaiveDate;
use domain::{
    awards::{Listing, RecoveryState, Shown, StageName},
    ids::AccountId,
    subsidies::{Owner, ReceiptNumber, Turn},
};
use sea_orm::{
    ColumnTrait, Condition, PaginatorTrait as _, QueryFilter, QueryOrder, QuerySelect, QueryTrait, Select,
    sea_query::UnionType,
};
use std::collections::BTreeMap;
use uuid::Uuid;

/// One line of the list.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// The award.
    pub award: Award,
    /// 受付番号.
    pub receipt: Option<ReceiptNumber>,
    /// 事業所番号.
    pub office_number: String,
    /// 事業所名.
    pub office: String,
    /// Title of the programme.
    pub programme: String,
    /// Name of whoever answers for it.
    pub owner: Option<String>,
}

fn codes(holds: impl Fn(StageName) -> bool) -> Vec<&'static str> {
    StageName::ALL.into_iter().filter(|name| holds(*name)).map(StageName::code).collect()
}

/// The awards of which money is still to come back.
fn owing(tx: &Tx, due_before: Option<NaiveDate>) -> Result<sea_orm::sea_query::SelectStatement, Error> {
    let mut query = tx
        .rows::<recoveries::Entity>()?
        .select_only()
        .column(recoveries::Column::AwardId)
        .filter(recoveries::Column::State.ne(RecoveryState::Refunded.code()));
    if let Some(day) = due_before {
        query = query.filter(recoveries::Column::DueOn.lt(day));
    }
    Ok(query.into_query())
}

/// What is still to do: not settled, or money of it is to come back.
pub(crate) fn to_do(tx: &Tx) -> Result<Condition, Error> {
    let open = awards::Column::Stage.is_in(codes(StageName::is_open));
    Ok(Condition::any().add(open).add(awards::Column::Id.in_subquery(owing(tx, None)?)))
}

/// What waits for the city though its report is still to come: a claim in advance that nobody answered, or paid.
pub(crate) fn waits_in_advance(tx: &Tx) -> Result<Condition, Error> {
    let asked = tx
        .rows::<instalments::Entity>()?
        .select_only()
        .column(instalments::Column::AwardId)
        .filter(instalments::Column::OpenAwardId.is_not_null())
        .into_query();
    let waits = Condition::any().add(awards::Column::Id.in_subquery(asked)).add(payments::advances_to_pay());
    let to_report = codes(|name| name.turn() == Turn::Applicant);
    Ok(Condition::all().add(awards::Column::Stage.is_in(to_report)).add(waits))
}

fn filtered(
    tx: &Tx,
    listing: &Listing,
    asker: AccountId,
    today: NaiveDate,
) -> Result<Select<awards::Entity>, Error> {
    let mut query = tx.rows::<awards::Entity>()?;
    query = match listing.shown {
        Shown::All => query,
        Shown::One(name) => query.filter(awards::Column::Stage.eq(name.code())),
        Shown::Advances => query.filter(payments::advances_to_pay()),
        Shown::Owing => query.filter(awards::Column::Id.in_subquery(owing(tx, None)?)),
        Shown::Open => query.filter(to_do(tx)?),
        // One set and not one or the other: each half is read from an index of its own.
        Shown::Overdue => {
            let mut overdue = tx
                .rows::<awards::Entity>()?
                .select_only()
                .column(awards::Column::Id)
                .filter(awards::Column::Stage.is_in(codes(|name| name.turn() == Turn::Applicant)))
                .filter(awards::Column::DueOn.lt(today))
                .into_query();
            overdue.union(UnionType::All, owing(tx, Some(today))?);
            query.filter(awards::Column::Id.in_subquery(overdue))
        }
    };
    if let Some(programme) = listing.programme {
        query = query.filter(awards::Column::ProgrammeId.eq(programme.uuid()));
    }
    Ok(match listing.owner {
        Owner::Anybody => query,
        Owner::Mine => query.filter(awards::Column::OwnerId.eq(asker.uuid())),
        Owner::Nobody => query.filter(awards::Column::OwnerId.is_null()),
        Owner::Person(id) => query.filter(awards::Column::OwnerId.eq(id.uuid())),
    })
}

/// How many there are.
pub async fn count(tx: &Tx, listing: &Listing, asker: AccountId, today: NaiveDate) -> Result<u64, Error> {
    Ok(filtered(tx, listing, asker, today)?.count(tx.connection()).await?)
}

/// One page of the list, what is due first first; all of it without a size.
pub async fn page(
    tx: &Tx,
    listing: &Listing,
    asker: AccountId,
    today: NaiveDate,
    per_page: Option<u64>,
) -> Result<Vec<Line>, Error> {
    let mut query = filtered(tx, listing, asker, today)?
        .order_by_asc(sea_orm::sea_query::Expr::cust("COALESCE(due_on, '9999-12-31')"))
        .order_by_asc(awards::Column::OpenedAt)
        .order_by_asc(awards::Column::Id);
    if let Some(size) = per_page {
        query = query.offset(listing.page * size).limit(size);
    }
    let rows = query.all(tx.connection()).await?;
    lines(tx, rows.into_iter().map(Award::try_from).collect::<Result<_, _>>()?).await
}

/// What is the applicants' turn and has a day by which it is due.
pub async fn due(tx: &Tx) -> Result<Vec<Award>, Error> {
    let rows = tx
        .rows::<awards::Entity>()?
        .filter(awards::Column::Stage.is_in(codes(|name| name.turn() == Turn::Applicant)))
        .filter(awards::Column::DueOn.is_not_null())
        .order_by_asc(awards::Column::DueOn)
        .all(tx.connection())
        .await?;
    rows.into_iter().map(Award::try_from).collect()
}

/// Awards with what people know them by.
pub async fn lines(tx: &Tx, awards: Vec<Award>) -> Result<Vec<Line>, Error> {
    let mut known_offices: BTreeMap<Uuid, (String, String)> = BTreeMap::new();
    let mut receipts = BTreeMap::new();
    for some in awards.chunks(500) {
        let ids = some.iter().map(|award| award.office.uuid());
        let rows: Vec<(Uuid, String, String)> = tx
            .rows::<offices::Entity>()?
            .select_only()
            .columns([offices::Column::Id, offices::Column::Number, offices::Column::Name])
            .filter(offices::Column::Id.is_in(ids))
            .into_tuple()
            .all(tx.connection())
            .await?;
        known_offices.extend(rows.into_iter().map(|(id, number, name)| (id, (number, name))));
        let ids: Vec<_> = some.iter().map(|award| award.application).collect();
        receipts.extend(queue::receipts(tx, &ids).await?);
    }
    let programmes: Vec<(Uuid, String)> = tx
        .rows::<programmes::Entity>()?
        .select_only()
        .columns([programmes::Column::Id, programmes::Column::Title])
        .into_tuple()
        .all(tx.connection())
        .await?;
    let programmes: BTreeMap<_, _> = programmes.into_iter().collect();
    let names = accounts::names_of(tx, awards.iter().filter_map(|award| award.owner)).await?;
    Ok(awards
        .into_iter()
        .map(|award| {
            let (office_number, office) =
                known_offices.get(&award.office.uuid()).cloned().unwrap_or_default();
            Line {
                receipt: receipts.get(&award.application).copied(),
                office_number,
                office,
                programme: programmes.get(&award.programme.uuid()).cloned().unwrap_or_default(),
                owner: award.owner.and_then(|id| names.get(&id).cloned()),
                award,
            }
        })
        .collect())
}
