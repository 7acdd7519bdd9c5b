//! Who exchanges plans with whom in the story, as a liaison of providers counted it: an island that lacks one office, two
//! offices with several partners that are ready, and two groups, of which one was made and the other is proposed.

use crate::{app::App, demo::seed::find, error::Error};
use chrono::{DateTime, Days, TimeDelta, Utc};
use domain::{
    ids::{OfficeGroupId, OfficeId, PartnerPasteId},
    network::Network,
    office_groups::{GroupText, NextStep},
};
use std::collections::BTreeSet;
use store::{Scope, network as networks, office_groups, partner_pastes};

/// The offices of a group, in the order of the register.
const GROUP: usize = 6;

/// Tells it.
pub async fn begin(app: &App, now: DateTime<Utc>) -> Result<(), Error> {
    let (tenant, clerk) = find(app, "midorino", "clerk").await?;
    let tx = app.store.write(&Scope::tenant(tenant, clerk)).await?;
    let today = app.clock.today();
    let network = networks::on(&tx, today).await?.network;
    // Those of the first offices who spoke with supporters have links of their own.
    let later = || network.nodes().iter().skip(24).map(|node| node.office);
    let of = |adopted: bool| -> Vec<OfficeId> {
        later().filter(|office| has(&network, *office) == adopted).collect()
    };
    let (ready, open) = (of(true), of(false));
    let mut pairs = Vec::new();
    let mut link = |one: Option<&OfficeId>, others: &[OfficeId]| {
        pairs.extend(one.into_iter().flat_map(|one| others.iter().map(|other| (*one, *other))));
    };
    link(open.first(), ready.get(..4).unwrap_or_default());
    link(ready.first(), ready.get(1..3).unwrap_or_default());
    link(open.get(1), ready.get(4..9).unwrap_or_default());
    link(open.get(2), ready.get(7..10).unwrap_or_default());
    link(open.get(1), open.get(2..4).unwrap_or_default());
    let groups: Vec<Vec<OfficeId>> =
        later().collect::<Vec<_>>()[..].chunks(GROUP).skip(6).take(2).map(<[_]>::to_vec).collect();
    for group in &groups {
        for (place, one) in group.iter().enumerate() {
            link(Some(one), group.get(place + 1..).unwrap_or_default());
        }
    }
    let (id, on): (PartnerPasteId, _) = (app.clock.id(), today - TimeDelta::days(15));
    partner_pastes::take_over(&tx, (id, clerk), &pairs, "", (on, now), &|| app.clock.id()).await?;
    if let Some(members) = groups.first() {
        let members: BTreeSet<OfficeId> = members.iter().copied().collect();
        let text = GroupText {
            name: "はじめの連携グループ".to_owned(),
            note: "事業者連絡会の定例会で、そろって始めることにした。".to_owned(),
            next: Some(NextStep {
                action: "操作研修の日を決める".to_owned(),
                on: today.checked_add_days(Days::new(5)).unwrap_or(today),
            }),
        };
        let id: OfficeGroupId = app.clock.id();
        office_groups::add(&tx, (id, clerk), &text, &members, &|| app.clock.id(), now).await?;
    }
    Ok(tx.commit().await?)
}

fn has(network: &Network, office: OfficeId) -> bool {
    network.place(office).is_some_and(|place| network.adopted(place))
}
