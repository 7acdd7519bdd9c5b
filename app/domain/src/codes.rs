//! Codes that people read and type: Crockford's letters and figures, with a check character.

use crate::text::normalise_code;

/// Crockford's alphabet: no I, L, O, U.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// What was typed in large letters without hyphens; O is taken for 0, and I and L for 1.
pub(crate) fn plain(typed: &str) -> String {
    let plain = |c: char| match c.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        c => c,
    };
    normalise_code(typed).chars().filter(|c| *c != '-').map(plain).collect()
}

/// Whether the alphabet has it.
pub(crate) fn is_letter(c: char) -> bool {
    value(c).is_some()
}

fn value(c: char) -> Option<usize> {
    ALPHABET.iter().position(|letter| char::from(*letter) == c)
}

/// The first `length` groups of five bits.
pub(crate) fn base32(bytes: &[u8], length: usize) -> String {
    let bit = |at: usize| usize::from(bytes.get(at / 8).is_some_and(|byte| byte & (0x80 >> (at % 8)) != 0));
    (0..length)
        .map(|place| {
            let index = (0..5).fold(0, |index, offset| index * 2 + bit(place * 5 + offset));
            char::from(ALPHABET[index])
        })
        .collect()
}

/// A weighted sum modulo 31, a prime: sees every single mistake but one between the last two letters of the
/// alphabet, and every exchange of neighbours.
pub(crate) fn check_character(body: &str) -> char {
    let sum: usize = body.chars().zip(1..).map(|(c, place)| value(c).unwrap_or(0) * place).sum();
    char::from(ALPHABET[sum % 31])
}
