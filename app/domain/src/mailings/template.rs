//! A text with places: `{{事業所名}} 御中`. The parser is our own and knows no expressions (`security.md` V1.3.7).
//!
//! Braces of either width count, since a Japanese keyboard types both. A place stands on one line; whatever is not a
//! known place, or is not closed, or has one brace too few, is an error with its position, and all are told at once.
//!
//! A place with a question mark, `{{法人名?}}`, prints nothing: the line in which it stands is left out where that place is
//! empty. That is all that a text can ask.

use super::{Facts, Placeholder};
use std::collections::BTreeSet;

/// A text whose places are all known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Template {
    parts: Vec<Part>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Part {
    Words(String),
    Place(Placeholder),
    /// The line is there only where this place is not empty.
    Only(Placeholder),
}

/// Where in a text, as an editor counts: from 1, in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// The line.
    pub line: usize,
    /// The character of the line.
    pub column: usize,
}

/// What is wrong with a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// No place has this name.
    Unknown {
        /// What was typed.
        name: String,
        /// What was probably meant.
        near: Option<Placeholder>,
    },
    /// Opened, and not closed on the same line.
    Unclosed,
    /// Closed without having been opened.
    Unopened,
    /// Nothing stands between the braces.
    Empty,
    /// A known name between single braces.
    SingleBraces(Placeholder),
}

/// A fault and where it stands.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {}, character {}: {fault:?}", at.line, at.column)]
pub struct TemplateError {
    /// Where.
    pub at: Position,
    /// What.
    pub fault: Fault,
}

/// Marks of a place that is asked for and not printed, of either width.
const ASKS: [char; 2] = ['?', '？'];

const fn opens(c: char) -> bool {
    matches!(c, '{' | '｛')
}

const fn closes(c: char) -> bool {
    matches!(c, '}' | '｝')
}

/// Whether two of them stand here.
fn pair(chars: &[char], at: usize, brace: fn(char) -> bool) -> bool {
    chars.get(at..at + 2).is_some_and(|two| two.iter().all(|c| brace(*c)))
}

/// What stands at an opening pair.
enum Found {
    Place { part: Part, next: usize },
    Fault { fault: Fault, next: usize },
}

impl Template {
    /// Reads a text; all faults at once, in the order of the text.
    pub fn parse(text: &str) -> Result<Self, Vec<TemplateError>> {
        let chars: Vec<char> = text.chars().collect();
        let (mut parts, mut errors, mut words, mut at) = (Vec::new(), Vec::new(), String::new(), 0);
        while at < chars.len() {
            let found = if pair(&chars, at, opens) {
                place(&chars, at)
            } else if pair(&chars, at, closes) {
                Found::Fault { fault: Fault::Unopened, next: at + 2 }
            } else if let Some((placeholder, next)) = single(&chars, at) {
                Found::Fault { fault: Fault::SingleBraces(placeholder), next }
            } else {
                words.push(chars[at]);
                at += 1;
                continue;
            };
            match found {
                Found::Place { part, next } => {
                    if !words.is_empty() {
                        parts.push(Part::Words(std::mem::take(&mut words)));
                    }
                    parts.push(part);
                    at = next;
                }
                Found::Fault { fault, next } => {
                    errors.push(TemplateError { at: position(&chars, at), fault });
                    at = next;
                }
            }
        }
        if !words.is_empty() {
            parts.push(Part::Words(words));
        }
        if errors.is_empty() { Ok(Self { parts }) } else { Err(errors) }
    }

    /// The text as an office reads it. Values are put in as they are: braces in a name open nothing. A text of one line,
    /// such as a subject, is never left out.
    pub fn render(&self, facts: &Facts) -> String {
        let several = self.parts.iter().any(Part::ends_line);
        let (mut text, mut line, mut left_out) = (String::new(), String::new(), false);
        for part in &self.parts {
            match part {
                Part::Words(words) => {
                    for (place, piece) in words.split('\n').enumerate() {
                        if place > 0 && !std::mem::take(&mut left_out) {
                            text.push_str(&line);
                            text.push('\n');
                        }
                        if place > 0 {
                            line.clear();
                        }
                        line.push_str(piece);
                    }
                }
                Part::Place(placeholder) => line.push_str(&facts.value(*placeholder)),
                Part::Only(placeholder) => left_out |= several && facts.value(*placeholder).is_empty(),
            }
        }
        if left_out {
            // The end of the line before it goes as well.
            text.pop();
        } else {
            text.push_str(&line);
        }
        text
    }

