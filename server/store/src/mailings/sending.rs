//! A sending in chunks: a short transaction each, so that nobody else waits, and safe to do twice.

use super::rows::{Mailing, find};
use crate::{
    Error, Tx,
    entities::{mailing_recipients, mailings},
};
use domain::{
    ids::{MailId, MailingId, OfficeId},
    mailings::{Exclusion, Sharing, StageName},
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, sea_query::Expr};

/// A part of an audience that belongs to whoever claimed it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chunk {
    /// The mailing, with [`Mailing::reached`] at the end of the chunk.
    pub mailing: Mailing,
    /// Those of the chunk who get a mail; none when nothing was left to claim.
    pub waiting: Vec<Waiting>,
    /// Whether it was the last.
    pub last: bool,
}

/// Somebody who gets a mail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiting {
    /// The id of the row, and of the mail.
    pub id: MailId,
    /// The office.
    pub office: OfficeId,
    /// Its name when the mailing was sent.
    pub name: String,
    /// Its address when the mailing was sent.
    pub email: String,
}

/// Claims the next places of a mailing that is being sent, at most `size`; none when it is not being sent (any more) or
/// another worker claimed them first. The claim holds the mailing's row, so that stopping it waits for the chunk.
pub async fn claim(tx: &Tx, id: MailingId, size: u64) -> Result<Option<Chunk>, Error> {
    let Some(mut mailing) = find(tx, id).await? else { return Ok(None) };
    let rows = tx
        .rows::<mailing_recipients::Entity>()?
        .filter(mailing_recipients::Column::MailingId.eq(id.uuid()))
        .filter(mailing_recipients::Column::Place.gt(mailing.reached))
        .order_by_asc(mailing_recipients::Column::Place)
        .limit(size)
        .all(tx.connection())
        .await?;
    let end = rows.last().map_or(mailing.reached, |row| row.place);
    let claimed = mailings::Entity::update_many()
        .col_expr(mailings::Column::Reached, Expr::value(end))
        .filter(mailings::Column::TenantId.eq(tx.tenant()?.uuid()))
        .filter(mailings::Column::Id.eq(id.uuid()))
        .filter(mailings::Column::Stage.eq(StageName::Sending.code()))
        .filter(mailings::Column::Reached.eq(mailing.reached))
        .exec(tx.connection())
        .await?;
    if claimed.rows_affected == 0 {
        return Ok(None);
    }
    mailing.reached = end;
    let last = (rows.len() as u64) < size;
    let waiting = rows
        .into_iter()
        .filter(|row| row.exclusion.is_none())
        .map(|row| Waiting {
            id: row.id.into(),
            office: row.office_id.into(),
            name: row.office_name,
            email: row.email,
        })
        .collect();
    Ok(Some(Chunk { mailing, waiting, last }))
}

/// The offices that get no mail because another of the audience has their address, by that address.
pub async fn sharing(tx: &Tx, id: MailingId) -> Result<Sharing, Error> {
    let rows: Vec<(String, String)> = tx
        .rows::<mailing_recipients::Entity>()?
        .select_only()
        .column(mailing_recipients::Column::Email)
        .column(mailing_recipients::Column::OfficeName)
        .filter(mailing_recipients::Column::MailingId.eq(id.uuid()))
        .filter(mailing_recipients::Column::Exclusion.eq(Exclusion::DuplicateAddress.code()))
        .order_by_asc(mailing_recipients::Column::Place)
        .into_tuple()
        .all(tx.connection())
        .await?;
    Ok(domain::mailings::sharing(rows.iter().map(|(email, name)| (email.as_str(), name.as_str()))))
}

/// Excludes somebody who was to get a mail when the mailing was sent and must not any more.
pub async fn exclude(tx: &Tx, recipient: MailId, why: Exclusion) -> Result<(), Error> {
    mailing_recipients::Entity::update_many()
        .col_expr(mailing_recipients::Column::Exclusion, Expr::value(why.code()))
        .filter(mailing_recipients::Column::TenantId.eq(tx.tenant()?.uuid()))
        .filter(mailing_recipients::Column::Id.eq(recipient.uuid()))
        .exec(tx.connection())
        .await?;
    Ok(())
}
