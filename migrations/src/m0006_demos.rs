//! Demo sessions: a federation's members, resources, sessions, tasks and registrations.
//!
//! The rows stand in the federation's house; `shared_with` names the municipality that may see and change them too, and
//! the membership it comes from must exist (`docs/decisions/0010-what-a-federation-and-a-municipality-share.md`).

use crate::tables::*;
use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        members(manager).await?;
        resources(manager).await?;
        sessions(manager).await?;
        bookings(manager).await?;
        chores(manager).await?;
        registrations(manager).await?;
        share_chains(manager).await
    }
}

async fn members(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            tenant_table("federation_members")
                // Where it stands in the federation's lists.
                .col(integer("place"))
                .col(string("name"))
                // The municipality's own house here; empty while it is only a name.
                .col(uuid_null("shared_with").unique_key())
                .col(at("created_at"))
                .foreign_key(
                    ForeignKey::create().from("federation_members", "shared_with").to("tenants", "id"),
                )
                .to_owned(),
        )
        .await?;
    unique(manager, "federation_members", &["tenant_id", "name"]).await?;
    // What a session's (house, member, municipality) refers to: nobody shares with whom is no member.
    unique(manager, "federation_members", &["tenant_id", "id", "shared_with"]).await?;
    secure(manager, "federation_members", Seen::BySharedReading).await
}

async fn resources(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            tenant_table("demo_resources")
                .col(string("kind"))
                .col(string("name"))
                .col(at("created_at"))
                .to_owned(),
        )
        .await?;
    unique(manager, "demo_resources", &["tenant_id", "kind", "name"]).await?;
    manager
        .create_table(
            tenant_table("demo_absences")
                .col(uuid("resource_id"))
                .col(date("first_on"))
                .col(date("last_on"))
                .col(string("note"))
                .col(at("created_at"))
                .foreign_key(&mut inside("demo_absences", "resource_id", "demo_resources"))
                .to_owned(),
        )
        .await?;
    secure(manager, "demo_resources", Seen::ByTenant).await?;
    secure(manager, "demo_absences", Seen::ByTenant).await
}

async fn sessions(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            tenant_table("demo_sessions")
                .col(uuid("member_id"))
                .col(uuid_null("shared_with"))
                .col(string("municipality"))
                // Whether the federation entered it for somebody who telephoned.
                .col(boolean("told"))
                .col(json_binary("request"))
                .col(string("stage"))
                // What is true in that stage: when, what was promised, why not.
                .col(json_binary("stage_facts"))
                .col(at_null("starts_at"))
                .col(integer("capacity").default(0))
                .col(integer("registered").default(0))
                .col(integer("next_number").default(1))
                .col(at("created_at"))
                .col(at("updated_at"))
                .col(version())
                .foreign_key(&mut inside("demo_sessions", "member_id", "federation_members"))
                .foreign_key(
                    ForeignKey::create()
                        .from("demo_sessions", ("tenant_id", "member_id", "shared_with"))
                        .to("federation_members", ("tenant_id", "id", "shared_with")),
                )
                // No more people than places, whoever registers and however many at once.
                .check(Expr::cust("registered >= 0 AND registered <= capacity"))
                .to_owned(),
        )
        .await?;
    indexed(manager, "demo_sessions", &["tenant_id", "stage", "starts_at"]).await?;
    indexed(manager, "demo_sessions", &["shared_with", "stage", "starts_at"]).await?;
    secure(manager, "demo_sessions", Seen::ByBoth).await
}

async fn bookings(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            // The key is the promise: one resource, one quarter of an hour, one row.
            tenant_link("demo_bookings", &["resource_id", "quarter"])
                .col(uuid("resource_id"))
                .col(big_integer("quarter"))
                // A municipality that cancels its session gives back what was promised for it.
                .col(uuid_null("shared_with"))
                .col(uuid_null("session_id"))
                .col(uuid_null("absence_id"))
                .foreign_key(&mut inside("demo_bookings", "resource_id", "demo_resources"))
                .foreign_key(&mut inside("demo_bookings", "session_id", "demo_sessions"))
                .foreign_key(&mut inside("demo_bookings", "absence_id", "demo_absences"))
                .check(Expr::cust("(session_id IS NULL) <> (absence_id IS NULL)"))
                .to_owned(),
        )
        .await?;
    indexed(manager, "demo_bookings", &["tenant_id", "quarter"]).await?;
    indexed(manager, "demo_bookings", &["tenant_id", "session_id"]).await?;
    secure(manager, "demo_bookings", Seen::ByBoth).await
}

async fn chores(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            tenant_table("demo_chores")
                .col(uuid("session_id"))
                .col(uuid_null("shared_with"))
                .col(string("chore"))
                .col(string("owner"))
                .col(date("due_on"))
                .col(at_null("done_at"))
                .col(uuid_null("done_by"))
                .col(string_null("done_side"))
                // The other house cannot look up who that was, so the name is told with it.
                .col(string_null("done_name"))
                .foreign_key(&mut inside("demo_chores", "session_id", "demo_sessions"))
                .to_owned(),
        )
        .await?;
    unique(manager, "demo_chores", &["tenant_id", "session_id", "chore"]).await?;
    indexed(manager, "demo_chores", &["shared_with", "done_at", "due_on"]).await?;
    secure(manager, "demo_chores", Seen::ByBoth).await
}

async fn registrations(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            tenant_table("demo_registrations")
                .col(uuid("session_id"))
                .col(uuid_null("shared_with"))
                .col(uuid_null("office_id"))
                .col(uuid_null("account_id"))
                .col(string("office_name"))
                .col(integer("number"))
                .col(integer("people"))
                .col(string("name"))
                .col(string("email"))
                // The office while it is registered; unique, so that it is once.
                .col(uuid_null("live_office_id"))
                .col(integer_null("attended"))
                .col(at_null("attended_at"))
                .col(at_null("cancelled_at"))
                .col(at("created_at"))
                .col(at("updated_at"))
                .col(version())
                .foreign_key(&mut inside("demo_registrations", "session_id", "demo_sessions"))
                .foreign_key(
                    ForeignKey::create()
                        .from("demo_registrations", ("shared_with", "office_id"))
                        .to("offices", ("tenant_id", "id")),
                )
                .foreign_key(
                    ForeignKey::create().from("demo_registrations", "account_id").to("accounts", "id"),
                )
                .to_owned(),
        )
        .await?;
    unique(manager, "demo_registrations", &["tenant_id", "session_id", "live_office_id"]).await?;
    unique(manager, "demo_registrations", &["tenant_id", "session_id", "number"]).await?;
    indexed(manager, "demo_registrations", &["shared_with", "office_id"]).await?;
    secure(manager, "demo_registrations", Seen::ByBoth).await
}
