//! With whom a city shares its counts, and the counts as rows of each house that reads them.

use crate::{
    Error, Tx,
    adoption::{counting::population, touched, trails},
    entities::{adoption_counts, adoption_sharing},
    events::Event,
    tx::Engine,
};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    adoption::across::{
        self, Counts, Headway, Reader, Readers, TOUCHES, Told, ToldHeadway, Traces, month_of, months,
    },
    ids::{AccountId, OfficeId, TenantId},
};
use sea_orm::{
    ActiveValue::Set, ColumnTrait as _, ConnectionTrait as _, EntityTrait as _, QueryFilter as _,
    QuerySelect as _, TryInsertResult, sea_query::OnConflict,
};
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// What a city decided.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sharing {
    /// With whom it shares.
    pub with: Readers,
    /// Who decided so and when; nobody where nothing was ever decided.
    pub decided: Option<(AccountId, DateTime<Utc>)>,
    /// Counts the decisions.
    pub version: i32,
    /// Whether it knew, when it decided, that its headway is shared as well.
    pub headway: bool,
}

/// A month as it is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Month {
    /// Its first day.
    pub month: NaiveDate,
    /// The day for which it is counted.
    pub as_of: NaiveDate,
    /// Its counts.
    pub told: Told,
    /// How far its offices had come, and what followed.
    pub headway: ToldHeadway,
}

/// A house that a city may share with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadingHouse {
    /// The house.
    pub id: TenantId,
    /// Its name.
    pub name: String,
}

/// What the city of the scope decided.
pub async fn sharing(tx: &Tx) -> Result<Sharing, Error> {
    let row = tx.rows::<adoption_sharing::Entity>()?.one(tx.connection()).await?;
    Ok(row.map(Sharing::from).unwrap_or_default())
}

/// The same, and nobody decides otherwise, or counts, until the transaction is over.
async fn held(tx: &Tx) -> Result<Sharing, Error> {
    let query = tx.rows::<adoption_sharing::Entity>()?;
    let query = match tx.engine() {
        Engine::Sqlite => query,
        Engine::Postgres => query.lock_exclusive(),
    };
    Ok(query.one(tx.connection()).await?.map(Sharing::from).unwrap_or_default())
}

/// Decides with whom the city of the scope shares from now on. Whoever is left out sees nothing more at once.
pub async fn share(tx: &Tx, version: i32, with: &Readers, now: DateTime<Utc>) -> Result<(), Error> {
    let before = held(tx).await?;
    if before.version != version {
        return Err(Error::Stale);
    }
    let tenant = tx.tenant()?.uuid();
    let row = adoption_sharing::ActiveModel {
        tenant_id: Set(tenant),
        federation: Set(with.contains(&Reader::Federation)),
        prefecture: Set(with.contains(&Reader::Prefecture)),
        central: Set(with.contains(&Reader::Central)),
        decided_by: Set(tx.account().ok_or(Error::Missing)?.uuid()),
        decided_at: Set(now),
        version: Set(version + 1),
        // The page on which it is decided shows it.
        headway: Set(true),
    };
    if version == 0 {
        let done = adoption_sharing::Entity::insert(row)
            .on_conflict(OnConflict::new().do_nothing().to_owned())
            .try_insert()
            .exec_without_returning(tx.connection())
            .await?;
        if !matches!(done, TryInsertResult::Inserted(1)) {
            return Err(Error::Stale);
        }
    } else {
        adoption_sharing::Entity::update(row).exec(tx.connection()).await?;
    }
    for reader in Reader::ALL.into_iter().filter(|reader| !with.contains(reader)) {
        // A house is of one kind, and that kind is the word of the reader.
        tx.connection()
            .execute_raw(tx.statement(
                "DELETE FROM adoption_counts WHERE tenant_id = $1
                 AND shared_with IN (SELECT id FROM tenants WHERE kind = $2)",
                [tenant.into(), reader.name().into()],
            ))
            .await?;
    }
    let payload = json!({ "with": with });
    tx.record(Event::of(now, "adoption.sharing-changed", "tenant", tenant, payload))
}

