//! What an order of a material costs. Orders of before say nothing of it, and may be told it.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let added = "ALTER TABLE material_orders ADD COLUMN amount_yen bigint NULL CHECK (amount_yen >= 0)";
        manager.get_connection().execute_unprepared(added).await.map(|_| ())
    }
}
