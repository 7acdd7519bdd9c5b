//! What an import will do, before it does anything.

use super::{
    existing::{whole, whole_choices},
    rows::{RowLine, RowsSection, Tab, Tabs},
    same_file::{SameFile, same_file},
    shared::{SharedReading, hint},
};
use crate::{paths, when};
use chrono::{DateTime, Utc};
use domain::{
    ids::BatchId,
    imports::{Counts, WHOLE},
};
use elements::{
    BackLink, Button, ButtonKind, ButtonLink, Buttons, Choices, Column, Density, ErrorSummary, FormState,
    HiddenField, Notice, NoticeKind, PageHeader, PostForm, Section, Stat, Stats, SummaryList, SummaryRow,
    Table, Tone,
};
use islands::MendCells;
use leptos::prelude::*;

/// An import before its commit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportPreview {
    /// Its id.
    pub id: BatchId,
    /// Counts its edits.
    pub version: i32,
    /// The name of its file.
    pub file_name: String,
    /// What kind of file it turned out to be.
    pub source: &'static str,
    /// Who uploaded it.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
    /// Whose offices are wanted.
    pub scope: String,
    /// What becomes of offices that the register has already.
    pub existing: &'static str,
    /// A person wants nothing written as long as one row has an error.
    pub whole: bool,
    /// What its file is known by.
    pub file: SameFile,
    /// Records of the file.
    pub records: usize,
    /// What will happen to offices.
    pub offices: Counts,
    /// What will happen to their services.
    pub services: Counts,
    /// Rows with errors, with warnings, not wanted.
    pub rows: [usize; 3],
    /// What concerns the file as a whole.
    pub issues: Vec<String>,
    /// How others read tables like these, where that is otherwise.
    pub shared: Vec<SharedReading>,
    /// Rows that a person left out: place of the sheet, row, both in words.
    pub left_out: Vec<(usize, u32, String)>,
    /// Rows whose service is not known.
    pub unknown_services: usize,
    /// Cells that a person put right.
    pub corrections: usize,
    /// Offices that are closed with the import.
    pub closing: usize,
    /// Sheet, header, records, where the service stands.
    pub sheets: Vec<[String; 4]>,
    /// Rows that are no records: kind and how many.
    pub passed_over: Vec<(&'static str, usize)>,
    /// What the plan is recognised by.
    pub digest: String,
    /// The parts of the rows.
    pub tabs: Tabs,
    /// The rows of the page.
    pub lines: Vec<RowLine>,
}

impl ImportPreview {
    /// True where rows wait whose cells can be put right in the list.
    pub fn has_cells_to_mend(&self) -> bool {
        self.tabs.shown.is_mended() && self.lines.iter().any(|line| !line.mends.is_empty())
    }
}

/// Counts in a sentence, the rows part by part, and the two ways on.
#[component]
pub fn ImportPreviewPage(
    /// The tenant's word in addresses.
    slug: String,
    /// The import.
    preview: ImportPreview,
    /// Whether the viewer may commit it.
    keeper: bool,
    /// The register changed since the page was made; nothing was written.
    stale: bool,
    /// What was chosen about rows with errors, and why that keeps everything from being written.
    form: FormState,
) -> impl IntoView {
    let stale = stale.then(|| {
        view! {
            <Notice kind=NoticeKind::Warning live=true title="確認している間に、台帳または読み取り方が変わりました">
                <p>"まだ何も書き込んでいません。下の内容は最新の台帳に合わせてあります。もう一度確かめてから反映してください。"</p>
            </Notice>
        }
    });
    let issues = preview
        .issues
        .iter()
        .map(|issue| view! { <Notice kind=NoticeKind::Warning title=issue.clone()/> })
        .collect_view();
    let shared = keeper.then(|| hint(&slug, preview.id, &preview.shared)).flatten();
    let confirms = keeper.then_some(preview.version);
    let caption = preview.file_name.clone();
    let numbers = numbers(&preview, keeper.then(|| to_mend(&slug, &preview)).flatten());
    let services = (keeper && preview.unknown_services > 0).then(|| {
        let href = paths::import_services(&slug, preview.id);
        view! {
            <Notice kind=NoticeKind::Warning title=format!("サービスの名前を読めない行が{}行あります", preview.unknown_services)>
                <p><a href=href>"どのサービスか選ぶ"</a></p>
            </Notice>
        }
    });
    let hands = by_hand(&slug, &preview);
    let ways = keeper.then(|| ways_on(&slug, &preview, &form));
    let reading = reading(&slug, &preview, keeper);
    let quick = (keeper && preview.has_cells_to_mend()).then(|| view! { <MendCells/> });
    let ImportPreview { id, tabs, lines, .. } = preview;
    view! {
        <BackLink href=paths::imports(&slug) label="取込"/>
        <ErrorSummary form=&form/>
        {stale}
        <PageHeader title="取込の内容を確かめる" caption=caption tag=Some((Tone::Attention, "確認待ち".to_owned()))/>
        <div id="outline" class="stack">{issues}{shared}{numbers}{services}{hands}{ways}</div>
        {quick}
        <RowsSection slug=slug.clone() batch=id tabs rows=lines confirms=confirms/>
        {reading}
    }
}

