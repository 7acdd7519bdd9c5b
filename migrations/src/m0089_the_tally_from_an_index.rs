//! The tally of every day is read from an index alone on PostgreSQL, too, which asks for what the policy of the table asks
//! for: the account (as the indexes of the desk have it, m0081).

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let connection = manager.get_connection();
        for statement in [
            "CREATE INDEX ix_applications_tally ON applications (tenant_id, fiscal_year, stage, programme_id, receipt_seq,
                account_id)",
            "DROP INDEX ix_applications_tenant_id_fiscal_year_stage_programme_id_receipt_seq",
        ] {
            connection.execute_unprepared(statement).await?;
        }
        Ok(())
    }
}
