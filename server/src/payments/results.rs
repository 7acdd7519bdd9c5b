//! What the bank says: entered for a whole run at once, or for one payment that comes back later.

use super::{letters, loaded::Loaded, runs::stale};
use crate::{
    actor::{Clerk, Officer},
    app::App,
    error::Error,
    kill,
    page::{Page, see_other},
    posted::Posted,
};
use app::{
    messages::{payments as words, values},
    paths,
    payments::{ResultLine, ResultsPage, ResultsView, ReturnPage},
};
use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::{
    form::Typed,
    ids::{PayRunId, PaymentId},
    payments::{PaymentState, Results, ReturnReason, RunState, Verdict},
    wareki::{Expected, format_date, parse_expected},
};
use elements::FormState;
use leptos::prelude::*;
use store::{
    Tx,
    awards::ActError,
    payments::{results, runs::Payment},
};

const TITLE: &str = "支払の結果";
const RETURN: &str = "振込不能";

/// The form: everything was paid unless it is marked.
pub async fn show(
    officer: Clerk,
    State(app): State<App>,
    Path((slug, id)): Path<(String, PayRunId)>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&officer.scope()).await?;
    let loaded = Loaded::find(&tx, id).await?;
    if loaded.run.state != RunState::Sent {
        return Ok(see_other(&paths::pay_run(&slug, id)));
    }
    let view = view_of(&loaded, &slug);
    let form = FormState::filled(Typed::default().with("on", format_date(loaded.run.pay_on)));
    Ok(page.ok(TITLE, move || view! { <ResultsPage view form/> }))
}

/// An award that does not stand where it could be paid was changed by a colleague.
fn acted(done: Result<(), ActError>) -> Result<(), store::Error> {
    match done {
        Ok(()) => Ok(()),
        Err(ActError::Store(error)) => Err(error),
        Err(why) => {
            tracing::warn!(error = %why, "an award does not stand where its payment left it");
            Err(store::Error::Stale)
        }
    }
}

fn view_of(loaded: &Loaded, slug: &str) -> ResultsView {
    let lines = waiting(loaded)
        .map(|payment| ResultLine {
            number: payment.number,
            payee: payment.payee.clone(),
            masked: payment.masked.clone(),
            yen: payment.amount,
        })
        .collect();
    ResultsView { head: loaded.head(slug), lines }
}

fn waiting(loaded: &Loaded) -> impl Iterator<Item = &Payment> {
    loaded.payments.iter().filter(|payment| payment.state == PaymentState::Sent)
}

/// Enters what the bank says: the payments, the awards and the ledger at once, or nothing.
pub async fn create(
    officer: Clerk,
    State(app): State<App>,
    Path((slug, id)): Path<(String, PayRunId)>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let tx = app.store.write(&officer.scope()).await?;
    let loaded = Loaded::find(&tx, id).await?;
    loaded.fresh(&slug, &typed)?;
    if loaded.run.state != RunState::Sent {
        return Err(loaded.conflict(&slug));
    }
    let numbers: Vec<i32> = waiting(&loaded).map(|payment| payment.number).collect();
    let entered = match Results::parse(&typed, &numbers, loaded.run.pay_on, app.clock.today()) {
        Ok(entered) => entered,
        Err(problems) => {
            let errors = problems
                .iter()
                .map(|(field, problem)| (field.name(), words::result_problem(field, problem)))
                .collect();
            let (form, view) = (FormState::rejected(typed, errors), view_of(&loaded, &slug));
            return Ok(page.unprocessable(TITLE, move || view! { <ResultsPage view form/> }));
        }
    };
    let now = app.clock.now();
    let done = results::enter(&tx, &loaded.run, &loaded.payments, &entered, now).await;
    stale(acted(done), &loaded, &slug)?;
    for payment in waiting(&loaded) {
        if let Some(Verdict::Returned(reason)) = entered.verdicts.get(&payment.number) {
            ask(&app, &tx, &officer, &loaded, payment, *reason).await?;
        } else {
            tell(&app, &tx, &officer, &loaded, payment, entered.on).await?;
        }
    }
    kill::point("results.before-commit");
    tx.commit().await?;
    kill::point("results.committed");
    app.wake.notify_one();
    Ok(see_other(&format!("{}?done=results", paths::pay_run(&slug, id))))
}

