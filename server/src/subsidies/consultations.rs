//! 事前協議: offices tell what they plan, officers answer, and whoever was agreed with may apply.

use super::beginning::published;
use crate::{
    actor::{Applicant, Clerk, Officer, Reader},
    app::App,
    error::Error,
    export::Saving,
    faster::Faster,
    mail,
    page::{Page, see_other},
    posted::Posted,
};
use app::{
    mails::subsidies as letters,
    messages::subsidies::{consultation_problem, consultation_state},
    paths,
    subsidies::{
        ConsultationAnswerPage, ConsultationAnswerView, ConsultationLine, ConsultationPage, ConsultationView,
        ConsultationsPage, ConsultationsView,
    },
};
use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use domain::{
    form::Typed,
    ids::{ConsultationId, OfficeId, ProgrammeId},
    subsidies::{ConsultationAnswer, ConsultationField, ConsultationProblem, ConsultationRequest, Rules},
};
use elements::FormState;
use leptos::prelude::*;
use serde::Deserialize;
use store::{
    Tx, accounts,
    subsidies::{
        consultations::{self, Consultation},
        offices,
        programmes::Programme,
    },
    views,
};
use tables::{Field, Kind, Table};

const TITLE: &str = "事前協議";

/// What was just done, told once after a redirect.
#[derive(Debug, Deserialize)]
pub struct Done {
    done: Option<String>,
}

/// A published programme that asks for it.
async fn consulting(tx: &Tx, id: ProgrammeId) -> Result<(Programme, Rules), Error> {
    let (programme, rules) = published(tx, id).await?;
    if rules.procedure.consults() { Ok((programme, rules)) } else { Err(Error::NotFound) }
}

fn line(consultation: Consultation, number: String, office: String) -> ConsultationLine {
    ConsultationLine {
        id: consultation.id,
        number,
        office,
        estimate: consultation.estimate,
        plan: consultation.plan,
        asked: consultation.asked_at,
        state: consultation.state,
        answer: consultation.answer,
    }
}

fn rejected(typed: Typed, problems: &[(ConsultationField, ConsultationProblem)]) -> FormState {
    let errors = problems
        .iter()
        .map(|(field, problem)| (field.name(), consultation_problem(*field, problem)))
        .collect();
    FormState::rejected(typed, errors)
}

/// What the applicant's offices asked, and the form.
pub async fn show(
    applicant: Applicant,
    State(app): State<App>,
    Path((slug, id)): Path<(String, ProgrammeId)>,
    Query(Done { done }): Query<Done>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&applicant.scope()).await?;
    let (_, rules) = consulting(&tx, id).await?;
    let view = own(&tx, &applicant, slug, id, &rules, FormState::empty()).await?;
    let view = ConsultationView { done: done.is_some(), ..view };
    Ok(page.ok(TITLE, move || view! { <ConsultationPage view/> }))
}

async fn own(
    tx: &Tx,
    applicant: &Applicant,
    slug: String,
    programme: ProgrammeId,
    rules: &Rules,
    form: FormState,
) -> Result<ConsultationView, Error> {
    let (mut asked, mut may) = (Vec::new(), Vec::new());
    for office in offices::several(tx, &applicant.offices).await? {
        let number = office.number.to_string();
        let earlier = consultations::of_office(tx, programme, office.id).await?;
        if earlier.as_ref().is_none_or(|earlier| earlier.state.may_ask()) {
            may.push((office.id, office.name.clone(), number.clone()));
        }
        asked.extend(earlier.map(|earlier| line(earlier, number, office.name)));
    }
    Ok(ConsultationView {
        slug,
        programme,
        title: rules.title.clone(),
        asked,
        offices: may,
        form,
        done: false,
    })
}

