//! A list of adopters: what was found for its rows before it is recorded, and the rows that a person decides about.

use super::{
    result::{Undone, stayed},
    same_file::{SameFile, same_file},
};
use crate::{messages::adoption as words, paths, when};
use chrono::NaiveDate;
use domain::{
    adoption::{AdoptionState, Source},
    form::Typed,
    ids::{BatchId, OfficeId},
    matching::{MatchKind, Reason},
    wareki::format_date,
};
use elements::{
    BackLink, Button, ButtonKind, ButtonLink, Buttons, Column, Density, Details, EmptyState, FilterChip,
    FilterChips, FormState, HiddenField, Notice, NoticeKind, PageHeader, Pagination, PostForm, Section, Stat,
    Stats, SummaryList, SummaryRow, Table, Tag, TextField, Tone, Width,
};
use leptos::prelude::*;

/// An office that a row may mean.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProposalLine {
    /// The office.
    pub office: OfficeId,
    /// Its number and name.
    pub name: String,
    /// Its address.
    pub address: String,
    /// How sure it is, in percent.
    pub percent: u16,
    /// Why.
    pub reasons: Vec<Reason>,
}

/// A row of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AdopterLine {
    /// Its place among the kept rows.
    pub seq: u32,
    /// Where it stands in the file; none for an office that the list leaves out.
    pub place: Option<String>,
    /// What it says: name, number, address.
    pub says: [String; 3],
    /// What it says of the adoption.
    pub state: AdoptionState,
    /// From when.
    pub adopted_on: Option<NaiveDate>,
    /// How it was matched; none for an office that the list leaves out.
    pub kind: Option<MatchKind>,
    /// The offices it may mean.
    pub proposals: Vec<ProposalLine>,
    /// Who decided, and when.
    pub decided: Option<String>,
}

/// What a list of adopters is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AdopterFactsLine {
    /// Its id.
    pub id: BatchId,
    /// Counts its edits.
    pub version: i32,
    /// The name of its file.
    pub file_name: String,
    /// Whose list it is.
    pub source: Source,
    /// For which day it holds.
    pub as_of: NaiveDate,
    /// What its file is known by.
    pub file: SameFile,
}

/// What was found, before anything is recorded.
#[component]
pub fn AdoptersPreviewPage(
    /// The tenant's word in addresses.
    slug: String,
    /// The list.
    list: AdopterFactsLine,
    /// How many rows were matched how.
    counts: Vec<(MatchKind, usize)>,
    /// The rows.
    lines: Vec<AdopterLine>,
    /// Rows in all.
    total: usize,
    /// Whether the viewer may record it.
    keeper: bool,
) -> impl IntoView {
    let sure: usize = counts.iter().filter(|(kind, _)| kind.is_sure()).map(|(_, count)| count).sum();
    let waiting = total - sure;
    let lead = format!(
        "{total}行を読み取りました。{sure}行は台帳の事業所と一致しました。{waiting}行は、記録した後に一つずつ確かめられます。"
    );
    let stats = counts
        .into_iter()
        .map(
            |(kind, count)| view! { <Stat label=words::match_kind(kind) value=count.to_string() unit="行"/> },
        )
        .collect_view();
    let version = list.version.to_string();
    let (commit, discarding) =
        (paths::import_commit(&slug, list.id), paths::import_discarding(&slug, list.id));
    let ways = keeper.then(|| {
        let seen = version.clone();
        view! {
            <div class="cluster">
                <PostForm action=commit>
                    <HiddenField name="version" value=seen/>
                    <Button>"この一覧を記録する"</Button>
                </PostForm>
                <PostForm action=discarding>
                    <HiddenField name="version" value=version/>
                    <Button kind=ButtonKind::Quiet>"取りやめる"</Button>
                </PostForm>
            </div>
        }
    });
    let facts = facts(&slug, &list);
    let rows = lines.into_iter().map(|line| row(&slug, (&list, 1), line, false, None)).collect_view();
    view! {
        <BackLink href=paths::imports(&slug) label="取込"/>
        <PageHeader title="利用事業所の一覧を確かめる" caption=list.file_name.clone() tag=Some((Tone::Attention, "確認待ち".to_owned())) lead/>
        {facts}
        <Stats>{stats}</Stats>
        {ways}
        <Section title="行ごとの照合">{table("行ごとの照合", rows.into_any())}</Section>
    }
}

/// A part of the rows of a recorded list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AdopterTab {
    /// A person has to look.
    Open,
    /// Evidence of an office.
    Matched,
    /// Of no office of the register.
    SetAside,
    /// Left out by the list, and has stopped.
    Stopped,
    /// Left out by the list, and goes on.
    Kept,
    /// No evidence any more, because the list was taken back.
    TakenBack,
}

impl AdopterTab {
    /// Every part, in the order of the page.
    pub const ALL: [Self; 6] =
        [Self::Open, Self::Matched, Self::SetAside, Self::Stopped, Self::Kept, Self::TakenBack];

