//! What was said within a period, as a table; that it was taken is kept, for names stand in it.

use super::named;
use crate::{actor::Reader, app::App, error::Error, export::Saving};
use app::messages::follow_up as words;
use axum::{
    extract::{Query, State},
    response::Response,
};
use domain::{
    follow_up::{Field, Period},
    ids::OfficeId,
};
use std::collections::{BTreeMap, BTreeSet};
use store::{accounts, follow_up, offices, views};
use tables::{Column, Kind, Table, Value};

/// What an address may say.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub struct Asked {
    from: String,
    until: String,
}

/// The records of a period: this fiscal year until today, unless it is said otherwise.
pub async fn show(
    reader: Reader,
    State(app): State<App>,
    Query(asked): Query<Asked>,
    saving: Saving,
) -> Result<Response, Error> {
    let period = Period::parse(&asked.from, &asked.until, app.clock.today()).map_err(|_| Error::NotFound)?;
    let tx = app.store.look(&reader.scope()).await?;
    let records = follow_up::held(&tx, period).await?;
    let ids: BTreeSet<OfficeId> = records.iter().map(|record| record.office).collect();
    let ids: Vec<OfficeId> = ids.into_iter().collect();
    let known: BTreeMap<OfficeId, (String, String)> = offices::several(&tx, &ids)
        .await?
        .into_iter()
        .map(|office| (office.id, (office.number.to_string(), office.particulars.name)))
        .collect();
    let names = accounts::names(&tx).await?;
    views::record(&tx, app.clock.id(), app.clock.now(), "tenant", reader.tenant.id.uuid(), "follow_ups")
        .await?;
    tx.commit().await?;
    let columns = vec![
        Column::new("事業所番号", Kind::Code),
        Column::new("事業所名", Kind::Text),
        Column::new(words::label(Field::HeldOn), Kind::Date),
        Column::new(words::label(Field::Way), Kind::Text),
        Column::new(words::label(Field::SpokenWith), Kind::Text),
        Column::new(words::label(Field::Notes), Kind::Text),
        Column::new(words::label(Field::Agreed), Kind::Text),
        Column::new(words::label(Field::NextAction), Kind::Text),
        Column::new(words::label(Field::NextOn), Kind::Date),
        Column::new(words::label(Field::NextOwner), Kind::Text),
        Column::new("済んだ日時", Kind::Moment),
        Column::new("記録した人", Kind::Text),
    ];
    let rows = records.into_iter().map(|record| {
        let (number, name) = known.get(&record.office).cloned().unwrap_or_default();
        let next = record.said.next.clone();
        vec![
            Value::from(number),
            name.into(),
            record.said.held_on.into(),
            words::way(record.said.way).into(),
            record.said.spoken_with.into(),
            record.said.notes.into(),
            record.said.agreed.into(),
            next.as_ref().map(|next| next.action.clone()).into(),
            next.as_ref().map(|next| next.on).into(),
            next.as_ref().map(|next| named(&names, next.owner)).into(),
            record.done.map(|done| done.at).into(),
            named(&names, record.by).into(),
        ]
    });
    let table = Table { title: "支援の記録".to_owned(), columns, rows: rows.collect() };
    saving.answer(&format!("支援の記録_{}_{}_{}", reader.tenant.name, period.from, period.until), table)
}
