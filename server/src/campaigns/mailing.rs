//! The mailing of an activity by mail: its draft is made here, and gone on with where mailings are written.

use super::{conflict, load_activity};
use crate::{actor::Clerk, app::App, error::Error, page::see_other, posted::Posted};
use app::paths;
use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::{
    campaigns::{ActivityKind, letter},
    form::Typed,
    ids::{ActivityId, CampaignId, MailingId},
    mailings::{MailingField, NewMailing},
};
use store::{
    campaigns::{self, Made},
    mailings,
};

/// What a draft says where nothing was written beforehand.
const BODY: &str = "{{事業所名}} 御中\n\n（ここに、お知らせの内容を書いてください。）";

/// Makes the draft. Where there is one already, it is gone on with.
pub async fn create(
    clerk: Clerk,
    State(app): State<App>,
    Path((slug, of, id)): Path<(String, CampaignId, ActivityId)>,
    Posted(_): Posted,
) -> Result<Response, Error> {
    let tx = app.store.write(&clerk.scope()).await?;
    let (campaign, activity) = load_activity(&tx, of, id).await?;
    let back = paths::activity(&slug, of, id);
    if let Some(mailing) = activity.text.mailing {
        return Ok(see_other(&paths::mailing(&slug, mailing)));
    }
    let open = campaign.state.is_open() && activity.state.is_open();
    let Some(segment) = activity.text.segment.filter(|_| open && activity.text.kind == ActivityKind::Mail)
    else {
        return Ok(see_other(&back));
    };
    let typed = |subject: &str, body: &str| {
        Typed::default()
            .with(MailingField::Segment.name(), segment.to_string())
            .with(MailingField::Subject.name(), subject)
            .with(MailingField::Body.name(), body)
    };
    let (subject, body) = letter(&activity.text.script);
    let (subject, body) =
        (subject.unwrap_or(&activity.text.title), if body.is_empty() { BODY } else { body });
    // Words of an activity that cannot stand in a mail are left for whoever writes it.
    let text = NewMailing::parse(&typed(subject, body), &[segment])
        .or_else(|_| NewMailing::parse(&typed(&activity.text.title, body), &[segment]))
        .or_else(|_| NewMailing::parse(&typed(&activity.text.title, BODY), &[segment]))
        .or_else(|_| NewMailing::parse(&typed("お知らせ", BODY), &[segment]));
    let Ok(text) = text else { return Ok(see_other(&back)) };
    let mailing: MailingId = app.clock.id();
    let now = app.clock.now();
    mailings::add(&tx, mailing, &text, now).await?;
    match campaigns::attach(&tx, &activity, Made::Mailing(mailing), now).await {
        Ok(()) => tx.commit().await?,
        Err(store::Error::Stale) => {
            let what = format!("活動「{}」", activity.text.title);
            let changed = (activity.updated_by, activity.updated_at);
            return Err(conflict(&tx, what, changed, Vec::new(), back).await?);
        }
        Err(error) => return Err(error.into()),
    }
    Ok(see_other(&paths::edit_mailing(&slug, mailing)))
}
