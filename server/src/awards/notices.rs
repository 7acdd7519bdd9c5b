//! Letters after a grant, given to officers and to their applicant.

use crate::{
    actor::{Applicant, Reader},
    app::App,
    error::Error,
    subsidies::{filler::Fills as _, own::Own, review::notices::download},
};
use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::{
    ids::{ApplicationId, NoticeId},
    subsidies::NoticeKind,
};
use store::{
    Tx,
    subsidies::notices::{self, Notice},
    views,
};

/// A letter of the register, for officers; a voided one, too.
pub async fn show(
    officer: Reader,
    State(app): State<App>,
    Path((_, id)): Path<(String, NoticeId)>,
) -> Result<Response, Error> {
    let tx = app.store.look(&officer.scope()).await?;
    let notice = notices::find(&tx, id).await?.ok_or(Error::NotFound)?;
    let application = notice.application.uuid();
    views::record(&tx, app.clock.id(), app.clock.now(), "application", application, "notice").await?;
    tx.commit().await?;
    download(&app, officer.tenant.id, &notice).await
}

/// A letter to whoever applied; that it was opened is kept.
pub async fn show_own(
    applicant: Applicant,
    State(app): State<App>,
    Path((_, application, id)): Path<(String, ApplicationId, NoticeId)>,
) -> Result<Response, Error> {
    let filler = applicant.filler();
    let tx = app.store.write(&filler.scope()).await?;
    let own = Own::find(&tx, &filler, application).await?;
    let notice = of(&tx, application, id).await?;
    notices::opened(&tx, &own.application, notice.id, app.clock.now()).await?;
    tx.commit().await?;
    download(&app, filler.tenant.id, &notice).await
}

/// A letter after the grant of this application that holds.
async fn of(tx: &Tx, application: ApplicationId, id: NoticeId) -> Result<Notice, Error> {
    notices::find(tx, id)
        .await?
        .filter(|notice| notice.application == application && notice.voided.is_none())
        .filter(|notice| NoticeKind::from_code(&notice.kind).is_some_and(NoticeKind::is_after_grant))
        .ok_or(Error::NotFound)
}
