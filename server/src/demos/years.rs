//! 年度の回数: how many sessions on site a municipality had and may have in a fiscal year, as it reads it before it asks, and
//! its federation at the request.

use super::owns;
use crate::error::Error;
use app::demos::YearlyView;
use chrono::NaiveDate;
use domain::{
    demos::{BookingRules, Yearly},
    fiscal_year::FiscalYear,
};
use store::{
    Tx,
    demos::{
        members::{self, Member},
        rules,
        sessions::{self, Session},
    },
};

/// How a member stands in the year of a day, but for one session; none where nobody says how many it may have.
pub(super) async fn of(
    tx: &Tx,
    (member, rules): (&Member, &BookingRules),
    day: NaiveDate,
    but: Option<&Session>,
) -> Result<Option<Yearly>, Error> {
    let Some(allowed) = member.yearly.or(rules.yearly) else { return Ok(None) };
    let year = FiscalYear::of(day);
    let all = sessions::of_year(tx, year).await?;
    let others = all.iter().filter(|one| one.member == member.id && but.is_none_or(|but| but.id != one.id));
    let before = u16::try_from(others.count()).unwrap_or(u16::MAX);
    Ok(Some(Yearly { year, before, allowed }))
}

/// How the municipality of a request that waits stands in its year, for those two whom it concerns; none where it is not
/// counted, and where a prefecture asked for several.
pub(super) async fn at(tx: &Tx, session: &Session, decides: bool) -> Result<Option<YearlyView>, Error> {
    let waits = session.stage.session().is_none() && session.request.cities.is_empty();
    let (Some(_), Some(day), true) = (session.counts_in(), session.day(), waits) else { return Ok(None) };
    if !owns(session, tx.tenant()?) {
        return Ok(None);
    }
    let Some(member) = members::find(tx, session.member).await? else { return Ok(None) };
    let rules = rules::of_member(tx, &member).await?;
    let yearly = of(tx, (&member, &rules), day, Some(session)).await?;
    Ok(yearly.map(|yearly| YearlyView { yearly, member: decides.then_some(member.id) }))
}
