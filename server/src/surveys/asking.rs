//! Who is asked: offices of a segment, those with an address by mail, the others with letters.

use super::{found, job, tokens};
use crate::{
    actor::{Clerk, Reader},
    app::App,
    error::Error,
    export::Saving,
    page::{Page, see_other},
    papers::lacking,
    posted::Posted,
};
use app::{
    messages::surveys::{asked_by, not_open},
    paths,
    surveys::{AskedLine, AskingView, SegmentChoice, SurveyInvitationsPage},
};
use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use domain::{
    accounts::Role,
    ids::{OfficeId, SegmentId, SurveyId, SurveyInvitationId},
    mailings::{Exclusion, Recipient, Topic},
    surveys::{AskChannel, SurveyState},
};
use elements::FormState;
use leptos::prelude::*;
use serde::Deserialize;
use std::collections::BTreeSet;
use store::{
    Tx, mailings,
    offices::{self, segments},
    surveys::{
        self, Survey,
        invitations::{self, Asked as Person, Invitation},
    },
};
use tables::{Field, Kind, Table};

const TITLE: &str = "アンケートの案内";
/// Lines of a page.
const PER_PAGE: u64 = 100;

/// What was just done, and which page of the list is looked at.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    done: Option<String>,
    page: u64,
}

/// Who was asked, and whom else one can ask.
pub async fn show(
    reader: Reader,
    State(app): State<App>,
    Path((slug, id)): Path<(String, SurveyId)>,
    Query(Asked { done, page: number }): Query<Asked>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&reader.scope()).await?;
    let survey = found(&tx, id).await?;
    if survey.state == SurveyState::Draft {
        return Ok(see_other(&paths::survey(&slug, id)));
    }
    let done = done.as_deref().and_then(|done| match done {
        "asked" => Some(
            "案内しました。メールは順に送られます。メールのない事業所には、依頼状か調査票を印刷して送ってください。",
        ),
        "nobody" => Some("まだ案内していない事業所はありませんでした。"),
        _ => None,
    });
    let may = reader.has(Role::Clerk);
    let look = Look { page: number.max(1), may, form: FormState::empty(), done };
    let view = view(&tx, &app, slug, &survey, look).await?;
    Ok(page.ok(TITLE, move || view! { <SurveyInvitationsPage asking=view/> }))
}

/// Asks those of a segment who were not asked yet.
pub async fn create(
    clerk: Clerk,
    State(app): State<App>,
    Path((slug, id)): Path<(String, SurveyId)>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let tx = app.store.write(&clerk.scope()).await?;
    let survey = found(&tx, id).await?;
    if survey.state == SurveyState::Draft {
        return Ok(see_other(&paths::survey(&slug, id)));
    }
    let segment = match typed.get("segment").parse::<SegmentId>() {
        Ok(segment) => segments::find(&tx, segment).await?,
        Err(_) => None,
    };
    let refused = match survey.state.accepts(survey.deadline, app.clock.today()) {
        Err(why) => Some(format!("{}。案内するときは、先に期限か受付を変えてください", not_open(why))),
        Ok(()) => None,
    };
    let (Some(segment), None) = (segment, &refused) else {
        let words = refused.unwrap_or_else(|| "案内する事業所を、対象リストから選んでください".to_owned());
        let form = FormState::rejected(typed, vec![("segment", words)]);
        let look = Look { page: 1, may: true, form, done: None };
        let view = view(&tx, &app, slug, &survey, look).await?;
        return Ok(page.unprocessable(TITLE, move || view! { <SurveyInvitationsPage asking=view/> }));
    };
    let recipients = mailings::decide(&tx, &segment, Topic::Survey).await?;
    let asked: Vec<Person> = recipients.into_iter().map(Person::from).collect();
    let ids = || app.clock.id::<SurveyInvitationId>();
    let hash = |id: SurveyInvitationId| tokens::new_code_hash(&app.keys, id);
    let added = invitations::add(&tx, &survey, asked, &ids, &hash, app.clock.now()).await?;
    job::ask(&app, &tx, id).await?;
    tx.commit().await?;
    app.wake.notify_one();
    let done = if added > 0 { "asked" } else { "nobody" };
    Ok(see_other(&format!("{}?done={done}", paths::survey_invitations(&slug, id))))
}

