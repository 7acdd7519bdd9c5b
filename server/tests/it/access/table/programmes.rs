use super::{Given, Row, Whose, get, post};

pub const ROWS: &[Row] = &[
    get("/t/{tenant}/guide", Whose::Everybody, Given::Page),
    get("/t/{tenant}/guide/{programme}", Whose::Everybody, Given::Page),
    get("/t/{tenant}/guide/{programme}/sheet.pdf", Whose::Everybody, Given::File),
    get("/t/{tenant}/guide/{programme}/form.pdf", Whose::Everybody, Given::File),
    get("/t/{tenant}/programmes", Whose::Officers, Given::Page),
    get("/t/{tenant}/programmes/export", Whose::Officers, Given::File),
    get("/t/{tenant}/programmes/new", Whose::Keepers, Given::Page),
    post("/t/{tenant}/programmes/new", Whose::Keepers, Given::Rejected),
    get("/t/{tenant}/programmes/{programme}", Whose::Officers, Given::Page),
    get("/t/{tenant}/programmes/{programme}/edit", Whose::Keepers, Given::Page),
    post("/t/{tenant}/programmes/{programme}/edit", Whose::Keepers, Given::Rejected),
    get("/t/{tenant}/programmes/{programme}/preview", Whose::Officers, Given::Page),
    get("/t/{tenant}/programmes/{programme}/sheet.pdf", Whose::Officers, Given::File),
    get("/t/{tenant}/programmes/{programme}/form.pdf", Whose::Officers, Given::File),
    get("/t/{tenant}/programmes/{programme}/budget", Whose::Officers, Given::Page),
    get("/t/{tenant}/programmes/{programme}/budget/export", Whose::Officers, Given::File),
    // What is sample shares nothing out: both lead to its ledger.
    get("/t/{tenant}/programmes/{programme}/sharing", Whose::Keepers, Given::Elsewhere),
    post("/t/{tenant}/programmes/{programme}/sharing", Whose::Keepers, Given::Elsewhere),
    get("/t/{tenant}/programmes/{programme}/publication", Whose::Keepers, Given::Page),
    post("/t/{tenant}/programmes/{programme}/publication", Whose::Keepers, Given::Rejected),
    get("/t/{tenant}/programmes/{programme}/closure", Whose::Keepers, Given::Page),
    post("/t/{tenant}/programmes/{programme}/closure", Whose::Keepers, Given::Elsewhere),
    post("/t/{tenant}/programmes/{programme}/reopening", Whose::Keepers, Given::Elsewhere),
];
