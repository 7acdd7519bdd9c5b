//! S16 決定通知書: what it says, set into a file by a job, and given to officers and to its applicant.

use super::case::Case;
use crate::{
    actor::{Applicant, Officer, Reader},
    app::App,
    error::Error,
    jobs::JobError,
    kill,
    subsidies::{desk_of, filler::Fills as _, own::Own},
};
use axum::{
    extract::{Path, State},
    response::Response,
};
use chrono::NaiveDate;
use documents::{Decision, DecisionNotice, NoticeOffice, Seal};
use domain::{
    ids::{ApplicationId, NoticeId, TenantId},
    subsidies::{NoticeFacts, NoticeKind, NoticeSeal, NoticeText, Outcome, Task},
    wareki::format_date,
};
use serde::Deserialize;
use store::{
    Scope, files,
    subsidies::{
        notices::{self, Notice},
        wordings::Wording,
    },
    views,
};

/// Name of the job that sets a notice.
pub const JOB: &str = "notice.render";

/// What the job is told.
#[derive(Debug, Deserialize)]
struct Payload {
    notice: NoticeId,
}

/// Sets one notice into a file. Doing it twice changes nothing.
pub async fn perform(app: &App, tenant: TenantId, payload: &serde_json::Value) -> Result<(), JobError> {
    let Payload { notice } =
        serde_json::from_value(payload.clone()).map_err(|error| JobError::Never(error.to_string()))?;
    let tx = app.store.read(&Scope::tenant_by_system(tenant, JOB)).await?;
    let Some(found) = notices::find(&tx, notice).await? else { return Ok(()) };
    drop(tx);
    pdf(app, tenant, &found).await.map(|_| ()).map_err(|error| JobError::Later(error.to_string()))
}

/// The notice of an application, for officers.
pub async fn show(
    officer: Reader,
    State(app): State<App>,
    Path((_, id)): Path<(String, ApplicationId)>,
) -> Result<Response, Error> {
    let tx = app.store.write(&officer.scope()).await?;
    let notice = notices::of_application(&tx, id).await?.ok_or(Error::NotFound)?;
    views::record(&tx, app.clock.id(), app.clock.now(), "application", id.uuid(), "notice").await?;
    tx.commit().await?;
    download(&app, officer.tenant.id, &notice).await
}

/// The notice of an application, for whoever applied; that it was opened is kept.
pub async fn show_own(
    applicant: Applicant,
    State(app): State<App>,
    Path((_, id)): Path<(String, ApplicationId)>,
) -> Result<Response, Error> {
    let filler = applicant.filler();
    let tx = app.store.write(&filler.scope()).await?;
    let own = Own::find(&tx, &filler, id).await?;
    let notice = notices::of_application(&tx, id).await?.ok_or(Error::NotFound)?;
    notices::opened(&tx, &own.application, notice.id, app.clock.now()).await?;
    tx.commit().await?;
    download(&app, filler.tenant.id, &notice).await
}

pub(crate) async fn download(app: &App, tenant: TenantId, notice: &Notice) -> Result<Response, Error> {
    let (name, bytes) = pdf(app, tenant, notice).await?;
    Ok(crate::download::file(&name, "application/pdf", bytes))
}

/// The file of a notice: the one it was set into, or a new one where the job has not come to it yet.
pub(crate) async fn pdf(app: &App, tenant: TenantId, notice: &Notice) -> Result<(String, Vec<u8>), Error> {
    let content: DecisionNotice =
        serde_json::from_value(notice.content.clone()).map_err(store::Error::from)?;
    let name = content.file_name();
    if let Some(file) = notice.file {
        return Ok((name, app.storage.get(tenant, file).await?));
    }
    let (made, fonts) = (notice.created_at, app.fonts.clone());
    let rendered = tokio::task::spawn_blocking(move || content.render(made, &fonts))
        .await
        .map_err(|_| Error::Internal("setting the notice was broken off"))?
        .map_err(|_| Error::Internal("the notice cannot be set"))?;
    if !rendered.replaced.is_empty() {
        tracing::warn!(notice.id = %notice.id, characters = rendered.replaced.len(), "a notice has characters without a glyph");
    }
    let file =
        app.storage.put(&app.clock, tenant, None, &name, "application/pdf", rendered.pdf.clone()).await?;
    kill::point("notice.stored");
    let tx = app.store.write(&Scope::tenant_by_system(tenant, JOB)).await?;
    files::add(&tx, &file).await?;
    notices::rendered(&tx, notice.id, file.id, app.clock.now()).await?;
    tx.commit().await?;
    Ok((name, rendered.pdf))
}

