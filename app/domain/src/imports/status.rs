//! Whether an office is open, by the words of a list or by a line through the row.

use super::{
    field::Field,
    issue::{Code, Issue},
    record::Reader,
};
use crate::offices::{Detail, Status};

impl Reader<'_> {
    /// The status by its own column, else by the remarks, else by the row being struck through.
    pub(super) fn status(&mut self, remarks: &str) -> Option<Status> {
        let column = Field::Detail(Detail::Status);
        let word = self.cell(column).map_or(remarks, |cell| cell.text.as_str());
        // Said in the remarks, it concerns the status all the same, where the list has a column for it.
        let field = if self.table.column(column).is_some() { column } else { Field::Detail(Detail::Remarks) };
        if says(word, "廃止") {
            self.note_found(Code::ClosedOffice, field, word);
            return Some(Status::Closed);
        }
        if says(word, "休止") && !word.contains("再開") {
            self.note_found(Code::SuspendedOffice, field, word);
            return Some(Status::Suspended);
        }
        if self.lines.first().is_some_and(|row| row.struck) {
            self.issues.push(Issue::of_row(Code::StruckThrough));
            return Some(Status::Closed);
        }
        self.table.column(column).map(|_| Status::Active)
    }
}

/// True when a word says that something happened, not that it will or did not.
fn says(text: &str, word: &str) -> bool {
    let mut rest = text;
    while let Some(at) = rest.find(word) {
        rest = &rest[at + word.len()..];
        if !["予定", "ではない", "でない", "なし", "しない"].iter().any(|end| rest.starts_with(end))
        {
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_will_be_or_is_not_is_not_said() {
        for (text, closed) in [
            ("廃止", true),
            ("令和5年3月31日廃止", true),
            ("廃止（R5.9.30）", true),
            ("更新手続中（廃止ではない）", false),
            ("令和7年3月廃止予定", false),
            ("廃止予定だったが、R6.3.31廃止", true),
            ("", false),
        ] {
            assert_eq!(says(text, "廃止"), closed, "{text}");
        }
    }
}
