//! What to try on each page of the demonstration, one English sentence a route. The access matrix asks whether a page
//! was forgotten.

/// Where no page is.
pub const NOWHERE: &str = "There is nothing at this address for you; choose somebody else above, or go back.";

/// Where a form is answered by a page of its own: a colleague was faster, or something is missing.
pub const ANSWER: &str = "The page says what happened and what you can do now; nothing you typed is lost.";

/// What a page shows where one route has several pages, each with a sentence of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// An import that was written, put away or taken back.
    ImportResult,
    /// A list of adopters before it is recorded.
    Adopters,
    /// A list of adopters that is recorded.
    AdoptersResult,
}

impl Stage {
    /// What to try there.
    pub const fn sentence(self) -> &'static str {
        match self {
            Self::ImportResult => {
                "See row by row what the list changed, with its cells as they were sent; it can be taken back as a whole."
            }
            Self::Adopters => {
                "See which office of the register each row means and how sure that is; nothing is recorded before you say so."
            }
            Self::AdoptersResult => {
                "Rows that were matched surely count already; decide the doubtful ones, and what became of offices that the list leaves out."
            }
        }
    }
}

/// The sentence of a route.
pub fn of(route: &str) -> Option<&'static str> {
    SENTENCES.iter().find(|(path, _)| *path == route).map(|(_, sentence)| *sentence)
}

