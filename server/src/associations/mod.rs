//! 関係団体: bodies that are no offices, and the offices that belong to them.

mod mailing;
mod members;

use crate::{
    actor::{Clerk, Reader},
    app::App,
    error::Error,
    export::Saving,
    faster::Faster,
    page::{Page, see_other},
    posted::Posted,
    routing::Routes,
};
use app::{
    associations::{
        AssociationFormPage, AssociationLine, AssociationPage, AssociationView, AssociationsPage,
    },
    errors::differing,
    messages::{associations as words, campaigns as told},
    paths,
};
use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use domain::{
    accounts::Role,
    associations::{Association, Field},
    campaigns::Standing,
    ids::{AssociationId, OfficeId},
};
use elements::FormState;
use leptos::prelude::*;
use store::{
    Tx,
    associations::{self, Kept},
    campaigns::{activities, recipients},
    offices, opt_outs, views,
};
use tables::{Column, Kind, Table, Value};

/// The routes.
pub(crate) fn routes(routes: Routes) -> Routes {
    routes
        .show("/t/{tenant}/associations", index)
        .show("/t/{tenant}/associations/export", export)
        .page("/t/{tenant}/associations/new", new, create)
        .page("/t/{tenant}/associations/mailing", mailing::show, mailing::create)
        .show("/t/{tenant}/associations/{association}", show)
        .page("/t/{tenant}/associations/{association}/edit", edit, update)
        .act("/t/{tenant}/associations/{association}/members", members::create)
        .act("/t/{tenant}/associations/{association}/members/{office}/removal", members::remove)
        .act("/t/{tenant}/associations/{association}/closure", close)
}

const NEW: &str = "関係団体を登録する";
const EDIT: &str = "関係団体の登録を直す";

/// What an address may say.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
struct Asked {
    done: String,
    /// How many offices joined.
    joined: Option<u64>,
}

/// Every association; that they were looked at is kept, for people are named.
async fn index(reader: Reader, State(app): State<App>, page: Page) -> Result<Response, Error> {
    let tx = app.store.look(&reader.scope()).await?;
    let counts = associations::counts(&tx).await?;
    let line = |kept: Kept| AssociationLine {
        members: counts.get(&kept.id).copied().unwrap_or(0),
        id: kept.id,
        association: kept.association,
        put_away_at: kept.put_away_at,
    };
    let lines: Vec<_> = associations::all(&tx).await?.into_iter().map(line).collect();
    views::record(&tx, app.clock.id(), app.clock.now(), "tenant", reader.tenant.id.uuid(), "associations")
        .await?;
    tx.commit().await?;
    let (slug, may_write) = (reader.tenant.slug.clone(), reader.has(Role::Clerk));
    Ok(page.ok("関係団体", move || view! { <AssociationsPage slug lines may_write/> }))
}

/// The same as a table; that it was taken is kept.
async fn export(reader: Reader, State(app): State<App>, saving: Saving) -> Result<Response, Error> {
    let tx = app.store.look(&reader.scope()).await?;
    let counts = associations::counts(&tx).await?;
    let all = associations::all(&tx).await?;
    let (id, now) = (app.clock.id(), app.clock.now());
    views::record(&tx, id, now, "tenant", reader.tenant.id.uuid(), "associations_saved").await?;
    tx.commit().await?;
    let kind = |field| match field {
        Field::Phone | Field::Fax | Field::PostalCode => Kind::Code,
        _ => Kind::Text,
    };
    let mut columns: Vec<Column> =
        Field::ALL.map(|field| Column::new(words::label(field), kind(field))).to_vec();
    columns.push(Column::new("入っている事業所", Kind::Number));
    let rows = all.into_iter().map(|kept| {
        let fill = kept.association.fill();
        let value = |field: Field| match field {
            Field::Kind => words::kind(kept.association.kind).to_owned(),
            _ => fill.get(field.name()).to_owned(),
        };
        let members = counts.get(&kept.id).copied().unwrap_or(0);
        let mut row: Vec<Value> = Field::ALL.map(|field| Value::from(value(field))).to_vec();
        row.push(i64::try_from(members).unwrap_or(i64::MAX).into());
        row
    });
    let table = Table { title: "関係団体".to_owned(), columns, rows: rows.collect() };
    saving.answer(&format!("関係団体_{}_{}", reader.tenant.name, app.clock.today()), table)
}

/// One of the house, or not there.
async fn found(tx: &Tx, id: AssociationId) -> Result<Kept, Error> {
    associations::find(tx, id).await?.ok_or(Error::NotFound)
}

/// One; that it was looked at is kept.
async fn show(
    reader: Reader,
    State(app): State<App>,
    Path((_, id)): Path<(String, AssociationId)>,
    Query(asked): Query<Asked>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.look(&reader.scope()).await?;
    let mut shown = view_of(&tx, &reader, id).await?;
    views::record(&tx, app.clock.id(), app.clock.now(), "association", id.uuid(), "association").await?;
    tx.commit().await?;
    shown.done = match (asked.done.as_str(), asked.joined) {
        (_, Some(joined)) => Some(format!("{joined}件の事業所を加えました")),
        ("added", None) => Some("登録しました".to_owned()),
        ("saved", None) => Some("登録を直しました".to_owned()),
        ("left", None) => Some("事業所を外しました".to_owned()),
        ("closed", None) => Some("使うのをやめました".to_owned()),
        ("returned", None) => Some("また使えるようにしました".to_owned()),
        _ => None,
    };
    let title = shown.line.association.name.clone();
    let form = FormState::empty();
    Ok(page.ok(&title, move || view! { <AssociationPage page=shown form/> }))
}