/// The way past all figures to the rows that wait for a person or should be looked at.
fn to_mend(slug: &str, preview: &ImportPreview) -> Option<AnyView> {
    let [errors, warnings, _] = preview.rows;
    let (tab, words) = match (errors, warnings) {
        (0, 0) => return None,
        (0, rows) => (Tab::Warnings, format!("確かめるところへ（警告{rows}行）")),
        (rows, _) => (Tab::Errors, format!("直すところへ（エラー{rows}行）")),
    };
    let href = paths::import_rows(slug, preview.id, tab.word(), 1);
    Some(view! { <p><ButtonLink href kind=ButtonKind::Secondary>{words}</ButtonLink></p> }.into_any())
}

fn numbers(preview: &ImportPreview, to_mend: Option<AnyView>) -> impl IntoView + use<> {
    let ImportPreview { records, offices, services, rows: [errors, warnings, skipped], .. } = preview;
    let (offices, services, errors, warnings, skipped) = (*offices, *services, *errors, *warnings, *skipped);
    let sentence = sentence(*records, offices, errors);
    let stat = |label: &str, value: usize, unit: &str| view! { <Stat label=label value=value.to_string() unit=unit/> };
    view! {
        <p class="measure" id="sum">{sentence}</p>
        {to_mend}
        <Stats>
            {stat("新しく登録する事業所", offices.created, "件")}
            {stat("更新する事業所", offices.updated, "件")}
            {stat("補足だけの事業所", offices.completed, "件")}
            {stat("変更のない事業所", offices.unchanged, "件")}
            {stat("新しく登録するサービス", services.created, "件")}
            {stat("エラーの行", errors, "行")}
            {stat("警告の行", warnings, "行")}
            {stat("対象外の行", skipped, "行")}
        </Stats>
    }
}

/// What a person put right or left out.
fn by_hand(slug: &str, preview: &ImportPreview) -> Option<AnyView> {
    if preview.left_out.is_empty() && preview.corrections == 0 && preview.closing == 0 {
        return None;
    }
    let corrected = (preview.corrections > 0).then(
        || view! { <p>{format!("{}つのセルを、人が直した内容で読んでいます。", preview.corrections)}</p> },
    );
    let closing = (preview.closing > 0).then(
        || view! { <p>{format!("一覧から消えた{}件を、この取込で廃止にします。", preview.closing)}</p> },
    );
    let rows = preview
        .left_out
        .iter()
        .map(|(sheet, row, words)| {
            let href = paths::import_row(slug, preview.id, *sheet, *row);
            view! { <li><a href=href>{words.clone()}</a></li> }
        })
        .collect_view();
    let left_out = (!preview.left_out.is_empty()).then(
        || view! { <p>{format!("人が取込から外した行：{}行", preview.left_out.len())}</p><ul>{rows}</ul> },
    );
    Some(view! { <Section title="人が直したところ">{corrected}{left_out}{closing}</Section> }.into_any())
}

/// What will happen, in one breath; what stays as it is is told only where something does.
fn sentence(records: usize, offices: Counts, errors: usize) -> String {
    let Counts { created, updated, completed, unchanged } = offices;
    let mut parts = Vec::new();
    for (count, what) in [(created, "新しく登録し"), (updated, "更新し"), (completed, "補足し")] {
        if count > 0 {
            parts.push(format!("{count}件を{what}"));
        }
    }
    let same = if unchanged > 0 { format!("{unchanged}件は同じ内容です。") } else { String::new() };
    let happens = if parts.is_empty() {
        format!("台帳は何も変わりません。{same}")
    } else {
        format!("事業所{}ます。{same}", parts.join("、"))
    };
    let waits = if errors > 0 {
        format!("エラーの{errors}行は取り込みません。")
    } else {
        String::new()
    };
    format!("{records}行を読み取りました。{happens}{waits}")
}

