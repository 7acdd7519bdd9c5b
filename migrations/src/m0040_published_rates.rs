//! 公表された導入率: what others published, with what it counts and where it stands. It stands beside our numbers and is
//! taken up by no calculation.

use crate::tables::*;
use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                tenant_table("published_rates")
                    // 全国, a prefecture, a city.
                    .col(string("whose"))
                    // The percentage as it was printed, in tenths.
                    .col(integer_null("percent"))
                    .col(big_integer_null("numerator"))
                    .col(big_integer_null("denominator"))
                    .col(text("definition"))
                    .col(date("as_of"))
                    .col(boolean("month_only"))
                    .col(string("source"))
                    .col(string("url"))
                    .col(text("note"))
                    .col(uuid_null("recorded_by"))
                    .col(at("created_at"))
                    .col(at("updated_at"))
                    .col(version())
                    .check(Expr::cust("percent IS NOT NULL OR numerator IS NOT NULL"))
                    .to_owned(),
            )
            .await?;
        indexed(manager, "published_rates", &["tenant_id", "as_of"]).await?;
        secure(manager, "published_rates", Seen::ByTenantAndCentralForAll).await
    }
}
