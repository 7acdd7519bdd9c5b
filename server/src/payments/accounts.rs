//! The account of an office, for officers: masked; the whole of it, where looking is recorded; typed in from a paper; how
//! its recipient is written.

use super::{
    sealing::{open_account, seal_account},
    telling::{self, TITLE},
    told::{Teller, known_branch},
};
use crate::{
    actor::{Clerk, Officer, Reviewer},
    app::App,
    download,
    error::Error,
    faster::Faster,
    page::{Page, see_other},
    posted::{Posted, Upload},
    signing_in,
};
use app::{
    messages::payments as words,
    paths,
    payments::{AccountHistory, AccountPage, AccountView, RecipientPage, WholeAccount, WholeAccountPage},
    when,
};
use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use domain::{
    accounts::Role,
    form::Typed,
    ids::{BankAccountId, OfficeId},
    payments::{Happening, Obstacle},
    zengin::{AccountField, AccountForm, BankAccount, HolderWay, Misfit},
};
use elements::FormState;
use leptos::prelude::*;
use serde::Deserialize;
use std::collections::BTreeSet;
use store::{
    Tx, accounts as people, files,
    payments::accounts::{self, Party, StoredAccount, ToldBy},
    subsidies::offices::{self, Office},
    views,
};

const RECIPIENT: &str = "受取人名の書き方を決める";

/// What was just done, told once after a redirect.
#[derive(Debug, Default, Deserialize)]
pub struct Done {
    #[serde(default)]
    done: String,
}

fn name(office: &Office) -> String {
    format!("{}（{}）", office.name, office.number)
}

async fn stored(tx: &Tx, office: &Office) -> Result<StoredAccount, Error> {
    accounts::of_office(tx, office.id, office.corporation_id).await?.ok_or(Error::NotFound)
}

/// Masked, with everything that was told before.
pub async fn show(
    officer: Reviewer,
    State(app): State<App>,
    Path((_, office)): Path<(String, OfficeId)>,
    Query(Done { done }): Query<Done>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&officer.scope()).await?;
    let office = offices::find(&tx, office).await?.ok_or(Error::NotFound)?;
    let current = accounts::of_office(&tx, office.id, office.corporation_id).await?;
    let mut history = Vec::new();
    if let Some(current) = &current {
        for account in accounts::history(&tx, current.party).await? {
            let by = people::find(&tx, account.by).await?.map(|person| person.name).unwrap_or_default();
            let how = match account.told_by {
                ToldBy::Applicant => "事業所の届け出",
                ToldBy::Officer => "職員の入力",
            };
            history.push(AccountHistory {
                masked: account.masked,
                set: format!("{}　{by}（{how}）", when::moment(account.at)),
                current: account.id == current.id,
            });
        }
    }
    let obstacles = match &current {
        Some(current) => obstacles(&app, &tx, &officer, current).await?,
        None => Vec::new(),
    };
    let of_corporation = match current.as_ref().map(|current| current.party) {
        Some(Party::Corporation(_)) => office.corporation.clone(),
        Some(Party::Office(_)) | None => None,
    };
    let account = AccountView {
        slug: officer.tenant.slug.clone(),
        office: office.id,
        name: name(&office),
        of_corporation,
        history,
        obstacles,
        proxy: current.is_some_and(|current| current.proxy.is_some()),
        may_change: officer.has(Role::Clerk),
        done: match done.as_str() {
            "saved" => Some("振込先口座を保存しました。"),
            "recipient" => Some("受取人名の書き方を保存しました。"),
            _ => None,
        },
    };
    Ok(page.ok(TITLE, move || view! { <AccountPage account/> }))
}

