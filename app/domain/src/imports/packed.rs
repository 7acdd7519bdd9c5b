//! Many rows in little room: some hundred at a time, written one behind the other and compressed.
//!
//! A national list has 220,000 rows of 24 cells. As values they take a gigabyte, packed a fiftieth of it, and whoever
//! goes through them holds one part at a time. The same bytes go from the reading child to the server and into storage.

use std::{collections::BTreeMap, marker::PhantomData, ops::Range, sync::Arc};

/// Something that can be written behind others and read again.
pub trait Pack: Sized {
    /// Writes it.
    fn pack(&self, out: &mut Vec<u8>);
    /// Reads it from the beginning of some bytes, and leaves the rest of them; nothing where they are damaged.
    fn unpack(bytes: &mut &[u8]) -> Option<Self>;
}

/// Values of a part, and bytes after which it is full whatever their number.
const VALUES: usize = 256;
const FULL: usize = 512 * 1024;
/// No part is larger: what its last value adds is bounded by the longest cells.
const LARGEST: usize = 64 * 1024 * 1024;

/// A part: some values, compressed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    values: usize,
    bytes: Arc<[u8]>,
}

impl Part {
    /// Packs some values.
    pub fn of<T: Pack>(values: &[T]) -> Self {
        let mut plain = Vec::new();
        for value in values {
            value.pack(&mut plain);
        }
        Self { values: values.len(), bytes: lz4_flex::compress_prepend_size(&plain).into() }
    }

    /// A part as it was kept, or as another program gives it; nothing is looked at yet.
    pub fn of_bytes(values: usize, bytes: &[u8]) -> Self {
        Self { values, bytes: bytes.into() }
    }

    /// The same without its bytes, which are kept elsewhere: it is not read any more.
    #[must_use]
    pub fn hollow(&self) -> Self {
        Self { values: self.values, bytes: Arc::from([0u8; 0]) }
    }

    /// How many values it has.
    pub const fn values(&self) -> usize {
        self.values
    }

    /// The bytes to keep.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Its values; nothing where its bytes are no such part.
    pub fn read<T: Pack>(&self) -> Option<Vec<T>> {
        let mut values = Vec::with_capacity(self.values.min(VALUES));
        self.each(|bytes| {
            values.push(T::unpack(bytes)?);
            Some(())
        })?;
        Some(values)
    }

    /// Takes one value after another from its bytes; nothing where they are no such part.
    pub(super) fn each(&self, mut take: impl FnMut(&mut &[u8]) -> Option<()>) -> Option<()> {
        let (length, _) = self.bytes.split_at_checked(4)?;
        let length = u32::from_le_bytes(length.try_into().ok()?);
        if length as usize > LARGEST || !(1..=VALUES).contains(&self.values) {
            return None;
        }
        let plain = lz4_flex::decompress_size_prepended(&self.bytes).ok()?;
        let mut rest = plain.as_slice();
        for _ in 0..self.values {
            take(&mut rest)?;
        }
        rest.is_empty().then_some(())
    }
}

/// Values in parts. Every part was read once when it came in, or was written here.
#[derive(Debug)]
pub struct Packed<T> {
    parts: Vec<Part>,
    /// Where each part begins.
    begins: Vec<usize>,
    length: usize,
    values: PhantomData<fn() -> T>,
}

impl<T> Clone for Packed<T> {
    fn clone(&self) -> Self {
        let Self { parts, begins, length, values: _ } = self;
        Self { parts: parts.clone(), begins: begins.clone(), length: *length, values: PhantomData }
    }
}

impl<T> Default for Packed<T> {
    fn default() -> Self {
        Self { parts: Vec::new(), begins: Vec::new(), length: 0, values: PhantomData }
    }
}

impl<T: Pack> Packed<T> {
    /// Adds a part behind the others; whoever did not pack it must have read it.
    pub(super) fn push(&mut self, part: Part) {
        self.begins.push(self.length);
        self.length += part.values;
        self.parts.push(part);
    }

    /// Adds what was packed elsewhere behind its own.
    pub fn append(&mut self, other: Self) {
        for part in other.parts {
            self.push(part);
        }
    }

    /// How many values there are.
    pub const fn len(&self) -> usize {
        self.length
    }

    /// True when there are none.
    pub const fn is_empty(&self) -> bool {
        self.length == 0
    }

    /// The parts, in order.
    pub fn parts(&self) -> &[Part] {
        &self.parts
    }

    /// The values of a part.
    pub fn part(&self, at: usize) -> Vec<T> {
        self.parts[at].read().expect("a part is read when it comes in")
    }

