//! One dispatch, for the officers of the three houses; and what a session's page says of its own.

use super::{Done, asking, found};
use crate::{
    actor::{DispatchReader, Officer},
    app::App,
    error::Error,
    page::Page,
};
use app::{
    dispatches::{AtSession, DispatchMay, DispatchMoment, DispatchPage, DispatchView},
    messages::dispatches::house as house_words,
};
use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use domain::{
    accounts::{Role, TenantKind},
    demos::Place,
    dispatches::{Approval, Happening, House, StageName},
    ids::DispatchId,
};
use leptos::prelude::*;
use serde_json::Value;
use store::{
    Tx,
    demos::{sessions, sessions::Session},
    dispatches::{self, Dispatch},
    events, members as people,
};

const TITLE: &str = "講師派遣の依頼";

/// One dispatch.
pub async fn show(
    officer: DispatchReader,
    State(app): State<App>,
    Path((_, id)): Path<(String, DispatchId)>,
    Query(Done { done }): Query<Done>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&officer.scope()).await?;
    let dispatch = found(&tx, id).await?;
    let mut view = view_of(&tx, &officer, &dispatch).await?;
    view.done = done.as_deref().and_then(sentence).map(str::to_owned);
    Ok(page.ok(TITLE, move || view! { <DispatchPage dispatch=view/> }))
}

/// The page again, with why something was not done.
pub(super) async fn refused(
    page: &Page,
    app: &App,
    officer: &DispatchReader,
    id: DispatchId,
    why: String,
) -> Result<Response, Error> {
    let tx = app.store.read(&officer.scope()).await?;
    let dispatch = found(&tx, id).await?;
    let mut view = view_of(&tx, officer, &dispatch).await?;
    view.refused = Some(why);
    Ok(page.unprocessable(TITLE, move || view! { <DispatchPage dispatch=view/> }))
}

fn sentence(done: &str) -> Option<&'static str> {
    match done {
        "asked" => Some("国保中央会に講師の派遣を依頼しました。"),
        "asked_again" => Some("改めて講師の派遣を依頼しました。"),
        "answered" => Some("回答しました。国保連合会にメールで知らせました。"),
        "answered_call" => {
            Some("回答しました。国保連合会のメールアドレスが登録されていないため、電話で知らせてください。")
        }
        "recorded" => Some("国保中央会の回答を記録しました。"),
        "withdrawn" => Some("依頼を取り下げました。"),
        "estimated" => Some("旅費を見積もりました。"),
        "to_approve" => Some("旅費を見積もりました。市区町村に、承認を依頼するメールを送りました。"),
        "estimated_call" => Some(
            "旅費を見積もりました。市区町村のメールアドレスが登録されていないため、承認を電話で依頼してください。",
        ),
        "approved" => Some("旅費を承認しました。連合会にメールで知らせました。"),
        "refused" => Some("旅費を承認しないと回答しました。連合会にメールで知らせました。"),
        "approved_call" => {
            Some("旅費を承認しました。連合会のメールアドレスが登録されていないため、電話で知らせてください。")
        }
        "refused_call" => Some(
            "旅費を承認しないと回答しました。連合会のメールアドレスが登録されていないため、電話で知らせてください。",
        ),
        _ => None,
    }
}

/// Which of the three houses an officer works in.
pub(super) const fn house_of(officer: &Officer) -> House {
    match officer.tenant.kind {
        TenantKind::Federation => House::Federation,
        TenantKind::Central => House::Central,
        TenantKind::Municipality | TenantKind::Prefecture => House::Municipality,
    }
}

async fn view_of(tx: &Tx, officer: &Officer, dispatch: &Dispatch) -> Result<DispatchView, Error> {
    let house = house_of(officer);
    // 国保中央会 sees what it was asked for, and not the session itself.
    let session = match house {
        House::Central => None,
        House::Federation | House::Municipality => sessions::find(tx, dispatch.session).await?,
    };
    let date = session.as_ref().and_then(|session| session.stage.session()).map(|held| held.slot);
    let estimate = dispatch.costs.as_ref().map(|costs| costs.travel.estimate(Place::OnSite));
    Ok(DispatchView {
        slug: officer.tenant.slug.clone(),
        id: dispatch.id,
        session: session.as_ref().map(|session| session.id),
        house,
        federation: dispatch.federation_name.clone(),
        municipality: dispatch.municipality_name.clone(),
        central_is_here: dispatch.central.is_some(),
        asked: dispatch.asked.clone(),
        stage: dispatch.stage.clone(),
        costs: dispatch.costs.clone(),
        cost_lines: estimate.and_then(Result::ok).map(|estimate| estimate.lines).unwrap_or_default(),
        moved_to: date.filter(|date| *date != dispatch.asked.slot),
        moments: moments(tx, dispatch).await?,
        may: may(officer, house, dispatch, session.as_ref()),
        done: None,
        refused: None,
    })
}

fn may(officer: &Officer, house: House, dispatch: &Dispatch, session: Option<&Session>) -> DispatchMay {
    let (clerk, live) = (officer.has(Role::Clerk), dispatch.stage.name().is_live());
    let works = clerk && live && house != House::Municipality;
    let waits = dispatch.costs.as_ref().is_some_and(|costs| costs.approval == Approval::Waiting);
    DispatchMay {
        answer: works,
        ask: clerk && live && house == House::Federation && session.is_some_and(asking::may_ask),
        estimate: works && dispatch.asked.place == Place::OnSite,
        approve: officer.has(Role::Approver) && house == House::Municipality && live && waits,
        print: house != House::Municipality,
    }
}

/// What happened, as this house's chain has it. Who did it is named where they belong here; else their house.
async fn moments(tx: &Tx, dispatch: &Dispatch) -> Result<Vec<DispatchMoment>, Error> {
    let mut moments = Vec::new();
    for event in events::of_subject(tx, "dispatch", dispatch.id.uuid()).await? {
        let Some(happening) = Happening::from_code(&event.kind) else { continue };
        let by = by(tx, &event).await?;
        moments.push(DispatchMoment { at: event.at, happening, by });
    }
    moments.reverse();
    Ok(moments)
}

/// Who did it: by name where they belong here, else their house.
pub(super) async fn by(tx: &Tx, event: &events::Recorded) -> Result<String, Error> {
    let known = match event.account {
        Some(account) => people::find(tx, account).await?.map(|member| member.account.name),
        None => None,
    };
    let house = event.payload.get("house").and_then(Value::as_str).and_then(House::from_code);
    Ok(known.or_else(|| house.map(|house| house_words(house).to_owned())).unwrap_or_default())
}

/// What the page of a session says of its dispatch.
pub async fn at_session(tx: &Tx, officer: &Officer, session: &Session) -> Result<AtSession, Error> {
    let federation = officer.tenant.kind == TenantKind::Federation;
    let newest = dispatches::of_session(tx, session.id).await?.into_iter().next();
    let over = newest.as_ref().is_some_and(|one| one.stage.name() == StageName::Withdrawn);
    let newest = newest.filter(|_| federation || !over);
    Ok(AtSession {
        slug: officer.tenant.slug.clone(),
        session: session.id,
        dispatch: newest.map(|one| (one.id, one.stage, one.asked.slot, one.costs)),
        date: session.stage.session().map(|held| held.slot),
        may_ask: federation && officer.has(Role::Clerk) && asking::may_ask(session),
        federation,
    })
}
