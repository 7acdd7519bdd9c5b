//! Where materials went.

use crate::{actor::Reader, app::App, error::Error, export::Saving, page::Page};
use app::{
    materials::{HandedLine, HandedPage},
    paths,
};
use axum::{extract::State, response::Response};
use leptos::prelude::*;
use std::collections::HashMap;
use store::{
    Tx, campaigns,
    materials::{
        self,
        movements::{self, Destination},
    },
    views,
};
use tables::{Field, Kind, Table};

/// Who received how many.
pub async fn index(reader: Reader, State(app): State<App>, page: Page) -> Result<Response, Error> {
    let tx = app.store.read(&reader.scope()).await?;
    let slug = reader.tenant.slug.clone();
    let lines = lines(&tx, &slug).await?;
    Ok(page.ok("配布先の記録", move || view! { <HandedPage slug lines/> }))
}

const FIELDS: [Field<HandedLine>; 6] = [
    ("日付", Kind::Date, |line| line.on.into()),
    ("資材", Kind::Text, |line| line.material.1.clone().into()),
    ("渡した先", Kind::Text, |line| line.to.clone().into()),
    ("渡した先の種類", Kind::Text, |line| line.to_kind.into()),
    ("数", Kind::Number, |line| i64::from(line.pieces).into()),
    ("備考", Kind::Text, |line| line.note.clone().into()),
];

/// The same as a table to save; that somebody took it is kept, for people may be named in it.
pub async fn export(reader: Reader, State(app): State<App>, saving: Saving) -> Result<Response, Error> {
    let tx = app.store.look(&reader.scope()).await?;
    let lines = lines(&tx, &reader.tenant.slug).await?;
    views::record(&tx, app.clock.id(), app.clock.now(), "tenant", reader.tenant.id.uuid(), "handed").await?;
    tx.commit().await?;
    saving.answer(&format!("配布先の記録_{}", app.clock.today()), Table::of("配布先の記録", &FIELDS, &lines))
}

async fn lines(tx: &Tx, slug: &str) -> Result<Vec<HandedLine>, Error> {
    let titles: HashMap<_, _> =
        materials::all(tx).await?.into_iter().map(|kept| (kept.id, kept.material.title)).collect();
    let mut campaigns_of = HashMap::new();
    let mut lines = Vec::new();
    for movement in movements::handed_out(tx).await? {
        let (to_kind, href) = match movement.to {
            Some(Destination::Office(id)) => ("事業所", Some(paths::office(slug, id))),
            Some(Destination::Session(id)) => ("デモ・説明会", Some(paths::demo_session(slug, id))),
            Some(Destination::Activity(id)) => {
                let campaign = match campaigns_of.get(&id) {
                    Some(known) => *known,
                    None => {
                        let found = campaigns::activities::find(tx, id).await?;
                        let campaign = found.map(|activity| activity.campaign);
                        campaigns_of.insert(id, campaign);
                        campaign
                    }
                };
                ("キャンペーンの活動", campaign.map(|campaign| paths::activity(slug, campaign, id)))
            }
            None => ("そのほか", None),
        };
        lines.push(HandedLine {
            on: movement.on,
            material: (movement.material, titles.get(&movement.material).cloned().unwrap_or_default()),
            to: movement.to_name,
            to_kind,
            href,
            pieces: movement.change.unsigned_abs(),
            note: movement.note,
        });
    }
    Ok(lines)
}
