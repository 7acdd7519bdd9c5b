use super::{Given, Row, Whose, get, post};

// The one that is sample is asked by 国保中央会 and open: its questions are changed no more.
pub const ROWS: &[Row] = &[
    get("/t/{tenant}/inquiries", Whose::Central, Given::Page),
    get("/t/{tenant}/inquiries/new", Whose::Central, Given::Page),
    post("/t/{tenant}/inquiries/new", Whose::Central, Given::Rejected),
    get("/t/{tenant}/inquiries/{inquiry}", Whose::Central, Given::Page),
    get("/t/{tenant}/inquiries/{inquiry}/edit", Whose::Central, Given::Elsewhere),
    post("/t/{tenant}/inquiries/{inquiry}/edit", Whose::Central, Given::Elsewhere),
    get("/t/{tenant}/inquiries/{inquiry}/questions", Whose::Central, Given::Elsewhere),
    post("/t/{tenant}/inquiries/{inquiry}/questions", Whose::Central, Given::Elsewhere),
    get("/t/{tenant}/inquiries/{inquiry}/questions/{question}", Whose::Central, Given::Elsewhere),
    post("/t/{tenant}/inquiries/{inquiry}/questions/{question}", Whose::Central, Given::Elsewhere),
    get("/t/{tenant}/inquiries/{inquiry}/opening", Whose::Central, Given::Page),
    post("/t/{tenant}/inquiries/{inquiry}/opening", Whose::Central, Given::Rejected),
    post("/t/{tenant}/inquiries/{inquiry}/deadline", Whose::Central, Given::Rejected),
    // Those who have not answered were reminded today already.
    post("/t/{tenant}/inquiries/{inquiry}/reminder", Whose::Central, Given::Elsewhere),
    get("/t/{tenant}/inquiries/{inquiry}/answers", Whose::Central, Given::Page),
    get("/t/{tenant}/inquiries/{inquiry}/answers/export", Whose::Central, Given::File),
    get("/t/{tenant}/inquiries/{inquiry}/replies/{reply}", Whose::Central, Given::Page),
    // The federation answers itself.
    post("/t/{tenant}/inquiries/{inquiry}/replies/{reply}", Whose::Central, Given::Elsewhere),
    post("/t/{tenant}/inquiries/{inquiry}/closure", Whose::Central, Given::Elsewhere),
    get("/t/{tenant}/asked", Whose::Officers, Given::Page),
    get("/t/{tenant}/asked/{asked}", Whose::Officers, Given::Page),
    post("/t/{tenant}/asked/{asked}", Whose::Clerks, Given::Rejected),
];
