//! 伴走支援: what was said with an office and what comes next; the catalogue of 介護ソフト and what offices use; who
//! exchanges plans with whom; and bodies that are no offices.

use crate::tables::*;
use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        follow_ups(manager).await?;
        catalogue(manager).await?;
        office_software(manager).await?;
        partner_links(manager).await?;
        associations(manager).await
    }
}

async fn follow_ups(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            tenant_table("follow_ups")
                .col(uuid("office_id"))
                // call, visit, online, mail.
                .col(string("way"))
                .col(date("held_on"))
                .col(string("spoken_with"))
                .col(text("notes"))
                .col(text("agreed"))
                .col(string("next_action"))
                .col(date_null("next_on"))
                // Whose task the next action is.
                .col(uuid_null("next_owner"))
                // The day of the next action while it is open; empty when there is none, or it is done.
                .col(date_null("open_on"))
                .col(at_null("done_at"))
                .col(uuid_null("done_by"))
                .col(string("done_note").default("").to_owned())
                .col(uuid("created_by"))
                .col(at("created_at"))
                .col(at("updated_at"))
                .col(version())
                .foreign_key(&mut inside("follow_ups", "office_id", "offices"))
                .to_owned(),
        )
        .await?;
    indexed(manager, "follow_ups", &["tenant_id", "office_id", "held_on"]).await?;
    indexed(manager, "follow_ups", &["tenant_id", "open_on"]).await?;
    indexed(manager, "follow_ups", &["tenant_id", "held_on"]).await?;
    secure(manager, "follow_ups", Seen::ByTenant).await
}

/// What 国保中央会 writes is for everybody; what another house adds is its own.
async fn catalogue(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            tenant_table("software_vendors")
                .col(string("name"))
                .col(string("name_key"))
                .col(string("url"))
                .col(boolean("fictional").default(false).to_owned())
                .col(at("created_at"))
                .col(at("updated_at"))
                .col(version())
                .to_owned(),
        )
        .await?;
    unique(manager, "software_vendors", &["tenant_id", "name_key"]).await?;
    manager
        .create_table(
            tenant_table("software_products")
                .col(uuid("vendor_id"))
                .col(string("name"))
                .col(string("name_key"))
                // Other names people write, one a line.
                .col(text("aliases"))
                .col(text("note"))
                .col(date_null("ended_on"))
                .col(at("created_at"))
                .col(at("updated_at"))
                .col(version())
                .foreign_key(&mut inside("software_products", "vendor_id", "software_vendors"))
                .to_owned(),
        )
        .await?;
    unique(manager, "software_products", &["tenant_id", "vendor_id", "name_key"]).await?;
    manager
        .create_table(
            tenant_table("software_conformances")
                // The house whose product it is: a city may write down what it learnt about one of 国保中央会.
                .col(uuid("product_house"))
                .col(uuid("product_id"))
                // A version of the standard specification: v3, v4, v4_1.
                .col(string("standard"))
                // yes, no, planned.
                .col(string("answer"))
                .col(date("as_of"))
                .col(string("source"))
                .col(uuid_null("recorded_by"))
                .col(at("recorded_at"))
                .foreign_key(
                    ForeignKey::create()
                        .from("software_conformances", ("product_house", "product_id"))
                        .to("software_products", ("tenant_id", "id")),
                )
                .to_owned(),
        )
        .await?;
    indexed(manager, "software_conformances", &["product_id", "standard", "as_of"]).await?;
    for table in ["software_vendors", "software_products", "software_conformances"] {
        secure(manager, table, Seen::ByTenantAndCentralForAll).await?;
    }
    Ok(())
}

async fn office_software(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            tenant_table("office_software")
                .col(uuid("office_id"))
                .col(string("typed_name"))
                .col(string("name_key"))
                .col(uuid_null("product_house"))
                .col(uuid_null("product_id"))
                .col(date("as_of"))
                // survey, officer, list, application …: who says so, and which one.
                .col(string("basis"))
                .col(uuid_null("source_id"))
                .col(uuid_null("recorded_by"))
                .col(at("recorded_at"))
                .col(date_null("ended_on"))
                // The name while the office uses it; unique, so that each stands once.
                .col(string_null("live_key"))
                .col(version())
                .foreign_key(&mut inside("office_software", "office_id", "offices"))
                .foreign_key(
                    ForeignKey::create()
                        .from("office_software", ("product_house", "product_id"))
                        .to("software_products", ("tenant_id", "id")),
                )
                .to_owned(),
        )
        .await?;
    unique(manager, "office_software", &["tenant_id", "office_id", "live_key"]).await?;
    indexed(manager, "office_software", &["tenant_id", "product_id"]).await?;
    indexed(manager, "office_software", &["tenant_id", "name_key"]).await?;
    secure(manager, "office_software", Seen::ByTenant).await
}

async fn partner_links(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            tenant_table("partner_links")
                // Whoever says so; the other may say the same in a row of its own.
                .col(uuid("office_id"))
                .col(uuid("partner_office_id"))
                .col(date("as_of"))
                .col(string("basis"))
                .col(uuid_null("source_id"))
                .col(uuid_null("recorded_by"))
                .col(at("recorded_at"))
                .foreign_key(&mut inside("partner_links", "office_id", "offices"))
                .foreign_key(&mut inside("partner_links", "partner_office_id", "offices"))
                .check(Expr::cust("office_id <> partner_office_id"))
                .to_owned(),
        )
        .await?;
    unique(manager, "partner_links", &["tenant_id", "office_id", "partner_office_id"]).await?;
    indexed(manager, "partner_links", &["tenant_id", "partner_office_id"]).await?;
    secure(manager, "partner_links", Seen::ByTenant).await
}

async fn associations(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            tenant_table("associations")
                .col(string("name"))
                // 事業者連絡会, ケアマネ協会, 社会福祉協議会 …
                .col(string("kind"))
                .col(string("person"))
                .col(string("email"))
                .col(string("phone"))
                .col(string("fax"))
                .col(string("postal_code"))
                .col(string("address"))
                .col(text("note"))
                .col(at_null("put_away_at"))
                .col(at("created_at"))
                .col(at("updated_at"))
                .col(version())
                .to_owned(),
        )
        .await?;
    indexed(manager, "associations", &["tenant_id", "name"]).await?;
    manager
        .create_table(
            tenant_table("association_members")
                .col(uuid("association_id"))
                .col(uuid("office_id"))
                .col(at("joined_at"))
                .foreign_key(&mut inside("association_members", "association_id", "associations"))
                .foreign_key(&mut inside("association_members", "office_id", "offices"))
                .to_owned(),
        )
        .await?;
    unique(manager, "association_members", &["tenant_id", "association_id", "office_id"]).await?;
    indexed(manager, "association_members", &["tenant_id", "office_id"]).await?;
    secure(manager, "associations", Seen::ByTenant).await?;
    secure(manager, "association_members", Seen::ByTenant).await
}
