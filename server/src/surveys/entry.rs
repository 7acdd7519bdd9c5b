//! Fast entry of answers on paper: found by code, number or name; one line a question; and on to the next paper.

use super::{
    found, ids,
    known::known,
    sought::{name_of, search},
};
use crate::{
    actor::Clerk,
    app::App,
    error::Error,
    page::{Page, see_other},
    posted::Posted,
};
use app::{
    messages::{
        survey_results::{answer, key_problem, numbered},
        surveys::answer_channel,
    },
    paths,
    surveys::{Before, EntryForm, EntryStep, SurveyEntryPage, SurveyEntryView, WAYS, Whose as Sheet},
    when,
};
use axum::{
    extract::{Path, Query, State},
    response::Response as Answered,
};
use domain::{
    form::Typed,
    ids::{OfficeId, SurveyId, SurveyInvitationId, SurveyResponseId},
    surveys::{Answer, AnswerChannel, Answers, Question, QuestionId, Questionnaire, SurveyState},
    wareki::format_date,
};
use elements::FormState;
use leptos::prelude::*;
use serde::Deserialize;
use std::collections::BTreeMap;
use store::{
    Tx,
    offices::{self, Office},
    surveys::{
        self, Survey, Version,
        invitations::{self, Invitation},
        responses::{self, HandInError, How, Response, Who},
        results::of_survey,
    },
    views,
};

const TITLE: &str = "紙・FAXの回答の入力";

/// What an address may say.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    q: String,
    channel: String,
    invitation: Option<SurveyInvitationId>,
    office: Option<OfficeId>,
    blank: String,
    /// The version of the papers; the newest where none was chosen.
    version: String,
    /// That the version was chosen for this very paper, and not for the pile.
    chosen: String,
    /// The answer that was just saved; of an anonymous survey only that one was.
    done: String,
}

/// Whose paper is typed in, as far as the house knows.
struct Paper {
    whose: Sheet,
    name: String,
    invitation: Option<Invitation>,
    office: Option<Office>,
    /// What was handed in already; of an anonymous survey that is only known of the invitation.
    response: Option<Response>,
}

/// The way in which papers come, as it was chosen last.
fn way(word: &str) -> AnswerChannel {
    AnswerChannel::from_code(word).filter(|way| WAYS.contains(way)).unwrap_or(AnswerChannel::Fax)
}

/// The search for a paper's office, or the paper itself. That somebody's answers were opened is kept.
pub async fn show(
    clerk: Clerk,
    State(app): State<App>,
    Path((slug, id)): Path<(String, SurveyId)>,
    Query(asked): Query<Asked>,
    page: Page,
) -> Result<Answered, Error> {
    let tx = app.store.look(&clerk.scope()).await?;
    let survey = found(&tx, id).await?;
    let Some((version, numbers)) = open(&tx, &survey, &asked.version).await? else {
        return Ok(see_other(&paths::survey(&slug, id)));
    };
    let channel = way(&asked.channel);
    let whose = match (asked.invitation, asked.office) {
        (Some(id), _) => Some(Sheet::Invitation(id)),
        (None, Some(office)) => Some(Sheet::Office(office)),
        (None, None) => (asked.blank == "yes").then_some(Sheet::Nobody),
    };
    let sought = domain::text::tidy_name(&asked.q).trim().to_owned();
    let (found, mistyped) = match whose {
        None if !sought.is_empty() => search(&app, &tx, &survey, &sought).await?,
        _ => (Vec::new(), false),
    };
    let whose = match found.as_slice() {
        [one] => Some(one.whose),
        _ => whose,
    };
    let (step, number) = match whose {
        Some(whose) => {
            let paper = paper(&tx, &survey, whose).await?;
            // What an officer typed is put right as answers to the questions of its paper, whatever the pile is of.
            let version = match typed_in(&paper).filter(|_| asked.chosen.is_empty()) {
                Some(number) => surveys::version(&tx, id, number).await?.unwrap_or(version),
                None => version,
            };
            views::record(&tx, app.clock.id(), app.clock.now(), "survey", id.uuid(), "survey-entry").await?;
            let form = FormState::filled(lines(&version.questionnaire, &paper));
            let form = form_of(&survey, &version.questionnaire, paper, form);
            (EntryStep::Form(Box::new(form)), version.number)
        }
        None => (EntryStep::Search { sought, found, mistyped }, version.number),
    };
    let done = match asked.done.as_str() {
        "" => None,
        response => Some(done(&tx, &slug, &survey, response.parse().ok()).await?),
    };
    let view = entry(&tx, slug, &survey, (channel, number, numbers), step).await?;
    tx.commit().await?;
    let view = SurveyEntryView { done, ..view };
    Ok(page.ok(TITLE, move || view! { <SurveyEntryPage entry=view/> }))
}

