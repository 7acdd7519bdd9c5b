//! The pages of a list of adopters: before it is recorded, and after.

use super::{facts, matched, state};
use crate::{
    actor::Reader,
    app::App,
    error::Error,
    imports::{prepared::Read, preview::same_file},
    page::Page,
};
use app::imports::{
    AdopterFactsLine, AdopterLine, AdopterTab, AdoptersPreviewPage, AdoptersResult, AdoptersResultPage,
    ProposalLine, Undone, UndoneLine, adopter_decided,
};
use axum::response::Response;
use domain::{
    adoption::AdoptionState,
    ids::{AccountId, OfficeId},
    imports::Record,
    matching::{MatchKind, Proposal},
};
use elements::NoticeKind;
use leptos::prelude::*;
use std::collections::BTreeMap;
use store::{
    Tx, accounts,
    adoption::{self, AdopterRow, RowKind, Standing},
    imports::{Batch, BatchState},
    offices::{self, Office},
};

const PER_PAGE: u64 = 50;
/// Rows that a preview shows; the rest is seen once the list is recorded.
const SHOWN: usize = 200;

async fn line(tx: &Tx, batch: &Batch) -> Result<AdopterFactsLine, Error> {
    let facts = facts(batch)?;
    Ok(AdopterFactsLine {
        id: batch.id,
        version: batch.version,
        file_name: batch.file_name.clone(),
        source: facts.source,
        as_of: facts.as_of,
        file: same_file(tx, batch).await?,
    })
}

/// What was found for the rows of a list that is not recorded yet.
pub async fn preview(
    reader: &Reader,
    app: &App,
    page: &Page,
    batch: &Batch,
    keeper: bool,
) -> Result<Response, Error> {
    let read = Read::of(app, reader.tenant.id, batch).await?;
    let tx = app.store.read(&reader.scope()).await?;
    let found = matched(&tx, &read).await?;
    let counts = MatchKind::ALL
        .map(|kind| (kind, found.iter().filter(|(_, matched)| matched.kind == kind).count()))
        .to_vec();
    let total = found.len();
    let shown = || found.iter().take(SHOWN);
    let proposals = shown().flat_map(|(_, matched)| &matched.proposals);
    let known = known(&tx, proposals).await?;
    let lines: Vec<AdopterLine> = (1..)
        .zip(shown())
        .map(|(seq, (row, matched))| {
            let sheet = read.original.sheets[row.place.sheet].name();
            AdopterLine {
                seq,
                place: Some(place(sheet, row.place.row)),
                says: says(&row.record),
                state: state(row),
                adopted_on: row.record.adopted_on,
                kind: Some(matched.kind),
                proposals: proposed(&matched.proposals, &known),
                decided: None,
            }
        })
        .collect();
    let (slug, list) = (reader.tenant.slug.clone(), line(&tx, batch).await?);
    drop(tx);
    Ok(page.ok("利用事業所の一覧を確かめる", move || {
        view! { <AdoptersPreviewPage slug list counts lines total keeper/> }
    }))
}

/// The rows of a recorded list that stand like this.
pub async fn result(
    reader: &Reader,
    app: &App,
    page: &Page,
    batch: &Batch,
    keeper: bool,
    (rows, number, done): (&str, &str, &str),
    wrong: Option<(u32, String)>,
) -> Result<Response, Error> {
    let first = if batch.state == BatchState::Undone { AdopterTab::TakenBack } else { AdopterTab::Open };
    let shown = AdopterTab::of_word(rows).unwrap_or(first);
    let number = number.parse().unwrap_or(1).clamp(1, 100_000);
    let tx = app.store.read(&reader.scope()).await?;
    let counts = adoption::counts(&tx, batch.id).await?;
    let (rows, _) = adoption::of_batch(&tx, batch.id, standing(shown), number - 1, PER_PAGE).await?;
    let known = known(&tx, rows.iter().flat_map(|row| &row.row.proposals)).await?;
    let chosen: Vec<OfficeId> = rows.iter().filter_map(|row| row.row.office).collect();
    let chosen: BTreeMap<_, _> =
        offices::several(&tx, &chosen).await?.into_iter().map(|office| (office.id, office)).collect();
    let names: BTreeMap<AccountId, String> = accounts::members(&tx)
        .await?
        .into_iter()
        .map(|member| (member.account.id, member.account.name))
        .collect();
    let undone = undone(&tx, batch, &names).await?;
    let list = line(&tx, batch).await?;
    drop(tx);
    let lines = rows.into_iter().map(|row| shown_row(row, &known, &chosen, &names)).collect();
    let result = AdoptersResult {
        list,
        shown,
        counts: AdopterTab::ALL.map(|tab| (tab, counts.get(&standing(tab)).copied().unwrap_or(0))).to_vec(),
        page: number,
        per_page: PER_PAGE,
        lines,
        undone,
        wrong,
    };
    let done = match done {
        "recorded" => Some((NoticeKind::Success, "一覧を記録しました。一致した事業所の状況に反映しました")),
        "decided" => Some((NoticeKind::Success, "記録しました")),
        "earlier" => Some((NoticeKind::Warning, "この行は、ほかの人が先に確かめました")),
        "no-office" => Some((
            NoticeKind::Error,
            "その番号の事業所は台帳にありません。番号を確かめるか、その行の事業所を台帳に登録してください",
        )),
        _ => None,
    };
    let slug = reader.tenant.slug.clone();
    Ok(page.ok("利用事業所の一覧", move || view! { <AdoptersResultPage slug result keeper done/> }))
}

