//! Cross tables: one question by another, or by what the register says of the offices.

use super::results::crumbs;
use crate::{
    exports::SaveLinks,
    messages::survey_results::{HIDDEN, head, percent},
    paths,
};
use domain::{
    form::Typed,
    ids::SurveyId,
    surveys::{Cross, QuestionId, SMALLEST, Side, Small},
};
use elements::{
    Breadcrumb, Button, Choice, Column, Density, EmptyState, FormState, HiddenField, Notice, NoticeKind,
    PageHeader, SearchForm, Section, SelectField, Table,
};
use leptos::prelude::*;

/// A table that was asked for.
#[derive(Debug, Clone)]
pub struct CrossView {
    /// Its rows.
    pub row: Side,
    /// What they are called.
    pub row_name: String,
    /// Its columns.
    pub column: QuestionId,
    /// What they are called.
    pub column_name: String,
    /// Whether an office may stand in several rows.
    pub rows_overlap: bool,
    /// Whether an answer may stand in several columns.
    pub columns_overlap: bool,
    /// The numbers.
    pub cross: Cross,
}

/// What the page shows.
#[derive(Debug, Clone)]
pub struct SurveyCrossView {
    /// The tenant's word in addresses.
    pub slug: String,
    /// The survey.
    pub id: SurveyId,
    /// Its title.
    pub title: String,
    /// Whether no office stands with an answer.
    pub anonymous: bool,
    /// What rows can be made of: the word of an address, and the words.
    pub rows: Vec<(String, String)>,
    /// What columns can be made of.
    pub columns: Vec<(String, String)>,
    /// What was chosen, as it was asked for.
    pub typed: Typed,
    /// Whether small numbers are shown.
    pub small: Small,
    /// The table; none where two sides were not chosen yet.
    pub table: Option<CrossView>,
    /// Why there is no table of what was chosen.
    pub refused: Option<&'static str>,
}

/// The page.
#[component]
pub fn SurveyCrossPage(
    /// What it shows.
    cross: SurveyCrossView,
) -> impl IntoView {
    let SurveyCrossView { slug, id, title, anonymous, rows, columns, typed, small, table, refused } = cross;
    let form = FormState::filled(typed);
    let choices =
        |of: Vec<(String, String)>| of.into_iter().map(|(value, words)| Choice::new(value, words)).collect();
    let (row_choices, column_choices): (Vec<_>, Vec<_>) = (choices(rows), choices(columns));
    let nothing = column_choices.is_empty();
    let mut crumbs = crumbs(&slug, id, &title);
    crumbs.push(elements::Crumb::new("集計", paths::survey_results_with(&slug, id, small)));
    let keeps = (small == Small::Shown).then(|| view! { <HiddenField name="small" value="shown"/> });
    let refused = refused.map(|why| view! { <Notice kind=NoticeKind::Warning live=true title=why/> });
    let shown = table.map(|table| shown(&slug, id, table, small, anonymous));
    let choosing = if nothing {
        view! { <EmptyState title="クロス集計できる設問がありません"><p>"選択肢か段階で答える設問があると、ここで集計できます。"</p></EmptyState> }.into_any()
    } else {
        view! {
            <SearchForm action=paths::survey_cross(&slug, id) label="クロス集計の表を選ぶ">
                <SelectField form=&form name="row" label="表側（行）" options=row_choices needed="行"/>
                <SelectField form=&form name="column" label="表頭（列）" options=column_choices needed="列"/>
                {keeps}
                <Button>"表を作る"</Button>
            </SearchForm>
        }
        .into_any()
    };
    view! {
        <Breadcrumb crumbs here="クロス集計"/>
        <PageHeader title="クロス集計" caption=title lead="設問と設問、または設問と事業所の属性をかけ合わせて数えます。"/>
        {choosing}
        {refused}
        {shown}
    }
}

