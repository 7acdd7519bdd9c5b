//! The lists themselves: each line in the order of the resource's fields.

use super::{
    answers::{Asked, list, next},
    caller::Caller,
    problem::Refusal,
    resources::{ADOPTION, APPLICATIONS, CHANGES, OFFICES, PAYMENTS, SESSIONS},
};
use crate::app::App;
use axum::{
    extract::{Query, State},
    http::HeaderMap,
    response::Response,
};
use chrono::{DateTime, SecondsFormat, Utc};
use domain::{
    accounts::TenantKind,
    adoption::{
        Indicator,
        across::{Line, Sum},
    },
    interface::Permission,
    progress::ProgressFigures,
    service_type::ServiceType,
};
use serde_json::{Value, json};
use store::{
    Tx,
    adoption::{cities, counting},
    demos::{place_holds::SetAside, sessions::Session},
    interface::{self, ApplicationLine, OfficeLine, PaymentsLine},
};

/// A moment as the interface writes it.
fn moment(at: DateTime<Utc>) -> Value {
    json!(at.to_rfc3339_opts(SecondsFormat::Micros, true))
}

fn moment_if(at: Option<DateTime<Utc>>) -> Value {
    at.map_or(Value::Null, moment)
}

/// 事業所.
pub(super) async fn offices(
    caller: Caller,
    State(app): State<App>,
    Query(asked): Query<Asked>,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    let tx = caller.open(&app, Permission::Offices).await?;
    let part = asked.part(&OFFICES)?;
    let lines = interface::offices(&tx, part, app.clock.today()).await?;
    let next = next(part, lines.len(), lines.last().map(|line| line.id.to_string()));
    let lines = lines.into_iter().map(office).collect();
    Ok(list(&headers, &OFFICES, lines, next.as_deref()))
}

fn office(line: OfficeLine) -> Vec<Value> {
    let (number, corporation) = line.corporation.unzip();
    vec![
        json!(line.id),
        json!(line.number),
        json!(line.name),
        json!(line.name_kana),
        json!(number.flatten()),
        json!(corporation),
        json!(line.municipality_code),
        json!(line.postal_code),
        json!(line.address),
        json!(line.building),
        json!(line.area),
        json!(line.status),
        json!(line.designated_on),
        json!(line.services),
        json!(line.step.name()),
        moment(line.updated_at),
    ]
}

/// 申請.
pub(super) async fn applications(
    caller: Caller,
    State(app): State<App>,
    Query(asked): Query<Asked>,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    let tx = caller.open(&app, Permission::Applications).await?;
    let part = asked.part(&APPLICATIONS)?;
    let lines = interface::applications(&tx, part).await?;
    let next = next(part, lines.len(), lines.last().map(|line| line.id.to_string()));
    let lines = lines.into_iter().map(application).collect();
    Ok(list(&headers, &APPLICATIONS, lines, next.as_deref()))
}

fn application(line: ApplicationLine) -> Vec<Value> {
    let award = line.award.as_ref();
    vec![
        json!(line.id),
        json!(line.programme),
        json!(line.programme_title),
        json!(line.office),
        json!(line.office_number),
        json!(line.fiscal_year),
        json!(line.receipt_number),
        json!(line.stage),
        moment_if(line.submitted_at),
        json!(line.amount_yen),
        json!(award.map(|award| &award.stage)),
        json!(award.map(|award| award.granted_yen)),
        json!(award.and_then(|award| award.final_yen)),
        json!(award.map(|award| award.paid_yen)),
        json!(award.map(|award| award.ordered_back_yen)),
        json!(award.map(|award| award.refunded_yen)),
        moment(line.updated_at),
    ]
}

/// 支払データ.
pub(super) async fn payments(
    caller: Caller,
    State(app): State<App>,
    Query(asked): Query<Asked>,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    let tx = caller.open(&app, Permission::Payments).await?;
    let part = asked.part(&PAYMENTS)?;
    let lines = interface::payments(&tx, part).await?;
    let next = next(part, lines.len(), lines.last().map(|line| line.id.to_string()));
    let lines = lines.into_iter().map(run).collect();
    Ok(list(&headers, &PAYMENTS, lines, next.as_deref()))
}

fn run(line: PaymentsLine) -> Vec<Value> {
    vec![
        json!(line.id),
        json!(line.fiscal_year),
        json!(line.number),
        json!(line.state),
        json!(line.pay_on),
        json!(line.count),
        json!(line.total_yen),
        moment_if(line.sent_at),
        moment_if(line.closed_at),
    ]
}

