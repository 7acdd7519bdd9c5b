//! 申込状況の表: registrations for an event as somebody else printed them. The cells are kept as they came, row by row; what
//! they mean is read from them each time.

use crate::tables::*;
use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                tenant_table("event_tables")
                    .col(string("title"))
                    .col(date_null("held_on"))
                    .col(string("source"))
                    .col(string("file_name"))
                    // Of the cells: the same table is kept once.
                    .col(string("fingerprint"))
                    // The sheet without its rows: its name, and which cells were one.
                    .col(json_binary("sheet"))
                    // Empty while it is only looked at.
                    .col(at_null("kept_at"))
                    .col(at_null("removed_at"))
                    .col(uuid("created_by"))
                    .col(at("created_at"))
                    .col(at("updated_at"))
                    .col(version())
                    .to_owned(),
            )
            .await?;
        unique(manager, "event_tables", &["tenant_id", "fingerprint"]).await?;
        manager
            .create_table(
                tenant_link("event_table_rows", &["event_table_id", "number"])
                    .col(uuid("event_table_id"))
                    .col(integer("number"))
                    .col(json_binary("cells"))
                    .foreign_key(&mut inside("event_table_rows", "event_table_id", "event_tables"))
                    .to_owned(),
            )
            .await?;
        secure(manager, "event_tables", Seen::ByTenant).await?;
        secure(manager, "event_table_rows", Seen::ByTenant).await
    }
}
