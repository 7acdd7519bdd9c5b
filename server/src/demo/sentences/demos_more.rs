//! What to try where a prefecture asks for several cities, and where 国保中央会 holds occasions.

/// A route, and the sentence.
pub(super) const SENTENCES: &[(&str, &str)] = &[
    (
        "/t/{tenant}/demos/requests/cities",
        "As the prefecture ask for a session of several cities: once it has a date, each of them sees it and can invite.",
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
