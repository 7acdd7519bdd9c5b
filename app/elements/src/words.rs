//! Words that may be missing.

/// An optional piece of text. Props of this type take `"…"`, a `String`, or an `Option` of either,
/// so that a page can hand on what it has.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Words(pub Option<String>);

impl Words {
    /// What to show, if there is something.
    pub(crate) fn map<T>(self, show: impl FnOnce(String) -> T) -> Option<T> {
        self.0.map(show)
    }
}

impl From<&str> for Words {
    fn from(words: &str) -> Self {
        Self(Some(words.to_owned()))
    }
}
impl From<String> for Words {
    fn from(words: String) -> Self {
        Self(Some(words))
    }
}
impl From<&String> for Words {
    fn from(words: &String) -> Self {
        Self(Some(words.clone()))
    }
}
impl From<Option<String>> for Words {
    fn from(words: Option<String>) -> Self {
        Self(words)
    }
}
impl From<Option<&str>> for Words {
    fn from(words: Option<&str>) -> Self {
        Self(words.map(str::to_owned))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_hands_on_what_it_has() {
        assert_eq!(Words::from("例"), Words::from(Some("例".to_owned())));
        assert_eq!(Words::from(None::<&str>), Words::default());
    }
}
