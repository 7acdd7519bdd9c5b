//! Up to how many offices one person writes to alone: an administrator's to decide.

use crate::{
    actor::MunicipalAdministrator,
    app::App,
    error::Error,
    faster::Faster,
    page::{Page, see_other},
    posted::Posted,
};
use app::{
    errors::ANOTHER_ADMINISTRATOR, mailings::MailingRulesPage, messages::sending::alone_problem, paths,
};
use axum::{
    extract::{Query, State},
    response::Response,
};
use domain::{form::Typed, mailings::parse_alone};
use elements::FormState;
use leptos::prelude::*;
use store::mailings::rules;

const TITLE: &str = "お知らせの承認の設定";
const FIELD: &str = "alone_up_to";

/// What was just done.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub struct Asked {
    done: String,
}

/// The number as it stands.
pub async fn show(
    administrator: MunicipalAdministrator,
    State(app): State<App>,
    Query(Asked { done }): Query<Asked>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&administrator.scope()).await?;
    let known = rules::find(&tx).await?;
    let (slug, version) = (administrator.tenant.slug.clone(), known.version);
    let form = FormState::filled(Typed::default().with(FIELD, known.alone_up_to.to_string()));
    let done = (done == "saved").then_some("承認の設定を保存しました。");
    Ok(page.ok(TITLE, move || view! { <MailingRulesPage slug version form done/> }))
}

/// Saves it over the version that was seen.
pub async fn update(
    administrator: MunicipalAdministrator,
    State(app): State<App>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let tx = app.store.write(&administrator.scope()).await?;
    let slug = administrator.tenant.slug.clone();
    let version = typed.version();
    let number = match parse_alone(typed.get(FIELD)) {
        Ok(number) => number,
        Err(problem) => {
            let form = FormState::rejected(typed, vec![(FIELD, alone_problem(problem).to_owned())]);
            return Ok(page.unprocessable(TITLE, move || {
                view! { <MailingRulesPage slug version form done=None/> }
            }));
        }
    };
    match rules::save(&tx, version, number, app.clock.now()).await {
        Ok(()) => tx.commit().await?,
        Err(store::Error::Stale) => return Err(conflict(&tx, &slug, number).await?),
        Err(error) => return Err(error.into()),
    }
    Ok(see_other(&format!("{}?done=saved", paths::mailing_rules(&slug))))
}

async fn conflict(tx: &store::Tx, slug: &str, mine: u32) -> Result<Error, Error> {
    let now = rules::find(tx).await?;
    let house = ("tenant", tx.tenant()?.uuid());
    let faster =
        Faster::of(tx, house, |event| event.kind == "mailing.rules").await?.or(ANOTHER_ADMINISTRATOR);
    let differences = vec![("1人で送れる件数".to_owned(), now.alone_up_to.to_string(), mine.to_string())];
    let did = "お知らせの承認の設定を保存しました";
    Ok(faster.conflict(TITLE, did, differences, paths::mailing_rules(slug)))
}
