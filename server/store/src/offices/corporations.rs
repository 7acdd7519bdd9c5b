//! Corporations: one row a 法人番号, or one a name where no number is known.

use crate::{Error, Tx, bulk, entities::corporations};
use chrono::{DateTime, Utc};
use domain::{offices::Particulars, text::search_key};
use sea_orm::{
    ActiveModelTrait as _,
    ActiveValue::{NotSet, Set},
    ColumnTrait, EntityTrait, QueryFilter,
};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use uuid::Uuid;

/// Corporations of the tenant, and what is to be written of them.
pub(super) struct Corporations {
    tenant: Uuid,
    rows: Vec<corporations::Model>,
    by_number: HashMap<String, usize>,
    by_name: HashMap<String, usize>,
    known: usize,
    changed: Vec<usize>,
}

impl Corporations {
    /// Reads the corporations of the tenant that some particulars may name, by number or by name; no others are found.
    pub async fn load<'a>(
        tx: &Tx,
        particulars: impl IntoIterator<Item = &'a Particulars>,
    ) -> Result<Self, Error> {
        let (mut numbers, mut names) = (BTreeSet::new(), BTreeSet::new());
        for known in particulars {
            numbers.extend(known.corporate_number.map(|number| number.to_string()));
            names.insert(search_key(&known.corporation_name));
        }
        let (numbers, names): (Vec<_>, Vec<_>) = (numbers.into_iter().collect(), names.into_iter().collect());
        let mut found = BTreeMap::new();
        for some in numbers.chunks(super::rows::CHUNK) {
            let rows = tx
                .rows::<corporations::Entity>()?
                .filter(corporations::Column::Number.is_in(padded(some)))
                .all(tx.connection())
                .await?;
            found.extend(rows.into_iter().map(|row| (row.id, row)));
        }
        for some in names.chunks(super::rows::CHUNK) {
            let rows = first_of_each_name(tx, some).await?;
            found.extend(rows.into_iter().map(|row| (row.id, row)));
        }
        let rows: Vec<_> = found.into_values().collect();
        let known = rows.len();
        let mut corporations = Self {
            tenant: tx.tenant()?.uuid(),
            rows: Vec::new(),
            by_number: HashMap::new(),
            by_name: HashMap::new(),
            known,
            changed: Vec::new(),
        };
        for row in rows {
            corporations.take(row);
        }
        Ok(corporations)
    }

    fn take(&mut self, row: corporations::Model) -> usize {
        let at = self.rows.len();
        if let Some(number) = &row.number {
            self.by_number.entry(number.clone()).or_insert(at);
        }
        self.by_name.entry(row.search_key.clone()).or_insert(at);
        self.rows.push(row);
        at
    }

    /// The corporation that particulars name: the one with its number, else the one with its name, else a new one.
    /// A number that was missing is filled in, and a name follows its number.
    pub fn resolve(
        &mut self,
        particulars: &Particulars,
        id: &dyn Fn() -> Uuid,
        now: DateTime<Utc>,
    ) -> Option<Uuid> {
        let number = particulars.corporate_number.map(|number| number.to_string());
        let name = particulars.corporation_name.clone();
        if number.is_none() && name.is_empty() {
            return None;
        }
        let key = search_key(&name);
        let by_number = number.as_ref().and_then(|number| self.by_number.get(number)).copied();
        let by_name = self.by_name.get(&key).copied().filter(|_| !name.is_empty());
        // A name alone leads to a corporation; with a number it must not lead to that of another number.
        let by_name = by_name.filter(|at| {
            number.is_none() || self.rows[*at].number.is_none() || self.rows[*at].number == number
        });
        let Some(at) = by_number.or(by_name) else {
            let row = corporations::Model {
                tenant_id: self.tenant,
                id: id(),
                number,
                name,
                search_key: key,
                created_at: now,
                updated_at: now,
                version: 1,
            };
            let id = row.id;
            self.take(row);
            return Some(id);
        };
        let row = &mut self.rows[at];
        let renamed = !name.is_empty() && row.search_key != key;
        let numbered = row.number.is_none() && number.is_some();
        if renamed || numbered {
            if renamed {
                row.name = name;
                row.search_key.clone_from(&key);
                self.by_name.entry(key).or_insert(at);
            }
            if numbered {
                row.number.clone_from(&number);
                self.by_number.extend(number.map(|number| (number, at)));
            }
            row.updated_at = now;
            if at < self.known && !self.changed.contains(&at) {
                self.changed.push(at);
            }
        }
        Some(self.rows[at].id)
    }

    /// Writes what is new and what changed.
    pub async fn write(self, tx: &Tx) -> Result<(), Error> {
        for at in self.changed {
            let row = self.rows[at].clone();
            corporations::Entity::update_many()
                .set(corporations::ActiveModel {
                    tenant_id: NotSet,
                    id: NotSet,
                    created_at: NotSet,
                    version: Set(row.version + 1),
                    ..corporations::ActiveModel::from(row.clone()).reset_all()
                })
                .filter(corporations::Column::TenantId.eq(self.tenant))
                .filter(corporations::Column::Id.eq(row.id))
                .exec(tx.connection())
                .await?;
        }
        bulk::models(tx, &self.rows[self.known..]).await
    }
}

/// Values of few lengths, so that the database knows the statement: the last one is asked for more than once.
fn padded(values: &[String]) -> Vec<&str> {
    let last = values.last().into_iter().cycle();
    let values = values.iter().chain(last).take(values.len().next_multiple_of(50));
    values.map(String::as_str).collect()
}

/// The oldest corporation of each name. Hundreds may have one name, and only the oldest is ever meant by it.
async fn first_of_each_name(tx: &Tx, names: &[String]) -> Result<Vec<corporations::Model>, Error> {
    let tenant = tx.tenant()?.uuid();
    let wanted = padded(names);
    let places: Vec<String> = (0..wanted.len()).map(|place| format!("(${})", place + 2)).collect();
    let sql = format!(
        "WITH wanted (name) AS (VALUES {})
        SELECT corporation.* FROM wanted JOIN corporations corporation
        ON corporation.tenant_id = $1 AND corporation.id = (
            SELECT named.id FROM corporations named
            WHERE named.tenant_id = $1 AND named.search_key = wanted.name ORDER BY named.id LIMIT 1
        )",
        places.join(", ")
    );
    let values = std::iter::once(tenant.into()).chain(wanted.into_iter().map(Into::into));
    Ok(corporations::Entity::find().from_raw_sql(tx.statement(&sql, values)).all(tx.connection()).await?)
}
