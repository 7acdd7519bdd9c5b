//! One campaign with its activities, its numbers and what followed.

use super::{Done, choices::Named, load, may_write, name};
use crate::{actor::Reader, app::App, error::Error, export::Saving, page::Page};
use app::{
    campaigns::{ActivityLine, CampaignPage, CampaignView, Money},
    messages::campaigns::{kind, state},
    paths,
};
use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use domain::{
    campaigns::{ActivityKind, Standing, State as Stands, Tally, is_overdue, warnings},
    ids::{ActivityId, CampaignId},
    mailings::{Counts, Outcome},
    money::Yen,
    working_days::WorkingCalendar,
};
use leptos::prelude::*;
use std::collections::BTreeMap;
use store::{
    Tx, accounts,
    campaigns::{self, Activity, Campaign, activities, recipients},
    surveys, tenants,
};
use tables::{Field, Kind, Table};

const FIELDS: [Field<ActivityLine>; 10] = [
    ("順", Kind::Number, |line| i64::from(line.place).into()),
    ("種類", Kind::Text, |line| kind(line.kind).into()),
    ("名称", Kind::Text, |line| line.title.clone().into()),
    ("開始日", Kind::Date, |line| line.days.0.into()),
    ("終了日", Kind::Date, |line| line.days.1.into()),
    ("担当者", Kind::Text, |line| line.owner.clone().into()),
    ("対象", Kind::Text, |line| line.audience.clone().into()),
    ("状態", Kind::Text, |line| state(line.state).into()),
    ("件数", Kind::Text, |line| line.counts.clone().into()),
    ("結果", Kind::Text, |line| line.result.clone().into()),
];

/// What was forwarded goes by mail, and by letter to whoever has neither mail nor fax.
pub(super) const LETTER: &str = "forwarded_letter";

/// What was just done, as a sentence.
fn told(done: &str) -> Option<&'static str> {
    Some(match done {
        "added" => "キャンペーンを作りました。続けて、活動を加えてください。",
        "saved" => "保存しました。",
        "planned" => "キャンペーンを作りました。日付、担当者、内容を確かめてください。",
        "forwarded" => {
            "メールの下書きとFAXの一覧を作りました。メールはプレビューで確かめてから送り、FAXは送った後に結果を入力してください。"
        }
        LETTER => {
            "メールの下書きを作りました。プレビューで確かめてから送ってください。メールのない事業所に、FAXで送れるところはありません。宛名ラベルと送付状を印刷して、郵送できます。"
        }
        "forwarded_mail" => {
            "メールの下書きを作りました。プレビューで確かめてから送ってください。FAXの一覧はありません。"
        }
        "activity" => "活動を加えました。",
        "moved" => "活動の順番を変えました。",
        "removed" => "活動を削除しました。",
        "closed" => "キャンペーンを終えました。",
        "reopened" => "キャンペーンを再開しました。",
        _ => return None,
    })
}

/// A campaign.
pub async fn show(
    reader: Reader,
    State(app): State<App>,
    Path((slug, id)): Path<(String, CampaignId)>,
    Query(Done { done }): Query<Done>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&reader.scope()).await?;
    let campaign = load(&tx, id).await?;
    let all = activities::of_campaign(&tx, id).await?;
    let ids: Vec<ActivityId> = all.iter().map(|activity| activity.id).collect();
    let tallies = recipients::tallies(&tx, &ids).await?;
    let lines = lines(&app, &tx, &campaign, &all, &tallies).await?;
    let followed = campaigns::followed(&tx, &campaign, app.clock.today()).await?;
    let owner = match campaign.text.owner {
        Some(owner) => name(&accounts::names(&tx).await?, owner),
        None => String::new(),
    };
    let view = CampaignView {
        id,
        version: campaign.version,
        name: campaign.text.name.clone(),
        aims: campaign.text.aims.clone(),
        state: campaign.state,
        days: (campaign.text.starts_on, campaign.text.ends_on),
        owner,
        closing: campaign.closing.clone(),
        channels: channels(&all, &everywhere(&tx, &all, &tallies).await?),
        money: Money { budget: campaign.text.budget, spent: spent(&all) },
        rates: (followed.before, followed.after),
        effect: followed.effect,
        may_write: may_write(&reader),
        removable: all.iter().all(|one| one.state == Stands::Planned && one.frozen.is_none()),
        activities: lines,
        done: told(&done),
        next: if done.starts_with("forwarded") { to_send(&slug, id, &all, &done) } else { Vec::new() },
        slug,
    };
    drop(tx);
    let title = view.name.clone();
    Ok(page.ok(&title, move || view! { <CampaignPage campaign=view/> }))
}

/// The pages from which what was just made is sent: the mail, and the paper for the fax, or the letters in its place.
fn to_send(slug: &str, campaign: CampaignId, all: &[Activity], done: &str) -> Vec<(&'static str, String)> {
    let paper = if done == LETTER {
        "宛名ラベルと送付状を印刷する"
    } else {
        "FAXの送付票と一覧を印刷する"
    };
    let way = |activity: &Activity| match (activity.text.kind, activity.text.mailing) {
        (ActivityKind::Mail, Some(mailing)) => Some(("メールを確かめて送る", paths::mailing(slug, mailing))),
        (ActivityKind::Fax, _) if activity.frozen.is_some() => {
            Some((paper, paths::activity_paper(slug, campaign, activity.id)))
        }
        _ => None,
    };
    all.iter().filter_map(way).collect()
}

