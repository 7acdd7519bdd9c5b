//! What an act would do to each application, and what can be chosen for it.

use super::super::corrections::targets;
use crate::{actor::Officer, app::App, error::Error, subsidies::letters::reachable};
use app::{
    messages::subsidies::target,
    subsidies::review::{BulkChoices, BulkLine, BulkView},
};
use domain::{
    accounts::Role,
    ids::{AccountId, ApplicationId, ProgrammeVersionId},
    subsidies::{BulkKind, NotPossible, RowFacts, RowResult, Rules, Target, Verdict, criteria, possible},
};
use elements::FormState;
use std::collections::{BTreeMap, BTreeSet};
use store::{
    Tx, accounts,
    subsidies::{
        bulk::{self, Bulk, Judged, State},
        programmes,
        queue::{self as lists, Line},
    },
};

/// What can be chosen for an act.
pub(super) struct Choices {
    /// To whom may be assigned.
    pub people: Vec<(AccountId, String)>,
    /// Flags: those in use, or those that the chosen applications have.
    pub flags: Vec<String>,
    /// Places that may be put right.
    pub targets: Vec<Target>,
    /// In words.
    named: Vec<(String, String)>,
}

/// What can be chosen for an act.
pub(super) async fn choices(tx: &Tx, act: &Bulk) -> Result<Choices, Error> {
    let mut choices =
        Choices { people: Vec::new(), flags: Vec::new(), targets: Vec::new(), named: Vec::new() };
    match act.kind {
        BulkKind::Assign => {
            let members = accounts::members(tx).await?.into_iter();
            choices.people = members
                .filter(|member| member.account.disabled_at.is_none() && member.roles.has(Role::Clerk))
                .map(|member| (member.account.id, member.account.name))
                .collect();
        }
        BulkKind::Flag => {
            choices.flags =
                store::subsidies::flags::words(tx).await?.into_iter().map(|(word, _)| word).collect();
        }
        BulkKind::Unflag => {
            let words: BTreeSet<_> = lines(tx, act).await?.into_iter().flat_map(|line| line.flags).collect();
            choices.flags = words.into_iter().collect();
        }
        BulkKind::Correct => {
            let lines = lines(tx, act).await?;
            for rules in rules(tx, &lines).await?.values() {
                for place in targets(rules) {
                    if !choices.targets.contains(&place) {
                        choices.named.push((place.field(), target(&place, rules)));
                        choices.targets.push(place);
                    }
                }
            }
        }
        BulkKind::Take | BulkKind::Route | BulkKind::GiveBack | BulkKind::Propose | BulkKind::Message => {}
    }
    Ok(choices)
}

async fn lines(tx: &Tx, act: &Bulk) -> Result<Vec<Line>, Error> {
    let ids: Vec<_> = bulk::items(tx, act.id).await?.into_iter().map(|item| item.application).collect();
    Ok(lists::of_ids(tx, &ids).await?)
}

async fn rules(tx: &Tx, lines: &[Line]) -> Result<BTreeMap<ProgrammeVersionId, Rules>, Error> {
    let mut all = BTreeMap::new();
    for id in lines.iter().map(|line| line.application.rules).collect::<BTreeSet<_>>() {
        let version = programmes::version_by_id(tx, id).await?.ok_or(Error::NotFound)?;
        all.insert(id, version.rules);
    }
    Ok(all)
}

/// What the page shows.
pub(super) async fn view(
    app: &App,
    tx: &Tx,
    officer: &Officer,
    act: &Bulk,
    form: FormState,
) -> Result<BulkView, Error> {
    let items = bulk::items(tx, act.id).await?;
    let ids: Vec<ApplicationId> = items.iter().map(|item| item.application).collect();
    let found = lists::of_ids(tx, &ids).await?;
    let before = if act.state == State::Prepared {
        foreseen(app, tx, officer, act, &found).await?
    } else {
        BTreeMap::new()
    };
    let changers: Vec<AccountId> = items
        .iter()
        .filter_map(|item| match &item.result {
            Some(RowResult::Not { why: NotPossible::Changed { by, .. } }) => *by,
            Some(RowResult::Done | RowResult::Not { .. }) | None => None,
        })
        .collect();
    let names = accounts::names_of(tx, changers).await?;
    let lines = found
        .into_iter()
        .zip(&items)
        .map(|(line, item)| {
            let id = line.application.id;
            let not = match &item.result {
                Some(RowResult::Done) => None,
                Some(RowResult::Not { why }) => Some(why.clone()),
                None => before.get(&id).cloned(),
            };
            let not = not.map(|why| {
                let name = match &why {
                    NotPossible::Changed { by: Some(by), .. } => names.get(by).cloned(),
                    _ => None,
                };
                (why, name.unwrap_or_else(|| "ほかの人".to_owned()))
            });
            Ok(BulkLine {
                id,
                receipt: line.application.receipt.ok_or(Error::NotFound)?,
                office: line.office,
                stage: line.application.stage.name(),
                assignee: line.assignee,
                not,
                told: item.result.is_some(),
                undone: item.undone,
            })
        })
        .collect::<Result<Vec<_>, Error>>()?;
    let Choices { people, flags, targets: _, named } =
        if act.state == State::Prepared { choices(tx, act).await? } else { none() };
    Ok(BulkView {
        slug: officer.tenant.slug.clone(),
        id: act.id,
        kind: act.kind,
        list: act.list.clone(),
        lines,
        choices: BulkChoices { people, flags, targets: named },
        form,
    })
}

const fn none() -> Choices {
    Choices { people: Vec::new(), flags: Vec::new(), targets: Vec::new(), named: Vec::new() }
}

/// Those for which it is not possible as they stand now.
async fn foreseen(
    app: &App,
    tx: &Tx,
    officer: &Officer,
    act: &Bulk,
    lines: &[Line],
) -> Result<BTreeMap<ApplicationId, NotPossible>, Error> {
    let ids: Vec<_> = lines.iter().map(|line| line.application.id).collect();
    let (judged, back) = bulk::judged(tx, &ids).await?;
    let rules = rules(tx, lines).await?;
    let mut not = BTreeMap::new();
    for line in lines {
        let application = &line.application;
        let nothing = Judged::new();
        let given = judged.get(&application.id).unwrap_or(&nothing);
        let arrived = back.get(&application.id).copied().or(application.submitted_at);
        let fresh: Vec<_> = given.iter().filter(|(_, _, at)| Some(*at) >= arrived).collect();
        let asked = rules.get(&application.rules).map(criteria).unwrap_or_default();
        let facts = RowFacts {
            stage: &application.stage,
            assignee: application.assignee,
            flags: &line.flags,
            open: asked.iter().filter(|one| !fresh.iter().any(|(given, ..)| given == *one)).count(),
            against: fresh.iter().filter(|(_, verdict, _)| *verdict != Verdict::Fits).count(),
            reachable: reachable(app, application),
        };
        if let Err(why) = possible(act.kind, officer.id(), &facts) {
            not.insert(application.id, why);
        }
    }
    Ok(not)
}
