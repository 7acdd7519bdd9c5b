//! What to try on the pages of 申込状況の表.

/// A route, and the sentence.
pub(super) const SENTENCES: &[(&str, &str)] = &[
    (
        "/t/{tenant}/event-tables",
        "Tables of registrations that somebody else printed: open one, or read the circular's in.",
    ),
    (
        "/t/{tenant}/event-tables/new",
        "Paste the table as you copied it from a circular, with its header of two rows; columns may stand in any order.",
    ),
    (
        "/t/{tenant}/event-tables/{event_table}",
        "See first which printed numbers cannot be right, with the likely reason; below, printed beside computed.",
    ),
    (
        "/t/{tenant}/event-tables/{event_table}/edit",
        "Say what the table is called and where it is printed; its numbers stay as they came.",
    ),
    (
        "/t/{tenant}/event-tables/{event_table}/columns",
        "Choose something else for a column: the numbers that cannot be right change with it; the cells stay as they came.",
    ),
];
