//! 事業所グループ, and lists of 連携先 that were pasted, so that one can be taken back.

use crate::tables::*;
use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        groups(manager).await?;
        pastes(manager).await
    }
}

async fn groups(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            tenant_table("office_groups")
                .col(string("name"))
                // The name while the group is there; unique, so that officers can tell them apart.
                .col(string_null("live_name"))
                .col(text("note"))
                .col(string("next_action"))
                .col(date_null("next_on"))
                .col(at_null("dissolved_at"))
                .col(uuid("created_by"))
                .col(at("created_at"))
                .col(at("updated_at"))
                .col(version())
                .to_owned(),
        )
        .await?;
    unique(manager, "office_groups", &["tenant_id", "live_name"]).await?;
    manager
        .create_table(
            tenant_table("office_group_members")
                .col(uuid("group_id"))
                .col(uuid("office_id"))
                .col(at("joined_at"))
                .foreign_key(&mut inside("office_group_members", "group_id", "office_groups"))
                .foreign_key(&mut inside("office_group_members", "office_id", "offices"))
                .to_owned(),
        )
        .await?;
    unique(manager, "office_group_members", &["tenant_id", "group_id", "office_id"]).await?;
    indexed(manager, "office_group_members", &["tenant_id", "office_id"]).await?;
    secure(manager, "office_groups", Seen::ByTenant).await?;
    secure(manager, "office_group_members", Seen::ByTenant).await
}

async fn pastes(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            tenant_table("partner_pastes")
                // Pairs that the list had, and those of them that nobody had said before.
                .col(integer("pairs"))
                .col(integer("new_pairs"))
                // The lines that named no two offices, to be corrected.
                .col(text("left_lines"))
                // Links that the list dated anew, as they stood before.
                .col(json_binary("replaced"))
                .col(date("as_of"))
                .col(uuid("created_by"))
                .col(at("created_at"))
                .col(at_null("undone_at"))
                .to_owned(),
        )
        .await?;
    indexed(manager, "partner_pastes", &["tenant_id", "created_at"]).await?;
    // A list is taken back by its links.
    indexed(manager, "partner_links", &["tenant_id", "source_id"]).await?;
    secure(manager, "partner_pastes", Seen::ByTenant).await
}
