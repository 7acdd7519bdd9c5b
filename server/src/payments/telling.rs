//! The pages on which an account is told: the form, what was typed looked over, the saving. An applicant and an officer
//! with a paper come here with a [`Teller`] each.

use super::told::{Errors, Teller};
use crate::{
    error::Error,
    page::{Page, see_other},
    posted::Upload,
};
use app::{
    paths,
    payments::{AccountCheckPage, AccountFormPage, AccountFormView},
};
use axum::response::Response;
use domain::{form::Typed, zengin::AccountField};
use elements::FormState;
use leptos::prelude::*;
use store::{Tx, payments::accounts::ToldBy};

pub(super) const TITLE: &str = "振込先口座";
const CHECK: &str = "振込先口座の確認";

/// The form; what is saved stands above it, masked.
pub(super) async fn form(
    tx: &Tx,
    teller: &Teller<'_>,
    page: &Page,
    done: Option<&'static str>,
) -> Result<Response, Error> {
    let view = AccountFormView { done, ..view_of(tx, teller).await? };
    Ok(page.ok(TITLE, move || view! { <AccountFormPage view form=FormState::empty()/> }))
}

/// Looks over what was typed; nothing is saved yet.
pub(super) async fn check(
    tx: &Tx,
    teller: &Teller<'_>,
    page: &Page,
    Upload { typed, files }: Upload,
) -> Result<Response, Error> {
    let read = match teller.read(tx, &typed).await? {
        Ok(read) => read,
        Err(errors) => return rejected(tx, teller, page, typed, errors).await,
    };
    let sent = files.into_iter().find(|file| file.field == AccountField::Proxy.name());
    let proxy = match teller.proxy(&read, &typed, sent).await? {
        Ok(proxy) => proxy,
        Err(errors) => return rejected(tx, teller, page, typed, errors).await,
    };
    let view = teller.check(tx, &read, &typed, proxy).await?;
    Ok(page.ok(CHECK, move || view! { <AccountCheckPage view form=FormState::empty()/> }))
}

/// Saves it, for whoever has just signed in.
pub(super) async fn save(tx: Tx, teller: &Teller<'_>, page: &Page, typed: Typed) -> Result<Response, Error> {
    let read = match teller.read(&tx, &typed).await? {
        Ok(read) => read,
        Err(errors) => return rejected(&tx, teller, page, typed, errors).await,
    };
    let proxy = match teller.proxy(&read, &typed, None).await? {
        Ok(proxy) => proxy,
        Err(errors) => return rejected(&tx, teller, page, typed, errors).await,
    };
    let view = teller.check(&tx, &read, &typed, proxy).await?;
    drop(tx);
    match teller.save(&read, &typed).await? {
        Ok(()) => {
            let to = match teller.by {
                ToldBy::Applicant => teller.back.clone(),
                ToldBy::Officer => paths::office_account(&teller.tenant.slug, teller.office.id),
            };
            Ok(see_other(&format!("{to}?done=saved")))
        }
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
    let view = view_of(tx, teller).await?;
    let form = FormState::rejected(typed, errors);
    Ok(page.unprocessable(TITLE, move || view! { <AccountFormPage view form/> }))
}

async fn view_of(tx: &Tx, teller: &Teller<'_>) -> Result<AccountFormView, Error> {
    let slug = &teller.tenant.slug;
    let (back, label) = match teller.by {
        ToldBy::Applicant => (paths::my(slug), "ホームへ戻る"),
        ToldBy::Officer => (paths::office_account(slug, teller.office.id), "振込先口座へ戻る"),
    };
    Ok(AccountFormView {
        action: teller.back.clone(),
        back,
        back_label: label.to_owned(),
        office: format!("{}（{}）", teller.office.name, teller.office.number),
        corporation: teller.corporation().map(|(_, name)| name),
        saved: teller.saved(tx).await?,
        by_officer: teller.by == ToldBy::Officer,
        done: None,
    })
}
