//! 講師派遣依頼 as a form.

use super::{Field, Payer, Problem};
use crate::{
    demos::{Contact, Menu, Place, Slot},
    form::{Reader, Typed},
};
use serde::{Deserialize, Serialize};

/// The most characters of what the speaker is asked to do.
const PURPOSE: usize = 1_000;

/// What 国保中央会 is asked for, with what it has to know: it cannot look into the session itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Asked {
    /// When.
    pub slot: Slot,
    /// 現地 or オンライン.
    pub place: Place,
    /// Where, on site.
    pub venue: String,
    /// Expected people.
    pub people: u16,
    /// What offices can try.
    pub menu: Vec<Menu>,
    /// What the speaker is asked to do.
    pub purpose: String,
    /// Who pays the 旅費.
    pub payer: Payer,
    /// Whom 国保中央会 calls.
    pub contact: Contact,
}

/// The form, read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AskForm {
    /// When.
    pub slot: Slot,
    /// 現地 or オンライン.
    pub place: Place,
    /// What the speaker is asked to do.
    pub purpose: String,
    /// Who pays the 旅費.
    pub payer: Payer,
    /// Whom 国保中央会 calls.
    pub contact: Contact,
}

/// A date as a form's list sends it.
pub fn slot_key(slot: &Slot) -> String {
    format!("{} {} {}", slot.date, slot.start.format("%H:%M"), slot.length.minutes())
}

impl AskForm {
    /// Reads the form; `offered` are the dates that can be asked for.
    pub fn parse(typed: &Typed, offered: &[Slot]) -> Result<Self, Vec<(Field, Problem)>> {
        let mut reading = Reader::new(typed, Field::name);
        let among = |key: &str| offered.iter().find(|slot| slot_key(slot) == key).copied();
        let slot = reading.chosen(Field::Slot, among, Problem::NotChosen);
        let place = reading.chosen(Field::Place, Place::from_code, Problem::NotChosen);
        let purpose = reading.needed_prose(Field::Purpose, PURPOSE);
        let payer = reading.chosen(Field::Payer, Payer::from_code, Problem::NotChosen);
        let contact = (Field::ContactName, Field::ContactPhone, Field::ContactEmail);
        let contact = Contact::read(&mut reading, contact);
        match (slot, place, payer, contact) {
            (Some(slot), Some(place), Some(payer), Some(contact)) => {
                reading.done(Some(Self { slot, place, purpose, payer, contact }))
            }
            _ => reading.done(None),
        }
    }

    /// Fills the form from what stands, or from the session where nothing does.
    pub fn fill(slot: &Slot, place: Place, purpose: &str, payer: Payer, contact: &Contact) -> Typed {
        Typed::default()
            .with(Field::Slot.name(), slot_key(slot))
            .with(Field::Place.name(), place.code())
            .with(Field::Purpose.name(), purpose)
            .with(Field::Payer.name(), payer.code())
            .with(Field::ContactName.name(), contact.name.clone())
            .with(Field::ContactPhone.name(), contact.phone.clone())
            .with(Field::ContactEmail.name(), contact.email.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::demos::Length;
    use chrono::{NaiveDate, NaiveTime};

    fn slot(day: u32) -> Slot {
        Slot {
            date: NaiveDate::from_ymd_opt(2024, 12, day).expect("a day"),
            start: NaiveTime::from_hms_opt(13, 30, 0).expect("a time"),
            length: Length::of_quarters(8).expect("two hours"),
        }
    }

    #[test]
    fn what_is_filled_is_read_back_and_only_what_is_offered_can_be_asked_for() {
        let contact =
            Contact { name: "森 拓也".into(), phone: "0741-00-4000".into(), email: String::new() };
        let typed = AskForm::fill(&slot(5), Place::OnSite, "操作の相談", Payer::Municipality, &contact);
        let form = AskForm::parse(&typed, &[slot(5), slot(6)]).expect("all of it fits");
        assert_eq!((form.slot, form.contact), (slot(5), contact));
        assert_eq!(
            AskForm::parse(&typed, &[slot(6)]).expect_err("not offered"),
            [(Field::Slot, Problem::NotChosen)]
        );
        assert_eq!(AskForm::parse(&Typed::default(), &[slot(5)]).map_err(|all| all.len()), Err(6));
    }
}
