//! The register: corporations, offices, the services they provide, and the codes of printed letters.

use crate::tables::*;
use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                tenant_table("corporations")
                    .col(string_null("number"))
                    .col(string("name"))
                    .col(text("search_key"))
                    .col(at("created_at"))
                    .col(at("updated_at"))
                    .col(version())
                    .to_owned(),
            )
            .await?;
        indexed(manager, "corporations", &["tenant_id", "number"]).await?;
        manager
            .create_table(
                tenant_table("offices")
                    .col(string("number"))
                    .col(string("name"))
                    .col(string("name_kana"))
                    .col(uuid_null("corporation_id"))
                    .col(string("municipality_code"))
                    .col(string("postal_code"))
                    .col(string("address"))
                    .col(string("building"))
                    .col(string("phone"))
                    .col(string("fax"))
                    .col(string("email"))
                    .col(string("url"))
                    .col(string("status"))
                    .col(date_null("designated_on"))
                    .col(text("remarks"))
                    .col(text("search_key"))
                    .col(at("created_at"))
                    .col(at("updated_at"))
                    .col(version())
                    .foreign_key(&mut inside("offices", "corporation_id", "corporations"))
                    .to_owned(),
            )
            .await?;
        unique(manager, "offices", &["tenant_id", "number"]).await?;
        manager
            .create_table(
                tenant_table("office_services")
                    .col(uuid("office_id"))
                    .col(string("service_code"))
                    .col(string("name"))
                    .col(string("name_kana"))
                    .col(string("corporation_name"))
                    .col(string_null("corporate_number"))
                    .col(string("municipality_code"))
                    .col(string("postal_code"))
                    .col(string("address"))
                    .col(string("building"))
                    .col(string("phone"))
                    .col(string("fax"))
                    .col(string("url"))
                    .col(integer_null("capacity"))
                    .col(string("status"))
                    .col(date_null("designated_on"))
                    .col(text("remarks"))
                    .foreign_key(&mut inside("office_services", "office_id", "offices"))
                    .to_owned(),
            )
            .await?;
        unique(manager, "office_services", &["tenant_id", "office_id", "service_code"]).await?;
        manager
            .create_table(
                tenant_table("letter_codes")
                    .col(uuid("office_id"))
                    .col(string("code_hash"))
                    .col(uuid("issued_by"))
                    .col(at("created_at"))
                    .col(at("expires_at"))
                    .col(at_null("used_at"))
                    .col(at_null("revoked_at"))
                    .foreign_key(&mut inside("letter_codes", "office_id", "offices"))
                    .to_owned(),
            )
            .await?;
        unique(manager, "letter_codes", &["code_hash"]).await?;
        for table in ["corporations", "offices", "office_services", "letter_codes"] {
            secure(manager, table, Seen::ByTenant).await?;
        }
        Ok(())
    }
}