fn shown_row(
    row: AdopterRow,
    known: &BTreeMap<OfficeId, Office>,
    chosen: &BTreeMap<OfficeId, Office>,
    names: &BTreeMap<AccountId, String>,
) -> AdopterLine {
    let AdopterRow { row, decided_by, decided_at } = row;
    let proposals = match (row.standing, row.office.and_then(|office| chosen.get(&office))) {
        (Standing::Open, _) | (_, None) => proposed(&row.proposals, known),
        (_, Some(office)) => vec![ProposalLine {
            office: office.id,
            name: format!("{} {}", office.number, office.particulars.name),
            address: office.particulars.address.clone(),
            percent: 100,
            reasons: Vec::new(),
        }],
    };
    let by = decided_by.map(|by| names.get(&by).cloned().unwrap_or_default());
    AdopterLine {
        seq: row.seq,
        place: (row.kind != RowKind::Gone).then(|| place(&row.sheet, row.row)),
        says: says(&row.record),
        state: row.record.adoption.unwrap_or(AdoptionState::Using),
        adopted_on: row.record.adopted_on,
        kind: match row.kind {
            RowKind::Matched(kind) => Some(kind),
            RowKind::Gone => None,
        },
        proposals,
        decided: by.zip(decided_at).map(|(by, at)| adopter_decided(&by, at)),
    }
}

/// What taking the list back did.
async fn undone(
    tx: &Tx,
    batch: &Batch,
    names: &BTreeMap<AccountId, String>,
) -> Result<Option<Undone>, Error> {
    let (Some(by), Some(at), BatchState::Undone) = (batch.undone_by, batch.undone_at, batch.state) else {
        return Ok(None);
    };
    let counts = adoption::counts(tx, batch.id).await?;
    let built = adoption::built(tx, batch.id).await?;
    Ok(Some(Undone {
        by: names.get(&by).cloned().unwrap_or_default(),
        at,
        taken_back: counts.get(&Standing::TakenBack).copied().unwrap_or(0),
        refused: by_hand(tx, &built.by_hand).await?,
    }))
}

/// Offices that are named up to this number.
const NAMED: usize = 200;

/// Rows that a person decided: how many, and the offices of the first of them.
pub async fn by_hand(tx: &Tx, rows: &[AdopterRow]) -> Result<(u64, Vec<UndoneLine>), Error> {
    let mut ids: Vec<OfficeId> = rows.iter().filter_map(|row| row.row.office).collect();
    ids.sort_unstable();
    ids.dedup();
    ids.truncate(NAMED);
    let lines = offices::several(tx, &ids).await?.into_iter().map(|office| UndoneLine {
        office: office.id,
        name: format!("{} {}", office.number, office.particulars.name),
        why: "この一覧の行を、人が確かめて決めました",
    });
    Ok((rows.len() as u64, lines.collect()))
}

const fn standing(tab: AdopterTab) -> Standing {
    match tab {
        AdopterTab::Open => Standing::Open,
        AdopterTab::Matched => Standing::Matched,
        AdopterTab::SetAside => Standing::SetAside,
        AdopterTab::Stopped => Standing::Stopped,
        AdopterTab::Kept => Standing::Kept,
        AdopterTab::TakenBack => Standing::TakenBack,
    }
}

fn place(sheet: &str, row: u32) -> String {
    if sheet.is_empty() { format!("{row}行目") } else { format!("「{sheet}」{row}行目") }
}

fn says(record: &Record) -> [String; 3] {
    let number = record.number.map(|number| number.to_string()).unwrap_or_default();
    [record.particulars.name.clone(), number, record.particulars.address.clone()]
}

async fn known<'a>(
    tx: &Tx,
    proposals: impl Iterator<Item = &'a Proposal>,
) -> Result<BTreeMap<OfficeId, Office>, Error> {
    let mut ids: Vec<OfficeId> = proposals.map(|proposal| proposal.office).collect();
    ids.sort_unstable();
    ids.dedup();
    Ok(offices::several(tx, &ids).await?.into_iter().map(|office| (office.id, office)).collect())
}

fn proposed(proposals: &[Proposal], known: &BTreeMap<OfficeId, Office>) -> Vec<ProposalLine> {
    let lines = proposals.iter().filter_map(|proposal| {
        let office = known.get(&proposal.office)?;
        Some(ProposalLine {
            office: office.id,
            name: format!("{} {}", office.number, office.particulars.name),
            address: office.particulars.address.clone(),
            percent: proposal.confidence / 10,
            reasons: proposal.reasons.clone(),
        })
    });
    lines.collect()
}
