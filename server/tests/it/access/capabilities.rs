//! The page of roles cannot lie: its table (`domain::accounts::Capability`) says of every route what the matrix says.

use super::table::{Row, Whose, table};
use domain::accounts::{Capability, Role};
use std::collections::BTreeSet;

/// What a staff route is for, by the beginning of its path; the longest that fits counts.
const ROUTES: &[(&str, Capability)] = &[
    ("/t/{tenant}", Capability::Look),
    ("/t/{tenant}/offices/new", Capability::KeepRegister),
    ("/t/{tenant}/letters", Capability::KeepRegister),
    ("/t/{tenant}/offices/{office}/edit", Capability::KeepRegister),
    ("/t/{tenant}/offices/{office}/letter", Capability::KeepRegister),
    ("/t/{tenant}/offices/{office}/adoption", Capability::KeepRegister),
    ("/t/{tenant}/offices/{office}/proposal", Capability::KeepRegister),
    ("/t/{tenant}/offices/{office}/outreach", Capability::KeepRegister),
    ("/t/{tenant}/offices/{office}/software", Capability::KeepRegister),
    ("/t/{tenant}/offices/{office}/partners", Capability::KeepRegister),
    ("/t/{tenant}/offices/{office}/follow-up", Capability::Support),
    ("/t/{tenant}/follow-up/{follow_up}", Capability::Support),
    ("/t/{tenant}/software/new", Capability::Support),
    ("/t/{tenant}/software/import", Capability::Support),
    ("/t/{tenant}/software/names", Capability::Support),
    ("/t/{tenant}/software/vendors", Capability::Support),
    ("/t/{tenant}/software/{product}/", Capability::Support),
    ("/t/{tenant}/adoption/published/new", Capability::Support),
    ("/t/{tenant}/adoption/published/{rate}/", Capability::Support),
    ("/t/{tenant}/adoption/network/paste", Capability::Support),
    ("/t/{tenant}/adoption/network/pastes/{paste}", Capability::Look),
    ("/t/{tenant}/adoption/network/pastes/{paste}/", Capability::Support),
    ("/t/{tenant}/adoption/next", Capability::Outreach),
    ("/t/{tenant}/adoption/next/export", Capability::Look),
    ("/t/{tenant}/adoption/groups/new", Capability::Support),
    ("/t/{tenant}/adoption/groups/{group}/", Capability::Support),
    ("/t/{tenant}/associations/new", Capability::Support),
    ("/t/{tenant}/associations/mailing", Capability::Outreach),
    ("/t/{tenant}/associations/{association}/", Capability::Support),
    ("/t/{tenant}/adoption/public", Capability::Outreach),
    ("/t/{tenant}/voices/new", Capability::Support),
    ("/t/{tenant}/voices/{voice}/", Capability::Support),
    ("/t/{tenant}/offices/{office}/merging", Capability::KeepRegister),
    ("/t/{tenant}/offices/{office}/successions", Capability::KeepRegister),
    ("/t/{tenant}/offices/duplicates/decision", Capability::KeepRegister),
    ("/t/{tenant}/offices/mergers/{merger}/undo", Capability::KeepRegister),
    ("/t/{tenant}/imports/new", Capability::KeepRegister),
    ("/t/{tenant}/imports/{batch}/", Capability::KeepRegister),
    ("/t/{tenant}/imports/{batch}/file", Capability::Look),
    ("/t/{tenant}/imports/{batch}/export", Capability::Look),
    ("/t/{tenant}/programmes/new", Capability::KeepProgrammes),
    ("/t/{tenant}/programmes/kit", Capability::KeepProgrammes),
    ("/t/{tenant}/programmes/{programme}/", Capability::KeepProgrammes),
    ("/t/{tenant}/programmes/{programme}/versions/{number}", Capability::Look),
    ("/t/{tenant}/programmes/{programme}/preview", Capability::Look),
    ("/t/{tenant}/programmes/{programme}/budget", Capability::Look),
    ("/t/{tenant}/programmes/{programme}/scores", Capability::Look),
    ("/t/{tenant}/programmes/{programme}/waiting-end", Capability::Review),
    ("/t/{tenant}/programmes/{programme}/waiting-end/decision", Capability::Decide),
    ("/t/{tenant}/programmes/{programme}/waiting-end/record", Capability::Review),
    ("/t/{tenant}/programmes/{programme}/waiting-end/sheet.pdf", Capability::Look),
    ("/t/{tenant}/programmes/{programme}/waiting-ends/{ended}/scan", Capability::Look),
    ("/t/{tenant}/programmes/{programme}/consultations", Capability::Look),
    ("/t/{tenant}/programmes/{programme}/consultations/{consultation}", Capability::Review),
    ("/t/{tenant}/programmes/{programme}/sheet.pdf", Capability::Look),
    ("/t/{tenant}/programmes/{programme}/form.pdf", Capability::Look),
    ("/t/{tenant}/applications/{application}/assignment", Capability::TakeUp),
    ("/t/{tenant}/applications/bulk", Capability::TakeUp),
    ("/t/{tenant}/applications/{application}/opinions", Capability::Review),
    ("/t/{tenant}/applications/{application}/notes", Capability::TakeUp),
    ("/t/{tenant}/applications/{application}/flags", Capability::TakeUp),
    ("/t/{tenant}/applications/{application}/messages", Capability::Review),
    ("/t/{tenant}/applications/{application}/appointment", Capability::Review),
    ("/t/{tenant}/applications/{application}/checks", Capability::Review),
    ("/t/{tenant}/applications/{application}/marks", Capability::TakeUp),
    ("/t/{tenant}/applications/{application}/correction", Capability::Review),
    ("/t/{tenant}/applications/{application}/proposal", Capability::Review),
    ("/t/{tenant}/applications/{application}/decision", Capability::Decide),
    ("/t/{tenant}/awards/{award}/", Capability::Review),
    ("/t/{tenant}/awards/{award}/decision", Capability::Decide),
    ("/t/{tenant}/notices/{notice}/void", Capability::Review),
    ("/t/{tenant}/notices/wordings", Capability::KeepProgrammes),
    ("/t/{tenant}/packets/new", Capability::Review),
    ("/t/{tenant}/packets/{packet}/decision", Capability::Decide),
    ("/t/{tenant}/packets/{packet}/record", Capability::Review),
    ("/t/{tenant}/packets/{packet}/dissolution", Capability::Review),
    ("/t/{tenant}/arrivals/count", Capability::Review),
    ("/t/{tenant}/year-end/{fiscal_year}/results/sending", Capability::Review),
    ("/t/{tenant}/records/people", Capability::Audit),
    ("/t/{tenant}/records/retention", Capability::Review),
    ("/t/{tenant}/records/disposals/new", Capability::Review),
    ("/t/{tenant}/records/disposals/{disposal}/withdrawal", Capability::Review),
    ("/t/{tenant}/records/disposals/{disposal}/decision", Capability::Decide),
    ("/t/{tenant}/records/outreach", Capability::Review),
    ("/t/{tenant}/records/outreach/decision", Capability::Decide),
    ("/t/{tenant}/year-end/{fiscal_year}/closing", Capability::Decide),
    ("/t/{tenant}/year-end/{fiscal_year}/closings", Capability::Look),
    ("/t/{tenant}/year-end/{fiscal_year}/reopening", Capability::Decide),
    ("/t/{tenant}/behalf", Capability::Review),
    ("/t/{tenant}/offices/{office}/account", Capability::SeeAccounts),
    ("/t/{tenant}/offices/{office}/account/edit", Capability::Pay),
    ("/t/{tenant}/offices/{office}/account/confirmation", Capability::Pay),
    ("/t/{tenant}/offices/{office}/account/recipient", Capability::Pay),
    ("/t/{tenant}/bank-branches", Capability::Pay),
    ("/t/{tenant}/pay-runs/sender", Capability::Pay),
    ("/t/{tenant}/pay-runs/new", Capability::Pay),
    ("/t/{tenant}/pay-runs/{run}/", Capability::Pay),
    ("/t/{tenant}/pay-runs/{run}/export", Capability::Look),
    ("/t/{tenant}/pay-runs/{run}/file", Capability::SeeAccounts),
    ("/t/{tenant}/pay-runs/{run}/release", Capability::Decide),
    ("/t/{tenant}/offices/segments/new", Capability::Outreach),
    ("/t/{tenant}/offices/segments/{segment}/edit", Capability::Outreach),
    ("/t/{tenant}/campaigns/new", Capability::Outreach),
    ("/t/{tenant}/campaigns/{campaign}/", Capability::Outreach),
    ("/t/{tenant}/campaigns/{campaign}/export", Capability::Look),
    ("/t/{tenant}/campaigns/{campaign}/proof", Capability::Look),
    ("/t/{tenant}/campaigns/ready", Capability::Outreach),
    ("/t/{tenant}/campaigns/forward", Capability::Outreach),
    ("/t/{tenant}/campaigns/kit", Capability::Outreach),
    ("/t/{tenant}/campaigns/{campaign}/activities/{activity}", Capability::Look),
    ("/t/{tenant}/campaigns/{campaign}/activities/{activity}/", Capability::Outreach),
    ("/t/{tenant}/campaigns/{campaign}/activities/{activity}/export", Capability::Look),
    ("/t/{tenant}/surveys/new", Capability::Outreach),
    ("/t/{tenant}/surveys/{survey}/", Capability::Outreach),
    ("/t/{tenant}/surveys/{survey}/invitations/export", Capability::Look),
    ("/t/{tenant}/surveys/{survey}/results", Capability::Look),
    ("/t/{tenant}/surveys/{survey}/results/texts", Capability::Outreach),
    ("/t/{tenant}/surveys/{survey}/results/texts/export", Capability::Look),
    ("/t/{tenant}/surveys/{survey}/silent", Capability::Look),
    ("/t/{tenant}/surveys/{survey}/paper", Capability::Look),
    ("/t/{tenant}/surveys/{survey}/entry", Capability::Outreach),
    ("/t/{tenant}/mailings/new", Capability::Outreach),
    ("/t/{tenant}/mailings/{mailing}/", Capability::Outreach),
    ("/t/{tenant}/mailings/rules", Capability::KeepSettings),
    ("/t/{tenant}/mailings/bounces", Capability::Outreach),
    ("/t/{tenant}/mailings/suppressions/{suppression}", Capability::KeepRegister),
    ("/t/{tenant}/mailings/{mailing}/approval", Capability::ApproveOutreach),
    ("/t/{tenant}/mailings/{mailing}/recipients/", Capability::Look),
    ("/t/{tenant}/mailings/{mailing}/preview", Capability::Look),
    ("/t/{tenant}/mailings/{mailing}/export", Capability::Look),
    ("/t/{tenant}/mailings/{mailing}/labels.pdf", Capability::Look),
    ("/t/{tenant}/campaigns/{campaign}/activities/{activity}/paper", Capability::Look),
    ("/t/{tenant}/campaigns/{campaign}/activities/{activity}/paper/texts", Capability::Outreach),
    ("/t/{tenant}/campaigns/{campaign}/activities/{activity}/paper/codes", Capability::Outreach),
    ("/t/{tenant}/materials/new", Capability::Outreach),
    ("/t/{tenant}/materials/{material}/", Capability::Outreach),
    ("/t/{tenant}/materials/{material}/versions/{number}/file", Capability::Look),
    ("/t/{tenant}/materials/{material}/movements/export", Capability::Look),
    ("/t/{tenant}/materials/{material}/card.pdf", Capability::Look),
    ("/t/{tenant}/demos/new", Capability::HoldDemos),
    ("/t/{tenant}/demos/requests/cities", Capability::HoldDemos),
    ("/t/{tenant}/demos/{demo}/loans/sheet.pdf", Capability::Look),
    ("/t/{tenant}/demos/{demo}/", Capability::HoldDemos),
    ("/t/{tenant}/demos/{demo}/participants", Capability::Look),
    ("/t/{tenant}/demos/{demo}/questions", Capability::Look),
    ("/t/{tenant}/demos/{demo}/questions/", Capability::HoldDemos),
    ("/t/{tenant}/demos/{demo}/sheet.pdf", Capability::Look),
    ("/t/{tenant}/demos/{demo}/report", Capability::Look),
    ("/t/{tenant}/demos/{demo}/report/text", Capability::HoldDemos),
    ("/t/{tenant}/demos/{demo}/calendar.ics", Capability::Look),
    ("/t/{tenant}/demos/rules", Capability::DecideDemos),
    ("/t/{tenant}/demos/cities", Capability::DecideDemos),
    ("/t/{tenant}/demos/pools", Capability::DecideDemos),
    ("/t/{tenant}/demos/blocked", Capability::DecideDemos),
    ("/t/{tenant}/demos/open-dates/new", Capability::DecideDemos),
    ("/t/{tenant}/demos/open-dates/{open_date}", Capability::HoldDemos),
    ("/t/{tenant}/demos/open-dates/{open_date}/entry", Capability::DecideDemos),
    ("/t/{tenant}/demos/open-dates/{open_date}/withdrawal", Capability::DecideDemos),
    ("/t/{tenant}/demos/{demo}/chores/{chore}/removal", Capability::HoldDemos),
    ("/t/{tenant}/demos/entry", Capability::DecideDemos),
    ("/t/{tenant}/demos/plans/", Capability::DecideDemos),
    ("/t/{tenant}/demos/resources", Capability::DecideDemos),
    ("/t/{tenant}/demos/{demo}/confirmation", Capability::DecideDemos),
    ("/t/{tenant}/demos/{demo}/refusal", Capability::DecideDemos),
    ("/t/{tenant}/demos/{demo}/dispatch", Capability::DecideDemos),
    ("/t/{tenant}/dispatches", Capability::Look),
    ("/t/{tenant}/dispatches/{dispatch}/answer", Capability::SendLecturers),
    ("/t/{tenant}/dispatches/{dispatch}/costs", Capability::SendLecturers),
    ("/t/{tenant}/dispatches/{dispatch}/approval", Capability::Decide),
    ("/t/{tenant}/dispatches/{dispatch}/withdrawal", Capability::DecideDemos),
    ("/t/{tenant}/lecturers", Capability::Look),
    ("/t/{tenant}/lecturers/new", Capability::SendLecturers),
    ("/t/{tenant}/occasions", Capability::Look),
    ("/t/{tenant}/occasions/new", Capability::HoldOccasions),
    ("/t/{tenant}/occasions/{occasion}/", Capability::HoldOccasions),
    ("/t/{tenant}/occasions/{occasion}/bodies", Capability::Look),
    ("/t/{tenant}/occasions/{occasion}/bodies/new", Capability::HoldOccasions),
    ("/t/{tenant}/occasions/{occasion}/bodies/{body}", Capability::HoldOccasions),
    ("/t/{tenant}/occasions/{occasion}/table", Capability::Look),
    ("/t/{tenant}/invitations", Capability::Look),
    ("/t/{tenant}/invitations/{occasion}/registration", Capability::JoinOccasions),
    ("/t/{tenant}/event-tables", Capability::Look),
    ("/t/{tenant}/event-tables/new", Capability::KeepEventTables),
    ("/t/{tenant}/event-tables/{event_table}/", Capability::KeepEventTables),
    ("/t/{tenant}/event-tables/{event_table}/export", Capability::Look),
    ("/t/{tenant}/inquiries", Capability::Look),
    ("/t/{tenant}/inquiries/new", Capability::Inquire),
    ("/t/{tenant}/inquiries/{inquiry}/", Capability::Inquire),
    ("/t/{tenant}/inquiries/{inquiry}/answers", Capability::Look),
    ("/t/{tenant}/asked", Capability::Look),
    ("/t/{tenant}/adoption/sharing", Capability::KeepSettings),
    ("/t/{tenant}/people", Capability::KeepPeople),
    ("/t/{tenant}/handovers", Capability::KeepPeople),
    ("/t/{tenant}/settings", Capability::KeepSettings),
    ("/t/{tenant}/simulator/parameters/", Capability::Support),
    ("/t/{tenant}/schemes/", Capability::Support),
    ("/t/{tenant}/settings/roles", Capability::Look),
    ("/t/{tenant}/audit", Capability::Audit),
    ("/t/{tenant}/tenants", Capability::OpenTenants),
];

