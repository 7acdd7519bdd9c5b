//! The registration of one body, for the host: what was told on the telephone is changed or taken back.

use super::{Done, found, line, public::whole, registering};
use crate::{
    actor::HostClerk,
    app::App,
    error::Error,
    page::{Page, see_other},
    posted::Posted,
};
use app::{
    messages::occasions::errors,
    occasions::{BodyPage, BodyView},
    paths,
};
use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use domain::ids::{BodyId, OccasionId};
use elements::FormState;
use leptos::prelude::*;
use store::{
    Tx,
    occasions::{
        Kept,
        bodies::{self, Registered},
    },
    views,
};

const TITLE: &str = "団体の申込み";

/// The registration; that somebody looked is recorded.
pub async fn show(
    officer: HostClerk,
    State(app): State<App>,
    Path((slug, id, body)): Path<(String, OccasionId, BodyId)>,
    Query(Done { done }): Query<Done>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.look(&officer.scope()).await?;
    let kept = found(&tx, id).await?;
    let registered = bodies::find(&tx, body).await?.filter(|one| one.occasion == id);
    let registered = registered.ok_or(Error::NotFound)?;
    views::record(&tx, app.clock.id(), app.clock.now(), "occasion", id.uuid(), "bodies").await?;
    let done = match done.as_deref() {
        Some("changed") => Some("申込みを変更しました。控えのメールを送りました。"),
        Some("kept") => Some("申込みを変更しました。"),
        Some("accepted") => Some("参加することになりました。"),
        Some("gone") => Some("席を確保できませんでした。ほかの団体が先に参加を決めました。"),
        Some("withdrawn") => Some("申込みを取り消しました。"),
        Some(_) | None => None,
    };
    let form = FormState::filled(registered.said.fill());
    let answer = render(&app, &tx, &page, (slug, &kept), &registered, (form, done)).await?;
    tx.commit().await?;
    Ok(answer)
}

/// Changes it, takes it back, or takes the places that are kept for it.
pub async fn update(
    officer: HostClerk,
    State(app): State<App>,
    Path((slug, id, body)): Path<(String, OccasionId, BodyId)>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let tx = app.store.write(&officer.scope()).await?;
    let (kept, registered) = whole(&tx, body).await?;
    if kept.id != id {
        return Err(Error::NotFound);
    }
    let here = paths::occasion_body_of(&slug, id, body);
    let open = kept.stage.registers(&kept.occasion, app.clock.now()).is_ok();
    if !open || registered.cancelled_at.is_some() {
        return Ok(see_other(&here));
    }
    let host = (&officer.tenant, &kept);
    match registering::act(&app, &tx, host, &registered, &typed, &here).await? {
        Ok(done) => {
            tx.commit().await?;
            app.wake.notify_one();
            Ok(see_other(&format!("{here}?done={done}")))
        }
        Err(problems) => {
            drop(tx);
            let tx = app.store.read(&officer.scope()).await?;
            let rejected = FormState::rejected(typed, errors(&problems));
            render(&app, &tx, &page, (slug, &kept), &registered, (rejected, None)).await
        }
    }
}

async fn render(
    app: &App,
    tx: &Tx,
    page: &Page,
    (slug, kept): (String, &Kept),
    registered: &Registered,
    (form, done): (FormState, Option<&'static str>),
) -> Result<Response, Error> {
    let rejected = form.has_errors();
    let now = app.clock.now();
    let came_by = match (registered.told, registered.house) {
        (true, _) => "電話・FAXなど（主催者が入力）",
        (false, Some(_)) => "ひろめる（団体の職員）",
        (false, None) => "公開しているページ",
    };
    let view = BodyView {
        slug,
        occasion: kept.id,
        id: registered.id,
        version: registered.version,
        title: kept.occasion.title.clone(),
        body: (registered.kind, registered.name.clone()),
        prefecture: registered.prefecture.name(),
        came_by,
        wait: line::views(tx, kept, now).await?.remove(&registered.id),
        told: registered.told,
        withdrawn: registered.cancelled_at.is_some(),
        open: kept.stage.registers(&kept.occasion, now).is_ok(),
        form,
        done: done.map(str::to_owned),
    };
    let view = move || view! { <BodyPage view/> };
    Ok(if rejected { page.unprocessable(TITLE, view) } else { page.ok(TITLE, view) })
}
