//! 待機の打切り: what a clerk proposed for everybody who waits for a programme, until another person decides it.

use crate::tables::*;
use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // Proposed while there is a moment. What was sent back keeps its reason, and the approver's word.
        let columns = [
            text_null("ending_reason"),
            uuid_null("ending_by"),
            at_null("ending_at"),
            text_null("ending_note"),
        ];
        for column in columns {
            manager.alter_table(Table::alter().table("programmes").add_column(column).to_owned()).await?;
        }
        Ok(())
    }
}
