//! 実績報告: what is typed is kept first, right or wrong; then its documents, then it is sent.

use super::{
    opening::{Opened, to_change, to_keep, to_read},
    sentence,
    status::Mine,
};
use crate::{
    app::App,
    error::Error,
    page::{Page, see_other},
    posted::{Posted, Upload},
    subsidies::{
        confirmation,
        documents::{attach as keep, judged},
        filler::{Filler, Fills},
        review::told,
    },
};
use app::{
    awards::{ReportCheckPage, ReportDocument, ReportFile, ReportFilePage, ReportPage},
    mails::{awards as texts, confirmations as asked},
    messages::{awards::problems, subsidies::answer_errors},
    subsidies::ConfirmingView,
};
use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::{
    awards::{AwardField, Report, Stage, StageName},
    form::Typed,
    ids::{ApplicationId, AttachmentId},
    subsidies::{AnswerField, AttachmentState, ExpenseSection, Form, HandedIn, RequiredDocument, Task},
};
use elements::FormState;
use leptos::prelude::*;
use store::{awards::reports, files, subsidies::attachments};

/// The report, filled with what was applied for until something was typed.
pub async fn show<A: Fills>(
    actor: A,
    State(app): State<App>,
    Path((_, id)): Path<(String, ApplicationId)>,
    page: Page,
) -> Result<Response, Error> {
    let Opened { filler, mine, .. } = to_read(actor.filler(), &app, id, is_open).await?;
    let form = FormState::filled(typed(&mine));
    Ok(page_of(&page, &filler, &mine, form))
}

/// Keeps what was typed; then goes on, or shows what is wrong with it.
pub async fn save<A: Fills>(
    actor: A,
    State(app): State<App>,
    Path((_, id)): Path<(String, ApplicationId)>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let Opened { filler, tx, mine } = to_keep(actor.filler(), &app, id, is_open).await?;
    let typed = own(&typed);
    reports::save(&tx, &mine.award, &typed, filler.id(), app.clock.now()).await?;
    tx.commit().await?;
    match errors(&typed, &mine, &app) {
        None => Ok(see_other(&filler.filling().report_check(id))),
        Some(errors) => Ok(page_of(&page, &filler, &mine, FormState::rejected(typed, errors))),
    }
}

/// The form for one document.
pub async fn document<A: Fills>(
    actor: A,
    State(app): State<App>,
    Path((_, id, key)): Path<(String, ApplicationId, String)>,
    page: Page,
) -> Result<Response, Error> {
    let Opened { filler, mine, .. } = to_read(actor.filler(), &app, id, is_open).await?;
    Ok(file_page(&page, &filler, &mine, known(&mine, &key)?, FormState::empty()))
}

/// Takes a file, or says what to send instead.
pub async fn attach<A: Fills>(
    actor: A,
    State(app): State<App>,
    Path((_, id, key)): Path<(String, ApplicationId, String)>,
    page: Page,
    Upload { typed: _, files: sent }: Upload,
) -> Result<Response, Error> {
    let Opened { filler, tx, mine } = to_read(actor.filler(), &app, id, is_open).await?;
    drop(tx);
    let document = known(&mine, &key)?;
    let file = sent.into_iter().find(|file| file.field == "file");
    let (file, kind) = match judged(file, mine.own.files.len())? {
        Ok(good) => good,
        Err(why) => {
            let form = FormState::rejected(Typed::default(), vec![("file", why)]);
            return Ok(file_page(&page, &filler, &mine, document, form));
        }
    };
    let tenant = filler.tenant.id;
    let kept = app
        .storage
        .put(&app.clock, tenant, Some(filler.id()), &file.name, kind.media_type(), file.bytes)
        .await?;
    let Opened { filler, tx, .. } = to_change(filler, &app, id, is_open).await?;
    files::add(&tx, &kept).await?;
    keep(&app, &tx, tenant, id, &document.key, &kept).await?;
    tx.commit().await?;
    app.wake.notify_one();
    Ok(see_other(&filler.filling().report_check(id)))
}

