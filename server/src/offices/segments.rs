//! 対象リスト: saved segments of the register and the offices that they mean now.

use super::{
    choosing::{Made, Offers, once},
    list::line,
    offering,
};
use crate::{
    actor::{Clerk, Reader},
    app::App,
    error::Error,
    faster::Faster,
    page::{Page, see_other},
    posted::Posted,
};
use app::{
    messages::offices::segments as words,
    offices::{AGAIN, ReadyLine, SegmentFormPage, SegmentLine, SegmentPage, SegmentView, SegmentsPage},
    paths,
};
use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use chrono::NaiveDate;
use domain::{
    accounts::Role,
    fiscal_year::FiscalYear,
    form::{Typed, YES},
    ids::{CampaignId, SegmentId, SurveyId},
    offices::{
        MailAddress, NamedSegment, Offered, ReadySegment, Segment, SegmentField, SegmentProblem, Status,
    },
    service_type::ServiceType,
};
use elements::FormState;
use leptos::prelude::*;
use store::{
    Tx, campaigns,
    offices::{
        holder,
        segments::{self, Saved},
    },
    surveys,
};

const MAKE: &str = "対象リストを作る";
const EDIT: &str = "対象リストを直す";
/// Offices on a page.
const PER_PAGE: u64 = 50;
/// Surveys and campaigns that are offered with a segment.
const OFFERED: usize = 5;

/// What an address may say.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub struct Asked {
    page: String,
    done: String,
}

/// With which condition a page begins a segment.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub struct Begun {
    linking: String,
    halt: String,
    service: String,
    area: String,
    adoption: String,
    corporation: String,
    partners: String,
    group: String,
    activity: String,
    survey: String,
    mailing: String,
    /// A ready one, to be looked at and changed before it is saved.
    ready: String,
}

/// Every segment with how many offices it means now.
pub async fn index(reader: Reader, State(app): State<App>, page: Page) -> Result<Response, Error> {
    let tx = app.store.read(&reader.scope()).await?;
    let mut lines = Vec::new();
    let Offers { saved, ready } = Offers::of(&tx).await?;
    for Saved { id, named, version: _, updated_at: _ } in saved {
        let count = segments::count(&tx, &named.segment).await?;
        lines.push(SegmentLine { id, named, count });
    }
    let mut prepared = Vec::new();
    for ready in ready {
        let count = segments::count(&tx, &ready.segment()).await?;
        prepared.push(ReadyLine { ready, count });
    }
    let (slug, may_write) = (reader.tenant.slug.clone(), reader.has(Role::Clerk));
    Ok(page.ok("対象リスト", move || view! { <SegmentsPage slug segments=lines ready=prepared may_write/> }))
}

/// One segment with a page of its offices.
pub async fn show(
    reader: Reader,
    State(app): State<App>,
    Path((slug, id)): Path<(String, SegmentId)>,
    Query(asked): Query<Asked>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&reader.scope()).await?;
    let named = segments::find(&tx, id).await?.ok_or(Error::NotFound)?.named;
    let all = segments::count(&tx, &Segment::default()).await?;
    let number = asked.page.parse().unwrap_or(1).clamp(1, 1 + all / PER_PAGE);
    let found = segments::offices(&tx, &named.segment, number - 1, PER_PAGE).await?;
    let without_mail = without_mail(&tx, &named.segment).await?;
    let may_write = reader.has(Role::Clerk);
    let surveys = if may_write { taking(&tx, app.clock.today()).await? } else { Vec::new() };
    let campaigns = if may_write { under_way(&tx).await? } else { Vec::new() };
    drop(tx);
    let title = named.name.clone();
    let view = SegmentView {
        slug,
        id,
        named,
        count: found.total,
        all,
        without_mail,
        offices: found.offices.into_iter().map(line).collect(),
        page: number,
        per_page: PER_PAGE,
        may_write,
        surveys,
        campaigns,
        done: match asked.done.as_str() {
            "saved" => Some("保存しました。当てはまる事業所を確かめてください。"),
            "known" => {
                Some("同じ条件の対象リストがすでにありましたので、新しくは作らず、そのリストを開きました。")
            }
            _ => None,
        },
    };
    Ok(page.ok(&title, move || view! { <SegmentPage segment=view/> }))
}

