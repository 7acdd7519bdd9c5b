//! 交付決定の後: awards with what is reported, proposed and asked about them, what is to come back, and what the ledger of
//! the budget says about payments.

use crate::tables::*;
use sea_orm_migration::{prelude::*, schema::*, sea_orm::DatabaseBackend};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let paid = big_integer("paid_yen").default(0).to_owned();
        manager.alter_table(Table::alter().table("budget_entries").add_column(paid).to_owned()).await?;
        awards(manager).await?;
        begin(manager).await?;
        reports(manager).await?;
        proposals(manager).await?;
        recoveries(manager).await
    }
}

async fn awards(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            // An award has the id of its application.
            tenant_table("awards")
                .col(uuid("application_id"))
                .col(uuid("programme_id"))
                .col(uuid("office_id"))
                .col(integer("fiscal_year"))
                .col(string("stage"))
                .col(json_binary("stage_facts"))
                .col(big_integer("granted_yen"))
                .col(big_integer_null("final_yen"))
                .col(big_integer("paid_yen").default(0))
                .col(big_integer("ordered_back_yen").default(0))
                .col(big_integer("refunded_yen").default(0))
                .col(big_integer("refunded_late_yen").default(0))
                // What it holds of the budget: the sum over a programme is what its ledger says.
                .col(big_integer("committed_yen"))
                // The payment that is on its way; while there is one, the amount stays as it is.
                .col(uuid_null("live_payment_id"))
                .col(uuid_null("owner_id"))
                .col(date_null("due_on"))
                .col(date_null("reminded_on"))
                .col(at("opened_at"))
                .col(at("updated_at"))
                .col(version())
                .foreign_key(&mut inside("awards", "application_id", "applications"))
                .foreign_key(&mut inside("awards", "programme_id", "programmes"))
                .foreign_key(&mut inside("awards", "office_id", "offices"))
                .check(Expr::cust("final_yen IS NULL OR (final_yen >= 0 AND final_yen <= granted_yen)"))
                .check(Expr::cust(
                    "refunded_late_yen >= 0 AND refunded_late_yen <= refunded_yen \
                     AND refunded_yen <= ordered_back_yen AND ordered_back_yen <= paid_yen \
                     AND paid_yen - refunded_yen <= committed_yen",
                ))
                .to_owned(),
        )
        .await?;
    unique(manager, "awards", &["tenant_id", "application_id"]).await?;
    indexed(manager, "awards", &["tenant_id", "stage", "due_on"]).await?;
    indexed(manager, "awards", &["tenant_id", "programme_id"]).await?;
    secure(manager, "awards", Seen::ByTenant).await
}

/// Applications that were granted before there were awards: in one step they are to be paid, in two the report is next.
async fn begin(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let postgres = manager.get_database_backend() == DatabaseBackend::Postgres;
    let (at, procedure) = if postgres {
        ("a.stage_facts ->> 'at'", "v.rules ->> 'procedure'")
    } else {
        ("json_extract(a.stage_facts, '$.at')", "json_extract(v.rules, '$.procedure')")
    };
    let (payable, awaiting, due) = if postgres {
        (
            format!("jsonb_build_object('stage', 'payable', 'at', {at})"),
            "jsonb_build_object('stage', 'awaiting_report')".to_owned(),
            "make_date(a.fiscal_year + 1, 3, 31)".to_owned(),
        )
    } else {
        (
            format!("json_object('stage', 'payable', 'at', {at})"),
            "json_object('stage', 'awaiting_report')".to_owned(),
            "(a.fiscal_year + 1) || '-03-31'".to_owned(),
        )
    };
    let body = format!(
        "INSERT INTO awards (tenant_id, id, application_id, programme_id, office_id, fiscal_year, stage, stage_facts, \
         granted_yen, final_yen, committed_yen, owner_id, due_on, opened_at, updated_at) \
         SELECT a.tenant_id, a.id, a.id, a.programme_id, a.office_id, a.fiscal_year, \
         CASE WHEN {procedure} = 'one_step' THEN 'payable' ELSE 'awaiting_report' END, \
         CASE WHEN {procedure} = 'one_step' THEN {payable} ELSE {awaiting} END, \
         a.amount_yen, CASE WHEN {procedure} = 'one_step' THEN a.amount_yen END, a.amount_yen, a.assignee_id, \
         CASE WHEN {procedure} = 'one_step' THEN NULL ELSE {due} END, \
         COALESCE(a.ended_at, a.updated_at), COALESCE(a.ended_at, a.updated_at) \
         FROM applications a JOIN programme_versions v \
         ON v.tenant_id = a.tenant_id AND v.id = a.programme_version_id WHERE a.stage = 'granted'"
    );
    let connection = manager.get_connection();
    if postgres {
        // The owner of the tables is bound by their policies too: one block, so that the setting holds for all of it.
        let block = format!("DO $$ BEGIN PERFORM set_config('app.system', 'on', true); {body}; END $$");
        connection.execute_unprepared(&block).await?;
    } else {
        connection.execute_unprepared(&body).await?;
    }
    Ok(())
}

