//! 案内: a municipality tells offices of a segment; those with an address by mail, the others with letters to print.

use super::{Done, found, found_to_come, tokens, views};
use crate::{
    actor::Clerk,
    app::App,
    download,
    error::Error,
    jobs::JobError,
    mail::outreach,
    offices::choosing::{self, Offers},
    page::{Page, see_other},
    posted::Posted,
};
use app::{
    demos::{InvitationsPage, InvitationsView, InvitedLine},
    mails::coming::{Invited, invitation as text_of},
    messages::demos::admission as admission_words,
    paths,
};
use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use documents::{Contact, InvitationLetters, PostalAddress};
use domain::{
    ids::{DemoId, JobId, MailId, TenantId},
    mailings::{Exclusion, Topic},
};
use elements::FormState;
use leptos::prelude::*;
use serde::Deserialize;
use serde_json::{Value, json};
use store::{
    Scope, Tx,
    demos::{
        admissions,
        invitations::{self, Invitation},
        sessions::{self, Session},
    },
    jobs::{self, NewJob},
    mailings,
    mails::{self, Extra, Mail},
    offices,
    tenants::{self, Tenant},
};

/// Name of the job that writes the mails.
pub const JOB: &str = "demos.invite";
/// Mails of one transaction.
const CHUNK: u64 = 200;
const TITLE: &str = "事業所に案内する";

/// Who was told, and whom else one can tell.
pub async fn show(
    clerk: Clerk,
    State(app): State<App>,
    Path((slug, id)): Path<(String, DemoId)>,
    Query(Done { done }): Query<Done>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&clerk.scope()).await?;
    let session = found(&tx, id).await?;
    if session.stage.public().is_none() {
        return Ok(see_other(&paths::demo_session(&slug, id)));
    }
    let done = match done.as_deref() {
        Some("invited") => Some(
            "案内しました。メールは順に送られます。メールのない事業所には、案内状を印刷して送ってください。",
        ),
        Some("nobody") => Some("まだ案内していない事業所はありませんでした。"),
        Some(_) | None => None,
    };
    render(&page, &tx, &app, slug, &session, (FormState::empty(), done)).await
}

/// Tells those of a segment who were not told yet.
pub async fn create(
    clerk: Clerk,
    State(app): State<App>,
    Path((slug, id)): Path<(String, DemoId)>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let tx = app.store.write(&clerk.scope()).await?;
    // A city that came along invites its own offices, too; it changes nothing of the session.
    let session = found_to_come(&tx, id).await?;
    if session.stage.registers(app.clock.now()).is_err() {
        return Ok(see_other(&paths::demo_session(&slug, id)));
    }
    let Some(list) = choosing::chosen(&app, &tx, typed.get("segment")).await? else {
        let errors = vec![("segment", "案内する事業所を、対象リストから選んでください".to_owned())];
        return render(&page, &tx, &app, slug, &session, (FormState::rejected(typed, errors), None)).await;
    };
    let before = invitations::before(&invitations::of_session(&tx, id).await?);
    let recipients = mailings::decide_further(&tx, &list.named.segment, Topic::Session, &before).await?;
    let ids = || app.clock.id();
    let added = invitations::add(&tx, &session, recipients, &ids, app.clock.now()).await?;
    enqueue(&app, &tx, id, 0).await?;
    tx.commit().await?;
    app.wake.notify_one();
    let done = if added > 0 { "invited" } else { "nobody" };
    Ok(see_other(&format!("{}?done={done}", paths::demo_invitations(&slug, id))))
}

async fn enqueue(app: &App, tx: &Tx, session: DemoId, round: u64) -> Result<(), Error> {
    let id: JobId = app.clock.id();
    let job = NewJob {
        id,
        tenant: tx.tenant()?,
        kind: JOB,
        payload: json!({ "session": session, "round": round }),
        unique_key: Some(format!("{JOB}:{session}:{id}")),
        run_at: app.clock.now(),
    };
    Ok(jobs::enqueue(tx, job).await?)
}

#[derive(Deserialize)]
struct Payload {
    session: DemoId,
    round: u64,
}

