//! The tokens of links in mails and letters: which mail is stopped, or of which office an estimate is filled, and proof
//! that we wrote it. Nothing of them is stored, so the database gives nobody's links away; every key of the ring still
//! proves what it signed (`security.md` 4.7, ASVS 11.5.1).

use crate::{
    app::App,
    keys::{Keyring, Purpose},
};
use app::paths;
use chrono::{Datelike as _, NaiveDate, TimeDelta};
use domain::ids::{MailId, OfficeId};
use uuid::Uuid;

const STOP: Purpose = Purpose::new("stop outreach");
const ESTIMATE: Purpose = Purpose::new("estimate of an office");
/// How long an address fills in the estimate of an office: a licence lasts a year, and is thought about once.
const LASTS: TimeDelta = TimeDelta::days(366);

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
    app.public_address_of(&paths::stop(&of(&app.keys, mail)))
}

/// The address of the estimate in a municipality's name, filled with what is known of an office where one is named; empty
/// where nobody outside reaches it.
pub fn estimate(app: &App, slug: &str, office: Option<OfficeId>) -> String {
    if !app.config.public_side {
        return String::new();
    }
    let page = office.map_or_else(
        || paths::tenant_simulator(slug),
        |office| paths::signed_simulator(slug, &of_office(app, office)),
    );
    app.address_of(&page)
}

/// The token of an estimate: the office, and the day on which it was written.
fn of_office(app: &App, office: OfficeId) -> String {
    let day = app.clock.today().num_days_from_ce().to_be_bytes();
    let bytes = [office.uuid().as_bytes().as_slice(), &day].concat();
    app.keys.signed(ESTIMATE, &bytes)
}

/// What the address of an estimate says that we wrote.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Estimated {
    /// What is known of this office may be filled in.
    Of(OfficeId),
    /// It was written too long ago.
    Over,
}

/// What the token of an estimate says today.
pub fn estimated(app: &App, token: &str) -> Option<Estimated> {
    let bytes = app.keys.opened(ESTIMATE, token)?;
    let (office, day) = bytes.split_at_checked(size_of::<Uuid>())?;
    let office = Uuid::from_slice(office).ok()?;
    let written = NaiveDate::from_num_days_from_ce_opt(i32::from_be_bytes(day.try_into().ok()?))?;
    let lasts = app.clock.today() - written <= LASTS;
    Some(if lasts { Estimated::Of(OfficeId::from_uuid(office)) } else { Estimated::Over })
}
