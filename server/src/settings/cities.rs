//! 構成市区町村: who the members of a federation are. Its administrator adds the municipalities of its prefecture, and the
//! prefecture, with the houses that they have here or by their names; lets them rest; takes out who was added by mistake.

use crate::{
    actor::FederationAdministrator,
    app::App,
    error::Error,
    faster::Faster,
    page::{Page, see_other},
    posted::Posted,
};
use app::{
    messages::settings::{membership_errors, membership_label},
    paths,
    settings::{CitiesPage, CityFormPage, CityFormView, CityLine, CityPage, CityView},
};
use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use domain::{
    accounts::TenantKind,
    demos::{MembershipField as Field, MembershipForm},
    form::Typed,
    ids::{MemberId, TenantId},
};
use elements::FormState;
use leptos::prelude::*;
use serde::Deserialize;
use std::collections::BTreeMap;
use store::{
    Scope, Tx,
    demos::members::{self, Member},
    events::Recorded,
    tenants,
};

const TITLE: &str = "構成市区町村";
const NEW: &str = "市区町村を加える";

/// What was just done, told once after a redirect.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Done {
    done: String,
}

impl Done {
    fn words(&self) -> Option<&'static str> {
        match self.done.as_str() {
            "added" => Some("加えました。"),
            "saved" => Some("保存しました。"),
            "rests" => Some("休止しました。"),
            "returned" => Some("再開しました。"),
            "removed" => Some("外しました。"),
            _ => None,
        }
    }
}

/// All of them.
pub(super) async fn index(
    administrator: FederationAdministrator,
    State(app): State<App>,
    Query(asked): Query<Done>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&administrator.scope()).await?;
    let members = members::all(&tx).await?;
    let houses: Vec<_> = members.iter().filter_map(|one| one.municipality).collect();
    let houses: BTreeMap<_, _> =
        tenants::several(&tx, &houses).await?.into_iter().map(|house| (house.id, house.name)).collect();
    let line = |one: Member| {
        let house = one.municipality.and_then(|house| houses.get(&house).cloned());
        line(&one, house)
    };
    let lines = members.into_iter().map(line).collect();
    let (slug, done) = (administrator.tenant.slug.clone(), asked.words());
    Ok(page.ok(TITLE, move || view! { <CitiesPage slug lines done/> }))
}

fn line(one: &Member, house: Option<String>) -> CityLine {
    CityLine { id: one.id, name: one.name.clone(), house, rests: !one.is_active() }
}

/// The houses that can be added: municipalities of the federation's prefecture, and the prefecture, that belong to no
/// federation. Opens a transaction of the system's: call it when none is open.
async fn free(app: &App, administrator: &FederationAdministrator) -> Result<Vec<(TenantId, String)>, Error> {
    let own = administrator.tenant.prefecture();
    let tx = app.store.read(&Scope::system("which houses a federation may add")).await?;
    let tied = members::tied(&tx).await?;
    let mut free = Vec::new();
    for kind in [TenantKind::Municipality, TenantKind::Prefecture] {
        let of_kind = tenants::of_kind(&tx, kind).await?.into_iter();
        let near = of_kind.filter(|house| own.is_some() && house.prefecture() == own);
        free.extend(near.filter(|house| !tied.contains(&house.id)).map(|house| (house.id, house.name)));
    }
    Ok(free)
}

fn view_of(slug: String, free: &[(TenantId, String)], form: FormState) -> CityFormView {
    let houses = free.iter().map(|(id, name)| (id.to_string(), name.clone())).collect();
    CityFormView { slug, houses, form }
}

/// The form, read; nobody is a member twice.
async fn read(
    tx: &Tx,
    typed: &Typed,
    free: &[(TenantId, String)],
    own: Option<MemberId>,
) -> Result<Result<MembershipForm, Vec<(&'static str, String)>>, Error> {
    let others = members::all(tx).await?.into_iter().filter(|one| Some(one.id) != own);
    let taken: Vec<String> = others.map(|one| one.name).collect();
    Ok(MembershipForm::parse(typed, free, &taken).map_err(|problems| membership_errors(&problems)))
}

/// An empty form.
pub(super) async fn new(
    administrator: FederationAdministrator,
    State(app): State<App>,
    page: Page,
) -> Result<Response, Error> {
    let free = free(&app, &administrator).await?;
    let city = view_of(administrator.tenant.slug.clone(), &free, FormState::empty());
    Ok(page.ok(NEW, move || view! { <CityFormPage city/> }))
}

/// Adds one.
pub(super) async fn create(
    administrator: FederationAdministrator,
    State(app): State<App>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let slug = administrator.tenant.slug.clone();
    let free = free(&app, &administrator).await?;
    let tx = app.store.write(&administrator.scope()).await?;
    let form = match read(&tx, &typed, &free, None).await? {
        Ok(form) => form,
        Err(errors) => {
            let city = view_of(slug, &free, FormState::rejected(typed, errors));
            return Ok(page.unprocessable(NEW, move || view! { <CityFormPage city/> }));
        }
    };
    members::join(&tx, app.clock.id(), &form, app.clock.now()).await?;
    tx.commit().await?;
    Ok(see_other(&format!("{}?done=added", paths::member_cities(&slug))))
}