/// The last changed surveys that take answers.
async fn taking(tx: &Tx, today: NaiveDate) -> Result<Vec<(SurveyId, String)>, Error> {
    let all = surveys::all(tx).await?.into_iter();
    let taking = all.filter(|survey| survey.state.accepts(survey.deadline, today).is_ok());
    Ok(taking.take(OFFERED).map(|survey| (survey.id, survey.title)).collect())
}

/// The latest campaigns that are open.
async fn under_way(tx: &Tx) -> Result<Vec<(CampaignId, String)>, Error> {
    let open = campaigns::all(tx).await?.into_iter().filter(|campaign| campaign.state.is_open());
    Ok(open.take(OFFERED).map(|campaign| (campaign.id, campaign.text.name)).collect())
}

/// How many of those that a segment means have no mail address.
async fn without_mail(tx: &Tx, segment: &Segment) -> Result<u64, Error> {
    match segment.mail {
        Some(MailAddress::Known) => Ok(0),
        Some(MailAddress::Unknown) | None => {
            let without = Segment { mail: Some(MailAddress::Unknown), ..segment.clone() };
            Ok(segments::count(tx, &without).await?)
        }
    }
}

/// A form for offices that are open, in this fiscal year.
pub async fn new(
    clerk: Clerk,
    State(app): State<App>,
    Query(begun): Query<Begun>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&clerk.scope()).await?;
    let offered = offering::all_with(&tx, &begun.activity).await?;
    if let Some(ready) = ReadySegment::from_code(&begun.ready) {
        let (slug, form) = (clerk.tenant.slug.clone(), FormState::filled(ready.named().fill()));
        return Ok(page.ok(MAKE, move || view! { <SegmentFormPage slug editing=None offered form/> }));
    }
    let service = ServiceType::from_code(&begun.service);
    let typed: Typed = service
        .map(|service| (SegmentField::Services.name().to_owned(), service.code().to_owned()))
        .into_iter()
        .collect();
    let typed = typed
        .with(SegmentField::Status.name(), Status::Active.name())
        .with(SegmentField::FiscalYear.name(), FiscalYear::of(app.clock.today()).label())
        .with(SegmentField::Halt.name(), begun.halt)
        .with(SegmentField::District.name(), begun.area)
        .with(SegmentField::Adoption.name(), begun.adoption)
        .with(SegmentField::Corporation.name(), begun.corporation)
        .with(SegmentField::Partners.name(), begun.partners)
        .with(SegmentField::Group.name(), begun.group)
        .with(SegmentField::Activity.name(), begun.activity)
        .with(SegmentField::Survey.name(), begun.survey)
        .with(SegmentField::Mailing.name(), begun.mailing)
        .with(SegmentField::Linking.name(), begun.linking);
    let (slug, form) = (clerk.tenant.slug.clone(), FormState::filled(typed));
    Ok(page.ok(MAKE, move || view! { <SegmentFormPage slug editing=None offered form/> }))
}

/// Saves a new segment, or shows the form again with what is wrong, or with the one that means the same already.
pub async fn create(
    clerk: Clerk,
    State(app): State<App>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let slug = clerk.tenant.slug.clone();
    let tx = app.store.write(&clerk.scope()).await?;
    let offered = offering::all_with(&tx, typed.get(SegmentField::Activity.name())).await?;
    let named = match read(&tx, &typed, None, &offered, app.clock.today()).await? {
        Ok(named) => named,
        Err(errors) => {
            let form = FormState::rejected(typed, errors);
            return Ok(page.unprocessable(MAKE, move || {
                view! { <SegmentFormPage slug editing=None offered form/> }
            }));
        }
    };
    let id = if typed.get(AGAIN) == YES {
        let id: SegmentId = app.clock.id();
        segments::add(&tx, id, &named, app.clock.now()).await?;
        id
    } else {
        match once(&app, &tx, &named).await? {
            Made::New(id) => id,
            Made::Known(known) => {
                let form = FormState::rejected(typed, vec![(AGAIN, words::says_the_same(&known.named.name))]);
                let same = Some((known.id, known.named.name));
                return Ok(page.unprocessable(MAKE, move || {
                    view! { <SegmentFormPage slug editing=None offered same form/> }
                }));
            }
        }
    };
    tx.commit().await?;
    Ok(see_other(&format!("{}?done=saved", paths::segment(&slug, id))))
}

