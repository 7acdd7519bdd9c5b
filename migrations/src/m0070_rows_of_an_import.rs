//! What names the tenant by way of something else of the tenant needs not name it once more: PostgreSQL looks up every key
//! of every row that an import writes, and there are hundreds of thousands of them
//! (`docs/decisions/0074-what-an-import-waits-for.md`).

use sea_orm_migration::{prelude::*, sea_orm::DatabaseBackend};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // SQLite would have to write the tables anew, and finds the tenant in a page that it has open.
        if manager.get_database_backend() == DatabaseBackend::Postgres {
            manager.get_connection().execute_unprepared(DROP).await?;
        }
        Ok(())
    }
}

/// Rows and changes name their batch, services their office, each with the tenant; a batch and an office name the tenant.
const DROP: &str = r"
DO $$
DECLARE
    key record;
BEGIN
    FOR key IN SELECT conrelid::regclass AS place, conname FROM pg_constraint
        WHERE contype = 'f' AND confrelid = 'tenants'::regclass AND array_length(conkey, 1) = 1
        AND conrelid IN ('import_rows'::regclass, 'import_changes'::regclass, 'office_services'::regclass)
    LOOP
        EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I', key.place, key.conname);
    END LOOP;
END $$";
