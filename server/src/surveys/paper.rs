//! The survey on paper: blank, or one sheet for each office that has not answered, with its code and its link.

use super::{found, known::known, tokens};
use crate::{actor::Reader, app::App, download, error::Error, page::Page};
use app::{
    paths,
    surveys::{Papers, SurveyPaperPage, SurveyPaperView},
};
use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use documents::{Contact, QuestionnaireSheets, SHEETS, Sheet};
use domain::{
    accounts::Role,
    form::Typed,
    ids::{OfficeId, SurveyId},
    phone::Phone,
    surveys::{AskChannel, Questionnaire, SurveyState},
};
use leptos::prelude::*;
use std::collections::BTreeMap;
use store::{
    Tx, offices,
    surveys::{
        self, Survey,
        invitations::{self, Invitation},
    },
    tenants::Tenant,
    views,
};

const TITLE: &str = "紙の調査票";

/// What can be printed.
pub async fn show(
    reader: Reader,
    State(app): State<App>,
    Path((slug, id)): Path<(String, SurveyId)>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&reader.scope()).await?;
    let survey = found(&tx, id).await?;
    let view = view(&tx, (slug, reader.has(Role::Clerk)), &survey, Typed::default(), None).await?;
    Ok(page.ok(TITLE, move || view! { <SurveyPaperPage paper=view/> }))
}

