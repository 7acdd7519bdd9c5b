//! Rows as pages show them.

use app::{
    demos::{SessionLine, TaskLine},
    messages::demos::{location as location_words, menu, side, slot_short},
    when,
};
use chrono::{DateTime, Utc};
use domain::{
    demos::{Headcount, SessionRequest, Stage, StageName, WAIT},
    form::Typed,
    tokyo,
};
use store::{
    demos::{chores::Task, place_holds::SetAside, registrations::Registration, sessions::Session},
    tenants::Tenant,
};

/// A session as a line, for an officer who takes attendance or does not.
pub(super) fn line(session: &Session, takes: bool, aside: &SetAside, now: DateTime<Utc>) -> SessionLine {
    let held = session.stage.session();
    SessionLine {
        id: session.id,
        municipality: session.name.clone(),
        stage: session.stage.name(),
        slot: held.map(|held| held.slot).or_else(|| session.request.candidates.first().copied()),
        fixed: held.is_some(),
        place: session.place().0,
        venue: session.place().1.to_owned(),
        others: if held.is_some() { 0 } else { session.request.candidates.len().saturating_sub(1) },
        places: held.map(|held| (aside.registered(session), held.capacity.get())),
        offered: session.stage.name() == StageName::Requested && !session.request.offered.is_empty(),
        filling: aside.filling(session),
        kept: aside.kept(session),
        to_call: session.stage.registers(now).map_or(0, |_| aside.to_call(session)),
        counts: takes && session.stage.attends(now).is_ok(),
        since: match session.stage {
            Stage::Requested { at } => Some(tokyo::date(at)),
            _ => None,
        },
    }
}

/// A task as a line; `about` names its session on lists of several.
pub(super) fn task(task: &Task, about: Option<String>) -> TaskLine {
    TaskLine {
        id: task.id,
        session: task.session,
        about,
        task: task.task.clone(),
        due: task.due,
        note: task.note.clone(),
        done: task
            .done
            .as_ref()
            .map(|done| format!("{}（{}）が{}に完了", done.name, side(done.side), when::moment(done.at))),
    }
}

/// Municipality and date of a session, in words.
pub(crate) fn about(session: &Session) -> String {
    let at = session.stage.session().map(|held| held.slot);
    let at = at.or_else(|| session.request.candidates.first().copied());
    let at = at.map(|at| slot_short(&at)).unwrap_or_default();
    format!("{}　{at}", session.name)
}

/// Who is registered: walk-ins are not, nor who waits.
pub(super) fn registered(all: &[Registration]) -> Headcount {
    let entries = all.iter().filter(|one| one.is_placed());
    Headcount::of(entries.map(|one| (one.office, one.people)))
}

/// Who came; none while nobody was counted.
pub(super) fn attended(all: &[Registration]) -> Option<Headcount> {
    let came: Vec<_> = all.iter().filter_map(|one| one.attended.map(|people| (one.office, people))).collect();
    let counted = !came.is_empty();
    counted.then(|| Headcount::of(came.into_iter().filter(|(_, people)| *people > 0)))
}

/// Where a session is, as offices read it.
pub(super) fn location(session: &Session) -> String {
    let (place, venue) = session.place();
    location_words(place, venue)
}

/// What can be tried, as offices read it.
pub(super) fn menus(request: &SessionRequest) -> String {
    request.menu.iter().map(|one| menu(*one)).collect::<Vec<_>>().join("、")
}

/// A form that found no places left, with the box that says that one waits ticked where one may: the same button takes that.
pub(super) fn ticked_to_wait(typed: Typed, waits: bool) -> Typed {
    if waits { typed.with(WAIT, "yes") } else { typed }
}

/// Who answers for a house, in one line.
pub(crate) fn desk(tenant: &Tenant) -> String {
    let settings = &tenant.settings;
    format!("{}　電話 {}（{}）", settings.department, settings.phone, settings.hours)
}
