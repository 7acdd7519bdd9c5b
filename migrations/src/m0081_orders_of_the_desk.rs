//! The desk's list is read from indexes in each of its orders, and counted from one alone
//! (`docs/decisions/0086-what-the-desk-asks.md`). PostgreSQL reads an index alone only where it holds what the policy of
//! the table asks for, so the ones that are counted from hold the account as well; SQLite wants what its condition names.

use sea_orm_migration::{prelude::*, schema::*, sea_orm::DatabaseBackend};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // By what the office stands in the list. Rows that were received before get it here.
        let office = text("office_order").default("").to_owned();
        manager.alter_table(Table::alter().table("applications").add_column(office).to_owned()).await?;
        // The day by which the standard asks for a decision; far away while no clock runs. Working days are no matter of
        // SQL: rows that were received before get theirs from the daily job.
        let expected = date("expected_on").default("9999-12-31").to_owned();
        manager.alter_table(Table::alter().table("applications").add_column(expected).to_owned()).await?;
        let is_postgres = manager.get_database_backend() == DatabaseBackend::Postgres;
        let orders = if is_postgres {
            format!("DO $$ BEGIN PERFORM set_config('app.system', 'on', true); {ORDERS}; END $$")
        } else {
            ORDERS.to_owned()
        };
        let connection = manager.get_connection();
        connection.execute_unprepared(&orders).await?;
        for gone in [
            "ix_applications_tenant_id_stage_submitted_at",
            "ix_applications_tenant_id_stage_amount_yen",
            "ix_applications_tenant_id_stage_updated_at",
            "ix_applications_tenant_id_stage_assignee_id",
            "ix_offices_areas",
            "ix_awards_tenant_id_programme_id",
        ] {
            connection.execute_unprepared(&format!("DROP INDEX {gone}")).await?;
        }
        // Without an assignee comes first on both.
        let nulls = if is_postgres { " NULLS FIRST" } else { "" };
        let by_assignee = format!(
            "CREATE INDEX ix_applications_desk ON applications (tenant_id, stage, assignee_id{nulls}, submitted_at, id,
                programme_id, office_id, receipt_seq, account_id)"
        );
        for index in [by_assignee.as_str()].into_iter().chain(INDEXES) {
            connection.execute_unprepared(index).await?;
        }
        Ok(())
    }
}

const ORDERS: &str = "UPDATE applications SET office_order =
    (SELECT CASE WHEN o.name_kana = '' THEN o.name ELSE o.name_kana END || ' ' || o.number FROM offices o
     WHERE o.tenant_id = applications.tenant_id AND o.id = applications.office_id)";

const INDEXES: [&str; 8] = [
    "CREATE INDEX ix_applications_in_turn ON applications (tenant_id, stage, submitted_at, id, receipt_seq, account_id)",
    "CREATE INDEX ix_applications_by_amount ON applications (tenant_id, stage, amount_yen, submitted_at, id)",
    "CREATE INDEX ix_applications_by_update ON applications (tenant_id, stage, updated_at, submitted_at, id)",
    "CREATE INDEX ix_applications_by_office ON applications (tenant_id, stage, office_order, submitted_at, id)",
    "CREATE INDEX ix_applications_by_deadline ON applications (tenant_id, stage, expected_on, submitted_at, id)",
    // What the ageing strip counts, group by group.
    "CREATE INDEX ix_applications_running ON applications (tenant_id, programme_version_id, paused_days, arrived_on,
        submitted_at, assignee_id, stage, account_id) WHERE stage IN ('submitted', 'under_review', 'proposed')",
    // Which areas there are is read by jumping from one to the next, and whether an office is in one from this alone.
    "CREATE INDEX ix_offices_areas ON offices (tenant_id, area, id) WHERE area <> ''",
    // What the awards of a programme hold of its budget.
    "CREATE INDEX ix_awards_committed ON awards (tenant_id, programme_id, committed_yen)",
];
