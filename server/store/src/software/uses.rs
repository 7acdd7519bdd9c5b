//! What offices use: a name as it was typed, and the product that it means where that is known.

use super::{Catalogue, Heard, catalogue};
use crate::{Error, Tx, entities::office_software, events::Event, offices::live_ids as live_offices};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    ids::{AccountId, OfficeId, OfficeSoftwareId, SoftwareProductId, TenantId},
    software::{Linking, Span, linking_of_office, name_key},
};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, Condition, EntityTrait, ExprTrait as _, QueryFilter, QueryOrder, QuerySelect as _,
    QueryTrait as _, TryInsertResult,
    sea_query::{Expr, OnConflict, SelectStatement},
};
use serde_json::json;
use std::collections::BTreeMap;
use uuid::Uuid;

/// A 介護ソフト that an office uses, or used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Use {
    /// Its id.
    pub id: OfficeSoftwareId,
    /// Whose.
    pub office: OfficeId,
    /// The name as it was typed.
    pub typed: String,
    /// The product that it means.
    pub product: Option<SoftwareProductId>,
    /// The first day that anybody named.
    pub since: NaiveDate,
    /// As of which day it was last said.
    pub as_of: NaiveDate,
    /// By which way.
    pub basis: String,
    /// Which one said so.
    pub source: Option<Uuid>,
    /// Who wrote it down.
    pub by: Option<AccountId>,
    /// Until when the office used it.
    pub ended_on: Option<NaiveDate>,
    /// Counts its edits.
    pub version: i32,
}

impl From<office_software::Model> for Use {
    fn from(row: office_software::Model) -> Self {
        Self {
            id: row.id.into(),
            office: row.office_id.into(),
            typed: row.typed_name,
            product: row.product_id.map(SoftwareProductId::from),
            since: row.since_on.unwrap_or(row.as_of),
            as_of: row.as_of,
            basis: row.basis,
            source: row.source_id,
            by: row.recorded_by.map(AccountId::from),
            ended_on: row.ended_on,
            version: row.version,
        }
    }
}

impl Use {
    /// The days on which the office is known to have used it.
    pub const fn span(&self) -> Span {
        Span { since: self.since, ended_on: self.ended_on }
    }
}

/// Writes down that an office uses something. A name without letters or figures says nothing. What is known of the office
/// already is dated anew where this is newer, and begins earlier where this is earlier; what is said as of a day before the
/// use ended begins none anew. A product that is not named is found by the name.
pub async fn learn(
    tx: &Tx,
    id: OfficeSoftwareId,
    office: OfficeId,
    typed_name: &str,
    product: Option<SoftwareProductId>,
    heard: Heard,
) -> Result<(), Error> {
    let key = name_key(typed_name);
    if key.is_empty() {
        return Ok(());
    }
    if over_since(tx, office, &key, heard.on).await? {
        return begun_earlier(tx, office, &key, heard).await;
    }
    let known = catalogue(tx).await?;
    let product = match product {
        Some(product) => Some(product),
        None => match matched_before(tx, &key).await? {
            Some(product) => Some(product),
            None => known.by_key(&key),
        },
    };
    let house = product.and_then(|product| known.product(product)).map(|product| product.house.uuid());
    let product = product.filter(|_| house.is_some()).map(SoftwareProductId::uuid);
    let row = office_software::Model {
        tenant_id: tx.tenant()?.uuid(),
        id: id.uuid(),
        office_id: office.uuid(),
        typed_name: typed_name.trim().to_owned(),
        name_key: key.clone(),
        product_house: house,
        product_id: product,
        as_of: heard.on,
        basis: heard.basis.to_owned(),
        source_id: heard.source,
        recorded_by: tx.account().map(AccountId::uuid),
        recorded_at: heard.now,
        ended_on: None,
        live_key: Some(key.clone()),
        version: 1,
        since_on: Some(heard.on),
    };
    let added = office_software::Entity::insert(office_software::ActiveModel::from(row.clone()))
        .on_conflict(OnConflict::new().do_nothing().to_owned())
        .try_insert()
        .exec_without_returning(tx.connection())
        .await?;
    let new = matches!(added, TryInsertResult::Inserted(1));
    if !new {
        let newer = office_software::Entity::update_many()
            .set(office_software::ActiveModel {
                typed_name: Set(row.typed_name),
                as_of: Set(row.as_of),
                basis: Set(row.basis),
                source_id: Set(row.source_id),
                recorded_by: Set(row.recorded_by),
                recorded_at: Set(row.recorded_at),
                ..Default::default()
            })
            .col_expr(office_software::Column::Version, Expr::col(office_software::Column::Version).add(1))
            .col_expr(office_software::Column::SinceOn, Expr::cust(SINCE))
            .filter(office_software::Column::TenantId.eq(tx.tenant()?.uuid()))
            .filter(office_software::Column::OfficeId.eq(office.uuid()))
            .filter(office_software::Column::LiveKey.eq(&key))
            .filter(office_software::Column::AsOf.lte(heard.on))
            .exec(tx.connection())
            .await?;
        if newer.rows_affected == 0 {
            return begun_earlier(tx, office, &key, heard).await;
        }
        if let (Some(house), Some(product)) = (house, product) {
            give(tx, &key, Some(office), house, product).await?;
        }
    }
    let payload = json!({ "product": product, "basis": heard.basis, "as_of": heard.on, "new": new });
    tx.record(Event::of(heard.now, "office.software-recorded", "office", office.uuid(), payload))
}

