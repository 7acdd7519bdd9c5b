//! ホームページ掲載 on a page of its own here, which everybody reads: what the activity says, as it stands. It is there from the
//! moment a clerk puts it there until a clerk takes it away.

use super::load_activity;
use crate::{
    actor::{Clerk, Visitor},
    app::App,
    error::Error,
    page::{Page, see_other},
    posted::Posted,
};
use app::{
    mailings::{AnnouncementPage, AnnouncementView},
    paths,
};
use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::{
    campaigns::{ActivityKind, letter},
    ids::{ActivityId, CampaignId},
};
use leptos::prelude::*;
use store::{
    Tx,
    campaigns::{Activity, activities, notices},
};

/// So many stand on the page of the city.
const LISTED: usize = 10;

/// Whether it can be read: it is a notice, and it says something.
pub(super) fn is_readable(activity: &Activity) -> bool {
    activity.text.kind == ActivityKind::WebNotice && !letter(&activity.text.script).1.is_empty()
}

/// What everybody may read of a city, the last first: its page and what it is called.
pub(crate) async fn listed(tx: &Tx, slug: &str) -> Result<Vec<(String, String)>, Error> {
    let all = notices::all(tx).await?.into_iter().filter(is_readable).take(LISTED);
    Ok(all.map(|activity| (paths::public_notice(slug, activity.id), title(&activity))).collect())
}

/// What the page is called.
fn title(activity: &Activity) -> String {
    letter(&activity.text.script).0.unwrap_or(&activity.text.title).to_owned()
}

/// The page.
pub async fn show(
    visitor: Visitor,
    State(app): State<App>,
    Path((slug, id)): Path<(String, ActivityId)>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&visitor.scope()).await?;
    let activity = activities::find(&tx, id).await?.ok_or(Error::NotFound)?;
    let begun = activity.published.filter(|_| is_readable(&activity)).ok_or(Error::NotFound)?;
    drop(tx);
    let (tenant, subject, text) = (&visitor.tenant, title(&activity), activity.text);
    let parts = [letter(&text.script).1, &text.link].into_iter().filter(|part| !part.is_empty());
    let view = AnnouncementView {
        slug,
        municipality: tenant.name.clone(),
        subject,
        body: parts.collect::<Vec<_>>().join("\n\n"),
        sent: false,
        begun,
        department: tenant.settings.department.clone(),
        phone: tenant.settings.phone.clone(),
        hours: tenant.settings.hours.clone(),
    };
    let title = view.subject.clone();
    Ok(page.ok(&title, move || view! { <AnnouncementPage view/> }))
}

/// Puts it there, or takes it away. What says nothing is not put there.
pub async fn publish(
    clerk: Clerk,
    State(app): State<App>,
    Path((slug, of, id)): Path<(String, CampaignId, ActivityId)>,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let tx = app.store.write(&clerk.scope()).await?;
    let (_, activity) = load_activity(&tx, of, id).await?;
    let (here, publishes) = (paths::activity(&slug, of, id), typed.get("act") == "publish");
    if activity.published.is_some() == publishes || publishes && !is_readable(&activity) {
        return Ok(see_other(&here));
    }
    match notices::publish(&tx, &activity, publishes, app.clock.now()).await {
        Ok(()) => tx.commit().await?,
        Err(store::Error::Stale) => return Ok(see_other(&here)),
        Err(error) => return Err(error.into()),
    }
    let done = if publishes { "published" } else { "unpublished" };
    Ok(see_other(&format!("{here}?done={done}")))
}
