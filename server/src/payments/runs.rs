//! Every run; one run; what is taken out of it, given up, handed to the bank; its table.

use super::loaded::{Loaded, number};
use crate::{
    actor::{Clerk, Reader},
    app::App,
    error::Error,
    export::Saving,
    kill,
    page::{Page, see_other},
    posted::Posted,
};
use app::{
    messages::{payments as words, subsidies::no_authority},
    paths,
    payments::{RunLine, RunPage, RunView, RunsPage},
};
use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use domain::{
    accounts::Role,
    ids::{PayRunId, PaymentId},
    money::Yen,
    payments::{PaymentState, RunState},
};
use leptos::prelude::*;
use serde::Deserialize;
use std::collections::BTreeMap;
use store::payments::{payable, runs};
use tables::{Column, Kind, Table, Value};

/// What was just done, told once after a redirect.
#[derive(Debug, Default, Deserialize)]
pub struct Done {
    #[serde(default)]
    done: String,
}

fn told(done: &str) -> Option<&'static str> {
    match done {
        "made" => Some("支払データを作りました。別の人の承認を待っています。"),
        "removed" => Some("支払を外しました。ほかの支払データに入れられます。"),
        "released" => Some("承認しました。ファイルを銀行に送れます。"),
        "dissolved" => Some("支払データを取りやめました。"),
        "sent" => Some("銀行に送ったことを記録しました。振込日から、結果を入力できます。"),
        "results" => Some("結果を記録しました。"),
        "returned" => Some("振込不能にしました。事業所に口座の訂正を頼みました。"),
        _ => None,
    }
}

/// Every run.
pub async fn index(officer: Reader, State(app): State<App>, page: Page) -> Result<Response, Error> {
    let tx = app.store.read(&officer.scope()).await?;
    let slug = officer.tenant.slug.clone();
    let due = payable::due(&tx).await?;
    let yen = Yen::total(due.iter().map(|due| due.yen)).unwrap_or(Yen::MAX);
    let payable = if due.is_empty() {
        "いま支払を待っているものはありません。".to_owned()
    } else {
        format!("支払を待っているもの：{}件　{yen}", due.len())
    };
    let runs = runs::all(&tx).await?;
    let under_way = runs.iter().filter(|run| run.state.next_step(run.pay_on, app.clock.today()).is_some());
    let in_runs = Yen::total(under_way.map(|run| run.totals.yen)).filter(|yen| *yen > Yen::ZERO);
    let payable = match in_runs {
        Some(yen) => format!("{payable}　振込の手続き中：{yen}"),
        None => payable,
    };
    let lines = runs
        .into_iter()
        .map(|run| RunLine {
            href: paths::pay_run(&slug, run.id),
            number: number(&run),
            title: run.title,
            pay_on: run.pay_on,
            count: run.totals.count,
            yen: run.totals.yen,
            state: run.state,
        })
        .collect();
    let may_make = officer.has(Role::Clerk);
    Ok(page.ok("支払", move || view! { <RunsPage slug runs=lines payable may_make/> }))
}

/// One run.
pub async fn show(
    officer: Reader,
    State(app): State<App>,
    Path((slug, id)): Path<(String, PayRunId)>,
    Query(Done { done }): Query<Done>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&officer.scope()).await?;
    let loaded = Loaded::find(&tx, id).await?;
    let draft = loaded.run.state == RunState::Draft;
    let releases = draft && officer.has(Role::Approver);
    let mut barred = None;
    if releases && let Err(why) = super::releasing::authority(&app, &tx, &officer, &loaded).await? {
        let who = crate::subsidies::review::authority::who_may(&tx, loaded.totals().yen).await?;
        barred = Some(no_authority(why, &who));
    }
    let wrong = if draft { loaded.wrong(&app, &tx, &officer).await? } else { BTreeMap::new() };
    let run = RunView {
        head: loaded.head(&slug),
        payments: loaded.lines(&slug, &wrong),
        reconciled: loaded.reconciled(&tx).await?,
        is_clerk: officer.has(Role::Clerk),
        may_release: releases && barred.is_none(),
        barred,
        next: loaded.run.state.next_step(loaded.run.pay_on, app.clock.today()),
        may_have_file: loaded.has_file() && (officer.has(Role::Clerk) || officer.has(Role::Approver)),
        done: told(&done),
    };
    let title = run.head.title.clone();
    Ok(page.ok(&title, move || view! { <RunPage run/> }))
}

