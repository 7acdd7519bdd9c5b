//! Where a city decides whether everybody sees its progress. What is shown below the form is what they see.

use super::public::view_of;
use crate::{
    actor::{Clerk, Officer, Reader},
    app::App,
    error::Error,
    faster::Faster,
    page::{Page, see_other},
    posted::Posted,
};
use app::{
    messages::progress as words,
    paths,
    progress::{ProgressSettingsPage, ProgressSettingsView},
    when,
};
use axum::{
    extract::{Query, State},
    response::Response,
};
use domain::{
    accounts::Role,
    progress::{Field, ProgressForm},
};
use elements::FormState;
use leptos::prelude::*;
use store::{
    Tx,
    progress::{self, Kept},
};

const TITLE: &str = "普及状況の公開";

/// What an address may say.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub struct Asked {
    done: String,
}

/// The form, filled from what stands, with what is or would be public.
pub async fn show(
    reader: Reader,
    State(app): State<App>,
    Query(asked): Query<Asked>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&reader.scope()).await?;
    let kept = progress::find(&tx).await?;
    let done = match asked.done.as_str() {
        "saved" => Some("保存しました。"),
        "published" => Some("公開しました。だれでも見られます。"),
        "hidden" => Some("公開をやめました。いまはだれも見られません。"),
        _ => None,
    };
    let (version, form) = (kept.version, FormState::filled(kept.form.fill()));
    let view = settings_of(&app, &tx, &reader, &kept, (version, done)).await?;
    Ok(page.ok(TITLE, move || view! { <ProgressSettingsPage view form/> }))
}

async fn settings_of(
    app: &App,
    tx: &Tx,
    officer: &Officer,
    kept: &Kept,
    (version, done): (i32, Option<&'static str>),
) -> Result<ProgressSettingsView, Error> {
    Ok(ProgressSettingsView {
        preview: view_of(app, tx, &officer.tenant, &kept.form).await?,
        since: kept.published_at.map(when::moment),
        address: app.public_address_of(&paths::public_progress(&officer.tenant.slug)),
        version,
        may_write: officer.has(Role::Clerk),
        done,
    })
}

/// Saves what the city says there, over the version that was seen.
pub async fn update(
    clerk: Clerk,
    State(app): State<App>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let slug = clerk.tenant.slug.clone();
    let tx = app.store.write(&clerk.scope()).await?;
    let kept = progress::find(&tx).await?;
    let version = typed.version();
    let mine = match ProgressForm::parse(&typed) {
        Ok(form) => form,
        Err(problems) => {
            let view = settings_of(&app, &tx, &clerk, &kept, (version, None)).await?;
            let form = FormState::rejected(typed, words::errors(&problems));
            return Ok(page.unprocessable(TITLE, move || view! { <ProgressSettingsPage view form/> }));
        }
    };
    if version != kept.version {
        return Err(conflict(&tx, &slug, &kept, Some(&mine)).await?);
    }
    if mine != kept.form || kept.version == 0 {
        match progress::save(&tx, &kept, &mine, app.clock.now()).await {
            Ok(()) => tx.commit().await?,
            Err(store::Error::Stale) => return Err(conflict(&tx, &slug, &kept, Some(&mine)).await?),
            Err(error) => return Err(error.into()),
        }
    }
    Ok(see_other(&format!("{}?done=saved", paths::progress_settings(&slug))))
}

/// Shows the page to everybody, or to nobody any more, over the version that was looked at: what is published is what the
/// officer saw.
pub async fn switch(clerk: Clerk, State(app): State<App>, Posted(typed): Posted) -> Result<Response, Error> {
    let slug = clerk.tenant.slug.clone();
    let tx = app.store.write(&clerk.scope()).await?;
    let kept = progress::find(&tx).await?;
    let version = typed.version();
    if version != kept.version {
        return Err(conflict(&tx, &slug, &kept, None).await?);
    }
    let now = app.clock.now();
    let (done, changed) = match typed.get("act") {
        "publish" => ("published", progress::publish(&tx, &kept, now).await),
        "hide" => ("hidden", progress::hide(&tx, &kept, now).await),
        _ => return Ok(see_other(&paths::progress_settings(&slug))),
    };
    match changed {
        Ok(()) => tx.commit().await?,
        Err(store::Error::Stale) => return Err(conflict(&tx, &slug, &kept, None).await?),
        Err(error) => return Err(error.into()),
    }
    Ok(see_other(&format!("{}?done={done}", paths::progress_settings(&slug))))
}

async fn conflict(tx: &Tx, slug: &str, kept: &Kept, mine: Option<&ProgressForm>) -> Result<Error, Error> {
    let faster = match kept.by {
        Some((account, at)) => Faster::by(tx, Some(account), at).await?,
        None => Faster::default(),
    };
    let differences = mine.map(|mine| differences(&kept.form, mine)).unwrap_or_default();
    Ok(faster.conflict(TITLE, "この設定を変えました", differences, paths::progress_settings(slug)))
}

/// What stands and what was about to be written, where they differ.
fn differences(stands: &ProgressForm, mine: &ProgressForm) -> Vec<(String, String, String)> {
    let yes = |yes: bool| if yes { "はい".to_owned() } else { "いいえ".to_owned() };
    let said = |field: Field, form: &ProgressForm| match field {
        Field::Lead => form.lead.clone(),
        Field::Contact => form.contact.clone(),
        Field::Licence => form.licence.title().to_owned(),
        Field::ByService => yes(form.by_service),
        Field::WithVoices => yes(form.with_voices),
    };
    Field::ALL
        .into_iter()
        .map(|field| (words::label(field).to_owned(), said(field, stands), said(field, mine)))
        .filter(|(_, now, mine)| now != mine)
        .collect()
}
