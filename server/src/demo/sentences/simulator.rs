//! What to try on the pages of the estimate and of the schemes.

/// A route, and the sentence.
pub(super) const SENTENCES: &[(&str, &str)] = &[
    (
        "/simulator",
        "Type 4 care managers, 89 partners, 45 of them with the system, 84 users: about 168,000 yen a year, 20.2 percent.",
    ),
    (
        "/t/{tenant}/simulator",
        "The same with the city's own subsidy counted in; whoever speaks for an office finds its partners filled in.",
    ),
    (
        "/t/{tenant}/simulator/parameters",
        "What the estimate assumes, with values for a small, a likely and a large saving, each with its source and first day.",
    ),
    (
        "/t/{tenant}/simulator/parameters/{parameter}",
        "Write a new value with its source and first day: what held before stays in the history; values out of order are refused.",
    ),
    (
        "/t/{tenant}/schemes",
        "Schemes of the state and the prefectures for towns without money, each with what to do next.",
    ),
    ("/t/{tenant}/schemes/new", "Add a scheme; a day that has not come is refused with a sentence."),
    (
        "/t/{tenant}/schemes/{scheme}/edit",
        "Give the scheme its last day: after it, it moves to those that are over.",
    ),
];
