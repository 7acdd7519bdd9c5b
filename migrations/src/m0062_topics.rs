//! What a mail of outreach is about, and which topics an address wants to hear nothing of; mailings that everybody may read;
//! and how many mails left in a day.

use crate::tables::*;
use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

/// The topics there are.
const TOPICS: &str = "'subsidy', 'session', 'survey', 'guidance', 'general'";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for statement in [
            // What was written before says nothing of it.
            format!(
                "ALTER TABLE mailings ADD COLUMN topic varchar NOT NULL DEFAULT 'general' CHECK (topic IN ({TOPICS}))"
            ),
            format!("ALTER TABLE mails ADD COLUMN topic varchar NULL CHECK (topic IN ({TOPICS}))"),
            // Of everything, where there is none. `live_key` says the topic before the address's key.
            format!("ALTER TABLE opt_outs ADD COLUMN topic varchar NULL CHECK (topic IN ({TOPICS}))"),
        ] {
            manager.get_connection().execute_unprepared(&statement).await?;
        }
        let published = boolean("published").default(false).to_owned();
        manager.alter_table(Table::alter().table("mailings").add_column(published).to_owned()).await?;
        days(manager).await
    }
}

/// How many mails of any kind left in a day of Japan; of the whole installation.
async fn days(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            Table::create()
                .table("mail_days")
                .col(date("day").primary_key().to_owned())
                .col(integer("given"))
                .to_owned(),
        )
        .await?;
    secure(manager, "mail_days", Seen::BySystem).await
}