/// The version whose papers are typed in, the newest unless another was chosen, and the numbers of all of them: a paper may
/// come after the deadline, after the end, and after other questions were published. None of a draft.
async fn open(tx: &Tx, survey: &Survey, chosen: &str) -> Result<Option<(Version, Vec<i32>)>, Error> {
    if survey.state == SurveyState::Draft {
        return Ok(None);
    }
    let mut versions = surveys::versions(tx, survey.id).await?;
    let numbers: Vec<i32> = versions.iter().map(|version| version.number).collect();
    let chosen = chosen.parse().ok().filter(|number| numbers.contains(number)).or(survey.current);
    let at = versions.iter().position(|version| Some(version.number) == chosen);
    Ok(at.map(|at| (versions.swap_remove(at), numbers)))
}

/// The version that the answers of a paper were typed in for.
fn typed_in(paper: &Paper) -> Option<i32> {
    paper.response.as_ref().filter(|response| response.entered_by.is_some()).map(|response| response.number)
}

async fn entry(
    tx: &Tx,
    slug: String,
    survey: &Survey,
    (channel, number, numbers): (AnswerChannel, i32, Vec<i32>),
    step: EntryStep,
) -> Result<SurveyEntryView, Error> {
    let results = of_survey(tx, survey.id).await?;
    let entered = WAYS.iter().filter_map(|way| results.channels.get(way)).sum();
    Ok(SurveyEntryView {
        slug,
        id: survey.id,
        title: survey.title.clone(),
        channel,
        version: number,
        versions: numbers,
        takes_blank: survey.anonymous || survey.general,
        entered,
        done: None,
        step,
    })
}

/// What was just saved, and where it is corrected.
async fn done(
    tx: &Tx,
    slug: &str,
    survey: &Survey,
    id: Option<SurveyResponseId>,
) -> Result<(String, Option<String>), Error> {
    let response = match id {
        Some(id) => responses::find(tx, id).await?.filter(|response| response.survey == survey.id),
        None => None,
    };
    let Some(response) = response else { return Ok(("回答を保存しました。".to_owned(), None)) };
    let office = match response.office {
        Some(office) => offices::find(tx, office).await?,
        None => None,
    };
    let whose = match (response.invitation, &office) {
        (Some(invitation), _) => Some(Sheet::Invitation(invitation)),
        (None, Some(office)) => Some(Sheet::Office(office.id)),
        (None, None) => None,
    };
    let name = office.map_or_else(String::new, |office| format!("{}の", office.particulars.name));
    let correct = whose.map(|whose| {
        let (field, value) = whose.pair();
        let channel = response.channel.code();
        format!("{}?{field}={value}&channel={channel}", paths::survey_entry(slug, survey.id))
    });
    Ok((format!("{name}回答を保存しました。"), correct))
}

