//! Words of addresses that prove themselves: what they name, and a keyed proof that we wrote it. Nothing of them is stored,
//! so the database gives nobody's address away; every key of the ring still proves what it signed (`security.md` 4.7,
//! ASVS 11.5.1).

use super::{Keyring, constant_time_eq};
use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD};
use domain::text::normalise_code;
use uuid::Uuid;

/// What a token is for: one that was made for something else proves nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Purpose {
    word: &'static str,
    proof: usize,
}

impl Purpose {
    /// Tokens with a proof of 132 bits.
    pub const fn new(word: &'static str) -> Self {
        Self { word, proof: 22 }
    }
    /// Tokens with a proof of 192 bits, for addresses that programs keep for years.
    pub const fn lasting(word: &'static str) -> Self {
        Self { word, proof: 32 }
    }
}

impl Keyring {
    /// Bytes with a proof that we wrote them for this purpose.
    pub fn signed(&self, purpose: Purpose, bytes: &[u8]) -> String {
        let text = BASE64_URL_SAFE_NO_PAD.encode(bytes);
        let proof = self.hash(purpose.word, &text);
        format!("{text}{}", &proof[..purpose.proof])
    }

    /// The bytes of a token that we wrote for this purpose.
    pub fn opened(&self, purpose: Purpose, token: &str) -> Option<Vec<u8>> {
        let at = token.len().checked_sub(purpose.proof).filter(|_| token.is_ascii())?;
        let (text, proof) = token.split_at(at);
        let ours = self
            .hashes(purpose.word, text)
            .iter()
            .any(|known| constant_time_eq(&known.as_bytes()[..purpose.proof], proof.as_bytes()));
        BASE64_URL_SAFE_NO_PAD.decode(text).ok().filter(|_| ours)
    }

    /// An id with a proof that we wrote it for this purpose.
    pub fn signed_id(&self, purpose: Purpose, id: Uuid) -> String {
        self.signed(purpose, id.as_bytes())
    }

    /// The id of a token that we wrote for this purpose.
    pub fn opened_id(&self, purpose: Purpose, token: &str) -> Option<Uuid> {
        Uuid::from_slice(&self.opened(purpose, token)?).ok()
    }

    /// The code of eight digits of something, by the newest key: of nothing that is stored, so that the database gives
    /// nobody's away.
    pub fn code(&self, purpose: &str, text: &str) -> String {
        eight_digits(&self.hash(purpose, text))
    }

    /// Whether its code was typed, in whatever width, by any key of the ring, in constant time.
    pub fn is_code(&self, purpose: &str, text: &str, typed: &str) -> bool {
        let typed: String = normalise_code(typed).chars().filter(char::is_ascii_digit).collect();
        self.hashes(purpose, text)
            .iter()
            .any(|hash| constant_time_eq(eight_digits(hash).as_bytes(), typed.as_bytes()))
    }
}

fn eight_digits(hash: &str) -> String {
    let bytes = BASE64_URL_SAFE_NO_PAD.decode(hash).unwrap_or_default();
    let number = bytes.iter().take(8).fold(0_u64, |number, byte| (number << 8) | u64::from(*byte));
    format!("{:08}", number % 100_000_000)
}
