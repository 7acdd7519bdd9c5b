//! Two small indexes for outreach in place of one over every mail there ever was: of what waits, in its order, and of what is
//! being handed over. A mail that is taken leaves the first, and one that is answered leaves the second.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for index in [
            "CREATE INDEX ix_mails_outreach_waiting ON mails (tenant_id, due_at, id) \
             WHERE class = 'outreach' AND state = 'waiting'",
            "CREATE INDEX ix_mails_outreach_sending ON mails (tried_at) \
             WHERE class = 'outreach' AND state = 'sending'",
        ] {
            manager.get_connection().execute_unprepared(index).await?;
        }
        let before = Index::drop().name("ix_mails_class_state_tenant_id_due_at_id").table("mails").to_owned();
        manager.drop_index(before).await
    }
}
