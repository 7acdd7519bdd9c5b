//! S17: the programme form: from a template, from another city's starter kit, from what is saved.

use super::{
    location,
    programmes::{city, conflict, saved_rules},
};
use crate::{
    actor::Keeper,
    app::App,
    error::Error,
    page::{Page, see_other},
    posted::{Posted, Upload},
};
use app::{
    campaigns::FROM,
    messages::subsidies::{differences, kit_error, left_out, programme_errors},
    paths,
    subsidies::{KIT_FILE, KIT_TEXT, KitsPage, Origin, ProgrammeFormPage, ProgrammeFormView, TemplatesPage},
};
use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use domain::{
    fiscal_year::FiscalYear,
    form::Typed,
    ids::ProgrammeId,
    money::Yen,
    subsidies::{City, Kit, ProgrammeForm, Template},
};
use elements::FormState;
use leptos::prelude::*;
use serde::Deserialize;
use store::{Tx, initiatives, subsidies::programmes, tenants::Tenant};

/// Which template, where one is chosen.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Chosen {
    template: Option<String>,
}

/// The templates; once one is chosen, its form.
pub async fn new(
    officer: Keeper,
    State(app): State<App>,
    Query(Chosen { template }): Query<Chosen>,
    page: Page,
) -> Result<Response, Error> {
    let Some(template) = template.as_deref().and_then(Template::from_code) else {
        let slug = officer.tenant.slug.clone();
        return Ok(page.ok("ひな形を選ぶ", move || view! { <TemplatesPage slug/> }));
    };
    let tx = app.store.read(&officer.scope()).await?;
    let city = own_city(&app, &tx, &officer.tenant).await?;
    let year = FiscalYear::of(app.clock.today());
    let typed = ProgrammeForm::fill(&template.rules(&city, year)).with(TEMPLATE_YEAR, year.label());
    let form = FormState::filled(typed);
    Ok(render(&page, &officer.tenant, Origin::Template(template), form, city.licence.fee))
}

/// Makes a programme, as a draft; or only counts what it would pay.
pub async fn create(
    officer: Keeper,
    State(app): State<App>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let tx = app.store.write(&officer.scope()).await?;
    let initiative = initiatives::current(&tx).await?;
    let city = city(&officer.tenant, &initiative, app.clock.today());
    let (origin, typed) = origin_of(&typed, &city);
    let rules = match ProgrammeForm::parse(&typed, &location(&officer.tenant)) {
        Ok(rules) => rules,
        Err(problems) => {
            let rejected = FormState::rejected(typed, programme_errors(&problems));
            return Ok(render(&page, &officer.tenant, origin, rejected, city.licence.fee));
        }
    };
    if is_trial(&typed) {
        return Ok(render(&page, &officer.tenant, origin, FormState::filled(typed), city.licence.fee));
    }
    let (id, now): (ProgrammeId, _) = (app.clock.id(), app.clock.now());
    let typed = ProgrammeForm::fill(&rules);
    match origin {
        Origin::Kit { .. } => {
            programmes::import(&tx, id, initiative.id, rules.fiscal_year, &typed, now).await?;
        }
        Origin::Template(_) | Origin::Edit(..) => {
            programmes::add(&tx, id, initiative.id, rules.fiscal_year, &typed, now).await?;
        }
    }
    tx.commit().await?;
    Ok(see_other(&format!("{}?done=saved", paths::programme(&officer.tenant.slug, id))))
}

/// The form, filled from what is saved.
pub async fn edit(
    officer: Keeper,
    State(app): State<App>,
    Path((_, id)): Path<(String, ProgrammeId)>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&officer.scope()).await?;
    let programme = programmes::find(&tx, id).await?.ok_or(Error::NotFound)?;
    let fee = own_city(&app, &tx, &officer.tenant).await?.licence.fee;
    let origin = Origin::Edit(id, programme.version);
    // What was stored before a field was there says by it what it meant.
    let typed = match ProgrammeForm::parse(&programme.typed, &location(&officer.tenant)) {
        Ok(rules) => ProgrammeForm::fill(&rules),
        Err(_) => programme.typed,
    };
    Ok(render(&page, &officer.tenant, origin, FormState::filled(typed), fee))
}

