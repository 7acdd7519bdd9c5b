//! S12: the list, narrowed and sorted by its address.

use super::{Pairs, case::ageing, lists::Clockwork, queue_of};
use crate::{
    actor::{Officer, Reader},
    app::App,
    clock::in_japan,
    error::Error,
    page::{Page, see_other},
};
use app::{
    paths,
    subsidies::review::{PER_PAGE, QueueChoices, QueueLine, QueuePage, QueueView, SavedView, Strip},
};
use axum::{extract::State, response::Response};
use chrono::{Datelike as _, Days, Months, NaiveDate};
use domain::{
    accounts::Role,
    ids::AccountId,
    subsidies::{Band, BulkKind, Clock, Owner, Queue, StageName, Stages},
};
use elements::FormState;
use leptos::prelude::*;
use std::collections::BTreeMap;
use store::{
    Tx, accounts,
    offices::{areas, services},
    subsidies::{
        desk_views, flags, messages, programmes,
        queue::{self as lists, Held, Line},
    },
};

/// Most applications of one act.
pub(super) const MOST: u64 = 500;
const TITLE: &str = "申請の審査";

/// The list.
pub async fn show(
    officer: Reader,
    State(app): State<App>,
    pairs: Pairs,
    page: Page,
) -> Result<Response, Error> {
    let done = pairs.iter().find(|(name, _)| name == "done").and_then(|(_, what)| sentence(what));
    let tx = app.store.read(&officer.scope()).await?;
    if pairs.is_empty()
        && let Some(first) = desk_views::first(&tx, officer.id()).await?
    {
        return Ok(see_other(&paths::queue(&officer.tenant.slug, &first.named.queue)));
    }
    let list = QueueView { done, ..list(&app, &tx, &officer, queue_of(&pairs), FormState::empty()).await? };
    Ok(page.with_islands().ok(TITLE, move || view! { <QueuePage list/> }))
}

/// The list again, with what was chosen or typed and what is wrong with it.
pub(super) async fn refuse(
    page: &Page,
    app: &App,
    officer: &Officer,
    queue: Queue,
    form: FormState,
) -> Result<Response, Error> {
    let tx = app.store.read(&officer.scope()).await?;
    let list = list(app, &tx, officer, queue, form).await?;
    Ok(page.clone().with_islands().unprocessable(TITLE, move || view! { <QueuePage list/> }))
}

fn sentence(done: &str) -> Option<&'static str> {
    match done {
        "view_saved" => Some("この一覧を保存しました。"),
        "view_removed" => Some("保存した一覧を削除しました。"),
        "view_first" => Some("申請の審査を開いたときに、この一覧から始まるようにしました。"),
        "view_not_first" => Some("申請の審査を開いたときに、いつもの一覧から始まるようにしました。"),
        _ => None,
    }
}

/// What an officer may do with many applications at once.
pub(super) fn acts(officer: &Officer) -> Vec<BulkKind> {
    let (clerk, approver) = (officer.has(Role::Clerk), officer.has(Role::Approver));
    BulkKind::ALL.into_iter().filter(|kind| clerk || (approver && !kind.is_review())).collect()
}

async fn list(
    app: &App,
    tx: &Tx,
    officer: &Officer,
    queue: Queue,
    form: FormState,
) -> Result<QueueView, Error> {
    let mut clockwork = Clockwork::load(app, tx).await?;
    let list = clockwork.list(&queue, officer.id());
    let lines = lists::page(tx, &list, PER_PAGE).await?;
    let held = lists::counts(tx, &list).await?;
    let total = held.of(queue.stages, queue.owner);
    let in_stages = Stages::ALL.into_iter().map(|one| (one, held.of(one, queue.owner))).collect();
    let of_owners = Owner::ALL.into_iter().map(|one| (one, held.of(queue.stages, one))).collect();
    let strip = strip(tx, &clockwork).await?;
    let views = views(tx, officer, &clockwork, &queue, &held).await?;
    let rules: Vec<_> = lines.iter().map(|line| line.application.rules).collect();
    clockwork.know(tx, &rules).await?;
    let lines = lines.into_iter().map(|line| row(app, line, &clockwork)).collect::<Result<_, _>>()?;
    Ok(QueueView {
        slug: officer.tenant.slug.clone(),
        lines,
        total,
        in_stages,
        of_owners,
        strip,
        choices: choices(tx, &held, queue.month, clockwork.today).await?,
        views,
        acts: acts(officer),
        most: MOST,
        may_enter: officer.has(Role::Clerk),
        form,
        done: None,
        queue,
    })
}