/// A member of the administrator's federation, with the name of its house.
async fn found(tx: &Tx, id: MemberId) -> Result<(Member, Option<String>), Error> {
    let member = members::find(tx, id).await?.ok_or(Error::NotFound)?;
    let house = match member.municipality {
        Some(house) => Some(tenants::by_id(tx, house).await?.name),
        None => None,
    };
    Ok((member, house))
}

/// The houses for one member: who has one keeps it.
fn for_whom(member: &Member, free: Vec<(TenantId, String)>) -> Vec<(TenantId, String)> {
    if member.municipality.is_some() { Vec::new() } else { free }
}

/// One member.
pub(super) async fn show(
    administrator: FederationAdministrator,
    State(app): State<App>,
    Path((slug, id)): Path<(String, MemberId)>,
    Query(asked): Query<Done>,
    page: Page,
) -> Result<Response, Error> {
    let free = free(&app, &administrator).await?;
    let tx = app.store.read(&administrator.scope()).await?;
    let (member, house) = found(&tx, id).await?;
    let filled = FormState::filled(MembershipForm::fill(&member.name));
    let free = for_whom(&member, free);
    let city = CityView {
        line: line(&member, house),
        version: member.version.to_string(),
        form: view_of(slug, &free, filled),
        refused: None,
        done: asked.words(),
    };
    Ok(page.ok(TITLE, move || view! { <CityPage city/> }))
}

/// Names it otherwise, or ties it to its house.
pub(super) async fn update(
    administrator: FederationAdministrator,
    State(app): State<App>,
    Path((slug, id)): Path<(String, MemberId)>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let free = free(&app, &administrator).await?;
    let tx = app.store.write(&administrator.scope()).await?;
    let (member, house) = found(&tx, id).await?;
    let free = for_whom(&member, free);
    let form = match read(&tx, &typed, &free, Some(id)).await? {
        Ok(form) => form,
        Err(errors) => {
            let version = typed.get("version").to_owned();
            let form = view_of(slug, &free, FormState::rejected(typed, errors));
            let city = CityView { line: line(&member, house), version, form, refused: None, done: None };
            return Ok(page.unprocessable(TITLE, move || view! { <CityPage city/> }));
        }
    };
    match members::set_who(&tx, (&member, typed.version()), &form, app.clock.now()).await {
        Ok(()) => {
            tx.commit().await?;
            Ok(see_other(&format!("{}?done=saved", paths::member_city(&slug, id))))
        }
        Err(store::Error::Stale) => {
            let changes = |event: &Recorded| event.kind.starts_with("federation.member_");
            let faster = Faster::of(&tx, ("member", id.uuid()), changes).await?;
            let differs = member.name != form.name;
            let name = (membership_label(Field::Name).to_owned(), member.name.clone(), form.name);
            let differences = differs.then_some(name).into_iter().collect();
            let latest = paths::member_city(&slug, id);
            Err(faster.conflict(member.name, "この市区町村の登録を変えました", differences, latest))
        }
        Err(error) => Err(error.into()),
    }
}

/// Lets it rest.
pub(super) async fn suspend(
    administrator: FederationAdministrator,
    State(app): State<App>,
    Path((slug, id)): Path<(String, MemberId)>,
    Posted(_): Posted,
) -> Result<Response, Error> {
    set_resting(&app, &administrator, id, true).await?;
    Ok(see_other(&format!("{}?done=rests", paths::member_city(&slug, id))))
}

/// Brings it back.
pub(super) async fn bring_back(
    administrator: FederationAdministrator,
    State(app): State<App>,
    Path((slug, id)): Path<(String, MemberId)>,
    Posted(_): Posted,
) -> Result<Response, Error> {
    set_resting(&app, &administrator, id, false).await?;
    Ok(see_other(&format!("{}?done=returned", paths::member_city(&slug, id))))
}

async fn set_resting(
    app: &App,
    administrator: &FederationAdministrator,
    id: MemberId,
    rests: bool,
) -> Result<(), Error> {
    let tx = app.store.write(&administrator.scope()).await?;
    let member = members::find(&tx, id).await?.ok_or(Error::NotFound)?;
    members::set_resting(&tx, &member, rests, app.clock.now()).await?;
    Ok(tx.commit().await?)
}

/// Takes it out, where it has no part in any session.
pub(super) async fn remove(
    administrator: FederationAdministrator,
    State(app): State<App>,
    Path((slug, id)): Path<(String, MemberId)>,
    page: Page,
    Posted(_): Posted,
) -> Result<Response, Error> {
    let free = free(&app, &administrator).await?;
    let tx = app.store.read(&administrator.scope()).await?;
    let (member, house) = found(&tx, id).await?;
    drop(tx);
    let tx = app.store.write(&administrator.visit.once(Scope::system_for(administrator.id()))).await?;
    if members::remove(&tx, &member, app.clock.now()).await? {
        tx.commit().await?;
        return Ok(see_other(&format!("{}?done=removed", paths::member_cities(&slug))));
    }
    let why =
        "依頼や開催の記録があるため、外せません。依頼できないようにするときは、「休止する」を押してください";
    let filled = FormState::filled(MembershipForm::fill(&member.name));
    let form = view_of(slug, &for_whom(&member, free), filled);
    let (line, version) = (line(&member, house), member.version.to_string());
    let city = CityView { line, version, form, refused: Some(why.to_owned()), done: None };
    Ok(page.unprocessable(TITLE, move || view! { <CityPage city/> }))
}
