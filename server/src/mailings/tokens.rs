//! The token of a stop link: which mail, and proof that we wrote it. Nothing of it is stored, so the database gives
//! nobody's links away; every key of the ring still proves what it signed (`security.md` 4.7, ASVS 11.5.1).

use crate::{
    app::App,
    keys::{Keyring, Purpose},
};
use app::paths;
use domain::ids::MailId;

const STOP: Purpose = Purpose::new("stop outreach");

/// The token of a mail.
pub fn of(keys: &Keyring, mail: MailId) -> String {
    keys.signed_id(STOP, mail.uuid())
}

/// The mail of a token that we wrote.
pub fn read(keys: &Keyring, token: &str) -> Option<MailId> {
    keys.opened_id(STOP, token).map(MailId::from_uuid)
}

/// The address of the page that stops outreach to whoever got the mail; none where nobody outside reaches it.
pub fn address(app: &App, mail: MailId) -> Option<String> {
    app.config.public_side.then(|| format!("{}{}", app.config.public_url, paths::stop(&of(&app.keys, mail))))
}
