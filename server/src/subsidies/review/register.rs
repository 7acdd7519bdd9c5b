//! 文書番号の台帳: every number of a year; notices to print in one go; one voided and issued again.

use super::{
    Pairs,
    case::Case,
    notices::{self, Letter, have_set, numbered},
};
use crate::{
    actor::{Clerk, Officer, Reader},
    app::App,
    awards,
    error::Error,
    page::{Page, see_other},
    posted::Posted,
};
use app::{
    messages::{subsidies::reason_error, values},
    paths,
    subsidies::review::{NoticesPage, NoticesView, NumberLine, NumberedNotice, VoidPage, VoidView},
};
use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use chrono::{NaiveDate, TimeDelta};
use documents::{DecisionNotice, NoticeBundle, PostalAddress};
use domain::{
    accounts::Role,
    fiscal_year::FiscalYear,
    form::Typed,
    ids::NoticeId,
    subsidies::{NoticeKind, Outcome, Reason},
    wareki::{Expected, parse_expected},
};
use elements::FormState;
use leptos::prelude::*;
use serde::Deserialize;
use std::io::Write as _;
use store::{
    Tx,
    subsidies::{
        notices::{self as stored, Basis, Notice},
        queue,
    },
    views,
};
use zip::{ZipWriter, write::SimpleFileOptions};

const TITLE: &str = "通知書と文書番号";

/// The register of a year, and the span that is to be printed.
pub async fn show(
    officer: Reader,
    State(app): State<App>,
    pairs: Pairs,
    page: Page,
) -> Result<Response, Error> {
    let typed = Typed::new(pairs.0);
    let tx = app.store.read(&officer.scope()).await?;
    let this_year = FiscalYear::of(app.clock.today());
    let asked = typed.get("year").parse::<i32>().ok().and_then(|year| FiscalYear::from_year(year).ok());
    let year = asked.unwrap_or(this_year);
    let (span, form) = match span(&typed, app.clock.today()) {
        None => (None, FormState::empty()),
        Some(Ok((from, until))) => {
            let count = stored::issued(&tx, from, until).await?.len();
            (Some((from, until, count)), FormState::filled(typed.clone()))
        }
        Some(Err(errors)) => (None, FormState::rejected(typed.clone(), errors)),
    };
    let rejected = form.has_errors();
    let slug = officer.tenant.slug.clone();
    let before = typed.get("before").parse::<i32>().ok().filter(|number| *number > 1);
    let (lines, older) = lines(&tx, &slug, year, before).await?;
    let view = NoticesView {
        lines,
        older,
        slug,
        year,
        this_year,
        span,
        may_void: officer.has(Role::Clerk),
        may_word: super::super::KEEPERS.into_iter().any(|role| officer.has(role)),
        done: match typed.get("done") {
            "voided" => {
                Some("無効にして、新しい番号で出し直しました。申請者には、新しい通知書が表示されます。")
            }
            "voided_letter" => Some(
                "無効にして、新しい番号で出し直しました。この文書は申請者の画面には表示されません。印刷して送ってください。",
            ),
            _ => None,
        },
    };
    let render = move || view! { <NoticesPage view form/> };
    Ok(if rejected { page.unprocessable(TITLE, render) } else { page.ok(TITLE, render) })
}

type Errors = Vec<(&'static str, String)>;

/// The days that were typed; none where nothing was. Without a year they are of the year that ends a month from today: a notice
/// is sealed a short time after it was decided, and looked for afterwards.
fn span(typed: &Typed, today: NaiveDate) -> Option<Result<(NaiveDate, NaiveDate), Errors>> {
    if typed.get("from").is_empty() && typed.get("until").is_empty() {
        return None;
    }
    let expected = Expected::year_until(today + TimeDelta::days(31));
    let mut errors = Vec::new();
    let mut day = |name: &'static str, what: &str| {
        let parsed = parse_expected(typed.get(name), expected).map(|parsed| parsed.date);
        parsed.map_err(|error| errors.push((name, values::date(what, &error)))).ok()
    };
    let (from, until) = (day("from", "施行日の初日"), day("until", "施行日の末日"));
    Some(match (from, until) {
        (Some(from), Some(until)) if until < from => {
            Err(vec![("until", "施行日の末日は、初日以後の日にしてください".to_owned())])
        }
        (Some(from), Some(until)) => Ok((from, until)),
        _ => Err(errors),
    })
}

