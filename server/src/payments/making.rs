//! Putting payments together: of what can be paid, on a day of banks; what is in the way is named before.

use super::{
    loaded::number_of,
    offered::{Offered, offered},
    sealing::seal_transfer,
};
use crate::{
    actor::{Clerk, Officer},
    app::App,
    error::Error,
    faster::Faster,
    kill,
    page::{Page, see_other},
    posted::Posted,
    subsidies::work_mails,
};
use app::{
    mails::review::RunSays,
    messages::payments as words,
    paths,
    payments::{NewRunPage, NewRunView, PayableLine},
};
use axum::{
    extract::{Query, State},
    response::Response,
};
use domain::{
    fiscal_year::FiscalYear,
    ids::{AwardId, BankAccountId, PayRunId, PaymentId, ProgrammeId},
    money::Yen,
    payments::{RunField, RunForm},
    zengin::{FileOptions, Transfer},
};
use elements::FormState;
use leptos::prelude::*;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use store::{
    Tx,
    payments::{
        branches,
        making::{self, NewPayment, NewRun},
        payable,
        senders::{self, StoredSender},
    },
};

const TITLE: &str = "支払データを作る";

/// What the address may carry.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    programme: Option<ProgrammeId>,
    /// Which of the pages, from 1, where more can be paid than one lists.
    page: Option<u64>,
}

/// The form.
pub async fn new(
    officer: Clerk,
    State(app): State<App>,
    Query(asked): Query<Asked>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&officer.scope()).await?;
    let found = Found::of(&app, &tx, &officer, &asked).await?;
    let view = found.view(&officer);
    Ok(page.ok(TITLE, move || view! { <NewRunPage view form=FormState::empty()/> }))
}

/// What can be paid and what cannot yet.
struct Found {
    sender: Option<StoredSender>,
    branches: u64,
    asked: Option<ProgrammeId>,
    page: u64,
    programmes: BTreeMap<ProgrammeId, String>,
    ready: Vec<Offered>,
    barred: Vec<Offered>,
}

impl Found {
    async fn of(app: &App, tx: &Tx, officer: &Officer, asked: &Asked) -> Result<Self, Error> {
        let sender = senders::current(tx).await?;
        let options = sender.as_ref().map_or_else(FileOptions::default, |sender| sender.options);
        let mut due = payable::due(tx).await?;
        let programmes: BTreeMap<_, _> =
            due.iter().map(|due| (due.programme, due.programme_of_year())).collect();
        due.retain(|due| asked.programme.is_none_or(|asked| due.programme == asked));
        let all = offered(app, tx, officer.tenant.id, due, options).await?;
        let (ready, barred): (Vec<_>, Vec<_>) = all.into_iter().partition(|one| one.obstacles.is_empty());
        let last = ready.len().div_ceil(RunForm::LISTED).max(1) as u64;
        Ok(Self {
            sender,
            branches: branches::count(tx).await?,
            asked: asked.programme,
            page: asked.page.unwrap_or(1).clamp(1, last),
            programmes,
            ready,
            barred,
        })
    }

    fn here(slug: &str, programme: Option<ProgrammeId>) -> String {
        let path = paths::new_pay_run(slug);
        programme.map_or_else(|| path.clone(), |id| format!("{path}?programme={id}"))
    }

    /// How many stand before the page that is shown.
    fn before(&self) -> usize {
        usize::try_from(self.page - 1).unwrap_or(0).saturating_mul(RunForm::LISTED)
    }

    fn view(&self, officer: &Officer) -> NewRunView {
        let slug = &officer.tenant.slug;
        let line = |one: &Offered| PayableLine {
            award: one.due.award,
            receipt: one.due.receipt.to_string(),
            office: one.due.office_name.clone(),
            account: paths::office_account(slug, one.due.office),
            payee: one.payee(),
            masked: one.masked(),
            yen: one.due.yen,
            part_of: words::part_of(one.due.instalment, one.due.of, one.due.held),
            obstacles: one.obstacles.iter().map(words::obstacle).collect(),
        };
        let mut programmes = vec![("すべて".to_owned(), Self::here(slug, None), self.asked.is_none())];
        programmes.extend(
            self.programmes
                .iter()
                .map(|(id, title)| (title.clone(), Self::here(slug, Some(*id)), self.asked == Some(*id))),
        );
        if self.programmes.len() < 2 {
            programmes.clear();
        }
        let mut missing = Vec::new();
        if self.sender.is_none() {
            missing.push(("依頼人と振込データの形式がまだありません".to_owned(), paths::pay_sender(slug)));
        }
        if self.branches == 0 {
            missing.push(("金融機関・店舗の一覧がまだありません".to_owned(), paths::bank_branches(slug)));
        }
        NewRunView {
            slug: slug.clone(),
            here: Self::here(slug, self.asked),
            page: self.page,
            programmes,
            seen: RunForm::seen(&self.ready.iter().map(|one| one.due.award).collect::<Vec<_>>()),
            count: self.ready.len(),
            total: Yen::total(self.ready.iter().map(|one| one.due.yen)).unwrap_or(Yen::ZERO),
            ready: self.ready.iter().skip(self.before()).take(RunForm::LISTED).map(line).collect(),
            barred: self.barred.iter().map(line).collect(),
            missing,
        }
    }
}

