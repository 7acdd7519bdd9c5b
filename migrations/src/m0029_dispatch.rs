//! 講師派遣: what a federation asks of 国保中央会, its lecturers and when they are taken; 催し and the bodies that register.
//!
//! A dispatch stands in the federation's house; `shared_with` names 国保中央会 and `municipality` the city whose session
//! it is for (`docs/decisions/0037-a-dispatch-concerns-three-houses.md`). A lecturer's time is kept as a resource's is: one
//! row a lecturer and quarter of an hour.

use crate::tables::*;
use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        dispatches(manager).await?;
        lecturers(manager).await?;
        occasions(manager).await?;
        share_dispatch_chains(manager).await
    }
}

async fn dispatches(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    // What a dispatch's (house, session, municipality) refers to: it names nobody whom its session does not name.
    unique(manager, "demo_sessions", &["tenant_id", "id", "shared_with"]).await?;
    manager
        .create_table(
            tenant_table("dispatches")
                .col(uuid("session_id"))
                // 国保中央会's house here; empty while it has none.
                .col(uuid_null("shared_with"))
                .col(uuid_null("municipality"))
                .col(string("federation_name"))
                .col(string("municipality_name"))
                .col(json_binary("asked"))
                .col(string("stage"))
                .col(json_binary("stage_facts"))
                .col(at("starts_at"))
                .col(uuid_null("lecturer_id"))
                .col(json_binary_null("costs"))
                .col(string("approval").default("not_needed"))
                // The session while something may still become of it; unique, so that it is asked for once.
                .col(uuid_null("live_session_id"))
                .col(at("created_at"))
                .col(at("updated_at"))
                .col(version())
                .foreign_key(&mut inside("dispatches", "session_id", "demo_sessions"))
                .foreign_key(
                    ForeignKey::create()
                        .from("dispatches", ("tenant_id", "session_id", "municipality"))
                        .to("demo_sessions", ("tenant_id", "id", "shared_with")),
                )
                .foreign_key(ForeignKey::create().from("dispatches", "shared_with").to("tenants", "id"))
                .to_owned(),
        )
        .await?;
    unique(manager, "dispatches", &["tenant_id", "live_session_id"]).await?;
    indexed(manager, "dispatches", &["tenant_id", "stage", "starts_at"]).await?;
    indexed(manager, "dispatches", &["shared_with", "stage", "starts_at"]).await?;
    indexed(manager, "dispatches", &["municipality", "approval"]).await?;
    secure(manager, "dispatches", Seen::ByThree).await
}

async fn lecturers(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            tenant_table("lecturers")
                .col(string("name"))
                .col(string("base"))
                .col(at("created_at"))
                .to_owned(),
        )
        .await?;
    unique(manager, "lecturers", &["tenant_id", "name"]).await?;
    manager
        .create_table(
            tenant_table("lecturer_absences")
                .col(uuid("lecturer_id"))
                .col(date("first_on"))
                .col(date("last_on"))
                .col(string("note"))
                .col(at("created_at"))
                .foreign_key(&mut inside("lecturer_absences", "lecturer_id", "lecturers"))
                .to_owned(),
        )
        .await?;
    manager
        .create_table(
            // The key is the promise: one lecturer, one quarter of an hour, one row.
            tenant_link("lecturer_bookings", &["lecturer_id", "quarter"])
                .col(uuid("lecturer_id"))
                .col(big_integer("quarter"))
                // The federation whose dispatch it is, and the city: whoever calls a session off gives the time back.
                .col(uuid_null("shared_with"))
                .col(uuid_null("municipality"))
                .col(uuid_null("dispatch_id"))
                .col(uuid_null("absence_id"))
                .foreign_key(&mut inside("lecturer_bookings", "lecturer_id", "lecturers"))
                .foreign_key(&mut inside("lecturer_bookings", "absence_id", "lecturer_absences"))
                .foreign_key(
                    ForeignKey::create()
                        .from("lecturer_bookings", ("shared_with", "dispatch_id"))
                        .to("dispatches", ("tenant_id", "id")),
                )
                .check(Expr::cust("(dispatch_id IS NULL) <> (absence_id IS NULL)"))
                .check(Expr::cust("(dispatch_id IS NULL) = (shared_with IS NULL)"))
                .to_owned(),
        )
        .await?;
    indexed(manager, "lecturer_bookings", &["tenant_id", "quarter"]).await?;
    indexed(manager, "lecturer_bookings", &["shared_with", "dispatch_id"]).await?;
    secure(manager, "lecturers", Seen::ByTenant).await?;
    secure(manager, "lecturer_absences", Seen::ByTenant).await?;
    secure(manager, "lecturer_bookings", Seen::ByThree).await
}

async fn occasions(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            tenant_table("occasions")
                .col(json_binary("facts"))
                .col(string("stage"))
                .col(json_binary("stage_facts"))
                .col(at("starts_at"))
                .col(at("ends_at"))
                // The most people; none where there is no limit.
                .col(integer_null("places"))
                .col(integer("registered").default(0))
                .col(json_binary("turnout"))
                .col(at("created_at"))
                .col(at("updated_at"))
                .col(version())
                // No more people than places, whoever registers and however many at once.
                .check(Expr::cust("registered >= 0 AND (places IS NULL OR registered <= places)"))
                .to_owned(),
        )
        .await?;
    indexed(manager, "occasions", &["tenant_id", "stage", "starts_at"]).await?;
    manager
        .create_table(
            tenant_table("occasion_bodies")
                .col(uuid("occasion_id"))
                // The house that registered itself; empty where somebody did it without signing in.
                .col(uuid_null("shared_with"))
                .col(string("kind"))
                .col(integer("prefecture"))
                .col(string("name"))
                .col(integer("people"))
                .col(json_binary("contact"))
                .col(text("question"))
                .col(boolean("told"))
                .col(integer_null("attended"))
                // Kind, prefecture and name while it is registered; unique, so that it is once.
                .col(string_null("live_key"))
                .col(at_null("cancelled_at"))
                .col(at("created_at"))
                .col(at("updated_at"))
                .col(version())
                .foreign_key(&mut inside("occasion_bodies", "occasion_id", "occasions"))
                .foreign_key(ForeignKey::create().from("occasion_bodies", "shared_with").to("tenants", "id"))
                .check(Expr::cust("people > 0"))
                .to_owned(),
        )
        .await?;
    unique(manager, "occasion_bodies", &["tenant_id", "occasion_id", "live_key"]).await?;
    indexed(manager, "occasion_bodies", &["shared_with", "occasion_id"]).await?;
    secure(manager, "occasions", Seen::ByTenant).await?;
    secure(manager, "occasion_bodies", Seen::ByBoth).await
}
