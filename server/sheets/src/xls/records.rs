//! The records of a BIFF8 stream and the fields in them. A record goes on in the `Continue` records after it.

/// A record with its parts.
pub struct Record<'a> {
    /// The number of its kind.
    pub kind: u16,
    parts: Vec<&'a [u8]>,
}

impl<'a> Record<'a> {
    /// Its fields from the first.
    pub fn fields(&self) -> Fields<'a> {
        Fields { parts: self.parts.clone(), part: 0, at: 0 }
    }

    /// Bytes of its first part.
    pub fn length(&self) -> usize {
        self.parts.first().map_or(0, |part| part.len())
    }
}

/// Goes through the records; ends where the stream ends or a record is cut off.
pub struct Records<'a> {
    rest: &'a [u8],
}

const CONTINUE: u16 = 0x003C;

impl<'a> Records<'a> {
    /// Begins at the first record of a stream.
    pub const fn new(stream: &'a [u8]) -> Self {
        Self { rest: stream }
    }

    fn part(&mut self) -> Option<(u16, &'a [u8])> {
        let (head, rest) = self.rest.split_first_chunk::<4>()?;
        let length = usize::from(u16::from_le_bytes([head[2], head[3]]));
        let (data, rest) = rest.split_at_checked(length)?;
        self.rest = rest;
        Some((u16::from_le_bytes([head[0], head[1]]), data))
    }
}

impl<'a> Iterator for Records<'a> {
    type Item = Record<'a>;

    fn next(&mut self) -> Option<Record<'a>> {
        let (kind, first) = self.part()?;
        let mut parts = vec![first];
        while self.rest.starts_with(&CONTINUE.to_le_bytes()) {
            let Some((_, more)) = self.part() else { break };
            parts.push(more);
        }
        Some(Record { kind, parts })
    }
}

/// Reads fields one after another; nothing once the record has ended.
pub struct Fields<'a> {
    parts: Vec<&'a [u8]>,
    part: usize,
    at: usize,
}

