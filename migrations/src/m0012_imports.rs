//! Imports that are carried out piece by piece, taken back, and remembered by the shape of their tables; 圏域 of offices.

use crate::tables::*;
use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // SQLite takes one new column a statement.
        for column in [
            // What the rows are about: offices, adopters, contacts.
            string("kind").default("offices").to_owned(),
            // Rows that are done, and of how many, while an import is carried out.
            integer("progress").default(0).to_owned(),
            integer("total").default(0).to_owned(),
            // Why a list that was read later than it was sent is refused; empty while it is not.
            json_binary_null("refusal"),
            uuid_null("undone_by"),
            at_null("undone_at"),
        ] {
            let table = Table::alter().table("import_batches").add_column(column).to_owned();
            manager.alter_table(table).await?;
        }
        // An import finds the corporations of its rows by name as well as by number.
        indexed(manager, "corporations", &["tenant_id", "search_key"]).await?;
        let area = Table::alter().table("offices").add_column(string("area").default("")).to_owned();
        manager.alter_table(area).await?;
        manager
            .create_table(
                tenant_link("import_changes", &["batch_id", "office_id"])
                    .col(uuid("batch_id"))
                    // No foreign key: the change stays when the office it made is taken back.
                    .col(uuid("office_id"))
                    .col(string("number"))
                    .col(string("name"))
                    // What the office was; none where the import made it.
                    .col(json_binary_null("before"))
                    // The version that the import left; another one means that somebody changed it since.
                    .col(integer("version"))
                    // What undoing did to it; empty while nothing was undone.
                    .col(string("undone").default("").to_owned())
                    .foreign_key(&mut inside("import_changes", "batch_id", "import_batches"))
                    .to_owned(),
            )
            .await?;
        secure(manager, "import_changes", Seen::ByTenant).await?;
        manager
            .create_table(
                tenant_link("import_mappings", &["shape"])
                    .col(string("shape"))
                    .col(json_binary("choice"))
                    .col(at("used_at"))
                    .to_owned(),
            )
            .await?;
        secure(manager, "import_mappings", Seen::ByTenant).await
    }
}
