//! Ready campaigns: chosen, looked at on their days, and begun.

use super::groups;
use crate::{
    actor::Clerk,
    app::App,
    error::Error,
    offices::choosing::ready_one,
    page::{Page, see_other},
    posted::Posted,
};
use app::{
    campaigns::{AREAS, DatedActivity, ReadyCampaignPage, ReadyCampaignsPage, ReadyView, START},
    messages::{campaigns::whom, values},
    paths,
};
use axum::{
    extract::{Path, RawQuery, State},
    response::Response,
};
use chrono::NaiveDate;
use domain::{
    campaigns::{AskedAgain, NewActivity, Plan, Planned, PlannedActivity, PlannedAudience, ReadyCampaign},
    form::Typed,
    ids::{ActivityId, CampaignId, SegmentId},
    offices::{ReadySegment, Segment, told_apart},
    wareki::{self, DateError, Expected},
    working_days::WorkingCalendar,
};
use elements::{Choice, FormState};
use leptos::prelude::*;
use store::{
    Tx,
    campaigns::{self, activities},
    offices::{self, segments},
    tenants,
};

/// Which there are.
pub async fn index(clerk: Clerk, page: Page) -> Result<Response, Error> {
    let slug = clerk.tenant.slug.clone();
    Ok(page.ok("ひな形から始める", move || view! { <ReadyCampaignsPage slug/> }))
}

/// One of them on its days: from today, or from the day of the address.
pub async fn show(
    clerk: Clerk,
    State(app): State<App>,
    Path((slug, word)): Path<(String, String)>,
    RawQuery(query): RawQuery,
    page: Page,
) -> Result<Response, Error> {
    let ready = ReadyCampaign::from_code(&word).ok_or(Error::NotFound)?;
    let pairs: Vec<(String, String)> =
        serde_html_form::from_str(query.as_deref().unwrap_or_default()).map_err(|_| Error::Unreadable)?;
    let asked: Typed = pairs.into_iter().collect();
    let today = app.clock.today();
    let tx = app.store.read(&clerk.scope()).await?;
    let known = areas(&tx, ready).await?;
    let (form, start) = match start(asked.get(START), today) {
        Ok(start) => (FormState::filled(asked), start),
        // Whoever comes here first finds the 圏域 of the register chosen.
        Err(DateError::Missing) => {
            let typed = asked.with(START, wareki::format_date(today));
            let districts = known.iter().filter(|area| area.is_district);
            let typed = districts.fold(typed, |typed, area| typed.with(AREAS, &area.value));
            (FormState::filled(typed), today)
        }
        Err(error) => (FormState::rejected(asked, vec![(START, values::date("開始する日", &error))]), today),
    };
    render(&tx, &page, slug, ready, &known, start, form).await
}

/// Makes the campaign; or only shows it on other days.
pub async fn create(
    clerk: Clerk,
    State(app): State<App>,
    Path((slug, word)): Path<(String, String)>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let ready = ReadyCampaign::from_code(&word).ok_or(Error::NotFound)?;
    let tx = app.store.write(&clerk.scope()).await?;
    let known = areas(&tx, ready).await?;
    let today = app.clock.today();
    let start = match start(typed.get(START), today) {
        Ok(start) => start,
        Err(error) => {
            let form = FormState::rejected(typed, vec![(START, values::date("開始する日", &error))]);
            return render(&tx, &page, slug, ready, &known, today, form).await;
        }
    };
    if typed.get("act") == "look" {
        let areas = typed.all(AREAS).map(|area| format!("&{AREAS}={}", paths::query(area)));
        let first = format!("{}?{START}={start}", paths::ready_campaign(&slug, ready));
        return Ok(see_other(&areas.fold(first, |address, area| address + &area)));
    }
    let chosen = chosen(&known, &typed);
    let names: Vec<String> = chosen.iter().map(|area| area.name.clone()).collect();
    let Planned { plan, audiences } = ready.plan(&names);
    if plan.activities.len() > Plan::MOST {
        let told =
            format!("活動が{}件を超えます。圏域を減らし、残りは別のキャンペーンにしてください", Plan::MOST);
        let form = FormState::rejected(typed, vec![(AREAS, told)]);
        return render(&tx, &page, slug, ready, &known, start, form).await;
    }
    let (id, now): (CampaignId, _) = (app.clock.id(), app.clock.now());
    let calendar = WorkingCalendar::new(tenants::closed_days(&tx).await?);
    let ids = || -> ActivityId { app.clock.id() };
    let added = campaigns::add_plan(&tx, id, &plan, start, &ids, &calendar, now).await?;
    // Each has its audience, so that its list is one press away.
    let everybody = groups::everybody(&app, &tx).await?;
    let mut segments = Vec::with_capacity(chosen.len());
    for area in &chosen {
        segments.push(match area.saved {
            Some(id) => id,
            None => groups::of_district(&app, &tx, &area.name).await?,
        });
    }
    for ((activity, _), audience) in added.into_iter().zip(audiences) {
        let Some(made) = activities::find(&tx, activity).await? else { continue };
        if !groups::has_audience(made.text.kind) {
            continue;
        }
        let segment = match audience {
            PlannedAudience::Everybody => everybody,
            PlannedAudience::Area(area) => segments.get(area).copied().unwrap_or(everybody),
            PlannedAudience::List(ready) => ready_one(&app, &tx, ready).await?,
            PlannedAudience::Again | PlannedAudience::Chosen => continue,
        };
        let text = NewActivity { segment: Some(segment), ..made.text.clone() };
        activities::save(&tx, activity, made.version, &text, now).await?;
    }
    tx.commit().await?;
    Ok(see_other(&format!("{}?done=planned", paths::campaign(&slug, id))))
}