/// Writes the mails of a chunk; each once, since it has the id of its invitation.
pub async fn perform(app: &App, tenant: TenantId, payload: &Value) -> Result<(), JobError> {
    let Payload { session, round } =
        serde_json::from_value(payload.clone()).map_err(|error| JobError::Never(error.to_string()))?;
    let later = |error: Error| match error {
        Error::Store(error) => JobError::Store(error),
        other => JobError::Later(other.to_string()),
    };
    let tx = app.store.write(&Scope::tenant_by_system(tenant, "invite to a session")).await?;
    let Some(session) = sessions::find(&tx, session).await? else { return Ok(()) };
    let waiting = invitations::unmailed(&tx, session.id, CHUNK).await?;
    // What is called off meanwhile is told to nobody.
    if waiting.is_empty() || session.stage.registers(app.clock.now()).is_err() {
        return Ok(());
    }
    let house = tenants::own(&tx).await?;
    let (admission, _) = admissions::find(&tx, &session).await?;
    for one in &waiting {
        let Some(mail) = mail(app, &house, &session, &admission, one) else { continue };
        let extra = Extra { topic: Some(Topic::Session), ..Extra::default() };
        let exclusion = mails::offer_with(&tx, app.clock.id(), mail, extra).await?.exclusion();
        invitations::mailed(&tx, one.id, exclusion, app.clock.now()).await?;
    }
    if waiting.len() as u64 == CHUNK {
        enqueue(app, &tx, session.id, round + 1).await.map_err(later)?;
    }
    tx.commit().await?;
    app.wake.notify_one();
    Ok(())
}

fn mail(
    app: &App,
    house: &Tenant,
    session: &Session,
    admission: &domain::demos::Admission,
    one: &Invitation,
) -> Option<Mail> {
    let held = session.stage.public()?;
    let id = MailId::from_uuid(one.id.uuid());
    let url = link(app, one);
    let (subject, body) = text_of(&Invited {
        office: &one.name,
        slot: &held.slot,
        place: &views::location(session),
        menu: &views::menus(&session.request),
        admission: &admission_words(admission, held.capacity.get()),
        note: &admission.note,
        url: url.as_deref(),
    });
    let (to, about) = ((id, one.email.clone(), one.name.clone()), ("demo-invitation", session.id.uuid()));
    Some(outreach::mail(app, house, to, (subject, &body), None, about))
}

/// What a mail will say, before anybody is chosen; none while no date is fixed.
fn sample(app: &App, session: &Session, admission: &domain::demos::Admission) -> Option<(String, String)> {
    let held = session.stage.public()?;
    Some(text_of(&Invited {
        office: "（事業所名）",
        slot: &held.slot,
        place: &views::location(session),
        menu: &views::menus(&session.request),
        admission: &admission_words(admission, held.capacity.get()),
        note: &admission.note,
        url: app.config.public_side.then_some("（事業所ごとの申込みページのアドレス）"),
    }))
}

/// The page of an invitation; none where nobody outside reaches the program.
fn link(app: &App, one: &Invitation) -> Option<String> {
    let path = paths::invited(&tokens::invited(&app.keys, one.id));
    app.public_address_of(&path)
}

/// Those who get a letter: no mail could be sent to them.
fn by_letter(one: &Invitation) -> bool {
    matches!(one.exclusion, Some(Exclusion::NoAddress | Exclusion::DuplicateAddress | Exclusion::Suppressed))
}

