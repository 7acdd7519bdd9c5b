//! Sending a draft to its audience: asked once more with the numbers, then once and for all.

use super::{labels, load, show::counts};
use crate::{
    actor::Clerk,
    app::App,
    error::Error,
    page::{Page, see_other},
    posted::Posted,
};
use app::{
    campaigns::{SendingPage, SendingView},
    paths,
};
use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::{
    campaigns::{Recipient, StageName},
    ids::CampaignId,
};
use leptos::prelude::*;
use store::{
    Tx,
    campaigns::{self, Campaign},
    offices::segments::Saved,
};

const TITLE: &str = "送信の確認";

/// Asks once more.
pub async fn show(
    clerk: Clerk,
    State(app): State<App>,
    Path((slug, id)): Path<(String, CampaignId)>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&clerk.scope()).await?;
    let (campaign, segment) = load(&tx, id).await?;
    if campaign.stage.name() != StageName::Draft {
        return Ok(see_other(&paths::campaign(&slug, id)));
    }
    let recipients = campaigns::decide(&tx, &segment).await?;
    let view = asked(&tx, slug, campaign, segment, &recipients, None).await?;
    Ok(page.ok(TITLE, move || view! { <SendingPage sending=view/> }))
}

/// Sends it, when it is still what was confirmed: the same text to as many offices.
pub async fn create(
    clerk: Clerk,
    State(app): State<App>,
    Path((slug, id)): Path<(String, CampaignId)>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let tx = app.store.write(&clerk.scope()).await?;
    let (campaign, segment) = load(&tx, id).await?;
    let now = app.clock.now();
    // Whoever was faster has sent it already: it is sent once.
    let Ok(stage) = campaign.stage.send(clerk.id(), now) else {
        return Ok(see_other(&paths::campaign(&slug, id)));
    };
    let recipients = campaigns::decide(&tx, &segment).await?;
    let mails = counts(&recipients).open();
    let refused = if typed.get("version").parse() != Ok(campaign.version) {
        Some("確認している間に、内容が変更されました。プレビューで確かめてから、もう一度送信してください")
    } else if mails == 0 || typed.get("mails").parse() != Ok(mails) {
        Some("確認している間に、送信する事業所の数が変わりました。下の件数を、もう一度確かめてください")
    } else {
        None
    };
    if let Some(why) = refused {
        let view = asked(&tx, slug, campaign, segment, &recipients, Some(why.to_owned())).await?;
        return Ok(page.unprocessable(TITLE, move || view! { <SendingPage sending=view/> }));
    }
    let ids = || app.clock.id();
    match campaigns::freeze(&tx, &campaign, stage, &segment, recipients, &ids, now).await {
        Ok(_) => tx.commit().await?,
        Err(store::Error::Stale) => return Ok(see_other(&paths::campaign(&slug, id))),
        Err(error) => return Err(error.into()),
    }
    Ok(see_other(&format!("{}?done=sent", paths::campaign(&slug, id))))
}

async fn asked(
    tx: &Tx,
    slug: String,
    campaign: Campaign,
    segment: Saved,
    recipients: &[Recipient],
    refused: Option<String>,
) -> Result<SendingView, Error> {
    Ok(SendingView {
        slug,
        id: campaign.id,
        version: campaign.version,
        subject: campaign.text.subject,
        segment: segment.named,
        counts: counts(recipients),
        labels: labels::without_mail(tx, recipients).await?.len() as u64,
        refused,
    })
}
