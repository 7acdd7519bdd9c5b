//! What to try on the pages of what cities share of their adoption.

/// A route, and the sentence.
pub(super) const SENTENCES: &[(&str, &str)] = &[
    (
        "/t/{tenant}/adoption/sharing",
        "Decide with whom the city's counts are shared, and read exactly which numbers they will see; under five is hidden.",
    ),
    (
        "/t/{tenant}/adoption/cities",
        "The cities that share: their sum with its numerator and denominator, how it went, and a table to sort and save.",
    ),
    (
        "/t/{tenant}/adoption/cities/{city}",
        "One city as far as it shares: by kind of service and by step, without a name of anybody.",
    ),
];
