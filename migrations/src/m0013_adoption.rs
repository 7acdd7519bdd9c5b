//! The adoption of offices: evidence, which is only ever added, and the rows of adopter lists with who decided about them.

use crate::tables::*;
use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                tenant_table("adoption_evidence")
                    .col(uuid("office_id"))
                    .col(string("state"))
                    // The day from which it is true.
                    .col(date("as_of"))
                    .col(string("source"))
                    // The adopter list that says so.
                    .col(uuid_null("batch_id"))
                    .col(text("note"))
                    .col(uuid_null("recorded_by"))
                    .col(at("recorded_at"))
                    .foreign_key(&mut inside("adoption_evidence", "office_id", "offices"))
                    .foreign_key(&mut inside("adoption_evidence", "batch_id", "import_batches"))
                    .to_owned(),
            )
            .await?;
        indexed(manager, "adoption_evidence", &["tenant_id", "office_id"]).await?;
        secure(manager, "adoption_evidence", Seen::ByTenant).await?;
        manager
            .create_table(
                tenant_link("adopter_rows", &["batch_id", "seq"])
                    .col(uuid("batch_id"))
                    .col(integer("seq"))
                    .col(string("sheet"))
                    .col(integer("row"))
                    .col(json_binary("cells"))
                    .col(json_binary("record"))
                    // How it was matched; `gone` for an office of the list before that this one leaves out.
                    .col(string("kind"))
                    .col(json_binary("proposals"))
                    // What became of it: open, matched, set_aside, stopped, kept.
                    .col(string("standing"))
                    .col(uuid_null("office_id"))
                    .col(uuid_null("decided_by"))
                    .col(at_null("decided_at"))
                    .foreign_key(&mut inside("adopter_rows", "batch_id", "import_batches"))
                    .foreign_key(&mut inside("adopter_rows", "office_id", "offices"))
                    .to_owned(),
            )
            .await?;
        indexed(manager, "adopter_rows", &["tenant_id", "office_id"]).await?;
        secure(manager, "adopter_rows", Seen::ByTenant).await
    }
}
