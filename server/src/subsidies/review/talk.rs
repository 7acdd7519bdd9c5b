//! Notes and flags of the house, messages with whoever applies, and what an application has in common with others.

use super::{Pairs, appointments, case::Case, letters, opinions, queue_of, told, workspace};
use crate::{
    actor::{Clerk, Officer, Reviewer},
    app::App,
    error::Error,
    page::Page,
    payments::same_account,
    posted::{Posted, Upload},
    subsidies::{
        enclosures::{self, Sending},
        letters::reachable as reads_pages,
        work_mails,
    },
};
use app::{
    messages::subsidies::{flag_error, reason_error},
    paths,
    subsidies::review::{CALLED, FLAG, MESSAGE, NOTE, RelatedLine, SaidLine, TalkView},
};
use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::{
    accounts::Role,
    form::Typed,
    ids::{ApplicationId, CaseMessageId, CaseNoteId},
    subsidies::{Flag, Reason},
};
use elements::FormState;
use store::{
    Tx,
    accounts::{self, Account},
    subsidies::{
        attachments::{self, Attachment},
        flags,
        messages::{self, Message, Side},
        notes::{self, Note},
        related::{self, Related},
    },
};

/// Everything that is said about an application.
pub(super) async fn view(
    app: &App,
    tx: &Tx,
    officer: &Officer,
    case: &Case,
    form: FormState,
) -> Result<TalkView, Error> {
    let id = case.application.id;
    let written = messages::of_application(tx, id).await?;
    let mut enclosed = attachments::of_messages(tx, id).await?;
    let slug = &officer.tenant.slug;
    let file = |one: Attachment| (one.name, paths::attachment(slug, id, one.id), one.state);
    let noted = notes::of_application(tx, id).await?;
    let people: Vec<_> = written.iter().map(|one| one.by).chain(noted.iter().map(|one| one.by)).collect();
    let names = accounts::names_of(tx, people).await?;
    let name = |id| names.get(&id).cloned().unwrap_or_else(|| "ほかの人".to_owned());
    let office = (case.office.id, case.office.corporation_id);
    let paid = same_account(app, tx, officer.tenant.id, office).await?;
    let (found, more) = related::of(tx, &case.application, &paid).await?;
    let (clerk, approver) = (officer.has(Role::Clerk), officer.has(Role::Approver));
    Ok(TalkView {
        messages: written
            .into_iter()
            .map(|Message { id: message, side, by, at, body, read }| SaidLine {
                files: enclosed.remove(&message).unwrap_or_default().into_iter().map(file).collect(),
                by: name(by),
                house: side == Side::Office,
                at,
                body,
                read: read.map(|(_, at)| at),
            })
            .collect(),
        appointment: appointments::view(app, tx, officer, case).await?,
        notes: noted
            .into_iter()
            .map(|Note { by, at, body, .. }| SaidLine {
                files: Vec::new(),
                by: name(by),
                house: true,
                at,
                body,
                read: None,
            })
            .collect(),
        opinions: opinions::lines(app, tx, officer, case).await?,
        flags: flags::of_many(tx, &[id]).await?.remove(&id).unwrap_or_default(),
        related: found.into_iter().map(line).collect::<Result<_, _>>()?,
        more,
        may_message: clerk,
        reachable: reachable(app, case),
        may_note: clerk || approver,
        colleagues: if clerk || approver {
            colleagues(tx, officer).await?.into_iter().map(|one| (one.id.to_string(), one.name)).collect()
        } else {
            Vec::new()
        },
        form,
    })
}

fn line(related: Related) -> Result<RelatedLine, Error> {
    let Related { line, common } = related;
    Ok(RelatedLine {
        id: line.application.id,
        receipt: line.application.receipt.ok_or(Error::NotFound)?,
        year: line.application.fiscal_year.label(),
        office: format!("{}（{}）", line.office, line.office_number),
        programme: line.programme,
        stage: line.application.stage.name(),
        common,
    })
}

/// Who of the house can be told of a note: whoever can sign in and look, has an address, and is somebody else.
async fn colleagues(tx: &Tx, officer: &Officer) -> Result<Vec<Account>, Error> {
    let members = accounts::members(tx).await?.into_iter().map(|member| member.account);
    let told = |one: &Account| one.disabled_at.is_none() && one.email.is_some() && one.id != officer.id();
    Ok(members.filter(told).collect())
}

/// Whether whoever applies can read a message: there is a public side, and they came in through it.
pub(super) fn reachable(app: &App, case: &Case) -> bool {
    reads_pages(app, &case.application)
}

