//! 通知書の文言と文書番号の台帳: what a city writes into its notices, version by version; numbers that were voided.

use crate::tables::*;
use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for column in [at_null("voided_at"), uuid_null("voided_by"), string_null("void_reason")] {
            manager.alter_table(Table::alter().table("notices").add_column(column).to_owned()).await?;
        }
        // A voided notice is issued again under another number.
        let once = Index::drop().name("uq_notices_tenant_id_proposal_id").table("notices").to_owned();
        manager.drop_index(once).await?;
        indexed(manager, "notices", &["tenant_id", "proposal_id"]).await?;
        manager
            .create_table(
                tenant_link("notice_wordings", &["kind", "version"])
                    .col(string("kind"))
                    .col(integer("version"))
                    .col(text("opening"))
                    .col(text("closing"))
                    .col(string("seal"))
                    .col(uuid("saved_by"))
                    .col(at("saved_at"))
                    .to_owned(),
            )
            .await?;
        secure(manager, "notice_wordings", Seen::ByTenant).await?;
        only_added(manager, "notice_wordings").await
    }
}
