//! 廃棄 of accounts, held narrower: an account is blanked by the approved list with which a record of its own office or
//! corporation went, told before that list was approved, and only once no record of theirs is left. And the first page of
//! 総点検, read from an index in its order, however many are undecided. And the day on which an award was paid by no run.

use sea_orm_migration::{prelude::*, schema::*, sea_orm::DatabaseBackend};

#[derive(DeriveMigrationName)]
pub struct Migration;

/// What is undecided, oldest first; the sweep of a year repeats the condition to the letter.
const UNDECIDED: &str =
    "CREATE INDEX ix_applications_undecided ON applications (tenant_id, fiscal_year, submitted_at, id, stage)
    WHERE stage IN ('submitted', 'under_review', 'returned', 'proposed', 'waiting')";

/// The offices with which the records of an account's party stand: its own, and those they became part of. Twice merged
/// is as far as the store looks, too.
const PLACES: &str = "(SELECT m.id AS id FROM offices m WHERE m.tenant_id = OLD.tenant_id AND OWN
    UNION SELECT m.merged_into FROM offices m WHERE m.tenant_id = OLD.tenant_id AND OWN
    UNION SELECT n.merged_into FROM offices m JOIN offices n ON n.tenant_id = m.tenant_id AND n.id = m.merged_into
    WHERE m.tenant_id = OLD.tenant_id AND OWN)";

const OWN: &str = "(OLD.party_kind = 'office' AND m.id = OLD.party_id
    OR OLD.party_kind = 'corporation' AND m.corporation_id = OLD.party_id)";

/// What a change of a row may be, and nothing else: what m0050 let be, and who must have agreed.
const BLANKED: &str = "NEW.sealed = '' AND NEW.masked = '' AND NEW.holder = 'gone'
    AND NEW.proxy_file_id IS NULL AND NEW.proxy_name = ''
    AND NEW.tenant_id = OLD.tenant_id AND NEW.id = OLD.id AND NEW.party_kind = OLD.party_kind
    AND NEW.party_id = OLD.party_id AND NEW.version = OLD.version AND NEW.told_by = OLD.told_by
    AND NEW.set_by = OLD.set_by AND NEW.set_at = OLD.set_at AND NEW.usable_on = OLD.usable_on
    AND EXISTS (SELECT 1 FROM PLACES p
        JOIN applications a ON a.tenant_id = OLD.tenant_id AND a.office_id = p.id
        JOIN disposal_cases c ON c.tenant_id = a.tenant_id AND c.held_application_id = a.id AND c.result = 'gone'
        JOIN disposals d ON d.tenant_id = c.tenant_id AND d.id = c.disposal_id AND d.state = 'approved'
        WHERE OLD.set_at < d.decided_at)
    AND NOT EXISTS (SELECT 1 FROM PLACES p
        JOIN applications a ON a.tenant_id = OLD.tenant_id AND a.office_id = p.id
        WHERE NOT EXISTS (SELECT 1 FROM disposal_cases c
            JOIN disposals d ON d.tenant_id = c.tenant_id AND d.id = c.disposal_id AND d.state = 'approved'
            WHERE c.tenant_id = a.tenant_id AND c.held_application_id = a.id AND c.result = 'gone'))";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let paid_on = Table::alter().table("award_proposals").add_column(date_null("paid_on")).to_owned();
        manager.alter_table(paid_on).await?;
        let blanked = BLANKED.replace("PLACES", PLACES).replace("OWN", OWN);
        let statements = if manager.get_database_backend() == DatabaseBackend::Postgres {
            vec![format!(
                "CREATE OR REPLACE FUNCTION bank_accounts_blanked() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN \
                 IF NOT ({blanked}) THEN RAISE EXCEPTION 'bank_accounts are only added, or blanked'; END IF; \
                 RETURN NEW; END $$"
            )]
        } else {
            vec![
                "DROP TRIGGER bank_accounts_no_update".to_owned(),
                format!(
                    "CREATE TRIGGER bank_accounts_no_update BEFORE UPDATE ON bank_accounts WHEN NOT ({blanked}) \
                     BEGIN SELECT RAISE(ABORT, 'bank_accounts are only added, or blanked'); END"
                ),
            ]
        };
        for statement in statements.into_iter().chain([UNDECIDED.to_owned()]) {
            manager.get_connection().execute_unprepared(&statement).await?;
        }
        Ok(())
    }
}