/// 普及状況: what a city publishes of itself, or what cities share with the house.
pub(super) async fn adoption(
    caller: Caller,
    State(app): State<App>,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    let tx = caller.open(&app, Permission::Adoption).await?;
    let lines = match caller.tenant.kind {
        TenantKind::Municipality => own_numbers(&app, &tx, &caller).await?,
        TenantKind::Prefecture | TenantKind::Federation | TenantKind::Central => shared_numbers(&tx).await?,
    };
    Ok(list(&headers, &ADOPTION, lines, None))
}

/// The numbers of a city as everybody may know them: small groups are hidden, and where there are few offices everything is.
async fn own_numbers(app: &App, tx: &Tx, caller: &Caller) -> Result<Vec<Vec<Value>>, Refusal> {
    let today = app.clock.today();
    let population = counting::population(tx, today).await?;
    let Some(figures) = ProgressFigures::of(&population, today, true) else { return Ok(Vec::new()) };
    let line = |as_of: Value, service: Option<ServiceType>, shown: Option<Indicator>| {
        vec![
            json!(caller.tenant.codes.first()),
            json!(caller.tenant.name),
            as_of,
            json!(service.map(ServiceType::code)),
            json!(service.map(ServiceType::name)),
            json!(shown.map(|shown| shown.numerator)),
            json!(shown.map(|shown| shown.denominator)),
            json!(shown.and_then(Indicator::rate).map(|rate| rate.to_string())),
            json!(shown.is_none()),
        ]
    };
    let whole = figures.trend.iter().map(|one| line(json!(one.as_of), None, Some(*one)));
    let services = figures.services.iter().map(|one| line(json!(today), Some(one.service), one.shown));
    Ok(whole.chain(services).collect())
}

/// The newest numbers of the cities that share with the house, as they tell them.
async fn shared_numbers(tx: &Tx) -> Result<Vec<Vec<Value>>, Refusal> {
    let line = |city: cities::City| {
        let Line { offices, adopted, .. } = city.now;
        let told = city.now.fraction();
        vec![
            json!(city.code),
            json!(city.name),
            json!(city.as_of),
            Value::Null,
            Value::Null,
            json!(adopted),
            json!(offices),
            json!(Sum::default().with(told).rate().map(|rate| rate.to_string())),
            json!(told.is_none()),
        ]
    };
    Ok(cities::newest(tx, None).await?.into_iter().map(line).collect())
}

/// デモ・説明会.
pub(super) async fn sessions(
    caller: Caller,
    State(app): State<App>,
    Query(asked): Query<Asked>,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    let tx = caller.open(&app, Permission::Sessions).await?;
    let part = asked.part(&SESSIONS)?;
    let lines = interface::sessions(&tx, part).await?;
    let next = next(part, lines.len(), lines.last().map(|session| session.id.to_string()));
    let aside = SetAside::of_house(&tx).await?;
    let lines = lines.iter().map(|one| session(one, aside.registered(one))).collect();
    Ok(list(&headers, &SESSIONS, lines, next.as_deref()))
}

fn session(session: &Session, registered: u16) -> Vec<Value> {
    let held = session.stage.session();
    let (place, venue) = session.place();
    vec![
        json!(session.id),
        json!(session.name),
        json!(session.stage.name().code()),
        moment_if(held.map(|held| held.slot.starts_at())),
        moment_if(held.map(|held| held.slot.ends_at())),
        json!(place.code()),
        json!(session.stage.public().map(|_| venue)),
        json!(held.map(|held| held.capacity.get())),
        json!(registered),
        moment(session.updated_at),
    ]
}

/// What happened to what the key may read; `next` is always told, for it is where to go on later.
pub(super) async fn changes(
    caller: Caller,
    State(app): State<App>,
    Query(asked): Query<Asked>,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    let tx = caller.open_any(&app).await?;
    let after: i64 = match asked.after.as_str() {
        "" => 0,
        seq => seq.parse().map_err(|_| Refusal::Parameter("after"))?,
    };
    let may_read = Permission::ALL.into_iter().filter(|permission| caller.may(*permission));
    let subjects: Vec<&str> = may_read.flat_map(Permission::subjects).copied().collect();
    let lines = interface::changes(&tx, &subjects, after, asked.limit()?).await?;
    let next = lines.last().map_or(after, |line| line.seq).to_string();
    let line = |line: interface::Changed| {
        vec![
            json!(line.seq),
            moment(line.at),
            json!(line.kind),
            json!(line.subject_kind),
            json!(line.subject),
        ]
    };
    Ok(list(&headers, &CHANGES, lines.into_iter().map(line).collect(), Some(&next)))
}