fn ways_on(slug: &str, preview: &ImportPreview, form: &FormState) -> impl IntoView + use<> {
    let changes = preview.offices.created + preview.offices.updated + preview.offices.completed > 0;
    let version = preview.version.to_string();
    let (commit, discarding) =
        (paths::import_commit(slug, preview.id), paths::import_discarding(slug, preview.id));
    let reading = paths::import_reading(slug, preview.id);
    let gone = paths::import_gone(slug, preview.id);
    let odd = preview.rows[0] + preview.rows[1] > 0;
    let marked = odd.then(|| {
        let href = paths::import_marked(slug, preview.id);
        view! { <ButtonLink href kind=ButtonKind::Secondary>"確認する点を書き込んだExcelを保存する"</ButtonLink> }
    });
    let (digest, seen) = (preview.digest.clone(), version.clone());
    let asks = preview.rows[0] > 0;
    let choice = asks.then(|| {
        view! { <Choices form=form name=WHOLE legend="エラーの行があるとき" options=whole_choices()/> }
    });
    let commit = changes.then(|| {
        view! {
            <PostForm action=commit>
                <HiddenField name="version" value=seen/>
                <HiddenField name="digest" value=digest/>
                {choice}
                <Button>"この内容で台帳に反映する"</Button>
            </PostForm>
        }
        .into_any()
    });
    let (above, beside) = if asks { (commit, None) } else { (None, commit) };
    view! {
        {above}
        <div class="cluster">
            {beside}
            <Buttons>
                <ButtonLink href=reading kind=ButtonKind::Secondary>"読み取り方を変える"</ButtonLink>
                {marked}
                <ButtonLink href=gone kind=ButtonKind::Secondary>"一覧から消えた事業所を調べる"</ButtonLink>
            </Buttons>
            <PostForm action=discarding>
                <HiddenField name="version" value=version/>
                <Button kind=ButtonKind::Quiet>"取りやめる"</Button>
            </PostForm>
        </div>
    }
}

fn reading(slug: &str, preview: &ImportPreview, keeper: bool) -> impl IntoView + use<> {
    let passed_over = preview
        .passed_over
        .iter()
        .map(|(kind, count)| format!("{kind}{count}行"))
        .collect::<Vec<_>>()
        .join("、");
    let sheets = preview
        .sheets
        .iter()
        .map(|[name, header, records, service]| {
            view! {
                <tr>
                    <th scope="row">{name.clone()}</th>
                    <td>{header.clone()}</td>
                    <td class="number">{records.clone()}</td>
                    <td>{service.clone()}</td>
                </tr>
            }
        })
        .collect_view();
    let change = keeper.then(|| view! { <p><a href=paths::import_reading(slug, preview.id)>"見出しの行・列の対応・サービス・範囲を変える"</a></p> });
    let file = paths::import_file(slug, preview.id);
    let (file_name, source, scope) = (preview.file_name.clone(), preview.source, preview.scope.clone());
    let (existing, faulty) = (preview.existing, whole(preview.whole));
    let same = same_file(slug, &preview.file);
    let chosen_by = format!("{}（{}）", preview.by, when::moment(preview.at));
    let passed_over = if passed_over.is_empty() { "なし".to_owned() } else { passed_over };
    view! {
        <Section title="読み取り方">
            <SummaryList dense=true>
                <SummaryRow label="ファイル"><a href=file>{file_name}</a></SummaryRow>
                <SummaryRow label="種類">{source}</SummaryRow>
                <SummaryRow label="範囲">{scope}</SummaryRow>
                <SummaryRow label="すでに台帳にある事業所">{existing}</SummaryRow>
                <SummaryRow label="エラーの行があるとき">{faulty}</SummaryRow>
                <SummaryRow label="読み飛ばした行">{passed_over}</SummaryRow>
                <SummaryRow label="選んだ人">{chosen_by}</SummaryRow>
                {same}
            </SummaryList>
            <Table
                caption="シート"
                caption_hidden=true
                density=Density::Dense
                columns=vec![Column::new("シート"), Column::new("見出しの行"), Column::number("事業所の行"), Column::new("サービス")]
            >
                {sheets}
            </Table>
            {change}
        </Section>
    }
}