/// Writes to whoever applies: words, files, or both. A mail says that there is something to read, and nothing of what.
pub async fn write(
    officer: Clerk,
    State(app): State<App>,
    Path((_, id)): Path<(String, ApplicationId)>,
    pairs: Pairs,
    page: Page,
    Upload { typed, files }: Upload,
) -> Result<Response, Error> {
    let queue = queue_of(&pairs);
    let tx = app.store.read(&officer.scope()).await?;
    let case = Case::find(&tx, id).await?;
    let sent = enclosures::sent(&tx, id).await?;
    drop(tx);
    let named = (MESSAGE, "申請者へのメッセージ");
    let Sending { body, files } = match enclosures::read(&typed, named, files, sent)? {
        Ok(sending) if reachable(&app, &case) => sending,
        refused => {
            let why = "この申請者は、画面のメッセージを受け取れません。電話・FAX・郵便で伝えてください";
            let errors = refused.err().unwrap_or_else(|| vec![(MESSAGE, why.to_owned())]);
            let form = FormState::rejected(typed, errors);
            return workspace::refuse_words(&page, &app, &officer, &case, queue, form).await;
        }
    };
    let tenant = officer.tenant.id;
    let kept = enclosures::keep(&app, tenant, officer.id(), files).await?;
    let tx = app.store.write(&officer.scope()).await?;
    let case = Case::find_to_change(&tx, id).await?;
    let message = Message {
        id: app.clock.id::<CaseMessageId>(),
        side: Side::Office,
        by: officer.id(),
        at: app.clock.now(),
        body,
        read: None,
    };
    enclosures::send(&app, &tx, tenant, &case.application, &message, &kept).await?;
    letters::written(&app, &tx, &officer.tenant, &case).await?;
    tx.commit().await?;
    app.wake.notify_one();
    Ok(told(&case.about(&officer, queue).workspace(), "written"))
}

/// Writes a note within the house.
pub async fn note(
    officer: Reviewer,
    State(app): State<App>,
    Path((_, id)): Path<(String, ApplicationId)>,
    pairs: Pairs,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let queue = queue_of(&pairs);
    let tx = app.store.write(&officer.scope()).await?;
    let case = Case::find_to_change(&tx, id).await?;
    let mut called = colleagues(&tx, &officer).await?.into_iter();
    let called = called.find(|one| one.id.to_string() == typed.get(CALLED));
    if called.is_none() && !typed.get(CALLED).is_empty() {
        let why = "選んだ人には、いまはメールで知らせられません。選び直してください";
        let form = rejected(typed, CALLED, why.to_owned());
        drop(tx);
        return workspace::refuse_words(&page, &app, &officer, &case, queue, form).await;
    }
    // Who is told stands before the words, for everybody who reads them later.
    let words = match &called {
        Some(one) if !typed.get(NOTE).trim().is_empty() => format!("@{}\n{}", one.name, typed.get(NOTE)),
        Some(_) | None => typed.get(NOTE).to_owned(),
    };
    let body = match Reason::parse(&words) {
        Ok(body) => body,
        Err(error) => {
            let form = rejected(typed, NOTE, reason_error("庁内メモ", error));
            drop(tx);
            return workspace::refuse_words(&page, &app, &officer, &case, queue, form).await;
        }
    };
    let id: CaseNoteId = app.clock.id();
    notes::add(&tx, &case.application, &notes::of(id, officer.id(), body, app.clock.now())).await?;
    if let Some(colleague) = called {
        work_mails::called(&app, &tx, &case.waiting(&officer), colleague).await?;
    }
    tx.commit().await?;
    app.wake.notify_one();
    Ok(told(&case.about(&officer, queue).workspace(), "noted"))
}

/// Puts a flag on, or takes it off.
pub async fn flag(
    officer: Reviewer,
    State(app): State<App>,
    Path((_, id)): Path<(String, ApplicationId)>,
    pairs: Pairs,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let (queue, now) = (queue_of(&pairs), app.clock.now());
    let tx = app.store.write(&officer.scope()).await?;
    let case = Case::find_to_change(&tx, id).await?;
    let word = match Flag::parse(typed.get(FLAG)) {
        Ok(word) => word,
        Err(error) => {
            drop(tx);
            return refuse_flag(page, app, officer, case, pairs, (typed, flag_error(error))).await;
        }
    };
    let done = if typed.get("act") == "remove" {
        flags::remove(&tx, &case.application, &word, now).await?;
        "unflagged"
    } else {
        let present = flags::of_many(&tx, &[id]).await?.remove(&id).unwrap_or_default();
        if present.len() >= Flag::MOST {
            let why = format!("目印は1件に{}個までです。使わない目印を外してから付けてください", Flag::MOST);
            drop(tx);
            return refuse_flag(page, app, officer, case, pairs, (typed, why)).await;
        }
        flags::add(&tx, &case.application, &word, officer.id(), now).await?;
        "flagged"
    };
    tx.commit().await?;
    Ok(told(&case.about(&officer, queue).workspace(), done))
}

async fn refuse_flag(
    page: Page,
    app: App,
    officer: Reviewer,
    case: Case,
    pairs: Pairs,
    (typed, why): (Typed, String),
) -> Result<Response, Error> {
    let form = rejected(typed, FLAG, why);
    workspace::refuse_words(&page, &app, &officer, &case, queue_of(&pairs), form).await
}

fn rejected(typed: Typed, field: &str, why: String) -> FormState {
    FormState::rejected(typed, vec![(field, why)])
}
