//! Surveys: what is asked (frozen when it is published), who is asked, and what they answered.

use crate::tables::*;
use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        surveys(manager).await?;
        versions(manager).await?;
        invitations(manager).await?;
        responses(manager).await?;
        answers(manager).await?;
        tags(manager).await
    }
}

async fn surveys(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            tenant_table("surveys")
                .col(string("title"))
                // The questionnaire as it is written now; what was published stands in survey_versions.
                .col(json_binary("draft"))
                .col(string("state"))
                .col(boolean("anonymous"))
                // Whether anybody who has the link may answer, besides those who are invited.
                .col(boolean("general"))
                .col(date_null("deadline"))
                // What the mails and letters say above the link.
                .col(text("asking"))
                // The session after which it asks. No foreign key: it may stand in the federation's house.
                .col(uuid_null("session_id"))
                // The version that is answered now.
                .col(integer_null("current"))
                .col(at_null("opened_at"))
                .col(at_null("closed_at"))
                .col(date_null("remind_on"))
                .col(uuid("created_by"))
                .col(at("created_at"))
                .col(at("updated_at"))
                .col(version())
                .to_owned(),
        )
        .await?;
    indexed(manager, "surveys", &["tenant_id", "state"]).await?;
    indexed(manager, "surveys", &["tenant_id", "session_id"]).await?;
    secure(manager, "surveys", Seen::ByTenant).await
}

async fn versions(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            tenant_link("survey_versions", &["survey_id", "number"])
                .col(uuid("survey_id"))
                .col(integer("number"))
                .col(json_binary("questionnaire"))
                .col(uuid("published_by"))
                .col(at("published_at"))
                .foreign_key(&mut inside("survey_versions", "survey_id", "surveys"))
                .to_owned(),
        )
        .await?;
    secure(manager, "survey_versions", Seen::ByTenant).await
}

async fn invitations(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            tenant_table("survey_invitations")
                .col(uuid("survey_id"))
                .col(uuid_null("office_id"))
                .col(string("name"))
                // mail, letter or none.
                .col(string("channel"))
                .col(string("email"))
                // Why it got no mail.
                .col(string_null("exclusion"))
                // The code of the letter, as a keyed hash.
                .col(string("code_hash"))
                // Its last mail.
                .col(uuid_null("mail_id"))
                .col(at_null("mailed_at"))
                .col(date_null("reminded_on"))
                .col(integer("reminders").default(0).to_owned())
                // The day on which an answer was handed in; of an anonymous survey all that is known.
                .col(date_null("answered_on"))
                .col(at("created_at"))
                .foreign_key(&mut inside("survey_invitations", "survey_id", "surveys"))
                .foreign_key(&mut inside("survey_invitations", "office_id", "offices"))
                .to_owned(),
        )
        .await?;
    unique(manager, "survey_invitations", &["tenant_id", "survey_id", "office_id"]).await?;
    unique(manager, "survey_invitations", &["tenant_id", "code_hash"]).await?;
    indexed(manager, "survey_invitations", &["tenant_id", "office_id"]).await?;
    indexed(manager, "survey_invitations", &["tenant_id", "survey_id", "answered_on"]).await?;
    secure(manager, "survey_invitations", Seen::ByTenant).await
}

async fn responses(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            tenant_table("survey_responses")
                .col(uuid("survey_id"))
                // The version that it answers.
                .col(integer("number"))
                // None once an anonymous one is handed in.
                .col(uuid_null("invitation_id"))
                .col(uuid_null("office_id"))
                .col(string("state"))
                // web, paper, fax or phone.
                .col(string("channel"))
                .col(uuid_null("entered_by"))
                // What is being filled in; what was handed in stands in survey_answers until it is handed in again.
                .col(json_binary("draft"))
                .col(at("started_at"))
                .col(at_null("submitted_at"))
                .col(at("updated_at"))
                .col(version())
                .foreign_key(&mut inside("survey_responses", "survey_id", "surveys"))
                .foreign_key(&mut inside("survey_responses", "invitation_id", "survey_invitations"))
                .foreign_key(&mut inside("survey_responses", "office_id", "offices"))
                .to_owned(),
        )
        .await?;
    unique(manager, "survey_responses", &["tenant_id", "invitation_id"]).await?;
    indexed(manager, "survey_responses", &["tenant_id", "survey_id", "state"]).await?;
    indexed(manager, "survey_responses", &["tenant_id", "office_id"]).await?;
    secure(manager, "survey_responses", Seen::ByTenant).await
}

/// Only what was handed in: one row for each choice, number or text.
async fn answers(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            tenant_link("survey_answers", &["response_id", "question", "place"])
                .col(uuid("response_id"))
                .col(string("question"))
                .col(integer("place"))
                .col(uuid("survey_id"))
                // The letter of a choice, or `other`, whose words stand in `text`.
                .col(string_null("choice"))
                .col(big_integer_null("number"))
                .col(text_null("text"))
                .foreign_key(&mut inside("survey_answers", "response_id", "survey_responses"))
                .foreign_key(&mut inside("survey_answers", "survey_id", "surveys"))
                .to_owned(),
        )
        .await?;
    // All that results are counted from, so that the index alone answers.
    let mut counted = Index::create();
    counted.name("ix_survey_answers_counted").table("survey_answers");
    for column in ["tenant_id", "survey_id", "question", "choice", "number", "place"] {
        counted.col(column);
    }
    manager.create_index(counted).await?;
    secure(manager, "survey_answers", Seen::ByTenant).await
}

/// What officers call the free texts.
async fn tags(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            tenant_link("survey_tags", &["response_id", "question", "tag"])
                .col(uuid("response_id"))
                .col(string("question"))
                .col(string("tag"))
                .col(uuid("survey_id"))
                .foreign_key(&mut inside("survey_tags", "response_id", "survey_responses"))
                .foreign_key(&mut inside("survey_tags", "survey_id", "surveys"))
                .to_owned(),
        )
        .await?;
    indexed(manager, "survey_tags", &["tenant_id", "survey_id", "question"]).await?;
    secure(manager, "survey_tags", Seen::ByTenant).await
}