/// Which notice tells an outcome.
pub(super) const fn kind_of(outcome: &Outcome) -> NoticeKind {
    match outcome {
        Outcome::Grant { .. } => NoticeKind::Grant,
        Outcome::Refuse { .. } => NoticeKind::Refuse,
    }
}

/// To whom a notice goes: the corporation, then title and name of its representative.
pub(crate) fn addressee(case: &Case) -> Vec<String> {
    let contact = case.application.answers.typed(Task::Contact);
    let representative = [contact.get("representative_title"), contact.get("representative_name")]
        .map(domain::text::tidy_name)
        .join(" ");
    [domain::text::tidy_name(contact.get("corporation")), representative.trim().to_owned()]
        .into_iter()
        .filter(|line| !line.is_empty())
        .collect()
}

/// The day of the application; a paper is of the day on which it came.
pub(crate) fn applied_on(case: &Case) -> Option<NaiveDate> {
    let registered = case.application.submitted_at.map(|at| crate::clock::in_japan(at).date_naive());
    case.application.arrival.map(|arrival| arrival.on).or(registered)
}

/// Everything a notice says, from the rules and the application as they are at the decision.
pub(super) fn content(
    officer: &Officer,
    case: &Case,
    outcome: &Outcome,
    document_number: &str,
    issued_on: NaiveDate,
    wording: Option<&Wording>,
) -> DecisionNotice {
    let rules = &case.version.rules;
    let (addressee, applied_on) = (addressee(case), applied_on(case).unwrap_or(issued_on));
    let facts = NoticeFacts {
        applied_on: format_date(applied_on),
        programme: rules.title.clone(),
        grant_rules: rules.legal_basis.name.clone(),
        articles: rules.legal_basis.articles.clone(),
        office: case.office.name.clone(),
        receipt: case.receipt.to_string(),
        amount: match outcome {
            Outcome::Grant { amount } => amount.to_string(),
            Outcome::Refuse { .. } => String::new(),
        },
        granted_on: String::new(),
    };
    // What was kept was checked; a text that does not read any more gives way to the usual one.
    let own = |text: &str| NoticeText::parse(text, kind_of(outcome)).ok().map(|text| text.fill(&facts));
    DecisionNotice {
        form_name: String::new(),
        document_number: document_number.to_owned(),
        issued_on,
        addressee,
        sender: rules.notice.sender.clone(),
        seal: match wording.map_or(NoticeSeal::Omitted, |wording| wording.seal) {
            NoticeSeal::Omitted => Seal::Omitted,
            NoticeSeal::Required => Seal::Required,
        },
        programme: rules.title.clone(),
        grant_rules: rules.legal_basis.name.clone(),
        article: rules.legal_basis.articles.clone(),
        applied_on,
        receipt_number: case.receipt.to_string(),
        offices: vec![NoticeOffice {
            number: case.office.number.to_string(),
            name: case.office.name.clone(),
            amount: None,
        }],
        decision: match outcome {
            Outcome::Grant { amount } => {
                Decision::Granted { amount: *amount, conditions: rules.notice.terms.clone() }
            }
            Outcome::Refuse { reason } => Decision::Refused { reason: reason.as_str().to_owned() },
        },
        appeal: match outcome {
            Outcome::Grant { .. } => String::new(),
            Outcome::Refuse { .. } => rules.appeal.clone(),
        },
        contact: desk_of(&officer.tenant, rules),
        opening: wording.and_then(|wording| own(&wording.opening)),
        closing: wording.and_then(|wording| own(&wording.closing)).unwrap_or_default(),
    }
}
