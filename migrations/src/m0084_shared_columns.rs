//! What a house chose for the columns of a table, for other houses that have a table with the same headings; and where the
//! header of a remembered table stood (`docs/decisions/0089-columns-that-others-chose.md`).

use crate::tables::*;
use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // The row in which the header was found without anybody's choice; unknown of what was remembered before.
        let found = integer_null("header_found").check(Expr::cust("header_found > 0")).to_owned();
        let found = Table::alter().table("import_mappings").add_column(found).to_owned();
        manager.alter_table(found).await?;
        manager
            .create_table(
                tenant_link("shared_mappings", &["shape"])
                    // Of the headings and their columns; nothing that stands in a cell.
                    .col(string("shape"))
                    // Of the house; 0 where it has no code.
                    .col(integer("prefecture").check(Expr::cust("prefecture BETWEEN 0 AND 99")).to_owned())
                    // By column: the field, or that it is left out.
                    .col(json_binary("columns"))
                    .col(at("used_at"))
                    .to_owned(),
            )
            .await?;
        indexed(manager, "shared_mappings", &["shape"]).await?;
        secure(manager, "shared_mappings", Seen::ByTenant).await
    }
}