/// A day as it is typed or stands in an address.
fn start(typed: &str, today: NaiveDate) -> Result<NaiveDate, DateError> {
    wareki::parse_expected(typed, Expected::planned(today)).map(|parsed| parsed.date)
}

/// What an area can be: a segment that there is, or a 圏域 of the register of which one is made then.
struct Area {
    /// The value posted.
    value: String,
    /// What it is called.
    name: String,
    /// The segment; none while there is none.
    saved: Option<SegmentId>,
    /// Whether it is a 圏域 of the register.
    is_district: bool,
}

/// The areas that can be chosen, those of the register first; none where a ready campaign has no areas.
async fn areas(tx: &Tx, ready: ReadyCampaign) -> Result<Vec<Area>, Error> {
    if !ready.has_areas() {
        return Ok(Vec::new());
    }
    let mut saved = segments::all(tx).await?;
    let mut known = Vec::new();
    for district in told_apart(&offices::areas(tx).await?) {
        let filter = Segment::of_district(&district);
        let there = saved.iter().position(|one| one.named.segment == filter).map(|at| saved.remove(at));
        known.push(Area {
            value: format!("district:{district}"),
            name: district,
            saved: there.map(|one| one.id),
            is_district: true,
        });
    }
    known.extend(saved.into_iter().map(|one| Area {
        value: one.id.to_string(),
        name: one.named.name,
        saved: Some(one.id),
        is_district: false,
    }));
    Ok(known)
}

fn chosen<'a>(known: &'a [Area], typed: &Typed) -> Vec<&'a Area> {
    known.iter().filter(|area| typed.all(AREAS).any(|value| value == area.value)).collect()
}

/// Whom an activity is for, in words; nothing where it is for nobody by name.
fn for_whom(
    activity: &PlannedActivity,
    audience: PlannedAudience,
    areas: &[String],
    titles: &[String],
) -> String {
    if !groups::has_audience(activity.kind) {
        return String::new();
    }
    match audience {
        PlannedAudience::Everybody => ReadySegment::Open.name().to_owned(),
        PlannedAudience::Area(area) => areas.get(area).cloned().unwrap_or_default(),
        PlannedAudience::List(ready) => ready.name().to_owned(),
        PlannedAudience::Again => activity.again.map(|again| asked_again(again, titles)).unwrap_or_default(),
        PlannedAudience::Chosen => "後で選ぶ".to_owned(),
    }
}

/// Of whose audience an activity of a plan asks some, in words.
pub(super) fn asked_again(again: AskedAgain, titles: &[String]) -> String {
    let earlier = titles.get(again.activity).map(String::as_str).unwrap_or_default();
    format!("「{earlier}」の対象のうち、{}", whom(again.whom))
}

async fn render(
    tx: &Tx,
    page: &Page,
    slug: String,
    ready: ReadyCampaign,
    known: &[Area],
    start: NaiveDate,
    form: FormState,
) -> Result<Response, Error> {
    let names: Vec<String> = chosen(known, form.typed()).into_iter().map(|area| area.name.clone()).collect();
    let calendar = WorkingCalendar::new(tenants::closed_days(tx).await?);
    let sources = ready.activities();
    let Planned { plan, audiences } = ready.plan(&names);
    let titles: Vec<String> = plan.activities.iter().map(|activity| activity.title.clone()).collect();
    let lines = plan
        .activities
        .into_iter()
        .zip(audiences)
        .map(|(activity, audience)| DatedActivity {
            audience: for_whom(&activity, audience, &names, &titles),
            kind: activity.kind,
            days: activity.days(start, &calendar),
            // An activity of an area begins with the title of the one that it was made of.
            source: sources.iter().find(|one| activity.title.starts_with(one.title)).map(|one| one.source),
            title: activity.title,
            note: activity.note,
        })
        .collect();
    let rejected = form.has_errors();
    let areas = known
        .iter()
        .map(|area| {
            let choice = Choice::new(area.value.clone(), area.name.clone());
            if area.is_district {
                choice.hint("台帳の日常生活圏域")
            } else {
                choice.hint("対象リスト")
            }
        })
        .collect();
    let view = ReadyView { slug, ready, lines, areas, form };
    let view = move || view! { <ReadyCampaignPage view/> };
    Ok(if rejected {
        page.unprocessable("ひな形から始める", view)
    } else {
        page.ok("ひな形から始める", view)
    })
}
