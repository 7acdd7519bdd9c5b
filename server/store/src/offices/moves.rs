//! What belongs to an office and goes with it when it is merged into another: found, moved, and moved back exactly.

use super::known_moves::{self, Known};
use super::survey_moves::{self, Surveyed};
use crate::entities::{activity_recipients, material_movements};
use crate::{
    Error, Tx,
    entities::{
        adopter_rows, adoption_evidence, applications, awards, consultations, contact_proposals,
        demo_invitations, demo_registrations, import_rows, letter_codes, mailing_recipients, representations,
    },
    payments::accounts::{self, Party},
    plans::holds,
    subsidies::{deadlines, locking},
};
use domain::{ids::OfficeId, merging::Belongings, office_number::OfficeNumber, subsidies::Place};
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait, Condition, EntityTrait, QueryFilter, QuerySelect as _,
    sea_query::Expr,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use uuid::Uuid;

/// The rows that go with an office, by their keys.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Moved {
    pub applications: Vec<Uuid>,
    pub recipients: Vec<Uuid>,
    pub evidence: Vec<Uuid>,
    pub letters: Vec<Uuid>,
    pub proposals: Vec<Uuid>,
    pub registrations: Vec<Uuid>,
    pub import_rows: Vec<(Uuid, i32)>,
    pub adopter_rows: Vec<(Uuid, i32)>,
    /// 事前協議.
    #[serde(default)]
    pub consultations: Vec<Uuid>,
    /// 案内 to demo sessions.
    #[serde(default)]
    pub invitations: Vec<Uuid>,
    /// Lines of the ledgers of materials that were handed to it.
    #[serde(default)]
    pub materials: Vec<Uuid>,
    /// Places in the lists of campaigns' activities.
    #[serde(default)]
    pub activities: Vec<Uuid>,
    /// What was said with it, what it uses, its partners and the bodies it belongs to.
    #[serde(default)]
    pub known: Known,
    /// What it was asked in surveys, and answered.
    #[serde(default)]
    pub surveyed: Surveyed,
    /// Accounts that speak for the office.
    pub people: Vec<Uuid>,
    /// Those that speak for both: the one of the office that goes is put away.
    pub people_of_both: Vec<representations::Model>,
    /// 振込先口座 of its own, which is never another office's.
    #[serde(default)]
    pub accounts: u64,
    /// Mailings and demo sessions in which both stand: what was sent or held stays as it was, with the office that goes.
    pub staying: u64,
}

impl Moved {
    /// How many of each there are.
    pub(crate) fn belongings(&self) -> Belongings {
        let count = |length: usize| length as u64;
        Belongings {
            applications: count(self.applications.len()),
            recipients: count(self.recipients.len() + self.activities.len() + self.materials.len())
                + self.surveyed.count(),
            evidence: count(self.evidence.len()),
            letters: count(self.letters.len()),
            proposals: count(self.proposals.len()),
            registrations: count(self.registrations.len()),
            imports: count(self.import_rows.len() + self.adopter_rows.len()),
            people: count(self.people.len() + self.people_of_both.len()),
            known: self.known.count(),
            accounts: self.accounts,
            staying: self.staying,
        }
    }
}

/// The ids of the rows of a table that name an office.
macro_rules! ids {
    ($tx:ident, $table:ident, $tenant:ident, $office:expr) => {
        $table::Entity::find()
            .select_only()
            .column($table::Column::Id)
            .filter($table::Column::$tenant.eq($tx.tenant()?.uuid()))
            .filter($table::Column::OfficeId.eq($office.uuid()))
            .into_tuple::<Uuid>()
            .all($tx.connection())
            .await?
    };
}

/// The keys of the rows of a list that name an office.
macro_rules! rows {
    ($tx:ident, $table:ident, $office:expr) => {
        $tx.rows::<$table::Entity>()?
            .select_only()
            .column($table::Column::BatchId)
            .column($table::Column::Seq)
            .filter($table::Column::OfficeId.eq($office.uuid()))
            .into_tuple::<(Uuid, i32)>()
            .all($tx.connection())
            .await?
    };
}

