//! 構成市区町村: the members of a federation, with what it keeps of each: by which number it is called, and how many sessions it
//! may have in a year.

use super::{Done, differing};
use crate::{
    actor::FederationClerk,
    app::App,
    error::Error,
    faster::Faster,
    page::{Page, see_other},
    posted::Posted,
};
use app::{
    demos::{MemberCitiesPage, MemberCityPage, MemberCityView, MemberLine},
    messages::demos::{member_errors, member_label},
    paths,
};
use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use domain::{
    accounts::{Role, TenantKind},
    demos::{MemberField as Field, MemberForm},
    fiscal_year::FiscalYear,
    ids::MemberId,
};
use elements::FormState;
use leptos::prelude::*;
use std::collections::BTreeMap;
use store::{
    Tx,
    demos::{
        members::{self, Member},
        rules, sessions,
    },
    events::Recorded,
    tenants,
};

const TITLE: &str = "構成市区町村";

/// All of them, with how they stand in this year.
pub async fn index(
    officer: FederationClerk,
    State(app): State<App>,
    Query(Done { done }): Query<Done>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&officer.scope()).await?;
    let year = FiscalYear::of(app.clock.today());
    let (rules, _) = rules::own(&tx).await?;
    let mut had: BTreeMap<MemberId, u16> = BTreeMap::new();
    for session in sessions::of_year(&tx, year).await? {
        *had.entry(session.member).or_default() += 1;
    }
    let members = members::all(&tx).await?;
    let houses: Vec<_> = members.iter().filter_map(|one| one.municipality).collect();
    let houses: BTreeMap<_, _> =
        tenants::several(&tx, &houses).await?.into_iter().map(|house| (house.id, house)).collect();
    let mut lines = Vec::new();
    for one in members {
        let house = one.municipality.and_then(|house| houses.get(&house));
        // A prefecture asks for others.
        if house.is_some_and(|house| house.kind != TenantKind::Municipality) {
            continue;
        }
        let phone = if one.phone.is_empty() {
            house.map(|house| house.settings.phone.clone()).unwrap_or_default()
        } else {
            one.phone
        };
        lines.push(MemberLine {
            id: one.id,
            name: one.name,
            here: house.is_some(),
            rests: one.suspended_at.is_some(),
            phone,
            had: had.get(&one.id).copied().unwrap_or_default(),
            allowed: one.yearly.or(rules.yearly),
        });
    }
    let (slug, year, done) = (officer.tenant.slug.clone(), year.label(), done.is_some());
    let administers = officer.has(Role::Administrator);
    Ok(page.ok(TITLE, move || view! { <MemberCitiesPage slug year lines administers done/> }))
}

/// What is kept of one.
pub async fn edit(
    officer: FederationClerk,
    State(app): State<App>,
    Path((slug, id)): Path<(String, MemberId)>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&officer.scope()).await?;
    let member = members::find(&tx, id).await?.ok_or(Error::NotFound)?;
    let form = FormState::filled(kept(&member).fill());
    render(&page, &tx, slug, &member, (member.version, form)).await
}

/// Keeps it.
pub async fn update(
    officer: FederationClerk,
    State(app): State<App>,
    Path((slug, id)): Path<(String, MemberId)>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let tx = app.store.write(&officer.scope()).await?;
    let member = members::find(&tx, id).await?.ok_or(Error::NotFound)?;
    let version = typed.version();
    let form = match MemberForm::parse(&typed) {
        Ok(form) => form,
        Err(problems) => {
            let rejected = FormState::rejected(typed, member_errors(&problems));
            return render(&page, &tx, slug, &member, (version, rejected)).await;
        }
    };
    match members::save(&tx, (id, version), &form, app.clock.now()).await {
        Ok(()) => {
            tx.commit().await?;
            Ok(see_other(&format!("{}?done=saved", paths::demo_cities(&slug))))
        }
        Err(store::Error::Stale) => {
            let changes = |event: &Recorded| event.kind == "federation.member_changed";
            let faster = Faster::of(&tx, ("member", id.uuid()), changes).await?;
            let places = [Field::Phone, Field::Yearly];
            let places = places.map(|field| (field.name(), member_label(field).to_owned()));
            let differences = differing::fields(&kept(&member).fill(), &form.fill(), places);
            let latest = paths::demo_city(&slug, id);
            Err(faster.conflict(member.name, "電話番号や回数を変えました", differences, latest))
        }
        Err(error) => Err(error.into()),
    }
}

fn kept(member: &Member) -> MemberForm {
    MemberForm { phone: member.phone.clone(), yearly: member.yearly }
}

async fn render(
    page: &Page,
    tx: &Tx,
    slug: String,
    member: &Member,
    (version, form): (i32, FormState),
) -> Result<Response, Error> {
    let house = match member.municipality {
        Some(house) => Some(tenants::by_id(tx, house).await?),
        None => None,
    };
    let city = MemberCityView {
        slug,
        id: member.id,
        name: member.name.clone(),
        phone: house.map(|house| house.settings.phone),
        rules: rules::own(tx).await?.0.yearly,
        version,
        form,
    };
    let rejected = city.form.has_errors();
    let view = move || view! { <MemberCityPage city/> };
    Ok(if rejected { page.unprocessable(TITLE, view) } else { page.ok(TITLE, view) })
}
