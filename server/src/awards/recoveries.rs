//! 返還: what came is written down; what is late is asked for again.

use super::{letters, matter::Matter, sentence};
use crate::{
    actor::{Clerk, Officer},
    app::App,
    error::Error,
    page::Page,
    posted::Posted,
    subsidies::{
        review::{told, version_of},
        waiting,
    },
};
use app::{
    awards::{RecoveryPage, RecoveryView},
    mails::awards as texts,
    messages::awards::problems,
    paths,
};
use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use chrono::NaiveDate;
use documents::Decision;
use domain::{
    awards::{AwardField, RecoveryState, RefundForm, ReturnForm, may_dun, return_due},
    form::Typed,
    ids::{AwardId, RecoveryId},
    money::Yen,
    subsidies::NoticeKind,
    wareki::format_date,
};
use elements::FormState;
use leptos::prelude::*;
use serde::Deserialize;
use store::{
    Tx,
    awards::recoveries::{self as stored, Recovery},
};

const TITLE: &str = "返還";

/// What was just done.
#[derive(Debug, Default, Deserialize)]
pub struct Done {
    #[serde(default)]
    done: String,
}

/// What came and what is to come.
pub async fn show(
    officer: Clerk,
    State(app): State<App>,
    Path((_, award, id)): Path<(String, AwardId, RecoveryId)>,
    Query(Done { done }): Query<Done>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&officer.scope()).await?;
    let (matter, recovery) = (Matter::find(&tx, award).await?, found(&tx, award, id).await?);
    let done = match done.as_str() {
        "refunded" => Some("入金を記録しました。"),
        "dunned" => Some("督促状を作りました。下の「通知書」から印刷し、公印を押して郵送してください。"),
        _ => None,
    };
    let typed = Typed::default()
        .with(AwardField::Amount.name(), recovery.owed().grouped())
        .with(AwardField::Due.name(), format_date(return_due(app.clock.today())));
    render(&app, &tx, &page, &officer, &matter, &recovery, FormState::filled(typed), done).await
}

/// 入金を記録する.
pub async fn create(
    officer: Clerk,
    State(app): State<App>,
    Path((slug, award, id)): Path<(String, AwardId, RecoveryId)>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let tx = app.store.write(&officer.scope()).await?;
    let (matter, recovery) = (Matter::find_to_change(&tx, award).await?, found(&tx, award, id).await?);
    let today = app.clock.today();
    let form = fresh(&recovery, &typed)?.map_or_else(
        || RefundForm::parse(&typed, recovery.owed(), recovery.ordered_on, today).map_err(|e| problems(&e)),
        Err,
    );
    let form = match form {
        Ok(form) => form,
        Err(errors) => {
            let form = FormState::rejected(typed, errors);
            return render(&app, &tx, &page, &officer, &matter, &recovery, form, None).await;
        }
    };
    let came = (form.received_on, form.yen);
    let (refund, now) = (app.clock.id::<uuid::Uuid>(), app.clock.now());
    if let Err(error) = stored::refund(&tx, &matter.award, &recovery, refund, came, officer.id(), now).await {
        let form = FormState::rejected(typed, vec![("", sentence(error)?)]);
        return render(&app, &tx, &page, &officer, &matter, &recovery, form, None).await;
    }
    let left = Yen(recovery.owed().get() - form.yen.get());
    letters::tell(&app, &tx, &officer.tenant, &matter.case, |about| texts::refunded(about, form.yen, left))
        .await?;
    waiting::move_up(&app, &tx, &officer.tenant, matter.award.programme).await?;
    tx.commit().await?;
    app.wake.notify_one();
    Ok(told(&paths::award_recovery(&slug, award, id), "refunded"))
}

/// 督促する.
pub async fn dun(
    officer: Clerk,
    State(app): State<App>,
    Path((slug, award, id)): Path<(String, AwardId, RecoveryId)>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let tx = app.store.write(&officer.scope()).await?;
    let (matter, recovery) = (Matter::find_to_change(&tx, award).await?, found(&tx, award, id).await?);
    let today = app.clock.today();
    let due = fresh(&recovery, &typed)?
        .or_else(|| too_early(&recovery, today))
        .map_or_else(|| ReturnForm::parse_due(&typed, today).map_err(|errors| problems(&errors)), Err);
    let refused = match due {
        Ok(due) => match stored::dun(&tx, &matter.award, &recovery, due, today, app.clock.now()).await {
            Ok(()) => {
                let decision =
                    Decision::Dunned { owed: recovery.owed(), ordered_on: recovery.ordered_on, due };
                letters::issue(&app, &tx, &officer, &matter, NoticeKind::Dunning, decision).await?;
                tx.commit().await?;
                app.wake.notify_one();
                return Ok(told(&paths::award_recovery(&slug, award, id), "dunned"));
            }
            Err(error) => vec![("", sentence(error)?)],
        },
        Err(errors) => errors,
    };
    let form = FormState::rejected(typed, refused);
    render(&app, &tx, &page, &officer, &matter, &recovery, form, None).await
}

/// One of this award.
async fn found(tx: &Tx, award: AwardId, id: RecoveryId) -> Result<Recovery, Error> {
    stored::find(tx, id).await?.filter(|one| one.award == award).ok_or(Error::NotFound)
}

/// What to say to a form that was made before something else came.
fn fresh(recovery: &Recovery, typed: &Typed) -> Result<Option<Vec<(&'static str, String)>>, Error> {
    let words = "ほかの人が先に返還の記録を変えました。いまの額を確かめて、もう一度入力してください";
    let stale = recovery.version != version_of(typed)? || recovery.state == RecoveryState::Refunded;
    Ok(stale.then(|| vec![("", words.to_owned())]))
}

/// What to say to a 督促 before the last day is over.
fn too_early(recovery: &Recovery, today: NaiveDate) -> Option<Vec<(&'static str, String)>> {
    (!may_dun(recovery.due, today)).then(|| {
        let day = format_date(recovery.due);
        vec![("", format!("返還の期限（{day}）を過ぎていないため、まだ督促できません"))]
    })
}

#[expect(clippy::too_many_arguments, reason = "what the page needs")]
async fn render(
    app: &App,
    tx: &Tx,
    page: &Page,
    officer: &Officer,
    matter: &Matter,
    recovery: &Recovery,
    form: FormState,
    done: Option<&'static str>,
) -> Result<Response, Error> {
    let rejected = form.has_errors();
    let refunds = stored::refunds(tx, recovery.id).await?;
    let view = RecoveryView {
        about: matter.about(officer),
        id: recovery.id,
        version: recovery.version,
        amount: recovery.amount,
        owed: recovery.owed(),
        reason: recovery.reason.clone(),
        ordered_on: recovery.ordered_on,
        due: recovery.due,
        late: recovery.state != RecoveryState::Refunded && may_dun(recovery.due, app.clock.today()),
        letters: matter
            .letters_as_rows(&officer.tenant.slug)
            .into_iter()
            .filter_map(|(kind, row)| {
                matches!(kind, NoticeKind::ReturnOrder | NoticeKind::Dunning).then_some(row)
            })
            .collect(),
        reminded: recovery.reminded_on.map(|day| (day, recovery.reminders)),
        state: recovery.state,
        refunds: refunds
            .into_iter()
            .map(|one| (one.received_on, one.yen, one.fiscal_year.label(), one.late))
            .collect(),
        books: (matter.award.fiscal_year.label(), matter.award.fiscal_year.closing_end()),
        done,
    };
    let render = move || view! { <RecoveryPage view form/> };
    Ok(if rejected { page.unprocessable(TITLE, render) } else { page.ok(TITLE, render) })
}
