//! The review desk: saved views of the queue, flags, bulk acts with a result a row, assignment by rule, notes, and messages
//! with the office; and the indexes that the desk's queries stand on.

use crate::tables::*;
use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        lists(manager).await?;
        bulk(manager).await?;
        words(manager).await?;
        opinions(manager).await?;
        indexes(manager).await
    }
}

async fn lists(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            tenant_link("application_flags", &["application_id", "word"])
                .col(uuid("application_id"))
                .col(string("word"))
                .col(uuid("added_by"))
                .col(at("added_at"))
                .foreign_key(&mut inside("application_flags", "application_id", "applications"))
                .to_owned(),
        )
        .await?;
    indexed(manager, "application_flags", &["tenant_id", "word", "application_id"]).await?;
    manager
        .create_table(
            tenant_table("queue_views")
                .col(uuid("account_id"))
                .col(boolean("shared"))
                .col(string("name"))
                // The pairs of the queue's address.
                .col(text("query"))
                .col(at("created_at"))
                .to_owned(),
        )
        .await?;
    unique(manager, "queue_views", &["tenant_id", "account_id", "name"]).await?;
    manager
        .create_table(
            tenant_table("routing_rules")
                .col(integer("position"))
                .col(uuid_null("programme_id"))
                .col(string("service_code").default("").to_owned())
                .col(string("area").default("").to_owned())
                .col(json_binary("people"))
                .col(at("created_at"))
                .col(at("updated_at"))
                .col(version())
                .foreign_key(&mut inside("routing_rules", "programme_id", "programmes"))
                .to_owned(),
        )
        .await?;
    for table in ["application_flags", "queue_views", "routing_rules"] {
        secure(manager, table, Seen::ByTenant).await?;
    }
    Ok(())
}

async fn bulk(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            tenant_table("bulk_acts")
                .col(uuid("account_id"))
                .col(string("kind"))
                // The list it was begun from, as its address says it.
                .col(text("list"))
                // What was chosen for it: to whom, which words; empty while it is only prepared.
                .col(json_binary("choice"))
                .col(string("state"))
                .col(at("created_at"))
                .col(at_null("done_at"))
                .col(at_null("undone_at"))
                .to_owned(),
        )
        .await?;
    manager
        .create_table(
            tenant_link("bulk_items", &["bulk_id", "application_id"])
                .col(uuid("bulk_id"))
                .col(uuid("application_id"))
                .col(integer("seq"))
                // As it was when it was chosen, and after the act.
                .col(integer("version"))
                .col(integer_null("version_after"))
                .col(json_binary_null("result"))
                .col(json_binary_null("before"))
                .col(string("undone").default("").to_owned())
                .foreign_key(&mut inside("bulk_items", "bulk_id", "bulk_acts"))
                .foreign_key(&mut inside("bulk_items", "application_id", "applications"))
                .to_owned(),
        )
        .await?;
    secure(manager, "bulk_acts", Seen::ByTenant).await?;
    secure(manager, "bulk_items", Seen::ByTenant).await
}

async fn words(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            tenant_table("case_notes")
                .col(uuid("application_id"))
                .col(uuid("account_id"))
                .col(text("body"))
                .col(at("at"))
                .foreign_key(&mut inside("case_notes", "application_id", "applications"))
                .to_owned(),
        )
        .await?;
    indexed(manager, "case_notes", &["tenant_id", "application_id"]).await?;
    manager
        .create_table(
            tenant_table("case_messages")
                .col(uuid("application_id"))
                .col(uuid("account_id"))
                // office: the municipality wrote; applicant: the office that applies.
                .col(string("side"))
                .col(text("body"))
                .col(at("at"))
                .col(uuid_null("read_by"))
                .col(at_null("read_at"))
                .foreign_key(&mut inside("case_messages", "application_id", "applications"))
                .to_owned(),
        )
        .await?;
    indexed(manager, "case_messages", &["tenant_id", "application_id"]).await?;
    indexed(manager, "case_messages", &["tenant_id", "side", "read_at", "application_id"]).await?;
    secure(manager, "case_notes", Seen::ByTenant).await?;
    secure(manager, "case_messages", Seen::ByTenant).await
}

async fn opinions(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            tenant_table("opinions")
                .col(uuid("application_id"))
                .col(uuid("asked_by"))
                .col(at("asked_at"))
                .col(string("section"))
                .col(string("person"))
                .col(string("email"))
                .col(text("question"))
                // What the outsider sees, and nothing else.
                .col(json_binary("shown"))
                .col(date("due_on"))
                .col(integer("attempts").default(0).to_owned())
                .col(at_null("opened_at"))
                .col(string("stance").default("").to_owned())
                .col(text("answer").default("").to_owned())
                .col(string("answered_as").default("").to_owned())
                .col(at_null("answered_at"))
                .col(at_null("withdrawn_at"))
                .foreign_key(&mut inside("opinions", "application_id", "applications"))
                .to_owned(),
        )
        .await?;
    indexed(manager, "opinions", &["tenant_id", "application_id"]).await?;
    secure(manager, "opinions", Seen::ByTenant).await
}

async fn indexes(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    for columns in [
        &["tenant_id", "stage", "amount_yen"] as &[_],
        &["tenant_id", "stage", "updated_at"],
        &["tenant_id", "stage", "assignee_id"],
        &["tenant_id", "assignee_id", "stage"],
        &["tenant_id", "office_id"],
        &["tenant_id", "programme_id", "stage"],
        &["tenant_id", "receipt_number"],
        &["tenant_id", "account_id"],
    ] {
        indexed(manager, "applications", columns).await?;
    }
    for table in ["corrections", "proposals", "notices"] {
        indexed(manager, table, &["tenant_id", "application_id"]).await?;
    }
    indexed(manager, "attachments", &["tenant_id", "file_id"]).await?;
    indexed(manager, "files", &["tenant_id", "hash"]).await?;
    indexed(manager, "offices", &["tenant_id", "corporation_id"]).await?;
    indexed(manager, "office_services", &["tenant_id", "service_code", "office_id"]).await
}
