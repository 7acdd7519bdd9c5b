//! What follows a grant may be looked at by a second person of the applicant, too
//! (`docs/decisions/0064-a-second-person-of-the-applicant.md`); and 審査の着眼点: the marks that reviewers give, each their own
//! (`docs/decisions/0072-marks-of-reviewers-and-an-order-by-them.md`).

use crate::tables::*;
use sea_orm_migration::{prelude::*, schema::*, sea_orm::DatabaseBackend};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // Since when whoever confirms looks at reports and claims, too; empty where they do not.
        for column in ["confirms_reports_since", "confirms_claims_since"] {
            let table = Table::alter().table("representations").add_column(at_null(column)).to_owned();
            manager.alter_table(table).await?;
        }
        confirmations(manager).await?;
        marks(manager).await
    }
}

/// The same questions as before, made again: a report and a claim are asked about beside the application.
async fn confirmations(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let connection = manager.get_connection();
    connection.execute_unprepared("ALTER TABLE confirmations RENAME TO confirmations_before").await?;
    manager
        .create_table(
            tenant_link("confirmations", &["application_id", "handed_in"])
                .col(uuid("application_id"))
                // application, report, claim.
                .col(string("handed_in").default("application").to_owned())
                // asked, agreed, declined.
                .col(string("state"))
                .col(uuid("asked_by"))
                .col(at("asked_at"))
                .col(uuid_null("answered_by"))
                .col(at_null("answered_at"))
                .col(text("reason").default("").to_owned())
                // SHA-256 of what was looked at: what is changed afterwards is not agreed to.
                .col(string("seen"))
                .foreign_key(&mut inside("confirmations", "application_id", "applications"))
                .check(Expr::cust("handed_in IN ('application', 'report', 'claim')"))
                // 確認を頼んだ人は、自分では確認できない。
                .check(Expr::cust("answered_by IS NULL OR answered_by <> asked_by"))
                .check(Expr::cust("(state = 'asked') = (answered_by IS NULL)"))
                .check(Expr::cust("(answered_by IS NULL) = (answered_at IS NULL)"))
                .to_owned(),
        )
        .await?;
    let columns =
        "tenant_id, application_id, state, asked_by, asked_at, answered_by, answered_at, reason, seen";
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

async fn marks(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            tenant_link("review_marks", &["application_id", "account_id"])
                .col(uuid("application_id"))
                // The reviewer: each has marks of their own.
                .col(uuid("account_id"))
                // Key of a point and its mark.
                .col(json_binary("marks"))
                .col(text("comment").default("").to_owned())
                .col(at("given_at"))
                .foreign_key(&mut inside("review_marks", "application_id", "applications"))
                .to_owned(),
        )
        .await?;
    secure(manager, "review_marks", Seen::ByTenant).await
}
