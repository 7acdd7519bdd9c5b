//! One 事業所グループ: its offices, what they can exchange, what is done next; and dissolving it.

use super::{
    groups::{conflict, members},
    row,
};
use crate::{
    actor::{Clerk, Reader},
    app::App,
    error::Error,
    page::{Page, see_other},
    posted::Posted,
};
use app::{
    network::{GroupPage, GroupView},
    paths,
};
use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use domain::{accounts::Role, ids::OfficeGroupId};
use leptos::prelude::*;
use store::{
    network as networks,
    office_groups::{self, Kept},
};

/// What an address may say.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub struct Asked {
    done: String,
}

/// One group, dissolved or not.
pub async fn show(
    reader: Reader,
    State(app): State<App>,
    Path((slug, id)): Path<(String, OfficeGroupId)>,
    Query(asked): Query<Asked>,
    page: Page,
) -> Result<Response, Error> {
    let today = app.clock.today();
    let tx = app.store.read(&reader.scope()).await?;
    let kept = office_groups::find(&tx, id).await?.ok_or(Error::NotFound)?;
    let charted = networks::on(&tx, today).await?;
    let offices = members(&tx, id).await?;
    drop(tx);
    let network = &charted.network;
    let mut places: Vec<usize> = offices.iter().filter_map(|office| network.place(office.id)).collect();
    places.sort_unstable();
    let among = |place: usize| places.binary_search(&place).is_ok();
    let closed = offices.into_iter().filter(|office| network.place(office.id).is_none());
    let group = GroupView {
        slug,
        id,
        version: kept.version,
        dissolved_at: kept.dissolved_at,
        today,
        members: places.iter().filter_map(|place| row(&charted, *place, among)).collect(),
        closed: closed.map(|office| (office.id, office.particulars.name)).collect(),
        links: network.counts_within(&places),
        may_write: reader.has(Role::Clerk),
        done: match asked.done.as_str() {
            "made" => Some("グループを作りました"),
            "saved" => Some("グループを保存しました"),
            _ => None,
        },
        text: kept.text,
    };
    let title = group.text.name.clone();
    Ok(page.ok(&title, move || view! { <GroupPage group/> }))
}

/// Dissolves it over the version that was seen. Twice is once.
pub async fn dissolve(
    clerk: Clerk,
    State(app): State<App>,
    Path((slug, id)): Path<(String, OfficeGroupId)>,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let tx = app.store.write(&clerk.scope()).await?;
    let kept = office_groups::find(&tx, id).await?.ok_or(Error::NotFound)?;
    let seen = Kept { version: typed.version(), ..kept.clone() };
    match office_groups::dissolve(&tx, &seen, app.clock.now()).await {
        Ok(()) => tx.commit().await?,
        Err(store::Error::Stale) => return Err(conflict(&tx, &slug, &kept, None).await?),
        Err(error) => return Err(error.into()),
    }
    Ok(see_other(&format!("{}?done=dissolved", paths::office_groups(&slug))))
}
