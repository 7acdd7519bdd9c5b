//! What to try on the pages of inquiries between houses, and where campaigns begin and are handed on.

/// A route, and the sentence.
pub(super) const SENTENCES: &[(&str, &str)] = &[
    (
        "/t/{tenant}/inquiries",
        "What a federation or prefecture asks its cities: see how many answered; write another one.",
    ),
    (
        "/t/{tenant}/inquiries/new",
        "Begin with a ready inquiry: leave title and purpose empty, and those of the ready one are taken.",
    ),
    (
        "/t/{tenant}/inquiries/{inquiry}",
        "Who answered and who did not, as it is now; remind those who did not, or move the day.",
    ),
    (
        "/t/{tenant}/inquiries/{inquiry}/edit",
        "Change what a draft says, or throw it away; a day that is over is refused with a sentence.",
    ),
    (
        "/t/{tenant}/inquiries/{inquiry}/questions",
        "Move a question with the buttons: what shows another question stays before it.",
    ),
    (
        "/t/{tenant}/inquiries/{inquiry}/questions/{question}",
        "Type choices one a line, and say after which earlier answer this question is asked.",
    ),
    (
        "/t/{tenant}/inquiries/{inquiry}/opening",
        "Look at it as a city will, and choose whom to ask; towns without Hiromeru are called.",
    ),
    (
        "/t/{tenant}/inquiries/{inquiry}/answers",
        "One line a city, one column a question, with sums; save it as a workbook.",
    ),
    (
        "/t/{tenant}/inquiries/{inquiry}/replies/{reply}",
        "One city's answer; of a town that is only a name, write down what it told on the telephone.",
    ),
    ("/t/{tenant}/asked", "What prefecture and federations ask your city, with the days that are left."),
    (
        "/t/{tenant}/asked/{asked}",
        "Answer: keep half of it for later, hand it in, and correct it until its day; no other city sees it.",
    ),
    (
        "/t/{tenant}/campaigns/ready",
        "Ready campaigns after the ways of cities that did it; each says what its source says and what is ours.",
    ),
    (
        "/t/{tenant}/campaigns/ready/{ready}",
        "Type a day and look: activities keep away from the days on which offices bill, and from holidays.",
    ),
    (
        "/t/{tenant}/campaigns/forward",
        "Forward a ministry's circular: number, title, day and address, and mail and fax list are made.",
    ),
    (
        "/t/{tenant}/campaigns/kit",
        "Take in another city's starter kit: nothing is kept before you chose what of it.",
    ),
    (
        "/t/{tenant}/campaigns/{campaign}/kit",
        "Write this campaign as a file for another city; nobody it reached is in it.",
    ),
    (
        "/t/{tenant}/campaigns/{campaign}/proof",
        "Who was told, when and by which way, and who could not be reached: for the file, or as a workbook.",
    ),
];
