//! A city that agreed to come along to the session of another does not after all
//! (`docs/decisions/0071-a-city-that-does-not-come-along-after-all.md`).

use crate::tables::at_null;
use sea_orm_migration::{prelude::*, sea_orm::DatabaseBackend};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // When it took back that it agreed; its reason stands in the note.
        let left = at_null("left_at").check(Expr::cust("left_at IS NULL OR state = 'declined'")).to_owned();
        manager.alter_table(Table::alter().table("demo_asked_cities").add_column(left).to_owned()).await?;
        leaving(manager).await
    }
}

/// Whoever came along without a request of its own takes the row by which it does away itself.
async fn leaving(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    if manager.get_database_backend() != DatabaseBackend::Postgres {
        return Ok(());
    }
    let policy = "CREATE POLICY agreed_leaves ON demo_companions FOR DELETE USING (request_id IS NULL \
         AND shared_with = (SELECT nullif(current_setting('app.tenant', true), '')::uuid))";
    manager.get_connection().execute_unprepared(policy).await?;
    Ok(())
}
