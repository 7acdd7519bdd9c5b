//! What an organiser asks besides is replied to in every registration; and a city asks others along for its request
//! (`docs/decisions/0067-what-is-asked-besides-and-cities-asked-along.md`).

use crate::tables::*;
use sea_orm_migration::{prelude::*, schema::*, sea_orm::DatabaseBackend};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // Each with the words that were asked; empty where nothing was said.
        let replies = json_binary_null("replies");
        manager
            .alter_table(Table::alter().table("demo_registrations").add_column(replies).to_owned())
            .await?;
        asked(manager).await
    }
}

async fn asked(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    const ASKED: &str = "demo_asked_cities";
    manager
        .create_table(
            tenant_link(ASKED, &["session_id", "member_id"])
                .col(uuid("session_id"))
                .col(uuid("member_id"))
                // The house of the city that is asked.
                .col(uuid_null("shared_with"))
                // The house of the city that asks.
                .col(uuid_null("municipality"))
                .col(string("name"))
                .col(string("lead"))
                .col(string("state"))
                .col(integer("people"))
                .col(text("note"))
                .col(at("asked_at"))
                .col(at_null("answered_at"))
                .foreign_key(&mut inside(ASKED, "session_id", "demo_sessions"))
                .foreign_key(&mut inside(ASKED, "member_id", "federation_members"))
                .foreign_key(
                    ForeignKey::create()
                        .from(ASKED, ("tenant_id", "member_id", "shared_with"))
                        .to("federation_members", ("tenant_id", "id", "shared_with")),
                )
                .check(Expr::cust("state IN ('open', 'agreed', 'declined')"))
                .check(Expr::cust("people >= 0"))
                .to_owned(),
        )
        .await?;
    indexed(manager, ASKED, &["shared_with", "state"]).await?;
    secure(manager, ASKED, Seen::ByThree).await?;
    share_asked_chains(manager).await?;
    agreeing(manager).await
}

/// Whoever agreed writes the row by which it comes along itself.
async fn agreeing(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    if manager.get_database_backend() != DatabaseBackend::Postgres {
        return Ok(());
    }
    let policy = "CREATE POLICY agreed_comes ON demo_companions FOR INSERT WITH CHECK (\
         shared_with = nullif(current_setting('app.tenant', true), '')::uuid AND EXISTS (\
         SELECT 1 FROM demo_asked_cities a WHERE a.tenant_id = demo_companions.tenant_id \
         AND a.session_id = demo_companions.session_id AND a.member_id = demo_companions.member_id \
         AND a.shared_with = demo_companions.shared_with AND a.state = 'agreed'))";
    manager.get_connection().execute_unprepared(policy).await?;
    Ok(())
}