/// What the house knows of a paper. Of an office that was asked, the paper is that of its invitation.
async fn paper(tx: &Tx, survey: &Survey, whose: Sheet) -> Result<Paper, Error> {
    let invitation = match whose {
        Sheet::Invitation(id) => {
            let one = invitations::find(tx, id).await?.filter(|one| one.survey == survey.id);
            Some(one.ok_or(Error::NotFound)?)
        }
        Sheet::Office(office) => invitations::of_office(tx, survey.id, office).await?,
        Sheet::Nobody if survey.anonymous || survey.general => None,
        Sheet::Nobody => return Err(Error::NotFound),
    };
    let asked = invitation.as_ref().and_then(|one| one.office);
    let office = match (asked, whose) {
        (Some(id), _) | (None, Sheet::Office(id)) => offices::find(tx, id).await?,
        (None, Sheet::Invitation(_) | Sheet::Nobody) => None,
    };
    if matches!(whose, Sheet::Office(_)) && office.is_none() {
        return Err(Error::NotFound);
    }
    let by_invitation = match &invitation {
        Some(invitation) => responses::of_invitation(tx, invitation.id).await?,
        None => None,
    };
    let mut response = match (by_invitation.filter(Response::is_submitted), &office) {
        (None, Some(office)) if !survey.anonymous => responses::of_office(tx, survey.id, office.id).await?,
        (response, _) => response,
    };
    // A change that its office has begun and not sent is no answer.
    if let Some(response) = &mut response {
        response.draft = responses::answers_of(tx, response.id).await?;
    }
    let name = match (&office, &invitation) {
        (Some(office), _) => name_of(office),
        (None, Some(invitation)) => invitation.name.clone(),
        (None, None) => String::new(),
    };
    let whose = invitation.as_ref().map_or(whose, |one| Sheet::Invitation(one.id));
    Ok(Paper { whose, name, invitation, office, response })
}

/// The lines as they were typed, where an officer typed them: then they are put right. What the office itself handed in is
/// told beside, and the paper is typed anew.
fn lines(questionnaire: &Questionnaire, paper: &Paper) -> Typed {
    let Some(response) = paper.response.as_ref().filter(|response| response.entered_by.is_some()) else {
        return Typed::default();
    };
    let typed = questionnaire.questions.iter().filter(|question| question.is_entered());
    let typed = typed.fold(Typed::default(), |typed, question| match response.draft.get(&question.id) {
        Some(answer) => typed.with(&question.field(), question.keys(answer)),
        None => typed,
    });
    typed.with("channel", response.channel.code()).with("replace", "yes")
}

fn form_of(survey: &Survey, questionnaire: &Questionnaire, paper: Paper, form: FormState) -> EntryForm {
    let before = before(survey, questionnaire, &paper);
    let known = told_of(survey, questionnaire, paper.office.as_ref());
    EntryForm {
        whose: paper.whose,
        name: if survey.anonymous && paper.invitation.is_some() {
            format!("{}（無記名。事業所名は回答と結び付きません）", paper.name)
        } else {
            paper.name
        },
        questionnaire: questionnaire.clone(),
        known,
        before,
        form,
    }
}

/// What the register knows, for the questions that ask it; of an anonymous survey only what tells nobody who answers.
fn told_of(
    survey: &Survey,
    questionnaire: &Questionnaire,
    office: Option<&Office>,
) -> BTreeMap<QuestionId, String> {
    let mut known = office.map(|office| known(questionnaire, office)).unwrap_or_default();
    known.retain(|id, _| {
        let attribute = questionnaire.question(*id).and_then(Question::attribute);
        attribute.is_some_and(|one| !survey.anonymous || !one.identifies())
    });
    known
}

/// What is there already.
fn before(survey: &Survey, questionnaire: &Questionnaire, paper: &Paper) -> Option<Before> {
    if survey.anonymous {
        let on = paper.invitation.as_ref()?.answered_on?;
        let told = format!(
            "このコードでは、{}に回答が届いています。無記名のため、置き換えられません",
            format_date(on)
        );
        return Some(Before { told, answers: Vec::new(), may_replace: false });
    }
    let response = paper.response.as_ref()?;
    let at = response.submitted_at.map(when::moment).unwrap_or_default();
    let told = format!("{at}に、{}で回答が届いています", answer_channel(response.channel));
    let answers = questionnaire
        .questions
        .iter()
        .filter_map(|question| {
            let given = response.draft.get(&question.id)?;
            Some((numbered(questionnaire, question.id), answer(question, given)))
        })
        .collect();
    Some(Before { told, answers, may_replace: true })
}

