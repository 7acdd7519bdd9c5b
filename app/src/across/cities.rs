//! The cities that share with a house: their sum, how it went, the map, and a table.

use super::{
    headway::{self, HeadwayView},
    tables::{self, Moment, bar},
};
use crate::{
    exports::SaveLinks,
    messages::{
        across::{
            DEFINITION, hidden_note, map, month, number, points, rate, rate_of_sum, shared_of, steps_finding,
            sum_of,
        },
        adoption_counts::step,
    },
    paths,
};
use chrono::NaiveDate;
use domain::{
    accounts::TenantKind,
    adoption::{
        Step, Tenths,
        across::{self, By, Line, Order, Sum, rate_of},
    },
    ids::TenantId,
    prefecture::Prefecture,
    service_type::Group,
    wareki::format_date,
};
use elements::{
    Breadcrumb, Column, Crumb, Density, Details, Direction, EmptyState, PageHeader, Section, Stat, Stats,
    Table,
    charts::{Figure, Numbers, Tile, TileMap},
};
use leptos::prelude::*;

/// A city of the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CityLine {
    /// Its house.
    pub id: TenantId,
    /// Its name.
    pub name: String,
    /// Its newest month.
    pub month: NaiveDate,
    /// Its numbers of it.
    pub now: Line,
    /// Those of a year before.
    pub before: Line,
}

/// A prefecture of the map and the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PrefectureLine {
    /// Which one.
    pub prefecture: Prefecture,
    /// Its cities that are here, and those of them that share.
    pub cities: usize,
    /// Those that share.
    pub shared: usize,
    /// The sum of those.
    pub now: Sum,
    /// The same of a year before, of those that tell both.
    pub compared: (Sum, Sum),
}

/// What the page shows.
#[derive(Debug, Clone)]
pub struct CitiesView {
    /// The tenant's word in addresses.
    pub slug: String,
    /// Which kind of house reads.
    pub kind: TenantKind,
    /// Only of this prefecture.
    pub part: Option<Prefecture>,
    /// Prefectures, where 国保中央会 looks at all of them.
    pub prefectures: Vec<PrefectureLine>,
    /// The order of the table.
    pub order: Order,
    /// The cities that share, in order; none where prefectures are shown.
    pub cities: Vec<CityLine>,
    /// How many share.
    pub shared: usize,
    /// The names of those that do not, where they are not too many to be told.
    pub silent: Vec<String>,
    /// How many do not.
    pub silent_count: usize,
    /// The sum.
    pub sum: Sum,
    /// The newest day for which it was counted.
    pub as_of: Option<NaiveDate>,
    /// Now and a year before, of the cities that tell both.
    pub compared: (Sum, Sum),
    /// By month, the oldest first.
    pub months: Vec<(NaiveDate, Sum)>,
    /// By how far offices are, in the order of the steps; each of the cities that tell it.
    pub steps: Vec<(Step, Sum)>,
    /// How far offices have come, and what followed.
    pub headway: HeadwayView,
    /// By kind of service.
    pub services: Vec<(Group, Sum)>,
}

/// The page.
#[component]
pub fn CitiesPage(
    /// What it shows.
    view: CitiesView,
) -> impl IntoView {
    let title = view.part.map_or_else(
        || "市区町村の普及状況".to_owned(),
        |part| format!("{}の市区町村の普及状況", part.name()),
    );
    let crumbs = (view.kind == TenantKind::Central && view.part.is_some()).then(|| {
        let crumbs = vec![Crumb::new("市区町村の普及状況", paths::adoption_cities(&view.slug))];
        let here = view.part.map(Prefecture::name).unwrap_or_default();
        view! { <Breadcrumb crumbs here=here/> }
    });
    let lead = shared_of(view.kind, view.shared, view.shared + view.silent_count);
    let silent = silent(&view);
    let published = paths::published_rates(&view.slug);
    let published = view! { <p><a href=published>"ほかで公表された導入率を見る"</a></p> };
    if view.shared == 0 {
        return view! {
            {crumbs}
            <PageHeader title lead/>
            <EmptyState title="数を共有している市区町村は、まだありません">
                <p>"市区町村の管理者が「普及状況の数の共有」で相手に選ぶと、その市区町村の集計した数がここに並びます。"</p>
            </EmptyState>
            {silent}
            {published}
        }
        .into_any();
    }
    let part = view.part.map(Prefecture::number);
    let here = paths::export_of(&paths::adoption_cities_of(&view.slug, part, view.order));
    let figures = figures(&view);
    let map = (!view.prefectures.is_empty()).then(|| tiles(&view));
    let table =
        if view.prefectures.is_empty() { cities(&view).into_any() } else { prefectures(&view).into_any() };
    let save = |table: &str| paths::adoption_cities_table(&view.slug, part, table);
    // Where prefectures stand, their cities can be saved as one table as well.
    let cities_too = (!view.prefectures.is_empty()).then(|| {
        view! {
            <p class="no-print">"市区町村を1行ずつにした表も保存できます。"</p>
            <SaveLinks what="市区町村の普及状況" here=here.clone()/>
        }
    });
    let (what, here) = if view.prefectures.is_empty() {
        ("市区町村の普及状況", here)
    } else {
        ("都道府県ごとの普及状況", save("prefectures"))
    };
    let steps = steps(&view.steps, save("steps"));
    let headway = headway::sums(&view.headway, save("funnel"), save("cohorts"));
    let services = services(&view.services, save("services"));
    let months = view.months.iter().map(moment).collect();
    let heads = ["導入率", "導入済み", "事業所", "市区町村"];
    let trend = tables::months("cities-trend", &heads, months, &save("trend"));
    view! {
        {crumbs}
        <PageHeader title lead/>
        {figures}
        {map}
        <Section title="推移">{trend}</Section>
        {table}
        <SaveLinks what here/>
        {cities_too}
        {steps}
        {headway}
        {services}
        {silent}
        <Section title="数え方">
            <p>{DEFINITION}</p>
            <p>{hidden_note()}</p>
            {published}
        </Section>
    }
    .into_any()
}

