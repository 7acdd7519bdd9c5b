//! 機材貸出: what went, came and came back of what is lent for a session, ticked off by either side.

use super::{Done, Last, differing, found_own, found_to_change, last, side_of, views};
use crate::{
    actor::{Officer, Partner, PartnerClerk},
    app::App,
    download,
    error::Error,
    page::{Page, see_other},
    posted::Posted,
};
use app::{
    demos::{LoanBox, LoansPage, LoansView},
    errors::Conflict,
    messages::demos::loan_errors,
    paths,
};
use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use documents::LoanSheet;
use domain::{
    demos::{Happening, LoanDays, LoanMarks, Side},
    ids::{DemoId, ResourceId},
};
use elements::FormState;
use leptos::prelude::*;
use store::{
    Tx,
    demos::{
        loans::{self, Loan},
        resources,
        sessions::Session,
    },
    tenants,
};

const TITLE: &str = "機材貸出の確認";

/// The boxes of a session.
pub async fn show(
    officer: Partner,
    State(app): State<App>,
    Path((slug, id)): Path<(String, DemoId)>,
    Query(Done { done }): Query<Done>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&officer.scope()).await?;
    let session = found_own(&tx, id).await?;
    let Some(days) = days(&session) else { return Ok(see_other(&paths::demo_session(&slug, id))) };
    let boxes = boxes(&tx, &officer, &session).await?;
    Ok(render(&page, &officer, &session, days, boxes, done.is_some()))
}

/// Notes what was ticked.
pub async fn update(
    officer: PartnerClerk,
    State(app): State<App>,
    Path((slug, id)): Path<(String, DemoId)>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let tx = app.store.write(&officer.scope()).await?;
    let session = found_to_change(&tx, id).await?;
    let Some(days) = days(&session) else { return Ok(see_other(&paths::demo_session(&slug, id))) };
    let mut boxes = boxes(&tx, &officer, &session).await?;
    let which: Option<ResourceId> = typed.get("resource").parse().ok();
    let one = boxes.iter_mut().find(|one| Some(one.resource) == which).ok_or(Error::NotFound)?;
    let marks = match one.marks.parse(&typed, days) {
        Ok(marks) => marks,
        Err(problems) => {
            one.form = FormState::rejected(typed, loan_errors(&problems));
            return Ok(render(&page, &officer, &session, days, boxes, false));
        }
    };
    let version = typed.version();
    let now = app.clock.now();
    let done = if version == 0 {
        let held = session.stage.session().ok_or(Error::NotFound)?;
        let promise = held.promises.iter().find(|promise| Some(promise.resource) == which);
        let promise = promise.ok_or(Error::NotFound)?;
        loans::begin(&tx, &session, app.clock.id(), (promise, days), &marks, now).await
    } else {
        let marks_so_far = one.marks.clone();
        let loan = Loan { resource: one.resource, name: one.name.clone(), marks: marks_so_far, version };
        loans::change(&tx, &session, &loan, &marks, now).await
    };
    match done {
        Ok(()) => {
            tx.commit().await?;
            Ok(see_other(&format!("{}?done=saved", paths::demo_loans(&slug, id))))
        }
        Err(store::Error::Stale) => {
            let lent = last(&tx, &session, |happening, _| happening == Happening::Lent).await?;
            let (who, when) = Last::words(lent, &session);
            let stands = loans::of_session(&tx, session.id).await?;
            let stands = stands.into_iter().find(|loan| Some(loan.resource) == which).map(|loan| loan.marks);
            Err(Error::Conflict(Box::new(Conflict {
                what: format!("{}の機材貸出", session.name),
                who,
                when,
                did: "貸し出す機材の確認を保存しました".to_owned(),
                differences: differing::loan(&stands.unwrap_or_default(), &marks),
                latest: paths::demo_loans(&slug, id),
            })))
        }
        Err(error) => Err(error.into()),
    }
}

/// The sheet that goes into each box, and comes back in it.
pub async fn sheet(
    officer: Partner,
    State(app): State<App>,
    Path((slug, id)): Path<(String, DemoId)>,
) -> Result<Response, Error> {
    let tx = app.store.read(&officer.scope()).await?;
    let session = found_own(&tx, id).await?;
    let Some(days) = days(&session) else { return Ok(see_other(&paths::demo_session(&slug, id))) };
    let boxes = boxes(&tx, &officer, &session).await?;
    if boxes.is_empty() {
        return Ok(see_other(&paths::demo_loans(&slug, id)));
    }
    let federation = tenants::by_id(&tx, session.federation).await?;
    drop(tx);
    let contact = &session.request.contact;
    let sheet = LoanSheet {
        desk: format!("{}\n{}", federation.name, views::desk(&federation)),
        from: federation.name,
        to: session.name.clone(),
        about: views::about(&session),
        days,
        contact: format!("{}\n{}　電話 {}", views::location(&session), contact.name, contact.phone),
        boxes: boxes.into_iter().map(|one| (one.name, one.marks)).collect(),
    };
    let (name, now, fonts) = (sheet.file_name(), app.clock.now(), app.fonts.clone());
    let made = tokio::task::spawn_blocking(move || sheet.render(now, &fonts))
        .await
        .map_err(|_| Error::Internal("setting the sheet of a loan was broken off"))?
        .map_err(|_| Error::Internal("the sheet of a loan cannot be set"))?;
    Ok(download::file(&name, "application/pdf", made.pdf))
}

/// The days of the loan, where equipment is sent.
fn days(session: &Session) -> Option<LoanDays> {
    session.stage.session().and_then(|held| held.loan)
}

/// What was noted; the federation sees boxes too of which nothing was noted yet, as they are packed.
async fn boxes(tx: &Tx, officer: &Officer, session: &Session) -> Result<Vec<LoanBox>, Error> {
    let noted = loans::of_session(tx, session.id).await?;
    let mut boxes: Vec<LoanBox> =
        noted.into_iter().map(|loan| loan_box(loan.resource, loan.name, loan.marks, loan.version)).collect();
    let held = session.stage.session().filter(|_| side_of(officer) == Side::Federation);
    for promise in held.iter().flat_map(|held| &held.promises).filter(|one| one.kind.is_equipment()) {
        if boxes.iter().all(|one| one.resource != promise.resource) {
            let contents = resources::find(tx, promise.resource).await?.map(|one| one.contents);
            let marks = LoanMarks::of_box(&contents.unwrap_or_default());
            boxes.push(loan_box(promise.resource, promise.name.clone(), marks, 0));
        }
    }
    Ok(boxes)
}

fn loan_box(resource: ResourceId, name: String, marks: LoanMarks, version: i32) -> LoanBox {
    let form = FormState::filled(marks.fill());
    LoanBox { resource, name, marks, version, form }
}

fn render(
    page: &Page,
    officer: &Officer,
    session: &Session,
    days: LoanDays,
    boxes: Vec<LoanBox>,
    done: bool,
) -> Response {
    let rejected = boxes.iter().any(|one| one.form.has_errors());
    let loans = LoansView {
        slug: officer.tenant.slug.clone(),
        id: session.id,
        side: side_of(officer),
        about: views::about(session),
        days,
        boxes,
        done,
    };
    let view = move || view! { <LoansPage loans/> };
    if rejected { page.unprocessable(TITLE, view) } else { page.ok(TITLE, view) }
}
