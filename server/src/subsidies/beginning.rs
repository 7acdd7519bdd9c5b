//! The beginning of an application: the choice of the office, and a draft filled with what is known already.

use crate::{
    actor::Applicant,
    app::App,
    error::Error,
    page::{Page, see_other},
    posted::Posted,
};
use app::{
    messages::subsidies::{already_applied, unit_and_frequency},
    paths,
    subsidies::{OfficeChoice, StartPage, WhyNot},
};
use axum::{
    extract::{Path, State},
    response::Response,
};
use chrono::{DateTime, Utc};
use domain::{
    form::Typed,
    ids::{ApplicationId, OfficeId, ProgrammeId},
    offices::Status,
    subsidies::{Answers, ConsultationState, Place, Reach, Rules, Stage, Task, eligible_services},
};
use elements::FormState;
use leptos::prelude::*;
use store::{
    Tx,
    accounts::Account,
    subsidies::{
        applications::{self, Application, NewDraft},
        applied_elsewhere, consultations, holder,
        offices::{self, Office},
        programmes::{self, Programme},
    },
};

const TITLE: &str = "申請する事業所を選ぶ";

/// The applicant's offices, and why one cannot apply for some.
pub async fn show(
    applicant: Applicant,
    State(app): State<App>,
    Path((slug, id)): Path<(String, ProgrammeId)>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&applicant.scope()).await?;
    let (programme, rules) = published(&tx, id).await?;
    let offices = choices(&tx, &applicant.offices, &programme, &rules).await?;
    // Where there is nothing to choose, it is chosen.
    let form = match offices.iter().filter(|office| office.why_not.is_none()).collect::<Vec<_>>()[..] {
        [only] => FormState::filled(Typed::default().with("office", only.id.to_string())),
        [] | [_, _, ..] => FormState::empty(),
    };
    Ok(page.ok(TITLE, move || view! { <StartPage slug programme=id title=rules.title offices form/> }))
}

/// Begins a draft for an office, or goes on with the one there is.
pub async fn create(
    applicant: Applicant,
    State(app): State<App>,
    Path((slug, id)): Path<(String, ProgrammeId)>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let tx = app.store.write(&applicant.scope()).await?;
    let (programme, rules) = published(&tx, id).await?;
    let offices = choices(&tx, &applicant.offices, &programme, &rules).await?;
    let chosen: Vec<OfficeId> = offices
        .iter()
        .filter(|office| office.why_not.is_none())
        .map(|office| office.id)
        .filter(|id| typed.all("office").any(|chosen| chosen == id.to_string()))
        .collect();
    if chosen.is_empty() {
        let form =
            FormState::rejected(typed, vec![("office", "どの事業所の申請かを選んでください".to_owned())]);
        return Ok(page.unprocessable(TITLE, move || {
            view! { <StartPage slug programme=id title=rules.title offices form/> }
        }));
    }
    let mut begun = Vec::with_capacity(chosen.len());
    for office in chosen {
        begun.push(begin(&app, &tx, &applicant, &programme, office).await?);
    }
    tx.commit().await?;
    Ok(see_other(&match begun[..] {
        [only] => paths::my_application(&slug, only),
        _ => paths::joint(&slug, id),
    }))
}

/// Begins a draft for an office, or goes on with the one there is.
async fn begin(
    app: &App,
    tx: &Tx,
    applicant: &Applicant,
    programme: &Programme,
    office: OfficeId,
) -> Result<ApplicationId, Error> {
    let drafts = applications::of_office(tx, programme.id, office).await?;
    if let Some(draft) = drafts.iter().find(|draft| draft.stage == Stage::Draft && draft.arrival.is_none()) {
        return Ok(draft.id);
    }
    let office = offices::find(tx, office).await?.ok_or(Error::NotFound)?;
    let version = programme.current.as_ref().ok_or(Error::NotFound)?;
    let now = app.clock.now();
    let application: ApplicationId = app.clock.id();
    let draft = NewDraft {
        id: application,
        programme: programme.id,
        rules: version.id,
        office: office.id,
        account: applicant.id(),
        arrival: None,
        fiscal_year: version.rules.fiscal_year,
        answers: known(tx, Some(&applicant.account), (programme.id, &applicant.offices), &office, now)
            .await?,
    };
    applications::begin(tx, draft, now).await?;
    Ok(application)
}

/// A programme that everybody may see, with its rules.
pub(super) async fn published(tx: &Tx, id: ProgrammeId) -> Result<(Programme, Rules), Error> {
    let programme = programmes::find(tx, id).await?.ok_or(Error::NotFound)?;
    let rules = programme.current.as_ref().ok_or(Error::NotFound)?.rules.clone();
    Ok((programme, rules))
}

