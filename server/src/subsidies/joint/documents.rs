//! One file for several applications: kept once, attached to each.

use super::{Joint, NOBODY};
use crate::{
    actor::Applicant,
    app::App,
    error::Error,
    page::{Page, see_other},
    posted::Upload,
    subsidies::documents::{attach, judged},
};
use app::{
    messages::subsidies::task_title,
    paths,
    subsidies::{JointDocument, JointDocumentPage, JointDocumentsPage},
};
use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::{
    form::Typed,
    ids::ProgrammeId,
    subsidies::{RequiredDocument, Task},
};
use elements::FormState;
use leptos::prelude::*;
use store::files as stored;

/// What is asked for, and who lacks it.
pub async fn index(
    applicant: Applicant,
    State(app): State<App>,
    Path((slug, id)): Path<(String, ProgrammeId)>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&applicant.scope()).await?;
    let joint = Joint::load(&tx, applicant, id, false).await?;
    if joint.drafts.is_empty() {
        return joint.over();
    }
    let filling = joint.filler.filling();
    let lacking = |key: &str| -> Vec<(String, String)> {
        let without = joint.drafts.iter().filter(|own| !own.has(key));
        without.map(|own| (own.office_line(), filling.document(own.application.id, key))).collect()
    };
    let documents = joint
        .rules
        .documents
        .iter()
        .map(|document| JointDocument {
            key: document.key.clone(),
            name: document.name.clone(),
            optional: document.optional,
            lack: lacking(&document.key),
        })
        .collect();
    let all = joint.drafts.len();
    Ok(page.ok(task_title(Task::Documents), move || {
        view! { <JointDocumentsPage slug programme=id documents all/> }
    }))
}

/// The form for one document; ticked are the applications that have none.
pub async fn show(
    applicant: Applicant,
    State(app): State<App>,
    Path((_, id, key)): Path<(String, ProgrammeId, String)>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&applicant.scope()).await?;
    let joint = Joint::load(&tx, applicant, id, false).await?;
    let document = joint.rules.document(&key).cloned().ok_or(Error::NotFound)?;
    if joint.drafts.is_empty() {
        return joint.over();
    }
    let without = joint.drafts.iter().filter(|own| !own.has(&key)).map(|own| own.application.id);
    let form = FormState::filled(Joint::tick(Typed::default(), without));
    Ok(render(&page, &joint, &document, form))
}

/// Takes a file for every application that was ticked, or says what to send instead.
pub async fn create(
    applicant: Applicant,
    State(app): State<App>,
    Path((slug, id, key)): Path<(String, ProgrammeId, String)>,
    page: Page,
    Upload { typed, files }: Upload,
) -> Result<Response, Error> {
    let (scope, tenant, account) = (applicant.scope(), applicant.tenant.id, applicant.account.id);
    let again = applicant.clone();
    let tx = app.store.read(&scope).await?;
    let joint = Joint::load(&tx, applicant, id, false).await?;
    drop(tx);
    let document = joint.rules.document(&key).cloned().ok_or(Error::NotFound)?;
    if joint.drafts.is_empty() {
        return joint.over();
    }
    let chosen = joint.chosen(&typed);
    let mut errors = Vec::new();
    if chosen.is_empty() {
        errors.push(("to", NOBODY.to_owned()));
    }
    let have = chosen.iter().map(|own| own.files.len()).max().unwrap_or(0);
    let file = files.into_iter().find(|file| file.field == "file");
    let file =
        judged(file, have)?.map_err(|why| errors.push(("file", why))).ok().filter(|_| errors.is_empty());
    let Some((file, kind)) = file else {
        return Ok(render(&page, &joint, &document, FormState::rejected(typed, errors)));
    };
    let kept =
        app.storage.put(&app.clock, tenant, Some(account), &file.name, kind.media_type(), file.bytes).await?;
    let tx = app.store.write(&scope).await?;
    let joint = Joint::load(&tx, again, id, true).await?;
    stored::add(&tx, &kept).await?;
    for own in joint.chosen(&typed) {
        attach(&app, &tx, tenant, own.application.id, &key, &kept).await?;
    }
    tx.commit().await?;
    Ok(see_other(&paths::joint_task(&slug, id, Task::Documents)))
}

fn render(page: &Page, joint: &Joint, document: &RequiredDocument, form: FormState) -> Response {
    let (slug, programme) = (joint.filler.tenant.slug.clone(), joint.programme.id);
    let offices = joint.boxes();
    let rejected = form.has_errors();
    let (title, document) = (document.name.clone(), document.clone());
    let view = move || view! { <JointDocumentPage slug programme document offices form/> };
    if rejected { page.unprocessable(&title, view) } else { page.ok(&title, view) }
}
