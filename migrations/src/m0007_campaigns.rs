//! Outreach: saved segments of the register, campaigns with their audience, addresses that opted out.

use crate::tables::*;
use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        segments(manager).await?;
        campaigns(manager).await?;
        opt_outs(manager).await?;
        // Who refused a mail: its result is for people, this is for what to tell them.
        manager
            .alter_table(Table::alter().table("mails").add_column(string_null("refusal")).to_owned())
            .await?;
        indexed(manager, "mails", &["tenant_id", "subject_kind", "subject_id", "state"]).await
    }
}

async fn segments(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            tenant_table("segments")
                .col(string("name"))
                .col(json_binary("filter"))
                .col(at("created_at"))
                .col(at("updated_at"))
                .col(version())
                .to_owned(),
        )
        .await?;
    secure(manager, "segments", Seen::ByTenant).await
}

async fn campaigns(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            tenant_table("campaigns")
                .col(uuid("segment_id"))
                .col(string("subject"))
                .col(text("body"))
                .col(string("stage"))
                // What is true in that stage: who, since when.
                .col(json_binary("stage_facts"))
                // The segment as it was when the campaign was sent: its name and its conditions.
                .col(json_binary_null("audience"))
                // The last place of the audience whose mail is enqueued.
                .col(integer("reached").default(0))
                .col(uuid("created_by"))
                .col(at("created_at"))
                .col(at("updated_at"))
                .col(version())
                .foreign_key(&mut inside("campaigns", "segment_id", "segments"))
                .foreign_key(ForeignKey::create().from("campaigns", "created_by").to("accounts", "id"))
                .to_owned(),
        )
        .await?;
    // One row for each office of the audience. Its id is the id of its mail, so that there is at most one mail.
    manager
        .create_table(
            tenant_table("campaign_recipients")
                .col(uuid("campaign_id"))
                .col(integer("place"))
                .col(uuid("office_id"))
                .col(string("office_number"))
                .col(string("office_name"))
                .col(string("email"))
                .col(string_null("exclusion"))
                .foreign_key(&mut inside("campaign_recipients", "campaign_id", "campaigns"))
                .foreign_key(&mut inside("campaign_recipients", "office_id", "offices"))
                .to_owned(),
        )
        .await?;
    unique(manager, "campaign_recipients", &["tenant_id", "campaign_id", "place"]).await?;
    unique(manager, "campaign_recipients", &["tenant_id", "campaign_id", "office_id"]).await?;
    secure(manager, "campaigns", Seen::ByTenant).await?;
    secure(manager, "campaign_recipients", Seen::ByTenant).await
}

async fn opt_outs(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            tenant_table("opt_outs")
                .col(string("email_key"))
                // The address's key while it is out; unique, so there is one. None once it was taken back.
                .col(string_null("live_key"))
                // By what: the link of a mail, one click in a mail program.
                .col(string("basis"))
                .col(uuid_null("mail_id"))
                .col(at("at"))
                .col(at_null("ended_at"))
                .to_owned(),
        )
        .await?;
    unique(manager, "opt_outs", &["tenant_id", "live_key"]).await?;
    secure(manager, "opt_outs", Seen::ByTenant).await
}
