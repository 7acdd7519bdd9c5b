//! What the house of the scope reads of cities that share their counts with it, and nothing else of them.

use crate::{Error, Tx, entities::adoption_counts};
use chrono::{DateTime, Months, NaiveDate, Utc};
use domain::{
    accounts::TenantKind,
    adoption::{
        FunnelStep, Step, Touch,
        across::{Line, Sum, TOUCHES, Told, ToldHeadway},
    },
    ids::TenantId,
    service_type::Group,
};
use sea_orm::{
    ColumnTrait as _, ConnectionTrait as _, QueryFilter as _, QueryOrder as _, QueryResult, Value,
};
use std::collections::BTreeMap;
use uuid::Uuid;

/// A city that shares: its newest month, and the same month a year before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct City {
    /// Its house.
    pub id: TenantId,
    /// Its name.
    pub name: String,
    /// Its 全国地方公共団体コード.
    pub code: String,
    /// Its prefecture, 1 to 47.
    pub prefecture: u8,
    /// The month of its counts.
    pub month: NaiveDate,
    /// The day for which they hold.
    pub as_of: NaiveDate,
    /// Open offices and those that adopted.
    pub now: Line,
    /// The same a year before; hidden where it is, and where nothing is known.
    pub before: Line,
    /// Whether it shares its headway as well.
    pub tells_headway: bool,
}

/// A city, whether it shares or not; its name is public.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Municipality {
    /// Its house; none where it is only a name in the lists of a federation.
    pub id: Option<TenantId>,
    /// Its name.
    pub name: String,
    /// Its prefecture, where its code says so.
    pub prefecture: Option<u8>,
}

/// A month of one city.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CityMonth {
    /// The city's prefecture, 1 to 47.
    pub prefecture: u8,
    /// Its first day.
    pub month: NaiveDate,
    /// The day for which it is counted.
    pub as_of: NaiveDate,
    /// What is told.
    pub told: Told,
    /// How far its offices had come, and what followed; none where it agreed to less.
    pub headway: Option<ToldHeadway>,
    /// When it was counted.
    pub counted_at: DateTime<Utc>,
}

/// Of which cities: all that share with the house of the scope, or those of a prefecture.
pub type Part = Option<u8>;

/// Ends a statement where only a prefecture is asked for; the number is one, and no text of anybody's.
fn only(part: Part) -> String {
    part.map(|number| format!(" AND c.prefecture = {number}")).unwrap_or_default()
}

/// The newest counts of each city, in the order of the codes.
pub async fn newest(tx: &Tx, part: Part) -> Result<Vec<City>, Error> {
    let own = tx.tenant()?.uuid();
    let sql = format!(
        "SELECT c.tenant_id, t.name, c.code, c.prefecture, c.month, c.as_of, c.offices, c.adopted,
             c.headway IS NOT NULL AS tells_headway
         FROM adoption_counts c JOIN tenants t ON t.id = c.tenant_id
         JOIN (SELECT tenant_id, max(month) AS month FROM adoption_counts WHERE shared_with = $1 GROUP BY tenant_id) l
             ON l.tenant_id = c.tenant_id AND l.month = c.month
         WHERE c.shared_with = $1{} ORDER BY c.code, t.name, c.tenant_id",
        only(part)
    );
    let rows = tx.connection().query_all_raw(tx.statement(&sql, [own.into()])).await?;
    let mut cities = rows.iter().map(city).collect::<Result<Vec<_>, Error>>()?;
    let year_before = |city: &City| city.month.checked_sub_months(Months::new(12));
    let mut months: Vec<NaiveDate> = cities.iter().filter_map(year_before).collect();
    months.sort_unstable();
    months.dedup();
    let mut before: BTreeMap<(TenantId, NaiveDate), Line> = BTreeMap::new();
    for month in months {
        let sql = format!(
            "SELECT c.tenant_id, c.offices, c.adopted FROM adoption_counts c
             WHERE c.shared_with = $1 AND c.month = $2{}",
            only(part)
        );
        let values: [Value; 2] = [own.into(), month.into()];
        for row in tx.connection().query_all_raw(tx.statement(&sql, values)).await? {
            let id: Uuid = row.try_get("", "tenant_id")?;
            before.insert((id.into(), month), line(&row)?);
        }
    }
    for city in &mut cities {
        let then = year_before(city).and_then(|month| before.get(&(city.id, month)));
        city.before = then.copied().unwrap_or_default();
    }
    Ok(cities)
}

