//! What to try on the pages of where a city stands.

/// A route, and the sentence.
pub(super) const SENTENCES: &[(&str, &str)] = &[
    (
        "/t/{tenant}/adoption",
        "From 4 to 30 of 188 offices with what is counted over what; choose the day of the first list to compare with, and go on to those who have not adopted.",
    ),
    (
        "/t/{tenant}/adoption/offices",
        "The offices behind a number; the clerk makes a segment of them, and a campaign of that.",
    ),
    (
        "/t/{tenant}/adoption/published",
        "What newspapers and prefectures say, with what it was counted over, or about how many that must have been.",
    ),
    (
        "/t/{tenant}/adoption/published/new",
        "Write down a rate as it was printed; a percentage or a number of offices is enough, and both are compared.",
    ),
    (
        "/t/{tenant}/adoption/published/{rate}/edit",
        "Correct what your house wrote down; if a colleague was faster you see what they changed.",
    ),
];
