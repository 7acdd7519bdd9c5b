//! 介護ソフト of offices: since when each is known to be used, beside the day on which that was last said. Rows from before
//! have none, and hold from the day on which they were last said.

use crate::tables::*;
use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let column = date_null("since_on");
        manager.alter_table(Table::alter().table("office_software").add_column(column).to_owned()).await?;
        indexed(manager, "office_software", &["tenant_id", "office_id", "name_key"]).await
    }
}
