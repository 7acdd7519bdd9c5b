//! 催し of a federation take its lecturers and equipment, as its sessions do
//! (`docs/decisions/0058-one-calendar-for-sessions-and-occasions.md`).

use crate::tables::*;
use sea_orm_migration::{prelude::*, schema::*, sea_orm::DatabaseBackend};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        sent(manager).await?;
        bookings(manager).await
    }
}

/// What of a federation is at an occasion.
async fn sent(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            tenant_link("occasion_resources", &["occasion_id", "resource_id"])
                .col(uuid("occasion_id"))
                .col(uuid("resource_id"))
                // Quarters of an hour on the way there, and as many back.
                .col(integer("travel"))
                .col(at("created_at"))
                .foreign_key(&mut inside("occasion_resources", "occasion_id", "occasions"))
                .foreign_key(&mut inside("occasion_resources", "resource_id", "demo_resources"))
                .check(Expr::cust("travel >= 0"))
                .to_owned(),
        )
        .await?;
    secure(manager, "occasion_resources", Seen::ByTenant).await
}

/// The same promises as before, made again: an occasion takes a resource's quarters too.
async fn bookings(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let connection = manager.get_connection();
    connection.execute_unprepared("ALTER TABLE demo_bookings RENAME TO demo_bookings_before").await?;
    for index in [
        "ix_demo_bookings_tenant_id_quarter",
        "ix_demo_bookings_tenant_id_session_id",
        "ix_demo_bookings_tenant_id_open_date_id",
    ] {
        connection.execute_unprepared(&format!("DROP INDEX {index}")).await?;
    }
    manager
        .create_table(
            tenant_link("demo_bookings", &["resource_id", "quarter"])
                .col(uuid("resource_id"))
                .col(big_integer("quarter"))
                .col(uuid_null("shared_with"))
                .col(uuid_null("session_id"))
                .col(uuid_null("absence_id"))
                .col(uuid_null("open_date_id"))
                .col(uuid_null("occasion_id"))
                .col(boolean("travel").default(false))
                .foreign_key(&mut inside("demo_bookings", "resource_id", "demo_resources"))
                .foreign_key(&mut inside("demo_bookings", "session_id", "demo_sessions"))
                .foreign_key(&mut inside("demo_bookings", "absence_id", "demo_absences"))
                .foreign_key(&mut inside("demo_bookings", "open_date_id", "demo_open_dates"))
                .foreign_key(&mut inside("demo_bookings", "occasion_id", "occasions"))
                .check(Expr::cust(
                    "(CASE WHEN session_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN absence_id IS NULL THEN 0 ELSE 1 END) \
                     + (CASE WHEN open_date_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN occasion_id IS NULL THEN 0 ELSE 1 END) = 1",
                ))
                .to_owned(),
        )
        .await?;
    indexed(manager, "demo_bookings", &["tenant_id", "quarter"]).await?;
    indexed(manager, "demo_bookings", &["tenant_id", "session_id"]).await?;
    indexed(manager, "demo_bookings", &["tenant_id", "open_date_id"]).await?;
    indexed(manager, "demo_bookings", &["tenant_id", "occasion_id"]).await?;
    let columns =
        "tenant_id, resource_id, quarter, shared_with, session_id, absence_id, open_date_id, travel";
    let copy = format!("INSERT INTO demo_bookings ({columns}) SELECT {columns} FROM demo_bookings_before");
    // Row-level security binds the owner of the tables too.
    let copy = match manager.get_database_backend() {
        DatabaseBackend::Postgres => {
            format!("DO $$ BEGIN PERFORM set_config('app.system', 'on', true); {copy}; END $$")
        }
        _ => copy,
    };
    connection.execute_unprepared(&copy).await?;
    connection.execute_unprepared("DROP TABLE demo_bookings_before").await?;
    secure(manager, "demo_bookings", Seen::ByBoth).await?;
    take_open_bookings(manager).await
}