async fn view(
    tx: &Tx,
    (slug, may_enter): (String, bool),
    survey: &Survey,
    typed: Typed,
    refused: Option<(&'static str, String)>,
) -> Result<SurveyPaperView, Error> {
    let silent = silent(tx, survey.id).await?;
    Ok(SurveyPaperView {
        slug,
        id: survey.id,
        title: survey.title.clone(),
        draft: survey.state == SurveyState::Draft,
        letters: silent.iter().filter(|one| one.channel == AskChannel::Letter).count() as u64,
        silent: silent.len() as u64,
        may_enter,
        per_file: SHEETS as u64,
        typed,
        refused,
    })
}

/// Those who were asked and have not answered, by name.
async fn silent(tx: &Tx, id: SurveyId) -> Result<Vec<Invitation>, Error> {
    let all = invitations::of_survey(tx, id).await?.into_iter();
    Ok(all.filter(|one| one.answered_on.is_none() && one.channel != AskChannel::None).collect())
}

/// The papers; whose they are is kept as looked at.
pub async fn file(
    reader: Reader,
    State(app): State<App>,
    Path((slug, id)): Path<(String, SurveyId)>,
    Query(pairs): Query<Vec<(String, String)>>,
    page: Page,
) -> Result<Response, Error> {
    let typed = Typed::new(pairs);
    let tx = app.store.write(&reader.scope()).await?;
    let survey = found(&tx, id).await?;
    let (questionnaire, version) = match surveys::current(&tx, &survey).await? {
        Some(version) => (version.questionnaire, Some(version.number)),
        None => (survey.draft.clone(), None),
    };
    let back_to = match fax(typed.get("fax")) {
        Ok(fax) => fax.into_iter().chain([reader.tenant.settings.address.clone()]),
        Err(why) => {
            let view = view(&tx, (slug, reader.has(Role::Clerk)), &survey, typed, Some(("fax", why))).await?;
            return Ok(page.unprocessable(TITLE, move || view! { <SurveyPaperPage paper=view/> }));
        }
    };
    let back_to: Vec<_> = back_to.filter(|line| !line.is_empty()).collect();
    let may_send = reader.has(Role::Clerk);
    let sheets =
        match sheets(&app, &tx, (&reader.tenant, &survey), (&questionnaire, may_send), &typed).await? {
            Ok(sheets) => sheets,
            Err(why) => {
                let view = view(&tx, (slug, reader.has(Role::Clerk)), &survey, typed, Some(why)).await?;
                return Ok(page.unprocessable(TITLE, move || view! { <SurveyPaperPage paper=view/> }));
            }
        };
    if sheets.iter().any(|sheet| !sheet.code.is_empty()) {
        views::record(&tx, app.clock.id(), app.clock.now(), "survey", id.uuid(), "survey-paper").await?;
    }
    tx.commit().await?;
    let settings = &reader.tenant.settings;
    let papers = QuestionnaireSheets {
        questionnaire,
        version,
        anonymous: survey.anonymous,
        deadline: survey.deadline,
        sender: Contact {
            body: reader.tenant.name.clone(),
            section: settings.department.clone(),
            phone: settings.phone.clone(),
            hours: settings.hours.clone(),
        },
        back_to,
        sheets,
    };
    let name = papers.file_name();
    let (now, fonts) = (app.clock.now(), app.fonts.clone());
    let made = tokio::task::spawn_blocking(move || papers.render(now, &fonts))
        .await
        .map_err(|_| Error::Internal("setting the papers was broken off"))?
        .map_err(|_| Error::Internal("the papers cannot be set"))?;
    Ok(download::file(&name, "application/pdf", made.pdf))
}

/// The fax number that is printed; nothing where none was typed.
fn fax(typed: &str) -> Result<Option<String>, String> {
    if typed.trim().is_empty() {
        return Ok(None);
    }
    match typed.parse::<Phone>() {
        Ok(phone) => Ok(Some(format!("FAX {phone}"))),
        Err(_) => Err("返送先のFAX番号を、市外局番から入力してください（例：0741-00-1000）".to_owned()),
    }
}

/// The sheets that were chosen, or why there are none. With its code and its link one answers for an office, so such a
/// sheet is for whoever may type its answer in.
async fn sheets(
    app: &App,
    tx: &Tx,
    (tenant, survey): (&Tenant, &Survey),
    (questionnaire, may_send): (&Questionnaire, bool),
    typed: &Typed,
) -> Result<Result<Vec<Sheet>, (&'static str, String)>, Error> {
    let papers = match typed.get("for") {
        "" => Some(Papers::Blank),
        word => Papers::from_code(word),
    };
    let by_office = may_send && survey.state != SurveyState::Draft;
    let Some(papers) = papers.filter(|papers| *papers == Papers::Blank || by_office) else {
        return Ok(Err(("for", "だれの調査票を作るかを選んでください".to_owned())));
    };
    if papers == Papers::Blank {
        return Ok(Ok(vec![Sheet::default()]));
    }
    let is_wanted = |one: &Invitation| papers == Papers::Silent || one.channel == AskChannel::Letter;
    let wanted: Vec<_> = silent(tx, survey.id).await?.into_iter().filter(is_wanted).collect();
    if wanted.is_empty() {
        return Ok(Err(("for", "当てはまる事業所がありません。ほかを選んでください".to_owned())));
    }
    let from = match typed.get("from").trim() {
        "" => 1,
        from => match domain::text::normalise_code(from).parse::<usize>() {
            Ok(from) if (1..=wanted.len()).contains(&from) => from,
            Ok(_) | Err(_) => {
                let told = format!("何件目からかは、1から{}までの数字で入力してください", wanted.len());
                return Ok(Err(("from", told)));
            }
        },
    };
    let wanted: Vec<_> = wanted.into_iter().skip(from - 1).take(SHEETS).collect();
    let ids: Vec<OfficeId> = wanted.iter().filter_map(|one| one.office).collect();
    let offices: BTreeMap<_, _> =
        offices::several(tx, &ids).await?.into_iter().map(|office| (office.id, office)).collect();
    let sheet = |one: Invitation| {
        let office = one.office.and_then(|id| offices.get(&id));
        let code = tokens::code(&app.keys, one.id, &one.code_hash).map(|code| tokens::printed(&code));
        let link = app.config.public_side.then(|| {
            let token = tokens::of(&app.keys, tokens::Link::Invitation(one.id));
            app.address_of(&paths::survey_answer(&tenant.slug, &token))
        });
        Sheet {
            office: match office {
                Some(office) => format!("{}（{}）", office.particulars.name, office.number),
                None => one.name,
            },
            code: code.unwrap_or_default(),
            url: link.unwrap_or_default(),
            known: office.map(|office| known(questionnaire, office)).unwrap_or_default(),
        }
    };
    Ok(Ok(wanted.into_iter().map(sheet).collect()))
}
