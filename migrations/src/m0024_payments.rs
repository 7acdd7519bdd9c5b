//! 振込先口座, 金融機関・店舗の一覧, 依頼人, 振込のまとまり: what somebody is paid to, from where, and together with whom.
//! Account numbers and names of recipients stand sealed, everywhere.

use crate::tables::*;
use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        accounts(manager).await?;
        branches(manager).await?;
        runs(manager).await
    }
}

async fn accounts(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            tenant_table("bank_accounts")
                // corporation, office: whose account it is. An office that was merged keeps its own.
                .col(string("party_kind"))
                .col(uuid("party_id"))
                // Counts the accounts of the party; the highest is in use.
                .col(integer("version"))
                .col(text("sealed"))
                .col(string("masked"))
                // applicant, another: who holds it.
                .col(string("holder"))
                .col(uuid_null("proxy_file_id"))
                .col(string("proxy_name").default("").to_owned())
                // applicant, officer: who told it.
                .col(string("told_by"))
                .col(uuid("set_by"))
                .col(at("set_at"))
                .col(date("usable_on"))
                .foreign_key(&mut inside("bank_accounts", "proxy_file_id", "files"))
                .check(Expr::cust("party_kind IN ('corporation', 'office')"))
                // 名義が申請者と違う口座には、委任状がある。
                .check(Expr::cust("holder <> 'another' OR proxy_file_id IS NOT NULL"))
                .to_owned(),
        )
        .await?;
    unique(manager, "bank_accounts", &["tenant_id", "party_kind", "party_id", "version"]).await?;
    secure(manager, "bank_accounts", Seen::ByTenant).await?;
    only_added(manager, "bank_accounts").await
}

async fn branches(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            tenant_link("bank_branches", &["bank", "branch"])
                .col(string("bank"))
                .col(string("branch"))
                .col(string("bank_kana"))
                .col(string("bank_name"))
                .col(string("branch_kana"))
                .col(string("branch_name"))
                .to_owned(),
        )
        .await?;
    secure(manager, "bank_branches", Seen::ByTenant).await?;
    manager
        .create_table(
            tenant_link("pay_senders", &["version"])
                .col(integer("version"))
                .col(text("sealed"))
                .col(string("masked"))
                .col(text("options"))
                .col(uuid("saved_by"))
                .col(at("saved_at"))
                .to_owned(),
        )
        .await?;
    secure(manager, "pay_senders", Seen::ByTenant).await?;
    only_added(manager, "pay_senders").await
}

async fn runs(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            tenant_table("pay_runs")
                .col(integer("fiscal_year"))
                .col(integer("seq"))
                .col(text("title"))
                .col(date("pay_on"))
                .col(boolean("together"))
                .col(integer("sender_version"))
                // draft, released, sent, closed, dissolved.
                .col(string("state"))
                .col(uuid("made_by"))
                .col(at("made_at"))
                .col(uuid_null("released_by"))
                .col(at_null("released_at"))
                .col(uuid_null("sent_by"))
                .col(at_null("sent_at"))
                .col(at_null("closed_at"))
                // What the file held when it was released: count, sum and SHA-256 of its bytes.
                .col(integer("count").default(0).to_owned())
                .col(big_integer("total_yen").default(0).to_owned())
                .col(string("file_hash").default("").to_owned())
                .col(version())
                // 作った人は承認できない。
                .check(Expr::cust("released_by IS NULL OR released_by <> made_by"))
                .to_owned(),
        )
        .await?;
    unique(manager, "pay_runs", &["tenant_id", "fiscal_year", "seq"]).await?;
    secure(manager, "pay_runs", Seen::ByTenant).await?;
    manager
        .create_table(
            tenant_table("payments")
                .col(uuid("run_id"))
                .col(integer("number"))
                .col(big_integer("amount_yen"))
                .col(uuid("account_id"))
                // Whom it goes to, as the register called it.
                .col(text("payee"))
                .col(string("masked"))
                // The line of the file.
                .col(text("sealed"))
                // planned, sent, paid, returned, void.
                .col(string("state"))
                .col(date_null("result_on"))
                .col(string("reason").default("").to_owned())
                .foreign_key(&mut inside("payments", "run_id", "pay_runs"))
                .foreign_key(&mut inside("payments", "account_id", "bank_accounts"))
                .check(Expr::cust("amount_yen > 0"))
                .to_owned(),
        )
        .await?;
    unique(manager, "payments", &["tenant_id", "run_id", "number"]).await?;
    indexed(manager, "payments", &["tenant_id", "account_id"]).await?;
    secure(manager, "payments", Seen::ByTenant).await?;
    manager
        .create_table(
            tenant_link("payment_parts", &["payment_id", "award_id"])
                .col(uuid("payment_id"))
                .col(uuid("award_id"))
                .col(big_integer("amount_yen"))
                // The award while the payment is on its way; unique, so that it lies in one payment at a time.
                .col(uuid_null("live_award_id"))
                .foreign_key(&mut inside("payment_parts", "payment_id", "payments"))
                .foreign_key(&mut inside("payment_parts", "award_id", "awards"))
                .check(Expr::cust("amount_yen > 0"))
                .to_owned(),
        )
        .await?;
    unique(manager, "payment_parts", &["tenant_id", "live_award_id"]).await?;
    indexed(manager, "payment_parts", &["tenant_id", "award_id"]).await?;
    secure(manager, "payment_parts", Seen::ByTenant).await
}
