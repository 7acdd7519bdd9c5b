//! The second person: approves what a colleague wrote to many, or gives it back; who asked takes it back.

use super::{
    labels, load,
    sending::changed,
    show::{counts, fingerprint},
};
use crate::{
    actor::Reviewer,
    app::App,
    error::Error,
    page::{Page, see_other},
    posted::Posted,
};
use app::{
    mailings::{Answering, ApprovalPage, ApprovalView},
    paths,
};
use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use chrono::{DateTime, Utc};
use domain::{
    form::Typed,
    ids::{AccountId, MailingId},
    mailings::{Recipient, Stage, StageName, may_approve},
    text,
};
use elements::FormState;
use leptos::prelude::*;
use store::{
    Tx, accounts,
    mailings::{self, Going, Mailing},
    offices::segments::Saved,
};

const TITLE: &str = "お知らせの承認";
/// The most characters of a reason.
const REASON: usize = 500;
/// Who wrote it tried to approve it.
const NOT_OWN: &str =
    "自分で書いたお知らせや、自分で依頼したお知らせは、承認できません。ほかの人に頼んでください";

/// What was just done.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub struct Asked {
    done: String,
}

/// Who asked for a second person; none where nobody waits for one.
fn asker(mailing: &Mailing) -> Option<(AccountId, DateTime<Utc>)> {
    match mailing.stage {
        Stage::Proposed { by, at } => Some((by, at)),
        _ => None,
    }
}

/// What the viewer may do; nothing where neither is the viewer's.
fn answering(reviewer: &Reviewer, mailing: &Mailing) -> Option<Answering> {
    let (by, _) = asker(mailing)?;
    Some(if may_approve(reviewer.id(), &mailing.writers, by) { Answering::Second } else { Answering::Own })
}

/// The page of who is to approve.
pub async fn show(
    reviewer: Reviewer,
    State(app): State<App>,
    Path((slug, id)): Path<(String, MailingId)>,
    Query(Asked { done }): Query<Asked>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&reviewer.scope()).await?;
    let (mut mailing, segment) = load(&tx, id).await?;
    if mailing.stage.name() != StageName::Proposed {
        let told = if done.is_empty() { String::new() } else { format!("?done={done}") };
        return Ok(see_other(&format!("{}{told}", paths::mailing(&slug, id))));
    }
    let recipients = mailings::decide_for(&tx, &mailing, &segment).await?;
    mailing.plan = mailing.plan.left(app.clock.now());
    // There is no page where nobody outside reaches the program.
    mailing.text.published &= app.config.public_side;
    let asking = (None, FormState::empty());
    let view = asked(&tx, &reviewer, slug, mailing, segment, &recipients, asking).await?;
    let done = (done == "proposed").then_some("承認を依頼しました。まだ送っていません。");
    let view = ApprovalView { done, ..view };
    Ok(page.ok(TITLE, move || view! { <ApprovalPage approval=view/> }))
}

