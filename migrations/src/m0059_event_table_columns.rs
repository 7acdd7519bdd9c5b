//! 申込状況の表: what a person said that columns hold, where their words were understood otherwise.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // The word of each column; empty while the words of the file are followed.
        let chosen = json_binary_null("chosen");
        manager.alter_table(Table::alter().table("event_tables").add_column(chosen).to_owned()).await
    }
}
