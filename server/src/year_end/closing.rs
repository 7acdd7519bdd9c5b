//! Closing a year, opening it again, and what was carried over by name.

use crate::{
    actor::{Approver, Reader},
    app::App,
    error::Error,
    export::Saving,
    page::{Page, see_other},
    posted::Posted,
};
use app::{
    messages::year_end as words,
    paths, when,
    year_end::{CarriedLine, CarriedPage, CarriedView, ClosingPage, ClosingView, ReopeningPage},
};
use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::{
    fiscal_year::FiscalYear,
    ids::{ApplicationId, ClosingId},
    subsidies::ProgrammeState,
    wareki::format_date,
    year_end::{ClosingForm, Hindrance, Left, LeftKind, booking, hindrances},
};
use elements::FormState;
use leptos::prelude::*;
use std::collections::BTreeMap;
use store::{
    Tx,
    subsidies::{programmes, queue},
    year_end::{self, Carried, CloseError, Closing, ReopenError},
};
use tables::{Field, Kind, Table};

const TITLE: &str = "年度を締める";
const REOPENING: &str = "年度を開き直す";

/// What hinders, or the form.
pub async fn show(
    officer: Approver,
    State(app): State<App>,
    Path((slug, year)): Path<(String, FiscalYear)>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&officer.scope()).await?;
    if year_end::holds(&tx, year).await? {
        return Ok(see_other(&paths::year_end(&slug, year)));
    }
    let closing = view_of(&app, &tx, slug, year, FormState::empty(), None).await?;
    Ok(page.ok(TITLE, move || view! { <ClosingPage closing/> }))
}

/// Closes the year, unless something is undecided.
pub async fn create(
    officer: Approver,
    State(app): State<App>,
    Path((slug, year)): Path<(String, FiscalYear)>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let tx = app.store.write(&officer.scope()).await?;
    let counts = year_end::counts(&tx, year).await?;
    let drafts = counts.iter().filter(|(kind, _)| kind.left() == Left::ToBeSeen).map(|(_, n)| n).sum();
    let note = match ClosingForm::parse(&typed, drafts) {
        Ok(note) => note,
        Err(problems) => {
            let errors = problems.iter().map(|(field, why)| (*field, words::closing(why))).collect();
            let closing = view_of(&app, &tx, slug, year, FormState::rejected(typed, errors), None).await?;
            return Ok(page.unprocessable(TITLE, move || view! { <ClosingPage closing/> }));
        }
    };
    match year_end::close(&tx, app.clock.id(), year, &note, app.clock.now()).await {
        Ok(()) => {
            tx.commit().await?;
            Ok(see_other(&format!("{}?done=closed", paths::year_end(&slug, year))))
        }
        Err(CloseError::Closed) => Ok(see_other(&paths::year_end(&slug, year))),
        Err(CloseError::Hindered(hindered)) => {
            drop(tx);
            let tx = app.store.read(&officer.scope()).await?;
            let form = FormState::filled(typed);
            let closing = view_of(&app, &tx, slug, year, form, Some(hindered)).await?;
            Ok(page.unprocessable(TITLE, move || view! { <ClosingPage closing/> }))
        }
        Err(CloseError::Store(error)) => Err(error.into()),
        Err(CloseError::Programme(_)) => Err(Error::Internal("a programme of the year cannot be closed")),
    }
}

async fn view_of(
    app: &App,
    tx: &Tx,
    slug: String,
    year: FiscalYear,
    form: FormState,
    hindered: Option<Vec<Hindrance>>,
) -> Result<ClosingView, Error> {
    let counts = year_end::counts(tx, year).await?;
    let hindrances = match hindered {
        Some(hindered) => hindered,
        None => {
            let missing = year_end::papers_missing(tx, year.start(), year.end()).await?;
            let tally = year_end::total(&year_end::of_year(tx, year).await?);
            hindrances(year, app.clock.today(), &counts, missing, tally)
        }
    };
    let receiving = programmes::all(tx)
        .await?
        .into_iter()
        .filter(|one| one.fiscal_year == year && matches!(one.state, ProgrammeState::Published { .. }));
    let receiving = receiving.map(|one| one.title).collect();
    Ok(ClosingView { slug, year, hindrances, counts, receiving, form })
}

/// Asks for the reason.
pub async fn ask(
    officer: Approver,
    State(app): State<App>,
    Path((slug, year)): Path<(String, FiscalYear)>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&officer.scope()).await?;
    if !year_end::holds(&tx, year).await? {
        return Ok(see_other(&paths::year_end(&slug, year)));
    }
    let form = FormState::empty();
    Ok(page.ok(REOPENING, move || view! { <ReopeningPage slug year form/> }))
}

