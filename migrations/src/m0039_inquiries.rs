//! 照会: a prefecture, a federation or 国保中央会 asks other houses. What is asked stands in its own house; every house
//! that is asked shares one row, which carries all that it has to read, and its answer.

use crate::tables::*;
use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        inquiries(manager).await?;
        replies(manager).await?;
        share_inquiry_chains(manager).await
    }
}

async fn inquiries(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            tenant_table("inquiries")
                .col(string("title"))
                .col(text("purpose"))
                .col(json_binary("contact"))
                .col(json_binary("questionnaire"))
                .col(date("deadline"))
                // draft, open, closed.
                .col(string("stage"))
                .col(at_null("opened_at"))
                .col(at_null("closed_at"))
                .col(date_null("reminded_on"))
                .col(uuid("created_by"))
                .col(at("created_at"))
                .col(at("updated_at"))
                .col(version())
                .to_owned(),
        )
        .await?;
    indexed(manager, "inquiries", &["tenant_id", "created_at"]).await?;
    secure(manager, "inquiries", Seen::ByTenant).await
}

async fn replies(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            tenant_table("inquiry_replies")
                .col(uuid("inquiry_id"))
                // The house that is asked; empty where it is only a name, and whoever asks writes its answer down.
                .col(uuid_null("shared_with"))
                .col(integer("place"))
                .col(string("name"))
                // The house or the name, so that nobody is asked twice.
                .col(string("asked_key"))
                // What is asked, as it stood when it was sent: the other house does not look into the inquiry.
                .col(json_binary("asked"))
                .col(date("deadline"))
                // Closed before the deadline by whoever asked.
                .col(boolean("closed").default(false).to_owned())
                // What is typed and not handed in; only its own house reads it.
                .col(json_binary_null("draft"))
                // What was handed in last.
                .col(json_binary_null("answers"))
                .col(string("answered_by").default("").to_owned())
                // By which way the answer was told to whoever asked: phone, fax, mail, paper.
                .col(string_null("told"))
                .col(at_null("first_answered_at"))
                .col(at_null("answered_at"))
                .col(integer("reminders").default(0).to_owned())
                .col(at("created_at"))
                .col(at("updated_at"))
                .col(version())
                .foreign_key(&mut inside("inquiry_replies", "inquiry_id", "inquiries"))
                .foreign_key(ForeignKey::create().from("inquiry_replies", "shared_with").to("tenants", "id"))
                .check(Expr::cust("(answers IS NULL) = (answered_at IS NULL)"))
                .to_owned(),
        )
        .await?;
    unique(manager, "inquiry_replies", &["tenant_id", "inquiry_id", "asked_key"]).await?;
    indexed(manager, "inquiry_replies", &["shared_with", "deadline"]).await?;
    secure(manager, "inquiry_replies", Seen::ByBoth).await
}
