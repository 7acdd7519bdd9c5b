//! Ending campaigns and activities, beginning them, opening them again, removing what was never begun.

use super::{conflict, load, load_activity};
use crate::{
    actor::Clerk,
    app::App,
    error::Error,
    page::{Page, see_other},
    posted::Posted,
};
use app::{
    campaigns::{ClosingPage, ClosingUse},
    messages::campaigns::{errors, sentence},
    paths,
};
use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::{
    campaigns::{ActivityForm, Field, Problem, State as Stands, read_reason},
    form::Typed,
    ids::{ActivityId, CampaignId},
    text,
};
use elements::FormState;
use leptos::prelude::*;
use store::{
    Tx,
    campaigns::{self, Activity, Campaign, activities},
};

const END: &str = "キャンペーンを終える";
const REMOVE: &str = "キャンペーンの削除の確認";
const DONE: &str = "活動を完了にする";
const DROP: &str = "活動を中止する";

async fn stale_campaign(tx: &Tx, slug: &str, campaign: &Campaign) -> Result<Error, Error> {
    let what = format!("キャンペーン「{}」", campaign.text.name);
    let changed = (campaign.updated_by, campaign.updated_at);
    conflict(tx, what, changed, Vec::new(), paths::campaign(slug, campaign.id)).await
}

async fn stale_activity(tx: &Tx, slug: &str, activity: &Activity) -> Result<Error, Error> {
    let what = format!("活動「{}」", activity.text.title);
    let changed = (activity.updated_by, activity.updated_at);
    let latest = paths::activity(slug, activity.campaign, activity.id);
    conflict(tx, what, changed, Vec::new(), latest).await
}

fn render(page: &Page, slug: String, usage: ClosingUse, of: (String, i32), form: FormState) -> Response {
    let (name, version) = of;
    let title = match usage {
        ClosingUse::Campaign(..) => END,
        ClosingUse::Removal(_) => REMOVE,
        ClosingUse::Done(..) => DONE,
        ClosingUse::Drop(..) => DROP,
    };
    let wrong = !form.errors().is_empty();
    let shown = move || view! { <ClosingPage slug usage name version form/> };
    if wrong { page.unprocessable(title, shown) } else { page.ok(title, shown) }
}

/// How many activities of a campaign are open.
async fn open(tx: &Tx, id: CampaignId) -> Result<u64, Error> {
    let all = activities::of_campaign(tx, id).await?;
    Ok(all.iter().filter(|activity| activity.state.is_open()).count() as u64)
}

/// Asks how a campaign ended.
pub async fn ask(
    clerk: Clerk,
    State(app): State<App>,
    Path((slug, id)): Path<(String, CampaignId)>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&clerk.scope()).await?;
    let campaign = load(&tx, id).await?;
    if !campaign.state.is_open() {
        return Ok(see_other(&paths::campaign(&slug, id)));
    }
    let usage = ClosingUse::Campaign(id, open(&tx, id).await?);
    Ok(render(&page, slug, usage, (campaign.text.name, campaign.version), FormState::empty()))
}

/// Ends it: done, or dropped with the reason.
pub async fn close(
    clerk: Clerk,
    State(app): State<App>,
    Path((slug, id)): Path<(String, CampaignId)>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let tx = app.store.write(&clerk.scope()).await?;
    let campaign = load(&tx, id).await?;
    if !campaign.state.is_open() {
        return Ok(see_other(&paths::campaign(&slug, id)));
    }
    let state = if typed.get("how") == "dropped" { Stands::Dropped } else { Stands::Done };
    let closing = match (read_reason(&typed), state) {
        (Ok(reason), _) => reason,
        // Nothing has to be said about what was done.
        (Err((_, Problem::Missing)), Stands::Done) => String::new(),
        (Err((field, problem)), _) => {
            let words = match problem {
                Problem::Missing => "中止の理由を入力してください".to_owned(),
                problem => sentence(field, &problem),
            };
            let form = FormState::rejected(typed, vec![(field.name(), words)]);
            let usage = ClosingUse::Campaign(id, open(&tx, id).await?);
            return Ok(render(&page, slug, usage, (campaign.text.name, campaign.version), form));
        }
    };
    if typed.version() != campaign.version {
        return Err(stale_campaign(&tx, &slug, &campaign).await?);
    }
    campaigns::close(&tx, &campaign, state, &closing, app.clock.now()).await?;
    tx.commit().await?;
    Ok(see_other(&format!("{}?done=closed", paths::campaign(&slug, id))))
}