/// Asks every office of a returned payment to correct its account.
async fn ask(
    app: &App,
    tx: &Tx,
    officer: &Officer,
    loaded: &Loaded,
    payment: &Payment,
    reason: ReturnReason,
) -> Result<(), Error> {
    for (award, _) in &payment.parts {
        if let Some(due) = loaded.awards.get(award) {
            let office = (due.office, due.office_name.as_str());
            letters::returned(app, tx, &officer.tenant, office, payment.id.uuid(), reason).await?;
        }
    }
    Ok(())
}

/// Tells every office of a payment that it was paid.
async fn tell(
    app: &App,
    tx: &Tx,
    officer: &Officer,
    loaded: &Loaded,
    payment: &Payment,
    on: chrono::NaiveDate,
) -> Result<(), Error> {
    for (award, yen) in &payment.parts {
        if let Some(due) = loaded.awards.get(award) {
            let office = (due.office, due.office_name.as_str());
            letters::paid(app, tx, &officer.tenant, office, payment.id.uuid(), on, *yen).await?;
        }
    }
    Ok(())
}

fn found(loaded: &Loaded, payment: PaymentId) -> Result<&Payment, Error> {
    loaded.payments.iter().find(|one| one.id == payment).ok_or(Error::NotFound)
}

/// The form for a payment that was paid and comes back after all.
pub async fn ask_return(
    officer: Clerk,
    State(app): State<App>,
    Path((slug, id, payment)): Path<(String, PayRunId, PaymentId)>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&officer.scope()).await?;
    let loaded = Loaded::find(&tx, id).await?;
    let payment = found(&loaded, payment)?;
    if payment.state != PaymentState::Paid {
        return Ok(see_other(&paths::pay_run(&slug, id)));
    }
    Ok(page.ok(RETURN, return_view(&loaded, &slug, payment, FormState::empty())))
}

fn return_view(
    loaded: &Loaded,
    slug: &str,
    payment: &Payment,
    form: FormState,
) -> impl FnOnce() -> AnyView + use<> {
    let (head, id) = (loaded.head(slug), payment.id);
    let on = payment.on.map(format_date).unwrap_or_default();
    let what = format!("{}番　{}　{}（{on}に支払済）", payment.number, payment.payee, payment.amount);
    move || view! { <ReturnPage head payment=id what form/> }.into_any()
}

/// Takes back that it was paid.
pub async fn take_back(
    officer: Clerk,
    State(app): State<App>,
    Path((slug, id, payment)): Path<(String, PayRunId, PaymentId)>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let tx = app.store.write(&officer.scope()).await?;
    let loaded = Loaded::find(&tx, id).await?;
    let payment = found(&loaded, payment)?;
    if payment.state != PaymentState::Paid {
        return Err(loaded.conflict(&slug));
    }
    let paid_on = payment.on.unwrap_or(loaded.run.pay_on);
    let on = match parse_expected(typed.get("on"), Expected::past(app.clock.today())) {
        Ok(parsed) if parsed.date > app.clock.today() => {
            Err("戻った日は今日以前の日にしてください".to_owned())
        }
        Ok(parsed) if parsed.date < paid_on => Err("戻った日は支払日以後の日にしてください".to_owned()),
        Ok(parsed) => Ok(parsed.date),
        Err(error) => Err(values::date("戻った日", &error)),
    };
    let reason = ReturnReason::from_code(typed.get("reason"));
    let (on, reason) = match (on, reason) {
        (Ok(on), Some(reason)) => (on, reason),
        (on, reason) => {
            let mut errors: Vec<(&str, String)> = Vec::new();
            errors.extend(on.err().map(|why| ("on", why)));
            if reason.is_none() {
                errors.push(("reason", "理由を選んでください".to_owned()));
            }
            let form = FormState::rejected(typed, errors);
            return Ok(page.unprocessable(RETURN, return_view(&loaded, &slug, payment, form)));
        }
    };
    let done = results::take_back(&tx, &loaded.run, payment, on, reason, app.clock.now()).await;
    if matches!(done, Err(ActError::BeingPaid)) {
        let why = "同じ申請の別の支払が、支払データに入っています。先に、その支払の結果を記録するか、支払データを取りやめてください";
        let form = FormState::rejected(typed, vec![("", why.to_owned())]);
        return Ok(page.unprocessable(RETURN, return_view(&loaded, &slug, payment, form)));
    }
    stale(acted(done), &loaded, &slug)?;
    ask(&app, &tx, &officer, &loaded, payment, reason).await?;
    kill::point("return.before-commit");
    tx.commit().await?;
    kill::point("return.committed");
    app.wake.notify_one();
    Ok(see_other(&format!("{}?done=returned", paths::pay_run(&slug, id))))
}
