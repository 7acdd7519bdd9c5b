//! 依頼人: a version each time it is saved; only by somebody who has just signed in.

use super::sealing::{open_sender, seal_sender};
use crate::{
    actor::Clerk,
    app::App,
    error::Error,
    faster::Faster,
    page::{Page, see_other},
    posted::Posted,
    signing_in,
};
use app::{messages::payments as words, paths, payments::SenderPage, when};
use axum::{
    extract::{Query, State},
    response::Response,
};
use domain::{payments::SenderForm, zengin::masked};
use elements::FormState;
use leptos::prelude::*;
use serde::Deserialize;
use store::{
    accounts,
    payments::senders::{self, StoredSender},
    views,
};

const TITLE: &str = "依頼人と振込データの形式";

/// What was just done, told once after a redirect.
#[derive(Debug, Default, Deserialize)]
pub struct Done {
    #[serde(default)]
    done: String,
}

/// The form, filled with what is saved; that it was looked at is kept.
pub async fn show(
    officer: Clerk,
    State(app): State<App>,
    Query(Done { done }): Query<Done>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.look(&officer.scope()).await?;
    let stored = senders::current(&tx).await?;
    let (form, version, saved) = match &stored {
        Some(stored) => {
            let sender = open_sender(&app, officer.tenant.id, stored)?;
            let form = SenderForm { sender, options: stored.options };
            let by = accounts::find(&tx, stored.by).await?.map(|person| person.name).unwrap_or_default();
            let saved =
                format!("{}に{by}さんが保存しました（口座 {}）。", when::moment(stored.at), stored.masked);
            let tenant = officer.tenant.id.uuid();
            let (id, now) = (app.clock.id(), app.clock.now());
            views::record(&tx, id, now, "pay_sender", tenant, "bank_account").await?;
            (FormState::filled(form.to_typed()), stored.version, Some(saved))
        }
        None => (FormState::empty(), 0, None),
    };
    tx.commit().await?;
    let done = (done == "saved").then_some("保存しました。これから作る支払データに使います。");
    let slug = officer.tenant.slug.clone();
    Ok(page.ok(TITLE, move || view! { <SenderPage slug version saved done form/> }))
}

/// Saves a version, or says what is wrong.
pub async fn save(
    officer: Clerk,
    State(app): State<App>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let slug = officer.tenant.slug.clone();
    let version = typed.version();
    let SenderForm { sender, options } = match SenderForm::parse(&typed) {
        Ok(form) => form,
        Err(problems) => {
            let errors = problems
                .iter()
                .map(|(field, problem)| (field.name(), words::sender_problem(*field, problem)))
                .collect();
            let form = FormState::rejected(typed, errors);
            return Ok(page.unprocessable(TITLE, move || {
                view! { <SenderPage slug version saved=None done=None form/> }
            }));
        }
    };
    signing_in::lately(&app, &officer.visit, &paths::pay_sender(&slug), &typed).await?;
    let stored = StoredSender {
        version: version + 1,
        sealed: seal_sender(&app, officer.tenant.id, version + 1, &sender)?,
        masked: masked(&sender.number),
        options,
        by: officer.id(),
        at: app.clock.now(),
    };
    let tx = app.store.write(&officer.scope()).await?;
    match senders::save(&tx, &stored).await {
        Ok(()) => {
            tx.commit().await?;
            Ok(see_other(&format!("{}?done=saved", paths::pay_sender(&slug))))
        }
        Err(store::Error::Stale) => {
            let faster = match senders::current(&tx).await? {
                Some(now) => Faster::by(&tx, Some(now.by), now.at).await?,
                None => Faster::default(),
            };
            Err(faster.conflict(TITLE, "依頼人と形式を保存しました", Vec::new(), paths::pay_sender(&slug)))
        }
        Err(error) => Err(error.into()),
    }
}
