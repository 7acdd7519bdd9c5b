//! The Prometheus text format: a family with its help and kind, then a line for each set of labels.

use std::fmt::{Display, Write as _};

/// Text that grows family by family.
#[derive(Debug, Default)]
pub struct Text {
    out: String,
    family: &'static str,
}

impl Text {
    /// Begins a family of numbers.
    pub fn family(&mut self, name: &'static str, kind: &str, help: &str) {
        self.family = name;
        let _ = writeln!(self.out, "# HELP {name} {help}\n# TYPE {name} {kind}");
    }

    /// A number of the family.
    pub fn count(&mut self, labels: &[(&str, &str)], number: impl Display) {
        self.part("", labels, number);
    }

    /// A number of a part of the family, as a histogram's `_sum`.
    pub fn part(&mut self, part: &str, labels: &[(&str, &str)], number: impl Display) {
        let _ = write!(self.out, "{}{part}", self.family);
        if !labels.is_empty() {
            let list: Vec<String> =
                labels.iter().map(|(name, value)| format!("{name}=\"{}\"", escaped(value))).collect();
            let _ = write!(self.out, "{{{}}}", list.join(","));
        }
        let _ = writeln!(self.out, " {number}");
    }

    /// Everything.
    pub fn whole(self) -> String {
        self.out
    }
}

fn escaped(value: &str) -> String {
    value.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n")
}
