//! 案内: which offices a municipality told of a session, by mail or with a letter. The rows stand in its own house.

use super::{record_in_both, sessions::Session};
use crate::{
    Error, Tx,
    entities::{demo_invitations, demo_registrations},
    events::Event,
    mailings::Before,
    words::coded,
};
use chrono::{DateTime, Utc};
use domain::{
    email::Email,
    ids::{DemoId, InvitationId, OfficeId, TenantId},
    mailings::{Exclusion, Recipient},
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, sea_query::Expr};
use serde_json::json;
use std::collections::BTreeSet;
use uuid::Uuid;

/// Rows written by one statement.
const CHUNK: usize = 500;

/// An office that was told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invitation {
    /// Its id; the mail has the same.
    pub id: InvitationId,
    /// In whose house.
    pub tenant: TenantId,
    /// To which session.
    pub session: DemoId,
    /// The office.
    pub office: OfficeId,
    /// Its name.
    pub name: String,
    /// Where the mail goes; empty where none is known.
    pub email: String,
    /// Why it got no mail.
    pub exclusion: Option<Exclusion>,
    /// When its mail was written.
    pub mailed_at: Option<DateTime<Utc>>,
}

/// Who is not told again: the offices that were, and the addresses to which mails of it go.
pub fn before(told: &[Invitation]) -> Before {
    let mailed = told.iter().filter(|one| one.exclusion.is_none());
    Before {
        offices: told.iter().map(|one| one.office).collect(),
        addresses: mailed.filter_map(|one| Email::parse(&one.email).ok()).map(|email| email.key()).collect(),
    }
}

/// Invites offices that were not invited before; how many.
pub async fn add(
    tx: &Tx,
    session: &Session,
    recipients: Vec<Recipient>,
    ids: &(dyn Fn() -> Uuid + Sync),
    now: DateTime<Utc>,
) -> Result<u64, Error> {
    let tenant = tx.tenant()?;
    let known: BTreeSet<OfficeId> =
        of_session(tx, session.id).await?.into_iter().map(|one| one.office).collect();
    let rows: Vec<_> = recipients
        .into_iter()
        // A closed office is not told, and one whose address opted out is not written to in another way.
        .filter(|one| {
            !matches!(one.exclusion, Some(Exclusion::NotOpen | Exclusion::OptedOut | Exclusion::TopicStopped))
        })
        .filter(|one| !known.contains(&one.candidate.office))
        .map(|Recipient { candidate, exclusion }| {
            demo_invitations::ActiveModel::from(demo_invitations::Model {
                tenant_id: tenant.uuid(),
                id: ids(),
                session_id: session.id.uuid(),
                office_id: candidate.office.uuid(),
                office_name: candidate.name,
                email: candidate.email,
                exclusion: exclusion.map(|exclusion| exclusion.code().to_owned()),
                created_at: now,
                mailed_at: None,
            })
        })
        .collect();
    let mut added = 0;
    for chunk in rows.chunks(CHUNK) {
        added += demo_invitations::Entity::insert_many(chunk.iter().cloned())
            .on_conflict(sea_orm::sea_query::OnConflict::new().do_nothing().to_owned())
            .exec_without_returning(tx.connection())
            .await?;
    }
    if added > 0 {
        record_in_both(
            tx,
            session,
            &Event::of(now, "demo.invited", "demo", session.id.uuid(), json!({ "offices": added })),
        )?;
    }
    Ok(added)
}

/// Whom the municipality of the scope invited to a session, by name.
pub async fn of_session(tx: &Tx, session: DemoId) -> Result<Vec<Invitation>, Error> {
    let rows = tx
        .rows::<demo_invitations::Entity>()?
        .filter(demo_invitations::Column::SessionId.eq(session.uuid()))
        .order_by_asc(demo_invitations::Column::OfficeName)
        .order_by_asc(demo_invitations::Column::Id)
        .all(tx.connection())
        .await?;
    rows.into_iter().map(Invitation::try_from).collect()
}

/// Those whose mail is still to be written, at most so many, whichever: SQLite, asked for an order that an index has, would
/// read all of the house in that order.
pub async fn unmailed(tx: &Tx, session: DemoId, most: u64) -> Result<Vec<Invitation>, Error> {
    let rows = tx
        .rows::<demo_invitations::Entity>()?
        .filter(demo_invitations::Column::SessionId.eq(session.uuid()))
        .filter(demo_invitations::Column::Exclusion.is_null())
        .filter(demo_invitations::Column::MailedAt.is_null())
        .limit(most)
        .all(tx.connection())
        .await?;
    rows.into_iter().map(Invitation::try_from).collect()
}

/// Its mail is written, or it got none after all.
pub async fn mailed(
    tx: &Tx,
    id: InvitationId,
    exclusion: Option<Exclusion>,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    demo_invitations::Entity::update_many()
        .col_expr(demo_invitations::Column::MailedAt, Expr::value(exclusion.is_none().then_some(now)))
        .col_expr(
            demo_invitations::Column::Exclusion,
            Expr::value(exclusion.map(|one| one.code().to_owned())),
        )
        .filter(demo_invitations::Column::TenantId.eq(tx.tenant()?.uuid()))
        .filter(demo_invitations::Column::Id.eq(id.uuid()))
        .exec(tx.connection())
        .await?;
    Ok(())
}

/// The invitation of a link, in whose house ever it is: asked by the system, which knows no house yet.
pub async fn by_id(tx: &Tx, id: InvitationId) -> Result<Option<Invitation>, Error> {
    let query = demo_invitations::Entity::find().filter(demo_invitations::Column::Id.eq(id.uuid()));
    query.one(tx.connection()).await?.map(Invitation::try_from).transpose()
}

/// The offices that are registered for a session or wait.
pub async fn registered(tx: &Tx, session: DemoId) -> Result<BTreeSet<OfficeId>, Error> {
    let rows = tx
        .shared::<demo_registrations::Entity>()?
        .filter(demo_registrations::Column::SessionId.eq(session.uuid()))
        .filter(demo_registrations::Column::LiveOfficeId.is_not_null())
        .all(tx.connection())
        .await?;
    Ok(rows.into_iter().filter_map(|row| row.live_office_id.map(OfficeId::from_uuid)).collect())
}

impl TryFrom<demo_invitations::Model> for Invitation {
    type Error = Error;
    fn try_from(row: demo_invitations::Model) -> Result<Self, Error> {
        Ok(Self {
            id: row.id.into(),
            tenant: row.tenant_id.into(),
            session: row.session_id.into(),
            office: row.office_id.into(),
            name: row.office_name,
            email: row.email,
            exclusion: coded(row.exclusion.as_deref(), Exclusion::from_code)?,
            mailed_at: row.mailed_at,
        })
    }
}
