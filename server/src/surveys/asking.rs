//! Who is asked: offices of a segment, or one office; those with an address by mail, the others with letters. While answers
//! are taken further ones can be asked, each once.

use super::{found, job, tokens};
use crate::{
    actor::{Clerk, Reader},
    app::App,
    error::Error,
    export::Saving,
    offices::choosing::{self, Offers},
    page::{Page, see_other},
    papers::lacking,
    posted::Posted,
};
use app::{
    messages::surveys::{asked_by, cannot_be_asked, not_open},
    paths,
    surveys::{AskedLine, AskingView, OfficeToAsk, SegmentChoice, SurveyInvitationsPage},
};
use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use domain::{
    accounts::Role,
    form::Typed,
    ids::{OfficeId, SurveyId, SurveyInvitationId},
    mailings::{Recipient, Topic},
    offices::Query as Searched,
    surveys::{AskChannel, SurveyState},
};
use elements::FormState;
use leptos::prelude::*;
use serde::Deserialize;
use std::collections::BTreeMap;
use store::{
    Tx,
    mailings::{self, Before},
    offices::{self, Filter, Listed, segments::Saved},
    surveys::{
        self, Survey,
        invitations::{self, Asked as Person, Invitation},
    },
};
use tables::{Field, Kind, Table};

const TITLE: &str = "アンケートの案内";
/// Lines of a page.
const PER_PAGE: u64 = 100;
/// Offices that a search shows.
const FOUND: u64 = 20;

/// What was just done, which page of the list is looked at, which office is looked for, and which segment is chosen.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    done: Option<String>,
    page: u64,
    q: String,
    segment: String,
}

/// Who was asked, and whom else one can ask.
pub async fn show(
    reader: Reader,
    State(app): State<App>,
    Path((slug, id)): Path<(String, SurveyId)>,
    Query(Asked { done, page: number, q, segment }): Query<Asked>,
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
        "nobody" => Some(
            "新しく案内できる事業所はありませんでした。案内済みか、配信停止・休止・廃止の事業所だけでした。",
        ),
        _ => None,
    });
    let may = reader.has(Role::Clerk);
    let form = FormState::filled(Typed::default().with("segment", segment));
    let look = Look { page: number.max(1), may, sought: q, form, done };
    let view = view(&tx, &app, slug, &survey, look).await?;
    Ok(page.ok(TITLE, move || view! { <SurveyInvitationsPage asking=view/> }))
}

/// Asks those of a segment who were not asked yet, or one office.
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
    let chosen = match survey.state.accepts(survey.deadline, app.clock.today()) {
        Err(why) => Err(format!("{}。案内するときは、先に期限か受付を変えてください", not_open(why))),
        Ok(()) => chosen(&app, &tx, &survey, &typed).await?,
    };
    let recipients = match chosen {
        Ok(recipients) => recipients,
        Err(words) => {
            let field = if typed.get("office").is_empty() { "segment" } else { "q" };
            let sought = typed.get("q").to_owned();
            let form = FormState::rejected(typed, vec![(field, words)]);
            let look = Look { page: 1, may: true, sought, form, done: None };
            let view = view(&tx, &app, slug, &survey, look).await?;
            return Ok(page.unprocessable(TITLE, move || view! { <SurveyInvitationsPage asking=view/> }));
        }
    };
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

/// Those of the segment that was chosen who were not asked before, or the one office that was; or why nobody is asked.
async fn chosen(
    app: &App,
    tx: &Tx,
    survey: &Survey,
    typed: &Typed,
) -> Result<Result<Vec<Recipient>, String>, Error> {
    let before = invitations::before(tx, survey.id).await?;
    if let Ok(office) = typed.get("office").parse::<OfficeId>() {
        let Some(one) = mailings::decide_each(tx, &[office], Topic::Survey, &before).await?.pop() else {
            let words = "この事業所には、すでに案内したか、回答が届いています。下の一覧で確かめてください";
            return Ok(Err(words.to_owned()));
        };
        if AskChannel::of(one.exclusion) == AskChannel::None {
            return Ok(Err(cannot_be_asked(&one.candidate.name, one.exclusion)));
        }
        return Ok(Ok(vec![one]));
    }
    match choosing::chosen(app, tx, typed.get("segment")).await? {
        Some(Saved { named, .. }) => {
            Ok(Ok(mailings::decide_further(tx, &named.segment, Topic::Survey, &before).await?))
        }
        None => Ok(Err("案内する事業所を、対象リストから選んでください".to_owned())),
    }
}

async fn view(
    tx: &Tx,
    app: &App,
    slug: String,
    survey: &Survey,
    Look { page, may, sought, form, done }: Look,
) -> Result<AskingView, Error> {
    let counts = invitations::counts(tx, survey.id).await?;
    let asked = invitations::page(tx, survey.id, page, PER_PAGE).await?;
    let open = may && survey.state.accepts(survey.deadline, app.clock.today()).is_ok();
    let (mut lists, mut alone) = (Vec::new(), None);
    if open {
        let before = invitations::before(tx, survey.id).await?;
        for (value, named) in Offers::of(tx).await?.named() {
            let recipients = mailings::decide_further(tx, &named.segment, Topic::Survey, &before).await?;
            lists.push(choice(value, named.name, &recipients));
        }
        alone = to_ask(tx, &before, &sought).await?;
    }
    let letters = usize::try_from(counts.letters).unwrap_or(usize::MAX);
    let lacking = if letters > 0 && open { lacking(app, &printed(tx, survey).await?) } else { String::new() };
    Ok(AskingView {
        lacking,
        mail: job::sample(app, survey, false),
        slug,
        id: survey.id,
        title: survey.title.clone(),
        segments: lists,
        sought,
        found: alone,
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
    sought: String,
    form: FormState,
    done: Option<&'static str>,
}

/// What asking a segment would do to those of it who were not asked and have not answered.
fn choice(value: String, name: String, recipients: &[Recipient]) -> SegmentChoice {
    let by = |way: AskChannel| recipients.iter().filter(|one| AskChannel::of(one.exclusion) == way).count();
    SegmentChoice {
        value,
        name,
        mails: by(AskChannel::Mail),
        letters: by(AskChannel::Letter),
        excluded: by(AskChannel::None),
    }
}

/// The offices that are looked for, each with what asking it would do; none where nothing is looked for.
async fn to_ask(tx: &Tx, before: &Before, sought: &str) -> Result<Option<Vec<OfficeToAsk>>, Error> {
    let query = Searched::parse(sought);
    if query.is_empty() {
        return Ok(None);
    }
    let filter = Filter { query, service: None, status: None };
    let listed = offices::search(tx, &filter, 0, FOUND).await?.offices;
    let ids: Vec<OfficeId> = listed.iter().map(|office| office.id).collect();
    let decided = mailings::decide_each(tx, &ids, Topic::Survey, before).await?;
    let decided: BTreeMap<_, _> =
        decided.into_iter().map(|one| (one.candidate.office, one.exclusion)).collect();
    let line = |Listed { id, number, name, .. }: Listed| {
        let way = decided.get(&id).map(|exclusion| (AskChannel::of(*exclusion), *exclusion));
        OfficeToAsk {
            id,
            title: format!("{number} {name}"),
            how: match way {
                Some((way, exclusion)) => asked_by(way, exclusion, true).to_owned(),
                None => "案内済み（または回答済み）".to_owned(),
            },
            may: way.is_some_and(|(way, _)| way != AskChannel::None),
        }
    };
    Ok(Some(listed.into_iter().map(line).collect()))
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
