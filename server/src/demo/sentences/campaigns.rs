//! What to try on the pages of campaigns.

/// A route, and the sentence.
pub(super) const SENTENCES: &[(&str, &str)] = &[
    (
        "/t/{tenant}/campaigns",
        "One campaign is under way with seven activities of different kinds; open it, or begin one of your own.",
    ),
    (
        "/t/{tenant}/campaigns/new",
        "Give it a name, a first day and a budget; activities are added one by one afterwards.",
    ),
    (
        "/t/{tenant}/campaigns/{campaign}",
        "See the activities in their order, what each channel reached, and adoption before and after with its fractions.",
    ),
    (
        "/t/{tenant}/campaigns/{campaign}/edit",
        "Change the days or the budget; if a colleague was faster you are told what they wrote.",
    ),
    (
        "/t/{tenant}/campaigns/{campaign}/closure",
        "End it as done, or drop it with the reason; what is open of it is dropped as well.",
    ),
    (
        "/t/{tenant}/campaigns/{campaign}/removal",
        "Remove a campaign of which nothing was done; this one has a list, so it stays.",
    ),
    (
        "/t/{tenant}/campaigns/{campaign}/activities/new",
        "Choose the kind first; the form then asks for what that kind has, and no more.",
    ),
    (
        "/t/{tenant}/campaigns/{campaign}/activities/{activity}",
        "Key in results line by line, such as 8 1 次回参加, and see how the counts add up.",
    ),
    (
        "/t/{tenant}/campaigns/{campaign}/activities/{activity}/edit",
        "Set its day between the 1st and the 10th and read why that is a bad day for offices.",
    ),
    (
        "/t/{tenant}/campaigns/{campaign}/activities/{activity}/result",
        "Write what came of it; the activity is done then, and can be opened again.",
    ),
    (
        "/t/{tenant}/campaigns/{campaign}/activities/{activity}/dropping",
        "Drop it with the reason; one that has not begun can be removed without any.",
    ),
    (
        "/t/{tenant}/campaigns/{campaign}/activities/{activity}/audience",
        "Check who would stand in the list and why the others would not; made twice, it is made once.",
    ),
    (
        "/t/{tenant}/campaigns/{campaign}/activities/{activity}/recipients/{place}",
        "Dial the number from a phone, choose what came back, and go on to the next office.",
    ),
    (
        "/t/{tenant}/campaigns/{campaign}/activities/{activity}/again",
        "Ask those once more who did not answer; a day two weeks on is proposed that suits offices.",
    ),
    (
        "/t/{tenant}/public/notices/{activity}",
        "Read what a city put up for everybody; a clerk takes it away on the page of the activity.",
    ),
];
