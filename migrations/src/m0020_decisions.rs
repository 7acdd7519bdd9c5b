//! 予算の台帳と待機, 決裁のまとまり, 専決と代決: the ledger of a budget as lines, who waits for it, cases that are decided
//! together, and who may decide how much for whom.

use crate::tables::*;
use sea_orm_migration::{prelude::*, schema::*, sea_orm::DatabaseBackend};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        ledger(manager).await?;
        packets(manager).await?;
        authority(manager).await
    }
}

async fn ledger(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    // SQLite takes one new column a statement.
    for column in [
        // How many applications wait: whoever comes while somebody does waits behind them.
        integer("waiting").default(0).to_owned(),
        integer("next_entry").default(1).to_owned(),
        at_null("shared_out_at"),
        string_null("draw_seed"),
    ] {
        manager.alter_table(Table::alter().table("programmes").add_column(column).to_owned()).await?;
    }
    for column in [
        // The place in the order of a draw; without one the receipt number is the order.
        big_integer_null("waiting_rank"),
        // What 按分 gave: the most that can be granted.
        big_integer_null("allotted_yen"),
    ] {
        manager.alter_table(Table::alter().table("applications").add_column(column).to_owned()).await?;
    }
    manager
        .create_table(
            tenant_link("budget_entries", &["programme_id", "seq"])
                .col(uuid("programme_id"))
                .col(integer("seq"))
                .col(uuid_null("application_id"))
                .col(string("kind"))
                .col(big_integer("budget_yen"))
                .col(big_integer("reserved_yen"))
                .col(big_integer("committed_yen"))
                .col(at("at"))
                .foreign_key(&mut inside("budget_entries", "programme_id", "programmes"))
                .foreign_key(&mut inside("budget_entries", "application_id", "applications"))
                .to_owned(),
        )
        .await?;
    secure(manager, "budget_entries", Seen::ByTenant).await?;
    begin_ledger(manager).await?;
    only_added(manager, "budget_entries").await
}

/// What stood before there was a ledger: the budget, and one line for each case that holds money.
async fn begin_ledger(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let lines = [
        "INSERT INTO budget_entries (tenant_id, programme_id, seq, application_id, kind, budget_yen, reserved_yen, committed_yen, at) \
         SELECT tenant_id, id, 1, NULL, 'allotted', budget_yen, 0, 0, created_at FROM programmes \
         WHERE current_version_id IS NOT NULL",
        "INSERT INTO budget_entries (tenant_id, programme_id, seq, application_id, kind, budget_yen, reserved_yen, committed_yen, at) \
         SELECT a.tenant_id, a.programme_id, \
         1 + row_number() OVER (PARTITION BY a.tenant_id, a.programme_id ORDER BY a.receipt_seq), a.id, \
         CASE WHEN a.stage = 'granted' THEN 'committed' ELSE 'reserved' END, 0, \
         CASE WHEN a.stage = 'granted' THEN 0 ELSE a.amount_yen END, \
         CASE WHEN a.stage = 'granted' THEN a.amount_yen ELSE 0 END, \
         COALESCE(a.submitted_at, a.created_at) FROM applications a \
         WHERE a.stage IN ('submitted', 'under_review', 'returned', 'proposed', 'granted')",
        "UPDATE programmes SET next_entry = 1 + (SELECT count(*) FROM budget_entries e \
         WHERE e.tenant_id = programmes.tenant_id AND e.programme_id = programmes.id)",
    ];
    let connection = manager.get_connection();
    if manager.get_database_backend() == DatabaseBackend::Postgres {
        // The owner of the tables is bound by their policies too: one block, so that one setting holds for all of it.
        let body = lines.join("; ");
        let block = format!("DO $$ BEGIN PERFORM set_config('app.system', 'on', true); {body}; END $$");
        connection.execute_unprepared(&block).await?;
    } else {
        for line in lines {
            connection.execute_unprepared(line).await?;
        }
    }
    Ok(())
}

