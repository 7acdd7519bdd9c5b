//! 公開枠: published by a federation, taken by whichever member is first, taken back while nobody did. For one that telephones its
//! federation takes it.

use super::{Done, arranging::Desk, letters, requests, side_of, told};
use crate::{
    actor::{Clerk, FederationClerk, Partner},
    app::App,
    error::Error,
    page::{Page, see_other},
    posted::Posted,
};
use app::{
    demos::{OpenDateFormPage, OpenDateFormView, OpenDateLine, OpenDatesPage, TakeDatePage, TakeDateView},
    messages::demos::{arrangement_errors, request_errors, taken_days},
    paths,
};
use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use domain::{
    accounts::{Role, TenantKind},
    demos::{
        ArrangementField as Field, ArrangementProblem as Problem, Caller, Contact, Place, RequestField,
        RequestForm, RequestProblem, SessionRequest, Side, SoFar, Weekly,
    },
    form::Typed,
    ids::{DemoId, OpenDateId},
    working_days::WorkingCalendar,
};
use elements::FormState;
use leptos::prelude::*;
use store::{
    Tx,
    demos::{
        members::{self, Member},
        open_dates::{self, OpenDate},
        plans,
        sessions::Session,
    },
    tenants,
};

const TITLE: &str = "公開枠";
/// What a federation says of the venue until somebody takes the date.
const LATER: &str = "市区町村が決める";

/// What can be taken.
pub async fn index(
    officer: Partner,
    State(app): State<App>,
    Query(Done { done }): Query<Done>,
    page: Page,
) -> Result<Response, Error> {
    let done = match done.as_deref() {
        Some("published") => Some("公開しました。講師と機材を押さえました。"),
        Some("withdrawn") => Some("取り下げました。講師と機材は空きになりました。"),
        Some(_) | None => None,
    };
    list(&app, &page, &officer, done, None).await
}

async fn list(
    app: &App,
    page: &Page,
    officer: &Partner,
    done: Option<&str>,
    refused: Option<String>,
) -> Result<Response, Error> {
    let tx = app.store.read(&officer.scope()).await?;
    let (side, now) = (side_of(officer), app.clock.now());
    let dates = match side {
        Side::Federation => open_dates::own(&tx, now).await?,
        Side::Municipality | Side::Both => match members::asking(&tx).await? {
            Some(member) => open_dates::of_member(&tx, &member, now).await?,
            None => Vec::new(),
        },
    };
    let dates = dates.iter().map(line).collect();
    // A date that is open is a city's to take; a prefecture asks for several.
    let takes = officer.tenant.kind != TenantKind::Prefecture;
    let (slug, may_act, done) =
        (officer.tenant.slug.clone(), officer.has(Role::Clerk) && takes, done.map(str::to_owned));
    let bad = refused.is_some();
    let view = move || view! { <OpenDatesPage slug side may_act dates done refused/> };
    Ok(if bad { page.unprocessable(TITLE, view) } else { page.ok(TITLE, view) })
}

fn line(date: &OpenDate) -> OpenDateLine {
    let names: Vec<&str> = date.held.promises.iter().map(|promise| promise.name.as_str()).collect();
    OpenDateLine {
        id: date.id,
        slot: date.held.slot,
        place: date.held.place,
        with: names.join("、"),
        capacity: date.held.capacity.get(),
        note: date.note.clone(),
    }
}

/// The form to publish one.
pub async fn new(officer: FederationClerk, State(app): State<App>, page: Page) -> Result<Response, Error> {
    let tx = app.store.read(&officer.scope()).await?;
    let desk = Desk::of(&app, &tx, None).await?;
    let travel = desk.rules.travel_to(Place::OnSite);
    let filled = Typed::default()
        .with(Field::Place.name(), Place::OnSite.code())
        .with(Field::Length.name(), "120")
        .with(Weekly::TIMES, "1")
        .with(Field::Before.name(), travel.minutes_before().to_string())
        .with(Field::After.name(), travel.minutes_after().to_string());
    Ok(form(&page, officer.tenant.slug.clone(), &desk, FormState::filled(filled)))
}

