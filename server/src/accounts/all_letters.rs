//! Letters of every office that nobody speaks for yet: codes issued at once, and printed as one file, also again, while
//! they serve.

use super::{letters, office_letters::Frame};
use crate::{
    actor::Keeper,
    app::App,
    download,
    error::Error,
    materials::Done,
    page::{Page, see_other},
    papers::lacking,
    posted::Posted,
};
use app::{
    accounts::{AllLettersPage, AllLettersView},
    papers::{PART, PaperFile},
    paths,
};
use axum::{
    extract::{Query, State},
    response::Response,
};
use documents::{SignInLetter, SignInLetters};
use domain::{accounts::LetterCode, ids::OfficeId};
use leptos::prelude::*;
use serde::Deserialize;
use store::{
    Tx,
    letter_codes::{self, CodeOffice},
    views,
};

const TITLE: &str = "はじめてのお手紙";

/// What the address of the file says.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    /// Which part of many, from 1.
    part: String,
}

/// The offices that nobody speaks for, by what their letters need.
struct Standing {
    /// With a code that serves, to print.
    ready: Vec<(CodeOffice, LetterCode, letter_codes::LetterCode)>,
    /// With an address and without a code.
    without: Vec<OfficeId>,
    /// Without an address.
    nowhere: Vec<CodeOffice>,
}

impl Standing {
    async fn of(app: &App, tx: &Tx) -> Result<Self, Error> {
        let (nowhere, placed): (Vec<_>, Vec<_>) =
            letter_codes::beginners(tx).await?.into_iter().partition(|office| office.address.is_empty());
        let ids: Vec<OfficeId> = placed.iter().map(|office| office.id).collect();
        let (mut living, now) = (letter_codes::living(tx, &ids).await?, app.clock.now());
        let (mut ready, mut without) = (Vec::new(), Vec::new());
        for office in placed {
            match living.remove(&office.id).filter(|issued| issued.serves(now)) {
                // One that cannot be made again is on paper already; another would end it.
                Some(issued) => {
                    ready.extend(letters::printable(app, &issued).map(|code| (office, code, issued)));
                }
                None => without.push(office.id),
            }
        }
        Ok(Self { ready, without, nowhere })
    }
}

/// How many letters there are to issue and to print.
pub(super) async fn show(
    keeper: Keeper,
    State(app): State<App>,
    Query(Done { done }): Query<Done>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&keeper.scope()).await?;
    let Standing { ready, without, nowhere } = Standing::of(&app, &tx).await?;
    let slug = keeper.tenant.slug.clone();
    let printed = ready.iter().flat_map(|(office, ..)| [office.name.clone(), office.address.clone()]);
    let lacking = lacking(&app, &printed.collect::<Vec<_>>());
    let file = format!("{}?", paths::all_letters_pdf(&slug));
    let view = AllLettersView {
        without: without.len(),
        ready: ready.len(),
        files: PaperFile::parts("お手紙を印刷する（PDF）", &file, ready.len()),
        nowhere: nowhere.into_iter().map(|office| (office.id, office.name)).collect(),
        lacking,
        issued: done.as_deref() == Some("issued"),
        slug,
    };
    Ok(page.ok(TITLE, move || view! { <AllLettersPage view/> }))
}

/// Issues the codes that are missing. Twice is once: who has a code keeps it.
pub(super) async fn create(
    keeper: Keeper,
    State(app): State<App>,
    Posted(_): Posted,
) -> Result<Response, Error> {
    let tx = app.store.write(&keeper.scope()).await?;
    let Standing { without, .. } = Standing::of(&app, &tx).await?;
    letters::issue(&app, &tx, &without).await?;
    tx.commit().await?;
    Ok(see_other(&format!("{}?done=issued", paths::all_letters(&keeper.tenant.slug))))
}

/// The letters in one file, a part of them where there are many.
pub(super) async fn print(
    keeper: Keeper,
    State(app): State<App>,
    Query(asked): Query<Asked>,
) -> Result<Response, Error> {
    let tx = app.store.look(&keeper.scope()).await?;
    let Standing { ready, .. } = Standing::of(&app, &tx).await?;
    let frame = Frame::of(&app, &tx, &keeper.tenant).await?;
    let part = asked.part.parse::<usize>().ok();
    let first = part.map_or(0, |part| part.saturating_sub(1).saturating_mul(PART));
    let letters: Vec<SignInLetter> = ready
        .into_iter()
        .skip(first)
        .take(PART)
        .map(|(office, code, issued)| frame.letter(office, code.as_str(), &issued))
        .collect();
    if letters.is_empty() {
        return Ok(see_other(&paths::all_letters(&keeper.tenant.slug)));
    }
    // Names and addresses leave with them, and the right to speak for an office.
    let tenant = keeper.tenant.id.uuid();
    views::record(&tx, app.clock.id(), app.clock.now(), "tenant", tenant, "first-letters").await?;
    tx.commit().await?;
    let letters = SignInLetters { sender: frame.sender, letters };
    let part = part.map(|_| format!("{}から", first.saturating_add(1))).unwrap_or_default();
    let (name, now, fonts) = (letters.file_name(&part), app.clock.now(), app.fonts.clone());
    let made = tokio::task::spawn_blocking(move || letters.render(now, &fonts))
        .await
        .map_err(|_| Error::Internal("setting letters was broken off"))?
        .map_err(|_| Error::Internal("letters cannot be set"))?;
    Ok(download::file(&name, "application/pdf", made.pdf))
}
