//! Entering what came back: keyed in line by line, or in the form of one office; and taking it back.

use super::{
    Done, conflict, load_listed, may_write, surveyed,
    view::{Asked, load_view},
};
use crate::{
    actor::{Clerk, Reader},
    app::App,
    error::Error,
    page::{Page, see_other},
    posted::Posted,
};
use app::{
    campaigns::{ActivityPage, RecipientPage, RecipientView},
    messages::campaigns::{entry_errors, entry_fault, reply as reply_word},
    paths,
};
use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use domain::{
    campaigns::{Channel, Entry, EntryFault, EntryField, EntryProblem, Reply, Standing, read_entries},
    form::Typed,
    ids::{ActivityId, CampaignId},
    text,
};
use elements::FormState;
use leptos::prelude::*;
use std::collections::HashMap;
use store::{
    Tx,
    campaigns::{
        Activity, Campaign,
        recipients::{self, Given, Recipient},
    },
    views,
};

/// Whether results are entered now.
fn is_open(campaign: &Campaign, activity: &Activity) -> bool {
    campaign.state.is_open() && activity.state.is_open() && activity.frozen.is_some()
}

/// What the lines say of offices that are in the list and stand open, or all that is wrong. What stands is replaced only
/// where the line says so, or where somebody was to be tried once more.
fn given(entries: Vec<Entry>, list: Vec<Recipient>) -> Result<Vec<Given>, Vec<EntryProblem>> {
    let list: HashMap<u32, Recipient> = list.into_iter().map(|one| (one.place, one)).collect();
    let (mut given, mut problems) = (Vec::new(), Vec::new());
    for entry in entries {
        let Entry { line, place, reply, note, replaces } = entry;
        let fault = match list.get(&place) {
            None => Some(EntryFault::UnknownPlace(place)),
            Some(one) if one.exclusion.is_some() => Some(EntryFault::LeftOut),
            Some(Recipient { reply: Some(before), .. })
                if !replaces && before.standing() != Standing::Again =>
            {
                Some(EntryFault::Entered(*before))
            }
            Some(one) => {
                given.push(Given { place, version: one.version, reply: Some(reply), note });
                None
            }
        };
        problems.extend(fault.map(|fault| EntryProblem { line, fault }));
    }
    if problems.is_empty() { Ok(given) } else { Err(problems) }
}

/// Enters what was keyed in, or shows the page again with every line that is wrong.
pub async fn create(
    clerk: Clerk,
    State(app): State<App>,
    Path((slug, of, id)): Path<(String, CampaignId, ActivityId)>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let tx = app.store.write(&clerk.scope()).await?;
    let (campaign, activity, channel) = load_listed(&tx, of, id).await?;
    let back = paths::activity(&slug, of, id);
    if !is_open(&campaign, &activity) {
        return Ok(see_other(&back));
    }
    let several = !typed.all(EntryField::Several.name()).collect::<String>().is_empty();
    let field = if several { EntryField::Several } else { EntryField::Lines };
    let read = read_entries(channel, typed.get(field.name()));
    let read = match read {
        Ok(entries) => given(entries, recipients::list(&tx, id).await?),
        Err(problems) => Err(problems),
    };
    match read {
        Ok(given) => {
            match recipients::answer(&tx, &activity, &given, app.clock.now()).await {
                Ok(()) => tx.commit().await?,
                Err(store::Error::Stale) => {
                    return Err(stale(&tx, &slug, &activity).await?);
                }
                Err(error) => return Err(error.into()),
            }
            Ok(see_other(&format!("{back}?done=entered#entry")))
        }
        Err(problems) => {
            let words = entry_errors(channel, &problems, several);
            let reader = Reader(clerk.0.clone());
            let view = load_view(&app, &tx, &reader, slug, (&campaign, &activity), &Asked::default()).await?;
            views::record(&tx, app.clock.id(), app.clock.now(), "activity", id.uuid(), "activity-list")
                .await?;
            tx.commit().await?;
            let form = FormState::rejected(typed, vec![(field.name(), words)]);
            let title = view.title.clone();
            Ok(page.unprocessable(&title, move || view! { <ActivityPage activity=view form/> }))
        }
    }
}