/// Publishes it: everything is held from now on.
pub async fn create(
    officer: FederationClerk,
    State(app): State<App>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let slug = officer.tenant.slug.clone();
    let tx = app.store.write(&officer.scope()).await?;
    let desk = Desk::of(&app, &tx, None).await?;
    let so_far = SoFar {
        slot: None,
        place: Place::OnSite,
        venue: LATER.to_owned(),
        travel: desk.rules.travel_to(Place::OnSite),
    };
    let read = desk.read_for(&typed, &[], &so_far, 0).and_then(|form| {
        // Whoever takes it asks for a day to come.
        if form.slot.date > desk.today { Ok(form) } else { Err(vec![(Field::Date, Problem::Today)]) }
    });
    let arranged = match read {
        Ok(arranged) => arranged,
        Err(problems) => {
            let rejected = FormState::rejected(typed, arrangement_errors(&problems));
            return Ok(form(&page, slug, &desk, rejected));
        }
    };
    let Some(weekly) = Weekly::parse(&typed) else {
        let wrong = vec![(Weekly::TIMES, "毎週くり返す回数を、一覧から選んでください".to_owned())];
        return Ok(form(&page, slug, &desk, FormState::rejected(typed, wrong)));
    };
    let mut dates = weekly.of(&arranged);
    let mut taken = Vec::new();
    dates.retain(|date| {
        // Whoever types a day means it, on whatever day it falls; the weeks after it follow by themselves.
        let day = date.slot.date;
        let can_be = day == arranged.slot.date
            || (desk.in_the_way(date).is_empty() && desk.calendar.closure(day).is_none());
        if !can_be {
            taken.push(day);
        }
        can_be
    });
    if !taken.is_empty() && !weekly.skips {
        let rejected = FormState::rejected(typed, vec![(Weekly::TIMES, taken_days(&taken))]);
        return Ok(form(&page, slug, &desk, rejected));
    }
    for date in &dates {
        let id: OpenDateId = app.clock.id();
        if !open_dates::publish(&tx, id, date, &desk.among, app.clock.now()).await? {
            // Nothing of it stays.
            drop(tx);
            let tx = app.store.read(&officer.scope()).await?;
            let desk = Desk::of(&app, &tx, None).await?;
            let errors = arrangement_errors(&desk.refused(date, Field::Date));
            return Ok(form(&page, slug, &desk, FormState::rejected(typed, errors)));
        }
    }
    tx.commit().await?;
    Ok(see_other(&format!("{}?done=published", paths::open_dates(&slug))))
}

fn form(page: &Page, slug: String, desk: &Desk, form: FormState) -> Response {
    let rejected = form.has_errors();
    let offered = desk.among.iter().map(|one| (one.id, one.kind, one.name.clone())).collect();
    let open = OpenDateFormView { slug, offered, form };
    let view = move || view! { <OpenDateFormPage view=open/> };
    if rejected {
        page.unprocessable("公開枠を作る", view)
    } else {
        page.ok("公開枠を作る", view)
    }
}

/// The form to take one, filled with who asks. One that somebody took leads back to the list.
pub async fn ask(
    officer: Clerk,
    State(app): State<App>,
    Path((slug, id)): Path<(String, OpenDateId)>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&officer.scope()).await?;
    let Some((_, date)) = taking(&app, &tx, id).await? else {
        return Ok(see_other(&paths::open_dates(&slug)));
    };
    let contact = Contact {
        name: officer.account.name.clone(),
        phone: officer.tenant.settings.phone.clone(),
        email: officer.account.email.clone().unwrap_or_default(),
    };
    Ok(take_page(&page, slug, &date, &[], FormState::filled(RequestForm::fill(&contact))))
}

/// Takes it: the session is confirmed with everything that was held, or somebody was faster.
pub async fn take(
    officer: Clerk,
    State(app): State<App>,
    Path((slug, id)): Path<(String, OpenDateId)>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let tx = app.store.write(&officer.scope()).await?;
    let Some((member, date)) = taking(&app, &tx, id).await? else {
        drop(tx);
        return late(&app, &page, &Partner(officer.0)).await;
    };
    let request = match RequestForm::parse(&at(&typed, &date), app.clock.today()) {
        Ok(request) => request,
        Err(problems) => {
            let rejected = FormState::rejected(typed, request_errors(&problems));
            return Ok(take_page(&page, slug, &date, &[], rejected));
        }
    };
    match hold(&app, &tx, &date, &member, (&request, false)).await? {
        Some(session) => {
            letters::taken(&app, &tx, &officer.tenant, &session).await?;
            tx.commit().await?;
            Ok(told(&slug, session.id, "taken"))
        }
        None => {
            drop(tx);
            late(&app, &page, &Partner(officer.0)).await
        }
    }
}

/// The form by which a federation takes one for a city that telephoned. One that somebody took leads back to the list.
pub async fn told_of(
    officer: FederationClerk,
    State(app): State<App>,
    Path((slug, id)): Path<(String, OpenDateId)>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&officer.scope()).await?;
    let Some(date) = own(&app, &tx, id).await? else {
        return Ok(see_other(&paths::open_dates(&slug)));
    };
    let nobody = Contact { name: String::new(), phone: String::new(), email: String::new() };
    let filled = FormState::filled(RequestForm::fill(&nobody));
    Ok(take_page(&page, slug, &date, &cities(&tx).await?, filled))
}

