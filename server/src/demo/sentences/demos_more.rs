//! What to try where a prefecture asks for several cities, and where 国保中央会 holds occasions.

/// A route, and the sentence.
pub(super) const SENTENCES: &[(&str, &str)] = &[
    (
        "/t/{tenant}/demos/requests/cities",
        "As the prefecture ask for a session of several cities: once it has a date, each of them sees it and can invite.",
    ),
    (
        "/t/{tenant}/demos/{demo}/asked",
        "Another city asks yours along: read when it would be, say that you come with so many people, or that you do not.",
    ),
    (
        "/t/{tenant}/demos/{demo}/leaving",
        "Your city agreed to come along to another's session: say that it does not, and why; its offices are told.",
    ),
    (
        "/t/{tenant}/demos/blocked",
        "Requests whose dates were all promised to others: one press offers every one of them the nearest that are free.",
    ),
    (
        "/t/{tenant}/demos/{demo}/dates",
        "None of your dates can be had any more: choose one of those that the federation offers instead.",
    ),
    (
        "/t/{tenant}/occasions/{occasion}/bodies/{body}",
        "Change or take back what a body told on the telephone; its places go to whoever waits first.",
    ),
    (
        "/t/{tenant}/occasions/{occasion}/lecturers",
        "Send a lecturer to an occasion: one who is on the way to a dispatch then cannot be chosen.",
    ),
];
