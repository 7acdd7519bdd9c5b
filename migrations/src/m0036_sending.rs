//! Mail at full strength: attempts that are told before they are made, plans of mailings, what came back, and addresses
//! that take no outreach because mail to them came back.

use crate::tables::*;
use sea_orm_migration::{prelude::*, schema::*, sea_orm::DatabaseBackend};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        mails(manager).await?;
        attempts(manager).await?;
        lanes(manager).await?;
        mailings(manager).await?;
        bounces(manager).await?;
        suppressions(manager).await?;
        rules(manager).await
    }
}

async fn mails(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let columns = [
        // How often it was handed over, counted before it is.
        integer("attempts").default(0).to_owned(),
        // Outreach has no job of its own: not before this moment is it handed over.
        at_null("due_at"),
        // When the last attempt began; an attempt without an answer for long has none to come.
        at_null("tried_at"),
        // After this moment it says nothing that is still true.
        at_null("not_after"),
        // Whether it is written as HTML, too.
        boolean("html").default(false).to_owned(),
    ];
    for column in columns {
        manager.alter_table(Table::alter().table("mails").add_column(column).to_owned()).await?;
    }
    let sentences = [
        "UPDATE mails SET due_at = created_at WHERE class = 'outreach' AND state = 'waiting'",
        "DELETE FROM jobs WHERE kind = 'mail.send' AND done_at IS NULL AND failed_at IS NULL AND unique_key IN \
         (SELECT 'mail.send:' || m.id FROM mails m WHERE m.class = 'outreach' AND m.state = 'waiting')",
    ];
    let postgres = manager.get_database_backend() == DatabaseBackend::Postgres;
    // On SQLite an id is bytes, and the job that is left finds nothing to do.
    for sentence in sentences.into_iter().take(if postgres { 2 } else { 1 }) {
        let sentence = if postgres {
            // Row-level security binds the owner of the tables too.
            format!("DO $$ BEGIN PERFORM set_config('app.system', 'on', true); {sentence}; END $$")
        } else {
            sentence.to_owned()
        };
        manager.get_connection().execute_unprepared(&sentence).await?;
    }
    indexed(manager, "mails", &["class", "state", "tenant_id", "due_at"]).await?;
    indexed(manager, "mails", &["message_id"]).await
}

/// What a server said to each attempt.
async fn attempts(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            Table::create()
                .table("mail_attempts")
                .col(uuid("mail_id"))
                .col(integer("attempt"))
                .col(uuid("tenant_id"))
                .col(at("began_at"))
                .col(at("ended_at"))
                // taken, later, refused, unknown.
                .col(string("ended"))
                .col(text_null("answer"))
                .primary_key(Index::create().col("mail_id").col("attempt"))
                .to_owned(),
        )
        .await?;
    secure(manager, "mail_attempts", Seen::ByTenant).await
}

/// How many mails a domain was given in its minute; of the whole installation.
async fn lanes(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            Table::create()
                .table("mail_lanes")
                .col(string("domain").primary_key().to_owned())
                .col(at("began_at"))
                .col(integer("given"))
                // How many were put off to later minutes.
                .col(integer("promised"))
                .to_owned(),
        )
        .await?;
    secure(manager, "mail_lanes", Seen::BySystem).await
}

async fn mailings(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let columns = [
        boolean("html").default(false).to_owned(),
        // Everybody who wrote on its text: none of them approves it.
        json_binary_null("writers"),
        uuid_null("approved_by"),
        // Why it was given back.
        text_null("returned"),
        at_null("send_at"),
        at_null("not_after"),
        // Of which mailing it is sent again, and to whom it is not.
        json_binary_null("again"),
    ];
    for column in columns {
        manager.alter_table(Table::alter().table("mailings").add_column(column).to_owned()).await?;
    }
    Ok(())
}

/// Reports that a mail did not arrive. Those that belong to no mail stand with whoever brought them, or nobody.
async fn bounces(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            Table::create()
                .table("mail_bounces")
                .col(pk_uuid("id"))
                .col(uuid("tenant_id"))
                // Of the report's bytes: each is taken once.
                .col(string("fingerprint"))
                .col(uuid_null("mail_id"))
                .col(string("email"))
                .col(string("email_key"))
                // hard, soft, unmatched, other.
                .col(string("kind"))
                .col(string("status"))
                .col(text("diagnostic"))
                // folder or upload.
                .col(string("source"))
                .col(at("at"))
                .to_owned(),
        )
        .await?;
    unique(manager, "mail_bounces", &["tenant_id", "fingerprint", "email_key"]).await?;
    indexed(manager, "mail_bounces", &["tenant_id", "email_key", "at"]).await?;
    indexed(manager, "mail_bounces", &["mail_id"]).await?;
    secure(manager, "mail_bounces", Seen::ByTenant).await
}

async fn suppressions(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            tenant_table("suppressions")
                .col(string("email"))
                .col(string("email_key"))
                // The address's key while it stands; unique, so there is one. None once it was lifted.
                .col(string_null("live_key"))
                // hard, soft, refused.
                .col(string("why"))
                .col(text("answer"))
                .col(uuid_null("mail_id"))
                .col(at("at"))
                .col(at_null("lifted_at"))
                .col(uuid_null("lifted_by"))
                .col(text_null("note"))
                .to_owned(),
        )
        .await?;
    unique(manager, "suppressions", &["tenant_id", "live_key"]).await?;
    secure(manager, "suppressions", Seen::ByTenant).await
}

async fn rules(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(tenant_link("mailing_rules", &[]).col(integer("alone_up_to")).col(version()).to_owned())
        .await?;
    secure(manager, "mailing_rules", Seen::ByTenant).await
}
