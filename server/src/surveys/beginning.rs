//! The way in: by the code of a letter, or by a link; what it is about, and how the answer is kept.

use super::{
    opened::{Opened, reading, writing},
    tokens::{self, Link},
};
use crate::{
    accounts::throttling,
    actor::Visitor,
    app::App,
    error::Error,
    page::{Page, see_other},
    posted::Posted,
};
use app::{
    messages::kernel,
    paths,
    surveys::{AnswerStart, AnswerStartPage, Begun, SurveyCodePage},
};
use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::{
    form::Typed,
    ids::SurveyResponseId,
    office_number::{OfficeNumber, OfficeNumberError},
};
use elements::FormState;
use leptos::prelude::*;
use store::{
    Tx,
    offices::{self, Office},
    surveys::{
        Survey, invitations,
        responses::{self, Response as Filled, Who},
    },
};

const TITLE: &str = "アンケート";
const CODE: &str = "アンケートの回答コード";
/// Name of the field for the number of an office.
const NUMBER: &str = "office_number";

/// Where the code of a letter is typed.
pub async fn ask_code(visitor: Visitor, page: Page) -> Result<Response, Error> {
    let (slug, municipality) = (visitor.tenant.slug.clone(), visitor.tenant.name.clone());
    Ok(page.ok(CODE, move || view! { <SurveyCodePage slug municipality form=FormState::empty()/> }))
}

/// Leads to the page of a code.
pub async fn enter_code(
    visitor: Visitor,
    State(app): State<App>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let found = match tokens::typed_code(&app.keys, typed.get("code")) {
        Some(hashes) => {
            let network = throttling::network(visitor.visit.from);
            throttling::allow(&app, &[("survey code in", network, throttling::SURVEY_CODES_HERE)]).await?;
            let tx = app.store.read(&reading(&visitor)).await?;
            invitations::by_code(&tx, &hashes)
                .await?
                .ok_or("このコードは見つかりません。依頼状のコードと同じか、もう一度確かめてください")
        }
        None if typed.get("code").trim().is_empty() => Err("回答コードを入力してください"),
        None => Err("回答コードは12けたの数字です。けた数を確かめてください"),
    };
    match found {
        Ok(invitation) => {
            let token = tokens::of(&app.keys, Link::Invitation(invitation.id));
            Ok(see_other(&paths::survey_answer(&visitor.tenant.slug, &token)))
        }
        Err(why) => {
            let form = FormState::rejected(typed, vec![("code", why.to_owned())]);
            let (slug, municipality) = (visitor.tenant.slug.clone(), visitor.tenant.name.clone());
            Ok(page.unprocessable(CODE, move || view! { <SurveyCodePage slug municipality form/> }))
        }
    }
}

/// What it is about, and how the answer is kept.
pub async fn start(
    visitor: Visitor,
    State(app): State<App>,
    Path((_, token)): Path<(String, String)>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&reading(&visitor)).await?;
    let opened = Opened::of(&app, &tx, token).await?;
    Ok(show_start(&visitor, &app, &opened, &page, FormState::empty()))
}

fn show_start(visitor: &Visitor, app: &App, opened: &Opened, page: &Page, form: FormState) -> Response {
    let survey = &opened.survey;
    let office = opened.office.as_ref().map(|office| office.particulars.name.clone());
    let invited = opened.invitation.as_ref().map(|one| one.name.clone());
    let rejected = form.has_errors();
    let start = AnswerStart {
        survey: opened.view(visitor),
        lead: opened.version.questionnaire.lead.clone(),
        deadline: survey.deadline,
        questions: opened.version.questionnaire.questions.len(),
        anonymous: survey.anonymous,
        office: office.or(invited),
        asks_number: !survey.anonymous && matches!(opened.link, Link::Everybody(_)),
        begun: match &opened.filled {
            Some(filled) if filled.is_submitted() => Begun::HandedIn,
            Some(_) => Begun::Draft,
            None => Begun::No,
        },
        refused: opened.refused(app),
        form,
    };
    let view = move || view! { <AnswerStartPage start/> };
    if rejected { page.unprocessable(TITLE, view) } else { page.ok(TITLE, view) }
}

/// Begins, or goes on where one was.
pub async fn begin(
    visitor: Visitor,
    State(app): State<App>,
    Path((slug, token)): Path<(String, String)>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    if matches!(tokens::link(&app.keys, &token), Some(Link::Everybody(_))) {
        let network = throttling::network(visitor.visit.from);
        throttling::allow(&app, &[("survey from", network, throttling::SURVEYS_HERE)]).await?;
    }
    let tx = app.store.write(&writing(&visitor)).await?;
    let mut opened = Opened::of(&app, &tx, token).await?;
    if opened.refused(&app).is_some() {
        return Ok(show_start(&visitor, &app, &opened, &page, FormState::filled(typed)));
    }
    if opened.filled.as_ref().is_some_and(Filled::is_submitted) {
        return Ok(see_other(&paths::survey_answer_check(&slug, &opened.token)));
    }
    if opened.filled.is_none() {
        let office = match opened.link {
            Link::Everybody(_) if !opened.survey.anonymous => match named(&tx, &opened.survey, &typed).await?
            {
                Ok(office) => office,
                Err(why) => {
                    let form = FormState::rejected(typed, vec![(NUMBER, why)]);
                    return Ok(show_start(&visitor, &app, &opened, &page, form));
                }
            },
            Link::Everybody(_) | Link::Invitation(_) | Link::Response(_) => opened.office.take(),
        };
        let invitation = opened.invitation.as_ref().map(|one| one.id);
        let who = Who { invitation, office: office.as_ref().map(|office| office.id) };
        let id: SurveyResponseId = app.clock.id();
        let filled = responses::begin(&tx, id, &opened.survey, &opened.version, who, app.clock.now()).await?;
        if matches!(opened.link, Link::Everybody(_)) {
            opened.token = tokens::of(&app.keys, Link::Response(filled.id));
        }
        opened.filled = Some(filled);
    }
    tx.commit().await?;
    Ok(see_other(&opened.next_open(&slug)))
}

/// The office whose number was typed; none where none was. One that has answered is not answered for again.
async fn named(tx: &Tx, survey: &Survey, typed: &Typed) -> Result<Result<Option<Office>, String>, Error> {
    let number = match OfficeNumber::parse(typed.get(NUMBER)) {
        Ok(parsed) => parsed.number,
        Err(OfficeNumberError::Missing) => return Ok(Ok(None)),
        Err(error) => return Ok(Err(kernel::office_number("事業所番号", &error))),
    };
    let Some(id) = offices::by_number(tx, number).await? else {
        return Ok(Err(
            "この番号の事業所は、台帳に見つかりません。番号を確かめるか、空のままにしてください".to_owned()
        ));
    };
    if responses::of_office(tx, survey.id, id).await?.is_some() {
        return Ok(Err(
            "この事業所からは、すでに回答が届いています。直すときは、はじめに回答したリンクから開くか、担当へお問い合わせください"
                .to_owned(),
        ));
    }
    Ok(Ok(offices::find(tx, id).await?))
}