/// Since when a use is known: what was written down before that was kept is known since it was last said.
const SINCE: &str = "COALESCE(since_on, as_of)";

/// Whether a use of something was over later than a day, so that what is said as of that day is of this use.
async fn over_since(tx: &Tx, office: OfficeId, key: &str, day: NaiveDate) -> Result<bool, Error> {
    let uses = of_office(tx, office).await?;
    let mut same = uses.iter().filter(|one| name_key(&one.typed) == key);
    Ok(same.any(|one| one.span().is_over_since(day)))
}

/// Lets the use of something begin on an earlier day: the first that there was after it.
async fn begun_earlier(tx: &Tx, office: OfficeId, key: &str, heard: Heard) -> Result<(), Error> {
    let uses = of_office(tx, office).await?;
    let same = uses.iter().filter(|one| name_key(&one.typed) == key);
    let later = same.filter(|one| one.ended_on.is_none_or(|end| heard.on < end)).min_by_key(|one| one.since);
    let Some(one) = later.filter(|one| heard.on < one.since) else { return Ok(()) };
    let begun = office_software::Entity::update_many()
        .col_expr(office_software::Column::SinceOn, Expr::value(heard.on))
        .filter(office_software::Column::TenantId.eq(tx.tenant()?.uuid()))
        .filter(office_software::Column::Id.eq(one.id.uuid()))
        // Of two who know of earlier days at once, the earliest stays.
        .filter(Expr::cust(SINCE).gt(heard.on))
        .exec(tx.connection())
        .await?;
    if begun.rows_affected == 0 {
        return Ok(());
    }
    let payload = json!({ "product": one.product, "basis": heard.basis, "as_of": heard.on, "new": false });
    tx.record(Event::of(heard.now, "office.software-recorded", "office", office.uuid(), payload))
}

/// The product that was chosen for a name before.
async fn matched_before(tx: &Tx, key: &str) -> Result<Option<SoftwareProductId>, Error> {
    let row = tx
        .rows::<office_software::Entity>()?
        .filter(office_software::Column::NameKey.eq(key))
        .filter(office_software::Column::ProductId.is_not_null())
        .order_by_desc(office_software::Column::RecordedAt)
        .limit(1)
        .one(tx.connection())
        .await?;
    Ok(row.and_then(|row| row.product_id).map(SoftwareProductId::from))
}

/// Gives the rows of a name their product.
async fn give(
    tx: &Tx,
    key: &str,
    office: Option<OfficeId>,
    house: Uuid,
    product: Uuid,
) -> Result<u64, Error> {
    let mut update = office_software::Entity::update_many()
        .col_expr(office_software::Column::ProductHouse, Expr::value(house))
        .col_expr(office_software::Column::ProductId, Expr::value(product))
        .filter(office_software::Column::TenantId.eq(tx.tenant()?.uuid()))
        .filter(office_software::Column::NameKey.eq(key));
    if let Some(office) = office {
        update = update.filter(office_software::Column::OfficeId.eq(office.uuid()));
    }
    Ok(update.exec(tx.connection()).await?.rows_affected)
}

