//! S15 決裁: another person than proposed approves, or sends back with a word why.

use super::{
    Pairs, authority as powers,
    case::Case,
    letters,
    notices::{Letter, Wordings, have_set},
    queue_of, told, version_of, views, workspace,
};
use crate::{
    actor::{Approver, Officer},
    app::App,
    error::Error,
    page::{Page, see_other},
    posted::Posted,
    subsidies::{waiting, work_mails},
};
use app::{
    messages::subsidies::{authority, no_authority, reason_error},
    paths,
    subsidies::review::{About, BudgetLine, DecisionPage, DecisionView},
    when,
};
use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::{
    ids::{ApplicationId, PacketId},
    money::Yen,
    subsidies::{NoAuthority, Outcome, Queue, Reason, ReasonError},
};
use elements::FormState;
use leptos::prelude::*;
use store::{
    Tx, accounts,
    subsidies::{
        applications,
        decisions::{self, Deciding, Way},
        packets,
        proposals::Proposal,
        review::{ReviewError, send_back},
    },
};

/// The proposal, and what it does.
pub async fn show(
    officer: Approver,
    State(app): State<App>,
    Path((_, id)): Path<(String, ApplicationId)>,
    pairs: Pairs,
    page: Page,
) -> Result<Response, Error> {
    let queue = queue_of(&pairs);
    let tx = app.store.read(&officer.scope()).await?;
    let case = Case::find(&tx, id).await?;
    if let Some(packet) = in_packet(&tx, &case).await? {
        return Ok(see_other(&paths::packet(&officer.tenant.slug, packet)));
    }
    match case.proposal() {
        Some(_) => render(&app, &tx, &page, &officer, &case, queue, FormState::empty()).await,
        None => Ok(see_other(&case.about(&officer, queue).workspace())),
    }
}

/// Approves, or sends back.
pub async fn create(
    officer: Approver,
    State(app): State<App>,
    Path((_, id)): Path<(String, ApplicationId)>,
    pairs: Pairs,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let queue = queue_of(&pairs);
    let version = version_of(&typed)?;
    let tx = app.store.write(&officer.scope()).await?;
    let case = Case::find_to_change(&tx, id).await?;
    let about = case.about(&officer, queue.clone());
    let note = typed.get("note").trim().to_owned();
    let comment = ("コメント".to_owned(), String::new(), note.clone());
    case.fresh(&app, &about, version, if note.is_empty() { Vec::new() } else { vec![comment] })?;
    let Some(proposal) = case.proposal() else { return Ok(see_other(&about.workspace())) };
    if let Some(packet) = in_packet(&tx, &case).await? {
        return Ok(see_other(&paths::packet(&officer.tenant.slug, packet)));
    }
    let acted = match (typed.get("act"), Reason::parse(&note)) {
        (_, Err(error @ ReasonError::TooLong)) | ("send_back", Err(error @ ReasonError::Missing)) => {
            Err(Refused::Note(error))
        }
        ("approve", _) => approve(&app, &tx, &officer, &case, proposal, &note).await.map(|()| "decided"),
        ("send_back", Ok(note)) => {
            back(&app, &tx, &officer, &case, proposal, note.as_str()).await.map(|()| "sent_back")
        }
        _ => return Err(Error::Unreadable),
    };
    let sentence = match acted {
        Ok(done) => {
            tx.commit().await?;
            app.wake.notify_one();
            let done =
                if done == "decided" && case.contact().0.is_none() { "decided_on_paper" } else { done };
            return Ok(told(&about.workspace(), done));
        }
        Err(Refused::Error(error)) => return Err(error),
        Err(Refused::Review(ReviewError::Store(error))) => return Err(error.into()),
        Err(Refused::Review(ReviewError::Stage(why))) => {
            drop(tx);
            return workspace::refuse(&page, &app, &officer, &case, queue, why).await;
        }
        Err(Refused::Review(ReviewError::SamePerson)) => ("", no_authority(NoAuthority::SamePerson, &[])),
        Err(Refused::Authority(sentence)) => ("", sentence),
        Err(Refused::Note(error)) => ("note", reason_error("差し戻す理由", error)),
    };
    drop(tx);
    let tx = app.store.read(&officer.scope()).await?;
    render(&app, &tx, &page, &officer, &case, queue, FormState::rejected(typed, vec![sentence])).await
}

/// Why nothing was decided.
enum Refused {
    /// The act is not possible, or not for this person.
    Review(ReviewError),
    /// They may not decide it, as a sentence.
    Authority(String),
    /// The comment.
    Note(ReasonError),
    /// A failure of the program.
    Error(Error),
}

impl<E: Into<Error>> From<E> for Refused {
    fn from(error: E) -> Self {
        Self::Error(error.into())
    }
}

/// Sends it back, and tells whoever proposed.
async fn back(
    app: &App,
    tx: &Tx,
    officer: &Officer,
    case: &Case,
    proposal: &Proposal,
    note: &str,
) -> Result<(), Refused> {
    let now = app.clock.now();
    send_back(tx, &case.application, proposal, officer.id(), false, note, now)
        .await
        .map_err(Refused::Review)?;
    Ok(work_mails::sent_back(app, tx, &case.waiting(officer), proposal.proposal.by).await?)
}

