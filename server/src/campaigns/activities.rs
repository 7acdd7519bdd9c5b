//! Adding an activity, changing what it is, and its place in the campaign.

use super::{
    choices::{Choices, Named},
    conflict, load, load_activity,
};
use crate::{
    actor::Clerk,
    app::App,
    error::Error,
    page::{Page, see_other},
    posted::Posted,
};
use app::{
    campaigns::{ActivityFormPage, ActivityFormView, KindPage},
    messages::campaigns::{errors, kind as kind_word, label},
    paths,
};
use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use domain::{
    campaigns::{ActivityForm, ActivityKind, Field, NewActivity, Problem},
    form::Typed,
    ids::{ActivityId, CampaignId, SegmentId},
};
use elements::FormState;
use leptos::prelude::*;
use store::{
    Tx,
    campaigns::{Activity, Campaign, activities},
    materials::movements,
};

/// The kind that the address names.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub struct Chosen {
    kind: String,
    /// The segment with which the form begins.
    segment: String,
}

fn view(
    slug: String,
    campaign: &Campaign,
    kind: ActivityKind,
    editing: Option<(&Activity, i32, Option<String>)>,
    choices: Choices,
) -> ActivityFormView {
    let Choices { owners, segments, associations, mailings, surveys, sessions, materials, .. } = choices;
    ActivityFormView {
        slug,
        campaign: (campaign.id, campaign.text.name.clone()),
        kind,
        frozen: editing.as_ref().is_some_and(|(activity, ..)| activity.frozen.is_some()),
        follows: editing.as_ref().and_then(|(.., earlier)| earlier.clone()),
        editing: editing.map(|(activity, version, _)| (activity.id, version)),
        owners,
        segments,
        associations,
        mailings,
        surveys,
        sessions,
        materials,
    }
}

/// The name of the activity that an activity follows.
async fn earlier(tx: &Tx, activity: &Activity) -> Result<Option<String>, Error> {
    match activity.follows {
        Some((earlier, _)) => Ok(activities::find(tx, earlier).await?.map(|one| one.text.title)),
        None => Ok(None),
    }
}

/// Chooses the kind; then an empty form.
pub async fn new(
    clerk: Clerk,
    State(app): State<App>,
    Path((slug, id)): Path<(String, CampaignId)>,
    Query(Chosen { kind, segment }): Query<Chosen>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&clerk.scope()).await?;
    let campaign = load(&tx, id).await?;
    if !campaign.state.is_open() {
        return Ok(see_other(&paths::campaign(&slug, id)));
    }
    let Some(kind) = ActivityKind::from_code(&kind) else {
        let name = campaign.text.name;
        let segment = segment.parse::<SegmentId>().ok();
        return Ok(page.ok("活動を加える", move || view! { <KindPage slug campaign=id name segment/> }));
    };
    let choices = Choices::of_activity(&tx, kind, None).await?;
    drop(tx);
    let typed = Typed::default()
        .with(Field::Owner.name(), clerk.id().to_string())
        .with(Field::Segment.name(), segment);
    let form = FormState::filled(typed);
    let view = view(slug, &campaign, kind, None, choices);
    let title = format!("{}の活動を加える", kind_word(kind));
    Ok(page.ok(&title, move || view! { <ActivityFormPage view form/> }))
}

/// Adds it at the end, or shows the form again with what is wrong.
pub async fn create(
    clerk: Clerk,
    State(app): State<App>,
    Path((slug, id)): Path<(String, CampaignId)>,
    Query(Chosen { kind, segment: _ }): Query<Chosen>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let tx = app.store.write(&clerk.scope()).await?;
    let campaign = load(&tx, id).await?;
    let Some(kind) = ActivityKind::from_code(&kind).filter(|_| campaign.state.is_open()) else {
        return Ok(see_other(&paths::campaign(&slug, id)));
    };
    let choices = Choices::of_activity(&tx, kind, None).await?;
    let (settled, known) = choices.settle(&app, &tx, &typed).await?;
    let days = campaign.text.expected_days(app.clock.today());
    let text = match ActivityForm::parse(&settled, kind, &known, days) {
        Ok(text) => text,
        Err(problems) => {
            let form = FormState::rejected(typed, errors(&problems));
            let view = view(slug, &campaign, kind, None, choices);
            let title = format!("{}の活動を加える", kind_word(kind));
            return Ok(page.unprocessable(&title, move || view! { <ActivityFormPage view form/> }));
        }
    };
    let activity: ActivityId = app.clock.id();
    activities::add(&tx, activity, id, &text, None, app.clock.now()).await?;
    tx.commit().await?;
    // What has a list, is written elsewhere or is put up here is gone on with on its own page.
    let next = if kind == ActivityKind::Other {
        format!("{}?done=activity#activities", paths::campaign(&slug, id))
    } else {
        format!("{}?done=added", paths::activity(&slug, id, activity))
    };
    Ok(see_other(&next))
}

