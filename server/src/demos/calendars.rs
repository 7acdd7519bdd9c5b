//! Sessions as dates for a calendar: under one UID for ever, whoever asks, as a file, in a feed or as an invitation.

use super::{found, mine, views};
use crate::{
    actor::{Applicant, Partner},
    app::App,
    download,
    error::Error,
    page::see_other,
};
use app::paths;
use axum::{
    extract::{Path, State},
    response::Response,
};
use documents::{CALENDAR_TYPE, CalendarEvent, Certainty, Person, Purpose, When, calendar};
use domain::{
    demos::{Held, StageName},
    email::Email,
    ids::{DemoId, MailId},
    tokyo,
};
use store::{Tx, demos::sessions::Session, mails, tenants::Tenant};

/// For an officer of either house.
pub async fn show(
    officer: Partner,
    State(app): State<App>,
    Path((slug, id)): Path<(String, DemoId)>,
) -> Result<Response, Error> {
    let tx = app.store.read(&officer.scope()).await?;
    let session = found(&tx, id).await?;
    let page = paths::demo_session(&slug, id);
    let url = app.address_of(&page);
    Ok(match session.stage.session() {
        Some(held) => file(&event(&app, &session, held, &url)),
        None => see_other(&page),
    })
}

/// For somebody who comes.
pub async fn show_own(
    applicant: Applicant,
    State(app): State<App>,
    Path((slug, id)): Path<(String, DemoId)>,
) -> Result<Response, Error> {
    let tx = app.store.read(&applicant.scope()).await?;
    let session = mine::public(&tx, id).await?;
    let url = app.address_of(&paths::my_demos(&slug));
    public(&app, &session, &url).ok_or(Error::NotFound)
}

/// For whoever may know of it: once a date is confirmed.
pub(super) fn public(app: &App, session: &Session, url: &str) -> Option<Response> {
    session.stage.public().map(|held| file(&event(app, session, held, url)))
}

fn file(event: &CalendarEvent) -> Response {
    let purpose = Purpose::Publish { name: "デモ・説明会".to_owned() };
    let file = calendar(&purpose, std::slice::from_ref(event));
    download::file("demo.ics", CALENDAR_TYPE, file.into_bytes())
}

/// A session as a date. Nobody is named in it: whoever subscribes sees no more than where and when.
pub(super) fn event(app: &App, session: &Session, held: &Held, url: &str) -> CalendarEvent {
    let certainty = match session.stage.name() {
        StageName::Cancelled => Certainty::Cancelled,
        StageName::Tentative | StageName::DispatchAsked => Certainty::Tentative,
        _ => Certainty::Confirmed,
    };
    CalendarEvent {
        uid: format!("demo-{}@hiromeru", session.id),
        sequence: u32::try_from(session.sequence).unwrap_or(0),
        stamp: app.clock.now(),
        when: When::Time(tokyo::date_time(held.slot.starts_at()), tokyo::date_time(held.slot.ends_at())),
        summary: format!("{} ケアプランデータ連携システム デモ・説明会", session.name),
        location: session.place().1.to_owned(),
        description: format!("{}\n{}\n{url}", views::menus(&session.request), views::location(session)),
        url: url.to_owned(),
        certainty,
    }
}

/// What a mail asks of the reader's calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Asks {
    /// To take the date, or to change the one it has.
    Take,
    /// To drop it: the reader comes no more.
    Drop,
    /// To drop it: it is called off. The session is as it was before.
    CalledOff,
}

/// Puts the session's date into a mail that was just written; nothing where there is no date.
pub(super) async fn invite(
    app: &App,
    tx: &Tx,
    mail: MailId,
    from: &Tenant,
    session: &Session,
    (email, name, url): (&Email, &str, &str),
    asks: Asks,
) -> Result<(), Error> {
    let Some(held) = session.stage.session() else { return Ok(()) };
    let mut event = event(app, session, held, url);
    let organizer = Person { name: from.name.clone(), email: app.mail.from.as_str().to_owned() };
    let attendee = Person { name: name.to_owned(), email: email.as_str().to_owned() };
    let purpose = match asks {
        Asks::Take => Purpose::Request { organizer, attendee },
        Asks::Drop => Purpose::Cancel { organizer, attendee },
        Asks::CalledOff => {
            event.sequence += 1;
            Purpose::Cancel { organizer, attendee }
        }
    };
    Ok(mails::add_calendar(tx, mail, &calendar(&purpose, &[event])).await?)
}
