//! What everybody sees. Where the city decides about it the same is shown below the form, so that it knows exactly what
//! will be public.

use crate::{
    messages::progress::{MEANINGS, finding, rate},
    paths,
    voices::{VoiceCard, VoiceCards},
};
use domain::{
    progress::{Licence, ProgressFigures, ServiceFigure},
    wareki::format_date,
};
use elements::{
    ButtonKind, ButtonLink, Buttons, Column, Density, Details, EmptyState, PageHeader, Section, Stat, Stats,
    SummaryList, SummaryRow, Table,
    charts::{Figure, Line, LineChart, Numbers, Point},
};
use leptos::prelude::*;

/// What the page shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProgressView {
    /// The municipality's word in addresses.
    pub slug: String,
    /// Its name.
    pub municipality: String,
    /// What stands above the numbers; may be empty.
    pub lead: String,
    /// Whom to ask; may be empty.
    pub contact: String,
    /// Under which terms the numbers may be used.
    pub licence: Licence,
    /// The numbers; none where there are so few offices that they would tell of each.
    pub figures: Option<ProgressFigures>,
    /// Programmes that receive applications now: title and address.
    pub programmes: Vec<(String, String)>,
    /// How many sessions to come everybody may come to.
    pub sessions: usize,
    /// Voices whose office agreed to everybody.
    pub voices: Vec<VoiceCard>,
    /// Where costs and benefits are worked out.
    pub simulator: String,
}

/// The page.
#[component]
pub fn ProgressPage(
    /// What it shows.
    view: ProgressView,
) -> impl IntoView {
    let caption = view.municipality.clone();
    view! {
        <PageHeader title="ケアプランデータ連携システムの普及状況" caption lead="居宅介護支援事業所と介護サービス事業所が、ケアプランをデータでやり取りする仕組みが、どのくらい広がっているかをお知らせします。"/>
        {parts(view, true)}
    }
}

/// Everything below the heading; before it is public, nothing of it can be saved.
pub(super) fn parts(view: ProgressView, is_public: bool) -> impl IntoView {
    let ProgressView {
        slug,
        municipality,
        lead,
        contact,
        licence,
        figures,
        programmes,
        sessions,
        voices,
        simulator,
    } = view;
    let lead = (!lead.is_empty()).then(|| view! { <p class="said__body">{lead}</p> });
    let has_figures = figures.is_some();
    let numbers = match figures {
        Some(figures) => numbers(&slug, &figures, is_public).into_any(),
        None => view! {
            <EmptyState title="数はまだ公開していません">
                <p>"事業所の数が少なく、個々の事業所のことが分かってしまうため、数は表示しません。"</p>
            </EmptyState>
        }
        .into_any(),
    };
    let voices = (!voices.is_empty()).then(|| {
        view! {
            <Section title="使っている事業所の声">
                <VoiceCards voices/>
            </Section>
        }
    });
    let data = has_figures.then(|| data(&slug, &municipality, licence, is_public));
    let contact = (!contact.is_empty()).then(|| {
        view! { <Section title="問い合わせ先"><p>{contact}</p></Section> }
    });
    view! {
        {lead}
        {numbers}
        {next(&slug, programmes, sessions, simulator)}
        {voices}
        {data}
        {contact}
    }
}

fn numbers(slug: &str, figures: &ProgressFigures, is_public: bool) -> impl IntoView + use<> {
    let whole = figures.whole;
    let on = format_date(whole.as_of);
    let value = whole.rate().map_or_else(|| "―".to_owned(), |rate| rate.to_string());
    let note = format!("{}／{}事業所（{on}現在）", whole.numerator, whole.denominator);
    let definition = "導入率は、営業中の事業所のうち、ライセンスを持っているか利用している事業所の割合です。";
    let using = format!("導入済みの{}事業所のうち、{on}現在", whole.numerator);
    let (exchanging, trend) = (figures.using.to_string(), trend(slug, figures, is_public));
    let (services, meanings) = (services(&figures.services), meanings());
    view! {
        <Section title="いまの状況">
            <Stats>
                <Stat label="導入率" value unit="%" note/>
                <Stat label="データをやり取りしている事業所" value=exchanging unit="事業所" note=using/>
            </Stats>
            <p class="muted">{definition}</p>
        </Section>
        <Section title="これまでの動き">{trend}</Section>
        {services}
        {meanings}
    }
}

