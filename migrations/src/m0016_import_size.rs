//! What an import of national size looks up: the oldest corporation of a name without going through the others of that
//! name, what is left to take back without going through what was, and a page of the register by name.

use crate::tables::*;
use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        indexed(manager, "corporations", &["tenant_id", "search_key", "id"]).await?;
        let before =
            Index::drop().name("ix_corporations_tenant_id_search_key").table("corporations").to_owned();
        manager.drop_index(before).await?;
        // The first page of a register of any size is read from the beginning of an index.
        indexed(manager, "offices", &["tenant_id", "name_kana", "number"]).await?;
        // What of an import is not taken back yet, however much of it is.
        let left = "CREATE INDEX ix_import_changes_left ON import_changes (tenant_id, batch_id, office_id) WHERE undone = ''";
        manager.get_connection().execute_unprepared(left).await.map(drop)
    }
}
