//! Sending a draft to its audience: asked once more with the numbers, then once and for all, at once or at its moment.
//! Above the number that one person writes to, a second person is asked instead.

use super::{
    labels, load,
    pace::{Standing, standing},
    show::{counts, fingerprint},
};
use crate::{
    actor::Clerk,
    app::App,
    error::Error,
    page::{Page, see_other},
    posted::Posted,
};
use app::{
    mailings::{SendingPage, SendingView},
    messages::sending::plan_problem,
    paths,
};
use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::{
    form::Typed,
    ids::MailingId,
    mailings::{Plan, Recipient, StageName, needs_second},
};
use elements::FormState;
use leptos::prelude::*;
use store::{
    Tx,
    mailings::{self, Going, Mailing, rules},
    offices::segments::Saved,
};

const TITLE: &str = "送信の確認";

/// Asks once more.
pub async fn show(
    clerk: Clerk,
    State(app): State<App>,
    Path((slug, id)): Path<(String, MailingId)>,
    page: Page,
) -> Result<Response, Error> {
    let standing = standing(&app).await?;
    let tx = app.store.read(&clerk.scope()).await?;
    let (mailing, segment) = load(&tx, id).await?;
    if mailing.stage.name() != StageName::Draft {
        return Ok(see_other(&paths::mailing(&slug, id)));
    }
    let recipients = mailings::decide_for(&tx, &mailing, &segment).await?;
    let asking = (None, FormState::empty(), &standing);
    let view = asked(&app, &tx, slug, mailing, segment, &recipients, asking).await?;
    Ok(page.ok(TITLE, move || view! { <SendingPage sending=view/> }))
}

/// Sends it, when it is still what was confirmed: the same text to as many offices.
pub async fn create(
    clerk: Clerk,
    State(app): State<App>,
    Path((slug, id)): Path<(String, MailingId)>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let standing = standing(&app).await?;
    let tx = app.store.write(&clerk.scope()).await?;
    let (mailing, segment) = load(&tx, id).await?;
    let now = app.clock.now();
    // Whoever was faster has sent it already: it is sent once.
    if mailing.stage.name() != StageName::Draft {
        return Ok(see_other(&paths::mailing(&slug, id)));
    }
    let recipients = mailings::decide_for(&tx, &mailing, &segment).await?;
    let mails = counts(&recipients).open();
    let refused = changed(&typed, &mailing, &recipients);
    let plan = Plan::parse(&typed, now);
    let plan = match (refused, plan) {
        (None, Ok(plan)) => plan,
        (refused, plan) => {
            let problems = plan.err().unwrap_or_default();
            let sentences = problems
                .into_iter()
                .map(|(field, problem)| (field.name(), plan_problem(field, problem)))
                .collect::<Vec<_>>();
            let form = if sentences.is_empty() {
                FormState::filled(typed)
            } else {
                FormState::rejected(typed, sentences)
            };
            let asking = (refused.map(str::to_owned), form, &standing);
            let view = asked(&app, &tx, slug, mailing, segment, &recipients, asking).await?;
            return Ok(page.unprocessable(TITLE, move || view! { <SendingPage sending=view/> }));
        }
    };
    let done = if needs_second(mails, rules::find(&tx).await?.alone_up_to) {
        let Ok(stage) = mailing.stage.propose(clerk.id(), now) else {
            return Ok(see_other(&paths::mailing(&slug, id)));
        };
        mailings::propose(&tx, &mailing, stage, plan, mails, now).await.map(|()| "proposed")
    } else {
        let Ok(stage) = mailing.stage.send(clerk.id(), now, plan.send_at) else {
            return Ok(see_other(&paths::mailing(&slug, id)));
        };
        let done = if stage.name() == StageName::Scheduled { "planned" } else { "sent" };
        let going = Going { stage, plan, approved_by: None };
        let ids = || app.clock.id();
        mailings::freeze(&tx, &mailing, going, &segment, recipients, &ids, now).await.map(|_| done)
    };
    let done = match done {
        Ok(done) => done,
        Err(store::Error::Stale) => return Ok(see_other(&paths::mailing(&slug, id))),
        Err(error) => return Err(error.into()),
    };
    tx.commit().await?;
    app.wake.notify_one();
    let next = if done == "proposed" { paths::approve_mailing(&slug, id) } else { paths::mailing(&slug, id) };
    Ok(see_other(&format!("{next}?done={done}")))
}

/// Why it is not what was confirmed any more.
pub(super) fn changed(typed: &Typed, mailing: &Mailing, recipients: &[Recipient]) -> Option<&'static str> {
    let mails = counts(recipients).open();
    if typed.version() != mailing.version {
        Some("確認している間に、内容が変更されました。プレビューで確かめてから、もう一度送信してください")
    } else if mails == 0 || typed.get("mails").parse() != Ok(mails) {
        Some("確認している間に、送信する事業所の数が変わりました。下の件数を、もう一度確かめてください")
    } else if typed.get("audience") != fingerprint(recipients) {
        Some(
            "確認している間に、送信する事業所かアドレスが変わりました（件数は同じです）。下の対象リストを、もう一度確かめてください",
        )
    } else {
        None
    }
}

async fn asked(
    app: &App,
    tx: &Tx,
    slug: String,
    mailing: Mailing,
    segment: Saved,
    recipients: &[Recipient],
    (refused, form, standing): (Option<String>, FormState, &Standing),
) -> Result<SendingView, Error> {
    let counts = counts(recipients);
    let alone = rules::find(tx).await?.alone_up_to;
    let written = recipients.iter().filter(|recipient| recipient.exclusion.is_none());
    Ok(SendingView {
        slug,
        id: mailing.id,
        version: mailing.version,
        subject: mailing.text.subject,
        segment: segment.named,
        counts,
        audience: fingerprint(recipients),
        labels: labels::without_mail(tx, recipients).await?.len() as u64,
        slowest: app.mail.pace.slowest(written.map(|recipient| recipient.candidate.email.as_str())),
        days: standing.before(app, counts.open()),
        second_above: needs_second(counts.open(), alone).then_some(alone),
        refused,
        form,
    })
}
