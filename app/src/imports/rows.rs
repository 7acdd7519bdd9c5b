//! The rows of an import, part by part: each with its place as the spreadsheet shows it.

use super::mending::{Back, Mend, mend_form};
use crate::{
    exports::SaveLinks,
    messages::{adoption, imports as words},
    paths,
};
use domain::{
    ids::{BatchId, OfficeId},
    imports::Level,
    matching::Reason,
};
use elements::{
    Button, ButtonKind, ButtonLink, Column, Density, Details, EmptyState, FilterChip, FilterChips,
    HiddenField, Pagination, PostForm, Table, Tag, Tone,
};
use leptos::prelude::*;

/// A part of the rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tab {
    /// Rows that wait for a person.
    Errors,
    /// Rows that are written and should be looked at.
    Warnings,
    /// Rows that make something new.
    Created,
    /// Rows that change something.
    Updated,
    /// Rows that only complete a card.
    Completed,
    /// Rows that change nothing.
    Unchanged,
    /// Rows that are not wanted.
    Skipped,
    /// Rows in which something was put right.
    Repaired,
}

impl Tab {
    /// Every part, in the order of the page.
    pub const ALL: [Self; 8] = [
        Self::Errors,
        Self::Warnings,
        Self::Created,
        Self::Updated,
        Self::Completed,
        Self::Unchanged,
        Self::Skipped,
        Self::Repaired,
    ];

    /// The word in addresses.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Errors => "errors",
            Self::Warnings => "warnings",
            Self::Created => "created",
            Self::Updated => "updated",
            Self::Completed => "completed",
            Self::Unchanged => "unchanged",
            Self::Skipped => "skipped",
            Self::Repaired => "repaired",
        }
    }

    /// Reads the word in addresses.
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|tab| tab.word() == word)
    }

    /// Whether cells of such rows are put right in the list.
    pub const fn is_mended(self) -> bool {
        matches!(self, Self::Errors | Self::Warnings)
    }

    const fn label(self) -> &'static str {
        match self {
            Self::Errors => "エラー",
            Self::Warnings => "警告",
            Self::Created => "新規",
            Self::Updated => "更新",
            Self::Completed => "補足",
            Self::Unchanged => "変更なし",
            Self::Skipped => "対象外",
            Self::Repaired => "自動修正",
        }
    }

    /// What such rows of an import were that is over, whatever became of it since.
    const fn lead_after(self) -> &'static str {
        match self {
            Self::Errors => "取り込んでいない行です。ファイルを直して、もう一度取り込んでください。",
            Self::Warnings => "取込のときに、内容を確かめるように示した行です。",
            Self::Created => "取込のときに、台帳になかった事業所またはサービスです。",
            Self::Updated => "取込で、名称・電話・住所・法人・状態のどれかが変わる行です。",
            Self::Completed => "取込で、郵便番号・FAX・指定年月日など、付随する項目だけが入る行です。",
            Self::Unchanged => "取込のときに、台帳と同じ内容だった行です。",
            Self::Skipped => "ほかの市区町村の行と、同じ行のくり返しです。取り込んでいません。",
            Self::Repaired => self.lead(false),
        }
    }

    /// What to do about such rows; `mends` where the viewer may put them right.
    const fn lead(self, mends: bool) -> &'static str {
        match self {
            Self::Errors => {
                "このままでは取り込みません。下の欄か「この行を直す」で直すか、ファイルを直して取り込み直してください。"
            }
            Self::Warnings if mends => "取り込みます。内容を確かめて、違うところは下の欄で直してください。",
            Self::Warnings => "このまま取り込む行です。内容を確かめてください。",
            Self::Created => "台帳にない事業所またはサービスです。",
            Self::Updated => "名称・電話・住所・法人・状態のどれかが変わります。",
            Self::Completed => "郵便番号・FAX・指定年月日など、付随する項目だけが入ります。",
            Self::Unchanged => "台帳と同じ内容です。何も変わりません。",
            Self::Skipped => "ほかの市区町村の行と、同じ行のくり返しです。取り込みません。",
            Self::Repaired => "全角や和暦などを読みやすい形に直しました。元のセルは記録に残ります。",
        }
    }
}

/// How many rows each part has, and which is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tabs {
    /// Counts in the order of [`Tab::ALL`].
    pub counts: [usize; 8],
    /// The part that is shown.
    pub shown: Tab,
    /// The page of it, from 1.
    pub page: u64,
    /// Rows on a page.
    pub per_page: u64,
}

impl Tabs {
    /// The first part that has rows: errors before warnings before everything else.
    pub fn first_filled(counts: &[usize; 8]) -> Tab {
        Tab::ALL.into_iter().zip(counts).find(|(_, count)| **count > 0).map_or(Tab::Unchanged, |(tab, _)| tab)
    }

    fn count(&self, tab: Tab) -> usize {
        Tab::ALL.into_iter().zip(self.counts).find(|(known, _)| *known == tab).map_or(0, |(_, count)| count)
    }
}