async fn view_of(tx: &Tx, reader: &Reader, id: AssociationId) -> Result<AssociationView, Error> {
    let kept = found(tx, id).await?;
    let stopped = match &kept.association.email {
        Some(email) => opt_outs::since(tx, email).await?,
        None => None,
    };
    let ids: Vec<OfficeId> = associations::members(tx, id).await?;
    let mut belonging: Vec<(OfficeId, String, String)> = offices::several(tx, &ids)
        .await?
        .into_iter()
        .map(|office| (office.id, office.number.to_string(), office.particulars.name))
        .collect();
    belonging.sort_by(|one, other| one.1.cmp(&other.1));
    Ok(AssociationView {
        slug: reader.tenant.slug.clone(),
        line: AssociationLine {
            id,
            association: kept.association,
            put_away_at: kept.put_away_at,
            members: belonging.len() as u64,
        },
        version: kept.version,
        stopped,
        mails: associations::mailed(tx, Some(id))
            .await?
            .into_iter()
            .map(|mail| (mail.subject, words::mail(&mail.state), mail.at))
            .collect(),
        reached: reached(tx, &reader.tenant.slug, id).await?,
        offices: belonging,
        may_write: reader.has(Role::Clerk),
        done: None,
        wrong: Vec::new(),
    })
}

/// The activities whose lists reach it, the newest first, with what came back.
async fn reached(tx: &Tx, slug: &str, id: AssociationId) -> Result<Vec<(String, String)>, Error> {
    let mut reached = Vec::new();
    for (activity, one) in recipients::of_association(tx, id).await? {
        let Some(of) = activities::find(tx, activity).await? else { continue };
        let came = one.reply.map_or(told::standing(Standing::Open), told::reply);
        let words = format!("{}：{}（{came}）", told::kind(of.text.kind), of.text.title);
        reached.push((words, paths::activity(slug, of.campaign, activity)));
    }
    Ok(reached)
}

/// An empty form.
async fn new(clerk: Clerk, page: Page) -> Response {
    let slug = clerk.tenant.slug.clone();
    page.ok(NEW, move || view! { <AssociationFormPage slug editing=None form=FormState::empty()/> })
}

/// Adds one.
async fn create(
    clerk: Clerk,
    State(app): State<App>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let slug = clerk.tenant.slug.clone();
    let association = match Association::parse(&typed) {
        Ok(association) => association,
        Err(problems) => {
            let form = FormState::rejected(typed, words::errors(&problems));
            return Ok(
                page.unprocessable(NEW, move || view! { <AssociationFormPage slug editing=None form/> })
            );
        }
    };
    let tx = app.store.write(&clerk.scope()).await?;
    let id: AssociationId = app.clock.id();
    associations::add(&tx, id, &association, app.clock.now()).await?;
    tx.commit().await?;
    Ok(see_other(&format!("{}?done=added", paths::association(&slug, id))))
}

/// The form, filled from what stands.
async fn edit(
    clerk: Clerk,
    State(app): State<App>,
    Path((slug, id)): Path<(String, AssociationId)>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&clerk.scope()).await?;
    let kept = found(&tx, id).await?;
    let (form, editing) = (FormState::filled(kept.association.fill()), Some((id, kept.version)));
    Ok(page.ok(EDIT, move || view! { <AssociationFormPage slug editing form/> }))
}

/// Saves it over the version that was seen.
async fn update(
    clerk: Clerk,
    State(app): State<App>,
    Path((slug, id)): Path<(String, AssociationId)>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let tx = app.store.write(&clerk.scope()).await?;
    let kept = found(&tx, id).await?;
    let version = typed.version();
    let association = match Association::parse(&typed) {
        Ok(association) => association,
        Err(problems) => {
            let form = FormState::rejected(typed, words::errors(&problems));
            let editing = Some((id, version));
            return Ok(page.unprocessable(EDIT, move || view! { <AssociationFormPage slug editing form/> }));
        }
    };
    match associations::save(&tx, id, version, &association, app.clock.now()).await {
        Ok(()) => tx.commit().await?,
        Err(store::Error::Stale) => return Err(conflict(&tx, &slug, &kept, Some(&association)).await?),
        Err(error) => return Err(error.into()),
    }
    Ok(see_other(&format!("{}?done=saved", paths::association(&slug, id))))
}

/// Puts one away, or brings it back, over the version that was seen.
async fn close(
    clerk: Clerk,
    State(app): State<App>,
    Path((slug, id)): Path<(String, AssociationId)>,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let tx = app.store.write(&clerk.scope()).await?;
    let kept = found(&tx, id).await?;
    let away = typed.get("act") != "return";
    let seen = Kept { version: typed.version(), ..kept.clone() };
    match associations::put_away(&tx, &seen, away, app.clock.now()).await {
        Ok(()) => tx.commit().await?,
        Err(store::Error::Stale) => return Err(conflict(&tx, &slug, &kept, None).await?),
        Err(error) => return Err(error.into()),
    }
    let done = if away { "closed" } else { "returned" };
    Ok(see_other(&format!("{}?done={done}", paths::association(&slug, id))))
}

async fn conflict(tx: &Tx, slug: &str, now: &Kept, mine: Option<&Association>) -> Result<Error, Error> {
    let differences = mine
        .map(|mine| differing(Field::ALL, Field::name, words::label, &now.association.fill(), &mine.fill()))
        .unwrap_or_default();
    let faster = Faster::last(tx, ("association", now.id.uuid())).await?.at(now.updated_at);
    let what = format!("関係団体「{}」", now.association.name);
    Ok(faster.conflict(what, "この登録を変えました", differences, paths::association(slug, now.id)))
}
