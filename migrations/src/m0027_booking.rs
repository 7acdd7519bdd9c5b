//! 仮予約 and changes of a date; a federation's rules, travel, open dates, joint sessions and loans of equipment
//! (`docs/decisions/0035-how-a-federation-books.md`).

use crate::tables::*;
use sea_orm_migration::{prelude::*, schema::*, sea_orm::DatabaseBackend};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        sessions(manager).await?;
        resources(manager).await?;
        rules(manager).await?;
        open_dates(manager).await?;
        bookings(manager).await?;
        take_open_dates(manager).await?;
        companions(manager).await?;
        share_with_companions(manager).await?;
        loans(manager).await
    }
}

async fn add(
    manager: &SchemaManager<'_>,
    table: &'static str,
    column: impl IntoColumnDef,
) -> Result<(), DbErr> {
    manager.alter_table(Table::alter().table(table).add_column(column).to_owned()).await
}

async fn sessions(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    add(manager, "demo_sessions", at_null("ends_at")).await?;
    // Counts what calendars have to be told: the date, the place, that it is off.
    add(manager, "demo_sessions", integer("sequence").default(0)).await?;
    let lines = if manager.get_database_backend() == DatabaseBackend::Postgres {
        [
            "UPDATE demo_sessions SET ends_at = starts_at + \
             (stage_facts #>> '{session,slot,length}')::int * interval '15 minutes' WHERE starts_at IS NOT NULL",
            "UPDATE demo_sessions SET stage_facts = jsonb_set(jsonb_set(stage_facts, '{session,place}', \
             request -> 'place'), '{session,venue}', request -> 'venue') \
             WHERE jsonb_typeof(stage_facts -> 'session') = 'object'",
        ]
    } else {
        [
            "UPDATE demo_sessions SET ends_at = strftime('%Y-%m-%dT%H:%M:%S+00:00', starts_at, \
             (json_extract(stage_facts, '$.session.slot.length') * 15) || ' minutes') WHERE starts_at IS NOT NULL",
            "UPDATE demo_sessions SET stage_facts = json_set(stage_facts, \
             '$.session.place', json_extract(request, '$.place'), '$.session.venue', json_extract(request, '$.venue')) \
             WHERE json_type(stage_facts, '$.session') = 'object'",
        ]
    };
    as_system(manager, &lines).await
}

/// Row-level security binds the owner of the tables too: one block, so that the setting holds for all of it.
async fn as_system(manager: &SchemaManager<'_>, lines: &[&str]) -> Result<(), DbErr> {
    let connection = manager.get_connection();
    if manager.get_database_backend() == DatabaseBackend::Postgres {
        let body = lines.join("; ");
        let block = format!("DO $$ BEGIN PERFORM set_config('app.system', 'on', true); {body}; END $$");
        connection.execute_unprepared(&block).await?;
    } else {
        for line in lines {
            connection.execute_unprepared(line).await?;
        }
    }
    Ok(())
}

async fn resources(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    // What is in the box, one line each.
    add(manager, "demo_resources", json_binary("contents").default("[]")).await?;
    // When it is there in a week; empty where the federation's own hours hold.
    add(manager, "demo_resources", json_binary_null("hours")).await?;
    // Since when it is not lent any more; what was promised stays.
    add(manager, "demo_resources", at_null("retired_at")).await?;
    add(manager, "demo_resources", version()).await
}

/// What a federation asks of those who book; its members read it.
async fn rules(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            tenant_link("demo_rules", &[])
                .col(json_binary("facts"))
                .col(at("updated_at"))
                .col(version())
                .to_owned(),
        )
        .await?;
    secure(manager, "demo_rules", Seen::ByMembersReading).await
}

/// 公開枠: a date that a federation holds for whichever member takes it first.
async fn open_dates(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            tenant_table("demo_open_dates")
                .col(at("starts_at"))
                .col(json_binary("facts"))
                .col(string("note"))
                // The session that it became; set once.
                .col(uuid_null("session_id"))
                .col(at_null("withdrawn_at"))
                .col(at("created_at"))
                .col(version())
                .foreign_key(&mut inside("demo_open_dates", "session_id", "demo_sessions"))
                .check(Expr::cust("session_id IS NULL OR withdrawn_at IS NULL"))
                .to_owned(),
        )
        .await?;
    indexed(manager, "demo_open_dates", &["tenant_id", "starts_at"]).await?;
    secure(manager, "demo_open_dates", Seen::ByMembersReading).await
}

