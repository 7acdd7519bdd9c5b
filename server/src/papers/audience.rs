//! Whom the paper of an activity is for, and how each office and association is reached by each way.

use crate::{app::App, error::Error, mailings::letters};
use app::messages::campaigns::exclusion;
use documents::{PostalAddress, ReachLine};
use domain::{
    associations::Association,
    campaigns::{Channel, Exclusion, Party, address_key},
    ids::{AssociationId, OfficeId},
    mailings::Facts,
    phone::Phone,
};
use std::collections::HashMap;
use store::{
    Tx, associations,
    campaigns::{
        Activity,
        recipients::{self, Recipient},
    },
    offices::{self, Office},
    tenants::Tenant,
};

/// Somebody of the list with all that is known of them now.
pub(super) struct Line {
    /// How it stands in the list.
    pub recipient: Recipient,
    known: Option<Known>,
    channel: Option<Channel>,
}

/// What is known of whom a list names; nothing of an office that has left the register.
enum Known {
    Office(Box<Office>),
    Association(Box<Association>),
}

/// Which offices of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Who {
    /// Those whom the activity reaches.
    Reached,
    /// Those whom it does not reach for want of a number, and who can be written to.
    Without,
}

impl Who {
    /// Reads the word of an address.
    pub fn of_word(word: &str) -> Self {
        if word == "without" { Self::Without } else { Self::Reached }
    }
}

/// The whole list, in its order; empty while it is not written down.
pub(super) async fn lines(tx: &Tx, activity: &Activity) -> Result<Vec<Line>, Error> {
    let list = recipients::list(tx, activity.id).await?;
    let ids: Vec<OfficeId> = list.iter().filter_map(|one| one.target.party.office()).collect();
    let mut offices: HashMap<OfficeId, Office> =
        offices::several(tx, &ids).await?.into_iter().map(|office| (office.id, office)).collect();
    let mut bodies: HashMap<AssociationId, Association> = if ids.len() < list.len() {
        associations::all(tx).await?.into_iter().map(|kept| (kept.id, kept.association)).collect()
    } else {
        HashMap::new()
    };
    let channel = activity.text.kind.channel();
    let line = |recipient: Recipient| {
        let known = match recipient.target.party {
            Party::Office(id) => offices.remove(&id).map(|office| Known::Office(Box::new(office))),
            Party::Association(id) => bodies.remove(&id).map(|body| Known::Association(Box::new(body))),
        };
        Line { recipient, known, channel }
    };
    Ok(list.into_iter().map(line).collect())
}

fn number(phone: Option<&Phone>) -> Option<String> {
    phone.map(ToString::to_string)
}

/// The names of those who get nothing of their own because somebody before them has their number or place, by that.
pub(super) fn sharing(lines: &[Line]) -> HashMap<String, Vec<String>> {
    let mut sharing: HashMap<String, Vec<String>> = HashMap::new();
    for line in lines.iter().filter(|line| line.recipient.exclusion == Some(Exclusion::DuplicateAddress)) {
        sharing.entry(line.key()).or_default().push(line.recipient.target.name.clone());
    }
    sharing
}

impl Line {
    /// What two ways of writing its number or place have in common; empty where the list has neither.
    pub fn key(&self) -> String {
        self.channel.map(|channel| address_key(channel, &self.recipient.target.address)).unwrap_or_default()
    }

    /// The office; none of an association, or where it has left the register.
    pub fn office(&self) -> Option<&Office> {
        match &self.known {
            Some(Known::Office(office)) => Some(office),
            Some(Known::Association(_)) | None => None,
        }
    }

    /// What is put into the places of a letter; none where nothing is known any more.
    pub fn facts(&self, app: &App, tenant: &Tenant) -> Option<Facts> {
        Some(match self.known.as_ref()? {
            Known::Office(office) => letters::facts(app, tenant, office),
            Known::Association(body) => letters::association_facts(app, tenant, body),
        })
    }

    /// Whether it belongs to those.
    pub fn is(&self, who: Who) -> bool {
        match (who, self.recipient.exclusion) {
            (Who::Reached, exclusion) => exclusion.is_none(),
            (Who::Without, Some(Exclusion::NoFax | Exclusion::NoPhone | Exclusion::Unreachable)) => {
                matches!(self.channel, Some(Channel::Fax | Channel::Phone))
            }
            (Who::Without, _) => false,
        }
    }

    /// Where a letter goes; none where no address is known.
    pub fn postal(&self) -> Option<PostalAddress> {
        let target = &self.recipient.target;
        if matches!(self.channel, Some(Channel::Post | Channel::Visit)) && !target.address.is_empty() {
            return Some(PostalAddress {
                postal_code: target.postal_code.clone(),
                address: target.address.clone(),
                name: target.name.clone(),
            });
        }
        let (code, address) = match self.known.as_ref()? {
            Known::Office(office) => {
                let known = &office.particulars;
                // A building without a place is no address.
                let place = if known.address.is_empty() { "" } else { known.building.as_str() };
                (known.postal_code, format!("{}\n{place}", known.address))
            }
            Known::Association(body) => (body.postal_code, body.address.clone()),
        };
        let address = address.trim_end().to_owned();
        (!address.is_empty()).then(|| PostalAddress {
            postal_code: code.map(|code| code.to_string()).unwrap_or_default(),
            address,
            name: target.name.clone(),
        })
    }

    /// The fax number.
    pub fn fax(&self) -> Option<String> {
        self.number(Channel::Fax, |known| match known {
            Known::Office(office) => number(office.particulars.fax.as_ref()),
            Known::Association(body) => number(body.fax.as_ref()),
        })
    }

    /// The telephone number.
    pub fn phone(&self) -> Option<String> {
        self.number(Channel::Phone, |known| match known {
            Known::Office(office) => number(office.particulars.phone.as_ref()),
            Known::Association(body) => number(body.phone.as_ref()),
        })
    }

    /// The number as it was written down where it is the activity's own way, else that which is known now.
    fn number(&self, way: Channel, of: impl Fn(&Known) -> Option<String>) -> Option<String> {
        if self.channel == Some(way) {
            return Some(self.recipient.target.address.clone()).filter(|number| !number.is_empty());
        }
        self.known.as_ref().and_then(of)
    }

    /// 圏域, in the municipality's own words; may be empty.
    pub fn area(&self) -> String {
        self.office().map(|office| office.particulars.area.clone()).unwrap_or_default()
    }

    /// Its line on paper.
    pub fn paper(&self, reach: String, area: String) -> ReachLine {
        let target = &self.recipient.target;
        ReachLine {
            place: self.recipient.place,
            name: target.name.clone(),
            number: target.code(),
            area,
            reach,
        }
    }

    /// Why it is not reached by a way: because of the list, or because the register knows no number.
    pub fn why_not(&self, missing: &str) -> String {
        self.recipient.exclusion.map_or_else(|| missing.to_owned(), |why| exclusion(why).to_owned())
    }
}
