use super::{Given, Row, Whose, get, post};

pub const ROWS: &[Row] = &[
    get("/t/{tenant}/adoption/network", Whose::Officers, Given::Page),
    get("/t/{tenant}/adoption/network/export", Whose::Officers, Given::File),
    get("/t/{tenant}/adoption/network/paste", Whose::Clerks, Given::Page),
    post("/t/{tenant}/adoption/network/paste", Whose::Clerks, Given::Rejected),
    get("/t/{tenant}/adoption/network/pastes/{paste}", Whose::Officers, Given::Page),
    post("/t/{tenant}/adoption/network/pastes/{paste}/undo", Whose::Clerks, Given::Elsewhere),
    get("/t/{tenant}/adoption/next", Whose::Officers, Given::Page),
    post("/t/{tenant}/adoption/next", Whose::Clerks, Given::Rejected),
    get("/t/{tenant}/adoption/next/export", Whose::Officers, Given::File),
    get("/t/{tenant}/adoption/groups", Whose::Officers, Given::Page),
    get("/t/{tenant}/adoption/groups/new", Whose::Clerks, Given::Page),
    post("/t/{tenant}/adoption/groups/new", Whose::Clerks, Given::Rejected),
    get("/t/{tenant}/adoption/groups/{group}", Whose::Officers, Given::Page),
    get("/t/{tenant}/adoption/groups/{group}/edit", Whose::Clerks, Given::Page),
    post("/t/{tenant}/adoption/groups/{group}/edit", Whose::Clerks, Given::Rejected),
    post("/t/{tenant}/adoption/groups/{group}/dissolution", Whose::Clerks, Given::Elsewhere),
];
