//! The ledger of a material: writing a line, taking one back, saving all of it.

use super::{found, found_to_change, told};
use crate::{
    actor::{Clerk, Reader},
    app::App,
    error::Error,
    export::Saving,
    page::{Page, see_other},
    posted::Posted,
};
use app::{
    materials::{MovementFormPage, MovementFormView},
    messages::{
        demos::slot,
        materials::{errors, movement, movement_act},
    },
    paths,
};
use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use domain::{
    form::Typed,
    ids::{ActivityId, DemoId, MaterialId, MovementId},
    materials::{
        LedgerError, MaterialField as Field, MaterialProblem as Problem, MovementKind, NewMovement, Places,
        To,
    },
    wareki::format_date,
};
use elements::FormState;
use leptos::prelude::*;
use store::{
    Tx, accounts,
    campaigns::{self, recipients},
    demos::sessions,
    materials::{
        Kept,
        movements::{self, Destination, Movement, NewLine, NotUndone},
    },
    offices, views,
};
use tables::{Field as Column, Kind, Table};

/// What can be chosen, with words.
struct Known {
    sessions: Vec<(DemoId, String)>,
    activities: Vec<(ActivityId, String)>,
}

impl Known {
    async fn of(tx: &Tx) -> Result<Self, Error> {
        let dated = sessions::all(tx).await?.into_iter().filter_map(|session| {
            let held = session.stage.public()?;
            Some((session.id, slot(&held.slot)))
        });
        let mut known = Self { sessions: dated.collect(), activities: Vec::new() };
        for campaign in campaigns::all(tx).await? {
            for activity in campaigns::activities::of_campaign(tx, campaign.id).await? {
                let name = format!("{}　{}", campaign.text.name, activity.text.title);
                known.activities.push((activity.id, name));
            }
        }
        Ok(known)
    }

    fn places(&self) -> Places {
        Places {
            sessions: self.sessions.iter().map(|(id, _)| *id).collect(),
            activities: self.activities.iter().map(|(id, _)| *id).collect(),
        }
    }

    fn session(&self, id: DemoId) -> String {
        self.sessions.iter().find(|(known, _)| *known == id).map(|(_, name)| name.clone()).unwrap_or_default()
    }

    fn activity(&self, id: ActivityId) -> String {
        let found = self.activities.iter().find(|(known, _)| *known == id);
        found.map(|(_, name)| name.clone()).unwrap_or_default()
    }
}

/// The form: what is written down stands in the address, with whom it goes to where another page says so.
pub async fn new(
    clerk: Clerk,
    State(app): State<App>,
    Path((slug, id)): Path<(String, MaterialId)>,
    Query(asked): Query<Vec<(String, String)>>,
    page: Page,
) -> Result<Response, Error> {
    let asked = Typed::new(asked);
    let tx = app.store.read(&clerk.scope()).await?;
    let kept = found(&tx, id).await?;
    if !kept.is_stocked() {
        return Ok(see_other(&paths::material(&slug, id)));
    }
    let kind = kind_of(&asked);
    let typed = Typed::default().with(Field::On.name(), format_date(app.clock.today()));
    let known = [Field::To, Field::Office, Field::Session, Field::Activity];
    let typed = known.into_iter().fold(typed, |typed, field| match asked.get(field.name()) {
        "" => typed,
        value => typed.with(field.name(), value),
    });
    Ok(render(&page, slug, &kept, kind, &Known::of(&tx).await?, FormState::filled(typed)))
}

/// Writes a line, or says what is wrong with it.
pub async fn create(
    clerk: Clerk,
    State(app): State<App>,
    Path((slug, id)): Path<(String, MaterialId)>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let tx = app.store.write(&clerk.scope()).await?;
    let kept = found_to_change(&tx, id).await?;
    if !kept.is_stocked() {
        return Ok(see_other(&paths::material(&slug, id)));
    }
    let known = Known::of(&tx).await?;
    let (kind, audience) = (kind_of(&typed), kept.material.audience);
    let rejected = |typed: Typed, problems: &[(Field, Problem)]| {
        let form = FormState::rejected(typed, errors(problems));
        Ok(render(&page, slug.clone(), &kept, kind, &known, form))
    };
    let new = match NewMovement::parse(&typed, audience, &known.places(), app.clock.today()) {
        Ok(new) => new,
        Err(problems) => return rejected(typed, &problems),
    };
    if let Some(To::EachOf(activity)) = new.to {
        let reached = recipients::list(&tx, activity).await?.into_iter();
        let offices: Vec<_> = reached
            .filter(|one| one.exclusion.is_none())
            // The ledger names offices; what a body was given is written down by its name.
            .filter_map(|one| Some((one.target.party.office()?, one.target.name)))
            .collect();
        if offices.is_empty() {
            return rejected(typed, &[(Field::Activity, Problem::NoList)]);
        }
        // What it was handed out for stands in the line of each.
        let note = [known.activity(activity), new.note].join("　").trim().to_owned();
        let line = NewLine { act: new.act, on: new.on, to: None, to_name: String::new(), order: None, note };
        let (ids, now) = (|| -> MovementId { app.clock.id() }, app.clock.now());
        return match movements::hand_round(&tx, &kept, &ids, &line, (activity, &offices), now).await? {
            Ok(_) => {
                tx.commit().await?;
                Ok(told(&slug, id, "moved"))
            }
            Err(error) => rejected(typed, &[(Field::Pieces, problem(error))]),
        };
    }
    let Some((to, to_name)) = destination(&tx, &known, new.to).await? else {
        return rejected(typed, &[(Field::Office, Problem::UnknownOffice)]);
    };
    let line = NewLine { act: new.act, on: new.on, to, to_name, order: None, note: new.note };
    match movements::add(&tx, &kept, app.clock.id(), &line, app.clock.now()).await? {
        Ok(_) => {
            tx.commit().await?;
            Ok(told(&slug, id, "moved"))
        }
        Err(error) => rejected(typed, &[(Field::Pieces, problem(error))]),
    }
}