/// A row of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowLine {
    /// The name of its sheet; empty for a text file.
    pub sheet: String,
    /// The sheet's place in the file.
    pub sheet_at: usize,
    /// Its number as the spreadsheet shows it.
    pub row: u32,
    /// The office number as it will be written, or as it stands.
    pub number: String,
    /// The name.
    pub name: String,
    /// The services.
    pub services: String,
    /// What is odd about it.
    pub issues: Vec<RowIssue>,
    /// Its cells in which something is odd, to be put right in the list.
    pub mends: Vec<Mend>,
    /// It waits for a person, who may leave it out instead.
    pub may_leave_out: bool,
    /// What it changes.
    pub differences: Vec<RowDifference>,
    /// The office number that a person may confirm.
    pub proposal: Option<String>,
    /// Offices of the register that it may mean.
    pub offices: Vec<RowOffice>,
    /// The office it was written to.
    pub office: Option<OfficeId>,
    /// Its cells as they stand in the file: column and text.
    pub cells: Vec<(String, String)>,
}

/// An office of the register that a row may mean.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowOffice {
    /// Its number.
    pub number: String,
    /// Its name.
    pub name: String,
    /// How sure, in percent.
    pub percent: u16,
    /// Why.
    pub reasons: Vec<Reason>,
    /// A person says that it is meant.
    pub chosen: bool,
}

/// Something odd, with the cell it stands in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowIssue {
    /// How much it matters.
    pub level: Level,
    /// The cell as a spreadsheet names it; none for the row as a whole.
    pub cell: Option<String>,
    /// The sentence.
    pub sentence: String,
}

/// A detail before and after.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowDifference {
    /// What it is called.
    pub detail: &'static str,
    /// What the register has; none where it knows nothing.
    pub before: Option<String>,
    /// What it will have.
    pub after: String,
}

/// The parts to choose from, and the rows of the one that is shown.
#[component]
pub fn RowsSection(
    /// The tenant's word in addresses.
    slug: String,
    /// The import.
    batch: BatchId,
    /// The parts.
    tabs: Tabs,
    /// The rows of the page.
    rows: Vec<RowLine>,
    /// Whether the viewer may confirm proposals; the version they would be confirmed against.
    #[prop(optional_no_strip)]
    confirms: Option<i32>,
    /// Whether the import is over.
    #[prop(optional)]
    is_over: bool,
) -> impl IntoView {
    let lead = if is_over { tabs.shown.lead_after() } else { tabs.shown.lead(confirms.is_some()) };
    let chips = Tab::ALL
        .into_iter()
        .filter(|tab| tabs.count(*tab) > 0 || *tab == tabs.shown)
        .map(|tab| {
            let href = paths::import_rows(&slug, batch, tab.word(), 1);
            FilterChip::view(tab.label(), href, tab == tabs.shown).count(tabs.count(tab) as u64)
        })
        .collect();
    let total = tabs.count(tabs.shown) as u64;
    let list = if rows.is_empty() {
        view! { <EmptyState title="この区分の行はありません"/> }.into_any()
    } else {
        table(&slug, batch, &tabs, rows, confirms).into_any()
    };
    let (address, word) = (slug.clone(), tabs.shown.word());
    let save = (total > 0).then(|| {
        view! { <SaveLinks what="この区分の行" here=paths::import_export(&slug, batch, word)/> }
    });
    view! {
        <section class="section" id="rows">
            <h2 class="section__title" tabindex="-1">"行ごとの内容"</h2>
            <FilterChips label="表示する行" chips/>
            <p>{lead}</p>
            {list}
            <Pagination page=tabs.page per_page=tabs.per_page total href=move |page| paths::import_rows(&address, batch, word, page)/>
            {save}
        </section>
    }
}

