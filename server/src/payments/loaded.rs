//! A run with everything that lies in it.

use super::{
    offered::{Offered, offered},
    sealing::{open_sender, open_transfer},
};
use crate::{actor::Officer, app::App, error::Error, faster::Faster, subsidies::review::version_of};
use app::{
    messages::payments as words,
    paths,
    payments::{PaymentLine, RunHead, result_words},
    when,
};
use domain::{
    fiscal_year::FiscalYear,
    form::Typed,
    ids::{AccountId, AwardId, PayRunId, TenantId},
    money::Yen,
    payments::{Obstacle, PaymentState, RunState},
    zengin::{self, HeaderMisfit, Misfit, Totals, Transfer},
};
use std::collections::{BTreeMap, BTreeSet};
use store::{
    Tx, accounts,
    payments::{
        payable::{self, Due},
        runs::{self, Payment, Run},
        senders::{self, StoredSender},
    },
    subsidies::ledger,
};

/// A run, its payments, and the awards they are of.
pub(super) struct Loaded {
    /// The run.
    pub run: Run,
    /// Its payments by number.
    pub payments: Vec<Payment>,
    /// The awards as they stand now.
    pub awards: BTreeMap<AwardId, Due>,
    names: BTreeMap<AccountId, String>,
}

/// `R6-支払-3`.
pub(crate) fn number(run: &Run) -> String {
    number_of(run.fiscal_year, run.number)
}

/// The same of the parts.
pub(super) fn number_of(year: FiscalYear, number: i32) -> String {
    format!("{}-支払-{number}", year.short())
}

impl Loaded {
    /// The run with this id.
    pub(super) async fn find(tx: &Tx, id: PayRunId) -> Result<Self, Error> {
        let run = runs::find(tx, id).await?.ok_or(Error::NotFound)?;
        let payments = runs::payments(tx, id).await?;
        let awards = payable::of_run(tx, id).await?.into_iter().map(|due| (due.award, due)).collect();
        Ok(Self { run, payments, awards, names: accounts::names(tx).await? })
    }

    /// The same with what its file holds alone: nothing is asked of the awards.
    pub(super) async fn to_write(tx: &Tx, id: PayRunId) -> Result<Self, Error> {
        let run = runs::find(tx, id).await?.ok_or(Error::NotFound)?;
        let payments = runs::payments(tx, id).await?;
        Ok(Self { run, payments, awards: BTreeMap::new(), names: BTreeMap::new() })
    }

    /// Refuses a form that was made before somebody else's change.
    pub(super) fn fresh(&self, slug: &str, typed: &Typed) -> Result<(), Error> {
        if version_of(typed)? == self.run.version { Ok(()) } else { Err(self.conflict(slug)) }
    }

    /// Somebody was faster: who it was where the run says so, and when.
    pub(super) fn conflict(&self, slug: &str) -> Error {
        let last = match self.run.state {
            RunState::Released => self.run.released,
            RunState::Sent => self.run.sent,
            RunState::Draft | RunState::Closed | RunState::Dissolved => None,
        };
        let (who, at) = match last {
            Some((by, at)) => (self.name(by), Some(at)),
            None => (String::new(), self.run.closed_at),
        };
        let what = format!("{}　{}", number(&self.run), self.run.title);
        let did = format!("この支払データを変えました（いまは「{}」）", words::run_state(self.run.state));
        Faster::named(&who, at).conflict(what, did, Vec::new(), paths::pay_run(slug, self.run.id))
    }

    /// The payments that are or were on their way: not those that were taken out.
    pub(super) fn counted(&self) -> impl Iterator<Item = &Payment> {
        self.payments.iter().filter(|payment| payment.state != PaymentState::Void)
    }

    /// What the trailer says.
    pub(super) fn totals(&self) -> Totals {
        Totals::of(self.counted().map(|payment| payment.amount)).unwrap_or_default()
    }

