//! Every campaign of a municipality.

use super::may_write;
use crate::{actor::Reader, app::App, error::Error, page::Page};
use app::campaigns::{CampaignLine, CampaignsPage};
use axum::{extract::State, response::Response};
use leptos::prelude::*;
use std::collections::HashMap;
use store::{campaigns, offices::segments};

/// The campaigns, the last changed first.
pub async fn index(reader: Reader, State(app): State<App>, page: Page) -> Result<Response, Error> {
    let tx = app.store.read(&reader.scope()).await?;
    let names: HashMap<_, _> =
        segments::all(&tx).await?.into_iter().map(|saved| (saved.id, saved.named.name)).collect();
    let mut lines = Vec::new();
    for campaign in campaigns::all(&tx).await? {
        let counts = campaigns::counts(&tx, campaign.id).await?;
        let now_named = names.get(&campaign.text.segment).cloned().unwrap_or_default();
        lines.push(CampaignLine {
            id: campaign.id,
            stage: campaign.stage.name(),
            segment: campaign.audience.map_or(now_named, |audience| audience.name),
            subject: campaign.text.subject,
            at: campaign.updated_at,
            counts,
        });
    }
    drop(tx);
    let (slug, may_write) = (reader.tenant.slug.clone(), may_write(&reader));
    Ok(page.ok("周知", move || view! { <CampaignsPage slug campaigns=lines may_write/> }))
}
