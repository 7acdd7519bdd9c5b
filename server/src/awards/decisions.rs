//! 起案 and 決裁 after the grant: by two people, within what the approver may decide.

use super::{finals::LESS_THAN_ADVANCED, letters, matter::Matter, sentence};
use crate::{
    actor::{Approver, Clerk, Officer},
    app::App,
    error::Error,
    page::{Page, see_other},
    posted::Posted,
    subsidies::{
        review::{authority as powers, told},
        waiting, work_mails,
    },
};
use app::{
    awards::{AwardDecisionPage, AwardDecisionView},
    messages::subsidies::{authority, no_authority, reason_error},
    paths, when,
};
use axum::{
    extract::{Path, State},
    response::Response,
};
use chrono::NaiveDate;
use documents::Decision;
use domain::{
    awards::{Movement, ProposalKind, ProposalState},
    ids::{AccountId, AwardId, ProposalId, RecoveryId},
    money::Yen,
    subsidies::{NoticeKind, Reason, ReasonError},
};
use elements::FormState;
use leptos::prelude::*;
use store::{
    Tx, accounts,
    awards::proposals::{self, Decided, Deciding, Proposal},
};

/// Proposes, tells whoever may decide it, and goes back to the award; or a sentence why not.
#[expect(clippy::too_many_arguments, reason = "what a proposal says, and who says it")]
pub(super) async fn proposed(
    app: &App,
    tx: Tx,
    officer: &Clerk,
    matter: &Matter,
    kind: ProposalKind,
    amount: Yen,
    (reason, note): (String, String),
    (return_by, paid_on): (Option<NaiveDate>, Option<NaiveDate>),
) -> Result<Result<Response, String>, Error> {
    let answers = matches!(kind, ProposalKind::Change | ProposalKind::Stop);
    let proposal = Proposal {
        id: app.clock.id::<ProposalId>(),
        award: matter.award.id,
        kind,
        amount,
        reason,
        note,
        return_by,
        paid_on,
        request: matter.request().filter(|_| answers).map(|request| request.id),
        by: officer.id(),
        at: app.clock.now(),
        state: ProposalState::Open,
        decided_by: None,
        decided_at: None,
        decision_note: String::new(),
    };
    if let Err(error) = proposals::propose(&tx, &matter.award, &proposal).await {
        return Ok(Err(sentence(error)?));
    }
    let total = weight(matter, &proposal);
    work_mails::awaiting_decision(app, &tx, &matter.waiting(officer), officer.id(), total).await?;
    tx.commit().await?;
    app.wake.notify_one();
    Ok(Ok(told(&paths::award(&officer.tenant.slug, matter.award.id), "proposed")))
}

/// What a decision weighs for 専決: what is given by it, or what is taken away.
fn weight(matter: &Matter, proposal: &Proposal) -> Yen {
    match proposal.kind {
        ProposalKind::Final | ProposalKind::Change | ProposalKind::Elsewhere => proposal.amount,
        ProposalKind::Stop | ProposalKind::Cancel => {
            Yen(matter.award.money.entitled().get() - proposal.amount.get())
        }
    }
}

/// The proposal, and what it does.
pub async fn show(
    officer: Approver,
    State(app): State<App>,
    Path((slug, id)): Path<(String, AwardId)>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&officer.scope()).await?;
    let matter = Matter::find(&tx, id).await?;
    match matter.proposal() {
        Some(proposal) => render(&app, &tx, &page, &officer, &matter, proposal, FormState::empty()).await,
        None => Ok(see_other(&paths::award(&slug, id))),
    }
}

/// Approves, or sends back.
pub async fn create(
    officer: Approver,
    State(app): State<App>,
    Path((slug, id)): Path<(String, AwardId)>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let tx = app.store.write(&officer.scope()).await?;
    let matter = Matter::find_to_change(&tx, id).await?;
    let Some(proposal) = matter.proposal() else { return Ok(see_other(&paths::award(&slug, id))) };
    matter.fresh(&app, &officer, &typed)?;
    let note = typed.get("note").trim().to_owned();
    let refused = match (typed.get("act"), Reason::parse(&note)) {
        (_, Err(error @ ReasonError::TooLong)) | ("send_back", Err(error @ ReasonError::Missing)) => {
            ("note", reason_error("差し戻す理由", error))
        }
        ("approve", _) => match approve(&app, &tx, &officer, &matter, proposal, &note).await? {
            Ok(()) => return done(&app, tx, &slug, id, "decided").await,
            Err(why) => ("", why),
        },
        ("send_back", Ok(_)) => {
            let now = app.clock.now();
            match proposals::send_back(&tx, &matter.award, proposal, officer.id(), &note, now).await {
                Ok(()) => {
                    work_mails::sent_back(&app, &tx, &matter.waiting(&officer), proposal.by).await?;
                    return done(&app, tx, &slug, id, "sent_back").await;
                }
                Err(error) => ("", sentence(error)?),
            }
        }
        _ => return Err(Error::Unreadable),
    };
    drop(tx);
    let tx = app.store.read(&officer.scope()).await?;
    render(&app, &tx, &page, &officer, &matter, proposal, FormState::rejected(typed, vec![refused])).await
}

