//! Where the demonstration's story begins: みどり野市 has a programme open, so that an office can apply at once.

mod settings;

use super::seed::find;
use crate::{app::App, error::Error, subsidies::programmes::city};
use chrono::{NaiveDateTime, NaiveTime};
use domain::{
    fiscal_year::FiscalYear,
    ids::ProgrammeId,
    subsidies::{ProgrammeForm, licence_fee_in_full},
};
use store::{Scope, subsidies::programmes, tenants};

/// Publishes the programme of the fiscal year of the first run, open all year.
pub async fn begin(app: &App) -> Result<(), Error> {
    let (tenant, clerk) = find(app, "midorino", "clerk").await?;
    let tx = app.store.write(&Scope::tenant(tenant, clerk)).await?;
    let year = FiscalYear::of(app.clock.today());
    let mut rules = licence_fee_in_full(&city(&tenants::own(&tx).await?), year);
    rules.window.opens = NaiveDateTime::new(year.start(), NaiveTime::MIN);
    rules.window.closes =
        NaiveDateTime::new(year.end(), NaiveTime::from_hms_opt(17, 0, 0).unwrap_or(NaiveTime::MIN));
    let initiative = tenants::initiatives(&tx).await?.into_iter().next().ok_or(Error::NotFound)?;
    let (id, now): (ProgrammeId, _) = (app.clock.id(), app.clock.now());
    programmes::add(&tx, id, initiative.id, year, &ProgrammeForm::fill(&rules), now).await?;
    let programme = programmes::find(&tx, id).await?.ok_or(Error::NotFound)?;
    programmes::publish(&tx, &programme, app.clock.id(), &rules, now)
        .await
        .map_err(|_| Error::Internal("the demo programme does not publish"))?;
    tx.commit().await?;
    settings::begin(app).await
}
