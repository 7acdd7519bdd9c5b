//! Whom the paper of an activity is for, and how each office is reached by each way.

use crate::error::Error;
use app::messages::campaigns::exclusion;
use documents::{PostalAddress, ReachLine};
use domain::{
    campaigns::{Channel, Exclusion},
    ids::OfficeId,
};
use std::collections::HashMap;
use store::{
    Tx,
    campaigns::{
        Activity,
        recipients::{self, Recipient},
    },
    offices::{self, Office},
};

/// An office of the list with all that the register knows of it.
pub(super) struct Line {
    /// How it stands in the list.
    pub recipient: Recipient,
    /// The office; none where it has left the register.
    pub office: Option<Office>,
    channel: Option<Channel>,
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
    let ids: Vec<OfficeId> = list.iter().map(|one| one.target.office).collect();
    let mut known: HashMap<OfficeId, Office> =
        offices::several(tx, &ids).await?.into_iter().map(|office| (office.id, office)).collect();
    let channel = activity.text.kind.channel();
    Ok(list
        .into_iter()
        .map(|recipient| Line { office: known.remove(&recipient.target.office), recipient, channel })
        .collect())
}

impl Line {
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
        let particulars = &self.office.as_ref()?.particulars;
        (!particulars.address.is_empty()).then(|| PostalAddress {
            postal_code: particulars.postal_code.map(|code| code.to_string()).unwrap_or_default(),
            address: format!("{}\n{}", particulars.address, particulars.building).trim_end().to_owned(),
            name: target.name.clone(),
        })
    }

    /// The fax number.
    pub fn fax(&self) -> Option<String> {
        self.number(Channel::Fax, |office| office.particulars.fax.as_ref().map(ToString::to_string))
    }

    /// The telephone number.
    pub fn phone(&self) -> Option<String> {
        self.number(Channel::Phone, |office| office.particulars.phone.as_ref().map(ToString::to_string))
    }

    /// The number as it was written down where it is the activity's own way, else that of the register.
    fn number(&self, way: Channel, of: impl Fn(&Office) -> Option<String>) -> Option<String> {
        if self.channel == Some(way) {
            return Some(self.recipient.target.address.clone()).filter(|number| !number.is_empty());
        }
        self.office.as_ref().and_then(of)
    }

    /// 圏域, in the municipality's own words; may be empty.
    pub fn area(&self) -> String {
        self.office.as_ref().map(|office| office.particulars.area.clone()).unwrap_or_default()
    }

    /// Its line on paper.
    pub fn paper(&self, reach: String, area: String) -> ReachLine {
        let target = &self.recipient.target;
        ReachLine {
            place: self.recipient.place,
            name: target.name.clone(),
            number: target.number.to_string(),
            area,
            reach,
        }
    }

    /// Why it is not reached by a way: because of the list, or because the register knows no number.
    pub fn why_not(&self, missing: &str) -> String {
        self.recipient.exclusion.map_or_else(|| missing.to_owned(), |why| exclusion(why).to_owned())
    }
}
