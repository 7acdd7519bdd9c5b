//! Whether an office is open, by the words of a list or by a line through the row.

use super::{
    choices::ListKind,
    field::Field,
    issue::{Code, Issue},
    name_marks,
    record::Reader,
};
use crate::offices::{Detail, Status};

/// What the column for it calls an office that has ended, or rests. In remarks such words may be about anything else.
const CLOSED: [&str; 5] = ["廃止", "廃業", "取消", "閉鎖", "閉所"];
const SUSPENDED: [&str; 3] = ["休止", "停止", "休業"];

impl Reader<'_> {
    /// The status by its own column, else by the remarks, else by the row being struck through.
    pub(super) fn status(&mut self, remarks: &str) -> Option<Status> {
        let column = Field::Detail(Detail::Status);
        let own = self.cell(column);
        let word = own.map_or(remarks, |cell| cell.text.as_str());
        let is_of_the_office = own.is_some() && !self.tells_of_adoption(column);
        let known = |words: &[&str]| {
            let some = if is_of_the_office { words } else { &words[..1] };
            some.iter().any(|one| says(word, one))
        };
        // Said in the remarks, it concerns the status all the same, where the list has a column for it.
        let field = if self.table.column(column).is_some() { column } else { Field::Detail(Detail::Remarks) };
        if known(&CLOSED) {
            self.note_found(Code::ClosedOffice, field, word);
            return Some(Status::Closed);
        }
        // 新規受付停止 is about new guests.
        let is_of_guests = ["受付", "受入", "受け入"].iter().any(|what| word.contains(what));
        let takes_nobody = is_of_guests && !["休止", "休業"].iter().any(|rests| says(word, rests));
        if known(&SUSPENDED) && !takes_nobody && !says(word, "再開") {
            self.note_found(Code::SuspendedOffice, field, word);
            return Some(Status::Suspended);
        }
        let name = Field::Detail(Detail::Name);
        let named = self.cell(name).map_or("", |cell| cell.text.trim());
        if let Some((status, mark)) = name_marks::bare(named).status {
            let code = if status == Status::Closed { Code::ClosedOffice } else { Code::SuspendedOffice };
            self.note_found(code, name, mark);
            return Some(status);
        }
        if self.lines.first().is_some_and(|row| row.struck) {
            self.issues.push(Issue::of_row(Code::StruckThrough));
            return Some(Status::Closed);
        }
        self.table.column(column).map(|_| Status::Active)
    }

    /// 利用状況 and 導入状況, and such a column in a list of adopters, tell how far the office has come: one that stopped using
    /// the system is open.
    fn tells_of_adoption(&self, column: Field) -> bool {
        let mut columns = self.table.columns.iter();
        let heading = columns.find(|known| known.field == Some(column)).map(|known| known.heading.as_str());
        self.kind == ListKind::Adopters
            || heading.is_some_and(|heading| ["利用", "導入"].iter().any(|word| heading.contains(word)))
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
