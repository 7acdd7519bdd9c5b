//! What can be paid: each award with its account, the line it would be in the file, and everything that is in the way.

use super::sealing::open_account;
use crate::{app::App, error::Error};
use domain::{
    ids::{BankAccountId, TenantId},
    payments::Obstacle,
    zengin::{BankAccount, BankText, Branch, FileOptions, Misfit, NewCode, Transfer, YUCHO_BANK, misfits},
};
use std::collections::{BTreeMap, BTreeSet};
use store::{
    Tx,
    payments::{
        accounts::{self, Party, StoredAccount},
        branches,
        payable::Due,
    },
};

/// An award that is to be paid.
pub(super) struct Offered {
    /// It.
    pub due: Due,
    /// The account in use, where one was told.
    pub account: Option<StoredAccount>,
    /// The line of the file; none where something in the way leaves no line.
    pub transfer: Option<Transfer>,
    /// What must be put right before.
    pub obstacles: Vec<Obstacle>,
}

impl Offered {
    /// Whom the money goes to, as the register calls them.
    pub(super) fn payee(&self) -> String {
        match (self.account.as_ref().map(|account| account.party), &self.due.corporation) {
            (Some(Party::Corporation(_)), Some((_, name, _))) => name.clone(),
            _ => self.due.office_name.clone(),
        }
    }

    /// The end of the account number.
    pub(super) fn masked(&self) -> String {
        self.account.as_ref().map(|account| account.masked.clone()).unwrap_or_default()
    }
}

/// Everything of a list of awards at once: few questions, however many there are.
pub(super) async fn offered(
    app: &App,
    tx: &Tx,
    tenant: TenantId,
    due: Vec<Due>,
    options: FileOptions,
) -> Result<Vec<Offered>, Error> {
    let parties: BTreeSet<Party> = due
        .iter()
        .flat_map(|due| {
            let corporation = due.corporation.as_ref().map(|(id, ..)| Party::Corporation(*id));
            std::iter::once(Party::Office(due.office)).chain(corporation)
        })
        .collect();
    let stored = accounts::of_parties(tx, &parties).await?;
    let ids: BTreeSet<BankAccountId> = stored.values().map(|account| account.id).collect();
    let failed = accounts::failed(tx, &ids).await?;
    let paid = accounts::paid_before(tx, &ids).await?;
    let opened: BTreeMap<BankAccountId, BankAccount> = stored
        .values()
        .map(|stored| Ok((stored.id, open_account(app, tenant, stored)?)))
        .collect::<Result<_, Error>>()?;
    let banks: BTreeSet<String> =
        opened.values().map(|account| account.bank.clone()).filter(|bank| bank != YUCHO_BANK).collect();
    let known = branches::of_banks(tx, &banks).await?;
    let today = app.clock.today();
    due.into_iter()
        .map(|due| {
            let own = stored.get(&Party::Office(due.office));
            let corporation = due.corporation.as_ref().map(|(id, ..)| Party::Corporation(*id));
            let account = own.or_else(|| corporation.and_then(|party| stored.get(&party))).cloned();
            let Some(account) = account else {
                let obstacles = vec![Obstacle::NoAccount];
                return Ok(Offered { due, account: None, transfer: None, obstacles });
            };
            let plain = opened.get(&account.id).ok_or(Error::Internal("an account was not opened"))?;
            let branch = if plain.bank == YUCHO_BANK {
                Branch::yucho(&plain.branch)
            } else {
                known.get(&(plain.bank.clone(), plain.branch.clone())).cloned()
            };
            let mut obstacles = Vec::new();
            if failed.contains(&account.id) {
                obstacles.push(Obstacle::ReturnedBefore);
            }
            if account.usable_on > today {
                obstacles.push(Obstacle::HeldUntil(account.usable_on));
            }
            let transfer = match branch {
                Some(to) => {
                    let new = match (paid.contains(&account.id), account.version) {
                        (true, _) => NewCode::Other,
                        (false, 1) => NewCode::First,
                        (false, _) => NewCode::Changed,
                    };
                    let transfer = Transfer {
                        to,
                        kind: plain.kind,
                        number: plain.number.clone(),
                        recipient: plain.recipient.clone(),
                        amount: due.yen,
                        new,
                        codes: [String::new(), String::new()],
                        edi: BankText::exact(&due.receipt.to_string()).unwrap_or(BankText::empty()),
                    };
                    obstacles.extend(misfits(&transfer, options).into_iter().map(Obstacle::Misfit));
                    Some(transfer)
                }
                None => {
                    obstacles.push(Obstacle::UnknownBranch);
                    if plain.recipient.is_none() {
                        obstacles.push(Obstacle::Misfit(Misfit::NoRecipient));
                    }
                    None
                }
            };
            Ok(Offered { due, account: Some(account), transfer, obstacles })
        })
        .collect()
}