/// What must be put right before an account is paid, as sentences.
async fn obstacles(
    app: &App,
    tx: &Tx,
    officer: &Officer,
    stored: &StoredAccount,
) -> Result<Vec<String>, Error> {
    let account = open_account(app, officer.tenant.id, stored)?;
    let mut obstacles = Vec::new();
    if !accounts::failed(tx, &BTreeSet::from([stored.id])).await?.is_empty() {
        obstacles.push(Obstacle::ReturnedBefore);
    }
    if stored.usable_on > app.clock.today() {
        obstacles.push(Obstacle::HeldUntil(stored.usable_on));
    }
    if known_branch(tx, &account).await?.is_none() {
        obstacles.push(Obstacle::UnknownBranch);
    }
    if account.recipient.is_none() {
        obstacles.push(Obstacle::Misfit(Misfit::NoRecipient));
    }
    Ok(obstacles.iter().map(words::obstacle).collect())
}

/// Everything; that it was looked at is kept.
pub async fn whole(
    officer: Reviewer,
    State(app): State<App>,
    Path((_, office)): Path<(String, OfficeId)>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.look(&officer.scope()).await?;
    let office = offices::find(&tx, office).await?.ok_or(Error::NotFound)?;
    let stored = stored(&tx, &office).await?;
    let account = open_account(&app, officer.tenant.id, &stored)?;
    let branch = known_branch(&tx, &account).await?;
    record(&app, &tx, &stored).await?;
    tx.commit().await?;
    let BankAccount { bank, branch: code, kind, number, holder, recipient, passbook } = account;
    let account = WholeAccount {
        slug: officer.tenant.slug.clone(),
        office: office.id,
        name: name(&office),
        branch,
        codes: (bank, code),
        kind,
        number,
        passbook,
        holder,
        whose: stored.holder,
        recipient: recipient.map(String::from),
    };
    Ok(page.ok("振込先口座の全体", move || view! { <WholeAccountPage account/> }))
}

/// That an account was looked at.
async fn record(app: &App, tx: &Tx, stored: &StoredAccount) -> Result<(), Error> {
    Ok(views::record(tx, app.clock.id(), app.clock.now(), "bank_account", stored.id.uuid(), "bank_account")
        .await?)
}

/// 委任状; that it was looked at is kept.
pub async fn proxy(
    officer: Reviewer,
    State(app): State<App>,
    Path((_, office)): Path<(String, OfficeId)>,
) -> Result<Response, Error> {
    let tx = app.store.look(&officer.scope()).await?;
    let office = offices::find(&tx, office).await?.ok_or(Error::NotFound)?;
    let stored = stored(&tx, &office).await?;
    let (id, _) = stored.proxy.clone().ok_or(Error::NotFound)?;
    let file = files::find(&tx, id).await?.ok_or(Error::NotFound)?;
    record(&app, &tx, &stored).await?;
    tx.commit().await?;
    let bytes = app.storage.get(officer.tenant.id, file.id).await?;
    Ok(download::file(&file.name, &file.media_type, bytes))
}

async fn teller<'a>(
    app: &'a App,
    tx: &Tx,
    officer: &'a Officer,
    office: OfficeId,
) -> Result<Teller<'a>, Error> {
    let office = offices::find(tx, office).await?.ok_or(Error::NotFound)?;
    let slug = &officer.tenant.slug;
    Ok(Teller {
        app,
        tenant: &officer.tenant,
        account: officer.id(),
        visit: &officer.visit,
        scope: officer.scope(),
        by: ToldBy::Officer,
        may_corporation: true,
        confirmation: paths::account_confirmation(slug, office.id),
        back: paths::edit_account(slug, office.id),
        office,
    })
}

/// The form, for what a paper says.
pub async fn edit(
    officer: Clerk,
    State(app): State<App>,
    Path((_, office)): Path<(String, OfficeId)>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&officer.scope()).await?;
    let teller = teller(&app, &tx, &officer, office).await?;
    telling::form(&tx, &teller, &page, None).await
}

/// Looks over what was typed; nothing is saved yet.
pub async fn check(
    officer: Clerk,
    State(app): State<App>,
    Path((_, office)): Path<(String, OfficeId)>,
    page: Page,
    upload: Upload,
) -> Result<Response, Error> {
    let tx = app.store.read(&officer.scope()).await?;
    let teller = teller(&app, &tx, &officer, office).await?;
    telling::check(&tx, &teller, &page, upload).await
}

