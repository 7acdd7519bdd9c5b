//! What to try on the pages of the register, of lists, of adoption and of mailings.

/// A route, and the sentence.
pub(super) const SENTENCES: &[(&str, &str)] = &[
    (
        "/t/{tenant}/audit/offices/{office}",
        "Everything about one office, with the list it was imported from.",
    ),
    (
        "/t/{tenant}/offices",
        "Type anything you know of an office into the one box: name, kana, number, corporation, telephone.",
    ),
    (
        "/t/{tenant}/offices/new",
        "Add an office by hand; try a wrong check digit and see that it warns and does not block.",
    ),
    (
        "/t/{tenant}/offices/duplicates",
        "Offices that may have been entered twice, with the reason; merge them or tell them apart.",
    ),
    (
        "/t/{tenant}/offices/mergers/{merger}",
        "What was merged, what was moved, and the button that takes the two apart again exactly.",
    ),
    (
        "/t/{tenant}/offices/{office}/merging",
        "Find the other entry of the same office by its number or name.",
    ),
    (
        "/t/{tenant}/offices/{office}/merging/{other}",
        "Two offices side by side; choose which stays and whose telephone is right, then look once more.",
    ),
    (
        "/t/{tenant}/offices/{office}/successions/new",
        "Say that an office was renumbered or taken over; its earlier application counts from then on.",
    ),
    (
        "/t/{tenant}/offices/proposals",
        "What offices say of their own telephone, fax and mail; take it into the register or leave it.",
    ),
    (
        "/t/{tenant}/offices/{office}",
        "Everything known of one office, with what happened to it; issue a letter with its first code.",
    ),
    (
        "/t/{tenant}/offices/{office}/edit",
        "Correct the office; if a colleague was faster you see what they changed.",
    ),
    (
        "/t/{tenant}/letters",
        "Codes for every office that has not begun, issued at once; the letters fit window envelopes.",
    ),
    (
        "/t/{tenant}/offices/{office}/letter",
        "Print a letter whose code lets the office begin without a mail address.",
    ),
    (
        "/t/{tenant}/imports",
        "A list with a mistake in it waits to be looked at; open it, or drop in another spreadsheet.",
    ),
    (
        "/t/{tenant}/imports/new",
        "Drop in a spreadsheet as it is; two lists to practise with can be saved from this page.",
    ),
    (
        "/t/{tenant}/imports/{batch}",
        "See what the list would change and what is wrong in which row of Excel; nothing is written before you say so.",
    ),
    (
        "/t/{tenant}/imports/{batch}/rows/{sheet}/{row}",
        "Put the cell right here; the file stays as it was sent, and the next row with an error is one button away.",
    ),
    (
        "/t/{tenant}/imports/{batch}/services",
        "What this file calls a service is named once, for all its rows.",
    ),
    (
        "/t/{tenant}/imports/{batch}/gone",
        "Say for which services the list has every office; only within them anything counts as gone.",
    ),
    (
        "/t/{tenant}/imports/{batch}/undo",
        "Take the import back: every office is again what it was, except those a colleague changed since.",
    ),
    (
        "/t/{tenant}/imports/{batch}/reading",
        "Tell the program where the header row is and which column means what.",
    ),
    (
        "/t/{tenant}/offices/segments",
        "Whom to write to, saved as a filter of the register and explained in one sentence; open one or make your own.",
    ),
    (
        "/t/{tenant}/offices/segments/new",
        "Choose conditions, all of which must hold; saving shows how many offices are meant.",
    ),
    (
        "/t/{tenant}/offices/segments/{segment}",
        "See the sentence, the count and every office that is meant today; write a mail to them.",
    ),
    (
        "/t/{tenant}/offices/segments/{segment}/edit",
        "Change a condition; mailings already sent keep the filter they were sent with.",
    ),
    (
        "/t/{tenant}/mailings",
        "One mail has been sent, one waits as a draft and one for a second person: open any.",
    ),
    (
        "/t/{tenant}/mailings/new",
        "Write with placeholders such as {{事業所名}}; misspell one and see what you are told, and where.",
    ),
    (
        "/t/{tenant}/mailings/{mailing}",
        "A sent mail shows 188 = 171 + 17 and why each office got none; a draft shows who would get it.",
    ),
    (
        "/t/{tenant}/mailings/{mailing}/edit",
        "Change the text; if a colleague saved or sent it meanwhile you are told.",
    ),
    (
        "/t/{tenant}/mailings/{mailing}/preview",
        "Read it as the longest and the shortest name would, then send a test to yourself and open it under 送信されたメール.",
    ),
    (
        "/t/{tenant}/mailings/{mailing}/sending",
        "Check how many get the mail, and choose when; above fifty a colleague is asked. Pressed twice, it is sent once.",
    ),
    (
        "/t/{tenant}/mailings/{mailing}/cancellation",
        "Give the draft up, or stop a sending: what has not left is taken back.",
    ),
    (
        "/stop/{token}",
        "An office that wants no more of these mails presses once, without signing in; decisions still reach it.",
    ),
];
