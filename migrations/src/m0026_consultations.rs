//! 事前協議: what an office plans before it applies, and what the municipality answered.

use crate::tables::*;
use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                tenant_table("consultations")
                    .col(uuid("programme_id"))
                    .col(uuid("office_id"))
                    .col(uuid("account_id"))
                    .col(big_integer("estimate_yen"))
                    .col(text("plan"))
                    .col(at("asked_at"))
                    // asked, agreed, declined.
                    .col(string("state"))
                    .col(text("answer").default("").to_owned())
                    .col(uuid_null("answered_by"))
                    .col(at_null("answered_at"))
                    .col(version())
                    .foreign_key(&mut inside("consultations", "programme_id", "programmes"))
                    .foreign_key(&mut inside("consultations", "office_id", "offices"))
                    .to_owned(),
            )
            .await?;
        unique(manager, "consultations", &["tenant_id", "programme_id", "office_id"]).await?;
        secure(manager, "consultations", Seen::ByTenant).await
    }
}
