//! 連携用の鍵: with them other systems of a house read what it lets them read.

use crate::tables::*;
use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                tenant_table("api_keys")
                    .col(string("name"))
                    // Of the secret nothing else is kept.
                    .col(string("secret_hash"))
                    // Words of what may be read, and addresses from which it is used; each one on a line.
                    .col(text("permissions"))
                    .col(text("addresses"))
                    // The last day on which it is taken.
                    .col(date("until"))
                    .col(uuid("made_by"))
                    .col(at("made_at"))
                    .col(date_null("used_on"))
                    .col(uuid_null("revoked_by"))
                    .col(at_null("revoked_at"))
                    .foreign_key(ForeignKey::create().from("api_keys", "made_by").to("accounts", "id"))
                    .foreign_key(ForeignKey::create().from("api_keys", "revoked_by").to("accounts", "id"))
                    .check(Expr::cust("(revoked_by IS NULL) = (revoked_at IS NULL)"))
                    .check(Expr::cust("permissions <> ''"))
                    .to_owned(),
            )
            .await?;
        // A request tells the key's id before it is known of which house.
        indexed(manager, "api_keys", &["id"]).await?;
        secure(manager, "api_keys", Seen::ByTenant).await
    }
}
