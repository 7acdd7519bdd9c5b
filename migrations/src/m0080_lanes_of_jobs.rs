//! Mails about signing in have a lane of their own, and the next of each lane is read from an index in its order.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let open = "done_at IS NULL AND failed_at IS NULL AND kind";
        for index in [
            "DROP INDEX ix_jobs_waiting".to_owned(),
            format!("CREATE INDEX ix_jobs_sign_in ON jobs (kind, run_at, id) WHERE {open} = 'mail.sign_in'"),
            format!("CREATE INDEX ix_jobs_rest ON jobs (run_at, id) WHERE {open} <> 'mail.sign_in'"),
        ] {
            manager.get_connection().execute_unprepared(&index).await?;
        }
        Ok(())
    }
}