/// Its activities as a table.
pub async fn export(
    reader: Reader,
    State(app): State<App>,
    Path((_, id)): Path<(String, CampaignId)>,
    saving: Saving,
) -> Result<Response, Error> {
    let tx = app.store.read(&reader.scope()).await?;
    let campaign = load(&tx, id).await?;
    let all = activities::of_campaign(&tx, id).await?;
    let ids: Vec<ActivityId> = all.iter().map(|activity| activity.id).collect();
    let tallies = recipients::tallies(&tx, &ids).await?;
    let lines = lines(&app, &tx, &campaign, &all, &tallies).await?;
    drop(tx);
    let name = format!("活動_{}", campaign.text.name);
    saving.answer(&name, Table::of("活動", &FIELDS, &lines))
}

/// What its activities cost, but for what was dropped before it cost anything.
fn spent(all: &[Activity]) -> Yen {
    Yen::total(all.iter().filter_map(|activity| activity.text.cost)).unwrap_or(Yen::ZERO)
}

/// The counts of lists, wherever they are kept: here, with a mailing that was sent, with a survey.
async fn everywhere(
    tx: &Tx,
    all: &[Activity],
    tallies: &BTreeMap<ActivityId, Tally>,
) -> Result<BTreeMap<ActivityId, Tally>, Error> {
    let mut everywhere = tallies.clone();
    for activity in all {
        if let Some(mailed) = recipients::mailed(tx, activity).await?.filter(|mailed| mailed.total() > 0) {
            everywhere.insert(activity.id, Tally::of_mailing(&mailed));
        } else if let Some(survey) = activity.text.survey {
            let reach = surveys::reach(tx, survey).await?;
            if reach.asked > 0 {
                everywhere.insert(activity.id, Tally::of_survey(reach.asked, reach.answered));
            }
        }
    }
    Ok(everywhere)
}

/// The counts of the lists of each kind, in the order of the kinds.
fn channels(all: &[Activity], tallies: &BTreeMap<ActivityId, Tally>) -> Vec<(ActivityKind, Tally)> {
    let of = |kind: &ActivityKind| {
        let mut sum: Option<Tally> = None;
        for activity in all.iter().filter(|activity| activity.text.kind == *kind) {
            if let Some(tally) = tallies.get(&activity.id) {
                sum.get_or_insert_default().join(tally);
            }
        }
        sum.map(|sum| (*kind, sum))
    };
    ActivityKind::ALL.iter().filter_map(of).collect()
}

async fn lines(
    app: &App,
    tx: &Tx,
    campaign: &Campaign,
    all: &[Activity],
    tallies: &BTreeMap<ActivityId, Tally>,
) -> Result<Vec<ActivityLine>, Error> {
    let texts: Vec<_> = all.iter().map(|activity| &activity.text).collect();
    let named = Named::of(tx, &texts).await?;
    let people = accounts::names(tx).await?;
    let calendar = WorkingCalendar::new(tenants::closed_days(tx).await?);
    let today = app.clock.today();
    let span = (campaign.text.starts_on, campaign.text.ends_on);
    let mut lines = Vec::with_capacity(all.len());
    for activity in all {
        let text = &activity.text;
        let follows = activity.follows.and_then(|(earlier, _)| {
            let earlier = all.iter().find(|one| one.id == earlier)?;
            Some(format!("「{}」の対象から", earlier.text.title))
        });
        let audience = named
            .mailing(text)
            .or_else(|| named.survey(text))
            .or_else(|| named.session(text))
            .or(follows)
            .or_else(|| activity.frozen.as_ref().map(|(_, audience)| audience.of.clone()))
            .or_else(|| named.segment(text));
        let against = text.starts_on.filter(|_| activity.state == Stands::Planned);
        lines.push(ActivityLine {
            id: activity.id,
            place: activity.place,
            kind: text.kind,
            title: text.title.clone(),
            state: activity.state,
            days: (text.starts_on, text.ends_on),
            warnings: against.map(|day| warnings(text.kind, day, span, &calendar)).unwrap_or_default(),
            overdue: is_overdue(activity.state, text.starts_on, text.ends_on, today),
            owner: text.owner.map(|owner| name(&people, owner)).unwrap_or_default(),
            audience: audience.unwrap_or_default(),
            material: named.material(text).unwrap_or_default(),
            counts: counts(tx, activity, tallies.get(&activity.id)).await?,
            result: activity.result.clone(),
            done_on: activity.done_on,
        });
    }
    Ok(lines)
}

/// The numbers of an activity in words, whatever keeps its list.
pub(super) async fn counts(tx: &Tx, activity: &Activity, tally: Option<&Tally>) -> Result<String, Error> {
    if let Some(tally) = tally {
        return Ok(format!(
            "対象{}件のうち{}件に知らせる。記録{}件、応答{}件",
            tally.total(),
            tally.targets(),
            tally.entered(),
            tally.standing(Standing::Answered)
        ));
    }
    if let Some(mailed) = recipients::mailed(tx, activity).await? {
        return Ok(mailed_words(&mailed));
    }
    if let Some(survey) = activity.text.survey {
        let reach = surveys::reach(tx, survey).await?;
        return Ok(format!("依頼{}件、回答{}件", reach.asked, reach.answered));
    }
    if let Some(session) = activity.text.session {
        let all = store::demos::registrations::of_session(tx, session).await?;
        let placed: Vec<_> = all.iter().filter(|one| one.is_placed()).collect();
        let people: u32 = placed.iter().map(|one| u32::from(one.people)).sum();
        return Ok(format!("申込み{}件・{people}人", placed.len()));
    }
    Ok(String::new())
}

fn mailed_words(mailed: &Counts) -> String {
    if mailed.total() == 0 {
        return "お知らせは下書きです".to_owned();
    }
    format!(
        "対象{}件、送信済み{}件、不達{}件",
        mailed.total(),
        mailed.get(Outcome::Sent),
        mailed.get(Outcome::Refused)
    )
}