fn city(row: &QueryResult) -> Result<City, Error> {
    let id: Uuid = row.try_get("", "tenant_id")?;
    let prefecture: i16 = row.try_get("", "prefecture")?;
    Ok(City {
        id: id.into(),
        name: row.try_get("", "name")?,
        code: row.try_get("", "code")?,
        prefecture: u8::try_from(prefecture).unwrap_or(0),
        month: row.try_get("", "month")?,
        as_of: row.try_get("", "as_of")?,
        now: line(row)?,
        before: Line::default(),
        tells_headway: row.try_get("", "tells_headway")?,
    })
}

fn line(row: &QueryResult) -> Result<Line, Error> {
    let number = |column: &str| -> Result<Option<u32>, Error> {
        Ok(row.try_get::<Option<i32>>("", column)?.and_then(|number| u32::try_from(number).ok()))
    };
    Ok(Line { offices: number("offices")?, adopted: number("adopted")?, ..Line::default() })
}

/// The sums by month, the oldest first: of the cities that tell both numbers of the month.
pub async fn trend(tx: &Tx, part: Part) -> Result<Vec<(NaiveDate, Sum)>, Error> {
    let sql = format!(
        "SELECT c.month, COUNT(*) AS shared,
             CAST(SUM(CASE WHEN c.offices IS NULL OR c.adopted IS NULL THEN 0 ELSE 1 END) AS BIGINT) AS told,
             CAST(SUM(CASE WHEN c.offices IS NULL OR c.adopted IS NULL THEN 0 ELSE c.adopted END) AS BIGINT) AS adopted,
             CAST(SUM(CASE WHEN c.offices IS NULL OR c.adopted IS NULL THEN 0 ELSE c.offices END) AS BIGINT) AS offices
         FROM adoption_counts c WHERE c.shared_with = $1{} GROUP BY c.month ORDER BY c.month",
        only(part)
    );
    let rows = tx.connection().query_all_raw(tx.statement(&sql, [tx.tenant()?.uuid().into()])).await?;
    let month = |row: &QueryResult| -> Result<(NaiveDate, Sum), Error> {
        let number = |column: &str| -> Result<u64, Error> {
            Ok(u64::try_from(row.try_get::<i64>("", column)?).unwrap_or(0))
        };
        let (shared, cities) = (number("shared")?, number("told")?);
        let sum = Sum {
            cities,
            hidden: shared.saturating_sub(cities),
            adopted: number("adopted")?,
            offices: number("offices")?,
        };
        Ok((row.try_get("", "month")?, sum))
    };
    rows.iter().map(month).collect()
}

/// The sums of the newest counts: by kind of service, by how far offices are and have come, and what followed. Those of each
/// step are of the cities that tell it, so that they do not add up to all offices.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sums {
    /// Who adopted, by kind of service.
    pub services: BTreeMap<Group, Sum>,
    /// Who is at which step; of each the offices that are there stand for those that adopted.
    pub steps: BTreeMap<Step, Sum>,
    /// Who has reached which step, in the same way; of the cities that share their headway.
    pub funnel: BTreeMap<FunnelStep, Sum>,
    /// Who began within the days after what was done, of those whose days are over.
    pub cohorts: BTreeMap<Touch, Sum>,
}

