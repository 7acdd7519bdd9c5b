//! S13: one application, its criteria beside its documents, and what this officer can do with it.

use super::{Pairs, case::Case, queue_of, views};
use crate::{
    actor::{Officer, Reader},
    app::App,
    error::Error,
    page::Page,
};
use app::{
    messages::subsidies::wrong_stage,
    subsidies::review::{Place, WorkspacePage},
};
use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::{
    ids::ApplicationId,
    subsidies::{Judgements, Queue, WrongStage},
};
use elements::FormState;
use leptos::prelude::*;
use store::{Tx, subsidies::queue as lists, views as records};

/// The workspace; that it was looked at is kept.
pub async fn show(
    officer: Reader,
    State(app): State<App>,
    Path((_, id)): Path<(String, ApplicationId)>,
    pairs: Pairs,
    page: Page,
) -> Result<Response, Error> {
    let queue = queue_of(&pairs);
    let tx = app.store.write(&officer.scope()).await?;
    let case = Case::find(&tx, id).await?;
    let place = place(&tx, &officer, &queue, id).await?;
    records::record(&tx, app.clock.id(), app.clock.now(), "application", id.uuid(), "workspace").await?;
    tx.commit().await?;
    let done = pairs.iter().find(|(name, _)| name == "done").and_then(|(_, what)| sentence(what));
    let judged = case.checks.iter().map(|check| &check.judged.judgement);
    let form = FormState::filled(Judgements::fill(judged));
    Ok(render(&page, &app, &officer, &case, queue, place, Told { form, done, refused: None }))
}

/// What the page says besides the application.
pub(super) struct Told {
    /// The form of the verdicts.
    pub form: FormState,
    /// What was just done.
    pub done: Option<&'static str>,
    /// Why something was not.
    pub refused: Option<String>,
}

/// The page again, with why an act is not possible where the application stands.
pub(super) async fn refuse(
    page: &Page,
    app: &App,
    officer: &Officer,
    case: &Case,
    queue: Queue,
    why: WrongStage,
) -> Result<Response, Error> {
    let tx = app.store.read(&officer.scope()).await?;
    let place = place(&tx, officer, &queue, case.application.id).await?;
    let judged = case.checks.iter().map(|check| &check.judged.judgement);
    let form = FormState::filled(Judgements::fill(judged));
    Ok(render(
        page,
        app,
        officer,
        case,
        queue,
        place,
        Told { form, done: None, refused: Some(wrong_stage(why)) },
    ))
}

/// Where an application stands in its list.
pub(super) async fn place(
    tx: &Tx,
    officer: &Officer,
    queue: &Queue,
    id: ApplicationId,
) -> Result<Option<Place>, Error> {
    let ids = lists::ids(tx, queue, officer.id()).await?;
    Ok(ids.iter().position(|one| *one == id).map(|at| Place {
        position: at + 1,
        total: ids.len(),
        previous: at.checked_sub(1).map(|before| ids[before]),
        next: ids.get(at + 1).copied(),
    }))
}

/// The page.
pub(super) fn render(
    page: &Page,
    app: &App,
    officer: &Officer,
    case: &Case,
    queue: Queue,
    place: Option<Place>,
    told: Told,
) -> Response {
    let rejected = told.form.has_errors() || told.refused.is_some();
    let workspace = views::workspace(app, officer, case, queue, place, told);
    let title = workspace.about.caption();
    let view = move || view! { <WorkspacePage workspace/> };
    if rejected { page.unprocessable(&title, view) } else { page.ok(&title, view) }
}

/// What was just done, in a sentence.
fn sentence(done: &str) -> Option<&'static str> {
    match done {
        "taken" => Some("担当になりました。"),
        "given_back" => Some("担当を外れました。"),
        "checked" => Some("判定を保存しました。"),
        "returned" => Some("補正を依頼しました。申請者にメールを送ります。"),
        "returned_on_paper" => {
            Some("補正を依頼しました。メールアドレスがないため、電話やFAXで申請者に伝えてください。")
        }
        "resubmitted" => Some("補正の回答を登録しました。"),
        "withdrawn" => Some("取下げを登録しました。"),
        "proposed" => Some("起案しました。決裁を待ちます。"),
        "sent_back" => Some("差し戻しました。"),
        "decided" => Some("決裁しました。決定通知書を作り、申請者にメールを送ります。"),
        "decided_on_paper" => {
            Some("決裁しました。メールアドレスがないため、決定通知書（PDF）を印刷して郵送してください。")
        }
        _ => None,
    }
}
