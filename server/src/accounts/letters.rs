//! Beginning with the code of a printed letter: the letter proves the office, a mailed code proves the address.

use super::{
    links,
    sign_in::{refused, rejected},
    throttling,
};
use crate::{
    actor::Anyone,
    app::App,
    error::Error,
    page::{Page, see_other},
    posted::Posted,
    signing_in::with_cookie,
    web::cookies,
};
use app::{
    accounts::{LetterCodePage, LetterPersonPage},
    paths,
};
use axum::{
    extract::State,
    http::{HeaderMap, HeaderValue},
    response::Response,
};
use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD};
use chrono::{DateTime, Days, NaiveDate, TimeDelta, Utc};
use domain::{
    accounts::{
        AccountKind, LetterCode,
        forms::{self, AccountErrors, AccountField, AccountProblem, NewApplicant},
    },
    ids::{OfficeId, TenantId},
    offices::Happening,
    tokyo,
};
use elements::FormState;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use serde_json::json;
use store::{
    Scope, Tx,
    accounts::{self, Account, NewAccount},
    events::{self, Event},
    letter_codes::{self, NewCode},
    subsidies::confirmations,
    tenants,
};
use uuid::Uuid;

/// How long somebody may take over their name and address.
const AGE: TimeDelta = TimeDelta::minutes(30);
/// How many days after the day of issue a code serves.
const DAYS: Days = Days::new(90);
/// What the keyed hashes are for: of a code that is typed, and of the id that a code is made of.
const HASHED: &str = "letter code";
const MADE: &str = "letter code of an id";
const TITLE: &str = "お手紙のコードで始める";
const PERSON_TITLE: &str = "連絡先の登録";

/// The letter that somebody begins with, sealed in their cookie.
#[derive(Serialize, Deserialize)]
struct Begun {
    tenant: TenantId,
    code: Uuid,
    until: DateTime<Utc>,
}

/// The keyed hash under which a code stands in its row.
fn hash(app: &App, code: &LetterCode) -> String {
    app.keys.hash(HASHED, code.as_str())
}

/// The codes of an id, by each key of the ring, the newest first: made of it, so that a letter can be printed again
/// though the database holds a hash alone.
fn made(app: &App, id: Uuid) -> Vec<LetterCode> {
    let code = |mac: &String| {
        let bytes = BASE64_URL_SAFE_NO_PAD.decode(mac).expect("a keyed hash is written in base64url");
        let first = bytes.first_chunk::<7>().expect("a keyed hash has 32 bytes");
        LetterCode::from_random(*first)
    };
    app.keys.hashes(MADE, &id.to_string()).iter().map(code).collect()
}

/// The code of a row as a letter shows it; none where it was made of chance, or by a key that is gone.
pub(crate) fn printable(app: &App, issued: &letter_codes::LetterCode) -> Option<LetterCode> {
    let mut codes = made(app, issued.id).into_iter();
    codes.find(|code| app.keys.verifies(HASHED, code.as_str(), &issued.code_hash))
}

/// Issues a code for each of several offices, by the acting officer; those before them no longer serve.
pub(crate) async fn issue(app: &App, tx: &Tx, offices: &[OfficeId]) -> Result<(), Error> {
    let now = app.clock.now();
    let mut codes = Vec::with_capacity(offices.len());
    for office in offices {
        let id: Uuid = app.clock.id();
        let Some(code) = made(app, id).into_iter().next() else { continue };
        codes.push(NewCode { id, office: *office, code_hash: hash(app, &code) });
        let facts = json!({ "letter": id });
        tx.record(Event::of(now, Happening::LetterIssued.code(), "office", office.uuid(), facts))?;
    }
    Ok(letter_codes::issue(tx, codes, now, tokyo::end_of(last_day(app.clock.today()))).await?)
}

/// The last day on which a code issued today serves.
fn last_day(today: NaiveDate) -> NaiveDate {
    today.checked_add_days(DAYS).unwrap_or(today)
}