/// Takes it for the city that telephoned, which is told where it left an address; or somebody was faster.
pub async fn enter(
    officer: FederationClerk,
    State(app): State<App>,
    Path((slug, id)): Path<(String, OpenDateId)>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let tx = app.store.write(&officer.scope()).await?;
    let Some(date) = own(&app, &tx, id).await? else {
        drop(tx);
        return late(&app, &page, &Partner(officer.0)).await;
    };
    let callers = cities(&tx).await?;
    let read = match RequestForm::parse_told(&at(&typed, &date), app.clock.today(), &callers) {
        Ok(read) => match members::find(&tx, read.member).await? {
            Some(member) => Ok((member, read.request)),
            None => Err(vec![(RequestField::Member, RequestProblem::NotChosen)]),
        },
        Err(problems) => Err(problems),
    };
    let (member, request) = match read {
        Ok(read) => read,
        Err(problems) => {
            let rejected = FormState::rejected(typed, request_errors(&problems));
            return Ok(take_page(&page, slug, &date, &callers, rejected));
        }
    };
    match hold(&app, &tx, &date, &member, (&request, true)).await? {
        Some(session) => {
            letters::confirmed(&app, &tx, &officer.tenant, &session).await?;
            tx.commit().await?;
            app.wake.notify_one();
            Ok(told(&slug, session.id, "confirmed"))
        }
        None => {
            drop(tx);
            late(&app, &page, &Partner(officer.0)).await
        }
    }
}

/// The list again: somebody was faster.
async fn late(app: &App, page: &Page, officer: &Partner) -> Result<Response, Error> {
    let otherwise = match side_of(officer) {
        Side::Federation => "「電話などで受けた依頼を入力する」から受け付けてください",
        Side::Municipality | Side::Both => "開催を依頼してください",
    };
    let why = format!("ほかの市区町村が先に取りました。ほかの公開枠を選ぶか、{otherwise}");
    list(app, page, officer, None, Some(why)).await
}

/// What a form says of a date that is there already: the date says when and how, the form says the rest.
fn at(typed: &Typed, date: &OpenDate) -> Typed {
    let slot = date.held.slot;
    let said = [
        RequestField::Date(0),
        RequestField::Start(0),
        RequestField::Date(1),
        RequestField::Start(1),
        RequestField::Date(2),
        RequestField::Start(2),
        RequestField::Length,
        RequestField::Place,
    ];
    let rest = typed.pairs().iter().filter(|(name, _)| said.iter().all(|field| field.name() != name));
    Typed::new(rest.cloned().collect())
        .with(RequestField::Date(0).name(), slot.date.to_string())
        .with(RequestField::Start(0).name(), slot.start_words())
        .with(RequestField::Length.name(), slot.length.minutes().to_string())
        .with(RequestField::Place.name(), date.held.place.code())
}

/// The date becomes a session of a member, with the plan that prepares it; none where somebody was faster.
async fn hold(
    app: &App,
    tx: &Tx,
    date: &OpenDate,
    member: &Member,
    asked: (&SessionRequest, bool),
) -> Result<Option<Session>, Error> {
    let calendar = WorkingCalendar::new(tenants::closed_days(tx).await?);
    let kept = plans::of(tx, member.federation, date.held.place).await?;
    let (plan, chore) = (kept.plan.on(date.held.slot.date, &calendar), || app.clock.id());
    let id: DemoId = app.clock.id();
    Ok(open_dates::take(tx, date, (id, member), asked, &plan, &chore, app.clock.now()).await?)
}

/// A federation's own date, while it can be taken.
async fn own(app: &App, tx: &Tx, id: OpenDateId) -> Result<Option<OpenDate>, Error> {
    let all = open_dates::own(tx, app.clock.now()).await?;
    Ok(all.into_iter().find(|date| date.id == id))
}

/// The members that may have telephoned: a prefecture takes none.
async fn cities(tx: &Tx) -> Result<Vec<Caller>, Error> {
    let mut callers = requests::callers(tx).await?;
    callers.retain(Caller::may_be_city);
    Ok(callers)
}

/// The membership and the date, while it can be taken.
async fn taking(app: &App, tx: &Tx, id: OpenDateId) -> Result<Option<(Member, OpenDate)>, Error> {
    let member = members::asking(tx).await?.ok_or(Error::NotFound)?;
    let all = open_dates::of_member(tx, &member, app.clock.now()).await?;
    Ok(all.into_iter().find(|date| date.id == id).map(|date| (member, date)))
}

/// `callers` are those for one of whom a federation takes it; nobody where a city takes it itself.
fn take_page(page: &Page, slug: String, date: &OpenDate, callers: &[Caller], form: FormState) -> Response {
    let rejected = form.has_errors();
    let members = callers.iter().map(|one| (one.member, requests::named(one))).collect();
    let take = TakeDateView { slug, date: line(date), members, form };
    let title =
        if callers.is_empty() { "公開枠を取る" } else { "電話で受けて公開枠を決める" };
    let view = move || view! { <TakeDatePage take/> };
    if rejected { page.unprocessable(title, view) } else { page.ok(title, view) }
}

/// Takes a date back that nobody took.
pub async fn withdraw(
    officer: FederationClerk,
    State(app): State<App>,
    Path((slug, id)): Path<(String, OpenDateId)>,
    page: Page,
    Posted(_): Posted,
) -> Result<Response, Error> {
    let tx = app.store.write(&officer.scope()).await?;
    if open_dates::withdraw(&tx, id, app.clock.now()).await? {
        tx.commit().await?;
        return Ok(see_other(&format!("{}?done=withdrawn", paths::open_dates(&slug))));
    }
    drop(tx);
    let why = Some("この公開枠は、もう取られたか、取り下げられています".to_owned());
    list(&app, &page, &Partner(officer.0), None, why).await
}
