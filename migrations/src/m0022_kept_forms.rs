//! Forms that were sent after their session had ended: kept until their owner signs in again.

use crate::tables::*;
use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                Table::create()
                    .table("kept_forms")
                    .col(uuid("id").primary_key().to_owned())
                    .col(uuid("account_id"))
                    .col(string("address"))
                    // What was typed, sealed for the account.
                    .col(text("sealed"))
                    .col(at("at"))
                    .to_owned(),
            )
            .await?;
        secure(manager, "kept_forms", Seen::BySystem).await
    }
}
