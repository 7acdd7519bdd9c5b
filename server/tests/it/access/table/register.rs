use super::{Given, Row, Whose, get, post};

pub const ROWS: &[Row] = &[
    get("/t/{tenant}/offices", Whose::Officers, Given::Page),
    get("/t/{tenant}/offices/proposals", Whose::Officers, Given::Page),
    post("/t/{tenant}/offices/{office}/proposal", Whose::Keepers, Given::Elsewhere),
    get("/t/{tenant}/offices/export", Whose::Officers, Given::File),
    get("/t/{tenant}/offices/new", Whose::Keepers, Given::Page),
    post("/t/{tenant}/offices/new", Whose::Keepers, Given::Rejected),
    get("/t/{tenant}/offices/{office}", Whose::Officers, Given::Page),
    get("/t/{tenant}/offices/{office}/edit", Whose::Keepers, Given::Page),
    post("/t/{tenant}/offices/{office}/edit", Whose::Keepers, Given::Rejected),
    post("/t/{tenant}/offices/{office}/adoption", Whose::Keepers, Given::Elsewhere),
    post("/t/{tenant}/offices/{office}/outreach", Whose::Keepers, Given::Elsewhere),
];