/// The houses that a city may share with, as far as they are here: its federation, its prefecture, 国保中央会. The scope is
/// the system's, for no city sees where another house belongs.
pub async fn reading_houses(tx: &Tx, city: TenantId) -> Result<BTreeMap<Reader, ReadingHouse>, Error> {
    const OF: [(Reader, &str); 3] = [
        (
            Reader::Federation,
            "SELECT t.id, t.name FROM tenants t JOIN federation_members m ON m.tenant_id = t.id
             WHERE m.shared_with = $1 AND t.kind = 'federation' ORDER BY t.created_at, t.id LIMIT 1",
        ),
        (
            Reader::Prefecture,
            "SELECT t.id, t.name FROM tenants t JOIN tenant_codes c ON c.tenant_id = t.id
             WHERE t.kind = 'prefecture' AND substr(c.code, 1, 2) IN
                 (SELECT substr(own.code, 1, 2) FROM tenant_codes own WHERE own.tenant_id = $1)
             ORDER BY t.created_at, t.id LIMIT 1",
        ),
        (
            Reader::Central,
            "SELECT t.id, t.name FROM tenants t WHERE t.kind = 'central' AND t.id <> $1
             ORDER BY t.created_at, t.id LIMIT 1",
        ),
    ];
    let mut houses = BTreeMap::new();
    for (reader, sql) in OF {
        let row = tx.connection().query_one_raw(tx.statement(sql, [city.uuid().into()])).await?;
        if let Some(row) = row {
            let id: Uuid = row.try_get("", "id")?;
            houses.insert(reader, ReadingHouse { id: id.into(), name: row.try_get("", "name")? });
        }
    }
    Ok(houses)
}

/// Counts the months of the city of the scope anew, and gives each house that it shares with its rows. Doing it twice
/// changes nothing more. `houses` are those of [`reading_houses`].
pub async fn recount(
    tx: &Tx,
    code: &str,
    houses: &BTreeMap<Reader, ReadingHouse>,
    (today, now): (NaiveDate, DateTime<Utc>),
) -> Result<(), Error> {
    let shared = held(tx).await?;
    let tenant_id = tx.tenant()?.uuid();
    adoption_counts::Entity::delete_many()
        .filter(adoption_counts::Column::TenantId.eq(tenant_id))
        .exec(tx.connection())
        .await?;
    let readers: Vec<Uuid> = houses
        .iter()
        .filter(|(reader, _)| shared.with.contains(reader))
        .map(|(_, house)| house.id.uuid())
        .collect();
    if readers.is_empty() {
        return Ok(());
    }
    let prefecture = code.get(..2).and_then(|number| number.parse().ok()).unwrap_or(0);
    let all = told(tx, &months(today)).await?;
    let mut rows = Vec::with_capacity(all.len() * readers.len());
    for Month { month, as_of, told, headway } in all {
        let headway = shared.headway.then(|| serde_json::to_value(&headway)).transpose()?;
        let number = |number: Option<u32>| number.and_then(|number| i32::try_from(number).ok());
        for shared_with in &readers {
            rows.push(adoption_counts::ActiveModel::from(adoption_counts::Model {
                tenant_id,
                shared_with: *shared_with,
                month,
                as_of,
                code: code.to_owned(),
                prefecture,
                offices: number(told.all.offices),
                adopted: number(told.all.adopted),
                told: serde_json::to_value(&told)?,
                counted_at: now,
                headway: headway.clone(),
            }));
        }
    }
    adoption_counts::Entity::insert_many(rows).exec_without_returning(tx.connection()).await?;
    Ok(())
}