    /// A person's name.
    fn name(&self, id: AccountId) -> String {
        self.names.get(&id).cloned().unwrap_or_else(|| "ほかの人".to_owned())
    }

    /// What stands at the head of its pages.
    pub(super) fn head(&self, slug: &str) -> RunHead {
        let run = &self.run;
        let totals = self.totals();
        let done = |(by, at)| format!("{}　{}", self.name(by), when::moment(at));
        let mut facts = self.outcomes();
        facts.push(("作った人", done((run.by, run.at))));
        facts.extend(run.released.map(|released| ("承認した人", done(released))));
        facts.extend(run.sent.map(|sent| ("銀行に送った人", done(sent))));
        facts.extend(run.closed_at.map(|at| ("結果がそろった日時", when::moment(at))));
        let held = if run.together {
            "同じ口座への支払を1件にする"
        } else {
            "申請ごとに1件にする"
        };
        facts.push(("まとめ方", held.to_owned()));
        if !run.file_hash.is_empty() {
            facts.push(("ファイルの指紋（SHA-256）", run.file_hash.clone()));
        }
        RunHead {
            slug: slug.to_owned(),
            id: run.id,
            version: run.version,
            number: number(run),
            title: run.title.clone(),
            pay_on: run.pay_on,
            state: run.state,
            count: totals.count,
            yen: totals.yen,
            facts,
        }
    }

    /// How much arrived and how much came back, once the bank has said so.
    fn outcomes(&self) -> Vec<(&'static str, String)> {
        [PaymentState::Paid, PaymentState::Returned]
            .into_iter()
            .filter_map(|state| {
                let amounts = self.payments.iter().filter(|payment| payment.state == state);
                let totals = Totals::of(amounts.map(|payment| payment.amount))?;
                let words = format!("{}件　{}", totals.count, totals.yen);
                (totals.count > 0).then_some((words::payment_state(state), words))
            })
            .collect()
    }

    /// The payments as pages show them, each with what is wrong.
    pub(super) fn lines(&self, slug: &str, wrong: &BTreeMap<i32, Vec<String>>) -> Vec<PaymentLine> {
        self.payments
            .iter()
            .map(|payment| PaymentLine {
                id: payment.id,
                number: payment.number,
                payee: payment.payee.clone(),
                masked: payment.masked.clone(),
                parts: payment
                    .parts
                    .iter()
                    .filter_map(|(award, yen)| {
                        let due = self.awards.get(award)?;
                        // Of what it is a part, as long as it is to be paid.
                        let part = payment.state.is_live().then_some(due);
                        let part = part.and_then(|due| words::part_of(due.instalment, due.of, due.held));
                        let part = part.map(|part| format!("　{part}")).unwrap_or_default();
                        let words = format!("{}　{}　{yen}{part}", due.receipt, due.office_name);
                        Some((words, paths::award(slug, *award)))
                    })
                    .collect(),
                yen: payment.amount,
                state: payment.state,
                result: result_words(payment.on, payment.reason.map(words::return_reason)),
                wrong: wrong.get(&payment.number).cloned().unwrap_or_default(),
            })
            .collect()
    }

    /// 照合: the run with its awards, and the awards of each programme with its ledger.
    pub(super) async fn reconciled(&self, tx: &Tx) -> Result<Vec<(String, Yen, Yen)>, Error> {
        let mut rows = Vec::new();
        let total = self.totals().yen;
        let parts = Yen::total(self.counted().flat_map(|payment| payment.parts.iter().map(|(_, yen)| *yen)));
        rows.push(("支払の合計と、申請ごとの額の合計".to_owned(), total, parts.unwrap_or(Yen::MAX)));
        let live: Vec<_> = self.counted().filter(|payment| payment.state.is_live()).collect();
        if !live.is_empty() {
            let sum = Yen::total(live.iter().map(|payment| payment.amount)).unwrap_or(Yen::MAX);
            let awards = live.iter().flat_map(|payment| payment.parts.iter().map(|(award, _)| award));
            let unpaid = Yen::total(awards.filter_map(|award| self.awards.get(award)).map(|due| due.yen));
            let what = "これから支払う額と、申請の未払額".to_owned();
            rows.push((what, sum, unpaid.unwrap_or(Yen::MAX)));
        }
        let programmes: BTreeMap<_, _> =
            self.awards.values().map(|due| (due.programme, due.programme_of_year())).collect();
        for (programme, title) in programmes {
            let kept = payable::kept(tx, programme).await?;
            let paid = ledger::balance(tx, programme).await?.paid;
            rows.push((format!("「{title}」の支払済額（申請の合計と台帳）"), kept, paid));
        }
        Ok(rows)
    }

