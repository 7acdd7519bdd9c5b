//! 当日の資料: everything the day needs, on paper: the list with codes to tick, empty rows for who comes besides, the
//! questions that were asked before, how people take turns, room for questions of the day.

use super::{found, views};
use crate::{actor::Partner, app::App, download, error::Error, page::see_other};
use app::{
    messages::demos::{hands_on as hands_on_words, headcount, resource_kind, slot},
    paths,
};
use axum::{
    extract::{Path, State},
    response::Response,
};
use documents::{DayGuest, DaySheet};
use domain::{
    demos::{HandsOn, ResourceKind, hands_on},
    ids::DemoId,
};
use store::demos::{
    questions,
    registrations::{self, Registration},
    sessions::Session,
};

/// How so many people who have places try the system.
pub(super) fn turns(session: &Session, all: &[Registration]) -> Option<HandsOn> {
    let held = session.stage.session()?;
    let sets = held.promises.iter().filter(|one| one.kind == ResourceKind::DemoSet).count();
    let minutes = held.slot.quarters();
    let minutes = (minutes.end - minutes.start) * i64::from(domain::demos::QUARTER_MINUTES);
    hands_on(
        views::registered(all).people,
        u16::try_from(sets).unwrap_or(u16::MAX),
        u16::try_from(minutes).unwrap_or(u16::MAX),
    )
}

/// The sheets.
pub async fn show(
    officer: Partner,
    State(app): State<App>,
    Path((slug, id)): Path<(String, DemoId)>,
) -> Result<Response, Error> {
    let tx = app.store.look(&officer.scope()).await?;
    let session = found(&tx, id).await?;
    let Some(held) = session.stage.public() else {
        return Ok(see_other(&paths::demo_session(&slug, id)));
    };
    store::views::record(&tx, app.clock.id(), app.clock.now(), "demo", id.uuid(), "participants").await?;
    let all = registrations::of_session(&tx, id).await?;
    let asked = questions::of_session(&tx, id).await?;
    tx.commit().await?;
    let with = |kind: ResourceKind| {
        let names = held.promises.iter().filter(|one| one.kind == kind).map(|one| one.name.as_str());
        let names = names.collect::<Vec<_>>().join("、");
        (!names.is_empty()).then(|| (resource_kind(kind).to_owned(), names))
    };
    let mut facts = vec![
        ("日時".to_owned(), slot(&held.slot)),
        ("場所".to_owned(), views::location(&session)),
        ("内容".to_owned(), views::menus(&session.request)),
        (
            "申込み".to_owned(),
            format!("{}（定員{}人）", headcount(views::registered(&all)), held.capacity.get()),
        ),
    ];
    facts.extend(ResourceKind::ALL.iter().copied().filter_map(with));
    facts.push((
        "市区町村の担当".to_owned(),
        format!("{}　{}", session.request.contact.name, session.request.contact.phone),
    ));
    let guest = |one: &Registration| DayGuest {
        code: one.code.to_string(),
        office: one.office_name.clone(),
        name: one.name.clone(),
        people: one.people,
    };
    let sheet = DaySheet {
        body: officer.tenant.name.clone(),
        about: views::about(&session),
        facts,
        turns: turns(&session, &all).map(hands_on_words).unwrap_or_default(),
        guests: all.iter().filter(|one| one.is_placed()).map(guest).collect(),
        waiting: all.iter().filter(|one| one.wait.is_some()).map(guest).collect(),
        questions: asked
            .into_iter()
            .filter(|one| one.answer.is_none())
            .map(|one| (one.by, one.asked))
            .collect(),
    };
    let (name, now, fonts) = (sheet.file_name(), app.clock.now(), app.fonts.clone());
    let made = tokio::task::spawn_blocking(move || sheet.render(now, &fonts))
        .await
        .map_err(|_| Error::Internal("setting the day's sheets was broken off"))?
        .map_err(|_| Error::Internal("the day's sheets cannot be set"))?;
    Ok(download::file(&name, "application/pdf", made.pdf))
}
