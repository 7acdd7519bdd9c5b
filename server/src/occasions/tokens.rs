//! The link to a registration: its id with a proof of ours, so that the database gives nobody's away.

use crate::keys::{Keyring, Purpose};
use domain::ids::BodyId;

const REGISTERED: Purpose = Purpose::new("occasion registration");

/// The link's word for a registration.
pub(super) fn of(keys: &Keyring, body: BodyId) -> String {
    keys.signed_id(REGISTERED, body.uuid())
}

/// The registration of a link's word.
pub(super) fn read(keys: &Keyring, token: &str) -> Option<BodyId> {
    keys.opened_id(REGISTERED, token).map(BodyId::from_uuid)
}
