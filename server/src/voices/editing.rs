//! What an office agreed to: written down, corrected over the version that was seen, taken back.

use super::found;
use crate::{
    actor::Clerk,
    app::App,
    error::Error,
    faster::Faster,
    page::{Page, see_other},
    posted::Posted,
};
use app::{
    messages::voices as words,
    paths,
    voices::{VoiceFormPage, VoiceFormView, VoiceUse},
};
use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::{
    adoption::{Evidence, current},
    form::Typed,
    ids::{OfficeId, VoiceId},
    voices::{Field, Problem, VoiceForm},
};
use elements::FormState;
use leptos::prelude::*;
use store::{
    Tx, adoption,
    offices::{self, Office},
    voices::{self, Voice},
};

const NEW: &str = "事業所の声を登録する";
const EDIT: &str = "事業所の声を直す";

/// An empty form.
pub async fn new(clerk: Clerk, page: Page) -> Response {
    let view = VoiceFormView { slug: clerk.tenant.slug.clone(), usage: VoiceUse::New };
    page.ok(NEW, move || view! { <VoiceFormPage page=view form=FormState::empty()/> })
}

/// Writes one down, of an office that uses the system.
pub async fn create(
    clerk: Clerk,
    State(app): State<App>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let slug = clerk.tenant.slug.clone();
    let tx = app.store.write(&clerk.scope()).await?;
    let office = office_of(&app, &tx, &typed).await?;
    let said = VoiceForm::parse(&typed, app.clock.today());
    let (office, said) = match (office, said) {
        (Ok(office), Ok(said)) => (office, said),
        (office, said) => {
            let mut problems: Vec<(Field, Problem)> = office.err().into_iter().collect();
            problems.extend(said.err().unwrap_or_default());
            let form = FormState::rejected(typed, words::errors(&problems));
            let view = VoiceFormView { slug, usage: VoiceUse::New };
            return Ok(page.unprocessable(NEW, move || view! { <VoiceFormPage page=view form/> }));
        }
    };
    // Sent twice it stands once.
    let stands = voices::standing(&tx).await?.into_iter();
    let same = stands.filter(|voice| voice.office == office).find(|voice| voice.said.as_ref() == Some(&said));
    let id = if let Some(voice) = same {
        voice.id
    } else {
        let id: VoiceId = app.clock.id();
        voices::add(&tx, id, office, &said, app.clock.now()).await?;
        tx.commit().await?;
        id
    };
    Ok(see_other(&format!("{}?done=added", paths::voice(&slug, id))))
}

/// The office whose number was typed, where it uses the system.
async fn office_of(app: &App, tx: &Tx, typed: &Typed) -> Result<Result<OfficeId, (Field, Problem)>, Error> {
    let number = match VoiceForm::office(typed) {
        Ok(number) => number,
        Err(problem) => return Ok(Err(problem)),
    };
    let Some(office) = offices::by_number(tx, number).await? else {
        return Ok(Err((Field::Office, Problem::UnknownOffice)));
    };
    let known: Vec<Evidence> =
        adoption::of_office(tx, office).await?.into_iter().map(|known| known.evidence).collect();
    let uses = current(&known, app.clock.today()).is_some_and(|holds| holds.state.counts());
    Ok(if uses { Ok(office) } else { Err((Field::Office, Problem::NotUsing)) })
}

/// One that stands, with its office; what was taken back is corrected by nobody.
async fn standing(tx: &Tx, id: VoiceId) -> Result<(Voice, VoiceForm, Office), Error> {
    let (voice, office) = found(tx, id).await?;
    let said = voice.said.clone().ok_or(Error::NotFound)?;
    Ok((voice, said, office))
}

