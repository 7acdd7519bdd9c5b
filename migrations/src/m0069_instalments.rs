//! 概算払・分割払: claims of what is paid before the final amount is fixed, and how much of it an award may be paid
//! (`docs/decisions/0073-what-is-paid-before-the-final-amount.md`).

use crate::tables::*;
use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // What was accepted in advance, all together; of it that which was paid is in `paid_yen`.
        let advance = big_integer("advance_yen").default(0).check(Expr::cust("advance_yen >= 0")).to_owned();
        manager.alter_table(Table::alter().table("awards").add_column(advance).to_owned()).await?;
        manager
            .create_table(
                tenant_link("instalments", &["award_id", "number"])
                    .col(uuid("award_id"))
                    // From 1, over every claim; what is sent back is claimed again under the next number.
                    .col(integer("number"))
                    // 第何回 of the plan.
                    .col(integer("instalment"))
                    .col(big_integer("amount_yen"))
                    // asked, accepted, returned, lapsed.
                    .col(string("state"))
                    // The award while nobody has answered; unique, so that there is one at a time.
                    .col(uuid_null("open_award_id"))
                    // 中間報告, where the plan asks for one.
                    .col(text("interim"))
                    .col(at("asked_at"))
                    .col(uuid("asked_by"))
                    .col(at_null("answered_at"))
                    .col(uuid_null("answered_by"))
                    .col(text("answer").default("").to_owned())
                    .foreign_key(&mut inside("instalments", "award_id", "awards"))
                    .check(Expr::cust("amount_yen > 0 AND number > 0 AND instalment > 0"))
                    .check(Expr::cust("state IN ('asked', 'accepted', 'returned', 'lapsed')"))
                    .check(Expr::cust("(state = 'asked') = (open_award_id IS NOT NULL)"))
                    .check(Expr::cust("(answered_by IS NULL) = (answered_at IS NULL)"))
                    .to_owned(),
            )
            .await?;
        unique(manager, "instalments", &["tenant_id", "open_award_id"]).await?;
        secure(manager, "instalments", Seen::ByTenant).await
    }
}
