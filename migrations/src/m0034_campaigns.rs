//! Campaigns: an ordered list of activities of different kinds, and whom those of a list reach.

use crate::tables::*;
use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        campaigns(manager).await?;
        activities(manager).await?;
        recipients(manager).await
    }
}

async fn campaigns(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            tenant_table("campaigns")
                .col(string("name"))
                .col(text("aims"))
                .col(date("starts_on"))
                .col(date_null("ends_on"))
                .col(uuid_null("owner_id"))
                .col(big_integer_null("budget_yen"))
                .col(string("state"))
                // Why it was dropped; what its end showed.
                .col(text("closing").default("").to_owned())
                .col(uuid("created_by"))
                .col(at("created_at"))
                .col(uuid("updated_by"))
                .col(at("updated_at"))
                .col(version())
                .to_owned(),
        )
        .await?;
    indexed(manager, "campaigns", &["tenant_id", "state", "starts_on"]).await?;
    secure(manager, "campaigns", Seen::ByTenant).await
}

async fn activities(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            tenant_table("campaign_activities")
                .col(uuid("campaign_id"))
                // From 1, without gaps; swapped in two steps, so not unique.
                .col(integer("place"))
                .col(string("kind"))
                .col(string("title"))
                .col(date_null("starts_on"))
                .col(date_null("ends_on"))
                .col(uuid_null("owner_id"))
                .col(uuid_null("segment_id"))
                // Of tables that are made later, or stand in another house.
                .col(uuid_null("material_id"))
                .col(uuid_null("mailing_id"))
                .col(uuid_null("survey_id"))
                .col(uuid_null("session_id"))
                .col(string("link").default("").to_owned())
                // What is said on the phone, or written.
                .col(text("script").default("").to_owned())
                .col(big_integer_null("cost_yen"))
                .col(string("state"))
                .col(text("result").default("").to_owned())
                .col(date_null("done_on"))
                // The audience as it was written down, with when and the segment as it was.
                .col(at_null("frozen_at"))
                .col(json_binary_null("audience"))
                // The activity of whose audience this asks some once more, and whom of it.
                .col(uuid_null("follows_id"))
                .col(string("follows_whom").default("").to_owned())
                .col(at("created_at"))
                .col(uuid("updated_by"))
                .col(at("updated_at"))
                .col(version())
                .foreign_key(&mut inside("campaign_activities", "campaign_id", "campaigns"))
                .foreign_key(&mut inside("campaign_activities", "segment_id", "segments"))
                .foreign_key(&mut inside("campaign_activities", "mailing_id", "mailings"))
                .to_owned(),
        )
        .await?;
    indexed(manager, "campaign_activities", &["tenant_id", "campaign_id", "place"]).await?;
    indexed(manager, "campaign_activities", &["tenant_id", "state", "starts_on"]).await?;
    secure(manager, "campaign_activities", Seen::ByTenant).await
}

async fn recipients(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            tenant_table("activity_recipients")
                .col(uuid("activity_id"))
                .col(integer("place"))
                .col(uuid("office_id"))
                .col(string("office_number"))
                .col(string("office_name"))
                // As it was when the audience was written down: of post only.
                .col(string("postal_code").default("").to_owned())
                // The place or the number by which it is reached.
                .col(text("address"))
                // Why it is not reached.
                .col(string_null("exclusion"))
                .col(string_null("result"))
                .col(at_null("result_at"))
                .col(uuid_null("result_by"))
                .col(text("note").default("").to_owned())
                .col(version())
                .foreign_key(&mut inside("activity_recipients", "activity_id", "campaign_activities"))
                .foreign_key(&mut inside("activity_recipients", "office_id", "offices"))
                .to_owned(),
        )
        .await?;
    unique(manager, "activity_recipients", &["tenant_id", "activity_id", "place"]).await?;
    // Never twice to the same office in one activity.
    unique(manager, "activity_recipients", &["tenant_id", "activity_id", "office_id"]).await?;
    indexed(manager, "activity_recipients", &["tenant_id", "office_id"]).await?;
    secure(manager, "activity_recipients", Seen::ByTenant).await
}