/// The roles to which the matrix gives a route; none for what is not staff's.
fn roles(row: &Row) -> Option<Vec<Role>> {
    match row.whose {
        Whose::Everybody
        | Whose::WithPassword
        | Whose::Enrolling
        | Whose::SignedIn
        | Whose::HalfSignedIn
        | Whose::Owner
        | Whose::Applicants => None,
        Whose::Prefecture if row.path.ends_with("/demos/requests/cities") => Some(vec![Role::Clerk]),
        Whose::Officers | Whose::Prefecture => Some(Role::ALL.to_vec()),
        Whose::Keepers => Some(vec![Role::Clerk, Role::Administrator]),
        Whose::Reviewers => Some(vec![Role::Clerk, Role::Approver]),
        Whose::Approvers => Some(vec![Role::Approver]),
        Whose::Administrators | Whose::Openers => Some(vec![Role::Administrator]),
        Whose::Central if row.method == "GET" && row.path.ends_with("/{reply}") => Some(Role::ALL.to_vec()),
        Whose::Central if is_looked_at(row.path) => Some(Role::ALL.to_vec()),
        Whose::Federation | Whose::Clerks | Whose::Central => Some(vec![Role::Clerk]),
    }
}

/// Pages of the central federation that are there to be looked at.
fn is_looked_at(path: &str) -> bool {
    let ends = [
        "/dispatches",
        "/export",
        "/sheet.pdf",
        "/{tenant}/lecturers",
        "/occasions",
        "/{occasion}",
        "/inquiries",
        "/{inquiry}",
        "/answers",
        "/bodies",
        "/table",
        "/cities",
        "/{city}",
    ];
    ends.iter().any(|end| path.ends_with(end))
}

