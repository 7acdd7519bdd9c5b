//! What a person typed into a form, before anything is believed of it, and how a form is read field by field.
//!
//! Every form keeps these pairs whole, so that a rejected form shows again exactly what was typed.

mod reader;

pub use reader::{Reader, Refusal, Unread, is_page};

/// What a ticked box posts.
pub const YES: &str = "yes";

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
}
