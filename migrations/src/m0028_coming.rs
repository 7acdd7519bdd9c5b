//! Coming to a session: how people are let in, who was invited, who waits and was offered places, what was asked, and
//! the report.

use crate::tables::*;
use sea_orm_migration::{prelude::*, schema::*, sea_orm::DatabaseBackend};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        registrations(manager).await?;
        admissions(manager).await?;
        invitations(manager).await?;
        questions(manager).await?;
        reports(manager).await
    }
}

async fn registrations(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let columns = [
        // By which way: account, link, officer, walk_in.
        string("way").default("account").to_owned(),
        string("phone").default("").to_owned(),
        // Codes of the office's services when it registered, between commas: the federation cannot look them up.
        string("services").default("").to_owned(),
        // Since when it waits; empty once it has places.
        at_null("waiting_since"),
        integer("offers").default(0).to_owned(),
        at_null("offered_at"),
        // Whether the last offer holds its places, which count as taken.
        boolean("holds").default(false).to_owned(),
        // The mail that told it that places go to whoever is first now.
        boolean("told_first_come").default(false).to_owned(),
    ];
    for column in columns {
        manager.alter_table(Table::alter().table("demo_registrations").add_column(column).to_owned()).await?;
    }
    let update = "UPDATE demo_registrations SET way = 'walk_in' WHERE people = 0";
    // Row-level security binds the owner of the tables too.
    let update = match manager.get_database_backend() {
        DatabaseBackend::Postgres => {
            format!("DO $$ BEGIN PERFORM set_config('app.system', 'on', true); {update}; END $$")
        }
        _ => update.to_owned(),
    };
    manager.get_connection().execute_unprepared(&update).await?;
    indexed(manager, "demo_registrations", &["tenant_id", "waiting_since"]).await
}

async fn admissions(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            tenant_link("demo_admissions", &["session_id"])
                .col(uuid("session_id"))
                .col(uuid_null("shared_with"))
                .col(json_binary("facts"))
                .col(at("updated_at"))
                .col(version())
                .foreign_key(&mut inside("demo_admissions", "session_id", "demo_sessions"))
                .to_owned(),
        )
        .await?;
    secure(manager, "demo_admissions", Seen::ByBoth).await?;
    read_by_companions(manager).await
}

/// Those who joined a session of another municipality read how it lets people in.
async fn read_by_companions(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    if manager.get_database_backend() != DatabaseBackend::Postgres {
        return Ok(());
    }
    let policy = "CREATE POLICY companion_read ON demo_admissions FOR SELECT USING (EXISTS (\
         SELECT 1 FROM demo_companions c WHERE c.tenant_id = demo_admissions.tenant_id \
         AND c.session_id = demo_admissions.session_id \
         AND c.shared_with = nullif(current_setting('app.tenant', true), '')::uuid))";
    manager.get_connection().execute_unprepared(policy).await?;
    Ok(())
}

/// Invitations stand in the municipality's own house: whom it writes to is not the federation's to know.
async fn invitations(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            tenant_table("demo_invitations")
                // No foreign key: the session stands in the federation's house.
                .col(uuid("session_id"))
                .col(uuid("office_id"))
                .col(string("office_name"))
                .col(string("email"))
                // Why it got no mail.
                .col(string_null("exclusion"))
                .col(at("created_at"))
                .col(at_null("mailed_at"))
                .foreign_key(&mut inside("demo_invitations", "office_id", "offices"))
                .to_owned(),
        )
        .await?;
    unique(manager, "demo_invitations", &["tenant_id", "session_id", "office_id"]).await?;
    secure(manager, "demo_invitations", Seen::ByTenant).await
}

async fn questions(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            tenant_table("demo_questions")
                .col(uuid("session_id"))
                .col(uuid_null("shared_with"))
                // Who asked it when registering.
                .col(uuid_null("registration_id"))
                .col(text("asked"))
                .col(string("asked_by"))
                .col(string("owner"))
                .col(text("answer").default("").to_owned())
                .col(at_null("answered_at"))
                // The other house cannot look up who that was.
                .col(string("answered_by").default("").to_owned())
                .col(at("created_at"))
                .col(version())
                .foreign_key(&mut inside("demo_questions", "session_id", "demo_sessions"))
                .foreign_key(&mut inside("demo_questions", "registration_id", "demo_registrations"))
                .to_owned(),
        )
        .await?;
    indexed(manager, "demo_questions", &["tenant_id", "session_id"]).await?;
    unique(manager, "demo_questions", &["tenant_id", "registration_id"]).await?;
    secure(manager, "demo_questions", Seen::ByBoth).await
}

async fn reports(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            tenant_link("demo_reports", &["session_id"])
                .col(uuid("session_id"))
                .col(uuid_null("shared_with"))
                .col(json_binary("text"))
                .col(string("written_by"))
                .col(at("updated_at"))
                .col(at_null("filed_at"))
                .col(version())
                .foreign_key(&mut inside("demo_reports", "session_id", "demo_sessions"))
                .to_owned(),
        )
        .await?;
    secure(manager, "demo_reports", Seen::ByBoth).await
}