fn moment((month, sum): &(NaiveDate, Sum)) -> Moment {
    let cells =
        vec![rate_of_sum(*sum), sum.adopted.to_string(), sum.offices.to_string(), sum.cities.to_string()];
    (*month, sum.rate(), cells)
}

fn figures(view: &CitiesView) -> impl IntoView + use<> {
    let sum = view.sum;
    let as_of = view.as_of.map(|day| format!("（{}現在）", format_date(day))).unwrap_or_default();
    let note = format!("{}事業所のうち{}{as_of}。{}", sum.offices, sum.adopted, sum_of(sum));
    let (now, before) = view.compared;
    let change = points(now.points_since(before));
    let compared = format!("1年前の数もある{}市区町村の合計で比べた差", now.cities);
    let all = view.shared + view.silent_count;
    let shared = format!("{}／{all}", view.shared);
    view! {
        <Stats>
            <Stat label="導入率" value=rate_of_sum(sum) note/>
            <Stat label="1年間の変化" value=change note=compared/>
            <Stat label="共有している市区町村" value=shared/>
        </Stats>
    }
}

fn tiles(view: &CitiesView) -> impl IntoView + use<> {
    // In the order of the numbers, whatever that of the table is.
    let mut prefectures = view.prefectures.clone();
    prefectures.sort_by_key(|line| line.prefecture);
    let told = prefectures.iter().filter_map(|line| Some((line.prefecture.name(), line.now.rate()?)));
    let highest = told.clone().max_by_key(|(_, rate)| *rate);
    let finding = map(told.count(), highest);
    let tiles = prefectures
        .iter()
        .map(|line| {
            let number = line.prefecture.number();
            Tile {
                number,
                name: line.prefecture.name().to_owned(),
                value: line.now.rate().map(|rate| rate.0),
                words: rate_of_sum(line.now),
                href: (line.cities > 0)
                    .then(|| paths::adoption_cities_of(&view.slug, Some(number), Order::default())),
            }
        })
        .collect();
    let numbers = Numbers {
        heads: ["都道府県", "導入率", "導入済み", "事業所"].map(str::to_owned).to_vec(),
        rows: prefectures
            .iter()
            .map(|line| {
                let name = line.prefecture.name().to_owned();
                vec![name, rate_of_sum(line.now), line.now.adopted.to_string(), line.now.offices.to_string()]
            })
            .collect(),
    };
    let csv = format!("{}format=csv", paths::adoption_cities_table(&view.slug, None, "prefectures"));
    view! {
        <Section title="地図">
            <div class="wide-chart">
                <Figure id="prefectures" title="都道府県ごとの導入率" finding numbers csv>
                    <TileMap tiles label="都道府県ごとの導入率" words=percent/>
                </Figure>
            </div>
        </Section>
    }
}

fn percent(tenths: i64) -> String {
    format!("{}%", Tenths(tenths))
}

/// The head of a column that sorts.
fn head(view: &CitiesView, label: &'static str, by: By) -> Column {
    let column = if by == By::Code { Column::new(label) } else { Column::number(label) };
    let part = view.part.map(Prefecture::number);
    let href = paths::adoption_cities_of(&view.slug, part, view.order.turned(by));
    let now = (view.order.by == by).then_some(if view.order.descending {
        Direction::Descending
    } else {
        Direction::Ascending
    });
    column.sorted_by(href, now)
}

fn heads(view: &CitiesView, first: &'static str, last: &'static str) -> Vec<Column> {
    vec![
        head(view, first, By::Code),
        head(view, "導入率", By::Rate),
        Column::unseen("グラフ"),
        head(view, "導入済み", By::Adopted),
        head(view, "事業所", By::Offices),
        head(view, "1年間の変化", By::Points),
        Column::new(last),
    ]
}

