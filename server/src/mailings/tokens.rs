//! The tokens of links in mails and letters: which mail is stopped, or of which office an estimate is filled, and proof
//! that we wrote it. Nothing of them is stored, so the database gives nobody's links away; every key of the ring still
//! proves what it signed (`security.md` 4.7, ASVS 11.5.1).

use crate::{
    app::App,
    keys::{Keyring, Purpose},
};
use app::paths;
use domain::ids::{MailId, OfficeId};

const STOP: Purpose = Purpose::new("stop outreach");
const ESTIMATE: Purpose = Purpose::new("estimate of an office");

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

/// The address of the estimate in a municipality's name, filled with what is known of an office where one is named; empty
/// where nobody outside reaches it.
pub fn estimate(app: &App, slug: &str, office: Option<OfficeId>) -> String {
    if !app.config.public_side {
        return String::new();
    }
    let page = office.map_or_else(
        || paths::tenant_simulator(slug),
        |office| paths::signed_simulator(slug, &app.keys.signed_id(ESTIMATE, office.uuid())),
    );
    format!("{}{page}", app.config.public_url)
}

/// The office of an estimate whose address we wrote.
pub fn estimated(keys: &Keyring, token: &str) -> Option<OfficeId> {
    keys.opened_id(ESTIMATE, token).map(OfficeId::from_uuid)
}
