//! A claim in advance is looked at by a second person, too, with its 中間報告; and whoever asked takes it back
//! (`docs/decisions/0079-who-is-asked-and-what-falls-due.md`).

use crate::tables::*;
use sea_orm_migration::{prelude::*, schema::*, sea_orm::DatabaseBackend};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        confirmations(manager).await?;
        // 第何回: of which an office was told last that it can be claimed, and its officers that it is still to be paid.
        for column in ["advance_told", "advance_chased"] {
            let table = Table::alter().table("awards").add_column(integer_null(column)).to_owned();
            manager.alter_table(table).await?;
        }
        // What is paid in advance is rare among what is granted, and looked for on every home of an officer.
        let index = "CREATE INDEX ix_awards_in_advance ON awards (tenant_id, stage) WHERE advance_yen > 0";
        manager.get_connection().execute_unprepared(index).await?;
        Ok(())
    }
}

/// The same questions as before, made again: SQLite changes no check of a table that is there.
async fn confirmations(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let connection = manager.get_connection();
    connection.execute_unprepared("ALTER TABLE confirmations RENAME TO confirmations_before").await?;
    manager
        .create_table(
            tenant_link("confirmations", &["application_id", "handed_in"])
                .col(uuid("application_id"))
                // application, report, claim, advance.
                .col(string("handed_in").default("application").to_owned())
                // asked, agreed, declined, taken_back.
                .col(string("state"))
                .col(uuid("asked_by"))
                .col(at("asked_at"))
                .col(uuid_null("answered_by"))
                .col(at_null("answered_at"))
                .col(text("reason").default("").to_owned())
                // SHA-256 of what was looked at: what is changed afterwards is not agreed to.
                .col(string("seen"))
                // What was typed with it, where nothing else keeps that.
                .col(text("words").default("").to_owned())
                .foreign_key(&mut inside("confirmations", "application_id", "applications"))
                .check(Expr::cust("handed_in IN ('application', 'report', 'claim', 'advance')"))
                // 確認を頼んだ人は、自分では確認できない。
                .check(Expr::cust("answered_by IS NULL OR answered_by <> asked_by"))
                .check(Expr::cust("(state IN ('asked', 'taken_back')) = (answered_by IS NULL)"))
                .check(Expr::cust("(answered_by IS NULL) = (answered_at IS NULL)"))
                .to_owned(),
        )
        .await?;
    let columns = "tenant_id, application_id, handed_in, state, asked_by, asked_at, answered_by, answered_at, reason, seen";
    let copy = format!("INSERT INTO confirmations ({columns}) SELECT {columns} FROM confirmations_before");
    // Row-level security binds the owner of the tables too.
    let copy = match manager.get_database_backend() {
        DatabaseBackend::Postgres => {
            format!("DO $$ BEGIN PERFORM set_config('app.system', 'on', true); {copy}; END $$")
        }
        _ => copy,
    };
    connection.execute_unprepared(&copy).await?;
    connection.execute_unprepared("DROP TABLE confirmations_before").await?;
    secure(manager, "confirmations", Seen::ByTenant).await
}