fn trend(slug: &str, figures: &ProgressFigures, is_public: bool) -> impl IntoView + use<> {
    let points = figures
        .trend
        .iter()
        .map(|one| Point { label: format_date(one.as_of), value: one.rate().map(|rate| rate.0) })
        .collect();
    let rows = figures
        .trend
        .iter()
        .map(|one| {
            let rate = one.rate().map_or_else(|| "―".to_owned(), |rate| format!("{rate}%"));
            vec![format_date(one.as_of), one.numerator.to_string(), one.denominator.to_string(), rate]
        })
        .collect();
    let heads = ["基準日", "導入済みの事業所", "営業中の事業所", "導入率"].map(str::to_owned).to_vec();
    let (numbers, finding) = (Numbers { heads, rows }, finding(figures));
    let lines = vec![Line { name: "導入率".to_owned(), points }];
    let csv = is_public.then(|| paths::progress_data_csv(slug));
    view! {
        <Figure id="trend" title="導入率の動き" finding numbers csv>
            <LineChart id="trend" lines/>
        </Figure>
    }
}

fn services(services: &[ServiceFigure]) -> Option<impl IntoView + use<>> {
    if services.is_empty() {
        return None;
    }
    let rows = services
        .iter()
        .map(|one| {
            let cells = match one.shown {
                Some(number) => {
                    [number.numerator.to_string(), number.denominator.to_string(), rate_alone(number)]
                }
                None => ["＊", "＊", "＊"].map(str::to_owned),
            };
            let [adopted, offices, rate] = cells;
            view! {
                <tr role="row">
                    <th scope="row" role="rowheader">{one.service.name()}</th>
                    <td role="cell" data-label="導入済み" class="number">{adopted}</td>
                    <td role="cell" data-label="営業中" class="number">{offices}</td>
                    <td role="cell" data-label="導入率" class="number">{rate}</td>
                </tr>
            }
        })
        .collect_view();
    let columns = vec![
        Column::new("サービス種類"),
        Column::number("導入済み"),
        Column::number("営業中"),
        Column::number("導入率"),
    ];
    let hidden = services.iter().any(|one| one.shown.is_none()).then(|| {
        view! { <p class="muted">"＊は、事業所が少なく、個々の事業所のことが分かってしまうため、表示しません。"</p> }
    });
    Some(view! {
        <Section title="サービス種類ごとの状況">
            <Table caption="サービス種類ごとの状況" caption_hidden=true density=Density::Dense stacks=true columns>{rows}</Table>
            {hidden}
        </Section>
    })
}

fn rate_alone(number: domain::adoption::Indicator) -> String {
    number.rate().map_or_else(|| "―".to_owned(), |rate| format!("{rate}%"))
}

fn meanings() -> impl IntoView {
    let rows = MEANINGS
        .into_iter()
        .map(|one| view! { <SummaryRow label=one.name>{one.words}</SummaryRow> })
        .collect_view();
    view! { <Details summary="数の意味と数え方"><SummaryList dense=true>{rows}</SummaryList></Details> }
}

/// What whoever read this far can do next.
fn next(
    slug: &str,
    programmes: Vec<(String, String)>,
    sessions: usize,
    simulator: String,
) -> impl IntoView + use<> {
    let programmes = programmes
        .into_iter()
        .map(|(title, href)| view! { <li><a href=href>{format!("受付中の補助金：{title}")}</a></li> })
        .collect_view();
    let sessions = (sessions > 0).then(|| {
        let words = format!("参加できるデモ・説明会（{sessions}件）");
        let href = paths::public_demos(slug);
        view! { <li><a href=href>{words}</a></li> }
    });
    let materials = paths::public_materials(slug);
    view! {
        <Section title="これから導入する事業所の方へ">
            <ul>
                {programmes}
                {sessions}
                <li><a href=simulator>"自分の事業所で時間と費用がどのくらい減るかを試算する"</a></li>
                <li><a href=materials>"リーフレットや動画などの資料を見る"</a></li>
            </ul>
        </Section>
    }
}

fn data(slug: &str, municipality: &str, licence: Licence, is_public: bool) -> impl IntoView + use<> {
    let (csv, definitions) = (paths::progress_data_csv(slug), paths::progress_definitions_csv(slug));
    let json = paths::progress_data_json(slug);
    let files = is_public.then(|| {
        view! {
            <Buttons>
                <ButtonLink href=csv kind=ButtonKind::Secondary>"数をCSVで保存する"</ButtonLink>
                <ButtonLink href=definitions kind=ButtonKind::Secondary>"数の意味をCSVで保存する"</ButtonLink>
                <ButtonLink href=json kind=ButtonKind::Secondary>"数と意味をJSONで保存する"</ButtonLink>
            </Buttons>
        }
    });
    let cite = format!("出典：{municipality}「ケアプランデータ連携システムの普及状況」");
    view! {
        <Section title="オープンデータ">
            <p>"この画面の数は、データとして保存できます。アドレスは変わりません。"</p>
            {files}
            <p>"利用条件："<a href=licence.url()>{licence.title()}</a></p>
            <p>{cite}</p>
        </Section>
    }
}

/// The rate of a page in one line, for where it is told elsewhere.
pub(super) fn in_a_line(figures: &ProgressFigures) -> String {
    rate(figures.whole)
}