/// Finds what would go from one office to another.
pub(crate) async fn find(tx: &Tx, from: OfficeId, to: OfficeId) -> Result<Moved, Error> {
    let (recipients, mails_of_both) = recipients(tx, from, to).await?;
    let (activities, lists_of_both) = listed(tx, from, to).await?;
    let (registrations, sessions_of_both) = registrations(tx, from, to).await?;
    let (consultations, plans_of_both) = plans(tx, from, to).await?;
    let (invitations, sessions_told_to_both) = invitations(tx, from, to).await?;
    let (surveyed, surveys_of_both) = survey_moves::find(tx, from, to).await?;
    let (people, people_of_both) = people(tx, from, to).await?;
    Ok(Moved {
        applications: ids!(tx, applications, TenantId, from),
        evidence: ids!(tx, adoption_evidence, TenantId, from),
        materials: ids!(tx, material_movements, TenantId, from),
        letters: ids!(tx, letter_codes, TenantId, from),
        proposals: ids!(tx, contact_proposals, TenantId, from),
        import_rows: rows!(tx, import_rows, from),
        adopter_rows: rows!(tx, adopter_rows, from),
        recipients,
        activities,
        registrations,
        consultations,
        invitations,
        known: known_moves::find(tx, from, to).await?,
        surveyed,
        people,
        people_of_both,
        accounts: u64::from(accounts::current(tx, Party::Office(from)).await?.is_some()),
        staying: lists_of_both
            + mails_of_both
            + sessions_of_both
            + plans_of_both
            + sessions_told_to_both
            + surveys_of_both,
    })
}

/// The places in lists of activities, but for lists in which both stand.
async fn listed(tx: &Tx, from: OfficeId, to: OfficeId) -> Result<(Vec<Uuid>, u64), Error> {
    let of = async |office: OfficeId| {
        let rows = tx.rows::<activity_recipients::Entity>()?;
        let rows = rows.filter(activity_recipients::Column::OfficeId.eq(office.uuid()));
        Ok::<_, Error>(rows.all(tx.connection()).await?)
    };
    let taken: BTreeSet<Uuid> = of(to).await?.into_iter().map(|row| row.activity_id).collect();
    let own = of(from).await?;
    let all = own.len();
    let moving: Vec<Uuid> =
        own.into_iter().filter(|row| !taken.contains(&row.activity_id)).map(|row| row.id).collect();
    let staying = (all - moving.len()) as u64;
    Ok((moving, staying))
}

/// The places in audiences, but for those of mailings that went to both: each office is once in an audience.
async fn recipients(tx: &Tx, from: OfficeId, to: OfficeId) -> Result<(Vec<Uuid>, u64), Error> {
    let of = async |office: OfficeId| {
        let rows = tx.rows::<mailing_recipients::Entity>()?;
        let rows = rows.filter(mailing_recipients::Column::OfficeId.eq(office.uuid()));
        Ok::<_, Error>(rows.all(tx.connection()).await?)
    };
    let taken: BTreeSet<Uuid> = of(to).await?.into_iter().map(|row| row.mailing_id).collect();
    let own = of(from).await?;
    let all = own.len();
    let moving: Vec<Uuid> =
        own.into_iter().filter(|row| !taken.contains(&row.mailing_id)).map(|row| row.id).collect();
    let staying = (all - moving.len()) as u64;
    Ok((moving, staying))
}

/// The registrations, but for those of sessions to which both are registered.
async fn registrations(tx: &Tx, from: OfficeId, to: OfficeId) -> Result<(Vec<Uuid>, u64), Error> {
    let own = registered(tx, from).await?;
    let taken: BTreeSet<Uuid> = registered(tx, to)
        .await?
        .into_iter()
        .filter(|row| row.live_office_id.is_some())
        .map(|row| row.session_id)
        .collect();
    let all = own.len();
    let stays =
        |row: &demo_registrations::Model| row.live_office_id.is_some() && taken.contains(&row.session_id);
    let moving: Vec<Uuid> = own.into_iter().filter(|row| !stays(row)).map(|row| row.id).collect();
    let staying = (all - moving.len()) as u64;
    Ok((moving, staying))
}

/// The registrations of an office, whoever holds the session.
pub(super) async fn registered(tx: &Tx, office: OfficeId) -> Result<Vec<demo_registrations::Model>, Error> {
    Ok(demo_registrations::Entity::find()
        .filter(demo_registrations::Column::SharedWith.eq(tx.tenant()?.uuid()))
        .filter(demo_registrations::Column::OfficeId.eq(office.uuid()))
        .all(tx.connection())
        .await?)
}