fn remember(app: &App, tenant: TenantId, code: Uuid) -> HeaderValue {
    let begun = Begun { tenant, code, until: app.clock.now() + AGE };
    let sealed = app.keys.seal("begun letter", &serde_json::to_vec(&begun).unwrap_or_default());
    cookies::set(&app.config, &cookies::letter_name(&app.config), &sealed, Some(AGE))
}

fn begun(app: &App, headers: &HeaderMap) -> Option<Begun> {
    let sealed = cookies::read(headers, &cookies::letter_name(&app.config))?;
    let opened = app.keys.open("begun letter", &sealed).ok()?;
    serde_json::from_slice::<Begun>(&opened).ok().filter(|begun| app.clock.now() < begun.until)
}

/// Lets a signed-in applicant speak for the office of the letter they began with; the word of its tenant.
pub(super) async fn open_office(
    app: &App,
    headers: &HeaderMap,
    account: &Account,
) -> Result<Option<String>, Error> {
    match begun(app, headers) {
        Some(begun) => speak(app, account, begun.tenant, begun.code).await,
        None => Ok(None),
    }
}

async fn speak(app: &App, account: &Account, tenant: TenantId, code: Uuid) -> Result<Option<String>, Error> {
    let now = app.clock.now();
    let tx = app.store.write(&Scope::tenant(tenant, account.id)).await?;
    let Some(letter) = letter_codes::find(&tx, tenant, code).await? else { return Ok(None) };
    if !letter_codes::consume(&tx, tenant, code, now).await? {
        return Ok(None);
    }
    accounts::speak_for(&tx, account.id, letter.office, now).await?;
    let facts = json!({ "account": account.id, "letter": code });
    tx.record(Event::of(now, Happening::Represented.code(), "office", letter.office.uuid(), facts))?;
    // The letter is what an office begins with; it is the way back, too, where those who confirmed have left.
    let house = confirmations::confirmers(&tx, letter.office).await?;
    if !house.confirmers.is_empty() && !house.has(account.id) {
        let named = [house.confirmers.as_slice(), &[account.id]].concat();
        confirmations::name(&tx, letter.office, &named, &house.also, now).await?;
    }
    let slug = tenants::own(&tx).await?.slug;
    tx.commit().await?;
    Ok(Some(slug))
}

/// A box for the code of the letter.
pub(super) async fn show(_: Anyone, page: Page) -> Response {
    page.ok(TITLE, || view! { <LetterCodePage form=FormState::empty()/> })
}

/// Takes the code of a letter; whoever is signed in as an applicant speaks for its office at once.
pub(super) async fn create(
    anyone: Anyone,
    State(app): State<App>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let show = |errors: AccountErrors| {
        let form = rejected(typed.clone(), &errors);
        refused(page.unprocessable(TITLE, || view! { <LetterCodePage form/> }), &errors)
    };
    let field = AccountField::LetterCode;
    let code = match forms::letter_code(&typed) {
        Ok(code) => code,
        Err(errors) => return Ok(show(errors)),
    };
    let network = throttling::network(anyone.visit.from);
    if let Some(problem) = throttling::take(&app, &[("letter", network, throttling::LETTERS_HERE)]).await? {
        return Ok(show(vec![(field, problem)]));
    }
    let tx = app.store.read(&Scope::system("find a letter")).await?;
    let mut letter = None;
    for hash in app.keys.hashes(HASHED, code.as_str()) {
        letter = letter.or(letter_codes::by_hash(&tx, &hash).await?);
    }
    drop(tx);
    let Some(letter) = letter else { return Ok(show(vec![(field, AccountProblem::WrongCode)])) };
    if !letter.serves(app.clock.now()) {
        return Ok(show(vec![(field, AccountProblem::DeadCode)]));
    }
    let person = anyone.visit.signed_in().filter(|person| person.account.kind == AccountKind::Applicant);
    if let Some(person) = person {
        return Ok(match speak(&app, &person.account, letter.tenant, letter.id).await? {
            Some(slug) => see_other(&paths::my(&slug)),
            None => show(vec![(field, AccountProblem::DeadCode)]),
        });
    }
    Ok(with_cookie(see_other(&paths::sign_in_letter_person()), remember(&app, letter.tenant, letter.id)))
}