impl<'a> Fields<'a> {
    /// What is left of the part that is being read; the next part when nothing is.
    fn left(&mut self) -> Option<&'a [u8]> {
        while self.at >= self.parts.get(self.part)?.len() {
            self.part += 1;
            self.at = 0;
        }
        self.parts.get(self.part)?.get(self.at..)
    }

    /// True when nothing is left.
    pub fn is_at_end(&mut self) -> bool {
        self.left().is_none()
    }

    fn array<const N: usize>(&mut self) -> Option<[u8; N]> {
        let mut bytes = [0; N];
        for byte in &mut bytes {
            *byte = *self.left()?.first()?;
            self.at += 1;
        }
        Some(bytes)
    }

    /// One byte.
    pub fn u8(&mut self) -> Option<u8> {
        self.array::<1>().map(|[byte]| byte)
    }

    /// Two bytes.
    pub fn u16(&mut self) -> Option<u16> {
        self.array().map(u16::from_le_bytes)
    }

    /// Four bytes.
    pub fn u32(&mut self) -> Option<u32> {
        self.array().map(u32::from_le_bytes)
    }

    /// Eight bytes as they are.
    pub fn bytes8(&mut self) -> Option<[u8; 8]> {
        self.array()
    }

    /// A number of eight bytes.
    pub fn f64(&mut self) -> Option<f64> {
        self.array().map(f64::from_le_bytes)
    }

    /// A number of four bytes: `RkNumber`, 30 bits of an integer or of the front of a number, perhaps in hundredths.
    pub fn rk(&mut self) -> Option<f64> {
        let raw = self.u32()?;
        let number = if raw & 2 != 0 {
            f64::from(i32::from_le_bytes(raw.to_le_bytes()) >> 2)
        } else {
            f64::from_bits(u64::from(raw & !3) << 32)
        };
        Some(if raw & 1 != 0 { number / 100.0 } else { number })
    }

    /// Passes over bytes, also into the next parts.
    pub fn skip(&mut self, mut count: usize) -> Option<()> {
        while count > 0 {
            let step = self.left()?.len().min(count);
            self.at += step;
            count -= step;
        }
        Some(())
    }

    /// A text with a length of two bytes: `XLUnicodeString`.
    pub fn long_text(&mut self) -> Option<String> {
        let count = self.u16()?;
        let is_wide = self.u8()? & 1 != 0;
        self.characters(count, is_wide)
    }

    /// A text with a length of one byte: `ShortXLUnicodeString`.
    pub fn short_text(&mut self) -> Option<String> {
        let count = u16::from(self.u8()?);
        let is_wide = self.u8()? & 1 != 0;
        self.characters(count, is_wide)
    }

    /// A text that may carry runs of formats and readings, which are passed over: `XLUnicodeRichExtendedString`.
    pub fn rich_text(&mut self) -> Option<String> {
        let count = self.u16()?;
        let flags = self.u8()?;
        let runs = if flags & 8 != 0 { usize::from(self.u16()?) * 4 } else { 0 };
        let readings = if flags & 4 != 0 { self.u32()? as usize } else { 0 };
        let text = self.characters(count, flags & 1 != 0)?;
        // The last text of a damaged table may end before its runs do; it is read all the same.
        let _ = self.skip(runs.saturating_add(readings));
        Some(text)
    }

    /// Characters of one or two bytes; each further part says anew which.
    fn characters(&mut self, count: u16, mut is_wide: bool) -> Option<String> {
        let mut units: Vec<u16> = Vec::with_capacity(usize::from(count).min(256));
        let mut missing = usize::from(count);
        while missing > 0 {
            if self.at >= self.parts.get(self.part)?.len() {
                is_wide = self.u8()? & 1 != 0;
            }
            let part = self.parts.get(self.part)?.get(self.at..)?;
            let width = 1 + usize::from(is_wide);
            let here = missing.min(part.len() / width);
            if here == 0 && !part.is_empty() {
                return None;
            }
            let bytes = &part[..here * width];
            if is_wide {
                units.extend(bytes.chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]])));
            } else {
                units.extend(bytes.iter().map(|byte| u16::from(*byte)));
            }
            self.at += here * width;
            missing -= here;
        }
        Some(String::from_utf16_lossy(&units))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(kind: u16, data: &[u8]) -> Vec<u8> {
        let length = u16::try_from(data.len()).unwrap();
        [&kind.to_le_bytes()[..], &length.to_le_bytes(), data].concat()
    }

    #[test]
    fn a_text_goes_on_in_the_next_record_and_may_change_its_width_there() {
        let stream =
            [record(0x00FC, b"\x05\x00\x01\x42\x30\x44\x30"), record(CONTINUE, b"\x00abc\x01\x00\x00x")]
                .concat();
        let record = Records::new(&stream).next().unwrap();
        let mut fields = record.fields();
        assert_eq!(fields.rich_text().as_deref(), Some("あいabc"));
        assert_eq!(fields.rich_text().as_deref(), Some("x"));
        assert!(fields.is_at_end());
    }

    #[test]
    fn numbers_of_four_bytes() {
        let rk = |raw: u32| Fields { parts: vec![&raw.to_le_bytes()], part: 0, at: 0 }.rk();
        assert_eq!(rk((370 << 2) | 2), Some(370.0));
        assert_eq!(rk((12_345 << 2) | 3), Some(123.45));
        assert_eq!(rk(0x3FF0_0000), Some(1.0));
        assert_eq!(rk(0xFFFF_FFFE), Some(-1.0));
    }

    #[test]
    fn what_is_cut_off_ends_and_does_not_panic() {
        assert!(Records::new(b"\x09\x08\x10").next().is_none());
        assert!(Records::new(b"\x09\x08\x10\x00abc").next().is_none());
        let stream = record(0x0204, b"\x00\x00\x00\x00\x00\x00\xFF\xFF\x01\x42\x30");
        let mut fields = Records::new(&stream).next().unwrap().fields();
        fields.skip(6).unwrap();
        assert_eq!(fields.long_text(), None);
    }
}
