//! 社内の確認, 書類のページ, 最初に開く一覧: a second person of the applicant looks before an application is handed in; on
//! which page of a file the evidence is; and which list of applications an officer opens first
//! (`docs/decisions/0064-a-second-person-of-the-applicant.md`).

use crate::tables::*;
use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // Since when somebody is 確認者 of the office; empty for who is none.
        let confirms = at_null("confirms_since");
        manager.alter_table(Table::alter().table("representations").add_column(confirms).to_owned()).await?;
        // Counted from one; empty where the applicant said nothing.
        let page = integer_null("evidence_page");
        manager.alter_table(Table::alter().table("attachments").add_column(page).to_owned()).await?;
        confirmations(manager).await?;
        first_lists(manager).await
    }
}

async fn confirmations(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            tenant_link("confirmations", &["application_id"])
                .col(uuid("application_id"))
                // asked, agreed, declined.
                .col(string("state"))
                .col(uuid("asked_by"))
                .col(at("asked_at"))
                .col(uuid_null("answered_by"))
                .col(at_null("answered_at"))
                .col(text("reason").default("").to_owned())
                // SHA-256 of what was looked at: what is changed afterwards is not agreed to.
                .col(string("seen"))
                .foreign_key(&mut inside("confirmations", "application_id", "applications"))
                // 確認を頼んだ人は、自分では確認できない。
                .check(Expr::cust("answered_by IS NULL OR answered_by <> asked_by"))
                .check(Expr::cust("(state = 'asked') = (answered_by IS NULL)"))
                .check(Expr::cust("(answered_by IS NULL) = (answered_at IS NULL)"))
                .to_owned(),
        )
        .await?;
    secure(manager, "confirmations", Seen::ByTenant).await
}

async fn first_lists(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            tenant_link("queue_view_firsts", &["account_id"])
                .col(uuid("account_id"))
                .col(uuid("view_id"))
                .foreign_key(&mut inside("queue_view_firsts", "view_id", "queue_views"))
                .to_owned(),
        )
        .await?;
    indexed(manager, "queue_view_firsts", &["tenant_id", "view_id"]).await?;
    secure(manager, "queue_view_firsts", Seen::ByTenant).await
}
