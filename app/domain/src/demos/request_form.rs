//! 開催依頼 as a form: by a municipality, or by its federation for one that telephoned.

use super::{
    Along, BookingRules, CANDIDATES, Contact, Length, Menu, People, Place, Provision, RequestField as Field,
    RequestProblem as Problem, Slot, parse_time,
};
use crate::{
    accounts::TenantKind,
    email::{Email, EmailError},
    form::{Reader, Typed, YES},
    ids::MemberId,
    text,
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// The most characters of a venue.
const VENUE: usize = 120;
/// The most characters of a note.
const NOTE: usize = 1_000;
/// How many minutes a form begins with.
const LENGTH: u16 = 120;

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
    /// What is at the venue already; empty online.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub provisions: Vec<Provision>,
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
    /// Other dates that the federation offered, where none of the candidates can be had; empty once one was chosen.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub offered: Vec<Slot>,
}

impl SessionRequest {
    /// The same, held online: there is no venue, and nothing in it.
    #[must_use]
    pub fn online(self) -> Self {
        Self { place: Place::Online, venue: String::new(), provisions: Vec::new(), ..self }
    }
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
    /// Whom it wants along.
    pub along: Along,
}

type Problems = Vec<(Field, Problem)>;

/// What a federation asks of those who book, and the dates that stand whatever it says; none where nothing is asked.
type Within<'a> = Option<(&'a BookingRules, &'a [Slot])>;

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
        Self::read(typed, today, Some((rules, &[])), false)
    }

    /// The same for a prefecture: it says for which of the federation's cities it asks, one at least.
    pub fn parse_for_cities(
        typed: &Typed,
        today: NaiveDate,
        rules: &BookingRules,
        known: &[City],
    ) -> Result<SessionRequest, Problems> {
        for_cities(typed, known, Self::parse_within(typed, today, rules))
    }

    /// Reads what becomes of a request that waits: by a house that asked, within what its federation asks of those who book,
    /// or by the federation that was told it. Dates that were asked for before stand, however near they are by now. Where
    /// it is for cities, `known` are those for which it may be.
    pub fn parse_amended(
        typed: &Typed,
        today: NaiveDate,
        rules: Option<&BookingRules>,
        (before, known): (&SessionRequest, &[City]),
    ) -> Result<SessionRequest, Problems> {
        let within = rules.map(|rules| (rules, &*before.candidates));
        let read = Self::read(typed, today, within, rules.is_none());
        if before.cities.is_empty() { read } else { for_cities(typed, known, read) }
    }

    /// The members that a form names, which a municipality asks along.
    pub fn named(typed: &Typed) -> Vec<MemberId> {
        typed.all(Field::Cities.name()).filter_map(|id| id.parse().ok()).collect()
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
        let along = Along::parse(typed, (caller, !cities.is_empty()), callers);
        let read = Self::read(typed, today, None, true);
        match (wrong, caller, along, read) {
            (None, Some(caller), Ok(along), Ok(request)) => {
                let request = SessionRequest { cities, ..request };
                Ok(Self { member: caller.member, request, along })
            }
            (wrong, _, along, read) => {
                let along = along.err().into_iter().flatten();
                Err(wrong.into_iter().chain(along).chain(read.err().into_iter().flatten()).collect())
            }
        }
    }

    fn read(typed: &Typed, today: NaiveDate, within: Within, told: bool) -> Result<SessionRequest, Problems> {
        let mut reader = Reading::new(typed, Field::name);
        let menu = reader.menu();
        let candidates = reader.candidates(today, within);
        let people = reader.keep(Field::People, People::parse(reader.get(Field::People)));
        let place = reader.chosen(Field::Place, Place::from_code, Problem::NotChosen);
        let venue = reader.venue(place);
        let provisions = reader.provisions(place);
        let contact = reader.contact(told);
        let note = reader.prose(Field::Note, NOTE);
        let joint = reader.ticked(Field::Joint);
        match (people, place, contact) {
            (Some(people), Some(place), Some(contact)) => reader.done(Some(SessionRequest {
                menu,
                candidates,
                people,
                place,
                venue,
                provisions,
                contact,
                note,
                joint,
                cities: Vec::new(),
                offered: Vec::new(),
            })),
            _ => reader.done(None),
        }
    }

    /// Fills the form from what is known of a municipality's clerk.
    pub fn fill(contact: &Contact) -> Typed {
        Self::begin(contact, LENGTH)
    }

    fn begin(contact: &Contact, minutes: u16) -> Typed {
        Typed::default()
            .with(Field::Length.name(), minutes.to_string())
            .with(Field::ContactName.name(), &*contact.name)
            .with(Field::ContactPhone.name(), &*contact.phone)
            .with(Field::ContactEmail.name(), &*contact.email)
    }

    /// Fills it from an earlier request as well, with those of its dates that can be asked for again.
    pub fn fill_like(contact: &Contact, earlier: &SessionRequest, dates: &[Slot]) -> Typed {
        let minutes = earlier.candidates.first().map_or(LENGTH, |slot| slot.length.minutes());
        let typed = Self::begin(contact, minutes)
            .with(Field::People.name(), earlier.people.get().to_string())
            .with(Field::Place.name(), earlier.place.code())
            .with(Field::Venue.name(), &*earlier.venue)
            .with(Field::Note.name(), &*earlier.note);
        let typed = earlier.menu.iter().fold(typed, |typed, one| typed.with(Field::Menu.name(), one.code()));
        let typed = earlier
            .provisions
            .iter()
            .fold(typed, |typed, one| typed.with(Field::Provisions.name(), one.code()));
        let typed = earlier
            .cities
            .iter()
            .fold(typed, |typed, city| typed.with(Field::Cities.name(), city.member.to_string()));
        let typed = if earlier.joint { typed.with(Field::Joint.name(), YES) } else { typed };
        (0..).zip(dates.iter().take(CANDIDATES)).fold(typed, |typed, (number, slot)| {
            typed
                .with(Field::Date(number).name(), slot.date.to_string())
                .with(Field::Start(number).name(), slot.start_words())
        })
    }
}

