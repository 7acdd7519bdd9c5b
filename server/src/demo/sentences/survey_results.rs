//! What to try on the pages of what a survey said, and of its papers.

/// A route, and the sentence.
pub(super) const SENTENCES: &[(&str, &str)] = &[
    (
        "/t/{tenant}/surveys/{survey}/results",
        "Each question with its finding in a sentence; numbers below five are hidden until you ask for them.",
    ),
    (
        "/t/{tenant}/surveys/{survey}/results/cross",
        "Cross a question with another one or with the services of the offices; small groups stay hidden, also by subtraction.",
    ),
    (
        "/t/{tenant}/surveys/{survey}/results/texts",
        "Read the free texts, name them with tags divided by 、, save, and narrow the list by a tag.",
    ),
    (
        "/t/{tenant}/surveys/{survey}/silent",
        "Whom to call: the offices that have not answered, with their telephones.",
    ),
    (
        "/t/{tenant}/surveys/{survey}/paper",
        "Make the questionnaire on paper with each office's code on it; a returned fax is typed in by numbers alone.",
    ),
    (
        "/t/{tenant}/surveys/{survey}/entry",
        "Type a part of an office's name, then 2 for the first question; type 99 and read what you are told.",
    ),
];
