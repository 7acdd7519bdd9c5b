//! The story's outreach: all open offices were invited to a briefing, and each way a mail can end is there; a reminder
//! to those who have not applied waits to be previewed.

use super::past::{Past, Player};
use crate::{
    demo::seed::find,
    error::Error,
    mailings::{
        job,
        show::{counts, fingerprint},
    },
};
use chrono::{DateTime, TimeDelta, Utc};
use domain::{
    email::Email,
    fiscal_year::FiscalYear,
    ids::{MailingId, SegmentId, TenantId},
    mailings::{Outcome, Refusal, StageName, Topic},
};
use serde_json::json;
use store::{
    Scope, mailings,
    mails::{
        self,
        suppressions::{self, Why},
    },
    offices::segments::{self, Saved},
    opt_outs::{self, Basis},
};

/// The list of all open offices: the survey and the invitation went to it.
const EVERYBODY: &str = "営業中のすべての事業所";
/// How long ago the invitation was sent.
const SENT: TimeDelta = TimeDelta::days(9);
/// How long ago the reminder was begun.
const BEGUN: TimeDelta = TimeDelta::hours(20);
/// How many addresses had opted out by then (domain.md J19).
const OPTED_OUT: usize = 5;
/// How many mails were refused (domain.md J19).
const REFUSED: u64 = 3;

const INVITATION: (&str, &str) = (
    "【みどり野市】ケアプランデータ連携システム 説明会のご案内",
    "{{事業所名}} 御中\n\n日頃から介護保険事業にご協力いただき、ありがとうございます。\n\nケアプランデータ連携システムの説明会を開きます。送受信を実際の画面で体験でき、ライセンス料の補助金のご相談も受け付けます。\n\n参加を希望される事業所は、{{担当課}}へお電話でお申し込みください。",
);

const REMINDER: (&str, &str) = (
    "【みどり野市】ライセンス料の補助金をご存じですか",
    "{{事業所名}} 御中（{{法人名}}）\n\n今年度の補助金を、まだ申請されていない事業所にお送りしています。\n\nケアプランデータ連携システムのライセンス料を、全額補助します。予算がなくなり次第、受付を終わります。申請は15分ほどで、押印はいりません。\n\nご不明な点は、{{担当課}}へお問い合わせください。",
);

const PROPOSAL: (&str, &str) = (
    "【みどり野市】ケアプランデータ連携システム 体験会（追加開催）のお知らせ",
    "{{事業所名}} 御中\n\n説明会に参加できなかった事業所のために、体験会をもう一度開きます。\n\n実際の画面で、ケアプランの送受信を試していただけます。参加を希望される事業所は、{{担当課}}へお電話でお申し込みください。",
);

/// Tells it.
pub async fn begin(past: &Past, now: DateTime<Utc>) -> Result<(), Error> {
    let (tenant, _) = find(&past.app, "midorino", "clerk").await?;
    past.turn_to(now - SENT);
    let mut clerk = past.person("clerk").await?;
    let everybody = everybody(past, tenant).await?.id;
    opt_out(past, tenant, everybody).await?;
    let invitation = draft(&mut clerk, everybody, INVITATION, (Topic::Session, "yes")).await?;
    send(past, tenant, &mut clerk, invitation).await?;

    past.turn_to(now - BEGUN);
    let year = FiscalYear::of(past.app.clock.today()).label();
    let not_yet = [
        ("name", "居宅介護支援で、まだ申請していない事業所"),
        ("services", "43"),
        ("status", "active"),
        ("application", "not"),
        ("fiscal_year", year.as_str()),
    ];
    let mut clerk = past.person("clerk").await?;
    let not_yet = segment(&mut clerk, &not_yet).await?;
    draft(&mut clerk, not_yet, REMINDER, (Topic::Subsidy, "")).await?;
    // One to everybody waits for a second person.
    let proposal = draft(&mut clerk, everybody, PROPOSAL, (Topic::Session, "")).await?;
    confirm(past, tenant, &mut clerk, proposal).await?;
    past.turn_to(now);
    Ok(())
}

/// Keeps the list of all open offices.
pub(super) async fn keep_everybody(clerk: &mut Player) -> Result<SegmentId, Error> {
    segment(clerk, &[("name", EVERYBODY), ("status", "active")]).await
}

/// The list of all open offices.
pub(super) async fn everybody(past: &Past, tenant: TenantId) -> Result<Saved, Error> {
    let tx = past.app.store.read(&Scope::tenant_by_system(tenant, "demo data")).await?;
    let list = segments::all(&tx).await?.into_iter().find(|saved| saved.named.name == EVERYBODY);
    list.ok_or(Error::NotFound)
}

