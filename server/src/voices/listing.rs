//! Every voice of the city, and one of them; that a contact was looked at is kept.

use super::{found, told};
use crate::{actor::Reader, app::App, error::Error, export::Saving, page::Page};
use app::{
    messages::voices as words,
    voices::{VoiceLine, VoicePage, VoiceView, VoicesPage, VoicesView},
};
use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use domain::{
    accounts::Role,
    ids::{OfficeId, VoiceId},
    text::beginning,
    tokyo,
    voices::{Field, Reach},
};
use leptos::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use store::{
    Tx,
    offices::{self, Office},
    views,
    voices::{self, Voice},
};
use tables::{Column, Kind, Table, Value};

/// What an address may say.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub struct Asked {
    done: String,
}

/// Characters of a quote in the list.
const SHORT: usize = 60;

async fn of_voices(tx: &Tx, all: &[Voice]) -> Result<BTreeMap<OfficeId, Office>, Error> {
    let ids: Vec<OfficeId> = all.iter().map(|voice| voice.office).collect();
    Ok(offices::several(tx, &ids).await?.into_iter().map(|office| (office.id, office)).collect())
}

fn services(office: &Office) -> String {
    office.services.iter().map(|one| one.service.name()).collect::<Vec<_>>().join("、")
}

/// The list; nobody's contact stands in it.
pub async fn index(
    reader: Reader,
    State(app): State<App>,
    Query(asked): Query<Asked>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&reader.scope()).await?;
    let all = voices::all(&tx).await?;
    let known = of_voices(&tx, &all).await?;
    let shown: BTreeSet<VoiceId> =
        told::all(&tx, app.clock.today()).await?.into_iter().map(|told| told.voice.id).collect();
    let lines = all
        .into_iter()
        .map(|voice| {
            let office = known.get(&voice.office);
            let said = voice.said.as_ref();
            let quote = said.map(|said| beginning(&said.quote, SHORT)).unwrap_or_default();
            VoiceLine {
                id: voice.id,
                office: office.map(|one| one.particulars.name.clone()).unwrap_or_default(),
                services: office.map(services).unwrap_or_default(),
                area: office.map(|one| one.particulars.area.clone()).unwrap_or_default(),
                quote,
                named: said.is_some_and(|said| said.named),
                publicly: said.is_some_and(|said| said.publicly),
                reach: said.map_or(Reach::City, |said| said.reach),
                agreed_on: voice.agreed_on,
                withdrawn: voice.withdrawn_at.map(tokyo::date),
                shown: shown.contains(&voice.id),
            }
        })
        .collect();
    let done = (asked.done == "withdrawn").then_some("取り下げました。文と連絡先は消えました。");
    let view =
        VoicesView { slug: reader.tenant.slug.clone(), lines, may_write: reader.has(Role::Clerk), done };
    Ok(page.ok("事業所の声", move || view! { <VoicesPage view/> }))
}

/// The same as a table, with whom to reach; that it was taken is kept.
pub async fn export(reader: Reader, State(app): State<App>, saving: Saving) -> Result<Response, Error> {
    let tx = app.store.look(&reader.scope()).await?;
    let all = voices::standing(&tx).await?;
    let known = of_voices(&tx, &all).await?;
    let (id, now) = (app.clock.id(), app.clock.now());
    views::record(&tx, id, now, "tenant", reader.tenant.id.uuid(), "voices_saved").await?;
    tx.commit().await?;
    let kind = |field| match field {
        Field::Phone => Kind::Code,
        _ => Kind::Text,
    };
    let mut columns = vec![
        Column::new("事業所番号", Kind::Code),
        Column::new("事業所名", Kind::Text),
        Column::new("サービス種類", Kind::Text),
        Column::new("日常生活圏域", Kind::Text),
    ];
    columns.extend(Field::ALL.map(|field| Column::new(words::label(field), kind(field))));
    let rows = all.into_iter().filter_map(|voice| {
        let office = known.get(&voice.office)?;
        let said = voice.said?;
        let fill = said.fill();
        let value = |field: Field| match field {
            Field::Reach => words::reach(said.reach).to_owned(),
            Field::Named => yes(said.named),
            Field::Publicly => yes(said.publicly),
            _ => fill.get(field.name()).to_owned(),
        };
        let mut row: Vec<Value> = vec![
            office.number.to_string().into(),
            office.particulars.name.clone().into(),
            services(office).into(),
            office.particulars.area.clone().into(),
        ];
        row.extend(Field::ALL.map(|field| Value::from(value(field))));
        Some(row)
    });
    let table = Table { title: "事業所の声".to_owned(), columns, rows: rows.collect() };
    saving.answer(&format!("事業所の声_{}_{}", reader.tenant.name, app.clock.today()), table)
}

fn yes(yes: bool) -> String {
    if yes { "はい".to_owned() } else { "いいえ".to_owned() }
}

/// One; that it was looked at is kept.
pub async fn show(
    reader: Reader,
    State(app): State<App>,
    Path((slug, id)): Path<(String, VoiceId)>,
    Query(asked): Query<Asked>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.look(&reader.scope()).await?;
    let (voice, office) = found(&tx, id).await?;
    let read = told::all(&tx, app.clock.today()).await?;
    let read = read.into_iter().find(|told| told.voice.id == id);
    views::record(&tx, app.clock.id(), app.clock.now(), "voice", id.uuid(), "voice").await?;
    tx.commit().await?;
    let unseen = (voice.said.is_some() && read.is_none()).then_some(
        "いまはどこにも表示していません。事業所が営業中で、導入済みと記録されているときに表示します",
    );
    let view = VoiceView {
        slug,
        id,
        office: office.id,
        name: office.particulars.name.clone(),
        who: read.map_or_else(|| "―".to_owned(), |told| told.who),
        said: voice.said,
        agreed_on: voice.agreed_on,
        withdrawn: voice.withdrawn_at.map(tokyo::date),
        unseen,
        version: voice.version,
        may_write: reader.has(Role::Clerk),
        done: match asked.done.as_str() {
            "added" => Some("登録しました。近い事業所の画面に表示します。"),
            "saved" => Some("登録を直しました。"),
            _ => None,
        },
    };
    let title = format!("{}の声", office.particulars.name);
    Ok(page.ok(&title, move || view! { <VoicePage view/> }))
}
