//! 連絡先の変更の申し出: what an office proposes about its own contacts, and what an officer made of it.

use crate::tables::*;
use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                tenant_table("contact_proposals")
                    .col(uuid("office_id"))
                    // The office while the proposal is open; unique, so there is one at a time.
                    .col(uuid_null("open_office_id"))
                    .col(string("phone"))
                    .col(string("fax"))
                    .col(string("email"))
                    .col(uuid("proposed_by"))
                    .col(at("proposed_at"))
                    // taken, refused, replaced by a later one; empty while it is open.
                    .col(string("ended").default("").to_owned())
                    .col(uuid_null("ended_by"))
                    .col(at_null("ended_at"))
                    .foreign_key(&mut inside("contact_proposals", "office_id", "offices"))
                    .to_owned(),
            )
            .await?;
        unique(manager, "contact_proposals", &["tenant_id", "open_office_id"]).await?;
        secure(manager, "contact_proposals", Seen::ByTenant).await
    }
}