async fn stale(tx: &Tx, slug: &str, activity: &Activity) -> Result<Error, Error> {
    let what = format!("「{}」の結果", activity.text.title);
    let changed = (activity.updated_by, activity.updated_at);
    let latest = paths::activity(slug, activity.campaign, activity.id);
    conflict(tx, what, changed, Vec::new(), latest).await
}

/// Somebody entered something for this office meanwhile: what stands, beside what was typed.
async fn stale_one(
    tx: &Tx,
    slug: &str,
    activity: &Activity,
    one: &Recipient,
    given: Given,
) -> Result<Error, Error> {
    let word = |reply: Option<Reply>| reply.map(reply_word).unwrap_or_default().to_owned();
    let what = format!("「{}」の結果", one.target.name);
    let changed = one.replied_by.zip(one.replied_at).unwrap_or((activity.updated_by, activity.updated_at));
    let differences =
        vec![("結果", word(one.reply), word(given.reply)), ("メモ", one.note.clone(), given.note)];
    let latest = paths::recipient(slug, activity.campaign, activity.id, one.place);
    conflict(tx, what, changed, differences, latest).await
}

fn view(
    slug: String,
    (activity, channel): (&Activity, Channel),
    one: &Recipient,
    next: Option<u32>,
    enters: bool,
) -> RecipientView {
    let target = one.target.clone();
    RecipientView {
        slug,
        campaign: activity.campaign,
        activity: (activity.id, activity.text.title.clone()),
        channel,
        script: activity.text.script.clone(),
        place: one.place,
        party: target.party,
        number: target.code(),
        name: target.name,
        address: target.address,
        exclusion: one.exclusion,
        reply: one.reply,
        survey: None,
        version: one.version,
        next,
        enters,
        done: None,
    }
}

/// The next of a list for which nothing was entered, after a place, else from the beginning.
async fn next(tx: &Tx, id: ActivityId, place: u32) -> Result<Option<u32>, Error> {
    let list = recipients::list(tx, id).await?;
    let open = |one: &&Recipient| one.exclusion.is_none() && one.reply.is_none() && one.place != place;
    let after = list.iter().filter(open).find(|one| one.place > place);
    Ok(after.or_else(|| list.iter().find(open)).map(|one| one.place))
}

/// One office of a list: its number to dial, what is said, what came back.
pub async fn ask(
    reader: Reader,
    State(app): State<App>,
    Path((slug, of, id, place)): Path<(String, CampaignId, ActivityId, u32)>,
    Query(Done { done }): Query<Done>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.look(&reader.scope()).await?;
    let (campaign, activity, channel) = load_listed(&tx, of, id).await?;
    let one = recipients::find(&tx, id, place).await?.ok_or(Error::NotFound)?;
    views::record(&tx, app.clock.id(), app.clock.now(), "activity", id.uuid(), "activity-list").await?;
    let next = next(&tx, id, place).await?;
    let enters = may_write(&reader) && is_open(&campaign, &activity);
    let survey = surveyed::of_party(&tx, &slug, (&activity, channel), one.target.party, enters).await?;
    tx.commit().await?;
    let typed = Typed::default()
        .with(EntryField::Reply.name(), one.reply.map_or("", Reply::code))
        .with(EntryField::Note.name(), one.note.clone());
    let done = (done == "entered").then_some("前の事業所の結果を記録しました。次の事業所です。");
    let view = RecipientView { survey, done, ..view(slug, (&activity, channel), &one, next, enters) };
    let (title, form) = (view.name.clone(), FormState::filled(typed));
    Ok(page.ok(&title, move || view! { <RecipientPage recipient=view form/> }))
}

