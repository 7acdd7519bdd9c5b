//! A federation's administrator lets a member rest: it asks for no sessions until it is brought back, and nothing of what was
//! is lost (`docs/decisions/0096-members-of-a-federation-in-the-browser.md`).

use crate::tables::at_null;
use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let rests = at_null("suspended_at");
        manager.alter_table(Table::alter().table("federation_members").add_column(rests).to_owned()).await
    }
}
