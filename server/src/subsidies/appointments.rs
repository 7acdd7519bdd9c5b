//! 約束: whoever applies chooses a moment or says that none fits, on the page of the messages; who is told of it, with the
//! date for their calendars; and what both are reminded of on the day before.

use super::{
    filler::Fills as _,
    letters::address,
    messages::{received, refused},
    review::case::Case,
    work_mails::people,
};
use crate::{
    actor::{Applicant, Officer},
    app::App,
    error::Error,
    jobs::JobError,
    mail::letters,
    page::{Page, see_other},
    posted::Posted,
};
use ::documents::{CalendarEvent, Certainty, Person, Purpose, When, calendar};
use app::{
    mails::{
        MailText,
        review::{self as work_texts, Work},
        subsidies::{self as texts, About},
    },
    messages::subsidies::{appointment_errors, appointment_line, appointment_way},
    paths,
    subsidies::{APPOINTMENT, MyAppointment, review::AppointmentAtHome},
};
use axum::{
    extract::{Path, State},
    response::Response,
};
use chrono::{DateTime, Duration, NaiveDate, Utc};
use domain::{
    accounts::{Role, TenantKind},
    ids::{ApplicationId, MailId},
    subsidies::{AppointmentAnswer, AppointmentField, AppointmentState, AppointmentWay},
    tokyo,
};
use elements::FormState;
use store::{
    Scope, Tx, accounts, mails,
    subsidies::{
        applications::Application,
        appointments::{self, Appointment},
    },
    tenants::{self, Tenant},
};

/// How long a talk takes in calendars.
const LONG: Duration = Duration::minutes(30);
/// Named in the log of the job that reminds.
const REMIND: &str = "remind of appointments";

/// Chooses a moment, or says that none fits, or fits no more.
pub async fn answer(
    applicant: Applicant,
    State(app): State<App>,
    Path((_, id)): Path<(String, ApplicationId)>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let (filler, now) = (applicant.filler(), app.clock.now());
    let tx = app.store.write(&filler.scope()).await?;
    let own = received(&tx, &filler, id).await?;
    let last = appointments::latest(&tx, id).await?;
    let current = last.filter(|last| {
        last.id.to_string() == typed.get(APPOINTMENT)
            && (last.state == AppointmentState::Proposed || last.to_come(now).is_some())
    });
    let Some(current) = current else {
        let why = "担当者が日時を変えたか、約束を取り消しました。このページの新しい内容を確かめてください";
        let form = FormState::rejected(typed, vec![(AppointmentField::Choice.name(), why.to_owned())]);
        return refused(&app, &tx, &filler, &own, &page, form).await;
    };
    let answer = match AppointmentAnswer::parse(&typed, &current.moments, now) {
        Ok(answer) => answer,
        Err(problems) => {
            let form = FormState::rejected(typed, appointment_errors(&problems));
            return refused(&app, &tx, &filler, &own, &page, form).await;
        }
    };
    let was = current.agreed();
    appointments::answer(&tx, &own.application, &current, &answer, filler.id(), now).await?;
    tell_of_answer(&app, &tx, &filler.tenant, id, was).await?;
    tx.commit().await?;
    app.wake.notify_one();
    let done = match answer {
        AppointmentAnswer::Chosen(_) => "chosen",
        AppointmentAnswer::NoneFits(_) => "declined",
    };
    Ok(see_other(&format!("{}?done={done}", paths::my_messages(&filler.tenant.slug, id))))
}

/// Tells both sides what was answered; `was` is the moment that was agreed before.
pub(super) async fn tell_of_answer(
    app: &App,
    tx: &Tx,
    house: &Tenant,
    id: ApplicationId,
    was: Option<DateTime<Utc>>,
) -> Result<(), Error> {
    let case = Case::find(tx, id).await?;
    let now = appointments::latest(tx, id).await?.ok_or(Error::NotFound)?;
    let way = now.way;
    match (now.agreed(), was) {
        (Some(at), _) => {
            let date = Date { appointment: &now, at, ends: false };
            tell(app, tx, house, &case, Some(date), |about| texts::appointment_agreed(about, way, at))
                .await?;
            tell_officer(app, tx, house, &case, (&now, Some(date)), |work| {
                work_texts::appointment_agreed(work, way, at)
            })
            .await
        }
        (None, was) => {
            let date = was.map(|at| Date { appointment: &now, at, ends: true });
            if date.is_some() {
                tell(app, tx, house, &case, date, |about| texts::appointment_over(about, was, true)).await?;
            }
            tell_officer(app, tx, house, &case, (&now, date), work_texts::appointment_declined).await
        }
    }
}

