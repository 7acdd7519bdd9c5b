//! 開催依頼 as a form: by a municipality, or by its federation for one that telephoned.

use super::{
    BookingRules, CANDIDATES, Contact, Length, Menu, People, Place, RequestField as Field,
    RequestProblem as Problem, Slot, parse_time,
};
use crate::{
    accounts::{PersonName, TenantKind},
    email::{Email, EmailError},
    form::Typed,
    ids::MemberId,
    phone::Phone,
    text,
    wareki::{self, DateError},
};
use chrono::{NaiveDate, NaiveTime};
use serde::{Deserialize, Serialize};

/// The most characters of a venue.
const VENUE: usize = 120;
/// The most characters of a note.
const NOTE: usize = 1_000;

/// What a municipality asks for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SessionRequest {
    /// What offices can try; one at least.
    pub menu: Vec<Menu>,
    /// One to three candidates, in the order of preference.
    pub candidates: Vec<Slot>,
    /// Expected people.
    pub people: People,
    /// 現地 or オンライン.
    pub place: Place,
    /// Where, on site; empty online.
    pub venue: String,
    /// Whom to call.
    pub contact: Contact,
    /// A word to the federation; may be empty.
    pub note: String,
    /// Whether it may be held together with other municipalities.
    #[serde(default)]
    pub joint: bool,
    /// The cities for which a prefecture asks; a municipality asks for itself alone.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cities: Vec<City>,
}

/// A city for which a prefecture asks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct City {
    /// Which member of the federation.
    pub member: MemberId,
    /// Its name, as it was when it was asked for.
    pub name: String,
}

/// A member of a federation that may have telephoned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Caller {
    /// Which member.
    pub member: MemberId,
    /// Its name.
    pub name: String,
    /// What house it has here; none where it has none, and nobody knows whether it is a city.
    pub house: Option<TenantKind>,
}

impl Caller {
    /// Whether a prefecture may ask for it.
    pub fn may_be_city(&self) -> bool {
        self.house.is_none_or(|kind| kind == TenantKind::Municipality)
    }
}

/// The form, read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestForm {
    /// Which member asks, where a federation enters what it was told.
    pub member: MemberId,
    /// What is asked for.
    pub request: SessionRequest,
}

type Problems = Vec<(Field, Problem)>;

impl RequestForm {
    /// Reads the form of a municipality: it knows itself, and can be written to.
    pub fn parse(typed: &Typed, today: NaiveDate) -> Result<SessionRequest, Problems> {
        Self::read(typed, today, None, false)
    }

    /// The same, within what the federation asks of those who book.
    pub fn parse_within(
        typed: &Typed,
        today: NaiveDate,
        rules: &BookingRules,
    ) -> Result<SessionRequest, Problems> {
        Self::read(typed, today, Some(rules), false)
    }

    /// The same for a prefecture: it says for which of the federation's cities it asks, one at least.
    pub fn parse_for_cities(
        typed: &Typed,
        today: NaiveDate,
        rules: &BookingRules,
        known: &[City],
    ) -> Result<SessionRequest, Problems> {
        let cities: Vec<City> = known.iter().filter(|city| is_chosen(typed, city.member)).cloned().collect();
        let read = Self::parse_within(typed, today, rules);
        if cities.is_empty() {
            let missing = std::iter::once((Field::Cities, Problem::NotChosen));
            return Err(missing.chain(read.err().into_iter().flatten()).collect());
        }
        Ok(SessionRequest { cities, ..read? })
    }

    /// Reads the form of a federation that enters what somebody told on the telephone: it names who among its members
    /// asks, and an address may be missing. A prefecture asks for cities, a city for itself alone.
    pub fn parse_told(typed: &Typed, today: NaiveDate, callers: &[Caller]) -> Result<Self, Problems> {
        let member = typed.get(Field::Member.name()).parse::<MemberId>().ok();
        let caller = member.and_then(|id| callers.iter().find(|one| one.member == id));
        let cities: Vec<City> = callers
            .iter()
            .filter(|one| one.may_be_city() && Some(one.member) != member && is_chosen(typed, one.member))
            .map(|one| City { member: one.member, name: one.name.clone() })
            .collect();
        let wrong = match caller.map(|one| (one.house, cities.is_empty())) {
            None => Some((Field::Member, Problem::NotChosen)),
            Some((Some(TenantKind::Prefecture), true)) => Some((Field::Cities, Problem::NotChosen)),
            Some((Some(TenantKind::Municipality), false)) => Some((Field::Cities, Problem::OwnAlone)),
            Some(_) => None,
        };
        let read = Self::read(typed, today, None, true);
        match (wrong, caller, read) {
            (None, Some(caller), Ok(request)) => {
                Ok(Self { member: caller.member, request: SessionRequest { cities, ..request } })
            }
            (wrong, _, read) => Err(wrong.into_iter().chain(read.err().into_iter().flatten()).collect()),
        }
    }

    fn read(
        typed: &Typed,
        today: NaiveDate,
        rules: Option<&BookingRules>,
        told: bool,
    ) -> Result<SessionRequest, Problems> {
        let mut reader = Reader { typed, rules, problems: Vec::new() };
        let menu = reader.menu();
        let candidates = reader.candidates(today);
        let people = reader.people();
        let place = reader.place();
        let venue = reader.venue(place);
        let contact = reader.contact(told);
        let note = reader.note();
        let joint = typed.get(Field::Joint.name()) == "yes";
        match (people, place) {
            (Some(people), Some(place)) if reader.problems.is_empty() => Ok(SessionRequest {
                menu,
                candidates,
                people,
                place,
                venue,
                contact,
                note,
                joint,
                cities: Vec::new(),
            }),
            _ => Err(reader.problems),
        }
    }

