//! Deciding a packet here: by another person than proposed or made it, within their limit or for somebody absent.

use super::Loaded;
use crate::{
    actor::{Approver, Officer},
    app::App,
    error::Error,
    page::{Page, see_other},
    posted::Posted,
    subsidies::{
        review::{
            authority as powers,
            decisions::{self, Failed},
            notices::Wordings,
        },
        waiting, work_mails,
    },
};
use app::{
    messages::subsidies::{authority, case_problem, wrong_stage},
    paths,
    subsidies::review::{PacketDecisionPage, PacketDecisionView},
};
use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::{
    ids::{PacketId, ProposalId},
    subsidies::{CaseProblem, CaseVerdict, case_verdicts},
};
use elements::FormState;
use leptos::prelude::*;
use store::{
    Tx,
    subsidies::{
        decisions::{Deciding, Way},
        packets::{self, CaseResult, Closing, ClosingWay},
        review::{ReviewError, send_back},
    },
};

const TITLE: &str = "決裁する";

/// The cases, each with its answer.
pub async fn show(
    officer: Approver,
    State(app): State<App>,
    Path((slug, id)): Path<(String, PacketId)>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&officer.scope()).await?;
    let loaded = Loaded::find(&tx, id).await?;
    let Some(standing) = standing(&app, &tx, &officer, &loaded).await? else {
        return Ok(see_other(&paths::packet(&slug, id)));
    };
    let decision = view_of(&tx, &officer, &loaded, standing, FormState::empty()).await?;
    Ok(page.ok(TITLE, move || view! { <PacketDecisionPage decision/> }))
}

/// Decides every case at once, or says what is missing.
pub async fn create(
    officer: Approver,
    State(app): State<App>,
    Path((slug, id)): Path<(String, PacketId)>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let tx = app.store.write(&officer.scope()).await?;
    let loaded = Loaded::find_to_change(&tx, id).await?;
    loaded.fresh(&tx, &slug, &typed).await?;
    let Ok(given) = loaded.authority(&app, &tx, &officer).await? else {
        return Ok(see_other(&paths::packet(&slug, id)));
    };
    let verdicts = match case_verdicts(&typed, &loaded.proposals()) {
        Ok(verdicts) if !verdicts.is_empty() => verdicts,
        Ok(_) => return Ok(see_other(&paths::packet(&slug, id))),
        Err(problems) => {
            let form = FormState::rejected(typed, sentences(&loaded, &problems));
            let standing = authority(given, |absent| loaded.name(absent));
            let decision = view_of(&tx, &officer, &loaded, standing, form).await?;
            return Ok(page.unprocessable(TITLE, move || view! { <PacketDecisionPage decision/> }));
        }
    };
    let absent = powers::absent(given);
    let (now, today) = (app.clock.now(), app.clock.today());
    settle_all(&app, &tx, &officer, &loaded, &verdicts, Way::Here { absent }).await?;
    let closing = Closing { by: officer.id(), at: now, on: today, way: ClosingWay::Here { absent } };
    packets::close(&tx, &loaded.packet, &closing).await?;
    tx.commit().await?;
    app.wake.notify_one();
    Ok(see_other(&format!("{}?done=decided", paths::packet(&slug, id))))
}

/// Each case as it was answered; then whoever waits moves up. The packet is closed by whoever calls.
pub(super) async fn settle_all(
    app: &App,
    tx: &Tx,
    officer: &Officer,
    loaded: &Loaded,
    verdicts: &[(ProposalId, CaseVerdict)],
    way: Way,
) -> Result<(), Error> {
    let now = app.clock.now();
    let id = loaded.packet.id;
    let mut wordings = Wordings::default();
    for (case, proposal) in loaded.waiting() {
        let Some((proposal_id, verdict)) =
            verdicts.iter().find(|(proposal_id, _)| *proposal_id == proposal.proposal.id)
        else {
            continue;
        };
        match verdict {
            CaseVerdict::Approve => {
                let deciding = Deciding { by: officer.id(), way, note: "", now };
                let settled = decisions::settle(app, tx, officer, case, proposal, deciding, &mut wordings);
                settled.await.map_err(failure)?;
                packets::settle(tx, id, *proposal_id, CaseResult::Approved, "").await?;
            }
            CaseVerdict::SendBack(reason) => {
                let by = officer.id();
                let recorded = way == Way::Outside;
                send_back(tx, &case.application, proposal, by, recorded, reason.as_str(), now)
                    .await
                    .map_err(|error| failure(Failed::Review(error)))?;
                packets::settle(tx, id, *proposal_id, CaseResult::SentBack, reason.as_str()).await?;
                work_mails::sent_back(app, tx, &case.waiting(officer), proposal.proposal.by).await?;
            }
        }
    }
    waiting::move_up(app, tx, &officer.tenant, loaded.packet.programme).await?;
    Ok(())
}

/// What was looked at under locks a moment ago cannot fail for a reason of the work.
fn failure(failed: Failed) -> Error {
    match failed {
        Failed::Error(error) => error,
        Failed::Review(ReviewError::Store(error)) => error.into(),
        Failed::Review(ReviewError::Stage(why)) => {
            tracing::error!(why = wrong_stage(why), "a case of a packet moved under its lock");
            Error::Internal("a case of a packet moved under its lock")
        }
        Failed::Review(ReviewError::SamePerson) => Error::Internal("a packet of one's own was decided"),
    }
}

/// For whom it is decided; nothing where there is nothing to decide, or not by this officer.
async fn standing(
    app: &App,
    tx: &Tx,
    officer: &Officer,
    loaded: &Loaded,
) -> Result<Option<Option<String>>, Error> {
    let open = loaded.packet.state == packets::State::Open && loaded.waiting().next().is_some();
    Ok(match loaded.authority(app, tx, officer).await? {
        Ok(given) if open => Some(authority(given, |absent| loaded.name(absent))),
        Ok(_) | Err(_) => None,
    })
}

/// What is wrong with the answers, each at its field.
pub(super) fn sentences(
    loaded: &Loaded,
    problems: &[(String, ProposalId, CaseProblem)],
) -> Vec<(String, String)> {
    problems
        .iter()
        .map(|(field, id, problem)| {
            let receipt = loaded
                .waiting()
                .find(|(_, proposal)| proposal.proposal.id == *id)
                .map(|(case, _)| case.receipt.to_string())
                .unwrap_or_default();
            (field.clone(), case_problem(&receipt, *problem))
        })
        .collect()
}

/// The page's contents.
pub(super) async fn view_of(
    tx: &Tx,
    officer: &Officer,
    loaded: &Loaded,
    standing: Option<String>,
    form: FormState,
) -> Result<PacketDecisionView, Error> {
    let mut cases = loaded.views(officer);
    cases.retain(|case| case.waits);
    Ok(PacketDecisionView {
        head: loaded.head(officer),
        cases,
        budget: loaded.budget(tx).await?,
        standing,
        form,
    })
}
