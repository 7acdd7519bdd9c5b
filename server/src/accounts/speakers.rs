//! Who speaks for an applicant's offices. Any of them adds a colleague or takes one away; one always stays.

use super::{
    mailing,
    sign_in::{refused, rejected},
    throttling,
};
use crate::{
    actor::Applicant,
    app::App,
    error::Error,
    page::{Page, see_other},
    posted::Posted,
};
use app::{
    accounts::{SpeakersOfOffice, SpeakersPage, also_field, confirmer_field},
    mails::accounts as mails,
    messages, paths,
};
use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use domain::{
    accounts::{
        AccountKind,
        forms::{AccountErrors, AccountField, AccountProblem, NewApplicant},
    },
    form::Typed,
    ids::{AccountId, OfficeId},
    offices::Happening,
    subsidies::{ConfirmersProblem, HandedIn},
};
use elements::FormState;
use leptos::prelude::*;
use serde::Deserialize;
use serde_json::json;
use store::{
    Scope, Tx,
    accounts::{self, Account},
    events::Event,
    members,
    subsidies::{
        confirmations,
        offices::{self, Office},
    },
};

const TITLE: &str = "一緒に手続きをする方";

/// What was just done, told once after a redirect.
#[derive(Debug, Deserialize)]
pub struct Done {
    done: Option<String>,
}

/// The places of the address of one who is taken away.
#[derive(Debug, Deserialize)]
pub struct SpeakerPath {
    office: OfficeId,
    account: AccountId,
}

/// Everybody who speaks for the applicant's offices, and boxes for one more.
pub async fn index(
    applicant: Applicant,
    State(app): State<App>,
    Query(Done { done }): Query<Done>,
    page: Page,
) -> Result<Response, Error> {
    let done = match done.as_deref() {
        Some("added") => Some("手続きをする方を加え、お知らせのメールを送りました"),
        Some("removed") => Some("手続きをする方から外しました"),
        Some("last") => Some("最後の1人は外せません。先にほかの方を加えてください"),
        Some("confirmer") => Some("確認者を外したり、変えたりできるのは、確認者だけです"),
        Some("named") => Some("確認者を決めました。これからは、確認者が確認してから提出します"),
        Some("unnamed") => Some("確認者をなくしました。これからは、確認なしで申請できます"),
        Some("alone") => {
            Some("手続きをする方が1人だけのときは、確認者を決められません。先にほかの方を加えてください")
        }
        Some(_) | None => None,
    };
    show(&app, &page, &applicant, done, FormState::empty()).await
}

async fn show(
    app: &App,
    page: &Page,
    applicant: &Applicant,
    done: Option<&str>,
    form: FormState,
) -> Result<Response, Error> {
    let tx = app.store.read(&applicant.scope()).await?;
    let known = offices::several(&tx, &applicant.offices).await?;
    let speakers = members::speakers_of(&tx, &applicant.offices).await?;
    let confirmers = confirmations::confirmers_of(&tx, &applicant.offices).await?;
    let of = |office: &Office| SpeakersOfOffice {
        id: office.id,
        confirmers: confirmers.get(&office.id).cloned().unwrap_or_default(),
        office: format!("{}（{}）", office.name, office.number),
        people: speakers
            .iter()
            .filter(|(of, _)| *of == office.id)
            .map(|(_, account)| (account.id, account.name.clone(), account.email.clone().unwrap_or_default()))
            .collect(),
    };
    let offices: Vec<_> = known.iter().map(of).collect();
    let (slug, me, done) = (applicant.tenant.slug.clone(), applicant.account.id, done.map(str::to_owned));
    let bad = form.has_errors();
    let view = move || view! { <SpeakersPage slug offices me done form/> };
    Ok(if bad { page.unprocessable(TITLE, view) } else { page.ok(TITLE, view) })
}

/// Adds a colleague, who signs in with nothing but the address.
pub async fn create(
    applicant: Applicant,
    State(app): State<App>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let chosen: Vec<OfficeId> = applicant
        .offices
        .iter()
        .copied()
        .filter(|id| typed.all("office").any(|chosen| chosen == id.to_string()))
        .collect();
    let new = NewApplicant::parse(&typed);
    let (new, errors) = match new {
        Ok(new) => (Some(new), AccountErrors::new()),
        Err(errors) => (None, errors),
    };
    let (Some(new), false) = (new, chosen.is_empty()) else {
        let mut errors = messages::accounts::errors(&errors);
        if chosen.is_empty() {
            errors.push(("office", "どの事業所かを、1つ以上選んでください".to_owned()));
        }
        return show(&app, &page, &applicant, None, FormState::rejected(typed, errors)).await;
    };
    let tries = [
        ("mail", new.email.key(), throttling::MAIL),
        ("mail from", throttling::network(applicant.visit.from), throttling::MAILS_HERE),
    ];
    if let Some(problem) = throttling::take(&app, &tries).await? {
        return problem_with(&app, &page, &applicant, typed, problem).await;
    }
    let tx = app.store.write(&applicant.visit.once(Scope::system_for(applicant.account.id))).await?;
    let account = match accounts::by_email(&tx, &new.email.key()).await? {
        Some(account) if account.kind == AccountKind::Staff || account.disabled_at.is_some() => {
            drop(tx);
            return problem_with(&app, &page, &applicant, typed, AccountProblem::StaffAddress).await;
        }
        Some(account) => account,
        None => super::letters::add(&app, &tx, new).await?,
    };
    tx.commit().await?;
    add(&app, &applicant, &account, &chosen).await?;
    Ok(see_other(&format!("{}?done=added", paths::speakers(&applicant.tenant.slug))))
}

