//! What to try on the pages of demo sessions, of dispatches and of occasions.

/// A route, and the sentence.
pub(super) const SENTENCES: &[(&str, &str)] = &[
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
        "Two PC sets and three lecturers by week; to a city the others' promises show as what is left, not as whose.",
    ),
    (
        "/t/{tenant}/demos/month",
        "A month at a glance: sessions, candidates, and what is left of sets and lecturers; on a phone a list of days.",
    ),
    (
        "/t/{tenant}/demos/feed",
        "Make an address for Outlook or Google Calendar; make a new one and the old leads nowhere.",
    ),
    (
        "/t/{tenant}/demos/plans/{plan}",
        "The tasks that prepare a session, counted back from its day: move one, take one out, add one of your own.",
    ),
    (
        "/t/{tenant}/demos/plans/{plan}/tasks/{step}",
        "Say what, whose and how long before; type a number as you like, and see what is wrong said in a sentence.",
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
        "/t/{tenant}/demos/cities",
        "The federation's members: by which number each is called, and how many sessions on site it had and may have this year.",
    ),
    (
        "/t/{tenant}/demos/cities/{member}",
        "Allow one municipality more sessions than the others, or write down by which number it is called.",
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
        "/t/{tenant}/demos/open-dates/{open_date}/entry",
        "A city telephones for a published date: its federation takes it for it, whether it has a house here or not.",
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
        "/t/{tenant}/demos/{demo}/request",
        "While nobody answered, change what is asked for; the other side reads in one mail what is different.",
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
        "/t/{tenant}/demos/{demo}/chores/new",
        "One more task for this session alone; it moves with the date like the others.",
    ),
    (
        "/t/{tenant}/demos/{demo}/chores/{chore}",
        "Mark it done, or write a note that the other side reads too.",
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
        "/t/{tenant}/demos/{demo}/registrations/{registration}",
        "An office telephones: change how many come or who, or say for one that waits that it comes.",
    ),
    (
        "/t/{tenant}/demos/{demo}/registrations/{registration}/cancellation",
        "Cancel for an office that telephoned; who waits is offered the places.",
    ),
    (
        "/t/{tenant}/demos/{demo}/registrations/{registration}/switch",
        "An office that telephoned would rather come on another day: it changes in one step and loses no place.",
    ),
    (
        "/t/{tenant}/demos/{demo}/door",
        "Stand at the door with a telephone: type four digits or a part of a name, or scan a guest's code.",
    ),
    (
        "/demos/{demo}/door",
        "This leads an officer who scanned a guest's code to the door of their own house.",
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
    (
        "/coming/{token}/switch",
        "Come on another day instead: the place there is taken first, and only then this one is given up.",
    ),
    (
        "/t/{tenant}/demos/{demo}/dispatch",
        "Ask the central federation for a speaker for this session: date, place and who pays are filled in already.",
    ),
    (
        "/t/{tenant}/dispatches",
        "Requests of all federations for a speaker, those that wait for an answer first.",
    ),
    (
        "/t/{tenant}/dispatches/{dispatch}",
        "See whose turn it is, what was asked and answered, and what the journey costs with its approval.",
    ),
    (
        "/t/{tenant}/dispatches/{dispatch}/answer",
        "Choose a lecturer and how long the journey takes: try one who is somewhere else at that time.",
    ),
    (
        "/t/{tenant}/dispatches/{dispatch}/costs",
        "Type fares, nights and days: the sum is counted in whole yen and goes to the city for approval.",
    ),
    (
        "/t/{tenant}/dispatches/{dispatch}/approval",
        "The approver of the city says yes or no to what the speaker's journey costs.",
    ),
    (
        "/t/{tenant}/dispatches/{dispatch}/withdrawal",
        "Take the request back with a reason: the lecturer is free at once, and everybody is told.",
    ),
    ("/t/{tenant}/lecturers", "See which of the lecturers is where this week, journeys included."),
    ("/t/{tenant}/occasions", "Webinars, lectures and booths, with who registered and who came."),
    ("/t/{tenant}/occasions/new", "Add a webinar, or a lecture for the first sixty without registration."),
    (
        "/t/{tenant}/occasions/{occasion}",
        "Bodies and people are counted apart, and so are those who registered and those who came.",
    ),
    ("/t/{tenant}/occasions/{occasion}/edit", "Change the date: everybody who registered is told by mail."),
    (
        "/t/{tenant}/occasions/{occasion}/cancellation",
        "Call it off with a reason; everybody who registered is told.",
    ),
    ("/t/{tenant}/occasions/{occasion}/bodies", "Who answers for each body; that you looked is recorded."),
    (
        "/t/{tenant}/occasions/{occasion}/bodies/new",
        "Enter a body that telephoned; a second registration of the same body is refused.",
    ),
    (
        "/t/{tenant}/occasions/{occasion}/attendance",
        "Type how many came of each body, and how many took part on each channel.",
    ),
    (
        "/t/{tenant}/occasions/{occasion}/table",
        "The table by prefecture of the ministry's circular, counted at this moment; save it as a spreadsheet.",
    ),
    ("/t/{tenant}/invitations", "What other houses invite yours to, and whether you are registered."),
    (
        "/t/{tenant}/invitations/{occasion}",
        "Register your municipality with its number of people; change it or take it back here.",
    ),
    ("/t/{tenant}/public/occasions", "What the central federation invites to, for everybody."),
    (
        "/t/{tenant}/public/occasions/{occasion}",
        "Register a body without signing in: try a town as a city, or a ward outside Tokyo.",
    ),
    (
        "/t/{tenant}/public/occasions/{occasion}/table",
        "The live table by prefecture, for everybody who wants to know how many registered.",
    ),
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
    (
        "/t/{tenant}/my/demos/{demo}/registrations/{registration}/switch",
        "Come on another day instead, in one step: where that is full, wait for it and keep what you have until then.",
    ),
];