/// The form, filled from what stands.
pub async fn edit(
    clerk: Clerk,
    State(app): State<App>,
    Path((slug, id)): Path<(String, VoiceId)>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.look(&clerk.scope()).await?;
    let (voice, said, office) = standing(&tx, id).await?;
    store::views::record(&tx, app.clock.id(), app.clock.now(), "voice", id.uuid(), "voice").await?;
    tx.commit().await?;
    let usage = VoiceUse::Edit(id, voice.version, office.particulars.name);
    let (view, form) = (VoiceFormView { slug, usage }, FormState::filled(said.fill()));
    Ok(page.ok(EDIT, move || view! { <VoiceFormPage page=view form/> }))
}

/// Corrects it over the version that was seen.
pub async fn update(
    clerk: Clerk,
    State(app): State<App>,
    Path((slug, id)): Path<(String, VoiceId)>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let tx = app.store.write(&clerk.scope()).await?;
    let (voice, stands, office) = match standing(&tx, id).await {
        Ok(known) => known,
        // Taken back meanwhile: its page says so.
        Err(Error::NotFound) if voices::find(&tx, id).await?.is_some() => {
            return Ok(see_other(&paths::voice(&slug, id)));
        }
        Err(error) => return Err(error),
    };
    let version = typed.version();
    let said = match VoiceForm::parse(&typed, app.clock.today()) {
        Ok(said) => said,
        Err(problems) => {
            let form = FormState::rejected(typed, words::errors(&problems));
            let usage = VoiceUse::Edit(id, version, office.particulars.name);
            let view = VoiceFormView { slug, usage };
            return Ok(page.unprocessable(EDIT, move || view! { <VoiceFormPage page=view form/> }));
        }
    };
    let seen = Voice { version, ..voice.clone() };
    match voices::edit(&tx, &seen, &said, app.clock.now()).await {
        Ok(()) => tx.commit().await?,
        Err(store::Error::Stale) => {
            return Err(conflict(&tx, &slug, &office, &voice, Some((&stands, &said))).await?);
        }
        Err(error) => return Err(error.into()),
    }
    Ok(see_other(&format!("{}?done=saved", paths::voice(&slug, id))))
}

/// Takes it back over the version that was seen.
pub async fn withdraw(
    clerk: Clerk,
    State(app): State<App>,
    Path((slug, id)): Path<(String, VoiceId)>,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let tx = app.store.write(&clerk.scope()).await?;
    let (voice, office) = found(&tx, id).await?;
    let seen = Voice { version: typed.version(), ..voice.clone() };
    match voices::withdraw(&tx, &seen, app.clock.now()).await {
        Ok(()) => tx.commit().await?,
        Err(store::Error::Stale) => return Err(conflict(&tx, &slug, &office, &voice, None).await?),
        Err(error) => return Err(error.into()),
    }
    Ok(see_other(&format!("{}?done=withdrawn", paths::voices(&slug))))
}

async fn conflict(
    tx: &Tx,
    slug: &str,
    office: &Office,
    voice: &Voice,
    both: Option<(&VoiceForm, &VoiceForm)>,
) -> Result<Error, Error> {
    let differences = both.map(|(stands, mine)| differences(stands, mine)).unwrap_or_default();
    let faster = Faster::last(tx, ("voice", voice.id.uuid())).await?.at(voice.updated_at);
    let what = format!("{}の声", office.particulars.name);
    Ok(faster.conflict(what, "この登録を変えました", differences, paths::voice(slug, voice.id)))
}

/// What stands and what was about to be written, where they differ.
fn differences(stands: &VoiceForm, mine: &VoiceForm) -> Vec<(String, String, String)> {
    let (now, typed) = (stands.fill(), mine.fill());
    let said = |field: Field, form: &VoiceForm, fill: &Typed| match field {
        Field::Reach => words::reach(form.reach).to_owned(),
        Field::Named | Field::Publicly => {
            if fill.get(field.name()).is_empty() {
                "いいえ".to_owned()
            } else {
                "はい".to_owned()
            }
        }
        _ => fill.get(field.name()).to_owned(),
    };
    Field::ALL
        .into_iter()
        .filter(|field| now.get(field.name()) != typed.get(field.name()))
        .map(|field| (words::label(field).to_owned(), said(field, stands, &now), said(field, mine, &typed)))
        .collect()
}
