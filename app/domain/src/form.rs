//! What a person typed into a form, before anything is believed of it, and how a form is read field by field.
//!
//! Every form keeps these pairs whole, so that a rejected form shows again exactly what was typed.

mod reader;

pub use reader::{Reader, Refusal, Unread, is_page};

/// What a ticked box posts.
pub const YES: &str = "yes";

/// The field of a form that names the version of what it was made from.
const VERSION: &str = "version";

/// What no row is ever kept under: those that nobody has saved yet are of version 0, all others of a later one.
const NO_VERSION: i32 = -1;

/// Posted names and values, in order, unchecked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Typed(Vec<(String, String)>);

impl Typed {
    /// Wraps the pairs of a posted form.
    pub const fn new(pairs: Vec<(String, String)>) -> Self {
        Self(pairs)
    }
    /// The first value of a field, or nothing typed.
    pub fn get(&self, name: &str) -> &str {
        self.all(name).next().unwrap_or("")
    }
    /// Every value of a field that may be chosen more than once.
    pub fn all<'a>(&'a self, name: &str) -> impl Iterator<Item = &'a str> + use<'a> {
        let name = name.to_owned();
        self.0.iter().filter(move |(key, _)| *key == name).map(|(_, value)| value.as_str())
    }
    /// The version of what the form was made from, counted from 0 for what nobody has saved yet. A form that names none,
    /// or no number, was made from nothing that is kept: whatever it says is told as a conflict and overwrites nothing.
    pub fn version(&self) -> i32 {
        // The greatest of all has none after it.
        let named = self.get(VERSION).parse::<i32>().ok().filter(|version| (0..i32::MAX).contains(version));
        named.unwrap_or(NO_VERSION)
    }
    /// Whether the form names another version than the one that stands. One that names none is not overtaken: this is for
    /// acts that the stage of a thing allows or refuses besides, and for forms of what may be begun as well as changed.
    pub fn is_overtaken(&self, stands: i32) -> bool {
        !self.get(VERSION).is_empty() && self.version() != stands
    }
    /// The pairs, for showing and storing.
    pub fn pairs(&self) -> &[(String, String)] {
        &self.0
    }
    /// The same form with one more value; fills a form from what is stored.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<String>) -> Self {
        self.0.push((name.to_owned(), value.into()));
        self
    }
}

impl FromIterator<(String, String)> for Typed {
    fn from_iter<I: IntoIterator<Item = (String, String)>>(pairs: I) -> Self {
        Self(pairs.into_iter().collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_that_was_not_sent_reads_as_nothing_typed() {
        let typed = Typed::default().with("service", "43").with("service", "15");
        assert_eq!(typed.get("name"), "");
        assert_eq!(typed.all("service").collect::<Vec<_>>(), ["43", "15"]);
    }

    #[test]
    fn a_form_that_names_no_version_is_of_none_that_is_kept() {
        assert_eq!(Typed::default().with("version", "3").version(), 3);
        for nothing in ["", "三", "-3", "2147483647"].map(|version| Typed::default().with("version", version))
        {
            assert!(nothing.version() < 0, "version 0 is what nobody has saved yet: {nothing:?}");
        }
        assert!(Typed::default().version() < 0);
    }

    #[test]
    fn a_form_is_overtaken_by_a_version_that_it_does_not_name_and_one_that_names_none_never_is() {
        let typed = Typed::default().with("version", "3");
        assert!(typed.is_overtaken(4) && !typed.is_overtaken(3));
        assert!(Typed::default().with("version", "三").is_overtaken(3));
        assert!(!Typed::default().is_overtaken(3));
    }
}
