//! Work handed from one person to another, and who opened which tenant.

use crate::tables::*;
use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        handovers(manager).await?;
        openings(manager).await?;
        indexed(manager, "events", &["tenant_id", "at"]).await?;
        indexed(manager, "view_records", &["tenant_id", "at"]).await
    }
}

async fn handovers(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            tenant_table("handovers")
                .col(uuid("from_id"))
                .col(uuid("to_id"))
                .col(uuid("account_id"))
                .col(at("at"))
                .col(at_null("returned_at"))
                .foreign_key(ForeignKey::create().from("handovers", "from_id").to("accounts", "id"))
                .foreign_key(ForeignKey::create().from("handovers", "to_id").to("accounts", "id"))
                .foreign_key(ForeignKey::create().from("handovers", "account_id").to("accounts", "id"))
                .to_owned(),
        )
        .await?;
    manager
        .create_table(
            tenant_link("handover_items", &["handover_id", "subject_id"])
                .col(uuid("handover_id"))
                .col(uuid("subject_id"))
                .col(string("subject_kind"))
                .foreign_key(&mut inside("handover_items", "handover_id", "handovers"))
                .to_owned(),
        )
        .await?;
    indexed(manager, "handover_items", &["tenant_id", "subject_id"]).await?;
    secure(manager, "handovers", Seen::ByTenant).await?;
    secure(manager, "handover_items", Seen::ByTenant).await
}

/// The row stands with the tenant that opened, and names the one it opened.
async fn openings(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            tenant_link("openings", &["opened_id"])
                .col(uuid("opened_id"))
                .col(uuid("account_id"))
                .col(at("at"))
                .foreign_key(ForeignKey::create().from("openings", "opened_id").to("tenants", "id"))
                .foreign_key(ForeignKey::create().from("openings", "account_id").to("accounts", "id"))
                .to_owned(),
        )
        .await?;
    unique(manager, "openings", &["opened_id"]).await?;
    secure(manager, "openings", Seen::ByTenant).await
}
