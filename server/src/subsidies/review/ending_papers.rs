//! 待機の打切り on paper: the sheet for those who decide outside, and what they decided, recorded by a clerk whom an
//! administrator named for it.

use super::{
    endings::{AT_ONCE, Line, mark, refuse},
    packets::recording::sheet,
};
use crate::{
    actor::{Clerk, Reader},
    app::App,
    clock::in_japan,
    error::Error,
    page::{Page, see_other},
    posted::Upload,
};
use app::{
    messages::subsidies::outside_problem,
    paths,
    subsidies::review::{EndingRecordPage, MayNotRecordPage},
};
use axum::{
    extract::{Path, State},
    response::Response,
};
use documents::{PacketSheet, PacketSheetCase};
use domain::{
    form::Typed,
    ids::{ProgrammeId, WaitingEndId},
    subsidies::{OutsideDecision, OutsideField},
};
use elements::FormState;
use leptos::prelude::*;
use std::collections::BTreeMap;
use store::{
    Tx, accounts, files,
    subsidies::{
        applications::Application,
        authority,
        decisions::{Deciding, Way},
        endings::{self, Ended, Ending},
        ledger, offices,
        packets::{Closing, ClosingWay},
    },
    views,
};

const TITLE: &str = "庁内の決裁を記録する";
const BACK: &str = "待機の打切りに戻る";

/// What is proposed, on paper, with boxes for those who decide; to the ledger where nothing is.
pub async fn paper(
    officer: Reader,
    State(app): State<App>,
    Path((slug, id)): Path<(String, ProgrammeId)>,
) -> Result<Response, Error> {
    let tx = app.store.look(&officer.scope()).await?;
    let line = Line::find(&tx, id).await?;
    let Some(ending) = line.proposed() else { return Ok(see_other(&paths::budget(&slug, id))) };
    let balance = ledger::balance(&tx, id).await?;
    let by = accounts::names_of(&tx, [ending.by]).await?.remove(&ending.by).unwrap_or_default();
    let basis = line.programme.current.as_ref().map(|version| &version.rules.legal_basis);
    let sheet = PacketSheet {
        body: officer.tenant.name.clone(),
        number: format!("{}-待機の打切り", line.programme.fiscal_year.short()),
        title: "待機の打切り（不交付）".to_owned(),
        made_on: in_japan(ending.at).date_naive(),
        made_by: by,
        programme: line.programme.title.clone(),
        basis: basis.map(|basis| format!("{}{}", basis.name, basis.articles)).unwrap_or_default(),
        note: String::new(),
        cases: cases(&tx, &line, ending).await?,
        // Whoever waits holds nothing of the budget: it stays as it is.
        budget: [("予算額", balance.budget), ("残額", balance.remaining())]
            .map(|(label, yen)| (label.to_owned(), yen, yen))
            .into(),
    };
    views::record(&tx, app.clock.id(), app.clock.now(), "programme", id.uuid(), "waiting").await?;
    tx.commit().await?;
    let name = sheet.file_name();
    let (now, fonts) = (app.clock.now(), app.fonts.clone());
    let made = tokio::task::spawn_blocking(move || sheet.render(now, &fonts))
        .await
        .map_err(|_| Error::Internal("setting an ending was broken off"))?
        .map_err(|_| Error::Internal("an ending cannot be set"))?;
    Ok(crate::download::file(&name, "application/pdf", made.pdf))
}

async fn cases(tx: &Tx, line: &Line, ending: &Ending) -> Result<Vec<PacketSheetCase>, Error> {
    let ids: Vec<_> = line.waits.iter().map(|one| one.office).collect();
    let offices: BTreeMap<_, _> =
        offices::several(tx, &ids).await?.into_iter().map(|office| (office.id, office)).collect();
    let case = |one: &Application| {
        let office = offices.get(&one.office)?;
        Some(PacketSheetCase {
            receipt: one.receipt?.to_string(),
            office_number: office.number.to_string(),
            office: office.name.clone(),
            corporation: office.corporation.clone().unwrap_or_default(),
            outcome: "不交付".to_owned(),
            amount: None,
            reason: ending.reason.as_str().to_owned(),
        })
    };
    Ok(line.waits.iter().filter_map(case).collect())
}

/// The form; or that one may not.
pub async fn show(
    officer: Clerk,
    State(app): State<App>,
    Path((slug, id)): Path<(String, ProgrammeId)>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&officer.scope()).await?;
    let line = Line::find(&tx, id).await?;
    if line.proposed().is_none() {
        return Ok(see_other(&paths::budget(&slug, id)));
    }
    if !authority::recorders(&tx).await?.contains(&officer.id()) {
        let back = paths::waiting_end(&slug, id);
        return Ok(page.ok(TITLE, move || view! { <MayNotRecordPage back words=BACK/> }));
    }
    let ending = line.view(&tx, &slug, FormState::empty()).await?;
    Ok(page.ok(TITLE, move || view! { <EndingRecordPage ending/> }))
}