/// Pages that every officer looks at, with forms that are not every officer's.
const SHOWN: &[&str] = &[
    "/t/{tenant}/adoption/public",
    "/t/{tenant}/adoption/sharing",
    "/t/{tenant}/software/names",
    "/t/{tenant}/adoption/next",
    "/t/{tenant}/surveys/{survey}/invitations",
    "/t/{tenant}/surveys/{survey}/results/texts",
    "/t/{tenant}/demos/{demo}/chores/{chore}",
    "/t/{tenant}/demos/{demo}/loans",
    "/t/{tenant}/inquiries/{inquiry}/replies/{reply}",
    "/t/{tenant}/mailings/bounces",
    "/t/{tenant}/records/outreach",
    "/t/{tenant}/materials/{material}/orders/{order}",
    "/t/{tenant}/campaigns/{campaign}/activities/{activity}/recipients/{place}",
];

fn capability(row: &Row) -> Capability {
    if row.method == "GET" && SHOWN.contains(&row.path) {
        return Capability::Look;
    }
    if row.method == "POST" && row.path == "/t/{tenant}/asked/{asked}" {
        return Capability::AnswerInquiries;
    }
    let fitting = ROUTES.iter().filter(|(beginning, _)| row.path.starts_with(beginning));
    fitting.max_by_key(|(beginning, _)| beginning.len()).unwrap().1
}

#[test]
fn the_table_of_roles_says_of_every_route_what_the_matrix_says() {
    let mut wrong = Vec::new();
    let mut seen = BTreeSet::new();
    for row in table() {
        let Some(given) = roles(row) else { continue };
        let capability = capability(row);
        seen.insert(capability);
        if capability.roles() != given {
            wrong.push(format!("{} {} is {given:?}, and {capability:?} is not", row.method, row.path));
        }
    }
    assert!(wrong.is_empty(), "say in ROUTES what these are for:\n{}", wrong.join("\n"));
    let unused: Vec<_> = Capability::ALL.into_iter().filter(|one| !seen.contains(one)).collect();
    assert!(unused.is_empty(), "no route is for {unused:?}");
}