/// Takes a file of the report away; the row stays for the record.
pub async fn detach<A: Fills>(
    actor: A,
    State(app): State<App>,
    Path((_, id, attachment)): Path<(String, ApplicationId, AttachmentId)>,
    Posted(_): Posted,
) -> Result<Response, Error> {
    let Opened { filler, tx, mine } = to_change(actor.filler(), &app, id, is_open).await?;
    let file =
        mine.own.files.iter().find(|file| file.id == attachment && known(&mine, &file.document).is_ok());
    let file = file.ok_or(Error::NotFound)?;
    attachments::remove(&tx, file, app.clock.now()).await?;
    tx.commit().await?;
    Ok(see_other(&filler.filling().report_check(id)))
}

/// Everything once more.
pub async fn check<A: Fills>(
    actor: A,
    State(app): State<App>,
    Path((_, id)): Path<(String, ApplicationId)>,
    page: Page,
) -> Result<Response, Error> {
    let Opened { filler, tx, mine } = to_read(actor.filler(), &app, id, is_open).await?;
    let typed = typed(&mine);
    let Ok(report) = Report::parse(&typed, &mine.own.version.rules, app.clock.today()) else {
        return Ok(see_other(&filler.filling().report(id)));
    };
    let confirming = mine.confirming(&tx, &filler, HandedIn::Report).await?;
    let view = mine.shown(&tx, &filler, &confirming, app.clock.now(), FormState::empty()).await?;
    Ok(check_page(&page, &filler, &mine, report, view, FormState::empty()))
}

/// Sends it: once its documents are there and can be read.
pub async fn submit<A: Fills>(
    actor: A,
    State(app): State<App>,
    Path((_, id)): Path<(String, ApplicationId)>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let Opened { filler, tx, mine } = to_change(actor.filler(), &app, id, is_open).await?;
    let Some((draft, report)) = written(&mine, &app) else {
        return Ok(see_other(&filler.filling().report(id)));
    };
    let confirming = mine.confirming(&tx, &filler, HandedIn::Report).await?;
    // Who confirms agrees to what they saw.
    if !confirming.standing.hands_in() || (confirming.confirms() && typed.get("seen") != confirming.seen()) {
        return Ok(see_other(&filler.filling().report_check(id)));
    }
    let now = app.clock.now();
    if let Some(why) = missing(&mine) {
        let form = FormState::rejected(Typed::default(), vec![("", why)]);
        let view = mine.shown(&tx, &filler, &confirming, now, FormState::empty()).await?;
        return Ok(check_page(&page, &filler, &mine, report, view, form));
    }
    if confirming.confirms() {
        confirmation::agree(&app, &tx, &confirming).await?;
    }
    let counted = report.expense.asked;
    if let Err(error) = reports::submit(&tx, &mine.award, draft, counted, now).await {
        let form = FormState::rejected(Typed::default(), vec![("", sentence(error)?)]);
        let view = mine.shown(&tx, &filler, &confirming, now, FormState::empty()).await?;
        return Ok(check_page(&page, &filler, &mine, report, view, form));
    }
    mine.tell(&app, &tx, &filler, texts::reported).await?;
    if confirming.confirms() {
        let here = filler.filling().application(id);
        confirmation::tell_asker(&app, &tx, &filler, &confirming, &here, asked::handed).await?;
    }
    tx.commit().await?;
    app.wake.notify_one();
    Ok(told(&mine.page(&filler), "reported"))
}

/// What is to be sent, with its row, where all of it holds.
pub(super) fn written<'a>(mine: &'a Mine, app: &App) -> Option<(&'a reports::Report, Report)> {
    let draft = mine.reports.first().filter(|report| report.submitted_at.is_none())?;
    let report = Report::parse(&draft.answers, &mine.own.version.rules, app.clock.today()).ok()?;
    Some((draft, report))
}

/// Whether a report is to be written now.
pub(super) fn is_open(mine: &Mine) -> bool {
    matches!(mine.award.stage.name(), StageName::AwaitingReport | StageName::ReportReturned)
}

/// The pairs that belong to a report.
fn own(typed: &Typed) -> Typed {
    let belongs = |name: &str| {
        name == AwardField::Done.name()
            || AnswerField::from_name(name).is_some_and(|field| field.task() == Task::Expense)
    };
    Typed::new(typed.pairs().iter().filter(|(name, _)| belongs(name)).cloned().collect())
}

