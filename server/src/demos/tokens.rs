//! Links of those who come: which registration or invitation, and proof that we wrote it. Nothing of a link is stored.

use crate::keys::{Keyring, constant_time_eq};
use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD};
use domain::ids::{InvitationId, RegistrationId};
use uuid::Uuid;

/// What the keyed hash is for.
const COMING: &str = "demo registration";
const INVITED: &str = "demo invitation";
/// Characters of a base64url UUID, and of the proof: 132 bits.
const ID: usize = 22;
const PROOF: usize = 22;

/// An id with a proof that we wrote it, for one purpose.
pub(crate) fn signed(keys: &Keyring, purpose: &str, id: Uuid) -> String {
    let id = BASE64_URL_SAFE_NO_PAD.encode(id.as_bytes());
    let proof = keys.hash(purpose, &id);
    format!("{id}{}", &proof[..PROOF])
}

/// The id of a token that we wrote for this purpose.
pub(crate) fn read(keys: &Keyring, purpose: &str, token: &str) -> Option<Uuid> {
    if token.len() != ID + PROOF || !token.is_ascii() {
        return None;
    }
    let (id, proof) = token.split_at(ID);
    let ours = keys
        .hashes(purpose, id)
        .iter()
        .any(|known| constant_time_eq(&known.as_bytes()[..PROOF], proof.as_bytes()));
    let bytes = BASE64_URL_SAFE_NO_PAD.decode(id).ok().filter(|_| ours)?;
    Uuid::from_slice(&bytes).ok()
}

/// The token of a registration.
pub fn coming(keys: &Keyring, id: RegistrationId) -> String {
    signed(keys, COMING, id.uuid())
}

/// The registration of a token that we wrote.
pub(super) fn read_coming(keys: &Keyring, token: &str) -> Option<RegistrationId> {
    read(keys, COMING, token).map(RegistrationId::from_uuid)
}

/// The token of an invitation.
pub fn invited(keys: &Keyring, id: InvitationId) -> String {
    signed(keys, INVITED, id.uuid())
}

/// The invitation of a token that we wrote.
pub(super) fn read_invited(keys: &Keyring, token: &str) -> Option<InvitationId> {
    read(keys, INVITED, token).map(InvitationId::from_uuid)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_to_a_registration_is_none_to_an_invitation_and_neither_is_made_without_the_keys() {
        let (keys, id) = (Keyring::of_byte(7), Uuid::from_u128(12));
        let token = coming(&keys, id.into());
        assert_eq!(read_coming(&keys, &token), Some(id.into()));
        assert_eq!(read_invited(&keys, &token), None);
        assert_eq!(read_coming(&Keyring::of_byte(8), &token), None);
        assert_eq!(read_invited(&keys, &invited(&keys, id.into())), Some(id.into()));
        for wrong in ["", "a", &token[1..], &format!("{token}A"), &"あ".repeat(15), &"A".repeat(44)] {
            assert_eq!(read_coming(&keys, wrong), None, "{wrong}");
        }
    }
}
