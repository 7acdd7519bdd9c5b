//! 代理入力: when and how an application on paper came. An application that its applicant made has neither.

use crate::tables::*;
use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // SQLite takes one new column a statement.
        for column in [date_null("arrived_on"), string_null("arrived_by")] {
            manager.alter_table(Table::alter().table("applications").add_column(column).to_owned()).await?;
        }
        indexed(manager, "applications", &["tenant_id", "arrived_on"]).await
    }
}
