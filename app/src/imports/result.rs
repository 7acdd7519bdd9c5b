//! What came of an import.

use super::{
    batches::BatchStanding,
    existing::whole as rows_with_errors,
    rows::{RowLine, RowsSection, Tabs},
    same_file::{SameFile, same_file},
};
use crate::{paths, when};
use chrono::{DateTime, Utc};
use domain::{
    ids::{BatchId, OfficeId},
    imports::Counts,
};
use elements::{
    BackLink, ButtonKind, ButtonLink, Buttons, Notice, NoticeKind, PageHeader, Stat, Stats, SummaryList,
    SummaryRow,
};
use leptos::prelude::*;

/// An import that was committed or put away.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportResult {
    /// Its id.
    pub id: BatchId,
    /// The name of its file.
    pub file_name: String,
    /// What its file is known by.
    pub file: SameFile,
    /// A person wanted nothing written as long as one row had an error.
    pub whole: bool,
    /// Where it stands.
    pub standing: BatchStanding,
    /// Who committed or uploaded it.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
    /// What happened to offices.
    pub offices: Counts,
    /// What happened to their services.
    pub services: Counts,
    /// Rows with errors, with warnings, not wanted.
    pub rows: [usize; 3],
    /// Why it is refused, as a sentence.
    pub refusal: Option<String>,
    /// Rows that were written, and of how many.
    pub done: (u64, u64),
    /// What taking it back did.
    pub undone: Option<Undone>,
    /// The parts of the rows.
    pub tabs: Tabs,
    /// The rows of the page.
    pub lines: Vec<RowLine>,
}

/// What taking an import back did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Undone {
    /// Who.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
    /// Offices that are as they were before, or rows of a list of adopters that count no more.
    pub taken_back: u64,
    /// Offices that stayed, the first of them with why.
    pub refused: (u64, Vec<UndoneLine>),
}

/// An office that stayed as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UndoneLine {
    /// The office.
    pub office: OfficeId,
    /// Its number and name.
    pub name: String,
    /// Why, as a sentence.
    pub why: &'static str,
}

/// Counts, and every row with its cells as they were.
#[component]
pub fn ImportResultPage(
    /// The tenant's word in addresses.
    slug: String,
    /// The import.
    result: ImportResult,
    /// It was committed a moment ago.
    just_done: bool,
    /// Whether the viewer may take it back.
    keeper: bool,
) -> impl IntoView {
    let ImportResult {
        id,
        file_name,
        file,
        whole,
        standing,
        by,
        at,
        offices,
        services,
        rows: [errors, warnings, skipped],
        refusal,
        done: (rows, of),
        undone,
        tabs,
        lines,
    } = result;
    let (tone, label) = standing.tag();
    let done = (just_done && standing == BatchStanding::Committed).then(|| {
        view! {
            <Notice kind=NoticeKind::Success live=true title="台帳に反映しました">
                <p>{format!("新規{}件、更新{}件、補足{}件です。", offices.created, offices.updated, offices.completed)}</p>
            </Notice>
        }
    });
    let waiting = (errors > 0 && standing == BatchStanding::Committed).then(|| {
        view! {
            <Notice kind=NoticeKind::Warning title=format!("エラーの{errors}行は取り込んでいません")>
                <p>"ファイルのその行を直して、もう一度取り込んでください。ほかの行は二重になりません。"</p>
            </Notice>
        }
    });
    let stat = |label: &str, value: usize, unit: &str| view! { <Stat label=label value=value.to_string() unit=unit/> };
    let undo = (keeper && matches!(standing, BatchStanding::Committed | BatchStanding::Stopped)).then(|| {
        view! { <ButtonLink href=paths::import_undo(&slug, id) kind=ButtonKind::Quiet>"この取込を取り消す"</ButtonLink> }
    });
    let told = told(&slug, standing, refusal, (rows, of), undone);
    // What the list says of other municipalities' offices is counted and not kept.
    let elsewhere = (skipped > 0).then(|| {
        view! { <p class="muted">"対象外の行のうち、ほかの市区町村の事業所の行は、数だけを残しています。"</p> }
    });
    let body = match standing {
        BatchStanding::Committed | BatchStanding::Undone => view! {
            <Stats>
                {stat("新しく登録した事業所", offices.created, "件")}
                {stat("更新した事業所", offices.updated, "件")}
                {stat("補足だけの事業所", offices.completed, "件")}
                {stat("変更のない事業所", offices.unchanged, "件")}
                {stat("新しく登録したサービス", services.created, "件")}
                {stat("エラーの行", errors, "行")}
                {stat("警告の行", warnings, "行")}
                {stat("対象外の行", skipped, "行")}
            </Stats>
            {elsewhere}
            <RowsSection slug=slug.clone() batch=id tabs rows=lines is_over=true/>
        }
        .into_any(),
        BatchStanding::Stopped => {
            view! { <RowsSection slug=slug.clone() batch=id tabs rows=lines is_over=true/> }.into_any()
        }
        BatchStanding::Discarded
        | BatchStanding::Reading
        | BatchStanding::Refused
        | BatchStanding::Previewed
        | BatchStanding::Committing
        | BatchStanding::Undoing => ().into_any(),
    };
    let same = same_file(&slug, &file);
    let is_read = !matches!(standing, BatchStanding::Reading | BatchStanding::Refused);
    let faulty = is_read.then(|| {
        view! { <SummaryRow label="エラーの行があるとき">{rows_with_errors(whole)}</SummaryRow> }
    });
    let (file, register) = (paths::import_file(&slug, id), paths::offices(&slug));
    view! {
        <BackLink href=paths::imports(&slug) label="取込"/>
        {done}
        <PageHeader title="取込の結果" caption=file_name.clone() tag=Some((tone, label.to_owned()))/>
        {told}
        {waiting}
        <SummaryList dense=true>
            <SummaryRow label="ファイル"><a href=file>{file_name}</a></SummaryRow>
            {same}
            {faulty}
            <SummaryRow label="担当">{format!("{by}（{}）", when::moment(at))}</SummaryRow>
        </SummaryList>
        {body}
        <Buttons><ButtonLink href=register kind=ButtonKind::Secondary>"事業所台帳を見る"</ButtonLink>{undo}</Buttons>
    }
}