    /// In which part a value stands, and where that begins.
    pub fn part_of(&self, at: usize) -> Option<(usize, usize)> {
        let part = self.begins.partition_point(|begin| *begin <= at).checked_sub(1)?;
        (at < self.length).then(|| (part, self.begins[part]))
    }

    /// The indices of the values of each part.
    pub fn ranges(&self) -> impl Iterator<Item = Range<usize>> {
        let ends = self.begins.iter().skip(1).copied().chain([self.length]);
        self.begins.iter().copied().zip(ends).map(|(begin, end)| begin..end)
    }

    /// Every value, one part at a time.
    pub fn iter(&self) -> impl Iterator<Item = T> {
        (0..self.parts.len()).flat_map(|part| self.part(part))
    }

    /// Puts other values in the place of some.
    pub fn replace(&mut self, mut others: BTreeMap<usize, T>) {
        while let Some((at, _)) = others.first_key_value() {
            let Some((part, begin)) = self.part_of(*at) else { return };
            let mut values = self.part(part);
            let rest = others.split_off(&(begin + values.len()));
            for (at, other) in std::mem::replace(&mut others, rest) {
                values[at - begin] = other;
            }
            self.parts[part] = Part::of(&values);
        }
    }

    /// Some values, by ascending indices: each part is read once.
    pub fn several(&self, indices: impl IntoIterator<Item = usize>) -> Vec<T> {
        let mut indices = indices.into_iter().peekable();
        let mut found = Vec::with_capacity(indices.size_hint().0);
        while let Some((part, begin)) = indices.peek().and_then(|at| self.part_of(*at)) {
            let values = (begin..).zip(self.part(part));
            found.extend(values.filter_map(|(at, value)| indices.next_if_eq(&at).map(|_| value)));
        }
        found
    }

    /// Looks up values in any order.
    pub const fn look_up(&self) -> LookUp<'_, T> {
        LookUp { packed: self, begin: 0, open: Vec::new() }
    }
}

impl<T: Pack> FromIterator<T> for Packed<T> {
    fn from_iter<I: IntoIterator<Item = T>>(values: I) -> Self {
        let mut packer = Packer::default();
        for value in values {
            packer.push(&value);
        }
        packer.finish()
    }
}

/// Looks up values and keeps the part of the last one open: whoever asks in order reads each part once.
#[derive(Debug)]
pub struct LookUp<'a, T> {
    packed: &'a Packed<T>,
    begin: usize,
    open: Vec<T>,
}

impl<T: Pack> LookUp<'_, T> {
    /// The value at an index.
    pub fn get(&mut self, at: usize) -> Option<&T> {
        if !(self.begin..self.begin + self.open.len()).contains(&at) {
            let (part, begin) = self.packed.part_of(at)?;
            (self.begin, self.open) = (begin, self.packed.part(part));
        }
        self.open.get(at - self.begin)
    }
}

/// Packs values as they come.
#[derive(Debug)]
pub struct Packer<T> {
    packed: Packed<T>,
    plain: Vec<u8>,
    values: usize,
    /// Parts whose bytes are kept elsewhere.
    gone: usize,
}

impl<T> Default for Packer<T> {
    fn default() -> Self {
        Self { packed: Packed::default(), plain: Vec::new(), values: 0, gone: 0 }
    }
}

impl<T: Pack> Packer<T> {
    /// Packs one more.
    pub fn push(&mut self, value: &T) {
        value.pack(&mut self.plain);
        self.values += 1;
        if self.values == VALUES || self.plain.len() >= FULL {
            self.seal();
        }
    }

    /// The parts that are full.
    pub fn parts(&self) -> &[Part] {
        self.packed.parts()
    }

    /// Lets go of the bytes of the first parts: they are kept elsewhere, and not read here any more.
    pub fn let_go(&mut self, parts: usize) {
        if parts > self.gone {
            for part in &mut self.packed.parts[self.gone..parts] {
                *part = part.hollow();
            }
            self.gone = parts;
        }
    }

    /// True when the next value begins a part.
    pub const fn begins_a_part(&self) -> bool {
        self.values == 0
    }

    /// How many there are.
    pub const fn len(&self) -> usize {
        self.packed.length + self.values
    }

    /// True when there are none.
    pub const fn is_empty(&self) -> bool {
        self.len() == 0
    }

    fn seal(&mut self) {
        if self.values > 0 {
            let bytes = lz4_flex::compress_prepend_size(&self.plain).into();
            self.packed.push(Part { values: self.values, bytes });
            self.plain.clear();
            self.values = 0;
        }
    }