/// Opens a campaign again.
pub async fn reopen(
    clerk: Clerk,
    State(app): State<App>,
    Path((slug, id)): Path<(String, CampaignId)>,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let tx = app.store.write(&clerk.scope()).await?;
    let campaign = load(&tx, id).await?;
    if campaign.state.is_open() {
        return Ok(see_other(&paths::campaign(&slug, id)));
    }
    if typed.version() != campaign.version {
        return Err(stale_campaign(&tx, &slug, &campaign).await?);
    }
    campaigns::reopen(&tx, &campaign, app.clock.now()).await?;
    tx.commit().await?;
    Ok(see_other(&format!("{}?done=reopened", paths::campaign(&slug, id))))
}

/// Asks before a campaign is removed of which nothing was done.
pub async fn ask_removal(
    clerk: Clerk,
    State(app): State<App>,
    Path((slug, id)): Path<(String, CampaignId)>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&clerk.scope()).await?;
    let campaign = load(&tx, id).await?;
    let usage = ClosingUse::Removal(id);
    Ok(render(&page, slug, usage, (campaign.text.name, campaign.version), FormState::empty()))
}

/// Removes it; where something was done meanwhile it stays, and its page says how it stands.
pub async fn remove(
    clerk: Clerk,
    State(app): State<App>,
    Path((slug, id)): Path<(String, CampaignId)>,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let tx = app.store.write(&clerk.scope()).await?;
    let campaign = load(&tx, id).await?;
    let all = activities::of_campaign(&tx, id).await?;
    if !all.iter().all(is_removable) {
        return Ok(see_other(&paths::campaign(&slug, id)));
    }
    if typed.version() != campaign.version {
        return Err(stale_campaign(&tx, &slug, &campaign).await?);
    }
    if !campaigns::remove(&tx, &campaign, app.clock.now()).await? {
        return Ok(see_other(&paths::campaign(&slug, id)));
    }
    tx.commit().await?;
    Ok(see_other(&format!("{}?done=removed", paths::campaigns(&slug))))
}

/// Begins an activity, or opens it again.
pub async fn begin(
    clerk: Clerk,
    State(app): State<App>,
    Path((slug, of, id)): Path<(String, CampaignId, ActivityId)>,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let tx = app.store.write(&clerk.scope()).await?;
    let (campaign, activity) = load_activity(&tx, of, id).await?;
    let back = paths::activity(&slug, of, id);
    if !campaign.state.is_open() || !activity.state.may_become(Stands::UnderWay) {
        return Ok(see_other(&back));
    }
    if typed.version() != activity.version {
        return Err(stale_activity(&tx, &slug, &activity).await?);
    }
    let kept = (activity.result.as_str(), None, None);
    activities::set_state(&tx, &activity, Stands::UnderWay, kept, app.clock.now()).await?;
    tx.commit().await?;
    Ok(see_other(&format!("{back}?done=begun")))
}

/// Asks what came of an activity.
pub async fn ask_result(
    clerk: Clerk,
    State(app): State<App>,
    Path((slug, of, id)): Path<(String, CampaignId, ActivityId)>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&clerk.scope()).await?;
    let (campaign, activity) = load_activity(&tx, of, id).await?;
    if !campaign.state.is_open() || !activity.state.may_become(Stands::Done) {
        return Ok(see_other(&paths::activity(&slug, of, id)));
    }
    let cost = activity.text.cost.map(|cost| cost.get().to_string()).unwrap_or_default();
    let typed =
        Typed::default().with(Field::Closing.name(), activity.result.clone()).with(Field::Cost.name(), cost);
    let usage = ClosingUse::Done(of, id);
    Ok(render(&page, slug, usage, (activity.text.title, activity.version), FormState::filled(typed)))
}

