//! 社内の確認 at a glance: where what was asked about stands for the viewer, by what it is now, for the home and for the page
//! of one application.

use super::{filler::Filler, own};
use crate::{awards, error::Error};
use app::{
    subsidies::{LookedAt, Looking},
    when::moment,
};
use chrono::NaiveDate;
use domain::{
    awards::StageName as AwardStage,
    ids::{AccountId, ApplicationId, OfficeId},
    subsidies::{Confirmation, ConfirmationState, Confirmers, HandedIn, Stage, Standing},
};
use std::collections::BTreeMap;
use store::{
    Tx, accounts,
    awards::Award,
    subsidies::{
        applications::Application,
        attachments::{self, Attachment},
        confirmations,
        programmes::Programme,
    },
};

/// What there is of some applications; nothing of what nobody was asked about.
pub(crate) async fn of(
    tx: &Tx,
    filler: &Filler,
    applications: &[Application],
    (after, programmes): (&[Award], &[Programme]),
    today: NaiveDate,
) -> Result<BTreeMap<ApplicationId, Vec<LookedAt>>, Error> {
    let mut told: BTreeMap<ApplicationId, Vec<LookedAt>> = BTreeMap::new();
    let open: Vec<(&Application, HandedIn)> = applications
        .iter()
        .flat_map(|one| to_hand_in(one, after).iter().map(move |what| (one, *what)))
        .collect();
    let ids: Vec<_> = open.iter().map(|(one, _)| one.id).collect();
    let asked = confirmations::of(tx, &ids).await?;
    let asked: Vec<(&Application, HandedIn, &Confirmation)> = open
        .into_iter()
        .filter_map(|(one, what)| Some((one, what, asked.get(&(one.id, what))?)))
        .filter(|(one, _, asked)| asked.state != ConfirmationState::TakenBack && is_of_now(one, asked))
        .collect();
    if asked.is_empty() {
        return Ok(told);
    }
    let offices: Vec<OfficeId> = asked.iter().map(|(one, ..)| one.office).collect();
    let houses = confirmations::confirmers_of(tx, &offices).await?;
    let answered = asked.iter().flat_map(|(.., one)| [Some(one.asked_by), one.answered_by]).flatten();
    let people = houses.values().flat_map(|house| house.confirmers.iter().copied());
    let people: Vec<AccountId> = people.chain(answered).collect();
    let names = accounts::names_of(tx, people).await?;
    let drafts = asked.iter().filter(|(_, what, _)| *what == HandedIn::Application);
    let drafts: Vec<ApplicationId> = drafts.map(|(one, ..)| one.id).collect();
    let files = attachments::of_applications(tx, &drafts).await?;
    for (application, what, one) in asked {
        let Some(house) = houses.get(&application.office) else { continue };
        let standing = match what {
            HandedIn::Application => {
                let seen =
                    seen(application, programmes, files.get(&application.id).map_or(&[][..], Vec::as_slice));
                house.standing(what, Some(one), &seen, filler.id())
            }
            HandedIn::Report | HandedIn::Claim | HandedIn::Advance => {
                Box::pin(awards::confirming::standing(tx, filler, application.id, what, today)).await?
            }
        };
        let Some(step) = looking(standing, one, house, filler.id(), &names) else { continue };
        let href = place(filler, application.id, what, &step);
        told.entry(application.id).or_default().push(LookedAt { what, step, href });
    }
    Ok(told)
}

/// What of an application is to be handed in next.
fn to_hand_in(application: &Application, after: &[Award]) -> &'static [HandedIn] {
    if matches!(application.stage, Stage::Draft | Stage::Returned { .. }) {
        return &[HandedIn::Application];
    }
    let Some(award) = after.iter().find(|award| award.application == application.id) else { return &[] };
    match award.stage.name() {
        AwardStage::AwaitingReport => &[HandedIn::Report, HandedIn::Advance],
        AwardStage::ReportReturned => &[HandedIn::Report],
        AwardStage::AwaitingClaim => &[HandedIn::Claim],
        AwardStage::Reported
        | AwardStage::FinalProposed
        | AwardStage::Payable
        | AwardStage::Settled
        | AwardStage::Cancelled => &[],
    }
}

/// Whether it was asked about since a correction asked for it, where one does.
fn is_of_now(application: &Application, asked: &Confirmation) -> bool {
    match &application.stage {
        Stage::Returned { at, .. } => asked.asked_at >= *at,
        Stage::Draft
        | Stage::Waiting { .. }
        | Stage::Submitted { .. }
        | Stage::UnderReview { .. }
        | Stage::Proposed { .. }
        | Stage::Granted { .. }
        | Stage::Refused { .. }
        | Stage::Withdrawn { .. } => true,
    }
}

/// What somebody sees who looks at all of an application now.
fn seen(application: &Application, programmes: &[Programme], files: &[Attachment]) -> String {
    let current = programmes.iter().find(|one| one.id == application.programme);
    let current = current.and_then(|one| one.current.as_ref()).map(|version| version.id);
    // A draft comes under the rules of today, a received application under its own.
    let (rules, correction) = match &application.stage {
        Stage::Draft => (current.unwrap_or(application.rules), None),
        Stage::Returned { correction, .. } => (application.rules, Some(*correction)),
        Stage::Waiting { .. }
        | Stage::Submitted { .. }
        | Stage::UnderReview { .. }
        | Stage::Proposed { .. }
        | Stage::Granted { .. }
        | Stage::Refused { .. }
        | Stage::Withdrawn { .. } => (application.rules, None),
    };
    own::seen(rules, correction, &application.answers, files)
}

fn looking(
    standing: Standing,
    asked: &Confirmation,
    house: &Confirmers,
    viewer: AccountId,
    names: &BTreeMap<AccountId, String>,
) -> Option<Looking> {
    let name = |who: AccountId| names.get(&who).cloned().unwrap_or_else(|| "以前の担当の方".to_owned());
    Some(match standing {
        Standing::NotNeeded | Standing::ToAsk => return None,
        Standing::ToConfirm { asked_by } => Looking::ToConfirm { asked_by: name(asked_by) },
        Standing::Waiting { asked_by } => Looking::Waiting {
            asked_by: name(asked_by),
            since: moment(asked.asked_at),
            whom: house.others(asked_by).map(name).collect::<Vec<_>>().join("、"),
        },
        Standing::Declined { by } if by == viewer => Looking::SentBack,
        Standing::Declined { .. } => Looking::Declined,
        Standing::Changed if house.has(viewer) && asked.asked_by != viewer => Looking::ChangedByOthers,
        Standing::Changed => Looking::Changed,
        Standing::Agreed { by } => Looking::Agreed { by: name(by) },
    })
}

/// Where it goes on: where all of it is looked at, or where it is put right.
fn place(filler: &Filler, id: ApplicationId, what: HandedIn, step: &Looking) -> String {
    let filling = filler.filling();
    match (what, step) {
        (HandedIn::Application, Looking::ToConfirm { .. } | Looking::Waiting { .. }) => filling.check(id),
        (HandedIn::Application, _) => filling.application(id),
        (HandedIn::Report, _) => filling.report_check(id),
        (HandedIn::Claim, _) => filling.claim(id),
        (HandedIn::Advance, _) => filling.advance(id),
    }
}
