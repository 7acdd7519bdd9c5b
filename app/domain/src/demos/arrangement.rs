//! What a federation arranges for a session, as a form: when, where, with what, for how many people. The same form
//! decides a request, and changes what was decided.

use super::{
    Held, Length, LoanDays, People, PeopleError, Place, ResourceKind, Slot, TimeError, Travel, parse_time,
};
use crate::{
    form::Typed,
    ids::ResourceId,
    text,
    wareki::{self, DateError, Expected},
};
use chrono::NaiveDate;

/// The most characters of a venue.
const VENUE: usize = 120;
/// The most characters of an address to join at.
const LINK: usize = 500;
/// The most characters of a word to everybody.
const NOTE: usize = 500;
/// The most days for which equipment is sent away.
const LOAN: i64 = 62;

/// A place in the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ArrangementField {
    /// Which date: a candidate, an alternative, or another.
    Candidate,
    /// Another date.
    Date,
    /// Its time.
    Start,
    /// Its length.
    Length,
    /// 現地 or オンライン.
    Place,
    /// 会場.
    Venue,
    /// 接続先.
    Link,
    /// What is promised of a kind.
    Resource(ResourceKind),
    /// The way there.
    Before,
    /// The way back.
    After,
    /// 発送日.
    Ships,
    /// 返却日.
    Returns,
    /// 定員.
    Capacity,
    /// A word to everybody about a change.
    Note,
}

impl ArrangementField {
    /// Name of the control.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Candidate => "candidate",
            Self::Date => "date",
            Self::Start => "start",
            Self::Length => "length",
            Self::Place => "place",
            Self::Venue => "venue",
            Self::Link => "link",
            Self::Resource(kind) => kind.code(),
            Self::Before => "before",
            Self::After => "after",
            Self::Ships => "ships_on",
            Self::Returns => "returns_on",
            Self::Capacity => "capacity",
            Self::Note => "note",
        }
    }
}

/// What is wrong with a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ArrangementProblem {
    /// Nothing was chosen.
    #[error("nothing was chosen")]
    NotChosen,
    /// Nothing was typed.
    #[error("nothing was typed")]
    Missing,
    /// Longer than is kept.
    #[error("more than {0} characters")]
    TooLong(usize),
    /// The date has passed.
    #[error("the date has passed")]
    Past,
    /// Nobody can take an open date on its own day.
    #[error("the date is today")]
    Today,
    /// Not a date.
    #[error(transparent)]
    Date(DateError),
    /// Not a time of day.
    #[error(transparent)]
    Time(TimeError),
    /// On site a PC set is needed.
    #[error("no demo PC set is chosen")]
    NoDemoSet,
    /// Not one of the federation's.
    #[error("no such resource")]
    Unknown,
    /// Promised to another session, away, or on its way, at that time.
    #[error("not free at that time")]
    NotFree,
    /// Not there at that time of the week.
    #[error("not there at that time of the week")]
    NotThere,
    /// One of the two days of a loan is missing.
    #[error("only one of two days")]
    Half,
    /// Sent after the session, or back before it, or away for too long.
    #[error("the days of the loan do not hold the session, or are more than {0}")]
    NotAround(i64),
    /// No address that a browser opens.
    #[error("not an address")]
    NoAddress,
    /// Not a number of people.
    #[error(transparent)]
    Capacity(PeopleError),
    /// Fewer than are registered already.
    #[error("{0} people are registered already")]
    Registered(u16),
}

/// What the form is read against.
#[derive(Debug, Clone, Copy)]
pub struct Frame<'a> {
    /// What the municipality would like.
    pub candidates: &'a [Slot],
    /// What holds where a field says nothing: as arranged so far, or as asked for.
    pub so_far: &'a SoFar,
    /// The federation's resources.
    pub resources: &'a [(ResourceId, ResourceKind)],
    /// People registered already.
    pub registered: u16,
    /// The day in Japan.
    pub today: NaiveDate,
}

/// What holds where a field says nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SoFar {
    /// When, once something was arranged.
    pub slot: Option<Slot>,
    /// Where.
    pub place: Place,
    /// Where, on site.
    pub venue: String,
    /// The way there and back.
    pub travel: Travel,
}

/// What is arranged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Arrangement {
    /// When.
    pub slot: Slot,
    /// 現地 or オンライン.
    pub place: Place,
    /// Where, on site.
    pub venue: String,
    /// How it is joined online.
    pub link: String,
    /// The way there and back.
    pub travel: Travel,
    /// The days on which the equipment is away.
    pub loan: Option<LoanDays>,
    /// With what.
    pub resources: Vec<ResourceId>,
    /// For how many people.
    pub capacity: People,
    /// A word to everybody about a change; may be empty.
    pub note: String,
}

