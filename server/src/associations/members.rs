//! The offices that belong to an association.

use super::{found, view_of};
use crate::{
    actor::{Clerk, Reader},
    app::App,
    error::Error,
    page::{Page, see_other},
    posted::Posted,
};
use app::{associations::AssociationPage, messages::kernel, paths};
use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::{
    ids::{AssociationId, OfficeId},
    office_number::OfficeNumber,
};
use elements::FormState;
use leptos::prelude::*;
use store::{Tx, associations, offices};

/// The most numbers of one list.
const MOST: usize = 1_000;

/// Lets the offices of pasted numbers belong to it: all of them, or none.
pub async fn create(
    clerk: Clerk,
    State(app): State<App>,
    Path((slug, id)): Path<(String, AssociationId)>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let tx = app.store.write(&clerk.scope()).await?;
    found(&tx, id).await?;
    let (ids, wrong) = read(&tx, typed.get("numbers")).await?;
    if ids.is_empty() || !wrong.is_empty() {
        let sentence = if wrong.is_empty() {
            "加える事業所の事業所番号を入力してください".to_owned()
        } else {
            format!("事業所番号に、直していただきたい行が{}行あります", wrong.len())
        };
        let mut shown = view_of(&tx, &Reader(clerk.0.clone()), id).await?;
        shown.wrong = wrong;
        let title = shown.line.association.name.clone();
        let form = FormState::rejected(typed, vec![("numbers", sentence)]);
        return Ok(page.unprocessable(&title, move || view! { <AssociationPage page=shown form/> }));
    }
    let joined = associations::join(&tx, id, &ids, &|| app.clock.id(), app.clock.now()).await?;
    tx.commit().await?;
    Ok(see_other(&format!("{}?joined={joined}", paths::association(&slug, id))))
}

/// The offices of numbers, and what is wrong with the lines that name none.
async fn read(tx: &Tx, typed: &str) -> Result<(Vec<OfficeId>, Vec<String>), Error> {
    let (mut ids, mut wrong) = (Vec::new(), Vec::new());
    let lines = typed.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    for (count, (at, line)) in lines.enumerate() {
        if count == MOST {
            wrong.push(format!(
                "{}行目：一度に加えられるのは{MOST}件までです。残りは分けて入力してください",
                at + 1
            ));
            break;
        }
        match OfficeNumber::parse(line) {
            Err(error) => {
                wrong.push(format!("{}行目：{}", at + 1, kernel::office_number("事業所番号", &error)));
            }
            Ok(parsed) => match offices::by_number(tx, parsed.number).await? {
                Some(office) => ids.push(office),
                None => wrong.push(format!(
                    "{}行目：{}は台帳にありません。番号を確かめてください",
                    at + 1,
                    parsed.number
                )),
            },
        }
    }
    Ok((ids, wrong))
}

/// Lets an office belong to it no longer. Twice is once.
pub async fn remove(
    clerk: Clerk,
    State(app): State<App>,
    Path((slug, id, office)): Path<(String, AssociationId, OfficeId)>,
    Posted(_): Posted,
) -> Result<Response, Error> {
    let tx = app.store.write(&clerk.scope()).await?;
    found(&tx, id).await?;
    associations::leave(&tx, id, office, app.clock.now()).await?;
    tx.commit().await?;
    Ok(see_other(&format!("{}?done=left", paths::association(&slug, id))))
}
