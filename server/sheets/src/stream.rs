//! The rows of the first sheet, sent while the reader still goes on, so that they are understood meanwhile.

use crate::frames::{
    self, Answer, FORM, write_again, write_head, write_head_again, write_part, write_refusal, write_sheets,
};
use domain::imports::{Part, Sheet};
use std::io::{self, Write};

/// Where the answer goes, and what of it is on its way.
pub struct Stream<'a> {
    out: Option<&'a mut (dyn Write + Send)>,
    sent: Vec<Part>,
    lets_go: bool,
    fault: io::Result<()>,
}

impl<'a> Stream<'a> {
    /// Sends nothing: the answer is wanted whole.
    pub const fn nowhere() -> Self {
        Self { out: None, sent: Vec::new(), lets_go: false, fault: Ok(()) }
    }

    /// Sends there.
    pub const fn to(out: &'a mut (dyn Write + Send)) -> Self {
        Self { out: Some(out), sent: Vec::new(), lets_go: false, fault: Ok(()) }
    }

    /// Keeps nothing of what is sent: the rows of a text stay as they are, and a national list is large enough as it is.
    pub const fn let_go(&mut self) {
        self.lets_go = true;
    }

    /// How many parts are sent and need not be kept.
    pub const fn gone(&self) -> usize {
        if self.lets_go { self.sent.len() } else { 0 }
    }

    /// Sends what is new of the first sheet; `head` is what is known of it so far.
    pub fn follow(&mut self, head: &Sheet, parts: &[Part]) {
        if parts.len() > self.sent.len() && self.fault.is_ok() {
            self.fault = self.send(head, parts);
        }
    }

    fn send(&mut self, head: &Sheet, parts: &[Part]) -> io::Result<()> {
        let Some(out) = &mut self.out else { return Ok(()) };
        if self.sent.is_empty() {
            out.write_all(FORM)?;
            write_head(head, out)?;
        }
        for part in &parts[self.sent.len()..] {
            write_part(part, out)?;
            self.sent.push(if self.lets_go { part.hollow() } else { part.clone() });
        }
        Ok(())
    }

    /// Sends the rest of the answer. Rows that became others since they were sent come again.
    pub fn finish(self, answer: &Answer) -> io::Result<()> {
        let Self { out, sent, lets_go: _, fault } = self;
        fault?;
        let Some(mut out) = out else { return Ok(()) };
        if sent.is_empty() {
            return frames::write(answer, &mut out);
        }
        let cells = match answer {
            Ok(cells) => cells,
            Err(refusal) => return write_refusal(*refusal, &mut out),
        };
        let Some((first, others)) = cells.sheets.split_first() else {
            return Err(io::Error::other("a sheet that was sent is not there"));
        };
        let parts = first.rows().parts();
        let rest = match parts.strip_prefix(sent.as_slice()) {
            Some(rest) => rest,
            None => {
                write_again(&mut out)?;
                parts
            }
        };
        rest.iter().try_for_each(|part| write_part(part, &mut out))?;
        write_head_again(first.head(), &mut out)?;
        write_sheets(others, cells.source, &mut out)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Limits, read_streaming};
    use domain::imports::{Cells, Refusal, Row};

    fn list() -> Vec<u8> {
        "事業所番号,事業所名\n2970999013,ひだまり\n".repeat(900).into_bytes()
    }

    fn streamed(answer: impl FnOnce(Answer) -> Answer) -> Vec<u8> {
        let mut bytes: Vec<u8> = Vec::new();
        let mut stream = Stream::to(&mut bytes);
        let read = answer(read_streaming(&list(), &Limits::web(), &mut stream));
        assert!(stream.sent.len() > 3);
        stream.finish(&read).unwrap();
        bytes
    }

    fn whole() -> Cells {
        crate::read_cells(&list(), &Limits::web()).unwrap()
    }

    #[test]
    fn what_was_sent_while_it_was_read_is_what_was_read() {
        let bytes = streamed(|answer| answer);
        let mut parts = Vec::new();
        let taken = frames::read_along(bytes.as_slice(), &Limits::web(), |sheet| {
            parts.push(sheet.rows().parts().len());
        });
        assert_eq!(taken.unwrap().to_workbook(), whole().to_workbook());
        assert_eq!(parts, (1..=8).collect::<Vec<_>>());
        for end in (0..bytes.len()).step_by(97) {
            let taken = frames::read(&bytes[..end], &Limits::web());
            assert_eq!(taken.err(), Some(Refusal::ReaderCrashed), "{end}");
        }
    }

    #[test]
    fn rows_that_became_others_come_again() {
        let changed = |_: Answer| {
            let mut workbook = whole().to_workbook();
            workbook.sheets[0].rows[700] = Row { hidden: true, ..workbook.sheets[0].rows[700].clone() };
            workbook.sheets[0].name = "後".into();
            Ok(Cells::from(workbook))
        };
        let taken = frames::read(streamed(changed).as_slice(), &Limits::web()).unwrap().to_workbook();
        let mut expected = whole().to_workbook();
        expected.sheets[0].rows[700].hidden = true;
        expected.sheets[0].name = "後".into();
        assert_eq!(taken, expected);
    }

    #[test]
    fn a_refusal_ends_what_was_begun() {
        let bytes = streamed(|_| Err(Refusal::Hostile));
        assert_eq!(frames::read(bytes.as_slice(), &Limits::web()).err(), Some(Refusal::Hostile));
    }
}
