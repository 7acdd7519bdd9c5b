//! Every mailing of a municipality.

use super::may_write;
use crate::{actor::Reader, app::App, error::Error, page::Page};
use app::mailings::{MailingLine, MailingsPage};
use axum::{extract::State, response::Response};
use domain::accounts::Role;
use leptos::prelude::*;
use std::collections::HashMap;
use store::{mailings, offices::segments};

/// The mailings, the last changed first.
pub async fn index(reader: Reader, State(app): State<App>, page: Page) -> Result<Response, Error> {
    let tx = app.store.read(&reader.scope()).await?;
    let names: HashMap<_, _> =
        segments::all(&tx).await?.into_iter().map(|saved| (saved.id, saved.named.name)).collect();
    let mut lines = Vec::new();
    for mailing in mailings::all(&tx).await? {
        let counts = mailings::counts(&tx, mailing.id).await?;
        let now_named = names.get(&mailing.text.segment).cloned().unwrap_or_default();
        lines.push(MailingLine {
            id: mailing.id,
            stage: mailing.stage.name(),
            segment: mailing.audience.map_or(now_named, |audience| audience.name),
            subject: mailing.text.subject,
            at: mailing.updated_at,
            counts,
        });
    }
    drop(tx);
    let (slug, may_write) = (reader.tenant.slug.clone(), may_write(&reader));
    let may_rule = reader.has(Role::Administrator);
    Ok(page.ok("お知らせ", move || view! { <MailingsPage slug mailings=lines may_write may_rule/> }))
}
