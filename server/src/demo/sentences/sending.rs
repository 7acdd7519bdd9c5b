//! What to try where mail is approved, looked after and comes back.

/// A sentence a route.
pub const SENTENCES: &[(&str, &str)] = &[
    (
        "/t/{tenant}/mailings/rules",
        "Say up to how many offices one person may write to alone; 0 asks a second person always.",
    ),
    (
        "/t/{tenant}/mailings/bounces",
        "Bring a report that a mail did not arrive, saved as .eml or .msg; the second time it is told as known.",
    ),
    (
        "/t/{tenant}/mailings/suppressions",
        "Three addresses were refused by their servers and get no outreach; notices still go to them.",
    ),
    (
        "/t/{tenant}/mailings/suppressions/{suppression}",
        "Lift it without a note and see what you are told; with one, the next mailing goes there again.",
    ),
    (
        "/t/{tenant}/mailings/{mailing}/approval",
        "As the clerk who wrote it you can only take it back; become the approver to approve it or give it back.",
    ),
    (
        "/t/{tenant}/mailings/{mailing}/again",
        "Choose what counts as an answer: a draft is made to those who have given none, with the reason for the others.",
    ),
    (
        "/t/{tenant}/public/announcements/{mailing}",
        "Read what was sent to the offices without anybody's name in it; a clerk takes it away on the page of the mailing.",
    ),
    (
        "/t/{tenant}/mailings/{mailing}/recipients/{recipient}",
        "See when the mail of this office was handed over and what the server said.",
    ),
];
