//! What was sent, on a page that everybody reads: nobody is named in it. There is none before a clerk says so, and none
//! any more once a clerk takes it away.

use super::{letters::Texts, load, tokens};
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
    ids::MailingId,
    mailings::{Facts, Template},
};
use leptos::prelude::*;
use store::{
    Tx,
    mailings::{self, Mailing},
    tenants::Tenant,
};

/// So many stand on the page of the city.
const LISTED: usize = 10;

/// A text in which nobody is named.
fn general(app: &App, tenant: &Tenant, text: &Template) -> String {
    let estimate = tokens::estimate(app, &tenant.slug, None);
    text.render(&Facts::general(tenant.name.clone(), tenant.settings.department.clone(), estimate))
}

/// What everybody may read of a city, the last first: its page and its subject.
pub(crate) async fn listed(app: &App, tx: &Tx, tenant: &Tenant) -> Result<Vec<(String, String)>, Error> {
    let all: Vec<Mailing> = mailings::announced(tx).await?;
    all.iter()
        .take(LISTED)
        .map(|mailing| {
            let texts = Texts::read(&mailing.text)?;
            Ok((paths::announcement(&tenant.slug, mailing.id), general(app, tenant, &texts.subject)))
        })
        .collect()
}

/// The page.
pub async fn show(
    visitor: Visitor,
    State(app): State<App>,
    Path((_, id)): Path<(String, MailingId)>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&visitor.scope()).await?;
    let mailing = mailings::find(&tx, id).await?.filter(|mailing| mailing.text.published);
    let mailing = mailing.ok_or(Error::NotFound)?;
    let begun = mailing.stage.begun().ok_or(Error::NotFound)?;
    drop(tx);
    let (tenant, texts) = (&visitor.tenant, Texts::read(&mailing.text)?);
    let settings = &tenant.settings;
    let view = AnnouncementView {
        slug: tenant.slug.clone(),
        municipality: tenant.name.clone(),
        subject: general(&app, tenant, &texts.subject),
        body: general(&app, tenant, &texts.body),
        sent: true,
        begun,
        department: settings.department.clone(),
        phone: settings.phone.clone(),
        hours: settings.hours.clone(),
    };
    let title = view.subject.clone();
    Ok(page.ok(&title, move || view! { <AnnouncementPage view/> }))
}

/// Puts it there, or takes it away. What has not begun to be sent is decided where it is written.
pub async fn publish(
    clerk: Clerk,
    State(app): State<App>,
    Path((slug, id)): Path<(String, MailingId)>,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let tx = app.store.write(&clerk.scope()).await?;
    let (mailing, _) = load(&tx, id).await?;
    let (here, published) = (paths::mailing(&slug, id), typed.get("act") == "publish");
    if mailing.stage.begun().is_none() || mailing.text.published == published {
        return Ok(see_other(&here));
    }
    match mailings::publish(&tx, &mailing, published, app.clock.now()).await {
        Ok(()) => tx.commit().await?,
        Err(store::Error::Stale) => return Ok(see_other(&here)),
        Err(error) => return Err(error.into()),
    }
    let done = if published { "published" } else { "unpublished" };
    Ok(see_other(&format!("{here}?done={done}")))
}
