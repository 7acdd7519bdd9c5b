//! The card that is printed here: what stands on it, and the sheet.

use super::{Done, conflict, found, found_to_change, fresh};
use crate::{
    actor::{Clerk, Reader},
    app::App,
    download,
    error::Error,
    page::{Page, see_other},
    posted::Posted,
};
use app::{
    materials::{CardFormPage, CardFormView},
    messages::materials::errors,
    paths,
};
use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use documents::{Cards, CardsError};
use domain::{
    ids::MaterialId,
    materials::{CardDesign, MaterialKind},
};
use elements::FormState;
use leptos::prelude::*;
use store::{
    Tx, initiatives,
    materials::{self, Kept},
};

const TITLE: &str = "カードの両面";

/// What stands on the card, or what one may begin with.
pub async fn edit(
    clerk: Clerk,
    State(app): State<App>,
    Path((slug, id)): Path<(String, MaterialId)>,
    Query(Done { done }): Query<Done>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&clerk.scope()).await?;
    let kept = found(&tx, id).await?;
    if kept.material.kind != MaterialKind::Card {
        return Ok(see_other(&paths::material(&slug, id)));
    }
    let design = match &kept.card {
        Some(design) => design.clone(),
        None => suggested(&tx, &clerk).await?,
    };
    let done = (done.as_deref() == Some("saved")).then_some("保存しました。");
    Ok(render(&page, slug, &kept, done, FormState::filled(design.fill())))
}

/// Keeps it.
pub async fn update(
    clerk: Clerk,
    State(app): State<App>,
    Path((slug, id)): Path<(String, MaterialId)>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let tx = app.store.write(&clerk.scope()).await?;
    let kept = found_to_change(&tx, id).await?;
    if kept.material.kind != MaterialKind::Card {
        return Ok(see_other(&paths::material(&slug, id)));
    }
    fresh(&tx, &typed, &slug, &kept, kept.version).await?;
    let design = match CardDesign::parse(&typed) {
        Ok(design) => design,
        Err(problems) => {
            return Ok(render(&page, slug, &kept, None, FormState::rejected(typed, errors(&problems))));
        }
    };
    match materials::design(&tx, &kept, &design, app.clock.now()).await {
        Ok(()) => {
            tx.commit().await?;
            Ok(see_other(&format!("{}?done=saved", paths::material_card(&slug, id))))
        }
        Err(store::Error::Stale) => Err(conflict(&tx, &slug, &kept).await?),
        Err(error) => Err(error.into()),
    }
}

/// The sheet, to print.
pub async fn show(
    reader: Reader,
    State(app): State<App>,
    Path((_, id)): Path<(String, MaterialId)>,
) -> Result<Response, Error> {
    let tx = app.store.read(&reader.scope()).await?;
    let kept = found(&tx, id).await?;
    drop(tx);
    let design = kept.card.ok_or(Error::NotFound)?;
    let cards = Cards { title: kept.material.title, sender: reader.tenant.name.clone(), design };
    let (name, now, fonts) = (cards.file_name(), app.clock.now(), app.fonts.clone());
    let made = tokio::task::spawn_blocking(move || cards.render(now, &fonts))
        .await
        .map_err(|_| Error::Internal("setting the cards was broken off"))?;
    match made {
        Ok(made) => Ok(download::file(&name, "application/pdf", made.pdf)),
        Err(CardsError::Link(_)) => Err(Error::Internal("the link of a card fits no code")),
        Err(CardsError::Render(_)) => Err(Error::Internal("the cards cannot be set")),
    }
}

/// The municipality's own desk and the helpdesk of the initiative.
async fn suggested(tx: &Tx, clerk: &Clerk) -> Result<CardDesign, Error> {
    let helpdesk = initiatives::helpdesk(tx).await?;
    let settings = &clerk.tenant.settings;
    let own =
        [format!("{} {}", clerk.tenant.name, settings.department).trim().to_owned(), settings.phone.clone()];
    let desk = helpdesk.iter().flat_map(|desk| [format!("ヘルプデスク {}", desk.phone), desk.hours.clone()]);
    let back_text =
        own.into_iter().chain(desk).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n");
    Ok(CardDesign {
        front_title: "ケアプランデータ連携システム".to_owned(),
        front_text: "ケアプランを、パソコンで送受信できます。\nFAXや郵送、転記の手間が減ります。".to_owned(),
        back_title: "お問い合わせ".to_owned(),
        back_text,
        link: Some(initiatives::current(tx).await?.site_url),
    })
}

fn render(page: &Page, slug: String, kept: &Kept, done: Option<&'static str>, form: FormState) -> Response {
    let rejected = form.has_errors();
    let view = CardFormView {
        slug,
        id: kept.id,
        title: kept.material.title.clone(),
        version: kept.version,
        printable: kept.card.is_some(),
        done,
        form,
    };
    let view = move || view! { <CardFormPage view/> };
    if rejected { page.unprocessable(TITLE, view) } else { page.ok(TITLE, view) }
}