async fn packets(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            tenant_table("packets")
                .col(uuid("programme_id"))
                .col(integer("fiscal_year"))
                .col(integer("seq"))
                .col(text("title"))
                .col(text("note"))
                // open, decided, dissolved.
                .col(string("state"))
                .col(uuid("made_by"))
                .col(at("made_at"))
                // here, outside; empty while nothing is decided.
                .col(string("way").default("").to_owned())
                .col(uuid_null("closed_by"))
                .col(at_null("closed_at"))
                // 代決: the absent approver for whom it was decided.
                .col(uuid_null("decided_for"))
                .col(date_null("decided_on"))
                // 庁外の決裁: who decided, and the number on the sheet.
                .col(string("outside_by").default("").to_owned())
                .col(string("outside_number").default("").to_owned())
                .col(uuid_null("sheet_file_id"))
                .col(version())
                .foreign_key(&mut inside("packets", "programme_id", "programmes"))
                .foreign_key(&mut inside("packets", "sheet_file_id", "files"))
                // 起案をまとめた人は、ここで決裁できない。
                .check(Expr::cust("way <> 'here' OR closed_by <> made_by"))
                .to_owned(),
        )
        .await?;
    unique(manager, "packets", &["tenant_id", "fiscal_year", "seq"]).await?;
    manager
        .create_table(
            tenant_link("packet_cases", &["packet_id", "proposal_id"])
                .col(uuid("packet_id"))
                .col(uuid("proposal_id"))
                .col(uuid("application_id"))
                // The proposal while the packet is open; unique, so that it lies in one packet at a time.
                .col(uuid_null("open_proposal_id"))
                // approved, sent_back; empty while the packet is open or where it was dissolved.
                .col(string("result").default("").to_owned())
                .col(text("note"))
                .foreign_key(&mut inside("packet_cases", "packet_id", "packets"))
                .foreign_key(&mut inside("packet_cases", "proposal_id", "proposals"))
                .foreign_key(&mut inside("packet_cases", "application_id", "applications"))
                .to_owned(),
        )
        .await?;
    unique(manager, "packet_cases", &["tenant_id", "open_proposal_id"]).await?;
    for table in ["packets", "packet_cases"] {
        secure(manager, table, Seen::ByTenant).await?;
    }
    Ok(())
}

async fn authority(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            tenant_link("decision_limits", &["account_id"])
                .col(uuid("account_id"))
                .col(big_integer("most_yen"))
                .col(uuid("set_by"))
                .col(at("set_at"))
                .foreign_key(ForeignKey::create().from("decision_limits", "account_id").to("accounts", "id"))
                .to_owned(),
        )
        .await?;
    manager
        .create_table(
            tenant_table("substitutions")
                .col(uuid("absent_id"))
                .col(uuid("substitute_id"))
                .col(date("from_on"))
                .col(date("until_on"))
                .col(text("reason"))
                .col(uuid("set_by"))
                .col(at("set_at"))
                .col(at_null("ended_at"))
                .foreign_key(ForeignKey::create().from("substitutions", "absent_id").to("accounts", "id"))
                .foreign_key(ForeignKey::create().from("substitutions", "substitute_id").to("accounts", "id"))
                .check(Expr::cust("absent_id <> substitute_id AND until_on >= from_on"))
                .to_owned(),
        )
        .await?;
    // Clerks who may record what was decided on paper: named one by one, by nobody's role.
    manager
        .create_table(
            tenant_link("decision_recorders", &["account_id"])
                .col(uuid("account_id"))
                .col(uuid("set_by"))
                .col(at("set_at"))
                .foreign_key(
                    ForeignKey::create().from("decision_recorders", "account_id").to("accounts", "id"),
                )
                .to_owned(),
        )
        .await?;
    for table in ["decision_limits", "substitutions", "decision_recorders"] {
        secure(manager, table, Seen::ByTenant).await?;
    }
    Ok(())
}
