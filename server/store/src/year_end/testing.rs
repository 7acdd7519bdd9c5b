//! For tests and measurements: the queries that a large year makes long, and a year as large as a prefecture's.

use super::{sweep, tally};
use crate::{Tx, entities::applications, entities::programmes};
use chrono::{DateTime, TimeDelta, Utc};
use domain::{
    ids::{AccountId, OfficeId, ProgrammeId},
    subsidies::{Answers, ProgrammeVersion, ReceiptNumber, Stage, StageName},
};
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _, sea_query::Expr};
use uuid::Uuid;

/// Rows that are written at once: what SQLite takes in one statement.
const AT_ONCE: u32 = 500;

/// The queries that a large year makes long: their name, their words, and how many values they take after the tenant and
/// the year.
pub fn queries() -> Vec<(&'static str, String, usize)> {
    vec![
        ("the tally", tally::COUNTED.to_owned(), 0),
        ("the sweep", sweep::listing(None), 3),
        ("the counts of the sweep", sweep::counting(), 0),
    ]
}

/// Receives so many applications of one office as fast as the database takes them: nine of ten are granted, refused or
/// withdrawn, and of every hundred one waits.
///
/// # Panics
/// When the database does not take them.
pub async fn receive_many(
    tx: &Tx,
    programme: ProgrammeId,
    version: &ProgrammeVersion,
    (office, account): (OfficeId, AccountId),
    count: u32,
    now: DateTime<Utc>,
) {
    let tenant_id = tx.tenant().expect("a tenant's scope").uuid();
    let answers = serde_json::to_value(Answers::default()).expect("answers are JSON");
    for first in (1..=count).step_by(AT_ONCE as usize) {
        let rows = (first..(first + AT_ONCE).min(count + 1)).map(|place| {
            let at = now + TimeDelta::seconds(i64::from(place));
            let name = match place % 100 {
                0 => StageName::Waiting,
                1..=10 => StageName::Submitted,
                11..=15 => StageName::Refused,
                16..=20 => StageName::Withdrawn,
                _ => StageName::Granted,
            };
            let receipt = ReceiptNumber::new(version.rules.fiscal_year, place);
            let row = applications::Model {
                tenant_id,
                id: Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0000 + u128::from(place)),
                programme_id: programme.uuid(),
                programme_version_id: version.id.uuid(),
                office_id: office.uuid(),
                account_id: account.uuid(),
                fiscal_year: version.rules.fiscal_year.year(),
                stage: name.code().to_owned(),
                stage_facts: serde_json::to_value(stage(name, at, account)).expect("a stage is JSON"),
                live_key: None,
                series_key: None,
                receipt_seq: i32::try_from(place).ok(),
                receipt_number: Some(receipt.to_string()),
                answers: answers.clone(),
                amount_yen: 21_000,
                assignee_id: None,
                submitted_at: Some(at),
                paused_days: 0,
                paused_at: None,
                due_on: None,
                ended_at: (!name.is_open()).then_some(at),
                search_key: receipt.to_string(),
                created_at: at,
                updated_at: at,
                version: 1,
                arrived_on: None,
                arrived_by: None,
                waiting_rank: None,
                allotted_yen: None,
                closing_told_at: None,
                office_order: String::new(),
                expected_on: at.date_naive(),
                receipt_mail_id: None,
            };
            applications::ActiveModel::from(row)
        });
        applications::Entity::insert_many(rows)
            .exec_without_returning(tx.connection())
            .await
            .expect("the rows are taken");
    }
    programmes::Entity::update_many()
        .col_expr(programmes::Column::NextReceipt, Expr::value(i32::try_from(count).unwrap_or(i32::MAX) + 1))
        .filter(programmes::Column::TenantId.eq(tenant_id))
        .filter(programmes::Column::Id.eq(programme.uuid()))
        .exec(tx.connection())
        .await
        .expect("the numbers are given");
}

/// What is true in a stage.
fn stage(name: StageName, at: DateTime<Utc>, by: AccountId) -> Stage {
    match name {
        StageName::Waiting => Stage::Waiting { at },
        StageName::Refused => Stage::Refused { by, at, reason: "対象外のため".to_owned() },
        StageName::Withdrawn => Stage::Withdrawn { at },
        StageName::Granted => Stage::Granted { by, at, amount: domain::money::Yen(21_000) },
        StageName::Draft
        | StageName::Submitted
        | StageName::UnderReview
        | StageName::Returned
        | StageName::Proposed => Stage::Submitted { at },
    }
}
