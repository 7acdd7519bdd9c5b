//! One table: what does not agree first, then the numbers by 申込率.

use super::{day, form::fields, table::by_rate};
use crate::{
    exports::SaveLinks,
    messages::event_tables::{count, finding, note},
    paths, when,
};
use chrono::{DateTime, Utc};
use domain::{
    adoption::Tenths,
    event_tables::{Column, DRAFT_DAYS, Details, EventTable, Finding, Note},
    ids::EventTableId,
    prefecture::Prefecture,
};
use elements::{
    Breadcrumb, Button, ButtonKind, ButtonLink, Buttons, Crumb, ErrorSummary, FormState, HiddenField, Notice,
    NoticeKind, PageHeader, PostForm, Section, Stat, Stats, Tone,
    charts::{Tile, TileMap},
};
use leptos::prelude::*;

/// What the page shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventTableView {
    /// The tenant's word in addresses.
    pub slug: String,
    /// Which table.
    pub id: EventTableId,
    /// Which version.
    pub version: i32,
    /// Whether a person said what its columns hold.
    pub corrected: bool,
    /// What is said of it.
    pub details: Details,
    /// The name of its file.
    pub file_name: String,
    /// Since when it is kept; none while it is only looked at.
    pub kept_at: Option<DateTime<Utc>>,
    /// Since when it is taken away.
    pub removed_at: Option<DateTime<Utc>>,
    /// Who read it in.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
    /// The table.
    pub table: EventTable,
    /// What was not understood.
    pub notes: Vec<Note>,
    /// Whether the viewer may change it.
    pub may_write: bool,
    /// What was just done.
    pub done: Option<String>,
}

/// One table.
#[component]
pub fn EventTablePage(
    /// What is shown.
    view: EventTableView,
    /// What was typed of a table that is only looked at.
    form: FormState,
) -> impl IntoView {
    let EventTableView { slug, id, version, details, file_name, table, notes, .. } = view;
    let (kept_at, removed_at, may_write) = (view.kept_at, view.removed_at, view.may_write);
    let done = view.done.map(|title| view! { <Notice kind=NoticeKind::Success live=true title/> });
    let findings = table.check();
    let is_draft = kept_at.is_none() && removed_at.is_none();
    let tag = match (removed_at, kept_at) {
        (Some(at), _) => Some((Tone::Neutral, format!("{}に取り除きました", when::moment(at)))),
        (None, None) => Some((Tone::Attention, "まだ保存していません".to_owned())),
        (None, Some(_)) => None,
    };
    let edit = (may_write && kept_at.is_some() && removed_at.is_none()).then(|| {
        view! { <ButtonLink href=paths::edit_event_table(&slug, id) kind=ButtonKind::Secondary>"名前と出典を直す"</ButtonLink> }
    });
    let facts = [
        details.held_on.map(|held_on| format!("催しの日：{}", day(held_on))),
        (!details.source.is_empty()).then(|| format!("出典：{}", details.source)),
        Some(format!("{}（{}、{}が読み込み）", file_name, when::moment(view.at), view.by)),
    ];
    let facts = facts.into_iter().flatten().collect::<Vec<_>>().join("　");
    let keeping = (may_write && is_draft).then(|| {
        let fields = fields(&slug, id, version, &form, None);
        view! {
            <Section title="保存する">
                <p>"確かめたら、名前と出典を入れて保存します。合わない数字があっても、印字のまま保存します。"</p>
                <p>{format!("保存しないまま{DRAFT_DAYS}日たつと、自動で消えます。")}</p>
                {fields}
            </Section>
        }
    });
    let removal = may_write.then(|| removal(&slug, id, version, (is_draft, removed_at.is_some())));
    let columns = (may_write && removed_at.is_none()).then(|| paths::event_table_columns(&slug, id));
    let (understood, numbers) = (understood(&notes, view.corrected, columns), by_rate(&table, &findings));
    let save = format!("{}?", paths::event_table_export(&slug, id));
    view! {
        {done}
        <ErrorSummary form/>
        <Breadcrumb crumbs=vec![Crumb::new("申込状況の表", paths::event_tables(&slug))] here=details.title.clone()/>
        <PageHeader title=details.title tag=tag lead=facts>{edit}</PageHeader>
        {doubts(&table, &findings)}
        {understood}
        {keeping}
        {sums(&table)}
        {map(&table)}
        <Section title="申込率の高い順">
            <p>"申込率は、市区町村（合計）÷市区町村の総数です。小数第2位を四捨五入しています。印字と違うところには、計算した数を太字で並べています。"</p>
            <SaveLinks what="申込状況の表" here=save/>
            {numbers}
        </Section>
        {removal}
    }
}

