//! The next mail of outreach and the next job that are due are read from an index in their order, however many became due
//! at one moment: the mails of a campaign all do, and the notices of a day.

use crate::tables::indexed;
use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        indexed(manager, "mails", &["class", "state", "tenant_id", "due_at", "id"]).await?;
        let before = Index::drop().name("ix_mails_class_state_tenant_id_due_at").table("mails").to_owned();
        manager.drop_index(before).await?;
        // PostgreSQL takes no order from an index in which something IS NULL.
        for index in [
            "CREATE INDEX ix_jobs_waiting ON jobs (run_at, id) WHERE done_at IS NULL AND failed_at IS NULL",
            "CREATE INDEX ix_jobs_open ON jobs (kind, failed_at) WHERE done_at IS NULL",
        ] {
            manager.get_connection().execute_unprepared(index).await?;
        }
        let before = Index::drop().name("ix_jobs_done_at_failed_at_run_at").table("jobs").to_owned();
        manager.drop_index(before).await
    }
}
