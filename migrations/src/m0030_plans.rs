//! Plans and calendars of demo sessions: a task says itself what it is, a federation keeps its own plans, an account has a
//! calendar to subscribe to, a reminder is sent once, and a mail carries a date for a calendar (decision 38).

use crate::tables::*;
use sea_orm_migration::{prelude::*, schema::*, sea_orm::DatabaseBackend};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        chores(manager).await?;
        plans(manager).await?;
        feeds(manager).await?;
        reminders(manager).await?;
        manager
            .alter_table(Table::alter().table("mails").add_column(text_null("calendar")).to_owned())
            .await?;
        indexed(manager, "demo_sessions", &["id"]).await?;
        indexed(manager, "demo_sessions", &["tenant_id", "starts_at"]).await?;
        indexed(manager, "demo_sessions", &["shared_with", "starts_at"]).await
    }
}

/// What the words of the first plan said, with its rules and places; the only ones that rows hold until now.
const BUILT_IN: [(&str, &str, &str, i32); 7] = [
    ("outline", "実施概要（日時・内容・場所・案内の方法）を決める", "months:2", 1),
    ("dispatch", "国保中央会に講師派遣を相談する", "months:2", 2),
    ("equipment", "機材（デモ機など）の貸し借りを手配する", "months:2", 3),
    ("material", "周知の資料を作る", "months:1", 4),
    ("announcement", "事業所と関係団体に知らせる", "months:1", 5),
    ("leaflets", "リーフレットを印刷する", "day", 7),
    ("venue", "会場を準備する", "day", 8),
];

async fn chores(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let columns = [
        string("title").default("").to_owned(),
        text("details").default("").to_owned(),
        // When, counted back from the session: it moves with its date.
        string("due_rule").default("day").to_owned(),
        integer("position").default(0).to_owned(),
        text("note").default("").to_owned(),
        version(),
    ];
    for column in columns {
        manager.alter_table(Table::alter().table("demo_chores").add_column(column).to_owned()).await?;
    }
    let lines: Vec<String> = BUILT_IN
        .iter()
        .map(|(word, title, rule, position)| {
            format!(
                "UPDATE demo_chores SET title = '{title}', due_rule = '{rule}', position = {position} \
                 WHERE chore = '{word}'"
            )
        })
        .collect();
    let connection = manager.get_connection();
    if manager.get_database_backend() == DatabaseBackend::Postgres {
        // The owner of the tables is bound by their policies too: one block, so that one setting holds for all of it.
        let body = lines.join("; ");
        let block = format!("DO $$ BEGIN PERFORM set_config('app.system', 'on', true); {body}; END $$");
        connection.execute_unprepared(&block).await?;
    } else {
        for line in lines {
            connection.execute_unprepared(&line).await?;
        }
    }
    let key = Index::drop().name("uq_demo_chores_tenant_id_session_id_chore").table("demo_chores").to_owned();
    manager.drop_index(key).await?;
    manager.alter_table(Table::alter().table("demo_chores").drop_column("chore").to_owned()).await?;
    indexed(manager, "demo_chores", &["tenant_id", "session_id"]).await?;
    indexed(manager, "demo_chores", &["tenant_id", "done_at", "due_on"]).await
}

async fn plans(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            // One for sessions on site, one for those online.
            tenant_link("demo_plans", &["place"])
                .col(string("place"))
                .col(json_binary("tasks"))
                .col(uuid("updated_by"))
                .col(at("updated_at"))
                .col(version())
                .to_owned(),
        )
        .await?;
    secure(manager, "demo_plans", Seen::ByMembersReading).await
}

async fn feeds(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            // Its address is the id with a proof of ours; a new address is a new row.
            tenant_table("calendar_feeds")
                .col(uuid("account_id"))
                .col(boolean("tasks"))
                .col(at("created_at"))
                .foreign_key(ForeignKey::create().from("calendar_feeds", "account_id").to("accounts", "id"))
                .to_owned(),
        )
        .await?;
    unique(manager, "calendar_feeds", &["tenant_id", "account_id"]).await?;
    indexed(manager, "calendar_feeds", &["id"]).await?;
    secure(manager, "calendar_feeds", Seen::ByTenant).await
}

async fn reminders(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            // The key is the promise: of one date, nobody is reminded twice.
            tenant_link("demo_reminders", &["session_id", "whom", "ahead", "held_on"])
                .col(uuid("session_id"))
                .col(uuid("whom"))
                .col(integer("ahead"))
                .col(date("held_on"))
                .col(uuid_null("shared_with"))
                .col(at("sent_at"))
                .foreign_key(&mut inside("demo_reminders", "session_id", "demo_sessions"))
                .to_owned(),
        )
        .await?;
    secure(manager, "demo_reminders", Seen::ByBoth).await
}
