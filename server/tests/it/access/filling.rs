//! Which sample stands in which place of a route, and in whose house a route is asked for.

use super::samples::Samples;

impl Samples {
    /// The route with its places filled.
    pub fn fill(&self, route: &str) -> String {
        // Officers see what was received, and no draft; a receipt and a notice come of what was sent and decided.
        let entered = route.starts_with("/t/{tenant}/behalf/");
        let decided =
            !entered && ["/receipt", "/copy.pdf", "/notice.pdf"].into_iter().any(|end| route.ends_with(end));
        // What an applicant writes is about what was received.
        let said = ["messages", "appointment"];
        let said = said.map(|part| format!("/t/{{tenant}}/my/applications/{{application}}/{part}"));
        let decided = decided || said.iter().any(|beginning| route.starts_with(beginning));
        let route = &route.replace("{programme}/consultation", "{consulted}/consultation");
        let received = ["/t/{tenant}/applications/", "/t/{tenant}/audit/applications/"];
        let route = if decided {
            route.replace("{application}", "{decided}")
        } else if received.iter().any(|beginning| route.starts_with(beginning)) {
            route.replace("{application}", "{received}").replace("{attachment}", "{received-attachment}")
        } else if entered {
            // What clerks enter on behalf is a draft of theirs.
            let route = if route.contains("/report/") {
                route.replace("{document}", "report_payment")
            } else {
                route.to_owned()
            };
            route.replace("{application}", "{entered}").replace("{attachment}", "{entered-attachment}")
        } else if route.contains("/activities/{activity}/paper") {
            route.replace("{campaign}", "{paper-campaign}").replace("{activity}", "{paper-activity}")
        } else if route.ends_with("/packets/{packet}/scan") {
            route.replace("{packet}", "{recorded-packet}")
        } else if route.ends_with("/pay-runs/{run}/file") || route.ends_with("/payments/{payment}/return") {
            route.replace("{run}", "{paid-run}")
        } else if route.ends_with("/payments/{payment}/removal") {
            route.replace("{payment}", "{waiting-payment}")
        } else if route.ends_with("/adopters/{seq}") {
            route.replace("{batch}", "{adopters}")
        } else if route.contains("/closings/")
            || route.ends_with("/reopening") && route.contains("/year-end/")
        {
            route.replace("{fiscal_year}", "{closed-year}")
        } else if route.ends_with("/{batch}/undo") {
            route.replace("{batch}", "{committed}")
        } else if is_after_grant(route) {
            let route = route.replace("{application}", "{decided}").replace("{document}", "report_payment");
            if route.contains("/my/") { route.replace("{notice}", "{letter}") } else { route }
        } else if route.starts_with("/opinions/") {
            route.replace("{token}", "{opinion-token}")
        } else if route.starts_with("/opinion-pages/") {
            route.replace("{attachment}", "{received-attachment}")
        } else if route == "/coming/{token}/cancellation" {
            route.replace("{token}", "{leaving-token}")
        } else if route.starts_with("/coming/") {
            route.replace("{token}", "{coming-token}")
        } else if route.starts_with("/invited/") {
            route.replace("{token}", "{invited-token}")
        } else if route.starts_with("/t/{tenant}/demos/{demo}/registrations/{registration}") {
            route.replace("{registration}", "{entered-registration}")
        } else if route == "/t/{tenant}/demos/{demo}/request" {
            // What is asked for changes while it waits.
            route.replace("{demo}", "{requested}")
        } else if route.starts_with("/t/{tenant}/public/notices/") {
            route.replace("{activity}", "{web-notice}")
        } else if route.contains("/activities/{activity}/audience") {
            // A list is made once.
            route.replace("{activity}", "{open-activity}")
        } else if ["/publication", "/ending"]
            .iter()
            .any(|end| *route == format!("/t/{{tenant}}/surveys/{{survey}}{end}"))
        {
            let whose = if route.ends_with("/ending") { "{ending-survey}" } else { "{draft-survey}" };
            route.replace("{survey}", whose)
        } else if route.starts_with("/t/{tenant}/answer") || route.contains("/surveys/{survey}/") {
            route.replace("{token}", "{survey-token}").replace("{question}", "{survey-question}")
        } else if route.starts_with("/stop/") {
            route.replace("{token}", "{stop-token}")
        } else if route.starts_with("/calendars/") {
            route.replace("{token}", "{feed-token}")
        } else if is_of_what_was_sent(route) {
            route.replace("{mailing}", "{sent-mailing}")
        } else if route.ends_with("/voices/{voice}/withdrawal") {
            route.replace("{voice}", "{leaving-voice}")
        } else if route.ends_with("/mailings/{mailing}/approval") {
            route.replace("{mailing}", "{proposed-mailing}")
        } else {
            route.to_owned()
        };
        let route = of_whom(route);
        // Only a federation, or the central one, opens tenants.
        let route = if route.starts_with("/t/{tenant}/tenants") {
            route.replace("{tenant}", "midori-kokuhoren")
        } else {
            route
        };
        // What is kept of somebody is kept of the clerk; the prefecture reads in its own house.
        let route = if route.starts_with("/t/{tenant}/records/people/") {
            route.replace("{account}", "{target}")
        } else if route.starts_with("/t/{tenant}/county/") {
            route.replace("{tenant}", "midori-ken")
        } else {
            route
        };
        let route = in_its_house(route);
        // A bundle is of a span of days.
        let route = if route.ends_with("/notices/bundle") {
            format!("{route}?from=2024-04-01&until=2025-03-31")
        } else {
            route
        };
        let path = self.places.iter().fold(route, |path, (place, value)| path.replace(place, value));
        assert!(!path.contains('{'), "no sample for {path}");
        path
    }
}

