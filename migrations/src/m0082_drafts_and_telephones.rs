//! When whoever has a draft was told that reception is about to end, and which officer wrote down what an applicant
//! answered by telephone (`docs/decisions/0087-who-has-a-draft-and-who-has-no-screen.md`).

use crate::tables::*;
use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let told = at_null("closing_told_at");
        manager.alter_table(Table::alter().table("applications").add_column(told).to_owned()).await?;
        // Empty where whoever applies answered on the screen.
        let recorded = uuid_null("recorded_by");
        manager.alter_table(Table::alter().table("appointments").add_column(recorded).to_owned()).await
    }
}
