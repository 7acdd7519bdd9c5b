use super::{Given, Row, Whose, get, post};

pub const ROWS: &[Row] = &[
    get("/simulator", Whose::Everybody, Given::Page),
    get("/t/{tenant}/simulator", Whose::Everybody, Given::Page),
    get("/t/{tenant}/simulator/parameters", Whose::Officers, Given::Page),
    get("/t/{tenant}/simulator/parameters/{parameter}", Whose::Central, Given::Page),
    post("/t/{tenant}/simulator/parameters/{parameter}", Whose::Central, Given::Rejected),
    get("/t/{tenant}/schemes", Whose::Officers, Given::Page),
    get("/t/{tenant}/schemes/new", Whose::Central, Given::Page),
    post("/t/{tenant}/schemes/new", Whose::Central, Given::Rejected),
    get("/t/{tenant}/schemes/{scheme}/edit", Whose::Central, Given::Page),
    post("/t/{tenant}/schemes/{scheme}/edit", Whose::Central, Given::Rejected),
    post("/t/{tenant}/schemes/{scheme}/closure", Whose::Central, Given::Elsewhere),
];