/// Approves it, gives it back, or takes the asking back.
pub async fn create(
    reviewer: Reviewer,
    State(app): State<App>,
    Path((slug, id)): Path<(String, MailingId)>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let tx = app.store.write(&reviewer.scope()).await?;
    let (mut mailing, segment) = load(&tx, id).await?;
    // Whoever was faster has answered already.
    let Some(answering) = answering(&reviewer, &mailing) else {
        return Ok(see_other(&paths::mailing(&slug, id)));
    };
    let recipients = mailings::decide_for(&tx, &mailing, &segment).await?;
    let now = app.clock.now();
    let done = match read(&typed, answering, &mailing, &recipients, now) {
        Ok(Answer::Approve) => {
            let Ok(stage) = mailing.stage.send(reviewer.id(), now, mailing.plan.send_at) else {
                return Ok(see_other(&paths::mailing(&slug, id)));
            };
            let going = Going { stage, plan: mailing.plan, approved_by: Some(reviewer.id()) };
            let ids = || app.clock.id();
            let sent = mailings::freeze(&tx, &mailing, going, &segment, recipients, &ids, now).await;
            sent.map(|_| "approved")
        }
        Ok(Answer::GiveBack(reason)) => {
            let Ok(stage) = mailing.stage.give_back() else {
                return Ok(see_other(&paths::mailing(&slug, id)));
            };
            let done = if reason.is_some() { "returned" } else { "withdrawn" };
            mailings::give_back(&tx, &mailing, stage, reason.as_deref(), now).await.map(|()| done)
        }
        Err(refused) => {
            let asking = match refused {
                Refused::Whole(why) => (Some(why.to_owned()), FormState::filled(typed)),
                Refused::Reason(why) => (None, FormState::rejected(typed, vec![("reason", why)])),
            };
            mailing.plan = mailing.plan.left(now);
            mailing.text.published &= app.config.public_side;
            let view = asked(&tx, &reviewer, slug, mailing, segment, &recipients, asking).await?;
            return Ok(page.unprocessable(TITLE, move || view! { <ApprovalPage approval=view/> }));
        }
    };
    match done {
        Ok(done) => {
            tx.commit().await?;
            app.wake.notify_one();
            Ok(see_other(&format!("{}?done={done}", paths::mailing(&slug, id))))
        }
        Err(store::Error::Stale) => Ok(see_other(&paths::mailing(&slug, id))),
        Err(error) => Err(error.into()),
    }
}

/// What was answered.
enum Answer {
    Approve,
    /// With the reason of a second person; without one by who asked.
    GiveBack(Option<String>),
}

/// Why the answer is none.
enum Refused {
    Whole(&'static str),
    Reason(String),
}

fn read(
    typed: &Typed,
    answering: Answering,
    mailing: &Mailing,
    recipients: &[Recipient],
    now: DateTime<Utc>,
) -> Result<Answer, Refused> {
    match (typed.get("act"), answering) {
        ("approve", Answering::Second) => match changed(typed, mailing, recipients) {
            None if mailing.plan.is_over(now) => Err(Refused::Whole(
                "送信してよい期限を過ぎています。差し戻して、日時を直してもらってください",
            )),
            None => Ok(Answer::Approve),
            Some(why) => Err(Refused::Whole(why)),
        },
        ("approve", Answering::Own) => Err(Refused::Whole(NOT_OWN)),
        ("return", Answering::Second) => {
            let reason = text::tidy_prose(typed.get("reason"));
            if reason.trim().is_empty() {
                Err(Refused::Reason("直してほしいことを入力してください".to_owned()))
            } else if text::graphemes(&reason) > REASON {
                Err(Refused::Reason(format!("直してほしいことは、{REASON}文字までで入力してください")))
            } else {
                Ok(Answer::GiveBack(Some(reason)))
            }
        }
        ("withdraw", Answering::Own) => Ok(Answer::GiveBack(None)),
        (_, _) => Err(Refused::Whole("「承認して送る」か「差し戻す」の、どちらかのボタンを押してください")),
    }
}

async fn asked(
    tx: &Tx,
    reviewer: &Reviewer,
    slug: String,
    mailing: Mailing,
    segment: Saved,
    recipients: &[Recipient],
    (refused, form): (Option<String>, FormState),
) -> Result<ApprovalView, Error> {
    let (by, at) = asker(&mailing).ok_or(Error::NotFound)?;
    let answering = answering(reviewer, &mailing).ok_or(Error::NotFound)?;
    let name = accounts::find(tx, by).await?.map(|account| account.name).unwrap_or_default();
    Ok(ApprovalView {
        slug,
        id: mailing.id,
        version: mailing.version,
        subject: mailing.text.subject,
        body: mailing.text.body,
        about: (mailing.text.topic, mailing.text.published),
        segment: segment.named,
        counts: counts(recipients),
        audience: fingerprint(recipients),
        labels: labels::without_mail(tx, recipients).await?.len() as u64,
        asked: (name, at),
        plan: mailing.plan,
        answering,
        done: None,
        refused,
        form,
    })
}
