//! What every change leaves behind: events, view records, jobs, mails, files, keys of forms already received.

use crate::tables::*;
use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        events(manager).await?;
        work(manager).await
    }
}

async fn events(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    // `tenant_id` is nil for what happens outside any tenant (signing in, an account's own settings).
    manager
        .create_table(
            Table::create()
                .table("events")
                .col(uuid("tenant_id"))
                .col(big_integer("seq"))
                .col(at("at"))
                .col(uuid_null("account_id"))
                .col(string("actor"))
                .col(string("kind"))
                .col(string("subject_kind"))
                .col(uuid_null("subject_id"))
                .col(integer("payload_version"))
                .col(text("payload"))
                .col(string("prev_hash"))
                .col(string("hash"))
                .primary_key(Index::create().col("tenant_id").col("seq"))
                .to_owned(),
        )
        .await?;
    indexed(manager, "events", &["tenant_id", "subject_kind", "subject_id"]).await?;
    manager
        .create_table(
            Table::create()
                .table("chain_heads")
                .col(uuid("tenant_id").primary_key())
                .col(big_integer("seq"))
                .col(string("hash"))
                .to_owned(),
        )
        .await?;
    manager
        .create_table(
            tenant_table("view_records")
                .col(at("at"))
                .col(uuid("account_id"))
                .col(string("subject_kind"))
                .col(uuid("subject_id"))
                .col(string("what"))
                .to_owned(),
        )
        .await?;
    secure(manager, "events", Seen::ByTenant).await?;
    secure(manager, "chain_heads", Seen::ByTenant).await?;
    secure(manager, "view_records", Seen::ByTenant).await
}

async fn work(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            Table::create()
                .table("jobs")
                .col(pk_uuid("id"))
                .col(uuid("tenant_id"))
                .col(string("kind"))
                .col(json_binary("payload"))
                .col(string_null("unique_key").unique_key())
                .col(at("run_at"))
                .col(integer("attempts").default(0))
                .col(at_null("leased_until"))
                .col(string_null("leased_by"))
                .col(at_null("done_at"))
                .col(at_null("failed_at"))
                .col(text_null("last_error"))
                .col(at("created_at"))
                .to_owned(),
        )
        .await?;
    indexed(manager, "jobs", &["done_at", "failed_at", "run_at"]).await?;
    manager
        .create_table(
            Table::create()
                .table("mails")
                .col(pk_uuid("id"))
                .col(uuid("tenant_id"))
                .col(string("class"))
                .col(string("recipient"))
                .col(string("recipient_name"))
                .col(string("sender_name"))
                .col(string("subject"))
                .col(text("body"))
                .col(string("message_id"))
                .col(string_null("subject_kind"))
                .col(uuid_null("subject_id"))
                .col(string("state"))
                .col(text_null("result"))
                .col(at("created_at"))
                .col(at_null("sent_at"))
                .to_owned(),
        )
        .await?;
    manager
        .create_table(
            tenant_table("files")
                .col(string("name"))
                .col(string("media_type"))
                .col(big_integer("size"))
                .col(string("hash"))
                .col(uuid_null("account_id"))
                .col(at("created_at"))
                .to_owned(),
        )
        .await?;
    manager
        .create_table(
            Table::create()
                .table("once_keys")
                .col(string("key"))
                .col(string("path"))
                .col(string_null("location"))
                .col(at("at"))
                .primary_key(Index::create().col("key").col("path"))
                .to_owned(),
        )
        .await?;
    secure(manager, "jobs", Seen::ByTenant).await?;
    secure(manager, "mails", Seen::ByTenant).await?;
    secure(manager, "files", Seen::ByTenant).await?;
    secure(manager, "once_keys", Seen::ByKey).await
}