/// The same promises as before, made again: each says whether it is the session itself or the way to it, and an open
/// date takes them too.
async fn bookings(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let connection = manager.get_connection();
    connection.execute_unprepared("ALTER TABLE demo_bookings RENAME TO demo_bookings_before").await?;
    for index in ["ix_demo_bookings_tenant_id_quarter", "ix_demo_bookings_tenant_id_session_id"] {
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
                // On the way there or back, or sent by post: taken as much as the session itself.
                .col(boolean("travel").default(false))
                .foreign_key(&mut inside("demo_bookings", "resource_id", "demo_resources"))
                .foreign_key(&mut inside("demo_bookings", "session_id", "demo_sessions"))
                .foreign_key(&mut inside("demo_bookings", "absence_id", "demo_absences"))
                .foreign_key(&mut inside("demo_bookings", "open_date_id", "demo_open_dates"))
                .check(Expr::cust(
                    "(CASE WHEN session_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN absence_id IS NULL THEN 0 ELSE 1 END) \
                     + (CASE WHEN open_date_id IS NULL THEN 0 ELSE 1 END) = 1",
                ))
                .to_owned(),
        )
        .await?;
    indexed(manager, "demo_bookings", &["tenant_id", "quarter"]).await?;
    indexed(manager, "demo_bookings", &["tenant_id", "session_id"]).await?;
    indexed(manager, "demo_bookings", &["tenant_id", "open_date_id"]).await?;
    let columns = "tenant_id, resource_id, quarter, shared_with, session_id, absence_id";
    let copy = format!("INSERT INTO demo_bookings ({columns}) SELECT {columns} FROM demo_bookings_before");
    as_system(manager, &[&copy]).await?;
    connection.execute_unprepared("DROP TABLE demo_bookings_before").await?;
    secure(manager, "demo_bookings", Seen::ByBoth).await
}

/// 相乗り開催: the other municipalities of a joint session. Each sees the session by its own row.
async fn companions(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            tenant_link("demo_companions", &["session_id", "member_id"])
                .col(uuid("session_id"))
                .col(uuid("member_id"))
                .col(uuid_null("shared_with"))
                // The house of the municipality whose session it is: it knows who comes along.
                .col(uuid_null("lead_with"))
                .col(string("municipality"))
                .col(integer("people"))
                // The request of its own that was joined to the session.
                .col(uuid_null("request_id"))
                .col(at("joined_at"))
                .foreign_key(&mut inside("demo_companions", "session_id", "demo_sessions"))
                .foreign_key(&mut inside("demo_companions", "request_id", "demo_sessions"))
                .foreign_key(&mut inside("demo_companions", "member_id", "federation_members"))
                .foreign_key(
                    ForeignKey::create()
                        .from("demo_companions", ("tenant_id", "member_id", "shared_with"))
                        .to("federation_members", ("tenant_id", "id", "shared_with")),
                )
                .to_owned(),
        )
        .await?;
    indexed(manager, "demo_companions", &["shared_with", "session_id"]).await?;
    secure(manager, "demo_companions", Seen::BySharedReading).await
}

/// 機材貸出: what is sent to a municipality for its session, and whether it came back whole.
async fn loans(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            tenant_table("demo_loans")
                .col(uuid("session_id"))
                .col(uuid_null("shared_with"))
                .col(uuid("resource_id"))
                .col(string("name"))
                .col(date("ships_on"))
                .col(date("returns_on"))
                // What is in the box, and what of it went, came and came back.
                .col(json_binary("contents"))
                .col(date_null("shipped_on"))
                .col(date_null("arrived_on"))
                .col(date_null("returned_on"))
                .col(text("note").default("").to_owned())
                .col(at("created_at"))
                .col(version())
                .foreign_key(&mut inside("demo_loans", "session_id", "demo_sessions"))
                .foreign_key(&mut inside("demo_loans", "resource_id", "demo_resources"))
                .to_owned(),
        )
        .await?;
    unique(manager, "demo_loans", &["tenant_id", "session_id", "resource_id"]).await?;
    indexed(manager, "demo_loans", &["shared_with", "session_id"]).await?;
    secure(manager, "demo_loans", Seen::ByBoth).await
}
