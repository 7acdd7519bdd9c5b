//! Home pages: where everybody starts.

mod applicant;
mod officer;

pub use applicant::my;
pub use officer::tenant;

use crate::{
    actor::{Anyone, DemoVisitor, SignedIn},
    app::App,
    demo,
    error::Error,
    export,
    page::{Page, see_other},
};
use app::{
    dev::ElementsPage,
    home::{AccessibilityPage, CRITERIA, Criterion, FrontPage, TESTED_ON},
    paths,
};
use axum::{extract::State, response::Response};
use domain::accounts::{AccountKind, TenantKind};
use leptos::prelude::*;
use store::{Scope, tenants};

/// The front page; in demo mode the choice of people.
pub async fn front(anyone: Anyone, State(app): State<App>, page: Page) -> Result<Response, Error> {
    if app.config.demo {
        return demo::people::show(&app, &page).await;
    }
    if anyone.visit.signed_in().is_some() {
        return Ok(see_other(&paths::home()));
    }
    if !app.config.public_side {
        return Ok(see_other(&paths::sign_in_staff()));
    }
    let tx = app.store.read(&Scope::system("find the guides")).await?;
    let cities: Vec<_> = tenants::of_kind(&tx, TenantKind::Municipality)
        .await?
        .into_iter()
        .map(|tenant| (tenant.name, tenant.slug))
        .collect();
    drop(tx);
    Ok(page.ok("", move || view! { <FrontPage cities/> }))
}

/// アクセシビリティ方針.
pub async fn accessibility(_: Anyone, page: Page) -> Response {
    page.ok("アクセシビリティ方針", || view! { <AccessibilityPage/> })
}

/// The results of the accessibility tests, for a procurement file.
pub async fn accessibility_report(_: Anyone) -> Result<Response, Error> {
    let heads = ["達成基準", "名称", "レベル", "確かめ方", "結果", "検査日"];
    let tested_on = TESTED_ON.map(|day| day.to_string()).unwrap_or_default();
    let rows = CRITERIA.into_iter().map(|Criterion { number, name, level, tested }| {
        vec![
            number.to_owned(),
            name.to_owned(),
            level.word().to_owned(),
            tested.method(),
            tested.result().to_owned(),
            tested_on.clone(),
        ]
    });
    export::csv("アクセシビリティ試験結果.csv", &heads, rows)
}

/// Every element in every state, for those who build.
pub async fn elements(_: DemoVisitor, page: Page) -> Response {
    page.ok("部品の一覧", || view! { <ElementsPage/> })
}

/// To the home page of whoever asks.
pub async fn show(person: SignedIn, State(app): State<App>) -> Result<Response, Error> {
    let tx = app.store.read(&Scope::system("find the home page")).await?;
    let tenant = match person.account.kind {
        AccountKind::Staff => person.visit.memberships.first().map(|(tenant, _)| *tenant),
        AccountKind::Applicant => {
            store::accounts::offices_of(&tx, person.account.id).await?.first().map(|(tenant, _)| *tenant)
        }
    };
    let Some(tenant) = tenant else { return Err(Error::NotFound) };
    let slug = tenants::by_id(&tx, tenant).await?.slug;
    Ok(see_other(&match person.account.kind {
        AccountKind::Staff => paths::tenant(&slug),
        AccountKind::Applicant => paths::my(&slug),
    }))
}
