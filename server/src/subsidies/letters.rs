//! Mails to applicants: statutory, so that no opt-out stops them; one recipient each.

use super::{filler::Filler, own::Own};
use crate::{app::App, error::Error, mail::letters};
use app::{
    mails::{
        self, MailText,
        receipts::{self, Taken},
        subsidies::About,
    },
    paths,
};
use domain::{
    email::Email,
    ids::MailId,
    subsidies::{NewApplication, ReceiptNumber, Rules, Task},
};
use store::{
    Tx,
    subsidies::{applications::Application, offices, programmes},
    tenants::Tenant,
};
use uuid::Uuid;

/// An application that is written about, and to whom.
struct Letter<'a> {
    house: &'a Tenant,
    application: &'a Application,
    rules: &'a Rules,
    office: &'a str,
    to: (Option<&'a Email>, &'a str),
    receipt: ReceiptNumber,
}

impl<'a> Letter<'a> {
    fn of(
        filler: &'a Filler,
        own: &'a Own,
        to: (Option<&'a Email>, &'a str),
        receipt: ReceiptNumber,
    ) -> Self {
        let (house, application) = (&filler.tenant, &own.application);
        Self { house, application, rules: &own.version.rules, office: &own.office.name, to, receipt }
    }

    /// Writes it, where there is an address.
    async fn send(self, app: &App, tx: &Tx, words: impl FnOnce(&About) -> MailText) -> Result<(), Error> {
        let about = ("application", self.application.id.uuid());
        self.write(app, tx, about, words).await.map(|_| ())
    }

    /// The same about something else than the application itself; tells which mail it is.
    async fn write(
        self,
        app: &App,
        tx: &Tx,
        about: (&'static str, Uuid),
        words: impl FnOnce(&About) -> MailText,
    ) -> Result<Option<MailId>, Error> {
        let Self { house, application, rules, office, to: (Some(email), name), receipt } = self else {
            return Ok(None);
        };
        let text = words(&About {
            name,
            municipality: &house.name,
            desk: &rules.desk,
            programme: &rules.title,
            office,
            receipt,
            url: address(app, &house.slug, application).as_deref(),
        });
        Ok(Some(letters::write(app, tx, house, (email.as_str(), name), text, about).await?))
    }
}

/// The contact whom a received application names.
pub(super) fn contact(application: &NewApplication) -> (Option<&Email>, &str) {
    (application.contact.email.as_ref(), application.contact.contact_name.as_str())
}

/// The contact as it was typed last.
fn typed_contact(application: &Application) -> (Option<Email>, String) {
    let contact = application.answers.typed(Task::Contact);
    (contact.get("email").parse().ok(), contact.get("contact_name").to_owned())
}

/// 申請を受け付けました, also where it waits: which mail tells of it, about the application or about several.
pub(super) async fn received(
    app: &App,
    tx: &Tx,
    filler: &Filler,
    own: &Own,
    application: &NewApplication,
    taken: &Taken,
    about: (&'static str, Uuid),
) -> Result<Option<MailId>, Error> {
    Letter::of(filler, own, contact(application), taken.receipt)
        .write(app, tx, about, |about| receipts::received(about, taken.waits))
        .await
}

/// 待機から繰り上がりました.
pub(super) async fn promoted(
    app: &App,
    tx: &Tx,
    tenant: &Tenant,
    application: &Application,
) -> Result<(), Error> {
    let (email, name) = typed_contact(application);
    if email.is_none() {
        return Ok(());
    }
    let version = programmes::version_by_id(tx, application.rules).await?.ok_or(Error::NotFound)?;
    let office = offices::find(tx, application.office).await?.ok_or(Error::NotFound)?;
    let letter = Letter {
        house: tenant,
        application,
        rules: &version.rules,
        office: &office.name,
        to: (email.as_ref(), name.as_str()),
        receipt: application.receipt.ok_or(Error::NotFound)?,
    };
    letter.send(app, tx, mails::subsidies::promoted).await
}

/// 再提出を受け付けました.
pub(super) async fn received_again(
    app: &App,
    tx: &Tx,
    filler: &Filler,
    own: &Own,
    application: &NewApplication,
) -> Result<(), Error> {
    let receipt = own.application.receipt.ok_or(Error::NotFound)?;
    let words = mails::subsidies::received_again;
    Letter::of(filler, own, contact(application), receipt).send(app, tx, words).await
}

/// 申請を取り下げました.
pub(super) async fn withdrawn(
    app: &App,
    tx: &Tx,
    filler: &Filler,
    own: &Own,
    receipt: ReceiptNumber,
) -> Result<(), Error> {
    let (email, name) = typed_contact(&own.application);
    let to = (email.as_ref(), name.as_str());
    Letter::of(filler, own, to, receipt).send(app, tx, mails::subsidies::withdrawn).await
}

/// Whether whoever applies reads pages of ours: where there is a public side, and not for a paper, whose office may have
/// no account.
pub(super) fn reachable(app: &App, application: &Application) -> bool {
    app.config.public_side && application.arrival.is_none()
}

/// The application's page, for whoever can open it.
pub(crate) fn address(app: &App, slug: &str, application: &Application) -> Option<String> {
    reachable(app, application).then(|| app.address_of(&paths::my_application(slug, application.id)))
}
