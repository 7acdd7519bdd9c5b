//! What is handed over besides applications: awards until their last yen, next actions of 伴走支援, and campaigns and
//! activities somebody answers for.

use crate::{
    Error, Tx,
    awards::list,
    entities::{awards, campaign_activities, campaigns, follow_ups},
};
use chrono::{DateTime, Utc};
use domain::{accounts::Held, campaigns::State, ids::AccountId};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect as _,
};
use std::collections::BTreeMap;
use uuid::Uuid;

/// What a piece is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PieceKind {
    /// An award that is not settled, or of which money is still to come back. It has the id of its application, which is
    /// nobody's work any more once there is an award.
    Award,
    /// An open next action of 伴走支援.
    NextAction,
    /// A campaign that has not ended.
    Campaign,
    /// An activity that has not ended.
    Activity,
}

impl PieceKind {
    /// The noun in `handover_items`.
    pub(super) const fn noun(self) -> &'static str {
        match self {
            Self::Award => "award",
            Self::NextAction => "follow_up",
            Self::Campaign => "campaign",
            Self::Activity => "activity",
        }
    }
}

/// Something somebody answers for, as it was seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Piece {
    /// What it is.
    pub kind: PieceKind,
    /// Its row.
    pub id: Uuid,
    /// Of which version.
    pub version: i32,
}

/// The states in which somebody answers for a campaign or an activity.
const OPEN: [&str; 2] = [State::Planned.code(), State::UnderWay.code()];

/// Adds pieces of a kind to what is counted.
pub(super) fn count(held: &mut Held, kind: PieceKind, pieces: u64) {
    match kind {
        PieceKind::Award => held.awards += pieces,
        PieceKind::NextAction => held.next_actions += pieces,
        PieceKind::Campaign => held.campaigns += pieces,
        PieceKind::Activity => held.activities += pieces,
    }
}

/// What somebody answers for, in a fixed order.
pub(super) async fn of(tx: &Tx, account: AccountId) -> Result<Vec<Piece>, Error> {
    let owner = account.uuid();
    let granted: Vec<(Uuid, i32)> = tx
        .rows::<awards::Entity>()?
        .filter(awards::Column::OwnerId.eq(owner))
        .filter(list::to_do(tx)?)
        .select_only()
        .columns([awards::Column::Id, awards::Column::Version])
        .order_by_asc(awards::Column::Id)
        .into_tuple()
        .all(tx.connection())
        .await?;
    let next: Vec<(Uuid, i32)> = tx
        .rows::<follow_ups::Entity>()?
        .filter(follow_ups::Column::NextOwner.eq(owner))
        .filter(follow_ups::Column::OpenOn.is_not_null())
        .select_only()
        .columns([follow_ups::Column::Id, follow_ups::Column::Version])
        .order_by_asc(follow_ups::Column::Id)
        .into_tuple()
        .all(tx.connection())
        .await?;
    let whole: Vec<(Uuid, i32)> = tx
        .rows::<campaigns::Entity>()?
        .filter(campaigns::Column::OwnerId.eq(owner))
        .filter(campaigns::Column::State.is_in(OPEN))
        .select_only()
        .columns([campaigns::Column::Id, campaigns::Column::Version])
        .order_by_asc(campaigns::Column::Id)
        .into_tuple()
        .all(tx.connection())
        .await?;
    let parts: Vec<(Uuid, i32)> = tx
        .rows::<campaign_activities::Entity>()?
        .filter(campaign_activities::Column::OwnerId.eq(owner))
        .filter(campaign_activities::Column::State.is_in(OPEN))
        .select_only()
        .columns([campaign_activities::Column::Id, campaign_activities::Column::Version])
        .order_by_asc(campaign_activities::Column::Id)
        .into_tuple()
        .all(tx.connection())
        .await?;
    let piece = |kind: PieceKind| move |(id, version): (Uuid, i32)| Piece { kind, id, version };
    let granted = granted.into_iter().map(piece(PieceKind::Award));
    let next = next.into_iter().map(piece(PieceKind::NextAction));
    let whole = whole.into_iter().map(piece(PieceKind::Campaign));
    let parts = parts.into_iter().map(piece(PieceKind::Activity));
    Ok(granted.chain(next).chain(whole).chain(parts).collect())
}

