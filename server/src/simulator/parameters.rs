//! What the estimate assumes: every officer reads it with its history, 国保中央会 writes new values.

use super::Asked;
use crate::{
    actor::{CentralClerk, Officer},
    app::App,
    error::Error,
    faster::Faster,
    page::{Page, see_other},
    posted::Posted,
};
use app::{
    errors::differing,
    messages::simulator as words,
    paths,
    simulator::{
        HistoryLine, ParameterFormPage, ParameterFormView, ParameterLine, ParametersPage, ParametersView,
    },
    when,
};
use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use domain::{
    accounts::{Role, TenantKind},
    form::Typed,
    simulator::{Assumption, Parameter, ParameterField, ParameterForm},
};
use elements::FormState;
use leptos::prelude::*;
use store::{
    Tx, members,
    simulator::{self, Recorded},
};

const NEW: &str = "前提に新しい値を加える";

/// Every parameter with its history.
pub async fn index(
    officer: Officer,
    State(app): State<App>,
    Query(Asked { done }): Query<Asked>,
    page: Page,
) -> Result<Response, Error> {
    let today = app.clock.today();
    let tx = app.store.read(&officer.scope()).await?;
    let every = simulator::every(&tx).await?;
    let mut lines = Vec::with_capacity(Parameter::ALL.len());
    for parameter in Parameter::ALL {
        lines.push(ParameterLine { parameter, history: history(&tx, parameter, today, &every).await? });
    }
    let slug = officer.tenant.slug.clone();
    let central = officer.tenant.kind == TenantKind::Central;
    let view = ParametersView {
        today,
        lines,
        municipality: officer.tenant.kind == TenantKind::Municipality,
        may_write: central && officer.has(Role::Clerk),
        done: (done == "added").then_some("新しい値を加えました"),
        estimate: app.config.public_side.then(|| match officer.tenant.kind {
            TenantKind::Municipality => paths::tenant_simulator(&slug),
            TenantKind::Central | TenantKind::Federation | TenantKind::Prefecture => paths::simulator(),
        }),
        slug,
    };
    Ok(page.ok("試算の前提", move || view! { <ParametersPage view/> }))
}

/// Everything that was ever said of one, the newest day first; of one day, what was written down later first.
async fn history(
    tx: &Tx,
    parameter: Parameter,
    today: chrono::NaiveDate,
    every: &[Recorded],
) -> Result<Vec<HistoryLine>, Error> {
    let own: Vec<&Recorded> = every.iter().filter(|one| one.assumption.parameter == parameter).collect();
    let said: Vec<Assumption> = own.iter().map(|one| one.assumption.clone()).collect();
    let place = Assumption::on(parameter, today, &said)
        .and_then(|holding| said.iter().position(|one| std::ptr::eq(one, holding)));
    let mut lines = Vec::with_capacity(own.len());
    for (at, one) in own.into_iter().enumerate() {
        let by = match one.by {
            None => "プログラムに付属".to_owned(),
            Some(account) => match members::find(tx, account).await? {
                Some(member) => member.account.name,
                None => "国民健康保険中央会".to_owned(),
            },
        };
        lines.push(HistoryLine {
            assumption: one.assumption.clone(),
            holds: place == Some(at),
            by,
            at: one.by.map(|_| when::moment(one.at)),
        });
    }
    lines.reverse();
    lines.sort_by_key(|line| std::cmp::Reverse(line.assumption.valid_from));
    Ok(lines)
}

/// A parameter by its word, with the newest row that was written of it.
async fn newest(tx: &Tx, code: &str) -> Result<(Parameter, Recorded), Error> {
    let parameter = Parameter::named(code).ok_or(Error::NotFound)?;
    let every = simulator::every(tx).await?;
    let newest = every.into_iter().rfind(|one| one.assumption.parameter == parameter);
    Ok((parameter, newest.ok_or(Error::NotFound)?))
}

/// The form, filled from what was written last; its day and source are new.
pub async fn new(
    clerk: CentralClerk,
    State(app): State<App>,
    Path((slug, code)): Path<(String, String)>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&clerk.scope()).await?;
    let (parameter, newest) = newest(&tx, &code).await?;
    let range = newest.assumption.range;
    let typed = Typed::default()
        .with(ParameterField::Cautious.name(), range.cautious.to_string())
        .with(ParameterField::Standard.name(), range.standard.to_string())
        .with(ParameterField::Generous.name(), range.generous.to_string());
    let view = ParameterFormView { slug, parameter, seen: newest.id, form: FormState::filled(typed) };
    Ok(page.ok(NEW, move || view! { <ParameterFormPage view/> }))
}

/// Writes it down over the newest row that was seen.
pub async fn create(
    clerk: CentralClerk,
    State(app): State<App>,
    Path((slug, code)): Path<(String, String)>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let tx = app.store.write(&clerk.scope()).await?;
    let (parameter, newest) = newest(&tx, &code).await?;
    // A form without what it was made from was made from what stands.
    let seen = typed.get("seen").parse().unwrap_or(newest.id);
    let mine = match ParameterForm::parse(&typed, parameter) {
        Ok(mine) => mine,
        Err(problems) => {
            let form = FormState::rejected(typed, words::parameter_errors(parameter, &problems));
            let view = ParameterFormView { slug, parameter, seen, form };
            return Ok(page.unprocessable(NEW, move || view! { <ParameterFormPage view/> }));
        }
    };
    match simulator::record(&tx, app.clock.id(), parameter, &mine, seen, app.clock.now()).await {
        Ok(()) => tx.commit().await?,
        Err(store::Error::Stale) => return Err(conflict(&tx, &slug, &newest, &mine).await?),
        Err(error) => return Err(error.into()),
    }
    Ok(see_other(&format!("{}?done=added", paths::simulator_parameters(&slug))))
}

async fn conflict(tx: &Tx, slug: &str, now: &Recorded, mine: &ParameterForm) -> Result<Error, Error> {
    let Assumption { parameter, range, valid_from, source, note } = now.assumption.clone();
    let stands = ParameterForm { range, valid_from, source, note }.fill();
    let fields = [
        ParameterField::Cautious,
        ParameterField::Standard,
        ParameterField::Generous,
        ParameterField::ValidFrom,
        ParameterField::Source,
        ParameterField::Note,
    ];
    let differences = differing(fields, ParameterField::name, words::parameter_label, &stands, &mine.fill());
    let faster = Faster::by(tx, now.by, now.at).await?;
    let what = format!("試算の前提「{}」", words::parameter(parameter));
    Ok(faster.conflict(
        what,
        "新しい値を加えました",
        differences,
        paths::simulator_parameter(slug, parameter),
    ))
}
