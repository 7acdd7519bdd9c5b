//! 廃棄 of accounts: rows of `bank_accounts` are only added, and an approved list of disposal may blank what is said in
//! them of people: account, holder and 委任状. Whose account it was, its version, and who told it when stay.

use sea_orm_migration::{prelude::*, sea_orm::DatabaseBackend};

#[derive(DeriveMigrationName)]
pub struct Migration;

/// What a change of a row may be, and nothing else.
const BLANKED: &str = "NEW.sealed = '' AND NEW.masked = '' AND NEW.holder = 'gone'
    AND NEW.proxy_file_id IS NULL AND NEW.proxy_name = ''
    AND NEW.tenant_id = OLD.tenant_id AND NEW.id = OLD.id AND NEW.party_kind = OLD.party_kind
    AND NEW.party_id = OLD.party_id AND NEW.version = OLD.version AND NEW.told_by = OLD.told_by
    AND NEW.set_by = OLD.set_by AND NEW.set_at = OLD.set_at AND NEW.usable_on = OLD.usable_on
    AND EXISTS (SELECT 1 FROM disposals d WHERE d.tenant_id = OLD.tenant_id AND d.state = 'approved')";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let statements = if manager.get_database_backend() == DatabaseBackend::Postgres {
            let rule = "tenant_id = nullif(current_setting('app.tenant', true), '')::uuid \
                 OR current_setting('app.system', true) = 'on'";
            vec![
                format!(
                    "CREATE FUNCTION bank_accounts_blanked() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN \
                     IF NOT ({BLANKED}) THEN RAISE EXCEPTION 'bank_accounts are only added, or blanked'; END IF; \
                     RETURN NEW; END $$"
                ),
                "CREATE TRIGGER bank_accounts_only_blanked BEFORE UPDATE ON bank_accounts \
                 FOR EACH ROW EXECUTE FUNCTION bank_accounts_blanked()"
                    .to_owned(),
                format!("CREATE POLICY blank ON bank_accounts FOR UPDATE USING ({rule}) WITH CHECK ({rule})"),
            ]
        } else {
            vec![
                "DROP TRIGGER bank_accounts_no_update".to_owned(),
                format!(
                    "CREATE TRIGGER bank_accounts_no_update BEFORE UPDATE ON bank_accounts WHEN NOT ({BLANKED}) \
                     BEGIN SELECT RAISE(ABORT, 'bank_accounts are only added, or blanked'); END"
                ),
            ]
        };
        for statement in statements {
            manager.get_connection().execute_unprepared(&statement).await?;
        }
        Ok(())
    }
}
