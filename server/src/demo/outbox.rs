//! 送信メール: what the demonstration would have sent.

use crate::{actor::DemoVisitor, app::App, clock::in_japan, error::Error, page::Page};
use app::outbox::{MailLine, MailToRead, OutboxMailPage, OutboxPage};
use axum::{
    extract::{Path, State},
    response::Response,
};
use chrono::{DateTime, Utc};
use domain::wareki::format_date_with_weekday;
use leptos::prelude::*;

/// How many mails are shown.
const MOST: usize = 100;

/// The newest mails.
pub async fn index(_: DemoVisitor, State(app): State<App>, page: Page) -> Result<Response, Error> {
    let folder = app.mail.folder().ok_or(Error::NotFound)?;
    let mails = folder.list(MOST).await.map_err(|_| Error::Internal("the folder of mails cannot be read"))?;
    let mails: Vec<MailLine> = mails
        .into_iter()
        .map(|mail| MailLine {
            written: moment(mail.written_at),
            to: person(&mail.to_name, &mail.to),
            name: mail.name,
            subject: mail.subject,
        })
        .collect();
    Ok(page.ok("送信メール", || view! { <OutboxPage mails/> }))
}

/// One mail.
pub async fn show(
    _: DemoVisitor,
    State(app): State<App>,
    Path(name): Path<String>,
    page: Page,
) -> Result<Response, Error> {
    let folder = app.mail.folder().ok_or(Error::NotFound)?;
    let mail = folder.read(&name).await.map_err(|_| Error::Internal("a mail cannot be read"))?;
    let mail = mail.ok_or(Error::NotFound)?;
    let title = mail.subject.clone();
    let mail = MailToRead {
        written: moment(mail.written_at),
        to: person(&mail.to_name, &mail.to),
        from: person(&mail.from_name, &mail.from),
        subject: mail.subject,
        text: mail.text,
    };
    let site = app.config.public_url.clone();
    Ok(page.ok(&title, || view! { <OutboxMailPage mail site/> }))
}

fn person(name: &str, address: &str) -> String {
    if name.is_empty() { address.to_owned() } else { format!("{name}（{address}）") }
}

fn moment(at: DateTime<Utc>) -> String {
    let local = in_japan(at);
    format!("{} {}", format_date_with_weekday(local.date_naive()), local.format("%-H:%M"))
}
