//! 金融機関・店舗の一覧: a file that replaces what is loaded, or the rows that keep it from being taken.

use crate::{
    actor::Clerk,
    app::App,
    error::Error,
    imports::rows_of,
    page::{Page, see_other},
    posted::Upload,
};
use app::{
    messages::{imports as import_words, payments as words},
    paths,
    payments::{BranchesPage, BranchesView},
};
use axum::{
    extract::{Query, State},
    response::Response,
};
use domain::{
    form::Typed,
    zengin::{BranchProblem, branch_list},
};
use elements::FormState;
use leptos::prelude::*;
use serde::Deserialize;
use store::payments::branches;

const TITLE: &str = "金融機関・店舗の一覧";
/// Rows that are named one by one.
const NAMED: usize = 50;

/// What was just done, told once after a redirect.
#[derive(Debug, Default, Deserialize)]
pub struct Done {
    #[serde(default)]
    done: String,
}

/// What is loaded.
pub async fn show(
    officer: Clerk,
    State(app): State<App>,
    Query(Done { done }): Query<Done>,
    page: Page,
) -> Result<Response, Error> {
    let view = view_of(&app, &officer, Vec::new()).await?;
    let done = (done == "loaded").then(|| format!("一覧を読み込みました（{}店舗）。", view.count));
    let view = BranchesView { done, ..view };
    Ok(page.ok(TITLE, move || view! { <BranchesPage view form=FormState::empty()/> }))
}

async fn view_of(
    app: &App,
    officer: &Clerk,
    wrong: Vec<(u32, BranchProblem)>,
) -> Result<BranchesView, Error> {
    let tx = app.store.read(&officer.scope()).await?;
    let count = branches::count(&tx).await?;
    let more = wrong.len().saturating_sub(NAMED);
    let wrong = wrong.iter().take(NAMED).map(|(line, problem)| (*line, words::branch_problem(problem)));
    Ok(BranchesView { slug: officer.tenant.slug.clone(), count, wrong: wrong.collect(), more, done: None })
}

/// Loads a list whole, or not at all.
pub async fn load(
    officer: Clerk,
    State(app): State<App>,
    page: Page,
    Upload { typed: _, files }: Upload,
) -> Result<Response, Error> {
    let refused = async |why: String, wrong: Vec<(u32, BranchProblem)>| {
        let view = view_of(&app, &officer, wrong).await?;
        let form = FormState::rejected(Typed::default(), vec![("file", why)]);
        Ok(page.unprocessable(TITLE, move || view! { <BranchesPage view form/> }))
    };
    let Some(file) = files.into_iter().find(|file| file.field == "file") else {
        return refused("一覧のファイルを選んでください".to_owned(), Vec::new()).await;
    };
    let rows = match rows_of(&app, &file.name, file.bytes).await? {
        Ok(rows) => rows,
        Err(refusal) => return refused(import_words::refusal(refusal), Vec::new()).await,
    };
    let (list, wrong) = branch_list(rows);
    if !wrong.is_empty() {
        let why = format!("読み込めない行が{}行あります。直してから読み込んでください", wrong.len());
        return refused(why, wrong).await;
    }
    if list.is_empty() {
        return refused(
            "このファイルに店舗の行がありません。列の順を確かめてください".to_owned(),
            Vec::new(),
        )
        .await;
    }
    let tx = app.store.write(&officer.scope()).await?;
    branches::load(&tx, &list, app.clock.now()).await?;
    tx.commit().await?;
    Ok(see_other(&format!("{}?done=loaded", paths::bank_branches(&officer.tenant.slug))))
}
