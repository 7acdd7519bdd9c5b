//! The two sides of a handover: who they are, whether the work can go over, and the mails that tell both.

use crate::{actor::Administrator, app::App, error::Error, mail::letters};
use app::{mails::handovers::Handed, messages::settings as words, paths};
use domain::{
    accounts::{HandoverField, Receiver, Roles},
    ids::{AccountId, HandoverId},
    subsidies::{Owner, Queue},
};
use store::{
    Tx,
    accounts::{self, Account},
    handovers::{self, Handover, Work},
    members,
};

/// Both sides of a handover that can be done.
pub(super) struct Sides {
    pub from: Side,
    pub to: Side,
    pub work: Work,
}

/// One side: a name, and where to write, where the tenant knows them.
pub(super) struct Side {
    pub id: AccountId,
    pub name: String,
    account: Option<Account>,
}

/// Somebody, as far as the tenant knows them: its people, and who left with work or after a handover. Of anybody else not
/// even the name is told.
pub(super) async fn side(tx: &Tx, id: AccountId) -> Result<Side, Error> {
    let known = members::find(tx, id).await?.is_some() || handovers::knows(tx, id).await?;
    let account = if known { accounts::find(tx, id).await? } else { None };
    let name = account.as_ref().map_or_else(|| GONE.to_owned(), |account| account.name.clone());
    Ok(Side { id, name, account })
}

/// The name of somebody who is no member any more.
pub(super) const GONE: &str = "この自治体を離れた人";

/// What would move, or the field and the sentence why nothing would.
pub(super) async fn judge(
    tx: &Tx,
    from: AccountId,
    to: AccountId,
) -> Result<Result<Sides, (HandoverField, String)>, Error> {
    let members = accounts::members(tx).await?;
    let (from, to) = (side(tx, from).await?, side(tx, to).await?);
    let work = handovers::work_of(tx, from.id).await?;
    let nobody = Roles::default();
    let member = members.iter().find(|member| member.account.id == to.id);
    let receiver = Receiver {
        id: to.id,
        roles: member.map_or(&nobody, |member| &member.roles),
        suspended: member.is_some_and(|member| member.account.disabled_at.is_some()),
    };
    Ok(match receiver.accepts(from.id, work.pieces()) {
        Ok(()) => Ok(Sides { from, to, work }),
        Err((field, problem)) => Err((field, words::handover(problem, &to.name))),
    })
}

/// Whether the first can take back what they gave.
pub(super) async fn able(tx: &Tx, handover: &Handover) -> Result<Result<(), (HandoverField, String)>, Error> {
    let first = side(tx, handover.from).await?;
    let member = members::find(tx, handover.from).await?;
    let roles = member.as_ref().map(|member| member.roles.clone()).unwrap_or_default();
    let suspended = member.is_some_and(|member| member.account.disabled_at.is_some());
    let receiver = Receiver { id: handover.from, roles: &roles, suspended };
    Ok(receiver
        .accepts(handover.to, 1)
        .map_err(|(field, problem)| (field, words::handover(problem, &first.name))))
}

/// Writes to both sides, where the tenant knows an address.
pub(super) async fn tell(
    app: &App,
    tx: &Tx,
    administrator: &Administrator,
    id: HandoverId,
    (giver, receiver): (&Side, &Side),
    work: &Work,
) -> Result<(), Error> {
    let tenant = &administrator.tenant;
    let mine = Queue { owner: Owner::Mine, ..Queue::default() };
    let handed = Handed {
        municipality: &tenant.name,
        from: &giver.name,
        to: &receiver.name,
        what: &words::held(&work.held()),
        url: &app.address_of(&paths::queue(&tenant.slug, &mine)),
    };
    for (side, text) in [(receiver, handed.received()), (giver, handed.given())] {
        let Some(account) = &side.account else { continue };
        let Some(address) = &account.email else { continue };
        letters::write(app, tx, tenant, (address, &account.name), text, ("handover", id.uuid())).await?;
    }
    Ok(())
}
