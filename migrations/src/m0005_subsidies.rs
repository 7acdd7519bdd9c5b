//! Subsidies: programmes with versioned rules, applications, their review and decision.

use crate::tables::*;
use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        programmes(manager).await?;
        applications(manager).await?;
        review(manager).await
    }
}

async fn programmes(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            tenant_table("programmes")
                .col(uuid("initiative_id"))
                .col(integer("fiscal_year"))
                .col(string("state"))
                .col(string("title"))
                .col(json_binary("draft"))
                .col(uuid_null("current_version_id"))
                .col(big_integer("budget_yen").default(0))
                .col(big_integer("reserved_yen").default(0))
                .col(integer("next_receipt").default(1))
                .col(at_null("closed_at"))
                .col(at("created_at"))
                .col(at("updated_at"))
                .col(version())
                .foreign_key(ForeignKey::create().from("programmes", "initiative_id").to("initiatives", "id"))
                // The budget is never promised twice, whoever asks and however many at once.
                .check(Expr::cust("reserved_yen >= 0 AND reserved_yen <= budget_yen"))
                .to_owned(),
        )
        .await?;
    manager
        .create_table(
            tenant_table("programme_versions")
                .col(uuid("programme_id"))
                .col(integer("number"))
                .col(json_binary("rules"))
                .col(uuid("published_by"))
                .col(at("published_at"))
                .foreign_key(&mut inside("programme_versions", "programme_id", "programmes"))
                .to_owned(),
        )
        .await?;
    unique(manager, "programme_versions", &["tenant_id", "programme_id", "number"]).await?;
    secure(manager, "programmes", Seen::ByTenant).await?;
    secure(manager, "programme_versions", Seen::ByTenant).await
}

async fn applications(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            tenant_table("applications")
                .col(uuid("programme_id"))
                .col(uuid("programme_version_id"))
                .col(uuid("office_id"))
                .col(uuid("account_id"))
                .col(integer("fiscal_year"))
                .col(string("stage"))
                // What is true in that stage: who, since when, until when.
                .col(json_binary("stage_facts"))
                // Set while the application holds the office's place of the year; unique, so there is one.
                .col(string_null("live_key"))
                .col(integer_null("receipt_seq"))
                .col(string_null("receipt_number"))
                .col(json_binary("answers"))
                .col(big_integer("amount_yen").default(0))
                .col(uuid_null("assignee_id"))
                .col(at_null("submitted_at"))
                // Working days that passed on the applicant's side, and since when it is the applicant's turn.
                .col(integer("paused_days").default(0))
                .col(at_null("paused_at"))
                .col(date_null("due_on"))
                .col(at_null("ended_at"))
                .col(text("search_key"))
                .col(at("created_at"))
                .col(at("updated_at"))
                .col(version())
                .foreign_key(&mut inside("applications", "programme_id", "programmes"))
                .foreign_key(&mut inside("applications", "programme_version_id", "programme_versions"))
                .foreign_key(&mut inside("applications", "office_id", "offices"))
                .foreign_key(ForeignKey::create().from("applications", "account_id").to("accounts", "id"))
                .to_owned(),
        )
        .await?;
    unique(manager, "applications", &["tenant_id", "live_key"]).await?;
    unique(manager, "applications", &["tenant_id", "programme_id", "receipt_seq"]).await?;
    indexed(manager, "applications", &["tenant_id", "stage", "submitted_at"]).await?;
    manager
        .create_table(
            tenant_table("attachments")
                .col(uuid("application_id"))
                .col(string("document"))
                .col(uuid("file_id"))
                .col(string("file_name"))
                .col(string("state"))
                .col(string_null("problem"))
                .col(json_binary("pages"))
                .col(at("created_at"))
                .col(at_null("removed_at"))
                .foreign_key(&mut inside("attachments", "application_id", "applications"))
                .foreign_key(&mut inside("attachments", "file_id", "files"))
                .to_owned(),
        )
        .await?;
    indexed(manager, "attachments", &["tenant_id", "application_id"]).await?;
    secure(manager, "applications", Seen::ByTenantAndAccount).await?;
    secure(manager, "attachments", Seen::ByTenant).await
}

async fn review(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            tenant_link("criterion_checks", &["application_id", "criterion"])
                .col(uuid("application_id"))
                .col(string("criterion"))
                .col(string("verdict"))
                .col(text("note"))
                .col(uuid("checked_by"))
                .col(at("checked_at"))
                .foreign_key(&mut inside("criterion_checks", "application_id", "applications"))
                .to_owned(),
        )
        .await?;
    manager
        .create_table(
            tenant_table("corrections")
                .col(uuid("application_id"))
                .col(json_binary("items"))
                .col(date("due_on"))
                .col(uuid("requested_by"))
                .col(at("requested_at"))
                .col(at_null("answered_at"))
                .foreign_key(&mut inside("corrections", "application_id", "applications"))
                .to_owned(),
        )
        .await?;
    manager
        .create_table(
            tenant_table("proposals")
                .col(uuid("application_id"))
                .col(string("outcome"))
                .col(big_integer("amount_yen"))
                .col(text("reason"))
                .col(text("note"))
                .col(uuid("proposed_by"))
                .col(at("proposed_at"))
                .col(string("state"))
                .col(uuid_null("decided_by"))
                .col(at_null("decided_at"))
                .col(text("decision_note"))
                .foreign_key(&mut inside("proposals", "application_id", "applications"))
                // 起案した人は決裁できない。
                .check(Expr::cust("decided_by IS NULL OR decided_by <> proposed_by"))
                .to_owned(),
        )
        .await?;
    manager
        .create_table(
            tenant_table("notices")
                .col(uuid("application_id"))
                .col(uuid("proposal_id"))
                .col(string("kind"))
                .col(integer("fiscal_year"))
                .col(integer("seq"))
                .col(string("document_number"))
                .col(date("issued_on"))
                .col(json_binary("content"))
                .col(uuid_null("file_id"))
                .col(at("created_at"))
                .col(at_null("first_opened_at"))
                .foreign_key(&mut inside("notices", "application_id", "applications"))
                .foreign_key(&mut inside("notices", "proposal_id", "proposals"))
                .foreign_key(&mut inside("notices", "file_id", "files"))
                .to_owned(),
        )
        .await?;
    unique(manager, "notices", &["tenant_id", "fiscal_year", "seq"]).await?;
    unique(manager, "notices", &["tenant_id", "proposal_id"]).await?;
    for table in ["criterion_checks", "corrections", "proposals", "notices"] {
        secure(manager, table, Seen::ByTenant).await?;
    }
    Ok(())
}
