//! A line of the ledger as a clerk writes it.

use super::{
    Act, Audience, MaterialField as Field, MaterialProblem as Problem, MovementKind, reading::Reader,
};
use crate::{
    demos::kinds,
    form::Typed,
    ids::{ActivityId, DemoId},
    office_number::OfficeNumber,
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

kinds! {
    /// What a material is handed to, as the form asks.
    ToKind {
        /// An office of the register.
        Office = "office",
        /// The guests of a session.
        Session = "session",
        /// The audience of an activity.
        Activity = "activity",
        /// Somebody else, by name.
        Other = "other",
    }
}

/// To whom a material goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum To {
    /// An office of the register, by its number.
    Office(OfficeNumber),
    /// The guests of a session.
    Session(DemoId),
    /// The audience of an activity, all of it at once.
    Activity(ActivityId),
    /// Each office of an activity, so many pieces each.
    EachOf(ActivityId),
    /// Somebody else: a library, a counter, another municipality.
    Other(String),
}

/// A line to write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewMovement {
    /// What was done.
    pub act: Act,
    /// On which day.
    pub on: NaiveDate,
    /// To whom; of what is handed out alone.
    pub to: Option<To>,
    /// 備考; may be empty.
    pub note: String,
}

/// What a form may choose from.
#[derive(Debug, Clone, Default)]
pub struct Places {
    /// Sessions of the house.
    pub sessions: Vec<DemoId>,
    /// Activities of its campaigns.
    pub activities: Vec<ActivityId>,
}

// The longest texts, in characters as people count them.
const LINE: usize = 80;
const NOTE: usize = 200;

impl NewMovement {
    /// Reads the form of a material that is meant for `audience`.
    pub fn parse(
        typed: &Typed,
        audience: Audience,
        places: &Places,
        today: NaiveDate,
    ) -> Result<Self, Vec<(Field, Problem)>> {
        let mut reader = Reader::new(typed, Field::name);
        let kind = reader.one_of(Field::Movement, |code| {
            MovementKind::from_code(code).filter(|kind| *kind != MovementKind::Undone)
        });
        // Nothing may be there; everything else is about some.
        let least = u32::from(kind != Some(MovementKind::Counted));
        let pieces = reader.pieces(Field::Pieces, least);
        let on = reader.need_past_day(Field::On, today, Problem::Future);
        let to = if kind == Some(MovementKind::HandedOut) { reader.to(audience, places) } else { None };
        let note = reader.line(Field::Note, NOTE);
        let act = kind.zip(pieces).and_then(|(kind, pieces)| Act::of(kind, pieces));
        reader.done(act.zip(on).map(|(act, on)| Self { act, on, to, note }))
    }
}

impl Reader<'_> {
    fn to(&mut self, audience: Audience, places: &Places) -> Option<To> {
        let kind = self.one_of(Field::To, ToKind::from_code)?;
        if kind != ToKind::Other && !audience.reaches_offices() {
            self.refuse(Field::To, Problem::NotForOffices);
            return None;
        }
        match kind {
            ToKind::Office if self.is_blank(Field::Office) => {
                self.refuse(Field::Office, Problem::Missing);
                None
            }
            ToKind::Office => match OfficeNumber::parse(self.get(Field::Office)) {
                Ok(parsed) => Some(To::Office(parsed.number)),
                Err(_) => {
                    self.refuse(Field::Office, Problem::OfficeNumber);
                    None
                }
            },
            ToKind::Session => self
                .one_of(Field::Session, |id| id.parse().ok().filter(|id| places.sessions.contains(id)))
                .map(To::Session),
            ToKind::Activity => {
                let to = if self.is_blank(Field::Each) { To::Activity } else { To::EachOf };
                self.one_of(Field::Activity, |id| id.parse().ok().filter(|id| places.activities.contains(id)))
                    .map(to)
            }
            ToKind::Other => {
                let name = self.needed_line(Field::Name, LINE);
                Some(To::Other(name))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2024, 10, 1).unwrap()
    }

    fn typed(changes: &[(&str, &str)]) -> Typed {
        let all = [("movement", "handed_out"), ("pieces", "20部"), ("on", "R6.10.1"), ("to", "office")];
        let kept = all.into_iter().filter(|(name, _)| !changes.iter().any(|(other, _)| name == other));
        kept.chain(changes.iter().copied())
            .fold(Typed::default(), |typed, (name, value)| typed.with(name, value))
    }

    fn read(changes: &[(&str, &str)], audience: Audience) -> Result<NewMovement, Vec<(Field, Problem)>> {
        let places = Places {
            sessions: vec![DemoId::from_uuid(Uuid::from_u128(1))],
            activities: vec![ActivityId::from_uuid(Uuid::from_u128(2))],
        };
        NewMovement::parse(&typed(changes), audience, &places, today())
    }

    #[test]
    fn what_is_handed_out_goes_somewhere() {
        let office = read(&[("office", "２９７０９９９０１３")], Audience::Everybody).unwrap();
        assert_eq!(office.act, Act::HandedOut(20));
        assert_eq!(office.to, Some(To::Office("2970999013".parse().unwrap())));
        let session = Uuid::from_u128(1).to_string();
        assert!(read(&[("to", "session"), ("session", &session)], Audience::Offices).is_ok());
        let activity = Uuid::from_u128(2).to_string();
        let id = ActivityId::from_uuid(Uuid::from_u128(2));
        let all = read(&[("to", "activity"), ("activity", &activity)], Audience::Offices).unwrap();
        assert_eq!(all.to, Some(To::Activity(id)));
        let each = [("to", "activity"), ("activity", activity.as_str()), ("each", "yes")];
        assert_eq!(read(&each, Audience::Offices).unwrap().to, Some(To::EachOf(id)));
        assert_eq!(
            read(&[("to", "session"), ("session", &activity)], Audience::Offices),
            Err(vec![(Field::Session, Problem::NotChosen)]),
            "somebody else's"
        );
        assert_eq!(
            read(&[("to", "other"), ("name", "")], Audience::Offices),
            Err(vec![(Field::Name, Problem::Missing)])
        );
        assert_eq!(read(&[("office", "")], Audience::Offices), Err(vec![(Field::Office, Problem::Missing)]));
    }

    #[test]
    fn what_is_for_municipalities_goes_to_no_office() {
        for to in ["office", "session", "activity"] {
            assert_eq!(
                read(&[("to", to), ("office", "2970999013")], Audience::Municipalities),
                Err(vec![(Field::To, Problem::NotForOffices)]),
                "{to}"
            );
        }
        assert!(read(&[("to", "other"), ("name", "さとのもり市")], Audience::Municipalities).is_ok());
    }

    #[test]
    fn nothing_may_be_counted_and_nothing_else_is_about_nothing() {
        let counted = read(&[("movement", "counted"), ("pieces", "0")], Audience::Offices).unwrap();
        assert_eq!((counted.act, counted.to), (Act::Counted(0), None));
        for kind in ["received", "handed_out", "lost"] {
            let problems =
                read(&[("movement", kind), ("pieces", "0"), ("office", "2970999013")], Audience::Offices);
            let number = Problem::Number { least: 1, most: 1_000_000 };
            assert_eq!(problems, Err(vec![(Field::Pieces, number)]), "{kind}");
        }
        assert_eq!(
            read(&[("movement", "undone")], Audience::Offices),
            Err(vec![(Field::Movement, Problem::NotChosen)])
        );
        let tomorrow = [("movement", "lost"), ("on", "R6.10.2")];
        assert_eq!(read(&tomorrow, Audience::Offices), Err(vec![(Field::On, Problem::Future)]));
    }
}
