//! Rates that others published: seen by every house, written down by 担当 of a municipality or of 国保中央会.

use crate::{
    actor::{CatalogueClerk, Officer},
    app::App,
    error::Error,
    export::Saving,
    faster::Faster,
    page::{Page, see_other},
    posted::Posted,
};
use app::{
    adoption::{PublishedFormPage, PublishedLine, PublishedPage, PublishedView},
    messages::adoption_counts as words,
    paths,
};
use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use domain::{
    accounts::{Role, TenantKind},
    adoption::{PublishedField, PublishedRate},
    form::Typed,
    ids::{PublishedRateId, TenantId},
};
use elements::FormState;
use leptos::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use store::{
    Tx,
    adoption::{self, KeptRate},
    tenants,
};
use tables::{Column, Kind, Table, Value};

const TITLE: &str = "公表された導入率";
const NEW: &str = "公表された導入率を加える";
const EDIT: &str = "公表された導入率を直す";

/// What an address may say.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub struct Asked {
    done: String,
}

/// Every rate that the house sees, with who keeps it.
pub(super) async fn lines(tx: &Tx, own: TenantId) -> Result<Vec<PublishedLine>, Error> {
    let kept = adoption::published(tx).await?;
    // 国保中央会 and the own house, not everybody there is.
    let keepers: BTreeSet<TenantId> = kept.iter().map(|kept| kept.house).collect();
    let keepers: Vec<TenantId> = keepers.into_iter().collect();
    let houses: BTreeMap<TenantId, String> =
        tenants::several(tx, &keepers).await?.into_iter().map(|tenant| (tenant.id, tenant.name)).collect();
    Ok(kept
        .into_iter()
        .map(|KeptRate { id, house, rate, version: _ }| PublishedLine {
            id,
            rate,
            house: houses.get(&house).cloned().unwrap_or_default(),
            own: house == own,
        })
        .collect())
}

/// All of them.
pub async fn index(
    officer: Officer,
    State(app): State<App>,
    Query(asked): Query<Asked>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&officer.scope()).await?;
    let kind = officer.tenant.kind;
    let writes = matches!(kind, TenantKind::Municipality | TenantKind::Central);
    let published = PublishedView {
        slug: officer.tenant.slug.clone(),
        lines: lines(&tx, officer.tenant.id).await?,
        register: kind == TenantKind::Municipality,
        central: kind == TenantKind::Central,
        may_write: writes && officer.has(Role::Clerk),
        done: match asked.done.as_str() {
            "added" => Some("記録しました"),
            "saved" => Some("記録を直しました"),
            "removed" => Some("記録を削除しました"),
            _ => None,
        },
    };
    Ok(page.ok(TITLE, move || view! { <PublishedPage published/> }))
}

/// All of them as a table.
pub async fn export(officer: Officer, State(app): State<App>, saving: Saving) -> Result<Response, Error> {
    let tx = app.store.read(&officer.scope()).await?;
    let lines = lines(&tx, officer.tenant.id).await?;
    let columns = vec![
        Column::new(words::published_label(PublishedField::Whose), Kind::Text),
        Column::new(words::published_label(PublishedField::Percent), Kind::Tenths),
        Column::new(words::published_label(PublishedField::Numerator), Kind::Number),
        Column::new(words::published_label(PublishedField::Denominator), Kind::Number),
        Column::new("割合から逆算した分母（およそ）", Kind::Number),
        Column::new(words::published_label(PublishedField::Definition), Kind::Text),
        Column::new(words::published_label(PublishedField::AsOf), Kind::Text),
        Column::new(words::published_label(PublishedField::Source), Kind::Text),
        Column::new(words::published_label(PublishedField::Url), Kind::Text),
        Column::new(words::published_label(PublishedField::Note), Kind::Text),
        Column::new("記録した団体", Kind::Text),
    ];
    let count = |count: Option<u64>| count.and_then(|count| i64::try_from(count).ok());
    let rows = lines.into_iter().map(|PublishedLine { id: _, rate, house, own: _ }| {
        vec![
            Value::from(rate.whose.clone()),
            rate.rate().into(),
            count(rate.numerator).into(),
            count(rate.denominator).into(),
            count(rate.implied_denominator()).into(),
            rate.definition.clone().into(),
            words::published_as_of(&rate).into(),
            rate.source.into(),
            rate.url.into(),
            rate.note.into(),
            house.into(),
        ]
    });
    saving.answer(TITLE, Table { title: TITLE.to_owned(), columns, rows: rows.collect() })
}

