//! 決裁のまとまり: several proposals of one programme that are decided at once, each with its own result.

use crate::{
    Error, Tx,
    entities::{packet_cases, packets},
    events::Event,
    tenants,
};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    fiscal_year::FiscalYear,
    ids::{AccountId, ApplicationId, FileId, PacketId, ProgrammeId, ProposalId},
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, sea_query::Expr};
use serde_json::json;
use std::collections::BTreeSet;

/// A packet to make.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewPacket {
    /// Its id.
    pub id: PacketId,
    /// Of which programme all of it is.
    pub programme: ProgrammeId,
    /// 件名.
    pub title: String,
    /// A word to the approver.
    pub note: String,
    /// Who makes it.
    pub by: AccountId,
    /// What lies in it.
    pub cases: Vec<(ApplicationId, ProposalId)>,
}

/// 決裁のまとまり.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Packet {
    /// Its id.
    pub id: PacketId,
    /// Of which programme.
    pub programme: ProgrammeId,
    /// In which year it was made.
    pub fiscal_year: FiscalYear,
    /// Its number within that year.
    pub number: i32,
    /// 件名.
    pub title: String,
    /// A word to the approver.
    pub note: String,
    /// What became of it.
    pub state: State,
    /// Who made it.
    pub by: AccountId,
    /// When.
    pub at: DateTime<Utc>,
    /// How often it was changed.
    pub version: i32,
}

/// What became of a packet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum State {
    /// 決裁待ち.
    Open,
    /// 決裁済.
    Decided(Closing),
    /// 解いた: its cases can be decided one by one, or lie in another.
    Dissolved,
}

/// How a packet was decided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Closing {
    /// Who decided here, or who recorded what was decided outside.
    pub by: AccountId,
    /// When that was done here.
    pub at: DateTime<Utc>,
    /// 決裁日.
    pub on: NaiveDate,
    /// In which way.
    pub way: ClosingWay,
}

/// In which way a packet was decided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ClosingWay {
    /// Here.
    Here {
        /// 代決: for this absent approver.
        absent: Option<AccountId>,
    },
    /// On paper or in another system.
    Outside {
        /// 決裁者, as on the sheet.
        by: String,
        /// 文書番号 of the sheet.
        number: String,
        /// The sheet, scanned.
        sheet: FileId,
    },
}

/// One case of a packet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PacketCase {
    /// The application.
    pub application: ApplicationId,
    /// What was proposed.
    pub proposal: ProposalId,
    /// What became of it; none while nothing is decided.
    pub result: Option<CaseResult>,
    /// Why it was sent back.
    pub note: String,
}

/// What became of a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CaseResult {
    /// 決裁.
    Approved,
    /// 差戻し.
    SentBack,
}

impl CaseResult {
    const fn code(self) -> &'static str {
        match self {
            Self::Approved => "approved",
            Self::SentBack => "sent_back",
        }
    }
}

/// Makes a packet. A proposal that lies in another open one is refused by the schema: [`Error::Stale`].
pub async fn make(tx: &Tx, new: &NewPacket, year: FiscalYear, now: DateTime<Utc>) -> Result<i32, Error> {
    let NewPacket { id, programme, title, note, by, cases } = new;
    let tenant_id = tx.tenant()?.uuid();
    let taken = in_open_packets(tx).await?;
    if cases.iter().any(|(_, proposal)| taken.contains(proposal)) {
        return Err(Error::Stale);
    }
    let number = tenants::next_number(tx, &format!("packet-{}", year.year())).await?;
    let seq = i32::try_from(number).map_err(|_| Error::Unreadable(format!("packet number {number}")))?;
    let row = packets::Model {
        tenant_id,
        id: id.uuid(),
        programme_id: programme.uuid(),
        fiscal_year: year.year(),
        seq,
        title: title.clone(),
        note: note.clone(),
        state: "open".to_owned(),
        made_by: by.uuid(),
        made_at: now,
        way: String::new(),
        closed_by: None,
        closed_at: None,
        decided_for: None,
        decided_on: None,
        outside_by: String::new(),
        outside_number: String::new(),
        sheet_file_id: None,
        version: 1,
    };
    packets::Entity::insert(packets::ActiveModel::from(row)).exec_without_returning(tx.connection()).await?;
    let rows = cases.iter().map(|(application, proposal)| {
        packet_cases::ActiveModel::from(packet_cases::Model {
            tenant_id,
            packet_id: id.uuid(),
            proposal_id: proposal.uuid(),
            application_id: application.uuid(),
            open_proposal_id: Some(proposal.uuid()),
            result: String::new(),
            note: String::new(),
        })
    });
    packet_cases::Entity::insert_many(rows).exec_without_returning(tx.connection()).await?;
    let payload = json!({ "number": seq, "programme": programme, "applications": cases.len() });
    tx.record(Event::of(now, "packet.made", "packet", id.uuid(), payload))?;
    Ok(seq)
}

