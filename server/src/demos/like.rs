//! A request that is made again: the form is filled from an earlier one of the same house.

use super::owns;
use crate::error::Error;
use chrono::NaiveDate;
use domain::{
    demos::{Contact, RequestForm, Side, Slot, Stage},
    form::Typed,
    ids::DemoId,
};
use serde::Deserialize;
use store::{
    Tx,
    demos::sessions::{self, Session},
};

/// What the address of the form may say: which request it is filled from.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Like {
    like: String,
}

impl Like {
    /// The form, filled with who asks, and from the earlier request where the house has that.
    pub(super) async fn fill(&self, tx: &Tx, contact: &Contact, today: NaiveDate) -> Result<Typed, Error> {
        let earlier = match self.like.parse::<DemoId>() {
            Ok(id) => sessions::find(tx, id).await?,
            Err(_) => None,
        };
        let own = tx.tenant().map_err(Error::from)?;
        Ok(match earlier.filter(|session| owns(session, own)) {
            Some(session) => {
                RequestForm::fill_like(contact, &session.request, &still_wanted(&session, today))
            }
            None => RequestForm::fill(contact),
        })
    }
}

/// The dates of a request that was taken back, as far as they are to come: what was declined, called off or held is asked
/// for on other days.
fn still_wanted(session: &Session, today: NaiveDate) -> Vec<Slot> {
    let taken_back = matches!(&session.stage, Stage::Cancelled { by: Side::Municipality, session: None, .. });
    let dates = session.request.candidates.iter().copied();
    dates.filter(|slot| taken_back && slot.date > today).collect()
}
