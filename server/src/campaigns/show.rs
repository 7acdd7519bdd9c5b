//! One campaign: a draft, or what became of every office of its audience.

use super::{labels, load, may_write};
use crate::{actor::Reader, app::App, error::Error, page::Page};
use app::campaigns::{DraftPage, DraftView, RecipientLine, ResultPage, ResultView};
use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use domain::{
    campaigns::{Counts, Outcome, Recipient, StageName},
    ids::CampaignId,
};
use leptos::prelude::*;
use store::{
    Tx,
    campaigns::{self, Campaign, Line},
    views,
};

/// Offices on a page.
const PER_PAGE: u64 = 50;

/// What an address may say. Words that are not known narrow nothing.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub struct Asked {
    outcome: String,
    page: String,
    done: String,
}

/// Who would get a mail now and who would not.
pub(super) fn counts(recipients: &[Recipient]) -> Counts {
    let outcome = |recipient: &Recipient| recipient.exclusion.map_or(Outcome::Queued, Outcome::from);
    Counts::of(recipients.iter().map(outcome))
}

/// A campaign.
pub async fn show(
    reader: Reader,
    State(app): State<App>,
    Path((slug, id)): Path<(String, CampaignId)>,
    Query(asked): Query<Asked>,
    page: Page,
) -> Result<Response, Error> {
    let done = match asked.done.as_str() {
        "sent" => Some("送信を始めました。結果は、このページで確かめられます。"),
        "cancelled" => Some("取りやめました。"),
        _ => None,
    };
    let tx = app.store.write(&reader.scope()).await?;
    let (campaign, segment) = load(&tx, id).await?;
    let title = campaign.text.subject.clone();
    if campaign.stage.name() == StageName::Draft {
        let recipients = campaigns::decide(&tx, &segment).await?;
        let labels = labels::without_mail(&tx, &recipients).await?.len() as u64;
        let draft = DraftView {
            slug,
            id,
            subject: campaign.text.subject,
            body: campaign.text.body,
            segment: (segment.id, segment.named),
            counts: counts(&recipients),
            labels,
            may_write: may_write(&reader),
            done,
        };
        return Ok(page.ok(&title, move || view! { <DraftPage draft/> }));
    }
    // The addresses of people are shown.
    views::record(&tx, app.clock.id(), app.clock.now(), "campaign", id.uuid(), "recipients").await?;
    let mut view = result(&tx, &slug, campaign, &asked).await?;
    tx.commit().await?;
    view.may_stop = may_write(&reader) && view.stage == StageName::Sending;
    view.done = done;
    Ok(page.ok(&title, move || view! { <ResultPage result=view/> }))
}

async fn result(tx: &Tx, slug: &str, campaign: Campaign, asked: &Asked) -> Result<ResultView, Error> {
    let counts = campaigns::counts(tx, campaign.id).await?;
    let ended = Outcome::from_code(&asked.outcome);
    let total = ended.map_or(counts.total(), |ended| counts.get(ended));
    let page = asked.page.parse().unwrap_or(1).clamp(1, 1 + total / PER_PAGE);
    let lines = campaigns::lines(tx, campaign.id, ended, page - 1, PER_PAGE).await?;
    Ok(ResultView {
        slug: slug.to_owned(),
        id: campaign.id,
        stage: campaign.stage.name(),
        begun: campaign.stage.begun(),
        subject: campaign.text.subject,
        body: campaign.text.body,
        audience: campaign.audience,
        counts,
        labels: labels::of_sent(tx, campaign.id).await?.len() as u64,
        ended,
        page,
        per_page: PER_PAGE,
        lines: lines.into_iter().map(line).collect(),
        may_stop: false,
        done: None,
    })
}

fn line(line: Line) -> RecipientLine {
    let Line { id: _, office, number, name, email, outcome, refusal, answer, sent_at } = line;
    RecipientLine { office, number: number.to_string(), name, email, outcome, refusal, answer, sent_at }
}
