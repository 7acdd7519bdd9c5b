//! 名札: for everybody who is registered, and empty ones for who comes besides. Of whom an office brings along nobody knows
//! the name: theirs is written by hand.

use super::{found, views};
use crate::{actor::Partner, app::App, download, error::Error};
use app::paths;
use axum::{
    extract::{Path, State},
    response::Response,
};
use documents::{Badge, Badges};
use domain::ids::DemoId;
use store::demos::registrations::{self, Registration};

/// The sheets, to print; that names were taken is kept.
pub async fn show(
    officer: Partner,
    State(app): State<App>,
    Path((slug, id)): Path<(String, DemoId)>,
) -> Result<Response, Error> {
    let tx = app.store.look(&officer.scope()).await?;
    let session = found(&tx, id).await?;
    if session.stage.session().is_none() {
        return Err(Error::Elsewhere(paths::demo_session(&slug, id)));
    }
    store::views::record(&tx, app.clock.id(), app.clock.now(), "demo", id.uuid(), "participants").await?;
    let all = registrations::of_session(&tx, id).await?;
    tx.commit().await?;
    let badges = Badges {
        body: officer.tenant.name.clone(),
        about: views::about(&session),
        badges: all.iter().filter(|one| one.is_placed()).flat_map(of).collect(),
    };
    let (name, now, fonts) = (badges.file_name(), app.clock.now(), app.fonts.clone());
    let made = tokio::task::spawn_blocking(move || badges.render(now, &fonts))
        .await
        .map_err(|_| Error::Internal("setting the badges was broken off"))?
        .map_err(|_| Error::Internal("the badges cannot be set"))?;
    Ok(download::file(&name, "application/pdf", made.pdf))
}

/// One for each of the people of a registration; the first is who registered.
fn of(one: &Registration) -> impl Iterator<Item = Badge> {
    (0..one.people).map(move |place| Badge {
        office: one.office_name.clone(),
        name: if place == 0 { one.name.clone() } else { String::new() },
    })
}
