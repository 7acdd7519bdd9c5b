//! ホームページ掲載: a notice of a campaign whose text everybody reads here, too.

use crate::tables::*;
use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // Since when; empty where it stands on no page here.
        let published = at_null("published_at")
            .check(Expr::cust("published_at IS NULL OR kind = 'web_notice'"))
            .to_owned();
        let table = Table::alter().table("campaign_activities").add_column(published).to_owned();
        manager.alter_table(table).await
    }
}
