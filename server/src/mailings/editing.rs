//! Writing a mailing, and correcting a draft.

use super::load;
use crate::{
    actor::Clerk,
    app::App,
    error::Error,
    faster::Faster,
    offices::choosing::Offers,
    page::{Page, see_other},
    posted::Posted,
};
use app::{
    mailings::MailingFormPage,
    messages::mailings::{field, problem},
    paths,
};
use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use domain::{
    form::Typed,
    ids::MailingId,
    mailings::{MailingField, MailingProblem, NewMailing, StageName, Topic},
};
use elements::FormState;
use leptos::prelude::*;
use store::{
    Tx,
    mailings::{self, Mailing},
};

const WRITE: &str = "お知らせを書く";
const EDIT: &str = "お知らせを直す";

/// The segment that the address names, chosen beforehand.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub struct Chosen {
    segment: String,
}

/// An empty form.
pub async fn new(
    clerk: Clerk,
    State(app): State<App>,
    Query(Chosen { segment }): Query<Chosen>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&clerk.scope()).await?;
    let (segments, public) = (Offers::of(&tx).await?.options(), app.config.public_side);
    let empty = Typed::default()
        .with(MailingField::Topic.name(), Topic::General.code())
        .with(MailingField::Html.name(), "yes");
    let form = FormState::filled(empty.with(MailingField::Segment.name(), segment));
    let slug = clerk.tenant.slug.clone();
    Ok(page.ok(WRITE, move || view! { <MailingFormPage slug editing=None segments public form/> }))
}

/// Keeps a draft, or shows the form again with what is wrong.
pub async fn create(
    clerk: Clerk,
    State(app): State<App>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let tx = app.store.write(&clerk.scope()).await?;
    let (offers, public) = (Offers::of(&tx).await?, app.config.public_side);
    let slug = clerk.tenant.slug.clone();
    let (settled, known) = offers.settle(&app, &tx, &typed, MailingField::Segment.name()).await?;
    let text = match NewMailing::parse(&settled, &known) {
        Ok(text) => text,
        Err(errors) => {
            let segments = offers.options();
            let form = FormState::rejected(typed, sentences(&errors));
            return Ok(page.unprocessable(WRITE, move || {
                view! { <MailingFormPage slug editing=None segments public form/> }
            }));
        }
    };
    let id: MailingId = app.clock.id();
    mailings::add(&tx, id, &text, app.clock.now()).await?;
    tx.commit().await?;
    Ok(see_other(&format!("{}?done=saved", paths::preview_mailing(&slug, id))))
}

/// The form filled with the draft; what was sent is only looked at.
pub async fn edit(
    clerk: Clerk,
    State(app): State<App>,
    Path((slug, id)): Path<(String, MailingId)>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&clerk.scope()).await?;
    let (mailing, _) = load(&tx, id).await?;
    if mailing.stage.name() != StageName::Draft {
        // What waits for a second person is taken back first: what is approved is what was read.
        return Ok(see_other(&paths::mailing(&slug, id)));
    }
    let (segments, public) = (Offers::of(&tx).await?.options(), app.config.public_side);
    let form = FormState::filled(mailing.text.fill());
    let editing = Some((id, mailing.version));
    Ok(page.ok(EDIT, move || view! { <MailingFormPage slug editing segments public form/> }))
}

/// Saves a draft over the version that was seen, or shows what is wrong or who was faster.
pub async fn update(
    clerk: Clerk,
    State(app): State<App>,
    Path((slug, id)): Path<(String, MailingId)>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let tx = app.store.write(&clerk.scope()).await?;
    let (mailing, _) = load(&tx, id).await?;
    let (offers, public) = (Offers::of(&tx).await?, app.config.public_side);
    let version = typed.version();
    let (settled, known) = offers.settle(&app, &tx, &typed, MailingField::Segment.name()).await?;
    let text = match NewMailing::parse(&settled, &known) {
        Ok(text) => text,
        Err(errors) => {
            let segments = offers.options();
            let (form, editing) = (FormState::rejected(typed, sentences(&errors)), Some((id, version)));
            return Ok(page.unprocessable(EDIT, move || {
                view! { <MailingFormPage slug editing segments public form/> }
            }));
        }
    };
    match mailings::save(&tx, id, version, &text, app.clock.now()).await {
        Ok(()) => tx.commit().await?,
        Err(store::Error::Stale) => return Err(conflict(&tx, &slug, &mailing, &text).await?),
        Err(error) => return Err(error.into()),
    }
    Ok(see_other(&format!("{}?done=saved", paths::preview_mailing(&slug, id))))
}

fn sentences(errors: &[(MailingField, MailingProblem)]) -> Vec<(&'static str, String)> {
    errors.iter().map(|(field, error)| (field.name(), problem(*field, error))).collect()
}

/// Somebody else saved or sent it meanwhile.
async fn conflict(tx: &Tx, slug: &str, now: &Mailing, mine: &NewMailing) -> Result<Error, Error> {
    let texts = [
        (MailingField::Subject, &now.text.subject, &mine.subject),
        (MailingField::Body, &now.text.body, &mine.body),
    ];
    let differences = texts
        .into_iter()
        .filter(|(_, theirs, ours)| theirs != ours)
        .map(|(of, theirs, ours)| (field(of).to_owned(), theirs.clone(), ours.clone()))
        .collect();
    let faster = Faster::last(tx, ("mailing", now.id.uuid())).await?.at(now.updated_at);
    let (what, did) = (format!("お知らせ「{}」", now.text.subject), "このお知らせを保存または送信しました");
    Ok(faster.conflict(what, did, differences, paths::mailing(slug, now.id)))
}
