//! Beginning a campaign, and changing what it is.

use super::{choices::Choices, conflict, load};
use crate::{
    actor::Clerk,
    app::App,
    error::Error,
    page::{Page, see_other},
    posted::Posted,
};
use app::{
    campaigns::CampaignFormPage,
    messages::campaigns::{errors, label},
    paths,
};
use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::{
    campaigns::{CampaignForm, Field},
    form::Typed,
    ids::CampaignId,
    wareki,
};
use elements::FormState;
use leptos::prelude::*;
use store::campaigns;

const MAKE: &str = "キャンペーンを作る";
const EDIT: &str = "キャンペーンの内容を直す";

/// An empty form; the clerk is responsible unless somebody else is chosen.
pub async fn new(clerk: Clerk, State(app): State<App>, page: Page) -> Result<Response, Error> {
    let tx = app.store.read(&clerk.scope()).await?;
    let owners = Choices::of_campaign(&tx, None).await?.owners;
    drop(tx);
    let typed = Typed::default()
        .with(Field::Owner.name(), clerk.id().to_string())
        .with(Field::Starts.name(), wareki::format_date(app.clock.today()));
    let (slug, form) = (clerk.tenant.slug.clone(), FormState::filled(typed));
    Ok(page.ok(MAKE, move || view! { <CampaignFormPage slug editing=None owners form/> }))
}

/// Keeps a campaign, or shows the form again with what is wrong.
pub async fn create(
    clerk: Clerk,
    State(app): State<App>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let tx = app.store.write(&clerk.scope()).await?;
    let Choices { known, owners, .. } = Choices::of_campaign(&tx, None).await?;
    let slug = clerk.tenant.slug.clone();
    let text = match CampaignForm::parse(&typed, &known, app.clock.today()) {
        Ok(text) => text,
        Err(problems) => {
            let form = FormState::rejected(typed, errors(&problems));
            return Ok(page.unprocessable(MAKE, move || {
                view! { <CampaignFormPage slug editing=None owners form/> }
            }));
        }
    };
    let id: CampaignId = app.clock.id();
    campaigns::add(&tx, id, &text, app.clock.now()).await?;
    tx.commit().await?;
    Ok(see_other(&format!("{}?done=added", paths::campaign(&slug, id))))
}

/// The form filled with what stands.
pub async fn edit(
    clerk: Clerk,
    State(app): State<App>,
    Path((slug, id)): Path<(String, CampaignId)>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&clerk.scope()).await?;
    let campaign = load(&tx, id).await?;
    let owners = Choices::of_campaign(&tx, campaign.text.owner).await?.owners;
    drop(tx);
    let form = FormState::filled(CampaignForm::fill(&campaign.text));
    let editing = Some((id, campaign.version));
    Ok(page.ok(EDIT, move || view! { <CampaignFormPage slug editing owners form/> }))
}

/// Saves over the version that was seen, or shows what is wrong or who was faster.
pub async fn update(
    clerk: Clerk,
    State(app): State<App>,
    Path((slug, id)): Path<(String, CampaignId)>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let tx = app.store.write(&clerk.scope()).await?;
    let campaign = load(&tx, id).await?;
    let Choices { known, owners, .. } = Choices::of_campaign(&tx, campaign.text.owner).await?;
    let version = typed.version();
    let text = match CampaignForm::parse(&typed, &known, app.clock.today()) {
        Ok(text) => text,
        Err(problems) => {
            let (form, editing) = (FormState::rejected(typed, errors(&problems)), Some((id, version)));
            return Ok(page.unprocessable(EDIT, move || {
                view! { <CampaignFormPage slug editing owners form/> }
            }));
        }
    };
    match campaigns::save(&tx, id, version, &text, app.clock.now()).await {
        Ok(()) => tx.commit().await?,
        Err(store::Error::Stale) => {
            let now = &campaign.text;
            let differences = vec![
                (label(Field::Name), now.name.clone(), text.name),
                (label(Field::Aims), now.aims.clone(), text.aims),
                (
                    label(Field::Starts),
                    wareki::format_date(now.starts_on),
                    wareki::format_date(text.starts_on),
                ),
            ];
            let what = format!("キャンペーン「{}」", now.name);
            let changed = (campaign.updated_by, campaign.updated_at);
            return Err(conflict(&tx, what, changed, differences, paths::campaign(&slug, id)).await?);
        }
        Err(error) => return Err(error.into()),
    }
    Ok(see_other(&format!("{}?done=saved", paths::campaign(&slug, id))))
}
