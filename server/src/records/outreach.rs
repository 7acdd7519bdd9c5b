//! 周知・支援の記録の廃棄: proposed by one person, approved by another.

use super::disposal::tag;
use crate::{
    actor::{Approver, Clerk, Officer, Reader},
    app::App,
    error::Error,
    page::{Page, see_other},
    posted::Posted,
    subsidies::work_mails,
};
use app::{
    mails::year_end::{DisposalMail, outreach_disposal},
    paths,
    records::{
        DecidedDisposal, NOTE, OutreachDisposalPage, OutreachDisposalView, READ_PROPOSAL, WaitingDisposal,
    },
    when,
};
use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use domain::{
    accounts::Role,
    form::Typed,
    ids::{AccountId, DisposalId},
    text,
};
use elements::FormState;
use leptos::prelude::*;
use serde::Deserialize;
use store::{
    Tx, accounts,
    records::{self, DecideError, State as Stands},
};

const TITLE: &str = "周知・支援の記録の廃棄";
/// The most characters of a note.
const LONGEST: usize = 500;

/// What the address may carry.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    done: String,
}

/// What has had its time, and the proposal that waits.
pub async fn show(
    officer: Reader,
    State(app): State<App>,
    Query(Asked { done }): Query<Asked>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&officer.scope()).await?;
    let done = match done.as_str() {
        "proposed" => Some("廃棄を提案しました。ほかの人が承認するまで、何も消えません。"),
        "approved" => Some("承認して、消しました。"),
        "refused" => Some("差し戻しました。"),
        _ => None,
    };
    let view = view(&app, &tx, &officer, done, FormState::empty()).await?;
    Ok(page.ok(TITLE, move || view! { <OutreachDisposalPage view/> }))
}

async fn view(
    app: &App,
    tx: &Tx,
    officer: &Officer,
    done: Option<&'static str>,
    form: FormState,
) -> Result<OutreachDisposalView, Error> {
    let until = records::ended_until(app.clock.now());
    let words = match until {
        Some(until) => records::old_words(tx, until).await?,
        None => records::OldWords::default(),
    };
    let all = records::outreach_disposals(tx).await?;
    let people = all.iter().flat_map(|one| {
        let decided = one.decided.as_ref().map(|(by, ..)| *by);
        [Some(one.by), decided].into_iter().flatten()
    });
    let names = accounts::names_of(tx, people).await?;
    let name = |id: &AccountId| names.get(id).cloned().unwrap_or_default();
    let mut view = OutreachDisposalView {
        slug: officer.tenant.slug.clone(),
        until,
        words: vec![
            ("電話・訪問などのメモ", words.notes),
            ("伴走支援の記録", words.support),
            ("お知らせのメール", words.mails),
            ("お知らせとアンケートの宛先", words.addresses),
            ("アンケートの自由記述", words.answers),
        ],
        waiting: None,
        decided: Vec::new(),
        may_propose: officer.has(Role::Clerk),
        may_decide: officer.has(Role::Approver),
        done,
        form,
    };
    for one in all {
        match (one.state, one.decided) {
            (Stands::Proposed, _) => {
                view.waiting = Some(WaitingDisposal {
                    id: one.id,
                    until: one.until,
                    by: name(&one.by),
                    at: one.at,
                    note: one.note,
                    own: one.by == officer.id(),
                });
            }
            (Stands::Approved | Stands::Refused, decision) => {
                let (decider, note) = match decision {
                    Some((by, at, note)) => (format!("{}（{}）", name(&by), when::moment(at)), note),
                    None => (String::new(), String::new()),
                };
                view.decided.push(DecidedDisposal {
                    until: one.until,
                    by: name(&one.by),
                    state: tag(one.state),
                    decided: decider,
                    note,
                    gone: one.gone,
                });
            }
        }
    }
    Ok(view)
}

/// A note as it is kept, or what is wrong with it.
fn read_note(typed: &Typed, needed: bool) -> Result<String, (&'static str, String)> {
    let note = text::tidy_prose(typed.get(NOTE));
    if text::graphemes(&note) > LONGEST {
        return Err((NOTE, format!("{LONGEST}文字までで入力してください")));
    }
    if needed && note.trim().is_empty() {
        return Err((NOTE, "差し戻す理由を入力してください".to_owned()));
    }
    Ok(note)
}