/// Every sentence, in the order of `routes.rs`.
pub const SENTENCES: &[(&str, &str)] = &[
    ("/", "Choose one of the people below: one click and you see what waits for them."),
    ("/home", "This leads to the home page of whoever is signed in."),
    (
        "/t/{tenant}",
        "Open the oldest thing that waits for you; the list says how many working days it has waited.",
    ),
    (
        "/kept/{form}",
        "Somebody's session ended while they typed: after signing in the form is here, and one button sends it.",
    ),
    ("/t/{tenant}/my", "Each card says in one sentence whose turn it is; open the one that is yours."),
    (
        "/accessibility",
        "Read what the product promises to people who use it by keyboard, by ear or enlarged.",
    ),
    ("/manual", "The manuals of the product, one for each kind of person."),
    ("/manual/{manual}", "Print it: it is laid out for A4, with screens of this very demonstration."),
    (
        "/sign-in",
        "Outside the demonstration an office types its mail address here and is sent a code; no password.",
    ),
    ("/sign-in/code", "Type the code of the mail; you find the mail under 送信されたメール above."),
    ("/sign-in/link/{token}", "Looking at the link changes nothing: press the button to sign in."),
    (
        "/sign-in/letter",
        "An office without a mail address begins with the code of a printed letter; a clerk prints one on the office's card.",
    ),
    ("/sign-in/letter/person", "Say who you are; a code is sent to the address to prove that it is yours."),
    ("/sign-in/staff", "Outside the demonstration staff sign in here with a password and a second factor."),
    ("/sign-in/second-factor", "Type the six digits of the authenticator; each code serves once."),
    (
        "/sign-in/second-factor/setup",
        "Scan the code with an authenticator app; nothing else opens before this is done.",
    ),
    ("/sign-in/recovery", "Somebody without their telephone uses one of ten recovery codes here."),
    (
        "/sign-in/forgotten",
        "Ask for a link to a new password; the answer never tells whether the address is known.",
    ),
    (
        "/new-password/{token}",
        "Choose a password of fifteen characters or more; known and guessable ones are refused with the reason.",
    ),
    ("/account", "See where you are signed in, and end a session that is not yours."),
    ("/account/password", "Change your password; every other session ends and a mail tells you so."),
    (
        "/account/second-factor",
        "Move to another authenticator; the old one serves until the new one has proved itself.",
    ),
    ("/account/recovery-codes", "Make ten new recovery codes; they are shown once."),
    ("/t/{tenant}/people", "See who works here and in which roles; invite a colleague."),
    (
        "/t/{tenant}/people/new",
        "Invite somebody: a mail with a link goes to them; read it under 送信されたメール.",
    ),
    (
        "/t/{tenant}/people/{account}",
        "Change what this person may do, or suspend them: they are out at once.",
    ),
    (
        "/t/{tenant}/people/sessions",
        "See which colleagues are signed in and from where; sign one of them out.",
    ),
    (
        "/t/{tenant}/handovers",
        "It is 1 April: hand all of a person's work to another, even of somebody who has left; it can be given back.",
    ),
    (
        "/t/{tenant}/handovers/from/{account}/to/{target}",
        "See exactly what would move, then hand it over; both people are told by mail.",
    ),
    (
        "/t/{tenant}/settings",
        "Everything an administrator keeps, and how it stands: sender, closed days, people, the record, the last backup.",
    ),
    (
        "/t/{tenant}/settings/sender",
        "Change the department and see at once how a mail ends and a notice begins; try a telephone number that is too short.",
    ),
    (
        "/t/{tenant}/settings/closed-days",
        "Close a week for a move of the town hall: every deadline in working days follows.",
    ),
    (
        "/t/{tenant}/settings/decisions",
        "Say who decides up to how much, and who stands in for somebody away; above a limit the work goes to the next.",
    ),
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
        "/t/{tenant}/settings/roles",
        "What each role may do; a test holds this table against every route of the program.",
    ),
    (
        "/t/{tenant}/audit",
        "Who did and who looked at what; type a receipt number, or verify that nobody has changed the record.",
    ),
    (
        "/t/{tenant}/audit/applications/{application}",
        "Everything about one application: who changed it, who looked at its documents, which mails were sent.",
    ),
    (
        "/t/{tenant}/audit/offices/{office}",
        "Everything about one office, with the list it was imported from.",
    ),
    ("/t/{tenant}/tenants", "The municipalities that this federation opened; open another."),
    (
        "/t/{tenant}/tenants/new",
        "Open a municipality with its first administrator; a code of another prefecture is refused, an odd check digit is asked about.",
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
        "/t/{tenant}/my/people",
        "Add a deputy before you go on holiday: a name and a mail address are enough, and each signs in by themselves.",
    ),
    (
        "/t/{tenant}/my/offices/{office}/contacts",
        "Tell the city that your telephone or mail address changed; an officer takes it into the register.",
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
        "Where the rules say so: a draw by a published seed that anybody can count again, or equal parts.",
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
        "/t/{tenant}/awards",
        "After the grant: reports, final amounts, claims, payments, recoveries; what is late stands out.",
    ),
    (
        "/t/{tenant}/awards/{award}",
        "One grant to its last yen: what was reported, what is proposed, what was paid and came back.",
    ),
    ("/t/{tenant}/awards/{award}/return", "Ask for a correction of the report, in your own words."),
    ("/t/{tenant}/awards/{award}/final", "Propose the final amount; more than the rules give is refused."),
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
    ("/t/{tenant}/behalf/{application}/change", "Type in what an office asks on paper."),
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
    (
        "/t/{tenant}/bank-branches",
        "Load a list of banks; a row that is wrong is named, and then nothing changes.",
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
        "/t/{tenant}/arrivals",
        "Count the envelopes of today; what was counted and is not entered becomes an alarm on everybody's home.",
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
        "Change a condition; campaigns already sent keep the filter they were sent with.",
    ),
    ("/t/{tenant}/campaigns", "One mail has been sent and one waits as a draft: open either."),
    (
        "/t/{tenant}/campaigns/new",
        "Write with placeholders such as {{事業所名}}; misspell one and see what you are told, and where.",
    ),
    (
        "/t/{tenant}/campaigns/{campaign}",
        "A sent mail shows 188 = 171 + 17 and why each office got none; a draft shows who would get it.",
    ),
    (
        "/t/{tenant}/campaigns/{campaign}/edit",
        "Change the text; if a colleague saved or sent it meanwhile you are told.",
    ),
    (
        "/t/{tenant}/campaigns/{campaign}/preview",
        "Read it as the longest and the shortest name would, then send a test to yourself and open it under 送信されたメール.",
    ),
    (
        "/t/{tenant}/campaigns/{campaign}/sending",
        "Check how many get the mail and why the others do not; pressed twice, it is sent once.",
    ),
    (
        "/t/{tenant}/campaigns/{campaign}/cancellation",
        "Give the draft up, or stop a sending: what has not left is taken back.",
    ),
    (
        "/stop/{token}",
        "An office that wants no more of these mails presses once, without signing in; decisions still reach it.",
    ),
    (
        "/t/{tenant}/demos",
        "Requests come first: as the federation open one and confirm a date; as a city ask for another.",
    ),
    (
        "/t/{tenant}/demos/new",
        "Ask for a session: type up to three dates as you like, 令和8年11月22日 and 午後1時半 are understood.",
    ),
    (
        "/t/{tenant}/demos/entry",
        "Enter what a town told on the telephone; towns that do not use Hiromeru are in the list too.",
    ),
    (
        "/t/{tenant}/demos/week",
        "Two PC sets and three lecturers by week; go on to a week where two cities want the same set.",
    ),
    (
        "/t/{tenant}/demos/resources",
        "Say when a lecturer is away: nobody can promise them on those days; what is promised already stands in the way.",
    ),
    (
        "/t/{tenant}/demos/resources/{resource}",
        "What is in the box, when a lecturer is there in a week, whether it is lent at all.",
    ),
    (
        "/t/{tenant}/demos/rules",
        "The federation's own rules: notice, hours, travel, and from how many people on it comes in person.",
    ),
    (
        "/t/{tenant}/demos/pools",
        "Small requests of neighbours within a fortnight are put together; one press makes them one session.",
    ),
    (
        "/t/{tenant}/demos/open-dates",
        "Dates with everything they need: the federation publishes them, the first city that presses has one.",
    ),
    (
        "/t/{tenant}/demos/open-dates/new",
        "Publish a date: set and lecturer are held from now on, with the way there and back.",
    ),
    (
        "/t/{tenant}/demos/open-dates/{open_date}",
        "Take the date: the session is confirmed at once, and the federation reads it in a mail.",
    ),
    (
        "/t/{tenant}/demos/{demo}/change",
        "Move it: the old time is free and the new one taken in one step, and everybody who comes is told.",
    ),
    (
        "/t/{tenant}/demos/{demo}/venue",
        "Another room: either side changes it, and everybody who comes is told.",
    ),
    (
        "/t/{tenant}/demos/{demo}/loans",
        "Tick off what is in the box when it goes, comes and comes back; what is missing is named.",
    ),
    (
        "/t/{tenant}/demos/{demo}",
        "One page for both sides: whose turn it is, what was promised, and the tasks with who did them.",
    ),
    (
        "/t/{tenant}/demos/{demo}/confirmation",
        "Choose a date with a PC set; one that is promised elsewhere is refused, and free ones are named.",
    ),
    ("/t/{tenant}/demos/{demo}/refusal", "Decline with a reason; the city reads it in a mail."),
    (
        "/t/{tenant}/demos/{demo}/cancellation",
        "Call it off with a reason; the other side and everybody who registered are told.",
    ),
    (
        "/t/{tenant}/demos/{demo}/attendance",
        "Type the four digits an office tells you, or fill in the list; offices and people are counted apart.",
    ),
    (
        "/t/{tenant}/demos/{demo}/admission",
        "Decide whether offices register or just come, until when, and whether everybody finds the page.",
    ),
    (
        "/t/{tenant}/demos/{demo}/invitations",
        "Invite the offices of a saved segment: by mail with a link of their own, the others with printed letters.",
    ),
    (
        "/t/{tenant}/demos/{demo}/registrations/new",
        "Somebody telephoned: register them here, with or without a mail address.",
    ),
    (
        "/t/{tenant}/demos/{demo}/registrations/{registration}/cancellation",
        "Cancel for an office that telephoned; who waits is offered the places.",
    ),
    (
        "/t/{tenant}/demos/{demo}/door",
        "Stand at the door with a telephone: type four digits or a part of a name, or scan a guest's code.",
    ),
    (
        "/t/{tenant}/demos/{demo}/questions",
        "Keep what was asked and what was answered; answers to questions of registrations go out by mail.",
    ),
    (
        "/t/{tenant}/demos/{demo}/report",
        "See who came by service and who adopted within ninety days; write the report, print it, send it.",
    ),
    (
        "/t/{tenant}/demos/{demo}/participants",
        "Print the list: a sheet of paper serves where no screen is at hand.",
    ),
    ("/t/{tenant}/guide/demos", "Everybody sees which sessions there are; nobody signs in."),
    (
        "/t/{tenant}/guide/demos/{demo}",
        "Register without an account; when all places are taken, tick the box and wait in line.",
    ),
    ("/invited/{token}", "The office of an invitation registers here and need not say who it is."),
    (
        "/coming/{token}",
        "Change how many come, ask a question, or take places that became free; the code is for the door.",
    ),
    ("/coming/{token}/cancellation", "Cancel: whoever waits first is offered the places."),
    ("/t/{tenant}/my/demos", "See what your office is registered for, and what it can still come to."),
    (
        "/t/{tenant}/my/demos/{demo}",
        "Register people within the places that are left; try more than there are.",
    ),
    (
        "/t/{tenant}/my/demos/{demo}/registrations/{registration}",
        "Keep the four digits for the door; change how many come, or save the date for your calendar.",
    ),
    (
        "/t/{tenant}/my/demos/{demo}/registrations/{registration}/cancellation",
        "Cancel: the places are free for others at once.",
    ),
    ("/dev/elements", "Every part of the design in each of its states, for those who build."),
    ("/demo", "Choose one of the people below: one click and you see what waits for them."),
    ("/outbox", "The mails that would have been sent; open one and follow its link."),
    ("/outbox/{mail}", "Read what was sent; its links work."),
];
