//! The token of a stop link: which mail, and proof that we wrote it. Nothing of it is stored, so the database gives
//! nobody's links away; every key of the ring still proves what it signed (`security.md` 4.7, ASVS 11.5.1).

use crate::{
    app::App,
    keys::{Keyring, constant_time_eq},
};
use app::paths;
use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD};
use domain::ids::MailId;
use uuid::Uuid;

/// What the keyed hash is for.
const PURPOSE: &str = "stop outreach";
/// Characters of a base64url UUID.
const ID: usize = 22;
/// Characters of the proof: 132 bits.
const PROOF: usize = 22;

/// The token of a mail.
pub fn of(keys: &Keyring, mail: MailId) -> String {
    let id = BASE64_URL_SAFE_NO_PAD.encode(mail.uuid().as_bytes());
    let proof = keys.hash(PURPOSE, &id);
    format!("{id}{}", &proof[..PROOF])
}

/// The mail of a token that we wrote.
pub fn read(keys: &Keyring, token: &str) -> Option<MailId> {
    if token.len() != ID + PROOF || !token.is_ascii() {
        return None;
    }
    let (id, proof) = token.split_at(ID);
    let ours = keys
        .hashes(PURPOSE, id)
        .iter()
        .any(|known| constant_time_eq(&known.as_bytes()[..PROOF], proof.as_bytes()));
    let bytes = BASE64_URL_SAFE_NO_PAD.decode(id).ok().filter(|_| ours)?;
    Some(MailId::from_uuid(Uuid::from_slice(&bytes).ok()?))
}

/// The address of the page that stops outreach to whoever got the mail; none where nobody outside reaches it.
pub fn address(app: &App, mail: MailId) -> Option<String> {
    app.config.public_side.then(|| format!("{}{}", app.config.public_url, paths::stop(&of(&app.keys, mail))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_names_its_mail_and_cannot_be_made_without_the_keys() {
        let (keys, mail) = (Keyring::of_byte(7), MailId::from_uuid(Uuid::from_u128(12)));
        let token = of(&keys, mail);
        assert_eq!(token.len(), 44);
        assert_eq!(read(&keys, &token), Some(mail));
        assert_eq!(read(&Keyring::of_byte(8), &token), None);
        let other = of(&keys, MailId::from_uuid(Uuid::from_u128(13)));
        assert_eq!(read(&keys, &format!("{}{}", &other[..ID], &token[ID..])), None);
        for wrong in ["", "a", &token[1..], &format!("{token}A"), &"あ".repeat(15), &"A".repeat(44)] {
            assert_eq!(read(&keys, wrong), None, "{wrong}");
        }
    }
}
