//! What the styles of a spreadsheet say: text that is struck through, tables that are hidden.

use crate::xlsx::attribute;
use quick_xml::events::BytesStart;
use std::collections::BTreeSet;

/// The styles that matter, by name.
#[derive(Debug, Default)]
pub struct Styles {
    struck: BTreeSet<String>,
    hidden: BTreeSet<String>,
    open: Option<String>,
}

impl Styles {
    /// Looks at an element of the list of styles.
    pub fn take(&mut self, element: &BytesStart<'_>) {
        match element.name().as_ref() {
            "style:style" => {
                self.open = attribute(element, "name");
                let parent = attribute(element, "parent-style-name");
                if let (Some(name), true) =
                    (&self.open, parent.is_some_and(|parent| self.struck.contains(&parent)))
                {
                    self.struck.insert(name.clone());
                }
            }
            "style:text-properties" => {
                let says = |name| attribute(element, name);
                let style = says("text-line-through-style").or_else(|| says("text-line-through-type"));
                match (style.as_deref(), &self.open) {
                    (Some("none"), Some(name)) => {
                        self.struck.remove(name);
                    }
                    (Some(_), Some(name)) => {
                        self.struck.insert(name.clone());
                    }
                    _ => {}
                }
            }
            "style:table-properties" if attribute(element, "display").as_deref() == Some("false") => {
                self.hidden.extend(self.open.clone());
            }
            _ => {}
        }
    }

    /// True when text in this style is struck through.
    pub fn is_struck(&self, style: Option<&str>) -> bool {
        style.is_some_and(|style| self.struck.contains(style))
    }

    /// True when a table in this style is hidden.
    pub fn is_hidden(&self, style: Option<&str>) -> bool {
        style.is_some_and(|style| self.hidden.contains(style))
    }
}