/// Letters to print, one page an office.
pub async fn letters(
    clerk: Clerk,
    State(app): State<App>,
    Path((slug, id)): Path<(String, DemoId)>,
) -> Result<Response, Error> {
    let tx = app.store.look(&clerk.scope()).await?;
    let session = found(&tx, id).await?;
    let Some(held) = session.stage.public() else {
        return Ok(see_other(&paths::demo_session(&slug, id)));
    };
    let told: Vec<_> = invitations::of_session(&tx, id).await?.into_iter().filter(by_letter).collect();
    if told.is_empty() {
        return Ok(see_other(&paths::demo_invitations(&slug, id)));
    }
    let ids: Vec<_> = told.iter().map(|one| one.office).collect();
    let known = offices::several(&tx, &ids).await?;
    let (admission, _) = admissions::find(&tx, &session).await?;
    store::views::record(&tx, app.clock.id(), app.clock.now(), "demo", id.uuid(), "letters").await?;
    tx.commit().await?;
    let settings = &clerk.tenant.settings;
    let letters = InvitationLetters {
        sender: Contact {
            body: clerk.tenant.name.clone(),
            section: settings.department.clone(),
            phone: settings.phone.clone(),
            hours: settings.hours.clone(),
        },
        issued_on: app.clock.today(),
        when: app::messages::demos::slot(&held.slot),
        place: views::location(&session),
        menu: views::menus(&session.request),
        admission: admission_words(&admission, held.capacity.get()),
        registers: admission.kind.registers(),
        note: admission.note.clone(),
        letters: told
            .iter()
            .filter_map(|one| {
                let particulars = &known.iter().find(|office| office.id == one.office)?.particulars;
                let address = PostalAddress {
                    postal_code: particulars.postal_code.map(|code| code.to_string()).unwrap_or_default(),
                    address: format!("{}\n{}", particulars.address, particulars.building)
                        .trim_end()
                        .to_owned(),
                    name: particulars.name.clone(),
                };
                Some((address, link(&app, one).unwrap_or_default()))
            })
            .collect(),
    };
    let (name, now, fonts) = (letters.file_name(), app.clock.now(), app.fonts.clone());
    let made = tokio::task::spawn_blocking(move || letters.render(now, &fonts))
        .await
        .map_err(|_| Error::Internal("setting the letters was broken off"))?
        .map_err(|_| Error::Internal("the letters cannot be set"))?;
    Ok(download::file(&name, "application/pdf", made.pdf))
}

async fn render(
    page: &Page,
    tx: &Tx,
    app: &App,
    slug: String,
    session: &Session,
    (form, done): (FormState, Option<&'static str>),
) -> Result<Response, Error> {
    let told = invitations::of_session(tx, session.id).await?;
    let before = invitations::before(&told);
    let registered = invitations::registered(tx, session.id).await?;
    let mut lists = Vec::new();
    for (value, named) in Offers::of(tx).await?.named() {
        let recipients = mailings::decide_further(tx, &named.segment, Topic::Session, &before).await?;
        let new = recipients
            .iter()
            .filter(|one| {
                !matches!(
                    one.exclusion,
                    Some(Exclusion::NotOpen | Exclusion::OptedOut | Exclusion::TopicStopped)
                )
            })
            .count();
        lists.push((value, named.name, new));
    }
    let (admission, _) = admissions::find(tx, session).await?;
    let rejected = form.has_errors();
    let invitations = InvitationsView {
        mail: sample(app, session, &admission),
        slug,
        id: session.id,
        about: views::about(session),
        segments: lists,
        letters: told.iter().filter(|one| by_letter(one)).count(),
        lines: told.iter().map(|one| line(one, registered.contains(&one.office))).collect(),
        open: session.stage.registers(app.clock.now()).is_ok(),
        form,
        done: done.map(str::to_owned),
    };
    let view = move || view! { <InvitationsPage invitations/> };
    Ok(if rejected { page.unprocessable(TITLE, view) } else { page.ok(TITLE, view) })
}

fn line(one: &Invitation, registered: bool) -> InvitedLine {
    let how = match (one.exclusion, one.mailed_at) {
        (None, Some(_)) => "メール",
        (None, None) => "メール（送信待ち）",
        (Some(Exclusion::NoAddress), _) => "案内状（メールなし）",
        (Some(Exclusion::DuplicateAddress), _) => "案内状（同じメールの事業所に送信済み）",
        (Some(Exclusion::OptedOut), _) => "送らない（配信停止）",
        (Some(Exclusion::TopicStopped), _) => "送らない（体験会などの案内を希望しない）",
        (Some(Exclusion::NotOpen), _) => "送らない（休止・廃止）",
        (Some(Exclusion::Suppressed), _) => "案内状（メールが届かない）",
        (Some(Exclusion::Answered), _) => "送らない（回答済み）",
    };
    InvitedLine { office: one.name.clone(), how: how.to_owned(), registered }
}
