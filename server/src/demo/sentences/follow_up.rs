//! What to try on the pages of supporters: records, software, partners, associations.

/// A route, and the sentence.
pub(super) const SENTENCES: &[(&str, &str)] = &[
    (
        "/t/{tenant}/follow-up",
        "What was promised to offices and is due today; open the one that is overdue, or find the office that just rang.",
    ),
    (
        "/t/{tenant}/follow-up/report",
        "The four phases of a model project in numbers, each with what it counts; choose other days and print it.",
    ),
    (
        "/t/{tenant}/follow-up/{follow_up}/edit",
        "Correct what was written down; a next action that becomes another is open again.",
    ),
    (
        "/t/{tenant}/offices/{office}/follow-up/new",
        "Write down a call: leave the day empty for today, and give the next step a date so that the list reminds you.",
    ),
    (
        "/t/{tenant}/offices/{office}/history",
        "Calls, mails, sessions, answers, applications and adoption of one office in one row of days, each with its source.",
    ),
    (
        "/t/{tenant}/software",
        "Care software with its conformance by version, day and source; all vendors here are fictional.",
    ),
    (
        "/t/{tenant}/software/new",
        "Add a product that the central federation does not list, with the names people write for it.",
    ),
    (
        "/t/{tenant}/software/import",
        "Paste a table from a spreadsheet; leave out a column and see which line is told.",
    ),
    (
        "/t/{tenant}/software/offices",
        "The offices whose software cannot link: whom to talk to about switching, as a list to save.",
    ),
    (
        "/t/{tenant}/software/names",
        "Names from surveys that no product has; match one and every office that wrote it follows.",
    ),
    (
        "/t/{tenant}/software/vendors/{vendor}/edit",
        "Correct the vendor's name or page; only the house that added it may.",
    ),
    (
        "/t/{tenant}/software/{product}",
        "What was said of one product, by whom and as of which day; add what you learnt and see what holds.",
    ),
    (
        "/t/{tenant}/software/{product}/edit",
        "Add another name that people write for the product; answers with it are matched from then on.",
    ),
    (
        "/t/{tenant}/associations",
        "Bodies that are no offices but reach many: the liaison of providers, care managers, the welfare council.",
    ),
    ("/t/{tenant}/associations/new", "Add a body; one way to reach it is enough."),
    (
        "/t/{tenant}/associations/mailing",
        "Send what offices got to the bodies as well: each gets it once, and who wants no outreach gets none.",
    ),
    (
        "/t/{tenant}/associations/{association}",
        "How the body is reached and which offices belong to it; paste their numbers to add more.",
    ),
    (
        "/t/{tenant}/associations/{association}/edit",
        "Correct the contact; if a colleague was faster you see what they changed.",
    ),
];
