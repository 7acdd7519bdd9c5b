//! What a case has in common with others is read from indexes: those of the same account, the last ones first, and offices
//! of the same name.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let connection = manager.get_connection();
        for statement in [
            "CREATE INDEX ix_applications_of_account ON applications (tenant_id, account_id, submitted_at)",
            "DROP INDEX ix_applications_tenant_id_account_id",
            "CREATE INDEX ix_offices_named ON offices (tenant_id, name)",
        ] {
            connection.execute_unprepared(statement).await?;
        }
        Ok(())
    }
}
