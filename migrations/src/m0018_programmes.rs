//! Programmes over years: what a programme and its copies for later years have in common, and the place that an
//! application holds among all of them (docs/decisions/0028-programmes-as-data.md).

use crate::tables::*;
use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let programmes = Table::alter().table("programmes").add_column(uuid_null("series_id")).to_owned();
        manager.alter_table(programmes).await?;
        // A programme that is no copy begins a series of its own.
        manager.get_connection().execute_unprepared("UPDATE programmes SET series_id = id").await?;
        // Set while the application holds one of the places that its unit has over all years; unique.
        let applications =
            Table::alter().table("applications").add_column(string_null("series_key")).to_owned();
        manager.alter_table(applications).await?;
        unique(manager, "applications", &["tenant_id", "series_key"]).await
    }
}