/// Asks, or says what is wrong.
pub async fn create(
    applicant: Applicant,
    State(app): State<App>,
    Path((slug, id)): Path<(String, ProgrammeId)>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let tx = app.store.write(&applicant.scope()).await?;
    let (_, rules) = consulting(&tx, id).await?;
    let view = own(&tx, &applicant, slug.clone(), id, &rules, FormState::empty()).await?;
    let may: Vec<OfficeId> = view.offices.iter().map(|(id, ..)| *id).collect();
    let request = match ConsultationRequest::parse(&typed, &may) {
        Ok(request) => request,
        Err(problems) => {
            let view = ConsultationView { form: rejected(typed, &problems), ..view };
            return Ok(page.unprocessable(TITLE, move || view! { <ConsultationPage view/> }));
        }
    };
    let here = paths::consultation(&slug, id);
    match consultations::ask(&tx, id, app.clock.id(), &request, app.clock.now()).await {
        Ok(_) => {
            tx.commit().await?;
            Ok(see_other(&format!("{here}?done=asked")))
        }
        // Agreed a moment ago: the page says so.
        Err(store::Error::Stale) => Ok(see_other(&here)),
        Err(error) => Err(error.into()),
    }
}

const FIELDS: [Field<ConsultationLine>; 7] = [
    ("事業所番号", Kind::Code, |line| line.number.clone().into()),
    ("事業所名", Kind::Text, |line| line.office.clone().into()),
    ("見込額（円）", Kind::Yen, |line| line.estimate.into()),
    ("計画", Kind::Text, |line| line.plan.clone().into()),
    ("届いた日時", Kind::Moment, |line| line.asked.into()),
    ("状態", Kind::Text, |line| consultation_state(line.state).into()),
    ("回答", Kind::Text, |line| line.answer.clone().into()),
];

/// Everything that was asked before applications to a programme.
pub async fn index(
    officer: Reader,
    State(app): State<App>,
    Path((slug, id)): Path<(String, ProgrammeId)>,
    Query(Done { done }): Query<Done>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&officer.scope()).await?;
    let (programme, rules) = consulting(&tx, id).await?;
    let done = (done.as_deref() == Some("answered")).then_some("回答しました。事業所にメールで知らせます。");
    let view = ConsultationsView {
        slug,
        programme: id,
        title: rules.title,
        budget: programme.budget,
        lines: lines(&tx, id).await?,
        done,
    };
    Ok(page.ok(TITLE, move || view! { <ConsultationsPage view/> }))
}

async fn lines(tx: &Tx, programme: ProgrammeId) -> Result<Vec<ConsultationLine>, Error> {
    let asked = consultations::of_programme(tx, programme).await?;
    Ok(asked.into_iter().map(|(one, number, office)| line(one, number, office)).collect())
}

/// The same as a table to save; that it was taken is kept.
pub async fn export(
    officer: Reader,
    State(app): State<App>,
    Path((_, id)): Path<(String, ProgrammeId)>,
    saving: Saving,
) -> Result<Response, Error> {
    let tx = app.store.look(&officer.scope()).await?;
    consulting(&tx, id).await?;
    let lines = lines(&tx, id).await?;
    views::record(&tx, app.clock.id(), app.clock.now(), "programme", id.uuid(), "consultations").await?;
    tx.commit().await?;
    let name = format!("事前協議の一覧_{}_{}", officer.tenant.name, app.clock.today());
    saving.answer(&name, Table::of("事前協議", &FIELDS, &lines))
}

/// One consultation with the rules it is under.
async fn one(tx: &Tx, id: ProgrammeId, asked: ConsultationId) -> Result<(Rules, Consultation), Error> {
    let (_, rules) = consulting(tx, id).await?;
    let consultation = consultations::find(tx, asked).await?.filter(|one| one.programme == id);
    Ok((rules, consultation.ok_or(Error::NotFound)?))
}

async fn answer_view(
    tx: &Tx,
    slug: &str,
    (rules, consultation): (Rules, Consultation),
    form: FormState,
) -> Result<ConsultationAnswerView, Error> {
    let office = offices::find(tx, consultation.office).await?.ok_or(store::Error::Missing)?;
    Ok(ConsultationAnswerView {
        slug: slug.to_owned(),
        programme: consultation.programme,
        title: rules.title,
        version: consultation.version,
        line: line(consultation, office.number.to_string(), office.name),
        form,
    })
}