fn shown(slug: &str, id: SurveyId, table: CrossView, small: Small, anonymous: bool) -> impl IntoView + use<> {
    let CrossView { row, row_name, column, column_name, rows_overlap, columns_overlap, cross } = table;
    let caption = format!("{row_name} × {column_name}");
    let base = format!("両方に答えた{}件の集計です。割合は行の合計に対するものです。", cross.total);
    let rows_overlap =
        rows_overlap.then_some("1つの事業所が複数の行に入ることがあるため、行を足しても合計になりません。");
    let columns_overlap =
        columns_overlap.then_some("いくつでも選べる設問のため、列を足しても合計になりません。");
    let toggle = (!anonymous && cross.total > 0).then(|| {
        let (to, words) = match small {
            Small::Hidden => (Small::Shown, "小さい数も表示する（庁内だけで使うとき）"),
            Small::Shown => (Small::Hidden, "小さい数を隠す"),
        };
        view! { <p class="no-print"><a href=paths::survey_cross_of(slug, id, row, column, to)>{words}</a></p> }
    });
    let warns = (small == Small::Shown).then(|| {
        view! {
            <Notice kind=NoticeKind::Warning title=format!("{SMALLEST}件に満たない数も表示しています")>
                <p>"どの事業所の答えか分かるおそれがあります。庁外に出さないでください。"</p>
            </Notice>
        }
    });
    if cross.total == 0 {
        return view! { <EmptyState title="両方に答えた回答がありません"><p>"ほかの設問を選んでください。"</p></EmptyState> }
            .into_any();
    }
    if cross.too_few {
        return view! {
            <Notice title=format!("両方に答えた回答が{SMALLEST}件に満たないため、内訳は示しません")/>
            {toggle}
        }
        .into_any();
    }
    let hides = cross.hides().then(|| {
        view! {
            <p>{format!("{SMALLEST}件に満たない数と、引き算でそれが分かる数は「{HIDDEN}」としています。")}</p>
        }
    });
    let numbers = numbers(&caption, &row_name, &cross);
    let here = paths::survey_cross_table(slug, id, row, column, small);
    view! {
        <Section title=caption id="table">
            {warns}
            <p>{base}{rows_overlap}{columns_overlap}</p>
            {hides}
            {numbers}
            <SaveLinks what="クロス集計" here/>
            {toggle}
        </Section>
    }
    .into_any()
}

fn numbers(caption: &str, row_name: &str, cross: &Cross) -> impl IntoView + use<> {
    let mut columns = vec![Column::new(row_name)];
    columns.extend(cross.columns.iter().map(|one| Column::number(head(one))));
    columns.push(Column::number("合計"));
    let number = |count: Option<u32>| count.map_or_else(|| HIDDEN.to_owned(), |count| count.to_string());
    let label = |place: usize| cross.columns.get(place).map(head);
    let rows: Vec<_> = cross
        .rows
        .iter()
        .enumerate()
        .map(|(place, row)| {
            let cells: Vec<_> = cross
                .cells
                .get(place)
                .into_iter()
                .flatten()
                .enumerate()
                .map(|(column, count)| {
                    let rate = cross.share(place, column).map(|share| {
                        view! { <span class="table__share muted"><br/>{percent(share)}</span> }
                    });
                    view! { <td role="cell" data-label=label(column) class="number">{number(*count)}{rate}</td> }
                })
                .collect();
            let total = cross.row_totals.get(place).copied().flatten();
            view! {
                <tr role="row">
                    <th scope="row" role="rowheader">{head(row)}</th>
                    {cells}
                    <td role="cell" data-label="合計" class="number">{number(total)}</td>
                </tr>
            }
        })
        .collect();
    let totals: Vec<_> = cross
        .column_totals
        .iter()
        .enumerate()
        .map(|(place, count)| {
            view! { <td role="cell" data-label=label(place) class="number">{number(*count)}</td> }
        })
        .collect();
    let total = cross.total;
    let foot = move || {
        view! {
            <tr role="row">
                <th scope="row" role="rowheader">"合計"</th>
                {totals}
                <td role="cell" data-label="合計" class="number">{total.to_string()}</td>
            </tr>
        }
        .into_any()
    };
    view! {
        <div class="table-long-heads">
            <Table caption=caption.to_owned() caption_hidden=true columns density=Density::Dense stacks=true foot=ViewFnOnce::from(foot)>{rows}</Table>
        </div>
    }
}
