//! What a city shows everybody of its progress, and the offices that are willing to be asked by their neighbours.

use crate::tables::*;
use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        public_progress(manager).await?;
        voices(manager).await
    }
}

/// One row a city that wrote something for the page; without it there is no page.
async fn public_progress(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            tenant_link("public_progress", &[])
                .col(text("lead"))
                .col(string("contact"))
                // cc_by_4, pdl_1: under which terms its numbers may be used.
                .col(string("licence"))
                // Whether the services are told apart, and whether voices are shown.
                .col(boolean("by_service"))
                .col(boolean("with_voices"))
                // Since when everybody sees it; empty while nobody does.
                .col(at_null("published_at"))
                .col(uuid("updated_by"))
                .col(at("updated_at"))
                .col(version())
                .to_owned(),
        )
        .await?;
    secure(manager, "public_progress", Seen::ByTenant).await
}

async fn voices(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            tenant_table("voices")
                .col(uuid("office_id"))
                .col(text("quote"))
                // Whether the office's name is told, and whether everybody may read it.
                .col(boolean("named"))
                .col(boolean("publicly"))
                // city, direct: how whoever wants to ask reaches them.
                .col(string("reach"))
                .col(string("person"))
                .col(string("phone"))
                .col(string("email"))
                .col(string("times"))
                // When they agreed, and who of the office said so.
                .col(date("agreed_on"))
                .col(string("agreed_by"))
                // With it goes everything that they said and by which they are reached.
                .col(at_null("withdrawn_at"))
                .col(uuid("created_by"))
                .col(at("created_at"))
                .col(at("updated_at"))
                .col(version())
                .foreign_key(&mut inside("voices", "office_id", "offices"))
                .to_owned(),
        )
        .await?;
    indexed(manager, "voices", &["tenant_id", "office_id"]).await?;
    secure(manager, "voices", Seen::ByTenant).await
}
