//! S: four numbers in an address, and what they come to. Nothing that is typed is kept.

use crate::{
    actor::{Anyone, Visitor},
    app::App,
    error::Error,
    mailings::tokens::{self, Estimated},
    page::Page,
    visit::Visit,
    voices::told::{self, Beside},
};
use app::{
    messages::simulator as words,
    paths,
    simulator::{Filled, InCity, Made, SimulatorPage, SimulatorView},
    voices::VoicesBeside,
};
use axum::{
    extract::{Query, State},
    response::Response,
};
use chrono::NaiveDate;
use domain::{
    accounts::AccountKind,
    adoption::current,
    form::Typed,
    ids::OfficeId,
    money::Yen,
    simulator::{Assumption, Assumptions, Cost, Field, Inputs, estimate, licence_subsidy},
    subsidies::receives,
};
use elements::FormState;
use leptos::prelude::*;
use store::{
    Scope, Tx, adoption, initiatives, offices, partners, simulator,
    subsidies::programmes::{self, Programme},
};

const TITLE: &str = "導入効果の試算";

type Pairs = Query<Vec<(String, String)>>;

/// Without a municipality.
pub async fn show(
    _: Anyone,
    State(app): State<App>,
    Query(pairs): Pairs,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&Scope::system("the public simulator")).await?;
    let known = Known::of(&tx, app.clock.today()).await?;
    Ok(answer(&page, known, None, (None, false), Typed::new(pairs), Beside::default()))
}

/// In a municipality's name: with what it pays of the licence now, and filled with the partners that it knows of the
/// office of whoever is signed in.
pub async fn in_city(
    visitor: Visitor,
    State(app): State<App>,
    Query(pairs): Pairs,
    page: Page,
) -> Result<Response, Error> {
    let typed = Typed::new(pairs);
    let tx = app.store.read(&visitor.scope()).await?;
    let known = Known::of(&tx, app.clock.today()).await?;
    let slug = visitor.tenant.slug.clone();
    let mut subsidy: Option<(Programme, Yen)> = None;
    for programme in programmes::all(&tx).await? {
        let Some(rules) = programme.current.as_ref().map(|current| &current.rules) else { continue };
        let paid = licence_subsidy(rules, known.licence.0, known.today);
        let open = receives(programme.state, rules, paid, programme.remaining(), app.clock.now()).is_ok();
        if open && paid > subsidy.as_ref().map_or(Yen::ZERO, |(_, most)| *most) {
            subsidy = Some((programme, paid));
        }
    }
    let subsidy = subsidy.map(|(programme, paid)| {
        let title = programme.current.map_or(programme.title, |current| current.rules.title);
        (title, paths::guide(&slug, programme.id), paid)
    });
    let city = InCity { slug, name: visitor.tenant.name.clone(), subsidy };
    let (mut link, mut before) = (None, None);
    if !Inputs::asked(&typed) {
        link = tokens::estimated(&app, typed.get("known"));
        let signed = match link {
            Some(Estimated::Of(office)) => Some(office),
            Some(Estimated::Over) | None => None,
        };
        before = filled(&tx, &visitor.visit, (typed.get("office"), signed), known.today).await?;
    }
    let filled = (before, link == Some(Estimated::Over));
    let beside = told::beside(&tx, &visitor.visit, &city.slug, known.today).await?;
    Ok(answer(&page, known, Some(city), filled, typed, beside))
}

/// What everybody's estimate is made from.
struct Known {
    today: NaiveDate,
    assumed: Assumptions,
    assumptions: Vec<Assumption>,
    licence: (Yen, String),
    site: String,
}

impl Known {
    async fn of(tx: &Tx, today: NaiveDate) -> Result<Self, Error> {
        let (assumed, assumptions) = simulator::on(tx, today).await?;
        let initiative = initiatives::current(tx).await?;
        let licence = initiative.price_on(today).map(|price| (price.fee, price.note.clone()));
        let licence = licence.unwrap_or_else(|| (initiative.licence_on(today).fee, String::new()));
        Ok(Self { today, assumed, assumptions, licence, site: initiative.site_url })
    }
}

