//! 待機の打切りの決裁: how each was decided, here or on paper, with the sheet; and accounts are found by the end of their
//! number.

use crate::tables::*;
use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                tenant_table("waiting_ends")
                    .col(uuid("programme_id"))
                    .col(text("reason"))
                    .col(uuid("proposed_by"))
                    .col(at("proposed_at"))
                    // here, outside.
                    .col(string("way"))
                    // Who decided here, or who wrote down what was decided outside.
                    .col(uuid("closed_by"))
                    .col(at("closed_at"))
                    // 代決: the absent approver for whom it was decided.
                    .col(uuid_null("decided_for"))
                    .col(date("decided_on"))
                    // 庁外の決裁: who decided, and the number on the sheet.
                    .col(string("outside_by"))
                    .col(string("outside_number"))
                    .col(uuid_null("sheet_file_id"))
                    // How many were refused by it.
                    .col(integer("refused"))
                    .foreign_key(&mut inside("waiting_ends", "programme_id", "programmes"))
                    .foreign_key(&mut inside("waiting_ends", "sheet_file_id", "files"))
                    // 起案した人は、ここで決裁できない。
                    .check(Expr::cust("way <> 'here' OR closed_by <> proposed_by"))
                    // 庁外の決裁には、その写しがある。
                    .check(Expr::cust("way <> 'outside' OR sheet_file_id IS NOT NULL"))
                    .to_owned(),
            )
            .await?;
        indexed(manager, "waiting_ends", &["tenant_id", "programme_id"]).await?;
        // Whether two are paid to one account is asked of those whose number ends alike.
        indexed(manager, "bank_accounts", &["tenant_id", "masked"]).await?;
        secure(manager, "waiting_ends", Seen::ByTenant).await
    }
}
