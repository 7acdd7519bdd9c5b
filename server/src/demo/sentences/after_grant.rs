//! What to try on the pages of what follows a grant: reports, claims, payment, the end of a year, records.

/// A route, and the sentence.
pub(super) const SENTENCES: &[(&str, &str)] = &[
    (
        "/t/{tenant}/settings/sender",
        "Change the department and see at once how a mail ends and a notice begins; try a telephone number that is too short.",
    ),
    (
        "/t/{tenant}/awards",
        "After the grant: reports, final amounts, claims, payments, recoveries; what is late stands out.",
    ),
    (
        "/t/{tenant}/awards/{award}",
        "One grant to its last yen: what was reported, what is proposed, what was paid and came back.",
    ),
    ("/t/{tenant}/awards/{award}/return", "Ask for a correction of the report, in your own words."),
    (
        "/t/{tenant}/awards/{award}/elsewhere",
        "Record what the accounting system paid by itself: another person decides, and no run pays it again.",
    ),
    ("/t/{tenant}/awards/{award}/final", "Propose the final amount; more than the rules give is refused."),
    (
        "/t/{tenant}/awards/{award}/instalment",
        "Accept what an office claims before its final amount, or send it back with a reason; then it can be claimed again.",
    ),
    ("/t/{tenant}/awards/{award}/request", "Answer what the office asks: a change, or the end of its work."),
    (
        "/t/{tenant}/awards/{award}/cancellation",
        "Cancel all of it or a part, even after payment: then the money is ordered back by a day.",
    ),
    ("/t/{tenant}/awards/{award}/decision", "Another person decides; the letters are made at once."),
    (
        "/t/{tenant}/awards/{award}/recoveries/{recovery}",
        "Write down what came back; after 31 May it is revenue of another year.",
    ),
    (
        "/t/{tenant}/my/applications/{application}/report",
        "The report is filled with what was applied for; put right what was really paid.",
    ),
    (
        "/t/{tenant}/my/applications/{application}/report/documents/{document}",
        "Attach the proof of payment, as a photo or a PDF.",
    ),
    (
        "/t/{tenant}/my/applications/{application}/report/check",
        "Read it once more; without a proof of payment it is not sent.",
    ),
    ("/t/{tenant}/my/applications/{application}/claim", "Claim the amount that was fixed."),
    (
        "/t/{tenant}/my/applications/{application}/advance",
        "Claim a part before the report; what is beyond the final amount is asked back later.",
    ),
    (
        "/t/{tenant}/my/applications/{application}/change",
        "Ask for a smaller amount, or give the work up; nothing changes before it is approved.",
    ),
    ("/t/{tenant}/behalf/{application}/report", "Type in a report that came on paper."),
    (
        "/t/{tenant}/behalf/{application}/report/documents/{document}",
        "Attach the scanned proof that came with it.",
    ),
    ("/t/{tenant}/behalf/{application}/report/check", "Compare it with the paper before it counts."),
    ("/t/{tenant}/behalf/{application}/claim", "Type in a claim that came on paper."),
    ("/t/{tenant}/behalf/{application}/advance", "Type in a claim of an advance that came on paper."),
    ("/t/{tenant}/behalf/{application}/change", "Type in what an office asks on paper."),
    (
        "/t/{tenant}/offices/{office}/account",
        "The account stands masked, with everybody who told one; opening the whole of it is recorded.",
    ),
    (
        "/t/{tenant}/offices/{office}/account/whole",
        "The audit list now says that you looked at this account.",
    ),
    (
        "/t/{tenant}/offices/{office}/account/edit",
        "Type an account from a paper; for ゆうちょ type 記号 and 番号, and see what they become.",
    ),
    (
        "/t/{tenant}/offices/{office}/account/recipient",
        "Write the recipient as banks do, in thirty bytes at most; nothing is cut by itself.",
    ),
    ("/t/{tenant}/pay-runs", "See what waits to be paid, and what became of every run."),
    ("/t/{tenant}/pay-runs/sender", "Set how the bank wants its file: line ends, designation, codes or EDI."),
    (
        "/t/{tenant}/pay-runs/new",
        "Choose a Saturday as the day of payment and read why not; what cannot be paid yet says what to mend.",
    ),
    (
        "/t/{tenant}/pay-runs/{run}",
        "Compare the sums with the ledger; whoever made a run cannot release it, so become the approver above.",
    ),
    ("/t/{tenant}/pay-runs/{run}/release", "Release the run: the file is fixed to the byte from then on."),
    (
        "/t/{tenant}/pay-runs/{run}/results",
        "Mark one payment as returned with a reason; its office is asked by mail to correct the account.",
    ),
    (
        "/t/{tenant}/pay-runs/{run}/payments/{payment}/return",
        "A transfer can come back days later: the ledger takes it back and the award waits to be paid again.",
    ),
    (
        "/t/{tenant}/my/offices/{office}/account",
        "Tell an account and see how the bank writes the name; a change is held for three days and told by mail.",
    ),
    (
        "/t/{tenant}/records",
        "Every year with how it stands: whether all that was received is accounted for, and what is not final.",
    ),
    (
        "/t/{tenant}/year-end/{fiscal_year}",
        "Everything of the year that is not final, oldest first, with its age and owner.",
    ),
    (
        "/t/{tenant}/year-end/{fiscal_year}/closing",
        "Try to close the year: it refuses while anything is undecided, and says what.",
    ),
    (
        "/t/{tenant}/year-end/{fiscal_year}/reopening",
        "Open a closed year again, for a reason that stays in the record.",
    ),
    (
        "/t/{tenant}/year-end/{fiscal_year}/closings/{closing}",
        "What was decided and not settled when the year was closed, by name, with what became of it since.",
    ),
    (
        "/t/{tenant}/year-end/{fiscal_year}/execution",
        "The budget of every programme: asked for, decided, paid, and by when it is used up at the present pace.",
    ),
    (
        "/t/{tenant}/year-end/{fiscal_year}/publication",
        "Numbers to publish: small groups are hidden, and so is whatever the total would give away.",
    ),
    (
        "/t/{tenant}/year-end/{fiscal_year}/results",
        "Tell the prefecture what the year achieved, in numbers alone; then look as the prefecture.",
    ),
    (
        "/t/{tenant}/county/{fiscal_year}",
        "What the municipalities of the prefecture told of the year, added up; and who has told nothing.",
    ),
    (
        "/t/{tenant}/year-end/{fiscal_year}/request",
        "Next year's demand in three ways of thinking, each with its formula; two pages to print.",
    ),
    ("/t/{tenant}/records/people", "Somebody asks what the city keeps of them: find them here."),
    (
        "/t/{tenant}/records/people/{account}",
        "Everything that is kept of one person, as one file; that you looked is recorded.",
    ),
    (
        "/t/{tenant}/records/disposals",
        "How long records are kept, which have had their time, and the lists of what went.",
    ),
    (
        "/t/{tenant}/records/disposals/new",
        "The records whose time is over; somebody else approves before anything goes.",
    ),
    (
        "/t/{tenant}/records/disposals/{disposal}",
        "One list with what became of it; its records keep their numbers and amounts.",
    ),
    (
        "/t/{tenant}/records/disposals/{disposal}/decision",
        "Approve, keep some longer with a reason, or send it back; never one's own list.",
    ),
    (
        "/t/{tenant}/records/outreach",
        "Notes of calls, records of support and old mails whose time is over; one proposes, another approves.",
    ),
];
