//! Addresses of demo sessions.

use chrono::NaiveDate;
use domain::{
    demos::{Agenda, Month, Place},
    ids::{ChoreId, DemoId, MemberId, OpenDateId, QuestionId, RegistrationId, ResourceId},
};

/// The sessions of a municipality or a federation.
pub fn demos(slug: &str) -> String {
    format!("/t/{slug}/demos")
}
/// The sessions, narrowed.
pub fn demo_agenda(slug: &str, agenda: &Agenda) -> String {
    format!("/t/{slug}/demos{}", agenda.query())
}
/// The month of today.
pub fn demo_month(slug: &str) -> String {
    format!("/t/{slug}/demos/month")
}
/// A month.
pub fn demo_month_of(slug: &str, month: Month) -> String {
    format!("/t/{slug}/demos/month?month={month}")
}
/// The calendar that an officer subscribes to.
pub fn demo_feed(slug: &str) -> String {
    format!("/t/{slug}/demos/feed")
}
/// The calendar itself, for a calendar program.
pub fn calendar_feed(token: &str) -> String {
    format!("/calendars/{token}/demos.ics")
}
/// A federation's plan for sessions at a place.
pub fn demo_plan(slug: &str, place: Place) -> String {
    format!("/t/{slug}/demos/plans/{}", place.code())
}
/// A task of a plan, by its place from 1; nothing for one more.
pub fn demo_plan_task(slug: &str, place: Place, task: Option<usize>) -> String {
    let task = task.map_or_else(|| "new".to_owned(), |task| task.to_string());
    format!("/t/{slug}/demos/plans/{}/tasks/{task}", place.code())
}
/// Where a municipality asks for a session.
pub fn new_demo(slug: &str) -> String {
    format!("/t/{slug}/demos/new")
}
/// The same, filled from an earlier request.
pub fn new_demo_like(slug: &str, earlier: DemoId) -> String {
    format!("{}?like={earlier}", new_demo(slug))
}
/// The sheet that goes into the boxes of a loan.
pub fn demo_loan_sheet(slug: &str, demo: DemoId) -> String {
    format!("/t/{slug}/demos/{demo}/loans/sheet.pdf")
}
/// Where a prefecture asks for a session of several cities.
pub fn new_demo_for_cities(slug: &str) -> String {
    format!("/t/{slug}/demos/requests/cities")
}
/// The same, filled from an earlier request.
pub fn new_demo_for_cities_like(slug: &str, earlier: DemoId) -> String {
    format!("{}?like={earlier}", new_demo_for_cities(slug))
}
/// Where a federation enters what a municipality told on the telephone.
pub fn told_demo(slug: &str) -> String {
    format!("/t/{slug}/demos/entry")
}
/// A federation's resources in the week of today.
pub fn demo_week(slug: &str) -> String {
    format!("/t/{slug}/demos/week")
}
/// A federation's resources in the week of a day.
pub fn demo_week_of(slug: &str, day: NaiveDate) -> String {
    format!("/t/{slug}/demos/week?day={day}")
}
/// A federation's demo sets and lecturers.
pub fn demo_resources(slug: &str) -> String {
    format!("/t/{slug}/demos/resources")
}
/// One session.
pub fn demo_session(slug: &str, demo: DemoId) -> String {
    format!("/t/{slug}/demos/{demo}")
}
/// Where what is asked for is changed while it waits.
pub fn demo_request(slug: &str, demo: DemoId) -> String {
    format!("/t/{slug}/demos/{demo}/request")
}
/// Where a federation confirms a date.
pub fn demo_confirmation(slug: &str, demo: DemoId) -> String {
    format!("/t/{slug}/demos/{demo}/confirmation")
}
/// Where a federation changes what was arranged.
pub fn demo_change(slug: &str, demo: DemoId) -> String {
    format!("/t/{slug}/demos/{demo}/change")
}
/// Where either side changes where it is.
pub fn demo_venue(slug: &str, demo: DemoId) -> String {
    format!("/t/{slug}/demos/{demo}/venue")
}
/// What is lent for a session.
pub fn demo_loans(slug: &str, demo: DemoId) -> String {
    format!("/t/{slug}/demos/{demo}/loans")
}
/// One resource of a federation.
pub fn demo_resource(slug: &str, resource: ResourceId) -> String {
    format!("/t/{slug}/demos/resources/{resource}")
}
/// What a federation asks of those who book.
pub fn demo_rules(slug: &str) -> String {
    format!("/t/{slug}/demos/rules")
}
/// The members of a federation, with what it keeps of them.
pub fn demo_cities(slug: &str) -> String {
    format!("/t/{slug}/demos/cities")
}
/// One member of a federation.
pub fn demo_city(slug: &str, member: MemberId) -> String {
    format!("/t/{slug}/demos/cities/{member}")
}
/// Requests of which no date can be had any more.
pub fn blocked_demos(slug: &str) -> String {
    format!("/t/{slug}/demos/blocked")
}
/// The dates that are offered for a request.
pub fn demo_dates(slug: &str, demo: DemoId) -> String {
    format!("/t/{slug}/demos/{demo}/dates")
}
/// Where a city says whether it comes along.
pub fn demo_asked(slug: &str, demo: DemoId) -> String {
    format!("/t/{slug}/demos/{demo}/asked")
}
/// Where a city that agreed says that it does not come along after all.
pub fn demo_leaving(slug: &str, demo: DemoId) -> String {
    format!("/t/{slug}/demos/{demo}/leaving")
}
/// Small requests that could be one session.
pub fn demo_pools(slug: &str) -> String {
    format!("/t/{slug}/demos/pools")
}
/// The dates that a federation published.
pub fn open_dates(slug: &str) -> String {
    format!("/t/{slug}/demos/open-dates")
}
/// Where a federation publishes one.
pub fn new_open_date(slug: &str) -> String {
    format!("/t/{slug}/demos/open-dates/new")
}
/// Where a municipality takes one.
pub fn open_date(slug: &str, date: OpenDateId) -> String {
    format!("/t/{slug}/demos/open-dates/{date}")
}
/// Where a federation takes one for a city that telephoned.
pub fn open_date_entry(slug: &str, date: OpenDateId) -> String {
    format!("/t/{slug}/demos/open-dates/{date}/entry")
}
/// Where a federation takes one back (POST).
pub fn open_date_withdrawal(slug: &str, date: OpenDateId) -> String {
    format!("/t/{slug}/demos/open-dates/{date}/withdrawal")
}
/// Where a federation declines a request.
pub fn demo_refusal(slug: &str, demo: DemoId) -> String {
    format!("/t/{slug}/demos/{demo}/refusal")
}
/// Where a session is called off.
pub fn demo_cancellation(slug: &str, demo: DemoId) -> String {
    format!("/t/{slug}/demos/{demo}/cancellation")
}
/// Marks a session held (POST).
pub fn demo_holding(slug: &str, demo: DemoId) -> String {
    format!("/t/{slug}/demos/{demo}/holding")
}
/// One more task of a session.
pub fn new_demo_chore(slug: &str, demo: DemoId) -> String {
    format!("/t/{slug}/demos/{demo}/chores/new")
}
/// Takes a task out of a session's plan (POST).
pub fn demo_chore_removal(slug: &str, demo: DemoId, chore: ChoreId) -> String {
    format!("/t/{slug}/demos/{demo}/chores/{chore}/removal")
}
/// A task of a session: marks it done or open again, and writes a note.
pub fn demo_chore(slug: &str, demo: DemoId, chore: ChoreId) -> String {
    format!("/t/{slug}/demos/{demo}/chores/{chore}")
}
/// Where attendance is taken.
pub fn demo_attendance(slug: &str, demo: DemoId) -> String {
    format!("/t/{slug}/demos/{demo}/attendance")
}
/// The list of participants, to print.
pub fn demo_participants(slug: &str, demo: DemoId) -> String {
    format!("/t/{slug}/demos/{demo}/participants")
}
/// 名札 of who is registered, to print.
pub fn demo_badges(slug: &str, demo: DemoId) -> String {
    format!("/t/{slug}/demos/{demo}/participants/badges.pdf")
}
/// The session for an officer's calendar.
pub fn demo_calendar(slug: &str, demo: DemoId) -> String {
    format!("/t/{slug}/demos/{demo}/calendar.ics")
}
/// The sessions that an applicant can register for.
pub fn my_demos(slug: &str) -> String {
    format!("/t/{slug}/my/demos")
}
/// One of them.
pub fn my_demo(slug: &str, demo: DemoId) -> String {
    format!("/t/{slug}/my/demos/{demo}")
}
/// The session for an applicant's calendar.
pub fn my_demo_calendar(slug: &str, demo: DemoId) -> String {
    format!("/t/{slug}/my/demos/{demo}/calendar.ics")
}
/// Where a registration is changed.
pub fn my_registration(slug: &str, demo: DemoId, registration: RegistrationId) -> String {
    format!("/t/{slug}/my/demos/{demo}/registrations/{registration}")
}
/// Where a registration is cancelled.
pub fn my_registration_cancellation(slug: &str, demo: DemoId, registration: RegistrationId) -> String {
    format!("/t/{slug}/my/demos/{demo}/registrations/{registration}/cancellation")
}
/// Where a registration goes to another session.
pub fn my_registration_switch(slug: &str, demo: DemoId, registration: RegistrationId) -> String {
    format!("/t/{slug}/my/demos/{demo}/registrations/{registration}/switch")
}
/// The sessions of a municipality that everybody may come to.
pub fn public_demos(slug: &str) -> String {
    format!("/t/{slug}/guide/demos")
}
/// One of them, where everybody may register.
pub fn public_demo(slug: &str, demo: DemoId) -> String {
    format!("/t/{slug}/guide/demos/{demo}")
}
/// A registration, for whoever has its link.
pub fn coming(token: &str) -> String {
    format!("/coming/{token}")
}
/// Where it is cancelled.
pub fn coming_cancellation(token: &str) -> String {
    format!("/coming/{token}/cancellation")
}
/// Where it goes to another session.
pub fn coming_switch(token: &str) -> String {
    format!("/coming/{token}/switch")
}
/// Its session for a calendar.
pub fn coming_calendar(token: &str) -> String {
    format!("/coming/{token}/calendar.ics")
}
/// An invitation, for whoever has its link.
pub fn invited(token: &str) -> String {
    format!("/invited/{token}")
}
/// How people are let in.
pub fn demo_admission(slug: &str, demo: DemoId) -> String {
    format!("/t/{slug}/demos/{demo}/admission")
}
/// Whom a municipality invited.
pub fn demo_invitations(slug: &str, demo: DemoId) -> String {
    format!("/t/{slug}/demos/{demo}/invitations")
}
/// Letters to those without a mail address.
pub fn demo_invitation_letters(slug: &str, demo: DemoId) -> String {
    format!("/t/{slug}/demos/{demo}/invitations/letters.pdf")
}
/// Where an officer registers somebody who telephoned.
pub fn demo_entry(slug: &str, demo: DemoId) -> String {
    format!("/t/{slug}/demos/{demo}/registrations/new")
}
/// Where an officer changes a registration, or takes places for who waits.
pub fn demo_registration(slug: &str, demo: DemoId, registration: RegistrationId) -> String {
    format!("/t/{slug}/demos/{demo}/registrations/{registration}")
}
/// Where an officer cancels a registration.
pub fn demo_registration_cancellation(slug: &str, demo: DemoId, registration: RegistrationId) -> String {
    format!("/t/{slug}/demos/{demo}/registrations/{registration}/cancellation")
}
/// Where an officer lets a registration go to another session.
pub fn demo_registration_switch(slug: &str, demo: DemoId, registration: RegistrationId) -> String {
    format!("/t/{slug}/demos/{demo}/registrations/{registration}/switch")
}
/// The desk at the door.
pub fn demo_door(slug: &str, demo: DemoId) -> String {
    format!("/t/{slug}/demos/{demo}/door")
}
/// The desk at the door, with one registration found.
pub fn demo_door_with(slug: &str, demo: DemoId, sought: &str) -> String {
    format!("/t/{slug}/demos/{demo}/door?q={sought}")
}
/// The desk at the door for officers of any house, with one registration found: what a guest's QR code holds.
pub fn any_door(demo: DemoId, sought: &str) -> String {
    format!("/demos/{demo}/door?q={sought}")
}
/// What was asked.
pub fn demo_questions(slug: &str, demo: DemoId) -> String {
    format!("/t/{slug}/demos/{demo}/questions")
}
/// Keeps a question (POST).
pub fn demo_question_new(slug: &str, demo: DemoId) -> String {
    format!("/t/{slug}/demos/{demo}/questions/new")
}
/// Answers a question (POST).
pub fn demo_question(slug: &str, demo: DemoId, question: QuestionId) -> String {
    format!("/t/{slug}/demos/{demo}/questions/{question}")
}
/// The report of a session.
pub fn demo_report(slug: &str, demo: DemoId) -> String {
    format!("/t/{slug}/demos/{demo}/report")
}
/// Saves what is written of a report (POST).
pub fn demo_report_text(slug: &str, demo: DemoId) -> String {
    format!("/t/{slug}/demos/{demo}/report/text")
}
/// The report on paper.
pub fn demo_report_sheet(slug: &str, demo: DemoId) -> String {
    format!("/t/{slug}/demos/{demo}/report.pdf")
}
/// Everything that is needed on the day, on paper.
pub fn demo_day_sheet(slug: &str, demo: DemoId) -> String {
    format!("/t/{slug}/demos/{demo}/sheet.pdf")
}
