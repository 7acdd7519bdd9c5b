//! The link to a registration: its id with a proof of ours, so that the database gives nobody's away.

use crate::keys::{Keyring, constant_time_eq};
use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD};
use domain::ids::BodyId;
use uuid::Uuid;

const PURPOSE: &str = "occasion registration";
/// Characters of a proof: 132 bits.
const PROOF: usize = 22;

/// The link's word for a registration.
pub(super) fn of(keys: &Keyring, body: BodyId) -> String {
    let text = BASE64_URL_SAFE_NO_PAD.encode(body.uuid().as_bytes());
    let proof = keys.hash(PURPOSE, &text);
    format!("{text}{}", &proof[..PROOF])
}

/// The registration of a link's word.
pub(super) fn read(keys: &Keyring, token: &str) -> Option<BodyId> {
    let at = token.len().checked_sub(PROOF).filter(|_| token.is_ascii())?;
    let (text, proof) = token.split_at(at);
    let ours = keys
        .hashes(PURPOSE, text)
        .iter()
        .any(|known| constant_time_eq(&known.as_bytes()[..PROOF], proof.as_bytes()));
    let bytes = BASE64_URL_SAFE_NO_PAD.decode(text).ok().filter(|_| ours)?;
    Uuid::from_slice(&bytes).ok().map(BodyId::from_uuid)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_we_made_is_read_back() {
        let keys = Keyring::of_byte(7);
        let id = BodyId::from_uuid(Uuid::from_u128(12));
        let token = of(&keys, id);
        assert_eq!(read(&keys, &token), Some(id));
        assert_eq!(read(&Keyring::of_byte(8), &token), None);
        let other = of(&keys, BodyId::from_uuid(Uuid::from_u128(13)));
        let forged = format!("{}{}", &token[..token.len() - PROOF], &other[other.len() - PROOF..]);
        for wrong in ["", "x", "日本", forged.as_str()] {
            assert_eq!(read(&keys, wrong), None, "{wrong}");
        }
    }
}
