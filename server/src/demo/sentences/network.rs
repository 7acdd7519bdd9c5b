//! What to try on the pages of 連携のつながり.

/// A route, and the sentence.
pub(super) const SENTENCES: &[(&str, &str)] = &[
    (
        "/t/{tenant}/adoption/network",
        "Who exchanges plans with whom: see which islands lack a single office, and draw what lies around one.",
    ),
    (
        "/t/{tenant}/adoption/network/paste",
        "Paste two columns from a spreadsheet, by number or by name; nothing is written before you have seen what each line means.",
    ),
    (
        "/t/{tenant}/adoption/network/pastes/{paste}",
        "What one pasted list added; correct the lines that were left, or take the whole list back.",
    ),
    (
        "/t/{tenant}/adoption/next",
        "Whom to ask now so that most exchanges begin, each with its reason; change the chances, and save the list for a campaign.",
    ),
    (
        "/t/{tenant}/adoption/groups",
        "Groups that begin together with their next step, and below them the groups that the links propose.",
    ),
    (
        "/t/{tenant}/adoption/groups/new",
        "Name a group and list its offices by number; a number that the register does not have is told.",
    ),
    (
        "/t/{tenant}/adoption/groups/{group}",
        "How far one group has come and what is done next; make a list of its offices, or dissolve it.",
    ),
    (
        "/t/{tenant}/adoption/groups/{group}/edit",
        "Delete a line and the office leaves the group; if a colleague was faster you see what they changed.",
    ),
];
