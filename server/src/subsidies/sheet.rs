//! 制度の案内 on one sheet of A4, to print or to hand out.

use super::desk_of;
use crate::{
    actor::{Reader, Visitor},
    app::App,
    error::Error,
};
use app::{
    messages::subsidies::{
        announced, beyond_the_budget, grant_in_words, most_words, paid_words, unit_and_frequency,
        ways_to_the_money,
    },
    paths,
};
use axum::{
    extract::{Path, State},
    response::Response,
};
use chrono::{DateTime, Utc};
use documents::ProgrammeSheet;
use domain::{
    ids::ProgrammeId,
    money::Yen,
    subsidies::{Reach, Rules, examples},
};
use store::{Tx, initiatives, subsidies::programmes, tenants::Tenant};

/// The sheet of a published programme.
pub async fn show(
    visitor: Visitor,
    State(app): State<App>,
    Path((_, id)): Path<(String, ProgrammeId)>,
) -> Result<Response, Error> {
    let tx = app.store.read(&visitor.scope()).await?;
    let rules = of_programme(&tx, id).await?;
    let fee = fee(&app, &tx, id).await?;
    drop(tx);
    download(&app, &visitor.tenant, id, &rules, fee).await
}

/// The same for officers, to hand out: also where there is no public side.
pub async fn hand_out(
    officer: Reader,
    State(app): State<App>,
    Path((_, id)): Path<(String, ProgrammeId)>,
) -> Result<Response, Error> {
    let tx = app.store.read(&officer.scope()).await?;
    let rules = of_programme(&tx, id).await?;
    let fee = fee(&app, &tx, id).await?;
    drop(tx);
    download(&app, &officer.tenant, id, &rules, fee).await
}

/// The rules of a programme that was published.
pub(super) async fn of_programme(tx: &Tx, id: ProgrammeId) -> Result<Rules, Error> {
    let programme = programmes::find(tx, id).await?.ok_or(Error::NotFound)?;
    Ok(programme.current.ok_or(Error::NotFound)?.rules)
}

/// What a licence costs today.
async fn fee(app: &App, tx: &Tx, id: ProgrammeId) -> Result<Yen, Error> {
    let programme = programmes::find(tx, id).await?.ok_or(Error::NotFound)?;
    let initiative = initiatives::by_id(tx, programme.initiative).await?;
    Ok(initiative.licence_on(app.clock.today()).fee)
}

async fn download(
    app: &App,
    tenant: &Tenant,
    id: ProgrammeId,
    rules: &Rules,
    fee: Yen,
) -> Result<Response, Error> {
    let url = app.public_address_of(&paths::guide(&tenant.slug, id));
    let now = app.clock.now();
    let sheet = sheet_of(tenant, rules, fee, url, now);
    let name = sheet.file_name();
    let fonts = app.fonts.clone();
    let made = tokio::task::spawn_blocking(move || sheet.render(now, &fonts))
        .await
        .map_err(|_| Error::Internal("setting the sheet was broken off"))?
        .map_err(|_| Error::Internal("the sheet cannot be set"))?;
    Ok(crate::download::file(&name, "application/pdf", made.pdf))
}

fn sheet_of(
    tenant: &Tenant,
    rules: &Rules,
    fee: Yen,
    url: Option<String>,
    now: DateTime<Utc>,
) -> ProgrammeSheet {
    let apply = match &url {
        Some(_) => "下のページから申請する（15分ほど。途中で保存できます。押印はいりません）。",
        None => "紙の申請書に記入し、窓口・郵送・FAXで出す（押印はいりません）。",
    };
    let example = examples(rules, fee).into_iter().next().map(|example| grant_in_words(&example.grant));
    let reach = match rules.reach {
        Reach::Inside => "にある",
        Reach::Serves => "でサービスを提供する",
    };
    let window = rules.window_at(now).0;
    let services = rules.services.iter().map(|service| service.name()).collect::<Vec<_>>().join("、");
    ProgrammeSheet {
        programme: rules.title.clone(),
        fiscal_year: rules.fiscal_year,
        lead: announced(rules),
        amount: most_words(rules),
        amount_note: example.map(|example| format!("例：{example}")).unwrap_or_default(),
        opens: window.opens,
        closes: window.closes,
        window_note: beyond_the_budget(rules.exhaustion).to_owned(),
        who: [
            format!("{}{reach}事業所（{}）", rules.location.name, unit_and_frequency(rules)),
            format!("対象サービス：{services}"),
        ]
        .into_iter()
        .chain(rules.expense.is_paid().then(|| paid_words(&rules.expense, rules)))
        .collect(),
        needed: rules
            .documents
            .iter()
            .map(|document| {
                let optional = if document.optional { "（ある場合）" } else { "" };
                format!("{}{optional}", document.name)
            })
            .collect(),
        steps: ways_to_the_money(rules, apply),
        url: url.unwrap_or_default(),
        legal_basis: rules.legal_basis.name.clone(),
        contact: desk_of(tenant, rules),
    }
}
