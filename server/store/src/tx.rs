//! A transaction: the only way to the rows, and where a change gathers its events.

use crate::{
    Actor, Error, Scope, Store, adoption::recounting, entities::view_records, events, events::Event,
    scope::Reach, views,
};
use domain::{
    ids::{AccountId, ProgrammeVersionId, TenantId},
    subsidies::ProgrammeVersion,
};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DatabaseBackend, DatabaseTransaction, EntityTrait, QueryFilter,
    Select, Statement,
};
use std::{
    collections::BTreeMap,
    sync::{Mutex, PoisonError},
};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Engine {
    Sqlite,
    Postgres,
}

impl Engine {
    pub(crate) const fn backend(self) -> DatabaseBackend {
        match self {
            Self::Sqlite => DatabaseBackend::Sqlite,
            Self::Postgres => DatabaseBackend::Postgres,
        }
    }
}

/// Whose rows are seen.
const SEEN: &str = "SELECT set_config('app.tenant', $1, true), set_config('app.account', $2, true), set_config('app.system', $3, true)";
/// The same, and that nothing is changed: what `SET TRANSACTION READ ONLY` sets, without a statement of its own.
const ONLY_SEEN: &str = "SELECT set_config('app.tenant', $1, true), set_config('app.account', $2, true), set_config('app.system', $3, true), set_config('transaction_read_only', 'on', true)";

/// An open transaction of one scope. Dropped without [`Tx::commit`], it leaves nothing.
#[derive(Debug)]
pub struct Tx {
    inner: DatabaseTransaction,
    engine: Engine,
    scope: Scope,
    writable: bool,
    events: Mutex<Vec<(TenantId, Event)>>,
    looks: Option<Looks>,
    /// Published rules that were read: they never change, and whoever goes through many cases asks for the same ones.
    versions: Mutex<BTreeMap<ProgrammeVersionId, ProgrammeVersion>>,
}

/// What a transaction that only looks has seen, and where that is kept at its end.
#[derive(Debug)]
struct Looks {
    store: Store,
    seen: Mutex<Vec<view_records::Model>>,
}

/// A table whose rows belong to a tenant.
pub(crate) trait TenantTable: EntityTrait {
    /// The column that names the tenant.
    const TENANT: Self::Column;
}

/// A table whose rows name the house they stand in and those they are shared with.
pub(crate) trait SharedTable: EntityTrait {
    /// The column that names the house.
    const TENANT: Self::Column;
    /// The columns that name the others; empty where there is none.
    const SHARED_WITH: &'static [Self::Column];
}

impl Tx {
    pub(crate) async fn begin(
        inner: DatabaseTransaction,
        engine: Engine,
        scope: Scope,
        writable: bool,
    ) -> Result<Self, Error> {
        if engine == Engine::Postgres {
            let (tenant, account, system) = match scope.reach {
                Reach::Tenant(tenant) => (tenant.to_string(), String::new(), "off"),
                Reach::Account(account) => (String::new(), account.to_string(), "off"),
                Reach::System => (String::new(), String::new(), "on"),
            };
            inner
                .execute_raw(Statement::from_sql_and_values(
                    DatabaseBackend::Postgres,
                    if writable { SEEN } else { ONLY_SEEN },
                    [tenant.into(), account.into(), system.into()],
                ))
                .await?;
        }
        let (events, versions) = (Mutex::new(Vec::new()), Mutex::new(BTreeMap::new()));
        Ok(Self { inner, engine, scope, writable, events, looks: None, versions })
    }

    /// The same, which keeps at its end what it looked at.
    pub(crate) fn that_looks(self, store: Store) -> Self {
        Self { looks: Some(Looks { store, seen: Mutex::new(Vec::new()) }), ..self }
    }

    /// Gathers looks until the end; those of a transaction that changes are given back, to be written with it.
    pub(crate) fn gather(&self, mut looks: Vec<view_records::Model>) -> Vec<view_records::Model> {
        if let Some(gathered) = &self.looks {
            gathered.seen.lock().unwrap_or_else(PoisonError::into_inner).append(&mut looks);
        }
        looks
    }

    /// Published rules that this transaction has read before.
    pub(crate) fn version(&self, id: ProgrammeVersionId) -> Option<ProgrammeVersion> {
        self.versions.lock().unwrap_or_else(PoisonError::into_inner).get(&id).cloned()
    }

