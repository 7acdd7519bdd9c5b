//! Links of those who come: which registration, invitation or places that are held, and proof that we wrote it. Nothing of
//! a link is stored.

use crate::keys::{Keyring, Purpose};
use domain::ids::{InvitationId, PlaceHoldId, RegistrationId};

const COMING: Purpose = Purpose::new("demo registration");
const HELD: Purpose = Purpose::new("demo places held");
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

/// The token of places that are held for whoever fills in a form.
pub fn held(keys: &Keyring, id: PlaceHoldId) -> String {
    keys.signed_id(HELD, id.uuid())
}

/// The places of a token that we wrote.
pub fn read_held(keys: &Keyring, token: &str) -> Option<PlaceHoldId> {
    keys.opened_id(HELD, token).map(PlaceHoldId::from_uuid)
}
