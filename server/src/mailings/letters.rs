//! One mail of a mailing: its texts filled in for an office, with who writes and how to stop it.

use super::tokens;
use crate::{app::App, error::Error};
use app::mails::mailings::{Sender, outreach, test_subject};
use domain::{
    ids::{MailId, MailingId},
    mailings::{Facts, NewMailing, Template},
};
use store::{
    mails::{Class, Mail},
    offices::Office,
    tenants::Tenant,
};

/// The texts of a mailing, read.
pub struct Texts {
    pub subject: Template,
    pub body: Template,
}

impl Texts {
    /// Reads the texts that were checked when they were saved.
    pub fn read(text: &NewMailing) -> Result<Self, Error> {
        let read = |text: &str| {
            Template::parse(text).map_err(|_| Error::Internal("a saved text of a mailing does not read back"))
        };
        Ok(Self { subject: read(&text.subject)?, body: read(&text.body)? })
    }
}

/// What an office of a municipality puts into the places.
pub fn facts(tenant: &Tenant, office: &Office) -> Facts {
    let particulars = &office.particulars;
    let services: Vec<_> = office.services.iter().map(|service| service.service.name()).collect();
    Facts {
        office_name: particulars.name.clone(),
        office_number: office.number.to_string(),
        corporation_name: particulars.corporation_name.clone(),
        services: services.join("、"),
        address: format!("{} {}", particulars.address, particulars.building),
        phone: particulars.phone.as_ref().map(ToString::to_string).unwrap_or_default(),
        municipality: tenant.name.clone(),
        section: tenant.settings.department.clone(),
    }
}

/// The text of an office with its end; `stop` is the page that stops outreach, where there is one.
pub fn body(tenant: &Tenant, texts: &Texts, facts: &Facts, stop: Option<&str>) -> String {
    let settings = &tenant.settings;
    outreach(
        &texts.body.render(facts),
        Sender {
            municipality: &tenant.name,
            section: &settings.department,
            address: &settings.address,
            phone: &settings.phone,
            hours: &settings.hours,
            stop,
        },
    )
}

/// What a mail is to its mailing.
#[derive(Clone, Copy)]
pub enum About {
    /// A mail to an office of the audience.
    Audience(MailingId),
    /// A test to the officer who writes; counted nowhere.
    Test(MailingId),
}

/// A mail of a mailing. Its id is the id of the recipient's row, so that there is one.
pub fn mail(
    app: &App,
    tenant: &Tenant,
    texts: &Texts,
    facts: &Facts,
    (id, recipient, recipient_name): (MailId, String, String),
    about: About,
) -> Mail {
    let subject = texts.subject.render(facts);
    let (subject, about) = match about {
        About::Audience(mailing) => (subject, ("mailing", mailing.uuid())),
        About::Test(mailing) => (test_subject(&subject), ("mailing-test", mailing.uuid())),
    };
    Mail {
        id,
        tenant: tenant.id,
        class: Class::Outreach,
        recipient,
        recipient_name,
        sender_name: format!("{} {}", tenant.name, tenant.settings.department).trim().to_owned(),
        subject,
        body: body(tenant, texts, facts, tokens::address(app, id).as_deref()),
        message_id: id.to_string(),
        about: Some(about),
        created_at: app.clock.now(),
    }
}