/// The offices one speaks for, and why one cannot apply for some.
pub(super) async fn choices(
    tx: &Tx,
    offices: &[OfficeId],
    programme: &Programme,
    rules: &Rules,
) -> Result<Vec<OfficeChoice>, Error> {
    let mut choices = Vec::new();
    let all = applications::of_offices(tx, offices).await?;
    let known = offices::several(tx, offices).await?;
    for office in &known {
        let why_not = match why_not(tx, programme, rules, office).await? {
            None => not_agreed(tx, programme, rules, office.id).await?,
            why_not => why_not,
        };
        choices.push(OfficeChoice {
            id: office.id,
            name: office.name.clone(),
            number: office.number.to_string(),
            earlier: earlier(&all, &known, office).and_then(|application| application.receipt),
            why_not,
        });
    }
    Ok(choices)
}

/// Whoever applies online tells a plan before, where the rules ask for it; what came on paper was consulted about there.
async fn not_agreed(
    tx: &Tx,
    programme: &Programme,
    rules: &Rules,
    office: OfficeId,
) -> Result<Option<WhyNot>, Error> {
    if !rules.procedure.consults() {
        return Ok(None);
    }
    let state = consultations::of_office(tx, programme.id, office).await?.map(|one| one.state);
    let agreed = state == Some(ConsultationState::Agreed);
    Ok((!agreed).then_some(WhyNot::NotAgreed { programme: programme.id, state }))
}

/// Why an office cannot apply to a programme.
pub(super) async fn why_not(
    tx: &Tx,
    programme: &Programme,
    rules: &Rules,
    office: &Office,
) -> Result<Option<WhyNot>, Error> {
    let place = Place::of(rules, programme.id, programme.series, &office.holder(""));
    if let Some((receipt, application)) = holder(tx, &place).await? {
        let (what, rule) = (already_applied(rules), unit_and_frequency(rules));
        return Ok(Some(WhyNot::Applied { what, rule, receipt, application }));
    }
    if office.status != Status::Active {
        return Ok(Some(WhyNot::NotOpen { status: office.status }));
    }
    if let Some((number, receipt)) = applied_elsewhere(tx, programme.id, office.number).await? {
        return Ok(Some(WhyNot::AppliedElsewhere { number, receipt }));
    }
    let elsewhere = office.municipality.is_some_and(|code| !rules.location.municipalities.contains(&code));
    if elsewhere && rules.reach == Reach::Inside {
        return Ok(Some(WhyNot::Outside { municipality: rules.location.name.clone() }));
    }
    if rules.leaves_out(office.traits()) {
        return Ok(Some(WhyNot::LeftOut));
    }
    if eligible_services(rules, &office.services).next().is_none() {
        let services = office.services.iter().map(|service| service.name()).collect::<Vec<_>>().join("、");
        return Ok(Some(WhyNot::NotListed { services }));
    }
    Ok(None)
}

/// The last application that was received for an office, of those that are there; else the last for another office of the
/// same corporation.
fn earlier<'a>(all: &'a [Application], offices: &[Office], office: &Office) -> Option<&'a Application> {
    let mut received = all.iter().filter(|application| application.submitted_at.is_some());
    let own = received.clone().find(|application| application.office == office.id);
    own.or_else(|| {
        let corporation = office.corporation_id?;
        let of_same = |one: &Office| one.corporation_id == Some(corporation);
        received.find(|application| offices.iter().any(|one| one.id == application.office && of_same(one)))
    })
}

/// What is known beforehand: what the same applicant answered last time, for this office or another one of theirs that has
/// the same corporation, else what the register and the account hold. Whoever applies to a programme again, having withdrawn
/// or been refused, finds the cost too.
pub(super) async fn known(
    tx: &Tx,
    account: Option<&Account>,
    (programme, offices): (ProgrammeId, &[OfficeId]),
    office: &Office,
    now: DateTime<Utc>,
) -> Result<Answers, Error> {
    let mut answers = Answers::default();
    let all = applications::of_offices(tx, offices).await?;
    let offices = offices::several(tx, offices).await?;
    let earlier = earlier(&all, &offices, office);
    let registered = || {
        Typed::default()
            .with("corporation", office.corporation.clone().unwrap_or_default())
            .with("contact_name", account.map(|account| account.name.clone()).unwrap_or_default())
            .with("phone", office.phone.clone())
            .with("email", account.and_then(|account| account.email.clone()).unwrap_or_default())
    };
    let contact = earlier.map_or_else(registered, |application| application.answers.typed(Task::Contact));
    answers.save(Task::Contact, &contact, now);
    if let Some(again) = earlier.filter(|one| one.programme == programme && one.office == office.id) {
        answers.save(Task::Expense, &again.answers.typed(Task::Expense), now);
    }
    Ok(answers)
}