/// Proposals that lie in a packet that is open.
pub async fn in_open_packets(tx: &Tx) -> Result<BTreeSet<ProposalId>, Error> {
    let rows: Vec<uuid::Uuid> = tx
        .rows::<packet_cases::Entity>()?
        .filter(packet_cases::Column::OpenProposalId.is_not_null())
        .select_only()
        .column(packet_cases::Column::ProposalId)
        .into_tuple()
        .all(tx.connection())
        .await?;
    Ok(rows.into_iter().map(ProposalId::from_uuid).collect())
}

/// The open packet in which a proposal lies.
pub async fn open_of(tx: &Tx, proposal: ProposalId) -> Result<Option<PacketId>, Error> {
    let row = tx
        .rows::<packet_cases::Entity>()?
        .filter(packet_cases::Column::OpenProposalId.eq(proposal.uuid()))
        .one(tx.connection())
        .await?;
    Ok(row.map(|row| row.packet_id.into()))
}

/// Every packet, the newest first.
pub async fn all(tx: &Tx) -> Result<Vec<Packet>, Error> {
    let rows = tx
        .rows::<packets::Entity>()?
        .order_by_desc(packets::Column::MadeAt)
        .order_by_desc(packets::Column::Id)
        .limit(200)
        .all(tx.connection())
        .await?;
    rows.into_iter().map(Packet::try_from).collect()
}

/// One packet.
pub async fn find(tx: &Tx, id: PacketId) -> Result<Option<Packet>, Error> {
    let row =
        tx.rows::<packets::Entity>()?.filter(packets::Column::Id.eq(id.uuid())).one(tx.connection()).await?;
    row.map(Packet::try_from).transpose()
}

/// What lies in a packet, in the order of proposing.
pub async fn cases(tx: &Tx, id: PacketId) -> Result<Vec<PacketCase>, Error> {
    let rows = tx
        .rows::<packet_cases::Entity>()?
        .filter(packet_cases::Column::PacketId.eq(id.uuid()))
        .order_by_asc(packet_cases::Column::ProposalId)
        .all(tx.connection())
        .await?;
    rows.into_iter()
        .map(|row| {
            Ok(PacketCase {
                application: row.application_id.into(),
                proposal: row.proposal_id.into(),
                result: match row.result.as_str() {
                    "" => None,
                    "approved" => Some(CaseResult::Approved),
                    "sent_back" => Some(CaseResult::SentBack),
                    other => return Err(Error::Unreadable(format!("result {other}"))),
                },
                note: row.note,
            })
        })
        .collect()
}

/// Keeps what became of a case.
pub async fn settle(
    tx: &Tx,
    id: PacketId,
    proposal: ProposalId,
    result: CaseResult,
    note: &str,
) -> Result<(), Error> {
    let done = packet_cases::Entity::update_many()
        .col_expr(packet_cases::Column::Result, Expr::value(result.code()))
        .col_expr(packet_cases::Column::Note, Expr::value(note))
        .col_expr(packet_cases::Column::OpenProposalId, Expr::value(None::<uuid::Uuid>))
        .filter(packet_cases::Column::TenantId.eq(tx.tenant()?.uuid()))
        .filter(packet_cases::Column::PacketId.eq(id.uuid()))
        .filter(packet_cases::Column::ProposalId.eq(proposal.uuid()))
        .filter(packet_cases::Column::OpenProposalId.is_not_null())
        .exec(tx.connection())
        .await?;
    Error::stale_unless(done.rows_affected)
}

/// Lets every case go that was not settled: withdrawn by its applicant meanwhile, or the packet is dissolved.
async fn let_go(tx: &Tx, id: PacketId) -> Result<(), Error> {
    packet_cases::Entity::update_many()
        .col_expr(packet_cases::Column::OpenProposalId, Expr::value(None::<uuid::Uuid>))
        .filter(packet_cases::Column::TenantId.eq(tx.tenant()?.uuid()))
        .filter(packet_cases::Column::PacketId.eq(id.uuid()))
        .exec(tx.connection())
        .await?;
    Ok(())
}

