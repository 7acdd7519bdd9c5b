//! 検索: offices, applications, corporations and applicants of a tenant, by whatever an officer knows of them.

use crate::{
    Error, Tx,
    entities::{accounts, applications, corporations, offices, representations},
    subsidies::queue,
};
use domain::{
    finding::Sought,
    ids::{ApplicationId, CorporationId, OfficeId},
};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, ExprTrait as _, QueryFilter, QueryOrder, QuerySelect,
    QueryTrait as _,
    sea_query::{Expr, Func, LikeExpr},
};
use std::collections::BTreeMap;
use uuid::Uuid;

/// Most that are shown of each kind.
pub const MOST: u64 = 10;

/// An office that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundOffice {
    /// Its id.
    pub id: OfficeId,
    /// 事業所番号.
    pub number: String,
    /// 事業所名.
    pub name: String,
    /// 住所.
    pub address: String,
    /// 電話番号.
    pub phone: String,
}

/// A corporation that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundCorporation {
    /// Its id.
    pub id: CorporationId,
    /// 法人番号, where it is known.
    pub number: Option<String>,
    /// 法人名.
    pub name: String,
    /// How many offices it has in the register.
    pub offices: u64,
}

/// An applicant that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundApplicant {
    /// Their name.
    pub name: String,
    /// Their mail address.
    pub email: String,
    /// For which offices they speak.
    pub offices: Vec<(OfficeId, String)>,
}

/// What was found, at most [`MOST`] of each kind, and whether there is more of it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Found {
    /// 申請.
    pub applications: (Vec<queue::Line>, bool),
    /// 事業所.
    pub offices: (Vec<FoundOffice>, bool),
    /// 法人.
    pub corporations: (Vec<FoundCorporation>, bool),
    /// 申請者.
    pub applicants: (Vec<FoundApplicant>, bool),
}

/// The one thing that a whole number names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exact {
    /// A receipt number.
    Application(ApplicationId),
    /// An office number.
    Office(OfficeId),
}

/// What exactly one thing is meant by, if anything.
pub async fn exact(tx: &Tx, sought: &Sought) -> Result<Option<Exact>, Error> {
    if let Some(receipt) = sought.receipt {
        // Every programme counts from 1.
        let ids: Vec<Uuid> = tx
            .rows::<applications::Entity>()?
            .filter(applications::Column::ReceiptNumber.eq(receipt.to_string()))
            .select_only()
            .column(applications::Column::Id)
            .limit(2)
            .into_tuple()
            .all(tx.connection())
            .await?;
        if let [id] = ids.as_slice() {
            return Ok(Some(Exact::Application((*id).into())));
        }
    }
    if let Some(number) = sought.office {
        return Ok(crate::offices::by_number(tx, number).await?.map(Exact::Office));
    }
    Ok(None)
}

/// Everything that was found.
pub async fn find(tx: &Tx, sought: &Sought) -> Result<Found, Error> {
    if sought.is_empty() {
        return Ok(Found::default());
    }
    Ok(Found {
        applications: found_applications(tx, sought).await?,
        offices: found_offices(tx, sought).await?,
        corporations: found_corporations(tx, sought).await?,
        applicants: found_applicants(tx, sought).await?,
    })
}

fn containing(word: &str) -> LikeExpr {
    let escaped = word.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
    LikeExpr::new(format!("%{escaped}%")).escape('\\')
}

/// The rows that are shown, and whether there is more.
fn some<T>(mut rows: Vec<T>) -> (Vec<T>, bool) {
    let most = usize::try_from(MOST).unwrap_or(usize::MAX);
    let more = rows.len() > most;
    rows.truncate(most);
    (rows, more)
}

/// The applications of what the words name: the key of an office knows its names, numbers and telephones.
async fn found_applications(tx: &Tx, sought: &Sought) -> Result<(Vec<queue::Line>, bool), Error> {
    let mut any = Condition::any();
    if let Some(receipt) = sought.receipt {
        any = any.add(applications::Column::ReceiptNumber.eq(receipt.to_string()));
    }
    if !sought.words.is_empty() {
        let named = meant_offices(tx, sought)?.select_only().column(offices::Column::Id).into_query();
        any = any.add(applications::Column::OfficeId.in_subquery(named));
    }
    if any.is_empty() {
        return Ok((Vec::new(), false));
    }
    let ids: Vec<Uuid> = tx
        .rows::<applications::Entity>()?
        .filter(applications::Column::ReceiptSeq.is_not_null())
        .filter(any)
        .order_by_desc(applications::Column::SubmittedAt)
        .limit(MOST + 1)
        .select_only()
        .column(applications::Column::Id)
        .into_tuple()
        .all(tx.connection())
        .await?;
    let (ids, more) = some(ids.into_iter().map(ApplicationId::from_uuid).collect());
    Ok((queue::of_ids(tx, &ids).await?, more))
}

