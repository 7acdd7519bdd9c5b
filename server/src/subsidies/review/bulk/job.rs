//! The worker's part: one transaction a row, with the row's own event and its result in it. Whatever happens to one row
//! happens to that row alone, and a worker that dies goes on where it stopped.

use super::super::{case::Case, corrections::targets, letters};
use crate::{
    app::App,
    error::Error,
    jobs::JobError,
    kill,
    subsidies::{letters::reachable, routing, work_mails},
};
use domain::{
    form::Typed,
    ids::{AccountId, ApplicationId, BulkId, CaseMessageId, CorrectionId, ProposalId, TenantId},
    subsidies::{
        BulkChoice, BulkKind, CorrectionRequest, Happening, NotPossible, Proposal, ProposalForm,
        ProposalProblem, Reason, RowFacts, RowResult, StageName, possible,
    },
};
use serde::Deserialize;
use serde_json::Value;
use store::{
    Scope, Tx, events,
    subsidies::{
        applications::{self, Application},
        bulk::{self, Bulk, Item, State},
        corrections::Correction,
        flags,
        messages::{self, Message, Side},
        review::{self, Before, ReviewError},
    },
    tenants::{self, Tenant},
};

/// The kind of the job.
pub const JOB: &str = "bulk";

#[derive(Deserialize)]
struct Payload {
    bulk: BulkId,
    by: AccountId,
}

/// Why a row was not done.
enum Stopped {
    /// It cannot be.
    Not(NotPossible),
    /// The program could not.
    Error(Error),
}

impl From<Error> for Stopped {
    fn from(error: Error) -> Self {
        Self::Error(error)
    }
}

impl From<store::Error> for Stopped {
    fn from(error: store::Error) -> Self {
        Self::Error(error.into())
    }
}

impl From<NotPossible> for Stopped {
    fn from(why: NotPossible) -> Self {
        Self::Not(why)
    }
}

/// Carries an act out, or takes it back, whichever was asked for.
pub async fn perform(app: &App, tenant: TenantId, payload: &Value) -> Result<(), JobError> {
    let Payload { bulk: id, by } =
        serde_json::from_value(payload.clone()).map_err(|error| JobError::Never(error.to_string()))?;
    let scope = Scope::tenant(tenant, by);
    let tx = app.store.read(&scope).await?;
    let Some(act) = bulk::find(&tx, id).await? else {
        return Err(JobError::Never(format!("there is no act {id}")));
    };
    let items = bulk::items(&tx, id).await?;
    let house = tenants::by_id(&tx, tenant).await?;
    drop(tx);
    match act.state {
        State::Running => carry_out(app, &house, by, &act, &items).await,
        State::Undoing => take_back(app, &scope, &act, &items).await,
        State::Prepared | State::Done | State::Undone => Ok(()),
    }
}

async fn carry_out(
    app: &App,
    house: &Tenant,
    by: AccountId,
    act: &Bulk,
    items: &[Item],
) -> Result<(), JobError> {
    let scope = Scope::tenant(house.id, by);
    let Some(choice) = &act.choice else { return Err(JobError::Never("nothing was chosen".to_owned())) };
    let open: Vec<&Item> = items.iter().filter(|item| item.result.is_none()).collect();
    for item in open {
        kill::point("bulk.row");
        let tx = app.store.write(&scope).await?;
        let row = Row { app, tx: &tx, house, by, kind: act.kind, choice };
        let stopped = match row.act(item).await {
            Ok((before, after)) => {
                bulk::keep(&tx, act.id, item.application, &RowResult::Done, Some((&before, after))).await?;
                tx.commit().await?;
                continue;
            }
            Err(stopped) => stopped,
        };
        // Nothing of the row stays but why it was not done.
        drop(tx);
        let why = match stopped {
            Stopped::Not(why) => why,
            Stopped::Error(error) => {
                tracing::error!(application.id = %item.application, error = %error, "a row of an act failed");
                NotPossible::Failed
            }
        };
        let tx = app.store.write(&scope).await?;
        bulk::keep(&tx, act.id, item.application, &RowResult::Not { why }, None).await?;
        tx.commit().await?;
    }
    let tx = app.store.write(&scope).await?;
    let items = bulk::items(&tx, act.id).await?;
    let done = items.iter().filter(|item| item.result == Some(RowResult::Done)).count();
    if bulk::finish(&tx, act, done, items.len(), app.clock.now()).await? {
        if act.kind == BulkKind::Propose && done > 0 {
            let waiting: Vec<_> = items
                .iter()
                .filter(|item| item.result == Some(RowResult::Done))
                .map(|item| item.application)
                .collect();
            let least = applications::least_asked(&tx, &waiting).await?;
            work_mails::many_await_decision(app, &tx, house, by, done, least).await.map_err(of)?;
        }
        tx.commit().await?;
        app.wake.notify_one();
    }
    Ok(())
}