/// Closes a packet whose cases are settled, from the version it was read at.
pub async fn close(tx: &Tx, packet: &Packet, closing: &Closing) -> Result<(), Error> {
    let Closing { by, at, on, way } = closing;
    let (word, absent, outside) = match way {
        ClosingWay::Here { absent } => ("here", *absent, None),
        ClosingWay::Outside { by, number, sheet } => ("outside", None, Some((by, number, sheet))),
    };
    let mut update = packets::Entity::update_many()
        .col_expr(packets::Column::State, Expr::value("decided"))
        .col_expr(packets::Column::Way, Expr::value(word))
        .col_expr(packets::Column::ClosedBy, Expr::value(by.uuid()))
        .col_expr(packets::Column::ClosedAt, Expr::value(*at))
        .col_expr(packets::Column::DecidedFor, Expr::value(absent.map(AccountId::uuid)))
        .col_expr(packets::Column::DecidedOn, Expr::value(*on))
        .col_expr(packets::Column::Version, Expr::value(packet.version + 1));
    if let Some((by, number, sheet)) = outside {
        update = update
            .col_expr(packets::Column::OutsideBy, Expr::value(by.clone()))
            .col_expr(packets::Column::OutsideNumber, Expr::value(number.clone()))
            .col_expr(packets::Column::SheetFileId, Expr::value(sheet.uuid()));
    }
    moved(tx, update, packet).await?;
    let_go(tx, packet.id).await?;
    let payload =
        json!({ "way": word, "for": absent, "on": on, "sheet": outside.map(|(_, _, sheet)| sheet) });
    tx.record(Event::of(*at, "packet.decided", "packet", packet.id.uuid(), payload))
}

/// 解く: its cases can be decided one by one, or lie in another packet.
pub async fn dissolve(tx: &Tx, packet: &Packet, now: DateTime<Utc>) -> Result<(), Error> {
    let update = packets::Entity::update_many()
        .col_expr(packets::Column::State, Expr::value("dissolved"))
        .col_expr(packets::Column::Version, Expr::value(packet.version + 1));
    moved(tx, update, packet).await?;
    let_go(tx, packet.id).await?;
    tx.record(Event::of(now, "packet.dissolved", "packet", packet.id.uuid(), json!({})))
}

async fn moved(tx: &Tx, update: sea_orm::UpdateMany<packets::Entity>, packet: &Packet) -> Result<(), Error> {
    let done = update
        .filter(packets::Column::TenantId.eq(tx.tenant()?.uuid()))
        .filter(packets::Column::Id.eq(packet.id.uuid()))
        .filter(packets::Column::Version.eq(packet.version))
        .filter(packets::Column::State.eq("open"))
        .exec(tx.connection())
        .await?;
    Error::stale_unless(done.rows_affected)
}

impl TryFrom<packets::Model> for Packet {
    type Error = Error;
    fn try_from(row: packets::Model) -> Result<Self, Error> {
        let unreadable = || Error::Unreadable(format!("packet {} is {}", row.id, row.state));
        let state = match row.state.as_str() {
            "open" => State::Open,
            "dissolved" => State::Dissolved,
            "decided" => {
                let way = match row.way.as_str() {
                    "here" => ClosingWay::Here { absent: row.decided_for.map(AccountId::from_uuid) },
                    "outside" => ClosingWay::Outside {
                        by: row.outside_by.clone(),
                        number: row.outside_number.clone(),
                        sheet: row.sheet_file_id.map(FileId::from_uuid).ok_or_else(unreadable)?,
                    },
                    _ => return Err(unreadable()),
                };
                State::Decided(Closing {
                    by: row.closed_by.map(AccountId::from_uuid).ok_or_else(unreadable)?,
                    at: row.closed_at.ok_or_else(unreadable)?,
                    on: row.decided_on.ok_or_else(unreadable)?,
                    way,
                })
            }
            _ => return Err(unreadable()),
        };
        Ok(Self {
            id: row.id.into(),
            programme: row.programme_id.into(),
            fiscal_year: FiscalYear::from_year(row.fiscal_year)
                .map_err(|error| Error::Unreadable(error.to_string()))?,
            number: row.seq,
            title: row.title,
            note: row.note,
            state,
            by: row.made_by.into(),
            at: row.made_at,
            version: row.version,
        })
    }
}