/// What the city of the scope tells of itself of these months, the oldest first: counted from its register, the evidence it
/// holds, and what was done to its offices.
pub async fn told(tx: &Tx, months: &[(NaiveDate, NaiveDate)]) -> Result<Vec<Month>, Error> {
    let Some((reach, (_, today))) = across::reach(months).zip(months.last().copied()) else {
        return Ok(Vec::new());
    };
    let population = population(tx, today).await?;
    let trails = trails(tx, &population.evidence, today).await?;
    let known: BTreeSet<OfficeId> = population.offices.iter().map(|office| office.id).collect();
    let mut done = BTreeMap::new();
    for touch in TOUCHES {
        let mut some = touched(tx, touch, (reach.from, reach.until)).await?;
        some.retain(|one| known.contains(&one.office));
        done.insert(touch, some);
    }
    let courses = population.courses();
    let traces = Traces { population: &population, trails: &trails, courses: &courses, touched: &done };
    let mut all: Vec<Month> = Vec::with_capacity(months.len());
    for (month, as_of) in months.iter().copied() {
        let told = Counts::of(&population, as_of).told();
        let before = all.last().map(|before| &before.headway);
        let headway = Headway::of(traces, (month, as_of)).told(&told, before);
        all.push(Month { month, as_of, told, headway });
    }
    Ok(all)
}

/// Cities whose counts are not those of today, though nobody changed anything: a month has turned, a house came later, or
/// a day has come on which an office opened or closed, on which something is true that was written down before, or on which
/// a meeting was held. The scope is the system's.
pub async fn behind(tx: &Tx, today: NaiveDate) -> Result<BTreeSet<TenantId>, Error> {
    let sql = "SELECT DISTINCT s.tenant_id FROM adoption_sharing s
         JOIN tenants h ON (h.kind = 'central' AND s.central)
             OR (h.kind = 'federation' AND s.federation AND EXISTS (SELECT 1 FROM federation_members m
                 WHERE m.tenant_id = h.id AND m.shared_with = s.tenant_id))
             OR (h.kind = 'prefecture' AND s.prefecture AND EXISTS (SELECT 1 FROM tenant_codes p
                 JOIN tenant_codes c ON substr(c.code, 1, 2) = substr(p.code, 1, 2)
                 WHERE p.tenant_id = h.id AND c.tenant_id = s.tenant_id))
         WHERE NOT EXISTS (SELECT 1 FROM adoption_counts n
             WHERE n.tenant_id = s.tenant_id AND n.shared_with = h.id AND n.month = $1)
         UNION SELECT n.tenant_id FROM adoption_counts n WHERE n.month = $1 AND n.as_of < $2 AND (
             EXISTS (SELECT 1 FROM adoption_evidence e
                 WHERE e.tenant_id = n.tenant_id AND e.as_of > n.as_of AND e.as_of <= $2)
             OR EXISTS (SELECT 1 FROM campaign_activities a
                 WHERE a.tenant_id = n.tenant_id AND a.starts_on > n.as_of AND a.starts_on <= $2)
             OR EXISTS (SELECT 1 FROM offices o WHERE o.tenant_id = n.tenant_id AND (
                 (o.status_on > n.as_of AND o.status_on <= $2)
                 OR (o.designated_on > n.as_of AND o.designated_on <= $2))))";
    let values = [month_of(today).into(), today.into()];
    let rows = tx.connection().query_all_raw(tx.statement(sql, values)).await?;
    rows.iter().map(|row| Ok(TenantId::from_uuid(row.try_get("", "tenant_id")?))).collect()
}

impl From<adoption_sharing::Model> for Sharing {
    fn from(row: adoption_sharing::Model) -> Self {
        let kinds = [
            (Reader::Federation, row.federation),
            (Reader::Prefecture, row.prefecture),
            (Reader::Central, row.central),
        ];
        Self {
            with: kinds.into_iter().filter(|(_, shared)| *shared).map(|(reader, _)| reader).collect(),
            decided: Some((row.decided_by.into(), row.decided_at)),
            version: row.version,
            headway: row.headway,
        }
    }
}