/// The office of a letter that still serves, with its municipality.
async fn opened(
    app: &App,
    tx: &Tx,
    headers: &HeaderMap,
) -> Result<Option<(letter_codes::CodeOffice, tenants::Tenant)>, Error> {
    let Some(begun) = begun(app, headers) else { return Ok(None) };
    let letter = letter_codes::find(tx, begun.tenant, begun.code).await?;
    let Some(letter) = letter.filter(|letter| letter.serves(app.clock.now())) else { return Ok(None) };
    let office = letter_codes::office(tx, letter.tenant, letter.office).await?;
    let tenant = tenants::by_id(tx, letter.tenant).await?;
    Ok(office.map(|office| (office, tenant)))
}

/// Which office the letter opens, and boxes for name and address.
pub(super) async fn person(
    _: Anyone,
    State(app): State<App>,
    headers: HeaderMap,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&Scope::system("show the office of a letter")).await?;
    Ok(match opened(&app, &tx, &headers).await? {
        Some((office, tenant)) => page.ok(PERSON_TITLE, || {
            view! { <LetterPersonPage form=FormState::empty() office=office.name number=office.number tenant=tenant.name/> }
        }),
        None => see_other(&paths::sign_in_letter()),
    })
}

/// Takes name and address, and sends a code to prove the address.
pub(super) async fn begin(
    anyone: Anyone,
    State(app): State<App>,
    headers: HeaderMap,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let tx = app.store.read(&Scope::system("show the office of a letter")).await?;
    let Some((office, tenant)) = opened(&app, &tx, &headers).await? else {
        return Ok(see_other(&paths::sign_in_letter()));
    };
    drop(tx);
    let show = |errors: AccountErrors| {
        let form = rejected(typed.clone(), &errors);
        let (office, number, tenant) = (office.name.clone(), office.number.clone(), tenant.name.clone());
        let response =
            page.unprocessable(PERSON_TITLE, || view! { <LetterPersonPage form office number tenant/> });
        refused(response, &errors)
    };
    let new = match NewApplicant::parse(&typed) {
        Ok(new) => new,
        Err(errors) => return Ok(show(errors)),
    };
    let tries = [
        ("mail", new.email.key(), throttling::MAIL),
        ("mail from", throttling::network(anyone.visit.from), throttling::MAILS_HERE),
    ];
    if let Some(problem) = throttling::take(&app, &tries).await? {
        return Ok(show(vec![(AccountField::Email, problem)]));
    }
    let browser = links::browser(&app, &headers);
    let tx = app.store.write(&anyone.visit.once(Scope::system("begin with a letter"))).await?;
    let account = match accounts::by_email(&tx, &new.email.key()).await? {
        Some(account) => account,
        None => add(&app, &tx, new).await?,
    };
    links::send(&app, &tx, &account, &browser, &paths::my(&tenant.slug)).await?;
    tx.commit().await?;
    let cookie = cookies::set(&app.config, &cookies::browser_name(&app.config), &browser, Some(links::AGE));
    Ok(with_cookie(see_other(&paths::sign_in_code()), cookie))
}

/// Adds an account that speaks for nobody until its address is proved.
pub(super) async fn add(app: &App, tx: &Tx, new: NewApplicant) -> Result<Account, Error> {
    let NewApplicant { name, email } = new;
    let now = app.clock.now();
    let id = app.clock.id();
    let account = NewAccount {
        id,
        kind: AccountKind::Applicant,
        name: name.as_str().to_owned(),
        email: Some((email.as_str().to_owned(), email.key())),
        password_hash: None,
        demo_key: None,
    };
    accounts::add(tx, account, now).await?;
    let event = Event::of(now, "account.added", "account", id.uuid(), json!({ "kind": "applicant" }));
    tx.record_for(events::NO_TENANT, event)?;
    accounts::find(tx, id).await?.ok_or(Error::Internal("an account that was just added"))
}