fn cities(view: &CitiesView) -> impl IntoView + use<> {
    let rows = view
        .cities
        .iter()
        .map(|city| {
            let href = paths::adoption_city(&view.slug, city.id);
            view! {
                <tr>
                    <th scope="row"><a href=href>{city.name.clone()}</a></th>
                    <td class="number">{rate(city.now)}</td>
                    <td class="share">{bar(rate_of(city.now))}</td>
                    <td class="number">{number(city.now.adopted)}</td>
                    <td class="number">{number(city.now.offices)}</td>
                    <td class="number nowrap">{points(across::points(city.now, city.before))}</td>
                    <td class="nowrap">{month(city.month)}</td>
                </tr>
            }
        })
        .collect_view();
    let columns = heads(view, "市区町村", "集計の月");
    view! {
        <Section title="市区町村ごとの普及状況">
            <Table caption="市区町村ごとの普及状況" caption_hidden=true columns density=Density::Dense>{rows}</Table>
        </Section>
    }
}

fn prefectures(view: &CitiesView) -> impl IntoView + use<> {
    let rows = view
        .prefectures
        .iter()
        .filter(|line| line.cities > 0)
        .map(|line| {
            let number = line.prefecture.number();
            let href = paths::adoption_cities_of(&view.slug, Some(number), Order::default());
            let (now, before) = line.compared;
            let shared = format!("{}／{}", line.shared, line.cities);
            view! {
                <tr>
                    <th scope="row"><a href=href>{line.prefecture.name()}</a></th>
                    <td class="number">{rate_of_sum(line.now)}</td>
                    <td class="share">{bar(line.now.rate())}</td>
                    <td class="number">{line.now.adopted.to_string()}</td>
                    <td class="number">{line.now.offices.to_string()}</td>
                    <td class="number nowrap">{points(now.points_since(before))}</td>
                    <td class="nowrap">{shared}</td>
                </tr>
            }
        })
        .collect_view();
    let columns = heads(view, "都道府県", "共有している市区町村");
    view! {
        <Section title="都道府県ごとの普及状況">
            <Table caption="都道府県ごとの普及状況" caption_hidden=true columns density=Density::Dense>{rows}</Table>
        </Section>
    }
}

/// How far offices are: what of them is at each step, with what is counted over what.
fn steps(steps: &[(Step, Sum)], here: String) -> impl IntoView + use<> {
    let rows = steps
        .iter()
        .map(|(of, sum)| {
            view! {
                <tr>
                    <th scope="row">{step(*of)}</th>
                    <td class="number">{rate_of_sum(*sum)}</td>
                    <td class="share">{bar(sum.rate())}</td>
                    <td class="number">{sum.adopted.to_string()}</td>
                    <td class="number">{sum.offices.to_string()}</td>
                    <td class="number">{sum.cities.to_string()}</td>
                </tr>
            }
        })
        .collect_view();
    let columns = vec![
        Column::new("段階"),
        Column::number("割合"),
        Column::unseen("グラフ"),
        Column::number("事業所"),
        Column::number("分母の事業所"),
        Column::number("数を示している市区町村"),
    ];
    let finding = steps_finding(steps);
    view! {
        <Section title="導入の段階">
            <p>{finding}</p>
            <Table caption="導入の段階ごとの事業所" caption_hidden=true columns density=Density::Dense>{rows}</Table>
            <SaveLinks what="導入の段階ごとの事業所" here/>
            <p class="muted">"段階ごとに、数を示している市区町村だけを足しています。分母が違うため、段階どうしを足しても100%にはなりません。"</p>
        </Section>
    }
}

fn services(services: &[(Group, Sum)], here: String) -> impl IntoView + use<> {
    let rows = services
        .iter()
        .map(|(group, sum)| {
            view! {
                <tr>
                    <th scope="row">{group.name()}</th>
                    <td class="number">{rate_of_sum(*sum)}</td>
                    <td class="share">{bar(sum.rate())}</td>
                    <td class="number">{sum.adopted.to_string()}</td>
                    <td class="number">{sum.offices.to_string()}</td>
                    <td class="number">{sum.cities.to_string()}</td>
                </tr>
            }
        })
        .collect_view();
    let columns = vec![
        Column::new("サービスの区分"),
        Column::number("導入率"),
        Column::unseen("グラフ"),
        Column::number("導入済み"),
        Column::number("事業所"),
        Column::number("数を示している市区町村"),
    ];
    view! {
        <Section title="サービスの区分ごとの普及状況">
            <Table caption="サービスの区分ごとの普及状況" caption_hidden=true columns density=Density::Dense>{rows}</Table>
            <SaveLinks what="サービスの区分ごとの普及状況" here/>
            <p class="muted">"複数のサービスを行う事業所は、それぞれの区分に数えます。"</p>
        </Section>
    }
}

/// The cities that do not share, by their names.
fn silent(view: &CitiesView) -> impl IntoView + use<> {
    (view.silent_count > 0).then(|| {
        let summary = format!("共有していない{}市区町村", view.silent_count);
        let body = if view.silent.is_empty() {
            "都道府県を選ぶと、名前を示します。".to_owned()
        } else {
            view.silent.join("、")
        };
        view! {
            <Section title="共有していない市区町村">
                <Details summary><p>{body}</p></Details>
            </Section>
        }
    })
}

#[cfg(test)]
mod tests;
