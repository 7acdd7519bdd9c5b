//! One occasion, for the officers of its house.

use super::{Done, came, found, registered, waiting};
use crate::{actor::Host, app::App, error::Error, page::Page};
use app::{
    occasions::{OccasionPage, OccasionView},
    paths,
};
use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use domain::{
    accounts::{Role, TenantKind},
    ids::OccasionId,
    occasions::Table,
};
use leptos::prelude::*;
use store::occasions::{
    bodies::{self, Registered},
    lecturers,
};

/// One occasion.
pub async fn show(
    officer: Host,
    State(app): State<App>,
    Path((slug, id)): Path<(String, OccasionId)>,
    Query(Done { done }): Query<Done>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&officer.scope()).await?;
    let kept = found(&tx, id).await?;
    let all = bodies::of_occasion(&tx, id).await?;
    let counted: Vec<_> = all.iter().filter(|one| one.is_placed()).map(Registered::body).collect();
    let lecturers = lecturers::of_occasion(&tx, id).await?.into_iter().map(|one| one.name).collect();
    let public = app.public_address_of(&paths::public_occasion(&slug, id));
    let view = OccasionView {
        slug,
        id,
        version: kept.version,
        registered: registered(&all),
        waiting: waiting(&all),
        came: came(&all),
        lecturers,
        lends: officer.tenant.kind == TenantKind::Federation,
        table: Table::of(&counted),
        keeps: officer.has(Role::Clerk),
        counts: kept.stage.attends(&kept.occasion, app.clock.now()),
        turnout: kept.turnout,
        occasion: kept.occasion,
        stage: kept.stage,
        public,
        done: done.as_deref().and_then(sentence).map(str::to_owned),
    };
    Ok(page.ok("催し", move || view! { <OccasionPage view/> }))
}

fn sentence(done: &str) -> Option<&'static str> {
    match done {
        "added" => Some("催しを登録しました。内容を確かめて、公開してください。"),
        "edited" => Some("催しの内容を変更しました。"),
        "edited_call" => Some(
            "催しの内容を変更しました。メールアドレスのない団体には知らせていません。「参加団体の一覧」を開き、電話で知らせてください。",
        ),
        "published" => Some("公開しました。団体の申込みを受け付けます。"),
        "cancelled" => Some("中止しました。申し込んだ団体にメールで知らせました。"),
        "cancelled_alone" => Some("中止しました。申し込んだ団体はありません。"),
        "cancelled_call" => Some(
            "中止しました。メールアドレスのない団体には知らせていません。「参加団体の一覧」を開き、電話で知らせてください。",
        ),
        "entered" => Some("申込みを受け付けました。"),
        "waits" => Some("満席のため、キャンセル待ちで受け付けました。"),
        "counted" => Some("参加を記録しました。"),
        _ => None,
    }
}