async fn reports(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            tenant_link("award_reports", &["award_id", "number"])
                .col(uuid("award_id"))
                // From 1; a correction is the next one, and what was sent before stays.
                .col(integer("number"))
                .col(json_binary("answers"))
                .col(at("saved_at"))
                .col(uuid("saved_by"))
                .col(at_null("submitted_at"))
                // What the rules give for what was reported.
                .col(big_integer_null("counted_yen"))
                .foreign_key(&mut inside("award_reports", "award_id", "awards"))
                .to_owned(),
        )
        .await?;
    manager
        .create_table(
            tenant_table("award_requests")
                .col(uuid("award_id"))
                // change, stop.
                .col(string("kind"))
                .col(big_integer("amount_yen"))
                .col(text("reason"))
                .col(uuid("asked_by"))
                .col(at("asked_at"))
                // open, approved, declined.
                .col(string("state"))
                // The award while it is open; unique, so that there is one at a time.
                .col(uuid_null("open_award_id"))
                .col(at_null("answered_at"))
                .col(text("answer").default("").to_owned())
                .foreign_key(&mut inside("award_requests", "award_id", "awards"))
                .to_owned(),
        )
        .await?;
    unique(manager, "award_requests", &["tenant_id", "open_award_id"]).await?;
    for table in ["award_reports", "award_requests"] {
        secure(manager, table, Seen::ByTenant).await?;
    }
    Ok(())
}

async fn proposals(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            tenant_table("award_proposals")
                .col(uuid("award_id"))
                // final, change, stop, cancel.
                .col(string("kind"))
                // What is left to the office by it.
                .col(big_integer("amount_yen"))
                .col(text("reason"))
                .col(text("note"))
                // By when money is to come back, where it is.
                .col(date_null("return_by"))
                .col(uuid_null("request_id"))
                .col(uuid("proposed_by"))
                .col(at("proposed_at"))
                // open, approved, sent_back.
                .col(string("state"))
                // The award while it is open; unique, so that there is one at a time.
                .col(uuid_null("open_award_id"))
                .col(uuid_null("decided_by"))
                // 代決: the absent approver for whom it was decided.
                .col(uuid_null("decided_for"))
                .col(at_null("decided_at"))
                .col(text("decision_note").default("").to_owned())
                .foreign_key(&mut inside("award_proposals", "award_id", "awards"))
                .foreign_key(&mut inside("award_proposals", "request_id", "award_requests"))
                // 起案した人は決裁できない。
                .check(Expr::cust("decided_by IS NULL OR decided_by <> proposed_by"))
                .to_owned(),
        )
        .await?;
    unique(manager, "award_proposals", &["tenant_id", "open_award_id"]).await?;
    indexed(manager, "award_proposals", &["tenant_id", "award_id"]).await?;
    secure(manager, "award_proposals", Seen::ByTenant).await
}

async fn recoveries(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            tenant_table("recoveries")
                .col(uuid("award_id"))
                .col(uuid("proposal_id"))
                .col(big_integer("amount_yen"))
                .col(big_integer("refunded_yen").default(0))
                .col(text("reason"))
                .col(date("ordered_on"))
                .col(date("due_on"))
                // ordered, reminded, refunded.
                .col(string("state"))
                .col(date_null("reminded_on"))
                .col(integer("reminders").default(0))
                .col(version())
                .foreign_key(&mut inside("recoveries", "award_id", "awards"))
                .foreign_key(&mut inside("recoveries", "proposal_id", "award_proposals"))
                .check(Expr::cust("amount_yen > 0 AND refunded_yen >= 0 AND refunded_yen <= amount_yen"))
                .to_owned(),
        )
        .await?;
    indexed(manager, "recoveries", &["tenant_id", "state", "due_on"]).await?;
    indexed(manager, "recoveries", &["tenant_id", "award_id"]).await?;
    manager
        .create_table(
            tenant_table("refunds")
                .col(uuid("recovery_id"))
                .col(uuid("award_id"))
                .col(date("received_on"))
                .col(big_integer("amount_yen"))
                // Into the books of which year it goes.
                .col(integer("fiscal_year"))
                // 過年度収入: those are not the books of the award.
                .col(boolean("late"))
                .col(uuid("entered_by"))
                .col(at("entered_at"))
                .foreign_key(&mut inside("refunds", "recovery_id", "recoveries"))
                .foreign_key(&mut inside("refunds", "award_id", "awards"))
                .check(Expr::cust("amount_yen > 0"))
                .to_owned(),
        )
        .await?;
    indexed(manager, "refunds", &["tenant_id", "recovery_id"]).await?;
    secure(manager, "recoveries", Seen::ByTenant).await?;
    secure(manager, "refunds", Seen::ByTenant).await?;
    only_added(manager, "refunds").await
}