/// Saves a paper and goes on to the next.
pub async fn create(
    clerk: Clerk,
    State(app): State<App>,
    Path((slug, id)): Path<(String, SurveyId)>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Answered, Error> {
    let tx = app.store.write(&clerk.scope()).await?;
    let survey = found(&tx, id).await?;
    let Some((version, numbers)) = open(&tx, &survey, typed.get("version")).await? else {
        return Ok(see_other(&paths::survey(&slug, id)));
    };
    let channel = way(typed.get("channel"));
    let Some(whose) = whose(&typed) else { return Ok(see_other(&paths::survey_entry(&slug, id))) };
    let paper = paper(&tx, &survey, whose).await?;
    let questionnaire = &version.questionnaire;
    let mut errors: Vec<(String, String)> = Vec::new();
    if paper.response.is_some() && typed.get("replace") != "yes" {
        let told = "回答が届いています。紙の回答で置き換えるときは、チェックを入れてください";
        errors.push(("replace".to_owned(), told.to_owned()));
    }
    let answers = match questionnaire.read_entry(&typed) {
        Ok(answers) => Some(answers),
        Err(problems) => {
            errors.extend(
                problems
                    .iter()
                    .map(|(id, problem)| (id.to_string(), key_problem(questionnaire, *id, problem))),
            );
            None
        }
    };
    let answers = answers.filter(|_| errors.is_empty());
    if let Some(answers) = answers {
        match save(&app, &tx, &clerk, (&survey, &version), &paper, (answers, channel)).await? {
            Saved::Kept(response) => {
                tx.commit().await?;
                let next = paths::survey_entry(&slug, id);
                // The paper's page stands just before in the browser: no address may tie its answer to it.
                let done = if survey.anonymous { "saved".to_owned() } else { response.to_string() };
                let of =
                    if numbers.len() > 1 { format!("&version={}", version.number) } else { String::new() };
                return Ok(see_other(&format!("{next}?channel={}{of}&done={done}", channel.code())));
            }
            Saved::Meanwhile => {
                let told =
                    "入力している間に回答が届きました。確かめて、置き換えるときはもう一度保存してください";
                errors.push(("replace".to_owned(), told.to_owned()));
            }
        }
    }
    let paper = self::paper(&tx, &survey, paper.whose).await?;
    let form = FormState::rejected(typed, errors);
    let step = EntryStep::Form(Box::new(form_of(&survey, questionnaire, paper, form)));
    let view = entry(&tx, slug, &survey, (channel, version.number, numbers), step).await?;
    Ok(page.unprocessable(TITLE, move || view! { <SurveyEntryPage entry=view/> }))
}

/// Whose paper a form says that it is.
fn whose(typed: &Typed) -> Option<Sheet> {
    let invitation = typed.get("invitation").parse().ok().map(Sheet::Invitation);
    let office = || typed.get("office").parse().ok().map(Sheet::Office);
    let nobody = || (typed.get("blank") == "yes").then_some(Sheet::Nobody);
    invitation.or_else(office).or_else(nobody)
}

/// What became of a paper.
enum Saved {
    /// Its answers are kept.
    Kept(SurveyResponseId),
    /// Somebody handed something in meanwhile.
    Meanwhile,
}

/// Hands the answers of a paper in.
async fn save(
    app: &App,
    tx: &Tx,
    clerk: &Clerk,
    (survey, version): (&Survey, &Version),
    paper: &Paper,
    (mut answers, channel): (Answers, AnswerChannel),
) -> Result<Saved, Error> {
    let now = app.clock.now();
    let known = told_of(survey, &version.questionnaire, paper.office.as_ref()).into_iter();
    answers.extend(known.map(|(id, words)| (id, Answer::Text(words))));
    let response = match &paper.response {
        Some(response) => response.clone(),
        None => {
            let who = Who {
                invitation: paper.invitation.as_ref().map(|one| one.id),
                office: paper.office.as_ref().map(|office| office.id),
            };
            responses::begin(tx, app.clock.id(), survey, version, who, now).await?
        }
    };
    let response = match responses::type_in(tx, response, version.number, answers, now).await {
        Ok(response) => response,
        Err(store::Error::Stale) => return Ok(Saved::Meanwhile),
        Err(error) => return Err(error.into()),
    };
    let how = How { channel, entered_by: Some(clerk.id()) };
    let ids = ids(app, survey);
    match responses::hand_in(tx, (survey, version), &response, how, &ids, now).await {
        Ok(id) => Ok(Saved::Kept(id)),
        Err(HandInError::Answered | HandInError::Store(store::Error::Stale)) => Ok(Saved::Meanwhile),
        Err(HandInError::Unfit) => Err(Error::Internal("answers that were read do not fit")),
        Err(HandInError::Store(error)) => Err(error.into()),
    }
}