/// How much of this everybody answers for.
pub(super) async fn add_holders(tx: &Tx, holders: &mut BTreeMap<AccountId, Held>) -> Result<(), Error> {
    let granted: Vec<(Uuid, i64)> = tx
        .rows::<awards::Entity>()?
        .filter(awards::Column::OwnerId.is_not_null())
        .filter(list::to_do(tx)?)
        .select_only()
        .column(awards::Column::OwnerId)
        .column_as(awards::Column::Id.count(), "n")
        .group_by(awards::Column::OwnerId)
        .into_tuple()
        .all(tx.connection())
        .await?;
    let next: Vec<(Uuid, i64)> = tx
        .rows::<follow_ups::Entity>()?
        .filter(follow_ups::Column::NextOwner.is_not_null())
        .filter(follow_ups::Column::OpenOn.is_not_null())
        .select_only()
        .column(follow_ups::Column::NextOwner)
        .column_as(follow_ups::Column::Id.count(), "n")
        .group_by(follow_ups::Column::NextOwner)
        .into_tuple()
        .all(tx.connection())
        .await?;
    let whole: Vec<(Uuid, i64)> = tx
        .rows::<campaigns::Entity>()?
        .filter(campaigns::Column::OwnerId.is_not_null())
        .filter(campaigns::Column::State.is_in(OPEN))
        .select_only()
        .column(campaigns::Column::OwnerId)
        .column_as(campaigns::Column::Id.count(), "n")
        .group_by(campaigns::Column::OwnerId)
        .into_tuple()
        .all(tx.connection())
        .await?;
    let parts: Vec<(Uuid, i64)> = tx
        .rows::<campaign_activities::Entity>()?
        .filter(campaign_activities::Column::OwnerId.is_not_null())
        .filter(campaign_activities::Column::State.is_in(OPEN))
        .select_only()
        .column(campaign_activities::Column::OwnerId)
        .column_as(campaign_activities::Column::Id.count(), "n")
        .group_by(campaign_activities::Column::OwnerId)
        .into_tuple()
        .all(tx.connection())
        .await?;
    let kinds = [
        (PieceKind::Award, granted),
        (PieceKind::NextAction, next),
        (PieceKind::Campaign, whole),
        (PieceKind::Activity, parts),
    ];
    for (kind, rows) in kinds {
        for (account, n) in rows {
            let held = holders.entry(account.into()).or_default();
            count(held, kind, u64::try_from(n).unwrap_or(0));
        }
    }
    Ok(())
}

/// Makes a piece somebody's. One that was changed since it was seen is [`Error::Stale`].
pub(super) async fn give(tx: &Tx, piece: Piece, to: AccountId, now: DateTime<Utc>) -> Result<(), Error> {
    let (tenant, by) = (tx.tenant()?.uuid(), tx.account().ok_or(Error::Missing)?.uuid());
    let Piece { kind, id, version } = piece;
    let to = Some(to.uuid());
    let written = match kind {
        // Its work does not go on by that: since when it stands still is not touched.
        PieceKind::Award => {
            let row =
                awards::ActiveModel { owner_id: Set(to), version: Set(version + 1), ..Default::default() };
            let seen = Condition::all()
                .add(awards::Column::TenantId.eq(tenant))
                .add(awards::Column::Id.eq(id))
                .add(awards::Column::Version.eq(version));
            awards::Entity::update_many().set(row).filter(seen).exec(tx.connection()).await?
        }
        PieceKind::NextAction => {
            let row = follow_ups::ActiveModel {
                next_owner: Set(to),
                updated_at: Set(now),
                version: Set(version + 1),
                ..Default::default()
            };
            let seen = Condition::all()
                .add(follow_ups::Column::TenantId.eq(tenant))
                .add(follow_ups::Column::Id.eq(id))
                .add(follow_ups::Column::Version.eq(version));
            follow_ups::Entity::update_many().set(row).filter(seen).exec(tx.connection()).await?
        }
        PieceKind::Campaign => {
            let row = campaigns::ActiveModel {
                owner_id: Set(to),
                updated_by: Set(by),
                updated_at: Set(now),
                version: Set(version + 1),
                ..Default::default()
            };
            let seen = Condition::all()
                .add(campaigns::Column::TenantId.eq(tenant))
                .add(campaigns::Column::Id.eq(id))
                .add(campaigns::Column::Version.eq(version));
            campaigns::Entity::update_many().set(row).filter(seen).exec(tx.connection()).await?
        }
        PieceKind::Activity => {
            let row = campaign_activities::ActiveModel {
                owner_id: Set(to),
                updated_by: Set(by),
                updated_at: Set(now),
                version: Set(version + 1),
                ..Default::default()
            };
            let seen = Condition::all()
                .add(campaign_activities::Column::TenantId.eq(tenant))
                .add(campaign_activities::Column::Id.eq(id))
                .add(campaign_activities::Column::Version.eq(version));
            campaign_activities::Entity::update_many().set(row).filter(seen).exec(tx.connection()).await?
        }
    };
    Error::stale_unless(written.rows_affected)
}
