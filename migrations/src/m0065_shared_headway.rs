//! How far offices have come and what followed stands in the counts that a city shares. Who agreed before this agreed to less,
//! and is asked again (docs/decisions/0069-how-far-and-what-followed-across-cities.md).

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // Whether the city knew of these numbers when it decided.
        let agreed = boolean("headway").default(false).to_owned();
        manager.alter_table(Table::alter().table("adoption_sharing").add_column(agreed).to_owned()).await?;
        // What is told of a month; none where the city did not agree to it.
        let told = json_binary_null("headway");
        manager.alter_table(Table::alter().table("adoption_counts").add_column(told).to_owned()).await
    }
}
