//! 年度末と記録: papers counted as they come in, years closed and opened again, what was carried over by name, how long
//! records are kept, lists of what goes, and what a municipality tells its prefecture.

use crate::tables::*;
use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // The sweep of a year, and the tally of every day: both are read from the index alone.
        indexed(
            manager,
            "applications",
            &["tenant_id", "fiscal_year", "stage", "programme_id", "receipt_seq"],
        )
        .await?;
        indexed(manager, "applications", &["tenant_id", "ended_at"]).await?;
        indexed(manager, "awards", &["tenant_id", "fiscal_year", "stage"]).await?;
        indexed(manager, "budget_entries", &["tenant_id", "application_id"]).await?;
        years(manager).await?;
        disposal(manager).await?;
        results(manager).await
    }
}

async fn years(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            tenant_link("arrival_counts", &["arrived_on", "way"])
                .col(date("arrived_on"))
                .col(string("way"))
                .col(integer("count"))
                .col(uuid("counted_by"))
                .col(at("counted_at"))
                .check(Expr::cust("count >= 0"))
                .to_owned(),
        )
        .await?;
    manager
        .create_table(
            tenant_table("year_closings")
                .col(integer("fiscal_year"))
                // Set while the closing holds; unique, so there is one.
                .col(integer_null("live_year"))
                .col(json_binary("facts"))
                .col(text("note"))
                .col(uuid("closed_by"))
                .col(at("closed_at"))
                .col(uuid_null("reopened_by"))
                .col(at_null("reopened_at"))
                .col(text("reopen_reason"))
                .to_owned(),
        )
        .await?;
    unique(manager, "year_closings", &["tenant_id", "live_year"]).await?;
    manager
        .create_table(
            tenant_link("carried_over", &["closing_id", "seq"])
                .col(uuid("closing_id"))
                .col(integer("seq"))
                .col(string("kind"))
                .col(uuid("subject_id"))
                .col(uuid_null("application_id"))
                .col(string("stage"))
                .col(big_integer("amount_yen"))
                .col(at("since"))
                .foreign_key(&mut inside("carried_over", "closing_id", "year_closings"))
                .foreign_key(&mut inside("carried_over", "application_id", "applications"))
                .to_owned(),
        )
        .await?;
    for table in ["arrival_counts", "year_closings", "carried_over"] {
        secure(manager, table, Seen::ByTenant).await?;
    }
    only_added(manager, "carried_over").await
}

async fn disposal(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            tenant_link("retentions", &["programme_id"])
                .col(uuid("programme_id"))
                .col(integer("years"))
                .col(uuid("set_by"))
                .col(at("set_at"))
                .foreign_key(&mut inside("retentions", "programme_id", "programmes"))
                .to_owned(),
        )
        .await?;
    manager
        .create_table(
            tenant_table("disposals")
                .col(date("as_of"))
                .col(string("state"))
                .col(text("note"))
                .col(uuid("made_by"))
                .col(at("made_at"))
                .col(uuid_null("decided_by"))
                .col(at_null("decided_at"))
                .col(text("decision_note"))
                .col(version())
                // Two people: whoever makes the list does not approve it.
                .check(Expr::cust(
                    "state <> 'approved' OR (decided_by IS NOT NULL AND decided_by <> made_by)",
                ))
                .to_owned(),
        )
        .await?;
    manager
        .create_table(
            tenant_link("disposal_cases", &["disposal_id", "application_id"])
                .col(uuid("disposal_id"))
                .col(uuid("application_id"))
                // In one list at a time, and in none after it has gone: unique while listed or gone.
                .col(uuid_null("held_application_id"))
                .col(date("completed_on"))
                .col(date("kept_until"))
                .col(integer("years"))
                .col(string("result"))
                .col(text("reason"))
                .foreign_key(&mut inside("disposal_cases", "disposal_id", "disposals"))
                .foreign_key(&mut inside("disposal_cases", "application_id", "applications"))
                .to_owned(),
        )
        .await?;
    unique(manager, "disposal_cases", &["tenant_id", "held_application_id"]).await?;
    for table in ["retentions", "disposals", "disposal_cases"] {
        secure(manager, table, Seen::ByTenant).await?;
    }
    Ok(())
}

async fn results(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            tenant_table("year_results")
                .col(uuid("shared_with"))
                .col(integer("fiscal_year"))
                .col(string("municipality"))
                .col(json_binary("content"))
                .col(uuid("sent_by"))
                .col(at("sent_at"))
                .col(version())
                .foreign_key(ForeignKey::create().from("year_results", "shared_with").to("tenants", "id"))
                .to_owned(),
        )
        .await?;
    unique(manager, "year_results", &["tenant_id", "fiscal_year"]).await?;
    indexed(manager, "year_results", &["shared_with", "fiscal_year"]).await?;
    secure(manager, "year_results", Seen::BySharedReading).await
}