/// Opens the year again.
pub async fn reopen(
    officer: Approver,
    State(app): State<App>,
    Path((slug, year)): Path<(String, FiscalYear)>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let tx = app.store.write(&officer.scope()).await?;
    if !year_end::holds(&tx, year).await? {
        return Ok(see_other(&paths::year_end(&slug, year)));
    }
    let reason = match ClosingForm::parse_reopening(&typed) {
        Ok(reason) => reason,
        Err(problems) => {
            let errors = problems.iter().map(|(field, why)| (*field, words::closing(why))).collect();
            let form = FormState::rejected(typed, errors);
            return Ok(page.unprocessable(REOPENING, move || view! { <ReopeningPage slug year form/> }));
        }
    };
    match year_end::reopen(&tx, year, &reason, app.clock.now()).await {
        Ok(()) => {
            tx.commit().await?;
            Ok(see_other(&format!("{}?done=reopened", paths::year_end(&slug, year))))
        }
        Err(ReopenError::Open) => Ok(see_other(&paths::year_end(&slug, year))),
        Err(ReopenError::Store(error)) => Err(error.into()),
    }
}

/// What a closing carried over.
pub async fn carried(
    officer: Reader,
    State(app): State<App>,
    Path((slug, year, id)): Path<(String, FiscalYear, ClosingId)>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&officer.scope()).await?;
    let closing = found(&tx, year, id).await?;
    let lines = lines(&tx, &slug, year, &closing).await?;
    let carried = CarriedView { slug, year, id, at: closing.at, holds: closing.reopened.is_none(), lines };
    Ok(page.ok("翌年度に引き継いだもの", move || view! { <CarriedPage carried/> }))
}

const FIELDS: [Field<CarriedLine>; 7] = [
    ("種類", Kind::Text, |line| words::left_kind(line.kind).into()),
    ("受付番号", Kind::Code, |line| line.receipt.clone().into()),
    ("事業所名", Kind::Text, |line| line.office.clone().into()),
    ("締めたときの状態", Kind::Text, |line| line.stage.clone().into()),
    ("いつから", Kind::Date, |line| when::local(line.since).date().into()),
    ("残っていた額", Kind::Yen, |line| line.amount.into()),
    ("いまの状態", Kind::Text, |line| line.now.clone().into()),
];

/// The same as a table.
pub async fn export(
    officer: Reader,
    State(app): State<App>,
    Path((slug, year, id)): Path<(String, FiscalYear, ClosingId)>,
    saving: Saving,
) -> Result<Response, Error> {
    let tx = app.store.read(&officer.scope()).await?;
    let closing = found(&tx, year, id).await?;
    let lines = lines(&tx, &slug, year, &closing).await?;
    let name = format!("翌年度への引継ぎ_{}", year.label());
    saving.answer(&name, Table::of("引き継いだもの", &FIELDS, &lines))
}

async fn found(tx: &Tx, year: FiscalYear, id: ClosingId) -> Result<Closing, Error> {
    let history = year_end::history(tx, year).await?;
    history.into_iter().find(|closing| closing.id == id).ok_or(Error::NotFound)
}

async fn lines(tx: &Tx, slug: &str, year: FiscalYear, closing: &Closing) -> Result<Vec<CarriedLine>, Error> {
    let carried = year_end::carried(tx, closing.id).await?;
    let mut left = BTreeMap::new();
    for kind in LeftKind::ALL.into_iter().filter(|kind| kind.left() == Left::CarriedOver) {
        let still = year_end::page(tx, year, Some(kind), 0, u64::from(u32::MAX)).await?;
        left.extend(still.into_iter().map(|item| (item.id, item.stage)));
    }
    let ids: Vec<ApplicationId> = carried.iter().filter_map(|one| one.application).collect();
    let receipts = queue::receipts(tx, &ids).await?;
    let names = year_end::carried_offices(tx, closing.id).await?;
    let mut lines = Vec::new();
    for Carried { kind, id, application, stage, amount, since } in carried {
        let receipt = application.and_then(|application| receipts.get(&application)).map(ToString::to_string);
        let office = application.and_then(|application| names.get(&application).cloned());
        lines.push(CarriedLine {
            kind,
            receipt: receipt.unwrap_or_default(),
            href: application.map(|application| paths::award(slug, application.uuid().into())),
            office: office.unwrap_or_default(),
            stage: words::left_stage(kind, &stage),
            since,
            amount,
            now: match left.get(&id) {
                Some(stage) => words::left_stage(kind, stage),
                None => settled(tx, year, kind, application).await?,
            },
        });
    }
    Ok(lines)
}

/// What became of something that is not left any more: when its money moved, and how that is booked.
async fn settled(
    tx: &Tx,
    year: FiscalYear,
    kind: LeftKind,
    application: Option<ApplicationId>,
) -> Result<String, Error> {
    let Some(application) = application else { return Ok("済み".to_owned()) };
    let comes_in = kind == LeftKind::Recovery;
    // The day of the bank, and not the day on which somebody wrote it down, says into which year's books it goes.
    let Some(on) = year_end::moved_on(tx, application, comes_in).await? else {
        return Ok("済み".to_owned());
    };
    let booked = words::booking(booking(year, on), comes_in);
    Ok(format!("済み（{}、{booked}）", format_date(on)))
}
