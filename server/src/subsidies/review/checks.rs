//! 要件確認: every verdict of one form, kept together or shown again as typed.

use super::{
    Pairs,
    case::Case,
    queue_of, told, version_of,
    workspace::{self, Told},
};
use crate::{
    actor::Clerk,
    app::App,
    error::Error,
    page::{Page, see_other},
    posted::Posted,
};
use app::{
    messages::subsidies::{criterion, judgement_problem, verdict},
    paths,
    subsidies::review::SUGGEST,
};
use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::{
    form::Typed,
    ids::ApplicationId,
    subsidies::{Judgement, JudgementField, Judgements, Verdict, suggested},
};
use elements::FormState;
use store::subsidies::review::{ReviewError, judge};

/// What is told when 適合 was put on what the machine found.
const SUGGESTED: &str = "書類によらない「適合の見込み」の要件に、適合を付けました。まだ保存していません。それぞれ確かめて、書類による要件も判定してから、保存してください。";

/// Keeps the verdicts; or fills in what the machine found, to be looked over and saved.
pub async fn create(
    officer: Clerk,
    State(app): State<App>,
    Path((slug, id)): Path<(String, ApplicationId)>,
    pairs: Pairs,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let queue = queue_of(&pairs);
    let version = version_of(&typed)?;
    let tx = app.store.write(&officer.scope()).await?;
    let case = Case::find_to_change(&tx, id).await?;
    let about = case.about(&officer, queue.clone());
    case.fresh(&app, &about, version, differences(&case, &typed))?;
    let place = workspace::place(&app, &tx, &officer, &queue, id).await?;
    if typed.get("then") == SUGGEST {
        let (typed, count) = suggested(typed, &case.pre_checks());
        let told = Told {
            form: FormState::filled(typed),
            words: FormState::empty(),
            done: (count > 0).then_some(SUGGESTED),
            refused: None,
        };
        return workspace::render(&page, &app, &tx, &officer, &case, queue, place, told).await;
    }
    let judgements = match Judgements::parse(&typed, &case.criteria()) {
        Ok(Judgements(judgements)) => judgements,
        Err(problems) => {
            let rules = &case.version.rules;
            let errors = problems
                .into_iter()
                .map(|(field, problem)| (field.name(), judgement_problem(field, problem, rules)))
                .collect();
            let told = Told {
                form: FormState::rejected(typed, errors),
                words: FormState::empty(),
                done: None,
                refused: None,
            };
            return workspace::render(&page, &app, &tx, &officer, &case, queue, place, told).await;
        }
    };
    let changed: Vec<_> = judgements.into_iter().filter(|judgement| is_new(&case, judgement)).collect();
    if !changed.is_empty() {
        match judge(&tx, &case.application, &changed, officer.id(), app.clock.now()).await {
            Ok(()) => tx.commit().await?,
            Err(ReviewError::Store(error)) => return Err(error.into()),
            Err(ReviewError::Stage(why)) => {
                drop(tx);
                return workspace::refuse(&page, &app, &officer, &case, queue, why).await;
            }
            Err(ReviewError::SamePerson) => return Err(Error::Internal("a verdict decides nothing")),
        }
    }
    match place.and_then(|place| place.next).filter(|_| typed.get("then") == "next") {
        Some(next) => Ok(see_other(&paths::application_in(&slug, next, &queue))),
        None => Ok(told(&about.workspace(), "checked")),
    }
}

/// Whether a verdict says something that does not stand already; who judged first stays named otherwise.
fn is_new(case: &Case, judgement: &Judgement) -> bool {
    let arrived = case.arrived();
    !case.checks.iter().any(|check| check.judged.judgement == *judgement && check.judged.at >= arrived)
}

/// What was typed against what stands now, for whoever was slower.
fn differences(case: &Case, typed: &Typed) -> Vec<(String, String, String)> {
    let words = |code: &str, note: &str| {
        let verdict = Verdict::from_code(code).map_or("―", verdict);
        if note.is_empty() { verdict.to_owned() } else { format!("{verdict}（{note}）") }
    };
    case.criteria()
        .into_iter()
        .filter_map(|one| {
            let mine = words(
                typed.get(&JudgementField::Verdict(one).name()),
                typed.get(&JudgementField::Note(one).name()).trim(),
            );
            let stands = case
                .checks
                .iter()
                .map(|check| &check.judged.judgement)
                .find(|judged| judged.criterion == one);
            let theirs =
                stands.map_or_else(|| words("", ""), |judged| words(judged.verdict.code(), &judged.note));
            // What was left open takes nothing from anybody.
            (mine != theirs && mine != words("", ""))
                .then(|| (criterion(one, &case.version.rules), theirs, mine))
        })
        .collect()
}
