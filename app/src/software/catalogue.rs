//! Every vendor and product that the house sees.

use crate::{messages::software as words, paths};
use chrono::NaiveDate;
use domain::{
    ids::{SoftwareProductId, SoftwareVendorId},
    software::{Linking, Standard},
    wareki::format_date,
};
use elements::{
    Breadcrumb, Button, ButtonKind, ButtonLink, Column, Crumb, DateField, Density, Details, EmptyState,
    ErrorSummary, FormState, Notice, NoticeKind, PageHeader, SearchForm, Table, Tag, Tone,
};
use leptos::prelude::*;

/// A product in the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProductLine {
    /// Its id.
    pub id: SoftwareProductId,
    /// Its name.
    pub name: String,
    /// Its vendor.
    pub vendor: (SoftwareVendorId, String),
    /// The house may change it.
    pub own: bool,
    /// Made up for the demonstration.
    pub fictional: bool,
    /// Whether it could link on the day.
    pub linking: Linking,
    /// What held of each version on the day, in words and with its day.
    pub holds: Vec<(Standard, Option<(String, NaiveDate)>)>,
    /// Since when it is no longer offered.
    pub ended_on: Option<NaiveDate>,
    /// How many of the house's offices used it on the day; none where the house has none.
    pub offices: Option<u64>,
}

/// What the page shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CatalogueView {
    /// The tenant's word in addresses.
    pub slug: String,
    /// The day for which all of it holds.
    pub on: NaiveDate,
    /// The products, by vendor and name.
    pub lines: Vec<ProductLine>,
    /// The house has a register of offices.
    pub register: bool,
    /// How many names no product has.
    pub unmatched: usize,
    /// The house keeps the catalogue for everybody.
    pub central: bool,
    /// Whether the viewer may add to it.
    pub may_write: bool,
    /// What was just done.
    pub done: Option<&'static str>,
}

/// The page.
#[component]
pub fn CataloguePage(
    /// What is shown.
    catalogue: CatalogueView,
    /// The day as it was typed.
    form: FormState,
) -> impl IntoView {
    let CatalogueView { slug, on, lines, register, unmatched, central, may_write, done } = catalogue;
    let done = done.map(|done| view! { <Notice kind=NoticeKind::Success live=true title=done/> });
    let lead = if central {
        "ケアプランデータ連携標準仕様への対応を、出典と日付を付けて記録します。ここに書いたものは、すべての自治体・団体が見ます。"
    } else {
        "国保中央会が記録した介護ソフトと、この自治体で加えたものです。対応は、出典と日付を付けて記録します。"
    };
    let crumbs = register.then(|| {
        view! { <Breadcrumb crumbs=vec![Crumb::new("伴走支援", paths::follow_up(&slug))] here="介護ソフト"/> }
    });
    let list = if lines.is_empty() {
        view! { <EmptyState title="介護ソフトはまだ登録されていません"><p>"製品を1つずつ登録するか、表計算ソフトの表を貼り付けてください。"</p></EmptyState> }
            .into_any()
    } else {
        rows(&slug, lines, register).into_any()
    };
    let summary = view! { <ErrorSummary form=form.clone()/> };
    let day = register.then(|| {
        let summary = format!("{}の対応と事業所数（日を変える）", format_date(on));
        let (action, chosen) = (paths::software(&slug), !form.value("on").is_empty());
        view! {
            <Details summary open=chosen>
                <SearchForm action label="日を選ぶ">
                    <DateField form=&form name="on" label="この日の対応と事業所数を見る" optional=true/>
                    <Button kind=ButtonKind::Secondary>"この日で数える"</Button>
                </SearchForm>
                <p>"事業所の数は、その日に使っていたとわかっている事業所です。"</p>
            </Details>
        }
    });
    let actions = may_write.then(|| {
        view! {
            <ButtonLink href=paths::software_import(&slug) kind=ButtonKind::Secondary>"表を貼り付けて登録する"</ButtonLink>
            <ButtonLink href=paths::new_software(&slug)>"製品を登録する"</ButtonLink>
        }
    });
    let (all_names, by_linking) = (paths::software_names(&slug), paths::software_offices(&slug));
    let names = (register && unmatched > 0).then(|| {
        view! { <a href=all_names>{format!("名前を製品と結び付ける（{unmatched}種類）")}</a> }
    });
    let offices = register.then(|| view! { <a href=by_linking>"介護ソフトの対応から事業所をさがす"</a> });
    let head = register.then(|| {
        view! { <div class="list-head"><div class="list-line list-folds">{names}{offices}{day}</div></div> }
    });
    view! {
        {done}
        {summary}
        {crumbs}
        <PageHeader title="介護ソフト" lead>{actions}</PageHeader>
        {head}
        {list}
    }
}

fn rows(slug: &str, lines: Vec<ProductLine>, register: bool) -> impl IntoView + use<> {
    let mut columns = vec![
        Column::new("製品"),
        Column::new("開発会社"),
        Column::new("データ連携"),
        Column::new("標準仕様への対応"),
    ];
    if register {
        columns.push(Column::number("使っている事業所"));
    }
    let rows = lines
        .into_iter()
        .map(|line| {
            let fictional = line.fictional.then(|| view! { " "<Tag tone=Tone::Neutral label="架空の会社"/> });
            let own = line.own.then(|| view! { " "<Tag tone=Tone::Info label="自分たちで登録"/> });
            let ended = line
                .ended_on
                .map(|day| view! { <br/><span class="muted">{format!("{}に提供終了", format_date(day))}</span> });
            let holds = line
                .holds
                .into_iter()
                .filter_map(|(standard, known)| {
                    let (word, day) = known?;
                    Some(view! { <li>{format!("{}：{word}（{}）", words::standard(standard), format_date(day))}</li> })
                })
                .collect_view();
            let offices = line.offices.map(|count| {
                view! { <td role="cell" data-label="使っている事業所" class="number">{format!("{count}件")}</td> }
            });
            view! {
                <tr role="row">
                    <th scope="row" role="rowheader"><a href=paths::software_product(slug, line.id)>{line.name}</a>{own}{ended}</th>
                    <td role="cell" data-label="開発会社">{line.vendor.1}{fictional}</td>
                    <td role="cell" data-label="データ連携"><Tag tone=words::linking_tone(line.linking) label=words::linking(line.linking)/></td>
                    <td role="cell" data-label="標準仕様への対応"><ul class="plain-list">{holds}</ul></td>
                    {offices}
                </tr>
            }
        })
        .collect_view();
    view! { <Table caption="介護ソフト" caption_hidden=true density=Density::Dense stacks=true columns>{rows}</Table> }
}
