//! What to try on the pages that tell how far offices have come, what followed what was done, and what it cost.

/// A route, and the sentence.
pub(super) const SENTENCES: &[(&str, &str)] = &[
    (
        "/t/{tenant}/adoption/funnel",
        "How far the offices have come, step by step; open the list of those who came to a session and went no further.",
    ),
    (
        "/t/{tenant}/adoption/funnel/offices",
        "The offices that stop between two steps, those who stopped longest first; make a segment of them for a campaign.",
    ),
    (
        "/t/{tenant}/adoption/cohorts",
        "Who adopted within 90 days of a session, a mail, a decision or a call, beside those without one; try other days.",
    ),
    (
        "/t/{tenant}/adoption/costs",
        "What was spent for each office that newly adopted, by measure; choose last year, and read the limits at the end.",
    ),
];
