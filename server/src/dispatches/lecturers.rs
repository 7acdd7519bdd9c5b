//! The lecturers of 国保中央会, or of a prefecture: who is where in a week, how much each has to do; adding one, keeping one
//! away, and sending one nowhere any more.

use super::found;
use crate::{
    actor::{LecturerClerk, LecturerReader, Officer},
    app::App,
    error::Error,
    page::{Page, see_other},
    posted::Posted,
};
use app::{
    dispatches::{AbsenceLine, Engagement, LecturerDay, LecturerLine, LecturersPage, LecturersView},
    messages::dispatches::errors,
    paths,
};
use axum::{
    extract::{Query, State},
    response::Response,
};
use chrono::{Days, NaiveDate, Timelike as _};
use domain::{
    accounts::Role,
    demos::{Week, first_quarter, quarter_begins},
    dispatches::{Field, LecturerForm, Problem},
    ids::LecturerId,
};
use elements::FormState;
use leptos::prelude::*;
use serde::Deserialize;
use std::{collections::BTreeSet, ops::Range};
use store::{
    Tx,
    dispatches::lecturers::{self, Taken, Use},
    occasions,
};
use uuid::Uuid;

const TITLE: &str = "講師の予定";
/// For how many days the load is counted.
const MONTH: u64 = 30;
const QUARTER: u64 = 90;

/// Which week, and what was just done.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    day: Option<String>,
    done: Option<String>,
}

/// The week of a day; a day that is none is today.
pub async fn index(
    officer: LecturerReader,
    State(app): State<App>,
    Query(asked): Query<Asked>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&officer.scope()).await?;
    render(&app, &tx, &page, &officer, asked, FormState::empty()).await
}

/// Adds a lecturer, or days on which one is away.
pub async fn create(
    officer: LecturerClerk,
    State(app): State<App>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let tx = app.store.write(&officer.scope()).await?;
    let ids: Vec<LecturerId> = lecturers::all(&tx).await?.into_iter().map(|one| one.id).collect();
    let now = app.clock.now();
    let outcome = match LecturerForm::parse(&typed, &ids, app.clock.today()) {
        Err(problems) => Err(problems),
        Ok(LecturerForm::Add { name, base }) => {
            let added = lecturers::add(&tx, app.clock.id(), (&name, &base), now).await?;
            if added { Ok("added") } else { Err(vec![(Field::Name, Problem::Taken)]) }
        }
        Ok(LecturerForm::Away { lecturer, first, last, why }) => {
            let kept = lecturers::keep_away(&tx, app.clock.id(), lecturer, (first, last), &why, now).await?;
            if kept { Ok("away") } else { Err(vec![(Field::First, Problem::NotFree)]) }
        }
        Ok(LecturerForm::Back(absence)) => {
            // Whoever finds it taken back already has what they wanted.
            lecturers::take_back(&tx, absence, now).await?;
            Ok("back")
        }
        // Twice is once: whoever finds it done already has what they wanted.
        Ok(LecturerForm::Retire(lecturer)) => {
            lecturers::retire(&tx, lecturer, true, now).await?;
            Ok("retired")
        }
        Ok(LecturerForm::Reinstate(lecturer)) => {
            lecturers::retire(&tx, lecturer, false, now).await?;
            Ok("reinstated")
        }
    };
    match outcome {
        Ok(done) => {
            tx.commit().await?;
            Ok(see_other(&format!("{}?done={done}", paths::lecturers(&officer.tenant.slug))))
        }
        Err(problems) => {
            // Nothing of it stays.
            drop(tx);
            let tx = app.store.read(&officer.scope()).await?;
            let rejected = FormState::rejected(typed, errors(&problems));
            render(&app, &tx, &page, &officer, Asked::default(), rejected).await
        }
    }
}

