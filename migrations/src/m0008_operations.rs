//! What operators do with the whole installation: its last backup, its last restore drill, whether mail is held.

use crate::tables::*;
use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // One row for each kind of act: the last time it was done.
        manager
            .create_table(
                Table::create()
                    .table("operations")
                    .col(string("kind").primary_key())
                    .col(at("at"))
                    .col(text("detail"))
                    .to_owned(),
            )
            .await?;
        secure(manager, "operations", Seen::ByAll).await
    }
}
