//! The people of a tenant, as its administrator keeps them.

use super::{
    inviting, mailing,
    sign_in::{Asked, refused, rejected},
};
use crate::{
    actor::Administrator,
    app::App,
    error::Error,
    export::Saving,
    page::{Page, see_other},
    posted::Posted,
};
use app::{
    accounts::{InvitationPage, MemberLine, MemberPage, MemberState, PeoplePage, in_words},
    mails::accounts::Changed,
    paths,
};
use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use domain::{
    accounts::{
        AccountKind, Role, Roles,
        forms::{self, AccountErrors, AccountField, AccountProblem, Invitation},
    },
    form::Typed,
    ids::AccountId,
};
use elements::FormState;
use leptos::prelude::*;
use serde_json::json;
use store::{
    Scope, Tx,
    accounts::{self, Account, Member},
    events::Event,
    members, sessions, views,
};
use tables::{Field, Kind, Table};

const TITLE: &str = "利用者";
const INVITATION_TITLE: &str = "利用者を招待する";

/// What was just done, in words.
fn told(done: &str) -> Option<&'static str> {
    match done {
        "invited" => Some("招待のメールを送りました。"),
        "added" => Some("すでに登録のある方を、この自治体・団体の利用者に加えました。"),
        "roles" => Some("役割を変更しました。"),
        "suspended" => Some("利用を止めました。"),
        "returned" => Some("利用を再開しました。"),
        "factor" => Some("二段階認証を解除しました。次のログインで本人が設定し直します。"),
        _ => None,
    }
}

fn line(member: Member) -> MemberLine {
    let Member { account, roles } = member;
    let state = if account.disabled_at.is_some() {
        MemberState::Suspended
    } else if account.password_hash.is_none() && account.demo_key.is_none() {
        MemberState::Invited
    } else if account.totp_confirmed_at.is_none() && account.demo_key.is_none() {
        MemberState::SettingUp
    } else {
        MemberState::Active
    };
    MemberLine {
        id: account.id,
        name: account.name,
        email: account.email.unwrap_or_default(),
        roles: roles.iter().collect(),
        state,
    }
}

fn words(roles: &Roles) -> Vec<&'static str> {
    roles.iter().map(Role::word).collect()
}

/// Everybody; that the list was looked at is kept.
pub(super) async fn index(
    administrator: Administrator,
    State(app): State<App>,
    Query(asked): Query<Asked>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.look(&administrator.scope()).await?;
    let lines = accounts::members(&tx).await?.into_iter().map(line).collect();
    let tenant = administrator.tenant.id;
    views::record(&tx, app.clock.id(), app.clock.now(), "tenant", tenant.uuid(), "people").await?;
    tx.commit().await?;
    let (slug, done) = (administrator.tenant.slug.clone(), told(&asked.done));
    Ok(page.ok(TITLE, || view! { <PeoplePage slug members=lines done/> }))
}

const FIELDS: [Field<MemberLine>; 4] = [
    ("氏名", Kind::Text, |line| line.name.clone().into()),
    ("メールアドレス", Kind::Text, |line| line.email.clone().into()),
    ("役割", Kind::Text, |line| in_words(&line.roles).into()),
    ("状態", Kind::Text, |line| line.state.label().into()),
];

/// Everybody as a table to save; that it was taken is kept.
pub(super) async fn export(
    administrator: Administrator,
    State(app): State<App>,
    saving: Saving,
) -> Result<Response, Error> {
    let tx = app.store.look(&administrator.scope()).await?;
    let lines: Vec<MemberLine> = accounts::members(&tx).await?.into_iter().map(line).collect();
    let tenant = &administrator.tenant;
    views::record(&tx, app.clock.id(), app.clock.now(), "tenant", tenant.id.uuid(), "people-saved").await?;
    tx.commit().await?;
    let name = format!("利用者の一覧_{}_{}", tenant.name, app.clock.today());
    saving.answer(&name, Table::of("利用者", &FIELDS, &lines))
}

/// Boxes for somebody new.
pub(super) async fn new(administrator: Administrator, page: Page) -> Response {
    let slug = administrator.tenant.slug.clone();
    page.ok(INVITATION_TITLE, || view! { <InvitationPage slug form=FormState::empty()/> })
}

