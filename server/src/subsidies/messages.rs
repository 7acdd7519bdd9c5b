//! メッセージ, on the side of whoever applies: reading marks them as read, answering tells the officer.

use super::{
    appointments,
    enclosures::{self, Sending},
    filler::{Filler, Fills as _},
    own::Own,
    work_mails::{self, Waiting},
};
use crate::{
    actor::Applicant,
    app::App,
    error::Error,
    page::{Page, see_other},
    posted::Upload,
};
use app::{
    paths,
    subsidies::{BODY, MessagesPage, MessagesView, review::SaidLine},
};
use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use domain::ids::{ApplicationId, CaseMessageId};
use elements::FormState;
use leptos::prelude::*;
use serde::Deserialize;
use store::{
    Tx, accounts,
    subsidies::{
        attachments::{self, Attachment},
        messages::{self, Message, Side},
    },
};

const TITLE: &str = "担当者とのメッセージ";

/// What was just done, told once after a redirect.
#[derive(Debug, Deserialize)]
pub struct Done {
    done: Option<String>,
}

/// The messages; looking at them marks them as read.
pub async fn show(
    applicant: Applicant,
    State(app): State<App>,
    Path((_, id)): Path<(String, ApplicationId)>,
    Query(Done { done }): Query<Done>,
    page: Page,
) -> Result<Response, Error> {
    let filler = applicant.filler();
    let tx = app.store.write(&filler.scope()).await?;
    let own = received(&tx, &filler, id).await?;
    messages::read(&tx, id, Side::Applicant, filler.id(), app.clock.now()).await?;
    let view = view(&app, &tx, &filler, &own, FormState::empty()).await?;
    tx.commit().await?;
    let done = match done.as_deref() {
        Some("sent") => Some("メッセージを送りました"),
        Some("chosen") => Some("話す日時を担当者に知らせました"),
        Some("declined") => Some("都合が悪いことを担当者に知らせました"),
        Some(_) | None => None,
    };
    let view = MessagesView { done, ..view };
    Ok(page.ok(TITLE, move || view! { <MessagesPage view/> }))
}

/// Writes to the municipality: words, files, or both.
pub async fn create(
    applicant: Applicant,
    State(app): State<App>,
    Path((_, id)): Path<(String, ApplicationId)>,
    page: Page,
    Upload { typed, files }: Upload,
) -> Result<Response, Error> {
    let filler = applicant.filler();
    let tx = app.store.read(&filler.scope()).await?;
    let own = Own::find(&tx, &filler, id).await?;
    if own.application.receipt.is_none() {
        return Err(Error::NotFound);
    }
    let sent = enclosures::sent(&tx, id).await?;
    let Sending { body, files } = match enclosures::read(&typed, (BODY, "メッセージ"), files, sent)? {
        Ok(sending) => sending,
        Err(errors) => {
            return refused(&app, &tx, &filler, &own, &page, FormState::rejected(typed, errors)).await;
        }
    };
    drop(tx);
    let kept = enclosures::keep(&app, filler.tenant.id, filler.id(), files).await?;
    let tx = app.store.write(&filler.scope()).await?;
    let own = received(&tx, &filler, id).await?;
    let message = Message {
        id: app.clock.id::<CaseMessageId>(),
        side: Side::Applicant,
        by: filler.id(),
        at: app.clock.now(),
        body,
        read: None,
    };
    enclosures::send(&app, &tx, filler.tenant.id, &own.application, &message, &kept).await?;
    tell(&app, &tx, &filler, &own).await?;
    tx.commit().await?;
    app.wake.notify_one();
    Ok(see_other(&format!("{}?done=sent", paths::my_messages(&filler.tenant.slug, id))))
}

/// The page again, with what is wrong in one of its forms.
pub(super) async fn refused(
    app: &App,
    tx: &Tx,
    filler: &Filler,
    own: &Own,
    page: &Page,
    form: FormState,
) -> Result<Response, Error> {
    let view = view(app, tx, filler, own, form).await?;
    Ok(page.unprocessable(TITLE, move || view! { <MessagesPage view/> }))
}

/// Tells the officer that something came.
async fn tell(app: &App, tx: &Tx, filler: &Filler, own: &Own) -> Result<(), Error> {
    let waiting = Waiting {
        tenant: &filler.tenant,
        application: own.application.id,
        receipt: own.application.receipt.ok_or(Error::NotFound)?,
        programme: &own.version.rules.title,
        after_grant: false,
    };
    work_mails::written(app, tx, &waiting, own.application.assignee).await
}

/// The application, once there is somebody to write to about it.
pub(super) async fn received(tx: &Tx, filler: &Filler, id: ApplicationId) -> Result<Own, Error> {
    let own = Own::find_to_change(tx, filler, id).await?;
    if own.application.receipt.is_none() { Err(Error::NotFound) } else { Ok(own) }
}

/// The page's contents.
async fn view(
    app: &App,
    tx: &Tx,
    filler: &Filler,
    own: &Own,
    form: FormState,
) -> Result<MessagesView, Error> {
    let id = own.application.id;
    let mut enclosed = attachments::of_messages(tx, id).await?;
    let file = |one: Attachment| (one.name, filler.filling().attachment(id, one.id), one.state);
    let written = messages::of_application(tx, id).await?;
    let people: Vec<_> = written.iter().filter(|one| one.side == Side::Applicant).map(|one| one.by).collect();
    let names = accounts::names_of(tx, people).await?;
    let lines = written
        .into_iter()
        .map(|Message { id: message, side, by, at, body, read }| SaidLine {
            files: enclosed.remove(&message).unwrap_or_default().into_iter().map(file).collect(),
            // Who in the house wrote it is the house's own affair.
            by: match side {
                Side::Office => filler.tenant.name.clone(),
                Side::Applicant => names.get(&by).cloned().unwrap_or_else(|| "申請者".to_owned()),
            },
            house: side == Side::Office,
            at,
            body,
            read: read.map(|(_, at)| at),
        })
        .collect();
    Ok(MessagesView {
        slug: filler.tenant.slug.clone(),
        municipality: filler.tenant.name.clone(),
        id,
        receipt: own.application.receipt.ok_or(Error::NotFound)?,
        lines,
        desk: own.version.rules.desk.clone(),
        form,
        done: None,
        appointment: appointments::own(tx, id, app.clock.now()).await?,
    })
}
