//! What to try where a city shows its progress, and where offices are heard.

/// A route, and the sentence.
pub(super) const SENTENCES: &[(&str, &str)] = &[
    (
        "/t/{tenant}/adoption/public",
        "Decide whether everybody sees the rate; below the form stands exactly what they would see.",
    ),
    (
        "/t/{tenant}/public/progress",
        "What everybody reads without signing in: the rate with its numbers, its growth, and open data beside it.",
    ),
    (
        "/t/{tenant}/voices",
        "Offices that are willing to be asked; each agreed to what is told, by name or not, to everybody or not.",
    ),
    (
        "/t/{tenant}/voices/new",
        "Write down what an office agreed to; without its name nobody reaches it directly.",
    ),
    (
        "/t/{tenant}/voices/{voice}",
        "Who agreed, when, and how they are reached; take it back and it is gone from every page at once.",
    ),
    (
        "/t/{tenant}/voices/{voice}/edit",
        "Correct what was agreed to; if a colleague was faster you see what they changed.",
    ),
    ("/t/{tenant}/my/voices", "Neighbours that use the system, the same service and the same area first."),
    (
        "/t/{tenant}/my/voices/{voice}",
        "How to ask them: directly, or by way of the city; that you looked is kept.",
    ),
    (
        "/t/{tenant}/demos/plans/kit",
        "Take in how another city's sessions are prepared: read it first, then put it in the place of your own plan.",
    ),
];
