//! 外部連携: an administrator makes keys for other systems of the house, sees when each was used, and revokes them.

use crate::{
    accounts::shown_once,
    actor::Administrator,
    app::App,
    error::Error,
    interface, keys,
    page::{Page, see_other},
    posted::Posted,
    signing_in,
};
use app::{
    messages::interface as words,
    paths,
    settings::{ApiKeyLine, ApiKeyPage, ApiKeysPage, KeyState, NewApiKeyPage},
};
use axum::{
    extract::{Path, Query, State},
    http::HeaderMap,
    response::Response,
};
use chrono::NaiveDate;
use domain::{ids::ApiKeyId, interface::ApiKeyForm};
use elements::FormState;
use leptos::prelude::*;
use serde::Deserialize;
use store::{
    accounts,
    interface::keys::{self as api_keys, ApiKey},
};

const TITLE: &str = "外部連携";
const NEW: &str = "鍵を作る";

/// What was just done, told once after a redirect.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    done: String,
}

fn line(key: ApiKey, today: NaiveDate) -> ApiKeyLine {
    let state = match key.revoked_at {
        Some(at) => KeyState::Revoked(at),
        None if key.until < today => KeyState::Ended,
        None => KeyState::Valid,
    };
    ApiKeyLine {
        id: key.id,
        name: key.name,
        permissions: key.permissions.into_iter().collect(),
        addresses: key.addresses.iter().map(ToString::to_string).collect(),
        until: key.until,
        used_on: key.used_on,
        state,
    }
}

/// Every key.
pub(super) async fn index(
    administrator: Administrator,
    State(app): State<App>,
    page: Page,
) -> Result<Response, Error> {
    let today = app.clock.today();
    let tx = app.store.read(&administrator.scope()).await?;
    let keys: Vec<ApiKeyLine> = api_keys::all(&tx).await?.into_iter().map(|key| line(key, today)).collect();
    let slug = administrator.tenant.slug.clone();
    let document = app.address_of("/api/v1/openapi.json");
    Ok(page.ok(TITLE, move || view! { <ApiKeysPage slug keys document/> }))
}

/// The form of a new one.
pub(super) async fn new(administrator: Administrator, page: Page) -> Response {
    let (slug, kind) = (administrator.tenant.slug.clone(), administrator.tenant.kind);
    page.ok(NEW, move || view! { <NewApiKeyPage slug kind form=FormState::empty()/> })
}

/// Makes it, for whoever has just signed in; its page shows the secret once.
pub(super) async fn create(
    administrator: Administrator,
    State(app): State<App>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let (slug, kind) = (administrator.tenant.slug.clone(), administrator.tenant.kind);
    let form = match ApiKeyForm::parse(&typed, kind, app.clock.today()) {
        Ok(form) => form,
        Err(problems) => {
            let errors = problems
                .iter()
                .map(|(field, problem)| (field.name(), words::problem(*field, problem)))
                .collect();
            let form = FormState::rejected(typed, errors);
            return Ok(page.unprocessable(NEW, move || view! { <NewApiKeyPage slug kind form/> }));
        }
    };
    signing_in::lately(&app, &administrator.visit, &paths::new_api_key(&slug), &typed).await?;
    let (id, secret): (ApiKeyId, String) = (app.clock.id(), keys::token());
    let tx = app.store.write(&administrator.scope()).await?;
    api_keys::add(&tx, id, &form, interface::hash(&secret), app.clock.now()).await?;
    tx.commit().await?;
    let written = interface::write_out(id, &secret);
    let shown = shown_once::keep(&app, administrator.id(), &about(id), vec![written]);
    let address = format!("{}?done=made", paths::api_key(&slug, id));
    Ok(signing_in::with_cookie(see_other(&address), shown))
}

/// What the cookie that shows a key is about.
fn about(id: ApiKeyId) -> String {
    format!("api key {id}")
}

/// One key.
pub(super) async fn show(
    administrator: Administrator,
    State(app): State<App>,
    Path((slug, id)): Path<(String, ApiKeyId)>,
    Query(asked): Query<Asked>,
    headers: HeaderMap,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&administrator.scope()).await?;
    let key = api_keys::find(&tx, id).await?.ok_or(Error::NotFound)?;
    let by = accounts::find(&tx, key.made_by).await?;
    let made = (by.map_or_else(|| "以前の管理者".to_owned(), |account| account.name), key.made_at);
    let key = line(key, app.clock.today());
    let written = shown_once::read(&app, &headers, administrator.id(), &about(id)).pop();
    let done = match asked.done.as_str() {
        "made" => Some("鍵を作りました。"),
        "revoked" => Some("鍵を取り消しました。この鍵では、もう何も読めません。"),
        _ => None,
    };
    let title = key.name.clone();
    Ok(page.ok(&title, move || view! { <ApiKeyPage slug key made written done/> }))
}

/// Takes a key back. Twice is once.
pub(super) async fn revoke(
    administrator: Administrator,
    State(app): State<App>,
    Path((slug, id)): Path<(String, ApiKeyId)>,
    Posted(_): Posted,
) -> Result<Response, Error> {
    let tx = app.store.write(&administrator.scope()).await?;
    api_keys::find(&tx, id).await?.ok_or(Error::NotFound)?;
    if api_keys::revoke(&tx, id, app.clock.now()).await? {
        tx.commit().await?;
    }
    Ok(see_other(&format!("{}?done=revoked", paths::api_key(&slug, id))))
}
