//! Writing the list of an activity down, and throwing it away while nothing was entered.

use super::{conflict, load_listed, view::made_of};
use crate::{
    actor::Clerk,
    app::App,
    error::Error,
    page::{Page, see_other},
    posted::Posted,
};
use app::{
    campaigns::{AudiencePage, AudienceView, LeftOut},
    messages::offices::segments::sentence,
    paths,
};
use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::{
    campaigns::{Channel, Decided, Tally},
    ids::{ActivityId, CampaignId},
};
use leptos::prelude::*;
use store::campaigns::{Activity, Audience, recipients};

const TITLE: &str = "対象の一覧を作る";

fn tally(decided: &[Decided]) -> Tally {
    let mut tally = Tally::default();
    for one in decided {
        tally.add(one.exclusion, None, 1);
    }
    tally
}

fn view(
    slug: String,
    campaign: CampaignId,
    (activity, channel): (&Activity, Channel),
    audience: &Audience,
    decided: Vec<Decided>,
    refused: Option<&'static str>,
) -> AudienceView {
    AudienceView {
        slug,
        campaign,
        id: activity.id,
        version: activity.version,
        title: activity.text.title.clone(),
        channel,
        of: made_of(audience),
        explained: audience.segment.as_ref().map(sentence).unwrap_or_default(),
        follows: activity.follows.is_some(),
        tally: tally(&decided),
        left_out: decided
            .into_iter()
            .filter_map(|Decided { target, exclusion }| {
                Some(LeftOut {
                    why: exclusion?,
                    party: target.party,
                    number: target.code(),
                    name: target.name,
                    address: target.address,
                })
            })
            .collect(),
        refused,
    }
}

/// Who would stand in it now.
pub async fn ask(
    clerk: Clerk,
    State(app): State<App>,
    Path((slug, of, id)): Path<(String, CampaignId, ActivityId)>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&clerk.scope()).await?;
    let (campaign, activity, channel) = load_listed(&tx, of, id).await?;
    let open = campaign.state.is_open() && activity.state.is_open() && activity.frozen.is_none();
    let decided = if open { recipients::decide(&tx, &activity, app.clock.today()).await? } else { None };
    let Some((audience, decided)) = decided else {
        return Ok(see_other(&paths::activity(&slug, of, id)));
    };
    drop(tx);
    let view = view(slug, of, (&activity, channel), &audience, decided, None);
    Ok(page.ok(TITLE, move || view! { <AudiencePage audience=view/> }))
}

/// Writes it down, when it is still what was confirmed: as many offices of the same activity.
pub async fn freeze(
    clerk: Clerk,
    State(app): State<App>,
    Path((slug, of, id)): Path<(String, CampaignId, ActivityId)>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let tx = app.store.write(&clerk.scope()).await?;
    let (campaign, activity, channel) = load_listed(&tx, of, id).await?;
    let back = paths::activity(&slug, of, id);
    // Whoever was faster has made it already: it is made once.
    if !campaign.state.is_open() || !activity.state.is_open() || activity.frozen.is_some() {
        return Ok(see_other(&back));
    }
    let Some((audience, decided)) = recipients::decide(&tx, &activity, app.clock.today()).await? else {
        return Ok(see_other(&back));
    };
    let targets = tally(&decided).targets();
    let refused = if typed.version() != activity.version {
        Some("確認している間に、活動の内容が変更されました。下の内容を、もう一度確かめてください")
    } else if targets == 0 || typed.get("targets").parse() != Ok(targets) {
        Some("確認している間に、対象の事業所の数が変わりました。下の件数を、もう一度確かめてください")
    } else {
        None
    };
    if refused.is_some() {
        drop(tx);
        let view = view(slug, of, (&activity, channel), &audience, decided, refused);
        return Ok(page.unprocessable(TITLE, move || view! { <AudiencePage audience=view/> }));
    }
    let ids = || app.clock.id();
    match recipients::freeze(&tx, &activity, &audience, decided, &ids, app.clock.now()).await {
        Ok(_) => tx.commit().await?,
        Err(store::Error::Stale) => return Ok(see_other(&back)),
        Err(error) => return Err(error.into()),
    }
    Ok(see_other(&format!("{back}?done=made")))
}

/// Throws it away; a list for which something was entered stays.
pub async fn discard(
    clerk: Clerk,
    State(app): State<App>,
    Path((slug, of, id)): Path<(String, CampaignId, ActivityId)>,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let tx = app.store.write(&clerk.scope()).await?;
    let (campaign, activity, _) = load_listed(&tx, of, id).await?;
    let back = paths::activity(&slug, of, id);
    if !campaign.state.is_open() || activity.frozen.is_none() {
        return Ok(see_other(&back));
    }
    if typed.version() != activity.version {
        let what = format!("活動「{}」", activity.text.title);
        let changed = (activity.updated_by, activity.updated_at);
        return Err(conflict(&tx, what, changed, Vec::new(), back).await?);
    }
    if !recipients::thaw(&tx, &activity, app.clock.now()).await? {
        return Ok(see_other(&back));
    }
    tx.commit().await?;
    Ok(see_other(&format!("{back}?done=discarded")))
}