/// What was typed last, or what was applied for.
pub(super) fn typed(mine: &Mine) -> Typed {
    mine.reports
        .first()
        .map_or_else(|| mine.own.application.answers.typed(Task::Expense), |report| report.answers.clone())
}

fn errors(typed: &Typed, mine: &Mine, app: &App) -> Option<Vec<(&'static str, String)>> {
    let rules = &mine.own.version.rules;
    let (answers, own) = Report::parse(typed, rules, app.clock.today()).err()?;
    let mut errors = answer_errors(&answers, &rules.of_what_was_paid());
    errors.extend(problems(&own));
    Some(errors)
}

/// The documents that the rules of the application ask a report for.
fn documents(mine: &Mine) -> Vec<RequiredDocument> {
    mine.own.version.rules.documents_of_report()
}

fn known(mine: &Mine, key: &str) -> Result<RequiredDocument, Error> {
    documents(mine).into_iter().find(|document| document.key == key).ok_or(Error::NotFound)
}

/// What is still missing of the documents, in a sentence.
pub(super) fn missing(mine: &Mine) -> Option<String> {
    let of = |key: &str, state: AttachmentState| {
        mine.own.files.iter().any(|file| file.document == key && file.state == state)
    };
    documents(mine).into_iter().filter(|document| !document.optional).find_map(|document| {
        let name = &document.name;
        if of(&document.key, AttachmentState::Good) {
            None
        } else if of(&document.key, AttachmentState::Checking) {
            Some(format!("「{name}」のファイルを検査しています。数秒待って、もう一度押してください"))
        } else {
            Some(format!("「{name}」のファイルを添付してください"))
        }
    })
}

fn page_of(page: &Page, filler: &Filler, mine: &Mine, form: FormState) -> Response {
    let (about, rejected) = (mine.about(filler, Form::Report), form.has_errors());
    let rules = mine.own.version.rules.clone();
    let asked = match &mine.award.stage {
        Stage::ReportReturned { sentence, .. } => Some(sentence.clone()),
        Stage::AwaitingReport
        | Stage::Reported { .. }
        | Stage::FinalProposed { .. }
        | Stage::AwaitingClaim { .. }
        | Stage::Payable { .. }
        | Stage::Settled { .. }
        | Stage::Cancelled { .. } => None,
    };
    let view = move || view! { <ReportPage about rules asked form/> };
    if rejected { page.unprocessable("実績報告", view) } else { page.ok("実績報告", view) }
}

pub(super) fn check_page(
    page: &Page,
    filler: &Filler,
    mine: &Mine,
    report: Report,
    confirming: Option<ConfirmingView>,
    form: FormState,
) -> Response {
    let declined = confirming.as_ref().is_some_and(|one| one.form.has_errors());
    let (about, rejected) = (mine.about(filler, Form::Report), form.has_errors() || declined);
    let rules = mine.own.version.rules.clone();
    let granted = mine.award.money.granted;
    let Report { expense: ExpenseSection { claim, asked, .. }, done } = report;
    let counted = asked.min(granted);
    let documents = documents(mine)
        .into_iter()
        .map(|document| ReportDocument {
            files: mine
                .own
                .files
                .iter()
                .filter(|file| file.document == document.key)
                .map(|file| ReportFile { id: file.id, name: file.name.clone(), state: file.state })
                .collect(),
            document,
        })
        .collect();
    let view = move || {
        view! { <ReportCheckPage about rules claim done counted granted documents confirming form/> }
    };
    let title = "実績報告の確認";
    if rejected { page.unprocessable(title, view) } else { page.ok(title, view) }
}

fn file_page(
    page: &Page,
    filler: &Filler,
    mine: &Mine,
    document: RequiredDocument,
    form: FormState,
) -> Response {
    let (about, rejected, title) =
        (mine.about(filler, Form::Report), form.has_errors(), document.name.clone());
    let view = move || view! { <ReportFilePage about document form/> };
    if rejected { page.unprocessable(&title, view) } else { page.ok(&title, view) }
}
