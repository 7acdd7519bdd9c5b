//! Which other sessions there are for a registration: to go to, or to wait for.

use super::public;
use crate::{app::App, error::Error};
use domain::{
    accounts::TenantKind,
    demos::{Admission, StageName},
    ids::DemoId,
};
use store::{
    Tx,
    demos::{
        admissions, companions, invitations,
        registrations::Registration,
        sessions::{self, Session},
        switching,
    },
    tenants::Tenant,
};

/// Who lets a registration go to another session: which sessions there are to choose differs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum By {
    /// Whoever has its link: what everybody may come to, and what its office was invited to.
    Link,
    /// Whoever signed in for its office: everything that is still open.
    Applicant,
    /// An officer, after the last day of registration too: they know why.
    Officer,
}

/// Whether a registration goes nowhere any more: it was cancelled, or it is too late, or whoever it is for was let in at the
/// door already.
pub(super) fn is_over(app: &App, session: &Session, own: &Registration) -> bool {
    !own.is_live() || own.attended.is_some() || session.stage.registers(app.clock.now()).is_err()
}

/// Whether there is another session to which a registration can go, or in whose line it can stand. Whoever waits beside another
/// one goes from there.
pub(super) async fn is_possible(
    app: &App,
    tx: &Tx,
    by: By,
    (house, session, own): (&Tenant, &Session, &Registration),
) -> Result<bool, Error> {
    if is_over(app, session, own) {
        return Ok(false);
    }
    if switching::given_up(tx, own, app.clock.now()).await?.is_some() {
        return Ok(false);
    }
    Ok(!choices(app, tx, by, (house, session, own)).await?.is_empty())
}

/// The other sessions of the same federation that are open to whoever is registered, as those of the same municipality, but
/// for those in which they are already.
pub(super) async fn choices(
    app: &App,
    tx: &Tx,
    by: By,
    (house, session, own): (&Tenant, &Session, &Registration),
) -> Result<Vec<(Session, Admission)>, Error> {
    let mut choices = Vec::new();
    for other in sessions::in_stage(tx, StageName::Confirmed).await? {
        let is_other = other.id != session.id && other.federation == session.federation;
        if !is_other || other.stage.registers(app.clock.now()).is_err() {
            continue;
        }
        if !is_near(tx, house, &other, own).await? {
            continue;
        }
        let (admission, _) = admissions::find(tx, &other).await?;
        let is_open = match by {
            By::Officer => true,
            By::Applicant => public::closed(app, &other, &admission).is_none(),
            By::Link => {
                public::closed(app, &other, &admission).is_none()
                    && (admission.public || is_invited(tx, &other, own).await?)
            }
        };
        if admission.kind.registers() && is_open {
            choices.push((other, admission));
        }
    }
    let ids: Vec<DemoId> = choices.iter().map(|(other, _)| other.id).collect();
    let known = switching::known_in(tx, own, (session.federation, &ids)).await?;
    choices.retain(|(other, _)| !known.contains(&other.id));
    Ok(choices)
}

/// Whether a session is one of the house in which a registration stands: its own, or one to which it came along. The
/// federation, which is asked by telephone, knows that of every house.
async fn is_near(tx: &Tx, house: &Tenant, other: &Session, own: &Registration) -> Result<bool, Error> {
    if other.comes_from(house.id) == own.house {
        return Ok(true);
    }
    if house.kind != TenantKind::Federation || own.house.is_none() {
        return Ok(false);
    }
    let along = companions::of_session(tx, other.id).await?;
    Ok(along.iter().any(|one| one.municipality == own.house))
}

/// Whether the office of a registration was invited to another session, too.
async fn is_invited(tx: &Tx, session: &Session, own: &Registration) -> Result<bool, Error> {
    let Some(office) = own.office else { return Ok(false) };
    Ok(invitations::of_session(tx, session.id).await?.iter().any(|one| one.office == office))
}