/// What was consulted about, but for programmes about which both were: each office has one plan before a programme.
async fn plans(tx: &Tx, from: OfficeId, to: OfficeId) -> Result<(Vec<Uuid>, u64), Error> {
    let of = async |office: OfficeId| {
        let rows = tx.rows::<consultations::Entity>()?;
        let rows = rows.filter(consultations::Column::OfficeId.eq(office.uuid()));
        Ok::<_, Error>(rows.all(tx.connection()).await?)
    };
    let taken: BTreeSet<Uuid> = of(to).await?.into_iter().map(|row| row.programme_id).collect();
    let own = of(from).await?;
    let all = own.len();
    let moving: Vec<Uuid> =
        own.into_iter().filter(|row| !taken.contains(&row.programme_id)).map(|row| row.id).collect();
    let staying = (all - moving.len()) as u64;
    Ok((moving, staying))
}

/// The invitations, but for those to sessions to which both were invited.
async fn invitations(tx: &Tx, from: OfficeId, to: OfficeId) -> Result<(Vec<Uuid>, u64), Error> {
    let of = async |office: OfficeId| {
        let rows = tx.rows::<demo_invitations::Entity>()?;
        let rows = rows.filter(demo_invitations::Column::OfficeId.eq(office.uuid()));
        Ok::<_, Error>(rows.all(tx.connection()).await?)
    };
    let taken: BTreeSet<Uuid> = of(to).await?.into_iter().map(|row| row.session_id).collect();
    let own = of(from).await?;
    let all = own.len();
    let moving: Vec<Uuid> =
        own.into_iter().filter(|row| !taken.contains(&row.session_id)).map(|row| row.id).collect();
    let staying = (all - moving.len()) as u64;
    Ok((moving, staying))
}

async fn people(
    tx: &Tx,
    from: OfficeId,
    to: OfficeId,
) -> Result<(Vec<Uuid>, Vec<representations::Model>), Error> {
    let of = async |office: OfficeId| {
        let rows = tx.rows::<representations::Entity>()?;
        let rows = rows.filter(representations::Column::OfficeId.eq(office.uuid()));
        Ok::<_, Error>(rows.all(tx.connection()).await?)
    };
    let taken: BTreeSet<Uuid> = of(to).await?.into_iter().map(|row| row.account_id).collect();
    let (both, moving): (Vec<_>, Vec<_>) =
        of(from).await?.into_iter().partition(|row| taken.contains(&row.account_id));
    Ok((moving.into_iter().map(|row| row.account_id).collect(), both))
}

/// Gives rows to another office, of those that a former office has.
macro_rules! give {
    ($tx:ident, $table:ident, $tenant:ident, $keys:expr, $from:ident, $to:ident) => {
        for keys in $keys.chunks(super::rows::CHUNK) {
            $table::Entity::update_many()
                .col_expr($table::Column::OfficeId, Expr::value($to.uuid()))
                .filter($table::Column::$tenant.eq($tx.tenant()?.uuid()))
                .filter($table::Column::OfficeId.eq($from.uuid()))
                .filter($table::Column::Id.is_in(keys.iter().copied()))
                .exec($tx.connection())
                .await?;
        }
    };
    // A column that is filled while the row holds the office's place.
    (live $tx:ident, $table:ident, $tenant:ident, $column:ident, $keys:expr, $from:ident, $to:ident) => {
        for keys in $keys.chunks(super::rows::CHUNK) {
            $table::Entity::update_many()
                .col_expr($table::Column::$column, Expr::value($to.uuid()))
                .filter($table::Column::$tenant.eq($tx.tenant()?.uuid()))
                .filter($table::Column::$column.eq($from.uuid()))
                .filter($table::Column::Id.is_in(keys.iter().copied()))
                .exec($tx.connection())
                .await?;
        }
    };
    (rows $tx:ident, $table:ident, $keys:expr, $from:ident, $to:ident) => {
        for keys in $keys.chunks(super::rows::CHUNK / 5) {
            let any = keys.iter().fold(Condition::any(), |any, (batch, seq)| {
                let one = $table::Column::BatchId.eq(*batch);
                any.add(Condition::all().add(one).add($table::Column::Seq.eq(*seq)))
            });
            $table::Entity::update_many()
                .col_expr($table::Column::OfficeId, Expr::value($to.uuid()))
                .filter($table::Column::TenantId.eq($tx.tenant()?.uuid()))
                .filter($table::Column::OfficeId.eq($from.uuid()))
                .filter(any)
                .exec($tx.connection())
                .await?;
        }
    };
}

/// An office with the number by which its applications hold their places.
pub(crate) type Owner = (OfficeId, OfficeNumber);