/// The form filled with what is saved.
pub async fn edit(
    clerk: Clerk,
    State(app): State<App>,
    Path((slug, id)): Path<(String, SegmentId)>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&clerk.scope()).await?;
    let saved = segments::find(&tx, id).await?.ok_or(Error::NotFound)?;
    let offered = offering::all(&tx).await?.with(&saved.named.segment);
    let (form, editing) = (FormState::filled(saved.named.fill()), Some((id, saved.version)));
    Ok(page.ok(EDIT, move || view! { <SegmentFormPage slug editing offered form/> }))
}

/// Saves a segment over the version that was seen, or shows what is wrong or that somebody was faster.
pub async fn update(
    clerk: Clerk,
    State(app): State<App>,
    Path((slug, id)): Path<(String, SegmentId)>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let tx = app.store.write(&clerk.scope()).await?;
    let saved = segments::find(&tx, id).await?.ok_or(Error::NotFound)?;
    let version = typed.version();
    let offered = offering::all(&tx).await?.with(&saved.named.segment);
    let named = match read(&tx, &typed, Some(id), &offered, app.clock.today()).await? {
        Ok(named) => named,
        Err(errors) => {
            let (form, editing) = (FormState::rejected(typed, errors), Some((id, version)));
            return Ok(
                page.unprocessable(EDIT, move || view! { <SegmentFormPage slug editing offered form/> })
            );
        }
    };
    match segments::save(&tx, id, version, &named, app.clock.now()).await {
        Ok(()) => tx.commit().await?,
        Err(store::Error::Stale) => return Err(conflict(&tx, &slug, &saved, &named).await?),
        Err(error) => return Err(error.into()),
    }
    Ok(see_other(&format!("{}?done=saved", paths::segment(&slug, id))))
}

/// What was typed, or the sentences about it.
pub(crate) async fn read(
    tx: &Tx,
    typed: &Typed,
    editing: Option<SegmentId>,
    offered: &Offered,
    today: NaiveDate,
) -> Result<Result<NamedSegment, Vec<(&'static str, String)>>, Error> {
    let sentences = |errors: Vec<(SegmentField, SegmentProblem)>| {
        errors.iter().map(|(field, error)| (field.name(), words::problem(*field, error))).collect()
    };
    Ok(match NamedSegment::parse_among(typed, offered, today) {
        Err(errors) => Err(sentences(errors)),
        Ok(named) if segments::is_named(tx, &named.name, editing).await? => {
            Err(vec![(SegmentField::Name.name(), words::NAME_TAKEN.to_owned())])
        }
        Ok(named) => {
            let unknown = unknown(tx, &named.segment).await?;
            if unknown.is_empty() {
                Ok(named)
            } else {
                let field = SegmentField::Numbers;
                Err(vec![(field.name(), words::unknown_numbers(words::field(field), &unknown))])
            }
        }
    })
}

/// The numbers of a segment that no office of the register has.
async fn unknown(tx: &Tx, segment: &Segment) -> Result<Vec<String>, Error> {
    let mut unknown = Vec::new();
    for number in &segment.numbers {
        if holder(tx, *number).await?.is_none() {
            unknown.push(number.to_string());
        }
    }
    Ok(unknown)
}

async fn conflict(tx: &Tx, slug: &str, now: &Saved, mine: &NamedSegment) -> Result<Error, Error> {
    let lines = [
        ("リストの名前".to_owned(), now.named.name.clone(), mine.name.clone()),
        ("対象".to_owned(), words::sentence(&now.named.segment), words::sentence(&mine.segment)),
    ];
    let differences = lines.into_iter().filter(|(_, theirs, ours)| theirs != ours).collect();
    let faster = Faster::last(tx, ("segment", now.id.uuid())).await?.at(now.updated_at);
    let what = format!("対象リスト「{}」", now.named.name);
    Ok(faster.conflict(what, "この対象リストを保存しました", differences, paths::edit_segment(slug, now.id)))
}
