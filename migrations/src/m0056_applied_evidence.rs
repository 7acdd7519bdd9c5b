//! What applications say of the adoption of their offices: which application a piece of evidence comes from
//! (`docs/decisions/0060-what-an-application-says-of-adoption.md`).

use crate::tables::*;
use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // SQLite adds no key onto another table to one that is there. An application that was handed in is never
        // deleted, and none that was not says anything.
        let column = uuid_null("application_id");
        manager.alter_table(Table::alter().table("adoption_evidence").add_column(column).to_owned()).await?;
        indexed(manager, "adoption_evidence", &["tenant_id", "application_id"]).await
    }
}
