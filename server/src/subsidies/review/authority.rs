//! 専決と代決 of whoever is signed in: what they may decide today, and who else may.

use crate::{actor::Officer, app::App, error::Error};
use domain::{
    accounts::Role,
    ids::AccountId,
    money::Yen,
    subsidies::{Authority, NoAuthority, Outcome, authority},
};
use store::{
    Tx, accounts,
    subsidies::{authority as kept, authority::Limits},
};

/// What a decision costs: nothing for a refusal.
pub(crate) const fn amount(outcome: &Outcome) -> Yen {
    match outcome {
        Outcome::Grant { amount, .. } => *amount,
        Outcome::Refuse { .. } => Yen::ZERO,
    }
}

/// Whether the officer may decide so much, today, of what these people proposed.
pub(crate) async fn of(
    app: &App,
    tx: &Tx,
    officer: &Officer,
    proposers: &[AccountId],
    total: Yen,
) -> Result<Result<Authority, NoAuthority>, Error> {
    let today = app.clock.today();
    let limits = kept::limits(tx).await?;
    let named = kept::substitutions(tx, today).await?;
    let substitutions: Vec<_> = named.into_iter().map(|one| one.substitution).collect();
    Ok(authority(officer.id(), proposers, total, |id| limits.of(id), &substitutions, today))
}

/// The absent approver for whom it is decided.
pub(crate) const fn absent(authority: Authority) -> Option<AccountId> {
    match authority {
        Authority::Own => None,
        Authority::For(absent) => Some(absent),
    }
}

/// The approvers who can sign in, with their names.
pub(crate) async fn approvers(tx: &Tx) -> Result<Vec<(AccountId, String)>, Error> {
    Ok(accounts::members(tx)
        .await?
        .into_iter()
        .filter(|member| member.account.disabled_at.is_none() && member.roles.has(Role::Approver))
        .map(|member| (member.account.id, member.account.name))
        .collect())
}

/// The names of those who may decide so much.
pub(crate) async fn who_may(tx: &Tx, total: Yen) -> Result<Vec<String>, Error> {
    let limits = kept::limits(tx).await?;
    let mut people = approvers(tx).await?;
    people.retain(|(id, _)| limits.of(*id).holds(total));
    Ok(people.into_iter().map(|(_, name)| name).collect())
}

/// Whether somebody is written to about so much: their limit holds it, or nobody's does.
pub(crate) fn concerned(limits: &Limits, people: &[AccountId], total: Yen) -> Vec<AccountId> {
    let able: Vec<_> = people.iter().filter(|id| limits.of(**id).holds(total)).copied().collect();
    if able.is_empty() { people.to_vec() } else { able }
}
