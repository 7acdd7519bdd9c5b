//! Codes for the first sign-in, issued for the offices of an activity whose letters carry them.

use super::{
    audience::{Line, Who, lines},
    found, words,
};
use crate::{
    accounts::letters,
    actor::{Clerk, Officer},
    app::App,
    error::Error,
    page::see_other,
    posted::Posted,
};
use app::paths;
use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::{
    accounts::Role,
    ids::{ActivityId, CampaignId, OfficeId},
    papers::LeadsTo,
};
use std::collections::BTreeSet;
use store::{Tx, letter_codes, members};

/// Whether an officer may take letters that lead there: a code lets somebody speak for an office, so it leaves with those
/// who may issue it.
pub(super) fn may_print(officer: &Officer, leads_to: LeadsTo) -> bool {
    leads_to != LeadsTo::SignIn || officer.has(Role::Clerk)
}

/// The offices of a list that a letter reaches, that nobody speaks for and that have no code.
pub(super) async fn without(app: &App, tx: &Tx, lines: &[Line]) -> Result<Vec<OfficeId>, Error> {
    let written = lines.iter().filter(|line| line.is(Who::Reached) || line.is(Who::Without));
    let offices: Vec<OfficeId> = written
        .filter(|line| line.postal().is_some())
        .filter_map(|line| line.office().map(|office| office.id))
        .collect();
    let spoken: BTreeSet<OfficeId> = members::spoken_for(tx, &offices).await?;
    let living = letter_codes::living(tx, &offices).await?;
    let now = app.clock.now();
    let has_code = |office: &OfficeId| living.get(office).is_some_and(|code| code.serves(now));
    Ok(offices.into_iter().filter(|office| !spoken.contains(office) && !has_code(office)).collect())
}

/// Issues them. Twice is once: who has a code keeps it.
pub async fn issue(
    clerk: Clerk,
    State(app): State<App>,
    Path((slug, campaign, id)): Path<(String, CampaignId, ActivityId)>,
    Posted(_): Posted,
) -> Result<Response, Error> {
    let tx = app.store.write(&clerk.scope()).await?;
    let (_, activity) = found(&tx, campaign, id).await?;
    let back = paths::activity_paper(&slug, campaign, id);
    let (texts, _) = words(&tx, &activity).await?;
    if texts.leads_to != LeadsTo::SignIn || !app.config.public_side {
        return Ok(see_other(&back));
    }
    let offices = without(&app, &tx, &lines(&tx, &activity).await?).await?;
    letters::issue(&app, &tx, &offices).await?;
    tx.commit().await?;
    Ok(see_other(&format!("{back}?done=issued")))
}
