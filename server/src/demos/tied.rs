//! Two registrations of one office, of which one is given up for the other: whoever waits in a session that is full keeps
//! their places in another one until they have them there.

use super::{calendars::Asks, letters, line};
use crate::{app::App, error::Error};
use app::{
    mails::{coming as texts, demos::Coming},
    messages::demos::{kept_beside, waits_beside},
};
use store::{
    Tx,
    demos::{
        coming::RegisterError,
        registrations::Registration,
        sessions::{self, Session},
        switching,
    },
    tenants::Tenant,
};

/// What a registration has to do with others, each with its page, as long as one may still be given up for the other.
pub(super) async fn of(
    app: &App,
    tx: &Tx,
    (session, own): (&Session, &Registration),
    page: impl Fn(&Registration) -> String,
) -> Result<Vec<(String, String)>, Error> {
    let (mut tied, now) = (Vec::new(), app.clock.now());
    if session.stage.registers(now).is_err() {
        return Ok(tied);
    }
    if let Some((other, kept)) = switching::given_up(tx, own, now).await?
        && let Some(held) = other.stage.session()
    {
        tied.push((kept_beside(&held.slot, kept.wait.is_some()), page(&kept)));
    }
    // Whoever was let in at the door keeps what they came to.
    if own.attended.is_some() {
        return Ok(tied);
    }
    for one in switching::beside(tx, session, own).await? {
        if let Some(other) = sessions::find(tx, one.session).await?
            && let Ok(held) = other.stage.registers(now)
        {
            tied.push((waits_beside(&held.slot), page(&one)));
        }
    }
    Ok(tied)
}

/// Takes the places that an offer holds, or that are free; what was kept until then is given up, unless one `keeps` both. The
/// mails say what became of both, and the word that comes back what its page is to say.
pub(super) async fn take(
    app: &App,
    tx: &Tx,
    house: &Tenant,
    (session, own): (&Session, &Registration),
    keeps: bool,
) -> Result<Result<&'static str, RegisterError>, Error> {
    // Pressed twice: they have their places, and were told.
    if own.wait.is_none() {
        return Ok(Ok("taken"));
    }
    let given = match switching::take(tx, session, own, keeps, app.clock.now()).await {
        Ok(given) => given,
        Err(error) => return Ok(Err(error)),
    };
    let placed = Registration { wait: None, ..own.clone() };
    let Some((from, kept)) = given else {
        letters::registered(app, tx, house, session, &placed).await?;
        return Ok(Ok("taken"));
    };
    tell(app, tx, house, (&from, &kept), (session, &placed)).await?;
    line::look(app, tx, &from).await?;
    Ok(Ok("switched"))
}

/// Two mails: the date that one had goes out of the calendar, and the one that one has comes into it.
pub(super) async fn tell(
    app: &App,
    tx: &Tx,
    house: &Tenant,
    (from, own): (&Session, &Registration),
    (to, made): (&Session, &Registration),
) -> Result<(), Error> {
    let slots = from.stage.session().zip(to.stage.session());
    let Some((before, after)) = slots.map(|(before, after)| (before.slot, after.slot)) else {
        return Ok(());
    };
    // Whoever waited has nothing in their calendar.
    if own.wait.is_none() {
        let text = |coming: &Coming| texts::switched_from(coming, &after);
        letters::asking(app, tx, house, from, own, Asks::Drop, text).await?;
    }
    let text = |coming: &Coming| texts::switched_to(coming, &before);
    letters::asking(app, tx, house, to, made, Asks::Take, text).await
}
