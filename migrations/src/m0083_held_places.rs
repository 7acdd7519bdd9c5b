//! Places are held for ten minutes while somebody fills in a registration, and a federation keeps of each of its members how
//! many sessions it may have in a year and by which number it is called
//! (`docs/decisions/0088-last-places-and-sessions-of-a-year.md`).

use crate::tables::*;
use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        holds(manager).await?;
        members(manager).await
    }
}

/// Nothing of whoever fills in the form stands in it: how many places, and until when.
async fn holds(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    const HOLDS: &str = "demo_place_holds";
    manager
        .create_table(
            tenant_table(HOLDS)
                .col(uuid("session_id"))
                // The house on whose page it is held.
                .col(uuid_null("shared_with"))
                .col(integer("people"))
                .col(at("until"))
                .col(at("created_at"))
                .foreign_key(&mut inside(HOLDS, "session_id", "demo_sessions"))
                .foreign_key(ForeignKey::create().from(HOLDS, "shared_with").to("tenants", "id"))
                .check(Expr::cust("people BETWEEN 1 AND 500"))
                .to_owned(),
        )
        .await?;
    indexed(manager, HOLDS, &["tenant_id", "session_id"]).await?;
    secure(manager, HOLDS, Seen::ByBoth).await
}

async fn members(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let columns = [
        // By which number one without a house here is called; may be empty.
        string("phone").default("").to_owned(),
        // So many sessions it may have in a year, where not as many as the rules say.
        integer_null("yearly").check(Expr::cust("yearly BETWEEN 0 AND 99")).to_owned(),
        version(),
    ];
    for column in columns {
        manager.alter_table(Table::alter().table("federation_members").add_column(column).to_owned()).await?;
    }
    Ok(())
}