type Problems = Vec<(ArrangementField, ArrangementProblem)>;

impl Slot {
    /// How a form's list names a date: `2024-12-05T13:30+120`.
    pub fn code(&self) -> String {
        format!("{}T{}+{}", self.date, self.start.format("%H:%M"), self.length.minutes())
    }
    /// The date that a form's list named.
    pub fn from_code(code: &str) -> Option<Self> {
        let (date, rest) = code.split_once('T')?;
        let (start, minutes) = rest.split_once('+')?;
        Some(Self {
            date: date.parse().ok()?,
            start: parse_time(start).ok()?,
            length: Length::parse(minutes)?,
        })
    }
}

impl Arrangement {
    /// What the list sends for a date that is typed beneath it.
    pub const OTHER: &'static str = "other";

    /// Fills the form from what was arranged so far.
    pub fn fill(held: &Held) -> Typed {
        use ArrangementField as Field;
        let mut typed = Typed::default()
            .with(Field::Candidate.name(), held.slot.code())
            .with(Field::Place.name(), held.place.code())
            .with(Field::Venue.name(), &*held.venue)
            .with(Field::Link.name(), &*held.link)
            .with(Field::Before.name(), held.travel.minutes_before().to_string())
            .with(Field::After.name(), held.travel.minutes_after().to_string())
            .with(Field::Length.name(), held.slot.length.minutes().to_string())
            .with(Field::Capacity.name(), held.capacity.get().to_string());
        if let Some(LoanDays { ships, returns }) = held.loan {
            typed = typed.with(Field::Ships.name(), ships.to_string());
            typed = typed.with(Field::Returns.name(), returns.to_string());
        }
        held.promises.iter().fold(typed, |typed, promise| {
            typed.with(Field::Resource(promise.kind).name(), promise.resource.to_string())
        })
    }

    /// Reads the form.
    pub fn parse(typed: &Typed, frame: &Frame) -> Result<Self, Problems> {
        use ArrangementField as Field;
        let mut reader = Reader { typed, frame, problems: Vec::new() };
        let slot = reader.slot();
        let place = match reader.get(Field::Place) {
            "" => Some(frame.so_far.place),
            code => reader.need(Field::Place, Place::from_code(code)),
        };
        let venue = reader.venue(place);
        let link = reader.link(place);
        let travel = reader.travel(place);
        let resources = reader.resources(place);
        let loan = reader.loan(slot, place);
        let capacity = reader.capacity();
        let note = text::tidy_prose(reader.get(Field::Note));
        if text::graphemes(&note) > NOTE {
            reader.problems.push((Field::Note, ArrangementProblem::TooLong(NOTE)));
        }
        match (slot, place, capacity) {
            (Some(slot), Some(place), Some(capacity)) if reader.problems.is_empty() => {
                Ok(Self { slot, place, venue, link, travel, loan, resources, capacity, note })
            }
            _ => Err(reader.problems),
        }
    }
}

struct Reader<'a> {
    typed: &'a Typed,
    frame: &'a Frame<'a>,
    problems: Problems,
}

