//! What to try on the pages of surveys: the builder, who is asked, and answering.

/// A route, and the sentence.
pub(super) const SENTENCES: &[(&str, &str)] = &[
    ("/t/{tenant}/surveys", "See how many offices answered each survey; open one, or begin another."),
    (
        "/t/{tenant}/surveys/new",
        "Begin with the ready survey of awareness and intention, with a copy of an earlier one, or with a blank sheet.",
    ),
    (
        "/t/{tenant}/surveys/{survey}",
        "See the response rate and what comes next: ask offices, remind those who are silent, look at the results.",
    ),
    (
        "/t/{tenant}/surveys/{survey}/settings",
        "Set the deadline and a day of reminder; whether it is anonymous is fixed once it was told to somebody.",
    ),
    (
        "/t/{tenant}/surveys/{survey}/publication",
        "Publish the questionnaire: this version stays as it is, and a later change makes another.",
    ),
    (
        "/t/{tenant}/surveys/{survey}/ending",
        "Close a survey before its deadline, open it again, or throw a draft away.",
    ),
    (
        "/t/{tenant}/surveys/{survey}/edit",
        "Move a question up before the one that shows it: it is refused, and the sentence says which condition to change.",
    ),
    (
        "/t/{tenant}/surveys/{survey}/questions/new",
        "Choose how a question is answered on the page before, then write it here.",
    ),
    (
        "/t/{tenant}/surveys/{survey}/questions/{question}",
        "Add a choice: it gets a letter that no other ever had. Let the question be shown by an earlier answer.",
    ),
    (
        "/t/{tenant}/surveys/{survey}/preview",
        "Read every question as it looks on a phone, with the conditions in words.",
    ),
    (
        "/t/{tenant}/surveys/{survey}/invitations",
        "Ask the offices of a segment: some by mail, some by letter, some not at all, each with its reason.",
    ),
    (
        "/t/{tenant}/surveys/{survey}/reminder",
        "See how many a reminder reaches before you press; who answered or was reminded today gets none.",
    ),
    (
        "/t/{tenant}/demos/{demo}/survey",
        "Once a session was held, ask those who came with five ready questions.",
    ),
    (
        "/t/{tenant}/answer",
        "Type the code of a printed letter; the QR code beside it leads to the same page.",
    ),
    ("/t/{tenant}/answer/{token}", "Read how the answer is kept, then begin; nobody signs in here."),
    (
        "/t/{tenant}/answer/{token}/{question}",
        "Answer one question; it is kept when you go on, and you can come back by the same link.",
    ),
    (
        "/t/{tenant}/answer/{token}/check",
        "Read all answers once more, change any of them, then hand them in.",
    ),
    (
        "/t/{tenant}/answer/{token}/done",
        "The answers have arrived; until the deadline the same link changes them.",
    ),
];