/// What an office uses and used, what it uses first.
pub async fn of_office(tx: &Tx, office: OfficeId) -> Result<Vec<Use>, Error> {
    let rows = tx
        .rows::<office_software::Entity>()?
        .filter(office_software::Column::OfficeId.eq(office.uuid()))
        .order_by_desc(office_software::Column::AsOf)
        .order_by_desc(office_software::Column::Id)
        .all(tx.connection())
        .await?;
    let mut uses: Vec<Use> = rows.into_iter().map(Use::from).collect();
    uses.sort_by_key(|one| one.ended_on.is_some());
    Ok(uses)
}

/// What every office of the tenant uses.
pub async fn every(tx: &Tx) -> Result<BTreeMap<OfficeId, Vec<Use>>, Error> {
    let rows = tx
        .rows::<office_software::Entity>()?
        .filter(office_software::Column::LiveKey.is_not_null())
        .filter(office_software::Column::OfficeId.in_subquery(live_offices(tx)?))
        .order_by_asc(office_software::Column::TypedName)
        .all(tx.connection())
        .await?;
    let mut uses: BTreeMap<OfficeId, Vec<Use>> = BTreeMap::new();
    for row in rows {
        uses.entry(row.office_id.into()).or_default().push(row.into());
    }
    Ok(uses)
}

/// What every office of the tenant used on a day.
pub async fn on_day(tx: &Tx, day: NaiveDate) -> Result<BTreeMap<OfficeId, Vec<Use>>, Error> {
    let rows = tx
        .rows::<office_software::Entity>()?
        .filter(Expr::cust(SINCE).lte(day))
        .filter(office_software::Column::OfficeId.in_subquery(live_offices(tx)?))
        .order_by_asc(office_software::Column::TypedName)
        .all(tx.connection())
        .await?;
    let mut uses: BTreeMap<OfficeId, Vec<Use>> = BTreeMap::new();
    for one in rows.into_iter().map(Use::from).filter(|one| one.span().holds(day)) {
        uses.entry(one.office).or_default().push(one);
    }
    Ok(uses)
}

/// Whether each office that is known to use something can link with it.
pub fn by_linking(
    uses: &BTreeMap<OfficeId, Vec<Use>>,
    catalogue: &Catalogue,
    today: NaiveDate,
) -> BTreeMap<OfficeId, Linking> {
    let of = |one: &Use| one.product.map_or(Linking::Unknown, |product| catalogue.linking(product, today));
    uses.iter().map(|(office, uses)| (*office, linking_of_office(uses.iter().map(of)))).collect()
}

/// The ids of offices whose software can link, or cannot, for a larger query: `Unknown` gives those of whom either is known.
pub(crate) async fn linking_ids(
    tx: &Tx,
    linking: Linking,
    today: NaiveDate,
) -> Result<SelectStatement, Error> {
    let known = catalogue(tx).await?;
    let products = |wanted: Linking| -> Vec<Uuid> {
        let of = known.products.iter().filter(|product| known.linking(product.id, today) == wanted);
        of.map(|product| product.id.uuid()).collect()
    };
    let using = |products: Vec<Uuid>| -> Result<SelectStatement, Error> {
        Ok(live_ids(tx)?.filter(office_software::Column::ProductId.is_in(products)).into_query())
    };
    let (can, cannot) = (using(products(Linking::Yes))?, products(Linking::No));
    if linking == Linking::Yes {
        return Ok(can);
    }
    let open = live_ids(tx)?
        .filter(
            Condition::any()
                .add(office_software::Column::ProductId.is_null())
                .add(office_software::Column::ProductId.is_not_in(cannot.clone())),
        )
        .into_query();
    // What uses something besides products that cannot: either it can, or nobody knows.
    let cannot = live_ids(tx)?
        .filter(office_software::Column::ProductId.is_in(cannot))
        .filter(office_software::Column::OfficeId.not_in_subquery(open));
    if linking == Linking::No {
        return Ok(cannot.into_query());
    }
    let cannot = cannot.into_query();
    Ok(live_ids(tx)?
        .filter(
            Condition::any()
                .add(office_software::Column::OfficeId.in_subquery(can))
                .add(office_software::Column::OfficeId.in_subquery(cannot)),
        )
        .into_query())
}

