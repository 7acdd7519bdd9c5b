//! What every table has in common: tenancy in the keys, times in UTC, row-level security on PostgreSQL.

use sea_orm_migration::{
    prelude::*,
    schema::*,
    sea_orm::{DatabaseBackend, Statement},
};

/// A table whose rows belong to one tenant: primary key `(tenant_id, id)`.
pub fn tenant_table(name: &'static str) -> TableCreateStatement {
    let mut table = Table::create();
    table
        .table(name)
        .col(uuid("tenant_id"))
        .col(uuid("id"))
        .primary_key(Index::create().col("tenant_id").col("id"))
        .foreign_key(ForeignKey::create().from(name, "tenant_id").to("tenants", "id"));
    table
}

/// A table of a tenant that is keyed by `keys` and not by an id of its own.
pub fn tenant_link(name: &'static str, keys: &[&'static str]) -> TableCreateStatement {
    let mut table = Table::create();
    let mut primary = Index::create();
    primary.col("tenant_id");
    for key in keys {
        primary.col(*key);
    }
    table
        .table(name)
        .col(uuid("tenant_id"))
        .primary_key(&mut primary)
        .foreign_key(ForeignKey::create().from(name, "tenant_id").to("tenants", "id"));
    table
}

/// A foreign key inside the tenant: `(tenant_id, column)` onto `(tenant_id, id)`.
pub fn inside(table: &'static str, column: &'static str, onto: &'static str) -> ForeignKeyCreateStatement {
    let mut key = ForeignKey::create();
    key.from(table, ("tenant_id", column)).to(onto, ("tenant_id", "id"));
    key
}

/// An instant, in UTC.
pub fn at(name: &'static str) -> ColumnDef {
    timestamp_with_time_zone(name)
}

/// An instant that may not have come yet.
pub fn at_null(name: &'static str) -> ColumnDef {
    timestamp_with_time_zone_null(name)
}

/// Counts the edits of a row, so that two people do not overwrite each other.
pub fn version() -> ColumnDef {
    integer("version").default(1).to_owned()
}

