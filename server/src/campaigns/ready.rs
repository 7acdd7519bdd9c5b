//! Ready campaigns: chosen, looked at on their days, and begun.

use super::groups;
use crate::{
    actor::Clerk,
    app::App,
    error::Error,
    page::{Page, see_other},
    posted::Posted,
};
use app::{
    campaigns::{AREAS, DatedActivity, ReadyCampaignPage, ReadyCampaignsPage, ReadyView, START},
    messages::values,
    paths,
};
use axum::{
    extract::{Path, RawQuery, State},
    response::Response,
};
use chrono::NaiveDate;
use domain::{
    campaigns::{NewActivity, Planned, ReadyCampaign},
    form::Typed,
    ids::{ActivityId, CampaignId, SegmentId},
    wareki::{self, DateError},
    working_days::WorkingCalendar,
};
use elements::{Choice, FormState};
use leptos::prelude::*;
use store::{
    Tx,
    campaigns::{self, activities},
    offices::segments,
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
    let segments = areas(&tx).await?;
    let (form, start) = match start(asked.get(START)) {
        Ok(start) => (FormState::filled(asked), start),
        Err(DateError::Missing) => (FormState::filled(asked.with(START, wareki::format_date(today))), today),
        Err(error) => (FormState::rejected(asked, vec![(START, values::date("開始する日", &error))]), today),
    };
    render(&tx, &page, slug, ready, &segments, start, form).await
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
    let segments = areas(&tx).await?;
    let start = match start(typed.get(START)) {
        Ok(start) => start,
        Err(error) => {
            let today = app.clock.today();
            let form = FormState::rejected(typed, vec![(START, values::date("開始する日", &error))]);
            return render(&tx, &page, slug, ready, &segments, today, form).await;
        }
    };
    if typed.get("act") == "look" {
        let areas = typed.all(AREAS).map(|area| format!("&{AREAS}={}", paths::query(area)));
        let first = format!("{}?{START}={start}", paths::ready_campaign(&slug, ready));
        return Ok(see_other(&areas.fold(first, |address, area| address + &area)));
    }
    let chosen = chosen(&segments, &typed);
    let names: Vec<String> = chosen.iter().map(|(_, name)| name.clone()).collect();
    let Planned { plan, areas } = ready.plan(&names);
    let (id, now): (CampaignId, _) = (app.clock.id(), app.clock.now());
    let calendar = WorkingCalendar::new(tenants::closed_days(&tx).await?);
    let ids = || -> ActivityId { app.clock.id() };
    let added = campaigns::add_plan(&tx, id, &plan, start, &ids, &calendar, now).await?;
    // What is asked of everybody has everybody's segment, so that its list is one press away.
    let everybody = groups::everybody(&app, &tx).await?;
    for ((activity, _), area) in added.into_iter().zip(areas) {
        let segment = area.and_then(|area| chosen.get(area)).map_or(everybody, |(id, _)| *id);
        let Some(made) = activities::find(&tx, activity).await? else { continue };
        if groups::has_audience(made.text.kind) {
            let text = NewActivity { segment: Some(segment), ..made.text.clone() };
            activities::save(&tx, activity, made.version, &text, now).await?;
        }
    }
    tx.commit().await?;
    Ok(see_other(&format!("{}?done=planned", paths::campaign(&slug, id))))
}

/// A day as it is typed or stands in an address.
fn start(typed: &str) -> Result<NaiveDate, DateError> {
    wareki::parse_date(typed).map(|parsed| parsed.date)
}

/// The segments that an area can be.
async fn areas(tx: &Tx) -> Result<Vec<(SegmentId, String)>, Error> {
    Ok(segments::all(tx).await?.into_iter().map(|saved| (saved.id, saved.named.name)).collect())
}

fn chosen(segments: &[(SegmentId, String)], typed: &Typed) -> Vec<(SegmentId, String)> {
    let is_chosen = |id: SegmentId| typed.all(AREAS).any(|area| area.parse() == Ok(id));
    segments.iter().filter(|(id, _)| is_chosen(*id)).cloned().collect()
}

async fn render(
    tx: &Tx,
    page: &Page,
    slug: String,
    ready: ReadyCampaign,
    segments: &[(SegmentId, String)],
    start: NaiveDate,
    form: FormState,
) -> Result<Response, Error> {
    let names: Vec<String> = chosen(segments, form.typed()).into_iter().map(|(_, name)| name).collect();
    let calendar = WorkingCalendar::new(tenants::closed_days(tx).await?);
    let sources = ready.activities();
    let lines = ready
        .plan(&names)
        .plan
        .activities
        .into_iter()
        .map(|activity| DatedActivity {
            kind: activity.kind,
            days: activity.days(start, &calendar),
            // An activity of an area begins with the title of the one that it was made of.
            source: sources.iter().find(|one| activity.title.starts_with(one.title)).map(|one| one.source),
            title: activity.title,
            note: activity.note,
        })
        .collect();
    let rejected = form.has_errors();
    let segments = segments.iter().map(|(id, name)| Choice::new(id.to_string(), name.clone())).collect();
    let view = ReadyView { slug, ready, lines, segments, form };
    let view = move || view! { <ReadyCampaignPage view/> };
    Ok(if rejected {
        page.unprocessable("ひな形から始める", view)
    } else {
        page.ok("ひな形から始める", view)
    })
}