/// A request with the cities that its form names, one at least.
fn for_cities(
    typed: &Typed,
    known: &[City],
    read: Result<SessionRequest, Problems>,
) -> Result<SessionRequest, Problems> {
    let cities: Vec<City> = known.iter().filter(|city| is_chosen(typed, city.member)).cloned().collect();
    if cities.is_empty() {
        let missing = std::iter::once((Field::Cities, Problem::NotChosen));
        return Err(missing.chain(read.err().into_iter().flatten()).collect());
    }
    Ok(SessionRequest { cities, ..read? })
}

/// Whether the form names a member among the cities.
fn is_chosen(typed: &Typed, member: MemberId) -> bool {
    let id = member.to_string();
    typed.all(Field::Cities.name()).any(|chosen| chosen == id)
}

type Reading<'a> = Reader<'a, Field, Problem>;

impl Reading<'_> {
    fn menu(&mut self) -> Vec<Menu> {
        let chosen: Vec<&str> = self.all(Field::Menu).collect();
        let menu: Vec<Menu> =
            Menu::ALL.iter().copied().filter(|menu| chosen.contains(&menu.code())).collect();
        if menu.is_empty() {
            self.refuse(Field::Menu, Problem::NotChosen);
        }
        menu
    }

    /// The first candidate must be there; the others may be left empty whole.
    fn candidates(&mut self, today: NaiveDate, within: Within) -> Vec<Slot> {
        let length = self.chosen(Field::Length, Length::parse, Problem::NotChosen);
        let mut slots: Vec<Slot> = Vec::new();
        for place in (0..).take(CANDIDATES) {
            let (date, start) = (Field::Date(place), Field::Start(place));
            let untouched =
                [date, start].iter().all(|field| text::normalise_code(self.get(*field)).is_empty());
            if place > 0 && untouched {
                continue;
            }
            let day = self.date(date, today);
            let time = self.keep(start, parse_time(self.get(start)));
            if let (Some(date), Some(start), Some(length)) = (day, time, length) {
                let slot = Slot { date, start, length };
                let asked = within.filter(|(_, stand)| !stand.contains(&slot));
                if let Some(breach) = asked.and_then(|(rules, _)| rules.breach(&slot, today)) {
                    self.refuse(Field::Date(place), Problem::Breach(breach));
                }
                match slots.iter().position(|known| *known == slot) {
                    Some(known) => {
                        let known = u8::try_from(known + 1).unwrap_or(1);
                        self.refuse(Field::Date(place), Problem::Repeated(known));
                    }
                    None => slots.push(slot),
                }
            }
        }
        slots
    }

    fn date(&mut self, field: Field, today: NaiveDate) -> Option<NaiveDate> {
        let day = self.need_coming_day(field, today)?;
        self.keep(field, if day > today { Ok(day) } else { Err(Problem::NotInFuture { today }) })
    }

    fn venue(&mut self, place: Option<Place>) -> String {
        let venue = text::tidy_name(self.get(Field::Venue));
        match place {
            Some(Place::Online) => return String::new(),
            Some(Place::OnSite) if venue.is_empty() => self.refuse(Field::Venue, Problem::Missing),
            Some(Place::OnSite) | None => {}
        }
        self.within(Field::Venue, venue, VENUE)
    }

    /// What is at the venue; online there is none.
    fn provisions(&mut self, place: Option<Place>) -> Vec<Provision> {
        if place == Some(Place::Online) {
            return Vec::new();
        }
        let chosen: Vec<&str> = self.all(Field::Provisions).collect();
        Provision::ALL.iter().copied().filter(|one| chosen.contains(&one.code())).collect()
    }

    /// Whom to call; an address may be missing where it was told.
    fn contact(&mut self, told: bool) -> Option<Contact> {
        let contact = Contact::read(self, (Field::ContactName, Field::ContactPhone, Field::ContactEmail));
        if !told && Email::parse(self.get(Field::ContactEmail)) == Err(EmailError::Missing) {
            self.refuse(Field::ContactEmail, Problem::Email(EmailError::Missing));
        }
        contact
    }
}

#[cfg(test)]
mod tests;
