//! What other systems read, in the order of the ids, which never changes: what comes later stands later. Nothing here names
//! a person, a telephone, a mail address or a bank account.

use crate::{
    Error, Tx,
    adoption::counting,
    demos::sessions::{self as demos, Session},
    entities::{
        adoption_evidence, applications, awards, corporations, demo_sessions, events, office_services,
        offices, pay_runs, programmes,
    },
    offices::live,
};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{adoption::Step, ids::OfficeId, offices::Status, subsidies::StageName};
use sea_orm::{ColumnTrait, Condition, QueryFilter, QueryOrder, QuerySelect, QueryTrait};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// Which part of a list is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Part {
    /// What comes after this id.
    pub after: Option<Uuid>,
    /// At most so many.
    pub limit: u64,
    /// Changed since then.
    pub since: Option<DateTime<Utc>>,
}

/// An office.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfficeLine {
    /// Its id.
    pub id: OfficeId,
    /// 事業所番号.
    pub number: String,
    /// Its name.
    pub name: String,
    /// Its name in kana.
    pub name_kana: String,
    /// 法人番号 and name of its corporation.
    pub corporation: Option<(Option<String>, String)>,
    /// 全国地方公共団体コード.
    pub municipality_code: String,
    /// Its postal code.
    pub postal_code: String,
    /// Its address.
    pub address: String,
    /// The building.
    pub building: String,
    /// 日常生活圏域.
    pub area: String,
    /// Whether it is open.
    pub status: String,
    /// When it was designated.
    pub designated_on: Option<NaiveDate>,
    /// Codes of the services that it has not given up.
    pub services: BTreeSet<String>,
    /// How far it has come.
    pub step: Step,
    /// When its row was changed.
    pub updated_at: DateTime<Utc>,
}

/// The offices of the register that stand for themselves, as they are on a day. Those count as changed, too, of whose
/// adoption something was recorded, and whose corporation was changed.
pub async fn offices(tx: &Tx, part: Part, today: NaiveDate) -> Result<Vec<OfficeLine>, Error> {
    let mut query = live(tx)?;
    if let Some(after) = part.after {
        query = query.filter(offices::Column::Id.gt(after));
    }
    if let Some(since) = part.since {
        let renamed = tx
            .rows::<corporations::Entity>()?
            .select_only()
            .column(corporations::Column::Id)
            .filter(corporations::Column::UpdatedAt.gte(since))
            .into_query();
        let recorded = tx
            .rows::<adoption_evidence::Entity>()?
            .select_only()
            .column(adoption_evidence::Column::OfficeId)
            .filter(adoption_evidence::Column::RecordedAt.gte(since))
            .into_query();
        let changed = Condition::any()
            .add(offices::Column::UpdatedAt.gte(since))
            .add(offices::Column::CorporationId.in_subquery(renamed))
            .add(offices::Column::Id.in_subquery(recorded));
        query = query.filter(changed);
    }
    let rows = query.order_by_asc(offices::Column::Id).limit(part.limit).all(tx.connection()).await?;
    let ids: Vec<OfficeId> = rows.iter().map(|row| OfficeId::from_uuid(row.id)).collect();
    let known = counting::some(tx, &ids).await?;
    let mut services = services(tx, &ids).await?;
    let corporations = corporations(tx, rows.iter().filter_map(|row| row.corporation_id).collect()).await?;
    let line = |row: offices::Model| {
        let id = OfficeId::from_uuid(row.id);
        OfficeLine {
            id,
            number: row.number,
            name: row.name,
            name_kana: row.name_kana,
            corporation: row.corporation_id.and_then(|id| corporations.get(&id).cloned()),
            municipality_code: row.municipality_code,
            postal_code: row.postal_code,
            address: row.address,
            building: row.building,
            area: row.area,
            status: row.status,
            designated_on: row.designated_on,
            services: services.remove(&row.id).unwrap_or_default(),
            step: known.step(id, today),
            updated_at: row.updated_at,
        }
    };
    Ok(rows.into_iter().map(line).collect())
}

async fn services(tx: &Tx, ids: &[OfficeId]) -> Result<BTreeMap<Uuid, BTreeSet<String>>, Error> {
    let rows: Vec<(Uuid, String)> = tx
        .rows::<office_services::Entity>()?
        .select_only()
        .column(office_services::Column::OfficeId)
        .column(office_services::Column::ServiceCode)
        .filter(office_services::Column::Status.ne(Status::Closed.name()))
        .filter(office_services::Column::OfficeId.is_in(ids.iter().map(|id| id.uuid())))
        .into_tuple()
        .all(tx.connection())
        .await?;
    let mut services: BTreeMap<Uuid, BTreeSet<String>> = BTreeMap::new();
    for (office, code) in rows {
        services.entry(office).or_default().insert(code);
    }
    Ok(services)
}

