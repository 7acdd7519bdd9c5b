//! The manuals, for everybody; and which part of them explains which page.

use crate::{actor::Anyone, error::Error, page::Page, visit::Visit};
use app::{
    manuals::{Manual, ManualPage, ManualsPage},
    paths,
    shell::ManualLink,
};
use axum::{extract::Path, response::Response};
use domain::accounts::{AccountKind, Role, TenantKind};
use leptos::prelude::*;

/// Every manual.
pub async fn index(_: Anyone, page: Page) -> Response {
    page.ok("使い方", || view! { <ManualsPage/> })
}

/// One of them.
pub async fn show(_: Anyone, Path(key): Path<String>, page: Page) -> Result<Response, Error> {
    let manual = Manual::find(&key).ok_or(Error::NotFound)?;
    Ok(page.ok(manual.title, move || view! { <ManualPage manual/> }))
}

/// Beginnings of routes, and the step of each manual that explains them; the longest one that fits holds.
pub const EXPLAINED: &[(&str, &[(&str, &str)])] = &[
    (
        "/t/{tenant}",
        &[
            ("clerk", "home"),
            ("approver", "home"),
            ("federation", "home"),
            ("prefecture", "home"),
            ("central", "home"),
        ],
    ),
    ("/t/{tenant}/imports", &[("clerk", "import")]),
    ("/t/{tenant}/offices", &[("clerk", "register")]),
    ("/t/{tenant}/programmes", &[("clerk", "programme")]),
    ("/t/{tenant}/applications", &[("clerk", "review"), ("approver", "home")]),
    ("/t/{tenant}/applications/{application}/correction", &[("clerk", "correction")]),
    ("/t/{tenant}/applications/{application}/proposal", &[("clerk", "proposal")]),
    ("/t/{tenant}/applications/{application}/decision", &[("approver", "decision")]),
    ("/t/{tenant}/adoption", &[("clerk", "adoption")]),
    ("/t/{tenant}/adoption/network", &[("clerk", "network")]),
    ("/t/{tenant}/adoption/next", &[("clerk", "network")]),
    ("/t/{tenant}/adoption/groups", &[("clerk", "network")]),
    ("/t/{tenant}/adoption/public", &[("clerk", "progress")]),
    ("/t/{tenant}/adoption/sharing", &[("clerk", "progress")]),
    (
        "/t/{tenant}/adoption/cities",
        &[("federation", "cities"), ("prefecture", "cities"), ("central", "cities")],
    ),
    ("/t/{tenant}/county", &[("prefecture", "results")]),
    ("/t/{tenant}/voices", &[("clerk", "progress")]),
    (
        "/t/{tenant}/event-tables",
        &[("federation", "tables"), ("prefecture", "tables"), ("central", "cities")],
    ),
    ("/t/{tenant}/inquiries", &[("federation", "inquiry"), ("prefecture", "inquiry")]),
    ("/t/{tenant}/asked", &[("federation", "inquiry"), ("prefecture", "home"), ("clerk", "home")]),
    ("/t/{tenant}/schemes", &[("federation", "schemes"), ("prefecture", "schemes"), ("central", "kept")]),
    ("/t/{tenant}/simulator", &[("applicant", "estimate")]),
    ("/t/{tenant}/simulator/parameters", &[("central", "kept")]),
    ("/t/{tenant}/people", &[("administrator", "people")]),
    ("/t/{tenant}/guide", &[("applicant", "eligibility")]),
    ("/t/{tenant}/my", &[("applicant", "status")]),
    ("/t/{tenant}/my/applications/{application}", &[("applicant", "tasks")]),
    ("/t/{tenant}/my/applications/{application}/documents", &[("applicant", "documents")]),
    ("/t/{tenant}/my/applications/{application}/check", &[("applicant", "check")]),
    ("/t/{tenant}/my/demos", &[("applicant", "demo")]),
    ("/t/{tenant}/my/voices", &[("applicant", "estimate")]),
    ("/t/{tenant}/demos", &[("federation", "home"), ("clerk", "demo"), ("prefecture", "demo")]),
    ("/t/{tenant}/demos/{demo}/loans", &[("federation", "loans"), ("clerk", "demo")]),
    ("/t/{tenant}/demos/{demo}/door", &[("federation", "day"), ("clerk", "demo")]),
    ("/t/{tenant}/demos/{demo}/report", &[("federation", "report"), ("clerk", "demo")]),
    ("/t/{tenant}/demos/pools", &[("federation", "pools")]),
    ("/t/{tenant}/demos/blocked", &[("federation", "blocked")]),
    ("/t/{tenant}/demos/open-dates", &[("federation", "open-dates"), ("clerk", "demo")]),
    ("/t/{tenant}/dispatches", &[("central", "answer"), ("federation", "dispatch")]),
    ("/t/{tenant}/dispatches/{dispatch}/costs", &[("central", "costs"), ("federation", "dispatch")]),
    ("/t/{tenant}/lecturers", &[("central", "lecturers")]),
    ("/t/{tenant}/invitations", &[("prefecture", "invitations"), ("federation", "home")]),
    (
        "/t/{tenant}/occasions",
        &[("central", "occasion"), ("federation", "occasion"), ("prefecture", "occasion")],
    ),
    (
        "/t/{tenant}/occasions/{occasion}/bodies",
        &[("central", "bodies"), ("federation", "bodies"), ("prefecture", "bodies")],
    ),
    (
        "/t/{tenant}/occasions/{occasion}/lecturers",
        &[("central", "speakers"), ("federation", "speakers"), ("prefecture", "speakers")],
    ),
    (
        "/t/{tenant}/occasions/{occasion}/attendance",
        &[("central", "attendance"), ("federation", "bodies"), ("prefecture", "bodies")],
    ),
];