/// Whose sessions, and who stops speaking for an office.
fn of_whom(route: String) -> String {
    if route.contains("/people/{account}/sessions/{session}") {
        // The one who is signed in somewhere is the clerk.
        route.replace("{account}", "{target}")
    } else if route.contains("/people/{account}/removal") {
        // One speaks for one's own office, and the last one stays.
        route.replace("{account}", "{hidamari}")
    } else {
        route
    }
}

/// Whether a route is asked for in the house of 国保中央会.
fn is_central(route: &str) -> bool {
    let theirs = [
        "/t/{tenant}/lecturers",
        "/t/{tenant}/occasions",
        "/t/{tenant}/inquiries",
        "/t/{tenant}/public/",
        "/t/{tenant}/adoption/cities",
        "/t/{tenant}/simulator/parameters/",
        "/t/{tenant}/schemes/",
    ];
    let list = ["/t/{tenant}/dispatches", "/t/{tenant}/dispatches/export"];
    let parts = ["/sheet.pdf", "/answer", "/costs"];
    // What a municipality shows to everybody stands in its own house.
    let is_theirs = |beginning: &&str| route.starts_with(*beginning);
    let cities = ["materials", "progress", "announcements", "notices"];
    theirs.iter().any(is_theirs)
        && !cities.iter().any(|word| route.starts_with(&format!("/t/{{tenant}}/public/{word}")))
        || list.contains(&route)
        || route.starts_with("/t/{tenant}/dispatches/{dispatch}/")
            && parts.iter().any(|end| route.ends_with(end))
}

/// Routes that only one kind of house answers, in that house.
fn in_its_house(route: String) -> String {
    // The federation works in its own house, and decides about what nobody has decided.
    let federations = [
        "/demos/entry",
        "/demos/resources",
        "/demos/resources/{resource}",
        "/demos/rules",
        "/demos/cities",
        "/demos/cities/{member}",
        "/demos/pools",
        "/demos/blocked",
        "/open-dates/new",
        "/open-dates/{open_date}/entry",
        "/open-dates/{open_date}/withdrawal",
        "/confirmation",
        "/change",
        "/refusal",
    ];
    let is_federations =
        |route: &str| federations.iter().any(|end| route.ends_with(end)) || route.contains("/demos/plans/");
    let route = if route.contains("/demos/") && is_federations(&route) {
        route.replace("{tenant}", "midori-kokuhoren").replace("{demo}", "{requested}")
    } else {
        route
    };
    // Its administrator says who its members are; one of them is taken out.
    let route = if route.starts_with("/t/{tenant}/settings/cities") {
        let route = route.replace("{tenant}", "midori-kokuhoren");
        if route.ends_with("/removal") { route.replace("{member}", "{leaving-member}") } else { route }
    } else {
        route
    };
    // A prefecture asks in its own.
    let route = if route.ends_with("/demos/requests/cities") {
        route.replace("{tenant}", "midori-ken")
    } else {
        route
    };
    // 国保中央会 answers in its own house and holds occasions there; whoever it invites, in their own. The federation
    // asks in its own.
    if ["/demos/{demo}/dispatch", "/dispatches/{dispatch}/withdrawal"].iter().any(|end| route.ends_with(end))
    {
        route.replace("{tenant}", "midori-kokuhoren")
    } else if is_central(&route) {
        route.replace("{tenant}", "chuokai").replace("{token}", "{body-token}")
    } else {
        route
    }
}

/// Whether a route of an applicant is about what follows a grant.
fn is_after_grant(route: &str) -> bool {
    let parts = ["/report", "/claim", "/advance", "/change", "/letter.pdf"];
    route.starts_with("/t/{tenant}/my/applications/") && parts.iter().any(|part| route.contains(part))
}

/// A draft has no results, and the one here is given up on the way.
fn is_of_what_was_sent(route: &str) -> bool {
    let ends =
        ["/mailings/{mailing}/export", "/labels.pdf", "/mailings/{mailing}/again", "/recipients/{recipient}"];
    ends.iter().any(|end| route.ends_with(end)) || route.contains("/public/announcements/")
}
