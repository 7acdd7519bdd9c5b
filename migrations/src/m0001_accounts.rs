//! Tenants, the initiative that is rolled out, people and how they sign in.

use crate::tables::*;
use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        tenants(manager).await?;
        accounts(manager).await?;
        signing_in(manager).await
    }
}

async fn tenants(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            Table::create()
                .table("tenants")
                .col(pk_uuid("id"))
                .col(string("kind"))
                .col(string("slug").unique_key())
                .col(string("name"))
                .col(json_binary("settings"))
                .col(at("created_at"))
                .col(version())
                .to_owned(),
        )
        .await?;
    manager.create_table(tenant_link("tenant_codes", &["code"]).col(string("code")).to_owned()).await?;
    manager
        .create_table(tenant_link("closed_days", &["day"]).col(date("day")).col(string("name")).to_owned())
        .await?;
    manager
        .create_table(
            tenant_link("counters", &["name"]).col(string("name")).col(big_integer("value")).to_owned(),
        )
        .await?;
    manager
        .create_table(
            Table::create()
                .table("initiatives")
                .col(pk_uuid("id"))
                .col(string("name"))
                .col(string("site_url"))
                .col(string("helpdesk_phone"))
                .col(string("helpdesk_hours"))
                .to_owned(),
        )
        .await?;
    manager
        .create_table(
            Table::create()
                .table("licence_prices")
                .col(uuid("initiative_id"))
                .col(date("valid_from"))
                .col(date_null("valid_to"))
                .col(big_integer("yen"))
                .col(string("note"))
                .primary_key(Index::create().col("initiative_id").col("valid_from"))
                .foreign_key(
                    ForeignKey::create().from("licence_prices", "initiative_id").to("initiatives", "id"),
                )
                .to_owned(),
        )
        .await
}

async fn accounts(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            Table::create()
                .table("accounts")
                .col(pk_uuid("id"))
                .col(string("kind"))
                .col(string("name"))
                .col(string_null("email"))
                .col(string_null("email_key").unique_key())
                .col(string_null("password_hash"))
                .col(text_null("totp_secret"))
                .col(at_null("totp_confirmed_at"))
                .col(big_integer_null("totp_last_step"))
                .col(string_null("demo_key").unique_key())
                .col(at_null("disabled_at"))
                .col(at("created_at"))
                .col(version())
                .to_owned(),
        )
        .await?;
    manager
        .create_table(
            tenant_link("memberships", &["account_id", "role"])
                .col(uuid("account_id"))
                .col(string("role"))
                .col(at("created_at"))
                .foreign_key(ForeignKey::create().from("memberships", "account_id").to("accounts", "id"))
                .to_owned(),
        )
        .await?;
    indexed(manager, "memberships", &["account_id"]).await?;
    // The foreign key onto offices is not made here because offices come later and
    // SQLite cannot add one to a table that exists; the store writes it from a loaded office.
    manager
        .create_table(
            tenant_link("representations", &["account_id", "office_id"])
                .col(uuid("account_id"))
                .col(uuid("office_id"))
                .col(at("created_at"))
                .foreign_key(ForeignKey::create().from("representations", "account_id").to("accounts", "id"))
                .to_owned(),
        )
        .await?;
    indexed(manager, "representations", &["account_id"]).await?;
    secure(manager, "tenants", Seen::ByAllTenantWrites).await?;
    secure(manager, "tenant_codes", Seen::ByTenant).await?;
    secure(manager, "closed_days", Seen::ByTenant).await?;
    secure(manager, "counters", Seen::ByTenant).await?;
    secure(manager, "initiatives", Seen::ByAll).await?;
    secure(manager, "licence_prices", Seen::ByAll).await?;
    secure(manager, "accounts", Seen::AccountInTenant).await?;
    secure(manager, "memberships", Seen::ByTenantAndAccount).await?;
    secure(manager, "representations", Seen::ByTenantAndAccount).await
}

async fn signing_in(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            Table::create()
                .table("sessions")
                .col(pk_uuid("id"))
                .col(string("token_hash").unique_key())
                .col(uuid("account_id"))
                .col(string("level"))
                .col(string("device"))
                .col(string("network"))
                .col(at("created_at"))
                .col(at("seen_at"))
                .col(at("expires_at"))
                .col(big_integer("idle_seconds"))
                .col(at_null("ended_at"))
                .foreign_key(ForeignKey::create().from("sessions", "account_id").to("accounts", "id"))
                .to_owned(),
        )
        .await?;
    indexed(manager, "sessions", &["account_id"]).await?;
    manager
        .create_table(
            Table::create()
                .table("recovery_codes")
                .col(uuid("account_id"))
                .col(string("code_hash"))
                .col(at_null("used_at"))
                .primary_key(Index::create().col("account_id").col("code_hash"))
                .foreign_key(ForeignKey::create().from("recovery_codes", "account_id").to("accounts", "id"))
                .to_owned(),
        )
        .await?;
    manager
        .create_table(
            Table::create()
                .table("sign_in_links")
                .col(pk_uuid("id"))
                .col(string("token_hash").unique_key())
                .col(string("code_hash"))
                .col(string("browser_hash"))
                .col(uuid("account_id"))
                .col(string("next"))
                .col(integer("attempts").default(0))
                .col(at("created_at"))
                .col(at("expires_at"))
                .col(at_null("used_at"))
                .foreign_key(ForeignKey::create().from("sign_in_links", "account_id").to("accounts", "id"))
                .to_owned(),
        )
        .await?;
    manager
        .create_table(
            Table::create()
                .table("throttles")
                .col(string("key").primary_key())
                .col(double("tokens"))
                .col(at("refilled_at"))
                .to_owned(),
        )
        .await?;
    secure(manager, "sessions", Seen::ByAccount("account_id")).await?;
    secure(manager, "recovery_codes", Seen::ByAccount("account_id")).await?;
    secure(manager, "sign_in_links", Seen::BySystem).await?;
    secure(manager, "throttles", Seen::BySystem).await
}
