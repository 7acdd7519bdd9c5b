//! Who came to an occasion: body by body, and by channel where nobody can tell bodies apart (`YouTube` 600 人).

use super::{Field, Problem};
use crate::{
    demos::kinds,
    form::Typed,
    ids::BodyId,
    text::{self, normalise_code},
};
use serde::{Deserialize, Serialize};

/// The most channels of one occasion.
pub const CHANNELS: u8 = 3;
/// The most characters of a channel's name.
const NAME: usize = 30;
/// The most people of one body.
const PEOPLE: u32 = 1_000;
/// The most of one channel.
const MOST: u32 = 1_000_000;

kinds! {
    /// In what a channel counts.
    Unit {
        /// 団体.
        Bodies = "bodies",
        /// 人.
        People = "people",
    }
}

/// How many took part on one channel.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Turnout {
    /// Which: Zoom, `YouTube` Live, 会場.
    pub channel: String,
    /// In what it counts.
    pub unit: Unit,
    /// How many.
    pub number: u32,
}

/// The form, read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AttendanceForm {
    /// How many came of each body; none where nothing was typed.
    pub came: Vec<(BodyId, Option<u16>)>,
    /// By channel.
    pub turnout: Vec<Turnout>,
}

impl AttendanceForm {
    /// The control of a body's line.
    pub fn name_of(body: BodyId) -> String {
        format!("{}-{body}", Field::Came.name())
    }
    /// The control of a channel's unit.
    pub fn unit_name(number: u8) -> String {
        format!("unit_{}", number + 1)
    }

    /// Reads the form; what is wrong is named by its control.
    pub fn parse(typed: &Typed, bodies: &[BodyId]) -> Result<Self, Vec<(String, Field, Problem)>> {
        let mut problems = Vec::new();
        let mut came = Vec::new();
        for body in bodies {
            let name = Self::name_of(*body);
            match number(typed.get(&name), 0, PEOPLE) {
                // What is within the range fits.
                Ok(people) => came.push((*body, people.and_then(|people| u16::try_from(people).ok()))),
                Err(problem) => problems.push((name, Field::Came, problem)),
            }
        }
        let mut turnout = Vec::new();
        for place in 0..CHANNELS {
            let (channel, of) = (Field::Channel(place), Field::Number(place));
            let name = text::tidy_name(typed.get(channel.name()));
            if text::graphemes(&name) > NAME {
                problems.push((channel.name().to_owned(), channel, Problem::TooLong(NAME)));
            }
            let unit = Unit::from_code(typed.get(&Self::unit_name(place))).unwrap_or(Unit::Bodies);
            match (number(typed.get(of.name()), 0, MOST), name.is_empty()) {
                (Ok(None), true) => {}
                (Ok(Some(number)), false) => turnout.push(Turnout { channel: name, unit, number }),
                (Ok(Some(_)), true) => {
                    problems.push((channel.name().to_owned(), channel, Problem::Missing));
                }
                (Ok(None), false) => problems.push((of.name().to_owned(), of, Problem::Missing)),
                (Err(problem), _) => problems.push((of.name().to_owned(), of, problem)),
            }
        }
        if problems.is_empty() { Ok(Self { came, turnout }) } else { Err(problems) }
    }

    /// Fills the form from what stands.
    pub fn fill(came: &[(BodyId, Option<u16>)], turnout: &[Turnout]) -> Typed {
        let filled = came.iter().fold(Typed::default(), |typed, (body, people)| {
            typed.with(&Self::name_of(*body), people.map(|people| people.to_string()).unwrap_or_default())
        });
        (0..CHANNELS).zip(turnout).fold(filled, |typed, (place, one)| {
            typed
                .with(Field::Channel(place).name(), one.channel.clone())
                .with(&Self::unit_name(place), one.unit.code())
                .with(Field::Number(place).name(), one.number.to_string())
        })
    }
}

/// A whole number with commas or without; none where nothing was typed.
fn number(typed: &str, least: u32, most: u32) -> Result<Option<u32>, Problem> {
    let code = normalise_code(typed).replace(',', "");
    let digits = code.strip_suffix("団体").or_else(|| code.strip_suffix(['人', '名'])).unwrap_or(&code);
    if digits.is_empty() {
        return Ok(None);
    }
    let number = digits.parse().ok().filter(|number| (least..=most).contains(number));
    number.map(Some).ok_or(Problem::Number { least, most })
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn bodies_and_channels_are_counted_each_in_its_own_unit() {
        let body = BodyId::from_uuid(Uuid::from_u128(1));
        let away = BodyId::from_uuid(Uuid::from_u128(2));
        let typed = Typed::default()
            .with(&AttendanceForm::name_of(body), "２人")
            .with("channel_1", "Zoom")
            .with("unit_1", "bodies")
            .with("number_1", "231団体")
            .with("channel_2", "YouTube Live")
            .with("unit_2", "people")
            .with("number_2", "1,600人");
        let form = AttendanceForm::parse(&typed, &[body, away]).expect("all of it fits");
        assert_eq!(form.came, [(body, Some(2)), (away, None)]);
        let units: Vec<_> = form.turnout.iter().map(|one| (one.unit, one.number)).collect();
        assert_eq!(units, [(Unit::Bodies, 231), (Unit::People, 1_600)]);
        let again = AttendanceForm::parse(&AttendanceForm::fill(&form.came, &form.turnout), &[body, away]);
        assert_eq!(again, Ok(form));
    }

    #[test]
    fn a_number_without_its_channel_and_a_channel_without_its_number_are_mistakes() {
        let typed = Typed::default().with("number_1", "3").with("channel_2", "Zoom").with("number_3", "many");
        let fields: Vec<_> = AttendanceForm::parse(&typed, &[])
            .expect_err("nothing fits")
            .into_iter()
            .map(|(_, field, _)| field)
            .collect();
        assert_eq!(fields, [Field::Channel(0), Field::Number(1), Field::Number(2)]);
    }
}
