//! Policies ask once in a statement who is asking, not for each row that it looks at.

use sea_orm_migration::{prelude::*, sea_orm::DatabaseBackend};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        if manager.get_database_backend() == DatabaseBackend::Postgres {
            manager.get_connection().execute_unprepared(ASK_ONCE).await?;
        }
        Ok(())
    }
}

/// A sub-select that names no column is computed once before the rows are; the expression itself is computed for each.
const ASK_ONCE: &str = r"
DO $$
DECLARE
    policy record;
    reading text;
    writing text;
    asked constant text := '(?<!SELECT )(\(NULLIF\(current_setting\(''app\.[a-z]+''::text, true\), ''''::text\)\)::uuid'
        '|\(current_setting\(''app\.[a-z]+''::text, true\) = ''on''::text\))';
BEGIN
    FOR policy IN SELECT tablename, policyname, qual, with_check FROM pg_policies WHERE schemaname = current_schema()
    LOOP
        reading := regexp_replace(policy.qual, asked, '(SELECT \1)', 'g');
        writing := regexp_replace(policy.with_check, asked, '(SELECT \1)', 'g');
        IF reading IS DISTINCT FROM policy.qual OR writing IS DISTINCT FROM policy.with_check THEN
            EXECUTE format('ALTER POLICY %I ON %I', policy.policyname, policy.tablename)
                || coalesce(' USING (' || reading || ')', '')
                || coalesce(' WITH CHECK (' || writing || ')', '');
        END IF;
    END LOOP;
END $$";
