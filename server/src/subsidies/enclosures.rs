//! Files that go with a message: judged, kept, examined and thrown away as the documents of an application are, and apart
//! from these. The form holds nothing but the file, so that what was typed stands in a form that is kept.

use super::{documents, filler::Fills as _, own::Own};
use crate::{
    actor::{Applicant, Clerk},
    app::App,
    error::Error,
    page::{Page, see_other},
    posted::{Upload, UploadedFile},
};
use app::{
    paths,
    subsidies::{ENCLOSED, MessagesPage},
};
use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::{
    attachments::Kind,
    form::Typed,
    ids::{ApplicationId, CaseMessageId, TenantId},
};
use elements::FormState;
use leptos::prelude::*;
use store::{
    Tx, files as stored,
    subsidies::{
        attachments,
        messages::{self, Message},
    },
};

/// What the message says that comes with a file.
pub(super) const WORDS: &str = "ファイルを送りました。";

/// The file that was chosen, and what it is by its content, or a sentence that says what to send instead.
pub(super) fn judged(files: Vec<UploadedFile>) -> Result<Result<(UploadedFile, Kind), String>, Error> {
    documents::judged(files.into_iter().find(|file| file.field == ENCLOSED), 0)
}

/// Sends a message with its file, and has the file examined.
pub(super) async fn send(
    app: &App,
    tx: &Tx,
    tenant: TenantId,
    application: &store::subsidies::applications::Application,
    message: &Message,
    kept: &stored::File,
) -> Result<(), Error> {
    messages::add(tx, application, message).await?;
    stored::add(tx, kept).await?;
    let document = attachments::of_message(message.id);
    documents::attach(app, tx, tenant, application.id, &document, kept).await
}

/// Whoever applies sends a file to the municipality.
pub async fn create(
    applicant: Applicant,
    State(app): State<App>,
    Path((_, id)): Path<(String, ApplicationId)>,
    page: Page,
    Upload { typed: _, files }: Upload,
) -> Result<Response, Error> {
    let filler = applicant.filler();
    let tx = app.store.read(&filler.scope()).await?;
    let own = Own::find(&tx, &filler, id).await?;
    if own.application.receipt.is_none() {
        return Err(Error::NotFound);
    }
    let (file, kind) = match judged(files)? {
        Ok(good) => good,
        Err(why) => {
            let form = FormState::rejected(Typed::default(), vec![(ENCLOSED, why)]);
            let view = super::messages::view(&tx, &filler, &own, form).await?;
            return Ok(page.unprocessable(super::messages::TITLE, move || view! { <MessagesPage view/> }));
        }
    };
    drop(tx);
    let (tenant, media_type) = (filler.tenant.id, kind.media_type());
    let kept =
        app.storage.put(&app.clock, tenant, Some(filler.id()), &file.name, media_type, file.bytes).await?;
    let tx = app.store.write(&filler.scope()).await?;
    let own = super::messages::received(&tx, &filler, id).await?;
    let message = Message {
        id: app.clock.id::<CaseMessageId>(),
        side: messages::Side::Applicant,
        by: filler.id(),
        at: app.clock.now(),
        body: WORDS.to_owned(),
        read: None,
    };
    send(&app, &tx, tenant, &own.application, &message, &kept).await?;
    super::messages::tell(&app, &tx, &filler, &own).await?;
    tx.commit().await?;
    app.wake.notify_one();
    Ok(see_other(&format!("{}?done=sent", paths::my_messages(&filler.tenant.slug, id))))
}

/// The municipality sends a file to whoever applies.
pub async fn write(
    officer: Clerk,
    State(app): State<App>,
    Path((_, id)): Path<(String, ApplicationId)>,
    pairs: axum::extract::Query<Vec<(String, String)>>,
    page: Page,
    Upload { typed: _, files }: Upload,
) -> Result<Response, Error> {
    Box::pin(super::review::talk::enclose(officer, app, id, pairs, page, files)).await
}
