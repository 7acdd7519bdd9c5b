//! What home pages say of activities: those that are late or come within a week, the officer's own first.

use super::name;
use crate::{actor::Officer, error::Error};
use app::campaigns::DueLine;
use chrono::{Days, NaiveDate};
use domain::campaigns::is_overdue;
use std::collections::HashMap;
use store::{
    Tx, accounts,
    campaigns::{self, activities},
};

/// How many days ahead activities stand on a home.
const AHEAD: Days = Days::new(7);
/// At most so many.
const SHOWN: usize = 10;

/// The activities of a municipality's home.
pub async fn municipality(tx: &Tx, officer: &Officer, today: NaiveDate) -> Result<Vec<DueLine>, Error> {
    let due = activities::due(tx, today.checked_add_days(AHEAD).unwrap_or(today)).await?;
    if due.is_empty() {
        return Ok(Vec::new());
    }
    let open: HashMap<_, _> = campaigns::all(tx)
        .await?
        .into_iter()
        .filter(|campaign| campaign.state.is_open())
        .map(|campaign| (campaign.id, campaign.text.name))
        .collect();
    let names = accounts::names(tx).await?;
    let mut lines: Vec<_> = due
        .into_iter()
        .filter_map(|activity| {
            let campaign_name = open.get(&activity.campaign)?.clone();
            let text = activity.text;
            Some(DueLine {
                campaign: activity.campaign,
                campaign_name,
                id: activity.id,
                kind: text.kind,
                overdue: is_overdue(activity.state, text.starts_on, text.ends_on, today),
                title: text.title,
                days: (text.starts_on, text.ends_on),
                mine: text.owner == Some(officer.id()),
                owner: text.owner.map(|owner| name(&names, owner)).unwrap_or_default(),
            })
        })
        .collect();
    lines.sort_by_key(|line| (!line.mine, !line.overdue, line.days.0));
    lines.truncate(SHOWN);
    Ok(lines)
}