/// Proposes that what has had its time goes.
pub async fn propose(
    clerk: Clerk,
    State(app): State<App>,
    Path(slug): Path<String>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let tx = app.store.write(&clerk.scope()).await?;
    let (back, now) = (paths::outreach_disposal(&slug), app.clock.now());
    let Some(until) = records::ended_until(now) else { return Ok(see_other(&back)) };
    let total = records::old_words(&tx, until).await?.total();
    if total == 0 {
        return Ok(see_other(&back));
    }
    let note = match read_note(&typed, false) {
        Ok(note) => note,
        Err(wrong) => {
            let form = FormState::rejected(typed, vec![wrong]);
            let view = view(&app, &tx, &clerk, None, form).await?;
            return Ok(page.unprocessable(TITLE, move || view! { <OutreachDisposalPage view/> }));
        }
    };
    let id: DisposalId = app.clock.id();
    match records::propose_outreach(&tx, id, until, &note, now).await {
        Ok(()) => {}
        // One waits already.
        Err(store::Error::Stale) => return Ok(see_other(&back)),
        Err(error) => return Err(error.into()),
    }
    tell(&app, &tx, &clerk, id, usize::try_from(total).unwrap_or(usize::MAX)).await?;
    tx.commit().await?;
    app.wake.notify_one();
    Ok(see_other(&format!("{back}?done=proposed")))
}

/// Tells everybody who may approve it; who proposed it may not.
async fn tell(app: &App, tx: &Tx, officer: &Officer, id: DisposalId, cases: usize) -> Result<(), Error> {
    let url = app.address_of(&paths::outreach_disposal(&officer.tenant.slug));
    for person in work_mails::people(tx, |role, who| role == Role::Approver && who != officer.id()).await? {
        let text = outreach_disposal(&DisposalMail {
            name: &person.name,
            municipality: &officer.tenant.name,
            cases,
            url: &url,
        });
        let about = Some(("outreach-disposal", id.uuid()));
        work_mails::post(app, tx, &officer.tenant, person, text, about).await?;
    }
    Ok(())
}

/// Approves the proposal that waits, or sends it back with a reason.
pub async fn decide(
    approver: Approver,
    State(app): State<App>,
    Path(slug): Path<String>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let tx = app.store.write(&approver.scope()).await?;
    let back = paths::outreach_disposal(&slug);
    let waiting = records::outreach_disposals(&tx).await?;
    let Some(waiting) = waiting.into_iter().find(|one| one.state == Stands::Proposed) else {
        return Ok(see_other(&back));
    };
    // What is taken away does not come back: only what was read is decided.
    if waiting.id.to_string() != typed.get(READ_PROPOSAL) {
        let why = "開いたあとに、提案が出し直されました。内容を確かめてください".to_owned();
        let form = FormState::rejected(typed, vec![("", why)]);
        let view = view(&app, &tx, &approver, None, form).await?;
        return Ok(page.unprocessable(TITLE, move || view! { <OutreachDisposalPage view/> }));
    }
    let agreed = match typed.get("act") {
        "approve" => true,
        "refuse" => false,
        _ => return Ok(see_other(&back)),
    };
    let note = match read_note(&typed, !agreed) {
        Ok(note) => note,
        Err(wrong) => {
            let form = FormState::rejected(typed, vec![wrong]);
            let view = view(&app, &tx, &approver, None, form).await?;
            return Ok(page.unprocessable(TITLE, move || view! { <OutreachDisposalPage view/> }));
        }
    };
    match records::decide_outreach(&tx, &waiting, agreed, &note, app.clock.now()).await {
        Ok(_) => tx.commit().await?,
        Err(DecideError::Store(error)) => return Err(error.into()),
        Err(DecideError::Decided | DecideError::SamePerson) => return Ok(see_other(&back)),
    }
    Ok(see_other(&format!("{back}?done={}", if agreed { "approved" } else { "refused" })))
}