async fn view(
    tx: &Tx,
    app: &App,
    slug: String,
    survey: &Survey,
    Look { page, may, form, done }: Look,
) -> Result<AskingView, Error> {
    let counts = invitations::counts(tx, survey.id).await?;
    let asked = invitations::page(tx, survey.id, page, PER_PAGE).await?;
    let open = may && survey.state.accepts(survey.deadline, app.clock.today()).is_ok();
    let mut known = invitations::offices(tx, survey.id).await?;
    known.extend(invitations::answered_unasked(tx, survey.id).await?.into_keys());
    let mut lists = Vec::new();
    if open {
        for saved in segments::all(tx).await? {
            let recipients = mailings::decide(tx, &saved, Topic::Survey).await?;
            lists.push(choice(saved.id, saved.named.name, &recipients, &known));
        }
    }
    let letters = usize::try_from(counts.letters).unwrap_or(usize::MAX);
    let lacking = if letters > 0 && open { lacking(app, &printed(tx, survey).await?) } else { String::new() };
    Ok(AskingView {
        lacking,
        slug,
        id: survey.id,
        title: survey.title.clone(),
        segments: lists,
        reach: surveys::reach(tx, survey.id).await?,
        letters,
        page: (page, PER_PAGE, counts.all),
        lines: asked
            .into_iter()
            .map(|one| AskedLine {
                how: asked_by(one.channel, one.exclusion, one.mailed_at.is_some()).to_owned(),
                reminded: one.reminded_on.map(|on| (on, one.reminders)).filter(|(_, times)| *times > 0),
                answered: one.answered_on,
                name: one.name,
            })
            .collect(),
        open,
        form,
        done: done.map(str::to_owned),
    })
}

/// What the letters print besides their fixed words: the request, and who gets one.
async fn printed(tx: &Tx, survey: &Survey) -> Result<Vec<String>, Error> {
    let asked = invitations::of_survey(tx, survey.id).await?;
    let by_letter = asked.into_iter().filter(|one| one.channel == AskChannel::Letter);
    let (mut printed, mut ids) = (vec![survey.title.clone(), survey.asking.clone()], Vec::new());
    for one in by_letter.filter(|one| one.answered_on.is_none()) {
        printed.push(one.name);
        ids.extend(one.office);
    }
    for office in offices::several(tx, &ids).await? {
        let particulars = office.particulars;
        printed.extend([particulars.name, particulars.address, particulars.building]);
    }
    Ok(printed)
}

/// How the page is looked at.
struct Look {
    page: u64,
    may: bool,
    form: FormState,
    done: Option<&'static str>,
}

/// What asking a segment would do to those of it who were not asked and have not answered.
fn choice(
    id: SegmentId,
    name: String,
    recipients: &[Recipient],
    known: &BTreeSet<OfficeId>,
) -> SegmentChoice {
    let new = || recipients.iter().filter(|one| !known.contains(&one.candidate.office));
    let excluded = |one: &&Recipient| {
        matches!(
            one.exclusion,
            Some(Exclusion::OptedOut | Exclusion::TopicStopped | Exclusion::NotOpen | Exclusion::Answered)
        )
    };
    let mails = new().filter(|one| one.exclusion.is_none()).count();
    let excluded = new().filter(excluded).count();
    SegmentChoice { id, name, mails, letters: new().count() - mails - excluded, excluded }
}

const FIELDS: [Field<Invitation>; 6] = [
    ("事業所", Kind::Text, |one| one.name.clone().into()),
    ("案内の方法", Kind::Text, |one| {
        asked_by(one.channel, one.exclusion, one.mailed_at.is_some()).into()
    }),
    ("メールを送った日時", Kind::Moment, |one| one.mailed_at.into()),
    ("督促した日", Kind::Date, |one| one.reminded_on.into()),
    ("督促の回数", Kind::Number, |one| i64::from(one.reminders).into()),
    ("回答した日", Kind::Date, |one| one.answered_on.into()),
];

/// Who was asked, as a table to save.
pub async fn export(
    reader: Reader,
    State(app): State<App>,
    Path((_, id)): Path<(String, SurveyId)>,
    saving: Saving,
) -> Result<Response, Error> {
    let tx = app.store.read(&reader.scope()).await?;
    let survey = found(&tx, id).await?;
    let lines = invitations::of_survey(&tx, id).await?;
    let name = format!("アンケートの案内_{}", survey.title);
    saving.answer(&name, Table::of("アンケートの案内", &FIELDS, &lines))
}