/// How many months can be chosen, counted back from this one.
const MONTHS: u32 = 24;

async fn choices(
    tx: &Tx,
    held: &Held,
    chosen: Option<NaiveDate>,
    today: NaiveDate,
) -> Result<QueueChoices, Error> {
    let this = today - Days::new(u64::from(today.day0()));
    let mut months: Vec<_> = (0..MONTHS).map(|back| this - Months::new(back)).collect();
    // An address may name an older one.
    months.extend(chosen.filter(|month| !months.contains(month)));
    let mut programmes: Vec<_> = programmes::titles(tx).await?;
    programmes.reverse();
    // Whoever holds something is a choice, also when they do not work here any more.
    let holding = held.people(Stages::All);
    let mut people: BTreeMap<AccountId, String> = accounts::names_of(tx, holding.keys().copied()).await?;
    for member in accounts::members(tx).await? {
        if member.roles.has(Role::Clerk) || member.roles.has(Role::Approver) {
            people.insert(member.account.id, member.account.name);
        }
    }
    let mut people: Vec<_> = people.into_iter().collect();
    people.sort_by(|one, other| one.1.cmp(&other.1));
    Ok(QueueChoices {
        programmes,
        services: services(tx).await?,
        areas: areas(tx).await?,
        flags: flags::words(tx).await?,
        months,
        people,
    })
}

/// The saved views, each with how many applications it shows: lists that are narrowed alike, in whatever stages and of
/// whomever, are counted by one question.
async fn views(
    tx: &Tx,
    officer: &Officer,
    clockwork: &Clockwork,
    queue: &Queue,
    held: &Held,
) -> Result<Vec<SavedView>, Error> {
    let administers = officer.has(Role::Administrator);
    let first = desk_views::first(tx, officer.id()).await?.map(|first| first.id);
    let mut counted = vec![(narrowing(queue), held.clone())];
    let mut views = Vec::new();
    for saved in desk_views::of(tx, officer.id()).await? {
        let list = saved.named.queue;
        let alike = narrowing(&list);
        let place = match counted.iter().position(|(known, _)| *known == alike) {
            Some(place) => place,
            None => {
                let held = lists::counts(tx, &clockwork.list(&alike, officer.id())).await?;
                counted.push((alike, held));
                counted.len() - 1
            }
        };
        views.push(SavedView {
            id: saved.id,
            name: saved.named.name,
            shared: saved.named.shared,
            removable: saved.by == officer.id() || (saved.named.shared && administers),
            first: first == Some(saved.id),
            count: counted[place].1.of(list.stages, list.owner),
            queue: list,
        });
    }
    Ok(views)
}

/// What a list is narrowed to besides stages and owner.
fn narrowing(queue: &Queue) -> Queue {
    Queue { stages: Stages::default(), owner: Owner::default(), ..queue.bare() }
}

async fn strip(tx: &Tx, clockwork: &Clockwork) -> Result<Strip, Error> {
    let oldest = clockwork.waiting.iter().filter_map(|group| {
        let clock =
            Clock { received: group.oldest, paused_days: group.paused_days, paused_since: None, ended: None };
        let standard = clockwork.standards.get(&group.rules)?;
        Some(clock.read(clockwork.today, *standard, &clockwork.calendar).used)
    });
    Ok(Strip {
        waiting: clockwork.waiting.iter().map(|group| group.count).sum(),
        oldest: oldest.max(),
        overdue: lists::overdue(tx, &clockwork.cutoffs(Band::Overdue)).await?,
        unowned: clockwork.waiting.iter().map(|group| group.unowned).sum(),
        unread: messages::unread(tx).await?,
    })
}

fn row(app: &App, line: Line, clockwork: &Clockwork) -> Result<QueueLine, Error> {
    let Line {
        application,
        office_number,
        office,
        office_kana,
        area,
        services,
        corporation,
        programme,
        assignee,
        flags,
        faults,
        unread,
        updated_at,
    } = line;
    let stage = application.stage.name();
    let ageing = clockwork
        .standards
        .get(&application.rules)
        .filter(|_| stage.is_open())
        .and_then(|standard| ageing(&application, *standard, app, &clockwork.calendar));
    Ok(QueueLine {
        id: application.id,
        receipt: application.receipt.ok_or(Error::NotFound)?,
        office,
        office_number,
        office_kana,
        area,
        services,
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
        flags,
        faults,
        unread,
        updated: updated_at,
    })
}