/// Numbers and names of corporations.
async fn corporations(
    tx: &Tx,
    ids: BTreeSet<Uuid>,
) -> Result<BTreeMap<Uuid, (Option<String>, String)>, Error> {
    let rows = tx
        .rows::<corporations::Entity>()?
        .filter(corporations::Column::Id.is_in(ids))
        .all(tx.connection())
        .await?;
    Ok(rows.into_iter().map(|row| (row.id, (row.number, row.name))).collect())
}

/// An application that was received, with what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApplicationLine {
    /// Its id.
    pub id: Uuid,
    /// Its programme.
    pub programme: Uuid,
    /// The title of that.
    pub programme_title: String,
    /// Its office.
    pub office: Uuid,
    /// 事業所番号.
    pub office_number: String,
    /// Of which fiscal year.
    pub fiscal_year: i32,
    /// 受付番号.
    pub receipt_number: Option<String>,
    /// Where it stands.
    pub stage: String,
    /// When it was received.
    pub submitted_at: Option<DateTime<Utc>>,
    /// What is asked for.
    pub amount_yen: i64,
    /// What follows the grant.
    pub award: Option<AwardLine>,
    /// When it, or what follows the grant, was changed.
    pub updated_at: DateTime<Utc>,
}

/// What follows a grant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AwardLine {
    /// Where it stands.
    pub stage: String,
    /// 交付決定額.
    pub granted_yen: i64,
    /// 確定額.
    pub final_yen: Option<i64>,
    /// What was paid.
    pub paid_yen: i64,
    /// What was ordered back.
    pub ordered_back_yen: i64,
    /// What came back of it.
    pub refunded_yen: i64,
}

/// The applications that were received.
pub async fn applications(tx: &Tx, part: Part) -> Result<Vec<ApplicationLine>, Error> {
    let mut query =
        tx.rows::<applications::Entity>()?.filter(applications::Column::Stage.ne(StageName::Draft.code()));
    if let Some(after) = part.after {
        query = query.filter(applications::Column::Id.gt(after));
    }
    if let Some(since) = part.since {
        let moved = tx
            .rows::<awards::Entity>()?
            .select_only()
            .column(awards::Column::ApplicationId)
            .filter(awards::Column::UpdatedAt.gte(since))
            .into_query();
        let changed = Condition::any()
            .add(applications::Column::UpdatedAt.gte(since))
            .add(applications::Column::Id.in_subquery(moved));
        query = query.filter(changed);
    }
    let rows = query.order_by_asc(applications::Column::Id).limit(part.limit).all(tx.connection()).await?;
    let numbers = numbers(tx, rows.iter().map(|row| row.office_id).collect()).await?;
    let titles = titles(tx).await?;
    let followed = tx
        .rows::<awards::Entity>()?
        .filter(awards::Column::ApplicationId.is_in(rows.iter().map(|row| row.id)))
        .all(tx.connection())
        .await?;
    let mut followed: BTreeMap<Uuid, awards::Model> =
        followed.into_iter().map(|award| (award.application_id, award)).collect();
    let line = |row: applications::Model| {
        let award = followed.remove(&row.id);
        let moved_at = award.as_ref().map_or(row.updated_at, |award| award.updated_at);
        ApplicationLine {
            id: row.id,
            programme: row.programme_id,
            programme_title: titles.get(&row.programme_id).cloned().unwrap_or_default(),
            office: row.office_id,
            office_number: numbers.get(&row.office_id).cloned().unwrap_or_default(),
            fiscal_year: row.fiscal_year,
            receipt_number: row.receipt_number,
            stage: row.stage,
            submitted_at: row.submitted_at,
            amount_yen: row.amount_yen,
            award: award.map(|award| AwardLine {
                stage: award.stage,
                granted_yen: award.granted_yen,
                final_yen: award.final_yen,
                paid_yen: award.paid_yen,
                ordered_back_yen: award.ordered_back_yen,
                refunded_yen: award.refunded_yen,
            }),
            updated_at: row.updated_at.max(moved_at),
        }
    };
    Ok(rows.into_iter().map(line).collect())
}