/// What does not agree, and then what is only to be known.
fn doubts(table: &EventTable, findings: &[Finding]) -> impl IntoView + use<> {
    let (notes, wrong): (Vec<&Finding>, Vec<&Finding>) =
        findings.iter().partition(|finding| finding.is_note());
    let list = |findings: Vec<&Finding>| {
        let items = findings.into_iter().map(|one| view! { <li>{finding(one)}</li> }).collect_view();
        view! { <ol>{items}</ol> }
    };
    let numbers = if table.columns.is_empty() {
        let title = "何の数か分かる列が、まだありません";
        view! {
            <Notice kind=NoticeKind::Warning title>
                <p>"下の「列の読み取りを確かめて直す」で、列ごとに何の数かを選ぶと、計算し直します。"</p>
            </Notice>
        }
        .into_any()
    } else if wrong.is_empty() {
        let title = "合わない数字はありません";
        view! { <Notice kind=NoticeKind::Success title/> }.into_any()
    } else {
        let title = format!("合わない数字が{}つあります", wrong.len());
        let list = list(wrong);
        view! { <Notice kind=NoticeKind::Warning title>{list}</Notice> }.into_any()
    };
    let notes = (!notes.is_empty()).then(|| {
        let title = format!("読むときに注意する数字が{}つあります", notes.len());
        let list = list(notes);
        view! { <Notice title>{list}</Notice> }
    });
    view! { <Section title="印字と計算の違い">{numbers}{notes}</Section> }
}

/// What was not understood of the file, and where to say what its columns hold.
fn understood(notes: &[Note], corrected: bool, columns: Option<String>) -> Option<impl IntoView + use<>> {
    if notes.is_empty() && !corrected && columns.is_none() {
        return None;
    }
    let list = (!notes.is_empty()).then(|| {
        let items = notes.iter().map(|one| view! { <li>{note(one)}</li> }).collect_view();
        view! { <ul>{items}</ul> }
    });
    let by_hand = corrected.then(|| view! { <p>"列の読み取りを、手で直してあります。"</p> });
    let correct = columns.map(|href| view! { <p><a href=href>"列の読み取りを確かめて直す"</a></p> });
    Some(view! {
        <Section title="ファイルの読み取り">
            <p>"読み込んだセルは元のまま残っていて、Excelで書き出すと見られます。"</p>
            {by_hand}
            {list}
            {correct}
        </Section>
    })
}

/// The sums, counted anew.
fn sums(table: &EventTable) -> impl IntoView + use<> {
    let stat = |column: Column, label: &'static str, unit: &'static str| {
        let computed = table.recounted(column)?;
        let printed = table.total.as_ref().and_then(|total| total.count(column));
        let note = printed.map_or_else(
            || "印字なし".to_owned(),
            |printed| {
                if printed == computed {
                    "印字と同じ".to_owned()
                } else {
                    format!("印字は{}", count(printed))
                }
            },
        );
        Some(view! { <Stat label value=count(computed) unit note/> })
    };
    let rate = table.recounted_fraction().map(|fraction| {
        let note = format!("{} / {}市区町村", count(fraction.numerator), count(fraction.denominator));
        view! { <Stat label="申込率" value=fraction.tenths().to_string() unit="%" note/> }
    });
    let (bodies, people) =
        (stat(Column::Bodies, "申込みの団体", "団体"), stat(Column::People, "申込みの人数", "人"));
    view! { <Section title="計算し直した合計"><Stats>{rate}{bodies}{people}</Stats></Section> }
}

/// The prefectures as tiles, where the table has rates.
fn map(table: &EventTable) -> Option<impl IntoView + use<>> {
    let rated = table.by_rate().into_iter().filter(|line| line.fraction().is_some());
    let named: Vec<&str> = rated.filter_map(|line| line.prefecture.map(Prefecture::name)).collect();
    let (Some(first), Some(last)) = (named.first(), named.last()) else { return None };
    let finding =
        format!("{}都道府県のうち、いちばん高いのは{first}、いちばん低いのは{last}です。", named.len());
    let tile = |prefecture: Prefecture| {
        let fraction = table.line(prefecture).and_then(domain::event_tables::Line::fraction);
        Tile {
            number: prefecture.number(),
            name: prefecture.name().to_owned(),
            value: fraction.map(|fraction| fraction.tenths().0),
            words: fraction.map_or_else(|| "—".to_owned(), |fraction| format!("{}%", fraction.tenths())),
            href: None,
        }
    };
    let tiles: Vec<Tile> = Prefecture::all().map(tile).collect();
    Some(view! {
        <Section title="地図で見る">
            <p>{finding}</p>
            <TileMap tiles label="都道府県別の申込率" words=|tenths| format!("{}%", Tenths(tenths))/>
        </Section>
    })
}

/// The ways to be rid of it, and back.
fn removal(
    slug: &str,
    id: EventTableId,
    version: i32,
    (is_draft, is_gone): (bool, bool),
) -> impl IntoView + use<> {
    let button = |act: &'static str, words: &'static str| {
        view! { <Button kind=ButtonKind::Quiet name="act" value=act>{words}</Button> }
    };
    let buttons = match (is_draft, is_gone) {
        (true, _) => view! { {button("delete", "保存せずに捨てる")} }.into_any(),
        (false, true) => view! { {button("return", "元に戻す")}{button("delete", "完全に消す")} }.into_any(),
        (false, false) => view! { {button("remove", "この表を取り除く")} }.into_any(),
    };
    view! {
        <PostForm action=paths::event_table_removal(slug, id)>
            <HiddenField name="version" value=version.to_string()/>
            <Buttons>{buttons}</Buttons>
        </PostForm>
    }
}