/// The page: untouched, with its result, or with what is wrong.
fn answer(
    page: &Page,
    known: Known,
    city: Option<InCity>,
    (filled, over): (Option<Filled>, bool),
    typed: Typed,
    beside: Beside,
) -> Response {
    let Known { today, assumed, assumptions, licence, site } = known;
    let subsidy =
        city.as_ref().and_then(|city| city.subsidy.as_ref()).map_or(Yen::ZERO, |(_, _, paid)| *paid);
    let cost = Cost { licence: licence.0, subsidy };
    let (form, made) = if Inputs::asked(&typed) {
        match Inputs::parse(&typed) {
            Ok(inputs) => (FormState::filled(typed), Some(make(inputs, assumed, cost))),
            Err(problems) => (FormState::rejected(typed, words::errors(&problems)), None),
        }
    } else {
        (FormState::filled(begun(filled.as_ref())), None)
    };
    let rejected = form.has_errors();
    // Whoever is signed in needs no link.
    let link_over = over && filled.is_none();
    let view = SimulatorView { city, licence, site, assumptions, today, form, filled, link_over, made };
    let Beside { voices, more } = beside;
    let view = move || view! { <SimulatorPage view/><VoicesBeside voices more/> };
    if rejected { page.unprocessable(TITLE, view) } else { page.ok(TITLE, view) }
}

fn make(inputs: Inputs, assumed: Assumptions, cost: Cost) -> Made {
    let of = |adopted: u32| estimate(&inputs.with_adopted(adopted), &assumed, cost);
    let later = inputs.later().into_iter().map(|adopted| (adopted, of(adopted).standard)).collect();
    Made { inputs, assumed, cost, estimate: of(inputs.adopted), later }
}

/// What is filled in before anybody typed.
fn begun(filled: Option<&Filled>) -> Typed {
    match filled {
        Some(filled) if filled.partners > 0 => Typed::default()
            .with(Field::Partners.name(), filled.partners.to_string())
            .with(Field::Adopted.name(), filled.adopted.to_string()),
        _ => Typed::default(),
    }
}

/// What the register knows of the partners of an office: of one's own for an applicant, of any for the municipality's
/// staff, of the one that a link from a mail or a letter names for whoever has it.
async fn filled(
    tx: &Tx,
    visit: &Visit,
    (asked, signed): (&str, Option<OfficeId>),
    today: NaiveDate,
) -> Result<Option<Filled>, Error> {
    let asked: Option<OfficeId> = asked.parse().ok();
    let own = match visit.signed_in().map(|person| person.account.kind) {
        Some(AccountKind::Applicant) => visit.offices.clone(),
        Some(AccountKind::Staff) if !visit.roles.is_empty() => asked.into_iter().collect(),
        Some(AccountKind::Staff) | None => Vec::new(),
    };
    let own = if own.is_empty() { signed.into_iter().collect() } else { own };
    let own = offices::several(tx, &own).await?;
    let chosen = own.iter().find(|office| Some(office.id) == asked).or_else(|| own.first());
    let Some(office) = chosen else { return Ok(None) };
    let known = partners::of_office(tx, office.id).await?;
    let ids: Vec<OfficeId> = known.iter().map(|partner| partner.office).collect();
    let evidence = adoption::of_offices(tx, &ids).await?;
    let holds = evidence.values().filter_map(|of| current(of, today));
    let adopted = holds.filter(|one| one.state.counts()).count();
    let others = own.iter().filter(|other| other.id != office.id);
    Ok(Some(Filled {
        office: office.particulars.name.clone(),
        partners: known.len(),
        adopted,
        others: others.map(|other| (other.id, other.particulars.name.clone())).collect(),
    }))
}