/// Takes a payment out of a draft.
pub async fn take_out(
    officer: Clerk,
    State(app): State<App>,
    Path((slug, id, payment)): Path<(String, PayRunId, PaymentId)>,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let tx = app.store.write(&officer.scope()).await?;
    let loaded = Loaded::find(&tx, id).await?;
    loaded.fresh(&slug, &typed)?;
    let payment = loaded.payments.iter().find(|one| one.id == payment).ok_or(Error::NotFound)?;
    if payment.state != PaymentState::Planned || loaded.run.state != RunState::Draft {
        return Err(loaded.conflict(&slug));
    }
    let only = loaded.counted().count() == 1;
    let done = if only {
        runs::dissolve(&tx, &loaded.run, app.clock.now()).await.map(|()| "dissolved")
    } else {
        runs::take_out(&tx, &loaded.run, payment, app.clock.now()).await.map(|()| "removed")
    };
    let done = stale(done, &loaded, &slug)?;
    tx.commit().await?;
    Ok(see_other(&format!("{}?done={done}", paths::pay_run(&slug, id))))
}

/// Gives a run up that is not with the bank.
pub async fn dissolve(
    officer: Clerk,
    State(app): State<App>,
    Path((slug, id)): Path<(String, PayRunId)>,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let tx = app.store.write(&officer.scope()).await?;
    let loaded = Loaded::find(&tx, id).await?;
    loaded.fresh(&slug, &typed)?;
    stale(runs::dissolve(&tx, &loaded.run, app.clock.now()).await, &loaded, &slug)?;
    tx.commit().await?;
    Ok(see_other(&format!("{}?done=dissolved", paths::pay_run(&slug, id))))
}

/// Keeps that the bank has it.
pub async fn send(
    officer: Clerk,
    State(app): State<App>,
    Path((slug, id)): Path<(String, PayRunId)>,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let tx = app.store.write(&officer.scope()).await?;
    let loaded = Loaded::find(&tx, id).await?;
    loaded.fresh(&slug, &typed)?;
    stale(runs::send(&tx, &loaded.run, officer.id(), app.clock.now()).await, &loaded, &slug)?;
    kill::point("sending.before-commit");
    tx.commit().await?;
    kill::point("sending.committed");
    Ok(see_other(&format!("{}?done=sent", paths::pay_run(&slug, id))))
}

/// A colleague's change is a conflict of this run.
pub(super) fn stale<T>(result: Result<T, store::Error>, loaded: &Loaded, slug: &str) -> Result<T, Error> {
    match result {
        Err(store::Error::Stale) => Err(loaded.conflict(slug)),
        other => Ok(other?),
    }
}

/// The run as a table for 財務会計: whom, how much, for what. No account stands in it.
pub async fn export(
    officer: Reader,
    State(app): State<App>,
    Path((_, id)): Path<(String, PayRunId)>,
    saving: Saving,
) -> Result<Response, Error> {
    let tx = app.store.read(&officer.scope()).await?;
    let loaded = Loaded::find(&tx, id).await?;
    drop(tx);
    let columns = [
        ("番号", Kind::Number),
        ("債権者番号", Kind::Code),
        ("債権者名", Kind::Text),
        ("金額", Kind::Yen),
        ("支払日", Kind::Date),
        ("摘要", Kind::Text),
        ("受付番号", Kind::Code),
        ("事業所番号", Kind::Code),
        ("事業所名", Kind::Text),
        ("補助事業", Kind::Text),
        ("状態", Kind::Text),
    ];
    let mut rows = Vec::new();
    for payment in loaded.counted() {
        for (award, yen) in &payment.parts {
            let Some(due) = loaded.awards.get(award) else { continue };
            let number = due.corporation.as_ref().and_then(|(_, _, number)| number.clone());
            rows.push(vec![
                Value::Number(i64::from(payment.number)),
                Value::Text(number.unwrap_or_else(|| due.office_number.clone())),
                Value::Text(payment.payee.clone()),
                Value::Yen(*yen),
                Value::Date(payment.on.unwrap_or(loaded.run.pay_on)),
                Value::Text(format!("{}　{}", due.programme_title, due.receipt)),
                Value::Text(due.receipt.to_string()),
                Value::Text(due.office_number.clone()),
                Value::Text(due.office_name.clone()),
                Value::Text(due.programme_title.clone()),
                Value::Text(words::payment_state(payment.state).to_owned()),
            ]);
        }
    }
    let table = Table {
        title: "支払の一覧".to_owned(),
        columns: columns.map(|(head, kind)| Column::new(head, kind)).into(),
        rows,
    };
    saving.answer(&format!("支払の一覧_{}", number(&loaded.run)), table)
}
