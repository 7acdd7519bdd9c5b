//! What to try on the pages of materials, and of the paper of an activity.

/// A route, and the sentence.
pub(super) const SENTENCES: &[(&str, &str)] = &[
    (
        "/t/{tenant}/materials",
        "Posters, leaflets and cards with what is left of them; a warning says which somebody has to order.",
    ),
    (
        "/t/{tenant}/materials/new",
        "Try to publish something that is for municipalities alone: the form says what to give to offices instead.",
    ),
    (
        "/t/{tenant}/materials/handed",
        "See who received how many of what: offices, sessions, activities of campaigns; save it as a table.",
    ),
    (
        "/t/{tenant}/materials/{material}",
        "Hand some out, count what is there, take a line back: the sum of the ledger is always what is left.",
    ),
    (
        "/t/{tenant}/materials/{material}/edit",
        "Set a minimum above what is left, and the list of materials warns; or put the material out of use.",
    ),
    (
        "/t/{tenant}/materials/{material}/versions/new",
        "Add a PDF, a picture or a link; what came before stays, and the public page shows the newest.",
    ),
    (
        "/t/{tenant}/materials/{material}/movements/new",
        "Say to whom pieces went; more than there are is refused, with how many there are.",
    ),
    (
        "/t/{tenant}/materials/{material}/orders/new",
        "Write down an order; it counts as on the way until somebody writes down what arrived.",
    ),
    (
        "/t/{tenant}/materials/{material}/orders/{order}",
        "Write down what arrived: it goes into the ledger; part of an order may come later.",
    ),
    (
        "/t/{tenant}/materials/{material}/card",
        "Write both sides of a card with the desk and a QR code, then print ten to a sheet for both sides.",
    ),
    (
        "/t/{tenant}/public/materials",
        "What every office may have without signing in: files to save, videos, and the site of the helpdesk.",
    ),
    (
        "/t/{tenant}/campaigns/{campaign}/activities/{activity}/paper",
        "Print labels from the first one left on a used sheet, letters for window envelopes, fax covers, a list for the telephone.",
    ),
    (
        "/t/{tenant}/campaigns/{campaign}/activities/{activity}/paper/texts",
        "Write the letter with places such as {{事業所名}}; a misspelt one is told with its line before anything is printed.",
    ),
];
