//! Asking those once more who did not answer, or do not use the system yet: the next activity, with that audience.

use super::{load_activity, view::is_followable};
use crate::{
    actor::Clerk,
    app::App,
    error::Error,
    page::{Page, see_other},
    posted::Posted,
};
use app::{
    campaigns::AgainPage,
    messages::campaigns::{errors, kind as kind_word},
    paths,
};
use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::{
    campaigns::{ActivityForm, ActivityKind, Choosable, Field, NewActivity, Whom, fit},
    form::Typed,
    ids::{ActivityId, CampaignId},
    wareki,
    working_days::WorkingCalendar,
};
use elements::FormState;
use leptos::prelude::*;
use store::{
    Tx,
    campaigns::{Activity, activities, recipients},
    tenants,
};

const TITLE: &str = "もう一度知らせる活動を作る";
/// After how many days it is proposed.
const AFTER_DAYS: i64 = 14;

/// The kinds that can follow: those with a list.
fn kinds() -> Vec<(ActivityKind, &'static str)> {
    let kinds = ActivityKind::ALL.iter().filter(|kind| kind.channel().is_some());
    kinds.map(|kind| (*kind, kind_word(*kind))).collect()
}

/// How many offices an activity that follows would reach, for each whom.
async fn counts(app: &App, tx: &Tx, earlier: &Activity) -> Result<Vec<(Whom, u64)>, Error> {
    let mut counts = Vec::new();
    for whom in Whom::ALL {
        // As an activity of the same channel would, without what the channel leaves out: a meeting leaves nobody out.
        let text = NewActivity { kind: ActivityKind::GroupGuidance, ..earlier.text.clone() };
        let follows = Some((earlier.id, *whom));
        let next = Activity { text, follows, frozen: None, ..earlier.clone() };
        let decided = recipients::decide(tx, &next, app.clock.today()).await?;
        let targets = decided
            .map_or(0, |(_, decided)| decided.iter().filter(|one| one.exclusion.is_none()).count() as u64);
        counts.push((*whom, targets));
    }
    Ok(counts)
}

/// The form, with a day two weeks on that suits offices.
pub async fn ask(
    clerk: Clerk,
    State(app): State<App>,
    Path((slug, of, id)): Path<(String, CampaignId, ActivityId)>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&clerk.scope()).await?;
    let (campaign, earlier) = load_activity(&tx, of, id).await?;
    if !campaign.state.is_open() || !is_followable(&earlier) {
        return Ok(see_other(&paths::activity(&slug, of, id)));
    }
    let calendar = WorkingCalendar::new(tenants::closed_days(&tx).await?);
    let counts = counts(&app, &tx, &earlier).await?;
    drop(tx);
    let kind = if earlier.text.kind.channel().is_some() { earlier.text.kind } else { ActivityKind::Phone };
    let day = fit(kind, app.clock.today() + chrono::Duration::days(AFTER_DAYS), &calendar);
    let typed = Typed::default()
        .with("whom", Whom::NotAnswered.code())
        .with("kind", kind.code())
        .with(Field::Name.name(), format!("{}（再度）", earlier.text.title))
        .with(Field::Starts.name(), wareki::format_date(day));
    let (title, form) = (earlier.text.title, FormState::filled(typed));
    Ok(page.ok(TITLE, move || {
        view! { <AgainPage slug campaign=of earlier=(id, title) kinds=kinds() counts form/> }
    }))
}

/// Adds the activity, or shows the form again with what is wrong.
pub async fn create(
    clerk: Clerk,
    State(app): State<App>,
    Path((slug, of, id)): Path<(String, CampaignId, ActivityId)>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let tx = app.store.write(&clerk.scope()).await?;
    let (campaign, earlier) = load_activity(&tx, of, id).await?;
    if !campaign.state.is_open() || !is_followable(&earlier) {
        return Ok(see_other(&paths::activity(&slug, of, id)));
    }
    let whom = Whom::from_code(typed.get("whom"));
    let kind = ActivityKind::from_code(typed.get("kind")).filter(|kind| kind.channel().is_some());
    let mut wrong = Vec::new();
    wrong.extend(whom.is_none().then(|| ("whom", "だれに知らせるかを選んでください".to_owned())));
    wrong.extend(kind.is_none().then(|| ("kind", "どの方法で知らせるかを選んでください".to_owned())));
    let (way, days) = (kind.unwrap_or(ActivityKind::Phone), campaign.text.expected_days(app.clock.today()));
    let read = ActivityForm::parse(&typed, way, &Choosable::default(), days);
    let (whom, text) = match (whom, kind, read) {
        (Some(whom), Some(_), Ok(text)) => (whom, text),
        (_, _, read) => {
            wrong.extend(read.err().map(|problems| errors(&problems)).unwrap_or_default());
            let counts = counts(&app, &tx, &earlier).await?;
            let (title, form) = (earlier.text.title, FormState::rejected(typed, wrong));
            return Ok(page.unprocessable(TITLE, move || {
                view! { <AgainPage slug campaign=of earlier=(id, title) kinds=kinds() counts form/> }
            }));
        }
    };
    // What was said before is said again, unless somebody writes it anew.
    let script = if text.kind == earlier.text.kind { earlier.text.script } else { String::new() };
    let text = NewActivity { owner: Some(clerk.id()), script, ..text };
    let next: ActivityId = app.clock.id();
    activities::add(&tx, next, of, &text, Some((id, whom)), app.clock.now()).await?;
    tx.commit().await?;
    Ok(see_other(&format!("{}?done=added", paths::activity(&slug, of, next))))
}