    /// Fills the form from what is known of a municipality's clerk.
    pub fn fill(contact: &Contact) -> Typed {
        Typed::default()
            .with(Field::Length.name(), "120")
            .with(Field::ContactName.name(), &*contact.name)
            .with(Field::ContactPhone.name(), &*contact.phone)
            .with(Field::ContactEmail.name(), &*contact.email)
    }
}

/// Whether the form names a member among the cities.
fn is_chosen(typed: &Typed, member: MemberId) -> bool {
    let id = member.to_string();
    typed.all(Field::Cities.name()).any(|chosen| chosen == id)
}

struct Reader<'a> {
    typed: &'a Typed,
    rules: Option<&'a BookingRules>,
    problems: Problems,
}

impl Reader<'_> {
    fn get(&self, field: Field) -> &str {
        self.typed.get(field.name())
    }

    fn keep<T>(&mut self, field: Field, parsed: Result<T, Problem>) -> Option<T> {
        parsed.map_err(|problem| self.problems.push((field, problem))).ok()
    }

    fn menu(&mut self) -> Vec<Menu> {
        let chosen: Vec<&str> = self.typed.all(Field::Menu.name()).collect();
        let menu: Vec<Menu> =
            Menu::ALL.iter().copied().filter(|menu| chosen.contains(&menu.code())).collect();
        if menu.is_empty() {
            self.problems.push((Field::Menu, Problem::NotChosen));
        }
        menu
    }

    /// The first candidate must be there; the others may be left empty whole.
    fn candidates(&mut self, today: NaiveDate) -> Vec<Slot> {
        let length = Length::parse(self.get(Field::Length)).ok_or(Problem::NotChosen);
        let length = self.keep(Field::Length, length);
        let mut slots: Vec<Slot> = Vec::new();
        for place in (0..).take(CANDIDATES) {
            let (date, start) = (Field::Date(place), Field::Start(place));
            let untouched =
                [date, start].iter().all(|field| text::normalise_code(self.get(*field)).is_empty());
            if place > 0 && untouched {
                continue;
            }
            let day = self.date(date, today);
            let time = self.start(start);
            if let (Some(date), Some(start), Some(length)) = (day, time, length) {
                let slot = Slot { date, start, length };
                if let Some(breach) = self.rules.and_then(|rules| rules.breach(&slot, today)) {
                    self.problems.push((Field::Date(place), Problem::Breach(breach)));
                }
                match slots.iter().position(|known| *known == slot) {
                    Some(known) => {
                        let known = u8::try_from(known + 1).unwrap_or(1);
                        self.problems.push((Field::Date(place), Problem::Repeated(known)));
                    }
                    None => slots.push(slot),
                }
            }
        }
        slots
    }

    fn date(&mut self, field: Field, today: NaiveDate) -> Option<NaiveDate> {
        let parsed = match wareki::parse_date(self.get(field)) {
            Ok(parsed) if parsed.date > today => Ok(parsed.date),
            Ok(_) => Err(Problem::NotInFuture { today }),
            Err(DateError::Missing) => Err(Problem::Missing),
            Err(error) => Err(Problem::Date(error)),
        };
        self.keep(field, parsed)
    }

    fn start(&mut self, field: Field) -> Option<NaiveTime> {
        let parsed = parse_time(self.get(field)).map_err(Problem::Time);
        self.keep(field, parsed)
    }

    fn people(&mut self) -> Option<People> {
        let parsed = People::parse(self.get(Field::People)).map_err(Problem::People);
        self.keep(Field::People, parsed)
    }

    fn place(&mut self) -> Option<Place> {
        let parsed = Place::from_code(self.get(Field::Place)).ok_or(Problem::NotChosen);
        self.keep(Field::Place, parsed)
    }

    fn venue(&mut self, place: Option<Place>) -> String {
        let venue = text::tidy_name(self.get(Field::Venue));
        match place {
            Some(Place::Online) => return String::new(),
            Some(Place::OnSite) if venue.is_empty() => self.problems.push((Field::Venue, Problem::Missing)),
            Some(Place::OnSite) | None => {}
        }
        if text::graphemes(&venue) > VENUE {
            self.problems.push((Field::Venue, Problem::TooLong(VENUE)));
        }
        venue
    }

    fn contact(&mut self, told: bool) -> Contact {
        let name = PersonName::parse(self.get(Field::ContactName)).map_err(Problem::Name);
        let name = self.keep(Field::ContactName, name);
        let phone = Phone::parse(self.get(Field::ContactPhone)).map_err(Problem::Phone);
        let phone = self.keep(Field::ContactPhone, phone);
        let email = match Email::parse(self.get(Field::ContactEmail)) {
            Ok(email) => Some(email),
            Err(EmailError::Missing) if told => None,
            Err(error) => self.keep(Field::ContactEmail, Err(Problem::Email(error))),
        };
        Contact {
            name: name.map(|name| name.as_str().to_owned()).unwrap_or_default(),
            phone: phone.map(|parsed| parsed.phone.as_str().to_owned()).unwrap_or_default(),
            email: email.map(|email| email.as_str().to_owned()).unwrap_or_default(),
        }
    }

    fn note(&mut self) -> String {
        let note = text::tidy_prose(self.get(Field::Note));
        if text::graphemes(&note) > NOTE {
            self.problems.push((Field::Note, Problem::TooLong(NOTE)));
        }
        note
    }
}

#[cfg(test)]
mod tests;
