//! Indexes that an import writes an entry into for every office, although nearly all of the entries answer nobody: of
//! offices that are in no other, and of changes that are not taken back
//! (`docs/decisions/0078-what-all-rows-of-a-piece-share.md`).

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for index in [
            // Taking back goes through the offices in order, so what is left stands after the last that was taken back.
            "CREATE INDEX ix_import_changes_taken_back ON import_changes (tenant_id, batch_id, office_id) WHERE undone <> ''",
            "CREATE INDEX ix_offices_merged ON offices (tenant_id, merged_into) WHERE merged_into IS NOT NULL",
        ] {
            manager.get_connection().execute_unprepared(index).await?;
        }
        for (before, table) in
            [("ix_import_changes_left", "import_changes"), ("ix_offices_tenant_id_merged_into", "offices")]
        {
            manager.drop_index(Index::drop().name(before).table(table).to_owned()).await?;
        }
        Ok(())
    }
}
