//! Mails to the houses that are asked, one recipient each, in the change's transaction.

use crate::{app::App, demos, error::Error, mail::letters};
use app::{
    mails::inquiries::{self as texts, About},
    paths,
};
use chrono::NaiveDate;
use domain::email::Email;
use store::{
    Tx,
    inquiries::replies::Reply,
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
        let url = app.address_of(&paths::asked_one(&house.slug, reply.id));
        let sender = format!("{}　{}", from.name, demos::desk(from));
        let about = About { to: &house.name, from: &sender, asked: &reply.asked, deadline, url: &url };
        let text = match letter {
            Letter::Asked => texts::asked(&about),
            Letter::Reminded => texts::reminded(&about),
            Letter::Moved => texts::moved(&about),
        };
        let to = (recipient.as_str(), house.name.as_str());
        letters::write(app, tx, from, to, text, ("inquiry", reply.inquiry.uuid())).await?;
        written += 1;
    }
    Ok(written)
}