/// Records it, or says what is missing. Everybody who waits is refused, as many at a time as go into one transaction.
pub async fn create(
    officer: Clerk,
    State(app): State<App>,
    Path((slug, id)): Path<(String, ProgrammeId)>,
    page: Page,
    Upload { typed, files: sent }: Upload,
) -> Result<Response, Error> {
    let done = see_other(&format!("{}?done=ended", paths::budget(&slug, id)));
    let tx = app.store.read(&officer.scope()).await?;
    let line = Line::find(&tx, id).await?;
    let Some(ending) = line.proposed() else { return Ok(see_other(&paths::budget(&slug, id))) };
    if !authority::recorders(&tx).await?.contains(&officer.id()) {
        let back = paths::waiting_end(&slug, id);
        return Ok(page.unprocessable(TITLE, move || view! { <MayNotRecordPage back words=BACK/> }));
    }
    let proposed_on = in_japan(ending.at).date_naive();
    let outside = OutsideDecision::parse(&typed, proposed_on, app.clock.today());
    let stale = stale(&app, &tx, &line, ending, &typed).await?;
    let (OutsideDecision { on, by, number }, (file, kind)) = match (outside, sheet(sent)?, stale) {
        (Ok(outside), Ok(sheet), None) => (outside, sheet),
        (outside, sheet, stale) => {
            let mut errors: Vec<(&str, String)> = Vec::new();
            errors.extend(stale.map(|sentence| ("", sentence)));
            for (field, problem) in outside.err().into_iter().flatten() {
                errors.push((field.name(), outside_problem(field, &problem)));
            }
            errors.extend(sheet.err().map(|why| (OutsideField::Sheet.name(), why)));
            let ending = line.view(&tx, &slug, FormState::rejected(typed, errors)).await?;
            return Ok(page.unprocessable(TITLE, move || view! { <EndingRecordPage ending/> }));
        }
    };
    let made = ending.at;
    drop(tx);
    let (tenant, media_type) = (officer.tenant.id, kind.media_type());
    let kept =
        app.storage.put(&app.clock, tenant, Some(officer.id()), &file.name, media_type, file.bytes).await?;
    let mut stored = false;
    loop {
        let tx = app.store.write(&officer.scope()).await?;
        let line = Line::find_to_change(&tx, id).await?;
        // Withdrawn, moved up, or decided by somebody else since: nobody is left to refuse by this sheet.
        let Some(ending) = line.proposed().filter(|ending| ending.at == made) else { return Ok(done) };
        if line.overtaken(&app, &tx, ending).await?.is_some() {
            return Err(store::Error::Stale.into());
        }
        if !stored {
            files::add(&tx, &kept).await?;
        }
        let now = app.clock.now();
        let deciding = Deciding { by: officer.id(), way: Way::Outside, note: "", now };
        let left = refuse(&app, &tx, &officer, &line, ending, deciding).await?;
        let way = ClosingWay::Outside { by: by.clone(), number: number.clone(), sheet: kept.id };
        let ended = Ended {
            id: app.clock.id(),
            ending: ending.clone(),
            closing: Closing { by: officer.id(), at: now, on, way },
            refused: line.waits.len().min(AT_ONCE),
        };
        endings::close(&tx, id, &ended, left).await?;
        tx.commit().await?;
        app.wake.notify_one();
        if !left {
            return Ok(done);
        }
        stored = true;
    }
}

/// Why a form is about something that is not there any more, as a sentence.
async fn stale(
    app: &App,
    tx: &Tx,
    line: &Line,
    ending: &Ending,
    typed: &Typed,
) -> Result<Option<String>, Error> {
    if typed.get("mark") != mark(ending) {
        return Ok(Some("開いたあとに、起案が出し直されました。内容を確かめてください".to_owned()));
    }
    if let Some(sentence) = line.changed(typed) {
        return Ok(Some(sentence));
    }
    line.overtaken(app, tx, ending).await
}

/// The scanned sheet of a decision on paper.
pub async fn scan(
    officer: Reader,
    State(app): State<App>,
    Path((_, id, ended)): Path<(String, ProgrammeId, WaitingEndId)>,
) -> Result<Response, Error> {
    let tx = app.store.look(&officer.scope()).await?;
    let sheet = endings::sheet(&tx, id, ended).await?.ok_or(Error::NotFound)?;
    let file = files::find(&tx, sheet).await?.ok_or(Error::NotFound)?;
    views::record(&tx, app.clock.id(), app.clock.now(), "programme", id.uuid(), "waiting").await?;
    tx.commit().await?;
    let bytes = app.storage.get(officer.tenant.id, file.id).await?;
    Ok(crate::download::file(&file.name, &file.media_type, bytes))
}