/// Invites somebody, or adds somebody who signs in already for another tenant.
pub(super) async fn create(
    administrator: Administrator,
    State(app): State<App>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let slug = administrator.tenant.slug.clone();
    let show = |errors: AccountErrors| {
        let (form, slug) = (rejected(typed.clone(), &errors), slug.clone());
        refused(page.unprocessable(INVITATION_TITLE, || view! { <InvitationPage slug form/> }), &errors)
    };
    let invitation = match Invitation::parse(&typed) {
        Ok(invitation) => invitation,
        Err(errors) => return Ok(show(errors)),
    };
    let tx = app.store.write(&administrator.visit.once(Scope::system_for(administrator.id()))).await?;
    let known = accounts::by_email(&tx, &invitation.email.key()).await?;
    let problem = match &known {
        Some(account) if account.kind == AccountKind::Applicant => Some(AccountProblem::ApplicantsAddress),
        Some(account) => accounts::memberships(&tx, account.id)
            .await?
            .iter()
            .any(|(tenant, _)| *tenant == administrator.tenant.id)
            .then_some(AccountProblem::MemberAlready),
        None => None,
    };
    if let Some(problem) = problem {
        return Ok(show(vec![(AccountField::Email, problem)]));
    }
    let done = if known.is_some() { "added" } else { "invited" };
    let account = match known {
        Some(account) => account,
        None => inviting::add(&app, &tx, &invitation.name, &invitation.email).await?,
    };
    write_to(&app, &tx, &administrator, &account).await?;
    tx.commit().await?;
    let tx = app.store.write(&Scope::tenant(administrator.tenant.id, administrator.id())).await?;
    members::set_roles(&tx, account.id, &invitation.roles, app.clock.now()).await?;
    let facts = json!({ "roles": words(&invitation.roles) });
    tx.record(Event::of(app.clock.now(), "member.added", "account", account.id.uuid(), facts))?;
    tx.commit().await?;
    Ok(see_other(&format!("{}?done={done}", paths::people(&slug))))
}

/// Sends the invitation, or the news to somebody who signs in already.
async fn write_to(app: &App, tx: &Tx, administrator: &Administrator, account: &Account) -> Result<(), Error> {
    let tenant = (administrator.tenant.id, administrator.tenant.name.as_str());
    inviting::write_to(app, tx, tenant, &administrator.account.name, account).await
}

/// A member of the tenant; somebody else's is not there.
async fn member(app: &App, administrator: &Administrator, id: AccountId) -> Result<Member, Error> {
    let tx = app.store.read(&administrator.scope()).await?;
    members::find(&tx, id).await?.ok_or(Error::NotFound)
}

/// A member who is not the administrator who asks.
async fn other(app: &App, administrator: &Administrator, id: AccountId) -> Result<Member, Error> {
    if id == administrator.id() { Err(Error::NotFound) } else { member(app, administrator, id).await }
}

/// One person; that they were looked at is kept.
pub(super) async fn show(
    administrator: Administrator,
    State(app): State<App>,
    Path((slug, id)): Path<(String, AccountId)>,
    Query(asked): Query<Asked>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.look(&administrator.scope()).await?;
    let member = members::find(&tx, id).await?.ok_or(Error::NotFound)?;
    views::record(&tx, app.clock.id(), app.clock.now(), "account", id.uuid(), "person").await?;
    tx.commit().await?;
    let form = member.roles.iter().fold(Typed::default(), |typed, role| typed.with("role", role.word()));
    let (form, own, done) = (FormState::filled(form), id == administrator.id(), told(&asked.done));
    Ok(page.ok(TITLE, || view! { <MemberPage slug member=line(member) form own done/> }))
}

/// Changes what somebody may do; an administrator always remains.
pub(super) async fn update(
    administrator: Administrator,
    State(app): State<App>,
    Path((slug, id)): Path<(String, AccountId)>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let found = member(&app, &administrator, id).await?;
    let own = id == administrator.id();
    let show = |errors: AccountErrors| {
        let (form, slug, member) = (rejected(typed.clone(), &errors), slug.clone(), line(found.clone()));
        refused(page.unprocessable(TITLE, || view! { <MemberPage slug member form own done=None/> }), &errors)
    };
    let roles = match forms::roles(&typed) {
        Ok(roles) => roles,
        Err(errors) => return Ok(show(errors)),
    };
    let now = app.clock.now();
    let tx = app.store.write(&administrator.scope()).await?;
    if !roles.has(Role::Administrator) && is_last(&tx, id).await? {
        return Ok(show(vec![(AccountField::Roles, AccountProblem::LastAdministrator)]));
    }
    members::set_roles(&tx, id, &roles, now).await?;
    let facts = json!({ "before": words(&found.roles), "after": words(&roles) });
    tx.record(Event::of(now, "member.roles-changed", "account", id.uuid(), facts))?;
    tx.commit().await?;
    // Whoever gave the role away sees no people any more.
    let back = if own && !roles.has(Role::Administrator) {
        paths::tenant(&slug)
    } else {
        format!("{}?done=roles", paths::member(&slug, id))
    };
    Ok(see_other(&back))
}