/// Who may see a row, besides the system: the word behind `app.*` settings that the store sets per transaction.
pub enum Seen {
    /// The tenant of the row.
    ByTenant,
    /// The tenant of the row, and the one named in `shared_with`: both read and change it (`docs/decisions/0010-what-a-federation-and-a-municipality-share.md`).
    ByBoth,
    /// The same, and the one named in `municipality`: what concerns three houses (`docs/decisions/0037-a-dispatch-concerns-three-houses.md`).
    ByThree,
    /// The tenant of the row; the one named in `shared_with` reads it.
    BySharedReading,
    /// The tenant of the row, a federation; its members read it.
    ByMembersReading,
    /// The tenant of the row, and the account named in `account_id`.
    ByTenantAndAccount,
    /// The account named in the column.
    ByAccount(&'static str),
    /// Members and applicants of the tenant, and the account itself.
    AccountInTenant,
    /// Everyone may read it; only the system and the tenant itself change it.
    ByAllTenantWrites,
    /// The tenant of the row; what 国保中央会 keeps, everyone reads.
    ByTenantAndCentralForAll,
    /// Everyone may read it; the system and 国保中央会 change it.
    ByAllCentralWrites,
    /// Everyone may read it; only the system changes it.
    ByAll,
    /// Everyone may read and add: keys nobody can guess.
    ByKey,
    /// Only the system.
    BySystem,
}

/// Puts a table under forced row-level security. SQLite has none; there the store's scope and the keys stand alone.
pub async fn secure(manager: &SchemaManager<'_>, table: &str, seen: Seen) -> Result<(), DbErr> {
    if manager.get_database_backend() != DatabaseBackend::Postgres {
        return Ok(());
    }
    let (system, tenant, account) = (SYSTEM, TENANT, ACCOUNT);
    let (read, write) = match seen {
        Seen::ByTenant => {
            let rule = format!("tenant_id = {tenant} OR {system}");
            (rule.clone(), rule)
        }
        Seen::ByBoth => {
            let rule = format!("tenant_id = {tenant} OR shared_with = {tenant} OR {system}");
            (rule.clone(), rule)
        }
        Seen::ByThree => {
            let rule = format!(
                "tenant_id = {tenant} OR shared_with = {tenant} OR municipality = {tenant} OR {system}"
            );
            (rule.clone(), rule)
        }
        Seen::BySharedReading => (
            format!("tenant_id = {tenant} OR shared_with = {tenant} OR {system}"),
            format!("tenant_id = {tenant} OR {system}"),
        ),
        Seen::ByMembersReading => (
            format!("tenant_id = {tenant} OR {} OR {system}", member_of(table)),
            format!("tenant_id = {tenant} OR {system}"),
        ),
        Seen::ByTenantAndAccount => {
            let rule = format!("tenant_id = {tenant} OR account_id = {account} OR {system}");
            (rule, format!("tenant_id = {tenant} OR {system}"))
        }
        Seen::ByAccount(column) => {
            let rule = format!("{column} = {account} OR {system}");
            (rule.clone(), rule)
        }
        Seen::AccountInTenant => (
            format!(
                "id = {account} OR {system} \
                 OR EXISTS (SELECT 1 FROM memberships m WHERE m.account_id = accounts.id AND m.tenant_id = {tenant}) \
                 OR EXISTS (SELECT 1 FROM representations r WHERE r.account_id = accounts.id AND r.tenant_id = {tenant})"
            ),
            format!("id = {account} OR {system}"),
        ),
        Seen::ByAllTenantWrites => ("true".into(), format!("id = {tenant} OR {system}")),
        Seen::ByTenantAndCentralForAll => (
            format!(
                "tenant_id = {tenant} OR {system} OR EXISTS \
                 (SELECT 1 FROM tenants t WHERE t.id = {table}.tenant_id AND t.kind = 'central')"
            ),
            format!("tenant_id = {tenant} OR {system}"),
        ),
        Seen::ByAllCentralWrites => (
            "true".into(),
            format!(
                "{system} OR EXISTS (SELECT 1 FROM tenants t WHERE t.id = {tenant} AND t.kind = 'central')"
            ),
        ),
        Seen::ByAll => ("true".into(), system.into()),
        Seen::ByKey => ("true".into(), "true".into()),
        Seen::BySystem => (system.into(), system.into()),
    };
    let connection = manager.get_connection();
    for statement in [
        format!("ALTER TABLE {table} ENABLE ROW LEVEL SECURITY"),
        format!("ALTER TABLE {table} FORCE ROW LEVEL SECURITY"),
        format!("CREATE POLICY read ON {table} FOR SELECT USING ({read})"),
        format!("CREATE POLICY add ON {table} FOR INSERT WITH CHECK ({write})"),
        format!("CREATE POLICY change ON {table} FOR UPDATE USING ({write}) WITH CHECK ({write})"),
        format!("CREATE POLICY remove ON {table} FOR DELETE USING ({write})"),
    ] {
        connection.execute_unprepared(&statement).await?;
    }
    Ok(())
}

/// Whether the tenant of the scope is a member of the federation in whose house a row of `table` stands.
fn member_of(table: &str) -> String {
    format!(
        "EXISTS (SELECT 1 FROM federation_members m WHERE m.tenant_id = {table}.tenant_id AND m.shared_with = {TENANT})"
    )
}

/// Lets a member of a federation take one of its open dates, with what is held for it, and nothing that is not open.
pub async fn take_open_dates(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let date = member_of("demo_open_dates");
    let take = format!(
        "CREATE POLICY take ON demo_open_dates FOR UPDATE USING (session_id IS NULL AND {date}) WITH CHECK ({date})"
    );
    policies(manager, &[take]).await?;
    take_open_bookings(manager).await
}

/// The part of it that stands on the bookings, for whoever makes their table again.
pub async fn take_open_bookings(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let booking = member_of("demo_bookings");
    policies(
        manager,
        &[
            format!(
                "CREATE POLICY take_read ON demo_bookings FOR SELECT USING (open_date_id IS NOT NULL AND {booking})"
            ),
            format!(
                "CREATE POLICY take ON demo_bookings FOR UPDATE USING (open_date_id IS NOT NULL AND {booking}) \
                 WITH CHECK (shared_with = {TENANT})"
            ),
        ],
    )
    .await
}

/// Lets those who joined a session of another municipality read it, and its offices take places in it.
pub async fn share_with_companions(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let joined = format!(
        "EXISTS (SELECT 1 FROM demo_companions c WHERE c.tenant_id = demo_sessions.tenant_id \
         AND c.session_id = demo_sessions.id AND c.shared_with = {TENANT})"
    );
    policies(
        manager,
        &[
            format!("CREATE POLICY lead_read ON demo_companions FOR SELECT USING (lead_with = {TENANT})"),
            format!("CREATE POLICY companion_read ON demo_sessions FOR SELECT USING ({joined})"),
            format!(
                "CREATE POLICY companion_places ON demo_sessions FOR UPDATE USING ({joined}) WITH CHECK ({joined})"
            ),
        ],
    )
    .await
}

/// Policies besides those of [`secure`]; SQLite has none.
async fn policies(manager: &SchemaManager<'_>, policies: &[String]) -> Result<(), DbErr> {
    if manager.get_database_backend() == DatabaseBackend::Postgres {
        for policy in policies {
            manager.get_connection().execute_unprepared(policy).await?;
        }
    }
    Ok(())
}

/// Lets rows be added and never changed: the policies that would let them go, or on SQLite a trigger.
pub async fn only_added(manager: &SchemaManager<'_>, table: &str) -> Result<(), DbErr> {
    let connection = manager.get_connection();
    let statements = if manager.get_database_backend() == DatabaseBackend::Postgres {
        ["change", "remove"].map(|policy| format!("DROP POLICY {policy} ON {table}"))
    } else {
        ["UPDATE", "DELETE"].map(|act| {
            let name = act.to_lowercase();
            format!(
                "CREATE TRIGGER {table}_no_{name} BEFORE {act} ON {table} \
                 BEGIN SELECT RAISE(ABORT, '{table} are only added'); END"
            )
        })
    };
    for statement in statements {
        connection.execute_unprepared(&statement).await?;
    }
    Ok(())
}

/// Lets a column be empty from now on. SQLite cannot change a column, so there the table is made again as it was and
/// filled with its rows; no other table may refer to it.
pub async fn optional(manager: &SchemaManager<'_>, table: &str, column: &str) -> Result<(), DbErr> {
    let connection = manager.get_connection();
    if manager.get_database_backend() == DatabaseBackend::Postgres {
        let relaxed = format!("ALTER TABLE {table} ALTER COLUMN {column} DROP NOT NULL");
        return connection.execute_unprepared(&relaxed).await.map(|_| ());
    }
    let known = format!("SELECT type, sql FROM sqlite_master WHERE tbl_name = '{table}' AND sql IS NOT NULL");
    let rows = connection.query_all_raw(Statement::from_string(DatabaseBackend::Sqlite, known)).await?;
    let parts = rows
        .iter()
        .map(|row| Ok((row.try_get_by_index(0)?, row.try_get_by_index(1)?)))
        .collect::<Result<Vec<(String, String)>, DbErr>>()?;
    let missing = || DbErr::Migration(format!("{table}.{column} is not as it was made"));
    let (tables, others): (Vec<_>, Vec<_>) = parts.into_iter().partition(|(kind, _)| kind == "table");
    let [(_, made)] = &tables[..] else { return Err(missing()) };
    let start = made.find(&format!("\"{column}\"")).ok_or_else(missing)?;
    let end = made[start..].find(',').map_or(made.len(), |comma| start + comma);
    let definition = &made[start..end];
    if !definition.contains(" NOT NULL") {
        return Err(missing());
    }
    let made = made.replacen(definition, &definition.replacen(" NOT NULL", "", 1), 1);
    let again = made.replacen(&format!("\"{table}\""), &format!("\"{table}_again\""), 1);
    let copied = format!("INSERT INTO {table}_again SELECT * FROM {table}");
    let (dropped, named) =
        (format!("DROP TABLE {table}"), format!("ALTER TABLE {table}_again RENAME TO {table}"));
    let indexes = others.into_iter().map(|(_, sql)| sql);
    for statement in [again, copied, dropped, named].into_iter().chain(indexes) {
        connection.execute_unprepared(&statement).await?;
    }
    Ok(())
}

/// Lets both houses of a membership write into each other's chain of events: what happens to a thing they share stands in
/// both. Nothing of the other house is read but the head of its chain.
pub async fn share_chains(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    share(manager, "partner", |table| {
        format!(
            "EXISTS (SELECT 1 FROM federation_members m WHERE (m.tenant_id = {TENANT} AND m.shared_with = {table}.tenant_id) \
             OR (m.shared_with = {TENANT} AND m.tenant_id = {table}.tenant_id))"
        )
    })
    .await
}

/// The same for the houses that a dispatch names: each of them sees it, and it names the chain's house.
pub async fn share_dispatch_chains(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    share(manager, "dispatch", |table| {
        format!(
            "EXISTS (SELECT 1 FROM dispatches d WHERE {TENANT} IN (d.tenant_id, d.shared_with, d.municipality) \
             AND {table}.tenant_id IN (d.tenant_id, d.shared_with, d.municipality))"
        )
    })
    .await
}

/// The same for the two houses of an inquiry's reply.
pub async fn share_inquiry_chains(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    share(manager, "inquiry", |table| {
        format!(
            "EXISTS (SELECT 1 FROM inquiry_replies r WHERE {TENANT} IN (r.tenant_id, r.shared_with) \
             AND {table}.tenant_id IN (r.tenant_id, r.shared_with))"
        )
    })
    .await
}

/// The same for the three houses of a city that is asked along to the session of another.
pub async fn share_asked_chains(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    share(manager, "asked", |table| {
        format!(
            "EXISTS (SELECT 1 FROM demo_asked_cities a WHERE {TENANT} IN (a.tenant_id, a.shared_with, a.municipality) \
             AND {table}.tenant_id IN (a.tenant_id, a.shared_with, a.municipality))"
        )
    })
    .await
}

// Each is a sub-select, so that it is asked once in a statement and not for each row.

/// The tenant of the transaction.
const TENANT: &str = "(SELECT nullif(current_setting('app.tenant', true), '')::uuid)";
/// The account of the transaction.
const ACCOUNT: &str = "(SELECT nullif(current_setting('app.account', true), '')::uuid)";
/// Whether the program itself asks.
const SYSTEM: &str = "(SELECT current_setting('app.system', true) = 'on')";

async fn share(manager: &SchemaManager<'_>, name: &str, rule: impl Fn(&str) -> String) -> Result<(), DbErr> {
    if manager.get_database_backend() != DatabaseBackend::Postgres {
        return Ok(());
    }
    let (events, heads) = (rule("events"), rule("chain_heads"));
    let connection = manager.get_connection();
    for statement in [
        format!("CREATE POLICY {name}_add ON events FOR INSERT WITH CHECK ({events})"),
        format!("CREATE POLICY {name}_read ON chain_heads FOR SELECT USING ({heads})"),
        format!("CREATE POLICY {name}_add ON chain_heads FOR INSERT WITH CHECK ({heads})"),
        format!("CREATE POLICY {name}_change ON chain_heads FOR UPDATE USING ({heads}) WITH CHECK ({heads})"),
    ] {
        connection.execute_unprepared(&statement).await?;
    }
    Ok(())
}

/// A unique rule inside the tenant.
pub async fn unique(
    manager: &SchemaManager<'_>,
    table: &'static str,
    columns: &[&'static str],
) -> Result<(), DbErr> {
    index(manager, table, columns, true).await
}

/// An index for a query that every tenant asks often.
pub async fn indexed(
    manager: &SchemaManager<'_>,
    table: &'static str,
    columns: &[&'static str],
) -> Result<(), DbErr> {
    index(manager, table, columns, false).await
}

async fn index(
    manager: &SchemaManager<'_>,
    table: &'static str,
    columns: &[&'static str],
    unique: bool,
) -> Result<(), DbErr> {
    let mut index = Index::create();
    index.name(format!("{}_{}_{}", if unique { "uq" } else { "ix" }, table, columns.join("_"))).table(table);
    for column in columns {
        index.col(*column);
    }
    if unique {
        index.unique();
    }
    manager.create_index(index).await
}
