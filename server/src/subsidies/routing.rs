//! 割り振り: whoever answers for an application from its receipt on, by the rules of the house.

use crate::{app::App, error::Error};
use domain::subsidies::{Routable, route};
use store::{
    Tx,
    subsidies::{
        applications::Application,
        offices,
        review::{ReviewError, route_to},
        routing as kept,
    },
};

/// Gives it to whom the rules name; false where none fits.
pub(super) async fn assign(app: &App, tx: &Tx, application: &Application) -> Result<bool, Error> {
    let rules: Vec<_> = kept::all(tx).await?.into_iter().map(|kept| kept.rule).collect();
    if rules.is_empty() {
        return Ok(false);
    }
    let office = offices::find(tx, application.office).await?.ok_or(store::Error::Missing)?;
    let case = Routable { programme: application.programme, services: office.services, area: office.area };
    let Some(routed) = route(&rules, &case, &kept::loads(tx).await?) else { return Ok(false) };
    let rule = rules.iter().find(|rule| rule.id == routed.rule).ok_or(store::Error::Missing)?;
    match route_to(tx, application, &routed, &rule.terms, app.clock.now()).await {
        Ok(()) => Ok(true),
        Err(ReviewError::Store(error)) => Err(error.into()),
        Err(ReviewError::Stage(_) | ReviewError::SamePerson) => Ok(false),
    }
}