fn meant_offices(tx: &Tx, sought: &Sought) -> Result<sea_orm::Select<offices::Entity>, Error> {
    let mut query = tx.rows::<offices::Entity>()?;
    for word in sought.words.words() {
        query = query.filter(offices::Column::SearchKey.like(containing(word)));
    }
    Ok(query)
}

async fn found_offices(tx: &Tx, sought: &Sought) -> Result<(Vec<FoundOffice>, bool), Error> {
    let mut query = meant_offices(tx, sought)?;
    if let Some(email) = &sought.email {
        let lower = Func::lower(Expr::col((offices::Entity, offices::Column::Email)));
        query = tx.rows::<offices::Entity>()?.filter(Expr::expr(lower).like(containing(email)));
    }
    let rows = query
        .order_by_asc(offices::Column::NameKana)
        .order_by_asc(offices::Column::Number)
        .limit(MOST + 1)
        .all(tx.connection())
        .await?;
    let rows = rows.into_iter().map(|row| FoundOffice {
        id: row.id.into(),
        number: row.number,
        name: row.name,
        address: row.address,
        phone: row.phone,
    });
    Ok(some(rows.collect()))
}

async fn found_corporations(tx: &Tx, sought: &Sought) -> Result<(Vec<FoundCorporation>, bool), Error> {
    let mut query = tx.rows::<corporations::Entity>()?;
    if let Some(number) = sought.corporation {
        query = query.filter(corporations::Column::Number.eq(number.as_str()));
    } else if sought.words.is_empty() {
        return Ok((Vec::new(), false));
    } else {
        for word in sought.words.words() {
            query = query.filter(corporations::Column::SearchKey.like(containing(word)));
        }
    }
    let rows = query.order_by_asc(corporations::Column::Name).limit(MOST + 1).all(tx.connection()).await?;
    let counts: Vec<(Option<Uuid>, i64)> = tx
        .rows::<offices::Entity>()?
        .filter(offices::Column::CorporationId.is_in(rows.iter().map(|row| row.id)))
        .select_only()
        .column(offices::Column::CorporationId)
        .column_as(offices::Column::Id.count(), "n")
        .group_by(offices::Column::CorporationId)
        .into_tuple()
        .all(tx.connection())
        .await?;
    let rows = rows.into_iter().map(|row| {
        let offices = counts.iter().find(|(id, _)| *id == Some(row.id)).map_or(0, |(_, n)| *n);
        FoundCorporation {
            id: row.id.into(),
            number: row.number,
            name: row.name,
            offices: u64::try_from(offices).unwrap_or(0),
        }
    });
    Ok(some(rows.collect()))
}

/// People who speak for an office of the tenant, by name or mail address.
async fn found_applicants(tx: &Tx, sought: &Sought) -> Result<(Vec<FoundApplicant>, bool), Error> {
    let speaking = tx
        .rows::<representations::Entity>()?
        .select_only()
        .column(representations::Column::AccountId)
        .into_query();
    let mut query = accounts::Entity::find()
        .filter(accounts::Column::Id.in_subquery(speaking))
        .filter(accounts::Column::DisabledAt.is_null());
    if let Some(email) = &sought.email {
        query = query.filter(accounts::Column::EmailKey.like(containing(email)));
    } else if sought.words.is_empty() {
        return Ok((Vec::new(), false));
    }
    // Names are kept as they are written; they are compared here, where the reading of width and kana is known.
    let people = query.order_by_asc(accounts::Column::Name).all(tx.connection()).await?;
    let fits = |name: &str| sought.email.is_some() || sought.words.finds(&domain::text::search_key(name));
    let people: Vec<_> = people.into_iter().filter(|person| fits(&person.name)).collect();
    let (people, more) = some(people);
    let spoken = tx
        .rows::<representations::Entity>()?
        .filter(representations::Column::AccountId.is_in(people.iter().map(|person| person.id)))
        .all(tx.connection())
        .await?;
    let names: BTreeMap<Uuid, String> = tx
        .rows::<offices::Entity>()?
        .filter(offices::Column::Id.is_in(spoken.iter().map(|row| row.office_id)))
        .all(tx.connection())
        .await?
        .into_iter()
        .map(|row| (row.id, row.name))
        .collect();
    let people = people.into_iter().map(|person| FoundApplicant {
        offices: spoken
            .iter()
            .filter(|row| row.account_id == person.id)
            .filter_map(|row| Some((row.office_id.into(), names.get(&row.office_id)?.clone())))
            .collect(),
        name: person.name,
        email: person.email.unwrap_or_default(),
    });
    Ok((people.collect(), more))
}