/// What was asked, and the form of the answer.
pub async fn ask(
    officer: Clerk,
    State(app): State<App>,
    Path((slug, id, asked)): Path<(String, ProgrammeId, ConsultationId)>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&officer.scope()).await?;
    let found = one(&tx, id, asked).await?;
    let typed = match found.1.answered {
        Some(_) => Typed::default()
            .with(ConsultationField::Answer.name(), found.1.state.code())
            .with(ConsultationField::Words.name(), found.1.answer.clone()),
        None => Typed::default(),
    };
    let view = answer_view(&tx, &slug, found, FormState::filled(typed)).await?;
    Ok(page.ok(TITLE, move || view! { <ConsultationAnswerPage view/> }))
}

/// Answers, and tells whoever asked.
pub async fn answer(
    officer: Clerk,
    State(app): State<App>,
    Path((slug, id, asked)): Path<(String, ProgrammeId, ConsultationId)>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let tx = app.store.write(&officer.scope()).await?;
    let (rules, consultation) = one(&tx, id, asked).await?;
    let answer = match ConsultationAnswer::parse(&typed) {
        Ok(answer) => answer,
        Err(problems) => {
            let form = rejected(typed, &problems);
            let view = answer_view(&tx, &slug, (rules, consultation), form).await?;
            return Ok(page.unprocessable(TITLE, move || view! { <ConsultationAnswerPage view/> }));
        }
    };
    if typed.version() != consultation.version {
        return Err(overtaken(&tx, &slug, id, &consultation, &rules).await?);
    }
    match consultations::answer(&tx, &consultation, &answer, app.clock.now()).await {
        Ok(()) => {}
        Err(store::Error::Stale) => return Err(overtaken(&tx, &slug, id, &consultation, &rules).await?),
        Err(error) => return Err(error.into()),
    }
    tell(&app, &tx, &officer, &rules, &consultation, &answer).await?;
    tx.commit().await?;
    app.wake.notify_one();
    Ok(see_other(&format!("{}?done=answered", paths::consultations(&slug, id))))
}

/// Somebody else answered, or the office asked again meanwhile.
async fn overtaken(
    tx: &Tx,
    slug: &str,
    id: ProgrammeId,
    consultation: &Consultation,
    rules: &Rules,
) -> Result<Error, Error> {
    let faster = Faster::last(tx, ("consultation", consultation.id.uuid())).await?;
    let what = format!("{}の事前協議", rules.title);
    let did = "この事前協議に回答したか、事業所が内容を直しました";
    Ok(faster.conflict(what, did, Vec::new(), paths::consultation_answer(slug, id, consultation.id)))
}

/// A mail to whoever asked, where there is an address.
async fn tell(
    app: &App,
    tx: &Tx,
    officer: &Officer,
    rules: &Rules,
    consultation: &Consultation,
    answer: &ConsultationAnswer,
) -> Result<(), Error> {
    let Some(account) = accounts::find(tx, consultation.account).await? else { return Ok(()) };
    let Some(recipient) = account.email else { return Ok(()) };
    let office = offices::find(tx, consultation.office).await?.ok_or(store::Error::Missing)?;
    let house = &officer.tenant;
    let url = app.address_of(&paths::consultation(&house.slug, consultation.programme));
    let text = letters::consultation_answered(&letters::Consulted {
        name: &account.name,
        municipality: &house.name,
        desk: &rules.desk,
        programme: &rules.title,
        office: &office.name,
        agreed: answer.agreed,
        words: &answer.words,
        url: &url,
    });
    let to = (recipient.as_str(), account.name.as_str());
    mail::letters::write(app, tx, house, to, text, ("consultation", consultation.id.uuid())).await?;
    Ok(())
}
