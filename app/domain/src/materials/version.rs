//! A version of a material: a file or a link, and what is new.

use super::{MaterialField as Field, MaterialProblem as Problem, reading::Reader};
use crate::form::Typed;

/// What was typed of a version; its file comes beside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewVersion {
    /// The address of the web, where there is no file.
    pub link: Option<String>,
    /// What is new; may be empty.
    pub note: String,
}

/// The longest note, in characters as people count them.
const NOTE: usize = 200;

impl NewVersion {
    /// Reads the form; whether a file was sent with it.
    pub fn parse(typed: &Typed, has_file: bool) -> Result<Self, Vec<(Field, Problem)>> {
        let mut reader = Reader::new(typed, Field::name);
        let link = reader.link(Field::Link);
        if link.is_some() == has_file {
            let field = if has_file { Field::Link } else { Field::File };
            reader.refuse(field, Problem::FileOrLink);
        }
        let note = reader.line(Field::VersionNote, NOTE);
        reader.done(Some(Self { link, note }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_is_a_file_or_a_link_and_never_both() {
        let link = Typed::default().with("link", "https://www.careplan-renkei-support.jp/");
        assert!(NewVersion::parse(&link, false).is_ok());
        assert_eq!(NewVersion::parse(&link, true), Err(vec![(Field::Link, Problem::FileOrLink)]));
        assert!(NewVersion::parse(&Typed::default(), true).is_ok());
        assert_eq!(
            NewVersion::parse(&Typed::default(), false),
            Err(vec![(Field::File, Problem::FileOrLink)])
        );
    }

    #[test]
    fn a_link_leads_to_the_web_and_runs_nothing() {
        for wrong in ["javascript:alert(1)", "careplan-renkei-support.jp", "https://a b.jp", "https://\".jp"]
        {
            let typed = Typed::default().with("link", wrong);
            assert_eq!(NewVersion::parse(&typed, false), Err(vec![(Field::Link, Problem::Link)]), "{wrong}");
        }
    }
}
