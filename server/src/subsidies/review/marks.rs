//! 採点: each reviewer's own marks for the points of the programme. Nobody sees those of others before they gave theirs.

use super::{Pairs, case::Case, queue_of, told, workspace};
use crate::{
    actor::{Officer, Reviewer},
    app::App,
    error::Error,
    page::{Page, see_other},
    posted::Posted,
};
use app::subsidies::review::{MarkedLine, MarksView, mark_problem};
use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::{
    accounts::Role,
    ids::ApplicationId,
    subsidies::{MARKS_COMMENT, Marks, ReviewPoint, StageName, Tally, points_for},
};
use elements::FormState;
use store::{
    Tx,
    subsidies::{
        applications::Application,
        marks::{self, Given},
        waiting::{self, Standing},
    },
};

/// With what the fields of the points begin.
const MARK: &str = "mark.";

/// The points under which an application is marked.
fn points(case: &Case) -> &[ReviewPoint] {
    points_for(&case.version.rules, case.programme.current.as_ref().map(|current| &current.rules))
}

/// The part of the workspace; none where the rules have no points. `words` is what was just typed, where it was refused.
pub(super) async fn view(
    tx: &Tx,
    officer: &Officer,
    case: &Case,
    words: &FormState,
) -> Result<Option<MarksView>, Error> {
    let points = points(case).to_vec();
    if points.is_empty() {
        return Ok(None);
    }
    let over = over(&case.application, &waiting::standing(tx, case.programme.id).await?);
    let may_mark = gives_marks(officer) && over.is_none();
    let all = marks::of_application(tx, case.application.id).await?;
    let own = all.iter().find(|one| one.by == officer.id());
    let refused = words
        .errors()
        .iter()
        .any(|error| error.field.is_empty() || error.field == MARKS_COMMENT || error.field.starts_with(MARK));
    let form = match own {
        _ if refused => words.clone(),
        Some(own) => FormState::filled(own.marks.fill(&points)),
        None => FormState::empty(),
    };
    let given = (own.is_some() || !may_mark).then(|| {
        let tally = Tally::of(&points, all.iter().map(|one| &one.marks));
        let line = |one: &Given| MarkedLine {
            by: case.name(Some(one.by)).to_owned(),
            score: Tally::of(&points, [&one.marks]).map(|alone| alone.mean),
            comment: one.marks.comment.clone(),
        };
        (all.iter().map(line).collect(), tally)
    });
    Ok(Some(MarksView { points, may_mark, over, form, given }))
}

/// Whether somebody is one of those who give marks.
pub(in crate::subsidies) fn gives_marks(officer: &Officer) -> bool {
    officer.has(Role::Clerk) || officer.has(Role::Approver)
}

/// Why no marks are given any more, as a sentence.
pub(in crate::subsidies) fn over(application: &Application, standing: &Standing) -> Option<&'static str> {
    match application.stage.name() {
        StageName::Waiting | StageName::Submitted | StageName::UnderReview | StageName::Returned => {}
        StageName::Draft
        | StageName::Proposed
        | StageName::Granted
        | StageName::Refused
        | StageName::Withdrawn => return Some("起案・決定・取下げの後は、採点を変えられません。"),
    }
    // A place that no draw gave came from the marks: what an order followed from stays as it was.
    (application.given_rank().is_some() && standing.seed.is_none())
        .then_some("採点の順に予算を配った後は、採点を変えられません。")
}

/// Keeps whoever's marks, or shows what is wrong with them.
pub async fn create(
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
    let points = points(&case);
    let back = case.about(&officer, queue.clone()).workspace();
    if points.is_empty() {
        return Ok(see_other(&back));
    }
    let refused = match over(&case.application, &waiting::standing(&tx, case.programme.id).await?) {
        Some(why) => vec![(String::new(), why.to_owned())],
        None => match Marks::parse(&typed, points) {
            Ok(given) => {
                marks::give(&tx, &case.application, &given, app.clock.now()).await?;
                tx.commit().await?;
                return Ok(told(&back, "marked"));
            }
            Err(problems) => problems
                .into_iter()
                .map(|(field, problem)| {
                    let why = mark_problem(&field, problem, points);
                    (field, why)
                })
                .collect(),
        },
    };
    drop(tx);
    let form = FormState::rejected(typed, refused);
    workspace::refuse_words(&page, &app, &officer, &case, queue, form).await
}