    /// Keeps published rules that were read, until the transaction ends.
    pub(crate) fn keep_version(&self, version: ProgrammeVersion) {
        self.versions.lock().unwrap_or_else(PoisonError::into_inner).insert(version.id, version);
    }

    /// The tenant of the scope.
    pub const fn tenant(&self) -> Result<TenantId, Error> {
        match self.scope.reach {
            Reach::Tenant(tenant) => Ok(tenant),
            Reach::Account(_) | Reach::System => Err(Error::NoTenant),
        }
    }

    /// Who does it.
    pub const fn actor(&self) -> Actor {
        self.scope.actor
    }

    /// The account that does it, where it is a person.
    pub const fn account(&self) -> Option<AccountId> {
        self.scope.actor.account()
    }

    /// Adds an event to the change; it is chained and written at the commit.
    pub fn record(&self, event: Event) -> Result<(), Error> {
        let tenant = match self.scope.reach {
            Reach::Tenant(tenant) => tenant,
            Reach::Account(_) | Reach::System => events::NO_TENANT,
        };
        self.record_for(tenant, event)
    }

    /// Adds an event to the chain of a tenant that the scope does not name (the system's own work).
    pub fn record_for(&self, tenant: TenantId, event: Event) -> Result<(), Error> {
        if !self.writable {
            return Err(Error::ReadOnly);
        }
        self.events.lock().unwrap_or_else(PoisonError::into_inner).push((tenant, event));
        Ok(())
    }

    /// Lets PostgreSQL answer before this transaction is on the disk: for one piece of many, whose last waits for all.
    /// What a power failure takes before is a number of whole pieces, the last ones.
    pub async fn without_waiting(&self) -> Result<(), Error> {
        if self.engine == Engine::Postgres {
            self.inner.execute_unprepared("SET LOCAL synchronous_commit = off").await?;
        }
        Ok(())
    }

    /// Writes the events and makes everything of this transaction stay. Chain heads are locked last, in tenant order. Where
    /// counts that a house shares may have changed, it leaves the job that counts them. What was only looked at is kept in a
    /// change of its own, after everything was read: nobody waits for whoever reads.
    pub async fn commit(self) -> Result<(), Error> {
        if let Some(Looks { store, seen }) = self.looks {
            // Given back before another connection is asked for.
            self.inner.commit().await?;
            let seen = seen.into_inner().unwrap_or_else(PoisonError::into_inner);
            if seen.is_empty() {
                return Ok(());
            }
            let tx = store.write(&self.scope).await?;
            views::keep(&tx, &seen).await?;
            return Ok(tx.inner.commit().await?);
        }
        let mut pending = std::mem::take(&mut *self.events.lock().unwrap_or_else(PoisonError::into_inner));
        pending.sort_by_key(|(tenant, _)| *tenant);
        let touched = recounting::touched(&pending);
        events::append(&self, pending).await?;
        for (house, at) in touched {
            recounting::later(&self, house, at).await?;
        }
        Ok(self.inner.commit().await?)
    }

    pub(crate) const fn connection(&self) -> &DatabaseTransaction {
        &self.inner
    }

    pub(crate) const fn engine(&self) -> Engine {
        self.engine
    }

    /// A query over the rows of the scope's tenant: the only way into a tenant's table.
    pub(crate) fn rows<E: TenantTable>(&self) -> Result<Select<E>, Error> {
        Ok(E::find().filter(E::TENANT.eq(self.tenant()?.uuid())))
    }

    /// A query over the rows that the scope's tenant keeps or shares: the only way into a shared table.
    pub(crate) fn shared<E: SharedTable>(&self) -> Result<Select<E>, Error> {
        let tenant = self.tenant()?.uuid();
        let own = Condition::any().add(E::TENANT.eq(tenant));
        Ok(E::find().filter(E::SHARED_WITH.iter().fold(own, |any, other| any.add(other.eq(tenant)))))
    }

    /// A statement in both dialects' common SQL, with `$1`-style places.
    pub(crate) fn statement<I>(&self, sql: &str, values: I) -> Statement
    where
        I: IntoIterator<Item = sea_orm::Value>,
    {
        Statement::from_sql_and_values(self.engine.backend(), sql, values)
    }
}
