//! 差出人と窓口, saved over the version that was seen.

use crate::{
    actor::Administrator,
    app::App,
    error::Error,
    page::{Page, see_other},
    posted::Posted,
};
use app::{
    messages::settings as words,
    paths,
    settings::{SenderPage, SenderView},
};
use axum::{
    extract::{Query, State},
    response::Response,
};
use domain::settings::{Sender, SenderField};
use elements::FormState;
use leptos::prelude::*;
use serde::Deserialize;
use store::{settings, tenants::TenantSettings};

const TITLE: &str = "差出人と窓口";

/// What the address may carry.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    #[serde(default)]
    done: String,
}

/// The sender as the settings hold it.
pub(super) fn of(settings: &TenantSettings) -> Sender {
    let TenantSettings { head, department, phone, hours, email, address, document_prefix } = settings.clone();
    Sender { head, department, phone, hours, email, address, document_prefix }
}

fn to_settings(sender: &Sender) -> TenantSettings {
    let Sender { head, department, phone, hours, email, address, document_prefix } = sender.clone();
    TenantSettings { head, department, phone, hours, email, address, document_prefix }
}

/// The form, filled with what is saved.
pub async fn show(
    administrator: Administrator,
    State(app): State<App>,
    Query(asked): Query<Asked>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&administrator.scope()).await?;
    let kept = settings::find(&tx).await?;
    let saved = of(&kept.settings);
    let form = FormState::filled(saved.to_typed());
    let done = (asked.done == "saved").then_some("差出人と窓口を保存しました。");
    let sender = view_of(&administrator, kept.version, saved, done);
    Ok(page.ok(TITLE, move || view! { <SenderPage sender form/> }))
}

fn view_of(
    administrator: &Administrator,
    version: i32,
    saved: Sender,
    done: Option<&'static str>,
) -> SenderView {
    let tenant = &administrator.tenant;
    SenderView { slug: tenant.slug.clone(), tenant: tenant.name.clone(), version, saved, done }
}

/// Saves it, or shows what is wrong or who was faster.
pub async fn update(
    administrator: Administrator,
    State(app): State<App>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let tx = app.store.write(&administrator.scope()).await?;
    let kept = settings::find(&tx).await?;
    let saved = of(&kept.settings);
    let version = typed.version();
    let sender = match Sender::parse(&typed) {
        Ok(sender) => sender,
        Err(errors) => {
            let errors = errors
                .iter()
                .map(|(field, problem)| (field.name(), words::sender(*field, problem)))
                .collect();
            let form = FormState::rejected(typed, errors);
            let sender = view_of(&administrator, version, saved, None);
            return Ok(page.unprocessable(TITLE, move || view! { <SenderPage sender form/> }));
        }
    };
    let slug = &administrator.tenant.slug;
    let changed: Vec<SenderField> =
        SenderField::ALL.into_iter().filter(|field| saved.get(*field) != sender.get(*field)).collect();
    if version != kept.version {
        let shown = |value: &str| if value.is_empty() { "（空欄）".to_owned() } else { value.to_owned() };
        let differences = changed
            .iter()
            .map(|field| {
                (words::sender_label(*field).to_owned(), shown(saved.get(*field)), shown(sender.get(*field)))
            })
            .collect();
        let did = "差出人と窓口を変更しました";
        let latest = paths::sender(slug);
        return Err(
            super::conflict(&tx, "settings.changed", TITLE.to_owned(), did, differences, latest).await?
        );
    }
    if !changed.is_empty() {
        let names: Vec<&str> = changed.into_iter().map(SenderField::name).collect();
        settings::change(&tx, version, &to_settings(&sender), &names, app.clock.now()).await?;
        tx.commit().await?;
    }
    Ok(see_other(&format!("{}?done=saved", paths::sender(slug))))
}