/// Enters what came back from one office, or takes it back; then the list is shown again, or the next office of it.
pub async fn enter(
    clerk: Clerk,
    State(app): State<App>,
    Path((slug, of, id, place)): Path<(String, CampaignId, ActivityId, u32)>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let tx = app.store.write(&clerk.scope()).await?;
    let (campaign, activity, channel) = load_listed(&tx, of, id).await?;
    let one = recipients::find(&tx, id, place).await?.ok_or(Error::NotFound)?;
    let back = paths::activity(&slug, of, id);
    if !is_open(&campaign, &activity) || one.exclusion.is_some() {
        return Ok(see_other(&back));
    }
    let undo = typed.get("how") == "undo";
    let version = typed.version();
    let reply =
        Reply::from_code(typed.get(EntryField::Reply.name())).filter(|reply| reply.key(channel).is_some());
    let note = text::tidy_prose(typed.get(EntryField::Note.name()));
    let mut errors = Vec::new();
    if !undo && reply.is_none() {
        errors.push((EntryField::Reply.name(), "結果を選んでください".to_owned()));
    }
    if !undo && text::graphemes(&note) > Entry::NOTE {
        errors.push((EntryField::Note.name(), entry_fault(channel, &EntryFault::LongNote(Entry::NOTE))));
    }
    if !errors.is_empty() {
        let next = next(&tx, id, place).await?;
        let survey = surveyed::of_party(&tx, &slug, (&activity, channel), one.target.party, true).await?;
        let view = RecipientView { survey, ..view(slug, (&activity, channel), &one, next, true) };
        let (title, form) = (view.name.clone(), FormState::rejected(typed, errors));
        return Ok(page.unprocessable(&title, move || view! { <RecipientPage recipient=view form/> }));
    }
    let reply = if undo { None } else { reply };
    let given = [Given { place, version, reply, note }];
    let then = if typed.get("how") == "next" { next(&tx, id, place).await? } else { None };
    match recipients::answer(&tx, &activity, &given, app.clock.now()).await {
        Ok(()) => tx.commit().await?,
        Err(store::Error::Stale) => {
            let [given] = given;
            return Err(stale_one(&tx, &slug, &activity, &one, given).await?);
        }
        Err(error) => return Err(error.into()),
    }
    if let Some(then) = then {
        return Ok(see_other(&format!("{}?done=entered", paths::recipient(&slug, of, id, then))));
    }
    let done = if undo { "undone" } else { "entered" };
    Ok(see_other(&format!("{back}?done={done}#offices")))
}

/// A letter or a fax went to all for whom nothing was entered, or none of them came to the meeting.
pub async fn send(
    clerk: Clerk,
    State(app): State<App>,
    Path((slug, of, id)): Path<(String, CampaignId, ActivityId)>,
    Posted(_): Posted,
) -> Result<Response, Error> {
    let tx = app.store.write(&clerk.scope()).await?;
    let (campaign, activity, channel) = load_listed(&tx, of, id).await?;
    let back = paths::activity(&slug, of, id);
    let Some(reply) = Reply::of_the_rest(channel).filter(|_| is_open(&campaign, &activity)) else {
        return Ok(see_other(&back));
    };
    recipients::the_rest(&tx, &activity, reply, app.clock.now()).await?;
    tx.commit().await?;
    let done = if reply == Reply::StayedAway { "rest" } else { "sent" };
    Ok(see_other(&format!("{back}?done={done}")))
}

/// Takes an office out of the list for which nothing was entered, or back into it.
pub async fn take_out(
    clerk: Clerk,
    State(app): State<App>,
    Path((slug, of, id, place)): Path<(String, CampaignId, ActivityId, u32)>,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let tx = app.store.write(&clerk.scope()).await?;
    let (campaign, activity, _) = load_listed(&tx, of, id).await?;
    let back = paths::activity(&slug, of, id);
    if !is_open(&campaign, &activity) {
        return Ok(see_other(&back));
    }
    let out = typed.get("out") != "no";
    match recipients::take_out(&tx, &activity, place, out, app.clock.now()).await {
        Ok(()) => tx.commit().await?,
        // Somebody entered something for it, or took it out before.
        Err(store::Error::Stale) => {
            return Ok(see_other(&paths::recipient(&slug, of, id, place)));
        }
        Err(error) => return Err(error.into()),
    }
    Ok(see_other(&format!("{back}?done={}#offices", if out { "out" } else { "back" })))
}
