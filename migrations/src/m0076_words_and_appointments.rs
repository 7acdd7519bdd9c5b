//! 書類の中の文字: what could be read in an attached file, so that the search finds it; and 約束: calls, visits and talks at
//! the counter about an application (`docs/decisions/0080-files-that-are-found-and-talks-that-are-agreed.md`).

use crate::tables::*;
use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // Empty until somebody has looked for words in it.
        let readable = boolean_null("has_words");
        manager.alter_table(Table::alter().table("attachments").add_column(readable).to_owned()).await?;
        manager
            .create_table(
                tenant_link("document_words", &["file_id"])
                    .col(uuid("file_id"))
                    // The words of each page, in order.
                    .col(json_binary("pages"))
                    // The same in the form in which they are compared.
                    .col(text("search_key"))
                    .foreign_key(&mut inside("document_words", "file_id", "files"))
                    .check(Expr::cust("search_key <> ''"))
                    .to_owned(),
            )
            .await?;
        secure(manager, "document_words", Seen::ByTenant).await?;
        appointments(manager).await
    }
}

async fn appointments(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            tenant_table("appointments")
                .col(uuid("application_id"))
                // The application, as long as this is the one that counts for it.
                .col(uuid_null("live_application_id"))
                // call, visit, counter.
                .col(string("way"))
                // The moments that were named, the earliest first.
                .col(json_binary("moments"))
                .col(text("sentence"))
                .col(uuid("proposed_by"))
                .col(at("proposed_at"))
                // proposed, agreed, declined, cancelled.
                .col(string("state"))
                .col(at_null("starts_at"))
                // When it would suit whoever applies, or why the municipality took it back.
                .col(text("words").default("").to_owned())
                .col(uuid_null("closed_by"))
                .col(at_null("closed_at"))
                // Larger with every change, for calendars.
                .col(integer("sequence").default(0).to_owned())
                .col(at_null("reminded_at"))
                .foreign_key(&mut inside("appointments", "application_id", "applications"))
                .check(Expr::cust("state IN ('proposed', 'agreed', 'declined', 'cancelled')"))
                .check(Expr::cust("state <> 'agreed' OR starts_at IS NOT NULL"))
                .check(Expr::cust(
                    "live_application_id IS NULL OR live_application_id = application_id AND state IN ('proposed', 'agreed')",
                ))
                .to_owned(),
        )
        .await?;
    unique(manager, "appointments", &["tenant_id", "live_application_id"]).await?;
    indexed(manager, "appointments", &["tenant_id", "application_id"]).await?;
    indexed(manager, "appointments", &["tenant_id", "state", "starts_at"]).await?;
    secure(manager, "appointments", Seen::ByTenant).await
}
