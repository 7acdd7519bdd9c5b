//! A sending in chunks: a short transaction each, so that nobody else waits, and safe to do twice.

use super::rows::{Campaign, find};
use crate::{
    Error, Tx,
    entities::{campaign_recipients, campaigns},
};
use domain::{
    campaigns::{Exclusion, StageName},
    ids::{CampaignId, MailId, OfficeId},
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, sea_query::Expr};

/// A part of an audience that belongs to whoever claimed it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chunk {
    /// The campaign, with [`Campaign::reached`] at the end of the chunk.
    pub campaign: Campaign,
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
    /// Its name when the campaign was sent.
    pub name: String,
    /// Its address when the campaign was sent.
    pub email: String,
}

/// Claims the next places of a campaign that is being sent, at most `size`; none when it is not being sent (any more) or
/// another worker claimed them first. The claim holds the campaign's row, so that stopping it waits for the chunk.
pub async fn claim(tx: &Tx, id: CampaignId, size: u64) -> Result<Option<Chunk>, Error> {
    let Some(mut campaign) = find(tx, id).await? else { return Ok(None) };
    let rows = tx
        .rows::<campaign_recipients::Entity>()?
        .filter(campaign_recipients::Column::CampaignId.eq(id.uuid()))
        .filter(campaign_recipients::Column::Place.gt(campaign.reached))
        .order_by_asc(campaign_recipients::Column::Place)
        .limit(size)
        .all(tx.connection())
        .await?;
    let end = rows.last().map_or(campaign.reached, |row| row.place);
    let claimed = campaigns::Entity::update_many()
        .col_expr(campaigns::Column::Reached, Expr::value(end))
        .filter(campaigns::Column::TenantId.eq(tx.tenant()?.uuid()))
        .filter(campaigns::Column::Id.eq(id.uuid()))
        .filter(campaigns::Column::Stage.eq(StageName::Sending.code()))
        .filter(campaigns::Column::Reached.eq(campaign.reached))
        .exec(tx.connection())
        .await?;
    if claimed.rows_affected == 0 {
        return Ok(None);
    }
    campaign.reached = end;
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
    Ok(Some(Chunk { campaign, waiting, last }))
}

/// Excludes somebody who was to get a mail when the campaign was sent and must not any more.
pub async fn exclude(tx: &Tx, recipient: MailId, why: Exclusion) -> Result<(), Error> {
    campaign_recipients::Entity::update_many()
        .col_expr(campaign_recipients::Column::Exclusion, Expr::value(why.code()))
        .filter(campaign_recipients::Column::TenantId.eq(tx.tenant()?.uuid()))
        .filter(campaign_recipients::Column::Id.eq(recipient.uuid()))
        .exec(tx.connection())
        .await?;
    Ok(())
}
