//! Whoever waits for places of another session keeps those that they have: which registration is given up once places are
//! taken there (`docs/decisions/0107-waiting-for-another-session.md`).

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // Of the same house, as its own row names it; a registration is never deleted.
        let instead = uuid_null("instead_of").check(Expr::cust("instead_of <> id")).to_owned();
        manager
            .alter_table(Table::alter().table("demo_registrations").add_column(instead).to_owned())
            .await?;
        let beside = "CREATE INDEX ix_demo_registrations_instead_of ON demo_registrations (tenant_id, instead_of) \
                      WHERE instead_of IS NOT NULL";
        manager.get_connection().execute_unprepared(beside).await?;
        Ok(())
    }
}
