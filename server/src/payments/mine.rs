//! S11 口座: an office tells its own account.

use super::told::{Errors, Teller};
use crate::{
    actor::Applicant,
    app::App,
    error::Error,
    page::{Page, see_other},
    posted::{Posted, Upload},
};
use app::{
    paths,
    payments::{AccountCheckPage, AccountFormPage, AccountFormView},
};
use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use domain::{form::Typed, ids::OfficeId, zengin::AccountField};
use elements::FormState;
use leptos::prelude::*;
use serde::Deserialize;
use store::{
    Tx,
    payments::accounts::{ToldBy, speaks_for_all},
    subsidies::offices,
};

const TITLE: &str = "振込先口座";
const CHECK: &str = "振込先口座の確認";

/// What was just done, told once after a redirect.
#[derive(Debug, Default, Deserialize)]
pub struct Done {
    #[serde(default)]
    done: String,
}

async fn teller<'a>(
    app: &'a App,
    tx: &Tx,
    applicant: &'a Applicant,
    office: OfficeId,
) -> Result<Teller<'a>, Error> {
    if !applicant.speaks_for(office) {
        return Err(Error::NotFound);
    }
    let office = offices::find(tx, office).await?.ok_or(Error::NotFound)?;
    let may_corporation = match office.corporation_id {
        Some(corporation) => speaks_for_all(tx, applicant.id(), corporation).await?,
        None => false,
    };
    let slug = &applicant.tenant.slug;
    Ok(Teller {
        app,
        tenant: &applicant.tenant,
        account: applicant.id(),
        visit: &applicant.visit,
        scope: applicant.scope(),
        by: ToldBy::Applicant,
        may_corporation,
        confirmation: paths::my_account_confirmation(slug, office.id),
        back: paths::my_account(slug, office.id),
        office,
    })
}

/// The form; what is saved stands above it, masked.
pub async fn show(
    applicant: Applicant,
    State(app): State<App>,
    Path((_, office)): Path<(String, OfficeId)>,
    Query(Done { done }): Query<Done>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&applicant.scope()).await?;
    let teller = teller(&app, &tx, &applicant, office).await?;
    let done = (done == "saved").then_some("振込先口座を保存しました。");
    let view = view_of(&tx, &teller, done).await?;
    Ok(page.ok(TITLE, move || view! { <AccountFormPage view form=FormState::empty()/> }))
}

async fn view_of(tx: &Tx, teller: &Teller<'_>, done: Option<&'static str>) -> Result<AccountFormView, Error> {
    Ok(AccountFormView {
        action: teller.back.clone(),
        back: paths::my(&teller.tenant.slug),
        back_label: "ホームへ戻る".to_owned(),
        office: format!("{}（{}）", teller.office.name, teller.office.number),
        corporation: teller.corporation().map(|(_, name)| name),
        saved: teller.saved(tx).await?,
        by_officer: false,
        done,
    })
}

/// Looks over what was typed; nothing is saved yet.
pub async fn check(
    applicant: Applicant,
    State(app): State<App>,
    Path((_, office)): Path<(String, OfficeId)>,
    page: Page,
    Upload { typed, files }: Upload,
) -> Result<Response, Error> {
    let tx = app.store.read(&applicant.scope()).await?;
    let teller = teller(&app, &tx, &applicant, office).await?;
    let read = match teller.read(&tx, &typed).await? {
        Ok(read) => read,
        Err(errors) => return rejected(&tx, &teller, &page, typed, errors).await,
    };
    let sent = files.into_iter().find(|file| file.field == AccountField::Proxy.name());
    let proxy = match teller.proxy(&read, &typed, sent).await? {
        Ok(proxy) => proxy,
        Err(errors) => return rejected(&tx, &teller, &page, typed, errors).await,
    };
    let view = teller.check(&tx, &read, &typed, proxy).await?;
    Ok(page.ok(CHECK, move || view! { <AccountCheckPage view form=FormState::empty()/> }))
}

/// Saves it, for whoever has just signed in.
pub async fn save(
    applicant: Applicant,
    State(app): State<App>,
    Path((_, office)): Path<(String, OfficeId)>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let tx = app.store.read(&applicant.scope()).await?;
    let teller = teller(&app, &tx, &applicant, office).await?;
    let read = match teller.read(&tx, &typed).await? {
        Ok(read) => read,
        Err(errors) => return rejected(&tx, &teller, &page, typed, errors).await,
    };
    let proxy = match teller.proxy(&read, &typed, None).await? {
        Ok(proxy) => proxy,
        Err(errors) => return rejected(&tx, &teller, &page, typed, errors).await,
    };
    let view = teller.check(&tx, &read, &typed, proxy).await?;
    drop(tx);
    match teller.save(&read, &typed).await? {
        Ok(()) => Ok(see_other(&format!("{}?done=saved", teller.back))),
        Err(errors) => {
            let form = FormState::rejected(typed, errors);
            Ok(page.unprocessable(CHECK, move || view! { <AccountCheckPage view form/> }))
        }
    }
}

async fn rejected(
    tx: &Tx,
    teller: &Teller<'_>,
    page: &Page,
    typed: Typed,
    errors: Errors,
) -> Result<Response, Error> {
    let view = view_of(tx, teller, None).await?;
    let form = FormState::rejected(typed, errors);
    Ok(page.unprocessable(TITLE, move || view! { <AccountFormPage view form/> }))
}
