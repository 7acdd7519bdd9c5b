//! 列の読み取りを直す: what a person says that the columns of a file hold, where their words were understood otherwise. What a
//! person says stands before what the words say, and nothing is exchanged any more.

use super::{Column, Meaning};
use crate::form::Typed;
use std::collections::BTreeMap;

/// The word of a column that is not read.
const NOTHING: &str = "none";

/// What a person said that columns hold, by their place; none where a column is not to be read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Chosen(BTreeMap<u16, Option<Meaning>>);

/// What is wrong with what was chosen for a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ChoiceProblem {
    /// Nothing was chosen, or what is no choice.
    #[error("nothing was chosen")]
    NotChosen,
    /// The same stands for an earlier column.
    #[error("the same as column {before}")]
    Twice {
        /// Where.
        before: u16,
    },
    /// No column would hold a count.
    #[error("no column holds a count")]
    NoCounts,
}

/// The name of the field of a column.
pub fn field(at: u16) -> String {
    format!("column_{at}")
}

impl Meaning {
    /// What may be chosen for a column: everything but the names of prefectures, which are found by themselves.
    pub fn choices() -> Vec<Self> {
        [Self::Number, Self::Rate].into_iter().chain(Column::ALL.map(Self::Count)).collect()
    }

    /// The word stored and posted.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Number => "number",
            Self::Prefecture => "prefecture",
            Self::Rate => "rate",
            Self::Count(Column::People) => "people",
            Self::Count(Column::Bodies) => "bodies",
            Self::Count(Column::FederationPeople) => "federation_people",
            Self::Count(Column::FederationBodies) => "federation_bodies",
            Self::Count(Column::PrefecturePeople) => "prefecture_people",
            Self::Count(Column::PrefectureBodies) => "prefecture_bodies",
            Self::Count(Column::ThereAre) => "there_are",
            Self::Count(Column::Municipalities) => "municipalities",
            Self::Count(Column::SpecialWards) => "special_wards",
            Self::Count(Column::Cities) => "cities",
            Self::Count(Column::Towns) => "towns",
            Self::Count(Column::Associations) => "associations",
        }
    }
}

/// The word of what a column holds, or of one that is not read.
pub fn word(meaning: Option<Meaning>) -> &'static str {
    meaning.map_or(NOTHING, Meaning::word)
}

fn read(word: &str) -> Result<Option<Meaning>, ChoiceProblem> {
    if word == NOTHING {
        return Ok(None);
    }
    let found = Meaning::choices().into_iter().find(|meaning| meaning.word() == word);
    found.map(Some).ok_or(ChoiceProblem::NotChosen)
}

impl Chosen {
    /// Reads what was chosen for each of these columns.
    pub fn parse(typed: &Typed, columns: &[u16]) -> Result<Self, Vec<(u16, ChoiceProblem)>> {
        let mut chosen: BTreeMap<u16, Option<Meaning>> = BTreeMap::new();
        let mut problems = Vec::new();
        for at in columns {
            let meaning = match read(typed.get(&field(*at))) {
                Ok(meaning) => meaning,
                Err(problem) => {
                    problems.push((*at, problem));
                    continue;
                }
            };
            let before = chosen.iter().find(|(_, known)| meaning.is_some() && **known == meaning);
            if let Some((before, _)) = before {
                problems.push((*at, ChoiceProblem::Twice { before: *before }));
            }
            chosen.insert(*at, meaning);
        }
        let counts = chosen.values().any(|meaning| matches!(meaning, Some(Meaning::Count(_))));
        if let Some(first) = columns.first().filter(|_| problems.is_empty() && !counts) {
            problems.push((*first, ChoiceProblem::NoCounts));
        }
        if problems.is_empty() { Ok(Self(chosen)) } else { Err(problems) }
    }

    /// Whether nobody said anything.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether something is said of a column.
    pub fn says(&self, at: u16) -> bool {
        self.0.contains_key(&at)
    }

    /// What is said, column by column.
    pub(super) fn each(&self) -> impl Iterator<Item = (u16, Option<Meaning>)> + use<'_> {
        self.0.iter().map(|(at, meaning)| (*at, *meaning))
    }

    /// As it is kept: the word of each column.
    pub fn words(&self) -> BTreeMap<u16, String> {
        self.each().map(|(at, meaning)| (at, word(meaning).to_owned())).collect()
    }

    /// What was kept; a word that means nothing any more leaves its column to the words of the file.
    pub fn of_words(words: &BTreeMap<u16, String>) -> Self {
        Self(words.iter().filter_map(|(at, word)| Some((*at, read(word).ok()?))).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    fn typed(choices: &[(u16, &str)]) -> Typed {
        choices.iter().fold(Typed::default(), |typed, (at, word)| typed.with(&field(*at), *word))
    }

    #[test]
    fn every_meaning_has_a_word_of_its_own_and_is_read_back() {
        let all = Meaning::choices();
        let words: BTreeSet<&str> = all.iter().map(|meaning| meaning.word()).collect();
        assert_eq!(words.len(), all.len());
        assert!(all.into_iter().all(|meaning| read(word(Some(meaning))) == Ok(Some(meaning))));
        assert_eq!((read(word(None)), read("prefecture")), (Ok(None), Err(ChoiceProblem::NotChosen)));
    }

    #[test]
    fn a_column_holds_one_thing_and_a_thing_stands_in_one_column() {
        let good = Chosen::parse(&typed(&[(2, "people"), (3, "none"), (4, "none")]), &[2, 3, 4]).unwrap();
        assert_eq!(Chosen::of_words(&good.words()), good);
        assert!(good.says(3) && !good.says(5));
        let twice = Chosen::parse(&typed(&[(2, "people"), (3, "people"), (4, "")]), &[2, 3, 4]);
        assert_eq!(twice, Err(vec![(3, ChoiceProblem::Twice { before: 2 }), (4, ChoiceProblem::NotChosen)]));
        let empty = Chosen::parse(&typed(&[(2, "rate"), (3, "none")]), &[2, 3]);
        assert_eq!(empty, Err(vec![(2, ChoiceProblem::NoCounts)]));
    }
}
