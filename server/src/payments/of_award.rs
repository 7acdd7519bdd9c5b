//! What was paid of one grant, and what its next payment waits for: told on its page.

use super::{loaded::number, offered::offered};
use crate::{actor::Officer, app::App, error::Error};
use app::{
    messages::payments as words,
    paths,
    payments::{NextPayment, Paying, TransferLine, result_words},
};
use domain::{accounts::Role, zengin::FileOptions};
use store::{
    Tx,
    awards::Award,
    payments::{payable, runs, senders},
};

/// Its payments; and the next one, where something of it `waits` to be put into a run.
pub(crate) async fn paying(
    app: &App,
    tx: &Tx,
    officer: &Officer,
    award: &Award,
    waits: bool,
) -> Result<Paying, Error> {
    let slug = &officer.tenant.slug;
    let transfers = runs::of_award(tx, award.id)
        .await?
        .into_iter()
        .map(|(payment, run)| TransferLine {
            run: number(&run),
            href: paths::pay_run(slug, run.id),
            pay_on: run.pay_on,
            yen: payment.parts.first().map_or(payment.amount, |(_, yen)| *yen),
            state: payment.state,
            result: result_words(payment.on, payment.reason.map(words::return_reason)),
        })
        .collect();
    let next = if waits { next(app, tx, officer, award).await? } else { None };
    Ok(Paying { transfers, next })
}

/// What is in the way, as putting a run together would say it.
async fn next(app: &App, tx: &Tx, officer: &Officer, award: &Award) -> Result<Option<NextPayment>, Error> {
    let slug = &officer.tenant.slug;
    let Some(due) = payable::of_award(tx, award.id).await?.filter(payable::Due::is_payable) else {
        return Ok(None);
    };
    let options = senders::current(tx).await?.map_or_else(FileOptions::default, |sender| sender.options);
    let found = offered(app, tx, officer.tenant.id, vec![due], options).await?;
    let obstacles: Vec<String> =
        found.iter().flat_map(|one| one.obstacles.iter().map(words::obstacle)).collect();
    let act = officer.has(Role::Clerk).then(|| {
        if obstacles.is_empty() {
            ("支払データを作る", paths::new_pay_run(slug))
        } else {
            ("振込先口座を見る", paths::office_account(slug, award.office))
        }
    });
    Ok(Some(NextPayment { obstacles, act }))
}
