//! Materials that are handed out, with their versions, orders and ledger; and the words of an activity's paper.

use crate::tables::*;
use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        materials(manager).await?;
        versions(manager).await?;
        orders(manager).await?;
        movements(manager).await?;
        papers(manager).await
    }
}

async fn materials(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            tenant_table("materials")
                .col(json_binary("facts"))
                // Pieces in the house: the sum of the ledger.
                .col(integer("stock").default(0))
                // What stands on both sides of a card that is printed here.
                .col(json_binary_null("card"))
                .col(at_null("retired_at"))
                .col(at("created_at"))
                .col(at("updated_at"))
                .col(version())
                .check(Expr::cust("stock >= 0"))
                .to_owned(),
        )
        .await?;
    secure(manager, "materials", Seen::ByTenant).await
}

async fn versions(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            tenant_link("material_versions", &["material_id", "number"])
                .col(uuid("material_id"))
                // From 1, without gaps.
                .col(integer("number"))
                .col(uuid_null("file_id"))
                .col(string_null("link"))
                .col(string("note"))
                .col(uuid("created_by"))
                .col(at("created_at"))
                .foreign_key(&mut inside("material_versions", "material_id", "materials"))
                .foreign_key(&mut inside("material_versions", "file_id", "files"))
                .check(Expr::cust("(file_id IS NULL) <> (link IS NULL)"))
                .to_owned(),
        )
        .await?;
    secure(manager, "material_versions", Seen::ByTenant).await
}

async fn orders(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            tenant_table("material_orders")
                .col(uuid("material_id"))
                .col(string("supplier"))
                .col(integer("pieces"))
                .col(integer("arrived").default(0))
                .col(date("ordered_on"))
                .col(date_null("expected_on"))
                .col(string("note"))
                .col(string("state"))
                .col(uuid("created_by"))
                .col(at("created_at"))
                .col(version())
                .foreign_key(&mut inside("material_orders", "material_id", "materials"))
                .check(Expr::cust("pieces > 0 AND arrived >= 0"))
                .to_owned(),
        )
        .await?;
    indexed(manager, "material_orders", &["tenant_id", "material_id"]).await?;
    indexed(manager, "material_orders", &["tenant_id", "state"]).await?;
    secure(manager, "material_orders", Seen::ByTenant).await
}

async fn movements(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            tenant_table("material_movements")
                .col(uuid("material_id"))
                // The line of its ledger, from 1.
                .col(integer("place"))
                .col(string("kind"))
                .col(integer("change"))
                // What was there afterwards.
                .col(integer("stock"))
                .col(date("moved_on"))
                // Where it went, or whence it came; one of them, or none.
                .col(uuid_null("office_id"))
                // No foreign keys: a session stands in the federation's house, an activity may be taken away.
                .col(uuid_null("session_id"))
                .col(uuid_null("activity_id"))
                .col(uuid_null("order_id"))
                .col(string("to_name"))
                .col(string("note"))
                // The line that this one takes back.
                .col(uuid_null("undoes"))
                .col(uuid("moved_by"))
                .col(at("created_at"))
                .foreign_key(&mut inside("material_movements", "material_id", "materials"))
                .foreign_key(&mut inside("material_movements", "office_id", "offices"))
                .foreign_key(&mut inside("material_movements", "order_id", "material_orders"))
                .check(Expr::cust("stock >= 0"))
                .to_owned(),
        )
        .await?;
    // One line after another, however many write at once; and a line is taken back once.
    unique(manager, "material_movements", &["tenant_id", "material_id", "place"]).await?;
    unique(manager, "material_movements", &["tenant_id", "undoes"]).await?;
    indexed(manager, "material_movements", &["tenant_id", "office_id"]).await?;
    indexed(manager, "material_movements", &["tenant_id", "session_id"]).await?;
    indexed(manager, "material_movements", &["tenant_id", "activity_id"]).await?;
    secure(manager, "material_movements", Seen::ByTenant).await
}

async fn papers(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            tenant_link("activity_papers", &["activity_id"])
                // No foreign key: an activity that is taken away leaves its words behind, which nobody asks for.
                .col(uuid("activity_id"))
                .col(json_binary("texts"))
                .col(uuid("updated_by"))
                .col(at("updated_at"))
                .col(version())
                .to_owned(),
        )
        .await?;
    secure(manager, "activity_papers", Seen::ByTenant).await
}