/// Beginnings of the pages on which only staff come in, of whatever house.
const STAFF_DOORS: [&str; 5] =
    ["/sign-in/staff", "/sign-in/second-factor", "/sign-in/recovery", "/sign-in/forgotten", "/new-password"];

/// What explains the page that was asked for, to whoever asked.
pub fn of(visit: &Visit) -> Option<ManualLink> {
    let mine = manuals_of(visit);
    let route = visit.route.as_deref()?;
    let steps = EXPLAINED
        .iter()
        .filter(|(beginning, _)| {
            route.strip_prefix(beginning).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        })
        .max_by_key(|(beginning, _)| beginning.len());
    let step = steps.and_then(|(_, steps)| steps.iter().find(|(manual, _)| mine.contains(manual)));
    Some(match (step, mine.first()) {
        (Some((manual, step)), _) => {
            ManualLink { href: paths::manual_step(manual, step), words: "この画面の使い方" }
        }
        (None, Some(manual)) => ManualLink { href: paths::manual(manual), words: "使い方" },
        (None, None) => ManualLink { href: paths::manuals(), words: "使い方" },
    })
}

/// The manuals of whoever asked, the one of their daily work first.
fn manuals_of(visit: &Visit) -> Vec<&'static str> {
    match (
        visit.signed_in().map(|person| person.account.kind),
        visit.tenant.as_ref().map(|tenant| tenant.kind),
    ) {
        (Some(AccountKind::Staff), Some(TenantKind::Federation)) => vec!["federation", "administrator"],
        (Some(AccountKind::Staff), Some(TenantKind::Prefecture)) => vec!["prefecture", "administrator"],
        (Some(AccountKind::Staff), Some(TenantKind::Central)) => vec!["central", "administrator"],
        (Some(AccountKind::Staff), _) => [
            (Role::Clerk, "clerk"),
            (Role::Approver, "approver"),
            (Role::Administrator, "administrator"),
            (Role::Viewer, "clerk"),
        ]
        .into_iter()
        .filter(|(role, _)| visit.roles.has(*role))
        .map(|(_, manual)| manual)
        .collect(),
        // Which of the houses somebody comes from is not known at the door: they choose.
        (None, _) if visit.route.as_deref().is_some_and(is_staff_door) => Vec::new(),
        (Some(AccountKind::Applicant) | None, _) => vec!["applicant"],
    }
}

fn is_staff_door(route: &str) -> bool {
    STAFF_DOORS.iter().any(|door| route.starts_with(door))
}