/// The activity is done.
pub async fn finish(
    clerk: Clerk,
    State(app): State<App>,
    Path((slug, of, id)): Path<(String, CampaignId, ActivityId)>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let tx = app.store.write(&clerk.scope()).await?;
    let (campaign, activity) = load_activity(&tx, of, id).await?;
    let back = paths::activity(&slug, of, id);
    if !campaign.state.is_open() || !activity.state.may_become(Stands::Done) {
        return Ok(see_other(&back));
    }
    let (result, done_on, cost) = match ActivityForm::read_end(&typed, app.clock.today()) {
        Ok(read) => read,
        Err(problems) => {
            let form = FormState::rejected(typed, errors(&problems));
            let usage = ClosingUse::Done(of, id);
            return Ok(render(&page, slug, usage, (activity.text.title, activity.version), form));
        }
    };
    if typed.version() != activity.version {
        return Err(stale_activity(&tx, &slug, &activity).await?);
    }
    let end = (result.as_str(), Some(done_on), cost);
    activities::set_state(&tx, &activity, Stands::Done, end, app.clock.now()).await?;
    tx.commit().await?;
    Ok(see_other(&format!("{back}?done=finished")))
}

fn is_removable(activity: &Activity) -> bool {
    activity.state == Stands::Planned && activity.frozen.is_none()
}

/// Whether it can be removed alone: of what another follows the audience would be lost.
async fn is_removable_alone(tx: &Tx, activity: &Activity) -> Result<bool, Error> {
    let all = activities::of_campaign(tx, activity.campaign).await?;
    let follows = |one: &Activity| one.follows.is_some_and(|(earlier, _)| earlier == activity.id);
    Ok(is_removable(activity) && !all.iter().any(follows))
}

/// Asks why an activity is dropped.
pub async fn ask_dropping(
    clerk: Clerk,
    State(app): State<App>,
    Path((slug, of, id)): Path<(String, CampaignId, ActivityId)>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&clerk.scope()).await?;
    let (campaign, activity) = load_activity(&tx, of, id).await?;
    if !campaign.state.is_open() || !activity.state.may_become(Stands::Dropped) {
        return Ok(see_other(&paths::activity(&slug, of, id)));
    }
    let usage = ClosingUse::Drop(of, id, is_removable_alone(&tx, &activity).await?);
    Ok(render(&page, slug, usage, (activity.text.title, activity.version), FormState::empty()))
}

/// Drops it with the reason, or removes it where nothing was done.
pub async fn drop_it(
    clerk: Clerk,
    State(app): State<App>,
    Path((slug, of, id)): Path<(String, CampaignId, ActivityId)>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let tx = app.store.write(&clerk.scope()).await?;
    let (campaign, activity) = load_activity(&tx, of, id).await?;
    let back = paths::activity(&slug, of, id);
    if !campaign.state.is_open() || !activity.state.may_become(Stands::Dropped) {
        return Ok(see_other(&back));
    }
    let now = app.clock.now();
    let removable = is_removable_alone(&tx, &activity).await?;
    if typed.get("how") == "removed" && removable {
        if typed.version() != activity.version {
            return Err(stale_activity(&tx, &slug, &activity).await?);
        }
        activities::remove(&tx, &activity, now).await?;
        tx.commit().await?;
        return Ok(see_other(&format!("{}?done=removed", paths::campaign(&slug, of))));
    }
    let reason = match read_reason(&typed) {
        Ok(reason) => text::tidy_prose(&reason),
        Err((field, problem)) => {
            let words = match problem {
                Problem::Missing => "中止の理由を入力してください".to_owned(),
                problem => sentence(field, &problem),
            };
            let form = FormState::rejected(typed, vec![(field.name(), words)]);
            let usage = ClosingUse::Drop(of, id, removable);
            return Ok(render(&page, slug, usage, (activity.text.title, activity.version), form));
        }
    };
    if typed.version() != activity.version {
        return Err(stale_activity(&tx, &slug, &activity).await?);
    }
    let end = (reason.as_str(), None, None);
    activities::set_state(&tx, &activity, Stands::Dropped, end, now).await?;
    tx.commit().await?;
    Ok(see_other(&format!("{back}?done=dropped")))
}