async fn problem_with(
    app: &App,
    page: &Page,
    applicant: &Applicant,
    typed: Typed,
    problem: AccountProblem,
) -> Result<Response, Error> {
    let errors = vec![(AccountField::Email, problem)];
    let form = rejected(typed, &errors);
    Ok(refused(show(app, page, applicant, None, form).await?, &errors))
}

async fn add(app: &App, applicant: &Applicant, account: &Account, chosen: &[OfficeId]) -> Result<(), Error> {
    let now = app.clock.now();
    let tx = app.store.write(&Scope::tenant(applicant.tenant.id, applicant.account.id)).await?;
    for office in chosen {
        accounts::speak_for(&tx, account.id, *office, now).await?;
        let facts = json!({ "account": account.id });
        tx.record(Event::of(now, Happening::SpeakerAdded.code(), "office", office.uuid(), facts))?;
    }
    let names: Vec<String> =
        offices::several(&tx, chosen).await?.into_iter().map(|office| office.name).collect();
    let url = app.address_of(&paths::sign_in());
    let house = applicant.tenant.name.as_str();
    let text = mails::speaks(&account.name, house, &applicant.account.name, &names, &url);
    mailing::send_for(app, &tx, applicant.tenant.id, house, account, text).await?;
    Ok(tx.commit().await?)
}

/// Takes somebody away from an office; the last one stays.
pub async fn remove(
    applicant: Applicant,
    State(app): State<App>,
    Path(SpeakerPath { office, account }): Path<SpeakerPath>,
    Posted(_): Posted,
) -> Result<Response, Error> {
    if !applicant.offices.contains(&office) {
        return Err(Error::NotFound);
    }
    let tx = app.store.write(&applicant.scope()).await?;
    // Who is named as a confirmer at the same moment is one before or after.
    members::speakers_of_to_change(&tx, office).await?;
    let house = confirmations::confirmers(&tx, office).await?;
    let theirs = !house.has(account) || house.may_be_named_by(applicant.id());
    let done = if theirs { removed(&app, &tx, office, account).await? } else { "confirmer" };
    tx.commit().await?;
    let elsewhere = account == applicant.account.id && done == "removed" && applicant.offices.len() == 1;
    let to = if elsewhere {
        paths::home()
    } else {
        format!("{}?done={done}", paths::speakers(&applicant.tenant.slug))
    };
    Ok(see_other(&to))
}

/// Says who confirms before an application of an office is handed in, and what else they look at; nobody, where nobody is
/// ticked.
pub async fn name_confirmers(
    applicant: Applicant,
    State(app): State<App>,
    Path((_, office)): Path<(String, OfficeId)>,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    if !applicant.speaks_for(office) {
        return Err(Error::NotFound);
    }
    let tx = app.store.write(&applicant.scope()).await?;
    // Two colleagues who name at one moment do so one after the other.
    members::speakers_of_to_change(&tx, office).await?;
    let house = confirmations::confirmers(&tx, office).await?;
    let field = confirmer_field(office);
    let ticked = |one: AccountId| typed.all(&field).any(|chosen| chosen == one.to_string());
    let field = also_field(office);
    let also: Vec<HandedIn> = HandedIn::CHOSEN
        .into_iter()
        .filter(|what| typed.all(&field).any(|code| code == what.code()))
        .collect();
    let done = match house.name(applicant.id(), ticked) {
        Ok(named) if named == house.confirmers && (named.is_empty() || also == house.also) => None,
        Ok(named) => {
            confirmations::name(&tx, office, &named, &also, app.clock.now()).await?;
            Some(if named.is_empty() { "unnamed" } else { "named" })
        }
        Err(ConfirmersProblem::NotYours) => Some("confirmer"),
        Err(ConfirmersProblem::Alone) => Some("alone"),
    };
    tx.commit().await?;
    let page = paths::speakers(&applicant.tenant.slug);
    Ok(see_other(&done.map_or_else(|| page.clone(), |done| format!("{page}?done={done}"))))
}

async fn removed(app: &App, tx: &Tx, office: OfficeId, account: AccountId) -> Result<&'static str, Error> {
    let speakers = members::speakers_of_to_change(tx, office).await?;
    if !speakers.contains(&account) {
        return Err(Error::NotFound);
    }
    if speakers.len() == 1 {
        return Ok("last");
    }
    members::stop_speaking(tx, account, office).await?;
    let facts = json!({ "account": account });
    let event = Event::of(app.clock.now(), Happening::SpeakerRemoved.code(), "office", office.uuid(), facts);
    tx.record(event)?;
    Ok("removed")
}
