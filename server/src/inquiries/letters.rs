//! Mails to the houses that are asked, one recipient each, in the change's transaction.

use crate::{app::App, demos, error::Error};
use app::{
    mails::{
        MailText,
        inquiries::{self as texts, About},
    },
    paths,
};
use chrono::NaiveDate;
use domain::{
    email::Email,
    ids::{JobId, MailId},
};
use store::{
    Tx,
    inquiries::replies::Reply,
    mails::{self as post, Class, Mail},
    tenants::{self, Tenant},
};

/// What a mail is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Letter {
    /// 照会.
    Asked,
    /// 督促.
    Reminded,
    /// 期限の変更.
    Moved,
}

/// Writes to the houses of some replies: how many. Nothing to a house that is not here or set no address.
pub(super) async fn to_all(
    app: &App,
    tx: &Tx,
    from: &Tenant,
    replies: &[Reply],
    deadline: NaiveDate,
    letter: Letter,
) -> Result<usize, Error> {
    let mut written = 0;
    for reply in replies {
        let Some(house) = reply.house else { continue };
        let house = tenants::by_id(tx, house).await?;
        let Ok(recipient) = house.settings.email.parse::<Email>() else { continue };
        let url = format!("{}{}", app.config.public_url, paths::asked_one(&house.slug, reply.id));
        let sender = format!("{}　{}", from.name, demos::desk(from));
        let about = About { to: &house.name, from: &sender, asked: &reply.asked, deadline, url: &url };
        let MailText { subject, body } = match letter {
            Letter::Asked => texts::asked(&about),
            Letter::Reminded => texts::reminded(&about),
            Letter::Moved => texts::moved(&about),
        };
        let id: MailId = app.clock.id();
        let mail = Mail {
            id,
            tenant: from.id,
            class: Class::Statutory,
            recipient: recipient.as_str().to_owned(),
            recipient_name: house.name.clone(),
            sender_name: from.name.clone(),
            subject,
            body,
            message_id: id.to_string(),
            about: Some(("inquiry", reply.inquiry.uuid())),
            created_at: app.clock.now(),
        };
        post::enqueue(tx, app.clock.id::<JobId>(), mail).await?;
        written += 1;
    }
    Ok(written)
}
