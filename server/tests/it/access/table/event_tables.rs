use super::{Given, Row, Whose, get, post, upload};

// Every kind of house may; the matrix asks in that of みどり野市, and tests of the tables in the others.
pub const ROWS: &[Row] = &[
    get("/t/{tenant}/event-tables", Whose::Officers, Given::Page),
    get("/t/{tenant}/event-tables/new", Whose::Clerks, Given::Page),
    upload("/t/{tenant}/event-tables/new", Whose::Clerks, Given::Rejected),
    get("/t/{tenant}/event-tables/{event_table}", Whose::Officers, Given::Page),
    get("/t/{tenant}/event-tables/{event_table}/edit", Whose::Clerks, Given::Page),
    post("/t/{tenant}/event-tables/{event_table}/edit", Whose::Clerks, Given::Rejected),
    get("/t/{tenant}/event-tables/{event_table}/columns", Whose::Clerks, Given::Page),
    post("/t/{tenant}/event-tables/{event_table}/columns", Whose::Clerks, Given::Rejected),
    post("/t/{tenant}/event-tables/{event_table}/removal", Whose::Clerks, Given::Elsewhere),
    get("/t/{tenant}/event-tables/{event_table}/export", Whose::Officers, Given::File),
];