    /// The word in addresses.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Matched => "matched",
            Self::SetAside => "set_aside",
            Self::Stopped => "stopped",
            Self::Kept => "kept",
            Self::TakenBack => "taken_back",
        }
    }

    /// The part of a word.
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|tab| tab.word() == word)
    }

    const fn label(self) -> &'static str {
        match self {
            Self::Open => "確かめてください",
            Self::Matched => "照合済み",
            Self::SetAside => "対象外",
            Self::Stopped => "停止と記録",
            Self::Kept => "利用継続",
            Self::TakenBack => "取り消した行",
        }
    }
}

/// A recorded list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AdoptersResult {
    /// What it is.
    pub list: AdopterFactsLine,
    /// The part that is shown.
    pub shown: AdopterTab,
    /// How many rows each part has.
    pub counts: Vec<(AdopterTab, u64)>,
    /// The page, from 1.
    pub page: u64,
    /// Rows on a page.
    pub per_page: u64,
    /// The rows of the page.
    pub lines: Vec<AdopterLine>,
    /// What taking the list back did.
    pub undone: Option<Undone>,
    /// The row for which a number was typed that no office has, and the number.
    pub wrong: Option<(u32, String)>,
}

/// The rows of a recorded list, part by part; those that wait can be decided here.
#[component]
pub fn AdoptersResultPage(
    /// The tenant's word in addresses.
    slug: String,
    /// The list.
    result: AdoptersResult,
    /// Whether the viewer may decide.
    keeper: bool,
    /// What was just done, or why it was not.
    #[prop(optional_no_strip)]
    done: Option<(NoticeKind, &'static str)>,
) -> impl IntoView {
    let AdoptersResult { list, shown, counts, page, per_page, lines, undone, wrong } = result;
    let count = |tab: AdopterTab| counts.iter().find(|(of, _)| *of == tab).map_or(0, |(_, count)| *count);
    let at = list.id;
    let chips = AdopterTab::ALL
        .into_iter()
        .filter(|tab| count(*tab) > 0 || *tab == shown)
        .map(|tab| {
            let href = paths::import_rows(&slug, at, tab.word(), 1);
            FilterChip::view(tab.label(), href, tab == shown).count(count(tab))
        })
        .collect();
    let total = count(shown);
    let done = done.map(|(kind, done)| view! { <Notice kind live=true title=done/> });
    let is_undone = undone.is_some();
    let decides = keeper && shown == AdopterTab::Open && !is_undone;
    let body = if lines.is_empty() {
        view! { <EmptyState title="この区分の行はありません"/> }.into_any()
    } else {
        let wrong = wrong.as_ref();
        let rows = lines.into_iter().map(|line| {
            let wrong = wrong.filter(|(seq, _)| *seq == line.seq).map(|(_, number)| number.as_str());
            row(&slug, (&list, page), line, decides, wrong)
        });
        let rows = rows.collect_view();
        table(shown.label(), rows.into_any()).into_any()
    };
    let facts = facts(&slug, &list);
    let undo = (keeper && !is_undone).then(|| {
        view! { <ButtonLink href=paths::import_undo(&slug, at) kind=ButtonKind::Quiet>"この一覧の記録を取り消す"</ButtonLink> }
    });
    let undone = undone.map(|undone| {
        let title = format!("{}行の記録を取り消しました", undone.taken_back);
        stayed(&slug, title, undone)
    });
    let tag = if is_undone {
        (Tone::Neutral, "取消し済み".to_owned())
    } else {
        (Tone::Success, "記録済み".to_owned())
    };
    let (address, adoption) = (slug.clone(), paths::adoption(&slug));
    view! {
        {done}
        <BackLink href=paths::imports(&slug) label="取込"/>
        <PageHeader title="利用事業所の一覧" caption=list.file_name.clone() tag=Some(tag)/>
        {undone}
        {facts}
        <p class="no-print"><a href=adoption>"導入率がどう変わったかを見る"</a></p>
        <section class="section" id="rows">
            <h2 class="section__title">"行ごとの照合"</h2>
            <FilterChips label="表示する行" chips/>
            {body}
            <Pagination page per_page total href=move |page| paths::import_rows(&address, at, shown.word(), page)/>
        </section>
        {undo}
    }
}

fn facts(slug: &str, list: &AdopterFactsLine) -> impl IntoView + use<> {
    let (day, source) = (format_date(list.as_of), words::source(list.source));
    let same = same_file(slug, &list.file);
    view! {
        <SummaryList dense=true>
            <SummaryRow label="出所">{source}</SummaryRow>
            <SummaryRow label="いつの時点か">{day}</SummaryRow>
            {same}
        </SummaryList>
    }
}

fn table(caption: &'static str, rows: AnyView) -> impl IntoView {
    view! {
        <Table
            caption
            caption_hidden=true
            density=Density::Dense
            stacks=true
            columns=vec![
                Column::new("場所"),
                Column::new("一覧の内容"),
                Column::new("状況"),
                Column::new("台帳の事業所"),
            ]
        >
            {rows}
        </Table>
    }
}

fn row(
    slug: &str,
    (list, page): (&AdopterFactsLine, u64),
    line: AdopterLine,
    decides: bool,
    wrong: Option<&str>,
) -> impl IntoView + use<> {
    let AdopterLine {
        seq,
        place,
        says: [name, number, address],
        state,
        adopted_on,
        kind,
        proposals,
        decided,
    } = line;
    let gone = place.is_none();
    let place = place.unwrap_or_else(|| "一覧から消えました".to_owned());
    let since = adopted_on.map(|day| view! { <p class="nowrap">{format!("{}から", format_date(day))}</p> });
    let matched = kind.map(|kind| {
        let tone = if kind.is_sure() { Tone::Success } else { Tone::Attention };
        view! { <p><Tag tone label=words::match_kind(kind)/></p> }
    });
    let action = paths::import_adopter(slug, list.id, seq);
    let chosen = proposals
        .into_iter()
        .map(|proposal| proposed(slug, &action, &name, proposal, decides && !gone))
        .collect_view();
    let others = decides.then(|| {
        if gone {
            left_out(&action, &name).into_any()
        } else {
            let add = paths::new_adopter(slug, list.id, seq);
            otherwise(&action, add, (seq, page), &name, wrong).into_any()
        }
    });
    let by = decided.map(|by| view! { <p class="muted">{by}</p> });
    view! {
        <tr role="row">
            <th scope="row" role="rowheader" class="nowrap">{place}</th>
            <td role="cell"><p>{name}</p><p class="muted">{number}" "{address}</p></td>
            <td role="cell" data-label="状況"><Tag tone=words::tone(state) label=words::state(state)/>{since}</td>
            <td role="cell">{matched}{chosen}{others}{by}</td>
        </tr>
    }
}

fn proposed(
    slug: &str,
    action: &str,
    row: &str,
    proposal: ProposalLine,
    decides: bool,
) -> impl IntoView + use<> {
    let ProposalLine { office, name, address, percent, reasons } = proposal;
    let reasons: Vec<_> = reasons.into_iter().map(words::reason).collect();
    let href = paths::office(slug, office);
    let choose = decides.then(|| {
        let label = format!("「{row}」はこの事業所です（{name}）");
        view! {
            <PostForm action=action.to_owned() class="inline">
                <HiddenField name="office" value=office.to_string()/>
                <button type="submit" class="button button--secondary" name="act" value="match" aria-label=label>"この事業所です"</button>
            </PostForm>
        }
    });
    let why = (!reasons.is_empty()).then(
        || view! { <span class="muted">{format!("（確かさ{percent}％：{}）", reasons.join("、"))}</span> },
    );
    view! { <div><a href=href>{name}</a>" "{address}" "{why}{choose}</div> }
}

fn otherwise(
    action: &str,
    add: String,
    (seq, page): (u32, u64),
    row: &str,
    wrong: Option<&str>,
) -> impl IntoView + use<> {
    let number = format!("number-{seq}");
    let form = wrong.map_or_else(FormState::empty, |typed| {
        let sentence = "この番号の事業所は台帳にありません。番号を確かめるか、下から台帳に登録してください";
        let typed = Typed::default().with(&number, typed);
        FormState::rejected(typed, vec![(number.clone(), sentence.to_owned())])
    });
    let aside = format!("「{row}」を対象外にする");
    let action = action.to_owned();
    let summary = format!("「{row}」をほかの事業所と照合する・台帳に登録する・対象外にする");
    let new = format!("「{row}」を台帳に登録する");
    view! {
        <Details summary=summary open=wrong.is_some()>
        <PostForm action=action>
            <HiddenField name="page" value=page.to_string()/>
            <TextField form=&form name=number label="ほかの事業所の番号" optional=true width=Width::Medium autocomplete="off"/>
            <Buttons>
                <Button kind=ButtonKind::Secondary name="act" value="number">"この番号の事業所です"</Button>
                <button type="submit" class="button button--quiet" name="act" value="set_aside" aria-label=aside>"対象外にする"</button>
            </Buttons>
        </PostForm>
        <p><a href=add>{new}</a></p>
        </Details>
    }
}

fn left_out(action: &str, name: &str) -> impl IntoView + use<> {
    let (stopped, kept) = (format!("{name}は利用をやめた"), format!("{name}は利用を続けている"));
    let action = action.to_owned();
    view! {
        <PostForm action=action class="inline">
            <button type="submit" class="button button--secondary" name="act" value="stopped" aria-label=stopped>"利用をやめた"</button>
            <button type="submit" class="button button--quiet" name="act" value="kept" aria-label=kept>"利用を続けている"</button>
        </PostForm>
    }
}

/// Who decided and when, in one line.
pub fn decided(by: &str, at: chrono::DateTime<chrono::Utc>) -> String {
    format!("{by}が確かめました（{}）", when::moment(at))
}
