//! The beginning of an entry: the office is found, the programme and the arrival are asked for.

use crate::{
    actor::Clerk,
    app::App,
    error::Error,
    page::{Page, see_other},
    posted::Posted,
    subsidies::{
        beginning::{known, why_not},
        register_of,
    },
};
use app::{
    messages::subsidies::{arrival_errors, window},
    paths::Filling,
    subsidies::behalf::{BeginPage, BeginView, ProgrammeChoice},
};
use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use domain::{
    form::Typed,
    ids::{ApplicationId, OfficeId, ProgrammeId},
    subsidies::{Arrival, ProgrammeState, Rules, Stage},
};
use elements::FormState;
use leptos::prelude::*;
use serde::Deserialize;
use store::{
    Tx,
    subsidies::{
        applications::{self, Application, NewDraft},
        offices::{self, Office},
        programmes::{self, Programme},
    },
};

const TITLE: &str = "紙の申請書を入力する";

/// Which programme the paper names, where its code was typed.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    programme: Option<ProgrammeId>,
}

/// The office, the programmes, and the form of the arrival.
pub async fn show(
    clerk: Clerk,
    State(app): State<App>,
    Path((_, id)): Path<(String, OfficeId)>,
    Query(Asked { programme }): Query<Asked>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&clerk.scope()).await?;
    let office = offices::find(&tx, id).await?.ok_or(Error::NotFound)?;
    let programmes = choices(&tx, &office).await?;
    let chosen = programme.map(|id| Typed::default().with("programme", id.to_string())).unwrap_or_default();
    Ok(render(&page, &clerk, &office, programmes, FormState::filled(chosen)))
}

/// Begins a draft, or goes on with the one there is.
pub async fn create(
    clerk: Clerk,
    State(app): State<App>,
    Path((slug, id)): Path<(String, OfficeId)>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let tx = app.store.write(&clerk.scope()).await?;
    let office = offices::find(&tx, id).await?.ok_or(Error::NotFound)?;
    let programmes = choices(&tx, &office).await?;
    let chosen = programmes
        .iter()
        .find(|one| one.choice.why_not.is_none() && one.choice.id.to_string() == typed.get("programme"));
    let Some(chosen) = chosen else {
        let errors = vec![("programme", "どの補助事業の申請かを選んでください".to_owned())];
        let form = FormState::rejected(typed, errors);
        return Ok(render(&page, &clerk, &office, programmes, form));
    };
    let arrival = match Arrival::parse(&typed, &chosen.rules, app.clock.today()) {
        Ok(arrival) => arrival,
        Err(problems) => {
            let form = FormState::rejected(typed, arrival_errors(&problems));
            return Ok(render(&page, &clerk, &office, programmes, form));
        }
    };
    let now = app.clock.now();
    let application = match chosen.choice.draft {
        Some(draft) => {
            applications::save_arrival(&tx, draft, arrival, now).await?;
            draft
        }
        None => {
            let id: ApplicationId = app.clock.id();
            let draft = NewDraft {
                id,
                programme: chosen.choice.id,
                rules: chosen.version,
                office: office.id,
                account: clerk.id(),
                arrival: Some(arrival),
                fiscal_year: chosen.rules.fiscal_year,
                answers: known(&tx, None, (chosen.choice.id, &[office.id]), &office, now).await?,
            };
            applications::begin(&tx, draft, now).await?;
            id
        }
    };
    tx.commit().await?;
    Ok(see_other(&Filling::on_behalf(slug).application(application)))
}

/// A programme with what the beginning needs of it.
struct Choosable {
    choice: ProgrammeChoice,
    rules: Rules,
    version: domain::ids::ProgrammeVersionId,
}

/// The published programmes, and why the office cannot apply to some.
async fn choices(tx: &Tx, office: &Office) -> Result<Vec<Choosable>, Error> {
    let mut choices = Vec::new();
    for programme in programmes::all(tx).await? {
        if let Some(one) = choosable(tx, office, programme).await? {
            choices.push(one);
        }
    }
    Ok(choices)
}

async fn choosable(tx: &Tx, office: &Office, programme: Programme) -> Result<Option<Choosable>, Error> {
    match programme.state {
        ProgrammeState::Published { .. } => {}
        ProgrammeState::Draft | ProgrammeState::Closed { .. } => return Ok(None),
    }
    let Some(version) = programme.current.clone() else { return Ok(None) };
    let why_not = why_not(tx, &programme, &version.rules, office).await?;
    let draft = applications::of_office(tx, programme.id, office.id).await?.into_iter().find(is_draft);
    let choice = ProgrammeChoice {
        id: programme.id,
        title: version.rules.title.clone(),
        window: version.rules.windows().map(window).collect::<Vec<_>>().join("、"),
        why_not,
        draft: draft.map(|draft| draft.id),
    };
    Ok(Some(Choosable { choice, rules: version.rules, version: version.id }))
}

/// An officer's draft; that of the office itself is its own.
fn is_draft(application: &Application) -> bool {
    application.stage == Stage::Draft && application.arrival.is_some()
}

fn render(
    page: &Page,
    clerk: &Clerk,
    office: &Office,
    programmes: Vec<Choosable>,
    form: FormState,
) -> Response {
    let rejected = form.has_errors();
    let begin = BeginView {
        slug: clerk.tenant.slug.clone(),
        office: office.id,
        register: register_of(office),
        programmes: programmes.into_iter().map(|one| one.choice).collect(),
        form,
    };
    let view = move || view! { <BeginPage begin/> };
    if rejected { page.unprocessable(TITLE, view) } else { page.ok(TITLE, view) }
}
