use super::{Given, Row, Whose, get, post};

pub const ROWS: &[Row] = &[
    get("/t/{tenant}/surveys/{survey}/results", Whose::Officers, Given::Page),
    get("/t/{tenant}/surveys/{survey}/results/export", Whose::Officers, Given::File),
    get("/t/{tenant}/surveys/{survey}/results/cross", Whose::Officers, Given::Page),
    get("/t/{tenant}/surveys/{survey}/results/cross/export", Whose::Officers, Given::File),
    get("/t/{tenant}/surveys/{survey}/results/texts", Whose::Officers, Given::Page),
    post("/t/{tenant}/surveys/{survey}/results/texts", Whose::Clerks, Given::Elsewhere),
    get("/t/{tenant}/surveys/{survey}/results/texts/export", Whose::Officers, Given::File),
    get("/t/{tenant}/surveys/{survey}/silent", Whose::Officers, Given::Page),
    get("/t/{tenant}/surveys/{survey}/silent/export", Whose::Officers, Given::File),
    get("/t/{tenant}/surveys/{survey}/paper", Whose::Officers, Given::Page),
    get("/t/{tenant}/surveys/{survey}/paper.pdf", Whose::Officers, Given::File),
    get("/t/{tenant}/surveys/{survey}/entry", Whose::Clerks, Given::Page),
    post("/t/{tenant}/surveys/{survey}/entry", Whose::Clerks, Given::Elsewhere),
];
