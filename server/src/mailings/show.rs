//! One mailing: a draft, or what became of every office of its audience.

use super::{labels, load, may_write, pace::standing};
use crate::{
    actor::Reader,
    app::App,
    error::Error,
    keys::hex,
    page::{Page, see_other},
};
use app::{
    mailings::{DraftPage, DraftView, RecipientLine, ResultPage, ResultView},
    messages::sending::sign,
    paths,
};
use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use domain::{
    accounts::Role,
    ids::MailingId,
    mailings::{Counts, Outcome, Recipient, StageName},
};
use leptos::prelude::*;
use sha2::{Digest as _, Sha256};
use store::{
    Tx, accounts,
    mailings::{self, Line, Mailing},
    views,
};

/// Offices on a page.
const PER_PAGE: u64 = 50;

/// What an address may say. Words that are not known narrow nothing.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub struct Asked {
    outcome: String,
    page: String,
    done: String,
}

/// Who would get a mail now and who would not.
pub(crate) fn counts(recipients: &[Recipient]) -> Counts {
    let outcome = |recipient: &Recipient| recipient.exclusion.map_or(Outcome::Queued, Outcome::from);
    Counts::of(recipients.iter().map(outcome))
}

/// The same for the same offices at the same addresses: who is written to can change while their number stays.
pub(crate) fn fingerprint(recipients: &[Recipient]) -> String {
    let mut hash = Sha256::new();
    for Recipient { candidate, .. } in recipients.iter().filter(|recipient| recipient.exclusion.is_none()) {
        hash.update(candidate.office.uuid().as_bytes());
        hash.update(&candidate.email);
    }
    hex(&hash.finalize()[..16])
}

/// A mailing.
pub async fn show(
    reader: Reader,
    State(app): State<App>,
    Path((slug, id)): Path<(String, MailingId)>,
    Query(asked): Query<Asked>,
    page: Page,
) -> Result<Response, Error> {
    let done = match asked.done.as_str() {
        "sent" => Some("送信を始めました。結果は、このページで確かめられます。"),
        "cancelled" => Some("取りやめました。"),
        "planned" => Some("予約しました。決めた日時に送ります。"),
        "approved" => Some("承認しました。結果は、このページで確かめられます。"),
        "returned" => Some("差し戻しました。書いた人が直すと、もう一度承認を依頼できます。"),
        "withdrawn" => Some("依頼を取り下げました。下書きに戻りました。"),
        "paused" => Some("一時停止しました。"),
        "resumed" => Some("送信を再開しました。"),
        "published" => Some("ウェブページで公開しました。"),
        "unpublished" => Some("ウェブページでの公開をやめました。"),
        "again" => Some("下書きを作りました。まだ送っていません。"),
        _ => None,
    };
    let standing = standing(&app).await?;
    let tx = app.store.look(&reader.scope()).await?;
    let (mailing, segment) = load(&tx, id).await?;
    let title = mailing.text.subject.clone();
    let stage = mailing.stage.name();
    if stage == StageName::Proposed && (reader.has(Role::Clerk) || reader.has(Role::Approver)) {
        return Ok(see_other(&paths::approve_mailing(&slug, id)));
    }
    if matches!(stage, StageName::Draft | StageName::Proposed) {
        let recipients = mailings::decide_for(&tx, &mailing, &segment).await?;
        let again = sent_again(&tx, &mailing).await?;
        let labels = labels::without_mail(&tx, &recipients).await?.len() as u64;
        let draft = DraftView {
            slug,
            id,
            subject: mailing.text.subject,
            body: mailing.text.body,
            about: (mailing.text.topic, mailing.text.published && app.config.public_side),
            segment: (segment.id, segment.named),
            counts: counts(&recipients),
            labels,
            stage,
            may_write: may_write(&reader),
            returned: mailing.returned,
            again,
            done,
        };
        return Ok(page.ok(&title, move || view! { <DraftPage draft/> }));
    }
    // The addresses of people are shown.
    views::record(&tx, app.clock.id(), app.clock.now(), "mailing", id.uuid(), "recipients").await?;
    let open = if stage == StageName::Sending { mailings::open(&tx, id).await? } else { Vec::new() };
    let mut view = result(&tx, &slug, mailing, &asked).await?;
    view.pace = standing.while_sending(&app, &open);
    tx.commit().await?;
    view.public = view.public.filter(|_| app.config.public_side);
    view.may_write = may_write(&reader);
    view.done = done;
    Ok(page.ok(&title, move || view! { <ResultPage result=view/> }))
}

/// The mailing that a draft is sent again of, with what spares an office.
async fn sent_again(tx: &Tx, mailing: &Mailing) -> Result<Option<(MailingId, String, String)>, Error> {
    let Some(again) = &mailing.again else { return Ok(None) };
    let first = mailings::find(tx, again.of).await?.ok_or(Error::NotFound)?;
    let spared: Vec<_> = again.signs.iter().map(|one| sign(*one)).collect();
    Ok(Some((first.id, first.text.subject, spared.join("、"))))
}

async fn result(tx: &Tx, slug: &str, mailing: Mailing, asked: &Asked) -> Result<ResultView, Error> {
    let counts = mailings::counts(tx, mailing.id).await?;
    let ended = Outcome::from_code(&asked.outcome);
    let total = ended.map_or(counts.total(), |ended| counts.get(ended));
    let page = asked.page.parse().unwrap_or(1).clamp(1, 1 + total / PER_PAGE);
    let lines = mailings::lines(tx, mailing.id, ended, page - 1, PER_PAGE).await?;
    Ok(ResultView {
        slug: slug.to_owned(),
        id: mailing.id,
        topic: mailing.text.topic,
        stage: mailing.stage.name(),
        pace: (None, None),
        public: mailing.stage.begun().map(|_| mailing.text.published),
        begun: mailing.stage.begun(),
        subject: mailing.text.subject,
        body: mailing.text.body,
        audience: mailing.audience,
        counts,
        labels: labels::of_sent(tx, mailing.id).await?.len() as u64,
        ended,
        page,
        per_page: PER_PAGE,
        lines: lines.into_iter().map(line).collect(),
        plan: mailing.plan,
        approved_by: match mailing.approved_by {
            Some(account) => accounts::find(tx, account).await?.map(|account| account.name),
            None => None,
        },
        may_write: false,
        done: None,
    })
}

fn line(line: Line) -> RecipientLine {
    let Line { id, office, number, name, email, outcome, refusal, answer, sent_at, tried_at: _ } = line;
    RecipientLine { id, office, number: number.to_string(), name, email, outcome, refusal, answer, sent_at }
}
