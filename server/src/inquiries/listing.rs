//! The inquiries of a house.

use super::Done;
use crate::{actor::Host, app::App, error::Error, page::Page};
use app::inquiries::{InquiriesPage, InquiryLine};
use axum::{
    extract::{Query, State},
    response::Response,
};
use domain::{accounts::Role, inquiries::Standing};
use leptos::prelude::*;
use store::inquiries::{self, replies};

/// All of them, the newest first.
pub async fn index(
    officer: Host,
    State(app): State<App>,
    Query(Done { done }): Query<Done>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&officer.scope()).await?;
    let progress = replies::progress(&tx).await?;
    let lines = inquiries::all(&tx)
        .await?
        .into_iter()
        .map(|inquiry| InquiryLine {
            id: inquiry.id,
            title: inquiry.title,
            stage: inquiry.stage,
            deadline: inquiry.deadline,
            standing: Standing::of(
                progress.iter().filter(|(of, _)| *of == inquiry.id).map(|(_, progress)| *progress),
            ),
        })
        .collect();
    let (slug, keeps) = (officer.tenant.slug.clone(), officer.has(Role::Clerk));
    let done = (done.as_deref() == Some("discarded")).then(|| "照会の下書きを捨てました。".to_owned());
    Ok(page.ok("照会", move || view! { <InquiriesPage slug lines keeps done/> }))
}