/// The form filled with what stands.
pub async fn edit(
    clerk: Clerk,
    State(app): State<App>,
    Path((slug, of, id)): Path<(String, CampaignId, ActivityId)>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&clerk.scope()).await?;
    let (campaign, activity) = load_activity(&tx, of, id).await?;
    let kind = activity.text.kind;
    let choices = Choices::of_activity(&tx, kind, Some(&activity.text)).await?;
    let editing = Some((&activity, activity.version, earlier(&tx, &activity).await?));
    drop(tx);
    let form = FormState::filled(ActivityForm::fill(&activity.text));
    let view = view(slug, &campaign, kind, editing, choices);
    let title = format!("{}の活動を直す", kind_word(kind));
    Ok(page.ok(&title, move || view! { <ActivityFormPage view form/> }))
}

/// Saves over the version that was seen, or shows what is wrong or who was faster.
pub async fn update(
    clerk: Clerk,
    State(app): State<App>,
    Path((slug, of, id)): Path<(String, CampaignId, ActivityId)>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let tx = app.store.write(&clerk.scope()).await?;
    let (campaign, activity) = load_activity(&tx, of, id).await?;
    let kind = activity.text.kind;
    let choices = Choices::of_activity(&tx, kind, Some(&activity.text)).await?;
    let version = typed.version();
    let (settled, known) = choices.settle(&app, &tx, &typed).await?;
    let days = campaign.text.expected_days(app.clock.today());
    let read = match ActivityForm::parse(&settled, kind, &known, days) {
        Ok(text) => match handed_out(&tx, &activity, &text).await? {
            0 => Ok(text),
            pieces => Err(vec![(Field::Material, Problem::HandedOut(pieces))]),
        },
        Err(problems) => Err(problems),
    };
    let mut text = match read {
        Ok(text) => text,
        Err(problems) => {
            let editing = Some((&activity, version, earlier(&tx, &activity).await?));
            let form = FormState::rejected(typed, errors(&problems));
            let view = view(slug, &campaign, kind, editing, choices);
            let title = format!("{}の活動を直す", kind_word(kind));
            return Ok(page.unprocessable(&title, move || view! { <ActivityFormPage view form/> }));
        }
    };
    // Whom a list that is written down was made of stays.
    if activity.frozen.is_some() {
        text.segment = activity.text.segment;
        text.associations.clone_from(&activity.text.associations);
    }
    match activities::save(&tx, id, version, &text, app.clock.now()).await {
        Ok(()) => tx.commit().await?,
        Err(store::Error::Stale) => {
            let named = Named::of(&tx, &[&activity.text, &text]).await?;
            let words = |name: Option<String>| name.unwrap_or_default();
            let now = &activity.text;
            let differences = vec![
                (label(Field::Name), now.title.clone(), text.title.clone()),
                (label(Field::Segment), words(named.segment(now)), words(named.segment(&text))),
                (label(Field::Associations), named.associations(now), named.associations(&text)),
                (label(Field::Mailing), words(named.mailing(now)), words(named.mailing(&text))),
                (label(Field::Script), now.script.clone(), text.script.clone()),
            ];
            let what = format!("活動「{}」", now.title);
            let changed = (activity.updated_by, activity.updated_at);
            let latest = paths::activity(&slug, of, id);
            return Err(conflict(&tx, what, changed, differences, latest).await?);
        }
        Err(error) => return Err(error.into()),
    }
    Ok(see_other(&format!("{}?done=saved", paths::activity(&slug, of, id))))
}

/// How many pieces were handed out for an activity of a material that it would have no more.
async fn handed_out(tx: &Tx, activity: &Activity, text: &NewActivity) -> Result<u32, Error> {
    match activity.text.material {
        Some(before) if text.material != Some(before) => {
            Ok(movements::for_activity(tx, before, activity.id).await?)
        }
        Some(_) | None => Ok(0),
    }
}

/// Moves it up or down. At the end of the list, or where somebody moved it meanwhile, the page shows how it stands.
pub async fn shift(
    clerk: Clerk,
    State(app): State<App>,
    Path((slug, of, id)): Path<(String, CampaignId, ActivityId)>,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let tx = app.store.write(&clerk.scope()).await?;
    let (campaign, activity) = load_activity(&tx, of, id).await?;
    let back = paths::campaign(&slug, of);
    let up = match typed.get("to") {
        "up" => true,
        "down" => false,
        _ => return Ok(see_other(&back)),
    };
    if campaign.state.is_open() && activities::shift(&tx, &activity, up, app.clock.now()).await? {
        tx.commit().await?;
        return Ok(see_other(&format!("{back}?done=moved#activities")));
    }
    Ok(see_other(&format!("{back}#activities")))
}
