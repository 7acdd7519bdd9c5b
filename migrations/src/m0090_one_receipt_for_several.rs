//! Which mail told of the receipt of an application, where one mail told of several that were handed in at once
//! (`docs/decisions/0100-one-mail-for-what-is-received-at-once.md`).

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // Empty where it has a mail of its own, or none. As wherever a row names a mail, no key keeps that from going.
        let told = uuid_null("receipt_mail_id");
        manager.alter_table(Table::alter().table("applications").add_column(told).to_owned()).await?;
        // Before such a mail goes with the last record that it tells of, somebody asks for the others.
        let told = "CREATE INDEX ix_applications_receipt_mail ON applications (tenant_id, receipt_mail_id) \
                    WHERE receipt_mail_id IS NOT NULL";
        manager.get_connection().execute_unprepared(told).await?;
        Ok(())
    }
}