/// An empty form.
pub async fn new(clerk: CatalogueClerk, page: Page) -> Result<Response, Error> {
    let slug = clerk.tenant.slug.clone();
    Ok(page.ok(NEW, move || view! { <PublishedFormPage slug editing=None form=FormState::empty()/> }))
}

/// Writes one down.
pub async fn create(
    clerk: CatalogueClerk,
    State(app): State<App>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let slug = clerk.tenant.slug.clone();
    let rate = match PublishedRate::parse(&typed, app.clock.today()) {
        Ok(rate) => rate,
        Err(problems) => {
            let form = FormState::rejected(typed, words::published_errors(&problems));
            return Ok(page.unprocessable(NEW, move || view! { <PublishedFormPage slug editing=None form/> }));
        }
    };
    let tx = app.store.write(&clerk.scope()).await?;
    adoption::publish(&tx, app.clock.id(), &rate, app.clock.now()).await?;
    tx.commit().await?;
    Ok(see_other(&format!("{}?done=added", paths::published_rates(&slug))))
}

/// The form, filled from what stands.
pub async fn edit(
    clerk: CatalogueClerk,
    State(app): State<App>,
    Path((slug, id)): Path<(String, PublishedRateId)>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&clerk.scope()).await?;
    let kept = adoption::own_published(&tx, id).await?.ok_or(Error::NotFound)?;
    let (form, editing) = (FormState::filled(kept.rate.fill()), Some((id, kept.version)));
    Ok(page.ok(EDIT, move || view! { <PublishedFormPage slug editing form/> }))
}

/// Saves it over the version that was seen.
pub async fn update(
    clerk: CatalogueClerk,
    State(app): State<App>,
    Path((slug, id)): Path<(String, PublishedRateId)>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let tx = app.store.write(&clerk.scope()).await?;
    let kept = adoption::own_published(&tx, id).await?.ok_or(Error::NotFound)?;
    let version = typed.version();
    let mine = match PublishedRate::parse(&typed, app.clock.today()) {
        Ok(mine) => mine,
        Err(problems) => {
            let form = FormState::rejected(typed, words::published_errors(&problems));
            let editing = Some((id, version));
            return Ok(page.unprocessable(EDIT, move || view! { <PublishedFormPage slug editing form/> }));
        }
    };
    match adoption::edit_published(&tx, id, version, &mine, app.clock.now()).await {
        Ok(()) => tx.commit().await?,
        Err(store::Error::Stale) => return Err(conflict(&tx, &slug, &kept, &mine).await?),
        Err(error) => return Err(error.into()),
    }
    Ok(see_other(&format!("{}?done=saved", paths::published_rates(&slug))))
}

async fn conflict(tx: &Tx, slug: &str, kept: &KeptRate, mine: &PublishedRate) -> Result<Error, Error> {
    let (now, mine) = (kept.rate.fill(), mine.fill());
    let shown = |field: PublishedField, typed: &Typed| match (field, typed.get(field.name())) {
        (PublishedField::MonthOnly, "yes") => "月だけ".to_owned(),
        (PublishedField::MonthOnly, _) => "日まで".to_owned(),
        (_, value) => value.to_owned(),
    };
    let differences = PublishedField::ALL
        .into_iter()
        .map(|field| (words::published_label(field).to_owned(), shown(field, &now), shown(field, &mine)))
        .filter(|(_, now, mine)| now != mine);
    let faster = Faster::last(tx, ("published_rate", kept.id.uuid())).await?;
    let what = format!("「{}」の導入率", kept.rate.whose);
    let latest = paths::edit_published_rate(slug, kept.id);
    Ok(faster.conflict(what, "この記録を直しました", differences.collect(), latest))
}

/// Takes one away. Twice is once.
pub async fn remove(
    clerk: CatalogueClerk,
    State(app): State<App>,
    Path((slug, id)): Path<(String, PublishedRateId)>,
    Posted(_): Posted,
) -> Result<Response, Error> {
    let tx = app.store.write(&clerk.scope()).await?;
    let others =
        adoption::published(&tx).await?.iter().any(|kept| kept.id == id && kept.house != clerk.tenant.id);
    if others {
        return Err(Error::NotFound);
    }
    adoption::remove_published(&tx, id, app.clock.now()).await?;
    tx.commit().await?;
    Ok(see_other(&format!("{}?done=removed", paths::published_rates(&slug))))
}