fn live_ids(tx: &Tx) -> Result<sea_orm::Select<office_software::Entity>, Error> {
    let rows = tx.rows::<office_software::Entity>()?.select_only();
    Ok(rows.column(office_software::Column::OfficeId).filter(office_software::Column::LiveKey.is_not_null()))
}

/// Ends the use of something, over the version that was seen. Twice is once.
pub async fn end(tx: &Tx, one: &Use, on: NaiveDate, now: DateTime<Utc>) -> Result<(), Error> {
    if one.ended_on.is_some() {
        return Ok(());
    }
    let ended = office_software::Entity::update_many()
        .set(office_software::ActiveModel {
            ended_on: Set(Some(on)),
            live_key: Set(None),
            version: Set(one.version + 1),
            ..Default::default()
        })
        .filter(office_software::Column::TenantId.eq(tx.tenant()?.uuid()))
        .filter(office_software::Column::Id.eq(one.id.uuid()))
        .filter(office_software::Column::Version.eq(one.version))
        .exec(tx.connection())
        .await?;
    Error::stale_unless(ended.rows_affected)?;
    let payload = json!({ "product": one.product, "ended_on": on });
    tx.record(Event::of(now, "office.software-ended", "office", one.office.uuid(), payload))
}

/// A name that offices use and no product has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unmatched {
    /// The form in which names are compared.
    pub key: String,
    /// The name as one of them typed it.
    pub typed: String,
    /// How many offices.
    pub offices: u64,
}

/// The names that no product has, those of most offices first.
pub async fn unmatched(tx: &Tx) -> Result<Vec<Unmatched>, Error> {
    let rows: Vec<(String, String, i64)> = tx
        .rows::<office_software::Entity>()?
        .filter(office_software::Column::LiveKey.is_not_null())
        .filter(office_software::Column::OfficeId.in_subquery(live_offices(tx)?))
        .filter(office_software::Column::ProductId.is_null())
        .select_only()
        .column(office_software::Column::NameKey)
        .column_as(office_software::Column::TypedName.min(), "typed")
        .column_as(office_software::Column::Id.count(), "n")
        .group_by(office_software::Column::NameKey)
        .into_tuple()
        .all(tx.connection())
        .await?;
    let mut names: Vec<Unmatched> = rows
        .into_iter()
        .map(|(key, typed, n)| Unmatched { key, typed, offices: u64::try_from(n).unwrap_or(0) })
        .collect();
    names.sort_by(|one, other| other.offices.cmp(&one.offices).then_with(|| one.key.cmp(&other.key)));
    Ok(names)
}

/// Gives names that were written before their product stood in the catalogue to it; what several products might mean is left
/// to an officer.
pub async fn match_known(tx: &Tx, now: DateTime<Utc>) -> Result<(), Error> {
    let known = catalogue(tx).await?;
    for name in unmatched(tx).await? {
        if let Some(product) = known.by_key(&name.key).and_then(|id| known.product(id)) {
            matched(tx, &name.key, (product.house, product.id), now).await?;
        }
    }
    Ok(())
}

/// Says which product a name means, for every office that uses it; how many there are.
pub async fn match_name(
    tx: &Tx,
    key: &str,
    product: SoftwareProductId,
    now: DateTime<Utc>,
) -> Result<u64, Error> {
    let house = catalogue(tx).await?.product(product).ok_or(Error::Missing)?.house;
    matched(tx, key, (house, product), now).await
}

async fn matched(
    tx: &Tx,
    key: &str,
    (house, product): (TenantId, SoftwareProductId),
    now: DateTime<Utc>,
) -> Result<u64, Error> {
    let offices = give(tx, key, None, house.uuid(), product.uuid()).await?;
    if offices > 0 {
        let payload = json!({ "offices": offices });
        tx.record(Event::of(now, "software.matched", "software", product.uuid(), payload))?;
    }
    Ok(offices)
}