/// Saves the form; what is published stays until it is published again.
pub async fn update(
    officer: Keeper,
    State(app): State<App>,
    Path((slug, id)): Path<(String, ProgrammeId)>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let version = typed.version();
    let tx = app.store.write(&officer.scope()).await?;
    let programme = programmes::find(&tx, id).await?.ok_or(Error::NotFound)?;
    let fee = own_city(&app, &tx, &officer.tenant).await?.licence.fee;
    let origin = Origin::Edit(id, version);
    let rules = match ProgrammeForm::parse(&typed, &location(&officer.tenant)) {
        Ok(rules) => rules,
        Err(problems) => {
            let rejected = FormState::rejected(typed, programme_errors(&problems));
            return Ok(render(&page, &officer.tenant, origin, rejected, fee));
        }
    };
    if is_trial(&typed) {
        return Ok(render(&page, &officer.tenant, origin, FormState::filled(typed), fee));
    }
    let typed = ProgrammeForm::fill(&rules);
    match programmes::save(&tx, id, version, &typed, rules.fiscal_year, app.clock.now()).await {
        Ok(()) => tx.commit().await?,
        Err(store::Error::Stale) => {
            let differences = differences(&saved_rules(&officer, &programme)?, &rules);
            return Err(conflict(&tx, &slug, &programme, differences).await?);
        }
        Err(error) => return Err(error.into()),
    }
    Ok(see_other(&format!("{}?done=saved", paths::programme(&slug, id))))
}

/// Where a starter kit is taken in.
pub async fn kits(officer: Keeper, page: Page) -> Result<Response, Error> {
    Ok(kit_page(&page, &officer.tenant, FormState::empty()))
}

/// Reads a starter kit and shows its form, or says why it is none. Nothing is kept before the form is saved.
pub async fn open_kit(
    officer: Keeper,
    State(app): State<App>,
    page: Page,
    Upload { typed, files }: Upload,
) -> Result<Response, Error> {
    let tx = app.store.read(&officer.scope()).await?;
    let city = own_city(&app, &tx, &officer.tenant).await?;
    let year = FiscalYear::of(app.clock.today());
    let sent = files.into_iter().find(|file| file.field == KIT_FILE);
    // From the page on which the whole file was read, its content comes again, under the own name.
    let again = typed.get(KIT_TEXT).to_owned();
    let bytes = sent.map_or_else(|| again.clone().into_bytes(), |file| file.bytes);
    let opened = Kit::open(&bytes).and_then(|kit| Ok((kit.rules(&city, year)?, kit)));
    match opened {
        Err(error) => {
            let form = FormState::rejected(typed, vec![(KIT_FILE, kit_error(&error))]);
            Ok(kit_page(&page, &officer.tenant, form))
        }
        Ok((rules, kit)) => {
            let from = if again.is_empty() { kit.from } else { short_name(typed.get(FROM)) };
            let from = if from.is_empty() { "ほかの自治体".to_owned() } else { from };
            let origin = Origin::Kit { from, left_out: kit.left_out.iter().map(left_out).collect() };
            let form = FormState::filled(ProgrammeForm::fill(&rules));
            Ok(render(&page, &officer.tenant, origin, form, city.licence.fee))
        }
    }
}

/// The name of a city as a form carries it.
fn short_name(typed: &str) -> String {
    typed.chars().filter(|c| !c.is_control()).take(60).collect()
}

/// The year that a template's form was made for.
const TEMPLATE_YEAR: &str = "template_year";

/// Whether only the examples are asked for.
fn is_trial(typed: &Typed) -> bool {
    !typed.get("try").is_empty()
}

/// What a form says it was made from; a template's dates follow the year that was typed.
fn origin_of(typed: &Typed, city: &City) -> (Origin, Typed) {
    let kit = typed.get("kit");
    if !kit.is_empty() {
        return (Origin::Kit { from: kit.to_owned(), left_out: Vec::new() }, typed.clone());
    }
    let template = Template::from_code(typed.get("template")).unwrap_or(Template::LicenceInFull);
    let typed = match FiscalYear::parse(typed.get(TEMPLATE_YEAR)) {
        Ok(made_for) => template.follow(typed, city, made_for, TEMPLATE_YEAR),
        Err(_) => typed.clone(),
    };
    (Origin::Template(template), typed)
}

async fn own_city(app: &App, tx: &Tx, tenant: &Tenant) -> Result<City, Error> {
    Ok(city(tenant, &initiatives::current(tx).await?, app.clock.today()))
}

fn kit_page(page: &Page, tenant: &Tenant, form: FormState) -> Response {
    let title = "導入支援パッケージを取り込む";
    let (slug, rejected) = (tenant.slug.clone(), form.has_errors());
    let view = move || view! { <KitsPage slug form/> };
    if rejected { page.unprocessable(title, view) } else { page.ok(title, view) }
}

fn render(page: &Page, tenant: &Tenant, origin: Origin, form: FormState, fee: Yen) -> Response {
    let title = match &origin {
        Origin::Edit(..) => "補助事業を直す",
        Origin::Template(_) | Origin::Kit { .. } => "補助事業を作る",
    };
    let rejected = form.has_errors();
    let rules = ProgrammeForm::parse(form.typed(), &location(tenant)).ok();
    let shown = ProgrammeFormView { slug: tenant.slug.clone(), origin, form, rules, fee };
    let view = move || view! { <ProgrammeFormPage view=shown/> };
    let page = page.clone().with_islands();
    if rejected { page.unprocessable(title, view) } else { page.ok(title, view) }
}
