//! 予算要求資料: the demand of next year in three ways of thinking, on a page and on paper.

use super::{execution, publication};
use crate::{actor::Reader, app::App, error::Error, page::Page};
use app::{
    messages::records as words,
    paths,
    records::{RequestPage, RequestView, ScenarioLine},
};
use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use documents::{BudgetRequest, Contact, DemandLine, RequestProgramme};
use domain::{
    fiscal_year::FiscalYear,
    form::Typed,
    money::Yen,
    year_end::{Demand, DemandField, Facts, Totals, YearResult, scenarios},
};
use elements::FormState;
use leptos::prelude::*;
use store::{Tx, home, initiatives, records};

const TITLE: &str = "予算要求資料";

type Pairs = Query<Vec<(String, String)>>;

/// The page.
pub async fn show(
    officer: Reader,
    State(app): State<App>,
    Path((slug, year)): Path<(String, FiscalYear)>,
    Query(pairs): Pairs,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&officer.scope()).await?;
    let typed = Typed::new(pairs);
    let known = Known::of(&app, &tx, &slug, year).await?;
    let (demand, rejected) = match Demand::parse(&typed, known.usual) {
        Ok(demand) => (demand, None),
        Err(problems) => {
            let errors: Vec<_> =
                problems.iter().map(|(field, why)| (field.name(), words::demand(*field, why))).collect();
            (Demand::parse(&Typed::default(), known.usual).map_err(|_| Error::NotFound)?, Some(errors))
        }
    };
    let query = format!(
        "{}?{}={}&{}={}",
        paths::budget_request_pdf(&slug, year),
        DemandField::Each.name(),
        demand.each.get(),
        DemandField::Asked.name(),
        demand.asked.code()
    );
    let is_rejected = rejected.is_some();
    let request = RequestView {
        achieved: known.achieved(),
        scenarios: scenarios(&known.facts(demand.each))
            .into_iter()
            .map(|one| ScenarioLine {
                name: one.name,
                offices: one.offices,
                cost: one.cost,
                asked: one.name == demand.asked,
            })
            .collect(),
        pdf: query,
        form: match rejected {
            Some(errors) => FormState::rejected(typed, errors),
            None => FormState::filled(
                Typed::default()
                    .with(DemandField::Each.name(), demand.each.grouped())
                    .with(DemandField::Asked.name(), demand.asked.code()),
            ),
        },
        slug,
        year,
    };
    let view = move || view! { <RequestPage request/> };
    Ok(if is_rejected { page.unprocessable(TITLE, view) } else { page.ok(TITLE, view) })
}

/// The same on two pages.
pub async fn pdf(
    officer: Reader,
    State(app): State<App>,
    Path((slug, year)): Path<(String, FiscalYear)>,
    Query(pairs): Pairs,
) -> Result<Response, Error> {
    let tx = app.store.read(&officer.scope()).await?;
    let known = Known::of(&app, &tx, &slug, year).await?;
    let demand = Demand::parse(&Typed::new(pairs), known.usual).map_err(|_| Error::NotFound)?;
    let three = scenarios(&known.facts(demand.each));
    let asked = three.iter().find(|one| one.name == demand.asked).ok_or(Error::NotFound)?;
    let settings = &officer.tenant.settings;
    let services = publication::services(&tx, year).await?;
    drop(tx);
    let paper = BudgetRequest {
        year: year.next().label(),
        of_year: year.label(),
        initiative: known.initiative.clone(),
        asked: asked.cost,
        counted: format!("{}事業所 × {}", asked.offices, demand.each),
        scenarios: three
            .iter()
            .map(|one| DemandLine {
                name: words::scenario(one.name).to_owned(),
                formula: words::scenario_formula(one.name).to_owned(),
                offices: one.offices,
                cost: one.cost,
                asked: one.name == demand.asked,
            })
            .collect(),
        achieved: known.achieved(),
        programmes: known
            .result
            .programmes
            .iter()
            .map(|one| RequestProgramme {
                title: one.title.clone(),
                budget: one.budget,
                received: one.received,
                granted: one.granted,
                committed: one.committed,
                paid: one.paid,
            })
            .collect(),
        services: services
            .into_iter()
            .map(|line| {
                let hidden = || "＊".to_owned();
                let cells = line.numbers.map_or_else(
                    || [hidden(), hidden(), hidden()],
                    |(received, granted, yen)| [received.to_string(), granted.to_string(), yen.to_string()],
                );
                let [received, granted, yen] = cells;
                (line.name, received, granted, yen)
            })
            .collect(),
        as_of: app.clock.today(),
        contact: Contact {
            body: officer.tenant.name.clone(),
            section: settings.department.clone(),
            phone: settings.phone.clone(),
            hours: settings.hours.clone(),
        },
    };
    let name = paper.file_name();
    let (now, fonts) = (app.clock.now(), app.fonts.clone());
    let made = tokio::task::spawn_blocking(move || paper.render(now, &fonts))
        .await
        .map_err(|_| Error::Internal("setting the paper was broken off"))?
        .map_err(|_| Error::Internal("the paper cannot be set"))?;
    Ok(crate::download::file(&name, "application/pdf", made.pdf))
}

/// What the program knows of the year.
struct Known {
    initiative: String,
    usual: Yen,
    result: YearResult,
    eligible: u32,
    this_year: u32,
    last_year: u32,
}

impl Known {
    async fn of(app: &App, tx: &Tx, slug: &str, year: FiscalYear) -> Result<Self, Error> {
        let initiative = initiatives::current(tx).await?;
        Ok(Self {
            usual: initiative.licence_on(app.clock.today()).fee,
            initiative: initiative.name,
            result: execution::result(app, tx, slug, year).await?,
            eligible: u32::try_from(home::offices(tx).await?).unwrap_or(u32::MAX),
            this_year: records::offices_of_year(tx, year).await?,
            last_year: records::offices_of_year(tx, year.previous()).await?,
        })
    }

    fn facts(&self, each: Yen) -> Facts {
        Facts {
            eligible: self.eligible,
            adopted: self.result.adoption.numerator,
            this_year: self.this_year,
            last_year: self.last_year,
            each,
        }
    }

    /// What was achieved: name and value.
    fn achieved(&self) -> Vec<(String, String)> {
        let rate = self.result.adoption;
        let percent = rate.percent().map_or_else(|| "－".to_owned(), |percent| format!("{percent}%"));
        let totals = Totals::of(&self.result.programmes).unwrap_or_default();
        let executed = totals
            .executed()
            .map_or_else(|| "－".to_owned(), |mille| format!("{}.{}%", mille / 10, mille % 10));
        [
            (
                "導入率",
                format!("{percent}（台帳の{}事業所のうち{}事業所）", rate.denominator, rate.numerator),
            ),
            ("申請した事業所", format!("{}事業所（前年度 {}事業所）", self.this_year, self.last_year)),
            (
                "申請の結果",
                format!(
                    "受付{}件、交付決定{}件、不交付決定{}件、取下げ{}件、決定前{}件",
                    totals.tally.received,
                    totals.tally.granted,
                    totals.tally.refused,
                    totals.tally.withdrawn,
                    totals.tally.open
                ),
            ),
            ("交付決定額", format!("{}（予算額 {}）", totals.committed, totals.budget)),
            ("支払額と執行率", format!("{}（{executed}）", totals.paid)),
        ]
        .into_iter()
        .map(|(name, value)| (name.to_owned(), value))
        .collect()
    }
}
