//! What everybody may have, without signing in.

use crate::{actor::Visitor, app::App, download, error::Error, page::Page};
use app::materials::{PublicMaterial, PublicMaterialsPage, Way};
use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::ids::MaterialId;
use leptos::prelude::*;
use store::{
    files, initiatives,
    materials::{
        self, Kept,
        versions::{self, Content},
    },
};

/// Every material that is shown.
pub async fn index(visitor: Visitor, State(app): State<App>, page: Page) -> Result<Response, Error> {
    let tx = app.store.read(&visitor.scope()).await?;
    let newest = versions::newest(&tx).await?;
    let mut shown = Vec::new();
    for kept in materials::shown(&tx).await? {
        let way = match newest.get(&kept.id).map(|version| &version.content) {
            Some(Content::Link(link)) => Way::Link(link.clone()),
            Some(Content::File(file)) => match files::find(&tx, *file).await? {
                Some(file) => Way::File(file.size),
                None => continue,
            },
            None if kept.material.kind.is_counted() => Way::Paper,
            // A video of which nobody has said where it is.
            None => continue,
        };
        let Kept { id, material, .. } = kept;
        let (kind, title, summary, source) =
            (material.kind, material.title, material.summary, material.source);
        shown.push(PublicMaterial { id, kind, title, summary, source, way });
    }
    let site = initiatives::current(&tx).await?.site_url;
    let (slug, municipality) = (visitor.tenant.slug.clone(), visitor.tenant.name.clone());
    Ok(page.ok("ケアプランデータ連携システムの資料", move || {
        view! { <PublicMaterialsPage slug municipality site materials=shown/> }
    }))
}

/// The newest file of one that is shown.
pub async fn file(
    visitor: Visitor,
    State(app): State<App>,
    Path((_, id)): Path<(String, MaterialId)>,
) -> Result<Response, Error> {
    let tx = app.store.read(&visitor.scope()).await?;
    let kept = materials::find(&tx, id).await?.filter(Kept::is_shown).ok_or(Error::NotFound)?;
    let newest = versions::of_material(&tx, kept.id).await?.into_iter().next().ok_or(Error::NotFound)?;
    let Content::File(file) = newest.content else { return Err(Error::NotFound) };
    let file = files::find(&tx, file).await?.ok_or(Error::NotFound)?;
    drop(tx);
    let bytes = app.storage.get(visitor.tenant.id, file.id).await?;
    Ok(download::file(&file.name, &file.media_type, bytes))
}
