//! The numbers of the page as open data, at addresses that stay: with their day, what they mean, and the terms under which
//! they may be used. What the page hides is hidden here, too.

use super::public::{figures, published};
use crate::{actor::Visitor, app::App, download, error::Error, export};
use app::{
    messages::progress::{MEANINGS, Meaning},
    paths,
};
use axum::{extract::State, response::Response};
use domain::{
    adoption::Indicator,
    progress::{Licence, ProgressFigures, ServiceFigure},
};
use serde_json::{Value, json};
use store::tenants::{self, Tenant};

/// What the files are made from.
struct Open {
    tenant: Tenant,
    licence: Licence,
    figures: ProgressFigures,
}

async fn open(visitor: Visitor, app: &App) -> Result<Open, Error> {
    let tx = app.store.read(&visitor.scope()).await?;
    let form = published(&tx).await?.form;
    let (_, figures) = figures(app, &tx, &form).await?;
    let figures = figures.ok_or(Error::NotFound)?;
    // With its codes, which are there only in its own scope.
    let tenant = tenants::by_id(&tx, visitor.tenant_id()).await?;
    Ok(Open { tenant, licence: form.licence, figures })
}

/// The name of a file without its ending.
fn name(open: &Open, what: &str) -> String {
    format!("{what}_{}_{}", open.tenant.name, open.figures.whole.as_of)
}

const HEADS: [&str; 9] = [
    "自治体コード",
    "自治体名",
    "基準日",
    "区分",
    "サービス種類",
    "利用中の事業所",
    "導入済みの事業所",
    "営業中の事業所",
    "導入率（%）",
];

/// The numbers, one a line.
pub async fn numbers(visitor: Visitor, State(app): State<App>) -> Result<Response, Error> {
    let open = open(visitor, &app).await?;
    // How many exchange plans is told of all of them alone.
    let line = |what: &str, service: &str, on: &str, using: Option<u64>, number: Option<Indicator>| {
        let told = |of: &dyn Fn(Indicator) -> String| number.map_or_else(|| HIDDEN.to_owned(), of);
        vec![
            code(&open.tenant),
            open.tenant.name.clone(),
            on.to_owned(),
            what.to_owned(),
            service.to_owned(),
            using.map(|using| using.to_string()).unwrap_or_default(),
            told(&|number| number.numerator.to_string()),
            told(&|number| number.denominator.to_string()),
            told(&|number| number.rate().map(|rate| rate.to_string()).unwrap_or_default()),
        ]
    };
    let figures = &open.figures;
    let day = figures.whole.as_of.to_string();
    let mut rows = vec![line("全体", "", &day, Some(figures.using), Some(figures.whole))];
    let of_service = |one: &ServiceFigure| line("サービス種類", one.service.name(), &day, None, one.shown);
    rows.extend(figures.services.iter().map(of_service));
    let before = figures.trend.iter().filter(|one| one.as_of != figures.whole.as_of);
    rows.extend(before.map(|one| line("推移", "", &one.as_of.to_string(), None, Some(*one))));
    let name = name(&open, "普及状況");
    export::csv(&format!("{name}.csv"), &HEADS, rows)
}

/// What stands for a number that is hidden.
const HIDDEN: &str = "*";

/// The city's code, where it has one.
fn code(tenant: &Tenant) -> String {
    tenant.codes.first().cloned().unwrap_or_default()
}

/// What the numbers mean, and the terms.
pub async fn meanings(visitor: Visitor, State(app): State<App>) -> Result<Response, Error> {
    let open = open(visitor, &app).await?;
    let row = |name: &str, unit: &str, words: &str| vec![name.to_owned(), unit.to_owned(), words.to_owned()];
    let mut rows: Vec<Vec<String>> =
        MEANINGS.iter().map(|Meaning { name, unit, words, .. }| row(name, unit, words)).collect();
    rows.push(row("基準日", "", &open.figures.whole.as_of.to_string()));
    rows.push(row("作成者", "", &open.tenant.name));
    rows.push(row("利用条件", "", &format!("{} {}", open.licence.title(), open.licence.url())));
    rows.push(row("*", "", "表示しない数です（「非表示」を見てください）。"));
    let name = name(&open, "普及状況の数の意味");
    export::csv(&format!("{name}.csv"), &["項目", "単位", "意味"], rows)
}

/// Everything in one document.
pub async fn whole(visitor: Visitor, State(app): State<App>) -> Result<Response, Error> {
    let open = open(visitor, &app).await?;
    let page = app.address_of(&paths::public_progress(&open.tenant.slug));
    let document = document(&open, &page);
    let name = name(&open, "普及状況");
    Ok(download::file(&format!("{name}.json"), "application/json", format!("{document:#}\n").into_bytes()))
}

fn document(open: &Open, page: &str) -> Value {
    let Open { tenant, licence, figures } = open;
    let number = |one: &Indicator| {
        json!({
            "as_of": one.as_of,
            "adopted": one.numerator,
            "offices": one.denominator,
            "rate_percent": one.rate().map(|rate| rate.to_string()),
        })
    };
    let services: Vec<Value> = figures
        .services
        .iter()
        .map(|one| {
            json!({
                "code": one.service.code(),
                "name": one.service.name(),
                "hidden": one.shown.is_none(),
                "numbers": one.shown.as_ref().map(number),
            })
        })
        .collect();
    let definitions: Vec<Value> = MEANINGS
        .iter()
        .map(|one| json!({ "id": one.id, "name": one.name, "unit": one.unit, "meaning": one.words }))
        .collect();
    json!({
        "title": "ケアプランデータ連携システムの普及状況",
        "publisher": { "code": code(tenant), "name": tenant.name },
        "page": page,
        "as_of": figures.whole.as_of,
        "licence": { "code": licence.code(), "title": licence.title(), "url": licence.url() },
        "definitions": definitions,
        "whole": number(&figures.whole),
        "using": figures.using,
        "trend": figures.trend.iter().map(number).collect::<Vec<_>>(),
        "services": services,
    })
}
