//! Putting a row right before it is imported, or leaving it out; naming services that no list of names has.

use super::rows::RowIssue;
use crate::{messages::imports as words, paths};
use domain::{
    ids::BatchId,
    imports::{Level, Spot},
    service_type::ServiceType,
};
use elements::{
    BackLink, Button, ButtonKind, Buttons, Check, Choice, ErrorSummary, FormState, HiddenField, Notice,
    NoticeKind, PageHeader, PostForm, SelectField, Tag, TextField, Tone,
};
use leptos::prelude::*;

/// The name of the field for a cell.
pub fn cell_name(spot: Spot) -> String {
    format!("column-{spot}")
}

/// A cell of a row that is put right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FixCell {
    /// Where it stands within the record.
    pub spot: Spot,
    /// What it holds, and the letters of the column.
    pub label: String,
    /// What stands in the file.
    pub original: String,
    /// What is odd about it.
    pub issues: Vec<RowIssue>,
}

/// A row that is put right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowFix {
    /// The import.
    pub batch: BatchId,
    /// Counts its edits.
    pub version: i32,
    /// The sheet's place in the file, and its name.
    pub sheet: (usize, String),
    /// The row as the spreadsheet shows it.
    pub row: u32,
    /// Its cells.
    pub cells: Vec<FixCell>,
    /// What is odd about the row as a whole.
    pub issues: Vec<RowIssue>,
    /// A person left it out.
    pub left_out: bool,
    /// Rows with errors besides this one.
    pub more: usize,
}

/// The row, cell by cell, each with what is odd about it.
#[component]
pub fn RowFixPage(
    /// The tenant's word in addresses.
    slug: String,
    /// The row.
    fix: RowFix,
    /// What was typed.
    form: FormState,
) -> impl IntoView {
    let RowFix { batch, version, sheet: (sheet, name), row, cells, issues, left_out, more } = fix;
    let place = if name.is_empty() { format!("{row}行目") } else { format!("「{name}」{row}行目") };
    let (action, back) = (paths::import_row(&slug, batch, sheet, row), paths::import(&slug, batch));
    let whole = said(issues);
    let version = version.to_string();
    if left_out {
        return view! {
            <BackLink href=back label="取込の内容を確かめる"/>
            <PageHeader title=format!("{place}は取り込みません") lead="この行は、人が取込から外しました。ファイルの内容はそのままです。"/>
            <PostForm action=action>
                <HiddenField name="version" value=version/>
                <Button name="act" value="take_in">"取込に戻す"</Button>
            </PostForm>
        }
        .into_any();
    }
    let fields = cells
        .into_iter()
        .map(|FixCell { spot, label, original, issues }| {
            let name = cell_name(spot);
            let hint = if form.value(&name) == original {
                String::new()
            } else if original.is_empty() {
                "ファイルでは空欄".to_owned()
            } else {
                format!("ファイルでは「{original}」")
            };
            view! {
                {said(issues)}
                <TextField form=&form name=name label=label hint=hint optional=true autocomplete="off"/>
            }
        })
        .collect_view();
    let next = (more > 0)
        .then(|| view! { <Button name="act" value="next">{format!("直して、次のエラーへ（あと{more}行）")}</Button> });
    let kind = if more > 0 { ButtonKind::Secondary } else { ButtonKind::Primary };
    view! {
        <BackLink href=back label="取込の内容を確かめる"/>
        <ErrorSummary form=&form/>
        <PageHeader title=format!("{place}を直す") lead="ここで直すと、この取込だけに使います。送ったファイルは変わりません。"/>
        {whole}
        <PostForm action=action>
            <HiddenField name="version" value=version/>
            {fields}
            <Buttons>
                {next}
                <Button kind name="act" value="save">"直して、一覧に戻る"</Button>
                <Button kind=ButtonKind::Quiet name="act" value="leave_out">"この行を取り込まない"</Button>
            </Buttons>
        </PostForm>
    }
    .into_any()
}

fn said(issues: Vec<RowIssue>) -> AnyView {
    let lines = issues
        .into_iter()
        .map(|RowIssue { level, cell: _, sentence }| {
            let tone = match level {
                Level::Error => Tone::Danger,
                Level::Warning => Tone::Attention,
                Level::Note => Tone::Info,
            };
            view! { <p><Tag tone label=words::level(level)/>" "{sentence}</p> }
        })
        .collect_view();
    lines.into_any()
}

/// What a file calls a service, and in how many rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownService {
    /// The words of the file.
    pub text: String,
    /// In how many rows.
    pub rows: usize,
}

/// The name of the field for the service behind some words.
pub fn service_choice(place: usize) -> String {
    format!("service-{place}")
}

/// The name of the field that reads blank services as those above.
pub const AS_ABOVE: &str = "as-above";

/// The words of the file that name no service, each to be named once for all its rows.
#[component]
pub fn ServicesPage(
    /// The tenant's word in addresses.
    slug: String,
    /// The import.
    batch: BatchId,
    /// Counts its edits.
    version: i32,
    /// The words.
    unknown: Vec<UnknownService>,
    /// In how many rows the service is left blank below one that is named.
    below: usize,
    /// What was chosen.
    form: FormState,
) -> impl IntoView {
    let back = paths::import(&slug, batch);
    if unknown.is_empty() && below == 0 {
        return view! {
            <BackLink href=back label="取込の内容を確かめる"/>
            <PageHeader title="サービスの名前を確かめる"/>
            <Notice kind=NoticeKind::Success title="読めないサービスの名前はありません"/>
        }
        .into_any();
    }
    let services: Vec<_> = ServiceType::all()
        .map(|service| Choice::new(service.code(), format!("{} {}", service.code(), service.name())))
        .collect();
    let lead = (!unknown.is_empty()).then_some(
        "このファイルの呼び名がどのサービスか、一度だけ選んでください。同じ名前の行すべてに使います。",
    );
    let as_above = (below > 0).then(|| {
        let label = format!("空欄のサービスは、上の行と同じサービスとして読む（{below}行）");
        view! { <Check form=&form name=AS_ABOVE label=label hint="読んだ内容は、取り込む前に一覧で確かめられます"/> }
    });
    let fields = unknown
        .into_iter()
        .enumerate()
        .map(|(place, UnknownService { text, rows })| {
            let name = service_choice(place);
            view! {
                <HiddenField name=format!("{name}-text") value=text.clone()/>
                <SelectField form=&form name=name label=format!("「{text}」（{rows}行）") options=services.clone() optional=true blank=Some("わからない（この行は取り込まない）".to_owned())/>
            }
        })
        .collect_view();
    view! {
        <BackLink href=back label="取込の内容を確かめる"/>
        <ErrorSummary form=&form/>
        <PageHeader title="サービスの名前を確かめる" lead=lead/>
        <PostForm action=paths::import_services(&slug, batch)>
            <HiddenField name="version" value=version.to_string()/>
            {fields}
            {as_above}
            <Button>"このサービスとして読む"</Button>
        </PostForm>
    }
    .into_any()
}