/// What the newest counts of all of them come to.
pub async fn sums(tx: &Tx, part: Part) -> Result<Sums, Error> {
    let sql = format!(
        "SELECT c.told, c.headway FROM adoption_counts c
         JOIN (SELECT tenant_id, max(month) AS month FROM adoption_counts WHERE shared_with = $1 GROUP BY tenant_id) l
             ON l.tenant_id = c.tenant_id AND l.month = c.month
         WHERE c.shared_with = $1{}",
        only(part)
    );
    let rows = tx.connection().query_all_raw(tx.statement(&sql, [tx.tenant()?.uuid().into()])).await?;
    let mut sums = Sums::default();
    for row in rows {
        let told: Told = serde_json::from_value(row.try_get("", "told")?)?;
        for step in Step::ALL {
            let sum = sums.steps.entry(step).or_default();
            *sum = sum.with(told.all.at(step));
        }
        for (group, line) in told.groups {
            let sum = sums.services.entry(group).or_default();
            *sum = sum.with(line.fraction());
        }
        let Some(headway) = row.try_get::<Option<serde_json::Value>>("", "headway")? else { continue };
        let headway: ToldHeadway = serde_json::from_value(headway)?;
        for step in FunnelStep::ALL {
            let sum = sums.funnel.entry(step).or_default();
            *sum = sum.with(headway.at(step));
        }
        for touch in TOUCHES {
            let sum = sums.cohorts.entry(touch).or_default();
            *sum = sum.with(headway.after(touch));
        }
    }
    Ok(sums)
}

/// The months of one city, the oldest first; none where it does not share with the house of the scope.
pub async fn of_city(tx: &Tx, city: TenantId) -> Result<Vec<CityMonth>, Error> {
    let rows = tx
        .shared::<adoption_counts::Entity>()?
        .filter(adoption_counts::Column::TenantId.eq(city.uuid()))
        .filter(adoption_counts::Column::SharedWith.eq(tx.tenant()?.uuid()))
        .order_by_asc(adoption_counts::Column::Month)
        .all(tx.connection())
        .await?;
    let month = |row: adoption_counts::Model| {
        let told = serde_json::from_value(row.told)?;
        let headway = row.headway.map(serde_json::from_value).transpose()?;
        let prefecture = u8::try_from(row.prefecture).unwrap_or(0);
        let adoption_counts::Model { month, as_of, counted_at, .. } = row;
        Ok(CityMonth { prefecture, month, as_of, told, headway, counted_at })
    };
    rows.into_iter().map(month).collect()
}

/// Who adopted and of how many in the cities of a prefecture that share with it, in their newest months; for the median
/// alone, which names nobody. The scope is the system's: no city reads what another one tells.
pub async fn rates_of_prefecture(tx: &Tx, prefecture: u8) -> Result<Vec<(u64, u64)>, Error> {
    let sql = "SELECT c.offices, c.adopted FROM adoption_counts c
         JOIN tenants h ON h.id = c.shared_with AND h.kind = $2
         WHERE c.prefecture = $1 AND c.month = (SELECT max(n.month) FROM adoption_counts n
             WHERE n.tenant_id = c.tenant_id AND n.shared_with = c.shared_with)";
    let values: [Value; 2] = [i16::from(prefecture).into(), TenantKind::Prefecture.word().into()];
    let rows = tx.connection().query_all_raw(tx.statement(sql, values)).await?;
    let lines = rows.iter().map(line).collect::<Result<Vec<Line>, Error>>()?;
    Ok(lines.into_iter().filter_map(Line::fraction).collect())
}

/// Every municipality that is here, or those of a prefecture, in the order of the codes. The scope is the system's, for the
/// codes are the tenants' own; names and codes are public.
pub async fn municipalities(tx: &Tx, part: Part) -> Result<Vec<Municipality>, Error> {
    let sql = "SELECT t.id, t.name, min(c.code) AS code FROM tenants t
         LEFT JOIN tenant_codes c ON c.tenant_id = t.id
         WHERE t.kind = $1 GROUP BY t.id, t.name ORDER BY min(c.code), t.name";
    let values = [TenantKind::Municipality.word().into()];
    let rows = tx.connection().query_all_raw(tx.statement(sql, values)).await?;
    let mut all = Vec::with_capacity(rows.len());
    for row in rows {
        let (id, code): (Uuid, Option<String>) = (row.try_get("", "id")?, row.try_get("", "code")?);
        let prefecture = code.and_then(|code| code.get(..2)?.parse().ok());
        if part.is_none() || part == prefecture {
            all.push(Municipality { id: Some(id.into()), name: row.try_get("", "name")?, prefecture });
        }
    }
    Ok(all)
}
