//! 開設: a tenant with its codes, its first administrator and their invitation, in one transaction.

use crate::{
    accounts::inviting,
    actor::Opener,
    app::App,
    error::Error,
    page::{Page, see_other},
    posted::Posted,
};
use app::{
    messages::settings as words,
    paths,
    settings::{OpenedLine, OpenedTenantsPage, OpeningPage},
};
use axum::{
    extract::{Query, State},
    response::Response,
};
use domain::{
    accounts::{AccountKind, Role, TenantKind},
    form::Typed,
    ids::{AccountId, TenantId},
    settings::{NewTenant, OpeningField, OpeningProblem},
};
use elements::FormState;
use leptos::prelude::*;
use serde::Deserialize;
use store::{
    Scope, Tx, accounts, members,
    settings::{self, Opened},
    tenants::{Tenant, TenantSettings},
};

const LIST: &str = "自治体・団体の開設";
const TITLE: &str = "新しく開設する";

/// What the address may carry.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    #[serde(default)]
    done: String,
}

/// What was opened so far.
pub async fn index(
    opener: Opener,
    State(app): State<App>,
    Query(asked): Query<Asked>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&opener.scope()).await?;
    let tenants = settings::opened(&tx)
        .await?
        .into_iter()
        .map(|Opened { name, kind, slug, at }| OpenedLine { name, kind, slug, at })
        .collect();
    let slug = opener.tenant.slug.clone();
    let sentence = if opener.tenant.kind == TenantKind::Federation {
        "開設しました。最初の管理者に招待のメールを送りました。デモ・説明会を依頼できるようにするには、「設定」の「構成市区町村」に加えてください。"
    } else {
        "開設しました。最初の管理者に招待のメールを送りました。"
    };
    let done = (asked.done == "opened").then_some(sentence);
    Ok(page.ok(LIST, move || view! { <OpenedTenantsPage slug opened=tenants done/> }))
}

/// An empty form; the only kind there is, is chosen.
pub async fn new(opener: Opener, page: Page) -> Response {
    let (slug, kinds) = (opener.tenant.slug.clone(), opener.may().kinds);
    let typed = match kinds {
        [only] => Typed::default().with(OpeningField::Kind.name(), only.word()),
        _ => Typed::default(),
    };
    page.ok(TITLE, move || view! { <OpeningPage slug kinds form=FormState::filled(typed)/> })
}

/// Opens it, or shows what is wrong.
pub async fn create(
    opener: Opener,
    State(app): State<App>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let (slug, may) = (opener.tenant.slug.clone(), opener.may());
    let kinds = may.kinds;
    let show = |errors: &[(OpeningField, OpeningProblem)]| {
        let errors =
            errors.iter().map(|(field, problem)| (field.name(), words::opening(*field, problem))).collect();
        let (form, slug) = (FormState::rejected(typed.clone(), errors), slug.clone());
        page.unprocessable(TITLE, move || view! { <OpeningPage slug kinds form/> })
    };
    let new = match NewTenant::parse(&typed, &may) {
        Ok(new) => new,
        Err(errors) => return Ok(show(&errors)),
    };
    let tx = app.store.write(&opener.visit.once(Scope::system_for(opener.id()))).await?;
    let by = Some((opener.tenant.id, opener.id()));
    let inviter = format!("{} {}", opener.tenant.name, opener.account.name);
    match open(&app, &tx, &new, by, &inviter).await? {
        Ok(_) => {}
        Err(refused) => return Ok(show(&[refused])),
    }
    tx.commit().await?;
    Ok(see_other(&format!("{}?done=opened", paths::tenants(&slug))))
}

/// The field and why nothing was opened.
pub type Refused = (OpeningField, OpeningProblem);

/// Opens a tenant and invites its first administrator, within a change in the system's scope. Nothing is written
/// where it is refused.
pub async fn open(
    app: &App,
    tx: &Tx,
    new: &NewTenant,
    by: Option<(TenantId, AccountId)>,
    inviter: &str,
) -> Result<Result<TenantId, Refused>, Error> {
    if let Some(code) = settings::taken(tx, new.kind, &new.codes).await? {
        return Ok(Err((OpeningField::Codes, OpeningProblem::CodeTaken(code))));
    }
    let known = accounts::by_email(tx, &new.email.key()).await?;
    if known.as_ref().is_some_and(|account| account.kind == AccountKind::Applicant) {
        return Ok(Err((OpeningField::AdministratorEmail, OpeningProblem::ApplicantsAddress)));
    }
    let now = app.clock.now();
    let tenant = Tenant {
        id: app.clock.id(),
        kind: new.kind,
        slug: new.slug.as_str().to_owned(),
        name: new.name.clone(),
        settings: defaults(new),
        codes: new.codes.iter().map(ToString::to_string).collect(),
    };
    if !settings::open(tx, &tenant, by, now).await? {
        return Ok(Err((OpeningField::Slug, OpeningProblem::SlugTaken)));
    }
    let account = match known {
        Some(account) => account,
        None => inviting::add(app, tx, &new.administrator, &new.email).await?,
    };
    members::appoint(tx, tenant.id, account.id, Role::Administrator, now).await?;
    inviting::write_to(app, tx, (tenant.id, &tenant.name), inviter, &account).await?;
    Ok(Ok(tenant.id))
}

/// What a new tenant begins with; its administrator completes it.
fn defaults(new: &NewTenant) -> TenantSettings {
    let head = match new.kind {
        TenantKind::Municipality => format!("{}長", new.name),
        TenantKind::Prefecture => format!("{}知事", new.name),
        TenantKind::Federation | TenantKind::Central => format!("{}理事長", new.name),
    };
    TenantSettings { head, hours: "平日 8時30分から17時15分".to_owned(), ..TenantSettings::default() }
}