    /// The sender it was made with.
    pub(super) async fn sender(&self, tx: &Tx) -> Result<StoredSender, Error> {
        senders::find(tx, self.run.sender).await?.ok_or(Error::Internal("a run has no sender"))
    }

    /// What has changed since it was made and keeps it from being released, by the number of the payment.
    pub(super) async fn wrong(
        &self,
        app: &App,
        tx: &Tx,
        officer: &Officer,
    ) -> Result<BTreeMap<i32, Vec<String>>, Error> {
        let options = self.sender(tx).await?.options;
        let due = self.awards.values().cloned().collect();
        let now: BTreeMap<AwardId, Offered> = offered(app, tx, officer.tenant.id, due, options)
            .await?
            .into_iter()
            .map(|one| (one.due.award, one))
            .collect();
        let mut wrong = BTreeMap::new();
        for payment in self.counted() {
            let mut sentences = BTreeSet::new();
            for (award, yen) in &payment.parts {
                let Some(one) = now.get(award) else { continue };
                if !one.due.is_payable() || one.due.yen != *yen {
                    sentences.insert(format!(
                        "{}の額や状態が変わりました。外して作り直してください",
                        one.due.receipt
                    ));
                }
                if one.account.as_ref().map(|account| account.id) != Some(payment.account) {
                    sentences.insert("口座が変わりました。外して作り直してください".to_owned());
                }
                sentences.extend(
                    one.obstacles
                        .iter()
                        .filter(|obstacle| !matches!(obstacle, Obstacle::Misfit(Misfit::NoAmount)))
                        .map(words::obstacle),
                );
            }
            if !sentences.is_empty() {
                wrong.insert(payment.number, sentences.into_iter().collect());
            }
        }
        Ok(wrong)
    }

    /// The file, or everything that does not fit: of the sender, and of payments by their number.
    pub(super) async fn file(
        &self,
        app: &App,
        tx: &Tx,
        tenant: TenantId,
    ) -> Result<Result<Vec<u8>, (Vec<HeaderMisfit>, Vec<(i32, Misfit)>)>, Error> {
        let stored = self.sender(tx).await?;
        let sender = open_sender(app, tenant, &stored)?;
        let counted: Vec<_> = self.counted().collect();
        let transfers: Vec<Transfer> = counted
            .iter()
            .map(|payment| {
                let codes = [payment.number.to_string(), self.run.number.to_string()];
                Ok(Transfer { amount: payment.amount, codes, ..open_transfer(app, tenant, payment)? })
            })
            .collect::<Result<_, Error>>()?;
        let written = zengin::write(&sender, self.run.pay_on, &transfers, stored.options);
        Ok(written.map_err(|(header, wrong)| {
            let numbered = wrong.into_iter().map(|(place, misfit)| (counted[place].number, misfit));
            (header, numbered.collect())
        }))
    }

    /// Whether the file can be handed out: not once disposal has taken one of its lines.
    pub(super) fn has_file(&self) -> bool {
        matches!(self.run.state, RunState::Released | RunState::Sent | RunState::Closed)
            && self.counted().all(|payment| !payment.sealed.is_empty())
    }
}