/// The open packet in which what is proposed lies: it is decided there.
async fn in_packet(tx: &Tx, case: &Case) -> Result<Option<PacketId>, Error> {
    match case.proposal() {
        Some(proposal) => Ok(packets::open_of(tx, proposal.proposal.id).await?),
        None => Ok(None),
    }
}

/// Decides as proposed, within what the officer may decide.
async fn approve(
    app: &App,
    tx: &Tx,
    officer: &Officer,
    case: &Case,
    proposal: &Proposal,
    note: &str,
) -> Result<(), Refused> {
    let total = powers::amount(&proposal.proposal.outcome);
    let absent = match powers::of(app, tx, officer, &[proposal.proposal.by], total).await? {
        Ok(authority) => powers::absent(authority),
        Err(why) => return Err(Refused::Authority(no_authority(why, &powers::who_may(tx, total).await?))),
    };
    let deciding = Deciding { by: officer.id(), way: Way::Here { absent }, note, now: app.clock.now() };
    let settled = settle(app, tx, officer, case, proposal, deciding, &mut Wordings::default()).await;
    settled.map_err(|error| match error {
        Failed::Review(error) => Refused::Review(error),
        Failed::Error(error) => Refused::Error(error),
    })?;
    waiting::move_up(app, tx, &officer.tenant, case.application.programme).await?;
    Ok(())
}

/// Why a case was not settled.
pub(super) enum Failed {
    /// The act is not possible, or not for this person.
    Review(ReviewError),
    /// A failure of the program.
    Error(Error),
}

impl<E: Into<Error>> From<E> for Failed {
    fn from(error: E) -> Self {
        Self::Error(error.into())
    }
}

/// Stage, budget, number, notice, job and mail: everything or nothing. Whoever calls lets those who wait move up.
pub(super) async fn settle(
    app: &App,
    tx: &Tx,
    officer: &Officer,
    case: &Case,
    proposal: &Proposal,
    deciding: Deciding<'_>,
    wordings: &mut Wordings,
) -> Result<(), Failed> {
    let outcome = &proposal.proposal.outcome;
    let letter = Letter::of_decision(&officer.tenant, case, outcome);
    let notice = letter.number_with(app, tx, wordings).await?;
    decisions::decide(tx, &case.application, proposal, deciding, &notice).await.map_err(Failed::Review)?;
    have_set(app, tx, officer.tenant.id, notice.id).await?;
    letters::decided(app, tx, officer, case, outcome, &notice.document_number).await?;
    Ok(())
}

async fn render(
    app: &App,
    tx: &Tx,
    page: &Page,
    officer: &Officer,
    case: &Case,
    queue: Queue,
    form: FormState,
) -> Result<Response, Error> {
    let proposal = case.proposal().ok_or(Error::NotFound)?;
    let rejected = form.has_errors();
    let names = accounts::names(tx).await?;
    let granted = applications::granted(tx, case.application.programme).await?;
    let outcome = &proposal.proposal.outcome;
    let (amount, reason) = match outcome {
        Outcome::Grant { amount, lowered } => {
            (Some(*amount), lowered.as_ref().map(|reason| ("減額の理由", reason.as_str().to_owned())))
        }
        Outcome::Refuse { reason } => (None, Some(("不交付の理由", reason.as_str().to_owned()))),
    };
    let about: About = case.about(officer, queue);
    let total = powers::amount(outcome);
    let (barred, standing) = match powers::of(app, tx, officer, &[proposal.proposal.by], total).await? {
        Ok(given) => (None, authority(given, |absent| names.get(&absent).cloned().unwrap_or_default())),
        Err(why) => (Some(no_authority(why, &powers::who_may(tx, total).await?)), None),
    };
    let decision = DecisionView {
        about,
        outcome: views::outcome(outcome),
        amount,
        reason,
        note: proposal.proposal.note.clone(),
        mailed: case.contact().0.is_some(),
        by: case.name(Some(proposal.proposal.by)).to_owned(),
        at: when::moment(proposal.proposal.at),
        barred,
        standing,
        verdicts: views::verdicts(case),
        rules: case.version.rules.clone(),
        claim: case.claimed().unwrap_or_default(),
        budget: budget(case, granted, amount.unwrap_or(Yen::ZERO)),
        form,
    };
    let view = move || view! { <DecisionPage decision/> };
    Ok(if rejected { page.unprocessable(TITLE, view) } else { page.ok(TITLE, view) })
}

/// 予算額, 交付決定額, 審査中の確保額, 残額: before and after.
fn budget(case: &Case, granted: Yen, amount: Yen) -> Vec<BudgetLine> {
    let less = |from: Yen, what: Yen| from.checked_sub(what).unwrap_or(Yen::ZERO);
    let more = |to: Yen, what: Yen| Yen::checked_sum([to, what]).unwrap_or(to);
    let (budget, reserved) = (case.programme.budget, case.programme.reserved);
    let pending = less(reserved, granted);
    let kept = more(less(reserved, case.application.amount), amount);
    vec![
        BudgetLine { label: "予算額", before: budget, after: budget },
        BudgetLine { label: "交付決定額", before: granted, after: more(granted, amount) },
        BudgetLine {
            label: "審査中の申請の確保額",
            before: pending,
            after: less(pending, case.application.amount),
        },
        BudgetLine { label: "残額", before: less(budget, reserved), after: less(budget, kept) },
    ]
}

const TITLE: &str = "決裁する";