async fn render(
    app: &App,
    tx: &Tx,
    page: &Page,
    officer: &Officer,
    Asked { day, done }: Asked,
    form: FormState,
) -> Result<Response, Error> {
    let today = app.clock.today();
    // Only days that a calendar of this program reaches: adding weeks to them never overflows.
    let believed = |day: &NaiveDate| (*day - today).num_days().abs() < 3660;
    let asked = day.and_then(|day| day.parse().ok()).filter(believed);
    let week = Week::of(asked.unwrap_or(today));
    let taken =
        lecturers::taken(tx, first_quarter(week.monday())..first_quarter(week.next().monday())).await?;
    let ahead = |days| first_quarter(today.checked_add_days(Days::new(days)).unwrap_or(today));
    let load = lecturers::taken(tx, first_quarter(today)..ahead(QUARTER)).await?;
    let known = lecturers::all(tx).await?;
    let name = |id: LecturerId| {
        known.iter().find(|one| one.id == id).map(|one| one.name.clone()).unwrap_or_default()
    };
    let absences = lecturers::absences(tx, today)
        .await?
        .into_iter()
        .map(|one| AbsenceLine { id: one.id, name: name(one.lecturer), days: one.days, why: one.note })
        .collect();
    let keeps = officer.has(Role::Clerk);
    let mut lines = Vec::new();
    for lecturer in known {
        let mine: Vec<&Taken> = taken.iter().filter(|one| one.lecturer == lecturer.id).collect();
        let mut days = Vec::new();
        for day in week.days() {
            days.push(LecturerDay { day, entries: entries(tx, &officer.tenant.slug, day, &mine).await? });
        }
        let within = |until: i64| {
            let sent: BTreeSet<Uuid> = load
                .iter()
                .filter(|one| one.lecturer == lecturer.id && one.quarters.start < until)
                .filter_map(|one| match one.by {
                    Use::Dispatch(id) => Some(id.uuid()),
                    Use::Occasion(id) => Some(id.uuid()),
                    Use::Absence(_) => None,
                })
                .collect();
            sent.len()
        };
        let load = (within(ahead(MONTH)), within(ahead(QUARTER)));
        let retired = !lecturer.is_sent();
        // Whoever stopped stays in the table while there is something left to do.
        if retired && !keeps && load.1 == 0 && mine.is_empty() {
            continue;
        }
        let (id, name, base) = (lecturer.id, lecturer.name, lecturer.base);
        lines.push(LecturerLine { id, name, base, retired, load, days });
    }
    let done = match done.as_deref() {
        Some("added") => Some("講師を登録しました。".to_owned()),
        Some("away") => Some("講師の不在を登録しました。".to_owned()),
        Some("back") => Some("講師の不在を取り消しました。".to_owned()),
        Some("retired") => Some(
            "今後は派遣しない講師にしました。決まっている派遣と催しは、そのまま残っています。".to_owned(),
        ),
        Some("reinstated") => Some("再び派遣できるようにしました。".to_owned()),
        Some(_) | None => None,
    };
    let rejected = form.has_errors();
    let slug = officer.tenant.slug.clone();
    let view = LecturersView { slug, week, today, lines, absences, keeps, form, done };
    let view = move || view! { <LecturersPage view/> };
    Ok(if rejected { page.unprocessable(TITLE, view) } else { page.ok(TITLE, view) })
}

/// What a lecturer does on a day.
async fn entries(tx: &Tx, slug: &str, day: NaiveDate, taken: &[&Taken]) -> Result<Vec<Engagement>, Error> {
    let next = day.succ_opt().unwrap_or(day);
    let whole = first_quarter(day)..first_quarter(next);
    let mut entries = Vec::new();
    for one in taken {
        let here = one.quarters.start.max(whole.start)..one.quarters.end.min(whole.end);
        if here.is_empty() {
            continue;
        }
        let (what, href) = busy_words(tx, slug, &one.by).await?;
        let time = if here == whole { "終日".to_owned() } else { words(&here) };
        entries.push(Engagement { time, what, href });
    }
    Ok(entries)
}

/// Where a lecturer is, or why away.
pub(crate) async fn busy_words(tx: &Tx, slug: &str, by: &Use) -> Result<(String, Option<String>), Error> {
    match by {
        Use::Dispatch(id) => {
            let dispatch = found(tx, *id).await?;
            let words = format!("{}（{}）", dispatch.municipality_name, dispatch.federation_name);
            Ok((words, Some(paths::dispatch(slug, *id))))
        }
        Use::Occasion(id) => {
            let title = occasions::find(tx, *id).await?.ok_or(Error::NotFound)?.occasion.title;
            Ok((title, Some(paths::occasion(slug, *id))))
        }
        Use::Absence(note) => Ok((note.clone(), None)),
    }
}

fn words(quarters: &Range<i64>) -> String {
    let time = |quarter| {
        let at = quarter_begins(quarter).time();
        format!("{}:{:02}", at.hour(), at.minute())
    };
    format!("{}〜{}", time(quarters.start), time(quarters.end))
}