async fn done(app: &App, tx: Tx, slug: &str, id: AwardId, word: &str) -> Result<Response, Error> {
    tx.commit().await?;
    app.wake.notify_one();
    Ok(told(&paths::award(slug, id), word))
}

/// Decides as proposed: stage, money, ledger, letters and whoever moves up, or nothing.
async fn approve(
    app: &App,
    tx: &Tx,
    officer: &Officer,
    matter: &Matter,
    proposal: &Proposal,
    note: &str,
) -> Result<Result<(), String>, Error> {
    let total = weight(matter, proposal);
    let absent = match powers::of(app, tx, officer, &[proposal.by], total).await? {
        Ok(authority) => powers::absent(authority),
        Err(why) => return Ok(Err(no_authority(why, &powers::who_may(tx, total).await?))),
    };
    let deciding = Deciding {
        by: officer.id(),
        absent,
        note,
        recovery: app.clock.id::<RecoveryId>(),
        after: matter.case.version.rules.after_cancellation,
        today: app.clock.today(),
        now: app.clock.now(),
    };
    let decided = match proposals::decide(tx, &matter.award, proposal, deciding).await {
        Ok(decided) => decided,
        Err(error) => return Ok(Err(sentence(error)?)),
    };
    for (kind, decision) in told_by(matter, proposal, &decided) {
        letters::issue(app, tx, officer, matter, kind, decision).await?;
    }
    waiting::move_up(app, tx, &officer.tenant, matter.award.programme).await?;
    Ok(Ok(()))
}

/// The letters that tell a decision: a cancellation of what was paid is told by two, what was paid already by none.
fn told_by(matter: &Matter, proposal: &Proposal, decided: &Decided) -> Vec<(NoticeKind, Decision)> {
    let (before, reason) = (matter.award.money, proposal.reason.clone());
    let first = match proposal.kind {
        ProposalKind::Final => Some((
            NoticeKind::FinalAmount,
            Decision::Fixed {
                granted: before.granted,
                fixed: proposal.amount,
                // Why money comes back stands in the order alone.
                reason: if reason == LESS_THAN_ADVANCED { String::new() } else { reason },
                claim_by: decided.claim_by,
                paid: before.held(),
            },
        )),
        ProposalKind::Change | ProposalKind::Stop => Some((
            NoticeKind::ChangeApproval,
            Decision::Changed { before: before.granted, after: proposal.amount, reason },
        )),
        ProposalKind::Cancel => Some((
            NoticeKind::Cancellation,
            Decision::Cancelled { before: before.entitled(), left: proposal.amount, reason },
        )),
        ProposalKind::Elsewhere => None,
    };
    let order = decided.recovery.as_ref().map(|recovery| {
        let (amount, due, reason) = (recovery.amount, recovery.due, recovery.reason.clone());
        (NoticeKind::ReturnOrder, Decision::ReturnOrdered { amount, due, reason })
    });
    first.into_iter().chain(order).collect()
}

async fn render(
    app: &App,
    tx: &Tx,
    page: &Page,
    officer: &Officer,
    matter: &Matter,
    proposal: &Proposal,
    form: FormState,
) -> Result<Response, Error> {
    let rejected = form.has_errors();
    let total = weight(matter, proposal);
    let names = accounts::names(tx).await?;
    let name = |id: AccountId| names.get(&id).cloned().unwrap_or_default();
    let (barred, standing) = match powers::of(app, tx, officer, &[proposal.by], total).await? {
        Ok(given) => (None, authority(given, name)),
        Err(why) => (Some(no_authority(why, &powers::who_may(tx, total).await?)), None),
    };
    let movement = match proposal.kind {
        ProposalKind::Final => Movement::Fixed(proposal.amount),
        ProposalKind::Change => Movement::Changed(proposal.amount),
        ProposalKind::Stop | ProposalKind::Cancel => Movement::Lowered(proposal.amount),
        ProposalKind::Elsewhere => Movement::Paid(proposal.amount),
    };
    let before = matter.award.money;
    let after = before.after(movement).map_or(before, |(after, _)| after);
    let view = AwardDecisionView {
        about: matter.about(officer),
        kind: proposal.kind,
        amount: proposal.amount,
        freed: Yen(before.committed().get() - after.committed().get()),
        comes_back: proposal.return_by.map(|due| (after.overpaid(), due)).filter(|(yen, _)| *yen > Yen::ZERO),
        paid_on: proposal.paid_on,
        reason: proposal.reason.clone(),
        note: proposal.note.clone(),
        by: format!("{}　{}", name(proposal.by), when::moment(proposal.at)),
        barred,
        standing,
        form,
    };
    let render = move || view! { <AwardDecisionPage view/> };
    Ok(if rejected { page.unprocessable(TITLE, render) } else { page.ok(TITLE, render) })
}

const TITLE: &str = "決裁する";
