//! 補正依頼書: a letter of the register that rests on no proposal but on what was asked back.

use crate::tables::*;
use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        optional(manager, "notices", "proposal_id").await?;
        let correction = uuid_null("correction_id");
        manager.alter_table(Table::alter().table("notices").add_column(correction).to_owned()).await
    }
}