impl<'a> Reader<'a> {
    fn get(&self, field: ArrangementField) -> &'a str {
        self.typed.get(field.name())
    }

    fn keep<T>(&mut self, field: ArrangementField, read: Result<T, ArrangementProblem>) -> Option<T> {
        read.map_err(|problem| self.problems.push((field, problem))).ok()
    }

    fn need<T>(&mut self, field: ArrangementField, chosen: Option<T>) -> Option<T> {
        self.keep(field, chosen.ok_or(ArrangementProblem::NotChosen))
    }

    fn slot(&mut self) -> Option<Slot> {
        use ArrangementField as Field;
        let chosen = self.get(Field::Candidate);
        let slot = if chosen == Arrangement::OTHER {
            return self.other();
        } else if let Ok(number) = chosen.parse::<usize>() {
            number.checked_sub(1).and_then(|place| self.frame.candidates.get(place)).copied()
        } else {
            Slot::from_code(chosen)
        };
        let slot = self.need(Field::Candidate, slot)?;
        self.not_past(Field::Candidate, slot)
    }

    fn other(&mut self) -> Option<Slot> {
        use ArrangementField as Field;
        let coming = Expected::coming(self.frame.today);
        let date = wareki::parse_expected(self.get(Field::Date), coming).map(|parsed| parsed.date);
        let date = self.keep(Field::Date, date.map_err(ArrangementProblem::Date));
        let start = parse_time(self.get(Field::Start)).map_err(ArrangementProblem::Time);
        let start = self.keep(Field::Start, start);
        let length = self.need(Field::Length, Length::parse(self.get(Field::Length)));
        self.not_past(Field::Date, Slot { date: date?, start: start?, length: length? })
    }

    fn not_past(&mut self, field: ArrangementField, slot: Slot) -> Option<Slot> {
        let past = slot.date < self.frame.today;
        self.keep(field, if past { Err(ArrangementProblem::Past) } else { Ok(slot) })
    }

    fn venue(&mut self, place: Option<Place>) -> String {
        use ArrangementField as Field;
        if place == Some(Place::Online) {
            return String::new();
        }
        let typed = text::tidy_name(self.get(Field::Venue));
        let venue = if typed.is_empty() { self.frame.so_far.venue.clone() } else { typed };
        if venue.is_empty() {
            self.problems.push((Field::Venue, ArrangementProblem::Missing));
        } else if text::graphemes(&venue) > VENUE {
            self.problems.push((Field::Venue, ArrangementProblem::TooLong(VENUE)));
        }
        venue
    }

    fn link(&mut self, place: Option<Place>) -> String {
        use ArrangementField as Field;
        let link = self.get(Field::Link).trim().to_owned();
        if place != Some(Place::Online) || link.is_empty() {
            return String::new();
        }
        if !(link.starts_with("https://") || link.starts_with("http://"))
            || link.contains(char::is_whitespace)
        {
            self.problems.push((Field::Link, ArrangementProblem::NoAddress));
        } else if link.len() > LINK {
            self.problems.push((Field::Link, ArrangementProblem::TooLong(LINK)));
        }
        link
    }

    fn travel(&mut self, place: Option<Place>) -> Travel {
        use ArrangementField as Field;
        if place == Some(Place::Online) {
            return Travel::NONE;
        }
        let so_far = self.frame.so_far.travel;
        let mut way = |field: Field, otherwise: u8| match self.get(field) {
            "" => otherwise,
            typed => {
                let way = Travel::parse_way(typed);
                self.need(field, way).unwrap_or(otherwise)
            }
        };
        Travel { before: way(Field::Before, so_far.before), after: way(Field::After, so_far.after) }
    }

    fn resources(&mut self, place: Option<Place>) -> Vec<ResourceId> {
        use ArrangementField as Field;
        let mut promised = Vec::new();
        for kind in ResourceKind::ALL.iter().copied() {
            let field = Field::Resource(kind);
            let chosen: Vec<&str> = self.typed.all(field.name()).filter(|id| !id.is_empty()).collect();
            if chosen.is_empty() && kind == ResourceKind::DemoSet && place == Some(Place::OnSite) {
                self.problems.push((field, ArrangementProblem::NoDemoSet));
            }
            for id in chosen {
                match id.parse().ok().filter(|id| self.frame.resources.contains(&(*id, kind))) {
                    Some(id) if promised.contains(&id) => {}
                    Some(id) => promised.push(id),
                    None => self.problems.push((field, ArrangementProblem::Unknown)),
                }
            }
        }
        promised
    }

    fn loan(&mut self, slot: Option<Slot>, place: Option<Place>) -> Option<LoanDays> {
        use ArrangementField as Field;
        if place == Some(Place::Online) {
            return None;
        }
        let coming = Expected::coming(self.frame.today);
        let mut day = |field: Field| match wareki::parse_expected(self.get(field), coming) {
            Ok(parsed) => Some(Some(parsed.date)),
            Err(DateError::Missing) => Some(None),
            Err(error) => {
                self.problems.push((field, ArrangementProblem::Date(error)));
                None
            }
        };
        match (day(Field::Ships)?, day(Field::Returns)?) {
            (None, None) => None,
            (Some(_), None) => self.keep(Field::Returns, Err(ArrangementProblem::Half)),
            (None, Some(_)) => self.keep(Field::Ships, Err(ArrangementProblem::Half)),
            (Some(ships), Some(returns)) => {
                let date = slot?.date;
                let long = (returns - ships).num_days() > LOAN;
                let read = if ships > date { Err(Field::Ships) } else { Ok(()) };
                let read = read.and(if returns < date || long { Err(Field::Returns) } else { Ok(()) });
                match read {
                    Ok(()) => Some(LoanDays { ships, returns }),
                    Err(field) => self.keep(field, Err(ArrangementProblem::NotAround(LOAN))),
                }
            }
        }
    }

    fn capacity(&mut self) -> Option<People> {
        use ArrangementField as Field;
        let read = People::parse(self.get(Field::Capacity)).map_err(ArrangementProblem::Capacity);
        let read = read.and_then(|people| match self.frame.registered {
            registered if registered > people.get() => Err(ArrangementProblem::Registered(registered)),
            _ => Ok(people),
        });
        self.keep(Field::Capacity, read)
    }
}

#[cfg(test)]
mod tests;