fn table(
    slug: &str,
    batch: BatchId,
    tabs: &Tabs,
    rows: Vec<RowLine>,
    confirms: Option<i32>,
) -> impl IntoView + use<> {
    let action = paths::import_confirmation(slug, batch);
    let rows = rows
        .into_iter()
        .map(|line| {
            let RowLine {
                sheet,
                sheet_at,
                row,
                number,
                name,
                services,
                issues,
                mends,
                may_leave_out,
                differences,
                proposal,
                offices,
                office,
                cells,
            } = line;
            let place =
                if sheet.is_empty() { format!("{row}行目") } else { format!("「{sheet}」{row}行目") };
            let name = if name.is_empty() { "（名称なし）".to_owned() } else { name };
            let name = match office {
                Some(office) => view! { <a href=paths::office(slug, office)>{name}</a> }.into_any(),
                None => name.into_any(),
            };
            let fix = confirms.is_some().then(|| {
                let href = paths::import_row(slug, batch, sheet_at, row);
                let which = format!("（{place}）");
                view! { <p><ButtonLink href kind=ButtonKind::Quiet>"この行を直す"<span class="hidden">{which}</span></ButtonLink></p> }
            });
            let said = (!mends.is_empty()).then(|| format!("said-{sheet_at}-{row}"));
            let mend = confirms.filter(|_| tabs.shown.is_mended()).and_then(|version| {
                let action = paths::import_row(slug, batch, sheet_at, row);
                let back = Back { version, tab: tabs.shown, page: tabs.page };
                let leave_out = may_leave_out.then(|| format!("leave-out-{sheet_at}-{row}"));
                mend_form(action, back, &place, said.as_deref(), mends, leave_out)
            });
            let meant = may_mean(offices, &action, confirms, &sheet, row);
            let confirm = proposal.zip(confirms).map(|(proposal, version)| {
                view! {
                    <PostForm action=action.clone() class="inline">
                        <HiddenField name="version" value=version.to_string()/>
                        <HiddenField name="sheet" value=sheet.clone()/>
                        <HiddenField name="row" value=row.to_string()/>
                        <Button kind=ButtonKind::Secondary>{format!("{proposal}として取り込む")}</Button>
                    </PostForm>
                }
            });
            view! {
                <tr role="row">
                    <th scope="row" role="rowheader" class="nowrap">{place}</th>
                    <td role="cell"><div id=said>{what_it_says(issues)}</div>{mend}{what_it_changes(differences)}{confirm}{meant}{fix}</td>
                    <td role="cell" class="nowrap" data-label="事業所番号">{number}</td>
                    <td role="cell" data-label="事業所名">{name}</td>
                    <td role="cell" data-label="サービス">{services}{raw(cells)}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <Table
            caption=tabs.shown.label()
            caption_hidden=true
            density=Density::Dense
            stacks=true
            columns=vec![
                Column::new("場所"),
                Column::new("内容"),
                Column::new("事業所番号"),
                Column::new("事業所名"),
                Column::new("サービス"),
            ]
        >
            {rows}
        </Table>
    }
}

/// The offices that a row may mean, each with how sure that is and why; a person chooses one, or takes the choice back.
fn may_mean(
    offices: Vec<RowOffice>,
    action: &str,
    confirms: Option<i32>,
    sheet: &str,
    row: u32,
) -> Option<AnyView> {
    if offices.is_empty() {
        return None;
    }
    let (action, sheet) = (action.to_owned(), sheet.to_owned());
    let lines = offices
        .into_iter()
        .map(|RowOffice { number, name, percent, reasons, chosen }| {
            let reasons: Vec<_> = reasons.into_iter().map(adoption::reason).collect();
            let why = format!("（確かさ{percent}％：{}）", reasons.join("、"));
            let (action, sheet, posted) = (action.clone(), sheet.clone(), number.clone());
            let named = format!("{number} {name}");
            let choose = confirms.map(move |version| {
                let (words, value) = if chosen {
                    ("選んだことを取り消す".to_owned(), String::new())
                } else {
                    (format!("{number}として取り込む"), posted)
                };
                view! {
                    <PostForm action class="inline">
                        <HiddenField name="version" value=version.to_string()/>
                        <HiddenField name="sheet" value=sheet/>
                        <HiddenField name="row" value=row.to_string()/>
                        <HiddenField name="number" value=value/>
                        <Button kind=ButtonKind::Secondary>{words}</Button>
                    </PostForm>
                }
            });
            let mark = chosen.then(|| view! { <Tag tone=Tone::Success label="選択"/>" " });
            view! { <div>{mark}{named}" "<span class="muted">{why}</span>{choose}</div> }
        })
        .collect_view();
    Some(view! { <div>{lines}</div> }.into_any())
}

fn what_it_says(issues: Vec<RowIssue>) -> impl IntoView {
    issues
        .into_iter()
        .map(|RowIssue { level, cell, sentence }| {
            let tone = match level {
                Level::Error => Tone::Danger,
                Level::Warning => Tone::Attention,
                Level::Note => Tone::Info,
            };
            let cell = cell.map(|cell| view! { <strong>{cell}</strong>" " });
            view! { <p><Tag tone label=words::level(level)/>" "{cell}{sentence}</p> }
        })
        .collect_view()
}

fn what_it_changes(differences: Vec<RowDifference>) -> Option<AnyView> {
    if differences.is_empty() {
        return None;
    }
    let lines = differences
        .into_iter()
        .map(|RowDifference { detail, before, after }| {
            let before = before.unwrap_or_else(|| "（空欄）".to_owned());
            view! {
                <p>
                    {detail}"："<del><span class="hidden">"変更前："</span>{before}</del>
                    " → "<ins><span class="hidden">"変更後："</span>{after}</ins>
                </p>
            }
        })
        .collect_view();
    Some(view! { <div>{lines}</div> }.into_any())
}

fn raw(cells: Vec<(String, String)>) -> Option<AnyView> {
    if cells.is_empty() {
        return None;
    }
    let cells = cells
        .into_iter()
        .map(|(column, text)| view! { <p><strong>{column}</strong>" "{text}</p> })
        .collect_view();
    Some(view! { <Details summary="元のセル">{cells}</Details> }.into_any())
}