/// Whether nobody could invite others without this member.
async fn is_last(tx: &Tx, id: AccountId) -> Result<bool, Error> {
    Ok(members::administrators(tx).await? == [id])
}

/// Sends the invitation again; the link before it no longer serves.
pub(super) async fn invite_again(
    administrator: Administrator,
    State(app): State<App>,
    Path((slug, id)): Path<(String, AccountId)>,
    Posted(_): Posted,
) -> Result<Response, Error> {
    let found = other(&app, &administrator, id).await?;
    if found.account.password_hash.is_some() || found.account.disabled_at.is_some() {
        return Err(Error::NotFound);
    }
    let tx = app.store.write(&administrator.visit.once(Scope::system_for(administrator.id()))).await?;
    write_to(&app, &tx, &administrator, &found.account).await?;
    let event = Event::of(app.clock.now(), "member.invited-again", "account", id.uuid(), json!({}));
    tx.record_for(administrator.tenant.id, event)?;
    tx.commit().await?;
    Ok(see_other(&format!("{}?done=invited", paths::member(&slug, id))))
}

/// Takes the access away. Who belongs to no other tenant may not sign in at all; who does keeps the place there.
pub(super) async fn suspend(
    administrator: Administrator,
    State(app): State<App>,
    Path((slug, id)): Path<(String, AccountId)>,
    Posted(_): Posted,
) -> Result<Response, Error> {
    let found = other(&app, &administrator, id).await?;
    let (now, here) = (app.clock.now(), administrator.tenant.id);
    let tx = app.store.write(&administrator.visit.once(Scope::system_for(administrator.id()))).await?;
    let elsewhere = accounts::memberships(&tx, id).await?.iter().any(|(tenant, _)| *tenant != here);
    if !elsewhere {
        accounts::set_disabled(&tx, id, Some(now)).await?;
        accounts::end_links(&tx, id, now).await?;
    }
    sessions::end_all(&tx, id, None, now).await?;
    let facts = json!({ "roles": words(&found.roles), "elsewhere": elsewhere });
    tx.record_for(here, Event::of(now, "member.suspended", "account", id.uuid(), facts))?;
    tx.commit().await?;
    if elsewhere {
        let tx = app.store.write(&Scope::tenant(here, administrator.id())).await?;
        members::set_roles(&tx, id, &Roles::default(), now).await?;
        tx.commit().await?;
        return Ok(see_other(&format!("{}?done=suspended", paths::people(&slug))));
    }
    Ok(see_other(&format!("{}?done=suspended", paths::member(&slug, id))))
}

/// Gives the access back.
pub(super) async fn bring_back(
    administrator: Administrator,
    State(app): State<App>,
    Path((slug, id)): Path<(String, AccountId)>,
    Posted(_): Posted,
) -> Result<Response, Error> {
    other(&app, &administrator, id).await?;
    let tx = app.store.write(&administrator.visit.once(Scope::system_for(administrator.id()))).await?;
    accounts::set_disabled(&tx, id, None).await?;
    let event = Event::of(app.clock.now(), "member.returned", "account", id.uuid(), json!({}));
    tx.record_for(administrator.tenant.id, event)?;
    tx.commit().await?;
    Ok(see_other(&format!("{}?done=returned", paths::member(&slug, id))))
}

/// Takes a lost second factor away, and tells its owner; they set up another at the next sign-in.
pub(super) async fn remove_second_factor(
    administrator: Administrator,
    State(app): State<App>,
    Path((slug, id)): Path<(String, AccountId)>,
    Posted(_): Posted,
) -> Result<Response, Error> {
    let found = other(&app, &administrator, id).await?;
    let now = app.clock.now();
    let tx = app.store.write(&administrator.visit.once(Scope::system_for(administrator.id()))).await?;
    accounts::remove_totp(&tx, id).await?;
    sessions::end_all(&tx, id, None, now).await?;
    tx.record_for(
        administrator.tenant.id,
        Event::of(now, "member.second-factor-removed", "account", id.uuid(), json!({})),
    )?;
    mailing::tell(&app, &tx, &found.account, Changed::SecondFactorRemoved).await?;
    tx.commit().await?;
    Ok(see_other(&format!("{}?done=factor", paths::member(&slug, id))))
}