/// What is to be said before anything else.
fn told(
    slug: &str,
    standing: BatchStanding,
    refusal: Option<String>,
    (rows, of): (u64, u64),
    undone: Option<Undone>,
) -> Option<AnyView> {
    match standing {
        BatchStanding::Discarded => {
            Some(view! { <p>"この取込は取りやめました。台帳には何も書き込んでいません。"</p> }.into_any())
        }
        BatchStanding::Refused => {
            let why = refusal.unwrap_or_default();
            let again = paths::new_import(slug);
            Some(
                view! {
                    <Notice kind=NoticeKind::Error title=why>
                        <p>"台帳には何も書き込んでいません。 "<a href=again>"別のファイルを取り込む"</a></p>
                    </Notice>
                }
                .into_any(),
            )
        }
        BatchStanding::Stopped => Some(
            view! {
                <Notice kind=NoticeKind::Warning title=format!("途中で止めました（{of}行のうち{rows}行を書き込みました）")>
                    <p>"書き込んだ分は、下の「この取込を取り消す」で元に戻せます。同じファイルをもう一度取り込めば、残りを続けられます。"</p>
                </Notice>
            }
            .into_any(),
        ),
        BatchStanding::Undone => undone.map(|undone| {
            let title = format!("{}件を、取込の前に戻しました", undone.taken_back);
            stayed(slug, title, undone)
        }),
        BatchStanding::Reading
        | BatchStanding::Previewed
        | BatchStanding::Committing
        | BatchStanding::Committed
        | BatchStanding::Undoing => None,
    }
}

/// What taking back did, with what it left.
pub(super) fn stayed(slug: &str, title: String, undone: Undone) -> AnyView {
    let Undone { by, at, taken_back: _, refused: (refused, lines) } = undone;
    let lines = lines
        .into_iter()
        .map(|UndoneLine { office, name, why }| {
            view! { <li><a href=paths::office(slug, office)>{name}</a>"："{why}</li> }
        })
        .collect_view();
    let kept = (refused > 0).then(|| {
        view! {
            <Notice kind=NoticeKind::Warning title=format!("{refused}件は、そのまま残しました")><ul>{lines}</ul></Notice>
        }
    });
    view! {
        <Notice kind=NoticeKind::Success title>
            <p>{format!("{by}（{}）", when::moment(at))}</p>
        </Notice>
        {kept}
    }
    .into_any()
}