/// Fifty numbers of a year, the last first, and before which the older ones stand; one that nothing has is told as
/// such.
async fn lines(
    tx: &Tx,
    slug: &str,
    year: FiscalYear,
    before: Option<i32>,
) -> Result<(Vec<NumberLine>, Option<i32>), Error> {
    const SHOWN: i32 = 50;
    let last = stored::last_number(tx, year).await?.unwrap_or(0);
    let last = before.map_or(last, |before| last.min(before - 1));
    let first = (last - SHOWN + 1).max(1);
    let older = (first > 1).then_some(first);
    let given = stored::numbered(tx, year, first, last).await?;
    let ids: Vec<_> = given.iter().map(|notice| notice.application).collect();
    let receipts = queue::receipts(tx, &ids).await?;
    let mut lines: Vec<_> =
        (first..=last).rev().map(|sequence| NumberLine { sequence, notice: None }).collect();
    for notice in given {
        let Some(line) = lines.iter_mut().find(|line| line.sequence == notice.sequence) else { continue };
        let receipt = receipts.get(&notice.application).map(ToString::to_string).unwrap_or_default();
        line.notice = Some(NumberedNotice {
            id: notice.id,
            document_number: notice.document_number,
            issued_on: notice.issued_on,
            kind: NoticeKind::from_code(&notice.kind),
            application: (receipt, paths::application(slug, notice.application)),
            opened: notice.first_opened_at,
            voided: notice.voided.map(|(_, reason)| reason),
        });
    }
    Ok((lines, older))
}

/// What the address of a bundle says.
#[derive(Debug, Deserialize)]
pub struct Asked {
    from: NaiveDate,
    until: NaiveDate,
    #[serde(default)]
    form: String,
}

/// The notices of a span of days: one file, single files, or with letters for those that go by post.
pub async fn bundle(
    officer: Reader,
    State(app): State<App>,
    Query(Asked { from, until, form }): Query<Asked>,
) -> Result<Response, Error> {
    let tx = app.store.look(&officer.scope()).await?;
    let issued = stored::issued(&tx, from, until).await?;
    let letters = form == "letters";
    let mut chosen = Vec::new();
    for notice in &issued {
        let address = if letters { address(&tx, notice).await? } else { None };
        if letters && address.is_none() {
            continue;
        }
        chosen.push((notice, content_of(notice)?, address));
    }
    let tenant = officer.tenant.id;
    views::record(&tx, app.clock.id(), app.clock.now(), "tenant", tenant.uuid(), "notices").await?;
    tx.commit().await?;
    if chosen.is_empty() {
        return Ok(see_other(&format!("{}?from={from}&until={until}", paths::notices(&officer.tenant.slug))));
    }
    if form == "zip" {
        return Box::pin(zipped(&app, &officer, &issued)).await;
    }
    let file = NoticeBundle {
        sender: officer.tenant.name.clone(),
        date: app.clock.today(),
        notices: chosen.into_iter().map(|(_, content, address)| (content, address)).collect(),
    };
    let (now, fonts) = (app.clock.now(), app.fonts.clone());
    let made = tokio::task::spawn_blocking(move || file.render(now, &fonts))
        .await
        .map_err(|_| Error::Internal("setting the notices was broken off"))?
        .map_err(|_| Error::Internal("the notices cannot be set"))?;
    let name = if letters { "決定通知書_郵送用.pdf" } else { "決定通知書.pdf" };
    Ok(crate::download::file(name, "application/pdf", made.pdf))
}

/// Single files in one archive, each as it was set and sent.
async fn zipped(app: &App, officer: &Officer, issued: &[Notice]) -> Result<Response, Error> {
    let broken = |_| Error::Internal("an archive cannot be written");
    let mut archive = ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for notice in issued {
        let (name, bytes) = notices::pdf(app, officer.tenant.id, notice).await?;
        // Numbered, so that two of one application do not meet.
        let name = format!("{:04}_{name}", notice.sequence);
        archive.start_file(name, SimpleFileOptions::default()).map_err(broken)?;
        archive.write_all(&bytes).map_err(|_| Error::Internal("an archive cannot be written"))?;
    }
    let bytes = archive.finish().map_err(broken)?.into_inner();
    Ok(crate::download::file("決定通知書.zip", "application/zip", bytes))
}

fn content_of(notice: &Notice) -> Result<DecisionNotice, Error> {
    Ok(serde_json::from_value(notice.content.clone()).map_err(store::Error::from)?)
}

