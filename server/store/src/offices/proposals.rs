//! What offices propose about their own contacts: one open proposal an office; an officer takes it or refuses it.

use crate::{Error, Tx, entities::contact_proposals, events::Event};
use chrono::{DateTime, Utc};
use domain::{
    ids::{AccountId, ContactProposalId, OfficeId},
    offices::Happening,
};
use sea_orm::{ColumnTrait as _, EntityTrait, QueryFilter as _, QueryOrder as _, sea_query::Expr};
use serde_json::json;
use uuid::Uuid;

/// An open proposal, as it was typed and checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// Its id.
    pub id: ContactProposalId,
    /// The office.
    pub office: OfficeId,
    /// 電話番号; empty for none.
    pub phone: String,
    /// FAX番号.
    pub fax: String,
    /// メールアドレス.
    pub email: String,
    /// Who proposes it.
    pub by: AccountId,
    /// When.
    pub at: DateTime<Utc>,
}

/// How a proposal ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    /// The register has it now.
    Taken,
    /// An officer did not take it.
    Refused,
    /// The office proposed something else.
    Replaced,
}

impl Ended {
    const fn word(self) -> &'static str {
        match self {
            Self::Taken => "taken",
            Self::Refused => "refused",
            Self::Replaced => "replaced",
        }
    }
}

/// Proposes, in place of what the office proposed before.
pub async fn propose(tx: &Tx, proposal: &Proposal) -> Result<(), Error> {
    if let Some(before) = of_office(tx, proposal.office).await? {
        end(tx, &before, Ended::Replaced, proposal.at).await?;
    }
    let row = contact_proposals::Model {
        tenant_id: tx.tenant()?.uuid(),
        id: proposal.id.uuid(),
        office_id: proposal.office.uuid(),
        open_office_id: Some(proposal.office.uuid()),
        phone: proposal.phone.clone(),
        fax: proposal.fax.clone(),
        email: proposal.email.clone(),
        proposed_by: proposal.by.uuid(),
        proposed_at: proposal.at,
        ended: String::new(),
        ended_by: None,
        ended_at: None,
    };
    contact_proposals::Entity::insert(contact_proposals::ActiveModel::from(row))
        .exec_without_returning(tx.connection())
        .await?;
    tx.record(Event::of(
        proposal.at,
        Happening::ContactsProposed.code(),
        "office",
        proposal.office.uuid(),
        json!({}),
    ))
}

/// The open proposal of an office.
pub async fn of_office(tx: &Tx, office: OfficeId) -> Result<Option<Proposal>, Error> {
    let row = tx
        .rows::<contact_proposals::Entity>()?
        .filter(contact_proposals::Column::OpenOfficeId.eq(office.uuid()))
        .one(tx.connection())
        .await?;
    Ok(row.map(Proposal::from))
}

/// Every open proposal, the oldest first.
pub async fn open(tx: &Tx) -> Result<Vec<Proposal>, Error> {
    let rows = tx
        .rows::<contact_proposals::Entity>()?
        .filter(contact_proposals::Column::OpenOfficeId.is_not_null())
        .order_by_asc(contact_proposals::Column::ProposedAt)
        .all(tx.connection())
        .await?;
    Ok(rows.into_iter().map(Proposal::from).collect())
}

/// Ends an open proposal; one that somebody ended before is [`Error::Stale`].
pub async fn end(tx: &Tx, proposal: &Proposal, ended: Ended, now: DateTime<Utc>) -> Result<(), Error> {
    let by = tx.account().ok_or(Error::Missing)?;
    let changed = contact_proposals::Entity::update_many()
        .col_expr(contact_proposals::Column::OpenOfficeId, Expr::value(Option::<Uuid>::None))
        .col_expr(contact_proposals::Column::Ended, Expr::value(ended.word()))
        .col_expr(contact_proposals::Column::EndedBy, Expr::value(by.uuid()))
        .col_expr(contact_proposals::Column::EndedAt, Expr::value(now))
        .filter(contact_proposals::Column::TenantId.eq(tx.tenant()?.uuid()))
        .filter(contact_proposals::Column::Id.eq(proposal.id.uuid()))
        .filter(contact_proposals::Column::OpenOfficeId.is_not_null())
        .exec(tx.connection())
        .await?;
    Error::stale_unless(changed.rows_affected)?;
    tx.record(Event::of(
        now,
        Happening::ContactsDecided.code(),
        "office",
        proposal.office.uuid(),
        json!({ "ended": ended.word() }),
    ))
}

impl From<contact_proposals::Model> for Proposal {
    fn from(row: contact_proposals::Model) -> Self {
        Self {
            id: row.id.into(),
            office: row.office_id.into(),
            phone: row.phone,
            fax: row.fax,
            email: row.email,
            by: row.proposed_by.into(),
            at: row.proposed_at,
        }
    }
}
