//! 普及状況の共有: with which houses a city shares its monthly counts, and the counts themselves. Each house reads rows of
//! its own (docs/decisions/0049-counts-are-shared-and-not-data.md).

use crate::tables::*;
use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        sharing(manager).await?;
        counts(manager).await
    }
}

async fn sharing(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            tenant_link("adoption_sharing", &[])
                .col(boolean("federation"))
                .col(boolean("prefecture"))
                .col(boolean("central"))
                .col(uuid("decided_by"))
                .col(at("decided_at"))
                .col(version())
                .to_owned(),
        )
        .await?;
    secure(manager, "adoption_sharing", Seen::ByTenant).await
}

async fn counts(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            tenant_link("adoption_counts", &["shared_with", "month"])
                // The house that reads it.
                .col(uuid("shared_with"))
                // Its first day.
                .col(date("month"))
                // The day for which it is counted.
                .col(date("as_of"))
                // 全国地方公共団体コード of the city, and its prefecture, so that a reader needs nothing else of it.
                .col(string("code"))
                .col(small_integer("prefecture"))
                // All offices, and those that adopted; empty where the number is hidden.
                .col(integer_null("offices"))
                .col(integer_null("adopted"))
                // The same by kind of service and by step, with what is hidden left out.
                .col(json_binary("told"))
                .col(at("counted_at"))
                .foreign_key(ForeignKey::create().from("adoption_counts", "shared_with").to("tenants", "id"))
                .to_owned(),
        )
        .await?;
    // The sums of a house by month, and its cities of a month, are read from the index alone.
    indexed(manager, "adoption_counts", &["shared_with", "month", "prefecture", "adopted", "offices"])
        .await?;
    secure(manager, "adoption_counts", Seen::BySharedReading).await
}