/// Saves it, for whoever has just signed in.
pub async fn save(
    officer: Clerk,
    State(app): State<App>,
    Path((_, office)): Path<(String, OfficeId)>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let tx = app.store.read(&officer.scope()).await?;
    let teller = teller(&app, &tx, &officer, office).await?;
    telling::save(tx, &teller, &page, typed).await
}

/// How the recipient is written; that the name was looked at is kept.
pub async fn recipient(
    officer: Clerk,
    State(app): State<App>,
    Path((_, office)): Path<(String, OfficeId)>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.look(&officer.scope()).await?;
    let office = offices::find(&tx, office).await?.ok_or(Error::NotFound)?;
    let stored = stored(&tx, &office).await?;
    let account = open_account(&app, officer.tenant.id, &stored)?;
    record(&app, &tx, &stored).await?;
    tx.commit().await?;
    let now = account.recipient.clone().map(String::from).unwrap_or_default();
    let form = FormState::filled(Typed::default().with(AccountField::Recipient.name(), now));
    Ok(page.ok(RECIPIENT, recipient_view(&officer, &office, &stored, &account, form)))
}

fn recipient_view(
    officer: &Officer,
    office: &Office,
    stored: &StoredAccount,
    account: &BankAccount,
    form: FormState,
) -> impl FnOnce() -> AnyView + use<> {
    let ways = HolderWay::of(&account.holder);
    let written = ways.written.ok();
    let proposals = written.into_iter().chain(ways.short).map(|way| {
        let bytes = way.text.bytes();
        format!("{}（{bytes}バイト）", way.text.as_str())
    });
    let proposals: Vec<_> = proposals.collect();
    let (slug, id, name) = (officer.tenant.slug.clone(), office.id, name(office));
    let (holder, version) = (account.holder.clone(), stored.version);
    move || view! { <RecipientPage slug office=id name holder proposals version form/> }.into_any()
}

/// Keeps how it is written, as a new state of the account.
pub async fn settle(
    officer: Clerk,
    State(app): State<App>,
    Path((slug, office)): Path<(String, OfficeId)>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let address = paths::account_recipient(&slug, office);
    signing_in::lately(&app, &officer.visit, &address, &typed).await?;
    let tx = app.store.write(&officer.scope()).await?;
    let office = offices::find(&tx, office).await?.ok_or(Error::NotFound)?;
    let before = stored(&tx, &office).await?;
    let account = open_account(&app, officer.tenant.id, &before)?;
    let recipient = match AccountForm::recipient(typed.get(AccountField::Recipient.name())) {
        Ok(recipient) => recipient,
        Err(problem) => {
            let field = AccountField::Recipient;
            let errors = vec![(field.name(), words::account_problem(field, &problem))];
            let form = FormState::rejected(typed, errors);
            return Ok(
                page.unprocessable(RECIPIENT, recipient_view(&officer, &office, &before, &account, form))
            );
        }
    };
    let id: BankAccountId = app.clock.id();
    let account = BankAccount { recipient: Some(recipient), ..account };
    let after = StoredAccount {
        id,
        version: before.version + 1,
        sealed: seal_account(&app, officer.tenant.id, id, &account)?,
        told_by: ToldBy::Officer,
        by: officer.id(),
        at: app.clock.now(),
        ..before.clone()
    };
    let seen = typed.version() == before.version;
    let saved = if seen {
        accounts::set(&tx, &after, Happening::RecipientSet).await
    } else {
        Err(store::Error::Stale)
    };
    match saved {
        Ok(()) => {
            tx.commit().await?;
            Ok(see_other(&format!("{}?done=recipient", paths::office_account(&slug, office.id))))
        }
        Err(store::Error::Stale) => {
            let now = stored(&tx, &office).await?;
            let faster = Faster::by(&tx, Some(now.by), now.at).await?;
            let what = format!("{}の振込先口座", office.name);
            let latest = paths::office_account(&slug, office.id);
            Err(faster.conflict(what, "振込先口座を変えました", Vec::new(), latest))
        }
        Err(error) => Err(error.into()),
    }
}