/// Takes a line back, or all that was handed round with it.
pub async fn undo(
    clerk: Clerk,
    State(app): State<App>,
    Path((slug, id, movement)): Path<(String, MaterialId, MovementId)>,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let tx = app.store.write(&clerk.scope()).await?;
    let kept = found_to_change(&tx, id).await?;
    let line = movements::find(&tx, id, movement).await?.ok_or(Error::NotFound)?;
    let (today, now) = (app.clock.today(), app.clock.now());
    let done = if typed.get("round").is_empty() {
        movements::undo(&tx, &kept, &line, (app.clock.id(), today), now).await
    } else {
        let ids = || -> MovementId { app.clock.id() };
        movements::undo_round(&tx, &kept, &line, &ids, today, now).await
    };
    match done {
        Ok(Ok(_)) => {
            tx.commit().await?;
            Ok(told(&slug, id, "undone"))
        }
        Ok(Err(NotUndone::Pieces(_))) => Ok(told(&slug, id, "short")),
        Ok(Err(NotUndone::Counted)) => Ok(told(&slug, id, "counted_since")),
        Ok(Err(NotUndone::Before)) | Err(store::Error::Stale) => Ok(told(&slug, id, "undone_before")),
        Err(error) => Err(error.into()),
    }
}

/// What is wrong with the pieces.
pub(super) const fn problem(error: LedgerError) -> Problem {
    match error {
        LedgerError::Short { left } => Problem::Short { left },
        LedgerError::Full => Problem::Full,
    }
}

/// What is written down; handing out, where the address says nothing.
fn kind_of(typed: &Typed) -> MovementKind {
    MovementKind::from_code(typed.get(Field::Movement.name()))
        .filter(|kind| *kind != MovementKind::Undone)
        .unwrap_or(MovementKind::HandedOut)
}

/// To whom, with words; none where the register has no such office.
async fn destination(
    tx: &Tx,
    known: &Known,
    to: Option<To>,
) -> Result<Option<(Option<Destination>, String)>, Error> {
    Ok(Some(match to {
        None => (None, String::new()),
        Some(To::Other(name)) => (None, name),
        Some(To::Session(id)) => (Some(Destination::Session(id)), known.session(id)),
        Some(To::Activity(id) | To::EachOf(id)) => (Some(Destination::Activity(id)), known.activity(id)),
        Some(To::Office(number)) => {
            let Some(id) = offices::by_number(tx, number).await? else { return Ok(None) };
            let office = offices::find(tx, id).await?.ok_or(Error::NotFound)?;
            (Some(Destination::Office(id)), office.particulars.name)
        }
    }))
}

/// A line with who wrote it.
struct Row {
    movement: Movement,
    by: String,
}

const FIELDS: [Column<Row>; 8] = [
    ("日付", Kind::Date, |row| row.movement.on.into()),
    ("種類", Kind::Text, |row| movement(row.movement.kind).into()),
    ("増減", Kind::Number, |row| i64::from(row.movement.change).into()),
    ("在庫", Kind::Number, |row| i64::from(row.movement.stock).into()),
    ("相手", Kind::Text, |row| row.movement.to_name.clone().into()),
    ("備考", Kind::Text, |row| row.movement.note.clone().into()),
    ("記録した人", Kind::Text, |row| row.by.clone().into()),
    ("記録した日時", Kind::Moment, |row| row.movement.at.into()),
];

/// The whole ledger, the first line first; that somebody took it is kept, for people may be named in it.
pub async fn export(
    reader: Reader,
    State(app): State<App>,
    Path((_, id)): Path<(String, MaterialId)>,
    saving: Saving,
) -> Result<Response, Error> {
    let tx = app.store.look(&reader.scope()).await?;
    let kept = found(&tx, id).await?;
    let names = accounts::names(&tx).await?;
    let mut rows: Vec<Row> = movements::of_material(&tx, id)
        .await?
        .into_iter()
        .map(|movement| Row { by: names.get(&movement.by).cloned().unwrap_or_default(), movement })
        .collect();
    rows.reverse();
    views::record(&tx, app.clock.id(), app.clock.now(), "material", id.uuid(), "movements").await?;
    tx.commit().await?;
    let name = format!("在庫の記録_{}_{}", kept.material.title, app.clock.today());
    saving.answer(&name, Table::of("在庫の記録", &FIELDS, &rows))
}

fn render(
    page: &Page,
    slug: String,
    kept: &Kept,
    kind: MovementKind,
    known: &Known,
    form: FormState,
) -> Response {
    let rejected = form.has_errors();
    let sessions = known.sessions.iter().map(|(id, name)| (id.to_string(), name.clone())).collect();
    let activities = known.activities.iter().map(|(id, name)| (id.to_string(), name.clone())).collect();
    let (title, stock) = (kept.material.title.clone(), kept.stock);
    let view = MovementFormView { slug, id: kept.id, title, stock, kind, sessions, activities, form };
    let view = move || view! { <MovementFormPage view/> };
    let title = movement_act(kind);
    if rejected { page.unprocessable(title, view) } else { page.ok(title, view) }
}
