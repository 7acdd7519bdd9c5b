//! One mail of a mailing: its texts filled in for an office, with who writes and how to stop it.

use super::tokens;
use crate::{app::App, error::Error, mail::outreach};
use app::{mails::mailings::test_subject, paths};
use domain::{
    associations::Association,
    email::Email,
    ids::MailingId,
    mailings::{Facts, NewMailing, Placeholder, Sharing, Template},
};
use std::collections::BTreeSet;
use store::{mailings::Mailing, mails::Mail, offices::Office, tenants::Tenant};

/// The texts of a mailing, read.
pub struct Texts {
    pub subject: Template,
    pub body: Template,
    /// The page on which everybody reads it, where there is one.
    page: Option<String>,
}

impl Texts {
    /// Reads the texts that were checked when they were saved.
    pub fn read(text: &NewMailing) -> Result<Self, Error> {
        let read = |text: &str| {
            Template::parse(text).map_err(|_| Error::Internal("a saved text of a mailing does not read back"))
        };
        Ok(Self { subject: read(&text.subject)?, body: read(&text.body)?, page: None })
    }

    /// The texts of a mailing as its mails say them: with the page on which everybody reads it.
    pub fn of(app: &App, slug: &str, mailing: &Mailing) -> Result<Self, Error> {
        let page = (app.config.public_side && mailing.text.published)
            .then(|| app.address_of(&paths::announcement(slug, mailing.id)));
        Ok(Self { page, ..Self::read(&mailing.text)? })
    }

    /// Those of both that may print nothing.
    pub fn bare(&self) -> BTreeSet<Placeholder> {
        self.subject.bare().union(&self.body.bare()).copied().collect()
    }

    /// The places of both.
    pub fn places(&self) -> BTreeSet<Placeholder> {
        self.subject.places().union(&self.body.places()).copied().collect()
    }
}

/// The same for a mail to this address, which names those who share it.
pub fn shared(facts: Facts, email: &str, sharing: &Sharing) -> Facts {
    match Email::parse(email).ok().and_then(|email| sharing.get(&email.key())) {
        Some(others) => facts.with_others(others),
        None => facts,
    }
}

/// What an office of a municipality puts into the places.
pub fn facts(app: &App, tenant: &Tenant, office: &Office) -> Facts {
    let particulars = &office.particulars;
    let services: Vec<_> = office.services.iter().map(|service| service.service.name()).collect();
    Facts {
        office_name: particulars.name.clone(),
        offices: particulars.name.clone(),
        office_number: office.number.to_string(),
        corporation_name: particulars.corporation_name.clone(),
        services: services.join("、"),
        address: format!("{} {}", particulars.address, particulars.building),
        phone: particulars.phone.as_ref().map(ToString::to_string).unwrap_or_default(),
        municipality: tenant.name.clone(),
        section: tenant.settings.department.clone(),
        estimate: tokens::estimate(app, &tenant.slug, Some(office.id)),
    }
}

/// What an association puts into them: where a text says 事業所名, it reads what the association is called.
pub fn association_facts(app: &App, tenant: &Tenant, association: &Association) -> Facts {
    Facts {
        office_name: association.name.clone(),
        offices: association.name.clone(),
        office_number: String::new(),
        corporation_name: association.name.clone(),
        services: String::new(),
        address: association.address.clone(),
        phone: association.phone.as_ref().map(ToString::to_string).unwrap_or_default(),
        municipality: tenant.name.clone(),
        section: tenant.settings.department.clone(),
        estimate: tokens::estimate(app, &tenant.slug, None),
    }
}

/// The text of an office with its end; `stop` is the page that stops outreach, where there is one.
pub fn body(tenant: &Tenant, texts: &Texts, facts: &Facts, stop: Option<&str>) -> String {
    outreach::signed(tenant, &texts.body.render(facts), stop, texts.page.as_deref())
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
    to: outreach::To,
    about: About,
) -> Mail {
    let subject = texts.subject.render(facts);
    let (subject, about) = match about {
        About::Audience(mailing) => (subject, ("mailing", mailing.uuid())),
        About::Test(mailing) => (test_subject(&subject), ("mailing-test", mailing.uuid())),
    };
    outreach::mail(app, tenant, to, (subject, &texts.body.render(facts)), texts.page.as_deref(), about)
}
