//! What came of an import.

use super::{
    batches::BatchStanding,
    rows::{RowLine, RowsSection, Tabs},
};
use crate::{paths, when};
use chrono::{DateTime, Utc};
use domain::{ids::BatchId, imports::Counts};
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
    /// The parts of the rows.
    pub tabs: Tabs,
    /// The rows of the page.
    pub lines: Vec<RowLine>,
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
) -> impl IntoView {
    let ImportResult {
        id,
        file_name,
        standing,
        by,
        at,
        offices,
        services,
        rows: [errors, warnings, skipped],
        tabs,
        lines,
    } = result;
    let (tone, label) = standing.tag();
    let done = just_done.then(|| {
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
    let body = match standing {
        BatchStanding::Committed => view! {
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
            <RowsSection slug=slug.clone() batch=id tabs rows=lines/>
        }
        .into_any(),
        BatchStanding::Discarded | BatchStanding::Previewed => {
            view! { <p>"この取込は取りやめました。台帳には何も書き込んでいません。"</p> }.into_any()
        }
    };
    let (file, register) = (paths::import_file(&slug, id), paths::offices(&slug));
    view! {
        <BackLink href=paths::imports(&slug) label="取込"/>
        {done}
        <PageHeader title="取込の結果" caption=file_name.clone() tag=Some((tone, label.to_owned()))/>
        {waiting}
        <SummaryList dense=true>
            <SummaryRow label="ファイル"><a href=file>{file_name}</a></SummaryRow>
            <SummaryRow label="担当">{format!("{by}（{}）", when::moment(at))}</SummaryRow>
        </SummaryList>
        {body}
        <Buttons><ButtonLink href=register kind=ButtonKind::Secondary>"事業所台帳を見る"</ButtonLink></Buttons>
    }
}
