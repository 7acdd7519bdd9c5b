//! The network of 連携先 of a house: its open offices with what is known of their adoption, and the links between them.

use crate::{
    Error, Tx,
    adoption::counting::population,
    entities::{offices, partner_links},
    offices::{identity::former, live, live_ids},
    partners,
};
use chrono::NaiveDate;
use domain::{
    adoption::{AdoptionState, current},
    ids::OfficeId,
    network::{Named, Network, Node, Reader},
    office_number::OfficeNumber,
};
use sea_orm::{ColumnTrait as _, QueryFilter as _, QueryOrder as _, QuerySelect as _};
use std::collections::BTreeMap;
use uuid::Uuid;

/// What pages call an office.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Called {
    /// Its number.
    pub number: OfficeNumber,
    /// Its name.
    pub name: String,
}

/// A network with what its offices are called.
#[derive(Debug, Clone, Default)]
pub struct Charted {
    /// The offices that are open on the day, by number, and their links.
    pub network: Network,
    called: BTreeMap<OfficeId, Called>,
}

impl Charted {
    /// What the office at a place is called.
    pub fn called(&self, place: usize) -> Option<&Called> {
        self.called.get(&self.network.nodes().get(place)?.office)
    }
}

/// The network on a day, by the links that are known now.
pub async fn on(tx: &Tx, day: NaiveDate) -> Result<Charted, Error> {
    let counted = population(tx, day).await?;
    let state = |office: OfficeId| {
        let known = counted.evidence.get(&office).and_then(|known| current(known, day));
        known.map_or(AdoptionState::Unknown, |holds| holds.state)
    };
    let open = counted.offices.iter().filter(|office| office.open_on(day));
    let nodes =
        open.map(|office| Node { office: office.id, state: state(office.id), area: office.area.clone() });
    let network = Network::new(nodes.collect(), partners::every(tx).await?);
    Ok(Charted { network, called: called(tx).await?.into_iter().collect() })
}

/// What every office of the register is called, by number.
async fn called(tx: &Tx) -> Result<Vec<(OfficeId, Called)>, Error> {
    let rows: Vec<(Uuid, String, String)> = live(tx)?
        .select_only()
        .column(offices::Column::Id)
        .column(offices::Column::Number)
        .column(offices::Column::Name)
        .order_by_asc(offices::Column::Number)
        .into_tuple()
        .all(tx.connection())
        .await?;
    rows.into_iter()
        .map(|(id, number, name)| {
            let number = number.parse().map_err(|_| Error::Unreadable(number))?;
            Ok((id.into(), Called { number, name }))
        })
        .collect()
}

/// The register, to find pasted offices in: open or not, and by the numbers of those that were merged as well.
pub async fn reader(tx: &Tx) -> Result<(Reader, BTreeMap<OfficeId, Called>), Error> {
    let called = called(tx).await?;
    let register: Vec<Named> = called
        .iter()
        .map(|(office, called)| Named { office: *office, number: called.number, name: called.name.clone() })
        .collect();
    let by_number: BTreeMap<OfficeNumber, OfficeId> =
        register.iter().map(|named| (named.number, named.office)).collect();
    let merged = former(tx).await?.merged.into_iter();
    let former = merged.filter_map(|(number, survivor)| Some((number, *by_number.get(&survivor)?)));
    Ok((Reader::new(&register, former), called.into_iter().collect()))
}

/// A link as somebody said it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// Who says so.
    pub office: OfficeId,
    /// Of whom.
    pub partner: OfficeId,
    /// As of which day.
    pub as_of: NaiveDate,
    /// By which way.
    pub basis: String,
}

/// Every link as it was said, so that one that both said stands twice.
pub async fn said(tx: &Tx) -> Result<Vec<Said>, Error> {
    let rows = tx
        .rows::<partner_links::Entity>()?
        .filter(partner_links::Column::OfficeId.in_subquery(live_ids(tx)?))
        .filter(partner_links::Column::PartnerOfficeId.in_subquery(live_ids(tx)?))
        .order_by_asc(partner_links::Column::OfficeId)
        .order_by_asc(partner_links::Column::PartnerOfficeId)
        .all(tx.connection())
        .await?;
    let said = |row: partner_links::Model| Said {
        office: row.office_id.into(),
        partner: row.partner_office_id.into(),
        as_of: row.as_of,
        basis: row.basis,
    };
    Ok(rows.into_iter().map(said).collect())
}
