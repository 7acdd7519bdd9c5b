//! 決裁の設定 of a municipality: 専決の限度, 代決, who records decisions on paper.

use crate::{
    actor::Administrator,
    app::App,
    error::Error,
    page::{Page, see_other},
    posted::Posted,
};
use app::{
    messages::subsidies::authority_problem,
    paths,
    settings::{ApproverLine, DecisionSettings, DecisionSettingsPage, RecorderLine, SubstituteLine},
};
use axum::{
    extract::{Query, State},
    response::Response,
};
use domain::{
    accounts::{Role, TenantKind},
    form::Typed,
    ids::{AccountId, SubstitutionId},
    subsidies::{AuthorityField, AuthorityProblem, Limit, parse_limits, parse_substitution},
    wareki::format_date,
};
use elements::FormState;
use leptos::prelude::*;
use serde::Deserialize;
use std::collections::BTreeMap;
use store::{
    Tx, accounts,
    subsidies::authority::{self, Limits, Named},
};

const TITLE: &str = "決裁の設定";

/// What the address may carry.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    #[serde(default)]
    done: String,
}

/// The page.
pub async fn show(
    administrator: Administrator,
    State(app): State<App>,
    Query(asked): Query<Asked>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&administrator.scope()).await?;
    let kept = Kept::find(&app, &tx, &administrator).await?;
    let done = match asked.done.as_str() {
        "saved" => Some("決裁の設定を保存しました。"),
        "named" => Some("代わりに決裁する人を決めました。"),
        "taken_back" => Some("代わりに決裁する人を取り消しました。"),
        _ => None,
    };
    let (settings, limits) = (kept.view(done), FormState::filled(kept.filled()));
    let substitute = FormState::empty();
    Ok(page.ok(TITLE, move || view! { <DecisionSettingsPage settings limits substitute/> }))
}

/// Saves the limits and who records.
pub async fn update(
    administrator: Administrator,
    State(app): State<App>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let tx = app.store.write(&administrator.scope()).await?;
    let kept = Kept::find(&app, &tx, &administrator).await?;
    let ids: Vec<_> = kept.approvers.iter().map(|(id, _)| *id).collect();
    let slug = &administrator.tenant.slug;
    let limits = match parse_limits(&typed, &ids) {
        Ok(limits) => limits,
        Err(problems) => {
            let (settings, limits) = (kept.view(None), FormState::rejected(typed, sentences(&problems)));
            let substitute = FormState::empty();
            let view = move || view! { <DecisionSettingsPage settings limits substitute/> };
            return Ok(page.unprocessable(TITLE, view));
        }
    };
    // What somebody else set since the form was shown is told, and not overwritten.
    let shown = |id: AccountId| typed.pairs().iter().find(|(name, _)| *name == format!("was.{id}"));
    let differences: Vec<_> = limits
        .iter()
        .filter(|(id, limit)| {
            let now = kept.limits.of(*id);
            now != *limit && shown(*id).is_some_and(|(_, was)| *was != words(now))
        })
        .map(|(id, limit)| (kept.name(*id), words(kept.limits.of(*id)), words(*limit)))
        .collect();
    if !differences.is_empty() {
        let (kind, did) = ("settings.decision-limit-changed", "決裁できる額を変更しました");
        let latest = paths::decision_settings(slug);
        return Err(super::conflict(&tx, kind, TITLE.to_owned(), did, differences, latest).await?);
    }
    let (by, now) = (administrator.id(), app.clock.now());
    for (account, limit) in limits {
        authority::set_limit(&tx, account, limit, by, now).await?;
    }
    for (account, _) in &kept.clerks {
        let may = typed.get(&format!("recorder.{account}")) == "yes";
        authority::set_recorder(&tx, *account, may, by, now).await?;
    }
    tx.commit().await?;
    Ok(see_other(&format!("{}?done=saved", paths::decision_settings(slug))))
}

