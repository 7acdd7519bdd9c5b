//! How a file is read, to be changed by hand: range, sheets, header, columns, services.

use super::{
    existing::existing_choices,
    shared::{SharedReading, offer},
    tried,
};
use crate::{messages::imports as words, paths};
use domain::{
    ids::BatchId,
    imports::{
        Column as ReadColumn, EXISTING, Field, SCOPE, ServiceFrom, Table as ReadTable, column_letters,
        column_name, header_name, import_name, lines_name, service_name,
    },
    municipality_code::MunicipalityCode,
    service_type::ServiceType,
};
use elements::{
    BackLink, Button, ButtonKind, Buttons, Check, Choice, Choices, Column, Density, ErrorSummary, FormState,
    HiddenField, PageHeader, PostForm, Section, SelectField, Table, TextField, Width,
};
use islands::LivePart;
use leptos::prelude::*;

/// A sheet as it is read now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadSheet {
    /// Its table.
    pub table: ReadTable,
    /// The sheet is hidden in the workbook.
    pub hidden: bool,
    /// How others read a table like it, where that is otherwise.
    pub shared: Option<SharedReading>,
}

/// A municipality that occurs in the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MunicipalityLine {
    /// Its code.
    pub code: MunicipalityCode,
    /// In how many rows.
    pub rows: usize,
}

/// The form.
#[component]
pub fn ImportReadingPage(
    /// The tenant's word in addresses.
    slug: String,
    /// The import.
    batch: BatchId,
    /// Counts its edits.
    version: i32,
    /// The name of its file.
    file_name: String,
    /// The municipality's name.
    municipality: String,
    /// Its sheets.
    sheets: Vec<ReadSheet>,
    /// The municipalities that occur in it.
    municipalities: Vec<MunicipalityLine>,
    /// The form is filled with what others chose.
    filled_in: bool,
    /// What was chosen.
    form: FormState,
) -> impl IntoView {
    let occurs = if municipalities.is_empty() {
        "このファイルに市区町村コードの列はありません".to_owned()
    } else {
        let shown = municipalities.iter().take(10).map(|line| format!("{}（{}行）", line.code, line.rows));
        let more = if municipalities.len() > 10 {
            format!("ほか{}", municipalities.len() - 10)
        } else {
            String::new()
        };
        format!("ファイルにあるコード：{}{more}", shown.collect::<Vec<_>>().join("、"))
    };
    let scope = vec![
        Choice::new("own", format!("{municipality}の事業所だけ")),
        Choice::new("all", "ファイルのすべての事業所"),
    ];
    let many = sheets.len() > 1;
    let shared: Vec<SharedReading> = sheets.iter().filter_map(|sheet| sheet.shared.clone()).collect();
    let shared = offer(&slug, batch, filled_in, &shared);
    let told = tried::told(&form, &sheets);
    let parts = sheets.into_iter().map(|sheet| part(form.clone(), sheet, many)).collect_view();
    view! {
        <BackLink href=paths::import(&slug, batch) label="取込の内容を確かめる"/>
        <ErrorSummary form=&form/>
        <PageHeader title="読み取り方を変える" caption=file_name/>
        {shared}
        <PostForm action=paths::import_reading(&slug, batch)>
            <HiddenField name="version" value=version.to_string()/>
            <Choices form=&form name=EXISTING legend="すでに台帳にある事業所" options=existing_choices()/>
            <Choices form=&form name=SCOPE legend="取り込む範囲" hint=occurs options=scope/>
            {parts}
            {told}
            <LivePart part=tried::PART button=tried::TRY/>
            <p class="measure">"保存した列の対応は、同じ見出しの表を使うほかの団体にも、候補として示します。団体の名前と表の中身は示しません。"</p>
            <Buttons>
                <Button>"この読み取り方で見直す"</Button>
                <Button kind=ButtonKind::Secondary name=tried::TRY value="1">"保存せずに、はじめの値を読んでみる"</Button>
            </Buttons>
        </PostForm>
    }
}