fn of(error: Error) -> JobError {
    JobError::Later(error.to_string())
}

async fn take_back(app: &App, scope: &Scope, act: &Bulk, items: &[Item]) -> Result<(), JobError> {
    let mut undone = items.iter().filter(|item| item.undone == Some(true)).count();
    let done: Vec<&Item> =
        items.iter().filter(|item| item.result == Some(RowResult::Done) && item.undone.is_none()).collect();
    for item in done {
        let tx = app.store.write(scope).await?;
        let back = match undo(app, &tx, act, item).await {
            Ok(back) => back,
            Err(error) => {
                tracing::error!(application.id = %item.application, error = %error, "a row is not taken back");
                false
            }
        };
        // What could not be taken back left nothing in this transaction, or it is not used.
        let tx = if back {
            tx
        } else {
            drop(tx);
            app.store.write(scope).await?
        };
        bulk::keep_undone(&tx, act.id, item.application, back).await?;
        tx.commit().await?;
        undone += usize::from(back);
    }
    let tx = app.store.write(scope).await?;
    bulk::finish_undoing(&tx, act, undone, app.clock.now()).await?;
    tx.commit().await?;
    Ok(())
}

/// Takes one row back, where nobody went on from it.
async fn undo(app: &App, tx: &Tx, act: &Bulk, item: &Item) -> Result<bool, Error> {
    let now = app.clock.now();
    let Some(application) = applications::find_to_change(tx, item.application).await? else {
        return Ok(false);
    };
    match (act.kind, &act.choice) {
        (BulkKind::Flag, Some(BulkChoice::Flag { word })) => {
            Ok(flags::remove(tx, &application, word, now).await?)
        }
        (BulkKind::Unflag, Some(BulkChoice::Flag { word })) => {
            let by = tx.account().ok_or(Error::NotFound)?;
            Ok(flags::add(tx, &application, word, by, now).await?)
        }
        (BulkKind::Take | BulkKind::Assign | BulkKind::Route | BulkKind::GiveBack, _) => {
            let Some(before) = item.before.as_ref().filter(|_| item.after == Some(application.version))
            else {
                return Ok(false);
            };
            match review::unassign(tx, &application, before, now).await {
                Ok(()) => Ok(true),
                Err(ReviewError::Store(error)) => Err(error.into()),
                Err(ReviewError::Stage(_) | ReviewError::SamePerson) => Ok(false),
            }
        }
        (
            BulkKind::Flag | BulkKind::Unflag | BulkKind::Correct | BulkKind::Propose | BulkKind::Message,
            _,
        ) => Ok(false),
    }
}

/// One row in its own transaction.
struct Row<'a> {
    app: &'a App,
    tx: &'a Tx,
    house: &'a Tenant,
    by: AccountId,
    kind: BulkKind,
    choice: &'a BulkChoice,
}

