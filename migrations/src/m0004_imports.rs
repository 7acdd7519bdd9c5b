//! Imports: one batch a file, every row kept as it was read.

use crate::tables::*;
use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                tenant_table("import_batches")
                    .col(uuid("file_id"))
                    .col(uuid("cells_file_id"))
                    .col(string("file_name"))
                    .col(string("state"))
                    .col(json_binary("choices"))
                    .col(json_binary("summary"))
                    .col(uuid("created_by"))
                    .col(at("created_at"))
                    .col(uuid_null("committed_by"))
                    .col(at_null("committed_at"))
                    .col(version())
                    .foreign_key(&mut inside("import_batches", "file_id", "files"))
                    .foreign_key(&mut inside("import_batches", "cells_file_id", "files"))
                    .to_owned(),
            )
            .await?;
        manager
            .create_table(
                tenant_link("import_rows", &["batch_id", "seq"])
                    .col(uuid("batch_id"))
                    .col(integer("seq"))
                    .col(string("sheet"))
                    .col(integer("row"))
                    .col(uuid_null("office_id"))
                    .col(json_binary("cells"))
                    .col(json_binary_null("record"))
                    .col(string("outcome"))
                    .col(string("change"))
                    .col(json_binary("issues"))
                    .col(json_binary("differences"))
                    .foreign_key(&mut inside("import_rows", "batch_id", "import_batches"))
                    .foreign_key(&mut inside("import_rows", "office_id", "offices"))
                    .to_owned(),
            )
            .await?;
        indexed(manager, "import_rows", &["tenant_id", "office_id"]).await?;
        secure(manager, "import_batches", Seen::ByTenant).await?;
        secure(manager, "import_rows", Seen::ByTenant).await
    }
}