    /// The places that may print nothing: those in a line that is there without them.
    pub fn bare(&self) -> BTreeSet<Placeholder> {
        let (mut bare, mut printed, mut asked) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
        for part in &self.parts {
            match part {
                Part::Words(_) if part.ends_line() => {
                    bare.extend(printed.difference(&asked).copied());
                    printed.clear();
                    asked.clear();
                }
                Part::Words(_) => {}
                Part::Place(placeholder) => {
                    printed.insert(*placeholder);
                }
                Part::Only(placeholder) => {
                    asked.insert(*placeholder);
                }
            }
        }
        bare.extend(printed.difference(&asked).copied());
        bare
    }

    /// The places that the text has.
    pub fn places(&self) -> BTreeSet<Placeholder> {
        self.parts
            .iter()
            .filter_map(|part| match part {
                Part::Words(_) => None,
                Part::Place(placeholder) | Part::Only(placeholder) => Some(*placeholder),
            })
            .collect()
    }
}

impl Part {
    fn ends_line(&self) -> bool {
        matches!(self, Self::Words(words) if words.contains('\n'))
    }
}

/// What an opening pair begins: a known place, or a fault.
fn place(chars: &[char], at: usize) -> Found {
    let begin = at + 2;
    let mut end = begin;
    while end < chars.len() && chars[end] != '\n' && !pair(chars, end, closes) && !pair(chars, end, opens) {
        end += 1;
    }
    if !pair(chars, end, closes) {
        return Found::Fault { fault: Fault::Unclosed, next: end };
    }
    let name: String = chars[begin..end].iter().collect();
    let next = end + 2;
    let asked = name.trim().strip_suffix(ASKS).and_then(Placeholder::named);
    match Placeholder::named(&name).map(Part::Place).or(asked.map(Part::Only)) {
        Some(part) => Found::Place { part, next },
        None if name.trim().is_empty() => Found::Fault { fault: Fault::Empty, next },
        None => {
            let near = Placeholder::nearest(&name);
            Found::Fault { fault: Fault::Unknown { name: name.trim().to_owned(), near }, next }
        }
    }
}

/// A known name between single braces, and what follows it.
fn single(chars: &[char], at: usize) -> Option<(Placeholder, usize)> {
    if !opens(chars[at]) {
        return None;
    }
    let length = chars[at + 1..].iter().position(|c| closes(*c) || opens(*c) || *c == '\n')?;
    let end = at + 1 + length;
    let name: String = chars[at + 1..end].iter().collect();
    let placeholder =
        Placeholder::named(name.trim().trim_end_matches(ASKS)).filter(|_| closes(chars[end]))?;
    let closed = if pair(chars, end, closes) { end + 2 } else { end + 1 };
    Some((placeholder, closed))
}

