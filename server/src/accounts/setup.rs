//! Setting up an authenticator: nothing is in force before its first code is right.

use super::{
    mailing, recovery_codes, shown_once,
    sign_in::{refused, rejected},
    staff, throttling, totp,
};
use crate::{
    actor::{HalfSignedIn, SignedIn},
    app::App,
    error::Error,
    page::{Page, see_other},
    posted::Posted,
    signing_in::{self, with_cookie},
};
use app::{
    accounts::{Enrolment, EnrolmentPage},
    mails::accounts::Changed,
    paths,
};
use axum::{extract::State, response::Response};
use domain::{
    accounts::{
        AccountKind,
        forms::{self, AccountErrors, AccountField, AccountProblem},
    },
    form::Typed,
};
use elements::FormState;
use leptos::prelude::*;
use serde_json::json;
use store::{
    Scope, Tx,
    accounts::{self, Account},
    events::{self, Event},
    sessions::{self, Level},
};

const TITLE: &str = "認証アプリの設定";

/// What a good form of set-up proved.
struct Confirmed {
    secret: Vec<u8>,
    step: i64,
}

/// Offers a secret to whoever has none yet.
pub(super) async fn show(half: HalfSignedIn, State(app): State<App>, page: Page) -> Response {
    if half.person.account.totp_confirmed_at.is_some() {
        return see_other(&paths::second_factor());
    }
    let enrolment = totp::offer(&app, &half.person.account);
    page.ok(
        TITLE,
        || view! { <EnrolmentPage form=FormState::empty() enrolment action=paths::second_factor_setup()/> },
    )
}

/// Puts the offered secret in force, begins the session, and shows the recovery codes once.
pub(super) async fn create(
    half: HalfSignedIn,
    State(app): State<App>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let account = &half.person.account;
    if account.totp_confirmed_at.is_some() {
        return Ok(see_other(&paths::second_factor()));
    }
    let confirmed = match confirm(&app, account, &typed).await? {
        Ok(confirmed) => confirmed,
        Err((errors, enrolment)) => {
            let form = rejected(typed, &errors);
            let action = paths::second_factor_setup();
            return Ok(refused(
                page.unprocessable(TITLE, || view! { <EnrolmentPage form enrolment action/> }),
                &errors,
            ));
        }
    };
    let tx = app.store.write(&half.visit.once(Scope::system_for(account.id))).await?;
    let codes = put_in_force(&app, &tx, account, &confirmed).await?;
    let cookie = signing_in::begin(&app, &tx, &half.visit, account, Level::Full).await?;
    tx.commit().await?;
    let shown = shown_once::keep(&app, account.id, recovery_codes::ABOUT, codes);
    Ok(with_cookie(with_cookie(see_other(&paths::account_recovery_codes()), cookie), shown))
}

/// Offers another secret to whoever has one.
pub(super) async fn change(person: SignedIn, State(app): State<App>, page: Page) -> Result<Response, Error> {
    staff_with_password(&person)?;
    let enrolment = totp::offer(&app, &person.account);
    let action = paths::account_second_factor();
    Ok(page.ok(TITLE, || view! { <EnrolmentPage form=FormState::empty() enrolment action change=true/> }))
}

/// Puts another secret in place of the present one; every other session of the account ends.
pub(super) async fn replace(
    person: SignedIn,
    State(app): State<App>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    staff_with_password(&person)?;
    let account = &person.account;
    let show = |errors: AccountErrors, enrolment: Enrolment| {
        let form = rejected(typed.clone(), &errors);
        let action = paths::account_second_factor();
        let response =
            page.unprocessable(TITLE, || view! { <EnrolmentPage form enrolment action change=true/> });
        refused(response, &errors)
    };
    let password = forms::present_password(&typed);
    let confirmed = confirm(&app, account, &typed).await?;
    let (password, confirmed) = match (password, confirmed) {
        (Ok(password), Ok(confirmed)) => (password, confirmed),
        (Ok(_), Err((errors, enrolment))) => return Ok(show(errors, enrolment)),
        (Err(errors), Ok(confirmed)) => {
            return Ok(show(errors, totp::shown(&app, account, &confirmed.secret)));
        }
        (Err(errors), Err((more, enrolment))) => return Ok(show([errors, more].concat(), enrolment)),
    };
    if let Some(problem) = staff::present(&app, account, &password).await? {
        let enrolment = totp::shown(&app, account, &confirmed.secret);
        return Ok(show(vec![(AccountField::Password, problem)], enrolment));
    }
    let here = person.visit.person.as_ref().map(|person| person.session.id);
    let tx = app.store.write(&person.visit.once(Scope::system_for(account.id))).await?;
    let codes = put_in_force(&app, &tx, account, &confirmed).await?;
    sessions::end_all(&tx, account.id, here, app.clock.now()).await?;
    tx.commit().await?;
    let shown = shown_once::keep(&app, account.id, recovery_codes::ABOUT, codes);
    Ok(with_cookie(see_other(&paths::account_recovery_codes()), shown))
}

/// Only staff who sign in by password have an authenticator; for everybody else the page is not there.
pub(super) fn staff_with_password(person: &SignedIn) -> Result<(), Error> {
    let serves = person.account.kind == AccountKind::Staff && person.account.password_hash.is_some();
    if serves { Ok(()) } else { Err(Error::NotFound) }
}

/// Checks the first code of the offered secret; what is wrong comes with the secret to show again.
async fn confirm(
    app: &App,
    account: &Account,
    typed: &Typed,
) -> Result<Result<Confirmed, (AccountErrors, Enrolment)>, Error> {
    let field = AccountField::TotpCode;
    let Some(secret) = totp::offered(app, account.id, typed.get("sealed")) else {
        let errors = vec![(field, AccountProblem::DeadCode)];
        return Ok(Err((errors, totp::offer(app, account))));
    };
    let again = || totp::shown(app, account, &secret);
    let code = match forms::totp_code(typed) {
        Ok(code) => code,
        Err(errors) => return Ok(Err((errors, again()))),
    };
    let tries = [("second factor", account.id.to_string(), throttling::FACTOR)];
    if let Some(problem) = throttling::take(app, &tries).await? {
        return Ok(Err((vec![(field, problem)], again())));
    }
    Ok(match totp::step(app, &secret, &code)? {
        Some(step) => Ok(Confirmed { secret, step }),
        None => Err((vec![(field, AccountProblem::WrongCode)], again())),
    })
}

/// Writes the secret and new recovery codes, and tells their owner; the codes in groups of four.
async fn put_in_force(
    app: &App,
    tx: &Tx,
    account: &Account,
    confirmed: &Confirmed,
) -> Result<Vec<String>, Error> {
    let now = app.clock.now();
    accounts::set_totp(tx, account.id, &totp::seal(app, account.id, &confirmed.secret)).await?;
    accounts::confirm_totp(tx, account.id, now).await?;
    accounts::use_totp_step(tx, account.id, confirmed.step).await?;
    let codes = recovery_codes::renew(app, tx, account.id).await?;
    let event = Event::of(now, "account.second-factor-set", "account", account.id.uuid(), json!({}));
    tx.record_for(events::NO_TENANT, event)?;
    mailing::tell(app, tx, account, Changed::SecondFactor).await?;
    Ok(codes)
}