/// Makes the run: all of it, or nothing.
pub async fn create(
    officer: Clerk,
    State(app): State<App>,
    Query(asked): Query<Asked>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let tx = app.store.write(&officer.scope()).await?;
    let found = Found::of(&app, &tx, &officer, &asked).await?;
    let ids: Vec<AwardId> = found.ready.iter().map(|one| one.due.award).collect();
    let parsed = RunForm::parse(&typed, app.clock.today(), &ids);
    let (form, sender) = match (parsed, &found.sender) {
        (Ok(form), Some(sender)) => (form, sender.version),
        (parsed, sender) => {
            let mut errors: Vec<_> = parsed
                .err()
                .into_iter()
                .flatten()
                .map(|(field, problem)| (field.name(), words::run_problem(field, &problem)))
                .collect();
            if sender.is_none() {
                let what = "先に、依頼人と振込データの形式を保存してください".to_owned();
                errors.push((RunField::Awards.name(), what));
            }
            let form = FormState::rejected(typed, errors);
            let view = found.view(&officer);
            return Ok(page.unprocessable(TITLE, move || view! { <NewRunPage view form/> }));
        }
    };
    let RunForm { title, pay_on, together, awards } = form;
    let awards: BTreeSet<AwardId> = awards.into_iter().collect();
    let chosen: Vec<Offered> =
        found.ready.into_iter().filter(|one| awards.contains(&one.due.award)).collect();
    let id: PayRunId = app.clock.id();
    let payments = put_together(&app, &officer, chosen, together)?;
    let run = NewRun { id, title, pay_on, together, sender, by: officer.id(), payments };
    let (year, now) = (FiscalYear::of(app.clock.today()), app.clock.now());
    let number = match making::make(&tx, &run, year, now).await {
        Ok(number) => number_of(year, number),
        Err(store::Error::Stale) => return Err(taken(&officer)),
        Err(error) => return Err(error.into()),
    };
    let total = Yen::total(run.payments.iter().map(|payment| payment.amount)).unwrap_or(Yen::MAX);
    let says = RunSays {
        number: &number,
        title: &run.title,
        pay_on: run.pay_on,
        totals: (run.payments.len(), total),
    };
    work_mails::run_awaits_release(&app, &tx, &officer.tenant, (id, officer.id()), &says, total).await?;
    kill::point("pay-run.before-commit");
    match tx.commit().await {
        Ok(()) => {}
        Err(error) if error.is_refused_by(&["live_award_id"]) => return Err(taken(&officer)),
        Err(error) => return Err(error.into()),
    }
    kill::point("pay-run.committed");
    app.wake.notify_one();
    Ok(see_other(&format!("{}?done=made", paths::pay_run(&officer.tenant.slug, id))))
}

fn taken(officer: &Officer) -> Error {
    let did = "選んだものの一部を、別の支払データに入れました。選び直してください";
    Faster::default().conflict(TITLE, did, Vec::new(), paths::new_pay_run(&officer.tenant.slug))
}

/// One payment each, or one for what goes to one account.
fn put_together(
    app: &App,
    officer: &Officer,
    chosen: Vec<Offered>,
    together: bool,
) -> Result<Vec<NewPayment>, Error> {
    let mut groups: Vec<Vec<Offered>> = Vec::new();
    let mut places: BTreeMap<BankAccountId, usize> = BTreeMap::new();
    for one in chosen {
        let account = one.account.as_ref().map(|account| account.id);
        match account.and_then(|account| places.get(&account)).filter(|_| together) {
            Some(place) => groups[*place].push(one),
            None => {
                places.extend(account.map(|account| (account, groups.len())));
                groups.push(vec![one]);
            }
        }
    }
    groups
        .into_iter()
        .map(|group| {
            let id: PaymentId = app.clock.id();
            let parts: Vec<_> = group.iter().map(|one| (one.due.award, one.due.yen)).collect();
            let amount =
                Yen::total(parts.iter().map(|(_, yen)| *yen)).ok_or(Error::Internal("a sum of payments"))?;
            let (payee, masked) = (group[0].payee(), group[0].masked());
            let first = group.into_iter().next().ok_or(Error::Internal("an empty payment"))?;
            let (Some(account), Some(transfer)) = (first.account, first.transfer) else {
                return Err(Error::Internal("a payment without an account"));
            };
            let transfer = Transfer { amount, ..transfer };
            Ok(NewPayment {
                id,
                amount,
                account: account.id,
                payee,
                masked,
                sealed: seal_transfer(app, officer.tenant.id, id, &transfer)?,
                parts,
            })
        })
        .collect()
}
