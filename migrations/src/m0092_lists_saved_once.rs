//! A 対象リスト that a form saves by itself (a ready one, a 圏域, those without a mail address) is saved once, whoever else
//! does the same in the same second (`docs/decisions/0102-a-ready-list-is-saved-once.md`).

use crate::tables::*;
use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // SHA-256 of whom it means; empty of one that a person changed, or wanted beside another that means the same.
        let meant = string_null("meant").check(Expr::cust("length(meant) = 64")).to_owned();
        manager.alter_table(Table::alter().table("segments").add_column(meant).to_owned()).await?;
        unique(manager, "segments", &["tenant_id", "meant"]).await
    }
}
