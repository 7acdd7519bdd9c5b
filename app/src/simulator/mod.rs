//! 導入効果の試算: four numbers of an office, and what exchanging plans costs it without and with the system. Public, without
//! a script, with an address that can be printed and sent.

mod argument;
mod parameters;
mod result;
#[cfg(test)]
mod tests;
mod working;

pub use parameters::{
    HistoryLine, ParameterFormPage, ParameterFormView, ParameterLine, ParametersPage, ParametersView,
};

use crate::{
    messages::simulator::{hint, label, side, unit},
    paths,
};
use argument::Returned;
use chrono::NaiveDate;
use domain::{
    form::Typed,
    ids::OfficeId,
    money::Yen,
    simulator::{Assumption, Assumptions, Cost, Estimate, Field, Inputs, Outcome, Side},
};
use elements::{
    Choice, Choices, ErrorSummary, FormState, InputMode, Notice, PageHeader, Section, TextField, Width,
};
use leptos::prelude::*;
use result::ResultSection;
use working::{AssumedSection, WorkingSection};

/// A municipality in whose name the estimate is made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InCity {
    /// Its word in addresses.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// What it pays of the licence now: the programme, its page, how much.
    pub subsidy: Option<(String, String, Yen)>,
}

/// What the municipality knows of an office.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filled {
    /// Its name.
    pub office: String,
    /// How many partners are known; none where nothing is.
    pub partners: usize,
    /// How many of them use the system.
    pub adopted: usize,
    /// The other offices for which the same person speaks: id and name.
    pub others: Vec<(OfficeId, String)>,
}

/// An estimate with what it was made from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Made {
    /// The office.
    pub inputs: Inputs,
    /// What was assumed.
    pub assumed: Assumptions,
    /// What the system costs.
    pub cost: Cost,
    /// The result.
    pub estimate: Estimate,
    /// What it would be if more partners used the system: how many, and the likely outcome.
    pub later: Vec<(u32, Outcome)>,
}

/// What the page shows.
#[derive(Debug, Clone)]
pub struct SimulatorView {
    /// In whose name; nobody's on the page without a municipality.
    pub city: Option<InCity>,
    /// What a licence costs today, and why.
    pub licence: (Yen, String),
    /// The site of the system's helpdesk.
    pub site: String,
    /// What is assumed today, with its sources, in the order of the formula.
    pub assumptions: Vec<Assumption>,
    /// The day of the look.
    pub today: NaiveDate,
    /// What was typed.
    pub form: FormState,
    /// What was filled in for the office of whoever is signed in.
    pub filled: Option<Filled>,
    /// Whether a link of a mail or a letter would have filled it in, and its time is over.
    pub link_over: bool,
    /// The estimate, once all four numbers are there.
    pub made: Option<Made>,
}

impl SimulatorView {
    /// The page's own path.
    fn here(&self) -> String {
        self.city.as_ref().map_or_else(paths::simulator, |city| paths::tenant_simulator(&city.slug))
    }
}

/// The page.
#[component]
pub fn SimulatorPage(
    /// What is shown.
    view: SimulatorView,
) -> impl IntoView {
    let here = view.here();
    let SimulatorView { city, licence, site, assumptions, today, form, filled, link_over, made } = view;
    let caption = city.as_ref().map(|city| city.name.clone());
    let lead = "ケアプランのやりとりに、いま1年間でかかっている時間と費用、ケアプランデータ連携システムを使ったときの削減の見込みを計算します。\
                4つの数を入れるだけで、ログインは要りません。入力した数は、このアプリに残りません。";
    let filled = filled.map(|filled| prefilled(filled, city.as_ref()));
    let link_over = link_over.then(|| {
        view! {
            <Notice title="リンクの期限が過ぎたため、取引事業所数は入っていません">
                <p>"取引事業所数と、そのうちシステムを導入している数を入力すると、計算できます。"</p>
            </Notice>
        }
    });
    let questions = questions(&form, &here, made.is_some());
    let result = made.clone().map(|made| {
        let (city, licence, here) = (city.clone(), licence.clone(), here.clone());
        view! { <ResultSection made city licence here/> }
    });
    let working = made.map(|made| view! { <WorkingSection made/> });
    let helpdesk = site.clone();
    view! {
        <ErrorSummary form=form.clone()/>
        <PageHeader title="導入効果の試算" caption lead/>
        {filled}
        {link_over}
        {questions}
        {result}
        {working}
        <AssumedSection assumptions today/>
        <Returned/>
        <Section title="公式の試算ツール">
            <p>"国民健康保険中央会のヘルプデスクサイトにも、かんたんシミュレーションツールがあります。計算式が違うため、結果は同じになりません。"</p>
            <p><a href=helpdesk>{site}</a></p>
        </Section>
    }
}

/// What was filled in, and for which other offices it can be.
fn prefilled(filled: Filled, city: Option<&InCity>) -> impl IntoView + use<> {
    let Filled { office, partners, adopted, others } = filled;
    let title = if partners == 0 {
        format!("{office}の取引事業所は、まだ登録されていません")
    } else {
        format!("{office}の取引事業所数を入れました")
    };
    let words = if partners == 0 {
        "取引事業所数と、そのうちシステムを導入している数を、入力してください。".to_owned()
    } else {
        format!(
            "市区町村の台帳でわかっている取引事業所は{partners}か所、うち導入しているのは{adopted}か所です。市外の事業所など、台帳にない相手があれば、数を直してください。"
        )
    };
    let others = city.filter(|_| !others.is_empty()).map(|city| {
        let items = others
            .into_iter()
            .map(|(id, name)| {
                let href = paths::office_simulator(&city.slug, id);
                view! { <li><a href=href>{format!("{name}で試算する")}</a></li> }
            })
            .collect_view();
        view! { <ul>{items}</ul> }
    });
    view! { <div class="no-print"><Notice title><p>{words}</p>{others}</Notice></div> }
}

/// The four numbers.
fn questions(form: &FormState, action: &str, again: bool) -> impl IntoView + use<> {
    let sides = Side::ALL.into_iter().map(|one| Choice::new(one.code(), side(one))).collect::<Vec<_>>();
    let fields = Field::NUMBERS
        .into_iter()
        .map(|field| {
            view! {
                <TextField
                    form=form
                    name=field.name()
                    label=label(field)
                    hint=hint(field)
                    suffix=unit(field)
                    width=Width::Short
                    inputmode=InputMode::Numeric
                    autocomplete="off"
                />
            }
        })
        .collect_view();
    let title = if again { "数を変えて試算する" } else { "事業所の数を入れる" };
    // A side that was not chosen is that of the circular's example.
    let chosen = if form.value(Field::Side.name()).is_empty() {
        FormState::filled(Typed::default().with(Field::Side.name(), Side::default().code()))
    } else {
        form.clone()
    };
    view! {
        <section class="section no-print">
            <h2 class="section__title">{title}</h2>
            <form method="get" action=format!("{action}#result") class="form" novalidate>
                <Choices form=chosen name=Field::Side.name() legend=label(Field::Side) options=sides/>
                {fields}
                <button type="submit" class="button" name="estimate" value="1">"試算する"</button>
            </form>
        </section>
    }
}
