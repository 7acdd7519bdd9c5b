//! Mails to the bodies that registered, one recipient each, in the change's transaction.

use super::tokens;
use crate::{app::App, demos, error::Error, mail::letters};
use app::{
    mails::occasions::{self as texts, About},
    occasions::{when_words, where_words},
    paths,
};
use domain::email::Email;
use store::{
    Tx,
    occasions::{Kept, bodies::Registered, waiting},
    tenants::{self, Tenant},
};

/// What a mail is for.
#[derive(Debug, Clone, Copy)]
pub(super) enum Letter<'a> {
    /// 申込みを受け付けました, or where it stands in the line.
    Registered,
    /// 席が空きました.
    Offered,
    /// ここからは先着順です.
    FirstCome,
    /// 申込みを変更しました.
    Changed,
    /// 申込みを取り消しました.
    Withdrawn,
    /// 日時や場所が変わりました.
    Moved,
    /// 中止になりました.
    CalledOff(&'a str),
}

/// Writes to a body: whether it did. Nothing where it gave no address: it is called.
pub(super) async fn to(
    app: &App,
    tx: &Tx,
    host: &Tenant,
    kept: &Kept,
    body: &Registered,
    letter: Letter<'_>,
) -> Result<bool, Error> {
    let Ok(recipient) = body.said.contact.email.parse::<Email>() else { return Ok(false) };
    // A house changes its registration in its own pages; everybody else by the link, where there is a public side.
    let path = match body.house {
        Some(house) => Some(paths::occasion_invitation(&tenants::by_id(tx, house).await?.slug, kept.id)),
        None if app.config.public_side => {
            Some(paths::public_body(&host.slug, &tokens::of(&app.keys, body.id)))
        }
        None => None,
    };
    let change = path.map(|path| app.address_of(&path));
    let from = format!("{}　{}", host.name, demos::desk(host));
    let (when, place) = (when_words(&kept.occasion), where_words(&kept.occasion));
    let about = About {
        name: &body.said.contact.name,
        body: &body.name,
        title: &kept.occasion.title,
        when: &when,
        place: &place,
        join: &kept.occasion.join,
        people: body.said.people,
        from: &from,
        change: change.as_deref(),
    };
    let text = match letter {
        Letter::Registered if body.wait.is_some() => {
            let line = waiting::line(tx, kept.id).await?;
            let place = line.iter().position(|one| one.id == body.id).map_or(line.len(), |before| before + 1);
            texts::waits(&about, place)
        }
        Letter::Registered => texts::registered(&about),
        Letter::Offered => texts::offered(&about, app.clock.now()),
        Letter::FirstCome => texts::first_come(&about),
        // Who has no place yet is not told how one takes part.
        Letter::Changed if body.wait.is_some() => texts::changed(&About { join: "", ..about }),
        Letter::Moved if body.wait.is_some() => texts::moved_for_who_waits(&about),
        Letter::Changed => texts::changed(&about),
        Letter::Withdrawn => texts::withdrawn(&about),
        Letter::Moved => texts::moved(&about),
        Letter::CalledOff(reason) => texts::called_off(&about, reason),
    };
    let to = (recipient.as_str(), body.said.contact.name.as_str());
    letters::write(app, tx, host, to, text, ("occasion", kept.id.uuid())).await?;
    Ok(true)
}
