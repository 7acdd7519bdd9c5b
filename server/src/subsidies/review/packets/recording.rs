//! Recording what was decided on paper or in another system: by a clerk whom an administrator named for it, with the sheet.

use super::{
    Loaded,
    deciding::{sentences, settle_all, view_of},
};
use crate::{
    actor::Clerk,
    app::App,
    clock::in_japan,
    error::Error,
    page::{Page, see_other},
    posted::{Upload, UploadedFile},
    subsidies::documents,
};
use app::{
    messages::subsidies::{outside_label, outside_problem},
    paths,
    subsidies::review::{MayNotRecordPage, PacketRecordPage},
};
use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::{
    attachments::Kind,
    ids::PacketId,
    subsidies::{OutsideDecision, OutsideField, OutsideProblem, case_verdicts},
};
use elements::FormState;
use leptos::prelude::*;
use store::{
    files,
    subsidies::{
        authority,
        decisions::Way,
        packets::{self, Closing, ClosingWay, State as PacketState},
    },
};

const TITLE: &str = "庁内の決裁を記録する";
const BACK: &str = "起案のまとまりに戻る";

/// The form; or that one may not.
pub async fn show(
    officer: Clerk,
    State(app): State<App>,
    Path((slug, id)): Path<(String, PacketId)>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&officer.scope()).await?;
    let loaded = Loaded::find(&tx, id).await?;
    if !authority::recorders(&tx).await?.contains(&officer.id()) {
        let back = paths::packet(&slug, id);
        return Ok(page.ok(TITLE, move || view! { <MayNotRecordPage back words=BACK/> }));
    }
    if loaded.packet.state != PacketState::Open || loaded.waiting().next().is_none() {
        return Ok(see_other(&paths::packet(&slug, id)));
    }
    let decision = view_of(&tx, &officer, &loaded, None, FormState::empty()).await?;
    Ok(page.ok(TITLE, move || view! { <PacketRecordPage decision/> }))
}

/// The scanned sheet, or a sentence that says what to send instead.
pub(in crate::subsidies::review) fn sheet(
    sent: Vec<UploadedFile>,
) -> Result<Result<(UploadedFile, Kind), String>, Error> {
    let Some(file) = sent.into_iter().find(|file| file.field == OutsideField::Sheet.name()) else {
        return Ok(Err(outside_problem(OutsideField::Sheet, &OutsideProblem::Missing)));
    };
    let judged = documents::judged(Some(file), 0)?;
    Ok(judged.map_err(|why| format!("{}：{why}", outside_label(OutsideField::Sheet))))
}

/// Records it, or says what is missing.
pub async fn create(
    officer: Clerk,
    State(app): State<App>,
    Path((slug, id)): Path<(String, PacketId)>,
    page: Page,
    Upload { typed, files: sent }: Upload,
) -> Result<Response, Error> {
    let tx = app.store.read(&officer.scope()).await?;
    let loaded = Loaded::find(&tx, id).await?;
    if !authority::recorders(&tx).await?.contains(&officer.id()) {
        let back = paths::packet(&slug, id);
        return Ok(page.unprocessable(TITLE, move || view! { <MayNotRecordPage back words=BACK/> }));
    }
    loaded.fresh(&tx, &slug, &typed).await?;
    let made = in_japan(loaded.packet.at).date_naive();
    let outside = OutsideDecision::parse(&typed, made, app.clock.today());
    let verdicts = case_verdicts(&typed, &loaded.proposals());
    let sheet = sheet(sent)?;
    let (outside, verdicts, (file, kind)) = match (outside, verdicts, sheet) {
        (Ok(outside), Ok(verdicts), Ok(sheet)) if !verdicts.is_empty() => (outside, verdicts, sheet),
        (outside, verdicts, sheet) => {
            let mut errors: Vec<(String, String)> = Vec::new();
            for (field, problem) in outside.err().into_iter().flatten() {
                errors.push((field.name().to_owned(), outside_problem(field, &problem)));
            }
            errors.extend(sheet.err().map(|why| (OutsideField::Sheet.name().to_owned(), why)));
            errors.extend(sentences(&loaded, &verdicts.err().unwrap_or_default()));
            if errors.is_empty() {
                return Ok(see_other(&paths::packet(&slug, id)));
            }
            let form = FormState::rejected(typed, errors);
            let decision = view_of(&tx, &officer, &loaded, None, form).await?;
            return Ok(page.unprocessable(TITLE, move || view! { <PacketRecordPage decision/> }));
        }
    };
    drop(tx);
    let (tenant, media_type) = (officer.tenant.id, kind.media_type());
    let kept =
        app.storage.put(&app.clock, tenant, Some(officer.id()), &file.name, media_type, file.bytes).await?;
    let tx = app.store.write(&officer.scope()).await?;
    let loaded = Loaded::find_to_change(&tx, id).await?;
    loaded.fresh(&tx, &slug, &typed).await?;
    files::add(&tx, &kept).await?;
    settle_all(&app, &tx, &officer, &loaded, &verdicts, Way::Outside).await?;
    let OutsideDecision { on, by, number } = outside;
    let way = ClosingWay::Outside { by, number, sheet: kept.id };
    packets::close(&tx, &loaded.packet, &Closing { by: officer.id(), at: app.clock.now(), on, way }).await?;
    tx.commit().await?;
    app.wake.notify_one();
    Ok(see_other(&format!("{}?done=recorded", paths::packet(&slug, id))))
}