/// What the programmes are called.
async fn titles(tx: &Tx) -> Result<BTreeMap<Uuid, String>, Error> {
    let rows: Vec<(Uuid, String)> = tx
        .rows::<programmes::Entity>()?
        .select_only()
        .column(programmes::Column::Id)
        .column(programmes::Column::Title)
        .into_tuple()
        .all(tx.connection())
        .await?;
    Ok(rows.into_iter().collect())
}

/// 事業所番号 of offices, also of those that were merged since.
async fn numbers(tx: &Tx, ids: BTreeSet<Uuid>) -> Result<BTreeMap<Uuid, String>, Error> {
    let rows: Vec<(Uuid, String)> = tx
        .rows::<offices::Entity>()?
        .select_only()
        .column(offices::Column::Id)
        .column(offices::Column::Number)
        .filter(offices::Column::Id.is_in(ids))
        .into_tuple()
        .all(tx.connection())
        .await?;
    Ok(rows.into_iter().collect())
}

/// 支払データ with its sum: nobody who is paid, and no account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaymentsLine {
    /// Its id.
    pub id: Uuid,
    /// Of which fiscal year.
    pub fiscal_year: i32,
    /// Its number in the year.
    pub number: i32,
    /// Where it stands.
    pub state: String,
    /// The day of payment.
    pub pay_on: NaiveDate,
    /// How many payments.
    pub count: i32,
    /// What they come to.
    pub total_yen: i64,
    /// When it went to the bank.
    pub sent_at: Option<DateTime<Utc>>,
    /// When the last result was entered.
    pub closed_at: Option<DateTime<Utc>>,
}

/// The runs of payments. They are few, and it is not kept when each was changed last.
pub async fn payments(tx: &Tx, part: Part) -> Result<Vec<PaymentsLine>, Error> {
    let mut query = tx.rows::<pay_runs::Entity>()?;
    if let Some(after) = part.after {
        query = query.filter(pay_runs::Column::Id.gt(after));
    }
    let rows = query.order_by_asc(pay_runs::Column::Id).limit(part.limit).all(tx.connection()).await?;
    let line = |row: pay_runs::Model| PaymentsLine {
        id: row.id,
        fiscal_year: row.fiscal_year,
        number: row.seq,
        state: row.state,
        pay_on: row.pay_on,
        count: row.count,
        total_yen: row.total_yen,
        sent_at: row.sent_at,
        closed_at: row.closed_at,
    };
    Ok(rows.into_iter().map(line).collect())
}

/// The sessions that the house keeps, shares or joined.
pub async fn sessions(tx: &Tx, part: Part) -> Result<Vec<Session>, Error> {
    let mut query = demos::visible(tx)?;
    if let Some(after) = part.after {
        query = query.filter(demo_sessions::Column::Id.gt(after));
    }
    if let Some(since) = part.since {
        query = query.filter(demo_sessions::Column::UpdatedAt.gte(since));
    }
    let rows = query.order_by_asc(demo_sessions::Column::Id).limit(part.limit).all(tx.connection()).await?;
    rows.into_iter().map(Session::try_from).collect()
}

/// Something that happened: what, to what, and when; not by whom, and nothing of what it said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changed {
    /// Its place in the record of the house.
    pub seq: i64,
    /// When.
    pub at: DateTime<Utc>,
    /// What.
    pub kind: String,
    /// Of which noun.
    pub subject_kind: String,
    /// Which one; none for a change of many.
    pub subject: Option<Uuid>,
}

/// What happened after a place in the record, to these nouns. The record is written one event after another, so that whoever
/// has read up to a place has missed nothing before it. Of an application only those tell that were received.
pub async fn changes(tx: &Tx, subjects: &[&str], after: i64, limit: u64) -> Result<Vec<Changed>, Error> {
    let received = tx
        .rows::<applications::Entity>()?
        .select_only()
        .column(applications::Column::Id)
        .filter(applications::Column::Stage.ne(StageName::Draft.code()))
        .into_query();
    let told = Condition::any()
        .add(events::Column::SubjectKind.ne(APPLICATION))
        .add(events::Column::SubjectId.in_subquery(received));
    let rows = tx
        .rows::<events::Entity>()?
        .filter(events::Column::Seq.gt(after))
        .filter(events::Column::SubjectKind.is_in(subjects.iter().copied()))
        .filter(told)
        .order_by_asc(events::Column::Seq)
        .limit(limit)
        .all(tx.connection())
        .await?;
    let changed = |row: events::Model| Changed {
        seq: row.seq,
        at: row.at,
        kind: row.kind,
        subject_kind: row.subject_kind,
        subject: row.subject_id,
    };
    Ok(rows.into_iter().map(changed).collect())
}

/// What the record calls an application.
const APPLICATION: &str = "application";
