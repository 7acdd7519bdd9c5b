//! What the pages show, as tables to save: cities, prefectures, months and kinds of services, and those of one city.

use super::{cities::Asked, view};
use crate::{
    actor::{Host, Officer},
    app::App,
    error::Error,
    export::Saving,
};
use app::messages::{
    across::{month, number, points, rate, rate_of_sum},
    adoption_counts::step,
    adoption_funnel::{step as reached, touch},
    survey_results::HIDDEN,
};
use axum::{
    extract::{Query, State},
    response::Response,
};
use chrono::NaiveDate;
use domain::{
    accounts::TenantKind,
    adoption::{
        FunnelStep,
        across::{self, Line, Order, Sum, TOUCHES, ToldHeadway, eve, month_of},
    },
    ids::TenantId,
    prefecture::Prefecture,
    service_type::Group,
};
use store::{
    adoption::cities::{self, City},
    tenants,
};
use tables::{Column, Field, Kind, Table, Value};

/// A line of the table of cities.
struct Saved {
    city: Option<City>,
    name: String,
    prefecture: Option<u8>,
}

impl Saved {
    fn of(&self, value: impl Fn(&City) -> Value) -> Value {
        self.city.as_ref().map(value).unwrap_or_default()
    }
}

fn counted(number: Option<u32>) -> Value {
    number.map_or_else(|| Value::Text(self::number(None)), |number| Value::Number(number.into()))
}

fn whole(number: u64) -> Value {
    Value::Number(i64::try_from(number).unwrap_or(i64::MAX))
}

/// What the table of cities holds.
const FIELDS: [Field<Saved>; 11] = [
    ("都道府県", Kind::Text, |saved| {
        let prefecture = saved.prefecture.and_then(Prefecture::new);
        prefecture.map(|prefecture| Value::Text(prefecture.name().to_owned())).unwrap_or_default()
    }),
    ("市区町村", Kind::Text, |saved| Value::Text(saved.name.clone())),
    ("団体コード", Kind::Code, |saved| saved.of(|city| Value::Text(city.code.clone()))),
    ("共有", Kind::Text, |saved| {
        Value::Text(if saved.city.is_some() { "共有している" } else { "共有していない" }.to_owned())
    }),
    ("集計の日", Kind::Date, |saved| saved.of(|city| Value::Date(city.as_of))),
    ("導入率", Kind::Text, |saved| saved.of(|city| Value::Text(rate(city.now)))),
    ("導入済み", Kind::Number, |saved| saved.of(|city| counted(city.now.adopted))),
    ("事業所", Kind::Number, |saved| saved.of(|city| counted(city.now.offices))),
    ("1年前の導入済み", Kind::Number, |saved| saved.of(|city| counted(city.before.adopted))),
    ("1年前の事業所", Kind::Number, |saved| saved.of(|city| counted(city.before.offices))),
    ("1年間の変化", Kind::Text, |saved| {
        saved.of(|city| Value::Text(points(across::points(city.now, city.before))))
    }),
];

