//! What were campaigns are mailings: a campaign is what holds several activities, a mailing among them.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let connection = manager.get_connection();
        for sentence in [
            "ALTER TABLE campaigns RENAME TO mailings",
            "ALTER TABLE campaign_recipients RENAME TO mailing_recipients",
            "ALTER TABLE mailing_recipients RENAME COLUMN campaign_id TO mailing_id",
            // What waits goes on under its new name; the keys stay, they are compared with themselves alone.
            "UPDATE jobs SET kind = 'mailing.send' WHERE kind = 'campaign.send'",
            "UPDATE jobs SET kind = 'mailing.finish' WHERE kind = 'campaign.finish'",
        ] {
            connection.execute_unprepared(sentence).await?;
        }
        Ok(())
    }
}
