//! A mail of outreach in the name of a house: who writes, whom to ask and how to stop it stand under each of them
//! (特定電子メール法), whatever it asks for.

use crate::{app::App, mailings::tokens};
use app::mails::mailings::{Sender, outreach};
use domain::ids::MailId;
use store::{
    mails::{Class, Mail},
    tenants::Tenant,
};
use uuid::Uuid;

/// Somebody whom it is written to: the id of the mail, the address, the name.
pub(crate) type To = (MailId, String, String);

/// Stands in a preview where every office has an address of its own that stops outreach.
pub(crate) const STOP_OF_EACH: &str = "（事業所ごとの配信停止ページのアドレス）";

/// A text with its end. `stop` is the page that stops outreach, `page` the one on which everybody reads the text, where
/// there are such.
pub(crate) fn signed(house: &Tenant, text: &str, stop: Option<&str>, page: Option<&str>) -> String {
    let settings = &house.settings;
    let sender = Sender {
        municipality: &house.name,
        section: &settings.department,
        address: &settings.address,
        phone: &settings.phone,
        hours: &settings.hours,
        stop,
        page,
    };
    outreach(text, sender)
}

/// The mail, that its address can stop.
pub(crate) fn mail(
    app: &App,
    house: &Tenant,
    (id, recipient, recipient_name): To,
    (subject, text): (String, &str),
    page: Option<&str>,
    about: (&'static str, Uuid),
) -> Mail {
    Mail {
        id,
        tenant: house.id,
        class: Class::Outreach,
        recipient,
        recipient_name,
        sender_name: format!("{} {}", house.name, house.settings.department).trim().to_owned(),
        subject,
        body: signed(house, text, tokens::address(app, id).as_deref(), page),
        message_id: id.to_string(),
        about: Some(about),
        created_at: app.clock.now(),
    }
}
