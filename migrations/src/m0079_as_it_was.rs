//! What an application said when something was asked back, so that whoever reviews it again sees what was changed
//! (`docs/decisions/0084-what-changed-since-it-was-asked-back.md`).

use crate::tables::*;
use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // Empty where something was asked back before this was kept.
        let before = json_binary_null("answers_before");
        manager.alter_table(Table::alter().table("corrections").add_column(before).to_owned()).await?;
        // Sentences that were written lately are offered again.
        indexed(manager, "corrections", &["tenant_id", "requested_at"]).await?;
        // Every page of the desk offers the areas of the register; most registers say none, and pay nothing for it.
        let areas = "CREATE INDEX ix_offices_areas ON offices (tenant_id, area) WHERE area <> ''";
        manager.get_connection().execute_unprepared(areas).await?;
        Ok(())
    }
}
