//! With whom a city shares its counts.

use crate::{
    actor::{MunicipalAdministrator, Officer, Reader},
    app::App,
    error::Error,
    faster::Faster,
    page::{Page, see_other},
    posted::Posted,
};
use app::{
    across::{Compared, SharingPage, SharingView},
    errors::ANOTHER_ADMINISTRATOR,
    messages::across::readers,
    paths,
};
use axum::{
    extract::{Query, State},
    response::Response,
};
use domain::{
    accounts::Role,
    adoption::across::{self, Readers},
    form::Typed,
    municipality_code::MunicipalityCode,
};
use elements::FormState;
use leptos::prelude::*;
use serde::Deserialize;
use store::{
    Scope, Tx, accounts,
    adoption::{
        cities,
        sharing::{self, Sharing},
    },
};

const TITLE: &str = "普及状況の数の共有";

/// What was just done, told once after a redirect.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Done {
    done: String,
}

/// With whom, and exactly what will be seen.
pub async fn show(
    reader: Reader,
    State(app): State<App>,
    Query(Done { done }): Query<Done>,
    page: Page,
) -> Result<Response, Error> {
    let kept = {
        let tx = app.store.read(&reader.scope()).await?;
        sharing::sharing(&tx).await?
    };
    let form = FormState::filled(filled(&kept.with));
    let done = (done == "saved").then_some(if kept.with.is_empty() {
        "だれとも共有しないことを保存しました。"
    } else {
        "共有する相手を保存しました。共有する数は、まもなく相手に届きます。"
    });
    let view = view(&app, &reader, kept, form, done).await?;
    Ok(page.ok(TITLE, move || view! { <SharingPage view/> }))
}

/// Decides it. Whoever is left out sees nothing more at once.
pub async fn update(
    administrator: MunicipalAdministrator,
    State(app): State<App>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let here = paths::adoption_sharing(&administrator.tenant.slug);
    let tx = app.store.write(&administrator.scope()).await?;
    let kept = sharing::sharing(&tx).await?;
    let version = typed.version();
    let with: Option<Readers> = typed.all("with").map(across::Reader::named).collect();
    let Some(with) = with else {
        drop(tx);
        let error = "共有する相手を、示されたものから選んでください".to_owned();
        let form = FormState::rejected(typed, vec![("with", error)]);
        let view = view(&app, &administrator, Sharing { version, ..kept }, form, None).await?;
        return Ok(page.unprocessable(TITLE, move || view! { <SharingPage view/> }));
    };
    if version != kept.version {
        return Err(conflict(&tx, &kept, &with, here).await?);
    }
    // Who shares already and saves the same agrees to what was added since.
    if with != kept.with || is_less(&kept) {
        sharing::share(&tx, version, &with, app.clock.now()).await?;
        tx.commit().await?;
    }
    Ok(see_other(&format!("{here}?done=saved")))
}

/// Whether it shares, and decided so when less was shared.
fn is_less(kept: &Sharing) -> bool {
    !kept.with.is_empty() && !kept.headway
}

fn filled(with: &Readers) -> Typed {
    with.iter().fold(Typed::default(), |typed, reader| typed.with("with", reader.name()))
}

/// A colleague was faster.
async fn conflict(tx: &Tx, kept: &Sharing, with: &Readers, latest: String) -> Result<Error, Error> {
    let faster = match kept.decided {
        Some((account, at)) => Faster::by(tx, Some(account), at).await?,
        None => Faster::default(),
    };
    let differences = vec![("共有の相手".to_owned(), readers(&kept.with), readers(with))];
    Ok(faster.or(ANOTHER_ADMINISTRATOR).conflict(TITLE, "共有する相手を変更しました", differences, latest))
}

async fn view(
    app: &App,
    officer: &Officer,
    kept: Sharing,
    form: FormState,
    done: Option<&'static str>,
) -> Result<SharingView, Error> {
    let today = app.clock.today();
    let tx = app.store.read(&officer.scope()).await?;
    // What is told of a month stands beside the one before.
    let months = across::months(today);
    let (_, newest) = months.split_at(months.len().saturating_sub(2));
    let newest = sharing::told(&tx, newest).await?.pop();
    let (told, headway) = newest.map(|month| (month.told, month.headway)).unwrap_or_default();
    let decided = match kept.decided {
        Some((account, at)) => {
            let name = accounts::find(&tx, account).await?.map(|account| account.name);
            Some((name.unwrap_or_else(|| "以前の管理者".to_owned()), at))
        }
        None => None,
    };
    drop(tx);
    let code = officer.tenant.codes.first().and_then(|code| code.parse::<MunicipalityCode>().ok());
    let tx = app.store.read(&Scope::system("the median of a prefecture")).await?;
    let houses = sharing::reading_houses(&tx, officer.tenant.id).await?;
    let median = match code {
        Some(code) => across::median(cities::rates_of_prefecture(&tx, code.prefecture()).await?),
        None => None,
    };
    let houses = across::Reader::ALL
        .into_iter()
        .map(|reader| (reader, houses.get(&reader).map(|house| house.name.clone())))
        .collect();
    Ok(SharingView {
        slug: officer.tenant.slug.clone(),
        houses,
        less: is_less(&kept),
        with: kept.with,
        decided,
        version: kept.version,
        compared: Compared { own: across::rate_of(told.all), median },
        told,
        headway,
        today,
        may: officer.has(Role::Administrator),
        form,
        done,
    })
}
