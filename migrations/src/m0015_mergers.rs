//! 統合 and 承継: offices that became part of another, pairs that are none, and numbers that follow others; and since when
//! an office is suspended or closed.

use crate::tables::*;
use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for column in [
            date_null("status_on"),
            // The office it became part of. It stays with its history and its number, and is in no list any more. No foreign
            // key, because SQLite cannot add one to a table that exists; the store writes it from a loaded office.
            uuid_null("merged_into"),
        ] {
            manager.alter_table(Table::alter().table("offices").add_column(column).to_owned()).await?;
        }
        indexed(manager, "offices", &["tenant_id", "merged_into"]).await?;
        manager
            .create_table(
                tenant_table("mergers")
                    // No foreign keys: an undone merger stays when an import that made its offices is taken back.
                    .col(uuid("survivor_id"))
                    .col(uuid("merged_id"))
                    // The office that is merged while it is; unique, so it is merged into one.
                    .col(uuid_null("live_merged_id"))
                    // Both offices before, what was chosen, and what was made of them.
                    .col(json_binary("record"))
                    // The rows that were written over, as they were.
                    .col(json_binary("rows"))
                    // The rows that were moved.
                    .col(json_binary("moved"))
                    .col(uuid("merged_by"))
                    .col(at("merged_at"))
                    .col(uuid_null("undone_by"))
                    .col(at_null("undone_at"))
                    .to_owned(),
            )
            .await?;
        unique(manager, "mergers", &["tenant_id", "live_merged_id"]).await?;
        indexed(manager, "mergers", &["tenant_id", "survivor_id"]).await?;
        manager
            .create_table(
                // `first_id` is the smaller one.
                tenant_link("told_apart", &["first_id", "second_id"])
                    .col(uuid("first_id"))
                    .col(uuid("second_id"))
                    .col(uuid("decided_by"))
                    .col(at("decided_at"))
                    .to_owned(),
            )
            .await?;
        manager
            .create_table(
                tenant_table("successions")
                    // Numbers and not offices: either may be in no register.
                    .col(string("predecessor"))
                    .col(string("successor"))
                    .col(date("begins_on"))
                    .col(string("reason"))
                    .col(uuid("recorded_by"))
                    .col(at("recorded_at"))
                    .to_owned(),
            )
            .await?;
        unique(manager, "successions", &["tenant_id", "predecessor", "successor"]).await?;
        for table in ["mergers", "told_apart", "successions"] {
            secure(manager, table, Seen::ByTenant).await?;
        }
        Ok(())
    }
}