/// A date for a calendar, or its end.
#[derive(Clone, Copy)]
pub(super) struct Date<'a> {
    /// The appointment as it stands now.
    pub appointment: &'a Appointment,
    /// Its moment.
    pub at: DateTime<Utc>,
    /// Whether it is no more.
    pub ends: bool,
}

/// Writes to whoever applies, with the date for their calendar; whoever has no address is called by telephone.
pub(super) async fn tell(
    app: &App,
    tx: &Tx,
    house: &Tenant,
    case: &Case,
    date: Option<Date<'_>>,
    write: impl FnOnce(&About) -> MailText,
) -> Result<(), Error> {
    let (Some(email), name) = case.contact() else {
        tracing::warn!(application.id = %case.application.id, "an applicant has no address to write to");
        return Ok(());
    };
    let id = case.application.id;
    let url = address(app, &house.slug, &case.application)
        .map(|_| app.address_of(&paths::my_messages(&house.slug, id)));
    let text = write(&About {
        name: &name,
        municipality: &house.name,
        desk: &case.version.rules.desk,
        programme: &case.version.rules.title,
        office: &case.office.name,
        receipt: case.receipt,
        url: url.as_deref(),
    });
    let to = (email.as_str(), name.as_str());
    let mail = letters::write(app, tx, house, to, text, ("application", id.uuid())).await?;
    if let Some(date) = date {
        let event = event(app, case, date, url.unwrap_or_default());
        invite(app, tx, mail, house, to, (event, date.ends)).await?;
    }
    Ok(())
}

