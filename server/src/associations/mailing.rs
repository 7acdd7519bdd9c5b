//! A mailing that offices got, sent to bodies as well: what was approved once, and to each body once.

use crate::{
    actor::Clerk,
    app::App,
    error::Error,
    mailings::letters::{self, About, Texts},
    page::{Page, see_other},
    posted::Posted,
};
use app::{
    associations::{AssociationMailingPage, MailingChoice},
    paths,
};
use axum::{
    extract::{Query, State},
    response::Response,
};
use chrono::{DateTime, Utc};
use domain::{
    form::Typed,
    ids::{AssociationId, MailingId},
    mailings::StageName,
};
use elements::FormState;
use leptos::prelude::*;
use store::{
    Tx,
    associations::{self, Kept},
    mailings::{self, Mailing},
    mails::{self, Extra, Mail, Offered},
};

const TITLE: &str = "関係団体にお知らせを送る";

/// What an address may say.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub struct Asked {
    sent: Option<u64>,
    stopped: Option<u64>,
    known: Option<u64>,
    mailing: String,
}

/// The choice.
pub async fn show(
    clerk: Clerk,
    State(app): State<App>,
    Query(asked): Query<Asked>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&clerk.scope()).await?;
    let (mailings, bodies) = (sendable(&tx, app.clock.now()).await?, reachable(&tx).await?);
    let done = asked.sent.map(|sent| {
        let mut told = format!("{sent}団体に送ります");
        for (count, why) in
            [(asked.known, "すでに送ってあります"), (asked.stopped, "配信を止めているので送りません")]
        {
            if let Some(count) = count.filter(|count| *count > 0) {
                told = format!("{told}。{count}団体には{why}");
            }
        }
        told
    });
    let slug = clerk.tenant.slug.clone();
    let (mailings, associations) = (choices(&mailings), named(&bodies));
    let form = FormState::filled(Typed::default().with("mailing", asked.mailing));
    Ok(page.ok(TITLE, move || view! { <AssociationMailingPage slug mailings associations form done/> }))
}

/// Mailings that were sent to offices, or are being sent: somebody stood for their texts. What is out of date is not sent
/// to anybody any more.
async fn sendable(tx: &Tx, now: DateTime<Utc>) -> Result<Vec<Mailing>, Error> {
    let sent = mailings::all(tx).await?.into_iter().filter(|one| !one.plan.is_over(now));
    Ok(sent.filter(|one| matches!(one.stage.name(), StageName::Sending | StageName::Sent)).collect())
}

async fn reachable(tx: &Tx) -> Result<Vec<Kept>, Error> {
    let all = associations::all(tx).await?.into_iter();
    Ok(all.filter(|kept| kept.put_away_at.is_none() && kept.association.email.is_some()).collect())
}

fn choices(mailings: &[Mailing]) -> Vec<MailingChoice> {
    mailings.iter().map(|one| (one.id.to_string(), one.text.subject.clone())).collect()
}

fn named(bodies: &[Kept]) -> Vec<MailingChoice> {
    bodies.iter().map(|kept| (kept.id.to_string(), kept.association.name.clone())).collect()
}

/// Sends it. Twice is once: the mail of a body and a mailing has always the same id.
pub async fn create(
    clerk: Clerk,
    State(app): State<App>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let slug = clerk.tenant.slug.clone();
    let tx = app.store.write(&clerk.scope()).await?;
    let (sendable, reachable) = (sendable(&tx, app.clock.now()).await?, reachable(&tx).await?);
    let (mailing, bodies) = match chosen(&typed, &sendable, &reachable) {
        Ok(chosen) => chosen,
        Err(errors) => {
            let (mailings, associations) = (choices(&sendable), named(&reachable));
            let (form, done) = (FormState::rejected(typed, errors), None);
            return Ok(page.unprocessable(TITLE, move || {
                view! { <AssociationMailingPage slug mailings associations form done/> }
            }));
        }
    };
    let texts = Texts::of(&app, &slug, mailing)?;
    let (mut sent, mut known, mut stopped) = (0, 0, 0);
    for body in bodies {
        let mail = mail(&app, &clerk, &texts, mailing.id, body);
        let extra = Extra {
            html: mailing.text.html,
            not_after: mailing.plan.not_after,
            topic: Some(mailing.text.topic),
        };
        match mails::offer_with(&tx, app.clock.id(), mail, extra).await? {
            Offered::Written => sent += 1,
            Offered::Known => known += 1,
            Offered::OptedOut | Offered::TopicStopped | Offered::Suppressed => stopped += 1,
        }
    }
    if sent + stopped > 0 {
        associations::record_mailing(&tx, mailing.id, (sent, stopped), app.clock.now())?;
    }
    tx.commit().await?;
    let here = paths::association_mailing(&slug);
    Ok(see_other(&format!("{here}?sent={sent}&stopped={stopped}&known={known}")))
}

type Chosen<'a> = (&'a Mailing, Vec<&'a Kept>);

fn chosen<'a>(
    typed: &Typed,
    mailings: &'a [Mailing],
    bodies: &'a [Kept],
) -> Result<Chosen<'a>, Vec<(&'static str, String)>> {
    let mut errors = Vec::new();
    let id = typed.get("mailing").parse::<MailingId>().ok();
    let mailing = mailings.iter().find(|one| Some(one.id) == id);
    if mailing.is_none() {
        errors.push(("mailing", "送るお知らせを選んでください".to_owned()));
    }
    let ids: Vec<AssociationId> = typed.all("associations").filter_map(|id| id.parse().ok()).collect();
    let chosen: Vec<&Kept> = bodies.iter().filter(|kept| ids.contains(&kept.id)).collect();
    if chosen.is_empty() {
        errors.push(("associations", "送る関係団体を選んでください".to_owned()));
    }
    match mailing {
        Some(mailing) if errors.is_empty() => Ok((mailing, chosen)),
        _ => Err(errors),
    }
}

/// The mail of a body: the places of an office are filled with what the body is called.
fn mail(app: &App, clerk: &Clerk, texts: &Texts, mailing: MailingId, body: &Kept) -> Mail {
    let association = &body.association;
    let facts = letters::association_facts(app, &clerk.tenant, association);
    let recipient = association.email.as_ref().map(|email| email.as_str().to_owned()).unwrap_or_default();
    let to = (associations::mail_of(mailing, body.id), recipient, association.name.clone());
    let written = letters::mail(app, &clerk.tenant, texts, &facts, to, About::Audience(mailing));
    Mail { about: Some(("association", body.id.uuid())), ..written }
}
