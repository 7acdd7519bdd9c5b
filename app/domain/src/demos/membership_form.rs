//! Who is a member of a federation: a municipality or prefecture with a house here, or only its name.

use crate::{
    form::{Reader, Refusal, Typed},
    ids::TenantId,
};

/// The most characters of a name.
const NAME: usize = 60;

/// A place in the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MembershipField {
    /// The house here, where it has one.
    House,
    /// Its name.
    Name,
}

impl MembershipField {
    /// Name of the control.
    pub const fn name(self) -> &'static str {
        match self {
            Self::House => "house",
            Self::Name => "name",
        }
    }
}

/// What is wrong with a field.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MembershipProblem {
    /// No name, where there is no house to choose.
    #[error("nobody was named")]
    Missing,
    /// Neither a house, of those that may be chosen, nor a name.
    #[error("neither a house nor a name")]
    Nobody,
    /// Longer than is kept.
    #[error("more than {0} characters")]
    TooLong(usize),
    /// Another member has the name.
    #[error("another member has this name")]
    Taken,
    /// No house that may be chosen: it may belong to a federation by now.
    #[error("no house that may be chosen")]
    UnknownHouse,
}

impl Refusal for MembershipProblem {
    fn missing() -> Self {
        Self::Missing
    }
    fn too_long(most: usize) -> Self {
        Self::TooLong(most)
    }
}

/// The form, read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MembershipForm {
    /// Its name.
    pub name: String,
    /// Its house here, where one was chosen.
    pub house: Option<TenantId>,
}

impl MembershipForm {
    /// Reads the form. A house that is chosen names itself where nothing is typed; `houses` are those that may be chosen, and
    /// `taken` the names of the other members.
    pub fn parse(
        typed: &Typed,
        houses: &[(TenantId, String)],
        taken: &[String],
    ) -> Result<Self, Vec<(MembershipField, MembershipProblem)>> {
        let mut reader = Reader::new(typed, MembershipField::name);
        let chosen = reader.get(MembershipField::House);
        let known = houses.iter().find(|(id, _)| chosen == id.to_string());
        if known.is_none() && !chosen.is_empty() {
            reader.refuse(MembershipField::House, MembershipProblem::UnknownHouse);
        }
        let name = match (reader.line(MembershipField::Name, NAME), known) {
            (line, Some((_, name))) if line.is_empty() => name.clone(),
            (line, _) if chosen.is_empty() && line.is_empty() && !houses.is_empty() => {
                reader.refuse(MembershipField::Name, MembershipProblem::Nobody);
                line
            }
            (line, _) if chosen.is_empty() => reader.needed(MembershipField::Name, line),
            (line, _) => line,
        };
        if taken.contains(&name) {
            reader.refuse(MembershipField::Name, MembershipProblem::Taken);
        }
        let house = known.map(|(id, _)| *id);
        reader.done(Some(Self { name, house }))
    }

    /// Fills the form with a name.
    pub fn fill(name: &str) -> Typed {
        Typed::default().with(MembershipField::Name.name(), name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn houses() -> Vec<(TenantId, String)> {
        vec![(TenantId::from_uuid(uuid::Uuid::from_u128(7)), "みさき町".to_owned())]
    }

    fn read(house: &str, name: &str) -> Result<MembershipForm, Vec<(MembershipField, MembershipProblem)>> {
        let typed = Typed::default().with("house", house).with("name", name);
        MembershipForm::parse(&typed, &houses(), &["月見村".to_owned()])
    }

    #[test]
    fn a_house_names_itself_and_who_has_none_is_named() {
        let (house, own) = (houses()[0].0, houses()[0].0.to_string());
        let member = |name: &str, house| Ok(MembershipForm { name: name.to_owned(), house });
        assert_eq!(read(&own, ""), member("みさき町", Some(house)));
        assert_eq!(read(&own, "岬町"), member("岬町", Some(house)));
        assert_eq!(read("", " さくら市 "), member("さくら市", None));
        assert_eq!(read("", "　"), Err(vec![(MembershipField::Name, MembershipProblem::Nobody)]));
        // Where there is no house to choose, a name alone is asked for.
        let nothing = MembershipForm::parse(&Typed::default(), &[], &[]);
        assert_eq!(nothing, Err(vec![(MembershipField::Name, MembershipProblem::Missing)]));
    }

    #[test]
    fn nobody_is_a_member_twice_and_no_house_is_taken_from_elsewhere() {
        assert_eq!(read("", "月見村"), Err(vec![(MembershipField::Name, MembershipProblem::Taken)]));
        let other = TenantId::from_uuid(uuid::Uuid::from_u128(8)).to_string();
        let unknown = Err(vec![(MembershipField::House, MembershipProblem::UnknownHouse)]);
        assert_eq!(read(&other, "さくら市"), unknown);
    }
}