/// Writes to the officer who answers for the application, or named the moments; to every clerk where neither can be told.
pub(super) async fn tell_officer(
    app: &App,
    tx: &Tx,
    house: &Tenant,
    case: &Case,
    (appointment, date): (&Appointment, Option<Date<'_>>),
    write: impl Fn(&Work) -> MailText,
) -> Result<(), Error> {
    let asked = case.application.assignee.unwrap_or(appointment.by);
    let clerks = people(tx, |role, id| role == Role::Clerk || id == asked).await?;
    let one: Vec<_> = clerks.iter().filter(|person| person.id == asked).cloned().collect();
    let url = app.address_of(&paths::application(&house.slug, case.application.id));
    for person in if one.is_empty() { clerks } else { one } {
        let accounts::Account { email: Some(email), name, .. } = person else { continue };
        let text = write(&Work {
            name: &name,
            municipality: &house.name,
            programme: &case.version.rules.title,
            receipt: case.receipt,
            url: &url,
        });
        let to = (email.as_str(), name.as_str());
        let about = Some(("application", case.application.id.uuid()));
        let mail = letters::write_to_officer(app, tx, house, to, text, about).await?;
        if let Some(date) = date {
            invite(app, tx, mail, house, to, (event(app, case, date, url.clone()), date.ends)).await?;
        }
    }
    Ok(())
}

/// Puts the date into a mail that was just written.
async fn invite(
    app: &App,
    tx: &Tx,
    mail: MailId,
    house: &Tenant,
    (email, name): (&str, &str),
    (event, ends): (CalendarEvent, bool),
) -> Result<(), Error> {
    let organizer = Person { name: house.name.clone(), email: app.mail.from.as_str().to_owned() };
    let attendee = Person { name: name.to_owned(), email: email.to_owned() };
    let purpose =
        if ends { Purpose::Cancel { organizer, attendee } } else { Purpose::Request { organizer, attendee } };
    Ok(mails::add_calendar(tx, mail, &calendar(&purpose, &[event])).await?)
}

fn event(app: &App, case: &Case, date: Date<'_>, url: String) -> CalendarEvent {
    let receipt = case.receipt.to_string();
    let (title, desk) = (&case.version.rules.title, &case.version.rules.desk.section);
    CalendarEvent {
        certainty: if date.ends { Certainty::Cancelled } else { Certainty::Confirmed },
        ..dated(app, date, (title, desk, &case.office.name, &receipt), url)
    }
}

/// The appointment as a date, under one UID for ever.
pub(super) fn dated(
    app: &App,
    Date { appointment, at, .. }: Date<'_>,
    (title, desk, office, receipt): (&str, &str, &str, &str),
    url: String,
) -> CalendarEvent {
    let location = match appointment.way {
        AppointmentWay::Call => "",
        AppointmentWay::Visit => office,
        AppointmentWay::Counter => desk,
    };
    CalendarEvent {
        uid: format!("appointment-{}@hiromeru", appointment.id),
        sequence: u32::try_from(appointment.sequence).unwrap_or(0),
        stamp: app.clock.now(),
        when: When::Time(tokyo::date_time(at), tokyo::date_time(at + LONG)),
        summary: format!("{}：{title}", appointment_way(appointment.way)),
        location: location.to_owned(),
        description: format!("受付番号 {receipt}\n{office}\n{url}"),
        url,
        certainty: Certainty::Confirmed,
    }
}

/// Where it stands, on the applicant's own page.
pub(super) async fn own(
    tx: &Tx,
    id: ApplicationId,
    now: DateTime<Utc>,
) -> Result<Option<MyAppointment>, Error> {
    let Some(last) = appointments::latest(tx, id).await? else { return Ok(None) };
    let (id, way, sentence) = (last.id, last.way, last.sentence.clone());
    Ok(match last.state {
        AppointmentState::Proposed => Some(MyAppointment::ToChoose {
            id,
            way,
            sentence,
            moments: (1..).zip(last.moments.iter().copied()).filter(|(_, at)| *at > now).collect(),
        }),
        AppointmentState::Agreed => {
            last.to_come(now).map(|at| MyAppointment::Agreed { id, way, at, sentence })
        }
        AppointmentState::Declined => Some(MyAppointment::Declined),
        AppointmentState::Cancelled => Some(MyAppointment::Cancelled { why: last.words }),
    })
}

/// What stands on an applicant's home: moments to choose from, and what is to come.
pub(crate) async fn at_home(
    tx: &Tx,
    slug: &str,
    applications: &[Application],
    now: DateTime<Utc>,
) -> Result<Vec<(String, String)>, Error> {
    let ids: Vec<_> = applications.iter().map(|one| one.id).collect();
    let live = appointments::live(tx, &ids).await?;
    let told = applications.iter().filter_map(|application| {
        let appointment = live.get(&application.id)?;
        let receipt = application.receipt?;
        let what = match appointment.state {
            AppointmentState::Proposed => "市区町村の担当者と話す日時を選んでください".to_owned(),
            AppointmentState::Agreed => {
                let way_and_moment = appointment_line(appointment.way, appointment.to_come(now)?);
                format!("市区町村の担当者と話す日時：{way_and_moment}")
            }
            AppointmentState::Declined | AppointmentState::Cancelled => return None,
        };
        Some((format!("{what}（受付番号 {receipt}）"), paths::my_messages(slug, application.id)))
    });
    Ok(told.collect())
}

/// What stands on an officer's home: from today on.
pub(crate) async fn of_officer(
    tx: &Tx,
    officer: &Officer,
    today: NaiveDate,
) -> Result<Vec<AppointmentAtHome>, Error> {
    let coming = appointments::coming(tx, officer.id(), tokyo::start_of(today)).await?;
    let slug = &officer.tenant.slug;
    Ok(coming
        .into_iter()
        .map(|one| AppointmentAtHome {
            at: one.at,
            way: one.appointment.way,
            office: one.office,
            href: paths::application(slug, one.appointment.application),
        })
        .collect())
}

/// Reminds both sides of what is agreed for tomorrow, each appointment in a transaction of its own. Doing it twice reminds
/// once.
pub(crate) async fn remind_all(app: &App) -> Result<(), JobError> {
    let tomorrow = app.clock.today() + Duration::days(1);
    let span = (tokyo::start_of(tomorrow), tokyo::end_of(tomorrow));
    let tx = app.store.read(&Scope::system(REMIND)).await?;
    let houses = tenants::all(&tx).await?;
    drop(tx);
    for house in houses.into_iter().filter(|house| house.kind == TenantKind::Municipality) {
        let scope = Scope::tenant_by_system(house.id, REMIND);
        let tx = app.store.read(&scope).await?;
        let due = appointments::to_remind(&tx, span).await?;
        drop(tx);
        for appointment in due {
            let tx = app.store.write(&scope).await?;
            remind(app, &tx, &house, &appointment, span).await.map_err(|error| match error {
                Error::Store(error) => JobError::Store(error),
                other => JobError::Later(other.to_string()),
            })?;
            tx.commit().await?;
        }
    }
    Ok(())
}

async fn remind(
    app: &App,
    tx: &Tx,
    house: &Tenant,
    listed: &Appointment,
    span: (DateTime<Utc>, DateTime<Utc>),
) -> Result<(), Error> {
    let case = Case::find_to_change(tx, listed.application).await?;
    // It may have been called off, or reminded of, since it was listed.
    let due = appointments::to_remind(tx, span).await?;
    let Some(appointment) = due.into_iter().find(|one| one.id == listed.id) else { return Ok(()) };
    let Some(at) = appointment.agreed() else { return Ok(()) };
    let way = appointment.way;
    appointments::reminded(tx, &case.application, &appointment, app.clock.now()).await?;
    tell(app, tx, house, &case, None, |about| texts::appointment_tomorrow(about, way, at)).await?;
    tell_officer(app, tx, house, &case, (&appointment, None), |work| {
        work_texts::appointment_tomorrow(work, way, at)
    })
    .await
}
