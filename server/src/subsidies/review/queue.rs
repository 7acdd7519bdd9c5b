//! S12: the list, narrowed and sorted by its address.

use super::{Pairs, case::ageing, queue_of};
use crate::{
    actor::{Officer, Reader},
    app::App,
    clock::in_japan,
    error::Error,
    page::Page,
};
use app::subsidies::review::{PER_PAGE, QueueLine, QueuePage, QueueView, Strip};
use axum::{extract::State, response::Response};
use domain::{
    accounts::Role,
    ids::ProgrammeVersionId,
    subsidies::{Band, Owner, Queue, StageName, Stages},
    working_days::WorkingCalendar,
};
use leptos::prelude::*;
use std::collections::{BTreeMap, btree_map::Entry};
use store::{
    Tx,
    subsidies::{
        applications::Application,
        programmes,
        queue::{self as lists, Line},
    },
    tenants,
};

/// The list.
pub async fn show(
    officer: Reader,
    State(app): State<App>,
    pairs: Pairs,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&officer.scope()).await?;
    let list = list(&app, &tx, &officer, queue_of(&pairs)).await?;
    Ok(page.with_islands().ok("申請の審査", move || view! { <QueuePage list/> }))
}

async fn list(app: &App, tx: &Tx, officer: &Officer, queue: Queue) -> Result<QueueView, Error> {
    let asker = officer.id();
    let lines = lists::page(tx, &queue, asker, PER_PAGE).await?;
    let total = lists::count(tx, &queue, asker).await?;
    let counts = lists::stage_counts(tx, &queue, asker).await?;
    let in_stages = Stages::ALL
        .into_iter()
        .map(|stages| (stages, stages.names().iter().filter_map(|name| counts.get(name)).sum()))
        .collect();
    let mut of_owners = Vec::with_capacity(Owner::ALL.len());
    for owner in Owner::ALL {
        of_owners.push((owner, lists::count(tx, &queue.of(owner), asker).await?));
    }
    let waiting = lists::waiting(tx).await?;
    let standards =
        standards(tx, waiting.iter().chain(lines.iter().map(|line| &line.application)).map(|one| one.rules))
            .await?;
    let calendar = WorkingCalendar::new(tenants::closed_days(tx).await?);
    let strip = strip(app, &waiting, &standards, &calendar);
    let lines =
        lines.into_iter().map(|line| row(app, line, &standards, &calendar)).collect::<Result<_, _>>()?;
    let may_enter = officer.has(Role::Clerk);
    let slug = officer.tenant.slug.clone();
    Ok(QueueView { slug, queue, lines, total, in_stages, of_owners, strip, may_enter })
}

/// The standard processing time under each version of the rules.
async fn standards(
    tx: &Tx,
    versions: impl Iterator<Item = ProgrammeVersionId>,
) -> Result<BTreeMap<ProgrammeVersionId, u16>, Error> {
    let mut standards = BTreeMap::new();
    for id in versions {
        if let Entry::Vacant(place) = standards.entry(id) {
            let version = programmes::version_by_id(tx, id).await?.ok_or(store::Error::Missing)?;
            place.insert(version.rules.standard_days);
        }
    }
    Ok(standards)
}

fn strip(
    app: &App,
    waiting: &[Application],
    standards: &BTreeMap<ProgrammeVersionId, u16>,
    calendar: &WorkingCalendar,
) -> Strip {
    let ages: Vec<_> = waiting
        .iter()
        .filter_map(|one| ageing(one, standards.get(&one.rules).copied()?, app, calendar))
        .map(|view| view.ageing)
        .collect();
    let count = |n: usize| u64::try_from(n).unwrap_or(u64::MAX);
    Strip {
        waiting: count(waiting.len()),
        oldest: ages.iter().map(|age| age.used).max(),
        overdue: count(ages.iter().filter(|age| age.band == Band::Overdue).count()),
        unowned: count(waiting.iter().filter(|one| one.assignee.is_none()).count()),
    }
}

fn row(
    app: &App,
    line: Line,
    standards: &BTreeMap<ProgrammeVersionId, u16>,
    calendar: &WorkingCalendar,
) -> Result<QueueLine, Error> {
    let Line {
        application,
        office_number,
        office,
        office_kana,
        corporation,
        programme,
        assignee,
        updated_at,
    } = line;
    let stage = application.stage.name();
    let ageing = standards
        .get(&application.rules)
        .filter(|_| stage.is_open())
        .and_then(|standard| ageing(&application, *standard, app, calendar));
    Ok(QueueLine {
        id: application.id,
        receipt: application.receipt.ok_or(Error::NotFound)?,
        office,
        office_number,
        office_kana,
        corporation,
        programme,
        on_behalf: application.arrival.is_some(),
        received: application.clock(|at| in_japan(at).date_naive()).ok_or(Error::NotFound)?.received,
        ageing,
        stage: match stage {
            StageName::Draft => return Err(Error::Internal("a draft is in no list")),
            stage => stage,
        },
        assignee,
        amount: application.amount,
        updated: updated_at,
    })
}
