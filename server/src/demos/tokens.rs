//! Links of those who come: which registration or invitation, and proof that we wrote it. Nothing of a link is stored.

use crate::keys::{Keyring, Purpose};
use domain::ids::{InvitationId, RegistrationId};

const COMING: Purpose = Purpose::new("demo registration");
const INVITED: Purpose = Purpose::new("demo invitation");

/// The token of a registration.
pub fn coming(keys: &Keyring, id: RegistrationId) -> String {
    keys.signed_id(COMING, id.uuid())
}

/// The registration of a token that we wrote.
pub fn read_coming(keys: &Keyring, token: &str) -> Option<RegistrationId> {
    keys.opened_id(COMING, token).map(RegistrationId::from_uuid)
}

/// The token of an invitation.
pub fn invited(keys: &Keyring, id: InvitationId) -> String {
    keys.signed_id(INVITED, id.uuid())
}

/// The invitation of a token that we wrote.
pub fn read_invited(keys: &Keyring, token: &str) -> Option<InvitationId> {
    keys.opened_id(INVITED, token).map(InvitationId::from_uuid)
}