/// Gives what was found to another office. What no longer belongs to the first is left alone.
pub(crate) async fn give(tx: &Tx, moved: &Moved, (from, _): Owner, (to, number): Owner) -> Result<(), Error> {
    locking::of_applications(tx, &moved.applications).await?;
    give!(tx, mailing_recipients, TenantId, moved.recipients, from, to);
    give!(tx, activity_recipients, TenantId, moved.activities, from, to);
    give!(tx, adoption_evidence, TenantId, moved.evidence, from, to);
    give!(tx, material_movements, TenantId, moved.materials, from, to);
    give!(tx, letter_codes, TenantId, moved.letters, from, to);
    give!(tx, contact_proposals, TenantId, moved.proposals, from, to);
    give!(live tx, contact_proposals, TenantId, OpenOfficeId, moved.proposals, from, to);
    give!(tx, demo_registrations, SharedWith, moved.registrations, from, to);
    give!(live tx, demo_registrations, SharedWith, LiveOfficeId, moved.registrations, from, to);
    give!(rows tx, import_rows, moved.import_rows, from, to);
    give!(rows tx, adopter_rows, moved.adopter_rows, from, to);
    give!(tx, consultations, TenantId, moved.consultations, from, to);
    give!(tx, demo_invitations, TenantId, moved.invitations, from, to);
    known_moves::give(tx, &moved.known, from, to).await?;
    survey_moves::give(tx, &moved.surveyed, from, to).await?;
    places(tx, &moved.applications, from, number).await?;
    give!(tx, applications, TenantId, moved.applications, from, to);
    deadlines::read_anew(tx, &moved.applications).await?;
    // What an application says goes with it, whenever it was said.
    for keys in moved.applications.chunks(super::rows::CHUNK) {
        adoption_evidence::Entity::update_many()
            .col_expr(adoption_evidence::Column::OfficeId, Expr::value(to.uuid()))
            .filter(adoption_evidence::Column::TenantId.eq(tx.tenant()?.uuid()))
            .filter(adoption_evidence::Column::OfficeId.eq(from.uuid()))
            .filter(adoption_evidence::Column::ApplicationId.is_in(keys.iter().copied()))
            .exec(tx.connection())
            .await?;
    }
    // An award has the id of its application, and goes with it.
    give!(tx, awards, TenantId, moved.applications, from, to);
    for accounts in moved.people.chunks(super::rows::CHUNK) {
        representations::Entity::update_many()
            .col_expr(representations::Column::OfficeId, Expr::value(to.uuid()))
            .filter(representations::Column::TenantId.eq(tx.tenant()?.uuid()))
            .filter(representations::Column::OfficeId.eq(from.uuid()))
            .filter(representations::Column::AccountId.is_in(accounts.iter().copied()))
            .exec(tx.connection())
            .await?;
    }
    Ok(())
}

/// Lets live applications hold the place of another number.
async fn places(tx: &Tx, ids: &[Uuid], office: OfficeId, number: OfficeNumber) -> Result<(), Error> {
    let rows = tx
        .rows::<applications::Entity>()?
        .filter(applications::Column::OfficeId.eq(office.uuid()))
        .filter(holds(applications::Column::LiveKey))
        .all(tx.connection())
        .await?;
    for row in rows.into_iter().filter(|row| ids.contains(&row.id)) {
        let moved = |key: Option<String>| key.map(|key| Place::moved(&key, number));
        applications::Entity::update_many()
            .col_expr(applications::Column::LiveKey, Expr::value(moved(row.live_key)))
            .col_expr(applications::Column::SeriesKey, Expr::value(moved(row.series_key)))
            .filter(applications::Column::TenantId.eq(row.tenant_id))
            .filter(applications::Column::Id.eq(row.id))
            .exec(tx.connection())
            .await?;
    }
    Ok(())
}

/// Puts away that people speak for an office who speak for the other as well.
pub(crate) async fn put_away(tx: &Tx, moved: &Moved) -> Result<(), Error> {
    for row in &moved.people_of_both {
        representations::Entity::delete_by_id((row.tenant_id, row.account_id, row.office_id))
            .exec(tx.connection())
            .await?;
    }
    Ok(())
}

/// Takes that back.
pub(crate) async fn bring_back(tx: &Tx, moved: &Moved) -> Result<(), Error> {
    let rows = moved.people_of_both.iter().cloned();
    let rows: Vec<_> = rows.map(|row| representations::ActiveModel::from(row).reset_all()).collect();
    if !rows.is_empty() {
        representations::Entity::insert_many(rows).exec_without_returning(tx.connection()).await?;
    }
    Ok(())
}
