use super::{Given, Row, Whose, get, post};

pub const ROWS: &[Row] = &[
    get("/t/{tenant}/adoption", Whose::Officers, Given::Page),
    get("/t/{tenant}/adoption/export", Whose::Officers, Given::File),
    get("/t/{tenant}/adoption/offices", Whose::Officers, Given::Page),
    get("/t/{tenant}/adoption/offices/export", Whose::Officers, Given::File),
    get("/t/{tenant}/adoption/published", Whose::Officers, Given::Page),
    get("/t/{tenant}/adoption/published/export", Whose::Officers, Given::File),
    get("/t/{tenant}/adoption/published/new", Whose::Clerks, Given::Page),
    post("/t/{tenant}/adoption/published/new", Whose::Clerks, Given::Rejected),
    get("/t/{tenant}/adoption/published/{rate}/edit", Whose::Clerks, Given::Page),
    post("/t/{tenant}/adoption/published/{rate}/edit", Whose::Clerks, Given::Rejected),
    post("/t/{tenant}/adoption/published/{rate}/removal", Whose::Clerks, Given::Elsewhere),
];
