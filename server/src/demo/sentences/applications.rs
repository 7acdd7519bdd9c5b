//! What to try on the pages of programmes, of applying and of deciding.

/// A route, and the sentence.
pub(super) const SENTENCES: &[(&str, &str)] = &[
    (
        "/t/{tenant}/settings/routing",
        "Who gets what is received: the first rule that fits decides, and of several people the least laden; each case tells why.",
    ),
    (
        "/t/{tenant}/settings/routing/new",
        "Name a programme, a service or an area, and the people who take what fits; leave open what does not matter.",
    ),
    ("/t/{tenant}/settings/routing/{rule}", "Change the rule; what it assigned before stays assigned."),
    (
        "/t/{tenant}/audit/applications/{application}",
        "Everything about one application: who changed it, who looked at its documents, which mails were sent.",
    ),
    (
        "/t/{tenant}/my/people",
        "Add a deputy before you go on holiday: a name and a mail address are enough, and each signs in by themselves.",
    ),
    (
        "/t/{tenant}/my/offices/{office}/contacts",
        "Tell the city that your telephone or mail address changed; an officer takes it into the register.",
    ),
    ("/t/{tenant}/guide", "What the public sees: the subsidies of the city."),
    (
        "/t/{tenant}/guide/{programme}",
        "Answer three questions and know whether your office can apply, before signing in.",
    ),
    (
        "/t/{tenant}/programmes",
        "This year's programme is open, last year's is closed; make a new one from the template.",
    ),
    (
        "/t/{tenant}/programmes/new",
        "Thirteen templates of real programmes; after five answers one of them is a draft.",
    ),
    (
        "/t/{tenant}/programmes/kit",
        "Take in another city's starter kit: everything is shown before anything is kept.",
    ),
    (
        "/t/{tenant}/programmes/{programme}/versions/{number}",
        "What a published version said, and what it changed.",
    ),
    (
        "/t/{tenant}/programmes/{programme}/copy",
        "Copy the programme for the next fiscal year, its dates with it.",
    ),
    (
        "/t/{tenant}/programmes/{programme}",
        "See the rules, the versions and the budget; look at the page that the public sees.",
    ),
    (
        "/t/{tenant}/programmes/{programme}/edit",
        "Change a rule: applications already received keep the version they came under.",
    ),
    ("/t/{tenant}/programmes/{programme}/preview", "The public page as it would be."),
    ("/t/{tenant}/programmes/{programme}/publication", "Publish; from then on offices can apply."),
    (
        "/t/{tenant}/my/programmes/{programme}/consultation",
        "Tell what the office plans and what it may cost; it may apply once the city agrees.",
    ),
    (
        "/t/{tenant}/programmes/{programme}/consultations",
        "What offices plan, what it adds up to; open one to answer.",
    ),
    (
        "/t/{tenant}/programmes/{programme}/consultations/{consultation}",
        "Agree, or decline with a reason; the office is told by mail.",
    ),
    (
        "/t/{tenant}/programmes/{programme}/budget",
        "Every yen of the budget as a line that is only ever added, who waits for it, and by when it is used up.",
    ),
    (
        "/t/{tenant}/programmes/{programme}/sharing",
        "Where the rules say so: a draw by a published seed that anybody can count again, equal parts, or by marks.",
    ),
    (
        "/t/{tenant}/programmes/{programme}/scores",
        "What each application was given by its reviewers, how far apart they are, and the order that follows.",
    ),
    (
        "/t/{tenant}/programmes/{programme}/waiting-end",
        "Where the budget will hold nobody more: propose with one reason that whoever waits is refused.",
    ),
    (
        "/t/{tenant}/programmes/{programme}/waiting-end/decision",
        "Another person decides it; each of them gets a notice of their own, and the year can be closed.",
    ),
    (
        "/t/{tenant}/programmes/{programme}/waiting-end/record",
        "Record what was decided on paper with its day, its number and the scanned sheet; only a named clerk can.",
    ),
    ("/t/{tenant}/programmes/{programme}/closure", "Close the programme early; nothing received is lost."),
    (
        "/t/{tenant}/my/programmes/{programme}/applications",
        "One corporation, several offices: answer once what they share, open an office for what differs, send all at once.",
    ),
    (
        "/t/{tenant}/my/programmes/{programme}/applications/{task}",
        "Untick an office and the answer stays out of its application; nothing that was typed there is lost.",
    ),
    (
        "/t/{tenant}/my/programmes/{programme}/applications/documents",
        "One notice of payment often shows all offices: attach it once for all of them.",
    ),
    (
        "/t/{tenant}/my/programmes/{programme}/applications/documents/{document}",
        "Ticked are the offices that have no such document yet.",
    ),
    (
        "/t/{tenant}/my/programmes/{programme}/applications/check",
        "Each office gets a number and a result of its own; one that cannot be received keeps no other back.",
    ),
    (
        "/t/{tenant}/my/programmes/{programme}/applications/new",
        "Choose the office you apply for; one that cannot apply says why.",
    ),
    (
        "/t/{tenant}/my/applications/{application}",
        "Do the parts in any order; leave and come back, everything is kept.",
    ),
    (
        "/t/{tenant}/my/applications/{application}/{task}",
        "Type as you like: full-width digits, Japanese eras; a mistake is explained and nothing typed is lost.",
    ),
    (
        "/t/{tenant}/my/applications/{application}/documents",
        "Attach a photo or a PDF; a file is judged by its content.",
    ),
    (
        "/t/{tenant}/my/applications/{application}/documents/{document}",
        "Choose a file; try one that is no document and see what you are told.",
    ),
    (
        "/t/{tenant}/my/applications/{application}/attachments/{attachment}/removal",
        "Take the file away, or keep it.",
    ),
    (
        "/t/{tenant}/my/applications/{application}/check",
        "Read everything once more; the button says what it does.",
    ),
    (
        "/t/{tenant}/my/applications/{application}/receipt",
        "Keep the receipt number; the page says what happens next and by when.",
    ),
    (
        "/t/{tenant}/my/applications/{application}/messages",
        "Read what the city wrote and answer; the mail about it held nothing of the message.",
    ),
    (
        "/t/{tenant}/my/applications/{application}/withdrawal",
        "Take the application back; its place is free for somebody else at once.",
    ),
    ("/t/{tenant}/my/applications/{application}/disposal", "Throw the draft away; only a draft can be."),
    (
        "/t/{tenant}/behalf",
        "A paper came by FAX: find its office by name or number, or go on with the one that is half entered.",
    ),
    (
        "/t/{tenant}/behalf/offices/{office}",
        "Say how the paper came and on which day; try tomorrow's date and read what it says.",
    ),
    (
        "/t/{tenant}/behalf/{application}",
        "The same parts that an office fills in itself, entered by a clerk from the paper.",
    ),
    (
        "/t/{tenant}/behalf/{application}/arrival",
        "Put right the day on which the paper came; the standard processing time counts from it.",
    ),
    (
        "/t/{tenant}/behalf/{application}/{task}",
        "Copy the paper as it is written: full-width digits and dates of the era are read.",
    ),
    (
        "/t/{tenant}/behalf/{application}/documents",
        "Attach what came with the paper, scanned; each file is checked at once.",
    ),
    (
        "/t/{tenant}/behalf/{application}/documents/{document}",
        "Attach a scan or a photograph; a renamed file is refused with the reason.",
    ),
    (
        "/t/{tenant}/behalf/{application}/attachments/{attachment}/removal",
        "Take a scan away that belongs to another paper.",
    ),
    (
        "/t/{tenant}/behalf/{application}/check",
        "Everything once more, then one button gives the paper its receipt number.",
    ),
    (
        "/t/{tenant}/behalf/{application}/receipt",
        "Print the receipt slip to hand it over or fax it back; the number is the place in the order of receipt.",
    ),
    (
        "/t/{tenant}/behalf/{application}/withdrawal",
        "An office withdraws by letter: its place and its money are free at once.",
    ),
    ("/t/{tenant}/behalf/{application}/disposal", "Throw away what was half entered; only a draft can be."),
    (
        "/t/{tenant}/applications/{application}/opinions",
        "Ask somebody of another section: tick what they may see; the code is told apart from the address.",
    ),
    ("/opinions/{token}", "Type the code that the clerk reads out; it stands in the clerk's workspace."),
    ("/opinion-pages/{pass}", "See what was ticked and nothing else, and answer once."),
    (
        "/t/{tenant}/search",
        "Type a receipt number, a telephone number or a part of a name; a whole number leads straight there.",
    ),
    (
        "/t/{tenant}/applications/bulk/{bulk}",
        "Nothing is done yet: see what is possible for each row, confirm, then read the result row by row and undo it.",
    ),
    (
        "/t/{tenant}/applications",
        "The queue: filter it, the address is the view; the one that nobody took is the oldest.",
    ),
    (
        "/t/{tenant}/applications/{application}",
        "Criteria with evidence beside the document: take it, judge, then propose or ask for a correction.",
    ),
    (
        "/t/{tenant}/applications/{application}/correction",
        "Write one sentence beside what must be corrected; the clock of the city stands still meanwhile.",
    ),
    (
        "/t/{tenant}/applications/{application}/proposal",
        "Propose a grant or a refusal; somebody else decides.",
    ),
    (
        "/t/{tenant}/applications/{application}/decision",
        "See the budget before and after, then decide or send it back; nobody decides their own proposal.",
    ),
    (
        "/t/{tenant}/notices",
        "Every document number of the year, voided ones too; print a week's notices in one go, or for window envelopes.",
    ),
    (
        "/t/{tenant}/notices/{notice}/void",
        "A wrong notice is voided with a reason and issued again; its number stays in the register.",
    ),
    (
        "/t/{tenant}/notices/wordings/{kind}",
        "Write the city's own words with places in braces; misspell one and see; look at it on the longest name.",
    ),
    ("/t/{tenant}/packets", "Several proposals that are decided at once, each with its own result."),
    ("/t/{tenant}/packets/new", "Put proposals together and send them to whoever may decide so much."),
    (
        "/t/{tenant}/packets/{packet}",
        "Print it as a sheet with boxes for seals, or save the list; see what it does to the budget.",
    ),
    (
        "/t/{tenant}/packets/{packet}/decision",
        "Approve most and send one back with a reason: each case gets its own result in one go.",
    ),
    (
        "/t/{tenant}/packets/{packet}/record",
        "A decision on paper is recorded with its day, its number and the scanned sheet, by whoever was named for it.",
    ),
];
