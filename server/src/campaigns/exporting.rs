//! The list of an activity as a table to save.

use super::{
    load_listed, name,
    view::{Asked, narrowed},
};
use crate::{actor::Reader, app::App, error::Error, export::Saving};
use app::messages::campaigns::{exclusion, reply, standing};
use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use domain::{
    campaigns::Standing,
    ids::{ActivityId, CampaignId},
};
use store::{
    accounts,
    campaigns::recipients::{self, Recipient},
    views,
};
use tables::{Field, Kind, Table};

type Line = (Recipient, String);

const FIELDS: [Field<Line>; 11] = [
    ("番号", Kind::Number, |(one, _)| i64::from(one.place).into()),
    ("事業所番号", Kind::Code, |(one, _)| one.target.code().into()),
    ("事業所名", Kind::Text, |(one, _)| one.target.name.clone().into()),
    ("郵便番号", Kind::Code, |(one, _)| one.target.postal_code.clone().into()),
    ("宛先", Kind::Text, |(one, _)| one.target.address.replace('\n', " ").into()),
    ("除いた理由", Kind::Text, |(one, _)| one.exclusion.map(exclusion).unwrap_or_default().into()),
    ("区分", Kind::Text, |(one, _)| stands(one).into()),
    ("結果", Kind::Text, |(one, _)| one.reply.map(reply).unwrap_or_default().into()),
    ("メモ", Kind::Text, |(one, _)| one.note.clone().into()),
    ("記録日時", Kind::Moment, |(one, _)| one.replied_at.into()),
    ("記録した人", Kind::Text, |(_, by)| by.clone().into()),
];

fn stands(one: &Recipient) -> &'static str {
    match (one.exclusion, one.reply) {
        (Some(_), _) => "除いた",
        (None, Some(reply)) => standing(reply.standing()),
        (None, None) => standing(Standing::Open),
    }
}

/// The table, one line an office; that it was taken is kept, for there are numbers and notes in it.
pub async fn show(
    reader: Reader,
    State(app): State<App>,
    Path((_, of, id)): Path<(String, CampaignId, ActivityId)>,
    Query(asked): Query<Asked>,
    saving: Saving,
) -> Result<Response, Error> {
    let tx = app.store.look(&reader.scope()).await?;
    let (_, activity, _) = load_listed(&tx, of, id).await?;
    if activity.frozen.is_none() {
        return Err(Error::NotFound);
    }
    let names = accounts::names(&tx).await?;
    let (rows, _) = recipients::page(&tx, id, &narrowed(&asked), 0, u64::from(u32::MAX)).await?;
    let lines: Vec<Line> = rows
        .into_iter()
        .map(|one| {
            let by = one.replied_by.map(|by| name(&names, by)).unwrap_or_default();
            (one, by)
        })
        .collect();
    views::record(&tx, app.clock.id(), app.clock.now(), "activity", id.uuid(), "activity-list-saved").await?;
    tx.commit().await?;
    saving.answer(&format!("対象_{}", activity.text.title), Table::of("対象の事業所", &FIELDS, &lines))
}
