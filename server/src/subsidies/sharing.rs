//! 抽選, 按分, 採点順: after the reception, once, by somebody who keeps programmes; whoever the budget holds moves up and is
//! told.

use super::{programmes::conflict, waiting};
use crate::{
    actor::Keeper,
    app::App,
    error::Error,
    page::{Page, see_other},
    posted::Posted,
};
use app::{
    messages::subsidies::seed_error,
    paths,
    subsidies::{SharingPage, SharingView},
};
use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::{
    ids::ProgrammeId,
    money::Yen,
    subsidies::{Exhaustion, LEAST_REVIEWERS, ProgrammeState, Reception, Rules, Seed, Tally},
};
use elements::FormState;
use leptos::prelude::*;
use store::{
    Tx,
    subsidies::{
        applications::Application,
        marks,
        programmes::{self, Programme},
        waiting as queue,
    },
};

const TITLE: &str = "抽選・按分・採点の順";

/// What it will come to.
pub async fn show(
    officer: Keeper,
    State(app): State<App>,
    Path((slug, id)): Path<(String, ProgrammeId)>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&officer.scope()).await?;
    let programme = programmes::find(&tx, id).await?.ok_or(Error::NotFound)?;
    match view_of(&app, &tx, slug.clone(), &programme).await? {
        Some(sharing) => {
            let form = FormState::empty();
            Ok(page.ok(TITLE, move || view! { <SharingPage sharing form/> }))
        }
        None => Ok(see_other(&back(&slug, &programme))),
    }
}

/// Does it, once.
pub async fn create(
    officer: Keeper,
    State(app): State<App>,
    Path((slug, id)): Path<(String, ProgrammeId)>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let tx = app.store.write(&officer.scope()).await?;
    let programme = programmes::find(&tx, id).await?.ok_or(Error::NotFound)?;
    let Some(sharing) = view_of(&app, &tx, slug.clone(), &programme).await? else {
        return Ok(see_other(&back(&slug, &programme)));
    };
    if typed.version() != programme.version {
        return Err(conflict(&tx, &slug, &programme, Vec::new()).await?);
    }
    if sharing.not_yet.is_some() {
        let form = FormState::filled(typed);
        return Ok(page.unprocessable(TITLE, move || view! { <SharingPage sharing form/> }));
    }
    let seed = match sharing.policy {
        Exhaustion::Lottery => match Seed::parse(typed.get("seed")) {
            Ok(seed) => Some(seed),
            Err(error) => {
                let form = FormState::rejected(typed, vec![("seed", seed_error(error))]);
                return Ok(page.unprocessable(TITLE, move || view! { <SharingPage sharing form/> }));
            }
        },
        Exhaustion::Close | Exhaustion::Waitlist | Exhaustion::ProRata | Exhaustion::ByScore => None,
    };
    let Some(rules) = rules_of(&programme) else { return Err(Error::NotFound) };
    match queue::share_out(&tx, &programme, rules, seed.as_ref(), app.clock.now()).await {
        Ok(_) => {}
        Err(store::Error::Stale) => return Err(conflict(&tx, &slug, &programme, Vec::new()).await?),
        Err(error) => return Err(error.into()),
    }
    waiting::move_up(&app, &tx, &officer.tenant, id).await?;
    tx.commit().await?;
    app.wake.notify_one();
    Ok(see_other(&format!("{}?done=shared", paths::budget(&slug, id))))
}

fn rules_of(programme: &Programme) -> Option<&Rules> {
    programme.current.as_ref().map(|version| &version.rules)
}

/// How many of those who wait have no marks of enough reviewers, as a sentence.
async fn unmarked(tx: &Tx, waiting: &[Application]) -> Result<Option<String>, Error> {
    let tallies = marks::tallies(tx, waiting).await?;
    let lacks = |one: &&Application| !tallies.get(&one.id).is_some_and(Tally::is_enough);
    let count = waiting.iter().filter(lacks).count();
    Ok((count > 0).then(|| {
        format!(
            "{LEAST_REVIEWERS}人以上の採点が終わっていない申請が{count}件あります。採点が終わってから行います"
        )
    }))
}

/// To the ledger, where there is one.
fn back(slug: &str, programme: &Programme) -> String {
    match programme.current {
        Some(_) => paths::budget(slug, programme.id),
        None => paths::programme(slug, programme.id),
    }
}

/// What there is to share out; nothing where the rules share nothing out, or where it was done.
async fn view_of(
    app: &App,
    tx: &Tx,
    slug: String,
    programme: &Programme,
) -> Result<Option<SharingView>, Error> {
    let Some(rules) = rules_of(programme) else { return Ok(None) };
    let done = queue::standing(tx, programme.id).await?.shared_out_at.is_some();
    if done || !rules.exhaustion.is_shared_out_later() {
        return Ok(None);
    }
    let waiting = queue::all(tx, programme.id).await?;
    let receiving = matches!(programme.state, ProgrammeState::Published { .. })
        && rules.window_at(app.clock.now()).1 != Reception::Over;
    let not_yet = if receiving {
        Some("受付が終わってから行います。受付期間の終わりを待つか、受付を終了してください".to_owned())
    } else if waiting.is_empty() {
        Some("待機している申請がありません".to_owned())
    } else {
        match rules.exhaustion {
            Exhaustion::ByScore => unmarked(tx, &waiting).await?,
            Exhaustion::Close | Exhaustion::Waitlist | Exhaustion::Lottery | Exhaustion::ProRata => None,
        }
    };
    Ok(Some(SharingView {
        slug,
        id: programme.id,
        version: programme.version,
        title: programme.title.clone(),
        policy: rules.exhaustion,
        waiting: waiting.len() as u64,
        asked: super::or_zero(Yen::checked_sum(waiting.iter().map(|one| one.amount))),
        remaining: programme.remaining(),
        not_yet,
    }))
}
