//! Bodies that are no offices stand in the lists of activities: a row names an office or an association, and an activity
//! the associations that it is for. And what was written of people in outreach goes when a second person says so.

use crate::tables::*;
use sea_orm_migration::{prelude::*, schema::*, sea_orm::DatabaseBackend};

#[derive(DeriveMigrationName)]
pub struct Migration;

const LIST: &str = "activity_recipients";
/// The table as it is made again, until it has its name.
const AGAIN: &str = "activity_recipients_again";
/// Somebody, and one only.
const NAMES_ONE: &str = "(office_id IS NULL) <> (association_id IS NULL)";
/// What stood in a row before.
const KEPT: &str = "tenant_id, id, activity_id, place, office_id, office_number, office_name, postal_code, address, \
                    exclusion, result, result_at, result_by, note, version";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        if manager.get_database_backend() == DatabaseBackend::Postgres {
            changed(manager).await?;
        } else {
            made_again(manager).await?;
        }
        unique(manager, LIST, &["tenant_id", "activity_id", "association_id"]).await?;
        indexed(manager, LIST, &["tenant_id", "association_id"]).await?;
        let associations = json_binary_null("associations");
        manager
            .alter_table(Table::alter().table("campaign_activities").add_column(associations).to_owned())
            .await?;
        disposals(manager).await
    }
}

async fn disposals(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            tenant_table("outreach_disposals")
                // What ended until this day goes.
                .col(date("until"))
                .col(string("state"))
                // The same word in each that waits; unique, so there is one. None once it was decided.
                .col(string_null("live_key"))
                .col(text("note"))
                .col(uuid("made_by"))
                .col(at("made_at"))
                .col(uuid_null("decided_by"))
                .col(at_null("decided_at"))
                .col(text("decision_note").default("").to_owned())
                // How many went.
                .col(big_integer("gone").default(0))
                .check(Expr::cust(
                    "state <> 'approved' OR (decided_by IS NOT NULL AND decided_by <> made_by)",
                ))
                .to_owned(),
        )
        .await?;
    unique(manager, "outreach_disposals", &["tenant_id", "live_key"]).await?;
    secure(manager, "outreach_disposals", Seen::ByTenant).await
}

async fn changed(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    optional(manager, LIST, "office_id").await?;
    for statement in [
        format!("ALTER TABLE {LIST} ADD COLUMN association_id uuid NULL"),
        format!("ALTER TABLE {LIST} ADD CONSTRAINT ck_{LIST}_names_one CHECK ({NAMES_ONE})"),
        format!(
            "ALTER TABLE {LIST} ADD FOREIGN KEY (tenant_id, association_id) REFERENCES associations (tenant_id, id)"
        ),
    ] {
        manager.get_connection().execute_unprepared(&statement).await?;
    }
    Ok(())
}

/// SQLite adds no rule to a table that there is, so it is made again and filled with its rows; no other refers to it.
async fn made_again(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            tenant_table(AGAIN)
                .col(uuid("activity_id"))
                .col(integer("place"))
                .col(uuid_null("office_id"))
                .col(uuid_null("association_id"))
                .col(string("office_number"))
                .col(string("office_name"))
                .col(string("postal_code").default("").to_owned())
                .col(text("address"))
                .col(string_null("exclusion"))
                .col(string_null("result"))
                .col(at_null("result_at"))
                .col(uuid_null("result_by"))
                .col(text("note").default("").to_owned())
                .col(version())
                .foreign_key(&mut inside(AGAIN, "activity_id", "campaign_activities"))
                .foreign_key(&mut inside(AGAIN, "office_id", "offices"))
                .foreign_key(&mut inside(AGAIN, "association_id", "associations"))
                .check(Expr::cust(NAMES_ONE))
                .to_owned(),
        )
        .await?;
    for statement in [
        format!("INSERT INTO {AGAIN} ({KEPT}) SELECT {KEPT} FROM {LIST}"),
        format!("DROP TABLE {LIST}"),
        format!("ALTER TABLE {AGAIN} RENAME TO {LIST}"),
    ] {
        manager.get_connection().execute_unprepared(&statement).await?;
    }
    unique(manager, LIST, &["tenant_id", "activity_id", "place"]).await?;
    unique(manager, LIST, &["tenant_id", "activity_id", "office_id"]).await?;
    indexed(manager, LIST, &["tenant_id", "office_id"]).await
}
