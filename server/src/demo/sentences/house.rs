//! What to try on the pages of the house: home, accounts, settings, the record of what happened, help.

/// A route, and the sentence.
pub(super) const SENTENCES: &[(&str, &str)] = &[
    ("/", "Choose one of the people below: one click and you see what waits for them."),
    ("/home", "This leads to the home page of whoever is signed in."),
    (
        "/t/{tenant}",
        "Open the oldest thing that waits for you; the list says how long, or since when, it has waited.",
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
        "/t/{tenant}/settings/closed-days",
        "Close a week for a move of the town hall: every deadline in working days follows.",
    ),
    (
        "/t/{tenant}/settings/decisions",
        "Say who decides up to how much, and who stands in for somebody away; above a limit the work goes to the next.",
    ),
    (
        "/t/{tenant}/settings/api-keys",
        "Let the accounting system or a map of the city read what is here: a key each, and nothing that could be changed with it.",
    ),
    (
        "/t/{tenant}/settings/api-keys/new",
        "Make a key: say what may be read, until when, and from which addresses; the key is shown once.",
    ),
    (
        "/t/{tenant}/settings/api-keys/{key}",
        "See when the key was used last; revoke it, and the other system is told so with its next question.",
    ),
    (
        "/t/{tenant}/settings/cities",
        "Who may ask this federation for sessions; a municipality is added, rests and comes back here.",
    ),
    (
        "/t/{tenant}/settings/cities/new",
        "Add a municipality by its name, or with the house that it has here; a name that is taken is refused.",
    ),
    (
        "/t/{tenant}/settings/cities/{member}",
        "Name a member otherwise, let it rest, or take out who was added by mistake: who has a session stays.",
    ),
    (
        "/t/{tenant}/settings/roles",
        "What each role may do; a test holds this table against every route of the program.",
    ),
    (
        "/t/{tenant}/audit",
        "Who did and who looked at what; type a receipt number, or verify that nobody has changed the record.",
    ),
    ("/t/{tenant}/tenants", "The municipalities that this federation opened; open another."),
    (
        "/t/{tenant}/tenants/new",
        "Open a municipality with its first administrator; a code of another prefecture is refused, an odd check digit is asked about.",
    ),
    (
        "/t/{tenant}/bank-branches",
        "Load a list of banks; a row that is wrong is named, and then nothing changes.",
    ),
    (
        "/t/{tenant}/arrivals",
        "Count the envelopes of today; what was counted and is not entered becomes an alarm on everybody's home.",
    ),
    (
        "/t/{tenant}/public/registrations/{token}",
        "Whoever has the link of the mail changes the registration or takes it back.",
    ),
    ("/dev/elements", "Every part of the design in each of its states, for those who build."),
    ("/demo", "Choose one of the people below: one click and you see what waits for them."),
    ("/outbox", "The mails that would have been sent; open one and follow its link."),
    ("/outbox/{mail}", "Read what was sent; its links work."),
];
