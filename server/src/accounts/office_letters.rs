//! Codes of letters, issued by an officer for one office at a time; shown once, to print and to post.

use super::{letters, shown_once};
use crate::{
    actor::Keeper,
    app::App,
    download,
    error::Error,
    page::{Page, see_other},
    posted::Posted,
    signing_in::with_cookie,
};
use app::{
    accounts::{IssuedLetter, LetterOffice, OfficeLetterPage},
    paths,
};
use axum::{
    extract::{Path, State},
    http::HeaderMap,
    response::Response,
};
use chrono::TimeDelta;
use documents::{Contact, PostalAddress, SignInLetter};
use domain::{
    ids::OfficeId,
    subsidies::{ProgrammeState, Rules},
    tokyo,
};
use leptos::prelude::*;
use store::{Tx, letter_codes, members, subsidies::programmes, tenants::Tenant};

const TITLE: &str = "ご利用コードのお知らせ";

/// What the cookie that shows a code is about.
fn about(office: OfficeId) -> String {
    format!("letter of {office}")
}

/// The office of the tenant, with who speaks for it; somebody else's is not there.
async fn office(keeper: &Keeper, tx: &Tx, id: OfficeId) -> Result<LetterOffice, Error> {
    let office = letter_codes::office(tx, keeper.tenant.id, id).await?.ok_or(Error::NotFound)?;
    let people = members::speakers(tx, id).await?;
    Ok(LetterOffice { id, name: office.name, number: office.number, people })
}

/// The code just issued, while this officer may see it and it serves.
fn shown(
    app: &App,
    keeper: &Keeper,
    headers: &HeaderMap,
    id: OfficeId,
    last: Option<&letter_codes::LetterCode>,
) -> Option<String> {
    let now = app.clock.now();
    shown_once::read(app, headers, keeper.id(), &about(id))
        .into_iter()
        .next()
        .filter(|_| last.is_some_and(|last| last.serves(now)))
}

/// The code just issued, or what became of the last one.
pub(super) async fn show(
    keeper: Keeper,
    State(app): State<App>,
    Path((slug, id)): Path<(String, OfficeId)>,
    headers: HeaderMap,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&keeper.scope()).await?;
    let office = office(&keeper, &tx, id).await?;
    let now = app.clock.now();
    let last = letter_codes::latest(&tx, id).await?;
    let code = shown(&app, &keeper, &headers, id, last.as_ref());
    let last = last.map(|last| IssuedLetter {
        issued: last.created_at,
        expires: last.expires_at,
        used: last.used_at,
        expired: now >= last.expires_at,
    });
    Ok(page.ok(TITLE, || view! { <OfficeLetterPage slug office last code/> }))
}

/// Issues a code; the one before it no longer serves.
pub(super) async fn create(
    keeper: Keeper,
    State(app): State<App>,
    Path((slug, id)): Path<(String, OfficeId)>,
    Posted(_): Posted,
) -> Result<Response, Error> {
    let tx = app.store.write(&keeper.scope()).await?;
    let office = office(&keeper, &tx, id).await?;
    letters::issue(&app, &tx, &[office.id]).await?;
    let issued = letter_codes::living(&tx, &[id]).await?.remove(&id);
    let code = issued.and_then(|issued| letters::printable(&app, &issued));
    let code = code.ok_or(Error::Internal("a code that was just issued"))?;
    tx.commit().await?;
    let shown = shown_once::keep(&app, keeper.id(), &about(id), vec![code.grouped()]);
    Ok(with_cookie(see_other(&paths::office_letter(&slug, id)), shown))
}

/// The letter with the code just issued; afterwards the page says how to issue another.
pub(super) async fn print(
    keeper: Keeper,
    State(app): State<App>,
    Path((slug, id)): Path<(String, OfficeId)>,
    headers: HeaderMap,
) -> Result<Response, Error> {
    let tx = app.store.read(&keeper.scope()).await?;
    let office = letter_codes::office(&tx, keeper.tenant.id, id).await?.ok_or(Error::NotFound)?;
    let last = letter_codes::latest(&tx, id).await?;
    let (Some(code), Some(last)) = (shown(&app, &keeper, &headers, id, last.as_ref()), last) else {
        return Ok(see_other(&paths::office_letter(&slug, id)));
    };
    let letter = Frame::of(&app, &tx, &keeper.tenant).await?.letter(office, &code.replace('-', ""), &last);
    drop(tx);
    let (name, now, fonts) = (letter.file_name(), app.clock.now(), app.fonts.clone());
    let made = tokio::task::spawn_blocking(move || letter.render(now, &fonts))
        .await
        .map_err(|_| Error::Internal("setting a letter was broken off"))?
        .map_err(|_| Error::Internal("a letter cannot be set"))?;
    Ok(download::file(&name, "application/pdf", made.pdf))
}

/// What is the same on every letter of the tenant.
pub(super) struct Frame {
    /// From whom, and whom to ask.
    pub sender: Contact,
    purpose: String,
    url: String,
}

impl Frame {
    pub(super) async fn of(app: &App, tx: &Tx, tenant: &Tenant) -> Result<Self, Error> {
        let open = open_programmes(tx).await?;
        let purpose = match open.as_slice() {
            [only] => format!("「{}」の申請", only.title),
            [] | [_, _, ..] => "補助金の申請".to_owned(),
        };
        let url = app.address_of(&paths::sign_in_letter());
        Ok(Self { sender: sender(tenant, &open), purpose, url })
    }

    /// The letter to an office with its code, which is written without hyphens.
    pub(super) fn letter(
        &self,
        office: letter_codes::CodeOffice,
        code: &str,
        issued: &letter_codes::LetterCode,
    ) -> SignInLetter {
        let letter_codes::CodeOffice { postal_code, address, name, .. } = office;
        SignInLetter {
            office: PostalAddress { postal_code, address, name },
            sender: self.sender.clone(),
            issued_on: tokyo::date(issued.created_at),
            purpose: self.purpose.clone(),
            code: code.to_owned(),
            expires_on: tokyo::date(issued.expires_at - TimeDelta::seconds(1)),
            url: self.url.clone(),
        }
    }
}

/// What an office can apply for, or soon can.
async fn open_programmes(tx: &Tx) -> Result<Vec<Rules>, Error> {
    let published = programmes::all(tx).await?.into_iter().filter(|programme| match programme.state {
        ProgrammeState::Published { .. } => true,
        ProgrammeState::Draft | ProgrammeState::Closed { .. } => false,
    });
    Ok(published.filter_map(|programme| Some(programme.current?.rules)).collect())
}

/// Who writes and is asked: the municipality's own desk; until it has named one, that of what can be applied for.
fn sender(tenant: &Tenant, open: &[Rules]) -> Contact {
    let settings = &tenant.settings;
    let (section, phone, hours) = match open.first() {
        Some(rules) if settings.phone.is_empty() => {
            (&rules.desk.section, &rules.desk.phone, &rules.desk.hours)
        }
        Some(_) | None => (&settings.department, &settings.phone, &settings.hours),
    };
    Contact {
        body: tenant.name.clone(),
        section: section.clone(),
        phone: phone.clone(),
        hours: hours.clone(),
    }
}
