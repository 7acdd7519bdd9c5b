//! 催し with a waiting list and with lecturers; lecturers who stopped; evidence of who came to a session
//! (`docs/decisions/0045-what-coming-to-a-session-leaves.md`).

use crate::tables::*;
use sea_orm_migration::{prelude::*, schema::*, sea_orm::DatabaseBackend};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        bodies(manager).await?;
        lecturers(manager).await?;
        bookings(manager).await?;
        evidence(manager).await
    }
}

async fn add(
    manager: &SchemaManager<'_>,
    table: &'static str,
    column: impl IntoColumnDef,
) -> Result<(), DbErr> {
    manager.alter_table(Table::alter().table(table).add_column(column).to_owned()).await
}

/// The same columns by which a registration for a session waits.
async fn bodies(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    // Since when it waits; empty once it has places.
    add(manager, "occasion_bodies", at_null("waiting_since")).await?;
    add(manager, "occasion_bodies", integer("offers").default(0)).await?;
    add(manager, "occasion_bodies", at_null("offered_at")).await?;
    // Whether the last offer holds its places, which count as taken.
    add(manager, "occasion_bodies", boolean("holds").default(false)).await?;
    // The mail that told it that places go to whoever is first now.
    add(manager, "occasion_bodies", boolean("told_first_come").default(false)).await?;
    indexed(manager, "occasion_bodies", &["tenant_id", "waiting_since"]).await
}

async fn lecturers(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    // Since when nobody is sent any more; what was promised stays.
    add(manager, "lecturers", at_null("retired_at")).await?;
    add(manager, "lecturers", version()).await?;
    manager
        .create_table(
            tenant_link("occasion_lecturers", &["occasion_id", "lecturer_id"])
                .col(uuid("occasion_id"))
                .col(uuid("lecturer_id"))
                // Quarters of an hour on the way there, and as many back.
                .col(integer("travel"))
                .col(at("created_at"))
                .foreign_key(&mut inside("occasion_lecturers", "occasion_id", "occasions"))
                .foreign_key(&mut inside("occasion_lecturers", "lecturer_id", "lecturers"))
                .to_owned(),
        )
        .await?;
    secure(manager, "occasion_lecturers", Seen::ByTenant).await
}

/// The same promises as before, made again: an occasion takes a lecturer's quarters too.
async fn bookings(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let connection = manager.get_connection();
    connection.execute_unprepared("ALTER TABLE lecturer_bookings RENAME TO lecturer_bookings_before").await?;
    for index in ["ix_lecturer_bookings_tenant_id_quarter", "ix_lecturer_bookings_shared_with_dispatch_id"] {
        connection.execute_unprepared(&format!("DROP INDEX {index}")).await?;
    }
    manager
        .create_table(
            tenant_link("lecturer_bookings", &["lecturer_id", "quarter"])
                .col(uuid("lecturer_id"))
                .col(big_integer("quarter"))
                .col(uuid_null("shared_with"))
                .col(uuid_null("municipality"))
                .col(uuid_null("dispatch_id"))
                .col(uuid_null("absence_id"))
                .col(uuid_null("occasion_id"))
                .foreign_key(&mut inside("lecturer_bookings", "lecturer_id", "lecturers"))
                .foreign_key(&mut inside("lecturer_bookings", "absence_id", "lecturer_absences"))
                .foreign_key(&mut inside("lecturer_bookings", "occasion_id", "occasions"))
                .foreign_key(
                    ForeignKey::create()
                        .from("lecturer_bookings", ("shared_with", "dispatch_id"))
                        .to("dispatches", ("tenant_id", "id")),
                )
                .check(Expr::cust(
                    "(CASE WHEN dispatch_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN absence_id IS NULL THEN 0 ELSE 1 END) \
                     + (CASE WHEN occasion_id IS NULL THEN 0 ELSE 1 END) = 1",
                ))
                .check(Expr::cust("(dispatch_id IS NULL) = (shared_with IS NULL)"))
                .to_owned(),
        )
        .await?;
    indexed(manager, "lecturer_bookings", &["tenant_id", "quarter"]).await?;
    indexed(manager, "lecturer_bookings", &["tenant_id", "occasion_id"]).await?;
    indexed(manager, "lecturer_bookings", &["shared_with", "dispatch_id"]).await?;
    let columns = "tenant_id, lecturer_id, quarter, shared_with, municipality, dispatch_id, absence_id";
    let copy =
        format!("INSERT INTO lecturer_bookings ({columns}) SELECT {columns} FROM lecturer_bookings_before");
    // Row-level security binds the owner of the tables too.
    let copy = match manager.get_database_backend() {
        DatabaseBackend::Postgres => {
            format!("DO $$ BEGIN PERFORM set_config('app.system', 'on', true); {copy}; END $$")
        }
        _ => copy,
    };
    connection.execute_unprepared(&copy).await?;
    connection.execute_unprepared("DROP TABLE lecturer_bookings_before").await?;
    secure(manager, "lecturer_bookings", Seen::ByThree).await
}

/// Which registration for a session a piece of evidence comes from: once each. The session stands in the federation's
/// house, so there is no key onto it.
async fn evidence(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    add(manager, "adoption_evidence", uuid_null("registration_id")).await?;
    unique(manager, "adoption_evidence", &["tenant_id", "registration_id"]).await
}