    /// Everything that came.
    #[must_use]
    pub fn finish(mut self) -> Packed<T> {
        self.seal();
        self.packed
    }
}

/// Writes a number in as few bytes as it needs, seven bits in each.
pub(super) fn put_number(out: &mut Vec<u8>, mut number: u32) {
    while number >= 0x80 {
        out.push(number.to_le_bytes()[0] | 0x80);
        number >>= 7;
    }
    out.push(number.to_le_bytes()[0]);
}

/// Reads such a number.
pub(super) fn take_number(bytes: &mut &[u8]) -> Option<u32> {
    let mut number = 0u32;
    for shift in [0, 7, 14, 21, 28] {
        let byte = take_byte(bytes)?;
        number |= u32::from(byte & 0x7F).checked_shl(shift)?;
        if byte < 0x80 {
            return (shift < 28 || byte < 0x10).then_some(number);
        }
    }
    None
}

/// Reads one byte.
pub(super) fn take_byte(bytes: &mut &[u8]) -> Option<u8> {
    let (first, rest) = bytes.split_first()?;
    *bytes = rest;
    Some(*first)
}

/// Writes bytes behind their length.
pub(super) fn put_bytes(out: &mut Vec<u8>, bytes: &[u8]) {
    put_number(out, u32::try_from(bytes.len()).unwrap_or(u32::MAX));
    out.extend_from_slice(bytes);
}

/// Reads bytes behind their length.
pub(super) fn take_bytes<'a>(bytes: &mut &'a [u8]) -> Option<&'a [u8]> {
    let length = take_number(bytes)? as usize;
    let (taken, rest) = bytes.split_at_checked(length)?;
    *bytes = rest;
    Some(taken)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    impl Pack for String {
        fn pack(&self, out: &mut Vec<u8>) {
            put_bytes(out, self.as_bytes());
        }

        fn unpack(bytes: &mut &[u8]) -> Option<Self> {
            Self::from_utf8(take_bytes(bytes)?.to_vec()).ok()
        }
    }

    fn words(count: usize) -> Vec<String> {
        (0..count).map(|word| format!("語{word}")).collect()
    }

    #[test]
    fn what_was_packed_is_found_in_any_order() {
        let packed: Packed<String> = words(1_000).into_iter().collect();
        assert_eq!((packed.len(), packed.parts().len()), (1_000, 4));
        assert_eq!(packed.iter().collect::<Vec<_>>(), words(1_000));
        let mut look_up = packed.look_up();
        for at in [0, 999, 256, 255, 512, 1] {
            assert_eq!(look_up.get(at), Some(&format!("語{at}")));
        }
        assert_eq!(look_up.get(1_000), None);
        assert_eq!(packed.several([3, 255, 256, 900]), ["語3", "語255", "語256", "語900"]);
        assert_eq!(packed.several([1_000, 1_001]), [""; 0]);
    }

    #[test]
    fn some_values_are_replaced_and_the_others_stay() {
        let mut packed: Packed<String> = words(600).into_iter().collect();
        packed.append(words(3).into_iter().collect());
        packed.replace([(0, "a".into()), (255, "b".into()), (300, "c".into()), (602, "d".into())].into());
        let mut expected = words(600);
        expected.extend(words(3));
        for (at, word) in [(0, "a"), (255, "b"), (300, "c"), (602, "d")] {
            word.clone_into(&mut expected[at]);
        }
        assert_eq!(packed.iter().collect::<Vec<_>>(), expected);
    }

    #[test]
    fn a_part_that_claims_more_than_it_holds_is_none() {
        let packed: Packed<String> = words(10).into_iter().collect();
        let bytes = packed.parts()[0].bytes().to_vec();
        assert!(Part::of_bytes(10, &bytes).read::<String>().is_some());
        for values in [0, 9, 11, usize::MAX] {
            assert!(Part::of_bytes(values, &bytes).read::<String>().is_none(), "{values}");
        }
        assert!(Part::of_bytes(1, &[0xFF, 0xFF, 0xFF, 0xFF, 0]).read::<String>().is_none());
        assert!(Part::of_bytes(0, &[]).read::<String>().is_none());
    }

    proptest! {
        #[test]
        fn numbers_come_back(number: u32) {
            let mut out = Vec::new();
            put_number(&mut out, number);
            prop_assert_eq!(take_number(&mut out.as_slice()), Some(number));
        }

        #[test]
        fn damaged_bytes_are_refused_and_nothing_else(bytes: Vec<u8>, values in 0usize..300) {
            let _ = Part::of_bytes(values, &bytes).read::<String>();
        }
    }
}
