//! What happened to the mail of one office.

use super::load;
use crate::{actor::Reader, app::App, error::Error, page::Page};
use app::mailings::{LogLine, RecipientLog, RecipientLogPage};
use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::ids::{MailId, MailingId};
use leptos::prelude::*;
use store::{
    mailings,
    mails::{self, attempts, bounces},
    views,
};

/// The log; that it was seen is kept, for there is an address in it.
pub async fn show(
    reader: Reader,
    State(app): State<App>,
    Path((slug, id, recipient)): Path<(String, MailingId, MailId)>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.look(&reader.scope()).await?;
    let (mailing, _) = load(&tx, id).await?;
    let line = mailings::one(&tx, id, recipient).await?.ok_or(Error::NotFound)?;
    let stored = mails::find(&tx, recipient).await?;
    let stored = stored.filter(|stored| stored.mail.tenant == reader.tenant.id);
    let told = attempts::of(&tx, recipient).await?.into_iter().map(|one| {
        let line = LogLine::Attempt {
            number: one.attempt,
            began: one.began,
            ended: one.ended,
            how: one.how,
            answer: one.answer,
        };
        (one.ended, line)
    });
    let came_back = bounces::of(&tx, recipient).await?.into_iter().map(|one| {
        let said = format!("{} {}", one.status, one.diagnostic).trim().to_owned();
        (one.at, LogLine::Report { at: one.at, kind: one.kind, said })
    });
    let mut lines: Vec<_> = told.chain(came_back).collect();
    lines.sort_by_key(|(at, _)| *at);
    views::record(&tx, app.clock.id(), app.clock.now(), "mailing", id.uuid(), "recipients").await?;
    tx.commit().await?;
    let title = format!("{}への送信の記録", line.name);
    let log = RecipientLog {
        slug,
        mailing: (id, mailing.text.subject),
        office: (line.office, line.name),
        email: line.email,
        outcome: line.outcome,
        refusal: line.refusal,
        message_id: stored.map(|stored| stored.mail.message_id),
        lines: lines.into_iter().map(|(_, line)| line).collect(),
    };
    Ok(page.ok(&title, move || view! { <RecipientLogPage log/> }))
}
