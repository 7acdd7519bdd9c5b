//! 相乗り開催: small requests that could be one session, joined by one act.

use super::{along, told};
use crate::{
    actor::FederationClerk, app::App, dispatches::following, error::Error, page::Page, posted::Posted,
};
use app::{
    demos::{PoolLine, PoolRequest, PoolsPage},
    messages::demos::wrong_stage,
};
use axum::{extract::State, response::Response};
use domain::{
    demos::{StageName, Waiting, pools},
    ids::DemoId,
};
use leptos::prelude::*;
use store::{
    Tx,
    demos::{ActError, companions, rules, sessions, sessions::Session},
};

const TITLE: &str = "相乗り開催の提案";

/// What could be pooled.
pub async fn index(officer: FederationClerk, State(app): State<App>, page: Page) -> Result<Response, Error> {
    let tx = app.store.read(&officer.scope()).await?;
    let (least, lines) = proposed(&tx).await?;
    let slug = officer.tenant.slug.clone();
    Ok(page.ok(TITLE, move || view! { <PoolsPage slug least pools=lines refused=None/> }))
}

/// Joins the requests that are named to the first of them.
pub async fn join(
    officer: FederationClerk,
    State(app): State<App>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let slug = officer.tenant.slug.clone();
    let tx = app.store.write(&officer.scope()).await?;
    let mut ids: Vec<DemoId> = typed.all("request").filter_map(|id| id.parse().ok()).collect();
    ids.dedup();
    let mut requests: Vec<Session> = Vec::new();
    for id in &ids {
        requests.push(sessions::find_to_change(&tx, *id).await?.ok_or(Error::NotFound)?);
    }
    let why = match requests.split_first() {
        Some((lead, others)) if !others.is_empty() => {
            match joined(&app, &tx, &officer, lead, others).await? {
                None => {
                    tx.commit().await?;
                    return Ok(told(&slug, lead.id, "joined"));
                }
                Some(why) => why,
            }
        }
        _ => "まとめる依頼を2つ以上選んでください".to_owned(),
    };
    drop(tx);
    let tx = app.store.read(&officer.scope()).await?;
    let (least, lines) = proposed(&tx).await?;
    let refused = Some(why);
    Ok(page.unprocessable(TITLE, move || view! { <PoolsPage slug least pools=lines refused/> }))
}

/// Nothing, or why it was not done; then nothing of it stays.
async fn joined(
    app: &App,
    tx: &Tx,
    officer: &FederationClerk,
    lead: &Session,
    others: &[Session],
) -> Result<Option<String>, Error> {
    if lead.stage.name().is_over() {
        return Ok(Some("依頼の状態が変わりました。もう一度、一覧から選んでください".to_owned()));
    }
    for request in others {
        match companions::join(tx, lead, request, app.clock.now()).await {
            Ok(true) => {
                along::joined(app, tx, &officer.tenant, (lead, request)).await?;
                following::joined(app, tx, &officer.tenant, request).await?;
            }
            Ok(false) => return Ok(Some("同じ市区町村の依頼は、まとめられません".to_owned())),
            Err(ActError::Stage(why)) => return Ok(Some(wrong_stage(why))),
            Err(ActError::Store(error)) => return Err(error.into()),
        }
    }
    along::bring(app, tx, &officer.tenant, lead).await?;
    along::came(app, tx, &officer.tenant, lead, others).await?;
    Ok(None)
}

async fn proposed(tx: &Tx) -> Result<(Option<u16>, Vec<PoolLine>), Error> {
    let least = rules::own(tx).await?.0.least;
    let requested = sessions::in_stage(tx, StageName::Requested).await?;
    let waiting: Vec<Waiting> = requested
        .iter()
        .map(|session| Waiting {
            session: session.id,
            member: session.member,
            people: session.request.people.get(),
            place: session.request.place,
            days: session.request.candidates.iter().map(|slot| slot.date).collect(),
        })
        .collect();
    let lines = pools(&waiting, least.unwrap_or(0))
        .into_iter()
        .map(|pool| PoolLine {
            requests: std::iter::once(pool.lead)
                .chain(pool.others)
                .filter_map(|id| requested.iter().find(|session| session.id == id))
                .map(|session| PoolRequest {
                    id: session.id,
                    municipality: session.name.clone(),
                    people: session.request.people.get(),
                    willing: session.request.joint,
                    candidates: session.request.candidates.clone(),
                })
                .collect(),
            people: pool.people,
        })
        .collect();
    Ok((least, lines))
}
