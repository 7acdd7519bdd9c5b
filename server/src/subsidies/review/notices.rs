//! S16 決定通知書: what it says, set into a file by a job, and given to officers and to its applicant.

use super::case::Case;
use crate::{
    actor::{Applicant, Reader},
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
    fiscal_year::FiscalYear,
    ids::{ApplicationId, JobId, NoticeId, TenantId},
    subsidies::{FormName, NoticeFacts, NoticeKind, NoticeSeal, NoticeText, Outcome, Rules, Task},
    wareki::format_date,
};
use serde::Deserialize;
use serde_json::json;
use store::{
    Scope, Tx, files,
    jobs::{self, NewJob},
    subsidies::{
        notices::{self, NewNotice, Notice},
        wordings::{self, Wording},
    },
    tenants::Tenant,
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
    let tx = app.store.look(&officer.scope()).await?;
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

/// What a house has the letters of an act say, asked once for each kind.
#[derive(Debug, Default)]
pub(super) struct Wordings(Vec<(NoticeKind, Option<Wording>)>);

impl Wordings {
    async fn of(&mut self, tx: &Tx, kind: NoticeKind) -> Result<Option<&Wording>, Error> {
        if !self.0.iter().any(|(known, _)| *known == kind) {
            self.0.push((kind, wordings::current(tx, kind).await?));
        }
        let known = self.0.iter().find(|(known, _)| *known == kind);
        Ok(known.and_then(|(_, wording)| wording.as_ref()))
    }
}

/// What a letter tells.
pub(crate) struct Letter<'a> {
    /// From whom.
    pub house: &'a Tenant,
    /// About which application.
    pub case: &'a Case,
    /// Which letter.
    pub kind: NoticeKind,
    /// What it says below the sentence.
    pub decision: Decision,
    /// 交付決定額, in words; empty where there is none.
    pub amount: String,
    /// 交付決定日, in words; empty before there is one.
    pub granted_on: String,
}

impl<'a> Letter<'a> {
    /// The notice of a decision.
    pub(super) fn of_decision(house: &'a Tenant, case: &'a Case, outcome: &Outcome) -> Self {
        let (kind, amount, decision) = match outcome {
            Outcome::Grant { amount, lowered } => {
                let conditions = case.version.rules.notice.terms.clone();
                let lowered = lowered.clone().map(String::from).unwrap_or_default();
                let decision = Decision::Granted { amount: *amount, conditions, lowered };
                (NoticeKind::Grant, amount.to_string(), decision)
            }
            Outcome::Refuse { reason } => {
                (NoticeKind::Refuse, String::new(), Decision::Refused { reason: reason.as_str().to_owned() })
            }
        };
        Self { house, case, kind, decision, amount, granted_on: String::new() }
    }

    /// Gives it the next number of the register, with everything it says from the rules and the application as they are
    /// now.
    pub(crate) async fn number(self, app: &App, tx: &Tx) -> Result<NewNotice, Error> {
        self.number_with(app, tx, &mut Wordings::default()).await
    }

    /// The same for one of many letters.
    pub(super) async fn number_with(
        self,
        app: &App,
        tx: &Tx,
        wordings: &mut Wordings,
    ) -> Result<NewNotice, Error> {
        let (kind, rules) = (self.kind, &self.case.version.rules);
        let wording = wordings.of(tx, kind).await?;
        numbered(app, tx, rules, kind, |number, day| self.content(number, day, wording)).await
    }

    fn content(
        self,
        document_number: String,
        issued_on: NaiveDate,
        wording: Option<&Wording>,
    ) -> DecisionNotice {
        let Letter { house, case, kind, decision, amount, granted_on } = self;
        let rules = &case.version.rules;
        let applied_on = applied_on(case).unwrap_or(issued_on);
        let facts = NoticeFacts {
            applied_on: format_date(applied_on),
            programme: rules.title.clone(),
            grant_rules: rules.legal_basis.name.clone(),
            articles: rules.legal_basis.articles.clone(),
            office: case.office.name.clone(),
            receipt: case.receipt.to_string(),
            amount,
            granted_on,
        };
        // What was kept was checked; a text that does not read any more gives way to the usual one.
        let fill = |text: &str| NoticeText::parse(text, kind).ok().map(|text| text.fill(&facts));
        DecisionNotice {
            form_name: form_name(rules, kind),
            document_number,
            issued_on,
            addressee: addressee(case),
            sender: rules.notice.sender.clone(),
            seal: match wording.map_or(kind.usual_seal(), |own| own.seal) {
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
            decision,
            appeal: appeal(rules, kind),
            contact: desk_of(house, rules),
            opening: wording.and_then(|own| fill(&own.opening)).or_else(|| fill(kind.usual())),
            closing: wording.and_then(|own| fill(&own.closing)).unwrap_or_default(),
        }
    }
}

/// The next number of the register, for what is said with it.
pub(super) async fn numbered(
    app: &App,
    tx: &Tx,
    rules: &Rules,
    kind: NoticeKind,
    say: impl FnOnce(String, NaiveDate) -> DecisionNotice,
) -> Result<NewNotice, Error> {
    let issued_on = app.clock.today();
    let fiscal_year = FiscalYear::of(issued_on);
    let sequence = notices::next_number(tx, fiscal_year).await?;
    let document_number = format!("{}第{sequence}号", rules.notice.symbol);
    Ok(NewNotice {
        id: app.clock.id::<NoticeId>(),
        kind: kind.code(),
        fiscal_year,
        sequence,
        content: serde_json::to_value(say(document_number.clone(), issued_on)).map_err(store::Error::from)?,
        document_number,
        issued_on,
    })
}

/// Has a notice set into its file by the job.
pub(crate) async fn have_set(app: &App, tx: &Tx, tenant: TenantId, notice: NoticeId) -> Result<(), Error> {
    let job = NewJob {
        id: app.clock.id::<JobId>(),
        tenant,
        kind: JOB,
        payload: json!({ "notice": notice }),
        unique_key: Some(format!("{JOB}:{notice}")),
        run_at: app.clock.now(),
    };
    Ok(jobs::enqueue(tx, job).await?)
}

/// 様式の名, as the grant rules number and title it (様式第2号（第6条関係）).
pub(super) fn form_name(rules: &Rules, kind: NoticeKind) -> String {
    let form = kind.form().and_then(|form| rules.form(form));
    form.map(FormName::printed).unwrap_or_default()
}

/// 教示: below what somebody may object to.
pub(super) fn appeal(rules: &Rules, kind: NoticeKind) -> String {
    match kind {
        NoticeKind::Refuse | NoticeKind::Cancellation | NoticeKind::ReturnOrder => rules.appeal.clone(),
        NoticeKind::Grant
        | NoticeKind::Correction
        | NoticeKind::ChangeApproval
        | NoticeKind::FinalAmount
        | NoticeKind::Dunning => String::new(),
    }
}