async fn segment(clerk: &mut Player, typed: &[(&str, &str)]) -> Result<SegmentId, Error> {
    let saved = clerk.post("/t/midorino/offices/segments/new", typed).await?;
    let id = saved.split('?').next().and_then(|path| path.rsplit('/').next());
    id.and_then(|id| id.parse().ok()).ok_or(Error::Internal("a segment of the story has no address"))
}

async fn draft(
    clerk: &mut Player,
    segment: SegmentId,
    (subject, body): (&str, &str),
    (topic, published): (Topic, &str),
) -> Result<MailingId, Error> {
    let segment = segment.to_string();
    let typed = [
        ("segment", segment.as_str()),
        ("subject", subject),
        ("body", body),
        ("topic", topic.code()),
        ("published", published),
    ];
    let saved = clerk.post("/t/midorino/mailings/new", &typed).await?;
    let id = saved.split('/').nth(4);
    id.and_then(|id| id.parse().ok()).ok_or(Error::Internal("a mailing of the story has no address"))
}

/// Some addresses wanted no more after the survey.
async fn opt_out(past: &Past, tenant: TenantId, segment: SegmentId) -> Result<(), Error> {
    let app = &past.app;
    let tx = app.store.write(&Scope::tenant_by_system(tenant, "demo data")).await?;
    let segment = segments::find(&tx, segment).await?.ok_or(Error::NotFound)?;
    let known = segments::candidates(&tx, &segment.named.segment).await?;
    let emails = known.iter().filter_map(|office| Email::parse(&office.email).ok());
    for email in emails.step_by(30).take(OPTED_OUT) {
        opt_outs::stop(&tx, app.clock.id(), &email, Basis::Link(app.clock.id()), app.clock.now()).await?;
    }
    Ok(tx.commit().await?)
}

/// Sends it. The demonstration's folder takes every mail, so the refusals of a mail server are told here.
async fn send(past: &Past, tenant: TenantId, clerk: &mut Player, id: MailingId) -> Result<(), Error> {
    let app = &past.app;
    let scope = Scope::tenant_by_system(tenant, "demo data");
    let numbers = confirm(past, tenant, clerk, id).await?;
    approve(past, tenant, id, &numbers).await?;

    job::send(app, tenant, &json!({ "mailing": id }))
        .await
        .map_err(|_| Error::Internal("the mails of the story are not enqueued"))?;
    let tx = app.store.write(&scope).await?;
    for line in mailings::lines(&tx, id, Some(Outcome::Queued), 3, REFUSED).await? {
        let answer = format!("5.1.1 <{}>: Recipient address rejected: User unknown", line.email);
        mails::refused(&tx, line.id, Refusal::Recipient, &answer).await?;
        if let Ok(email) = Email::parse(&line.email) {
            let told = (Why::Refused, answer.as_str(), Some(line.id));
            suppressions::suppress(&tx, tenant, app.clock.id(), &email, told, app.clock.now()).await?;
        }
    }
    tx.commit().await?;
    past.work().await?;
    // The sending ends when somebody looks and every mail has its end.
    past.turn_to(app.clock.now() + TimeDelta::minutes(2));
    past.work().await
}

/// Confirms the numbers, as the page that asks once more shows them: how many mails are meant, and to whom.
async fn confirm(
    past: &Past,
    tenant: TenantId,
    clerk: &mut Player,
    id: MailingId,
) -> Result<(String, String), Error> {
    let tx = past.app.store.read(&Scope::tenant_by_system(tenant, "demo data")).await?;
    let mailing = mailings::find(&tx, id).await?.ok_or(Error::NotFound)?;
    let segment = segments::find(&tx, mailing.text.segment).await?.ok_or(Error::NotFound)?;
    let recipients = mailings::decide(&tx, &segment, mailing.text.topic).await?;
    drop(tx);
    let (mails, version) = (counts(&recipients).open().to_string(), mailing.version.to_string());
    let audience = fingerprint(&recipients);
    let confirmed =
        [("version", version.as_str()), ("mails", mails.as_str()), ("audience", audience.as_str())];
    clerk.post(&format!("/t/midorino/mailings/{id}/sending"), &confirmed).await?;
    Ok((mails, audience))
}

/// So many are written to that a second person is asked.
async fn approve(
    past: &Past,
    tenant: TenantId,
    id: MailingId,
    (mails, audience): &(String, String),
) -> Result<(), Error> {
    let tx = past.app.store.read(&Scope::tenant_by_system(tenant, "demo data")).await?;
    let mailing = mailings::find(&tx, id).await?.ok_or(Error::NotFound)?;
    drop(tx);
    if mailing.stage.name() != StageName::Proposed {
        return Ok(());
    }
    let version = mailing.version.to_string();
    let typed = [
        ("act", "approve"),
        ("version", version.as_str()),
        ("mails", mails.as_str()),
        ("audience", audience.as_str()),
    ];
    past.person("approver").await?.post(&format!("/t/midorino/mailings/{id}/approval"), &typed).await?;
    Ok(())
}