/// A column of what is told: its heading, what stands in it, and where that is.
type Cell<T> = (&'static str, Kind, fn(T) -> Value);

/// A sum of cities.
const SUM: [Cell<Sum>; 5] = [
    ("導入率", Kind::Text, |sum| Value::Text(rate_of_sum(sum))),
    ("導入済み", Kind::Number, |sum| whole(sum.adopted)),
    ("事業所", Kind::Number, |sum| whole(sum.offices)),
    ("数を示している市区町村", Kind::Number, |sum| whole(sum.cities)),
    ("非表示の市区町村", Kind::Number, |sum| whole(sum.hidden)),
];

/// The same of a step: who is there, of all offices.
const AT_STEP: [Cell<Sum>; 5] = [
    ("割合", Kind::Text, |sum| Value::Text(rate_of_sum(sum))),
    ("事業所", Kind::Number, |sum| whole(sum.adopted)),
    ("分母の事業所", Kind::Number, |sum| whole(sum.offices)),
    ("数を示している市区町村", Kind::Number, |sum| whole(sum.cities)),
    ("非表示の市区町村", Kind::Number, |sum| whole(sum.hidden)),
];

/// The same of what followed: who began within the days, of those whose days are over.
const AFTER: [Cell<Sum>; 5] = [
    ("割合", Kind::Text, |sum| Value::Text(rate_of_sum(sum))),
    ("導入した事業所", Kind::Number, |sum| whole(sum.adopted)),
    ("90日がたった事業所", Kind::Number, |sum| whole(sum.offices)),
    ("数を示している市区町村", Kind::Number, |sum| whole(sum.cities)),
    ("非表示の市区町村", Kind::Number, |sum| whole(sum.hidden)),
];

/// What is told of one city.
const LINE: [Cell<Line>; 7] = [
    ("事業所", Kind::Number, |line| counted(line.offices)),
    ("導入済み", Kind::Number, |line| counted(line.adopted)),
    ("導入率", Kind::Text, |line| Value::Text(rate(line))),
    ("導入予定", Kind::Number, |line| counted(line.pledged)),
    ("認知・検討中", Kind::Number, |line| counted(line.interested)),
    ("停止", Kind::Number, |line| counted(line.stopped)),
    ("不明", Kind::Number, |line| counted(line.unknown)),
];

/// A table whose rows begin with cells of their own.
fn table_of<T: Copy>(
    title: &str,
    heads: &[(&'static str, Kind)],
    cells: &[Cell<T>],
    rows: impl IntoIterator<Item = (Vec<Value>, T)>,
) -> Table {
    let heads = heads.iter().copied().chain(cells.iter().map(|(head, kind, _)| (*head, *kind)));
    let row = |(mut row, of): (Vec<Value>, T)| {
        row.extend(cells.iter().map(|(_, _, value)| value(of)));
        row
    };
    Table {
        title: title.to_owned(),
        columns: heads.map(|(head, kind)| Column::new(head, kind)).collect(),
        rows: rows.into_iter().map(row).collect(),
    }
}

fn text(text: impl Into<String>) -> Value {
    Value::Text(text.into())
}

/// The table that is asked for: the cities where none is named.
pub async fn export(
    officer: Host,
    State(app): State<App>,
    Query(asked): Query<Asked>,
    saving: Saving,
) -> Result<Response, Error> {
    if !asked.city.is_empty() {
        let city = asked.city.parse().map_err(|_| Error::NotFound)?;
        return of_city(&app, &officer, city, &asked.table, saving).await;
    }
    let (part, order) = (asked.part(officer.tenant.kind)?, Order::parse(&asked.sort));
    let is_country = officer.tenant.kind == TenantKind::Central && part.is_none();
    let table = match asked.table.as_str() {
        "" => of_cities(&app, &officer, part, order).await?,
        "trend" => {
            let tx = app.store.read(&officer.scope()).await?;
            let months = cities::trend(&tx, part.map(Prefecture::number)).await?;
            let rows = months.into_iter().map(|(of, sum)| (vec![text(month(of))], sum));
            table_of("導入率の推移", &[("月", Kind::Text)], &SUM, rows)
        }
        "services" => {
            let tx = app.store.read(&officer.scope()).await?;
            let services = cities::sums(&tx, part.map(Prefecture::number)).await?.services;
            let known = Group::ALL.into_iter().filter_map(|group| Some((group, *services.get(&group)?)));
            let rows = known.map(|(group, sum)| (vec![text(group.name())], sum));
            table_of("サービスの区分ごとの普及状況", &[("サービスの区分", Kind::Text)], &SUM, rows)
        }
        "steps" => {
            let tx = app.store.read(&officer.scope()).await?;
            let steps = cities::sums(&tx, part.map(Prefecture::number)).await?.steps;
            let rows = steps.into_iter().map(|(of, sum)| (vec![text(step(of))], sum));
            table_of("導入の段階ごとの事業所", &[("段階", Kind::Text)], &AT_STEP, rows)
        }
        "funnel" | "cohorts" => sums_of_headway(&app, &officer, part, asked.table == "funnel").await?,
        "prefectures" if is_country => {
            let heads = [
                ("都道府県", Kind::Text),
                ("市区町村", Kind::Number),
                ("共有している市区町村", Kind::Number),
                ("1年間の変化", Kind::Text),
            ];
            let rows = view::of(&app, &officer, part, order).await?.prefectures.into_iter().map(|line| {
                let (now, before) = line.compared;
                let change = text(points(now.points_since(before)));
                let (all, shared) = (whole(line.cities as u64), whole(line.shared as u64));
                (vec![text(line.prefecture.name()), all, shared, change], line.now)
            });
            table_of("都道府県ごとの普及状況", &heads, &SUM, rows)
        }
        _ => return Err(Error::NotFound),
    };
    let name = format!("{}_{}", table.title, app.clock.today());
    saving.answer(&name, table)
}

/// How far offices have come, or what followed: the sums of the cities that share it.
async fn sums_of_headway(
    app: &App,
    officer: &Officer,
    part: Option<Prefecture>,
    is_funnel: bool,
) -> Result<Table, Error> {
    let view = view::of(app, officer, part, Order::default()).await?.headway;
    let day = |day: Option<NaiveDate>| day.map(Value::Date).unwrap_or_default();
    Ok(if is_funnel {
        let heads = [("段階", Kind::Text), ("集計の日", Kind::Date)];
        let rows = view.funnel.iter().map(|(of, sum)| (vec![text(reached(*of)), day(view.as_of)], *sum));
        table_of("普及の段階ごとの割合", &heads, &AT_STEP, rows)
    } else {
        let heads = [("行ったこと", Kind::Text), ("期間の最終日", Kind::Date)];
        let rows = view.cohorts.iter().map(|(of, sum)| (vec![text(touch(*of)), day(view.until)], *sum));
        table_of("その後に導入した割合", &heads, &AFTER, rows)
    })
}

/// The cities that share, and the names of those that do not.
async fn of_cities(
    app: &App,
    officer: &Officer,
    part: Option<Prefecture>,
    order: Order,
) -> Result<Table, Error> {
    let view::Loaded { mut cities, silent } = view::load(app, officer, part).await?;
    order.sort(&mut cities, |city| (city.now, city.before));
    let shared = cities.into_iter().map(|city| Saved {
        name: city.name.clone(),
        prefecture: Some(city.prefecture),
        city: Some(city),
    });
    let silent =
        silent.into_iter().map(|city| Saved { city: None, name: city.name, prefecture: city.prefecture });
    let lines: Vec<Saved> = shared.chain(silent).collect();
    Ok(Table::of("市区町村の普及状況", &FIELDS, &lines))
}

/// The months or the kinds of services of one city, as far as it shares.
async fn of_city(
    app: &App,
    officer: &Officer,
    city: TenantId,
    table: &str,
    saving: Saving,
) -> Result<Response, Error> {
    let tx = app.store.read(&officer.scope()).await?;
    let months = cities::of_city(&tx, city).await?;
    let Some(newest) = months.last() else { return Err(Error::NotFound) };
    let name = tenants::by_id(&tx, city).await?.name;
    drop(tx);
    let table = match table {
        "trend" => {
            let heads = [("月", Kind::Text), ("集計の日", Kind::Date)];
            let rows =
                months.iter().map(|of| (vec![text(month(of.month)), Value::Date(of.as_of)], of.told.all));
            table_of(&format!("{name}の導入率の推移"), &heads, &LINE, rows)
        }
        "services" => {
            let groups = Group::ALL
                .into_iter()
                .filter_map(|group| Some((vec![text(group.name())], *newest.told.groups.get(&group)?)));
            let rows = std::iter::once((vec![text("すべて")], newest.told.all)).chain(groups);
            let title = format!("{name}のサービスの区分ごとの数");
            table_of(&title, &[("サービスの区分", Kind::Text)], &LINE, rows)
        }
        "headway" => {
            let Some(headway) = &newest.headway else { return Err(Error::NotFound) };
            headway_of(&format!("{name}の普及の段階とその後の導入"), headway, newest.as_of)
        }
        _ => return Err(Error::NotFound),
    };
    let name = format!("{}_{}", table.title, newest.as_of);
    saving.answer(&name, table)
}

/// What one city tells of the steps of a day, and of what followed until the eve of its month.
fn headway_of(title: &str, headway: &ToldHeadway, as_of: NaiveDate) -> Table {
    let number = |number: Option<u64>| number.map_or_else(|| text(HIDDEN), whole);
    let row = |group: &str, name: &str, day: NaiveDate, told: Option<(u64, u64)>| {
        let (part, of) = (told.map(|(part, _)| part), told.map(|(_, of)| of));
        vec![text(group), text(name), Value::Date(day), number(part), number(of)]
    };
    let steps =
        FunnelStep::ALL.map(|step| row("普及の段階", reached(step), as_of, headway.at(step))).into_iter();
    let until = eve(month_of(as_of));
    let followed = TOUCHES.map(|of| row("90日以内の導入", touch(of), until, headway.after(of)));
    let heads = [
        ("区分", Kind::Text),
        ("項目", Kind::Text),
        ("集計の日", Kind::Date),
        ("事業所", Kind::Number),
        ("分母の事業所", Kind::Number),
    ];
    Table {
        title: title.to_owned(),
        columns: heads.into_iter().map(|(head, kind)| Column::new(head, kind)).collect(),
        rows: steps.chain(followed).collect(),
    }
}