/// Where a notice goes by post: to whoever has no address to which it could be mailed.
async fn address(tx: &Tx, notice: &Notice) -> Result<Option<PostalAddress>, Error> {
    let case = Case::find(tx, notice.application).await?;
    Ok(case.contact().0.is_none().then(|| postal_address(&case)))
}

/// Where a letter about a case goes: as it was typed, or else as the register says.
pub(super) fn postal_address(case: &Case) -> PostalAddress {
    let contact = case.application.answers.typed(domain::subsidies::Task::Contact);
    let own = domain::text::tidy_name(contact.get("address"));
    let corporation = domain::text::tidy_name(contact.get("corporation"));
    let name = if corporation.is_empty() { case.office.name.clone() } else { corporation };
    let address = if own.is_empty() { case.office.address.clone() } else { own };
    PostalAddress { postal_code: String::new(), address, name }
}

/// Asks once more.
pub async fn ask(
    officer: Clerk,
    State(app): State<App>,
    Path((_, id)): Path<(String, NoticeId)>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&officer.scope()).await?;
    let notice = found(&tx, id).await?;
    let case = Case::find(&tx, notice.application).await?;
    let (view, form) = (view_of(&officer, &notice, &case), FormState::empty());
    Ok(page.ok("通知書を無効にする", move || view! { <VoidPage view form/> }))
}

/// Voids it, and issues the same decision under the next number.
pub async fn void(
    officer: Clerk,
    State(app): State<App>,
    Path((slug, id)): Path<(String, NoticeId)>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let tx = app.store.write(&officer.scope()).await?;
    let notice = found(&tx, id).await?;
    let case = Case::find_to_change(&tx, notice.application).await?;
    let reason = match Reason::parse(typed.get("reason")) {
        Ok(reason) => reason,
        Err(error) => {
            let form = FormState::rejected(typed, vec![("reason", reason_error("無効にする理由", error))]);
            let view = view_of(&officer, &notice, &case);
            return Ok(page.unprocessable("通知書を無効にする", move || view! { <VoidPage view form/> }));
        }
    };
    let kind = NoticeKind::from_code(&notice.kind).ok_or(Error::NotFound)?;
    let outcome = outcome_of(&case, &notice, kind)?;
    let again = match outcome {
        Some(outcome) => Letter::of_decision(&officer.tenant, &case, outcome).number(&app, &tx).await?,
        // Any other letter says the same again, under another number.
        None => {
            let said = content_of(&notice)?;
            let say = |document_number, issued_on| DecisionNotice { document_number, issued_on, ..said };
            numbered(&app, &tx, &case.version.rules, kind, say).await?
        }
    };
    stored::void(&tx, &notice, reason.as_str(), officer.id(), &again, app.clock.now()).await?;
    have_set(&app, &tx, officer.tenant.id, again.id).await?;
    match outcome {
        Some(outcome) => {
            super::letters::decided(&app, &tx, &officer, &case, outcome, &again.document_number).await?;
        }
        // What is to be put right stands in the application itself; the letter went on paper.
        None if matches!(notice.basis, Basis::Correction(_)) => {}
        None => awards::letters::noticed(&app, &tx, &officer, &case, kind, &again.document_number).await?,
    }
    tx.commit().await?;
    app.wake.notify_one();
    // A letter that asks for corrections goes on paper alone.
    let done = if matches!(notice.basis, Basis::Correction(_)) { "voided_letter" } else { "voided" };
    Ok(see_other(&format!("{}?done={done}", paths::notices(&slug))))
}

/// The outcome that a notice tells; none for any other letter.
fn outcome_of<'a>(case: &'a Case, notice: &Notice, kind: NoticeKind) -> Result<Option<&'a Outcome>, Error> {
    let Basis::Proposal(of) = notice.basis else { return Ok(None) };
    if !kind.is_decision() {
        return Ok(None);
    }
    let proposal = case.proposals.iter().find(|one| one.proposal.id == of);
    Ok(Some(&proposal.ok_or(Error::NotFound)?.proposal.outcome))
}

/// A notice that holds.
async fn found(tx: &Tx, id: NoticeId) -> Result<Notice, Error> {
    let notice = stored::find(tx, id).await?.filter(|notice| notice.voided.is_none());
    notice.ok_or(Error::NotFound)
}

fn view_of(officer: &Officer, notice: &Notice, case: &Case) -> VoidView {
    VoidView {
        slug: officer.tenant.slug.clone(),
        id: notice.id,
        document_number: notice.document_number.clone(),
        issued_on: notice.issued_on,
        about: format!("{}　{}", case.receipt, case.office.name),
    }
}