/// Names who stands in for whom.
pub async fn name(
    administrator: Administrator,
    State(app): State<App>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let tx = app.store.write(&administrator.scope()).await?;
    let kept = Kept::find(&app, &tx, &administrator).await?;
    let ids: Vec<_> = kept.approvers.iter().map(|(id, _)| *id).collect();
    match parse_substitution(&typed, &ids, app.clock.today()) {
        Ok((substitution, reason)) => {
            let named = Named { id: app.clock.id::<SubstitutionId>(), substitution, reason };
            authority::name(&tx, &named, administrator.id(), app.clock.now()).await?;
            tx.commit().await?;
            let back = paths::decision_settings(&administrator.tenant.slug);
            Ok(see_other(&format!("{back}?done=named")))
        }
        Err(problems) => {
            let (settings, limits) = (kept.view(None), FormState::filled(kept.filled()));
            let substitute = FormState::rejected(typed, sentences(&problems));
            let view = move || view! { <DecisionSettingsPage settings limits substitute/> };
            Ok(page.unprocessable(TITLE, view))
        }
    }
}

/// Takes it back.
pub async fn take_back(
    administrator: Administrator,
    State(app): State<App>,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let back = paths::decision_settings(&administrator.tenant.slug);
    let Ok(id) = typed.get("substitution").parse::<SubstitutionId>() else { return Ok(see_other(&back)) };
    let tx = app.store.write(&administrator.scope()).await?;
    authority::take_back(&tx, id, app.clock.now()).await?;
    tx.commit().await?;
    Ok(see_other(&format!("{back}?done=taken_back")))
}

fn sentences(problems: &[(AuthorityField, AuthorityProblem)]) -> Vec<(String, String)> {
    problems.iter().map(|(field, problem)| (field.name(), authority_problem(*field, problem))).collect()
}

/// A limit as the form shows it; nothing where there is none.
fn words(limit: Limit) -> String {
    match limit {
        Limit::None => String::new(),
        Limit::UpTo(most) => most.grouped(),
    }
}

/// Everything as it stands.
struct Kept {
    slug: String,
    approvers: Vec<(AccountId, String)>,
    clerks: Vec<(AccountId, String)>,
    names: BTreeMap<AccountId, String>,
    limits: Limits,
    recorders: std::collections::BTreeSet<AccountId>,
    substitutes: Vec<Named>,
}

impl Kept {
    /// Of a municipality; elsewhere there is nothing to decide.
    async fn find(app: &App, tx: &Tx, administrator: &Administrator) -> Result<Self, Error> {
        if administrator.tenant.kind != TenantKind::Municipality {
            return Err(Error::NotFound);
        }
        let mut members = accounts::members(tx).await?;
        members.retain(|member| member.account.disabled_at.is_none());
        let having = |role: Role| {
            let with = members.iter().filter(|member| member.roles.has(role));
            with.map(|member| (member.account.id, member.account.name.clone())).collect::<Vec<_>>()
        };
        Ok(Self {
            slug: administrator.tenant.slug.clone(),
            approvers: having(Role::Approver),
            clerks: having(Role::Clerk),
            names: members.iter().map(|member| (member.account.id, member.account.name.clone())).collect(),
            limits: authority::limits(tx).await?,
            recorders: authority::recorders(tx).await?,
            substitutes: authority::substitutions(tx, app.clock.today()).await?,
        })
    }

    fn name(&self, id: AccountId) -> String {
        self.names.get(&id).cloned().unwrap_or_else(|| "ほかの人".to_owned())
    }

    /// The first form as it stands.
    fn filled(&self) -> Typed {
        let mut typed = Typed::default();
        for (id, _) in &self.approvers {
            typed = typed.with(&AuthorityField::Limit(*id).name(), words(self.limits.of(*id)));
        }
        for id in &self.recorders {
            typed = typed.with(&format!("recorder.{id}"), "yes");
        }
        typed
    }

    fn view(&self, done: Option<&'static str>) -> DecisionSettings {
        DecisionSettings {
            slug: self.slug.clone(),
            approvers: self
                .approvers
                .iter()
                .map(|(id, name)| ApproverLine {
                    id: *id,
                    name: name.clone(),
                    limit: words(self.limits.of(*id)),
                })
                .collect(),
            clerks: self
                .clerks
                .iter()
                .map(|(id, name)| RecorderLine { id: *id, name: name.clone() })
                .collect(),
            substitutes: self
                .substitutes
                .iter()
                .map(|Named { id, substitution, reason }| SubstituteLine {
                    id: *id,
                    absent: self.name(substitution.absent),
                    substitute: self.name(substitution.substitute),
                    days: format!(
                        "{}から{}まで",
                        format_date(substitution.from),
                        format_date(substitution.until)
                    ),
                    reason: reason.clone(),
                })
                .collect(),
            done,
        }
    }
}