fn part(form: FormState, sheet: ReadSheet, many: bool) -> impl IntoView {
    let ReadSheet { table, hidden, .. } = sheet;
    let index = table.sheet;
    let name = if table.name.is_empty() {
        "ファイルの表".to_owned()
    } else {
        format!("シート「{}」", table.name)
    };
    let title = if hidden { format!("{name}（非表示）") } else { name };
    let import = if many {
        view! { <Check form=&form name=import_name(index) label="このシートを取り込む"/> }.into_any()
    } else {
        view! { <HiddenField name=import_name(index) value="yes"/> }.into_any()
    };
    let found = match (table.header, table.service) {
        (None, _) => "一覧の見出しが見つかりませんでした".to_owned(),
        (Some(_), ServiceFrom::SheetName(service)) => {
            format!("シートの名前から「{}」と読みました", service.name())
        }
        (Some(_), ServiceFrom::Marks) => "サービスは、サービスごとの列の印（○）から読みます".to_owned(),
        (Some(_), ServiceFrom::Column) => "サービスは列から読みます".to_owned(),
        (Some(_), ServiceFrom::Sections(_)) => {
            "サービスは、表の中の見出し（「訪問介護」だけの行など）から読みます".to_owned()
        }
        (Some(_), ServiceFrom::Person(service)) => format!("「{}」を選んでいます", service.name()),
        (Some(_), ServiceFrom::Nowhere) => {
            "サービスがわかりません。列の対応か、下の欄で選んでください".to_owned()
        }
    };
    let services = ServiceType::all()
        .map(|service| Choice::new(service.code(), format!("{} {}", service.code(), service.name())))
        .collect();
    let columns = (!table.columns.is_empty()).then(|| column_table(&form, index, table.columns));
    view! {
        <Section title=title>
            {import}
            <TextField form=&form name=header_name(index) label="見出しの行" optional=true hint="例：4　2段の見出しは 4-5。変えると、列の対応は読み直します" width=Width::Short autocomplete="off"/>
            <TextField form=&form name=lines_name(index) label="1件の行数" optional=true hint="ふつうは1。1つの事業所が2行にわたるときは2" width=Width::Short autocomplete="off"/>
            <SelectField form=&form name=service_name(index) label="すべての行のサービス" options=services optional=true blank=Some("列またはシートの名前から読む".to_owned()) hint=found/>
            {columns}
        </Section>
    }
}

fn column_table(form: &FormState, index: usize, columns: Vec<ReadColumn>) -> impl IntoView + use<> {
    let twice = tried::twice(form, index, &columns);
    let rows = columns
        .into_iter()
        .map(|read| {
            let name = column_name(index, read.spot());
            let chosen_field = tried::chosen(form, index, &read);
            let repeated = chosen_field.is_some_and(|field| twice.contains_key(&field));
            let ReadColumn { column, line, heading, field, known, confidence, hidden, samples } = read;
            let letters = match line {
                0 => column_letters(column),
                line => format!("{}（{}段目）", column_letters(column), line + 1),
            };
            let chosen = form.value(&name).to_owned();
            let offered = field.into_iter().filter(|field| matches!(field, Field::Offers(_)));
            let options = Field::all()
                .chain(offered)
                .map(|field| {
                    let selected = field.name() == chosen;
                    view! { <option value=field.name() selected=selected>{words::field(field)}</option> }
                })
                .collect_view();
            let error = form.error(&name).map(|error| {
                view! { <p class="field__error" id=format!("{name}-error")>{error.to_owned()}</p> }
            });
            let described = error.is_some().then(|| format!("{name}-error"));
            let label = format!("{letters}列「{heading}」の内容");
            view! {
                <tr role="row">
                    <th scope="row" role="rowheader">{letters}</th>
                    <td role="cell" data-label="見出し">{heading}</td>
                    <td role="cell" data-label="はじめの値" id=format!("{name}-reads") data-follows=tried::PART>{tried::samples(chosen_field, repeated, samples)}</td>
                    <td role="cell" data-label="内容">
                        {error}
                        <select class="input input--select" id=name.clone() name=name aria-label=label aria-describedby=described>
                            <option value="">"使わない"</option>
                            {options}
                        </select>
                    </td>
                    <td role="cell">{words::known(known)}{words::confidence(known, confidence)}{hidden.then_some("（非表示の列）")}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <Table
            caption=format!("{}枚目のシートの列の対応", index + 1)
            density=Density::Dense
            stacks=true
            columns=vec![
                Column::new("列"),
                Column::new("見出し"),
                Column::new("はじめの値"),
                Column::new("内容"),
                Column::new("わけ"),
            ]
        >
            {rows}
        </Table>
    }
}