fn position(chars: &[char], at: usize) -> Position {
    let before = &chars[..at];
    let line_start = before.iter().rposition(|c| *c == '\n').map_or(0, |newline| newline + 1);
    Position { line: before.iter().filter(|c| **c == '\n').count() + 1, column: at - line_start + 1 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn facts() -> Facts {
        Facts {
            office_name: "居宅介護支援事業所ひだまり".into(),
            office_number: "2970999013".into(),
            municipality: "みどり野市".into(),
            ..Facts::default()
        }
    }

    fn faults(text: &str) -> Vec<(usize, usize, Fault)> {
        let errors = Template::parse(text).unwrap_err();
        errors.into_iter().map(|error| (error.at.line, error.at.column, error.fault)).collect()
    }

    #[test]
    fn places_of_either_width_are_filled() {
        let template = Template::parse("{{事業所名}} 御中\n｛｛ 事業所番号 ｝｝（{}内）").unwrap();
        assert_eq!(template.render(&facts()), "居宅介護支援事業所ひだまり 御中\n2970999013（{}内）");
        let expected = BTreeSet::from([Placeholder::OfficeName, Placeholder::OfficeNumber]);
        assert_eq!(template.places(), expected);
    }

    #[test]
    fn what_is_unknown_unclosed_or_misspelt_is_told_with_its_place() {
        use Placeholder::{CorporationName, OfficeName};
        let text =
            "{{事業者名}} 御中\nこんにちは {{法人名 さん\n{{}} }} {{{{事業所名}}\n{法人名}様 {{office}}";
        assert_eq!(
            faults(text),
            [
                (1, 1, Fault::Unknown { name: "事業者名".into(), near: Some(OfficeName) }),
                (2, 7, Fault::Unclosed),
                (3, 1, Fault::Empty),
                (3, 6, Fault::Unopened),
                (3, 9, Fault::Unclosed),
                (4, 1, Fault::SingleBraces(CorporationName)),
                (4, 8, Fault::Unknown { name: "office".into(), near: None }),
            ]
        );
        assert_eq!(faults("{{事業所名}"), [(1, 1, Fault::Unclosed)]);
        assert_eq!(faults("{事業所名}}"), [(1, 1, Fault::SingleBraces(OfficeName))]);
    }

    #[test]
    fn a_line_that_asks_for_an_empty_place_is_left_out() {
        let text = "{{事業所名}} 御中\n{{法人名?}}法人：{{法人名}}\n{{電話番号？}}電話：{{電話番号}}";
        let template = Template::parse(text).unwrap();
        assert_eq!(template.render(&facts()), "居宅介護支援事業所ひだまり 御中");
        let known = Facts { corporation_name: "ひだまり会".into(), ..facts() };
        assert_eq!(template.render(&known), "居宅介護支援事業所ひだまり 御中\n法人：ひだまり会");
        let phone = Facts { phone: "0741-00-0001".into(), ..facts() };
        assert_eq!(template.render(&phone), "居宅介護支援事業所ひだまり 御中\n電話：0741-00-0001");
        assert_eq!(template.bare(), BTreeSet::from([Placeholder::OfficeName]), "nothing else prints nothing");
        assert_eq!(
            Template::parse("{{法人名?}}お知らせ").unwrap().render(&facts()),
            "お知らせ",
            "a subject stays"
        );
        assert_eq!(faults("{{法人?}}").len(), 1);
        assert_eq!(faults("{法人名?}"), [(1, 1, Fault::SingleBraces(Placeholder::CorporationName))]);
    }

    #[test]
    fn a_name_with_braces_opens_nothing_and_no_expression_is_known() {
        let facts =
            Facts { office_name: "{{法人名}}".into(), corporation_name: "秘密".into(), ..facts() };
        assert_eq!(Template::parse("{{事業所名}}").unwrap().render(&facts), "{{法人名}}");
        for text in ["{{7*7}}", "{{事業所名|upper}}", "{{#if 法人名}}", "{{ config.keys }}"] {
            assert!(Template::parse(text).is_err(), "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_told_where_it_is_wrong(text in "[\\PC{}｛｝\n事業所名]{0,80}") {
            match Template::parse(&text) {
                Ok(template) => {
                    let filled = template.render(&facts());
                    prop_assert!(!template.places().is_empty() || filled == text);
                }
                Err(errors) => {
                    prop_assert!(!errors.is_empty());
                    prop_assert!(errors.windows(2).all(|two| two[0].at < two[1].at));
                    let lines: Vec<&str> = text.split('\n').collect();
                    for error in errors {
                        let line: Vec<char> = lines[error.at.line - 1].chars().collect();
                        let c = line[error.at.column - 1];
                        prop_assert!(opens(c) || closes(c), "{c} at {:?}", error.at);
                    }
                }
            }
        }

        #[test]
        fn what_stands_between_places_is_kept(
            parts in prop::collection::vec(("[^{}｛｝]{0,12}", 0..Placeholder::ALL.len()), 0..6),
            end in "[^{}｛｝]{0,12}",
        ) {
            let mut text = String::new();
            let mut wanted = String::new();
            for (words, index) in parts {
                let placeholder = Placeholder::ALL[index];
                text += &[&words, "{{", placeholder.name(), "}}"].concat();
                wanted += &words;
                wanted += &facts().value(placeholder);
            }
            text += &end;
            wanted += &end;
            prop_assert_eq!(Template::parse(&text).unwrap().render(&facts()), wanted);
        }
    }
}