impl Row<'_> {
    /// Does it; how the application was before, and its version after.
    async fn act(&self, item: &Item) -> Result<(Before, i32), Stopped> {
        let (tx, now) = (self.tx, self.app.clock.now());
        let application = applications::find_to_change(tx, item.application).await?;
        let application = application.filter(|one| one.receipt.is_some()).ok_or(NotPossible::Failed)?;
        // A flag disturbs nobody, whatever became of the application meanwhile.
        let flagging = matches!(self.kind, BulkKind::Flag | BulkKind::Unflag);
        if !flagging && application.version != item.version {
            return Err(self.changed(application.id).await?.into());
        }
        let worn = flags::of_many(tx, &[application.id]).await?.remove(&application.id).unwrap_or_default();
        let facts = RowFacts {
            stage: &application.stage,
            assignee: application.assignee,
            flags: &worn,
            // Verdicts are asked of the whole case below.
            open: 0,
            against: 0,
            reachable: reachable(self.app, &application),
        };
        possible(self.kind, self.by, &facts)?;
        let before = Before::of(&application);
        match (self.kind, self.choice) {
            (BulkKind::Take, _) => acted(review::take(tx, &application, self.by, now).await)?,
            (BulkKind::GiveBack, _) => acted(review::give_back(tx, &application, now).await)?,
            (BulkKind::Assign, BulkChoice::Assign { to }) => {
                if application.assignee == Some(*to) {
                    return Err(NotPossible::Already.into());
                }
                acted(review::assign(tx, &application, *to, now).await)?;
            }
            (BulkKind::Route, _) => {
                if !routing::assign(self.app, tx, &application).await? {
                    return Err(NotPossible::NoRule.into());
                }
            }
            (BulkKind::Flag, BulkChoice::Flag { word }) => {
                changed(flags::add(tx, &application, word, self.by, now).await?)?;
                return Ok((before, application.version));
            }
            (BulkKind::Unflag, BulkChoice::Flag { word }) => {
                changed(flags::remove(tx, &application, word, now).await?)?;
                return Ok((before, application.version));
            }
            (BulkKind::Correct, BulkChoice::Correct { item, due }) => {
                let request = CorrectionRequest { items: vec![item.clone()], due: *due };
                self.ask_back(&application, request).await?;
            }
            (BulkKind::Propose, BulkChoice::Propose { note }) => self.propose(&application, note).await?,
            (BulkKind::Message, BulkChoice::Message { body }) => {
                self.write(&application, body).await?;
                return Ok((before, application.version));
            }
            (
                BulkKind::Assign
                | BulkKind::Flag
                | BulkKind::Unflag
                | BulkKind::Correct
                | BulkKind::Propose
                | BulkKind::Message,
                _,
            ) => return Err(Error::Internal("an act without its choice").into()),
        }
        Ok((before, application.version + 1))
    }

    /// Who was faster, and with what.
    async fn changed(&self, id: ApplicationId) -> Result<NotPossible, Error> {
        let events = events::of_subject(self.tx, "application", id.uuid()).await?;
        let last = events.into_iter().rev().find(|event| Happening::from_code(&event.kind).is_some());
        Ok(NotPossible::Changed {
            by: last.as_ref().and_then(|event| event.account),
            did: last.map(|event| event.kind).unwrap_or_default(),
        })
    }

    async fn ask_back(&self, application: &Application, request: CorrectionRequest) -> Result<(), Stopped> {
        let case = Case::find_to_change(self.tx, application.id).await?;
        let known = targets(&case.version.rules);
        if !request.items.iter().all(|item| known.contains(&item.target)) {
            return Err(NotPossible::NoSuchPlace.into());
        }
        let correction = Correction {
            id: self.app.clock.id::<CorrectionId>(),
            application: application.id,
            request,
            by: self.by,
            at: self.app.clock.now(),
            answered_at: None,
            before: Some(application.answers.clone()),
        };
        acted(review::return_to_applicant(self.tx, application, &correction).await)?;
        Ok(letters::returned(self.app, self.tx, self.house, &case, &correction.request).await?)
    }

    async fn write(&self, application: &Application, body: &Reason) -> Result<(), Stopped> {
        let case = Case::find_to_change(self.tx, application.id).await?;
        let message = Message {
            id: self.app.clock.id::<CaseMessageId>(),
            side: Side::Office,
            by: self.by,
            at: self.app.clock.now(),
            body: body.as_str().to_owned(),
            read: None,
        };
        messages::add(self.tx, application, &message).await?;
        Ok(letters::written(self.app, self.tx, self.house, &case).await?)
    }

    async fn propose(&self, application: &Application, note: &str) -> Result<(), Stopped> {
        let case = Case::find_to_change(self.tx, application.id).await?;
        let typed = Typed::default().with("outcome", "grant").with("note", note);
        let (criteria, judged) = (case.criteria(), case.judged());
        let form = ProposalForm::parse(&typed, &criteria, &judged, case.arrived(), case.amount());
        let ProposalForm { outcome, note } = match form {
            Ok(form) => form,
            Err(problems) => {
                let why = problems.into_iter().find_map(|(_, problem)| match problem {
                    ProposalProblem::NotJudged(open) => Some(NotPossible::NotJudged { open: open.len() }),
                    ProposalProblem::NotFitting(against) => {
                        Some(NotPossible::NotFitting { against: against.len() })
                    }
                    ProposalProblem::NotChosen
                    | ProposalProblem::NothingAgainst
                    | ProposalProblem::Reason(_)
                    | ProposalProblem::Amount(_)
                    | ProposalProblem::AtMost(_)
                    | ProposalProblem::Nothing
                    | ProposalProblem::NoteTooLong => None,
                });
                return Err(why.unwrap_or(NotPossible::Failed).into());
            }
        };
        let proposal = Proposal {
            id: self.app.clock.id::<ProposalId>(),
            by: self.by,
            at: self.app.clock.now(),
            outcome,
            note,
        };
        acted(review::propose(self.tx, application, &proposal).await)
    }
}

/// Whether a flag changed at all.
fn changed(changed: bool) -> Result<(), Stopped> {
    if changed { Ok(()) } else { Err(NotPossible::Already.into()) }
}

fn acted(acted: Result<(), ReviewError>) -> Result<(), Stopped> {
    match acted {
        Ok(()) => Ok(()),
        Err(ReviewError::Store(error)) => Err(error.into()),
        Err(ReviewError::Stage(why)) => Err(NotPossible::Stage { stage: why.from }.into()),
        Err(ReviewError::SamePerson) => Err(NotPossible::Stage { stage: StageName::Proposed }.into()),
    }
}
